from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from helpers.graphs import architectures, without_links_to_nothing
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.graph.graph import chains, intents_above
from archhook.graph.reach import components, peel, shortest_circle
from archhook.graph.rows import intents_of, intents_of_all, rows_of
from archhook.model.nodes import Node, sort_key

if TYPE_CHECKING:
    from archhook.model.nodes import Row


def up(rows: dict[str, Row], node_id: str) -> set[str]:
    """The parents of a node in force, found the slow way."""
    found = set()
    for other, row in rows.items():
        if not row.in_force:
            continue
        if other in rows[node_id].to("implements") + rows[node_id].to("satisfies") + rows[node_id].to("derived_from"):
            found.add(other)
        if node_id in row.to("requires"):
            found.add(other)
    return found


@settings(max_examples=300, deadline=None)
@given(architectures())
def test_chains_are_the_shortest_paths_that_a_search_of_all_paths_finds(nodes: dict[str, Node]) -> None:
    rows = rows_of(without_links_to_nothing(nodes).values())
    for node_id, row in rows.items():
        best: dict[str, tuple[str, ...]] = {}
        open_paths = [(node_id,)] if row.in_force and row.kind != "test" else []
        while open_paths:
            path = open_paths.pop()
            if rows[path[0]].kind == "intent":
                key = (len(path), tuple(map(sort_key, path)))
                if path[0] not in best or key < (len(best[path[0]]), tuple(map(sort_key, best[path[0]]))):
                    best[path[0]] = path
            open_paths += [(parent, *path) for parent in up(rows, path[0]) if parent not in path]
        if row.kind != "test":
            assert set(chains(rows, node_id)) == set(best.values())
            assert list(chains(rows, node_id)) == sorted(best.values(), key=lambda path: tuple(map(sort_key, path)))
        assert intents_above(rows, node_id) == tuple(path[0] for path in chains(rows, node_id))
        for most in (0, 1, 2):
            assert chains(rows, node_id, most) == chains(rows, node_id)[:most]


@settings(max_examples=200, deadline=None)
@given(architectures())
def test_the_intents_of_all_are_the_intents_of_each(nodes: dict[str, Node]) -> None:
    rows = rows_of(without_links_to_nothing(nodes).values())
    plan = [i for i, row in rows.items() if row.kind not in ("task", "test") and row.in_force]
    assert intents_of_all(rows) == {i: intents_of(rows, i) for i in plan}
    assert all(intents_of(rows, i) == tuple(path[0] for path in chains(rows, i)) for i in plan)


LINKED = st.dictionaries(st.sampled_from("ABCDEF"), st.sets(st.sampled_from("ABCDEF"))).map(
    lambda graph: {f"D-{'ABCDEF'.index(n)}": {f"D-{'ABCDEF'.index(t)}" for t in ts} for n, ts in graph.items()}
)


@settings(deadline=None)  # the first circle imports networkx
@given(LINKED)
def test_components_are_the_nodes_that_reach_each_other(links: dict[str, set[str]]) -> None:
    def reach(start: str) -> set[str]:
        seen: set[str] = set()
        stack = [start]
        while stack:
            for target in links[stack.pop()] & links.keys():
                if target not in seen:
                    seen.add(target)
                    stack.append(target)
        return seen

    reached = {one: reach(one) for one in links}
    expected = {frozenset(o for o in links if o in reached[n] and n in reached[o]) for n in links if n in reached[n]}
    found = components(links)
    assert set(map(frozenset, found)) == expected
    assert list(found) == sorted(found, key=lambda ids: tuple(map(sort_key, ids)))
    for component in found:
        circle = shortest_circle(links, component[0], component)
        assert circle[0] == component[0]
        assert all(b in links[a] for a, b in pairwise((*circle, circle[0])))


def test_a_shortest_circle_is_short_and_starts_at_the_smallest_id() -> None:
    links = {"D-1": ["D-2", "D-3"], "D-2": ["D-4"], "D-3": ["D-1"], "D-4": ["D-1"]}
    assert components(links) == (("D-1", "D-2", "D-3", "D-4"),)
    assert shortest_circle(links, "D-1", components(links)[0]) == ("D-1", "D-3")


def test_a_graph_without_a_circle_is_peeled_whole_and_needs_no_networkx() -> None:
    links = {str(i): [str(i + 1)] for i in range(5000)}
    order, rest = peel(links)
    assert order[0] == "4999"
    assert rest == []
    with pytest.raises(ValueError, match="no circle"):
        shortest_circle({"D-1": []}, "D-1", ["D-1"])
