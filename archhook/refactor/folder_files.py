"""From Tasks and Tests of folders to those of the files that lie in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.ledger_changes import Names
from archhook.author.node_names import title_of
from archhook.author.verifies import about
from archhook.inventory.module_names import INIT
from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import governed_symbols
from archhook.laws.code import undeclared_by_right
from archhook.laws.law import ALL_TESTS, FIELD_OF, KIND_OF
from archhook.model.declaring import is_folder
from archhook.model.nodes import sort_key
from archhook.refactor.detail_draft import Folder
from archhook.report.text import count
from archhook.sync.owning_design import Owners

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
    from archhook.refactor.detail_draft import Draft
    from archhook.refactor.detail_scope import Scope


def open_folders(scope: Scope, draft: Draft, facts: Facts) -> None:
    """Puts Tasks and Tests of files in the place of those of folders. `facts`: as they are to be."""
    _open_tasks(scope, draft, facts)
    _open_tests(scope, draft)
    draft.tell_folders("stand for what {0} of folders did")


def _open_tasks(scope: Scope, draft: Draft, facts: Facts) -> None:
    folders = [task for task in scope.of("task") if is_folder(task.file)]
    below = scope.below(folders)
    for task in sorted(folders, key=lambda one: sort_key(one.id)):
        paths = [path for path in below[task.id] if not undeclared_by_right(facts, path)] or below[task.id][:1]
        if not paths:
            continue  # what it names is not there: INV401 says so
        why = scope.why_kept(task)
        own = task.file + INIT if task.file + INIT in paths else paths[0] if why else ""
        for path in paths:
            names = _names(facts, path) if facts.tasks_of(path)[0].id == task.id else ()
            if path == own:
                draft.edit(task.id, (Names(field, many) for field, many in names), path)
            else:
                text = title_of(path, scope.read(path) or b"", "task")
                draft.add(task, path, text, task.targets("implements")[0], names, before=not own)
        if not own:
            draft.remove((task,))
        draft.folders.append(_told(task, own, len(paths)))


def _names(facts: Facts, path: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The names of a file that a Task has to declare, by field."""
    found: dict[str, list[str]] = {field: [] for field in KIND_OF}
    for symbol in governed_symbols(facts.inventory(path), facts.symbols_of(path)):
        found[FIELD_OF[symbol.kind]].append(symbol.name)
    return tuple((field, tuple(sorted(names))) for field, names in found.items() if names)


def _open_tests(scope: Scope, draft: Draft) -> None:
    folders = {test.id: test for test in scope.of("test") if is_folder(test.file)}
    if not folders:
        return
    owners = Owners(scope.facts, scope.nodes.values())
    files: dict[str, list[str]] = {test: [] for test in folders}
    for path in sorted({path for paths in scope.below(folders.values()).values() for path in paths}):
        if holds_tests(scope.facts, path):
            candidates = [test for test in scope.facts.tests_of(path) if is_folder(test.file)]
            for test in _chosen(candidates, path, owners, folders):
                files[test.id].append(path)
    for test_id, test in sorted(folders.items(), key=lambda item: sort_key(item[0])):
        _open_test(scope, draft, test, files[test_id])


def holds_tests(facts: Facts, path: str) -> bool:
    """Whether a test file holds tests, or may, for it cannot be parsed."""
    inventory = facts.inventory(path)
    return bool(inventory.error or test_names(path, inventory, facts.config.pytest))


def _chosen(candidates: list[Node], path: str, owners: Owners, opened: Collection[str]) -> Iterator[Node]:
    """Those of the Tests of one folder, `opened` ones alone, that a test file is of: of each level one, by what the
    test is about. What nothing tells of stays with a Test that keeps the folder, where there is one.
    """
    by_level: dict[str, list[Node]] = {}
    for test in candidates:
        by_level.setdefault(test.level, []).append(test)
    told = {*about(path, owners.code).owners} if len(candidates) > len(by_level) else set()
    for many in by_level.values():
        keeping = [one for one in many if one.id not in opened]
        found = next((one for one in many if told & {*one.targets("verifies")}), (keeping or many)[0])
        if found.id in opened:
            yield found


def _open_test(scope: Scope, draft: Draft, test: Node, paths: list[str]) -> None:
    if not paths:
        draft.kept[test.id] = f"no test in {test.file} is told to be its own: name one in its `test_file`"
        return
    own = paths[0] if scope.why_kept(test) else ""
    for path in paths:
        if path == own:
            draft.edit(test.id, (), path)
        else:
            text = title_of(path, scope.read(path) or b"", "test")
            target = test.targets("verifies")[0]
            draft.add(test, path, text, target, (("test_functions", (ALL_TESTS,)),), before=not own)
    if not own:
        draft.remove((test,))
    draft.folders.append(_told(test, own, len(paths)))


def _told(node: Node, own: str, files: int) -> Folder:
    """What becomes of a node of a folder. `own`: the file that it declares from now on, "" where it goes."""
    word, inside = node.kind.capitalize(), f"in {node.file}"
    if not own:
        line = f"{node.id} removed, {count(files, f'new {word}')} of the files {inside}"
    elif files == 1:
        line = f"{node.id} declares {own}, the one file {inside} that has to be declared"
    else:
        line = f"{node.id} declares {own}, and {count(files - 1, f'new {word}')} the other files {inside}"
    return Folder(word, node.file, files, line)
