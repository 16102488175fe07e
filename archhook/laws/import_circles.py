"""DEP204 and DEP209: what is required is used, and no file waits for itself while it is imported."""

from __future__ import annotations

from archhook.laws.edges import edges_of, is_governed, own_designs, required
from archhook.laws.law import listed, shown
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.laws.law import Facts


def unused_dependency(facts: Facts, node_id: str) -> Iterator[Breach]:
    """DEP204, one for each Design in force that is required, and of whose code nothing is imported."""
    row = facts.rows[node_id]
    targets = [one for one in row.to("requires") if one != node_id and facts.rows[one].in_force]
    if not targets or not has_code(facts, node_id):
        return
    for target in targets:
        reached = {target, *(required(facts, target) if facts.config.transitive else ())}
        if has_code(facts, target) and not any(f"{node_id} {one}" in facts.traffic for one in reached):
            yield Breach(
                "DEP204",
                f"{node_id} requires {target}, and its code imports nothing of it",
                ("node", node_id),
                node_id,
                symbol=target,
                fix=f"take {target} out of the `requires` of {node_id}; or waive it where the use is none by import",
            )


def has_code(facts: Facts, design: str) -> bool:
    """Whether a Design in force has a file: an `__init__.py` that is looked through, below a folder of it, is none."""
    tasks = [facts.nodes[task] for task in facts.rows[design].by("implements")]
    return any(design in own_designs(facts, path) for path in facts.paths_of(tasks))


def run_targets(facts: Facts, path: str) -> tuple[str, ...]:
    """The governed files that a governed file imports while it is imported itself, sorted."""
    found = {edge.written for edge in edges_of(facts, path) if edge.kind == "run" and edge.written}
    return tuple(sorted(one for one in found if is_governed(facts, one)))


def import_circles(facts: Facts, _: str) -> Iterator[Breach]:
    """DEP209, one for each strongly connected component of governed files, at its first file by path."""
    from archhook.graph.reach import components, shortest_circle

    links = facts.run_imports
    for component in components(links, str):
        first = component[0]
        circle = shortest_circle(links, first, component, str)
        behind = circle[1] if len(circle) > 1 else first
        index = next(edge.index for edge in edges_of(facts, first) if edge.kind == "run" and edge.written == behind)
        others = [path for path in component if path not in circle]
        more = f"; {listed(others)} {'lies' if len(others) == 1 else 'lie'} on circles with them" if others else ""
        yield Breach(
            "DEP209",
            f"files import each other in a circle: {' > '.join(map(shown, (*circle, first)))}{more}",
            ("import", first, index),
            file=first,
            fix="take one step out of the circle: import within the function that needs it, or move what both sides "
            "need into a file of its own",
        )
