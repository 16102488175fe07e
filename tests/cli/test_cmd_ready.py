"""`ready`, `brief` and `prime` in real repositories."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers.example import KEPT, TYPO
from helpers.files import lay_out
from helpers.work import project

from archhook.agents.mcp_tools import Page, ready_tasks
from archhook.check.request import Request
from archhook.query.architecture import ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

from helpers.cli import document, said


def test_ready_lists_what_there_is_to_do(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "claim", "T-3", "--as", "bob")
    code, out, err = said(capsys, "ready")
    assert (code, err) == (0, "archhook: 2 ready, 1 waiting for others (--all shows them)\n")
    first, second = out.splitlines()
    assert first == "T-2  planned  src/work2.py  Work 2"
    assert second.startswith("T-3  broken   src/work3.py  Work 3 [INV403, INV407] [claimed by bob until ")
    code, out, err = said(capsys, "ready", "--all", "--limit", "1")
    assert (out, err) == (f"{first}\n", "archhook: 3 open, 2 of them not shown (--limit 0 shows all)\n")
    assert said(capsys, "ready", "--all", "--limit", "0")[1].splitlines()[2].endswith("Work 1 [waits for D-2]")


def test_ready_as_json(work: GitRepo, capsys: pytest.CaptureFixture[str], clock: Callable[[int], None]) -> None:
    said(capsys, "claim", "T-2")
    code, found = document(capsys, "ready")
    assert (code, found["kind"], found["total"], found["waiting"]) == (0, "ready", 2, 1)
    assert found["tasks"][0] == {
        "id": "T-2",
        "name": "Work 2",
        "state": "planned",
        "design": "D-2",
        "file": "src/work2.py",
        "waits_for": [],
        "claim": {"owner": "alice", "node": "T-2", "until": "1970-01-01T02:00:00Z"},
        "owes": [],
        "unplanned": [],
        "hollow": [],
        "exempt": [],
        "findings": [],
        "findings_total": 0,
    }
    assert [one["code"] for one in found["tasks"][1]["findings"]] == ["INV403", "INV407"]


def test_ready_says_what_tests_are_owed_and_what_is_exempt(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    unit = (
        '\n\nclass Alone(UnitTest):\n    """[UT-1] Alone."""\n\n    verifies = "D-2"\n    planned = True\n'
        '    test_file = "tests/test_alone.py"\n    test_functions = "*"\n'
    )
    ledger = (work.path / "architecture.py").read_text() + unit
    ledger = ledger.replace('["work2"]\n', '["work2"]\n    waives = {"DEP203": "for now"}\n')
    settings = (work.path / "archhook.toml").read_text().replace('TST505 = "off"\nTST506 = "off"\n', "")
    lay_out(work.path, {"architecture.py": ledger, "archhook.toml": settings})
    owes, more = "[owes UT-1] [not planned: integration test of D-2]", "[exempt: DEP203 of T-2]"
    first, second = said(capsys, "ready")[1].splitlines()
    assert first == f"T-2  planned  src/work2.py  Work 2 {owes} {more}"
    assert owes in second  # of the same Design
    task = document(capsys, "ready")[1]["tasks"][0]
    assert (task["owes"], task["unplanned"]) == (["UT-1"], ["integration test of D-2"])
    assert task["exempt"] == [{"kind": "waiver", "what": "DEP203 of T-2", "reason": "for now"}]
    lay_out(work.path, {"src/work2.py": "def work2(): pass\n"})
    work.run("add", "-A")
    assert said(capsys, "ready")[1].startswith("T-2  planned  src/work2.py  Work 2 [TST510] [owes UT-1]")


def test_a_task_that_is_written_stays_work_until_its_planned_tests_are(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    unit = (
        '\n\nclass Alone(UnitTest):\n    """[UT-1] Alone."""\n\n    verifies = "D-2"\n    planned = True\n'
        '    test_file = "tests/test_alone.py"\n    test_functions = "*"\n'
    )
    files = project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept"), 3: (2, "kept")}, unit)
    files["archhook.toml"] = files["archhook.toml"].replace('TST505 = "off"\n', "")
    repo.commit(files=files)
    monkeypatch.chdir(repo.path)
    one, other = said(capsys, "ready")[1].splitlines()
    assert one == "T-2  untested  src/work2.py  Work 2 [owes UT-1]"
    assert other.startswith("T-1  planned ")  # whoever requires D-2 need not wait for that
    assert document(capsys, "ready")[1]["tasks"][0]["state"] == "untested"
    repo.commit(files={"tests/test_alone.py": "def test_it(): assert str(1)\n"})
    assert "UT-1 (tests/test_alone.py): is written" in said(capsys, "sync")[2]
    assert [line[:3] for line in said(capsys, "ready")[1].splitlines()] == ["T-1"]


SYSTEM = '''

class Whole(SystemTest):
    """[ST-1] All of it."""

    verifies = "R-1"
    test_file = "tests/system/test_whole.py"
    test_functions = "*"
    planned = True


class Alone(UnitTest):
    """[UT-1] Alone."""

    verifies = "D-1"
    test_file = "tests/test_alone.py"
    test_functions = "*"
'''


def test_a_planned_test_is_work_whatever_the_laws_ask_for(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else nothing is to do, and the push to a shared branch is refused."""
    repo = git_repo()
    files = project({1: []}, {1: (1, "kept")}, SYSTEM)
    files["architecture.py"] = files["architecture.py"].replace("import Design", "import SystemTest, Design")
    repo.commit(files=files | {"tests/test_alone.py": "def test_it(): assert str(1)\n"})
    monkeypatch.chdir(repo.path)
    code, out, err = said(capsys, "ready")
    assert (code, out, err) == (0, "T-1  untested  src/work1.py  Work 1 [owes ST-1]\n", "archhook: 1 ready\n")
    assert ready_by_mcp(repo)["tasks"] == [
        {"id": "T-1", "name": "Work 1", "state": "untested", "design": "D-1", "file": "src/work1.py", "owes": ["ST-1"]}
    ]
    repo.commit(files={"tests/system/test_whole.py": "def test_it(): assert str(1)\n"})
    assert "ST-1 (tests/system/test_whole.py): is written" in said(capsys, "sync")[2]
    assert said(capsys, "ready") == (0, "", "archhook: every Task is written and kept\n")


