"""The program that replays histories: it walks, it tells, and it fails where warm and cold differ."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from differential import replay
from differential.walk import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

OWN = Path(__file__).resolve().parents[2]
SUMMARY = re.compile(r": (\d+) steps, (\d+) verdicts, (\d) differences, (\d+) steps with findings")


def replayed(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[tuple[int, ...]], str]:
    """(exit code, the figures of each summary, all that was said)."""
    code = replay.main(argv)
    said = capsys.readouterr().out
    return code, [tuple(map(int, found)) for found in SUMMARY.findall(said)], said


@pytest.fixture(autouse=True)
def scratch_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where clones are made; what the program changes in the environment is undone."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(replay, "tempfile", SimpleNamespace(mkdtemp=lambda prefix: str(folder)))
    monkeypatch.setattr(replay, "seal_environment", lambda: None)
    return folder


@pytest.mark.parametrize("order", ORDERS)
def test_a_repository_without_a_ledger_is_given_one(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], order: str
) -> None:
    repo = git_repo()
    for number in range(4):
        repo.commit(files={f"a{number}.py": f"def f{number}(): pass\n", f"test_a{number}.py": "def test_f(): pass\n"})
    before = repo.run("for-each-ref"), repo.run("status", "--porcelain")
    code, figures, said = replayed(capsys, str(repo.path), "--steps", "6", "--order", order, "--in-process")
    assert (code, len(figures)) == (0, 1), said
    steps, verdicts, differences, broken = figures[0]
    assert (steps, differences) == (6, 0)
    assert verdicts >= 6
    assert broken > 0
    assert (repo.run("for-each-ref"), repo.run("status", "--porcelain")) == before


def test_the_command_itself_is_asked(capsys: pytest.CaptureFixture[str], scratch_folder: Path) -> None:
    code, figures, said = replayed(capsys, replay.MADE_UP, "--steps", "3", "--seed", "5")
    assert (code, figures[0][0], figures[0][2]) == (0, 3, 0), said
    assert not scratch_folder.exists()


def test_a_difference_fails_and_leaves_the_repository(capsys: pytest.CaptureFixture[str], scratch_folder: Path) -> None:
    code, figures, said = replayed(capsys, replay.MADE_UP, "--steps", "50", "--strategy", "memo-by-blob")
    assert (code, figures[0][2]) == (1, 1), said
    assert "seed 1" in said
    assert re.search(r"^step \d+: ", said, re.MULTILINE)
    assert re.search(r"^ *only (warm|cold): ", said, re.MULTILINE), said
    assert (scratch_folder / "0-made-up" / ".git").is_dir()


def test_the_same_seed_walks_the_same_way(capsys: pytest.CaptureFixture[str], scratch_folder: Path) -> None:
    told = []
    for _ in range(2):
        scratch_folder.mkdir(exist_ok=True)
        said = replayed(capsys, replay.MADE_UP, "--steps", "8", "--in-process")[2]
        told.append(re.sub(r"\d+ s\n", "", said))
    assert told[0] == told[1]


def test_time_that_is_up_ends_the_walk(capsys: pytest.CaptureFixture[str]) -> None:
    code, figures, said = replayed(capsys, replay.MADE_UP, "--steps", "1000", "--minutes", "0.0001", "--in-process")
    assert code == 0, said
    assert figures[0][0] < 1000


@pytest.mark.slow
@pytest.mark.skipif(not (OWN / ".git").exists(), reason="a checkout without its history")
def test_the_history_of_archhook_itself() -> None:
    """As the program that it is, with the real command. So many steps, however long they take."""
    command = [sys.executable, str(OWN / "tests/differential/replay.py"), str(OWN)]
    done = subprocess.run([*command, "--steps", "12"], capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    steps, _, _, broken = map(int, SUMMARY.findall(done.stdout)[0])
    assert steps == 12
    assert broken > 0  # how many hangs on the history, which grows with every commit
