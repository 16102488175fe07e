"""Two branches that both change a small ledger, and what git makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.files_project import HEAD, SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable

LEDGER = (
    HEAD
    + '''

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
)


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
        repo.commit("start", files={"pyproject.toml": SETTINGS, **files})

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


CODE = "from archhook import Task\nfrom architecture.plan import Files\n\n\nclass Writing"


@pytest.fixture
def package(branches):
    """A ledger of two modules: what is planned, and what implements it."""
    plan, _, tasks = branches.ledger.partition("\n\nclass Writing")

    class Package:
        plan_text = plan.replace(", Task", "")
        tasks_text = CODE + tasks
        here = branches(
            {
                "architecture.py": None,
                "architecture/__init__.py": "from architecture import code, plan\n",
                "architecture/plan.py": plan_text,
                "architecture/code.py": tasks_text,
            }
        )

        def side(self, name: str, number: int, first: bool, doc: str = "") -> dict[str, str]:
            """The files of a branch: a Design D-2 at the end of one module, its Task at one end of the other."""
            fields = "    satisfies = [Store]\n    requires = [Files]\n"
            design = f'\n\nclass {name}(Design):\n    """[D-2] {name}."""\n\n{fields}'
            path = f"src/{name.lower()}.py"
            own = self.here.task(f"{name}Task", number, path, "run").replace("= Files", '= "D-2"')
            if doc:
                own = own.replace(f"{name}Task.", doc)
            tasks = self.tasks_text
            text = tasks.replace("\n\nclass Writing", own + "\n\nclass Writing", 1) if first else tasks + own
            return {
                "architecture/plan.py": self.plan_text + design,
                "architecture/code.py": text,
                path: self.here.code("run"),
            }

        def designs(self) -> dict[str, str]:
            """Task class -> the id of the Design that it names."""
            parts = self.here.text("architecture/code.py").split("\nclass ")[1:]
            return {one.partition("(")[0]: one.partition("implements = ")[2].partition("\n")[0] for one in parts}

    return Package()
