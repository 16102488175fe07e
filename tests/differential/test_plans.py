"""Plans change in every way, one at a time: is the warm verdict the cold one, and are all maps the same?

`python tests/differential/test_plans.py --seeds 1 2 3 --steps 1000`: as many walks of so many steps.
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
from helpers.plan_project import PlanProject  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

SPOKEN_OF = {"INV411", "TST501", "TST502", "TST505", "TST506", "TST507", "TST508", "TST510"}
"""Laws that what is planned has a say in: a walk that never breaks them proves nothing."""


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 7))])
def test_warm_equals_cold_whatever_changes_of_plans(git_repo: Callable[..., GitRepo], seed: int) -> None:
    found = walk(git_repo(), seed, 60 if seed < 3 else 250, PlanProject, "plans")
    assert found.keys() >= SPOKEN_OF, found


if __name__ == "__main__":
    sys.exit(main(PlanProject, "plans"))
