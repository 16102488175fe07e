"""What a name means where a changed statement stands: what is bound further down or to something else is not known."""

from __future__ import annotations

import sys

import pytest

from archhook.ledger.source import Reading, read_ledger
from archhook.ledger.splice import imported_leaves, module_lines, splice
from archhook.ledger.syntax import parse

INIT = "architecture/__init__.py"
PLAN = "architecture/plan.py"
TASKS = "architecture/tasks.py"
HEAD = (
    'from archhook import Design, Intent, Requirement, Task\n\n\nclass I1(Intent):\n    """[I-1] A."""\n\n\n'
    'class R1(Requirement):\n    """[R-1] A."""\n    derived_from = [I1]\n\n\n'
)
DESIGN = 'class {0}(Design):\n    """[D-{1}] A."""\n    satisfies = ["R-1"]\n\n\n'
TASK = 'class {0}(Task):\n    """[T-{1}] A."""\n    implements = {2}\n    file_path = "{0}.py"\n\n\n'
TEST = 'class {0}(UnitTest):\n    """[UT-{1}] A."""\n    verifies = {2}\n    test_file = "t.py"\n'
TEST += '    test_functions = "*"\n\n\n'
IMPORTED_BELOW = (
    "from archhook import Task\n\n\n" + TASK.format("T1", 1, '"D-1"') + TASK.format("T2", 2, '"D-1"')
    + TASK.format("T9", 9, '"D-1"')
    + "from archhook import UnitTest\nfrom architecture.plan import D1\n\n\n" + TEST.format("U1", 1, "D1")
)  # fmt: skip


def package(**modules: str) -> dict[str, str]:
    """A package ledger with an Intent, a Requirement and some modules."""
    plan = "from archhook import Design\n\n\n" + DESIGN.format("D1", 1)
    return {INIT: HEAD, PLAN: plan} | {f"architecture/{name}.py": text for name, text in modules.items()}


def read(sources: dict[str, str]) -> Reading:
    return read_ledger({path: text.encode() for path, text in sources.items()}, min(sources))


def spliced(sources: dict[str, str], path: str, old: str, new: str) -> bool:
    """Whether an edit could be read by itself; what came of it is held to a whole reading."""
    before = read(sources)
    assert (before.plain, before.breaches) == (True, ())
    assert old in sources[path]
    nodes = {node.id: node for node in before.nodes}
    text = sources[path].replace(old, new, 1)
    lines, leaves = module_lines(before), imported_leaves(before)
    found = splice(path, sources[path].encode(), text.encode(), lines[path], nodes, (), leaves)
    if found is None:
        return False
    after = read(sources | {path: text})
    assert (after.breaches, after.plain) == ((), True)
    kept = {node_id: node for node_id, node in nodes.items() if node_id not in found.gone}
    assert kept | {node.id: node for node in found.nodes} == {node.id: node for node in after.nodes}
    assert lines | {path: found.lines} == module_lines(after)
    assert imported_leaves(after) == leaves
    return True


def test_a_node_that_is_imported_further_down_is_not_known_above() -> None:
    sources = package(tasks=IMPORTED_BELOW)
    assert not spliced(sources, TASKS, 'implements = "D-1"', "implements = D1")
    assert spliced(sources, TASKS, "verifies = D1", 'verifies = "D-1"')


def test_a_base_that_is_imported_further_down_is_not_known_above() -> None:
    sources = package(tasks=IMPORTED_BELOW)
    assert not spliced(sources, TASKS, "class T2(", TEST.format("U2", 2, '"D-1"') + "class T2(")
    assert spliced(sources, TASKS, "class U1(", TEST.format("U2", 2, '"D-1"') + "class U1(")
    figures = '    planned = True\n    satisfies = ["R-1"]\n    estimated = ResourceConstraints(iops=1)\n'
    late = package(more="from archhook import Design\n" + DESIGN.format("D8", 8) + DESIGN.format("D7", 7)
                   + "from archhook import ResourceConstraints\n" + DESIGN.format("D9", 9))  # fmt: skip
    assert not spliced(late, "architecture/more.py", '    satisfies = ["R-1"]\n', figures.partition("\n")[2])


def test_what_stands_below_stays_known_where_lines_and_classes_come_and_go() -> None:
    """From splice to splice it is remembered where the imports stand."""
    sources = package(tasks=IMPORTED_BELOW)
    before = read(sources)
    nodes = {node.id: node for node in before.nodes}
    lines, text = module_lines(before)[TASKS], sources[TASKS]
    edits = [
        ("class T1(", TASK.format("T3", 3, '"D-1"') + "class T1("),
        ("[T-1] A.", "[T-1] A.\n\n    Another paragraph."),
        (TASK.format("T3", 3, '"D-1"'), ""),
        ("class U1(", TEST.format("U2", 2, "D1") + "class U1("),
        ("    Another paragraph.", "    Another\n    paragraph."),
    ]
    for old, new in edits:
        assert old in text
        after = text.replace(old, new, 1)
        found = splice(TASKS, text.encode(), after.encode(), lines, nodes, (), ())
        assert found is not None
        lines, text = found.lines, after
        nodes = {key: node for key, node in nodes.items() if key not in found.gone}
        nodes |= {node.id: node for node in found.nodes}
        assert lines == module_lines(read(sources | {TASKS: text}))[TASKS]
    wrong = text.replace('implements = "D-1"', "implements = D1", 1)
    assert splice(TASKS, text.encode(), wrong.encode(), lines, nodes, (), ()) is None


