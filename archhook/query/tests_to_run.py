"""The tests that a change can break, as pytest takes them: by what they import, or by the links of the ledger."""

from __future__ import annotations

from archhook.cache.treemap import expect
from archhook.check.facts import has_inventory
from archhook.inventory.module_names import INIT
from archhook.inventory.pytest_collection import takes_file
from archhook.laws.declared_tests import declared_tests
from archhook.laws.law import ALL_TESTS, file_name
from archhook.model.declaring import is_folder
from archhook.model.ids import grouped
from archhook.model.nodes import kind_of
from archhook.query.reaching_tests import Reaching, reaching_tests
from archhook.query.spread import spread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, NamedTuple

    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple


class Change(NamedTuple):
    """Where a change starts. `ids`: nodes whose meaning or code changed · `below`: nodes that lost something below
    them (a Task that is gone implemented them): only what stands above is reached · `tests`: test files to run whole ·
    `undeclared`: files that no node declares, though a test may well stand on them · `others`: files of other kinds
    that no node declares · `files`: each file that changed, gone ones included, and the nodes that answer for it ·
    `meant`: those of `ids` of which no file tells what tests stand on them · `imported`: the Python files that changed,
    each with the symbol that is asked about, "" for all of it.
    """

    ids: tuple[str, ...]
    below: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    undeclared: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    files: tuple[tuple[str, tuple[str, ...]], ...] = ()
    meant: tuple[str, ...] = ()
    imported: tuple[tuple[str, str], ...] = ()


class SelectedTests(NamedTuple):
    """The tests that a change can break. All sorted.

    `tests`: as pytest takes them, paths relative to the project's root · `unknown`: changed files of which it is not
    known which tests stand on them · `alone`: changed files that no test imports, so that the ledger's links tell ·
    `dynamic`: files that other tests run and that import what only a run can tell · `processes`: other test files that
    start processes.
    """

    tests: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    alone: tuple[str, ...] = ()
    dynamic: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()


def tests_to_run(
    architecture: Architecture, change: Change, most: int | None = None, *, wide: bool = False
) -> SelectedTests:
    """The tests that import what changed, directly or through others, and those that the ledger's links tell of nodes
    that changed in what they mean, and of files that no test imports.

    `wide`: those that the links tell of all that changed, too. `most`: of Tests that links tell no more than that, the
    nearest, are read.
    """
    paths = [path for path, _ in change.files if path.endswith(".py")]
    seen = reaching_tests(architecture, paths) if paths else Reaching((), ())
    files = (path for path, _ in change.files if path not in architecture.lines)  # of the ledger the nodes tell
    alone = [path for path in files if path not in seen.reached]
    if wide:
        ids, below = change.ids, change.below
    else:
        owners = dict(change.files)
        ids = tuple(dict.fromkeys((*change.meant, *(node_id for path in alone for node_id in owners[path]))))
        below = tuple(node_id for node_id in change.below if kind_of(node_id) != "design")
    linked = grouped(spread(architecture.rows, ids, below)).get("test", [])[:most]
    return SelectedTests(
        _each_once((*_tests(architecture, linked), *change.tests, *seen.tests)),
        tuple(path for path in change.undeclared if path not in seen.reached and file_name(path) != INIT),
        tuple(sorted(alone)),
        seen.unknown,
        seen.processes,
    )


def _tests(architecture: Architecture, ids: Iterable[str]) -> Iterator[str]:
    """The tests that Tests declare and that are there; of one that declares all tests of its file, the file; of one
    that names a folder, the test files below it.
    """
    ids = tuple(ids)
    expect(architecture.nodes, ids)
    named = [architecture.nodes[node_id] for node_id in ids]
    tests = [test for test in named if not is_folder(test.file)]
    below = architecture.facts.paths_of(test for test in named if is_folder(test.file))
    yield from (path for path in below if takes_file(path, architecture.config.pytest))
    expect(architecture.files, (test.file for test in tests))
    facts = ((test, architecture.files.get(test.file)) for test in tests)
    there = [test for test, fact in facts if fact is not None and has_inventory(test.file, fact)]
    named = [test for test in there if not _declares_all(test)]
    architecture.expect_inventories(test.file for test in named)
    yield from (test.file for test in there if _declares_all(test))
    for test in named:
        found = declared_tests(architecture.inventory(test.file), test, test.file, architecture.config.pytest)
        yield from (f"{test.file}::{one.name}" for one in found)


def _declares_all(test: Node) -> bool:
    return any(one.name == ALL_TESTS for one in test.declared("test_functions"))


def _each_once(tests: Iterable[str]) -> tuple[str, ...]:
    """Tests sorted, each once: without those of a file that is to be run whole."""
    found = set(tests)
    return tuple(sorted(test for test in found if "::" not in test or test.partition("::")[0] not in found))


def run_document(run: SelectedTests) -> dict[str, Any]:
    """The tests for JSON, and what is not known of them."""
    return {
        "tests": list(run.tests),
        "not_imported": list(run.alone),
        "unknown": {"dynamic_imports": list(run.dynamic), "processes": list(run.processes)},
    }
