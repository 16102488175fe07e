"""What it means for findings that exemptions do not count."""

from __future__ import annotations

import pytest

from archhook.check.uncounted import SHOWN, Uncounted, few_called, key_place, never_looser, of_key
from archhook.model.config import Config, Pytest
from archhook.model.findings import Finding, Verdict, key_of

FINDING = Finding(
    "INV407", "x", "error", "", "app/src/a.py", 7, 1, "T-1", "task", (), 0, "src/a.py", "extra", "declare it"
)
OTHER = FINDING._replace(code="INV405", line=1, node="")
WAIVED = Uncounted("D-1 waives INV407", "architecture.py", 3, codes=("INV407",), node="T-1")
TOLD = "what pytest is told"


@pytest.mark.parametrize(
    ("exemption", "exempts"),
    [
        (WAIVED, True),
        (WAIVED._replace(node="T-2"), False),
        (WAIVED._replace(codes=("INV405",)), False),
        (Uncounted("any code", node="T-1"), True),
        (Uncounted("an ignore", "app/src/a.py", 7, ("INV407",), file="app/src/a.py", at=7), True),
        (Uncounted("an ignore", "app/src/a.py", 6, ("INV407",), file="app/src/a.py", at=6), False),
        (Uncounted("of the whole file", "app/src/a.py", 1, ("INV407",), file="app/src/a.py"), True),
        (Uncounted("of another", "app/src/b.py", 7, ("INV407",), file="app/src/b.py", at=7), False),
        (Uncounted("an entry", keys=frozenset({key_of(FINDING)})), True),
        (Uncounted("an entry", keys=frozenset({key_of(OTHER)}), codes=("INV407",)), False),
        (Uncounted("`tests`", role="test"), True),
        (Uncounted("`exclude`", role="other"), False),
        (Uncounted("`strict`"), False),
    ],
)
def test_which_findings_it_would_exempt(exemption: Uncounted, exempts: bool) -> None:
    assert exemption.exempts(FINDING, "test") is exempts


def test_what_it_is_called() -> None:
    assert WAIVED.called == "D-1 waives INV407 at architecture.py:3"
    assert WAIVED._replace(line=0).called == "D-1 waives INV407 at architecture.py"
    assert WAIVED._replace(path="", line=0).called == "D-1 waives INV407"
    assert Uncounted("a.py:7 ignores X", "a.py", 7, file="a.py").called == "a.py:7 ignores X"  # it tells the place


def test_few_of_many_are_called() -> None:
    some = [Uncounted(str(number)) for number in range(SHOWN + 2)]
    assert few_called(some[:SHOWN]) == "0, 1, 2, 3"
    assert few_called(some) == "0, 1, 2, 3 and 2 more"


OWN = Config(exclude=("docs/", "!docs/a/", "src/more/"), tests=("tests/", "src/t/"), pytest=Pytest("pytest.ini"))
LAW = Config(exclude=("docs/",), tests=("tests/",))


@pytest.mark.parametrize(
    ("what", "asked", "found"),
    [
        ("the severity of INV407", (("severity", "INV407"), ""), Uncounted("", codes=("INV407",))),
        ("`exclude`", (("exclude",), "src/more/"), Uncounted("", role="other")),
        ("`tests`", (("tests",), "src/t/"), Uncounted("", role="test")),
        ("`symbols`", (("symbols",), ""), Uncounted("", codes=("INV405", "INV406", "INV407", "INV408", "LED004"))),
        ("`resources`", (("resources",), ""), Uncounted("", codes=("RES601",))),
        ("`typing-imports`", (("typing-imports",), ""), Uncounted("", codes=("DEP203", "DEP204", "DEP205", "DEP207"))),
        ("`strict`", (("strict",), ""), Uncounted("")),
    ],
)
def test_a_key_is_looked_for_where_it_is_written(
    what: str, asked: tuple[tuple[str, ...], str], found: Uncounted
) -> None:
    def place(*given: object) -> tuple[str, int]:
        assert given == asked
        return "archhook.toml", 5

    assert of_key(what, OWN, LAW, place) == found._replace(what=what, path="archhook.toml", line=5)


