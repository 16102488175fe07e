"""A commit below a declared folder costs what it changes: nothing looks through all files of the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.work import project

from archhook.cache.treemap import TreeMap
from archhook.check.api import judge
from archhook.check.request import Request
from archhook.check.state import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Verdict, Work

LEDGER = "architecture.py"
TASK = '''

class Folder{0}(Task):
    """[T-{0}] What lies below a folder."""

    implements = "D-{1}"
    file_path = "{2}"
'''
FILES = project({1: [], 2: [1]}, {1: (1, "kept"), 2: (2, "kept")})
CODE = {f"src/pkg/m{number}.py": f"def f{number}(): pass\n" for number in range(30)}


@pytest.fixture(name="repo")
def repo_fixture(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A project with a Task of a folder, judged once."""
    repo = git_repo()
    settings = 'symbols = "files"\n' + FILES["archhook.toml"]
    ledger = FILES[LEDGER] + TASK.format(8, 1, "src/pkg/")
    repo.commit(files=FILES | CODE | {LEDGER: ledger, "archhook.toml": settings, "src/pkg/__init__.py": ""})
    assert judged(repo)[0].findings == ()
    return repo


def judged(repo: GitRepo) -> tuple[Verdict, Work]:
    repo.run("add", "-A")
    found = judge(Request(str(repo.path), source="index"))
    return found.verdict, found.work


@pytest.fixture(name="no_walk")
def no_walk_fixture(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads a whole map of files breaks down."""
    sound = TreeMap.__iter__
    decoders = {State.MAPS["files"], State.MAPS["declared"], State.MAPS["imports"]}

    def walk(self: TreeMap) -> Iterator[str]:
        assert self._decode not in decoders, "a map of all files is read"
        return sound(self)

    monkeypatch.setattr(TreeMap, "__iter__", walk)


@pytest.mark.usefixtures("no_walk")
def test_one_file_changes(repo: GitRepo) -> None:
    repo.write("src/pkg/m3.py", "def other(): pass\nLIMIT = 1\n")
    verdict, work = judged(repo)
    assert (verdict.findings, work.because) == ((), (("T-8", ("src/pkg/m3.py",)),))
    repo.write("src/pkg/m3.py", "def (:\n")
    verdict, work = judged(repo)
    assert [(one.code, one.node) for one in verdict.findings] == [("INV410", "T-8")]


@pytest.mark.usefixtures("no_walk")
def test_files_come_and_go(repo: GitRepo) -> None:
    repo.write("src/pkg/new.py", "A = 1\n")
    verdict, work = judged(repo)
    assert (verdict.findings, work.because) == ((), (("T-8", ("src/pkg/new.py",)),))
    (repo.path / "src/pkg/new.py").unlink()
    verdict, work = judged(repo)
    assert (verdict.findings, work.because) == ((), (("T-8", ("src/pkg/new.py",)),))


@pytest.mark.usefixtures("no_walk")
def test_a_task_names_a_file_of_the_folder_and_no_longer(repo: GitRepo) -> None:
    before = repo.read(LEDGER)
    repo.write(LEDGER, before + TASK.format(9, 2, "src/pkg/m3.py"))
    verdict, work = judged(repo)
    assert verdict.findings == ()
    assert LEDGER in dict(work.because)["T-9"]
    repo.write(LEDGER, before)
    assert judged(repo)[0].findings == ()


@pytest.mark.usefixtures("no_walk")
def test_the_reasons_of_the_task_change(repo: GitRepo) -> None:
    repo.write(LEDGER, repo.read(LEDGER).replace("What lies below a folder.", "What lies there."))
    assert judged(repo)[0].findings == ()


def test_the_last_file_goes_and_one_comes(repo: GitRepo) -> None:
    for path in (*CODE, "src/pkg/__init__.py"):
        (repo.path / path).unlink()
    verdict, _ = judged(repo)
    assert [(one.code, one.node, one.file) for one in verdict.findings] == [("INV401", "T-8", "src/pkg/")]
    repo.write("src/pkg/deep/new.py", "")
    assert judged(repo)[0].findings == ()


def test_an_untracked_file_below_a_missing_folder_is_told(repo: GitRepo) -> None:
    repo.write(LEDGER, repo.read(LEDGER) + TASK.format(9, 2, "src/new/"))
    repo.run("add", "-A")
    repo.write("src/new/a.py", "")
    found = judge(Request(str(repo.path)))
    assert [one.code for one in found.verdict.findings] == ["INV401"]
    assert found.notes == ("src/new/, which T-9 declares, exists but is untracked: `git add src/new/`",)


@pytest.mark.parametrize("narrowed", ["src/more/m.py", "src/more/n.py", "src/other/"])
def test_a_task_that_leaves_force_and_names_a_file_of_its_folder(
    git_repo: Callable[..., GitRepo], narrowed: str
) -> None:
    """It declares nothing any more, whatever it names."""
    lists = "\n\nvalidate_architecture([Goal()], [Promise()], [Design1()], [{tasks}])\n"
    ledger = FILES[LEDGER].replace("UnitTest\n", "UnitTest, validate_architecture\n", 1)
    ledger += TASK.format(9, 1, "src/more/")
    listed = ledger + lists.format(tasks="Task1(), Folder9()")
    repo = git_repo()
    settings = 'symbols = "files"\n' + FILES["archhook.toml"]
    repo.commit(
        files={"src/more/m.py": "def m(): pass\n", "src/work1.py": FILES["src/work1.py"], LEDGER: listed}
        | {"archhook.toml": settings}
    )
    assert judged(repo)[0].findings == ()
    repo.write(LEDGER, (ledger + lists.format(tasks="Task1()")).replace("src/more/", narrowed))
    warm = judged(repo)[0]
    assert [(one.code, one.file) for one in warm.findings] == [("INV405", "src/more/m.py")]
    assert warm == judge(Request(str(repo.path), source="index", no_cache=True)).verdict