def ready_by_mcp(repo: GitRepo) -> dict[str, Any]:
    """What the tool `ready` answers."""
    page = Page(0, 50, 4000)
    found = ask(Request(str(repo.path)), lambda seen: ready_tasks(seen, (), True, page))
    return dict(json.loads(found))


def test_a_planned_test_that_judges_no_task_is_told(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    files = project({1: []}, {}, SYSTEM.replace('verifies = "D-1"', 'verifies = "D-1"\n    planned = True'))
    files["architecture.py"] = files["architecture.py"].replace("import Design", "import SystemTest, Design")
    repo.commit(files=files)
    monkeypatch.chdir(repo.path)
    code, out, err = said(capsys, "ready")
    assert (code, out) == (0, ""), err
    assert err == "archhook: 0 ready, planned Tests that no Task is written for: ST-1, UT-1\n"
    assert document(capsys, "ready")[1]["planned_tests"] == ["ST-1", "UT-1"]
    assert ready_by_mcp(repo)["planned_tests"] == ["ST-1", "UT-1"]


def test_a_task_that_hollow_tests_alone_prove_is_work(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo()
    files = project({1: []}, {1: (1, "kept")}, SYSTEM.partition("\n\nclass Alone")[2].join(("\n\nclass Alone", "")))
    repo.commit(
        files=files | {"tests/test_alone.py": "import pytest\n@pytest.mark.skip\ndef test_it(): assert str(1)\n"}
    )
    monkeypatch.chdir(repo.path)
    line = "T-1  untested  src/work1.py  Work 1 [proved by hollow tests alone: UT-1]\n"
    assert said(capsys, "ready") == (0, line, "archhook: 1 ready\n")
    assert document(capsys, "ready")[1]["tasks"][0]["hollow"] == ["UT-1"]
    assert "unit test of D-1: proved by hollow tests alone (UT-1)" in said(capsys, "brief", "T-1")[1]
    repo.commit(files={"tests/test_alone.py": "def test_it(): assert str(1)\n"})
    assert said(capsys, "ready")[1] == ""


def test_ready_says_that_nothing_is_to_do(repo: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(repo.path)
    assert said(capsys, "ready") == (0, "", "archhook: every Task is written and kept\n")
    nothing = {"judged": "all", "tasks": [], "total": 0, "waiting": 0, "planned_tests": []}
    here = {"snapshot": {"source": "worktree", "tree": None}}
    assert document(capsys, "ready")[1] == {"schema_version": 1, "kind": "ready"} | here | nothing


def test_untracked_work_counts_where_it_is_asked_for(work: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = (work.path / "architecture.py").read_text().replace("    planned = True\n", "")
    lay_out(work.path, {"architecture.py": ledger, "src/work2.py": "def work2(): pass\n"})
    assert [line[:3] for line in said(capsys, "ready")[1].splitlines()] == ["T-2", "T-3"]
    assert [line[:3] for line in said(capsys, "ready", "--untracked")[1].splitlines()] == ["T-3"]


@pytest.mark.parametrize("argv", [["ready"], ["brief", "T-1"], ["prime"], ["claim", "T-1"]])
def test_a_ledger_that_cannot_be_read_is_exit_2(
    git_repo: Callable[..., GitRepo], argv: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    repo = git_repo()
    repo.commit(files=KEPT | {"architecture.py": KEPT["architecture.py"] + "class X(Task"})
    monkeypatch.chdir(repo.path)
    code, out, err = said(capsys, *argv)
    assert (code, out) == (2, "")
    assert err.startswith("archhook: architecture.py:")
    code, out, _ = said(capsys, *argv, "--format", "json")
    document = json.loads(out)
    assert (code, document["kind"], document["ok"]) == (2, "failure", False)
    assert document["error"]["message"].startswith("LED001 ")
    assert document["error"]["path"] == "architecture.py"


@pytest.mark.parametrize(
    ("command", "out"), [("ready", ""), ("prime", "This repository is governed by its ledger, arch")]
)
def test_a_ledger_without_nodes_is_a_ledger(
    git_repo: Callable[..., GitRepo], command: str, out: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    repo = git_repo()
    repo.commit(files={"architecture.py": "\n"})
    monkeypatch.chdir(repo.path)
    code, text, _ = said(capsys, command)
    assert (code, text[: len(out) or None]) == (0, out)


@pytest.mark.parametrize("argv", [["ready"], ["brief", "T-1"], ["prime"]])
def test_answers_are_the_same_twice_and_go_to_a_file(
    git_repo: Callable[..., GitRepo], argv: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    repo = git_repo()
    repo.commit(files=KEPT | TYPO)
    monkeypatch.chdir(repo.path)
    first = said(capsys, *argv, "--format", "json")
    assert said(capsys, *argv, "--format", "json") == first
    assert said(capsys, *argv, "--format", "json", "-o", "answer.json")[1] == ""
    assert (repo.path / "answer.json").read_text() == first[1]
