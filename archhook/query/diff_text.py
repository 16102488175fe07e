"""What differs between two architectures -> the text that people read."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from archhook.query.tables import cell
from archhook.report.text import BOLD, CYAN, GREEN, RED, YELLOW, paint, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.query.diff import Changed, Difference, Field


def render_difference(answer: Difference, color: bool = False) -> str:
    """The change log: `+` added, `-` removed, `>` renamed, `~` changed, each changed field on a line of its own."""
    lines = [f"{paint('+', GREEN, color)} {_title(node.id, node.name, color)}" for node in answer.added]
    lines += [f"{paint('-', RED, color)} {_title(node.id, node.name, color)}" for node in answer.removed]
    for one in answer.renamed:
        lines.append(
            f"{paint('>', CYAN, color)} {one.before} is now {_title(one.id, answer.nodes[one.id].name, color)}"
        )
        lines += _fields(one, color)
    for one in answer.changed:
        lines.append(f"{paint('~', YELLOW, color)} {_title(one.id, answer.nodes[one.id].name, color)}")
        lines += _fields(one, color)
    numbers = (
        (answer.added, "added"),
        (answer.removed, "removed"),
        (answer.renamed, "renamed"),
        (answer.changed, "changed"),
    )
    total = ", ".join(f"{len(nodes)} {word}" for nodes, word in numbers if nodes)
    return "\n".join([*lines, *([""] if lines else []), total or "no node differs"]) + "\n"


def _title(node_id: str, name: str, color: bool) -> str:
    return f"{paint(node_id, BOLD, color)} {printable(name)}"


def _fields(one: Changed, color: bool) -> Iterator[str]:
    for field in one.fields:
        name = _label(field.name)
        if field.name == "doc":
            yield f"    {name}:"
            yield from _text(field, color)
        elif field.added or field.removed:
            parts = [*(paint(f"-{printable(item)}", RED, color) for item in field.removed)]
            parts += [paint(f"+{printable(item)}", GREEN, color) for item in field.added]
            yield f"    {name}: {' '.join(parts)}"
        else:
            yield f"    {name}: {_value(field.before)} -> {_value(field.after)}"


def _label(name: str) -> str:
    """`derived from` of `links.derived_from`, `budget memory_mb` of `figures.budget.memory_mb`."""
    group, _, rest = name.partition(".")
    if group == "figures":
        return rest.replace(".", " ")
    return f"waives {rest}" if group == "waives" else (rest or group).replace("_", " ")


def _text(field: Field, color: bool) -> Iterator[str]:
    """The lines of a text that differ."""
    old, new = ((side or "").splitlines() for side in (field.before, field.after))
    for line in difflib.ndiff(old, new):
        if line[:2] in ("- ", "+ "):
            yield f"      {paint(printable(line), GREEN if line[0] == '+' else RED, color)}"


def _value(value: object) -> str:
    return cell(value) or "unset"
