"""`archhook hook sync`: what it edits, what it leaves, and what becomes of changes that are not staged."""

from __future__ import annotations

import json
import sys

import pytest
from helpers.files_project import MINE, MORE, SYNCED

from archhook.cli.main import main


@pytest.fixture
def repo(git_repo, monkeypatch, project_at):
    """A repository that all laws hold for; the tests are in it."""
    made = git_repo()
    made.commit(files=project_at(made, "git").good)
    monkeypatch.chdir(made.path)
    return made


@pytest.fixture
def staged(repo, project_at):
    """The same with a new function staged."""
    repo.write("src/files.py", project_at(repo, "git").writer + MORE)
    repo.run("add", "-A")
    return repo


@pytest.fixture
def committing(monkeypatch):
    """As in a hook of `git commit`."""
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")


def test_it_fails_once_and_then_passes(staged, committing, capsys) -> None:
    before = staged.run("ls-files", "-s")
    assert main(["hook", "sync"]) == 1
    assert staged.run("ls-files", "-s") == before  # nothing is staged
    assert SYNCED in staged.read("architecture.py")
    assert capsys.readouterr().err == (
        "archhook: T-1 (src/files.py): +functions more\n"
        "archhook: architecture.py changed: `git add architecture.py`, and commit again\n"
    )
    staged.run("add", "architecture.py")
    assert main(["hook", "sync"]) == 0 == main(["hook", "pre-commit", "-q"])
    assert capsys.readouterr() == ("", "")


def test_it_looks_at_what_the_gate_looks_at(repo, capsys) -> None:
    repo.write("src/files.py", (repo.path / "src/files.py").read_text() + MORE)
    assert main(["hook", "sync"]) == 1  # no commit is being made: the work tree
    assert SYNCED in repo.read("architecture.py")


def test_what_is_not_staged_does_not_count(repo, committing) -> None:
    repo.write("src/files.py", (repo.path / "src/files.py").read_text() + MORE)
    assert main(["hook", "sync"]) == 0
    assert "more" not in repo.read("architecture.py")


def test_changes_of_the_ledger_that_are_not_staged_stay(staged, committing, project_at) -> None:
    good = project_at(staged, "git").ledger
    mine = good.replace('"""[T-2] Read files."""', MINE)
    staged.write("architecture.py", mine)
    assert main(["hook", "sync"]) == 1
    assert staged.read("architecture.py") == mine.replace('    functions = ["write"]\n', SYNCED)


def test_names_that_are_declared_for_code_that_is_not_staged_stay(staged, committing, project_at, capsys) -> None:
    """The commit holds a part of what is being worked on: what the ledger says of the rest is not taken away."""
    good = project_at(staged, "git").ledger
    mine = good.replace('    functions = ["read"]\n', '    functions = ["read", "later"]\n')
    staged.write("architecture.py", mine)
    staged.write("src/reading.py", "def read() -> None:\n    pass\n\n\ndef later() -> None:\n    pass\n")
    assert main(["hook", "sync"]) == 1
    assert staged.read("architecture.py") == mine.replace('    functions = ["write"]\n', SYNCED)


def test_changes_that_meet_its_own_are_left_alone(staged, committing, project_at, capsys) -> None:
    mine = project_at(staged, "git").ledger.replace('["write"]', '["write", "else"]')
    staged.write("architecture.py", mine)
    assert main(["hook", "sync"]) == 0
    assert staged.read("architecture.py") == mine
    told = capsys.readouterr().err.splitlines()
    assert told[0].startswith("archhook: left to you: architecture.py: the work tree's ledger holds changes that are")
    assert told[1:] == ["archhook: left to you: T-1 (src/files.py): +functions more"]  # not as if it were done


def test_a_ledger_that_is_in_line_and_not_staged(staged, committing, capsys) -> None:
    assert main(["sync", "-q"]) == 0
    assert main(["hook", "sync"]) == 0
    told = "archhook: architecture.py in the work tree says so already: `git add architecture.py`\n"
    assert capsys.readouterr().err == told


def test_line_ends_of_a_checkout_are_kept(staged, committing, project_at) -> None:
    staged.run("config", "core.autocrlf", "true")
    mine = project_at(staged, "git").ledger.replace('"""[T-2] Read files."""', MINE).replace("\n", "\r\n")
    staged.write("architecture.py", mine.encode())
    assert main(["hook", "sync"]) == 1
    changed = mine.replace('    functions = ["write"]\r\n', SYNCED.replace("\n", "\r\n")).encode()
    assert (staged.path / "architecture.py").read_bytes() == changed


