"""Deliberately wrong ways to be incremental: the bench has to find each of them out, or it proves nothing.

Each patches the incremental check for warm runs alone. They are the mistakes that are easily made: facts that a
shortcut forgets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from differential.wrong_exemptions import EXEMPTIONS
from differential.wrong_figures import FIGURES
from differential.wrong_folders import BELOW
from differential.wrong_imports import IMPORTS
from differential.wrong_plans import PLANS
from differential.wrong_walls import WALLS

from archhook.check import evaluate, incremental, last_judged, ledger_delta, run, state
from archhook.graph import rows
from archhook.inventory import testpaths
from archhook.laws import hollow
from archhook.model.ledger_places import ModuleLines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.ledger_delta import _Change
    from archhook.model.findings import Breach
    from archhook.model.nodes import FileInventory, Node
    from archhook.snapshot.changeset import Change, Entry

    Delta = Callable[[Iterable[Change], Iterable[Change]], dict[str, Entry | None]]

STRATEGIES: dict[str, Strategy] = EXEMPTIONS | FIGURES | IMPORTS | WALLS | BELOW | PLANS


def strategy(wrong: Strategy) -> Strategy:
    """Enters a strategy under its name."""
    STRATEGIES[wrong.__name__.replace("_", "-")] = wrong
    return wrong


@strategy
def named_files_only(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """The files that a hook is handed: neither what is gone, nor what is as it was before an earlier run."""
    patch.setattr(last_judged, "delta", lambda _, now: {one.path: one.entry for one in now if one.entry is not None})


@strategy
def named_files_and_deletions(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What differs, deletions and all, is judged anew, and nothing beside it: not what a ledger edit concerns."""
    sound = incremental.Rechecking.files

    def files(self: incremental.Rechecking, delta: Mapping[str, Entry | None]) -> None:
        sound(self, delta)
        self.paths &= delta.keys()
        self.ids.clear()
        self.graph = False

    patch.setattr(incremental.Rechecking, "files", files)


@strategy
def deletions_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Paths that are gone are still there."""
    sound = last_judged.delta

    def delta(before: Iterable[Change], now: Iterable[Change]) -> dict[str, Entry | None]:
        return {path: entry for path, entry in sound(before, now).items() if entry is not None}

    patch.setattr(last_judged, "delta", delta)


@strategy
def base_by_head(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """The state of what was judged on top of a commit is taken for the state of that commit."""
    sound = last_judged.remember
    patch.setattr(last_judged, "remember", lambda objects, key, base: sound(objects, key, base._replace(changes=())))


@strategy
def docstrings_unread(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A change of what people read alone is taken for one that no law reads."""
    patch.setattr(ledger_delta, "DOCSTRING_READS", frozenset())


@strategy
def memo_by_blob(patch: pytest.MonkeyPatch, memory: dict[str, Any]) -> None:
    """What was found in a file, by its content alone: not by its path, nor by what is declared of it."""
    _remember(patch, memory, lambda path, oid: oid)


@strategy
def memo_by_path_and_blob(patch: pytest.MonkeyPatch, memory: dict[str, Any]) -> None:
    """The same by path and content: still not by what is declared of it."""
    _remember(patch, memory, lambda path, oid: f"{path} {oid}")


def _remember(patch: pytest.MonkeyPatch, memory: dict[str, Any], key_of: Callable[[str, str], str]) -> None:
    """Asks the laws of files once for each key, and never again."""
    sound = evaluate._breaches

    def ask(laws: Any, facts: Any, subject: str) -> tuple[Breach, ...]:
        fact = facts.files.get(subject) if laws is evaluate.FILE_LAWS else None
        if fact is None:
            return sound(laws, facts, subject)
        key = key_of(subject, fact.oid)
        if key not in memory:
            memory[key] = sound(laws, facts, subject)
        return tuple(one for one in memory[key] if not one.node or one.node in facts.nodes)

    patch.setattr(evaluate, "_breaches", ask)


