"""Which tests say less than they did, no longer count, or count for more than they did."""

from __future__ import annotations

from archhook.exemptions.sides import Weakening
from archhook.exemptions.weaker_nodes import gone
from archhook.inventory.body_checks import bodies_of
from archhook.inventory.pytest_collection import test_names
from archhook.laws.declared_tests import declared_tests
from archhook.laws.law import ALL_TESTS, listed, shown
from archhook.model.declaring import NOBODY, is_folder
from archhook.model.nodes import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import NamedTuple

    from archhook.exemptions.sides import Side, Sides
    from archhook.inventory.body_checks import Body

    Name = tuple[str, str]
    """(path, name of a test)."""
else:
    from archhook.records import NamedTuple


class _Seen(NamedTuple):
    """One test of a file that a Test declares."""

    symbol: str  # the qualified name of its function
    line: int
    tests: tuple[str, ...]  # the ids of the Tests in force that declare it, on the new side


class _Tests:
    """The declared tests of one side in some files, and what their functions hold."""

    def __init__(self, side: Side, paths: Iterable[str], called: Mapping[str, str]) -> None:
        self.side = side
        self.seen: dict[Name, _Seen] = {}
        self.there: set[Name] = set()  # declared or not
        self._bodies: dict[str, dict[str, Body]] = {}
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
                self.seen[path, one.name] = _Seen(one.symbol.name, one.symbol.line, ids)

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

    def skips(self, name: Name) -> list[str]:
        """What may skip a test: on its function, its classes, or the file."""
        self.body(name)
        bodies = self._bodies[name[0]]
        symbol = self.seen[name].symbol
        places = [""] + [symbol[:at] for at, letter in enumerate(symbol) if letter == "."] + [symbol]
        return [word for place in places if place in bodies for word in bodies[place].skips]

    def levels(self, name: Name) -> set[str]:
        """The levels that a test counts at."""
        return {self.side.nodes[one].level for one in self.seen[name].tests}


def weaker_tests(sides: Sides) -> Iterator[Weakening]:
    """One for each test that is gone, undeclared, emptied, skipped, checks less, or counts for a further node; of
    those files alone that differ, or that other Tests declare.
    """
    paths = _paths(sides)
    before = _Tests(sides.before, paths, sides.now)
    after = _Tests(sides.after, paths, {})
    same = _same(sides, before, after)
    told: set[Name] = set()
    for node in sides.removed:
        if node.kind == "test":
            own = before.of(node.id)
            lost = [name for name in own if name not in same or node.level not in after.levels(same[name])]
            if lost or not own:
                yield gone(sides, node)
                told.update(lost)
    yield from _gone(sides, before, after, [name for name in before.seen if name not in same and name not in told])
    unlike = [pair for pair in same.items() if _differs(sides, *pair)]
    before.expect({old[0] for old, _ in unlike})
    after.expect({new[0] for _, new in unlike})
    hollow = {path: sides.after.hollow(path) for path in paths if sides.after.regular(path)}
    for old, new in unlike:
        yield from _hollowed(sides, before, after, old, new, hollow)
    yield from _counted(sides, before, after, {new: old for old, new in same.items()})
    for was, now in sides.pairs("test"):
        names = [[one.name for one in node.declared("test_functions")] for node in (was, now)]
        if ALL_TESTS in names[1] and ALL_TESTS not in names[0]:
            what = f"{now.id} declares whatever tests {shown(now.file)} holds now, and named {len(names[0])}"
            yield Weakening("names", what, *sides.after.spot(now, now.declared("test_functions")[0].spot), now.id)


def _paths(sides: Sides) -> list[str]:
    """The files whose tests, or whose Tests, differ."""
    paths = {path for path in sides.changed if "test" in (sides.before.role(path), sides.after.role(path))}
    paths.update(path for path in sides.redeclared if path.endswith(".py"))
    differing = [*sides.old.values(), *sides.new.values()]
    paths.update(node.file for node in differing if node.kind == "test" and not is_folder(node.file))
    paths.update(path for one in sides.moved.items() for path in one)
    return sorted(path for path in paths if any(side.declared.get(path, NOBODY)[1] for side in sides.both))


