"""Folders are named, and what lies below them changes, one at a time: is the warm verdict the cold one?

`python tests/differential/test_folders.py --seeds 1 2 3 --steps 1000`: as many walks of so many steps.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from differential.test_imports import main, walk  # noqa: E402
from helpers.folder_project import FolderProject  # noqa: E402
from helpers.import_laws import ledger  # noqa: E402

from archhook.check.api import judge  # noqa: E402
from archhook.check.request import Request  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

FOUND = {"INV401", "INV405", "TST501", "TST503"}
"""What a walk comes by, whatever its seed."""


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (3, 4))])
def test_warm_equals_cold_whatever_changes_of_folders(git_repo: Callable[..., GitRepo], seed: int) -> None:
    found = walk(git_repo(), seed, 60 if seed < 3 else 250, FolderProject, "folders")
    assert found.keys() >= FOUND, found


# Whether a Design has code was told by all files below its folders, those of no Design among them (packages that are
# looked through); such files go from one Design to another without being followed. DEP204 stayed away.
def test_a_folder_without_code_of_its_own_has_another_design(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    designs = {"1": 'requires = ["D-2"]', "2": "", "3": ""}
    tasks = {"src/a.py": ("1", ""), "src/pkg/": ("3", "")}
    settings = 'symbols = "files"\n[severity]\nDEP204 = "error"\n'
    repo.commit(files={"architecture.py": ledger(designs, tasks), "archhook.toml": settings, "src/a.py": "",
                       "src/pkg/__init__.py": ""})  # fmt: skip
    request = Request(str(repo.path), source="index", verify=True)
    judge(request)
    repo.write("architecture.py", ledger(designs, tasks | {"src/pkg/": ("2", "")}))
    repo.run("add", "-A")
    assert "DEP204" not in {one.code for one in judge(request).verdict.findings}


if __name__ == "__main__":
    sys.exit(main(FolderProject, "folders"))
