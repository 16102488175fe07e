"""The user's own test: a commit that breaks a law is refused by the real pre-commit, and passes once it is mended."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.files import copy_fixture

from archhook.laws.catalogue import LAWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER, BASKET, SCANNER = "architecture.py", "src/till/basket.py", "src/till/scanner.py"
UNIT = "tests/unit/test_basket.py"
TWICE = '\n\nclass Twice(Intent):\n    """[I-1] Again."""\n'
PLAIN = '\n\nclass Third(Intent):\n    """[I-3] A third goal."""\n'
IDLE = '\n\nclass Idle(Design):\n    """[D-3] A Design that nobody needs."""\n'

BREAKS: dict[str, tuple[str, str, str]] = {
    "LED001": (LEDGER, 'globals = ["PRICES"]', "globals = names_of_today()"),
    "LED002": (LEDGER, "", TWICE),
    "LED003": (LEDGER, "requires = [Scanner]", 'requires = ["D-9"]'),
    "LED004": (LEDGER, "file_path =", "file_pathh ="),
    "LED006": ("archhook-baseline.txt", "", "INV407 T-1 src/till/basket.py refund\n"),
    "TRC101": (LEDGER, "    implements = Scanner\n", ""),
    "TRC102": (LEDGER, "", IDLE),
    "TRC103": (LEDGER, "derived_from = [ShortQueue]", "derived_from = []"),
    "TRC104": (LEDGER, "satisfies = [ScanInOneSecond]", "satisfies = []"),
    "TRC105": (LEDGER, "", IDLE),
    "TRC106": (LEDGER, "", PLAIN),
    "DEP201": (LEDGER, "    satisfies = [ScanInOneSecond]", "    adopted = False\n    satisfies = [ScanInOneSecond]"),
    "DEP202": (LEDGER, "satisfies = [ScanInOneSecond]", 'satisfies = [ScanInOneSecond]\n    requires = ["D-1"]'),
    "DEP203": (SCANNER, "PRICES", "from till.basket import total\n\nPRICES"),
    "DEP205": (LEDGER, "satisfies = [ScanInOneSecond]", "satisfies = [ScanInOneSecond]\n    interface = []"),
    "DEP206": (LEDGER, "", '\nBasket.layer = "device"\nScanner.layer = "till"\n'),
    "DEP207": (LEDGER, "satisfies = [ScanInOneSecond]",
               'satisfies = [ScanInOneSecond]\n    exclusive_packages = ["sqlite3"]'),
    "DEP208": (LEDGER, "requires = [Scanner]", 'requires = [Scanner]\n    forbids = ["D-2"]'),
    "DEP210": (BASKET, "TAX_PERCENT = 19", "from tests.unit import test_basket\n\nTAX_PERCENT = 19"),
    "CON301": (LEDGER, "satisfies = [ScanInOneSecond]", 'satisfies = [ScanInOneSecond]\n    conflicts_with = ["D-1"]'),
    "CON302": (LEDGER, "", "\n\nfrom archhook import ResourceConstraints\n\n"
               "Basket.estimated = ResourceConstraints(request_rate=70)\n"
               "Scanner.estimated = ResourceConstraints(request_rate=60)\n"),
    "INV401": (LEDGER, 'file_path = "src/till/scanner.py"', 'file_path = "src/till/scaner.py"'),
    "INV402": (LEDGER, 'classes = ["Basket"]', 'classes = ["Baskets"]'),
    "INV403": (SCANNER, "def scan(", "def scann("),
    "INV404": (SCANNER, "PRICES", "COSTS"),
    "INV405": ("src/till/drawer.py", "", "def open_drawer():\n    pass\n"),
    "INV406": (BASKET, "", "\n\nclass Bag:\n    pass\n"),
    "INV407": (BASKET, "", "\n\ndef refund():\n    pass\n"),
    "INV408": (BASKET, "", "\n\nLIMIT = 3\n"),
    "INV409": (LEDGER, "", '\n\nclass Again(Task):\n    """[T-3] Again."""\n\n    implements = Scanner\n'
               '    file_path = "src/till/scanner.py"\n    functions = ["scan"]\n'),
    "INV410": (BASKET, "", "def (:\n"),
    "INV412": (LEDGER, "satisfies = [ScanInOneSecond]", 'satisfies = [ScanInOneSecond]\n    interface = ["price"]'),
    "TST501": (LEDGER, 'test_file = "tests/unit/test_basket.py"', 'test_file = "tests/unit/test_baskets.py"'),
    "TST502": (UNIT, "def test_empty_basket_costs_nothing", "def test_empty"),
    "TST503": ("tests/unit/test_new.py", "", "def test_new():\n    assert str(1)\n"),
    "TST504": (UNIT, "", "\n\ndef test_more():\n    assert str(1)\n"),
    "TST505": (LEDGER, 'BasketAlone(UnitTest):\n    """[UT-1]', 'BasketAlone(IntegrationTest):\n    """[IT-3]'),
    "TST506": (LEDGER, 'BasketAddsUp(IntegrationTest):\n    """[IT-1]', 'BasketAddsUp(UnitTest):\n    """[UT-3]'),
    "TST507": (LEDGER, "verifies = TotalHoldsTax", "verifies = ScanInOneSecond"),
    "TST508": (LEDGER, "verifies = FairPrice", "verifies = ShortQueue"),
}  # fmt: skip
"""Code -> (file, what stands there ("": at the end), what stands there then): an edit of the small project."""

HOOK = """\
repos:
  - repo: local
    hooks:
      - id: archhook
        name: archhook
        entry: {command} hook pre-commit
        language: system
        always_run: true
        pass_filenames: false
"""


def test_the_table_holds_every_law_that_can_stop_a_commit() -> None:
    assert BREAKS.keys() == {law.code for law in LAWS if law.severity == "error"}


@pytest.mark.slow
@pytest.mark.parametrize("code", sorted(BREAKS))
def test_a_commit_that_breaks_a_law_is_refused_and_passes_once_mended(
    git_repo: Callable[..., GitRepo], code: str
) -> None:
    repo = git_repo()
    copy_fixture("kept/small", repo.path)
    beside = Path(sys.executable).parent
    repo.write(".pre-commit-config.yaml", HOOK.format(command=beside / "archhook"))
    repo.write(BASKET, f"import sqlite3\n\nfrom till.scanner import PRICES\n{repo.read(BASKET)}")
    repo.write("archhook.toml", 'layers = ["till", "device"]\n')
    repo.commit("a project that holds")
    assert "installed" in _run(repo, str(beside / "pre-commit"), "install")
    path, old, new = BREAKS[code]
    file = repo.path / path
    before = file.read_text() if file.exists() else ""
    assert old in before
    repo.write(path, before.replace(old, new, 1) if old else before + new)
    repo.run("add", "-A")
    refused = repo.git("commit", "-m", "broken", check=False)
    assert refused.returncode == 1
    assert f" {code} " in refused.stdout + refused.stderr
    repo.write(path, before + "# mended\n")
    repo.run("add", "-A")
    if path.endswith(("drawer.py", "test_new.py")):
        repo.run("rm", "-qf", path)
        repo.write("conftest.py", "# mended\n")
        repo.run("add", "-A")
    passed = repo.git("commit", "-m", "mended", check=False)
    assert passed.returncode == 0, passed.stdout + passed.stderr


def _run(repo: GitRepo, *command: str) -> str:
    import subprocess

    done = subprocess.run(command, cwd=repo.path, capture_output=True, encoding="utf-8", check=True)
    return done.stdout
