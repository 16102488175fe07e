"""Deliberately wrong ways to follow figures; see wrong.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check import incremental, ledger_delta, measurements

if TYPE_CHECKING:
    from typing import Any

    import pytest
    from differential.subject import Strategy


def figures_of_the_node_alone(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What a figure adds up to above its Design is not worked out anew."""
    patch.setattr(ledger_delta, "above", lambda _, starts: set(starts))
    patch.setattr(incremental, "above", lambda _, starts: set(starts))


def measurements_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A `measured.toml` is read when everything is, and not when it changes."""
    patch.setattr(measurements, "remeasure", lambda *_: None)


def stale_where_measured_alone(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Whether a figure is stale is asked when it is measured, and not when the code changes."""
    patch.setattr(incremental.Rechecking, "note_stale", lambda *_: None)


FIGURES: dict[str, Strategy] = {
    wrong.__name__.replace("_", "-"): wrong
    for wrong in (figures_of_the_node_alone, measurements_ignored, stale_where_measured_alone)
}