def test_a_ledger_that_is_not_in_the_work_tree(staged, committing, capsys) -> None:
    (staged.path / "architecture.py").unlink()
    assert main(["hook", "sync"]) == 0
    assert "architecture.py: this module of the ledger is not in the work tree" in capsys.readouterr().err
    assert not (staged.path / "architecture.py").exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("class Store(Requirement):", "class Store(Requirement:", 2),  # not Python
        ("satisfies = [Store]", "satisfies = [open(__file__)]", 2),
        ("implements = Files\n    file_path = \"src/r", "implements = Flies\n    file_path = \"src/r", 1),
        ('"""[T-2] Read files."""', '"""[T-1] Read files."""', 1),
        ('"""[R-1] Data is stored."""', '"""[R-1] Data is stored."""\n\n    waives = {"TRC104": "later"}', 0),
    ],
    ids=["syntax", "unreadable", "unknown", "twice", "a warning"],
)  # fmt: skip
def test_a_ledger_that_is_not_sound_fails_as_the_gate_does(
    repo, committing, project_at, capsys, old, new, code
) -> None:
    """It never crashes and never hides what the gate says; what cannot be read is exit 2 for both."""
    broken = project_at(repo, "git").ledger.replace(old, new)
    assert old in project_at(repo, "git").ledger
    repo.write("architecture.py", broken)
    repo.run("add", "-A")
    assert main(["hook", "pre-commit", "-q"]) == code
    gate = capsys.readouterr()
    assert main(["hook", "sync"]) == (2 if code == 2 else 0)
    told = capsys.readouterr().err
    assert repo.read("architecture.py") == broken
    if code == 2:
        assert "LED001" in gate.out and "architecture.py" in told and "LED001" in told
    elif code == 1:
        assert told.startswith("archhook: nothing is synced: the ledger comes first")
        assert "LED00" in gate.out and "LED00" not in told  # said once, by the gate


def test_no_ledger_is_what_the_gate_says(git_repo, monkeypatch, committing, capsys) -> None:
    repo = git_repo()
    repo.commit(files={"src/a.py": "x = 1\n"})
    monkeypatch.chdir(repo.path)
    assert main(["hook", "sync"]) == 2
    told = capsys.readouterr().err
    assert main(["hook", "pre-commit"]) == 2
    assert capsys.readouterr().err == told


def test_checkers_never_write(staged, capsys, monkeypatch) -> None:
    """Whatever a gate finds, the work tree and the index are what they were, to the byte and to the time."""

    def state() -> dict[str, tuple[bytes, int]]:
        files = [file for file in staged.path.rglob("*") if file.is_file() and ".git/archhook" not in str(file)]
        return {str(file): (file.read_bytes(), file.stat().st_mtime_ns) for file in files}

    before = state()
    for index in ("", ".git/index"):
        if index:
            monkeypatch.setenv("GIT_INDEX_FILE", index)
        for command in ("hook pre-commit", "check", "check --staged", "check --strict", "sync --check", "sync --diff"):
            code = main(command.split())
            assert code == 1 or command == "sync --diff"
            assert state() == before, command


def test_what_the_ledger_in_the_work_tree_mends_is_one_line(staged, committing, capsys, project_at) -> None:
    """The gate after a sync whose result is not staged: what to do, and not again what has been mended."""
    wrong = project_at(staged, "git").ledger.replace('functions = ["read"]', 'functions = ["raed"]')
    staged.write("src/apart.py", "def apart() -> None:\n    pass\n")
    staged.write("src/files.py", "def write() -> None:\n    pass\n" + MORE)  # `Writer` is gone, `more` is new
    staged.run("add", "-A")
    assert main(["sync", "-q"]) == 0
    for command in ("hook pre-commit", "check --staged"):
        assert main(command.split()) == 1
        said = capsys.readouterr()
        number = 3
        assert said.out == f"{number} findings that the ledger in the work tree mends: `git add architecture.py`\n"
        assert f"archhook: {number} errors, 4 exemptions; " in said.err
        assert main([*command.split(), "-v"]) == 1
        assert capsys.readouterr().out.count("INV40") == number
        assert main([*command.split(), "--format", "json"]) == 1
        assert len(json.loads(capsys.readouterr().out)["findings"]) == number
    assert main(["check", "--staged", "src/apart.py", "-q"]) == 1
    assert capsys.readouterr().out == "1 finding that the ledger in the work tree mends: `git add architecture.py`\n"

    synced = staged.read("architecture.py")
    staged.write("architecture.py", synced.replace('"more", "write"', '"more", "rite"'))
    assert main(["hook", "pre-commit", "-q"]) == 1
    said = capsys.readouterr().out
    assert said.endswith("mends: `git add architecture.py` (2 others would come with it)\n")
    assert "INV40" not in said

    for other in (wrong.replace("[T-2]", "[T-1]"), "class (", wrong.replace("ReadFiles", "ReadFile")):
        staged.write("architecture.py", other)  # not sound, not to be read, mends nothing
        assert main(["hook", "pre-commit", "-q"]) == 1
        assert capsys.readouterr().out.count("INV40") == number