def _same(sides: Sides, before: _Tests, after: _Tests) -> dict[Name, Name]:
    """Old test -> the test of the new side that it is: of the same file (or that which its Test went along with) and
    name; else one that is new, with the same statements, else of the same name.
    """
    same = {}
    for path, name in before.seen:
        here = (sides.moved.get(path, path), name)
        if here in after.seen:
            same[path, name] = here
    taken = set(same.values())
    free = [name for name in after.seen if name not in taken and name not in before.seen]
    if len(same) == len(before.seen) or not free:
        return same
    by_body: dict[object, list[Name]] = {}
    by_name: dict[object, list[Name]] = {}
    for one in free[::-1]:  # the first of several is taken first, from the end
        held = after.body(one)
        by_body.setdefault(held.lines if held else None, []).append(one)
        by_name.setdefault(after.function(one), []).append(one)
    for found, key in ((by_body, before.lines), (by_name, before.function)):
        for old in before.seen:
            left = found.get(key(old), []) if old not in same else []
            while left and left[-1] in taken:
                left.pop()
            if left:
                same[old] = left.pop()
                taken.add(same[old])
    return same


def _differs(sides: Sides, old: Name, new: Name) -> bool:
    return sides.before.files[old[0]].oid != sides.after.files[new[0]].oid


def _gone(sides: Sides, before: _Tests, after: _Tests, lost: Iterable[Name]) -> Iterator[Weakening]:
    """Some tests, which no Test declares any more; one entry for each file and reason."""
    groups: dict[tuple[str, bool], list[Name]] = {}
    for old in lost:
        path = sides.moved.get(old[0], old[0])
        groups.setdefault((old[0], (path, old[1]) in after.there), []).append(old)
    for (path, there), names in groups.items():
        seen = before.seen[names[0]]
        said = listed([name for _, name in names])
        node = seen.tests[0]
        verb = "is" if len(names) == 1 else "are"
        if there:
            what = f"{said} of {shown(path)} {verb} declared by no Test any more ({node} did)"
            yield Weakening("undeclared", what, sides.before.prefix + path, seen.line, node, True)
        else:
            what = f"{said} of {shown(path)} {verb} gone ({node} declared {'it' if len(names) == 1 else 'them'})"
            yield Weakening("test-gone", what, sides.before.prefix + path, seen.line, node, True)


def _hollowed(
    sides: Sides, before: _Tests, after: _Tests, old: Name, new: Name, hollow: Mapping[str, Mapping[str, str]]
) -> Iterator[Weakening]:
    """What a test lost that it had: it cannot fail, may be skipped, or checks less of the same."""
    seen = after.seen[new]
    now_hollow = hollow.get(new[0], {})
    at = (sides.after.prefix + new[0], seen.line, seen.tests[0])
    title = f"{new[1]} of {shown(new[0])}"
    if new[1] in now_hollow:
        if old[1] not in sides.before.hollow(old[0]):
            why = now_hollow[new[1]]
            yield Weakening("emptied", f"{title} cannot fail any more{f' ({why})' if why else ''}", *at)
        return
    skips = [word for word in dict.fromkeys(after.skips(new)) if word not in before.skips(old)]
    if skips:
        yield Weakening("skipped", f"{title} may be skipped, or fail unseen, now ({listed(skips)})", *at)
    was, now = before.body(old), after.body(new)
    if was and now and now.checks < was.checks and now.calls <= was.calls and now.given == was.given:
        yield Weakening("gutted", f"{title} checks {now.checks or 'nothing'} now, and checked {was.checks}", *at)


def _counted(sides: Sides, before: _Tests, after: _Tests, was: Mapping[Name, Name]) -> Iterator[Weakening]:
    """The tests that count for more nodes than they did, and for more than one; one entry for each file and further
    Test.
    """
    groups: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Name]] = {}
    for name, seen in after.seen.items():
        old = before.seen[was[name]].tests if name in was else ()
        further = tuple(in_order(set(seen.tests) - set(old)))
        if len(seen.tests) > max(len(old), 1) and further:
            others = tuple(in_order(set(seen.tests) - set(further))) or further[:1]
            groups.setdefault((name[0], others, tuple(one for one in further if one not in others)), []).append(name)
    for (path, others, further), names in groups.items():
        said = listed([name for _, name in names])
        verb = "counts" if len(names) == 1 else "count"
        what = f"{said} of {shown(path)} {verb} for {listed(further)}, too, beside {listed(others)}"
        node = sides.after.nodes[further[-1]]
        spot = next((one.spot for one in node.declared("test_functions")), None)
        yield Weakening("counted", what, *sides.after.spot(node, spot), node.id)
