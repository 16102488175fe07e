"""The text report: findings, the summary line, and what a terminal must never be handed."""

from __future__ import annotations

import pytest

from archhook.model.findings import Finding, Verdict, Work, causes
from archhook.report.text import printable, render, render_many, summary_line, work_lines

CHAIN = ("I-2", "R-3", "D-2", "T-2")
FINDING = Finding(
    code="INV403",
    name="missing-function",
    severity="error",
    message="T-2 declares function 'publsh' that src/cache/client.py does not define",
    path="architecture.py",
    line=118,
    column=24,
    node="T-2",
    kind="task",
    chains=(CHAIN,),
    chains_total=1,
    file="src/cache/client.py",
    symbol="publsh",
    fix="did you mean 'publish'?",
)
BARE = FINDING._replace(chains=(), chains_total=0, node="", kind="", fix="")
WORK = Work(rechecked_chains=3, files_parsed=1, files_reused=511, base="abc", because=(("T-2", ("src/x.py",)),))
CLEAN = Verdict("index", "", (), 0, 0, 0, (("task", 2),), 212, False, False)
HEAD = "architecture.py:118:24: INV403 T-2 declares function 'publsh' that src/cache/client.py does not define\n"
BECAUSE = "    because Intent I-2 > Requirement R-3 > Design D-2 > Task T-2\n"
FIX = "    fix: did you mean 'publish'?\n"


def verdict(*findings: Finding, **changes: object) -> Verdict:
    changed: Verdict = CLEAN._replace(findings=findings, **changes)
    return changed


MARKED = [
    FINDING._replace(code="LED007", severity="warning", node=f"D-{number}", line=number, file="", symbol="")
    for number in range(1, 8)
]


def test_placeholders_are_one_line_at_the_first_ones_place() -> None:
    told = "(archhook check -v names each place)\n"
    lead = "architecture.py:1:24: LED007 (warning)"
    few = f"{lead} 2 placeholders to be written by people: D-1, D-2 {told}"
    many = f"{lead} 7 placeholders to be written by people: D-1, D-2, D-3, D-4, D-5 and 2 more {told}"
    one = f"{lead} 1 placeholder to be written by people: D-1 {told.replace('each', 'its')}"
    text = HEAD + BECAUSE + FIX
    assert render(verdict(MARKED[0], FINDING, MARKED[1], FINDING)) == few + text * 2
    assert render(verdict(FINDING, *MARKED)) == text + many
    assert render(verdict(MARKED[0])) == one
    intent = MARKED[0]._replace(node="I-1", line=40)
    assert render(verdict(*MARKED[:2], FINDING, intent)) == text + (
        f"architecture.py:40:24: LED007 (warning) 3 placeholders to be written by people: I-1, D-1, D-2 {told}"
    )
    assert render(verdict(*MARKED), every=True).count("LED007") == 7
    assert render_many([("a", verdict(*MARKED)), ("b", verdict(*MARKED))]).count("LED007") == 2


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, HEAD + BECAUSE + FIX),
        ({"fix": ""}, HEAD + BECAUSE),
        ({"chains": (), "chains_total": 0}, HEAD + FIX),
        ({"severity": "warning"}, HEAD.replace("INV403", "INV403 (warning)") + BECAUSE + FIX),
        ({"chains": (CHAIN,) * 2, "chains_total": 2}, HEAD + BECAUSE * 2 + FIX),
        ({"chains": (CHAIN,) * 3, "chains_total": 3}, HEAD + BECAUSE * 3 + FIX),
        ({"chains": (CHAIN,) * 4, "chains_total": 4}, HEAD + BECAUSE * 3 + "    and 1 more chain\n" + FIX),
        ({"chains": (CHAIN,) * 10, "chains_total": 40}, HEAD + BECAUSE * 3 + "    and 37 more chains\n" + FIX),
        (
            {"chains": (("AUTH-I-1", "R-1", "D-1", "D-2", "UT-1.2"),)},
            HEAD + "    because Intent AUTH-I-1 > Requirement R-1 > Design D-1 > Design D-2 > Test UT-1.2\n" + FIX,
        ),
        ({"path": "a\nb.py", "fix": "", "chains": ()}, HEAD.replace("architecture.py", "a\\nb.py")),
    ],
)
def test_a_finding_is_a_few_lines(changes: dict[str, object], text: str) -> None:
    assert render(verdict(FINDING._replace(**changes))) == text


def test_findings_follow_each_other_and_none_is_nothing() -> None:
    assert render(verdict()) == ""
    assert render(verdict(FINDING, BARE)) == HEAD + BECAUSE + FIX + HEAD


def test_colour_adds_escapes_and_nothing_else() -> None:
    colored = render(verdict(FINDING), color=True)
    assert colored != HEAD + BECAUSE + FIX
    for code in ("0", "1", "2", "31", "36"):
        colored = colored.replace(f"\x1b[{code}m", "")
    assert colored == HEAD + BECAUSE + FIX


