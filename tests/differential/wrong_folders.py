"""Deliberately wrong ways to follow who declares what lies below a folder; see wrong.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check import derived, import_delta, incremental, ledger_delta, reread
from archhook.check.facts import SnapshotFacts
from archhook.model.declaring import NOBODY, is_folder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.import_delta import _Taking
    from archhook.check.ledger_delta import _Change
    from archhook.model.nodes import FileFact, Node


def folders_of_new_files_forgotten(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that comes below a folder belongs to nobody, until somebody names it."""
    sound = incremental.Rechecking._redeclare

    def redeclare(self: incremental.Rechecking, facts: dict[str, FileFact | None]) -> dict[str, tuple[str, ...]]:
        return sound(self, {path: fact for path, fact in facts.items() if fact is None})

    patch.setattr(incremental.Rechecking, "_redeclare", redeclare)


def gone_files_stay_below_their_folder(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that goes is declared by its folder still."""
    sound = incremental.Rechecking._redeclare

    def redeclare(self: incremental.Rechecking, facts: dict[str, FileFact | None]) -> dict[str, tuple[str, ...]]:
        return sound(self, {path: fact for path, fact in facts.items() if fact is not None})

    patch.setattr(incremental.Rechecking, "_redeclare", redeclare)


def folders_do_not_take_over(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that a Task named, and names no longer, is nobody's, though it lies below a declared folder."""
    sound = ledger_delta.redeclare_below
    patch.setattr(ledger_delta, "redeclare_below", lambda state, _, folders: sound(state, (), folders))


def folders_hold_what_others_name(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Who names a file below a declared folder shares it with the folder."""
    sound = derived.redeclared

    def redeclared(state: Any, path: str, fact: Any) -> Any:
        known = state.declared.get(path, NOBODY)
        found = sound(state, path, fact)
        if any(len(ids) > 1 for ids in known):
            state.declared.keep(path, known)
            return known, known
        return found

    patch.setattr(derived, "redeclared", redeclared)


def folders_leave_force_with_their_files(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Who declared a file by its folder, and names it now, declares it still, in force or not."""
    patch.setattr(derived, "_names", lambda node, path: node is not None and node.file == path)


def files_below_a_moved_folder_stay(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Another folder of a Task is looked at itself, and nothing below it."""
    sound = ledger_delta.redeclare_below
    patch.setattr(ledger_delta, "redeclare_below", lambda state, touched, _: sound(state, touched, ()))


def files_below_folders_not_rechecked(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Who declares a file now is known, but the laws are not asked again."""
    sound = ledger_delta._Change._redeclare

    def redeclare(self: _Change) -> None:
        paths = set(self.rechecking.paths)
        sound(self)
        self.rechecking.paths = paths

    patch.setattr(ledger_delta._Change, "_redeclare", redeclare)


def designs_below_folders_not_turned(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Task of a folder that implements another Design turns the file that it names, which is none."""

    def paths_of(_: SnapshotFacts, nodes: Iterable[Node]) -> set[str]:
        return {node.file for node in nodes}

    sound = ledger_delta._Change._below

    def below(self: _Change) -> None:
        with patch.context() as within:
            within.setattr(SnapshotFacts, "paths_of", paths_of)
            sound(self)

    patch.setattr(ledger_delta._Change, "_below", below)


def empty_folders_not_rechecked(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Whether anything lies below a folder is asked where it is named, and never again."""
    sound = import_delta._Taking._count

    def count(self: _Taking) -> None:
        before = set(self.rechecking.paths)
        sound(self)
        self.rechecking.paths = before

    patch.setattr(import_delta._Taking, "_count", count)


def roles_below_folders_not_counted(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that comes or goes is counted, whether it is governed, a test or neither."""
    sound = import_delta.import_maps.counted

    def counted(fact: FileFact | None) -> tuple[int, int, int]:
        number = sound(fact)[0]
        return number, number, number

    patch.setattr(import_delta.import_maps, "counted", counted)


def details_of_designs_not_rechecked(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What has to be declared of a file is asked again when the file or its Tasks change, not when its Design does."""
    sound = ledger_delta._Change._below

    def below(self: _Change) -> None:
        self.asked.clear()
        sound(self)

    patch.setattr(ledger_delta._Change, "_below", below)


def details_without_force(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Design that comes into force, or goes out of it, asks for no more and no less of its files."""
    sound = ledger_delta.own_detail
    changed = ledger_delta._Change._note_imports

    def note(self: _Change, node_id: str, nodes: Any) -> None:
        with patch.context() as within:
            if "in_force" in self.fields[node_id]:
                within.setattr(ledger_delta, "own_detail", lambda _: "")
            else:
                within.setattr(ledger_delta, "own_detail", sound)
            changed(self, node_id, nodes)

    patch.setattr(ledger_delta._Change, "_note_imports", note)


def names_below_folders_not_re_read(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What a Test of a folder says of its tests, or a Task of its names, is no matter of the files that it keeps."""
    patch.setattr(ledger_delta, "FOLDER_READS", frozenset())


def coarse_folders_spliced(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A class statement is read alone, though a folder may stand where none may."""
    patch.setattr(reread, "_names_coarse_folder", lambda *_: False)


def figures_of_folders_not_stale(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Figures are measured on files that Tasks name."""
    sound = incremental.Rechecking.note_stale

    def note(self: incremental.Rechecking, path: str, tasks: Iterable[str]) -> None:
        nodes = {one: self.state.nodes.get(one) for one in tasks}
        sound(self, path, [one for one, node in nodes.items() if node is not None and not is_folder(node.file)])

    patch.setattr(incremental.Rechecking, "note_stale", note)


def interfaces_of_folders_not_rechecked(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Design whose folder has a file more, or less, is no other."""
    patch.setattr(incremental.Rechecking, "note_owners", lambda self, tasks: None)


BELOW: dict[str, Strategy] = {
    wrong.__name__.replace("_", "-"): wrong
    for wrong in (
        folders_of_new_files_forgotten, gone_files_stay_below_their_folder, folders_do_not_take_over,
        folders_hold_what_others_name, folders_leave_force_with_their_files,
        files_below_a_moved_folder_stay, files_below_folders_not_rechecked,
        designs_below_folders_not_turned, empty_folders_not_rechecked, roles_below_folders_not_counted,
        details_of_designs_not_rechecked, details_without_force, names_below_folders_not_re_read,
        coarse_folders_spliced, figures_of_folders_not_stale, interfaces_of_folders_not_rechecked,
    )
}  # fmt: skip