OTHERS = {
    "an import of something else": "from os import path as X",
    "an import of a module": "import os as X",
    "a package whose part is imported": "import X.path",
    "a package": "import X",
    "a class that is no node": "from archhook import Node\n\n\nclass X(Node):\n    pass",
    "a class of the metamodel under another name": "from archhook import Task as X",
    "a module of the ledger": "from . import plan as X",
    "a node of this module under another name": "from architecture.tasks import T2 as X",
    "what would judge": "from archhook import validate_architecture as X",
}


@pytest.mark.parametrize("at", [1, 3], ids=["above", "below"])
@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_class_of_a_name_that_is_bound_already_is_not_read_alone(other: str, at: int) -> None:
    parts = ["from archhook import Design, Task\n\n\n", TASK.format("T1", 1, '"D-1"'), TASK.format("T2", 2, '"D-1"')]
    parts.insert(3 if "T2" in other else at, f"{other}\n\n\n")
    sources = package(tasks="".join(parts) + DESIGN.format("D9", 9))
    assert not spliced(sources, TASKS, "class T1(", DESIGN.format("X", 7) + "class T1(")


def test_a_class_of_a_name_that_is_bound_anew_further_down_is_not_plain() -> None:
    for line in ("import D1", "import D1.x", "from os import D1", "import os as D1"):
        sources = package(more="from archhook import Design\n" + DESIGN.format("D1", 7) + f"{line}\n")
        assert not read(sources).plain


def test_two_parts_of_a_package_may_be_imported() -> None:
    sources = package(tasks="import os.path\nimport os\n" + IMPORTED_BELOW)
    assert spliced(sources, TASKS, "[T-1] A.", "[T-1] B.")


def test_a_node_that_its_own_module_imports_must_stay() -> None:
    again = "from architecture.tasks import T1 as Again\n"
    sources = package(tasks=IMPORTED_BELOW + again)
    assert not spliced(sources, TASKS, "class T1(", "class T11(")
    assert spliced(package(tasks=IMPORTED_BELOW), TASKS, "class T1(", "class T11(")


@pytest.mark.parametrize("last", [False, True], ids=["between", "last"])
def test_a_class_that_is_no_node_must_stay_too(last: bool) -> None:
    """It is not among the nodes of its module, and another module may import it."""
    limits = 'class Limits(ResourceConstraints):\n    """Of a part."""\n\n\n'
    sources = package(tasks="from architecture.plan import Limits\n" + IMPORTED_BELOW)
    second = DESIGN.format("D2", 2)
    sources[PLAN] = sources[PLAN].replace("Design\n", "Design, ResourceConstraints\n", 1)
    sources[PLAN] += second + limits if last else limits + second
    assert not spliced(sources, PLAN, limits, "")
    assert not spliced(sources, PLAN, "class Limits(", "class Others(")
    assert not spliced(sources, PLAN, limits, DESIGN.format("D3", 3))
    assert spliced(sources, PLAN, "[D-2] A.", "[D-2] B.") is not last


def test_a_class_of_a_package_does_not_take_the_name_of_its_module() -> None:
    """Whoever imports that name would get the class, and the module would be read at another time."""
    sources = package(tasks=IMPORTED_BELOW)
    sources[INIT] += TASK.format("T5", 5, '"D-1"')
    assert not spliced(sources, INIT, "class T5(", "class tasks(")
    assert spliced(sources, INIT, "class T5(", "class others(")
    sources["architecture/tasks/more.py"] = ""
    assert not spliced(sources, TASKS, "class T2(", "class more(")
    assert spliced(sources, TASKS, "class T2(", "class others(")


def test_a_base_without_a_sound_id_may_be_imported() -> None:
    for node_id in ("", "[X-1] ", "[R-1] ", "[D-x y] "):
        sources = package(tasks="from architecture.plan import D2\n" + IMPORTED_BELOW)
        sources[PLAN] += DESIGN.format("D2", 2).replace("[D-2] ", node_id)
        reading = read(sources)
        assert {one.code for one in reading.breaches} <= {"LED003", "LED004"}
        assert reading.breaches
        assert imported_leaves(reading) == ()


def test_a_statement_behind_a_continued_line_stays_where_that_leads() -> None:
    """The backslash joins a line with what stands on the next, were it nothing."""
    sources = package(tasks=IMPORTED_BELOW.replace("class U1(", "\\\nclass U1(").replace("class T2(", "\\\nclass T2("))
    lines = sources[TASKS].splitlines(keepends=True)
    last = "".join(lines[lines.index("class U1(UnitTest):\n") :])
    assert not spliced(sources, TASKS, last, "")
    assert not spliced(sources, TASKS, "class T2(", "# a remark\nclass T2(")
    assert spliced(sources, TASKS, "[UT-1] A.", "[UT-1] B.")


def test_the_limit_on_digits_that_the_environment_sets_has_no_say() -> None:
    sources = package(tasks=IMPORTED_BELOW)
    digits = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(0)
        assert not spliced(sources, TASKS, '"""[T-1] A."""\n', f'"""[T-1] A."""\n    {"9" * 5000}\n')
        assert parse("1" * 5000)  # the limit is left as it was
    finally:
        sys.set_int_max_str_digits(digits)
