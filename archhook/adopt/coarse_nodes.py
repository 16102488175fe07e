"""A planned ledger in less detail: Tasks without names, or one Task and a few Tests for each folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.author.leaf_folders import name_within, task_places, test_places, tests_title
from archhook.author.node_names import Ids, class_name, stopped, title, word_of
from archhook.inventory.module_names import INIT
from archhook.model.nodes import parts
from archhook.model.vocabulary import BY_LEVEL, CLASSES, FOLDERS, SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.adopt.planned_nodes import Plan, Planned
    from archhook.adopt.repository_facts import Facts


def in_detail(plan: Plan, detail: str, facts: Facts, roots: tuple[str, ...], *, words: bool) -> Plan:
    """A plan that names all that is there, in less detail. `words`: the form of ids."""
    if detail == SYMBOLS:
        return plan
    tasks = [node._replace(names=()) for node in plan.nodes if node.kind == "task"]
    tests = [node for node in plan.nodes if node.kind == "test"]
    others = [node for node in plan.nodes if node.kind not in ("task", "test")]
    if detail == FOLDERS:
        leaves = _Leaves(others, roots)
        whole = [task for task in tasks if task.file.endswith("/")]  # of code around the product
        tasks = [task for task in tasks if not task.file.endswith("/")]
        tasks, tests = [*leaves.tasks(tasks, whole, facts), *whole], leaves.tests(tests)
        if not words:
            tasks, tests = _numbered(tasks), _numbered(tests)
    return plan._replace(nodes=(*others, *tasks, *tests))


class _Leaves:
    """Makes the nodes of folders, with ids and class names that no node has that stays."""

    def __init__(self, others: Iterable[Planned], roots: tuple[str, ...]) -> None:
        self.roots = roots
        self.taken = {*CLASSES, "validate_architecture", *(node.class_name for node in others)}

    def tasks(self, tasks: Iterable[Planned], others: Iterable[Planned], facts: Facts) -> list[Planned]:
        """One Task for each folder that belongs to one Design, in the order of their first files. `others`: Tasks that
        stay as they are.
        """
        by_path = {task.file: task for task in tasks}
        places = task_places({path: task.references for path, task in by_path.items()}, self.roots)
        ids = self._kept((*others, *(by_path[path] for path, place in places.items() if path == place)))
        found: dict[str, Planned] = {}
        for path, place in places.items():
            task = by_path[path]
            if place not in found and place != path:
                init = facts.files.get(place + INIT)
                node_id = ids.word("T", word_of(place.rstrip("/"), self.roots))
                text = stopped((init.title if init else "") or title("task", place))
                name = self._name(place)
                task = task._replace(id=node_id, class_name=name, doc=f"[{node_id}] {text}", file=place)
            found.setdefault(place, task)
        return [*found.values()]

    def tests(self, tests: Iterable[Planned]) -> list[Planned]:
        """One Test of a folder for each node that its tests verify."""
        by_path = {test.file: test for test in tests}
        owners = {path: (CLASSES[test.base][1], test.references[0][1][0]) for path, test in by_path.items()}
        places = test_places(owners, self.roots)
        ids = self._kept(by_path[place] for place, _ in places if place in by_path)
        sharing = Counter(place for place, _ in places)
        found = []
        for (place, (level, target)), paths in places.items():
            test = by_path[paths[0]]
            if place not in by_path:
                alone = sharing[place] == 1
                named = name_within(place, level, target, alone=alone)
                node_id = ids.word(BY_LEVEL[level], word_of(named.rstrip("/"), self.roots))
                text = stopped(tests_title(place, level, "" if alone else target))
                test = test._replace(
                    id=node_id, class_name=self._name(named, level), doc=f"[{node_id}] {text}", file=place
                )
            found.append(test)
        return found

    def _kept(self, nodes: Iterable[Planned]) -> Ids:
        """Ids that none of the nodes has which stay as they are; their class names are taken from now on."""
        nodes = [*nodes]
        self.taken |= {node.class_name for node in nodes}
        return Ids(node.id for node in nodes)

    def _name(self, place: str, level: str = "") -> str:
        found = class_name(place.rstrip("/"), level, self.roots, self.taken.__contains__)
        self.taken.add(found)
        return found


def _numbered(nodes: Iterable[Planned]) -> list[Planned]:
    """The nodes with ids in their order, as they are where these are numbers."""
    ids, found = Ids(()), []
    for node in nodes:
        node_id = ids.number(parts(node.id)[0])
        found.append(node._replace(id=node_id, doc=node.doc.replace(node.id, node_id, 1)))
    return found
