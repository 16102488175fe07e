"""Every fix carried out: what a finding says to do makes it go away, and brings nothing that could be foreseen."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import mending as do
from helpers.files import FIXTURES, copy_fixture, write
from helpers.mended_project import Mending
from helpers.mending_folders import FILES, SETTINGS
from helpers.mends import MENDS, row_of

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.laws.catalogue import BY_CODE, LAWS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from helpers.git_repo import GitRepo

    from archhook.model.findings import Finding

LEDGER, BASKET, SCANNER = "architecture.py", "src/till/basket.py", "src/till/scanner.py"
UNIT = "tests/unit/test_basket.py"
THIRD = '\n\nclass Card(Design):\n    """[D-3] A card."""\n\n    adopted = False\n'
AGAIN = (
    '\n\nclass Again(Task):\n    """[T-3] Again."""\n\n    implements = Scanner\n'
    '    file_path = "src/till/scanner.py"\n    functions = ["scan"]\n'
)
TILL = (
    '\n\nclass Till(Design):\n    """[D-3] A till."""\n\n    requires = [Basket]\n\n\n'
    'class WriteTill(Task):\n    """[T-3] Write it."""\n\n    implements = Till\n    file_path = "src/till/till.py"\n'
    '    functions = ["pay"]\n'
)
PLANNED = "    planned = True\n"
PLANNED_TILL = TILL.replace("    requires = [Basket]", '    satisfies = ["R-1"]\n    requires = [Basket]') + PLANNED
TILL_TESTS = "".join(
    f'\n\nclass Till{level}({level}Test):\n    """[{node}] The till."""\n\n    verifies = Till\n'
    f'    test_file = "tests/{level.lower()}/test_pay.py"\n    test_functions = ["test_{level.lower()}"]\n{PLANNED}'
    for level, node in (("Unit", "UT-3"), ("Integration", "IT-3"))
)
PAY = ("src/till/till.py", "", "def pay():\n    return str(1)\n")
TABLE = (
    '\n\nclass WriteTable(Task):\n    """[T-3] Write the table."""\n\n    implements = Scanner\n'
    '    file_path = "src/till/table.py"\n    functions = ["table"]\n'
)
IN_DRAWER = TABLE.replace("table.py", "drawer/").replace('    functions = ["table"]\n', "")
WHOLE_TILL = (
    '\n\nclass WholeTill(SystemTest):\n    """[ST-3] The till."""\n\n    verifies = "R-1"\n'
    '    test_file = "tests/whole/"\n    test_functions = "*"\n'
)
SCANS = "    satisfies = [ScanInOneSecond]\n"
TAXES = "    satisfies = [TotalHoldsTax]\n"
QUEUE = "    derived_from = [ShortQueue]\n"
NO_UNIT = ('class ScannerAlone(UnitTest):\n    """[UT-2]', 'class ScannerAlone(IntegrationTest):\n    """[IT-9]')
ALSO_MORE = (LEDGER, '"test_empty_basket_costs_nothing"', '"test_empty_basket_costs_nothing", "test_more"')
VERIFIES = '    verifies = {}\n    test_file = "{}'
NEEDS = "    requires = [Scanner]\n"
IMPORT = ("from archhook import Design", "from archhook import ResourceConstraints, Design")
MEASURED = (
    'version = 1\n\n[D-2.latency_p99_ms]\nvalue = 60\nunit = "ms"\nsource = "till.json"\nmachine = "till-1"\n'
    "date = 2026-03-02T09:00:00Z\nsamples = 400\n[D-2.latency_p99_ms.files]\n"
    '"src/till/scanner.py" = "0000000000000000000000000000000000000001"\n'
)


MAPPED = (
    '[[measure]]\nfile = "bench.json"\nformat = "bmf"\nbenchmark = "scan"\ndesign = "D-2"\nfield = "latency_p99_ms"\n'
    'metric = "latency"\nunit = "ms"\n'
)


def est(figure: str, name: str = "estimated") -> str:
    return f"    {name} = ResourceConstraints({figure})\n"


Edit = tuple[str, str, str]
"""(file, what stands there, what stands there then); "" stands for the end."""

CASES: list[tuple[str, tuple[Edit, ...]]] = [
    ("LED002", ((LEDGER, "", THIRD.replace("D-3", "D-2")),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", 'requires = [Scanner, "Q-9"]'),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", 'requires = [Scanner, "D-22"]'),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", 'requires = ["Scanner"]'),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", "requires = [Scannr]"),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", "requires = [Scanner, Printer]"),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", "requires = [Scanner, Printer]"), (LEDGER, "", THIRD.replace(
        "Card(", "Printers(").replace("    adopted = False\n", SCANS)))),
    ("LED003", ((LEDGER, "requires = [Scanner]", 'requires = [Scanner, "D-9"]'),)),
    ("LED003", ((LEDGER, "satisfies = [TotalHoldsTax]", 'satisfies = ["Q-9", TotalHoldsTax]'),)),
    ("LED003", ((LEDGER, "satisfies = [TotalHoldsTax]", 'satisfies = ["R-9", TotalHoldsTax]'),)),
    ("LED003", ((LEDGER, "verifies = FairPrice", 'verifies = "Q-9"'),)),
    ("LED003", ((LEDGER, "implements = Scanner", 'implements = "R-2"'),)),
    ("LED003", ((LEDGER, "implements = Scanner", "implements = ShortQueue"),)),
    ("LED003", ((LEDGER, "requires = [Scanner]", "requires = [Later]"), (LEDGER, "", THIRD.replace(
        "Card(", "Later(").replace("    adopted = False\n", SCANS)))),
    ("LED005", ((LEDGER, SCANS, SCANS + '    waives = {"TST505": "why"}\n'),)),
    ("LED005", ((LEDGER, SCANS, SCANS + '    waives = {"XYZ505": "why"}\n'),)),
    ("LED005", ((LEDGER, SCANS, SCANS + '    waives = {"TST550": "why"}\n'),
                (LEDGER, *NO_UNIT))),
    ("LED005", ((BASKET, "def total(basket):", "def total(basket):  # archhook: ignore[INV407] old"),)),
    ("LED005", ((BASKET, "def total(basket):", "def total(basket):  # archhook: ignore[LED001] old"),)),
    ("LED005", ((BASKET, "def total(basket):", "def total(basket):  # archhook: ignore old"),)),
    ("LED005", ((BASKET, "def total(basket):", "def total(basket):  # archhook: ignore[NONE] old"),)),
    ("LED005", ((BASKET, "", "\n\ndef refund():  # archhook: ignore[INV407]\n    pass\n"),)),
    ("LED005", ((BASKET, "", "\n\ndef refund():  # archhook: ignore[INV4O7] old\n    pass\n"),)),
    ("LED007", ((LEDGER, "[D-2] A table of bar codes", "[D-2] PLACEHOLDER: a table of bar codes"),)),
    ("LED006", (("archhook-baseline.txt", "", "INV407 T-1 src/till/basket.py refund\n"),)),
    ("TRC101", ((LEDGER, "    implements = Scanner\n", ""),)),
    ("TRC101", ((LEDGER, "    implements = Scanner\n", '    implements = "D-3"\n'), (LEDGER, "", THIRD))),
    ("TRC102", ((LEDGER, "", THIRD.replace("    adopted = False\n", "")),)),
    ("TRC103", ((LEDGER, "derived_from = [ShortQueue]", "derived_from = []"),)),
    ("TRC104", ((LEDGER, "satisfies = [ScanInOneSecond]", "satisfies = []"),)),
    ("TRC105", ((LEDGER, "", THIRD.replace("    adopted = False\n", SCANS)),)),
    ("TRC106", ((LEDGER, "", '\n\nclass Third(Intent):\n    """[I-3] A third goal."""\n'),)),
    ("DEP201", ((LEDGER, NEEDS, '    requires = [Scanner, "D-3"]\n'), (LEDGER, "", THIRD + SCANS))),
    ("DEP202", ((LEDGER, SCANS, SCANS + '    requires = ["D-1"]\n'),)),
    ("DEP202", ((LEDGER, SCANS, SCANS + '    requires = ["D-2"]\n'),)),
    ("DEP203", ((BASKET, "TAX", "from till.scanner import scan\n\nTAX"), (LEDGER, NEEDS, ""))),
    ("DEP203", ((BASKET, "TAX", "from till.table import table\n\nTAX"), (LEDGER, NEEDS, ""), (LEDGER, "", TABLE),
                ("src/till/table.py", "", "def table():\n    return 1\n"))),
    ("DEP203", ((SCANNER, "PRICES", "import till.basket\n\nPRICES"),)),
    ("DEP203", ((SCANNER, "PRICES", "from till.basket import total\n\nPRICES"),)),
    ("DEP203", ((SCANNER, "PRICES", "from till.basket import total\n\nPRICES"), (LEDGER, NEEDS, ""),
                ("src/till/till.py", "", "from till.basket import total\n\n\ndef pay():\n    return total([])\n"),
                (LEDGER, SCANS, SCANS + '    requires = ["D-3"]\n'), (LEDGER, "", TILL))),
    ("DEP205", ((BASKET, "TAX", "from till.scanner import PRICES, scan\n\nTAX"),
                (LEDGER, SCANS, SCANS + '    interface = ["scan"]\n'))),
    ("DEP205", ((BASKET, "TAX", "import till.scanner\n\nTAX"), (LEDGER, SCANS, SCANS + "    interface = []\n"))),
    ("DEP207", ((BASKET, "TAX", "import requests.sessions\n\nTAX"), (LEDGER, NEEDS, NEEDS + "    packages = []\n"))),
    ("DEP207", ((BASKET, "TAX", "import sqlite3\n\nTAX"),
                (LEDGER, SCANS, SCANS + '    exclusive_packages = ["sqlite3"]\n'))),
    ("DEP204", (("src/till/notes.py", "", ""),)),
    ("DEP209", ((SCANNER, "PRICES", "from till import table\n\nPRICES"), (LEDGER, "", TABLE),
                ("src/till/table.py", "", "import till.scanner\n\n\ndef table():\n    return till.scanner.PRICES\n"))),
    ("DEP210", ((BASKET, "TAX", "from tests.shelf import BREAD\n\nTAX"), ("tests/shelf.py", "", "BREAD = 1\n"))),
    ("DEP211", ((BASKET, "TAX", "from till import money\n\nTAX"), ("src/till/money.py", "", "CENT = 1\n"),
                ("archhook.toml", "", 'exclude = ["src/till/money.py"]\n'))),
    ("INV412", ((LEDGER, SCANS, SCANS + '    interface = ["scan", "refunds"]\n'),)),
    ("INV412", ((LEDGER, SCANS, SCANS + '    interface = ["scann"]\n'),)),
    ("DEP206", ((LEDGER, NEEDS, NEEDS + '    layer = "device"\n'), (LEDGER, SCANS, SCANS + '    layer = "till"\n'),
                ("archhook.toml", "", 'layers = ["till", "device"]\n'))),
    ("DEP208", ((LEDGER, NEEDS, NEEDS + '    forbids = ["D-2"]\n'),)),
    ("DEP208", ((LEDGER, SCANS, SCANS + '    visible_to = []\n'),)),
    ("DEP208", ((LEDGER, NEEDS, NEEDS + '    forbids = ["D-2"]\n'), (LEDGER, SCANS, SCANS + "    visible_to = []\n"))),
    ("DEP208", ((LEDGER, NEEDS, NEEDS + '    forbids = ["D-3"]\n'),
                (LEDGER, SCANS, SCANS + '    requires = ["D-3"]\n'),
                (LEDGER, "", THIRD.replace("    adopted = False\n", SCANS)))),
    ("CON301", ((LEDGER, TAXES + NEEDS, TAXES), (LEDGER, SCANS, SCANS + '    conflicts_with = ["D-1"]\n'))),
    ("CON302", ((LEDGER, *IMPORT), (LEDGER, NEEDS, NEEDS + est("request_rate=70")),
                (LEDGER, SCANS, SCANS + est("request_rate=60")))),
    ("CON302", ((LEDGER, *IMPORT), (LEDGER, NEEDS, NEEDS + est("key_rotation_interval_hours=10")),
                (LEDGER, SCANS, SCANS + est("key_rotation_interval_hours=20")))),
    ("INV401", ((LEDGER, 'file_path = "src/till/scanner.py"', 'file_path = "src/till/scaner.py"'),)),
    ("INV401", ((SETTINGS, "", FILES), (LEDGER, "", IN_DRAWER))),
    ("LED004", ((LEDGER, "", IN_DRAWER), ("src/till/drawer/open.py", "", "def open_drawer():\n    pass\n"))),
    ("LED004", ((LEDGER, "", WHOLE_TILL), ("tests/whole/test_till.py", "", "def test_till():\n    assert str(1)\n"))),
    ("TST501", ((SETTINGS, "", FILES), (LEDGER, "", WHOLE_TILL))),
    ("INV405", ((SETTINGS, "", FILES), ("src/till/drawer/open.py", "", "def open_drawer():\n    pass\n"))),
    ("INV401", ((LEDGER, "", '\n\nclass More(Task):\n    """[T-3] More."""\n\n    implements = Scanner\n'
                 '    file_path = "src/till/more.py"\n    functions = ["more"]\n    classes = ["More"]\n'),)),
    ("INV402", ((LEDGER, 'classes = ["Basket"]', 'classes = ["Baskte"]'),)),
    ("INV402", ((LEDGER, 'classes = ["Basket"]', 'classes = ["Basket", "Receipt"]'),)),
    ("INV403", ((SCANNER, "def scan(", "def scann("),)),
    ("INV403", ((BASKET, "def total(", "def sum_up("), (SCANNER, "", "\n\ndef total(basket):\n    return 0\n"))),
    ("INV404", ((SCANNER, "PRICES", "COSTS"), ("src/till/prices.py", "", "PRICES = {}\n"))),
    ("TST502", ((UNIT, "def test_empty_basket_costs_nothing", "def test_basket"),
                ("tests/unit/test_scanner.py", "", "\n\ndef test_empty_basket_costs_nothing():\n    assert str(1)\n"))),
    ("INV403", ((LEDGER, 'functions = ["scan"]', 'functions = ["scan", "refund"]'),)),
    ("INV403", ((LEDGER, 'functions = ["total"]\n    globals = ["TAX_PERCENT"]',
                 'functions = ["total", "TAX_PERCENT"]\n    globals = []'),)),
    ("INV404", ((LEDGER, 'globals = ["PRICES"]', 'globals = ["PRICES", "LIMIT"]'),)),
    ("INV404", ((SCANNER, "PRICES", "PRICE"),)),
    ("INV405", (("src/till/drawer.py", "", "def open_drawer():\n    pass\n"),)),
    ("INV405", (("src/till/bad.py", "", "def (:\n"),)),
    ("INV406", ((BASKET, "", "\n\nclass Bag:\n    pass\n"),)),
    ("INV407", ((BASKET, "", "\n\ndef refund():\n    pass\n"),)),
    ("INV407", ((LEDGER, "", IN_DRAWER), ("src/till/drawer/open.py", "", "def open_drawer():\n    pass\n"))),
    ("INV408", ((BASKET, "", "\n\nLIMIT = 3\n"),)),
    ("INV409", ((LEDGER, "", AGAIN),)),
    ("INV410", ((BASKET, "", "def (:\n"),)),
    ("INV410", (("src/till/drawer.sql", "", "select 1;\n"), (LEDGER, "", AGAIN.replace("scanner.py", "drawer.sql")))),
    ("INV411", ((LEDGER, "", AGAIN.replace("scanner.py", "more.py") + "    planned = True\n"),)),
    ("TST501", ((LEDGER, 'test_file = "tests/unit/test_basket.py"', 'test_file = "tests/unit/test_baskets.py"'),)),
    ("TST501", ((LEDGER, "", '\n\nclass More(UnitTest):\n    """[UT-3] More."""\n\n    verifies = Scanner\n'
                 '    test_file = "tests/unit/test_more.py"\n    test_functions = ["test_more"]\n'),)),
    ("TST502", ((UNIT, "def test_empty_basket_costs_nothing", "def test_empty_basket_costs_nothin"),)),
    ("TST502", ((LEDGER, '["test_known_code"]', '["test_known_code", "test_free"]'),)),
    ("TST502", ((LEDGER, "", '\n\nclass More(UnitTest):\n    """[UT-3] More."""\n\n    verifies = Scanner\n'
                 '    test_file = "tests/unit/test_scanner.py"\n    test_functions = ["test_all_is_free"]\n'),)),
    ("TST502", (("tests/unit/test_more.py", "", "X = 1\n"), (LEDGER, "", '\n\nclass More(UnitTest):\n'
                 '    """[UT-3] More."""\n\n    verifies = Scanner\n    test_file = "tests/unit/test_more.py"\n'
                 '    test_functions = "*"\n'))),
    ("TST503", (("tests/unit/test_new.py", "", "def test_new():\n    assert str(1)\n"),)),
    ("TST503", (("tests/unit/test_bad.py", "", "def (:\n"),)),
    ("TST504", ((UNIT, "", "\n\ndef test_more():\n    assert str(1)\n"),)),
    *((code, ((LEDGER, VERIFIES.format(node, file), VERIFIES.format(other, file)),))
      for code, node, other, file in (
          ("TST505", "Scanner", "Basket", "tests/unit/test_scanner"),
          ("TST506", "Scanner", "Basket", "tests/integration/test_scanner"),
          ("TST507", "TotalHoldsTax", "ScanInOneSecond", ""),
          ("TST508", "FairPrice", "ShortQueue", ""))),
    ("TST509", ((UNIT, "", "\n\ndef test_more():\n    assert True\n"), ALSO_MORE)),
    ("TST509", ((UNIT, "", "\n\n@pytest.mark.skip\ndef test_more():\n    assert str(1)\n"), ALSO_MORE,
                (UNIT, "from till", "import pytest\nfrom till"))),
    *((code, ((LEDGER, "", PLANNED_TILL),)) for code in ("TST505", "TST506")),
    *((code, ((LEDGER, "", PLANNED_TILL.replace(PLANNED, "") + TILL_TESTS), PAY)) for code in ("TST505", "TST506")),
    ("TST510", ((LEDGER, "", PLANNED_TILL + TILL_TESTS), PAY)),
    ("TST510", ((LEDGER, "", PLANNED_TILL + TILL_TESTS),
                ("tests/unit/test_pay.py", "", "def test_unit():\n    assert str(1)\n"))),
    ("RES601", ((LEDGER, *IMPORT), (LEDGER, SCANS, SCANS + est("memory_mb=64") + est("memory_mb=100", "measured")))),
    ("RES601", ((LEDGER, *IMPORT), (LEDGER, SCANS,
                SCANS + est("request_rate=64") + est("request_rate=10", "measured")))),
    ("RES602", ((LEDGER, *IMPORT), (LEDGER, NEEDS, NEEDS + est("memory_mb=64")),
                (LEDGER, SCANS, SCANS + est("memory_mb=96")))),
    ("RES602", ((LEDGER, *IMPORT), (LEDGER, NEEDS, NEEDS + est("request_rate=64")),
                (LEDGER, SCANS, SCANS + est("request_rate=96") + est("request_rate=20", "measured")))),
    ("RES603", ((LEDGER, *IMPORT), (LEDGER, SCANS, SCANS + est("latency_p99_ms=30")),
                (LEDGER, QUEUE, QUEUE + est("latency_p99_ms=20", "budget")))),
    ("RES604", ((LEDGER, *IMPORT), (LEDGER, SCANS, SCANS + est("latency_p99_ms=30")),
                (LEDGER, QUEUE, QUEUE + est("latency_p99_ms=20", "budget")))),
    ("RES605", (("measured.toml", "", MEASURED), (LEDGER, *IMPORT), (LEDGER, SCANS, SCANS + est("latency_p99_ms=64")))),
    ("RES605", (("measured.toml", "", MEASURED), (LEDGER, *IMPORT), (LEDGER, SCANS, SCANS + est("latency_p99_ms=64")),
                ("archhook.toml", "", MAPPED))),
]  # fmt: skip

COMES_WITH = {
    "TRC101": ("TRC105", "TRC102", "TST505", "TST506"),
    "TRC102": ("TRC105", "TST505", "TST506"),
    "LED003": ("TRC105", "TST505", "TST506", "TST507", "TST508", "TRC104", "TRC106"),
    "DEP201": ("TRC105", "TST505", "TST506"),
    "DEP208": ("DEP203",),  # what the code needs of it all the same is the other half of that decision
    "DEP211": ("INV405",),
    "INV412": ("INV407",),
    "TRC103": ("TRC106",),
    "CON301": ("TRC104", "DEP201"),
    "INV405": ("INV410",),
    "TST503": ("INV410", "TST502", "TST504"),
    "TST510": ("TST505", "TST506"),
}
"""Code -> what may come after its fix, and is a question of its own: a node that is new or in force only now needs
what such nodes need, the Requirement whose Design was let go, as the fix says, has none, and a file that cannot be
parsed still cannot."""


def findings(folder: Path, code: str) -> dict[tuple[str, str, str, str], Finding]:
    if BY_CODE[code].severity == "off":
        write(folder / "archhook.toml", f'[severity]\n{code} = "error"\n')
    found = judge(Request(str(folder), untracked=True)).verdict.findings
    return {(one.code, one.node, one.file, one.symbol): one for one in found}


def broken(folder: Path, edits: Iterable[Edit]) -> None:
    for path, old, new in edits:
        file = folder / path
        before = file.read_text() if file.exists() else ""
        assert old in before, (path, old)
        write(file, before.replace(old, new, 1) if old else before + new)


class Trial:
    """One project, broken anew for each way to mend it."""

    def __init__(self, repo: GitRepo, edits: Iterable[Edit], project: str) -> None:
        self.repo = repo
        self.edits = tuple(edits)
        copy_fixture(project, repo.path)
        repo.commit("before")

    def again(self) -> Mending:
        self.repo.run("reset", "-q", "--hard")
        self.repo.run("clean", "-qfd")
        broken(self.repo.path, self.edits)
        self.repo.run("add", "-A")
        return Mending(self.repo.path)


def carried_out(trial: Trial, code: str) -> int:
    """Carries out every fix of the findings of a law, each in every way; how many there were."""
    before = findings(trial.again().folder, code)
    done = 0
    for key, finding in before.items():
        if finding.code != code or not finding.fix:
            continue
        row, found = row_of(code, finding.fix)
        for number, mend in enumerate(row.mends):
            if mend is do.sync and "sync" in found.groupdict() and not found["sync"]:
                continue
            project = trial.again()
            _told(project, finding, mend, found, number)
            after = findings(project.folder, code)
            assert key not in after, (finding.fix, number, after[key].message)
            new = [one for other, one in after.items() if other not in before]
            new = [one for one in new if one.code not in COMES_WITH.get(code, ())]
            assert not new, (finding.fix, number, new)
            done += 1
    return done


def _told(project: Mending, finding: Finding, mend: do.Mend, found: re.Match[str], number: int) -> None:
    try:
        mend(project, finding, found)
    except AssertionError as problem:
        raise AssertionError(f"{finding.fix!r} ({number}) cannot be carried out: {problem}") from problem


def _params() -> Iterator[object]:
    """The first case of each law is tried at once, the others with what is slow."""
    seen: set[str] = set()
    for number, (code, edits) in enumerate(CASES):
        yield pytest.param(code, edits, id=f"{code}-{number}", marks=[pytest.mark.slow] if code in seen else [])
        seen.add(code)


@pytest.mark.parametrize(("code", "edits"), [*_params()])
def test_what_a_fix_says_helps(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, code: str, edits: tuple[Edit, ...]
) -> None:
    repo = git_repo()
    monkeypatch.chdir(repo.path)
    assert carried_out(Trial(repo, edits, "kept/small"), code)


@pytest.mark.parametrize("code", [law.code for law in LAWS if law.code not in ("LED001", "LED004")])
def test_every_fix_of_the_fixtures_is_one_of_those(code: str) -> None:
    for finding in json.loads((FIXTURES / "broken" / code / "expected.json").read_text())["findings"]:
        row_of(code, finding["fix"])


def test_every_law_has_a_case() -> None:
    assert {code for code, _ in CASES} | {"LED001", "LED004"} == {law.code for law in LAWS}


def test_every_row_is_somebodys() -> None:
    assert all(any(law.code.startswith(row.codes) for law in LAWS) for row in MENDS)
