"""An edit is judged before it is written: what laws find by it is told, and an unsound ledger is never written."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.walls import project

from archhook.author.ledger_changes import Changes, Edit, Links
from archhook.check.request import Request, UnsoundLedger
from archhook.cli.main import main
from archhook.errors import ArchhookError
from archhook.refactor.judged_edit import Judged, Wanted, Whole, applied, judged_edit
from archhook.sync.sync_run import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = "architecture.py"


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """Two Designs, of which one imports the other and requires it; the current folder."""
    repo = git_repo()
    repo.commit("start", files=project({1: (), 2: ("requires = [D1]",)}, {2: "import p1\n"}))
    monkeypatch.chdir(repo.path)
    return repo


def judged(files: dict[str, bytes | None]) -> Judged:
    return judged_edit(Request(os.getcwd()), lambda whole: Wanted(files, ("done",)))


def replaced(repo: GitRepo, old: str, new: str) -> dict[str, bytes | None]:
    """The ledger with a piece of it replaced."""
    assert old in repo.read(LEDGER)
    return {LEDGER: repo.read(LEDGER).replace(old, new).encode()}


def test_what_an_edit_breaks_is_told_before_it_is_written(repo: GitRepo) -> None:
    before = repo.read(LEDGER)
    found = judged(replaced(repo, "    requires = [D1]\n", ""))
    assert [one.code for one in found.come] == ["DEP203"]
    assert found.gone == ()
    assert found.failing
    assert repo.read(LEDGER) == before
    write(found.outcome)
    assert main(["check"]) == main(["check", "--no-cache"]) == 1
    back = judged({LEDGER: before.encode()})
    assert ([one.code for one in back.gone], back.come, back.failing) == (["DEP203"], (), False)


def test_an_edit_that_changes_nothing_writes_nothing(repo: GitRepo) -> None:
    found = judged({LEDGER: repo.read(LEDGER).encode(), "nowhere.toml": None})
    assert (found.outcome.new, found.come, found.gone, found.failing) == ({}, (), (), False)


def test_a_ledger_that_would_not_be_sound_is_refused(repo: GitRepo) -> None:
    with pytest.raises(UnsoundLedger, match="LED003"):
        judged(replaced(repo, "requires = [D1]", 'requires = ["D-7"]'))
    with pytest.raises(ArchhookError, match="LED001"):
        judged(replaced(repo, "    requires = [D1]\n", "    requires = [D1\n"))
    repo.write(LEDGER, repo.read(LEDGER).replace("requires = [D1]", 'requires = ["D-7"]'))
    with pytest.raises(UnsoundLedger, match="LED003"):
        judged({})


def test_the_files_beside_the_ledger_are_judged_and_written_with_it(repo: GitRepo) -> None:
    files = replaced(repo, "    requires = [D1]\n", "") | {"archhook-baseline.txt": b"DEP203 - p2.py p1.py\n"}
    found = judged(files)
    assert (found.come, found.gone) == ((), ())
    write(found.outcome)
    repo.git("add", "-A")
    assert main(["check", "--no-cache"]) == 0
    gone = judged({"archhook-baseline.txt": None})
    assert [one.code for one in gone.come] == ["DEP203"]
    write(gone.outcome)
    assert not (repo.path / "archhook-baseline.txt").exists()


def test_a_baseline_that_is_edited_is_followed_as_it_becomes(repo: GitRepo) -> None:
    old = b"DEP203 - p2.py p1.py\n" + b"# a remark\n" * 3 + b"DEP203 - p1.py p2.py  # idle\n"
    repo.write("archhook-baseline.txt", old.decode())
    repo.git("add", "-A")
    found = judged(replaced(repo, "    requires = [D1]\n", "") | {"archhook-baseline.txt": b"DEP203 - p1.py p2.py\n"})
    assert found.outcome.new["archhook-baseline.txt"] == b"DEP203 - p1.py p2.py\n"
    assert [one.code for one in found.come] == ["DEP203"]


def test_an_edit_of_the_configuration_is_judged_with_that_of_the_ledger(repo: GitRepo) -> None:
    settings = repo.read("archhook.toml") + 'DEP203 = "off"\n'
    found = judged(replaced(repo, "    requires = [D1]\n", "") | {"archhook.toml": settings.encode()})
    assert (found.come, found.failing) == ((), False)
    with pytest.raises(ArchhookError, match="`symbols` cannot be"):
        judged({"archhook.toml": f'symbols = "nothing"\n{settings}'.encode()})


def test_files_are_written_all_or_none(repo: GitRepo) -> None:
    before = repo.read(LEDGER)
    found = judged(replaced(repo, "    requires = [D1]\n", "") | {"nowhere/archhook-baseline.txt": b""})
    with pytest.raises(ArchhookError, match="cannot be written"):
        write(found.outcome)
    assert repo.read(LEDGER) == before
    found = judged(replaced(repo, "    requires = [D1]\n", ""))
    repo.write(LEDGER, before + "\n# mine\n")
    with pytest.raises(ArchhookError, match="changed while"):
        write(found.outcome)
    assert repo.read(LEDGER) == before + "\n# mine\n"


def test_changes_are_applied_or_refused_as_a_whole(repo: GitRepo) -> None:
    def edit(whole: Whole) -> Wanted:
        return Wanted(applied(whole.ledger, Changes((Edit("D-1", links=(Links("requires", ("D-2",)),)),))), ())  # type: ignore[arg-type]

    found = judged_edit(Request(os.getcwd()), edit)
    assert [one.code for one in found.come] == ["DEP202"]

    def impossible(whole: Whole) -> Wanted:
        return Wanted(applied(whole.ledger, Changes((Edit("D-1", unplan=True),))), ())  # type: ignore[arg-type]

    with pytest.raises(ArchhookError, match=r"D-1 cannot be edited: .*planned"):
        judged_edit(Request(os.getcwd()), impossible)
