"""What is staged before a timed run: each call of an edit makes another one."""

from __future__ import annotations

import itertools
import time
from typing import TYPE_CHECKING

from helpers.git_repo import GitRepo
from helpers.synthetic import module

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COUNTER = itertools.count(int(time.time()) % 10**6)  # no edit is one that a kept project has seen
FRESH = 1_000_000
"""Modules that are added have numbers from here on."""
ALLOWED = "from app.part0.module7 import LIMIT_7\n"
UNDECLARED = "from app.part2.module27 import LIMIT_27\n"


def git(repo: Path, *arguments: str) -> str:
    """What git says in a repository."""
    return GitRepo(repo).git(*arguments).stdout


def staged(repo: Path, path: str, edit: Callable[[str, int], str]) -> Callable[[], None]:
    """Stages another edit of a file each time."""

    def change() -> None:
        file = repo / path
        file.write_text(edit(file.read_text(), next(COUNTER)))
        git(repo, "add", path)

    return change


def commented(text: str, number: int) -> str:
    """A text with one more comment."""
    return f"{text}\n# {number}\n"


def toggled(text: str, _: int) -> str:
    """A module with a function that no Task declares, or without it."""
    mark = "\n\ndef fresh_and_undeclared():\n    pass\n"
    return text.replace(mark, "") if mark in text else text + mark


def imported(line: str) -> Callable[[str, int], str]:
    """The edit of a module that takes an import in or out."""

    def edit(text: str, _: int) -> str:
        return text.replace(line, "") if line in text else text.replace("import yaml\n", f"import yaml\n{line}", 1)

    return edit


def ledger_of(package: bool, part: int = 1) -> str:
    """The file of the ledger that declares a package of the project."""
    return f"architecture/part{part}.py" if package else "architecture.py"


def added(repo: Path, package: bool) -> Callable[[], None]:
    """Stages a new file and the Task that declares it."""

    def change() -> None:
        number = FRESH + next(COUNTER)
        path = f"src/app/part1/module{number}.py"
        (repo / path).write_text(module(number, 1, imports=True))
        ledger = repo / ledger_of(package)
        before = "class Task11(Task):"
        ledger.write_text(ledger.read_text().replace(before, _task(number, path) + before, 1))
        git(repo, "add", "-A", path, ledger_of(package))

    return change


def removed(repo: Path, package: bool) -> Callable[[], None]:
    """Stages that a file which was added is gone with its Task; there has to be one."""

    def change() -> None:
        file = min((repo / "src/app/part1").glob("module1??????.py"))
        file.unlink()
        path = str(file.relative_to(repo))
        ledger = repo / ledger_of(package)
        ledger.write_text(ledger.read_text().replace(_task(int(file.stem[6:]), path), "", 1))
        git(repo, "add", "-A", path, ledger_of(package))

    return change


def shadowed(repo: Path) -> Callable[[], None]:
    """Stages that a package stands beside a module and is meant in its place, or that it is gone again."""
    path = "src/app/part1/module12/__init__.py"

    def change() -> None:
        if (repo / path).exists():
            (repo / path).unlink()
            (repo / path).parent.rmdir()
        else:
            (repo / path).parent.mkdir()
            (repo / path).write_text("")
        git(repo, "add", "-A", "src/app/part1")

    return change


def _task(number: int, path: str) -> str:
    return (
        f'class Task{number}(Task):\n    """[T-{number}] Fresh."""\n\n    implements = Design1\n'
        f'    file_path = "{path}"\n    classes = ["Record{number}"]\n'
        f'    functions = ["load_{number}", "save_{number}", "watch_{number}"]\n'
        f'    globals = ["LIMIT_{number}", "NAMES_{number}"]\n\n\n'
    )
