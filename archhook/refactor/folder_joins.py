"""From Tasks and Tests of files to those of folders: where all that lies in a folder belongs together."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.author.leaf_folders import is_plain, name_within, task_places, test_places, tests_title
from archhook.author.node_names import title, title_of
from archhook.inventory.module_names import INIT
from archhook.laws.code import undeclared_by_right
from archhook.laws.law import ALL_TESTS
from archhook.laws.tests import undeclared_test_file
from archhook.model.declaring import folders_above, is_folder
from archhook.refactor.detail_draft import SHOWN, Folder, without_names
from archhook.refactor.folder_files import holds_tests
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.author.leaf_folders import Owner
    from archhook.model.nodes import Node
    from archhook.refactor.detail_draft import Draft
    from archhook.refactor.detail_scope import Scope


def join(scope: Scope, draft: Draft) -> None:
    """Joins the Tasks, and the Tests, of folders."""
    for place, tasks in _task_groups(scope):
        _join_tasks(scope, draft, place, tasks)
    _join_tests(scope, draft)
    draft.tell_folders("go where {0} of folders will do")


def _task_groups(scope: Scope) -> Iterable[tuple[str, list[Node]]]:
    """(folder, the Tasks that declare what lies in it) of each folder that is one Design's alone."""
    facts = scope.facts
    owners: dict[str, str | None] = {}
    for path, fact in sorted(facts.files.items()):
        if fact.role != "governed" or not fact.regular:
            continue
        declaring = facts.tasks_of(path)
        if undeclared_by_right(facts, path) and all(is_folder(task.file) for task in declaring):
            continue  # whatever folder lies around it
        designs = {design for task in declaring for design in task.targets("implements")}
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
        _tell(draft, joined, place, f"{own.id} declares {place}, in place of {_named(joined)}")
        return
    draft.remove(joined)
    if current is not None:
        _tell(draft, joined, place, f"{current.id} declares what {_named(joined)} did: {place}")
        return
    source = scope.read(place + INIT)
    text = title_of(place + INIT, source, "task") if source else ""
    text = text if text and INIT not in text else title("task", place)
    added = draft.add(joined[0], place, text, joined[0].targets("implements")[0])
    _tell(draft, joined, place, f"{added.id} new ({place}), in place of {_named(joined)}")


def _join_tests(scope: Scope, draft: Draft) -> None:
    owners, others, current = _told_tests(scope)
    groups = test_places(owners, scope.roots, others, shared=not scope.designs)
    groups = _back_to_shared(groups, {key: _is_one_of_several(scope, *key, test) for key, test in current.items()})
    sharing = Counter(place for place, _ in {*groups, *current})
    for (place, owner), paths in groups.items():
        tests = [scope.facts.tests_of(path)[0] for path in paths]
        joined = _joinable(scope, draft, tests) if is_folder(place) else []
        if not joined:
            continue
        draft.remove(joined)
        level, target = owner
        klass = scope.ledger.nodes[target].class_name
        there = current.get((place, owner))
        if there is not None:
            _tell(draft, joined, place, f"{there.id} declares what {_named(joined)} did: {place}")
            continue
        alone = sharing[place] == 1
        named = name_within(place, level, klass, alone=alone)
        text = tests_title(place, level, "" if alone else klass)
        added = draft.add(joined[0], place, text, target, (("test_functions", (ALL_TESTS,)),), named=named)
        _tell(draft, joined, place, f"{added.id} new ({place}), in place of {_named(joined)}")


def _told_tests(scope: Scope) -> tuple[dict[str, Owner], list[str], dict[tuple[str, Owner], Node]]:
    """(the files that a Test names which may be joined -> whose they are, the other files that hold tests, the Tests of
    folders by what they declare and whose they are).
    """
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
        elif (scope.designs and len(tests) > len(of_folder)) or (
            holds_tests(facts, path) if of_folder else any(undeclared_test_file(facts, path))
        ):
            others.append(path)
        current |= {(test.file, _owner(test)): test for test in of_folder if test.targets("verifies")}
    return owners, others, current


def _back_to_shared(
    groups: Mapping[tuple[str, Owner], list[str]], current: Mapping[tuple[str, Owner], bool]
) -> dict[tuple[str, Owner], list[str]]:
    """The groups, of which several of one owner go into one: the next folder around them that Tests declare, where
    several share that. `current`: whether what a Test declares is a folder that says of itself that several do.
    """
    sharing: dict[str, set[Owner]] = {}
    for place, owner in current:
        sharing.setdefault(place, set()).add(owner)
    shared = {place for (place, _), says in current.items() if says or len(sharing[place]) > 1}
    found: dict[tuple[str, Owner], list[str]] = {}
    back: dict[tuple[str, Owner], list[tuple[str, list[str]]]] = {}
    for (place, owner), paths in groups.items():
        around = next((one for one in folders_above(place) if one in sharing), "")
        if around in shared and {level for level, _ in sharing[around]} == {owner[0]}:
            back.setdefault((around, owner), []).append((place, paths))
        else:
            found[place, owner] = paths
    for (around, owner), parts in back.items():
        together = len(parts) > 1 or owner in sharing[around]
        for place, paths in parts:
            found.setdefault((around if together else place, owner), []).extend(paths)
    return found


def _is_one_of_several(scope: Scope, place: str, owner: Owner, test: Node) -> bool:
    """Whether a Test of a folder has been one of several, or may be: by its title, or as the folder is called."""
    level, target = owner
    title = tests_title(place, level, scope.ledger.nodes[target].class_name)
    return is_plain(place, level) or test.name == title


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


def _tell(draft: Draft, joined: list[Node], place: str, line: str) -> None:
    draft.folders.append(Folder(joined[0].kind.capitalize(), place, len(joined), line))


def _named(nodes: list[Node]) -> str:
    ids = few([node.id for node in nodes], SHOWN)
    return ids if len(nodes) == 1 else f"{count(len(nodes), nodes[0].kind.capitalize())} ({ids})"
