"""What the imports of a project's files mean, read from the facts of a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.inventory.reexports import Meanings

if TYPE_CHECKING:
    from archhook.inventory.reexports import Meant
    from archhook.laws.law import Facts
    from archhook.model.nodes import Import


class Imports:
    """The imports of a snapshot's Python files; each file is looked at once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._meant: dict[str, tuple[Meant, ...]] = {}
        self._meanings = Meanings(tuple(facts.config.source_roots), self._exists, self._all, self._defined)

    def meant(self, path: str) -> tuple[Meant, ...]:
        """What the imports of a file mean, those left out that only a type checker sees."""
        if path not in self._meant:
            found: dict[Meant, None] = {}
            for one in self._all(path):
                meant = None if one.typing_only else self._meanings.meant(one, path)
                if meant is not None and meant.written != path:
                    found[meant] = None
            self._meant[path] = tuple(found)
        return self._meant[path]

    def helps(self, path: str) -> bool:
        """Whether a file is there and belongs to the tests."""
        fact = self._facts.files.get(path)
        return fact is not None and fact.regular and fact.role == "test"

    def _exists(self, path: str) -> bool:
        return self._facts.files.get(path) is not None

    def _all(self, path: str) -> tuple[Import, ...]:
        fact = self._facts.files.get(path)
        return self._facts.inventory(path).imports if fact is not None and fact.regular else ()

    def _defined(self, path: str) -> frozenset[str]:
        fact = self._facts.files.get(path)
        if fact is None or not fact.regular:
            return frozenset()
        return frozenset(one.name for one in self._facts.inventory(path).symbols)
