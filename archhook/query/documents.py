"""Answers and nodes as JSON: the envelope of an answer, a node in short, and all that the ledger says of a node."""

from __future__ import annotations

from archhook.model.nodes import LINKS, VISIBLE_TO
from archhook.model.vocabulary import LIMITS
from archhook.report.json import SCHEMA_VERSION, snapshot_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.model.nodes import Node
    from archhook.query.architecture import Snapshot
    from archhook.query.card import Card


def answer_document(kind: str, snapshot: Snapshot | None, answer: Mapping[str, Any]) -> dict[str, Any]:
    """A whole answer: its kind, the snapshot that it is about (None: it is about none), and what it says."""
    about = {"snapshot": snapshot_document(snapshot.source, snapshot.tree)} if snapshot else {}
    return {"schema_version": SCHEMA_VERSION, "kind": kind, **about, **answer}


def card_document(one: Card) -> dict[str, Any]:
    """A node in short: every key, null where there is nothing."""
    return {
        "id": one.id,
        "kind": one.kind,
        "level": one.level or None,
        "name": one.name,
        "summary": one.summary or None,
        "state": one.state,
        "path": one.place.path,
        "line": one.place.line,
        "column": one.place.column,
        "file": one.file or None,
        "findings": list(one.findings),
    }


def fields_of(node: Node) -> dict[str, Any]:
    """What a node says, without places: every key, null or [] or {} where it says nothing.

    Of the fields of which an empty list says something, null is unset.
    """
    return {
        "id": node.id,
        "kind": node.kind,
        "level": node.level or None,
        "name": node.name,
        "doc": node.doc or None,
        "in_force": node.in_force,
        "adopted": node.adopted,
        "planned": node.planned,
        "links": {field: _targets(node, field) for field in LINKS[node.kind]},
        "file": node.file or None,
        "declares": {field: [one.name for one in names] for field, names in node.declares if field not in LIMITS},
        "limits": {field: limit_of(node, field) for field in LIMITS} if node.kind == "design" else {},
        "figures": {which: dict(values) for which, values in node.figures},
        "waives": {waiver.code: waiver.reason for waiver in sorted(node.waives)},
        "class_name": node.class_name,
        "module": node.path,
    }


def _targets(node: Node, field: str) -> list[str] | None:
    return None if field == VISIBLE_TO and field not in dict(node.links) else list(node.targets(field))


def limit_of(node: Node, field: str) -> str | list[str] | None:
    """What one of LIMITS says of a Design: a word (`layer`, `symbols`), or a list; None where it is unset."""
    stated = node.stated(field)
    if stated is None:
        return None
    return stated[0].name if field in ("layer", "symbols") else [one.name for one in stated]
