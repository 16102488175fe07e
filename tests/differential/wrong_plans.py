"""Deliberately wrong ways to follow what is planned, each with the smallest change that finds it out; see wrong.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from differential.edits import CODE, LEDGER, SETTINGS, TESTS, Case, append, drop, put, swap

from archhook.check import evaluate, ledger_delta
from archhook.laws import plans

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    import pytest
    from differential.subject import Strategy

    from archhook.check.ledger_delta import _Change
    from archhook.laws.law import Facts
    from archhook.model.findings import Breach
    from archhook.model.nodes import Row


def plans_of_other_tasks_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What is planned concerns the node alone that says so."""
    patch.setattr(ledger_delta._Change, "_planned_above", lambda _: set())


def plans_followed_one_step(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A Task that is planned no longer concerns its Design, and nothing above that."""
    sound = ledger_delta.plan_above

    def above(rows: Mapping[str, Row], node_id: str) -> Iterator[str]:
        if node_id in rows and rows[node_id].kind not in ("requirement", "design"):
            yield from sound(rows, node_id)

    patch.setattr(ledger_delta, "plan_above", above)


def plans_followed_by_the_new_links(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """What lies above a node that was linked otherwise before is not asked again."""
    sound = ledger_delta._Change._planned_above

    def above(self: _Change) -> set[str]:
        again, self.linked = getattr(self, "linked", False), True  # type: ignore[attr-defined]
        return sound(self) if again else set()

    patch.setattr(ledger_delta._Change, "_planned_above", above)


def files_of_plans_ignored(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A planned Test that names another file is the same to the node that is told to have it written."""
    patch.setattr(ledger_delta, "PLAN_READS", ledger_delta.PLAN_READS - {"file"})


def plans_settled_as_others(patch: pytest.MonkeyPatch, _: dict[str, Any]) -> None:
    """A file and its Task that say the same are settled, planned or not."""
    sound = evaluate.settled

    def settled(facts: Facts, path: str) -> bool:
        tasks = facts.tasks_of(path)
        if not any(task.planned for task in tasks):
            return sound(facts, path)
        return all(plans.is_finished(facts, task) for task in tasks)

    patch.setattr(evaluate, "settled", settled)


def finished_plans_remembered(patch: pytest.MonkeyPatch, memory: dict[str, Any]) -> None:
    """Whether a plan is finished is asked when what is planned changes, and not when its file does."""
    sound = plans.finished_plans

    def finished(facts: Facts, path: str) -> Iterator[Breach]:
        nodes = tuple(sorted(one.id for one in (*facts.tasks_of(path), *facts.tests_of(path)) if one.planned))
        if (path, nodes) not in memory:
            memory[path, nodes] = [*sound(facts, path)]
        yield from memory[path, nodes]

    patch.setattr(plans, "finished_plans", finished)


PLANS: dict[str, Strategy] = {
    wrong.__name__.replace("_", "-"): wrong
    for wrong in (
        plans_of_other_tasks_ignored,
        plans_followed_one_step,
        plans_followed_by_the_new_links,
        files_of_plans_ignored,
        plans_settled_as_others,
        finished_plans_remembered,
    )
}

LATER = '    functions = ["work1"]\n    planned = True\n'
PLAN = swap(LEDGER, '    functions = ["work1"]\n', LATER)
"""Task 1 is planned; its file is there."""
WRITTEN = swap(LEDGER, LATER, '    functions = ["work1"]\n')


def _test(base: str, node: str, verified: str) -> str:
    return (
        f'\n\nclass Judge{base}({base}):\n    """[{node}] It is judged."""\n\n    verifies = {verified}\n'
        f'    test_file = "{TESTS}"\n    test_functions = ["test_work"]\n    planned = True\n'
    )


IMPORTED = swap(LEDGER, "import Design", "import IntegrationTest, SystemTest, Design")
SYSTEM = append(LEDGER, _test("SystemTest", "ST-1", "Promise"))
ALL_PLANNED = (PLAN, swap(LEDGER, '    functions = ["work2"]\n', '    functions = ["work2"]\n    planned = True\n'))
JUDGED = swap(SETTINGS, 'TST507 = "off"\n', "")
OTHER = (
    '\n\nclass Other(Requirement):\n    """[R-2] Another promise."""\n\n    derived_from = [Goal]\n\n\n'
    'class Design9(Design):\n    """[D-9] It keeps that."""\n\n    satisfies = [Other]\n\n\n'
    'class Task9(Task):\n    """[T-9] Work 9."""\n\n    implements = "D-9"\n    file_path = "src/work9.py"\n'
    '    functions = ["work9"]\n'
)
AWAY = swap(LEDGER, 'implements = "D-1"', 'implements = "D-9"')

PLAN_CASES: dict[str, Case] = {
    "plans-of-other-tasks-ignored": Case(
        (swap(SETTINGS, 'TST505 = "off"\n', ""), PLAN, append(LEDGER, _test("UnitTest", "UT-1", "Design1"))), (WRITTEN,)
    ),
    "plans-followed-one-step": Case((JUDGED, IMPORTED, SYSTEM, *ALL_PLANNED), (WRITTEN,)),
    "plans-followed-by-the-new-links": Case(
        (JUDGED, IMPORTED, SYSTEM, ALL_PLANNED[1], append(LEDGER, OTHER), put("src/work9.py", "def work9(): pass\n")),
        (AWAY,),
    ),
    "files-of-plans-ignored": Case(
        (swap(SETTINGS, 'TST505 = "off"\n', ""), append(LEDGER, _test("UnitTest", "UT-1", "Design1"))),
        (swap(LEDGER, TESTS, "tests/test_elsewhere.py"),),
    ),
    "plans-settled-as-others": Case((PLAN, drop(CODE)), (put(CODE, "def work1(): pass\n"),)),
    "finished-plans-remembered": Case((PLAN,), (put(CODE, "def (:\n"),)),
}
