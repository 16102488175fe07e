"""Findings about imports on real runs: place, exemptions, baseline, and what machines read of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.cli import archhook
from helpers.files import copy_fixture

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.cli.main import main
from archhook.laws.law import BY_SYNC_REQUIRES

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Finding, Verdict

BASKET, SCANNER, LEDGER = "src/till/basket.py", "src/till/scanner.py", "architecture.py"
IMPORTS = "from till.basket import TAX_PERCENT\nfrom till.basket import (\n    Basket,\n    total,\n)\n\n"
SCANS = "    satisfies = [ScanInOneSecond]\n"
IGNORE = "  # archhook: ignore[DEP203] it goes in May"


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A project of which one file imports three names of another against what its Design requires."""
    made = git_repo()
    copy_fixture("kept/small", made.path)
    made.commit("before")
    judge(Request(str(made.path)))
    edited(made, SCANNER, "PRICES", IMPORTS + "PRICES")
    return made


def edited(repo: GitRepo, path: str, old: str, new: str) -> None:
    text = (repo.path / path).read_text()
    assert old in text
    repo.write(path, text.replace(old, new, 1))
    repo.run("add", "-A")


def verdict(repo: GitRepo) -> Verdict:
    """The verdict on the work tree, from what was judged before and from nothing."""
    warm = judge(Request(str(repo.path))).verdict
    assert warm == judge(Request(str(repo.path), no_cache=True)).verdict
    return warm


def found(repo: GitRepo) -> tuple[list[tuple[str, int, int, int]], int]:
    """(code, line, column, imports) of each finding, and how many are waived."""
    told = verdict(repo)
    return [(one.code, one.line, one.column, one.imports) for one in told.findings], told.waived


def finding(repo: GitRepo) -> Finding:
    (one,) = verdict(repo).findings
    return one


def test_one_finding_for_all_imports_of_a_file_at_the_first(repo: GitRepo) -> None:
    one = finding(repo)
    assert (one.code, one.node, one.file, one.symbol, one.imports) == ("DEP203", "D-2", SCANNER, BASKET, 3)
    assert (one.path, one.line, one.column) == (SCANNER, 3, 25)
    assert one.chains == (("I-1", "R-1", "D-1", "D-2"), ("I-2", "R-2", "D-2"))
    assert "`from till.basket import TAX_PERCENT`, a run import, forced" in one.message
    assert "; 3 of this file and 3 of D-2 in all go to D-1" in one.message
    assert "D-2 may not require D-1: the circle D-2 > D-1 > D-2 would close" in one.fix


@pytest.mark.parametrize(
    ("lines", "findings", "waived"),
    [
        ((3,), [("DEP203", 5, 5, 3)], 0),
        ((3, 5), [("DEP203", 6, 5, 3)], 0),
        ((3, 5, 6), [], 1),
        ((1,), [], 1),
        ((5, 6), [("DEP203", 3, 25, 3)], 0),
        ((7,), [("DEP203", 3, 25, 3), ("LED005", 7, 23, 0)], 0),
    ],
)
def test_an_inline_ignore_takes_out_the_imports_on_its_line(
    repo: GitRepo, lines: tuple[int, ...], findings: list[tuple[str, int, int, int]], waived: int
) -> None:
    text = (repo.path / SCANNER).read_text().splitlines()
    for line in lines:
        text[line - 1] += IGNORE
    repo.write(SCANNER, "\n".join(text) + "\n")
    repo.run("add", "-A")
    assert found(repo) == (findings, waived)


def test_what_is_said_is_of_the_import_that_stands(repo: GitRepo) -> None:
    edited(repo, SCANNER, "import TAX_PERCENT\n", f"import TAX_PERCENT{IGNORE}\n")
    one = finding(repo)
    assert (
        "`from till.basket import Basket`, a run import, forced: nothing that D-2 may import has Basket" in one.message
    )


def test_what_is_said_follows_what_changes_elsewhere(repo: GitRepo) -> None:
    """The breach is what it was: its file, and what that imports, did not change."""
    assert "the circle D-2 > D-1 > D-2 would close" in finding(repo).fix
    edited(repo, LEDGER, "    requires = [Scanner]\n", "")
    assert finding(repo).fix == f"add D-1 to the `requires` of D-2 (architecture.py) ({BY_SYNC_REQUIRES})"
    repo.write("src/till/aside.py", "from till.basket import TAX_PERCENT\n")
    task = '    implements = "D-2"\n    file_path = "src/till/aside.py"\n'
    repo.write(LEDGER, (repo.path / LEDGER).read_text() + f'\n\nclass Aside(Task):\n    """[T-3] Aside."""\n\n{task}')
    repo.run("add", "-A")
    messages = {one.path: one.message for one in verdict(repo).findings}
    assert messages[SCANNER].endswith("; 3 of this file and 4 of D-2 in all go to D-1")
    assert messages["src/till/aside.py"].endswith("; 1 of this file and 4 of D-2 in all go to D-1")
    edited(repo, LEDGER, '"""[D-1] A basket adds', '"""[D-1] One basket adds')
    assert "D-1 (One basket adds up prices and tax)" in verdict(repo).findings[0].message
    edited(repo, LEDGER, "    satisfies = [TotalHoldsTax]\n", "    satisfies = [TotalHoldsTax]\n    visible_to = []\n")
    assert all("D-1 is visible to no other" in one.fix for one in verdict(repo).findings)


