"""What a path of the snapshot is to the laws: governed code, a test file, part of the ledger, or none of these."""

from __future__ import annotations

from archhook.inventory.patterns import compile_patterns
from archhook.inventory.pytest_collection import named_for_tests
from archhook.model.config import Config, Pytest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

FREE = ("other", "test", "governed")
"""The roles of a file that is no part of the ledger, each held to more laws than the one before."""


class Roles:
    """The roles under one configuration; the patterns are compiled once."""

    __slots__ = ("_collected", "_excluded", "_law", "_ledger", "_tests")

    def __init__(self, config: Config, ledger_modules: Iterable[str]) -> None:
        self._law: Roles | None = None
        if config.held_to:
            exclude, tests, own_tests, pytest = config.held_to
            law = Config(exclude=exclude, tests=tests, own_tests=own_tests, pytest=Pytest(*pytest))
            self._law = Roles(law, ledger_modules)
        self._excluded = compile_patterns(config.exclude)
        self._tests = compile_patterns(config.tests)
        own = config.own_tests or config.pytest.files == Pytest().files
        self._collected = None if own else config.pytest
        self._ledger = frozenset(ledger_modules)

    def role_of(self, path: str, mode: str) -> str:
        """`governed`, `test`, `ledger` or `other` for a path and its git mode (contract, "Governed files").

        Symlinks and submodules are `other`, and so is what `exclude` matches, a test file too; the ledger's own
        modules cannot be excluded. Where the key `tests` is not set, files that pytest's `python_files` mean, within
        its `testpaths`, are tests, too. Where there is a law that a file may not be less governed than, it is as there.
        """
        role = self._own_role(path, mode)
        if self._law is not None and role in FREE:
            return max(role, self._law.role_of(path, mode), key=FREE.index)
        return role

    def _own_role(self, path: str, mode: str) -> str:
        if not mode.startswith("100"):
            return "other"
        if path in self._ledger:
            return "ledger"
        if not path.endswith(".py") or self._excluded(path):
            return "other"
        if self._tests(path) or (self._collected and named_for_tests(path, self._collected)):
            return "test"
        return "governed"
