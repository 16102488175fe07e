"""Deliberately wrong ways to follow what Designs may require; see wrong.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check import ledger_delta, reread
from archhook.graph import rows
from archhook.model.nodes import VISIBLE_TO

if TYPE_CHECKING:
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.ledger_delta import _Change
    from archhook.model.nodes import Node, Row


def layer_of_the_changed_design_alone(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Design that gets another layer concerns nobody who requires it."""
    sound = ledger_delta._Change._near

    def near(self: _Change, touched: Any) -> None:
        fields, self.fields = self.fields, {one: found - {"declares"} for one, found in self.fields.items()}
        sound(self, touched)
        self.fields = fields

    patch.setattr(ledger_delta._Change, "_near", near)


def unknown_layers_spliced(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A class statement is read alone, whatever layer it names."""
    patch.setattr(reread, "_names_unknown_layer", lambda *_: False)


def visible_to_nobody_is_unset(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """An empty list is left out, as those of other fields are."""
    sound = rows.row_of

    def row_of(node: Node) -> Row:
        row = sound(node)
        return row._replace(links=tuple(one for one in row.links if one != (VISIBLE_TO, ())))

    patch.setattr(rows, "row_of", row_of)


WALLS: dict[str, Strategy] = {
    wrong.__name__.replace("_", "-"): wrong
    for wrong in (layer_of_the_changed_design_alone, unknown_layers_spliced, visible_to_nobody_is_unset)
}
