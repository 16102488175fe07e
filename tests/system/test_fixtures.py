"""Each fixture project through the installed command, against the text and the JSON that stand beside it.

`ARCHHOOK_UPDATE_FIXTURES=1` writes what the command says now; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.files import FIXTURES, copy_fixture

from archhook.laws.catalogue import LAWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

PROJECTS = sorted(
    str(folder.relative_to(FIXTURES))
    for group in ("kept", "broken", "mission")
    for folder in ([FIXTURES / group] if group == "mission" else (FIXTURES / group).iterdir())
)
UPDATE = bool(os.environ.get("ARCHHOOK_UPDATE_FIXTURES"))
PYTHON = f"Python {sys.version_info[0]}.{sys.version_info[1]}"


def copied(git_repo: Callable[..., GitRepo], project: str) -> GitRepo:
    repo = git_repo("project")
    copy_fixture(project, repo.path)
    repo.commit("the project")
    return repo


@pytest.mark.parametrize("project", PROJECTS)
def test_the_command_says_what_stands_beside_the_project(git_repo: Callable[..., GitRepo], project: str) -> None:
    repo = copied(git_repo, project)
    text = archhook(repo.path, "check", "--no-cache", "-q")
    data = archhook(repo.path, "check", "--no-cache", "-q", "--format", "json")
    assert text.stderr == data.stderr == ""
    assert text.returncode == data.returncode
    for name, output in (("expected.txt", text.stdout), ("expected.json", data.stdout)):
        shown = output.replace(PYTHON, "Python 3.X")
        if name.endswith("json"):
            shown = json.dumps(json.loads(shown), indent=2) + "\n"
        file = FIXTURES / project / name
        if UPDATE:
            file.write_text(shown)
        assert shown == file.read_text(), f"{file}: run with ARCHHOOK_UPDATE_FIXTURES=1 and read the difference"
    verdict = json.loads(data.stdout)
    codes = {finding["code"] for finding in verdict["findings"]}
    if project.startswith("broken/"):
        assert codes == {project.removeprefix("broken/")}
    elif project.startswith("kept/"):
        assert (codes, text.returncode) == (set(), 0)


def test_every_law_has_a_broken_fixture() -> None:
    assert {folder.name for folder in (FIXTURES / "broken").iterdir()} == {law.code for law in LAWS}
