from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.engine.relink import Relinking, chains_through
from archhook.graph import chains, components, intents_of, intents_of_all, peel, rows_of, shortest_circle
from archhook.laws.law import Row
from archhook.model import LINKS, Link, Node, Spot, sort_key

HERE = Spot("", 0, 1)
PREFIX = {"intent": "I", "requirement": "R", "design": "D", "task": "T", "test": "UT"}


def node(kind: str, number: int, in_force: bool = True, **links: tuple[str, ...]) -> Node:
    node_id = f"{PREFIX[kind]}-{number}"
    made = tuple(
        (field, tuple(Link(target, HERE) for target in targets)) for field, targets in links.items() if targets
    )
    return Node(kind, "unit" if kind == "test" else "", node_id, "", "", "architecture.py", node_id, 1, in_force, made)


@st.composite
def architectures(draw: st.DrawFn) -> dict[str, Node]:
    """Some nodes of each kind with links among them, circles and nodes out of force included."""
    ids = {kind: sorted(draw(st.sets(st.integers(1, 4), max_size=4))) for kind in PREFIX}
    nodes = {}
    for kind, numbers in ids.items():
        for number in numbers:
            links = {}
            for field, target in LINKS[kind].items():
                of = target or "design"
                chosen = draw(st.lists(st.sampled_from(ids[of]), unique=True, max_size=3)) if ids[of] else []
                links[field] = tuple(f"{PREFIX[of]}-{one}" for one in chosen[: 1 if kind in ("task", "test") else 3])
            made = node(kind, number, draw(st.integers(0, 4)) > 0, **links)
            nodes[made.id] = made
    return nodes


def without_links_to_nothing(nodes: dict[str, Node]) -> dict[str, Node]:
    return {
        one.id: one._replace(
            links=tuple(
                (field, kept)
                for field, links in one.links
                if (kept := tuple(link for link in links if link.target in nodes))
            )
        )
        for one in nodes.values()
    }


@settings(max_examples=300, deadline=None)
@given(architectures(), architectures(), st.data())
def test_a_graph_brought_up_to_date_is_the_graph_built_anew(
    old: dict[str, Node], other: dict[str, Node], data: st.DataObject
) -> None:
    kept = {id_ for id_ in old if data.draw(st.booleans())}
    new = without_links_to_nothing({id_: old[id_] for id_ in kept} | {i: n for i, n in other.items() if i not in kept})
    old_rows = {i: row for i, row in rows_of(old.values()).items() if row.kind not in ("task", "test")}
    new_rows = {i: row for i, row in rows_of(new.values()).items() if row.kind not in ("task", "test")}
    plan = Plan(old_rows)
    linking = Relinking(plan)
    linking.apply((old.get(i), new.get(i)) for i in sorted(old | new) if old.get(i) != new.get(i))
    assert plan == new_rows
    touched = {i for i in old_rows | new_rows if old_rows.get(i) != new_rows.get(i)}
    assert linking.touched().keys() == touched
    assert sum(map(chains_through, old_rows.values())) + sum(
        chains_through(now) - chains_through(was) for was, now in linking.touched().values()
    ) == sum(map(chains_through, new_rows.values()))


class Plan(dict[str, Row]):
    """A dict with the one method that a TreeMap has besides."""

    def discard(self, key: str) -> None:
        self.pop(key, None)


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
