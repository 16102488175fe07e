r"""The graph of nodes, or the part of it around some, as the text of a picture: Mermaid, or DOT for Graphviz.

Mermaid: a label in double quotes is Markdown-free text, in which `"` and whatever could end it or be read as HTML is
written as an entity of Mermaid's own, `#34;` (https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape
characters"). DOT: in a quoted string only `"` is escaped, but a backslash begins an escape of labels (`\\N`, `\\l`),
so it is doubled (https://graphviz.org/doc/info/lang.html and attrType/escString).
"""

from __future__ import annotations

from archhook.graph.graph import PLAN_KINDS, chains
from archhook.model.nodes import KINDS, sort_key
from archhook.query.card import cards
from archhook.query.documents import answer_document, card_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import Any, NamedTuple

    from archhook.model.nodes import Row
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.card import Card
else:
    from archhook.records import NamedTuple

WIDTH = 30
"""Characters of a line in a box."""

SHAPES = {
    "intent": ("([", "])"),
    "requirement": ("[/", "/]"),
    "design": ("[", "]"),
    "task": ("[[", "]]"),
    "test": ("{{", "}}"),
}
"""Kind -> Mermaid's brackets."""

DOT_SHAPES = {
    "intent": "ellipse",
    "requirement": "parallelogram",
    "design": "box",
    "task": "component",
    "test": "hexagon",
}

DOT_NEWLINE = "\\n"

FILLS = {
    "broken": ("#fde2e1", "#c22f2b"),
    "warned": ("#fdf0cf", "#a86b00"),
    "planned": ("#dff0fb", "#2b7cb3"),
    "kept": ("#e6f4e8", "#3c8a4a"),
    "out": ("#eeeeee", "#888888"),
}
"""State -> the colours of box and border."""

ALONE = ("design",)
"""The kinds of node that are drawn where none is asked for."""

DASHED = {"conflicts_with": ("-.-", ", dir=none"), "forbids": ("-.->", "")}
"""The links that keep Designs apart -> Mermaid's line, and what DOT is told beside `dashed`."""

WORDS = {"requires": "requires", "conflicts_with": "conflicts with", "forbids": "forbids"}
"""The links that say what they are; the others follow from the kinds of their ends."""

UPWARD = ("derived_from", "satisfies", "implements", "verifies")
"""The links from a node to its reason."""


class Edge(NamedTuple):
    """One link: `source` names `target` in `field`."""

    source: str
    target: str
    field: str


class Part(NamedTuple):
    """Nodes and the links among them, sorted; `focus` are the nodes in the middle, () for the whole graph."""

    nodes: tuple[Card, ...]
    edges: tuple[Edge, ...]
    focus: tuple[str, ...] = ()


def part(
    architecture: Architecture,
    focus: Collection[str] = (),
    depth: int = 1,
    kinds: Collection[str] = (),
    *,
    everything: bool = False,
) -> Part:
    """The nodes in force of some kinds and their links, or those around some nodes.

    Around a node lie what is reached from it within `depth` links that lead away from the Intents, what within so many
    that lead towards them, and its chains up. `kinds`: () for Designs alone, around a node for its chains, too.
    `everything`: nodes out of force, too. Without a focus this reads all nodes.
    """
    focus = sorted(focus, key=sort_key)
    if focus:
        kinds = kinds or PLAN_KINDS
        near = {other for node_id in focus for other in _near(architecture.rows, node_id, depth)}
        ids = {other for other in near if architecture.rows[other].kind in kinds}.union(focus)
    else:
        ids = {other for kind in kinds or ALONE for other in architecture.ids(kind, in_force=not everything)}
    kept = sorted(ids, key=sort_key)
    return Part(tuple(cards(architecture, kept).values()), tuple(edges(architecture, kept)), tuple(focus))


def edges(architecture: Architecture, ids: Iterable[str]) -> list[Edge]:
    """The links among some nodes, by source, in the order written."""
    ids = tuple(ids)
    inside = set(ids)
    return [
        Edge(node_id, target, field)
        for node_id in ids
        for field, targets in architecture.rows[node_id].links
        if field in WORDS or field in UPWARD
        for target in targets
        if target in inside
    ]


def _near(rows: Mapping[str, Row], node_id: str, depth: int) -> set[str]:
    """What lies around a node: so many steps down, so many up, its chains, and what it is in conflict with."""
    row = rows[node_id]
    found = {other for chain in chains(rows, node_id) for other in chain} if depth else set()
    if depth:
        found.update(other for side in (row.links, row.back) for field, ids in side if field in DASHED for other in ids)
    for step in (_down, _up):
        seen = {node_id}
        level = [node_id]
        for _ in range(depth):
            level = sorted({o for one in level for o in step(rows[one]) if o in rows and rows[o].in_force} - seen)
            seen.update(level)
            if not level:
                break
        found |= seen
    return {other for other in found if other in rows and rows[other].in_force}


