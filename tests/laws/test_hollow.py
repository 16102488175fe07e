"""TST509: one for each declared test that cannot fail, at the first Test that declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.model.findings import Breach

if TYPE_CHECKING:
    from collections.abc import Callable

P = "tests/test_a.py"
CODE = (
    "import pytest\n\n\ndef test_x(): ...\n\n\ndef test_full(): f()\n\n\nclass TestA:\n    def test_y(self): ...\n\n"
    "    @pytest.mark.skip\n    def test_full(self): f()\n"
)
BASE = (
    "import pytest\n\n\nclass TestA:\n    def test_y(self): f()\n\n\n@pytest.mark.skip\nclass TestB(TestA):\n    pass\n"
)
GONE = "or remove it from the file and the ledger (`archhook sync` does the latter)"


def empty(node: str, name: str) -> Breach:
    return Breach(
        "TST509",
        f"test {name!r} of {P} cannot fail: it holds nothing that could",
        ("symbol", P, "function", name.replace("::", ".")),
        node,
        P,
        name,
        f"write what it is to prove, {GONE}",
    )


def skipped(node: str, name: str, where: str = "", anchor: tuple[str, str] | None = None) -> Breach:
    return Breach(
        "TST509",
        f"test {name!r} of {P} cannot fail: it is skipped whatever happens (`pytest.mark.skip`{where})",
        ("symbol", P, *(anchor or ("function", name.replace("::", ".")))),
        node,
        P,
        name,
        f"let it run, say with `pytest.mark.skipif` where it cannot, {GONE}",
    )


def test(line: str, names: str) -> str:
    return f"{line} file={P} test_functions={names}"


test.__test__ = False  # type: ignore[attr-defined]

FULL = skipped("UT-1", "TestA::test_full")
INHERITED = skipped("UT-1", "TestB::test_y", " on TestB", ("class", "TestB"))
FIRES = [
    (test("UT-1", "*"), CODE, [empty("UT-1", "test_x"), empty("UT-1", "TestA::test_y"), FULL]),
    (test("UT-1", "test_full,TestA::test_full"), CODE, [FULL]),
    # the smallest id that declares it: by all, by a bare name, by a qualified one, which wins over a bare one
    (
        test("UAT-2", "test_x") + "\n" + test("UT-1", "*"),
        CODE,
        [empty("UAT-2", "test_x"), empty("UT-1", "TestA::test_y"), FULL],
    ),
    (
        test("UT-2", "test_y") + "\n" + test("UT-10", "test_full"),
        CODE,
        [empty("UT-2", "TestA::test_y"), skipped("UT-10", "TestA::test_full")],
    ),
    (test("ST-1", "test_full") + "\n" + test("UT-1", "TestA::test_full"), CODE, [FULL]),
    (test("UT-1", "test_y") + "\n" + test("UT-2", "*"), BASE.replace("f()", "pass"), [empty("UT-1", "TestA::test_y")]),
    # a class that has its tests by inheritance is where they are skipped
    (test("UT-1", "*"), BASE, [INHERITED]),
    (test("UT-1", "TestA::test_y"), BASE, [INHERITED]),  # it is declared with the function that it runs
    (test("UT-1", "TestA::test_y,TestB::test_y"), BASE, [INHERITED]),
    (
        test("UT-1", "*"),
        "import pytest\npytestmark = pytest.mark.skip\ndef test_x(): f()\n",
        [skipped("UT-1", "test_x", " on the file")],
    ),
]  # fmt: skip
HOLDS = [
    (test("UT-1", "test_full"), CODE.replace("@pytest.mark.skip", "@pytest.mark.slow")),
    (test("!UT-1", "*"), CODE),
    (test("UT-1", "*"), CODE + "x = (\n"),
    (test("UT-1", "*"), "120000"),
    (f"T-1 file={P} functions=test_x", CODE),
    ("", CODE),
    (test("UT-1", "test_gone"), CODE),
]


@pytest.mark.parametrize(("ledger", "source", "expected"), FIRES)
def test_fires(judge: Callable[..., list[Breach]], ledger: str, source: str, expected: list[Breach]) -> None:
    assert judge("TST509", ledger, {P: source}) == expected


@pytest.mark.parametrize(("ledger", "source"), HOLDS)
def test_holds(judge: Callable[..., list[Breach]], ledger: str, source: str) -> None:
    assert judge("TST509", ledger, {P: source}) == []


def test_a_folder_declares_all_tests_below_it(judge: Callable[..., list[Breach]]) -> None:
    ledger = "UT-1 file=tests/ test_functions=*"
    assert judge("TST509", ledger, {P: CODE}, symbols="files") == [
        empty("UT-1", "test_x"),
        empty("UT-1", "TestA::test_y"),
        FULL,
    ]
