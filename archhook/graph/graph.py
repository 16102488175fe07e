"""Questions about the graph of nodes: rows, chains, circles. The only importer of networkx, inside functions.

Small questions are walked on plain dicts; networkx, whose import costs as much as a dozen interpreter starts, is
asked only where there really is a circle to take apart.
"""

from __future__ import annotations

from archhook.model.nodes import LINKS, Row, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.model.nodes import Node

PLAN_KINDS = ("intent", "requirement", "design")
"""The kinds of node that others link to, and so the only ones with a `back`."""


def row_of(node: Node) -> Row:
    """A node's row as far as the node itself tells: its links, without `back` and `intents`."""
    links = tuple([(field, targets) for field in LINKS[node.kind] if (targets := node.targets(field))])
    return tuple.__new__(Row, (node.kind, node.level, node.in_force, links, (), ()))  # nearly all nodes pass here


def rows_of(nodes: Iterable[Node]) -> dict[str, Row]:
    """The whole graph: every declared node's row, with `back` and `intents`."""
    nodes = tuple(nodes)
    rows = {node.id: row_of(node) for node in nodes}
    back: dict[str, dict[str, set[str]]] = {}
    for node in nodes:
        if node.in_force:
            for field, targets in rows[node.id].links:
                for target in targets:
                    back.setdefault(target, {}).setdefault(field, set()).add(node.id)
    for target, fields in back.items():
        if target in rows:
            rows[target] = rows[target]._replace(back=plain_back(fields))
    for node_id, intents in intents_of_all(rows).items():
        rows[node_id] = rows[node_id]._replace(intents=intents)
    return rows


