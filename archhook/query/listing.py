"""The nodes of a ledger as rows of a table."""

from __future__ import annotations

from archhook.model.nodes import LINKS
from archhook.query.card import card
from archhook.query.show import fields_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from archhook.query.architecture import Architecture

DEFAULT = ("id", "kind", "state", "name", "path", "line")
"""The fields that are shown where none are asked for."""

CARD = ("id", "kind", "level", "name", "summary", "state", "path", "line", "column", "file", "findings")
OWN = ("in_force", "adopted", "planned", "doc", "class_name", "module")
LINK_FIELDS = tuple(dict.fromkeys(field for fields in LINKS.values() for field in fields))
NAME_FIELDS = ("classes", "functions", "globals", "test_functions")
FIGURES = ("estimated", "measured", "budget")
FIELDS = (*CARD, *OWN, *LINK_FIELDS, *NAME_FIELDS, *FIGURES, "waives")
"""Every field that can be asked for."""


def listing(
    architecture: Architecture, kind: str = "", fields: Sequence[str] = DEFAULT, *, everything: bool = False
) -> list[dict[str, Any]]:
    """The nodes in force of a kind ("" for all), by id, each with the fields asked for (of FIELDS).

    `everything`: those out of force, too. A field that a node's kind does not have is null.
    """
    return [_row(architecture, node_id, fields) for node_id in architecture.ids(kind, in_force=not everything)]


def _row(architecture: Architecture, node_id: str, fields: Sequence[str]) -> dict[str, Any]:
    from archhook.query.card import card_document

    own = fields_of(architecture.nodes[node_id])
    short = card_document(card(architecture, node_id)) if any(field in CARD for field in fields) else {}
    nested = own["links"] | own["declares"] | own["figures"]
    return {field: short.get(field, own.get(field, nested.get(field))) for field in fields}


def document(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The rows for JSON (kind "nodes")."""
    return {"schema_version": 1, "kind": "nodes", "nodes": list(rows)}
