"""A project of 30 files that is judged, edited and judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo

    from archhook.check.request import Judgement


MODULE = "src/app/part1/module11.py"
LEDGER = "architecture.py"
T11 = f"file:{MODULE}"
"""The unit of the laws about `MODULE`."""
NEW_TASK = """class Fresh(Task):
    \"\"\"[T-5000] Fresh.\"\"\"

    implements = Design1
    file_path = "src/app/part1/fresh.py"
    functions = ["fresh"]


"""


def judged(repo: GitRepo) -> Judgement:
    """What the index is found to be."""
    return judge(Request(str(repo.path), source="index"))


def edited(repo: GitRepo, path: str, *edits: tuple[str, str]) -> None:
    """Stages a file with the first of some texts in it each replaced by another."""
    text = (repo.path / path).read_text()
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    repo.write(path, text)
    repo.run("add", "-A")
