"""Which tests say less than they did, no longer count, or count for more than they did."""

from __future__ import annotations

from archhook.exemptions.compared_tests import TestsOfSide
from archhook.exemptions.disarmed_tests import disarmed_tests
from archhook.exemptions.sides import Weakening
from archhook.exemptions.weaker_nodes import gone
from archhook.laws.law import ALL_TESTS, listed, shown
from archhook.model.declaring import NOBODY, is_folder
from archhook.model.nodes import in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.exemptions.compared_tests import Name
    from archhook.exemptions.sides import Sides


def weaker_tests(sides: Sides) -> Iterator[Weakening]:
    """One for each test that is gone, undeclared, emptied, skipped, checks less, or counts for a further node; of
    those files alone that differ, or that other Tests declare.
    """
    paths = _paths(sides)
    before = TestsOfSide(sides.before, paths, sides.now)
    after = TestsOfSide(sides.after, paths, {})
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
    yield from disarmed_tests(sides.after.prefix, before, after, unlike)
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


def _same(sides: Sides, before: TestsOfSide, after: TestsOfSide) -> dict[Name, Name]:
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


def _gone(sides: Sides, before: TestsOfSide, after: TestsOfSide, lost: Iterable[Name]) -> Iterator[Weakening]:
    """Some tests, which no Test declares any more; one entry for each file and reason. Of those that are not there
    any more, those that could fail: to remove another is what its finding advises.
    """
    groups: dict[tuple[str, bool], list[Name]] = {}
    for old in lost:
        there = (sides.moved.get(old[0], old[0]), old[1]) in after.there
        if there or before.hollow(old) is None:
            groups.setdefault((old[0], there), []).append(old)
    for (path, there), names in groups.items():
        seen = before.seen[names[0]]
        said = listed([name for _, name in names])
        node = seen.tests[0]
        verb = "is" if len(names) == 1 else "are"
        now = sides.moved.get(path, path)
        error = sides.after.inventory(now).error if sides.after.regular(now) else None
        if error is not None and not there:
            what = f"{shown(now)} cannot be parsed any more (INV410): {said} of it {verb} not seen ({node} declared "
            what += "it)" if len(names) == 1 else "them)"
            yield Weakening("unparsable", what, sides.after.prefix + now, error.line, node)
        elif there:
            what = f"{said} of {shown(path)} {verb} declared by no Test any more ({node} did)"
            yield Weakening("undeclared", what, sides.before.prefix + path, seen.line, node, True)
        else:
            what = f"{said} of {shown(path)} {verb} gone ({node} declared {'it' if len(names) == 1 else 'them'})"
            yield Weakening("test-gone", what, sides.before.prefix + path, seen.line, node, True)


def _counted(sides: Sides, before: TestsOfSide, after: TestsOfSide, was: Mapping[Name, Name]) -> Iterator[Weakening]:
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
