"""Wrong ways to be incremental about imports: what a name did not mean, and what others say of it, is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check import derived, facts, import_delta, incremental
from archhook.inventory.python_file import stem_of

if TYPE_CHECKING:
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.facts import SnapshotFacts
    from archhook.check.import_delta import _Taking
    from archhook.model.nodes import FileInventory

IMPORTS: dict[str, Strategy] = {}


def strategy(wrong: Strategy) -> Strategy:
    """Enters a strategy under its name."""
    IMPORTS[wrong.__name__.replace("_", "-")] = wrong
    return wrong


@strategy
def negative_look_ups_forgotten(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Only what a name was found to mean is kept, and not where it was looked for in vain."""
    sound = facts.SnapshotFacts.stems

    def stems(self: SnapshotFacts, path: str) -> tuple[str, ...]:
        found = sound(self, path)
        return tuple(one for one in found if self.regular(f"{one}.py") or self.regular(f"{one}/__init__.py"))

    patch.setattr(facts.SnapshotFacts, "stems", stems)


@strategy
def the_shadowed_root(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that comes or goes is one name, below its own root."""

    def come_or_gone(self: _Taking, path: str) -> None:
        self.stems[stem_of(path)] = path

    patch.setattr(import_delta._Taking, "_come_or_gone", come_or_gone)


@strategy
def look_through_not_followed(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What a package hands on is what it handed on."""
    patch.setattr(import_delta._Taking, "_names", lambda self: None)


@strategy
def designs_of_importers_not_re_read(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file whose Task is turned to another Design concerns itself alone."""
    sound = import_delta._Taking._turned

    def turned(self: _Taking) -> None:
        before = dict(self.stems)
        sound(self)
        self.stems = before

    patch.setattr(import_delta._Taking, "_turned", turned)


@strategy
def designs_around_packages_not_re_read(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """An `__init__.py` that is looked through belongs to the Designs that it belonged to."""
    sound = import_delta._Taking._turned

    def turned(self: _Taking) -> None:
        before = set(self.units)
        sound(self)
        for path in [one for one in self.units if one.endswith("__init__.py") and one not in before]:
            del self.units[path]

    patch.setattr(import_delta._Taking, "_turned", turned)


@strategy
def designs_of_names_not_re_read(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file that has the Designs that it had has them for each of its names, whichever Tasks declare these."""
    sound = import_delta._Taking._turned

    def turned(self: _Taking) -> None:
        for path in [one for one in self.noted.turned if not one.endswith("__init__.py")]:
            entry = self.state.imports.get(path)
            if import_delta.own_designs(self.facts, path) == (entry[0] if entry else ()):
                self.noted.turned.discard(path)
        sound(self)

    patch.setattr(import_delta._Taking, "_turned", turned)


@strategy
def folders_counted_file_by_file(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A folder whose one file is renamed is another folder, of which nothing is known."""
    sound = import_delta._Taking._count

    def count(self: _Taking) -> None:
        moved = self.noted.moved
        for path, sides in moved.items():
            self.noted.moved = {path: sides}
            sound(self)
        self.noted.moved = moved

    patch.setattr(import_delta._Taking, "_count", count)


@strategy
def deep_hits_skipped(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A module that comes beside a folder of its name hides nothing in it."""
    sound = import_delta._Taking._look_up

    def look_up(self: _Taking) -> None:
        self.below.clear()
        sound(self)

    patch.setattr(import_delta._Taking, "_look_up", look_up)


@strategy
def edges_only_added(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Imports that go are still counted between their Designs."""
    sound = import_delta.add

    def add(traffic: Any, pairs: Any, step: int) -> None:
        if step > 0:
            sound(traffic, pairs, step)

    patch.setattr(import_delta, "add", add)


@strategy
def cut_off_without_imports(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Files that define the same are taken for equal, whatever they import."""
    patch.setattr(incremental, "imported", lambda inventory: [])


@strategy
def cut_off_without_the_order_of_imports(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Files that import the same are taken for equal, in whatever order."""
    sound = incremental.imported

    def imported(inventory: FileInventory) -> list[tuple[object, ...]]:
        return sorted(sound(inventory), key=repr)

    patch.setattr(incremental, "imported", imported)


@strategy
def what_designs_say_not_re_read(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """The code is held against what its Designs required, offered and allowed when it was judged."""
    patch.setattr(import_delta._Taking, "_designs", lambda self: None)


@strategy
def claims_of_the_old_ledger(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Who has a package to himself is not asked again."""
    patch.setattr(derived, "_reclaim", lambda state, node, add: None)


@strategy
def the_standard_library_not_shadowed(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """No file of the project has the name of a standard module."""
    patch.setattr(import_delta, "is_kept", lambda stem: True)


@strategy
def laws_that_are_off_by_default(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """Circles of files are those that there were when all was judged."""
    patch.setattr(import_delta, "is_off", lambda facts, code: True)
