"""Small architectures for property tests: some nodes of each kind with links among them."""

from __future__ import annotations

from hypothesis import strategies as st

from archhook.model.nodes import LINKS, Link, Node, Spot

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
