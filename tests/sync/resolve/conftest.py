"""Two branches that both change a small ledger, and what git makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGER = '''\
from archhook import Design, Intent, Requirement, Task


class KeepData(Intent):
    """[I-1] Keep data."""


class Store(Requirement):
    """[R-1] Data is stored."""

    derived_from = [KeepData]


class Files(Design):
    """[D-1] Files on disk."""

    satisfies = [Store]


class Writing(Task):
    """[T-1] Write files."""

    implements = Files
    file_path = "src/files.py"
    functions = ["save", "write"]


class Reading(Task):
    """[T-2] Read files."""

    implements = Files
    file_path = "src/reading.py"
    functions = ["read"]
'''
OFF = "".join(f'TST{number} = "off"\n' for number in (505, 506, 507, 508))


def code(*functions: str) -> str:
    """A module with some functions."""
    return "".join(f"def {name}() -> None:\n    pass\n\n\n" for name in sorted(functions))


def task(name: str, number: int, path: str, *functions: str) -> str:
    """A Task that both branches may add."""
    names = ", ".join(f'"{one}"' for one in functions)
    return (
        f'\n\nclass {name}(Task):\n    """[T-{number}] {name}."""\n\n    implements = Files\n'
        f'    file_path = "{path}"\n    functions = [{names}]\n'
    )


class Branches:
    """A repository with a common beginning, in which `side` and `main` go on."""

    ledger = LEDGER
    code = staticmethod(code)
    task = staticmethod(task)

    def __init__(self, repo, files: dict[str, str]) -> None:
        self.repo = repo
        repo.run("config", "merge.conflictStyle", "merge")
        repo.commit("start", files={"pyproject.toml": f"[tool.archhook.severity]\n{OFF}", **files})

    def adding(self, name: str, number: int) -> dict[str, str]:
        """The files of a branch that adds a module and its Task."""
        word = name.lower()
        path = f"src/{word}.py"
        return {"architecture.py": LEDGER + task(name, number, path, word), path: code(word)}

    def declaring(self, *functions: str, coded: bool = True) -> dict[str, str]:
        """The files of a branch that has other functions in src/files.py, or declares them only."""
        many = ", ".join(f'"{one}"' for one in functions)
        ledger = LEDGER.replace('["save", "write"]', f"[{many}]")
        return {"architecture.py": ledger} | ({"src/files.py": code(*functions)} if coded else {})

    def diverge(self, main: dict[str, str], side: dict[str, str]) -> None:
        """Commits one change on each branch; `main` is checked out then."""
        self.repo.run("checkout", "-q", "-b", "side")
        self.repo.commit("side", files=side)
        self.repo.run("checkout", "-q", "main")
        self.repo.commit("main", files=main)

    def merge(self, style: str = "merge") -> str:
        """Merges `side`, which does not go without conflicts; returns the ledger with its markers."""
        done = self.repo.git("-c", f"merge.conflictStyle={style}", "merge", "-q", "side", check=False)
        assert done.returncode == 1, done.stdout + done.stderr
        return self.text()

    def text(self, path: str = "architecture.py") -> str:
        return (self.repo.path / path).read_bytes().decode()


@pytest.fixture
def branches(git_repo, monkeypatch) -> Callable[..., Branches]:
    """Makes the repository with other files than the usual ones, or other ones beside."""

    def make(files: dict[str, str | None] | None = None) -> Branches:
        usual = {
            "architecture.py": LEDGER,
            "src/files.py": code("save", "write"),
            "src/reading.py": code("read"),
        }
        repo = git_repo()
        wanted = {path: text for path, text in (usual | (files or {})).items() if text is not None}
        made = Branches(repo, wanted)
        monkeypatch.chdir(repo.path)
        return made

    make.ledger = LEDGER  # type: ignore[attr-defined]
    return make
