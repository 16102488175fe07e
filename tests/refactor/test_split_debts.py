"""What a split leaves in the baseline: what it breaks, with the reason; not what failed before, nor what it mends."""

from __future__ import annotations

from archhook.model.findings import Finding, Verdict
from archhook.refactor.split_debts import Debts, debts


def finding(code: str, node: str = "", file: str = "", symbol: str = "", severity: str = "error") -> Finding:
    return Finding(code, "", severity, "", "", 1, 1, node, "", (), 0, file, symbol, "")


def verdict(*findings: Finding, strict: bool = False) -> Verdict:
    return Verdict("worktree", "", findings, 0, 0, 0, (), 0, unreadable=False, strict=strict)


def made(text: str, before: Verdict, after: Verdict) -> Debts:
    found = debts(text, before, after, "D-1 was split")
    lines = [line for line in found.text.split("\n") if line and not line.startswith("#")]
    return found._replace(text="|".join(lines))


IMPORT = finding("DEP203", "D-2", "a.py", "b.py")


def test_what_a_split_breaks_is_frozen_with_the_reason() -> None:
    assert made("", verdict(), verdict(IMPORT)) == ("DEP203 - a.py b.py  # D-1 was split", {"DEP203": 1}, 0)


def test_what_failed_before_goes_on_failing() -> None:
    assert made("", verdict(IMPORT), verdict(IMPORT)) == ("", {}, 0)
    package = finding("DEP207", "D-1", "a.py", "yaml")
    assert made("", verdict(package), verdict(package._replace(node="D-2"))) == ("", {}, 0)


def test_what_is_frozen_follows_to_the_part() -> None:
    package = finding("DEP207", "D-1", "a.py", "yaml")
    frozen = "DEP207 D-1 a.py yaml  # until 2.0\n"
    after = verdict(package._replace(node="D-2"))
    assert made(frozen, verdict(package), after) == ("DEP207 D-2 a.py yaml  # until 2.0", {}, 0)


def test_what_is_mended_is_no_longer_frozen_and_what_was_idle_before_stays() -> None:
    text = "DEP203 - a.py b.py\nDEP203 - c.py d.py  # idle\n"
    assert made(text, verdict(IMPORT), verdict()) == ("DEP203 - c.py d.py  # idle", {}, 1)


def test_warnings_are_frozen_where_they_fail_and_the_ledgers_own_findings_never() -> None:
    warning = finding("RES601", "D-2", "", "memory_mb", "warning")
    unused = finding("LED005", "D-2", "", "TST505")
    assert made("", verdict(), verdict(warning, unused)) == ("", {}, 0)
    after = verdict(warning, unused, strict=True)
    assert made("", verdict(), after) == ("RES601 D-2 - memory_mb  # D-1 was split", {"RES601": 1}, 0)
