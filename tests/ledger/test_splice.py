"""A splice gives what a whole reading gives, or None."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook.ledger.source import read_ledger
from archhook.ledger.splice import changed_region, imported_leaves, module_lines, splice

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = "architecture.py"
PLAIN = project(12)[PATH]
TASK = (
    'class Fresh(Task):\n    """[T-500] Fresh."""\n\n    implements = Design0\n    file_path = "src/x.py"\n'
    '    functions = ["f"]\n\n\n'
)


def spliced(old: str, new: str) -> bool:
    """Whether a splice was possible; what it gave is held to a whole reading."""
    before = read_ledger({PATH: old.encode()}, PATH)
    nodes = {node.id: node for node in before.nodes}
    lines = module_lines(before)[PATH]
    assert before.plain
    found = splice(PATH, old.encode(), new.encode(), lines, nodes, (), ())
    if found is None:
        return False
    after = read_ledger({PATH: new.encode()}, PATH)
    assert after.breaches == ()
    kept = {node_id: node for node_id, node in nodes.items() if node_id not in found.gone}
    assert kept | {node.id: node for node in found.nodes} == {node.id: node for node in after.nodes}
    assert found.lines == module_lines(after)[PATH]
    return True


def test_a_conflict_in_a_docstring_is_none_of_the_reader_of_statements() -> None:
    """The whole ledger cannot be read with it."""
    mark = "Part 0: module 3.\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n"
    marked = PLAIN.replace("Part 0: module 3.", mark, 1)
    assert not spliced(PLAIN, marked)
    (breach,) = read_ledger({PATH: marked.encode()}, PATH).breaches
    line = marked[: marked.index("<<<")].count("\n") + 1
    assert (breach.code, breach.anchor) == ("LED001", ("place", PATH, line, 1))
    assert (breach.message, breach.fix) == (
        "cannot read the ledger: the ledger has conflict markers",
        "`archhook sync --resolve`",
    )


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


@pytest.mark.parametrize(
    "edit",
    [
        replaced('"save_3", ', ""),
        replaced("Part 0: module 3.", "Part 0: another."),
        replaced("class Task3(Task)", "# a remark\n\n\nclass Task3(Task)"),
        replaced("class Task3(Task)", TASK + "class Task3(Task)"),
        lambda text: text + "\n\n" + TASK,
        replaced("requires = []", 'requires = ["D-1"]'),
        replaced('    satisfies = ["R-0"]', '    adopted = False\n    satisfies = ["R-0"]'),
        replaced("implements = Design0", 'implements = "D-1"'),
        replaced("    implements = Design0", "    planned = True\n    implements = Design0"),
        replaced('    file_path = "src/app/part0', '    waives = {"INV403": "later"}\n    file_path = "src/app/part0'),
        replaced("verifies = Design1", "verifies = Design0"),
        replaced("[D-1] Part 1 of", "[D-1] Größe 1 of"),
        replaced("class Task3(Task)", "class Task33(Task)"),
        replaced("[T-3]", "[T-300]"),
        replaced("[UT-1]", "[UT-7]"),
        lambda text: text.replace(text[text.index("class Task3(") : text.index("class Task4(")], ""),
        lambda text: text[: text.index("class Task11(")],
    ],
)
def test_an_edit_of_statements_on_which_nothing_depends_is_spliced(edit: Callable[[str], str]) -> None:
    assert edit(PLAIN) != PLAIN
    assert spliced(PLAIN, edit(PLAIN))
    assert spliced(edit(PLAIN), PLAIN) or "Fresh" in edit(PLAIN)


@pytest.mark.parametrize(
    "edit",
    [
        replaced("    Design,\n", ""),
        replaced("class Design1(Design)", "class Design11(Design)"),
        replaced("[D-1]", "[D-300]"),
        lambda text: text.replace(text[text.index("class Design1(") : text.index("class Unit1(")], ""),
        replaced("[T-3]", "[T-4]"),
        replaced("implements = Design0", "implements = Design1"),  # not bound yet where it is named
        replaced("implements = Design0", 'implements = "D-77"'),
        replaced("implements = Design0", "implements = Nothing"),
        replaced('functions = ["load_3"', 'functions = NAMES + ["load_3"'),
        replaced("class Task3(Task)", "NAMES = []\n\n\nclass Task3(Task)"),
        replaced("class Task3(Task)", "@decorated\nclass Task3(Task)"),
        replaced("class Task3(Task)", "class Task3(Task2)"),
        replaced("class Task3(Task)", TASK.replace("Fresh(", "Task(") + "class Task3(Task)"),
        replaced("class Task3(Task)", TASK.replace("T-500", "T-9") + "class Task3(Task)"),
        replaced("class Task3(Task)", TASK.replace("Fresh(", "Task9(") + "class Task3(Task)"),
        replaced("    classes = ", "    clases = "),
        replaced('globals = ["LIMIT_11", "NAMES_11"]', 'globals = ["LIMIT_11"'),
        lambda text: text.replace("\n\n\nclass Task3(Task)", " \\\nclass Task3(Task)"),
        lambda text: text + "\nTask3.functions = []\n",
        lambda text: text.replace("\n", "\r\n"),
    ],
)
def test_whatever_others_may_depend_on_is_not_spliced(edit: Callable[[str], str]) -> None:
    assert not spliced(PLAIN, edit(PLAIN))


@pytest.mark.parametrize(
    "statement",
    [
        "X = 1",
        "Task3.functions = ['x']",
        "for one in []:\n    pass",
        "class Base(Task):\n    functions = Task3.functions",
        "class Other(Task):\n    '''[T-900] x.'''\n    implements = Design0\n    functions = ['a'] + ['b']",
        "class Task3(Task):\n    '''[T-900] x.'''",
        "from os import *",
        "validate_architecture()",
        "def f(): pass",
    ],
)
def test_a_ledger_that_computes_is_not_plain(statement: str) -> None:
    assert not read_ledger({PATH: f"{PLAIN}\n\n{statement}\n".encode()}, PATH).plain


@pytest.mark.parametrize("seed", range(20))
def test_a_region_holds_all_that_differs(seed: int) -> None:
    chance = random.Random(seed)
    lines = PLAIN.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines, 1) if line.startswith("class ")]
    for _ in range(50):
        edited = list(lines)
        for _ in range(chance.randrange(1, 3)):
            at = chance.randrange(len(edited))
            edited[at : at + chance.randrange(3)] = chance.choices(["", "\n", "x = 1\n", "class A(B):\n"], k=2)
        old, new = PLAIN.encode(), "".join(edited).encode()
        region = changed_region(old, new, starts)
        if region is None or old == new:
            continue
        before = "".join(lines[: region.line - 1]).encode()
        rest = "".join(lines[region.end - 1 :]).encode()
        assert before + region.old + rest == old
        assert before + region.new + rest == new
        assert region.line in starts


def test_a_task_that_somebody_imports_must_stay() -> None:
    sources = {f"architecture/{name}": text.encode() for name, text in PACKAGE.items()}
    reading = read_ledger(sources, "architecture/__init__.py")
    assert (reading.plain, reading.breaches, imported_leaves(reading)) == (True, (), ("T-2",))
    nodes, lines = {node.id: node for node in reading.nodes}, module_lines(reading)
    path = "architecture/parts.py"
    old = PACKAGE["parts.py"]
    for name, leaves, possible in (("One", ("T-2",), True), ("Two", ("T-2",), False), ("Two", (), True)):
        new = old.replace(f"class {name}(", f"class {name}More(")
        found = splice(path, old.encode(), new.encode(), lines[path], nodes, (), leaves)
        assert (found is not None) is possible


PACKAGE = {
    "__init__.py": (
        "from archhook import Design, Intent, Requirement, Task\nfrom architecture.parts import Store, Two\n\n\n"
        'class Web(Design):\n    """[D-2] A web."""\n    requires = [Store]\n'
    ),
    "parts.py": (
        "from archhook import Design, Task\n\n\n"
        'class Store(Design):\n    """[D-1] A store."""\n\n\n'
        'class One(Task):\n    """[T-1] One."""\n    implements = Store\n    file_path = "one.py"\n\n\n'
        'class Two(Task):\n    """[T-2] Two."""\n    implements = Store\n    file_path = "two.py"\n'
    ),
}
