"""Somebody writes while the work tree is judged: the verdict is that of one state, or there is none."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, TYPO, TYPO_TEXT
from helpers.files import lay_out

from archhook.check import api, run
from archhook.check.api import judge, open_state
from archhook.check.request import Request
from archhook.check.run import Run
from archhook.errors import ConfigError, GitError
from archhook.snapshot.changeset import parse_raw

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEDGER, CODE = "architecture.py", "src/client.py"
PUBLSH = KEPT[LEDGER].replace('["publish"]', '["publsh"]')


@pytest.fixture
def settled(git_repo: Any) -> Any:
    """A repository with a kept ledger whose files all lie as git has recorded them, and a cache that knows it."""
    repo = git_repo()
    repo.commit(files=KEPT)
    age(repo.path)
    repo.run("update-index", "--refresh")
    judge(Request(str(repo.path)))
    return repo


def age(folder: Path) -> None:
    """Nothing was written a moment ago: what is fresh is looked at twice."""
    import time

    time.sleep(0.05)


def after(monkeypatch: pytest.MonkeyPatch, owner: object, name: str, *writes: Callable[[], object]) -> list[str]:
    """Has somebody write after a step of each reading, as long as there is something to be written."""
    step, left, called = getattr(owner, name), list(writes), []

    def followed(*arguments: Any, **named: Any) -> Any:
        found = step(*arguments, **named)
        called.append(name)
        if left:
            left.pop(0)()
        return found

    monkeypatch.setattr(owner, name, followed)
    return called


def codes(repo: Any, **named: Any) -> list[str]:
    return [one.code for one in judge(Request(str(repo.path), **named)).verdict.findings]


def test_a_file_that_was_read_before_it_was_written_is_read_again(settled, monkeypatch) -> None:
    settled.write(CODE, TYPO[CODE])
    age(settled.path)
    called = after(monkeypatch, Run, "compared", lambda: settled.write(CODE, KEPT[CODE]))
    assert codes(settled, no_cache=True) == []
    assert len(called) >= 2


def test_files_of_two_states_are_no_state(settled, monkeypatch) -> None:
    """The ledger was written after git looked at it, the code before it was read: each alone would be a finding."""
    from archhook.snapshot import pending

    def rename() -> None:
        settled.write(LEDGER, PUBLSH)
        settled.write(CODE, TYPO[CODE])

    settled.write(CODE, KEPT[CODE] + "# dirty, so it is read after git has looked at all\n")
    age(settled.path)
    after(monkeypatch, pending, "_compared", rename)
    assert codes(settled) == []
    monkeypatch.undo()
    assert (codes(settled), codes(settled, no_cache=True)) == ([], [])


def test_a_file_that_went_after_another_was_written(settled, monkeypatch) -> None:
    """git looked at the code before it was written, and at the other file after it had gone: nothing else was read."""
    from archhook.snapshot import pending

    settled.commit(files={"undeclared.py": "x = 1\n"})
    settled.run("update-index", "--refresh")
    age(settled.path)
    real, moments = (
        pending._compared,
        [lambda: settled.write(CODE, TYPO[CODE]), (settled.path / "undeclared.py").unlink],
    )

    def mixed(*arguments: Any) -> Any:
        said = real(*arguments)
        while moments:
            moments.pop(0)()
            gone = settled.run("diff-index", "--raw", "-z", "--no-abbrev", "HEAD", "--", "undeclared.py")
            said = tuple(change for change in said if change.path != "undeclared.py") + parse_raw(gone.encode())
        return said

    monkeypatch.setattr(pending, "_compared", mixed)
    assert codes(settled) == ["INV403", "INV407"]
    assert not moments


def test_an_untracked_file_that_went_after_another_was_written(settled, monkeypatch) -> None:
    from archhook.snapshot.git import Repo

    settled.write("src/new.py", "x = 1\n")
    age(settled.path)
    real = Repo.untracked

    def late(repo: Repo) -> tuple[str, ...]:
        if (settled.path / "src/new.py").exists():
            settled.write(CODE, TYPO[CODE])
            (settled.path / "src/new.py").unlink()
        return real(repo)

    monkeypatch.setattr(Repo, "untracked", late)
    assert codes(settled, untracked=True) == ["INV403", "INV407"]


def test_a_path_out_of_the_index_that_nobody_can_look_at(settled) -> None:
    settled.commit(files={"shut/one.txt": "x"})
    settled.run("rm", "-q", "--cached", "shut/one.txt")
    (settled.path / "shut/one.txt").unlink()
    (settled.path / "shut").rmdir()
    (settled.path / "shut").symlink_to("shut")
    assert codes(settled) == []


@pytest.mark.parametrize("options", [{}, {"verify": True}])
def test_what_is_remembered_is_what_was_confirmed(settled, tmp_path, monkeypatch, options) -> None:
    """The state is of the first difference; that by which it is remembered must not be of a later moment."""
    cache = {"cache_dir": str(tmp_path / "cache")}
    after(monkeypatch, run.last_judged, "delta", lambda: settled.write(CODE, TYPO[CODE]))
    assert codes(settled, **cache, **options) == ["INV403", "INV407"]
    monkeypatch.undo()
    assert codes(settled, **cache) == codes(settled, no_cache=True) == ["INV403", "INV407"]


def test_nothing_is_remembered_of_a_reading_that_was_disturbed(settled, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("archhook.cache.cache.SPILL", 1)  # what is kept is written at once
    cache = {"cache_dir": str(tmp_path / "cache")}
    settled.write(CODE, TYPO[CODE])
    age(settled.path)
    kept: list[str] = []
    monkeypatch.setattr(run.last_judged, "remember", lambda store, key, base: kept.append(key))
    monkeypatch.setattr(api, "READINGS", 1)
    after(monkeypatch, Run, "_complete", lambda: settled.write(CODE, KEPT[CODE]))
    with pytest.raises(GitError, match="the files change"):
        judge(Request(str(settled.path), **cache))
    assert kept == []
    judge(Request(str(settled.path), **cache))
    assert len(kept) == 1


def test_an_error_of_a_file_that_is_written_by_halves_is_none(settled, monkeypatch) -> None:
    whole = "[tool.archhook]\nstrict = true\n"
    settled.commit(files={"pyproject.toml": whole})
    settled.write("pyproject.toml", whole[:5])
    age(settled.path)
    with pytest.raises(ConfigError):
        judge(Request(str(settled.path)))
    after(monkeypatch, Run, "_complete", lambda: settled.write("pyproject.toml", whole))
    assert codes(settled) == []


def test_a_file_that_goes_or_comes_meanwhile(settled, monkeypatch) -> None:
    settled.write(CODE, TYPO[CODE])
    age(settled.path)
    after(monkeypatch, Run, "_complete", (settled.path / CODE).unlink)
    assert codes(settled) == ["INV401"]
    monkeypatch.undo()
    after(monkeypatch, Run, "_complete", lambda: settled.write(CODE, KEPT[CODE]))
    assert codes(settled) == []
    monkeypatch.undo()
    after(monkeypatch, Run, "_complete", lambda: settled.write("src/new.py", "x = 1\n"))
    assert codes(settled, untracked=True) == ["INV405"]


def test_the_index_is_part_of_what_is_read(settled, monkeypatch) -> None:
    settled.write("src/new.py", "x = 1\n")
    after(monkeypatch, Run, "_complete", lambda: settled.run("add", "src/new.py"))
    assert codes(settled) == ["INV405"]


def test_a_mere_refresh_of_the_index_changes_nothing(settled, monkeypatch) -> None:
    settled.write(CODE, KEPT[CODE])
    called = after(monkeypatch, api, "_Reading")
    after(monkeypatch, Run, "_complete", lambda: settled.run("update-index", "--refresh"))
    assert codes(settled) == []
    assert len(called) == 1


def test_who_never_ceases_to_write_gets_no_verdict(settled, monkeypatch) -> None:
    texts = [f"def publish(): return {number}\n" for number in range(100)]
    settled.write(CODE, "def publish(): return -1\n")
    after(monkeypatch, Run, "_complete", *(lambda text=text: settled.write(CODE, text) for text in texts))
    for ask in (judge, open_state):
        with pytest.raises(GitError, match="the files change while they are judged"):
            ask(Request(str(settled.path)))


def test_a_folder_outside_git_is_confirmed_as_well(tmp_path, monkeypatch) -> None:
    lay_out(tmp_path, KEPT)
    after(monkeypatch, Run, "_complete", lambda: lay_out(tmp_path, TYPO))
    assert [one.code for one in judge(Request(str(tmp_path))).verdict.findings] == ["INV403", "INV407"]
    monkeypatch.undo()
    after(monkeypatch, Run, "_complete", lambda: lay_out(tmp_path, {CODE: KEPT[CODE], "src/new.py": "x = 1\n"}))
    assert [one.code for one in judge(Request(str(tmp_path))).verdict.findings] == ["INV405"]


def test_nothing_is_asked_twice_where_nobody_writes(settled, monkeypatch) -> None:
    settled.write(CODE, "def publish(): return 1\n")
    age(settled.path)
    called = after(monkeypatch, Run, "_complete")
    assert codes(settled) == []
    assert len(called) == 1


WRITER = """
import sys, os
folder, pairs = sys.argv[1], [{kept!r}, {typo!r}]
print("ready", flush=True)
for number in range(100000):
    for name, text in pairs[number % 2].items():
        with open(os.path.join(folder, name), "w") as file:
            file.write(text)
"""


@pytest.mark.parametrize("options", [(), ("--no-cache",), ("--verify-cache",)])
def test_a_writer_that_runs_beside(settled, options) -> None:
    """It renames a function in ledger and code, over and over: at no time does the run see the one without the other.

    At the moment between the two writes that is what lies there, so that its verdict is one of two: each is a state
    that was there. Never one on a file that is half written, and never a bug.
    """
    kept, typo = ({LEDGER: ledger, CODE: code} for ledger, code in ((KEPT[LEDGER], KEPT[CODE]), (PUBLSH, TYPO[CODE])))
    writer = WRITER.format(kept=kept, typo=typo)
    with subprocess.Popen([sys.executable, "-c", writer, str(settled.path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            done = [archhook(settled.path, "check", "-q", *options) for _ in range(5)]
        finally:
            process.kill()
    assert {one.returncode for one in done} <= {0, 1, 2}, done
    assert all("the files change while" in one.stderr for one in done if one.returncode == 2), done
    lay_out(settled.path, KEPT, TYPO)
    for last in ((), ("--no-cache",)):
        assert archhook(settled.path, "check", "-q", *last).stdout == TYPO_TEXT
