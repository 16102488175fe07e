"""From Tasks and Tests of files to those of folders: where all that lies in a folder belongs together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.author.leaf_folders import name_within, task_places, test_places, tests_title
from archhook.author.node_names import title, title_of
from archhook.inventory.module_names import INIT
from archhook.laws.code import undeclared_by_right
from archhook.laws.law import ALL_TESTS
from archhook.laws.tests import undeclared_test_file
from archhook.model.declaring import is_folder
from archhook.refactor.detail_draft import without_names
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.author.leaf_folders import Owner
    from archhook.model.nodes import Node
    from archhook.refactor.detail_draft import Draft
    from archhook.refactor.detail_scope import Scope

SHOWN = 8
"""So many nodes are named in one line."""


def join(scope: Scope, draft: Draft) -> None:
    """Joins the Tasks, and the Tests, of folders."""
    for place, tasks in _task_groups(scope):
        _join_tasks(scope, draft, place, tasks)
    _join_tests(scope, draft)


def _task_groups(scope: Scope) -> Iterable[tuple[str, list[Node]]]:
    """(folder, the Tasks that declare what lies in it) of each folder that is one Design's alone."""
    facts = scope.facts
    owners: dict[str, str | None] = {}
    for path, fact in sorted(facts.files.items()):
        if fact.role != "governed" or not fact.regular:
            continue
        designs = {design for task in facts.tasks_of(path) for design in task.targets("implements")}
        if designs or not undeclared_by_right(facts, path):
            owners[path] = designs.pop() if len(designs) == 1 else None
    together: dict[str, dict[str, Node]] = {}
    for path, place in task_places(owners, scope.roots).items():
        if is_folder(place) and (not scope.designs or owners[path] in scope.designs):
            together.setdefault(place, {}).update((task.id, task) for task in facts.tasks_of(path))
    for place, tasks in together.items():
        if all(task.file.startswith(place) for task in tasks.values()):  # else a folder around it declares it already
            yield place, sorted(tasks.values(), key=lambda task: task.file)


def _join_tasks(scope: Scope, draft: Draft, place: str, tasks: list[Node]) -> None:
    current = next((task for task in tasks if task.file == place), None)
    joined = _joinable(scope, draft, [task for task in tasks if task is not current])
    if not joined:
        return
    own = next((task for task in joined if task.file == place + INIT), None)
    if current is None and own is not None:  # the package's own file says what the package is
        draft.edit(own.id, without_names(own), place)
        draft.remove(task for task in joined if task is not own)
        draft.said.append(f"{own.id} declares {place}, in place of {_named(joined, 'Task')}")
        return
    draft.remove(joined)
    if current is not None:
        draft.said.append(f"{current.id} declares what {_named(joined, 'Task')} did: {place}")
        return
    source = scope.read(place + INIT)
    text = title_of(place + INIT, source, "task") if source else ""
    text = text if text and INIT not in text else title("task", place)
    added = draft.add(joined[0], place, text, joined[0].targets("implements")[0])
    draft.said.append(f"{added.id} new ({place}), in place of {_named(joined, 'Task')}")


def _join_tests(scope: Scope, draft: Draft) -> None:
    facts = scope.facts
    owners: dict[str, Owner] = {}
    others: list[str] = []
    current: dict[tuple[str, Owner], Node] = {}
    for path, fact in sorted(facts.files.items()):
        if fact.role != "test" or not fact.regular:
            continue
        tests = facts.tests_of(path)
        of_folder = [test for test in tests if is_folder(test.file)]
        if len(tests) == 1 and not of_folder and scope.concerns(tests[0]) and len(tests[0].targets("verifies")) == 1:
            owners[path] = _owner(tests[0])
        elif of_folder or (scope.designs and tests) or any(undeclared_test_file(facts, path)):
            others.append(path)
        current |= {(test.file, _owner(test)): test for test in of_folder if test.targets("verifies")}
    groups = test_places(owners, scope.roots, others, shared=not scope.designs)
    sharing = Counter(place for place, _ in {*groups, *current})
    for (place, owner), paths in groups.items():
        joined = _joinable(scope, draft, [facts.tests_of(path)[0] for path in paths]) if is_folder(place) else []
        if not joined:
            continue
        draft.remove(joined)
        level, target = owner
        klass = scope.ledger.nodes[target].class_name
        there = current.get((place, owner))
        if there is not None:
            draft.said.append(f"{there.id} declares what {_named(joined, 'Test')} did: {place}")
            continue
        alone = sharing[place] == 1
        named = name_within(place, level, klass, alone=alone)
        text = tests_title(place, level, "" if alone else klass)
        added = draft.add(joined[0], place, text, target, (("test_functions", (ALL_TESTS,)),), named=named)
        draft.said.append(f"{added.id} new ({place}), in place of {_named(joined, 'Test')}")


def _owner(test: Node) -> Owner:
    return test.level, next(iter(test.targets("verifies")), "")


def _joinable(scope: Scope, draft: Draft, nodes: Iterable[Node]) -> list[Node]:
    """Those of some nodes that say nothing which would be lost; the others are named, and stay by their paths."""
    found = []
    for node in nodes:
        why = scope.why_kept(node)
        if why:
            draft.kept[node.id] = why
        else:
            found.append(node)
    return found


def _named(nodes: list[Node], word: str) -> str:
    ids = few([node.id for node in nodes], SHOWN)
    return ids if len(nodes) == 1 else f"{count(len(nodes), word)} ({ids})"