def test_of_several_verdicts_those_with_findings_are_named() -> None:
    judged = [("commit 1234", verdict(BARE)), ("commit 5678", CLEAN), ("a\x1b", verdict(BARE))]
    assert render_many(judged) == f"commit 1234:\n{HEAD}a\\x1b:\n{HEAD}"


WARNING = FINDING._replace(severity="warning")


@pytest.mark.parametrize(
    ("findings", "changes", "line"),
    [
        ((), {}, "212 chains hold, 3 rechecked (src/x.py), 41 ms"),
        ((), {"chains": 1}, "1 chain holds, 3 rechecked (src/x.py), 41 ms"),
        ((), {"chains": 0}, "0 chains hold, 3 rechecked (src/x.py), 41 ms"),
        ((), {"waived": 2, "planned": 1}, "212 chains hold, 2 waived, 1 planned, 3 rechecked (src/x.py), 41 ms"),
        ((), {"exemptions": 1}, "212 chains hold, 1 exemption, 3 rechecked (src/x.py), 41 ms"),
        ((), {"exemptions": 3, "waived": 2}, "212 chains hold, 3 exemptions, 2 waived, 3 rechecked (src/x.py), 41 ms"),
        ((), {"baselined": 7}, "212 chains hold, 7 in the baseline, 3 rechecked (src/x.py), 41 ms"),
        ((WARNING,), {}, "212 chains hold, 1 warning, 3 rechecked (src/x.py), 41 ms"),
        ((WARNING,), {"strict": True}, "1 warning (strict); 3 of 212 chains rechecked (src/x.py), 41 ms"),
        ((FINDING,), {}, "1 error; 3 of 212 chains rechecked (src/x.py), 41 ms"),
        ((FINDING, FINDING, WARNING), {}, "2 errors, 1 warning; 3 of 212 chains rechecked (src/x.py), 41 ms"),
        ((FINDING,), {"unreadable": True}, "the ledger cannot be read, so nothing was judged, 41 ms"),
    ],
)
def test_the_summary_is_one_line(findings: tuple[Finding, ...], changes: dict[str, object], line: str) -> None:
    assert summary_line(verdict(*findings, **changes), WORK, 41) == f"archhook: {line}"
    assert summary_line(verdict(*findings, **changes), WORK, 41, "index") == f"archhook: {line} [index]"


@pytest.mark.parametrize(
    ("base", "because", "text"),
    [
        ("abc", (), "3 rechecked,"),
        ("", (("T-1", ("a.py",)),), "3 rechecked,"),
        ("abc", (("T-1", ("b.py", "a.py")), ("T-2", ("a.py",))), "3 rechecked (a.py, b.py),"),
        ("abc", (("T-1", ("e", "d", "c", "b", "a")),), "3 rechecked (a, b, c and 2 more),"),
        ("abc", (("T-1", ("a\n.py",)),), "3 rechecked (a\\n.py),"),
    ],
)
def test_the_summary_names_what_caused_the_rechecks(
    base: str, because: tuple[tuple[str, tuple[str, ...]], ...], text: str
) -> None:
    assert text in summary_line(CLEAN, WORK._replace(base=base, because=because), 1)


def test_the_work_is_told_node_by_node() -> None:
    assert work_lines(WORK) == (
        "1 file parsed, 511 taken over, starting from abc",
        "T-2 rechecked because of src/x.py",
    )
    assert work_lines(WORK._replace(base="", because=())) == ("1 file parsed, 511 taken over, starting from nothing",)
    assert work_lines(WORK._replace(unknown_imports=2))[1:] == (
        "2 dynamic imports of governed code cannot be known: only a run can tell",
        "T-2 rechecked because of src/x.py",
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("src/x.py", "src/x.py"),
        ("żółć 🏛️ 漢字", "żółć 🏛️ 漢字"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b31mred", "\\x9b31mred"),
        ("\udcff.py", "\\udcff.py"),
        ("abc\u202efed", "abc\\u202efed"),
        ("a\\nb", "a\\nb"),
    ],
)
def test_what_a_terminal_would_act_upon_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


CAUSES = ("Requirement R-1 allows iops 1, its Designs take 2", "Requirement R-2 asks for\nmore")
INFEASIBLE = FINDING._replace(
    message="Intent I-1 'Fast: very fast' is infeasible" + causes(CAUSES), chains=(("I-1",),), because=CAUSES
)


def test_causes_end_the_message_and_have_lines_of_their_own_in_text() -> None:
    head = "architecture.py:118:24: INV403 Intent I-1 'Fast: very fast' is infeasible\n"
    shown = (
        "    because Requirement R-1 allows iops 1, its Designs take 2\n    because Requirement R-2 asks for\\nmore\n"
    )
    assert render(verdict(INFEASIBLE)) == head + shown + FIX
    assert INFEASIBLE.message.endswith(
        ": Requirement R-1 allows iops 1, its Designs take 2; Requirement R-2 asks for\nmore"
    )
    assert INFEASIBLE.head == "Intent I-1 'Fast: very fast' is infeasible"
    assert (FINDING.head, causes(())) == (FINDING.message, "")
