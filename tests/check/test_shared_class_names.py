"""Two classes of one name in one module of a ledger: what comes of it, said where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from helpers.cli import said
from helpers.example import KEPT, LEDGER

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

DESIGN = '''

class DesignNew(Design):
    """[D-{name}] Something new."""

    satisfies = [Delivery]
    waives = {{"TST505": "later", "TST506": "later"}}
'''
TASK = '''

class {klass}(Task):
    """[T-{name}] Does it."""

    implements = {design}
    file_path = "src/{name}.py"
    functions = ["{name}"]
'''


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A project that is in order."""
    made = git_repo()
    made.commit(files=KEPT)
    monkeypatch.chdir(made.path)
    return made


def branch(repo: GitRepo, name: str, before: tuple[str, str], *, design: str = "DesignNew", klass: str = "") -> None:
    """Adds a Design and its Task, each before a class of the ledger, on a branch of its own from main."""
    repo.run("checkout", "-q", "-B", name, "main")
    text = LEDGER + "\n\nclass End:\n"
    pieces = (
        DESIGN.format(name=name).replace("DesignNew", design),
        TASK.format(name=name, klass=klass or f"Task{name}", design=design),
    )
    for piece, later in zip(pieces, before, strict=True):
        text = re.sub(rf"\n\nclass {later}\b", lambda found, piece=piece: piece + found[0], text, count=1)
    repo.commit(name, files={"architecture.py": text.removesuffix("\n\nclass End:\n"), **code(name)})


def code(name: str) -> dict[str, str]:
    """The file of a branch's Task."""
    return {f"src/{name}.py": f"def {name}(): pass\n"}


def line_of(text: str, words: str) -> int:
    """The line of the class statement above the line that begins with some words."""
    return next(number for number, line in enumerate(text.split("\n"), 0) if words in line)


def test_designs_of_two_branches(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    branch(repo, "newa", ("Client", "Arrives"))
    assert said(capsys, "check")[0] == 0
    branch(repo, "newb", ("Talks", "End"))
    code, out, err = said(capsys, "check", "--merge", "newa")
    assert code == 1
    assert "TRC105 no Task in force implements D-newa" in out
    repo.run("merge", "-q", "-m", "merged", "newa")
    text = repo.read("architecture.py")
    first, second = (line_of(text, f"[D-{name}]") for name in ("newa", "newb"))
    note = (
        f"archhook: D-newa (architecture.py:{first}) and D-newb (architecture.py:{second}) are both the class "
        f"DesignNew: from line {second} on that name means D-newb alone. Give the others names of their own, also "
        "where they are referred to; after a merge, `archhook sync --renumber --base REV` (REV: a commit with but "
        "one of them) does it, or says where it cannot\n"
    )
    assert note in err
    for source in ((), ("--staged",), ("--rev", "HEAD"), ("--no-cache",), ("--law", "main")):
        assert note in said(capsys, "check", *source)[2]
    # What it says is done, and all is well again:
    code, _, err = said(capsys, "sync", "--renumber", "--base", "HEAD^1")
    assert "are both the class DesignNew" in err
    assert "call that of D-newa DesignNew2" in err
    repo.write("architecture.py", renamed(text, "newa"))
    code, _, err = said(capsys, "check")
    assert code == 0
    assert "DesignNew" not in err


def renamed(text: str, name: str) -> str:
    """The ledger with a name of its own for the Design of a branch, and in the Task of that branch."""
    at = text.index(f'"""[D-{name}]')
    text = text[:at].removesuffix("class DesignNew(Design):\n    ") + "class DesignNew2(Design):\n    " + text[at:]
    at = text.index("DesignNew", text.index(f'"""[T-{name}]'))
    return f"{text[:at]}DesignNew2{text[at + len('DesignNew') :]}"


def test_tasks_of_two_branches_are_said_of_a_merge_that_is_in_order(
    repo: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    branch(repo, "newa", ("Client", "Arrives"), design="DesignA", klass="TaskNew")
    branch(repo, "newb", ("Talks", "End"), design="DesignB", klass="TaskNew")
    for _ in range(2):
        code, _, err = said(capsys, "check", "--merge", "newa")
        assert code == 0
        assert "T-newa (architecture.py:" in err
        assert "are both the class TaskNew: from line" in err
    repo.run("merge", "-q", "-m", "merged", "newa")
    for _ in range(2):
        code, _, err = said(capsys, "check")
        assert (code, "TaskNew" in err) == (0, False)
    repo.write("src/client.py", "")  # a finding that has nothing to do with them
    code, _, err = said(capsys, "check")
    assert (code, "TaskNew" in err) == (1, False)
    repo.write("src/newa.py", "")
    code, _, err = said(capsys, "check")
    assert (code, "are both the class TaskNew" in err) == (1, True)
    assert said(capsys, "sync", "--renumber", "--base", "HEAD^1")[0] == 0
    code, _, err = said(capsys, "check")
    assert (code, "are both the class" in err) == (1, False)


def test_one_id_given_twice_is_a_finding_and_no_note(repo: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    twin = DESIGN.format(name="new").replace("D-new", "D-1").replace("DesignNew", "Broker")
    repo.write("architecture.py", LEDGER + twin)
    code, out, err = said(capsys, "check")
    assert (code, "LED002" in out, "are both the class" in err) == (1, True, False)
