"""Claims, and what a request makes of them, as text and as JSON."""

from __future__ import annotations

import shlex
import time
from typing import TYPE_CHECKING, Any

from archhook.query.documents import answer_document
from archhook.report.text import few, printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.agents.claims import Claim, Outcome, Refusal
    from archhook.query.architecture import Snapshot

NAMES_SHOWN = 5
"""So many files or symbols of a claim are named in a line; the JSON has them all."""


def stamp(seconds: int) -> str:
    """A time in UTC: `2026-11-22T16:50:00Z`."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


def span(seconds: int) -> str:
    """How long: `2 h`, `1 h 5 min`, `40 s`, `2 d 3 h`; the two largest units."""
    parts = []
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min"), (1, "s")):
        number, seconds = divmod(seconds, size)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts[:2]) or "0 s"


def end(claim: Claim, now: int) -> str:
    """When a claim ends: `until 2026-11-22T16:50:00Z (in 2 h)`."""
    return f"until {stamp(claim.until)} (in {span(claim.until - now)})"


def claims_text(claims: Iterable[Claim], now: int) -> str:
    """A line for each claim."""
    return "".join(f"{line(claim, now)}\n" for claim in claims)


def line(claim: Claim, now: int) -> str:
    """`T-1  alice  until 2026-11-22T16:50:00Z (in 2 h)  src/x.py`."""
    files = few([printable(part.file) for part in claim.parts], NAMES_SHOWN)
    return "  ".join(filter(None, (subject(claim), printable(claim.owner), end(claim, now), files)))


def subject(claim: Claim) -> str:
    """`T-1`, or `T-1 (sub/)` in a project below the repository's top."""
    return f"{claim.node} ({printable(claim.project)})" if claim.project else claim.node


def outcome_lines(outcome: Outcome, now: int) -> list[str]:
    """What was claimed, for a person."""
    lines = []
    for claim in outcome.done:
        what = "renewed" if claim.node in outcome.renewed else "claimed"
        lines.append(f"{what} {line(claim, now)}")
    for old in outcome.taken_over:
        ago = span(max(0, now - old.until))
        lines.append(f"taken over {old.node} from {printable(old.owner)}, whose claim ended {ago} ago")
    return lines


def refusal_text(refusal: Refusal, now: int) -> str:
    """Who is in the way of a claim, in what, and until when."""
    held = refusal.held
    ends = end(held, now)
    if not refusal.file:
        owner = printable(shlex.quote(held.owner))
        return (
            f"{refusal.node} is claimed by {printable(held.owner)} {ends}: for them, "
            f"`archhook release {refusal.node} --as {owner}` gives it up"
        )
    symbols = few([*map(printable, refusal.symbols)], NAMES_SHOWN)
    what = f"{symbols} of {printable(refusal.file)}" if symbols else printable(refusal.file)
    whose = "it" if held.node == refusal.node else subject(held)
    return f"{refusal.node} cannot be claimed: {printable(held.owner)} holds {whose} {ends}, and with it {what}"


def claims_document(claims: Iterable[Claim]) -> dict[str, Any]:
    """All claims that stand, for JSON."""
    return answer_document("claims", None, {"claims": [claim_plain(claim) for claim in claims]})


def outcome_document(kind: str, snapshot: Snapshot | None, outcome: Outcome, now: int) -> dict[str, Any]:
    """What a request came to, for JSON; `kind` is claim or release."""
    said = {
        "ok": not outcome.refused,
        "claims": [claim_plain(claim) for claim in outcome.done],
        "renewed": list(outcome.renewed),
        "taken_over": [claim_plain(claim) for claim in outcome.taken_over],
        "refused": [
            {
                "node": one.node,
                "message": refusal_text(one, now),
                "held": claim_plain(one.held),
                "file": one.file or None,
                "symbols": list(one.symbols),
            }
            for one in outcome.refused
        ],
    }
    return answer_document(kind, snapshot, said)


def claim_plain(claim: Claim) -> dict[str, Any]:
    """One claim, with its times in UTC."""
    return {
        "project": claim.project or None,
        "node": claim.node,
        "owner": claim.owner,
        "since": stamp(claim.since),
        "until": stamp(claim.until),
        "files": [{"path": part.file, "symbols": list(part.symbols)} for part in claim.parts],
    }
