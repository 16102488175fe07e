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

from archhook.model.nodes import LINKS
from archhook.query.picture import dot, mermaid, part

if TYPE_CHECKING:
    from archhook.model.nodes import Node

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
    picture = part(architecture_of(nodes.values()), everything=True)
    text = mermaid(picture)
    names = dict(re.findall(r'^    (n\d+)\W+"([A-Z]+-\d+)', text, re.M))
    assert set(names.values()) == set(nodes)
    drawn_links = re.findall(r"^    (n\d+) (?:-->|-\.-)(?:\|[^|]*\|)? (n\d+)$", text, re.M)
    forward = {"requires", "conflicts_with"}
    assert sorted((names[one], names[two]) for one, two in drawn_links) == sorted(
        (edge.source, edge.target) if edge.field in forward else (edge.target, edge.source) for edge in picture.edges
    )


def test_hostile_names_cannot_leave_their_quotes_in_mermaid() -> None:
    lines = mermaid(part(architecture_of(hostile()))).splitlines()
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
    assert "word ..." in mermaid(part(architecture_of([endless])))
    assert max(wrapped) < 2000


def unquoted(text: str) -> str:
    """What a reader of DOT takes a quoted string for, once `\\n` has ended its lines."""
    return text.replace('\\"', '"').replace("\\\\", "\\")


def test_hostile_names_stay_in_their_quotes_in_dot() -> None:
    text = dot(part(architecture_of(hostile())))
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
    text = dot(part(architecture_of(nodes)))
    done = subprocess.run(["dot", "-Tplain"], input=text, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    kinds = [line.split(" ", 1) for line in done.stdout.replace("\\\n", "").splitlines()]
    assert sum(kind == "node" for kind, *_ in kinds) == len(nodes)
    ends = {tuple(one.replace('"', "") for one in rest[0].split()[:2]) for kind, *rest in kinds if kind == "edge"}
    assert ends == {("I-1", "R-1"), ("I-4", "R-1"), ("R-1", "D-1"), ("D-1", "D-2")}


def test_the_node_in_the_middle_stands_out() -> None:
    nodes = [node("design", 1, requires=("D-2",)), node("design", 2), node("design", 3)]
    picture = part(architecture_of(nodes), "D-1", 1)
    assert "style n0 stroke-width:4px" in mermaid(picture)
    assert dot(picture).count("penwidth=3") == 1
    assert "D-3" not in dot(picture)


@settings(max_examples=30, deadline=None)
@given(architectures(), st.integers(0, 4), st.data())
def test_a_neighbourhood_is_what_so_many_links_lead_to(drawn: dict[str, Node], depth: int, data: st.DataObject) -> None:
    nodes = without_links_to_nothing(drawn)
    if not nodes:
        return
    focus = data.draw(st.sampled_from(sorted(nodes)))
    picture = part(architecture_of(nodes.values()), focus, depth)
    links = {(o.id, t) for o in nodes.values() for f in LINKS[o.kind] for t in o.targets(f)}
    near = {focus}
    for _ in range(depth):
        near |= {
            other
            for one, two in links
            for here, other in ((one, two), (two, one))
            if here in near and nodes[other].in_force
        }
    assert {card.id for card in picture.nodes} == near
    assert {(edge.source, edge.target) for edge in picture.edges} == {
        (one, two) for one, two in links if one in near and two in near
    }