def test_a_waiver_stands_at_the_importing_design(repo: GitRepo) -> None:
    edited(repo, LEDGER, SCANS, SCANS + '    waives = {"DEP203": "it goes in May"}\n')
    assert found(repo) == ([], 1)


def test_an_entry_of_the_baseline_stands_for_the_two_files(repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo.path)
    assert main(["baseline"]) == 0
    baseline = repo.path / "archhook-baseline.txt"
    (entry,) = (line for line in baseline.read_text().splitlines() if line and not line.startswith("#"))
    assert entry == f"DEP203 - {SCANNER} {BASKET}"
    repo.run("add", "-A")
    assert (verdict(repo).findings, verdict(repo).baselined) == ((), 1)
    edited(repo, SCANNER, "    total,\n", "")  # however many there are
    assert (verdict(repo).findings, verdict(repo).baselined) == ((), 1)
    edited(repo, SCANNER, "from till.basket import (\n    Basket,\n)\n", "import till.basket\n")
    edited(repo, SCANNER, "from till.basket import TAX_PERCENT\n", "")
    assert (verdict(repo).findings, verdict(repo).baselined) == ((), 1)
    edited(repo, LEDGER, "implements = Scanner\n    file_path", 'implements = "D-3"\n    file_path')
    repo.write(
        LEDGER, (repo.path / LEDGER).read_text() + f'\n\nclass Other(Design):\n    """[D-3] Another."""\n\n{SCANS}'
    )
    repo.run("add", "-A")
    assert "DEP203" not in {one.code for one in verdict(repo).findings}, "whichever Design the file belongs to"
    repo.run("checkout", "-q", "HEAD", "--", LEDGER, SCANNER)
    assert [one.code for one in verdict(repo).findings] == ["LED006"]


@pytest.mark.parametrize("word", ["DEP203", "D-2"])
def test_a_new_one_is_accepted_by_its_law_or_by_the_design(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.chdir(repo.path)
    assert main(["baseline", "--accept", word, "--because", "it goes in May"]) == 0
    assert f"DEP203 - {SCANNER} {BASKET}  # it goes in May" in (repo.path / "archhook-baseline.txt").read_text()


@pytest.mark.parametrize("kind", ["json", "sarif", "junit", "github", "text"])
def test_every_report_has_it(repo: GitRepo, kind: str) -> None:
    told = archhook(repo.path, "check", "--no-cache", "--format", kind)
    assert told.returncode == 1
    assert "DEP203" in told.stdout
    if kind == "json":
        (one,) = json.loads(told.stdout)["findings"]
        assert one["subject"] == {"file": SCANNER, "symbol": BASKET, "imports": 3}
    if kind == "sarif":
        (one,) = json.loads(told.stdout)["runs"][0]["results"]
        assert one["properties"]["subject"] == {"file": SCANNER, "symbol": BASKET, "imports": 3}


def test_imports_of_excluded_files_are_one_finding_of_a_design(repo: GitRepo) -> None:
    repo.write("archhook.toml", 'exclude = ["src/till/vendored/"]\n')
    repo.write("src/till/vendored/money.py", "CENT = 1\n")
    edited(repo, SCANNER, IMPORTS, "from till.vendored import money\n")
    assert found(repo) == ([("DEP211", 3, 27, 1)], 0)
    repo.write("src/till/aside.py", "# a comment\nimport till.vendored.money\nfrom till.vendored.money import CENT\n")
    task = '    implements = Scanner\n    file_path = "src/till/aside.py"\n'
    repo.write(LEDGER, (repo.path / LEDGER).read_text() + f'\n\nclass Aside(Task):\n    """[T-3] Aside."""\n\n{task}')
    repo.run("add", "-A")
    one = finding(repo)
    assert (one.path, one.line, one.imports, one.file, one.symbol) == (
        "src/till/aside.py",
        2,
        3,
        "",
        "src/till/vendored/",
    )
    assert "3 imports are of what it names" in one.message
    text = (repo.path / "src/till/aside.py").read_text()
    repo.write("src/till/aside.py", text.replace("# a comment", "# archhook: ignore[DEP211] vendored"))
    repo.run("add", "-A")
    one = finding(repo)
    assert (one.path, one.line, one.imports) == (SCANNER, 3, 3)
