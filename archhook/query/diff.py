"""What differs between two architectures: nodes added, removed, renamed and changed, field by field."""

from __future__ import annotations

from archhook.model.ids import split_id
from archhook.model.nodes import VISIBLE_TO, Node, sort_key
from archhook.model.pairing import paired
from archhook.query.documents import fields_of
from archhook.query.node_list import cell
from archhook.report.text import BOLD, CYAN, GREEN, RED, YELLOW, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple

PLACES = ("id", "class_name", "module")
"""Fields that say who and where a node is, and are no change of what it says."""


class Field(NamedTuple):
    """One field that differs, as plain values (dotted where it is nested: `links.requires`, `figures.estimated`).

    `added` and `removed` tell the items of a list; both empty where only its order differs, or it is no list.
    """

    name: str
    before: Any
    after: Any
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Changed(NamedTuple):
    """One node that is there on both sides. `before` is its old id, the same unless it was renamed."""

    id: str
    before: str
    fields: tuple[Field, ...]


class Difference(NamedTuple):
    """The change log. Sorted by id; a renamed node is in `renamed` alone, with whatever else changed in it."""

    added: tuple[Node, ...]
    removed: tuple[Node, ...]
    renamed: tuple[Changed, ...]
    changed: tuple[Changed, ...]
    nodes: Mapping[str, Node]  # id -> node, as it is on the new side


def difference(old: Iterable[Node], new: Iterable[Node]) -> Difference:
    """What differs between the declared nodes of two snapshots. Nodes that both sides have alike may be left out.

    Which nodes are the same tells `paired`.
    """
    before, after = ({node.id: node for node in nodes} for nodes in (old, new))
    was = paired(before, after)
    ids = {old_id: new_id for new_id, old_id in was.items()}
    kept = [
        Changed(node_id, was[node_id], changed_values(before[was[node_id]], after[node_id], ids))
        for node_id in sorted(was, key=sort_key)
        if before[was[node_id]] != after[node_id]
    ]
    return Difference(
        tuple(after[node_id] for node_id in sorted(after.keys() - was.keys(), key=sort_key)),
        tuple(before[node_id] for node_id in sorted(before.keys() - ids.keys(), key=sort_key)),
        tuple(one for one in kept if one.id != one.before),
        tuple(one for one in kept if one.id == one.before and one.fields),
        after,
    )


def changed_values(old: Node, new: Node, ids: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields that say something else, in the order of `fields_of`.

    `ids`: old id -> new id: a link to a node that was only renamed is the link that it was.
    """
    before, after = _flat(old, ids), _flat(new, {})
    return tuple(
        _field(name, before.get(name), after.get(name))
        for name in dict.fromkeys((*before, *after))
        if before.get(name) != after.get(name)
    )


def _field(name: str, before: Any, after: Any) -> Field:
    if not isinstance(before or [], list) or not isinstance(after or [], list):
        return Field(name, before, after)
    added = tuple(item for item in after or [] if item not in (before or []))
    removed = tuple(item for item in before or [] if item not in (after or []))
    return Field(name, before, after, added, removed)


def _flat(node: Node, ids: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in fields_of(node).items():
        if name == "links":
            stated = {field: named for field, named in value.items() if named or (field == VISIBLE_TO and named == [])}
            found |= {f"links.{field}": [ids.get(one, one) for one in named] for field, named in stated.items()}
        elif name == "doc":
            found[name] = split_id(value or "")[1] or None
        elif name == "declares":
            found |= {f"{name}.{field}": values for field, values in value.items() if values}
        elif name == "limits":
            found |= {f"{name}.{field}": limit for field, limit in value.items() if limit is not None}
        elif name == "figures":
            found |= {
                f"{name}.{which}.{field}": figure for which, each in value.items() for field, figure in each.items()
            }
        elif name == "waives":
            found |= {f"waives.{code}": reason for code, reason in value.items()}
        elif name not in PLACES:
            found[name] = value
    return found


def difference_document(answer: Difference) -> dict[str, Any]:
    """The change log for JSON."""
    return {
        "added": [fields_of(node) for node in answer.added],
        "removed": [fields_of(node) for node in answer.removed],
        "renamed": [_changed(one) for one in answer.renamed],
        "changed": [_changed(one) for one in answer.changed],
    }


def _changed(one: Changed) -> dict[str, Any]:
    return {
        "id": one.id,
        "was": one.before,
        "fields": [
            {
                "field": field.name,
                "before": field.before,
                "after": field.after,
                "added": list(field.added),
                "removed": list(field.removed),
            }
            for field in one.fields
        ],
    }


def render(answer: Difference, color: bool = False) -> str:
    """The change log for a person: `+` added, `-` removed, `>` renamed, `~` changed, each changed field on a line."""
    lines = [f"{paint('+', GREEN, color)} {_title(node.id, node.name, color)}" for node in answer.added]
    lines += [f"{paint('-', RED, color)} {_title(node.id, node.name, color)}" for node in answer.removed]
    for one in (*answer.renamed, *answer.changed):
        title = _title(one.id, answer.nodes[one.id].name, color)
        sign = paint("~", YELLOW, color) if one.id == one.before else f"{paint('>', CYAN, color)} {one.before} is now"
        lines += [f"{sign} {title}", *_fields(one, color)]
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
        elif (field.added or field.removed) and not _is_set_or_unset(field):
            parts = [*(paint(f"-{printable(item)}", RED, color) for item in field.removed)]
            parts += [paint(f"+{printable(item)}", GREEN, color) for item in field.added]
            yield f"    {name}: {' '.join(parts)}"
        else:
            yield f"    {name}: {_value(field.before)} -> {_value(field.after)}"


def _is_set_or_unset(field: Field) -> bool:
    """Whether a list came or went of which an empty one says something: its entries alone would not tell."""
    return None in (field.before, field.after) and field.name.startswith(("limits.", f"links.{VISIBLE_TO}"))


def _label(name: str) -> str:
    """`derived from` of `links.derived_from`, `budget memory_mb` of `figures.budget.memory_mb`."""
    group, _, rest = name.partition(".")
    if group == "figures":
        return rest.replace(".", " ")
    return f"waives {rest}" if group == "waives" else (rest or group).replace("_", " ")


def _text(field: Field, color: bool) -> Iterator[str]:
    """The lines of a text that differ."""
    import difflib

    old, new = ((side or "").splitlines() for side in (field.before, field.after))
    for line in difflib.ndiff(old, new):
        if line[:2] in ("- ", "+ "):
            yield f"      {paint(printable(line), GREEN if line[0] == '+' else RED, color)}"


def _value(value: object) -> str:
    return "none" if value == [] else cell(value) or "unset"
