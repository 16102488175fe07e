"""Deterministic projects of any size with a complete ledger: for tests of scale and for the benchmarks.

A package of ten modules is one Design with ten Tasks, and requires the two Designs before it; ten Designs satisfy one
Requirement, ten Requirements are derived from one Intent. Every node has its tests. The verdict is clean.

With `imports` the files import each other: see `module`.
"""

from __future__ import annotations

PER_DESIGN = 10
MODULE = '''"""Module {number} of part {part}."""

import os
from dataclasses import dataclass

LIMIT_{number} = {number}
NAMES_{number}: list[str] = ["a", "b"]


@dataclass
class Record{number}:
    """Holds a value."""

    value: int = LIMIT_{number}

    def doubled(self) -> int:
        """Twice the value."""
        if self.value > LIMIT_{number}:
            return self.value * 2
        return self.value + len(NAMES_{number})

    def path(self) -> str:
        return os.path.join("part", str(self.value))


def load_{number}(text: str) -> Record{number}:
    """Reads a record."""
    total = 0
    for line in text.splitlines():
        try:
            total += int(line)
        except ValueError:
            continue
    return Record{number}(total)


def save_{number}(record: Record{number}) -> str:
    lines = [str(record.value) for _ in range(LIMIT_{number} % 7)]
    return "\\n".join(lines)


async def watch_{number}(record: Record{number}) -> int:
    return record.doubled()
'''
TASK = '''
class Task{number}(Task):
    """[T-{number}] Part {part}: module {number}."""

    implements = Design{part}
    file_path = "src/app/part{part}/module{number}.py"
    classes = ["Record{number}"]
    functions = ["load_{number}", "save_{number}", "watch_{number}"]
    globals = ["LIMIT_{number}", "NAMES_{number}"]

'''
DESIGN = '''
class Design{part}(Design):
    """[D-{part}] Part {part} of the system.

    It stands for itself, and says why at some length, as a Design should.
    """

    satisfies = [{satisfies}]
    requires = [{requires}]


class Unit{part}(UnitTest):
    """[UT-{part}] Part {part} alone."""

    verifies = Design{part}
    test_file = "tests/unit/test_part{part}.py"
    test_functions = ["test_load", "test_save"]


class Integration{part}(IntegrationTest):
    """[IT-{part}] Part {part} with what it requires."""

    verifies = Design{part}
    test_file = "tests/integration/test_part{part}.py"
    test_functions = ["test_together"]

'''
IMPORTS = (
    "from archhook import (\n    Design,\n    IntegrationTest,\n    Intent,\n    Requirement,\n    SystemTest,\n"
    "    Task,\n    UnitTest,\n    UserAcceptanceTest,\n)\n"
)


EXTERNAL = """\
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests
import yaml

"""