def plain_back(fields: Mapping[str, Iterable[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A `back` in its canonical order; empty fields left out."""
    return tuple((field, tuple(sorted(ids, key=sort_key))) for field, ids in sorted(fields.items()) if ids)


def parents(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
    """The nodes in force one step nearer to the Intents: Intent -> Requirement -> Design [-> Design ...] -> Task."""
    row = rows[node_id]
    for field, targets in row.links:
        if field in ("derived_from", "satisfies", "implements", "verifies"):
            yield from (target for target in targets if target in rows and rows[target].in_force)
    yield from row.by("requires")


def children(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
    """The nodes in force one step nearer to the Tasks; Tests are no part of a chain."""
    row = rows[node_id]
    for field, sources in row.back:
        if field in ("derived_from", "satisfies", "implements"):
            yield from sources
    yield from (target for target in row.to("requires") if target in rows and rows[target].in_force)


def reachable(starts: Iterable[str], step: Mapping[str, Iterable[str]]) -> set[str]:
    """`starts` and all that the adjacency leads to from them."""
    seen = set(starts)
    stack = list(seen)
    while stack:
        for other in step.get(stack.pop(), ()):
            if other not in seen:
                seen.add(other)
                stack.append(other)
    return seen


def above(rows: Mapping[str, Row], starts: Iterable[str]) -> set[str]:
    """`starts` and every node in force above them, up to the Intents."""
    seen = {start for start in starts if start in rows}
    stack = list(seen)
    while stack:
        for parent in parents(rows, stack.pop()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return seen


def below(rows: Mapping[str, Row], starts: Iterable[str]) -> set[str]:
    """`starts` and every node in force below them, down to the Tasks."""
    seen = {start for start in starts if start in rows}
    stack = list(seen)
    while stack:
        row = rows[stack.pop()]
        for field, sources in row.back:
            if field == "implements":
                seen.update(sources)  # Tasks: nothing is below them, and a row of theirs is not read for nothing
            elif field in ("derived_from", "satisfies"):
                stack += [source for source in sources if source not in seen]
                seen.update(sources)
        for target in row.to("requires"):
            if target not in seen and target in rows and rows[target].in_force:
                seen.add(target)
                stack.append(target)
    return seen


def chains(rows: Mapping[str, Row], node_id: str, most: int | None = None) -> tuple[tuple[str, ...], ...]:
    """For each Intent in force that reaches the node, the shortest path from it to the node; sorted.

    Of several shortest paths the one whose ids come first, compared from the Intent on. `most`: those of the first so
    many Intents, for which no more of the graph is walked than they take.
    """
    if node_id not in rows or not rows[node_id].in_force:
        return ()
    return ways(rows, node_id, intents_above(rows, node_id)[:most])


def ways(rows: Mapping[str, Row], node_id: str, tops: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The chains of a node from some of the Intents that reach it, in their order."""
    missing = {*tops} - {node_id}
    down: dict[str, str] = {node_id: ""}  # node -> the next one on its best way down
    level = [node_id]
    while level and missing:
        found: dict[str, str] = {}
        for child in level:  # equally long ways are told apart by their first node: so the first child found is best
            for parent in parents(rows, child):
                if parent not in down and parent not in found:
                    found[parent] = child
                    missing.discard(parent)
                    if not missing:
                        break
        down |= found
        level = sorted(found, key=sort_key) if missing else []
    return tuple(_way(down, top) for top in tops)


def intents_above(rows: Mapping[str, Row], node_id: str) -> tuple[str, ...]:
    """The Intents in force that reach a node of any kind in force, sorted: one for each of its chains."""
    row = rows[node_id]
    if row.kind in PLAN_KINDS or not row.in_force:
        return row.intents
    found = {intent for parent in parents(rows, node_id) for intent in intents_above(rows, parent)}
    return tuple(sorted(found, key=sort_key))


def _way(down: Mapping[str, str], node_id: str) -> tuple[str, ...]:
    path = []
    while node_id:
        path.append(node_id)
        node_id = down[node_id]
    return tuple(path)


def _path_key(path: tuple[str, ...]) -> tuple[tuple[int, str, str, tuple[int, ...]], ...]:
    return tuple(map(sort_key, path))


def intents_of(rows: Mapping[str, Row], node_id: str) -> tuple[str, ...]:
    """The Intents in force that reach an I, R or D in force, sorted."""
    if not rows[node_id].in_force:
        return ()
    seen = {node_id}
    stack = [node_id]
    while stack:
        for parent in parents(rows, stack.pop()):
            if parent not in seen:
                seen.add(parent)
                stack.append(parent)
    return tuple(sorted((other for other in seen if rows[other].kind == "intent"), key=sort_key))


def intents_of_all(rows: Mapping[str, Row]) -> dict[str, tuple[str, ...]]:
    """`intents_of` for every I, R and D, in one pass down the graph."""
    plan = [node_id for node_id, row in rows.items() if row.kind in PLAN_KINDS and row.in_force]
    upward = {node_id: tuple(parents(rows, node_id)) for node_id in plan}
    order, circular = peel(upward)
    reached: dict[str, tuple[str, ...]] = {}
    for node_id in order:
        if rows[node_id].kind == "intent":
            reached[node_id] = (node_id,)
            continue
        above = {reached[parent] for parent in upward[node_id]}
        reached[node_id] = (
            next(iter(above)) if len(above) == 1 else tuple(sorted({i for ids in above for i in ids}, key=sort_key))
        )
    for component in downward(upward, circular):  # on a circle, or below one
        found = {i for node_id in component for parent in upward[node_id] for i in reached.get(parent, ())}
        reached |= dict.fromkeys(component, tuple(sorted(found, key=sort_key)))
    return reached


def downward(upward: Mapping[str, Iterable[str]], nodes: Iterable[str]) -> Iterator[set[str]]:
    """The strongly connected components of some nodes, each behind all that it links to."""
    kept = set(nodes)
    if kept:
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph()
        graph.add_nodes_from(kept)
        graph.add_edges_from((node, target) for node in kept for target in upward[node] if target in kept)
        condensed = networkx.condensation(graph)
        for component in reversed([*networkx.topological_sort(condensed)]):
            yield condensed.nodes[component]["members"]


def peel(links: Mapping[str, Iterable[str]]) -> tuple[list[str], list[str]]:
    """(nodes in an order in which each comes after all that it links to, the rest: on a circle or leading into one)."""
    open_links = {node: sum(1 for target in set(targets) if target in links) for node, targets in links.items()}
    sources: dict[str, list[str]] = {}
    for node, targets in links.items():
        for target in set(targets):
            if target in links:
                sources.setdefault(target, []).append(node)
    order = [node for node, count in open_links.items() if not count]
    for node in order:  # grows while it is walked
        for source in sources.get(node, ()):
            open_links[source] -= 1
            if not open_links[source]:
                order.append(source)
    done = set(order)
    return order, [node for node in links if node not in done]


def components(links: Mapping[str, Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """The circles: strongly connected components of more than one node, or of one that links to itself.

    Each sorted by id, and they by their first. Without a circle this costs one pass and no import.
    """
    _, rest = peel(links)
    if not rest:
        return ()
    import networkx

    kept = set(rest)
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for node in sorted(kept):
        graph.add_node(node)
        graph.add_edges_from((node, target) for target in sorted(set(links[node])) if target in kept)
    found = (
        tuple(sorted(component, key=sort_key))
        for component in networkx.strongly_connected_components(graph)
        if len(component) > 1 or graph.has_edge(*(tuple(component) * 2))
    )
    return tuple(sorted(found, key=_path_key))


def shortest_circle(links: Mapping[str, Iterable[str]], start: str, component: Iterable[str]) -> tuple[str, ...]:
    """One shortest circle through `start` within its component, without repeating `start`; ties by id."""
    inside = set(component)
    came = {start: ""}  # node -> the one before it on the best way
    level = [start]
    while level:
        found: dict[str, str] = {}  # in the order of the best ways, as they are met: the first of some is the best
        for node in level:
            for target in sorted(set(links[node]) & inside, key=sort_key):
                if target == start:
                    return _way(came, node)[::-1]
                if target not in came and target not in found:
                    found[target] = node
        came |= found
        level = list(found)
    raise ValueError(f"{start} is on no circle of its component")
