"""How far a newcomer has to read: the files and the depth of calls from `git commit` to the printed line.

A real hook judges a commit that breaks one symbol of a project that was judged before, and every call is looked at.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from helpers.synthetic import project

import archhook

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import GitRepo

MOST_FILES = 45
"""Of the package, whose functions run."""
DEEPEST = 18
"""Functions of the package that wait for each other."""

MODULE = "src/app/part0/module5.py"
WATCHED = """
import sys

FUNCTION = 1  # the flag of what is a function, and no body of a module or a class
HOME, HERE = sys.argv[1], len(sys.argv[1])
files, deepest = set(), []


def watch(frame, event, _):
    if event != "call" or not frame.f_code.co_filename.startswith(HOME):
        return
    stack = []
    while frame is not None:
        code = frame.f_code
        if code.co_filename.startswith(HOME):
            if not code.co_flags & FUNCTION:
                return  # as something is imported
            stack.append(f"{code.co_filename[HERE:]}:{code.co_name}")
        frame = frame.f_back
    files.add(stack[0].partition(":")[0])
    if len(stack) > len(deepest):
        deepest[:] = stack[::-1]


from archhook.cli.main import main

sys.setprofile(watch)
code = main(["hook", "pre-commit"])
sys.setprofile(None)

import json

print(json.dumps([code, sorted(files), deepest]))
"""


class Way(NamedTuple):
    """What one run of the hook went through."""

    code: int
    files: list[str]
    deepest: list[str]


def walked(repo: GitRepo) -> Way:
    """The hook judges the index in a process of its own."""
    repo.run("add", "-A")
    home = f"{Path(archhook.__file__).parent}/"
    done = subprocess.run(
        [sys.executable, "-I", "-c", WATCHED, home], cwd=repo.path, capture_output=True, encoding="utf-8", check=True,
        env={**os.environ, "GIT_INDEX_FILE": str(repo.path / ".git/index")},
    )  # fmt: skip
    return Way(*json.loads(done.stdout.splitlines()[-1]))


def test_the_way_of_a_commit_can_be_read(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    files = project(100)
    repo.commit(files=files)
    assert walked(repo).code == 0  # judges all
    repo.write(MODULE, files[MODULE] + "\n# A word.\n")
    assert walked(repo).code == 0  # and this what was changed since
    repo.write(MODULE, files[MODULE].replace("class Record5", "class Record5x"))
    way = walked(repo)
    assert way.code == 1
    assert {"cli/main.py", "check/run.py", "inventory/symbols.py", "report/text.py"} <= {*way.files}
    assert len(way.files) <= MOST_FILES, "\n".join(way.files)
    assert len(way.deepest) <= DEEPEST, "\n".join(way.deepest)
