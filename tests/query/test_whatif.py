"""What is pulled in, by a slow search; what changes, and which findings come and go, by tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest
from helpers.asking import architecture_of
from helpers.graphs import architectures, node, without_links_to_nothing
from hypothesis import given
from hypothesis import strategies as st

from archhook.errors import UsageError
from archhook.model.findings import Finding, Verdict
from archhook.query.compared_findings import compared
from archhook.query.supposition import Supposed, nodes_of, supposed_of
from archhook.query.whatif import cascade
from archhook.query.whatif_text import render

if TYPE_CHECKING:
    from archhook.model.nodes import Node

    Nodes = dict[str, Node]


def requiring(nodes: Nodes) -> nx.DiGraph[str]:
    """Which Design in force requires which."""
    designs = {one for one, found in nodes.items() if found.kind == "design" and found.in_force}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(designs)
    graph.add_edges_from(
        (one, other) for one in designs for other in nodes[one].targets("requires") if other in designs
    )
    return graph


@given(architectures(), st.data())
def test_what_is_reached_and_was_not_is_pulled_in_on_a_shortest_way(drawn: Nodes, data: st.DataObject) -> None:
    nodes = without_links_to_nothing(drawn)
    designs = [one for one, found in nodes.items() if found.kind == "design"]
    first = data.draw(st.sampled_from([*designs, "D-9"]))
    required = data.draw(st.lists(st.sampled_from(designs), unique=True, max_size=3)) if designs else []
    before = architecture_of(nodes.values(), {"architecture.py": ""})
    asked = Supposed(first, tuple(required))
    edited = nodes | {one.id: one for one in nodes_of(before, asked)}
    answer = cascade(before, architecture_of(edited.values(), {"architecture.py": ""}), first)
    old, new = requiring(nodes), requiring(edited)
    known = {first, *(nx.descendants(old, first) if first in old else ())}
    assert {one.id for one in answer.pulled} == nx.descendants(new, first) - known
    assert [len(one.path) for one in answer.pulled] == sorted(len(one.path) for one in answer.pulled)
    for one in answer.pulled:
        assert (one.path[0], one.path[-1], one.adopted) == (first, one.id, one.id not in old)
        assert len(one.path) == 1 + nx.shortest_path_length(new, first, one.id)
        assert all(new.has_edge(*step) for step in zip(one.path, one.path[1:], strict=False))
    assert all(edited[one].in_force for one in {first} | nx.descendants(new, first))


def test_of_a_ledger_that_was_edited_all_that_changed_pulls_in() -> None:
    designs = [node("design", number) for number in range(1, 7)]
    linked = {1: (2,), 2: (3,), 3: (), 4: (5,), 5: (6,), 6: (4,)}
    old = architecture_of(designs)
    new = architecture_of(
        node("design", number, requires=tuple(f"D-{other}" for other in others)) for number, others in linked.items()
    )
    ways = {one.id: one.path for one in cascade(old, new).pulled}
    assert ways == {
        "D-2": ("D-1", "D-2"), "D-3": ("D-1", "D-2", "D-3"), "D-5": ("D-4", "D-5"), "D-6": ("D-4", "D-5", "D-6"),
    }  # fmt: skip
    assert cascade(new, new).is_empty
    assert cascade(new, old).pulled == ()
    assert len(cascade(None, new).turns) == 6


def test_what_happens_to_nodes_themselves() -> None:
    old = [node("design", 1, False), node("design", 2), node("design", 3, requires=("D-2",)), node("task", 1)]
    new = [node("design", 1), node("design", 2, False), node("design", 3, requires=("D-1",)), node("requirement", 1)]
    turns = cascade(architecture_of(old), architecture_of(new)).turns
    assert [(one.id, one.state) for one in turns] == [
        ("R-1", "new"), ("D-1", "into force"), ("D-2", "out of force"), ("D-3", "changed"),
    ]  # fmt: skip
    assert turns[3].added == (("requires", ("D-1",)),)
    assert turns[3].removed == (("requires", ("D-2",)),)
    assert render(cascade(architecture_of(old), architecture_of(new))).startswith(
        "R-1 is new\nD-2 goes out of force\nD-3: requires +D-1, -D-2\nand 1 task differs\n"
    )


def test_a_node_with_another_id_is_the_same() -> None:
    one, other = node("design", 1), node("design", 2)._replace(class_name="D-1")
    (turn,) = cascade(architecture_of([one]), architecture_of([other])).turns
    assert (turn.id, turn.state, turn.was) == ("D-2", "renamed", "D-1")
    assert "D-2: was D-1\n" in render(cascade(architecture_of([one]), architecture_of([other])))


def found(code: str, node_id: str = "D-1", symbol: str = "", message: str = "it is so", file: str = "") -> Finding:
    return Finding(code, "name", "error", message, "a.py", 1, 1, node_id, "design", (), 0, file, symbol, "")


def sides(old: tuple[Finding, ...], new: tuple[Finding, ...], judged: str = "all") -> list[list[str]]:
    """The codes and messages of what comes, goes and is told otherwise."""
    first, second = (
        architecture_of([node("design", 1)], findings=old),
        architecture_of([node("design", 1)], findings=new),
    )
    second._judge = lambda: Verdict("worktree", "", new, 0, 0, 0, (), 0, False, False, judged=judged)
    return [[f"{one.code} {one.message}" for one in side] for side in compared(first, second, of_links=False)]


def test_findings_are_told_apart_by_law_node_and_subject() -> None:
    old = (found("TRC102"), found("RES602", symbol="iops", message="3"), found("LED005"), found("LED005", message="b"))
    new = (found("RES602", symbol="iops", message="4"), found("RES602", symbol="memory_mb"), found("LED005"))
    assert sides(old, new) == [["RES602 it is so"], ["LED005 b", "TRC102 it is so"], ["RES602 4"]]
    assert sides(new, new) == [[], [], []]
    assert sides(old, (found("LED003"),), "ledger") == [["LED003 it is so"], ["LED005 b", "LED005 it is so"], []]


def test_of_two_revisions_only_what_the_ledger_says_is_compared() -> None:
    new = tuple(found(code, file="b.py") for code in ("INV403", "TST501", "TST505", "DEP202", "RES602", "LED003"))
    come, _, _ = compared(None, architecture_of([], findings=new), of_links=True)
    assert [one.code for one in come] == ["DEP202", "LED003", "RES602", "TST505"]


def test_what_is_named_is_of_its_kind_and_links_are_not_written_twice() -> None:
    old = architecture_of([node("requirement", 1), node("design", 1, requires=("D-2",)), node("design", 2)])
    asked = supposed_of(old, "[D-01]", ["D-2", "D-2"], ["R-1"])
    assert asked == Supposed("D-1", ("D-2",), ("R-1",))
    (edited,) = nodes_of(old, asked)
    assert (edited.targets("requires"), edited.targets("satisfies")) == (("D-2",), ("R-1",))
    assert [field for field, _ in edited.links] == ["satisfies", "requires"]
    assert supposed_of(old, "APP-D-word", ["D-2"], []).design == "APP-D-word"
    for words in (("D-7", [], []), ("R-1", [], []), ("D-1", ["R-1"], []), ("D-1", [], ["D-2"]), ("x", ["D-2"], [])):
        with pytest.raises(UsageError):
            supposed_of(old, *words)


def test_long_lists_are_cut_and_what_breaks_a_law_is_shown_first() -> None:
    many = range(1, 30)
    old = architecture_of([node("design", number, False) for number in many])
    new = architecture_of(
        [node("design", number, requires=(f"D-{number + 1}",) if number < 29 else ()) for number in many]
    )
    text = render(cascade(old, new))
    assert text.count(" (comes into force)") == 12
    assert "  and 16 more (--format json has them)\n" in text
