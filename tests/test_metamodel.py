"""The classes that a ledger imports, and `python architecture.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import archhook
from archhook import (
    Design,
    Intent,
    Node,
    Requirement,
    ResourceConstraints,
    Task,
    Test,
    UnitTest,
    UserAcceptanceTest,
)
from archhook.model.nodes import RESOURCE_FIELDS
from archhook.model.vocabulary import CLASSES, PARAMETERS, keywords

if TYPE_CHECKING:
    from pathlib import Path


class Goal(Intent):
    """[I-1] A goal.  More of it."""


class Redis(Design):
    """[D-1] Redis keeps the sessions!"""

    satisfies = ["R-1"]  # noqa: RUF012  # as a ledger has it
    estimated = ResourceConstraints(memory_mb=512)


class Client(Task):
    """Without an id."""

    def __init__(self) -> None:
        super().__init__("[T-1]", "Client", Redis, "src/client.py", ["Client"], functions=["get"], planned=True)


def test_id_and_name_come_from_the_docstring_or_the_constructor() -> None:
    assert (Goal().id, Goal().name) == ("I-1", "A goal")
    assert (Redis().id, Redis().name) == ("D-1", "Redis keeps the sessions!")
    assert (Client().id, Client().name) == ("[T-1]", "Client")
    assert (Goal("I-7", "Other").id, Goal("I-7", "Other").name) == ("I-7", "Other")
    assert (Node().id, Node().name) == ("", "")


def test_fields_that_are_not_given_are_those_of_the_class() -> None:
    redis = Redis()
    assert (redis.satisfies, redis.requires, redis.adopted) == (["R-1"], (), True)
    assert (redis.estimated.memory_mb, redis.estimated.iops, redis.measured.memory_mb) == (512, None, None)
    assert Redis(satisfies=[], adopted=False).satisfies == []
    client = Client()
    assert (client.implements, client.file_path, client.classes, client.functions) == (
        Redis,
        "src/client.py",
        ["Client"],
        ["get"],
    )
    assert (client.globals, client.planned, client.waives) == ((), True, {})
    assert Requirement("R-1", "R", [Goal], budget=ResourceConstraints(iops=1)).derived_from == [Goal]
    assert UnitTest("UT-1", "U", Redis, "test_a.py", "*").test_functions == "*"
    assert (UnitTest("UT-1", planned=True).planned, UnitTest("UT-1").planned) == (True, False)
    assert UserAcceptanceTest(waives={"TST501": "later"}).waives == {"TST501": "later"}


def test_unset_is_not_zero() -> None:
    assert {getattr(ResourceConstraints(), field) for field in RESOURCE_FIELDS} == {None}
    assert ResourceConstraints(0).cpu_cores == 0
    assert tuple(ResourceConstraints.__dataclass_fields__) == RESOURCE_FIELDS


@pytest.mark.parametrize("name", sorted(set(CLASSES) - {"ResourceConstraints", "Test"}))
def test_the_constructors_take_what_the_reader_knows(name: str) -> None:
    code = getattr(archhook, name).__init__.__code__
    taken = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    assert taken == (*PARAMETERS[name], *keywords(name))
    assert code.co_argcount == 1 + len(PARAMETERS[name])


def test_pytest_takes_no_node_for_a_test() -> None:
    assert not Test.__test__


LEDGER = '''
from archhook import Intent, Requirement, validate_architecture

class Goal(Intent):
    """[I-1] Ä goal."""

class Need(Requirement):
    """[R-1] A need."""
    derived_from = [Goal]
    waives = {"TRC104": "no design yet", "TST507": "nor a test"}

WAIVED = {"TST508": "no test yet"}
Goal.waives = WAIVED

if __name__ == "__main__":
    print(validate_architecture([Goal()], [Need()]))
'''


def run(folder: Path, ledger: str, **environment: str) -> tuple[int, str]:
    (folder / "architecture.py").write_text(ledger, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "architecture.py"],
        cwd=folder,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def test_a_ledger_that_runs_prints_the_missions_report(tmp_path: Path) -> None:
    code, output = run(tmp_path, LEDGER)
    assert code == 0
    assert output.startswith("🏛️  Running Architectural Compiler...\n")
    assert "✅ ARCHITECTURE VALIDATED\n   All dependencies satisfied\n" in output
    assert output.endswith("True\n")


def test_a_ledger_that_runs_prints_what_is_broken(tmp_path: Path) -> None:
    code, output = run(tmp_path, LEDGER.replace('"TRC104": "no design yet", ', ""))
    assert code == 0
    assert "❌ COMPILATION FAILED\n   TRC104 " in output
    assert "VALIDATED" not in output
    assert output.endswith("False\n")


def test_a_stream_that_has_no_such_signs_gets_plain_ascii(tmp_path: Path) -> None:
    for encoding in ("ascii", "latin-1", "cp1252"):
        _, output = run(tmp_path, LEDGER, PYTHONIOENCODING=encoding)
        assert output.startswith("Running Architectural Compiler...\n")
        assert "\nARCHITECTURE VALIDATED\n" in output


def test_a_ledger_package_that_runs(tmp_path: Path) -> None:
    package = tmp_path / "architecture"
    package.mkdir()
    (package / "__init__.py").write_text("from .goals import Goal\n")
    (package / "goals.py").write_text("from archhook import Intent\nclass Goal(Intent):\n    '''[I-1] A goal.'''\n")
    (package / "lost.py").write_text("from archhook import Intent\nclass Lost(Intent):\n    '''[I-1] Lost.'''\n")
    (package / "__main__.py").write_text("from archhook import validate_architecture\nvalidate_architecture()\n")
    done = subprocess.run(
        [sys.executable, "-m", "architecture"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert "LED002 Lost has the id I-1, which Goal has already (architecture/goals.py:1:1)" in done.stdout
    assert "TST508" not in done.stdout  # the ledger comes first
    (package / "lost.py").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "architecture"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert "TST508" in done.stdout
