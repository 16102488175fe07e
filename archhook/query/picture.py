r"""The graph of nodes, or the part of it around one, as the text of a picture: Mermaid, or DOT for Graphviz.

Mermaid: a label in double quotes is Markdown-free text, in which `"` and whatever could end it or be read as HTML is
written as an entity of Mermaid's own, `#34;` (https://mermaid.js.org/syntax/flowchart.html, "Entity codes to escape
characters"). DOT: in a quoted string only `"` is escaped, but a backslash begins an escape of labels (`\\N`, `\\l`),
so it is doubled (https://graphviz.org/doc/info/lang.html and attrType/escString).
"""

from __future__ import annotations

from archhook.model.nodes import KINDS, sort_key
from archhook.query.card import card

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import NamedTuple

    from archhook.query.architecture import Architecture
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

DASHED = ("conflicts_with",)
WORDS = {"requires": "requires", "conflicts_with": "conflicts with"}
"""The links that say what they are; the others follow from the kinds of their ends."""


class Edge(NamedTuple):
    """One link: `source` names `target` in `field`."""

    source: str
    target: str
    field: str


class Part(NamedTuple):
    """Nodes and the links among them, sorted; `focus` is the node in the middle, "" for the whole graph."""

    nodes: tuple[Card, ...]
    edges: tuple[Edge, ...]
    focus: str = ""


def part(architecture: Architecture, focus: str = "", depth: int = 1, *, everything: bool = False) -> Part:
    """The nodes in force and their links, or those within `depth` links of a node, whichever way these point.

    `everything`: nodes out of force, too. Without a focus this reads all nodes.
    """
    ids = _near(architecture, focus, depth) if focus else architecture.ids(in_force=not everything)
    kept = sorted(ids, key=sort_key)
    return Part(tuple(card(architecture, node_id) for node_id in kept), tuple(edges(architecture, kept)), focus)


def edges(architecture: Architecture, ids: Iterable[str]) -> list[Edge]:
    """The links among some nodes, by source, in the order written."""
    ids = tuple(ids)
    inside = set(ids)
    return [
        Edge(node_id, target, field)
        for node_id in ids
        for field, targets in architecture.rows[node_id].links
        for target in targets
        if target in inside
    ]


def _near(architecture: Architecture, focus: str, depth: int) -> set[str]:
    rows = architecture.rows
    seen = {focus}
    level = [focus]
    for _ in range(depth):
        found: set[str] = set()
        for node_id in level:
            row = rows[node_id]
            for side in (row.links, row.back):
                found.update(other for _, others in side for other in others if other in rows)
        level = sorted(other for other in found - seen if rows[other].in_force)
        seen.update(level)
        if not level:
            break
    return seen


def mermaid(picture: Part) -> str:
    """The picture as a Mermaid flowchart, Intents on the left; arrows point from a reason to what stands on it."""
    names = _names(picture.nodes)
    lines = ["flowchart LR"]
    for kind in KINDS:
        opening, closing = SHAPES[kind]
        lines += [
            f'    {names[one.id]}{opening}"{_label(one, _mermaid_text, "<br/>")}"{closing}:::{one.state}'
            for one in picture.nodes
            if one.kind == kind
        ]
    for edge in picture.edges:
        source, target = _direction(edge)
        word = f'|"{WORDS[edge.field]}"|' if edge.field in WORDS else ""
        lines.append(f"    {names[source]} {'-.-' if edge.field in DASHED else '-->'}{word} {names[target]}")
    states = sorted({one.state for one in picture.nodes})
    for state in states:
        fill, stroke = FILLS[state]
        lines.append(f"    classDef {state} fill:{fill},stroke:{stroke},color:#222222")
    if picture.focus:
        lines.append(f"    style {names[picture.focus]} stroke-width:4px")
    return "\n".join(lines) + "\n"


def dot(picture: Part) -> str:
    """The picture in DOT: `archhook graph --format dot | dot -Tsvg`."""
    lines = [
        "digraph architecture {",
        "    rankdir=LR;",
        '    node [fontname="sans-serif", fontsize=11, style="filled"];',
        '    edge [color="#888888", fontname="sans-serif", fontsize=9];',
    ]
    for one in picture.nodes:
        fill, stroke = FILLS[one.state]
        wide = ", penwidth=3" if one.id == picture.focus else ""
        lines.append(
            f'    "{_dot_text(one.id)}" [label="{_label(one, _dot_text, DOT_NEWLINE)}", '
            f'shape={DOT_SHAPES[one.kind]}, fillcolor="{fill}", color="{stroke}"{wide}];'
        )
    for edge in picture.edges:
        source, target = _direction(edge)
        word = f' [label="{WORDS[edge.field]}"]' if edge.field == "requires" else ""
        if edge.field in DASHED:
            word = f' [label="{WORDS[edge.field]}", style=dashed, dir=none, constraint=false]'
        lines.append(f'    "{_dot_text(source)}" -> "{_dot_text(target)}"{word};')
    return "\n".join([*lines, "}"]) + "\n"


def _names(nodes: Iterable[Card]) -> Mapping[str, str]:
    """Id -> a name that Mermaid takes for a node: `AUTH-R-3.1` is `n3`; words such as `end` mean something there."""
    return {one.id: f"n{index}" for index, one in enumerate(nodes)}


def _direction(edge: Edge) -> tuple[str, str]:
    """From the reason to what stands on it: against the link, but for `requires` and `conflicts_with`."""
    return (edge.source, edge.target) if edge.field in WORDS else (edge.target, edge.source)


def _label(one: Card, escaped: Callable[[str], str], newline: str) -> str:
    import textwrap

    name = one.name[: WIDTH * WIDTH]  # far more than is shown: wrapping megabytes takes seconds
    lines = textwrap.wrap(" ".join(name.split()), WIDTH, max_lines=3, placeholder=" ...")
    return newline.join(map(escaped, [one.id, *lines]))


def _mermaid_text(text: str) -> str:
    return "".join(
        char if char.isalnum() or char in " .,:-+/()=?!'" else f"#{ord(char)};" if char.isprintable() else " "
        for char in text
    )


def _dot_text(text: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in text)
    return plain.replace("\\", "\\\\").replace('"', '\\"')