@strategy
def positions_kept_with_breaches(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Where a symbol stands is told when the law is asked, not when the verdict is."""
    sound = evaluate._breaches

    def placed(facts: Any, breach: Breach) -> Breach:
        what, path, *rest = breach.anchor
        if what != "symbol":
            return breach
        symbol = next(one for one in facts.inventory(path).symbols if [one.kind, one.name] == rest)
        return breach._replace(anchor=("place", path, symbol.line, symbol.column))

    def ask(laws: Any, facts: Any, subject: str) -> tuple[Breach, ...]:
        return tuple(placed(facts, one) for one in sound(laws, facts, subject))

    patch.setattr(evaluate, "_breaches", ask)


@strategy
def ledger_positions_kept(patch: pytest.MonkeyPatch, memory: dict[str, Any]) -> None:
    """Where a node stands is told once and for all."""
    sound = state.State.facts

    def facts(self: state.State, inventory: Any) -> Any:
        for path in list(self.lines):
            lines = self.lines[path]
            known = lines.classes()
            classes = memory.setdefault(path, {})
            self.lines[path] = ModuleLines.of({**known, **classes}, lines.bound, lines.metamodel)
            classes.update({name: one for name, one in known.items() if name not in classes})
        return sound(self, inventory)

    patch.setattr(state.State, "facts", facts)


@strategy
def graph_not_invalidated(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A ledger edit asks the nodes again that it names, and not the laws about the graph."""
    sound = ledger_delta._Change._near

    def near(self: _Change, touched: Any) -> None:
        sound(self, touched)
        self.rechecking.graph = False

    patch.setattr(ledger_delta._Change, "_near", near)


@strategy
def neighbours_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A node that comes into force, or goes out of it, concerns nobody else."""
    sound = ledger_delta._Change._near

    def near(self: _Change, touched: Mapping[str, tuple[Any, Any]]) -> None:
        alone = {node_id: tuple(row and row._replace(back=()) for row in rows) for node_id, rows in touched.items()}
        sound(self, alone)

    patch.setattr(ledger_delta._Change, "_near", near)


@strategy
def verified_node_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Only the nodes that were edited are asked again, not those whose rows changed with them."""
    sound = ledger_delta._Change._near
    patch.setattr(ledger_delta._Change, "_near", lambda self, _: sound(self, {}))
    patch.setattr(ledger_delta._Change, "_planned_above", lambda _: set())  # it knows what a changed Test verifies, too


@strategy
def wide_units_not_rechecked(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A message that tells of what lies far off is not written anew."""
    patch.setattr(ledger_delta, "wide_units", lambda _: ())


@strategy
def chains_of_the_old_ledger(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Which Intents reach a node is not worked out anew."""
    patch.setattr(rows.Relinking, "_reach", lambda self, stale: None)


@strategy
def files_of_edited_tasks_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file is judged anew when it changes, and not when what is declared of it does."""
    sound = ledger_delta._Change._declare

    def declare(self: _Change, node: Node, *, add: bool) -> None:
        before = set(self.rechecking.paths)
        sound(self, node, add=add)
        self.rechecking.paths = before

    patch.setattr(ledger_delta._Change, "_declare", declare)


@strategy
def declarers_not_moved(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Task that names another file is still known as the one that declares the old."""
    sound = ledger_delta._Change._declare

    def declare(self: _Change, node: Node, *, add: bool) -> None:
        old, new = self.versions[node.id]
        if old is None or new is None or old.file == new.file:
            sound(self, node, add=add)
        self.rechecking.paths.add(node.file)

    patch.setattr(ledger_delta._Change, "_declare", declare)


@strategy
def configuration_not_in_the_key(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """The options are those of the run before."""
    patch.setattr(run.Run, "_same_config", lambda self, state, delta: True)


@strategy
def files_of_pytest_not_looked_for(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What pytest is told counts as it was when all was judged anew."""
    patch.setattr(run, "PYTEST_FILES", ())


@strategy
def testpaths_lead_where_they_led(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Whether any file lies in `testpaths` is not asked again when files come and go."""
    patch.setattr(testpaths, "looks_as_before", lambda *_: True)


@strategy
def cut_off_without_marks(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A function that becomes a fixture, or ceases to be one, is taken for what it was."""

    def shape(inventory: FileInventory) -> tuple[object, ...]:
        symbols = frozenset((one.kind, one.name, one.bases) for one in inventory.symbols)
        return symbols, inventory.error, inventory.idle

    patch.setattr(incremental, "shape", shape)


@strategy
def cut_off_without_what_tests_hold(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A test that was emptied or skipped is taken for what it was."""
    sound = incremental.shape
    patch.setattr(incremental, "shape", lambda inventory: sound(inventory._replace(idle=())))


@strategy
def hollow_tests_by_their_file(patch: pytest.MonkeyPatch, memory: dict[str, Any]) -> None:
    """Which tests cannot fail is worked out once for each content: not by who declares them."""
    sound = hollow.hollow

    def ask(facts: Any, path: str) -> list[Breach]:
        key = f"{path} {facts.files[path].oid}"
        if key not in memory:
            memory[key] = list(sound(facts, path))
        return [one for one in memory[key] if one.node in facts.nodes]

    patch.setattr(hollow, "hollow", ask)


@strategy
def version_not_in_the_key(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What another version of the tool has found is taken as it is."""
    patch.setattr(last_judged, "interpretation", lambda code: "0" * 32)


@strategy
def cut_off_without_bases(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Files whose symbols have the same names are taken for equal, whatever their classes derive from."""

    def shape(inventory: FileInventory) -> tuple[object, ...]:
        return frozenset((one.kind, one.name) for one in inventory.symbols), inventory.error

    patch.setattr(incremental, "shape", shape)


@strategy
def cut_off_without_errors(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Two files that cannot be parsed are taken for equal, wherever the error is."""

    def shape(inventory: FileInventory) -> tuple[object, ...]:
        return frozenset((one.kind, one.name, one.bases) for one in inventory.symbols), bool(inventory.error)

    patch.setattr(incremental, "shape", shape)


@strategy
def roles_of_the_old_path(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A regular file that became a link, or a link that became a file, is what it was."""
    sound = incremental.Rechecking._same

    def same(self: incremental.Rechecking, path: str, was: Any, now: Any) -> bool:
        return sound(self, path, was, now) or (was is not None and now is not None and was.mode != now.mode)

    patch.setattr(incremental.Rechecking, "_same", same)
