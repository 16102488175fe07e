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

from archhook.check.api import judge  # noqa: E402
from archhook.check.request import Request  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

SPOKEN_OF = {"INV411", "TST501", "TST502", "TST505", "TST506", "TST507", "TST508", "TST510"}
"""Laws that what is planned has a say in: a walk that never breaks them proves nothing."""


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(3, 7))])
def test_warm_equals_cold_whatever_changes_of_plans(git_repo: Callable[..., GitRepo], seed: int) -> None:
    found = walk(git_repo(), seed, 60 if seed < 3 else 250, PlanProject, "plans")
    assert found.keys() >= SPOKEN_OF, found


FOLDERS = '''from archhook import Design, Task, UnitTest


class Pay(Design):
    """[D-1] Paying."""


class PayTask(Task):
    """[T-1] Write it."""

    implements = Pay
    file_path = "src/pay/"
    planned = True


class PayTests(UnitTest):
    """[UT-1] Its tests."""

    verifies = Pay
    test_file = "tests/pay/"
    test_functions = "*"
    planned = True
'''


def test_a_planned_folder_is_finished_with_its_first_file_and_is_a_plan_again_without(
    git_repo: Callable[..., GitRepo],
) -> None:
    repo = git_repo()
    settings = 'symbols = "files"\n[severity]\nTRC102 = "off"\nTST506 = "off"\n'
    repo.commit(files={"architecture.py": FOLDERS, "archhook.toml": settings, "src/a.md": ""})
    request = Request(str(repo.path), source="index", verify=True)

    def found() -> list[str]:
        repo.run("add", "-A")
        return sorted(f"{one.code} {one.node}" for one in judge(request).verdict.findings)

    assert found() == []
    repo.write("src/pay/card.py", "def pay(): ...\n")
    assert found() == ["TST510 T-1"]
    repo.write("tests/pay/test_card.py", "def test_pay(): assert str(1)\n")
    assert found() == ["TST510 T-1", "TST510 UT-1"]
    repo.write("architecture.py", FOLDERS.replace("    planned = True\n", "", 1))
    assert found() == ["TST505 D-1", "TST510 UT-1"]
    (repo.path / "tests/pay/test_card.py").unlink()
    assert found() == ["TST505 D-1"]
    (repo.path / "src/pay/card.py").unlink()
    assert found() == ["INV401 T-1", "TST505 D-1"]
    repo.write("architecture.py", FOLDERS)
    assert found() == []


if __name__ == "__main__":
    sys.exit(main(PlanProject, "plans"))
