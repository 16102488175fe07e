"""Verdict -> SARIF 2.1.0, the static analysis results format of OASIS: one log, a run for each verdict."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from urllib.parse import quote

from archhook.laws.catalogue import LAWS
from archhook.model.findings import LEDGER_FIRST
from archhook.model.version import __version__
from archhook.report.text import failure_text, name_bytes, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from archhook.errors import ArchhookError
    from archhook.laws.law import Law
    from archhook.model.findings import Finding, Verdict

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
FINGERPRINT = "archhookSubject/v1"
_INDEX = {law.code: number for number, law in enumerate(LAWS)}


def render(verdict: Verdict) -> str:
    """One verdict as a log with one run."""
    return _log([_run(verdict)])


def render_many(verdicts: Iterable[tuple[str, Verdict]]) -> str:
    """Several verdicts, a run each, told apart by `automationDetails`."""
    return _log([_run(verdict, name) for name, verdict in verdicts])


def render_failure(error: ArchhookError, exit_code: int) -> str:
    """A log with one run that did not succeed, and why."""
    notification: dict[str, Any] = {"level": "error", "message": {"text": failure_text(error)}}
    if error.path:
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(error.path), "uriBaseId": ROOT}}
        if error.line:
            physical["region"] = {"startLine": error.line} | ({"startColumn": error.column} if error.column else {})
        notification["locations"] = [{"physicalLocation": physical}]
    invocation = {"executionSuccessful": False, "exitCode": exit_code, "toolExecutionNotifications": [notification]}
    return _log([_about_run() | {"invocations": [invocation], "results": []}])


def _about_run() -> dict[str, Any]:
    """What every run says of itself."""
    return {
        "tool": {"driver": {"name": "archhook", "version": __version__, "rules": [_rule(law) for law in LAWS]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
    }


def _log(runs: list[dict[str, Any]]) -> str:
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": runs}, allow_nan=False) + "\n"


def _run(verdict: Verdict, name: str = "") -> dict[str, Any]:
    seen: Counter[str] = Counter()
    run: dict[str, Any] = _about_run() | {
        "invocations": [_invocation(verdict)],
        "results": [_result(finding, seen) for finding in verdict.findings],
        "properties": {
            "source": verdict.source,
            "tree": verdict.tree or None,
            "judged": verdict.judged,
            "chains": verdict.chains,
            "waived": verdict.waived,
            "baselined": verdict.baselined,
            "planned": verdict.planned,
            "elsewhere": len(verdict.elsewhere),
        },
    }
    if name:
        run["automationDetails"] = {"id": f"archhook/{printable(name)}"}
    return run


def _invocation(verdict: Verdict) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": not verdict.unreadable, "exitCode": verdict.exit_code}
    if verdict.judged == "ledger" and not verdict.unreadable:
        invocation["toolExecutionNotifications"] = [{"level": "note", "message": {"text": LEDGER_FIRST}}]
    return invocation


def _rule(law: Law) -> dict[str, Any]:
    because = f"Broken when: {law.summary}.\n\n{law.because}\n\nMore: `archhook rule {law.code}`."
    configuration = {"level": law.severity} if law.severity != "off" else {"enabled": False, "level": "error"}
    return {
        "id": law.code,
        "name": "".join(part.capitalize() for part in law.name.split("-")),
        "shortDescription": {"text": law.name},
        "fullDescription": {"text": f"Broken when: {law.summary}."},
        "help": {"text": because, "markdown": because},
        "defaultConfiguration": configuration,
    }


def _result(finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(finding.path), "uriBaseId": ROOT},
            "region": {"startLine": finding.line, "startColumn": finding.column},
        }
    }
    if finding.node:
        location["logicalLocations"] = [{"name": finding.node, "kind": finding.kind or "node"}]
    text = printable(finding.message)
    new = {} if finding.new_in_merge is None else {"newInMerge": finding.new_in_merge}
    return {
        "ruleId": finding.code,
        "ruleIndex": _INDEX[finding.code],
        "level": finding.severity,
        "message": {"text": f"{text}\nFix: {printable(finding.fix)}" if finding.fix else text},
        "locations": [location],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, seen)},
        "properties": {
            "node": finding.node or None,
            "kind": finding.kind or None,
            "chains": [list(chain) for chain in finding.chains],
            "chainsTotal": finding.chains_total,
            "subject": _subject(finding),
            "fix": printable(finding.fix) or None,
        }
        | new,
    }


def _subject(finding: Finding) -> dict[str, Any]:
    """What a finding is about, as the JSON report says it."""
    subject = {"file": printable(finding.file) or None, "symbol": printable(finding.symbol) or None}
    return {**subject, "imports": finding.imports} if finding.imports else subject


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """The same while lines move: what the finding is about, and which one of that it is."""
    subject = "\0".join((finding.code, finding.node, finding.file, finding.symbol))
    seen[subject] += 1
    return sha256(f"{subject}\0{seen[subject]}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _uri(path: str) -> str:
    """A path as a relative reference: bytes that are no text are kept, and what no path can hold harms nothing."""
    return quote(name_bytes(path), safe="/-._~")