def test_what_pytest_is_told_stands_in_its_own_file() -> None:
    assert of_key(TOLD, OWN, LAW, lambda *_: ("archhook.toml", 1)) == Uncounted(TOLD, "pytest.ini", role="test")


def test_where_a_key_stands() -> None:
    texts = {
        "archhook.toml": b'exclude = [\r\n  "docs/",\r\n  "src/",\r\n]\r\n[severity]\r\nINV407 = "off"\r\n',
        "pyproject.toml": b'[project]\nname = "x"\n\n[tool.archhook]\nexclude = ["src/"]\n',
        "pytest.ini": b"[pytest]\n",
    }
    place = key_place(["pytest.ini", "pyproject.toml", "archhook.toml"], texts.__getitem__)
    assert place(("exclude",), "src/") == ("archhook.toml", 3)
    assert place(("exclude",), "") == ("archhook.toml", 1)
    assert place(("severity", "INV407"), "") == ("archhook.toml", 6)
    assert place(("strict",), "") == ("archhook.toml", 0)
    assert key_place(["pyproject.toml"], texts.__getitem__)(("exclude",), "src/") == ("pyproject.toml", 5)
    assert key_place(["pytest.ini"], texts.__getitem__)(("exclude",), "") == ("", 0)  # it is the default of a key


def _verdict(*findings: Finding, judged: str = "all") -> Verdict:
    return Verdict("index", "", findings, 0, 0, 0, (), 0, False, False, judged=judged)


def _fix(called: str, them: str = "it") -> str:
    return (
        f"mend this: what exempts it does not count ({called}), for main does not have {them}, or not as wide; or have "
        f"{them} let in there first"
    )


def test_what_stands_by_the_law_alone_says_so() -> None:
    dropped = [WAIVED, Uncounted("`strict`")]
    found = never_looser(_verdict(OTHER, FINDING), _verdict(OTHER), dropped, "main", lambda _: "")
    assert [one.fix for one in found.findings] == ["declare it", _fix(WAIVED.called)]


def test_where_none_would_exempt_it_all_are_named() -> None:
    dropped = [WAIVED._replace(node="T-2"), Uncounted("`strict`")]
    found = never_looser(_verdict(FINDING), _verdict(), dropped, "main", lambda _: "")
    assert found.findings[0].fix == _fix(f"{WAIVED.called}, `strict`", "them")


def test_a_file_is_told_by_its_own_role() -> None:
    dropped = [Uncounted("`exclude`", role="other"), Uncounted("`tests`", role="test")]
    found = never_looser(_verdict(OTHER), _verdict(), dropped, "main", lambda _: "test")
    assert found.findings[0].fix == _fix("`tests`")


def test_nothing_is_looser_than_by_the_own_law() -> None:
    found = never_looser(_verdict(FINDING), _verdict(FINDING, OTHER), [WAIVED], "main", lambda _: "")
    assert found.findings == (OTHER, FINDING)  # in the order of a verdict


def test_of_several_with_one_key_the_last_are_beside_the_others() -> None:
    more = FINDING._replace(line=9)
    found = never_looser(_verdict(FINDING, more), _verdict(FINDING), [WAIVED], "main", lambda _: "")
    assert [one.fix for one in found.findings] == ["declare it", _fix(WAIVED.called)]
    found = never_looser(_verdict(FINDING), _verdict(FINDING, more), [WAIVED], "main", lambda _: "")
    assert found.findings == (FINDING, more)


def test_the_ledger_comes_first() -> None:
    held = _verdict(FINDING, judged="ledger")
    assert never_looser(held, _verdict(OTHER), [WAIVED], "main", lambda _: "") is held
