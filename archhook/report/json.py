"""Verdict -> JSON: one document on one line, the same bytes for the same verdict."""

from __future__ import annotations

from archhook.cache.encoding import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any, Protocol

    from archhook.errors import ArchhookError
    from archhook.model.findings import Finding, Verdict, Work

    class Claimed(Protocol):
        """What a gate says of claims."""

        @property
        def files(self) -> Sequence[Mapping[str, Any]]:
            """The files that are claimed, for JSON."""

        @property
        def refused(self) -> bool:
            """Whether that stops the commit."""


SCHEMA_VERSION = 1


def render(verdict: Verdict, work: Work | None = None, claimed: Claimed | None = None) -> str:
    """One verdict. `work` adds what the run did, under a key of its own: it is no part of the verdict.

    Nor is what others have `claimed` of the commit that a gate judges; where that stops it, the run is not `ok`.
    """
    document = _document(verdict, work)
    if claimed is not None and claimed.files:
        document |= {"ok": document["ok"] and not claimed.refused, "claims": list(claimed.files)}
    return as_line(document)


def render_many(verdicts: Iterable[tuple[Verdict, Work | None]]) -> str:
    """Several verdicts, in the order given."""
    documents = [_document(verdict, work) for verdict, work in verdicts]
    return as_line({"schema_version": SCHEMA_VERSION, "kind": "verdicts", "verdicts": documents})


def render_failure(error: ArchhookError, _exit_code: int) -> str:
    """Why nothing could be judged."""
    details = {name: getattr(error, name) or None for name in ("path", "line", "column", "fix")}
    document = {"message": error.message, **details}
    return as_line({"schema_version": SCHEMA_VERSION, "kind": "failure", "ok": False, "error": document})


def as_line(document: Mapping[str, Any]) -> str:
    """A document on one line, in ASCII: every name of a file (lone surrogates, too) and every stream can bear it."""
    return written(document) + "\n"


def snapshot_document(source: str, tree: str) -> dict[str, Any]:
    """Which snapshot was judged or asked; a work tree and an index have no tree that names them."""
    return {"source": source, "tree": tree or None}


def _document(verdict: Verdict, work: Work | None) -> dict[str, Any]:
    document = {
        "schema_version": SCHEMA_VERSION,
        "kind": "verdict",
        "ok": verdict.exit_code == 0,
        "judged": verdict.judged,
        "snapshot": snapshot_document(verdict.source, verdict.tree),
        **({"law": verdict.law} if verdict.law else {}),
        "summary": verdict.summary(),
        "findings": [finding_document(finding) for finding in verdict.findings],
    }
    if work is not None:
        document["work"] = _work(work)
    return document


def finding_document(finding: Finding) -> dict[str, Any]:
    """A finding for JSON with every key, whatever it is about: null says that there is none. Of a merge, one more."""
    new = {} if finding.new_in_merge is None else {"new_in_merge": finding.new_in_merge}
    return new | {
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
        "subject": _subject(finding),
        "fix": finding.fix or None,
    }


def _subject(finding: Finding) -> dict[str, Any]:
    """What a finding is about; where that is import statements, also how many they are."""
    subject = {"file": finding.file or None, "symbol": finding.symbol or None}
    return {**subject, "imports": finding.imports} if finding.imports else subject


def _work(work: Work) -> dict[str, Any]:
    return {
        "rechecked_chains": work.rechecked_chains,
        "files_parsed": work.files_parsed,
        "files_reused": work.files_reused,
        "base": work.base or None,
        "because": {node: list(reasons) for node, reasons in work.because},
        "unknown_imports": work.unknown_imports,
    }
