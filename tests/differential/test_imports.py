"""Imports change in every way, one at a time: is the warm verdict the cold one, and are all maps the same?"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from helpers.import_project import ImportProject  # noqa: E402

from archhook.check.api import judge  # noqa: E402
from archhook.check.request import Request  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.plan_project import PlanProject

    from archhook.model.findings import Verdict

    Project = ImportProject | PlanProject

ALL = tuple((code, "warning") for code in ("LED002", "LED003", "LED004"))
"""Overrides under which a ledger that is not sound hides nothing."""


def walk(
    repo: GitRepo, seed: int, steps: int, made: type[Project] = ImportProject, what: str = "imports"
) -> dict[str, int]:
    """How many verdicts had a finding of each law; fails where warm and cold differ, in the verdict or in a map."""
    chance = Random(f"{what} {seed}")
    project = made(chance)
    lay_out(repo, {}, before := project.files())
    repo.commit("start")
    request = Request(str(repo.path), source="index", overrides=ALL, verify=True)
    judge(request)
    told: list[str] = []
    found: dict[str, int] = {}
    for number in range(steps):
        told = [*told[-4:], *(project.step() for _ in range(chance.choice((1, 1, 1, 1, 2, 3))))]
        lay_out(repo, before, before := project.files())
        repo.run("add", "-A")
        try:
            verdict = judge(request).verdict
        except Exception as error:
            raise AssertionError(f"seed {seed}, step {number}: {error!r}\n" + "\n".join(told)) from error
        for code in codes(verdict):
            found[code] = found.get(code, 0) + 1
        if chance.random() < 0.1:
            repo.run("commit", "-q", "--allow-empty", "-m", "on")
    return found


def codes(verdict: Verdict) -> set[str]:
    return {one.code for one in verdict.findings}


def lay_out(repo: GitRepo, before: dict[str, str], now: dict[str, str]) -> None:
    """Makes the files of a work tree what they are now."""
    for path in before.keys() - now.keys():
        (repo.path / path).unlink()
        for folder in (repo.path / path).parents:
            if folder == repo.path or any(folder.iterdir()):
                break
            folder.rmdir()
    for path, text in now.items():
        if before.get(path) != text:
            repo.write(path, text)


@pytest.mark.parametrize("seed", [1, 3, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (4, 5))])
def test_warm_equals_cold_whatever_changes_of_imports(git_repo: Callable[..., GitRepo], seed: int) -> None:
    found = walk(git_repo(), seed, 60 if seed < 4 else 250)
    assert len(found) > 5, found


def main(made: type[Project] = ImportProject, what: str = "imports") -> int:
    """`python tests/differential/test_imports.py --seeds 1 2 3 --steps 1000`: as many walks of so many steps."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--steps", type=int, default=1000)
    arguments = parser.parse_args()
    seal_environment()
    for seed in arguments.seeds:
        with tempfile.TemporaryDirectory(prefix="archhook-imports-") as folder:
            started = time.perf_counter()
            found = walk(GitRepo.create(Path(folder) / "project"), seed, arguments.steps, made, what)
            print(
                f"seed {seed}: {arguments.steps} steps, 0 differences, {time.perf_counter() - started:.0f} s, {found}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
