"""Verdict -> JSON: one document on one line, the same bytes for the same verdict."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from archhook.errors import ArchhookError
    from archhook.model.findings import Finding, Verdict, Work
    from archhook.query.architecture import Snapshot

SCHEMA_VERSION = 1


def render(verdict: Verdict, work: Work | None = None) -> str:
    """One verdict. `work` adds what the run did, under a key of its own: it is no part of the verdict."""
    return _dump(_document(verdict, work))


def render_many(verdicts: Iterable[tuple[Verdict, Work | None]]) -> str:
    """Several verdicts, in the order given."""
    documents = [_document(verdict, work) for verdict, work in verdicts]
    return _dump({"schema_version": SCHEMA_VERSION, "kind": "verdicts", "verdicts": documents})


def render_failure(error: ArchhookError, _exit_code: int) -> str:
    """Why nothing could be judged."""
    told = {name: getattr(error, name) or None for name in ("path", "line", "column", "fix")}
    document = {"message": error.message, **told}
    return _dump({"schema_version": SCHEMA_VERSION, "kind": "failure", "ok": False, "error": document})


def snapshot_document(seen: Verdict | Snapshot) -> dict[str, Any]:
    """Which snapshot was judged or asked; a work tree and an index have no tree that names them."""
    return {"source": seen.source, "tree": seen.tree or None}


def about(seen: Verdict | Snapshot, document: Mapping[str, Any]) -> dict[str, Any]:
    """A document with the snapshot that it is about, below its kind."""
    head = {key: document[key] for key in ("schema_version", "kind")}
    return head | {"snapshot": snapshot_document(seen)} | dict(document)


def _dump(document: dict[str, Any]) -> str:
    """ASCII, so that undecodable file names (lone surrogates) and every stream's encoding are served alike."""
    import json

    return json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n"


def _document(verdict: Verdict, work: Work | None) -> dict[str, Any]:
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "verdict",
        "ok": verdict.exit_code == 0,
        "judged": verdict.judged,
        "snapshot": snapshot_document(verdict),
        "summary": verdict.summary(),
        "findings": [finding_document(finding) for finding in verdict.findings],
    }
    if work is not None:
        document["work"] = _work(work)
    return document


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding for JSON with every key, whatever it is about: null says that there is none."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "node": finding.node or None,
        "kind": finding.kind or None,
        "chains": [list(chain) for chain in finding.chains],
        "chains_total": finding.chains_total,
        "subject": {"file": finding.file or None, "symbol": finding.symbol or None},
        "fix": finding.fix or None,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "rechecked_chains": work.rechecked_chains,
        "files_parsed": work.files_parsed,
        "files_reused": work.files_reused,
        "base": work.base or None,
        "because": {node: list(reasons) for node, reasons in work.because},
    }
