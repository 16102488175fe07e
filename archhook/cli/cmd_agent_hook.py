"""[I/O] `archhook agent-hook claude`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.bounded import fitting
from archhook.agents.claim_text import end, subject
from archhook.agents.claude import LET, STOP, findings_text, read_event, wants_verdict
from archhook.agents.prime import LIMIT, prime_of, prime_text
from archhook.check.api import judge
from archhook.cli.agent_question import OWNER, claims_now, owner, repository
from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHE_DIR, CONFIG, NAMES, Command, Option
from archhook.cli.console import current_folder, deliver, say
from archhook.errors import ArchhookError, NoLedgerError
from archhook.hooks.judged_snapshots import standard_input
from archhook.model.declaring import is_folder
from archhook.model.findings import LEDGER_FIRST
from archhook.query.architecture import ask
from archhook.query.owners import answering
from archhook.report.json import as_line
from archhook.report.text import count, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Event
    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.model.findings import Verdict

SNIPPET = """\
In .claude/settings.json:

  {"hooks": {
    "SessionStart": [{"hooks": [{"type": "command", "command": "archhook agent-hook claude"}]}],
    "PreToolUse": [{"matcher": "Edit|MultiEdit|Write|NotebookEdit|Bash",
                    "hooks": [{"type": "command", "command": "archhook agent-hook claude"}]}],
    "PostToolUse": [{"matcher": "Edit|MultiEdit|Write|NotebookEdit",
                     "hooks": [{"type": "command", "command": "archhook agent-hook claude"}]}],
    "Stop": [{"hooks": [{"type": "command", "command": "archhook agent-hook claude"}]}]
  }}

SessionStart: tells what `archhook prime` tells. PreToolUse: refuses to edit a file that another
owner has claimed, and to commit while something is broken. PostToolUse and Stop: what is broken is
told to the model, which goes on to mend it; at the end of a turn once, so that it is not kept for
ever. Exit code 2 with the findings on standard error, 0 and silence where all is well. The work
tree is judged with the files that git does not know yet."""

COMMANDS = (
    Command(
        "agent-hook claude",
        "called by Claude Code's hooks: tells the model what is broken while it works",
        (Option("--strict", "warnings count, too"), OWNER, CONFIG, CACHE_DIR),
        detail=SNIPPET,
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Does what the event on standard input asks for. ArchhookError, which stops, too, where nothing can be judged."""
    event = read_event(standard_input())
    try:
        return _handled(event, invocation, environment)
    except ArchhookError as error:
        if not event.again:
            raise
        return _give_up(f"nothing can be judged: {error.message}")


def _handled(event: Event, invocation: Invocation, environment: Mapping[str, str]) -> int:
    request = _request(event, invocation, environment)
    if event.name == "SessionStart":
        deliver(ask(request, lambda seen: fitting(lambda room: prime_text(prime_of(seen, NAMES)(room)), LIMIT)))
        return LET
    if event.name == "PreToolUse" and event.files:
        return _claimed(event, invocation, environment, request)
    return _judged(event, request) if wants_verdict(event) else LET


def _request(event: Event, invocation: Invocation, environment: Mapping[str, str]) -> Request:
    """The project of the file that is edited, else the one that Claude Code works in."""
    folder = _working_folder(event)
    if event.files:
        folder = os.path.dirname(os.path.join(folder, event.files[0]))
        while not os.path.isdir(folder):  # the tool makes the folders that it needs
            folder = os.path.dirname(folder)
    return request_of(invocation, environment, folder)._replace(untracked=True)


def _working_folder(event: Event) -> str:
    return event.cwd if os.path.isdir(event.cwd) else current_folder()


def _from_top(event: Event, folder: str) -> tuple[str, str]:
    """(the repository's top, the edited file from there); "" for what there is not."""
    repo = repository(folder)
    top = os.path.realpath(repo.toplevel) if repo is not None and repo.toplevel else ""
    if not top or not event.files:
        return top, ""
    return top, os.path.relpath(os.path.realpath(os.path.join(_working_folder(event), event.files[0])), top)


def _claimed(event: Event, invocation: Invocation, environment: Mapping[str, str], request: Request) -> int:
    """Refuses to edit a file that somebody else has claimed."""
    repo = repository(request.cwd)
    now = claim_store.now()
    claims = claims_now(repo, now)
    if not claims:
        return LET
    file = _from_top(event, request.cwd)[1]
    who = owner(invocation, environment, repo)
    for claim in claims:
        if claim.owner != who and _holds(claim, file, request):
            who_else = f"by {printable(claim.owner)} {end(claim, now)}"
            say(f"archhook: {printable(file)} is claimed, with {subject(claim)}, {who_else}")
            say("    fix: work on something else (`archhook ready`) or wait")
            return STOP
    return LET


def _holds(claim: Claim, file: str, request: Request) -> bool:
    """Whether a claim holds a file: named, or below a folder of which nobody else declares it."""
    if any(part.file == file for part in claim.parts):
        return True
    if not any(is_folder(part.file) and file.startswith(part.file) for part in claim.parts):
        return False
    try:
        return claim.node in ask(request, lambda seen: answering(seen, file.removeprefix(claim.project)))
    except ArchhookError:
        return True  # nobody can tell as long as nothing can be judged


def _judged(event: Event, request: Request) -> int:
    """Tells the model what is broken; at the end of a turn that a hook has prolonged already, the person."""
    try:
        judgement = judge(request)
    except NoLedgerError:
        if event.files and _from_top(event, request.cwd)[0] != _from_top(event, _working_folder(event))[0]:
            return LET  # a file of another place, which is governed by nothing
        raise
    verdict = judgement.verdict
    if verdict.exit_code == 0:
        return LET
    if event.again:
        return _give_up(f"{_count(verdict)} still there")
    lines = findings_text(verdict, _from_top(event, request.cwd)[1])
    for note in judgement.notes:
        lines += f"archhook: {printable(note)}\n"
    what = LEDGER_FIRST if verdict.judged == "ledger" else "mend the code or the ledger, whichever is wrong"
    say(f"{lines}archhook: {_count(verdict)} in the work tree; {what}")
    return STOP


def _count(verdict: Verdict) -> str:
    counted = ((verdict.count("error"), "error"), (verdict.count("warning"), "warning"))
    return " and ".join(count(number, word) for number, word in counted if number)


def _give_up(why: str) -> int:
    """Lets the turn end, and tells the person: stopping it again and again would never end."""
    deliver(as_line({"systemMessage": f"archhook: {why} (`archhook check --untracked`)"}))
    return LET
