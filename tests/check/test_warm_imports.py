"""What a warm commit imports, in a process of its own: next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.judging import LEDGER, MODULE, NEW_TASK, edited, judged
from helpers.synthetic import project
from helpers.warm_imports import HEAVY, LAWS, READER, WHOLE, imported

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo


@pytest.mark.parametrize("package", [True, False], ids=["package", "file"])
@pytest.mark.parametrize(
    ("edit", "spared"),
    [
        (("[D-1] Part 1 of the system.", "[D-1] Part 1 of the system.\n\n    And more."), WHOLE | LAWS),
        (('functions = ["load_11", "save_11", "watch_11"]', 'functions = ["load_11", "watch_11", "save_11"]'), WHOLE),
        (("class Task11(", NEW_TASK + "class Task11("), WHOLE),
    ],
    ids=["docstring", "list", "task"],
)
def test_an_edit_of_a_plain_ledger_imports_nothing_heavy(
    git_repo: Callable[..., GitRepo], edit: tuple[str, str], spared: set[str], package: bool
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(20, package=package))
    assert judged(repo).verdict.exit_code == 0
    edited(repo, "architecture/part1.py" if package else LEDGER, edit)
    if "fresh" in edit[1]:
        repo.write("src/app/part1/fresh.py", "def fresh(): pass\n")
        repo.run("add", "-A")
    code, modules, said = imported(repo)
    assert code == 0, said
    assert "archhook.ledger.splice" in modules
    assert not modules & (HEAVY | spared)


def test_a_ledger_that_is_read_as_a_whole_imports_nothing_heavy_either(git_repo: Callable[..., GitRepo]) -> None:
    files = project(20)
    files[LEDGER] += "\n\nSHARED = [Design0, Design1]\n"
    repo = git_repo()
    repo.commit("start", files=files)
    assert judged(repo).verdict.exit_code == 0
    edited(repo, LEDGER, ('"load_11", "save_11", "watch_11"', '"load_11", "watch_11"'))
    code, modules, _ = imported(repo)
    assert code == 1
    assert "archhook.ledger.source" in modules
    assert not modules & HEAVY


@pytest.mark.parametrize(
    "change", [("async def watch_11", "async def watsh_11"), ("LIMIT_11 = 11", "LIMIT_11 = 7")], ids=["broken", "kept"]
)
def test_in_a_thousand_files_a_warm_commit_rechecks_one_chain_and_imports_nothing_heavy(
    git_repo: Callable[..., GitRepo], change: tuple[str, str]
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(1000))
    assert judged(repo).verdict.exit_code == 0
    edited(repo, MODULE, change)
    code, modules, said = imported(repo)
    broken = "watch" in change[0]
    assert code == int(broken)
    assert ("1 of 1000 chains rechecked" if broken else "1000 chains hold, 0 rechecked") in said
    assert not modules & (HEAVY | READER)


def test_a_warm_commit_with_exemptions_imports_nothing_heavy_either(repo: GitRepo) -> None:
    """A frozen finding, an ignored one, and a file changed that holds neither."""
    ignored = (
        "async def watch_1(record: Record1) -> int:",
        "async def watsh_1(record: Record1) -> int:  # archhook: ignore[INV407] x",
    )
    edited(repo, "src/app/part0/module1.py", ignored)
    repo.write("archhook-baseline.txt", "INV403 T-1 src/app/part0/module1.py watch_1\n")
    repo.run("add", "-A")
    assert judged(repo).verdict.exit_code == 0
    repo.commit("exempt")
    judged(repo)
    edited(repo, MODULE, ("LIMIT_11 = 11", "LIMIT_11 = 7"))
    code, modules, said = imported(repo)
    assert code == 0
    assert "1 waived, 1 in the baseline, 0 rechecked" in said
    assert not modules & (HEAVY | READER)
