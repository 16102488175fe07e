"""Mermaid and DOT: the links of the part, hostile names, and Graphviz's own reading where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
import textwrap
from typing import TYPE_CHECKING, Any

import pytest
from helpers.asking import architecture_of
from helpers.graphs import architectures, node, without_links_to_nothing
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.graph import PLAN_KINDS, chains
from archhook.model.nodes import KINDS
from archhook.query.architecture import Snapshot
from archhook.query.picture import document, dot, mermaid, part

if TYPE_CHECKING:
    from archhook.model.nodes import Node

DRAWN = ("derived_from", "satisfies", "requires", "conflicts_with", "forbids", "implements", "verifies")
"""The links that are lines of a picture: who may require is none."""

HOSTILE = (
    'quote " and \\ and \\N', "</script><b>", "a\nb\tc", "end", "#35; &amp; `code`", "]] )) }} |x| %% ;", "é ∀ 名",
    "x" * 200, "", "\x1b[2J", "click n0 href",
)  # fmt: skip


def hostile() -> list[Node]:
    return [node("intent", number)._replace(name=name) for number, name in enumerate(HOSTILE, 1)]


@settings(max_examples=40, deadline=None)
@given(architectures())
def test_mermaid_has_every_node_and_every_link(drawn: dict[str, Node]) -> None:
    nodes = without_links_to_nothing(drawn)
    picture = part(architecture_of(nodes.values()), kinds=KINDS, everything=True)
    text = mermaid(picture)
    names = dict(re.findall(r'^    (n\d+)\W+"([A-Z]+-\d+)', text, re.M))
    assert set(names.values()) == set(nodes)
    drawn_links = re.findall(r"^    (n\d+) (?:-->|-\.->?)(?:\|[^|]*\|)? (n\d+)$", text, re.M)
    forward = {"requires", "conflicts_with", "forbids"}
    assert sorted((names[one], names[two]) for one, two in drawn_links) == sorted(
        (edge.source, edge.target) if edge.field in forward else (edge.target, edge.source) for edge in picture.edges
    )


def test_hostile_names_cannot_leave_their_quotes_in_mermaid() -> None:
    lines = mermaid(part(architecture_of(hostile()), kinds=KINDS)).splitlines()
    assert lines[0] == "flowchart LR"
    for line in lines[1:-1]:
        found = re.fullmatch(r'    n\d+\(\["((?:[\w .,:\-+/()=?!\']|#\d+;|<br/>)*)"\]\):::kept', line)
        assert found, line
    assert "#34;" in lines[1]
    assert len(lines) == len(HOSTILE) + 2


def test_a_name_without_end_costs_what_is_shown_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[int] = []
    wrap = textwrap.wrap

    def counting(text: str, *rest: Any, **more: Any) -> list[str]:
        wrapped.append(len(text))
        return wrap(text, *rest, **more)

    monkeypatch.setattr("textwrap.wrap", counting)
    endless = node("intent", 1)._replace(name="word " * 100_000)
    assert "word ..." in mermaid(part(architecture_of([endless]), kinds=KINDS))
    assert max(wrapped) < 2000


def unquoted(text: str) -> str:
    """What a reader of DOT takes a quoted string for, once `\\n` has ended its lines."""
    return text.replace('\\"', '"').replace("\\\\", "\\")


def test_hostile_names_stay_in_their_quotes_in_dot() -> None:
    text = dot(part(architecture_of(hostile()), kinds=KINDS))
    labels = re.findall(r'^    "I-\d+" \[label="((?:[^"\\]|\\.)*)", shape=ellipse', text, re.M)
    assert len(labels) == len(HOSTILE)
    assert labels[0] == 'I-1\\nquote \\" and \\\\ and \\\\N'


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz's dot is not installed: its own reading is not compared")
def test_graphviz_reads_it_as_it_is_meant() -> None:
    nodes = [
        *hostile(),
        node("requirement", 1, derived_from=("I-1", "I-4")),
        node("design", 1, satisfies=("R-1",), requires=("D-2",), conflicts_with=("D-2",)),
        node("design", 2),
    ]
    text = dot(part(architecture_of(nodes), kinds=KINDS))
    done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    kinds = [line.split(" ", 1) for line in done.stdout.replace("\\\n", "").splitlines()]
    assert sum(kind == "node" for kind, *_ in kinds) == len(nodes)
    ends = {tuple(one.replace('"', "") for one in rest[0].split()[:2]) for kind, *rest in kinds if kind == "edge"}
    assert ends == {("I-1", "R-1"), ("I-4", "R-1"), ("R-1", "D-1"), ("D-1", "D-2")}


def test_the_node_in_the_middle_stands_out() -> None:
    nodes = [node("design", 1, requires=("D-2",)), node("design", 2), node("design", 3)]
    picture = part(architecture_of(nodes), ["D-1"], 1)
    assert "style n0 stroke-width:4px" in mermaid(picture)
    assert dot(picture).count("penwidth=3") == 1
    assert "D-3" not in dot(picture)


def test_designs_alone_are_drawn_unless_more_is_asked_for() -> None:
    nodes = [
        node("intent", 1),
        node("requirement", 1, derived_from=("I-1",)),
        node("design", 1, satisfies=("R-1",), requires=("D-2",)),
        node("design", 2, conflicts_with=("D-1",)),
    ]
    architecture = architecture_of(nodes)
    designs = part(architecture)
    assert [one.id for one in designs.nodes] == ["D-1", "D-2"]
    assert "n0 --> n1" in mermaid(designs)  # what every arrow says need not be written at each
    assert "conflicts with" in mermaid(designs)
    more = part(architecture, kinds=("requirement", "design"))
    assert [one.id for one in more.nodes] == ["R-1", "D-1", "D-2"]
    assert '-->|"requires"| n2' in mermaid(more)
    told = document(more, Snapshot())
    assert (told["kind"], [one["id"] for one in told["nodes"]]) == ("graph", ["R-1", "D-1", "D-2"])
    assert {"from": "D-1", "to": "R-1", "link": "satisfies"} in told["edges"]


def test_fifty_designs_are_one_line_each_and_one_for_each_link() -> None:
    nodes = [node("design", number, requires=(f"D-{number + 1}",)) for number in range(1, 50)] + [node("design", 50)]
    assert len(mermaid(part(architecture_of(nodes))).splitlines()) == 50 + 49 + 2
    around = part(architecture_of(nodes), ["D-20"])
    assert [one.id for one in around.nodes] == ["D-19", "D-20", "D-21"]


def oracle(nodes: dict[str, Node], focus: str, depth: int) -> set[str]:
    """What lies around a node, from the definition."""
    requires = {(one.id, other) for one in nodes.values() for other in one.targets("requires")}
    reasons = {
        (other, one.id)
        for one in nodes.values()
        for field in ("derived_from", "satisfies", "implements", "verifies")
        for other in one.targets(field)
    }
    conflicts = {
        (one.id, other)
        for one in nodes.values()
        for field in ("conflicts_with", "forbids")
        for other in one.targets(field)
    }
    rows = architecture_of(nodes.values()).rows
    found = {focus, *(other for chain in chains(rows, focus) for other in chain)} if depth else {focus}
    for downward in (requires | reasons, {(below, above) for above, below in requires | reasons}):
        level = {focus}
        for _ in range(depth):
            level = {o for one in level for above, o in downward if above == one and nodes[o].in_force}
            found |= level
    if depth:
        near = {o for pair in conflicts for one, o in (pair, pair[::-1]) if one == focus}
        found |= {one for one in near if nodes[one].in_force}
    return found


@settings(max_examples=30, deadline=None)
@given(architectures(), st.integers(0, 4), st.data())
def test_a_neighbourhood_is_up_down_and_the_chains(drawn: dict[str, Node], depth: int, data: st.DataObject) -> None:
    nodes = without_links_to_nothing(drawn)
    if not nodes:
        return
    focus = data.draw(st.sampled_from(sorted(nodes)))
    around = oracle(nodes, focus, depth)
    architecture = architecture_of(nodes.values())
    assert {card.id for card in part(architecture, [focus], depth, KINDS).nodes} == around
    kept = {one for one in around if nodes[one].kind in PLAN_KINDS} | {focus}
    picture = part(architecture, [focus], depth)
    assert {card.id for card in picture.nodes} == kept
    assert {(edge.source, edge.target) for edge in picture.edges} == {
        (one.id, other)
        for one in nodes.values()
        for field, links in one.links
        if field in DRAWN
        for other, _ in links
        if {one.id, other} <= kept
    }
