"""What there is to do, in words and as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.agents.claim_text import stamp
from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.agents.claims import Claim
    from archhook.agents.ready import OpenTask
    from archhook.agents.tokens import Room

SCHEMA_VERSION = 1
FINDINGS_SHOWN = 5
"""So many findings of a Task are listed; `findings_total` counts them all."""


def ready_document(
    tasks: Sequence[OpenTask],
    claims: Mapping[str, Claim],
    *,
    waiting: int,
    judged: str = "all",
    offset: int = 0,
    limit: int = 0,
) -> dict[str, Any]:
    """A page of the Tasks. `claims`: id -> the claim in the way. `waiting`: how many wait for others. 0: no limit.

    `judged`: what the verdict behind it was judged on.
    """
    page = tasks[offset : offset + limit if limit else None]
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "ready",
        "judged": judged,
        "tasks": [task_plain(task, claims.get(task.node.id)) for task in page],
        "total": len(tasks),
        "waiting": waiting,
    }


def task_plain(task: OpenTask, claim: Claim | None, room: Room | None = None) -> dict[str, Any]:
    """One Task with what is wrong with it and who works on it. `room` bounds what may be long."""
    name, text = (room.name, room.text) if room else (None, None)
    return {
        "id": task.node.id,
        "name": task.node.name[:name],
        "state": task.state,
        "design": task.design or None,
        "file": task.node.file or None,
        "waits_for": list(task.waits_for),
        "claim": {"owner": claim.owner, "node": claim.node, "until": stamp(claim.until)} if claim else None,
        "findings": [
            {"code": one.code, "path": one.path, "line": one.line, "message": one.message[:text]}
            for one in task.findings[:FINDINGS_SHOWN]
        ],
        "findings_total": len(task.findings),
    }


def ready_text(document: dict[str, Any]) -> str:
    """A line for each Task, aligned."""
    rows = [
        (task["id"], task["state"], printable(task["file"] or ""), printable(task["name"]) + _remarks(task))
        for task in document["tasks"]
    ]
    if not rows:
        return ""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + f"  {row[3]}\n" for row in rows
    )


def _remarks(task: dict[str, Any]) -> str:
    codes = ", ".join(dict.fromkeys(one["code"] for one in task["findings"]))
    waits = ", ".join(task["waits_for"])
    claim = task["claim"]
    remarks = (
        codes,
        f"waits for {waits}" if waits else "",
        f"claimed by {printable(claim['owner'])} until {claim['until']}" if claim else "",
    )
    return "".join(f" [{remark}]" for remark in remarks if remark)
