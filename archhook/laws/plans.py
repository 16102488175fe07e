"""What is planned: whether it is there by now (TST510), and how long planned Tests count for TST505 to TST508.

A planned Test counts as long as no Task is written that it would judge: those that implement the Design that it
verifies, of a Requirement those of the Designs that satisfy it, of an Intent those of the Requirements derived from it.
What these Designs require is no part of that: it is there for others, too, and its own Tests judge it. So a plan for
new work can lean on code that stands, and the first Task of a plan that is written asks for the tests of all above it.
"""

from __future__ import annotations

from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import declared_symbols
from archhook.laws.law import ALL_TESTS, BY_SYNC, KIND_OF, dotted, each_once, listed, shown, why_missing
from archhook.model.findings import Breach
from archhook.model.nodes import TEST_CLASS, is_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archhook.laws.law import Facts
    from archhook.model.nodes import FileInventory, Node

BELOW = {"intent": "derived_from", "requirement": "satisfies", "design": "implements"}
"""Kind -> the link by which those below name a node, on the way to the Tasks that are work for it."""


def written_task(facts: Facts, node_id: str) -> str:
    """The first Task in force that is work for an Intent, Requirement or Design and not planned; "" where all are."""
    key = ("written task", node_id)
    if key not in facts.memo:
        row = facts.rows[node_id]
        below = row.by(BELOW[row.kind])
        if row.kind == "design":
            found = next((task for task in below if not facts.nodes[task].planned), "")
        else:
            found = next(filter(None, (written_task(facts, one) for one in below)), "")
        facts.memo[key] = found
    task: str = facts.memo[key]
    return task


def unverified_node(facts: Facts, code: str, node_id: str, level: str, tests: Sequence[Node]) -> Iterator[Breach]:
    """TST505 to TST508 of a node that no Test of a level verifies but some planned `tests`, unless these count."""
    if not tests or written_task(facts, node_id):
        yield Breach(
            code,
            f"no {level} test in force verifies {node_id}{_but_planned(facts, node_id, tests)}",
            ("node", node_id),
            node_id,
            fix=_owed(facts, node_id, level, tests),
        )


def _but_planned(facts: Facts, node_id: str, tests: Sequence[Node]) -> str:
    """Why some planned Tests of a node do not count, as the end of a sentence; "" where there is none."""
    if not tests:
        return ""
    are = "is" if len(tests) == 1 else "are"
    return f" but {listed([one.id for one in tests])}, which {are} planned while {written_task(facts, node_id)} is not"


def _owed(facts: Facts, node_id: str, level: str, tests: Sequence[Node]) -> str:
    """What to do about a node that no Test of a level verifies but some planned `tests` that do not count."""
    if tests:
        first = next((test for test in tests if test.file), tests[0])
        where = f", in {shown(first.file)}" if first.file else ""
        return f"write what {first.id} declares{where}, and take `planned = True` out of it ({BY_SYNC})"
    article = "an" if level == "integration" else "a"
    later = "" if written_task(facts, node_id) else "; until its first Task is written, one with `planned = True` does"
    what = f'{article} {TEST_CLASS[level]} with verifies = "{node_id}"'
    return f"write {what}, and the test that it stands for{later}"


def finished_plans(facts: Facts, path: str) -> Iterator[Breach]:
    """TST510, one for each planned node that declares a path, and of which all that it declares is there."""
    for node in (*facts.tasks_of(path), *facts.tests_of(path)):
        if node.planned and node.file == path and is_finished(facts, node):
            yield Breach(
                "TST510",
                f"{node.id} is planned, and all that it declares of {shown(path)} is there",
                ("node", node.id),
                node.id,
                path,
                fix=f"take `planned = True` out of {node.id} (`archhook sync` does)",
            )


def is_finished(facts: Facts, node: Node) -> bool:
    """Whether INV401 to INV404, or TST501 and TST502, would have nothing to say of a planned Task or Test.

    False where its file cannot be parsed: what that holds is not known.
    """
    if not node.file or why_missing(facts, node.file, "test" if node.kind == "test" else "governed"):
        return False
    if is_folder(node.file):
        return True
    if not node.declares and not node.file.endswith(".py"):
        return True
    inventory = facts.inventory(node.file)
    return not inventory.error and not any(missing_names(facts, node, inventory))


def missing_names(facts: Facts, node: Node, inventory: FileInventory) -> Iterator[str]:
    """The names that a Task or Test declares of its file, which holds an inventory, and that are not in it."""
    for field, declared in node.declares:
        names = [*each_once(declared)]
        if field in KIND_OF:
            covered = declared_symbols(inventory, KIND_OF[field], names)
            yield from (name for name in names if not covered[name])
        else:
            found = {one.name for one in test_names(node.file, inventory, facts.config.pytest)}
            covered = declared_symbols(inventory, "function", map(dotted, names))
            for name in names:
                if not (found if name == ALL_TESTS else covered[dotted(name)] or name in found):
                    yield name
