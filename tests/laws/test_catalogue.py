import pytest
from helpers.files import FIXTURES

from archhook.laws.catalogue import BY_CODE, LAWS
from archhook.model.nodes import KINDS, Node

NAMES = {
    "LED001": "unreadable-ledger",
    "LED002": "duplicate-id",
    "LED003": "unknown-reference",
    "LED004": "malformed-node",
    "LED005": "unused-exemption",
    "LED006": "stale-baseline",
    "LED007": "placeholder",
    "TRC101": "orphan-task",
    "TRC102": "orphan-design",
    "TRC103": "orphan-requirement",
    "TRC104": "unimplemented-requirement",
    "TRC105": "unimplemented-design",
    "TRC106": "unserved-intent",
    "DEP201": "missing-dependency",
    "DEP202": "dependency-cycle",
    "DEP203": "undeclared-dependency",
    "DEP204": "unused-dependency",
    "DEP205": "private-import",
    "DEP206": "layer-breach",
    "DEP207": "undeclared-package",
    "DEP208": "forbidden-dependency",
    "DEP209": "import-cycle",
    "DEP210": "test-import",
    "DEP211": "excluded-import",
    "CON301": "conflicting-designs",
    "CON302": "incompatible-constraints",
    "INV401": "missing-file",
    "INV402": "missing-class",
    "INV403": "missing-function",
    "INV404": "missing-global",
    "INV405": "undeclared-file",
    "INV406": "undeclared-class",
    "INV407": "undeclared-function",
    "INV408": "undeclared-global",
    "INV409": "doubly-declared",
    "INV410": "unparsable-file",
    "INV411": "planned-node",
    "INV412": "missing-interface",
    "TST501": "missing-test-file",
    "TST502": "missing-test-function",
    "TST503": "undeclared-test-file",
    "TST504": "undeclared-test-function",
    "TST505": "design-without-unit-test",
    "TST506": "design-without-integration-test",
    "TST507": "requirement-without-system-test",
    "TST508": "intent-without-acceptance-test",
    "TST509": "hollow-test",
    "TST510": "finished-plan",
    "RES601": "over-estimate",
    "RES602": "over-budget",
    "RES603": "requirement-over-budget",
    "RES604": "infeasible-intent",
    "RES605": "stale-measurement",
}
"""What users configure, waive and search for: the contract's names never change."""


def test_codes_and_names_are_the_contracts():
    assert {law.code: law.name for law in LAWS} == NAMES
    assert [law.code for law in LAWS] == list(NAMES)
    assert {code: law.code for code, law in BY_CODE.items()} == {code: code for code in NAMES}


def test_severities_are_errors_but_for_some():
    others = {law.code: law.severity for law in LAWS if law.severity != "error"}
    warnings = ("LED005", "LED007", "DEP211", "TST509", "TST510", "RES601", "RES602", "RES603", "RES604", "RES605")
    assert others == dict.fromkeys(warnings, "warning") | dict.fromkeys(("DEP204", "DEP209", "INV411"), "off")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.code)
def test_every_law_explains_itself_and_says_what_it_reads(law):
    assert law.summary and "\n" not in law.summary and not law.summary.endswith(".")
    assert law.because[0].isupper() and law.because.endswith(".") and "\n" not in law.because
    assert (law.check is None) == (law.scope in ("ledger", "verdict"))
    assert (law.scope in ("ledger", "verdict", "circles")) == (not law.reads)
    assert law.scope in ("ledger", "verdict", "graph", "node", "file", "figures", "imports", "circles", "docstring")
    assert set(law.reads) <= set(Node._fields)
    assert {*law.kind.split()} <= {*KINDS}
    assert bool(law.kind) == (law.scope == "node")


@pytest.mark.parametrize("law", [law for law in LAWS if law.scope in ("node", "figures")], ids=lambda law: law.code)
@pytest.mark.parametrize("kind", KINDS)
def test_a_law_of_nodes_is_silent_about_other_kinds(law, kind, facts):
    bare = {"intent": "I-1", "requirement": "R-1", "design": "D-1", "task": "T-1 planned", "test": "UT-1 planned"}[kind]
    expected = {
        "intent": {"TRC106", "TST508"},
        "requirement": {"TRC103", "TRC104", "TST507"},
        "design": {"TRC105", "TST505", "TST506"},
        "task": {"TRC101", "INV411"},
        "test": {"INV411"},
    }[kind]
    fired = {breach.code for breach in law.check(facts(bare), bare.split()[0])}
    assert fired == expected & {law.code}
    assert not fired or kind in law.kind.split() or not law.kind


def test_every_law_has_a_project_that_breaks_it():
    folder = FIXTURES / "broken"
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)
