"""The Tests that prove nothing: whatever they declare and pytest collects cannot fail (TST509)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import last_part
from archhook.laws.law import ALL_TESTS, declared_names, dotted
from archhook.model.nodes import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.inventory.pytest_collection import FoundTest
    from archhook.model.nodes import Node, Symbol
    from archhook.query.architecture import Architecture

HOLLOW = "TST509"


def hollow_proofs(architecture: Architecture) -> frozenset[str]:
    """The Tests in force of which every test is a finding of TST509; a planned one is none, it is not written."""
    found: dict[str, set[str]] = {}
    for one in architecture.verdict.findings:
        if one.code == HOLLOW:
            found.setdefault(one.file, set()).add(one.symbol)
    hollow = {path: _symbols(architecture, path, names) for path, names in found.items()}
    facts = architecture.facts
    suspects = {test.id: test for path in hollow for test in facts.tests_of(path) if not test.planned}
    if not suspects:
        return frozenset()

    def proves(test: Node) -> bool:
        """Whether a test that the Test declares can fail, as far as is known."""
        paths = facts.paths_of([test]) if is_folder(test.file) else [test.file]
        return any(
            one.symbol not in hollow.get(path, ()) for path in paths for one in _declared(architecture, test, path)
        )

    return frozenset(test.id for test in suspects.values() if not proves(test))


def _symbols(architecture: Architecture, path: str, names: set[str]) -> set[Symbol]:
    return {one.symbol for one in _collected(architecture, path) if one.name in names}


def _declared(architecture: Architecture, test: Node, path: str) -> Iterator[FoundTest]:
    """The tests of a file that a Test declares, each by any of its names."""
    names = {dotted(name) for name in declared_names([test], "test_functions")}
    for one in _collected(architecture, path):
        if not names.isdisjoint((ALL_TESTS, dotted(one.name), one.symbol.name, last_part(one.symbol.name))):
            yield one


def _collected(architecture: Architecture, path: str) -> tuple[FoundTest, ...]:
    return test_names(path, architecture.inventory(path), architecture.config.pytest)
