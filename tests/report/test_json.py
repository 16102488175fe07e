"""The JSON report: every key in its order, null for what there is not, ASCII bytes that carry every file name."""

from __future__ import annotations

import json

from archhook.model.findings import Finding, Verdict, Work
from archhook.report.json import render, render_many

FINDING = Finding(
    "INV403", "missing-function", "error", "T-2 declares ...", "architecture.py", 118, 24, "T-2", "task",
    (("I-2", "R-3", "D-2", "T-2"),), 1, "src/client.py", "publsh", "did you mean 'publish'?",
)  # fmt: skip
BARE = Finding("INV405", "undeclared-file", "warning", "x", "é\udcff.py", 1, 1, "", "", (), 0, "é\udcff.py", "", "")
NODES = (("intent", 2), ("requirement", 2), ("design", 2), ("task", 2), ("test", 3))
VERDICT = Verdict("worktree", "", (FINDING,), 1, 2, 3, NODES, 2, False, False)
WORK = Work(3, 1, 511, "", (("T-2", ("src/client.py",)),))
EXPECTED = (
    '{"schema_version": 1, "kind": "verdict", "ok": false, "judged": "all", '
    '"snapshot": {"source": "worktree", "tree": null}, '
    '"summary": {"errors": 1, "warnings": 0, "waived": 1, "baselined": 2, "planned": 3, "exemptions": 0, '
    '"nodes": {"intent": 2, "requirement": 2, "design": 2, "task": 2, "test": 3}, "chains": 2}, '
    '"findings": [{"code": "INV403", "name": "missing-function", "severity": "error", "message": "T-2 declares ...", '
    '"path": "architecture.py", "line": 118, "column": 24, "node": "T-2", "kind": "task", '
    '"chains": [["I-2", "R-3", "D-2", "T-2"]], "chains_total": 1, '
    '"subject": {"file": "src/client.py", "symbol": "publsh"}, "fix": "did you mean \'publish\'?"}]}\n'
)


def test_a_verdict_is_one_line_in_the_order_of_the_contract() -> None:
    assert render(VERDICT) == EXPECTED


def test_work_is_a_second_key_of_its_own() -> None:
    text = render(VERDICT, WORK)
    work = (
        ', "work": {"rechecked_chains": 3, "files_parsed": 1, "files_reused": 511, "base": null, '
        '"because": {"T-2": ["src/client.py"]}, "unknown_imports": 0}}\n'
    )
    assert text == EXPECTED.removesuffix("}\n") + work
    assert json.loads(render(VERDICT, WORK._replace(base="abc")))["work"]["base"] == "abc"


def test_what_there_is_not_is_null_and_every_name_survives() -> None:
    text = render(VERDICT._replace(findings=(BARE,), source="commit", tree="4b825dc"))
    assert text.isascii()
    document = json.loads(text)
    assert document["snapshot"] == {"source": "commit", "tree": "4b825dc"}
    finding = document["findings"][0]
    assert finding["path"] == "é\udcff.py"
    assert (finding["node"], finding["kind"], finding["fix"]) == (None, None, None)
    assert finding["subject"] == {"file": "é\udcff.py", "symbol": None}
    assert (finding["chains"], finding["chains_total"]) == ([], 0)


def test_ok_is_exactly_exit_code_0() -> None:
    cases = {
        VERDICT: False,
        VERDICT._replace(findings=()): True,
        VERDICT._replace(findings=(BARE,)): True,
        VERDICT._replace(findings=(BARE,), strict=True): False,
        VERDICT._replace(findings=(), unreadable=True): False,
    }
    assert {verdict: json.loads(render(verdict))["ok"] for verdict in cases} == cases
    assert all(ok == (verdict.exit_code == 0) for verdict, ok in cases.items())


def test_several_verdicts_keep_their_order_and_their_form() -> None:
    other = VERDICT._replace(findings=(), tree="abc")
    document = json.loads(render_many([(other, None), (VERDICT, WORK)]))
    assert list(document) == ["schema_version", "kind", "verdicts"]
    assert (document["schema_version"], document["kind"]) == (1, "verdicts")
    assert document["verdicts"] == [json.loads(render(other)), json.loads(render(VERDICT, WORK))]
    assert render_many([]) == '{"schema_version": 1, "kind": "verdicts", "verdicts": []}\n'


def test_how_many_imports_a_finding_is_about_is_said_of_those_alone() -> None:
    one = FINDING._replace(code="DEP203", file="a.py", symbol="b.py", imports=2)
    assert json.loads(render(VERDICT._replace(findings=(one,))))["findings"][0]["subject"] == {
        "file": "a.py",
        "symbol": "b.py",
        "imports": 2,
    }
