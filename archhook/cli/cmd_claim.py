"""`archhook claim`, `archhook release` and `archhook claims`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.claim_text import (
    claims_document,
    claims_text,
    outcome_document,
    outcome_lines,
    refusal_text,
)
from archhook.agents.claims import DEFAULT, Claim, Outcome, claim_of, drop, seconds, take
from archhook.cli.agent_question import OWNER, claims_now, owner, repository
from archhook.cli.arguments import in_snapshot
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import deliver, say
from archhook.cli.question import FORMAT, ask_snapshot, node_named, tell, wants_json
from archhook.errors import UsageError
from archhook.model.ids import canonical
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot

CLAIMABLE = ("design", "task", "test")
REFUSALS_SHOWN = 10
_SHARED = (
    "Claims lie in git's own folder, for all work trees of the repository; they are in no commit and\n"
    "end by themselves. The hook of a commit from another work tree tells of the files that they hold."
)

COMMANDS = (
    Command(
        "claim",
        "say that you work on Tasks, Tests or Designs, unless somebody else does",
        (
            OWNER,
            Option("--for", "how long: 2h (default), 90m, 1d; 7 days at the most", "TIME"),
            FORMAT,
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="ID",
        most=-1,
        needed=("claim needs the id of what you work on", "`archhook ready` lists what there is to do"),
        detail="A Design stands for its Tasks. Refused (exit 1), all of it, where another owner's claim has a\n"
        "file in common, with who, what and until when. Claiming again what is yours renews it.\n"
        f"{_SHARED}",
        examples=(("claim T-7", "for two hours"), ("claim T-7 UT-7 --as alice --for 30m", "code and test, as alice")),
    ),
    Command(
        "release",
        "give up claims",
        (OWNER, Option("--all", "all that you hold"), FORMAT, CONFIG, QUIET),
        operands="ID",
        most=-1,
        examples=(("release T-7", "give T-7 up"), ("release --all --as alice", "give up all that alice holds")),
    ),
    Command("claims", "who works on what, and until when", (FORMAT, QUIET), detail=_SHARED),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Claims, releases or lists; 1 where another owner is in the way. ArchhookError outside git."""
    if invocation.command == "claims":
        return _list(invocation)
    now = claim_store.now()
    repo = repository()
    folder = claim_store.folder_of(repo.common_dir if repo else "")
    who = owner(invocation, environment, repo)
    if invocation.command == "claim":
        here = claim_store.worktree_of(repo.git_dir, repo.common_dir) if repo else ""
        asked, snapshot = _asked(invocation, environment, who, now, here)
        outcome, notes = claim_store.change_claims(folder, lambda held: _keeping(take(held, asked, now)))
    else:
        snapshot = None  # they need not be in the ledger any more
        wanted = _wanted(invocation)
        outcome, notes = claim_store.change_claims(folder, lambda held: _keeping(drop(held, wanted, who, now)))
        held = {claim.node for claim in outcome.done} | {one.node for one in outcome.refused}
        notes = (*notes, *(f"{node} is not claimed" for _, node in wanted or () if node not in held))
    tell(notes, quiet=invocation.on("--quiet"))
    return _report(invocation, outcome, snapshot, now)


def _keeping(outcome: Outcome) -> tuple[tuple[Claim, ...], Outcome]:
    return outcome.claims, outcome


def _asked(
    invocation: Invocation, environment: Mapping[str, str], who: str, now: int, here: str
) -> tuple[tuple[Claim, ...], Snapshot]:
    """The claims that the command line asks for, and the snapshot that says what they are about."""
    text = invocation.value("--for")
    length = seconds(text) if text else DEFAULT
    if length is None:
        raise UsageError(f"--for cannot be {text!r}", fix="write 30m, 2h or 1d12h; 7 days at the most")
    until = now + length

    def question(architecture: Architecture) -> tuple[Claim, ...]:
        ids = dict.fromkeys(node_named(architecture, word) for word in invocation.operands)
        return tuple(_claim(architecture, node_id, who, now, until, here) for node_id in ids)

    with_new_files = invocation._replace(values=invocation.values | {"--untracked": ""})  # an agent has just made some
    return ask_snapshot(with_new_files, environment, question)


def _claim(architecture: Architecture, node_id: str, who: str, now: int, until: int, here: str) -> Claim:
    node = architecture.nodes[node_id]
    if node.kind not in CLAIMABLE:
        raise UsageError(
            f"{node_id} is no work: {node.kind.capitalize()}s are not claimed",
            fix=f"claim a Task below it; `archhook brief {node_id}` names what leads there",
        )
    if not node.in_force:
        raise UsageError(f"{node_id} is not in force, so there is nothing to work on")
    return claim_of(architecture, node_id, who, now, until, here)


def _wanted(invocation: Invocation) -> tuple[tuple[str, str], ...] | None:
    """The (project, id) to release, None for all. They need not be in the ledger any more."""
    if invocation.on("--all"):
        if invocation.operands:
            raise UsageError("--all and ids exclude each other", fix="give one of them")
        return None
    if not invocation.operands:
        raise UsageError(
            "release needs ids, or --all", fix="`archhook claims` lists the claims; --all gives up all of yours"
        )
    for word in invocation.operands:
        if canonical(word) is None:
            raise UsageError(f"{word!r} is no id of a node", fix="`archhook claims` lists the claims")
    folder, slash, _ = in_snapshot(invocation.value("--config")).rpartition("/")
    return tuple(dict.fromkeys((folder + slash, canonical(word) or word) for word in invocation.operands))


def _report(invocation: Invocation, outcome: Outcome, snapshot: Snapshot | None, now: int) -> int:
    if wants_json(invocation):
        deliver(as_line(outcome_document(invocation.command, snapshot, outcome, now)))
        return int(bool(outcome.refused))
    if not invocation.on("--quiet"):
        lines: Iterable[str] = outcome_lines(outcome, now)
        if invocation.command == "release":
            lines = [f"released {claim.node}" for claim in outcome.done]
        deliver("".join(f"{line}\n" for line in lines))
    for refusal in outcome.refused[:REFUSALS_SHOWN]:
        say(f"archhook: {refusal_text(refusal, now)}")
    more = len(outcome.refused) - REFUSALS_SHOWN
    if more > 0:
        say(f"archhook: and {more} more refusals; --format json has them all")
    return int(bool(outcome.refused))


def _list(invocation: Invocation) -> int:
    now = claim_store.now()
    repo = repository()
    claim_store.folder_of(repo.common_dir if repo else "")
    claims = claims_now(repo, now, quiet=invocation.on("--quiet"))
    if wants_json(invocation):
        deliver(as_line(claims_document(claims)))
    elif claims:
        deliver(claims_text(claims, now))
    elif not invocation.on("--quiet"):
        say("archhook: nothing is claimed")
    return 0
