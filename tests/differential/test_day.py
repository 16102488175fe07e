"""A working day: whatever is edited and asked in whatever order, no command fails, and each says what it says cold."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from differential import day
from differential.commands import Run, WrongError, in_process
from differential.day import MADE_UP, Day, cloned
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from archhook.check.state import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

SEEDS = st.integers(0, 10**6)


class WorkingDay(RuleBasedStateMachine):
    """One small repository, adopted or with a ledger of its own, and the one cache of all that is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())

    @initialize(source=st.sampled_from(MADE_UP))
    def begin(self, source: str) -> None:
        self.day = Day(cloned(source, self.folder / "repo"), in_process, 0)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(seed=SEEDS)
    def something_is_changed(self, seed: int) -> None:
        self.day.chance.seed(seed)
        self.day.work.change()

    @rule(seed=SEEDS)
    def something_is_asked(self, seed: int) -> None:
        self.day.chance.seed(seed)
        self.day.questions.ask()

    @rule(seed=SEEDS)
    def all_is_brought_in_line(self, seed: int) -> None:
        self.day.chance.seed(seed)
        self.day.bring_in_line()


@pytest.mark.parametrize(
    ("examples", "steps"), [(2, 12), pytest.param(25, 40, marks=pytest.mark.slow)], ids=["quick", "full"]
)
def test_a_working_day(examples: int, steps: int) -> None:
    """The examples are the same at every run; to look further, let `derandomize` be False."""
    run_state_machine_as_test(
        WorkingDay,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program clones to; what it changes in the environment is undone."""
    made = tmp_path / "scratch"
    made.mkdir()
    monkeypatch.setattr(day, "tempfile", SimpleNamespace(mkdtemp=lambda prefix: str(made)))
    monkeypatch.setattr(day, "seal_environment", lambda: None)
    return made


@pytest.fixture
def plain_repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A repository that no ledger governs yet."""
    repo = git_repo("plain")
    for number in range(3):
        repo.commit(
            files={f"app/a{number}.py": f"def f{number}(): pass\n", f"tests/test_a{number}.py": "def test_f(): pass\n"}
        )
    return repo


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str]:
    code = day.main(argv)
    return code, re.sub(r"\d+ s:", "", capsys.readouterr().out)


def test_a_repository_is_adopted_and_left_alone(
    plain_repo: GitRepo, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plain_repo.run("for-each-ref"), plain_repo.run("status", "--porcelain")
    code, said = told(capsys, str(plain_repo.path), "--steps", "8", "--seed", "2", "-v")
    assert code == 0, said
    assert "$ archhook " in said
    assert (plain_repo.run("for-each-ref"), plain_repo.run("status", "--porcelain")) == before
    assert not folder.exists()


def test_each_command_in_a_process_of_its_own(
    plain_repo: GitRepo, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = told(capsys, str(plain_repo.path), "--steps", "2", "--processes", "-v")
    assert code == 0, said
    assert not folder.exists()


def test_the_same_seed_is_the_same_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for _ in range(2):
        folder.mkdir(exist_ok=True)
        said.append(told(capsys, MADE_UP[0], "--steps", "8", "--seed", "3", "--skip", "2,4-6", "-v"))
    assert said[0] == said[1]
    assert not re.search(r"^(?:2|4|5|6): ", said[0][1], re.MULTILINE)


def test_a_command_that_fails_on_what_is_remembered_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As once, when nobody had told the inventories of a remembered state which files it has."""
    facts = State.facts

    def forgetful(self: State, inventories: object) -> object:
        found = facts(self, inventories)  # type: ignore[arg-type]
        if self.files._place:  # it comes from the store
            found.inventory = {}.__getitem__
        return found

    monkeypatch.setattr(State, "facts", forgetful)
    code, said = told(capsys, MADE_UP[0], "--steps", "60", "--seed", "1")
    assert code == 1, said
    assert "KeyError" in said
    assert (folder / "0" / ".git").is_dir()


def test_what_is_said_warm_and_not_cold_is_found(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from archhook.check import incremental

    monkeypatch.setattr(incremental.Rechecking, "_same", lambda self, path, was, now: True)  # no change is one
    code, said = told(capsys, MADE_UP[0], "--steps", "60", "--seed", "1")
    assert code == 1, said
    assert "warm: " in said


def test_what_sync_leaves_without_a_word_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    today = Day(cloned(MADE_UP[0], tmp_path / "repo"), in_process, 0)
    monkeypatch.setattr("archhook.cli.cmd_sync._tell", lambda *arguments: None)
    (today.work.scratch.path / "src/app/part0/module1.py").write_text("def (:\n")
    with pytest.raises(WrongError, match=r"not named: .*INV410"):
        today.bring_in_line()


def test_a_bug_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    today = Day(cloned(MADE_UP[0], tmp_path / "repo"), in_process, 0)
    monkeypatch.setattr("archhook.cli.cmd_show.run", None)
    with pytest.raises(WrongError, match=r"(?s)exit 3.*TypeError.*line "):
        today.commands.once(Run(("show", "T-1"), tmp_path / "repo"))
