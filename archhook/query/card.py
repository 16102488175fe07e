"""A node in short, as every answer shows it: name, state, place and findings, and the line of text made of them."""

from __future__ import annotations

from archhook.cache.treemap import expect
from archhook.report.text import BOLD, CYAN, DIM, GREEN, RED, YELLOW, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node, Place
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

STATES = ("broken", "warned", "planned", "kept", "out")
"""A node's state, the first that applies but for `out`: a finding that concerns it fails the verdict, one does not (a
warning), it is planned, all laws hold for it, it is not in force.
"""

MARKS = {"broken": ("✗", RED), "warned": ("!", YELLOW), "planned": ("…", CYAN), "kept": ("✓", GREEN), "out": ("-", DIM)}
"""State of a node -> its sign and colour."""


SHOWN = 12
"""Of a long list a person is shown so many; the JSON has all."""


class Card(NamedTuple):
    """One node in short. `summary`: the first sentence of its docstring, "" where that is its name already."""

    id: str
    kind: str
    level: str
    name: str
    summary: str
    state: str
    place: Place
    file: str
    findings: tuple[str, ...]  # codes, sorted


def card(architecture: Architecture, node_id: str) -> Card:
    """A declared node in short."""
    return _card(architecture, architecture.heads[node_id])


def _card(architecture: Architecture, node: Node) -> Card:
    findings = architecture.findings_of(node.id)
    return Card(
        node.id,
        node.kind,
        node.level,
        node.name,
        _summary(node),
        _state(architecture, node, findings),
        architecture.place(node),
        node.file,
        tuple(sorted({one.code for one in findings})) if findings else (),
    )


def state_of(architecture: Architecture, node: Node) -> str:
    """One of STATES."""
    return _state(architecture, node, architecture.findings_of(node.id))


def _state(architecture: Architecture, node: Node, findings: tuple[Finding, ...]) -> str:
    if not node.in_force:
        return "out"
    if any(map(architecture.fails, findings)):
        return "broken"
    if findings:
        return "warned"
    return "planned" if node.planned else "kept"


def _summary(node: Node) -> str:
    """The first sentence of a node's docstring, "" where that is its name."""
    lead = f"[{node.id}] {node.name}"
    stop = node.doc[len(lead) : len(lead) + 2].rstrip()
    if stop == "." and node.doc.startswith(lead) and _is_one_sentence(node.name):
        return ""  # nearly all: the name was taken from there
    from archhook.model.ids import split_docstring

    summary = split_docstring(node.doc)[1]
    return "" if summary == node.name else summary


def _is_one_sentence(name: str) -> bool:
    within = any(stop in name for stop in (". ", "! ", "? "))
    return not within and not name.endswith((".", "!", "?")) and " ".join(name.split()) == name


def cards(architecture: Architecture, ids: Iterable[str]) -> dict[str, Card]:
    """Nodes in short, by id, in the order given; each once."""
    wanted = tuple(dict.fromkeys(ids))
    expect(architecture.heads, wanted)
    heads = [architecture.heads[node_id] for node_id in wanted]
    expect(architecture.lines, {head.path for head in heads})
    return {head.id: _card(architecture, head) for head in heads}


def headline(one: Card, color: bool) -> str:
    """The line of text that a node is shown by."""
    sign, paint_with = MARKS[one.state]
    where = f"  {paint(f'{printable(one.place.path)}:{one.place.line}', DIM, color)}"
    file = f"  {printable(one.file)}" if one.file else ""
    codes = f" {paint(' '.join(one.findings), paint_with, color)}" if one.findings else ""
    return f"{paint(sign, paint_with, color)} {paint(one.id, BOLD, color)} {printable(one.name)}{codes}{file}{where}"
