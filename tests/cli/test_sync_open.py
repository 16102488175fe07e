"""What `archhook sync` decides of new files, and what it leaves open: done as it says, the check passes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.example import LEDGER
from helpers.syncing import SERVER, TWO, obey, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Told = Callable[[], str]

ALONE = '''from archhook import Intent, Requirement


class Chat(Intent):
    """[I-1] People talk to each other."""

    waives = {"TST508": "nobody talks yet"}


class Delivery(Requirement):
    """[R-1] A message arrives once."""

    derived_from = [Chat]
    waives = {"TST507": "nothing arrives yet"}
'''


def test_a_project_that_begins_with_nothing(scratch: GitRepo, told: Told) -> None:
    scratch.run("rm", "-rq", ".")
    scratch.commit("nothing")
    assert main(["init"]) == 0
    scratch.write("architecture.py", scratch.read("architecture.py").replace("PLACEHOLDER", "To be written"))
    scratch.run("add", "-A")
    assert main(["check", "-q", "--strict"]) == 0
    scratch.commit("a ledger")
    assert "off" not in scratch.read("archhook.toml")
    scratch.write("src/a.py", "def one():\n    return 1\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0
    scratch.write("tests/test_a.py", "from a import one\n\n\ndef test_one():\n    assert one() == 1\n")
    scratch.write("tests/integration/test_all.py", "from a import one\n\n\ndef test_all():\n    assert one() == 1\n")
    scratch.write("tests/system/test_it.py", "def test_it():\n    assert True is not None\n")
    scratch.write("tests/acceptance/test_us.py", "def test_us():\n    assert True is not None\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0
    ledger = scratch.read("architecture.py")
    assert "still to come" not in ledger
    assert "waives" not in ledger
    said = told()
    assert "T-a new (src/a.py): implements D-1, the only Design\n" in said
    assert "D-1: waives TRC105 no longer: it is there\n" in said
    assert " new (tests/integration/test_all.py): integration test, verifies D-1, which it imports\n" in said
    assert " new (tests/acceptance/test_us.py): acceptance test, verifies I-1, the only Intent: check this\n" in said


def test_what_a_person_wrote_before_sync_did_is_no_longer_waived(scratch: GitRepo) -> None:
    scratch.run("rm", "-rq", ".")
    scratch.commit("nothing")
    assert main(["init"]) == 0
    scratch.write("architecture.py", scratch.read("architecture.py").replace("PLACEHOLDER", "To be written"))
    scratch.write("src/a.py", "def one():\n    return 1\n")
    name = re.search(r"class (Design\w+)", scratch.read("architecture.py"))
    assert name is not None
    task = f'class A(Task):\n    """[T-1] One."""\n\n    implements = {name[1]}\n    file_path = "src/a.py"\n'
    ledger = scratch.read("architecture.py").replace(
        "import Design, Intent, Requirement", "import Design, Intent, Requirement, Task"
    )
    scratch.write("architecture.py", f'{ledger}\n\n{task}    functions = ["one"]\n')
    scratch.run("add", "-A")
    assert main(["check", "-q", "--strict"]) == 1
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0


@pytest.mark.parametrize(
    "ledger", [ALONE, ALONE.partition("\n\nclass Delivery")[0].replace("Intent, Requirement", "Intent")]
)
def test_a_ledger_without_a_design_is_told_the_node_to_write(scratch: GitRepo, told: Told, ledger: str) -> None:
    scratch.run("rm", "-rq", ".")
    scratch.write("architecture.py", ledger)
    scratch.write("archhook.toml", '[severity]\nTST506 = "off"\nTST507 = "off"\n')
    scratch.write("src/a.py", "def one(): pass\n")
    scratch.write("tests/test_a.py", "from a import one\n\n\ndef test_one(): one()\n")
    scratch.run("add", "-A")
    assert main(["sync"]) == 1
    said = told()
    assert (
        "left to you: src/a.py: there is no Design in force that it could be code of. Write this into architecture.py"
        in said
    )
    match = re.search(r"\. Write this into architecture.py(.*); then sync again\n((?:    .*\n|\n)+)", said)
    assert match is not None
    needed = re.findall(r"`from archhook import (\w+)`", match[1])
    block = "".join(line[4:] + "\n" for line in match[2].rstrip("\n").split("\n"))
    head = "".join(f"from archhook import {name}\n" for name in needed)
    scratch.write("architecture.py", f"{head}{scratch.read('architecture.py')}\n\n{block}")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    assert 'file_path = "src/a.py"' in scratch.read("architecture.py")
    assert 'test_file = "tests/test_a.py"' in scratch.read("architecture.py")


def test_where_a_node_cannot_be_written_its_lines_are_said(scratch: GitRepo, told: Told) -> None:
    head = LEDGER.partition("\n\n\nclass Talks")[0].replace("import Design", "import validate_architecture, Design")
    call = "LISTS = [Chat()], [Delivery()], [Broker()], [Client()]\nvalidate_architecture(*LISTS)\n"
    scratch.write("architecture.py", f"{head}\n\n\n{call}")
    scratch.write("tests/test_client.py", "")
    scratch.write("tests/test_more.py", "from src.client import publish\n\n\ndef test_more(): publish()\n")
    scratch.commit("more")
    assert main(["sync"]) == 1
    said = told()
    head = "UT-1, which would be new for tests/test_more.py, cannot be written"
    assert f"{head}: validate_architecture is handed unpacked arguments. " in said
    assert "hand `UnitMore()` over to validate_architecture in its list of tests" in said
    assert '        test_file = "tests/test_more.py"\n' in said


@pytest.mark.parametrize("layout", ["one line", "a line each", "no list", "an empty list"])
def test_lists_are_told_line_by_line(two: GitRepo, told: Told, layout: str) -> None:
    """A ledger that hands lists to the validation, its first integration test open."""
    ledger = re.sub(r"class (Shown|Ordered)\(.*?\n\n\n", "", TWO, flags=re.DOTALL).replace(" IntegrationTest,", "")
    tests = {
        "one line": "[Talks(), Arrives(), Publishes(), Pages()]",
        "no list": "",
        "an empty list": "[]",
    }.get(layout, "[\n        Talks(),\n        Arrives(),\n        Publishes(),\n        Pages(),\n    ]")
    none = layout in ("no list", "an empty list")
    if none:
        ledger = re.sub(r"class (Talks|Arrives|Publishes|Pages)\(.*?(\n\n\n|$)", "", ledger, flags=re.DOTALL).rstrip()
        ledger = ledger.replace("SystemTest, Task, UnitTest, UserAcceptanceTest", "Task") + "\n"
    call = f"validate_architecture(\n    [Chat()], [Delivery()], [Broker(), Web()], [Client(), Page()], {tests}\n)\n"
    ledger = ledger.replace("import Design", "import validate_architecture, Design")
    two.write("architecture.py", f"{ledger}\n\n{call}")
    off = "".join(f'{code} = "off"\n' for code in ("TST505", "TST506", "TST507", "TST508", "TST503", "TST504"))
    two.write("archhook.toml", f"[severity]\n{off}")
    two.run("add", "-A")
    assert main(["check", "-q"]) == 0
    two.write("archhook.toml", f"[severity]\n{off}".replace('TST503 = "off"\n', ""))
    two.write("tests/integration/test_both.py", "import src.client, web.page\n\n\ndef test_both(): assert str(1)\n")
    two.run("rm", "-qf", "tests/web/test_shown.py")
    if none:
        two.run("rm", "-qf", "tests/web/test_page.py", "tests/test_client.py")
    two.run("add", "-A")
    assert main(["sync"]) == 1
    obey(two, told())
    assert main(["check", "-q"]) == 0
    assert main(["sync", "--check"]) == 0


def test_the_last_task_may_be_planned_again(scratch: GitRepo, told: Told) -> None:
    (scratch.path / "src/client.py").unlink()
    assert main(["sync"]) == 1
    assert "write `planned = True` into T-1 if the code is to be written anew" in told()
    scratch.write("architecture.py", LEDGER.replace('["publish"]\n', '["publish"]\n    planned = True\n'))
    assert main(["sync", "--check"]) == 0
    assert main(["check", "-q"]) == 0
    scratch.write("src/client.py", "def publish(): pass\n")
    assert sync() == 0
    assert scratch.read("architecture.py") == LEDGER


def test_the_first_integration_test_beside_unit_tests(scratch: GitRepo, told: Told) -> None:
    head, _, rest = LEDGER.partition("class Ordered(IntegrationTest)")
    ledger = head.replace("IntegrationTest, ", "") + rest.partition("\n\n\n")[2]
    scratch.write("architecture.py", ledger)
    scratch.write(
        "tests/test_client.py",
        "def test_talk(): assert str(1)\ndef test_arrives(): assert str(1)\ndef test_publish(): assert str(1)\n",
    )
    scratch.write("src/server.py", SERVER)
    scratch.write("tests/integration/test_server.py", "from src.server import serve\n\n\ndef test_serve(): serve()\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q", "--strict"]) == 0
    assert "Server(IntegrationTest):" in scratch.read("architecture.py")
    assert "    Design,\n    IntegrationTest,\n    Intent,\n" in scratch.read("architecture.py")
    assert "left to you" not in told()


def test_one_change_that_is_unsure_keeps_no_other_one_back(scratch: GitRepo, told: Told) -> None:
    """That a Task goes whose base is another Task brings that one into force: nobody asked for that."""
    base = '''class Base(Task):
    """[T-2] What both are like."""

    implements = Broker
    file_path = "src/base.py"
    functions = ["base"]


class Gone(Base):
    """[T-3] What is to go."""

    implements = Broker
    file_path = "src/gone.py"
    functions = ["gone"]


'''
    one_each = "\n".join(f"from archhook import {name}" for name in ("Design", "IntegrationTest", "Intent"))
    ledger = re.sub(r"from archhook import .*\n", f"{one_each}\n", LEDGER, count=1)
    rest = ("Requirement", "SystemTest", "Task", "UnitTest", "UserAcceptanceTest")
    ledger = ledger.replace(one_each, "\n".join([one_each, *(f"from archhook import {name}" for name in rest)]), 1)
    scratch.write("architecture.py", ledger.replace("class Client(Task)", f"{base}class Client(Task)"))
    scratch.write("src/gone.py", "def gone(): pass\n")
    scratch.commit("two alike")
    assert main(["check", "-q"]) == 0
    (scratch.path / "src/gone.py").unlink()
    scratch.write("src/server.py", SERVER)
    scratch.write("tests/test_server.py", "from src.server import serve\n\n\ndef test_serve(): serve()\n")
    scratch.run("add", "-A")
    assert sync() == 1
    said = told()
    assert "(src/server.py): implements D-1" in said
    assert "(tests/test_server.py): unit test, verifies D-1" in said
    assert "left to you: T-3 (src/gone.py) cannot be edited: T-2 would then say something else than now" in said
    assert "import archhook" not in said


IDLE = '''class More(Task):
    """[T-2] More."""

    implements = Broker
    file_path = "src/more.py"
    functions = ["more"]


client = Client()
validate_architecture(
    [Chat()],
    [Delivery()],
    [Broker()],
    [client],
    [Talks(), Arrives(), Ordered(), Publishes()],
)
'''


@pytest.fixture
def idle(scratch: GitRepo) -> GitRepo:
    """The example with a Task that stands in no list, and with a list of variables."""
    head = LEDGER.replace("import Design", "import validate_architecture, Design")
    scratch.write("architecture.py", f"{head}\n\n{IDLE}")
    scratch.write("src/more.py", "def more(): pass\n")
    scratch.commit("more")
    return scratch


def test_a_node_that_is_declared_and_not_in_force_is_not_written_again(idle: GitRepo, told: Told) -> None:
    names = ", ".join(f"name_{at}" for at in range(20))
    idle.write("src/client.py", idle.read("src/client.py") + f"\n\n{names.replace(',', ' =')} = 1\n")
    assert sync() == 1
    said = told().partition("\n")[2]
    line = idle.read("architecture.py").splitlines().index("    [client],") + 1  # as the ledger is now
    mend = f"write `More()` into the list of tasks in line {line} of architecture.py"
    assert f"left to you: T-2 (More) declares src/more.py already, but is not in force: {mend}\n" in said
    assert "T-3" not in said
    idle.write("architecture.py", idle.read("architecture.py").replace("[client]", "[client, More()]"))
    assert sync() == 0
    assert main(["check", "--strict"]) == 0


def test_lines_that_are_told_are_those_of_the_ledger_as_it_is_now(two: GitRepo, told: Told) -> None:
    """Names that go into a list above push the lines below it down."""
    call = (
        "validate_architecture(\n    [Chat()],\n    [Delivery()],\n    [Broker(), Web()],\n    [Page(), Client()],\n"
        "    [\n        Talks(),\n        Pages(),\n        Shown(),\n        Arrives(),\n        Ordered(),\n"
        "        Publishes(),\n    ],\n)\n"
    )
    ledger = two.read("architecture.py").replace("import Design", "import validate_architecture, Design")
    two.write("architecture.py", f"{ledger}\n\n{call}")
    assert main(["check", "--strict"]) == 0
    two.write(
        "tests/test_both.py",
        "from src.client import publish\nfrom web.page import page\n\n\ndef test_both(): assert str(1)\n",
    )
    names = "".join(f"def a_function_with_a_long_name_{at}(): pass\n" for at in range(6))
    two.write("web/page.py", two.read("web/page.py") + names)
    two.commit("both")
    assert main(["sync"]) == 1
    obey(two, told())
    assert sync() == 0
    assert main(["check", "--strict"]) == 0
