"""Deliberately wrong ways to follow what is exempt; see wrong.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check import incremental, ledger_delta, run
from archhook.ledger import splice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.state import State
    from archhook.model.nodes import Node
    from archhook.snapshot.changeset import Entry


def waivers_of_the_old_ledger(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A waiver that is new exempts nothing yet."""
    sound = ledger_delta.recount_nodes

    def recount(judged: State, versions: Iterable[tuple[Node | None, Node | None]]) -> None:
        waiving = judged.waiving
        sound(judged, versions)
        judged.waiving = tuple(node_id for node_id in waiving if node_id in judged.waiving)

    patch.setattr(ledger_delta, "recount_nodes", recount)


def designs_as_loose_as_they_were(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Design that is no longer adopted, or asks for less detail, is not counted as an exemption."""
    sound = ledger_delta.recount_nodes

    def recount(judged: State, versions: Iterable[tuple[Node | None, Node | None]]) -> None:
        loose = judged.totals["loose"]
        sound(judged, versions)
        judged.totals["loose"] = loose

    patch.setattr(ledger_delta, "recount_nodes", recount)


def ignores_with_symbols_only(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """The comments of a file are looked at again where its laws are asked again, and nowhere else."""
    sound = incremental.Rechecking._keep_ignores

    def keep(self: incremental.Rechecking, path: str) -> None:
        if path in self.paths:
            sound(self, path)

    patch.setattr(incremental.Rechecking, "_keep_ignores", keep)


def ignores_of_the_ledger_where_they_were(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A ledger whose changed statements are read alone keeps its inline ignores as they are."""
    patch.setattr(splice, "_ignores", lambda ignores, _: tuple(ignores))


def baseline_as_it_was(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """An edit of the baseline, which is no code, changes nothing."""
    sound = run.Run._freeze

    def freeze(self: run.Run, state: Any, entries: Mapping[str, Entry | None]) -> None:
        if not state.frozen:
            sound(self, state, entries)

    patch.setattr(run.Run, "_freeze", freeze)


EXEMPTIONS: dict[str, Strategy] = {
    wrong.__name__.replace("_", "-"): wrong
    for wrong in (
        waivers_of_the_old_ledger, ignores_with_symbols_only, ignores_of_the_ledger_where_they_were, baseline_as_it_was,
        designs_as_loose_as_they_were,
    )
}  # fmt: skip
