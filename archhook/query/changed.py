"""Where a change starts: the nodes that answer for what was named, or for what differs since a revision."""

from __future__ import annotations

from archhook.cache.treemap import differing
from archhook.graph.graph import PLAN_KINDS
from archhook.inventory.module_names import INIT, folder_of
from archhook.laws.declared_tests import declared_tests
from archhook.model.declaring import is_folder
from archhook.model.nodes import in_order, kind_of
from archhook.query.owners import owners_of
from archhook.query.tests_to_run import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.inventory.pytest_collection import FoundTest
    from archhook.model.nodes import FileFact, Node
    from archhook.query.architecture import Architecture
    from archhook.query.subject import Subject

UPWARD = ("derived_from", "satisfies", "implements")
"""The links from a node to what is served by it, and so misses it when it goes."""


def change_of(architecture: Architecture, subjects: Iterable[Subject]) -> Change:
    """A change of what was named. A Task stands for its file, a symbol for its file, too, unless it is a test."""
    ids: list[str] = []
    tests: list[str] = []
    undeclared: list[str] = []
    meant: list[str] = []
    files: dict[str, tuple[str, ...]] = {}
    imported: dict[str, str] = {}
    for subject in subjects:
        owners = owners_of(architecture, subject)
        ids += owners
        node = architecture.nodes[subject.node] if subject.node else None
        a_test = bool(subject.symbol and owners and architecture.files[subject.path].role == "test")
        task = node is not None and node.kind == "task"
        paths = _paths_of(architecture, subject, node if task else None)
        if task:
            files |= {path: (*files.get(path, ()), *owners) for path in paths}
        elif node is not None or a_test:
            meant += owners
        else:
            near = owners or tuple(_near(architecture, subject.path))
            files |= {path: (*files.get(path, ()), *near) for path in paths}
        for path in paths:
            if path.endswith(".py"):
                imported[path] = "" if imported.get(path, subject.symbol) != subject.symbol else subject.symbol
        found = () if subject.node or (owners and subject.symbol) else tuple(whole_files(architecture, subject.path))
        tests += found
        undeclared += [] if owners or found else [subject.path]
    return Change(
        tuple(dict.fromkeys(ids)),
        (),
        tuple(dict.fromkeys(tests)),
        tuple(dict.fromkeys(undeclared)),
        (),
        tuple(files.items()),
        tuple(dict.fromkeys(meant)),
        tuple(imported.items()),
    )


def _paths_of(architecture: Architecture, subject: Subject, task: Node | None) -> list[str]:
    """The files that a subject stands for: its own, those of a Task, those below a folder that nodes name."""
    if task is not None:
        return sorted(architecture.facts.paths_of([task])) if task.file else []
    if is_folder(subject.path):
        facts = architecture.facts
        return sorted(facts.paths_of((*facts.tasks_of(subject.path), *facts.tests_of(subject.path))))
    return [subject.path]


def change_since(old: Architecture | None, new: Architecture) -> Change:
    """What differs between two snapshots: files, and nodes in what they mean.

    A file that moved or is gone is looked up in the old snapshot, too. `old`: None where there was no ledger yet, and
    so everything is new.
    """
    from archhook.query.diff import difference

    ids: set[str] = set()
    below: set[str] = set()
    tests: set[str] = set()
    undeclared: set[str] = set()
    others: set[str] = set()
    files: dict[str, tuple[str, ...]] = {}
    for path in changed_paths(old, new):
        now, was = (
            [node for ids_ in (side.declared.get(path, ((), ())) if side else ()) for node in ids_]
            for side in (new, old)
        )
        owners = [node_id for node_id in dict.fromkeys((*now, *was)) if node_id in new.nodes]
        ids.update(owners)
        found = tuple(whole_files(new, path))
        tests.update(found)
        if not (now or was or found or _is_known(old, new, path)):
            (undeclared if _may_break(path, old, new) else others).add(path)
        if path.endswith(".py") or owners:
            files[path] = tuple(owners or _near(new, path))
    unlike = tuple(differing(old.nodes if old else {}, new.nodes))
    before_ids, now_ids = (
        {node_id: side.nodes[node_id] for node_id in unlike if side and node_id in side.nodes} for side in (old, new)
    )
    changes = difference(before_ids.values(), now_ids.values())
    meant = {node.id for node in changes.added}
    before = list(changes.removed)
    for one in (*changes.renamed, *changes.changed):
        if one.fields:
            meant.add(one.id)
            before.append(before_ids[one.before])
    for node in (*before, *changes.added):
        below.update(target for field in UPWARD for target in node.targets(field) if target in new.nodes)
    ids |= meant
    return Change(
        tuple(in_order(ids)),
        tuple(in_order(below - ids)),
        tuple(sorted(tests)),
        tuple(sorted(undeclared)),
        tuple(sorted(others)),
        tuple(sorted(files.items())),
        tuple(in_order(node_id for node_id in meant if kind_of(node_id) in PLAN_KINDS)),
        tuple((path, "") for path in sorted(files) if path.endswith(".py")),
    )


def _near(architecture: Architecture, path: str) -> Iterator[str]:
    """Of an `__init__.py` that no node declares, the Tasks of the files beside it."""
    folder, _, name = path.rpartition("/")
    if name == INIT:
        for other, (tasks, _) in architecture.declared.items():
            if folder_of(other) == folder + "/":
                yield from tasks


def _is_known(old: Architecture | None, new: Architecture, path: str) -> bool:
    """Whether it is known what a changed file breaks that no node declares: itself (a test file that is gone) or
    nothing (the ledger, whose nodes are compared).
    """
    gone = old if old and path not in new.files else None
    side = gone or new
    return side.files[path].role == "ledger" or bool(gone and any(whole_files(gone, path)))


def _may_break(path: str, *sides: Architecture | None) -> bool:
    """Whether a file that no node declares may well break a test: code, excluded or not, or what configures pytest."""
    return path.endswith(".py") or any(side is not None and path in side.configuring for side in sides)


def changed_paths(old: Architecture | None, new: Architecture) -> Iterator[str]:
    """The paths that hold something else, or something where there was nothing."""
    before: Mapping[str, FileFact] = old.files if old else {}
    for path in differing(before, new.files):
        was, now = before.get(path), new.files.get(path)
        if was is None or now is None or (was.mode, was.oid) != (now.mode, now.oid):
            yield path


def whole_files(architecture: Architecture, path: str) -> Iterator[str]:
    """The test files that are to be run whole when a file changes: itself, where it holds a test that no node declares,
    and all below the folder of a conftest.py.
    """
    folder, _, name = path.rpartition("/")
    if name == "conftest.py":
        below = [
            other
            for other, fact in architecture.files.items()
            if fact.role == "test" and (not folder or other.startswith(folder + "/"))
        ]
        architecture.expect_inventories(other for other in below if architecture.files[other].regular)
        yield from (other for other in below if _tests_in(architecture, other))
    elif path in architecture.files and architecture.files[path].role == "test":
        tests = architecture.facts.tests_of(path)
        declared = {one.name for test in tests for one in _declared(architecture, test, path)}
        if not declared.issuperset(_tests_in(architecture, path)):
            yield path


def _declared(architecture: Architecture, test: Node, path: str) -> tuple[FoundTest, ...]:
    return declared_tests(architecture.inventory(path), test, path, architecture.config.pytest)


def _tests_in(architecture: Architecture, path: str) -> set[str]:
    """The names of the tests in a test file."""
    from archhook.inventory.pytest_collection import test_names

    if not architecture.files[path].regular:
        return set()
    return {one.name for one in test_names(path, architecture.inventory(path), architecture.config.pytest)}
