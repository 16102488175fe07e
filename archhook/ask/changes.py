"""Where a change starts: the nodes that answer for what was named, or for what differs since a revision."""

from __future__ import annotations

from archhook.ask.impact import Change
from archhook.ask.subject import owners_of
from archhook.store.treemap import differing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.ask.architecture import Architecture
    from archhook.ask.subject import Subject
    from archhook.laws.law import FileFact

UPWARD = ("derived_from", "satisfies", "implements")
"""The links from a node to what is served by it, and so misses it when it goes."""


def change_of(architecture: Architecture, subjects: Iterable[Subject]) -> Change:
    """A change of what was named."""
    ids: list[str] = []
    tests: list[str] = []
    undeclared: list[str] = []
    for subject in subjects:
        owners = owners_of(architecture, subject)
        ids += owners
        if not owners:
            found = tuple(_whole_files(architecture, subject.path))
            tests += found
            undeclared += [] if found else [subject.path]
    return Change(tuple(dict.fromkeys(ids)), (), tuple(tests), tuple(dict.fromkeys(undeclared)))


def change_since(old: Architecture | None, new: Architecture) -> Change:
    """What differs between two snapshots: files, and nodes in what they mean.

    A file that moved or is gone is looked up in the old snapshot, too. `old`: None where there was no ledger yet, and
    so everything is new.
    """
    from archhook.ask.diff import difference

    ids: set[str] = set()
    below: set[str] = set()
    tests: set[str] = set()
    undeclared: set[str] = set()
    for path in changed_paths(old, new):
        now, was = (
            [node for ids_ in (side.declared.get(path, ((), ())) if side else ()) for node in ids_]
            for side in (new, old)
        )
        ids.update(node_id for node_id in (*now, *was) if node_id in new.nodes)
        if not now and not was and path in new.files and new.files[path].role in ("governed", "test"):
            found = tuple(_whole_files(new, path))
            tests.update(found)
            undeclared.update(() if found else (path,))
    unlike = tuple(differing(old.nodes if old else {}, new.nodes))
    before_ids, now_ids = (
        {node_id: side.nodes[node_id] for node_id in unlike if side and node_id in side.nodes} for side in (old, new)
    )
    told = difference(before_ids.values(), now_ids.values())
    ids.update(node.id for node in told.added)
    before = list(told.removed)
    for one in (*told.renamed, *told.changed):
        if one.fields:
            ids.add(one.id)
            before.append(before_ids[one.before])
    for node in (*before, *told.added):
        below.update(target for field in UPWARD for target in node.targets(field) if target in new.nodes)
    return Change(tuple(ids), tuple(below - ids), tuple(tests), tuple(undeclared))


def changed_paths(old: Architecture | None, new: Architecture) -> Iterator[str]:
    """The paths that hold something else, or something where there was nothing."""
    before: Mapping[str, FileFact] = old.files if old else {}
    for path in differing(before, new.files):
        was, now = before.get(path), new.files.get(path)
        if was is None or now is None or (was.mode, was.oid) != (now.mode, now.oid):
            yield path


def _whole_files(architecture: Architecture, path: str) -> Iterator[str]:
    """The test files that depend on a file that no node declares: itself, or all below the folder of a conftest.py."""
    folder, _, name = path.rpartition("/")
    if name == "conftest.py":
        for other, (_, tests) in architecture.declared.items():
            if tests and other in architecture.files and (not folder or other.startswith(folder + "/")):
                yield other
    elif path in architecture.files and architecture.files[path].role == "test" and _has_tests(architecture, path):
        yield path


def _has_tests(architecture: Architecture, path: str) -> bool:
    from archhook.inventory.collection import test_names

    pytest = architecture.config.pytest
    return architecture.files[path].regular and bool(test_names(path, architecture.inventory(path), pytest))