def test_nothing_is_asked_where_nothing_is_found(repo, committing, monkeypatch, project_at) -> None:
    """A commit that passes does not even import what compares the ledgers."""
    repo.write("architecture.py", project_at(repo, "git").ledger.replace('"""[T-2] Read files."""', MINE))
    name = "archhook.sync.unstaged"
    monkeypatch.delitem(sys.modules, name, raising=False)
    assert main(["hook", "pre-commit"]) == 0
    assert name not in sys.modules


def test_a_commit_of_named_files_is_told_to_name_the_ledger(repo, project_at, monkeypatch, capsys) -> None:
    """What is staged stays out of such a commit."""
    repo.write("src/files.py", project_at(repo, "git").writer + MORE)
    repo.run("add", "-A")
    (repo.path / ".git/next-index-4711.lock").write_bytes((repo.path / ".git/index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-4711.lock")
    assert main(["hook", "sync"]) == 1
    way = "name it in the commit, too: `git commit architecture.py ...`\n"
    assert capsys.readouterr().err.endswith(f"archhook: architecture.py changed: {way}")
    assert main(["hook", "sync"]) == 0
    assert f"archhook: architecture.py in the work tree says so already: {way}" in capsys.readouterr().err
    assert main(["hook", "pre-commit", "-q"]) == 1
    assert capsys.readouterr().out == f"1 finding that the ledger in the work tree mends: {way}"


def test_what_is_to_be_written_keeps_its_lines(repo, committing, capsys, project_at) -> None:
    """What is left to a person is said as `archhook sync` says it: which of two Designs a new file is of, say."""
    other = 'class Others(Design):\n    """[D-2] Others."""\n\n    satisfies = [Store]\n    requires = [Files]\n\n\n'
    good = project_at(repo, "git").ledger
    first, _, second = good.replace("class WriteFiles", f"{other}class WriteFiles").rpartition("implements = Files")
    repo.write("architecture.py", f"{first}implements = Others{second}")
    repo.write("src/odd.py", "def odd() -> None:\n    pass\n")
    repo.run("add", "-A")
    assert main(["hook", "sync"]) == 0
    hook = capsys.readouterr().err
    assert main(["sync", "--staged"]) == 1
    assert capsys.readouterr().err == f"{hook}archhook: nothing to sync but what is left to you\n"
    assert "\n    class " in hook and "\\n" not in hook


def test_entries_of_the_baseline_are_staged_with_the_ledger(repo, committing, capsys, project_at) -> None:
    """A file that moves takes its entries along, and the gate knows both files that mend what it finds."""
    repo.write("src/files.py", project_at(repo, "git").writer + MORE)
    repo.run("add", "-A")
    assert main(["baseline"]) == 2  # not in a hook
    repo.write("archhook-baseline.txt", "INV407 T-1 src/files.py more\n")
    repo.commit("frozen")
    repo.run("mv", "src/files.py", "src/disk.py")
    capsys.readouterr()
    assert main(["hook", "sync"]) == 1
    both = "archhook-baseline.txt architecture.py"
    assert f"changed: `git add {both}`, and commit again" in capsys.readouterr().err
    assert main(["hook", "pre-commit", "-q"]) == 1
    assert capsys.readouterr().out == f"2 findings that the ledger in the work tree mends: `git add {both}`\n"
    repo.run("add", "-A")
    assert main(["hook", "sync"]) == 0 == main(["hook", "pre-commit", "-q"])
