"""What is below nodes, against a walk from each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.graph.graph import below
from archhook.graph.reach import Reach, TasksBelow, Unreached
from archhook.graph.rows import rows_of
from archhook.model.nodes import Link, Node, Spot, sort_key

NODES = st.integers(1, 12).flatmap(
    lambda count: st.lists(st.lists(st.integers(0, count - 1), max_size=3), min_size=count, max_size=count)
)


def walked(links: dict[str, list[str]], start: str) -> set[str]:
    found = {start}
    while more := {target for name in found for target in links[name]} - found:
        found |= more
    return found


@given(NODES, st.randoms())
def test_each_reaches_what_a_walk_from_it_does(targets: list[list[int]], random: object) -> None:
    links = {f"D-{at}": [f"D-{one}" for one in found] for at, found in enumerate(targets)}
    starts = [*links]
    random.shuffle(starts)  # type: ignore[attr-defined]
    reach, learnt = Reach(links.__getitem__, lambda node: (node,)), []
    for start in starts:
        order, circular = reach.learn(start)
        learnt += [*order, *(node for members in circular for node in members)]
        assert reach.names(reach.below[start]) == sorted(walked(links, start), key=sort_key)
        for members in circular:
            assert all(walked(links, one) >= members for one in members)
    assert sorted(learnt) == sorted(links)


@pytest.mark.parametrize("last", [[], [0]], ids=["a chain", "a circle"])
def test_every_node_and_link_is_met_once(last: list[int]) -> None:
    links = {f"D-{at}": [f"D-{at + 1}"] for at in range(2000)} | {"D-2000": [f"D-{one}" for one in last]}
    asked: list[str] = []

    def of(node: str) -> list[str]:
        asked.append(node)
        return links[node]

    reach = Reach(of, lambda node: (node,))
    for node in links:
        reach.learn(node)
    assert len(reach.names(reach.below["D-0"])) == 2001
    assert sorted(asked) == sorted(links)


@given(NODES, st.lists(st.sampled_from(["D", "R"]), min_size=12, max_size=12), st.sets(st.integers(0, 11)))
def test_tasks_below_against_a_walk(targets: list[list[int]], kinds: list[str], idle: set[int]) -> None:
    nodes = [Node("intent", "", "I-1", "i", "", "a.py", "I1", 1, True)]
    for at, found in enumerate(targets):
        wanted = {"D": "requires", "R": "derived_from"}[kinds[at]]
        near = [f"D-{one}" if kinds[one] == "D" else f"R-{one}" for one in found]
        links = [(wanted, tuple(Link(one, Spot("", 0, 1)) for one in near if one[0] == "D" and kinds[at] == "D"))]
        if kinds[at] == "D":
            links.append(("satisfies", tuple(Link(one, Spot("", 0, 1)) for one in near if one[0] == "R")))
        elif at % 2:
            links = [("derived_from", (Link("I-1", Spot("", 0, 1)),))]
        kind = {"D": "design", "R": "requirement"}[kinds[at]]
        nodes.append(Node(kind, "", f"{kinds[at]}-{at}", "n", "", "a.py", f"N{at}", 1, at not in idle, tuple(links)))
        if kinds[at] == "D":
            link = (("implements", (Link(f"D-{at}", Spot("", 0, 1)),)),)
            nodes.append(Node("task", "", f"T-{at}", "t", "", "a.py", f"T{at}", 1, True, link))
    rows = rows_of(nodes)
    tasks, unreached = TasksBelow(rows), Unreached(rows)
    for node in nodes:
        if node.kind == "task":
            continue
        expected = sorted((one for one in below(rows, [node.id]) if rows[one].kind == "task"), key=sort_key)
        assert tasks.of(node.id) == expected
        if node.in_force:
            designs = {one: [rows[two] for two in rows[one].to("implements") if rows[two].in_force] for one in expected}
            assert unreached.of(node.id) == [one for one in expected if not any(two.intents for two in designs[one])]
