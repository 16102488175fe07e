"""The first Task and the first Test of each level: in every form of a ledger, what the node needs comes with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archhook.author.apply_changes import Applied, apply
from archhook.author.ledger_changes import Added, Changes, Ledger
from archhook.author.node_source import Style
from archhook.ledger.source import read_ledger

MISSION = (Path(__file__).parents[2] / "fixtures/kept/pasted/architecture.py").read_text()
METAMODEL = MISSION[: MISSION.index("class IntentNobodyGetsLost")]
DECLARATIVE = '''

class Why({0}Intent):
    """[I-1] Why."""


class What({0}Requirement):
    """[R-1] What."""

    derived_from = [Why]


class How({0}Design):
    """[D-1] How."""

    satisfies = [What]


class Does({0}Task):
    """[T-1] It does it."""

    implements = How
    file_path = "src/a.py"
'''
CONSTRUCTED = '''

class Why({0}Intent):
    """[I-1] Why."""

    def __init__(self):
        super().__init__("[I-1]", "Why")


class What({0}Requirement):
    """[R-1] What."""

    def __init__(self):
        super().__init__("[R-1]", "What", derived_from=[Why])


class How({0}Design):
    """[D-1] How."""

    def __init__(self):
        super().__init__("[D-1]", "How", satisfies=[What])


class Does({0}Task):
    """[T-1] It does it."""

    def __init__(self):
        super().__init__("[T-1]", "It does it.", implements=How, file_path="src/a.py", classes=[])
'''
CALL = '\n\nif __name__ == "__main__":\n    validate_architecture([Why()], [What()], [How()], [Does()]{})\n'
STYLE = Style()
LEVELS = {"unit": "UT", "integration": "IT", "system": "ST", "acceptance": "UAT"}
TARGETS = {"unit": "D-1", "integration": "D-1", "system": "R-1", "acceptance": "I-1"}
CLASSES = {
    "unit": "UnitTest",
    "integration": "IntegrationTest",
    "system": "SystemTest",
    "acceptance": "UserAcceptanceTest",
}
IMPORTS = {
    "one line": ("from archhook import Design, Intent, Requirement, Task, validate_architecture\n", ""),
    "in brackets": ("from archhook import (Design, Intent, Requirement, Task, validate_architecture)\n", ""),
    "several lines": (
        "from archhook import (\n    Design,\n    Intent,\n    Requirement,\n    Task,  # work\n"
        "    validate_architecture,\n)\n",
        "",
    ),
    "behind a backslash": (
        "from archhook import Design, Intent, \\\n    Requirement, Task, validate_architecture\n",
        "",
    ),
    "one a statement": (
        "".join(f"from archhook import {one}\n" for one in ("Design", "Intent", "Requirement", "Task"))
        + "from archhook import validate_architecture\n",
        "",
    ),
    "the module": ("import archhook\nfrom archhook import validate_architecture\n", "archhook."),
    "the module renamed": ("import archhook as a\nfrom archhook import validate_architecture\n", "a."),
    "all": ("from archhook import *\n", ""),
    "renamed": (
        "from archhook import Design, Intent, Requirement, Task as T, validate_architecture\n\n\n"
        "class Task(T):\n    pass\n",
        "",
    ),
    "with what may fail": (
        "try:\n    from archhook import Design, Intent, Requirement, Task, validate_architecture\n"
        "except ImportError:\n    raise\n",
        "",
    ),
    "pasted": (METAMODEL, ""),
}


def ledger_of(sources: dict[str, str], entry: str = "architecture.py", style: Style = STYLE) -> Ledger:
    encoded = {path: text.encode() for path, text in sources.items()}
    reading = read_ledger(encoded, entry)
    assert not [one for one in reading.breaches if one.code == "LED001"], reading.breaches
    return Ledger(
        encoded, entry, {node.id: node for node in reading.nodes}, reading.lines, len(reading.breaches), style=style
    )


def first_test(level: str, like: str = "T-1") -> Added:
    names = (("test_functions", ("test_a",)),)
    return Added(
        f"{LEVELS[level]}-1", "test", level, "Tested", "It is tested.", TARGETS[level], "tests/test_a.py", names, like
    )


def wrote(ledger: Ledger, *added: Added) -> dict[str, str]:
    done: Applied = apply(ledger, Changes(added=added))
    assert not done.failed
    assert done.changes.added == added
    sources = {**ledger.sources, **done.sources}
    reading = read_ledger(sources, ledger.entry)
    assert not reading.breaches
    nodes = {node.id: node for node in reading.nodes}
    for one in added:
        assert nodes[one.id].in_force
        assert nodes[one.id].level == one.level
        assert nodes[one.id].file == one.file
    assert nodes.keys() == ledger.nodes.keys() | {one.id for one in added}
    return {path: source.decode() for path, source in sources.items()}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("call", ["", "()", "listed"])
@pytest.mark.parametrize("body", [DECLARATIVE, CONSTRUCTED], ids=["declarative", "constructed"])
@pytest.mark.parametrize("form", IMPORTS)
def test_the_first_test_of_a_level(form: str, body: str, call: str, level: str) -> None:
    head, prefix = IMPORTS[form]
    end = {"": "", "()": "\n\nvalidate_architecture()\n", "listed": CALL.format("")}[call]
    before = head + body.format(prefix) + end
    after = wrote(ledger_of({"architecture.py": before}), first_test(level))["architecture.py"]
    compile(after, "architecture.py", "exec")
    name = CLASSES[level]
    if form == "pasted":
        assert name not in after.replace(METAMODEL, "").replace(f"class Tested({name})", "")
    if form in ("the module", "the module renamed"):
        assert f"class Tested({prefix}{name}):" in after
        assert after.startswith(head)
    if form == "with what may fail":
        assert after.startswith("try:\n    from archhook import ")
        assert after.count("from archhook import") == 1
    if form == "one line":
        lines = after.splitlines()
        imported = after[: after.index("\n\n\nclass")].replace("(\n    ", "").replace(",\n)", "").replace("\n    ", " ")
        assert f"{name}" in imported
        assert len([line for line in lines if "from archhook import" in line]) == 1
    if call == "listed":
        assert "[Does()], tests=[Tested()])" in after
    assert all(line in after.splitlines() for line in body.format(prefix).splitlines())


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (CALL.format(", []"), "[Does()], [Tested()])"),
        (CALL.format(", tests=[]"), "[Does()], tests=[Tested()])"),
        (CALL.format(", None"), "[Does()], [Tested()])"),
        (CALL.format(", tests=None"), "[Does()], tests=[Tested()])"),
        ("\n\nTESTS = []\n" + CALL.format(", TESTS"), "TESTS = [Tested()]\n"),
        ('\n\nif __name__ == "__main__":\n    tests = []\n    validate_architecture([Why()], [What()], [How()], '
         "[Does()], tests)\n", "    tests = [Tested()]\n"),
        (
            "\n\nvalidate_architecture(\n    [Why()],\n    [What()],\n    [How()],\n    [Does()],\n)\n",
            "    [Does()],\n    tests=[Tested()],\n)\n",
        ),
        (
            "\n\nvalidate_architecture(\n    intents=[Why()],\n    requirements=[What()],\n    designs=[How()],\n"
            "    tasks=[Does()],\n    tests=[\n    ],\n)\n",
            "    tests=[\n        Tested(),\n    ],\n",
        ),
    ],
)  # fmt: skip
def test_it_is_handed_to_the_validation(call: str, expected: str) -> None:
    before = IMPORTS["one line"][0] + DECLARATIVE.format("") + call
    assert expected in wrote(ledger_of({"architecture.py": before}), first_test("unit"))["architecture.py"]


def test_a_list_that_is_not_written_out_is_unpacked() -> None:
    before = (
        IMPORTS["one line"][0] + DECLARATIVE.format("") + "\n\nNONE = [one() for one in ()]\n" + CALL.format(", NONE")
    )
    after = wrote(ledger_of({"architecture.py": before}), first_test("unit"))["architecture.py"]
    assert "\n\nNONE = [*[one() for one in ()], Tested()]\n" in after


def test_lists_that_cannot_be_told_apart_are_left_to_a_person() -> None:
    call = "\n\nALL = [Why()], [What()], [How()], [Does()]\nvalidate_architecture(*ALL)\n"
    before = IMPORTS["one line"][0] + DECLARATIVE.format("") + call
    done = apply(ledger_of({"architecture.py": before}), Changes(added=(first_test("unit"),)))
    assert done.failed == {"UT-1": "validate_architecture is handed unpacked arguments"}
    assert done.sources == {}


@pytest.mark.parametrize("style", [Style(), Style(one_a_line=True)], ids=["joined", "one a line"])
@pytest.mark.parametrize("metamodel", ["archhook", "pasted", "starred", "handed on"])
@pytest.mark.parametrize("entry", ["listed", "plain", "through the module", "starred"])
def test_a_package_whose_modules_import_from_each_other(entry: str, metamodel: str, style: Style) -> None:
    names = "Design, Intent, Requirement, Task"
    base = {
        "archhook": f"from archhook import {names}\n",
        "pasted": f"from .metamodel import {names}\n",
        "starred": "from .metamodel import *\n",
        "handed on": f"from .base import {names}\n",
    }[metamodel]
    goals, _, work = DECLARATIVE.format("").partition("\n\nclass Does")
    call = "validate_architecture([Why()], [What()], [How()], [{}Does()])\n"
    judge = "from archhook import validate_architecture\n"
    sources = {
        "architecture/__init__.py": {
            "plain": "from .work import Does\n",
            "listed": f"{judge}from .plan import How, What, Why\nfrom .work import Does\n\n{call.format('')}",
            "through the module": (
                f"{judge}from . import work\nfrom .plan import How, What, Why\n\n{call.format('work.')}"
            ),
            "starred": f"{judge}from .plan import *\nfrom .work import *\n\n{call.format('')}",
        }[entry],
        "architecture/plan.py": base + goals,
        "architecture/work.py": f"{base}from .plan import How\n\n\nclass Does{work}",
    }
    if metamodel in ("pasted", "starred"):
        sources["architecture/metamodel.py"] = METAMODEL
    if metamodel == "handed on":
        sources["architecture/base.py"] = f"from archhook import {names}, UnitTest\n"
    ledger = ledger_of(sources, "architecture/__init__.py", style)
    new = wrote(ledger, first_test("unit"), first_test("system")._replace(class_name="Whole"))
    assert "class Tested(UnitTest):" in new["architecture/work.py"]
    assert "class Whole(SystemTest):" in new["architecture/work.py"]
    if metamodel == "pasted":
        assert "from archhook" not in new["architecture/work.py"]
    if metamodel == "handed on":
        assert "from archhook import SystemTest\n" in new["architecture/work.py"]
        assert ".base import" in new["architecture/work.py"]


def test_the_first_task_and_the_first_test_of_a_ledger_stand_behind_the_design() -> None:
    for body, end in ((DECLARATIVE, ""), (CONSTRUCTED, ""), (DECLARATIVE, CALL.replace(", [Does()]{}", ""))):
        before = (
            IMPORTS["one line"][0].replace("Task, ", "") + body.format("").partition("\n\n\nclass Does")[0] + "\n" + end
        )
        task = Added("T-1", "task", "", "Made", "It is made.", "D-1", "src/a.py", (("functions", ("f",)),), "D-1")
        after = wrote(ledger_of({"architecture.py": before}), task, first_test("unit", "D-1"))["architecture.py"]
        assert "import Design, Intent, Requirement, Task, UnitTest, validate_architecture\n" in after.replace(
            "(\n    ", ""
        )
        assert after.index("class How") < after.index("class Made") < after.index("class Tested")
        if end:
            assert "[How()], tasks=[Made()], tests=[Tested()])" in after


def test_no_import_of_another_is_made_where_the_metamodel_is_pasted_in_part() -> None:
    part = METAMODEL.replace("class IntegrationTest", "class OtherTest")
    ledger = ledger_of({"architecture.py": part + DECLARATIVE.format("")})
    done = apply(ledger, Changes(added=(first_test("integration"),)))
    assert done.failed == {"IT-1": "IntegrationTest is not among the classes of the metamodel that the ledger holds"}


def test_line_ends_and_comments_stay() -> None:
    before = "# -*- coding: utf-8 -*-\n" + IMPORTS["several lines"][0] + DECLARATIVE.format("")
    ledger = ledger_of({"architecture.py": before.replace("\n", "\r\n")})
    after = wrote(ledger, first_test("unit"))["architecture.py"]
    assert "\n" not in after.replace("\r\n", "")
    assert "    Task,  # work\r\n    UnitTest,\r\n" in after