def project(files: int, *, package: bool = False, imports: bool = False) -> dict[str, str]:
    """Path -> content of a project with so many governed files below `src`, and its ledger as a file or a package."""
    parts = -(-files // PER_DESIGN)
    content = {f"src/app/part{part}/__init__.py": "" for part in range(parts)} | {"src/app/__init__.py": ""}
    goals = _goals(parts)
    sections: list[str] = []
    for part in range(parts):
        numbers = range(part * PER_DESIGN, min(files, (part + 1) * PER_DESIGN))
        for number in numbers:
            content[f"src/app/part{part}/module{number}.py"] = module(number, imports=imports)
        if imports and hands_on(part):
            content[f"src/app/part{part}/__init__.py"] = "".join(
                f"from app.part{part}.module{number} import Record{number}, load_{number}\n" for number in numbers
            )
        content[f"tests/unit/test_part{part}.py"] = (
            "def test_load():\n    assert str(1)\n\n\ndef test_save():\n    assert str(1)\n"
        )
        content[f"tests/integration/test_part{part}.py"] = "def test_together():\n    assert str(1)\n"
        sections.append(_section(part, numbers))
    for number in range(-(-parts // 10)):
        content[f"tests/system/test_requirement{number}.py"] = "def test_kept():\n    assert str(1)\n"
    for number in range(-(-parts // 100)):
        content[f"tests/acceptance/test_intent{number}.py"] = "def test_achieved():\n    assert str(1)\n"
    return content | (_as_package(goals, sections) if package else _as_file(goals, sections))


def hands_on(part: int) -> bool:
    """Whether the `__init__.py` of a package imports what its modules define; two of three do."""
    return part % 3 > 0


def module(number: int, part: int | None = None, *, imports: bool = False) -> str:
    """The content of a module.

    With `imports` it imports five modules of others and, but in the first packages, eight names of the project: of
    modules before it in its own package and of the two packages before that, so that there is no circle and its Design
    requires all; by absolute and relative names, through an `__init__.py`, in a function and for types alone.
    """
    part = number // PER_DESIGN if part is None else part
    text = MODULE.format(number=number, part=part)
    if not imports:
        return text
    own = [*range(part * PER_DESIGN, min(number, (part + 1) * PER_DESIGN))][-2:]
    lines = [f"from .module{one} import load_{one} as read_{one}" for one in own]
    if part > 0:
        near, other, late = (_of_package(part - 1, number + step) for step in range(3))
        source = f"app.part{part - 1}" if hands_on(part - 1) else f"app.part{part - 1}.module{near}"
        lines += [
            f"from {source} import Record{near}",
            f"from app.part{part - 1} import module{other}",
        ]
        start = f"def save_{number}(record: Record{number}) -> str:\n"
        lazy = f"    from app.part{part - 1}.module{late} import LIMIT_{late} as _\n\n"
        text = text.replace(start, start + lazy)
    if part > 1:
        near, other, typed = (_of_package(part - 2, number * 3 + step) for step in range(3))
        lines += [
            f"from ..part{part - 2}.module{near} import NAMES_{near}, save_{near}",
            f"import app.part{part - 2}.module{other}",
            "",
            f"if TYPE_CHECKING:\n    from app.part{part - 2}.module{typed} import Record{typed}",
        ]
    return text.replace("import os\nfrom dataclasses import dataclass\n", EXTERNAL + "\n".join(lines) + "\n", 1)


def _of_package(part: int, number: int) -> int:
    """A module of a package, another one for each number."""
    return part * PER_DESIGN + number % PER_DESIGN


def _goals(parts: int) -> str:
    text = ""
    for number in range(-(-parts // 100)):
        text += (
            f'\n\nclass Intent{number}(Intent):\n    """[I-{number}] Goal {number} is reached."""\n'
            f'\n\nclass Acceptance{number}(UserAcceptanceTest):\n    """[UAT-{number}] Goal {number}."""\n\n'
            f'    verifies = Intent{number}\n    test_file = "tests/acceptance/test_intent{number}.py"\n'
            '    test_functions = ["test_achieved"]\n'
        )
    for number in range(-(-parts // 10)):
        text += (
            f'\n\nclass Requirement{number}(Requirement):\n    """[R-{number}] Promise {number} is kept."""\n\n'
            f"    derived_from = [Intent{number // 10}]\n"
            f'\n\nclass System{number}(SystemTest):\n    """[ST-{number}] Promise {number}."""\n\n'
            f'    verifies = Requirement{number}\n    test_file = "tests/system/test_requirement{number}.py"\n'
            '    test_functions = ["test_kept"]\n'
        )
    return text


def _section(part: int, numbers: range) -> str:
    requires = ", ".join(f'"D-{other}"' for other in range(max(0, part - 2), part))
    design = DESIGN.format(part=part, satisfies=f'"R-{part // 10}"', requires=requires)
    return design + "\n".join(TASK.format(number=number, part=part) for number in numbers)


def _as_file(goals: str, sections: list[str]) -> dict[str, str]:
    return {"architecture.py": '"""The ledger."""\n\n' + IMPORTS + goals + "\n" + "\n".join(sections)}


def _as_package(goals: str, sections: list[str]) -> dict[str, str]:
    files = {f"architecture/part{part}.py": IMPORTS + "\n" + text for part, text in enumerate(sections)}
    imports = "".join(f"from architecture import part{part}\n" for part in range(len(sections)))
    return {**files, "architecture/__init__.py": '"""The ledger."""\n\n' + imports + IMPORTS + goals}
