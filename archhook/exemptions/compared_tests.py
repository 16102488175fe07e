"""The tests of one side of a comparison, and what their functions hold."""

from __future__ import annotations

from archhook.inventory.body_checks import bodies_of
from archhook.inventory.pytest_collection import test_names
from archhook.laws.declared_tests import declared_tests
from archhook.model.declaring import NOBODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import NamedTuple

    from archhook.exemptions.sides import Side
    from archhook.inventory.body_checks import Body
    from archhook.inventory.hollow_tests import HollowTest

    Name = tuple[str, str]
    """(path, name of a test)."""
else:
    from archhook.records import NamedTuple


class SeenTest(NamedTuple):
    """One test of a file that a Test declares."""

    symbol: str  # the qualified name of its function
    line: int
    tests: tuple[str, ...]  # the ids of the Tests in force that declare it, on the new side


class TestsOfSide:
    """The declared tests of one side in some files, and what their functions hold."""

    def __init__(self, side: Side, paths: Iterable[str], called: Mapping[str, str]) -> None:
        self.side = side
        self.seen: dict[Name, SeenTest] = {}
        self.there: set[Name] = set()  # declared or not
        self._bodies: dict[str, dict[str, Body]] = {}
        self._hollow: dict[str, dict[str, HollowTest]] = {}
        self._of: dict[str, list[Name]] | None = None
        self._contents: dict[str, bytes] = {}
        for path in paths:
            self._read(path, called)

    def _read(self, path: str, called: Mapping[str, str]) -> None:
        side = self.side
        if not side.regular(path) or not path.endswith(".py"):
            return
        inventory = side.inventory(path)
        self.there.update((path, one.name) for one in test_names(path, inventory, side.config.pytest))
        for test_id in side.declared.get(path, NOBODY)[1]:
            for one in declared_tests(inventory, side.nodes[test_id], path, side.config.pytest):
                known = self.seen.get((path, one.name))
                ids = (*(known.tests if known else ()), called.get(test_id, test_id))
                self.seen[path, one.name] = SeenTest(one.symbol.name, one.symbol.line, ids)

    def of(self, test_id: str) -> list[Name]:
        """The tests that a Test declares."""
        if self._of is None:
            self._of = {}
            for name, seen in self.seen.items():
                for one in seen.tests:
                    self._of.setdefault(one, []).append(name)
        return self._of.get(test_id, [])

    def expect(self, paths: Collection[str]) -> None:
        """Reads the bytes of some files, of which bodies will be asked for, at once."""
        self._contents |= self.side.contents(paths) if paths else {}

    def body(self, name: Name) -> Body | None:
        """What the function of a test holds."""
        path = name[0]
        if path not in self._bodies:
            if path not in self._contents:
                self._contents |= self.side.contents((path,))
            self._bodies[path] = bodies_of(self._contents[path])
        return self._bodies[path].get(self.seen[name].symbol)

    def lines(self, name: Name) -> tuple[str, ...]:
        """The statements of the function of a test; () where they are not known."""
        body = self.body(name)
        return body.lines if body else ()

    def function(self, name: Name) -> str:
        """The bare name of the function of a test."""
        return self.seen[name].symbol.rpartition(".")[2]

    def scopes(self, name: Name) -> Iterator[tuple[str, Body]]:
        """What a test stands in, by qualified name, from the file inwards, its function last."""
        self.body(name)
        bodies = self._bodies[name[0]]
        symbol = self.seen[name].symbol
        for place in ("", *(symbol[:at] for at, letter in enumerate(symbol) if letter == "."), symbol):
            if place in bodies:
                yield place, bodies[place]

    def skips(self, name: Name) -> set[str]:
        """What may skip a test: on its function, its classes, or the file."""
        return {word for _, body in self.scopes(name) for word in body.skips}

    def hollow(self, name: Name) -> HollowTest | None:
        """Why a test cannot fail; None where it may."""
        path = name[0]
        if path not in self._hollow:
            self._hollow[path] = {one.test.name: one for one in self.side.hollow(path)}
        return self._hollow[path].get(name[1])

    def marked(self, path: str, place: str) -> int:
        """The line of the marks of a class, or of the file; that of the class where there are none."""
        body = self._bodies.get(path, {}).get(place)
        return body.marked if body else 0

    def levels(self, name: Name) -> set[str]:
        """The levels that a test counts at."""
        return {self.side.nodes[one].level for one in self.seen[name].tests}
