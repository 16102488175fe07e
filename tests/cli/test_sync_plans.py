"""Planned Tests in the hands of the commands that edit a ledger, one after the other on one cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import said
from helpers.example import LEDGER
from helpers.syncing import sync

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.cli.main import main

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo

PLAN = '''

class Paper(Design):
    """[D-9] Messages are printed on paper. Some people read no screens."""

    satisfies = [Delivery]
    requires = [Broker]


class Printer(Task):
    """[T-9] The printer."""

    implements = Paper
    file_path = "src/printer.py"
    functions = ["page"]
    planned = True


class PrinterAlone(UnitTest):
    """[UT-9] A page is printed."""

    verifies = Paper
    test_file = "tests/test_printer.py"
    test_functions = ["test_page", "TestPaper::test_width"]
    planned = True


class PrinterAndBroker(IntegrationTest):
    """[IT-9] What is published is printed."""

    verifies = Paper
    test_file = "tests/test_printed.py"
    test_functions = "*"
    planned = True
'''
PLANNED = "    planned = True\n"
PAGE = "from client import publish\n\n\ndef page():\n    return publish()\n"
HALF = "from printer import page\n\n\ndef test_page():\n    assert page\n"
UNIT = HALF + "\n\nclass TestPaper:\n    def test_width(self):\n        assert page\n"
TOGETHER = "from client import publish\nfrom printer import page\n\n\ndef test_both():\n    assert page and publish\n"


@pytest.fixture
def planned(scratch: GitRepo) -> GitRepo:
    scratch.write("architecture.py", LEDGER + PLAN)
    scratch.write("tests/test_client.py", scratch.read("tests/test_client.py").replace("pass", "assert str(1)"))
    scratch.commit("planned")
    assert codes() == []
    return scratch


def codes(*, staged: bool = False) -> list[str]:
    """The findings as they are remembered, which are those of a run that remembers nothing."""
    request = Request(".", source="index" if staged else "worktree", verify=True)
    return [f"{one.code} {one.node}".strip() for one in judge(request).verdict.findings]


def test_a_plan_is_worked_off_step_by_step(planned: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = planned.read("architecture.py")
    assert sync() == 0
    assert planned.read("architecture.py") == ledger  # nothing is there, and nothing is gone
    planned.write("src/printer.py", PAGE)
    planned.run("add", "-A")
    assert codes() == ["TST510 T-9"]
    assert said(capsys, "sync")[0] == 1
    assert codes() == ["TST505 D-9", "TST506 D-9"]
    planned.write("tests/test_printer.py", HALF)
    planned.run("add", "-A")
    code, _, err = said(capsys, "sync")
    assert code == 1
    assert "UT-9 is planned still: tests/test_printer.py has no TestPaper::test_width yet" in err
    assert codes() == ["TST505 D-9", "TST506 D-9"]
    planned.write("tests/test_printer.py", UNIT)
    assert codes() == ["TST510 UT-9", "TST505 D-9", "TST506 D-9"] or "TST510 UT-9" in codes()
    assert said(capsys, "sync")[0] == 1
    assert codes() == ["TST506 D-9"]
    planned.write("tests/test_printed.py", "X = 1\n")
    planned.run("add", "-A")
    assert codes() == ["TST506 D-9"]  # all tests of a file that holds none
    planned.write("tests/test_printed.py", TOGETHER)
    assert sync() == 0
    assert codes() == []
    assert planned.read("architecture.py") == ledger.replace(PLANNED, "")


def test_what_writes_requires_alone_says_that_a_plan_is_written(
    planned: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    planned.write("src/printer.py", PAGE)
    planned.write("tests/test_printer.py", UNIT)
    planned.run("add", "-A")
    before = planned.read("architecture.py")
    code, _, err = said(capsys, "sync", "--requires")
    told = "T-9, UT-9: they are written, and planned still: `archhook sync` takes `planned = True` off"
    assert (code, told in err) == (0, True), err
    assert planned.read("architecture.py") == before
    said(capsys, "sync")
    assert "planned still" not in said(capsys, "sync", "--requires")[2]


def test_the_hook_that_syncs_takes_the_plan_off_and_the_gate_asks_for_the_tests(planned: GitRepo) -> None:
    planned.write("src/printer.py", PAGE)
    planned.run("add", "-A")
    assert main(["hook", "sync"]) == 1
    planned.run("add", "-A")
    assert planned.read("architecture.py").count("planned = True") == 2
    assert codes(staged=True) == ["TST505 D-9", "TST506 D-9"]


def test_a_test_that_is_written_elsewhere_leaves_the_plan_as_it_is(planned: GitRepo) -> None:
    planned.write("src/printer.py", PAGE)
    planned.write("tests/unit/test_paper.py", "from printer import page\n\n\ndef test_it():\n    assert page\n")
    planned.run("add", "-A")
    assert main(["sync"]) == 1
    assert codes() == ["TST506 D-9"]  # a new UnitTest verifies D-9
    assert planned.read("architecture.py").count("planned = True") == 2


def test_what_is_named_in_a_planned_file_and_not_declared_goes_into_the_plan(planned: GitRepo) -> None:
    planned.write("tests/test_printer.py", "def test_more():\n    assert str(1)\n")
    planned.run("add", "-A")
    assert codes() == ["TST504 UT-9"]
    assert sync() == 0
    assert '"test_more"' in planned.read("architecture.py")
    assert codes() == []


def test_the_last_written_test_is_not_dropped_for_a_planned_one(planned: GitRepo) -> None:
    more = LEDGER[LEDGER.index("class Publishes") :].replace("Publishes", "Later").replace("UT-1", "UT-8")
    more = more.replace("tests/test_client.py", "tests/test_later.py") + PLANNED
    own = LEDGER.replace('test_file = "tests/test_client.py"\n    test_functions = ["test_publish"]',
                         'test_file = "tests/test_gone.py"\n    test_functions = ["test_publish"]')  # fmt: skip
    planned.write("architecture.py", f"{own}\n\n{more}")
    planned.write("tests/test_gone.py", "def test_publish():\n    assert str(1)\n")
    planned.write(
        "tests/test_client.py", planned.read("tests/test_client.py").replace("def test_publish(): assert str(1)\n", "")
    )
    planned.commit("a test that goes")
    assert codes() == []
    planned.run("rm", "-q", "tests/test_gone.py")
    assert main(["sync"]) == 1
    assert "[UT-1]" in planned.read("architecture.py")


@pytest.mark.parametrize(
    "command",
    [
        ["move", "T-9", "D-1"],
        ["move", "UT-9", "D-1"],
        ["rename", "D-9", "D-paper"],
        ["rename", "UT-9", "UT-printer"],
        ["detail", "files"],
        ["detail", "folders"],
        ["sync", "--requires"],
    ],
    ids=" ".join,
)
def test_a_planned_test_outlives_every_edit(planned: GitRepo, command: list[str]) -> None:
    assert main(command) in (0, 1)
    ledger = planned.read("architecture.py")
    assert ledger.count("planned = True") == 3, ledger
    assert not [one for one in codes() if one.startswith(("LED", "TST501", "TST502"))]
    planned.run("add", "-A")
    planned.commit("edited")
    before = codes()
    assert main(["sync"]) in (0, 1)
    assert codes() == before


def test_detail_there_and_back(planned: GitRepo) -> None:
    for detail in ("files", "folders", "symbols"):
        assert main(["detail", detail]) == 0
        assert codes() == []
    assert planned.read("architecture.py").count("planned = True") == 3


def test_a_design_with_plans_is_split(planned: GitRepo) -> None:
    files = ("src/wire/send.py", "src/wire/receive.py", "src/disk/keep.py", "src/disk/find.py")
    for number, path in enumerate(files, 20):
        name = path.rpartition("/")[2].removesuffix(".py")
        planned.write(path, f"def {name}(): return 1\n")
        planned.write(
            "architecture.py",
            planned.read("architecture.py") + f'\n\nclass Do{name}(Task):\n    """[T-{number}] {name}."""\n\n'
            f'    implements = Broker\n    file_path = "{path}"\n    functions = ["{name}"]\n',
        )
    planned.commit("more")
    assert codes() == []
    assert main(["split", "D-1"]) in (0, 1)
    assert planned.read("architecture.py").count("planned = True") == 3
    assert not [one for one in codes() if one.startswith(("LED00", "TST501", "TST502"))]


def test_a_plan_that_one_branch_finishes_and_another_details_is_resolved(planned: GitRepo) -> None:
    planned.run("switch", "-q", "-c", "details")
    detailed = '    test_functions = ["test_both"]\n' + PLANNED
    planned.write("architecture.py", planned.read("architecture.py").replace(
        '    test_functions = "*"\n' + PLANNED, detailed))  # fmt: skip
    planned.commit("which test it is to be")
    planned.run("switch", "-q", "-")
    planned.write("src/printer.py", PAGE)
    planned.write("tests/test_printer.py", UNIT)
    planned.write("tests/test_printed.py", TOGETHER)
    planned.run("add", "-A")
    assert sync() == 0
    planned.commit("written")
    assert planned.git("merge", "details", check=False).returncode == 1
    assert main(["sync", "--resolve"]) == 0
    planned.run("add", "-A")
    assert "planned" not in planned.read("architecture.py")
    assert 'test_functions = ["test_both"]' in planned.read("architecture.py")
    assert codes() == []