def _down(row: Row) -> Iterable[str]:
    """The nodes that a node is a reason of, and the Designs that it requires."""
    yield from row.to("requires")
    for field in UPWARD:
        yield from row.by(field)


def _up(row: Row) -> Iterable[str]:
    """The reasons of a node, and the Designs that require it."""
    yield from row.by("requires")
    for field in UPWARD:
        yield from row.to(field)


def document(picture: Part, snapshot: Snapshot) -> dict[str, Any]:
    """The picture as data for JSON."""
    said = {
        "nodes": [card_document(one) for one in picture.nodes],
        "edges": [{"from": one.source, "to": one.target, "link": one.field} for one in picture.edges],
    }
    return answer_document("graph", snapshot, said)


def mermaid(picture: Part) -> str:
    """The picture as a Mermaid flowchart, Intents on the left; arrows point from a reason to what stands on it."""
    names = _names(picture.nodes)
    lines = ["flowchart LR"]
    words = _words(picture)
    for kind in KINDS:
        opening, closing = SHAPES[kind]
        lines += [
            f'    {names[one.id]}{opening}"{box_label(one, mermaid_text, "<br/>")}"{closing}:::{one.state}'
            for one in picture.nodes
            if one.kind == kind
        ]
    for edge in picture.edges:
        source, target = _direction(edge)
        word = f'|"{words[edge.field]}"|' if edge.field in words else ""
        lines.append(
            f"    {names[source]} {DASHED[edge.field][0] if edge.field in DASHED else '-->'}{word} {names[target]}"
        )
    states = sorted({one.state for one in picture.nodes})
    for state in states:
        fill, stroke = FILLS[state]
        lines.append(f"    classDef {state} fill:{fill},stroke:{stroke},color:#222222")
    lines += [f"    style {names[node_id]} stroke-width:4px" for node_id in picture.focus]
    return "\n".join(lines) + "\n"


def dot(picture: Part) -> str:
    """The picture in DOT: `archhook graph --format dot | dot -Tsvg`."""
    lines = [
        "digraph architecture {",
        "    rankdir=LR;",
        '    node [fontname="sans-serif", fontsize=11, style="filled"];',
        '    edge [color="#888888", fontname="sans-serif", fontsize=9];',
    ]
    words = _words(picture)
    lines += [dot_node(one, one.id in picture.focus) for one in picture.nodes]
    for edge in picture.edges:
        source, target = _direction(edge)
        word = f' [label="{words[edge.field]}"]' if edge.field in words else ""
        if edge.field in DASHED:
            word = f' [label="{words[edge.field]}", style=dashed{DASHED[edge.field][1]}, constraint=false]'
        lines.append(f'    "{dot_text(source)}" -> "{dot_text(target)}"{word};')
    return "\n".join([*lines, "}"]) + "\n"


def dot_node(one: Card, wide: bool) -> str:
    """The line of a node in DOT. `wide`: its border stands out."""
    fill, stroke = FILLS[one.state]
    return (
        f'    "{dot_text(one.id)}" [label="{box_label(one, dot_text, DOT_NEWLINE)}", '
        f'shape={DOT_SHAPES[one.kind]}, fillcolor="{fill}", color="{stroke}"{", penwidth=3" if wide else ""}];'
    )


def _names(nodes: Iterable[Card]) -> Mapping[str, str]:
    """Id -> a name that Mermaid takes for a node: `AUTH-R-3.1` is `n3`; words such as `end` mean something there."""
    return {one.id: f"n{index}" for index, one in enumerate(nodes)}


def _words(picture: Part) -> Mapping[str, str]:
    """What arrows say: between Designs alone every one that says nothing is `requires`."""
    alone = all(one.kind in ALONE for one in picture.nodes)
    return {field: word for field, word in WORDS.items() if not (alone and field == "requires")}


def _direction(edge: Edge) -> tuple[str, str]:
    """From the reason to what stands on it: against the link, but for `requires` and `conflicts_with`."""
    return (edge.source, edge.target) if edge.field in WORDS else (edge.target, edge.source)


def box_label(one: Card, escaped: Callable[[str], str], newline: str) -> str:
    """The id and the name of a node, in lines of a box."""
    import textwrap

    name = one.name[: WIDTH * WIDTH]  # far more than is shown: wrapping megabytes takes seconds
    lines = textwrap.wrap(" ".join(name.split()), WIDTH, max_lines=3, placeholder=" ...")
    return newline.join(map(escaped, [one.id, *lines]))


def mermaid_text(text: str) -> str:
    """A text between double quotes of Mermaid."""
    return "".join(
        char if char.isalnum() or char in " .,:-+/()=?!'" else f"#{ord(char)};" if char.isprintable() else " "
        for char in text
    )


def dot_text(text: str) -> str:
    """A text between double quotes of DOT."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')
