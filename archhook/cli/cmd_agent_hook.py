"""[I/O] `archhook agent-hook AGENT`: what the hooks of coding agents call."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.agents import claim_store
from archhook.agents.agent_event import Answer
from archhook.agents.bounded import fitting
from archhook.agents.claim_text import end, subject
from archhook.agents.claude import findings_text, wants_verdict
from archhook.agents.hooked_agents import HOOKED_AGENTS
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
from archhook.report.text import count, failure_text, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.agents.agent_event import Event
    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.cli.arguments import Invocation
    from archhook.model.findings import Verdict

DETAIL = """\
`archhook agents install {name}` puts it in.

At the start of a session: what `archhook prime` tells. Before a tool: refuses to edit a file that another
owner has claimed, and to commit while something is broken. After an edit and at the end of a turn: what is
broken is told to the model, which goes on to mend it; at the end of a turn once, so that it is not kept for
ever. Silence where all is well. The work tree is judged with the files that git does not know yet.
{how}"""

HOW = {
    "claude": "Exit code 2 with the findings on standard error, else 0.",
    "codex": "Exit code 2 with the findings on standard error, else 0.",
}
"""How agents are answered that want no JSON."""

COMMANDS = tuple(
    Command(
        f"agent-hook {agent.name}",
        f"called by the hooks of {agent.title}: tells the model what is broken while it works",
        (Option("--strict", "warnings count, too"), OWNER, CONFIG, CACHE_DIR),
        detail=DETAIL.format(name=agent.name, how=HOW.get(agent.name, "Exit code 0, and the answer as JSON.")),
    )
    for agent in HOOKED_AGENTS.values()
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Does what the event on standard input asks for, and answers as its agent understands it. What cannot be judged
    stops, too.
    """
    agent = HOOKED_AGENTS[invocation.command.rpartition(" ")[2]]
    event = agent.read_event(standard_input())
    try:
        answer = _answer(event, invocation, environment)
    except ArchhookError as error:
        if event.again:
            answer = _give_up(f"nothing can be judged: {error.message}")
        else:
            answer = Answer(stop=f"archhook: {failure_text(error)}\n")
    code, out, err = agent.written(event, answer)
    deliver(out)
    if err:
        say(err.removesuffix("\n"))
    return code


def _answer(event: Event, invocation: Invocation, environment: Mapping[str, str]) -> Answer:
    request = _request(event, invocation, environment)
    if event.name == "SessionStart":
        told = ask(request, lambda seen: fitting(lambda room: prime_text(prime_of(seen, NAMES)(room)), LIMIT))
        return Answer(context=told)
    if event.name == "PreToolUse" and event.files:
        return _claimed(event, invocation, environment, request)
    return _judged(event, request) if wants_verdict(event) else Answer()


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


def _claimed(event: Event, invocation: Invocation, environment: Mapping[str, str], request: Request) -> Answer:
    """Refuses to edit a file that somebody else has claimed."""
    repo = repository(request.cwd)
    now = claim_store.now()
    claims = claims_now(repo, now)
    if not claims:
        return Answer()
    file = _from_top(event, request.cwd)[1]
    who = owner(invocation, environment, repo)
    for claim in claims:
        if claim.owner != who and _holds(claim, file, request):
            who_else = f"by {printable(claim.owner)} {end(claim, now)}"
            refused = f"archhook: {printable(file)} is claimed, with {subject(claim)}, {who_else}\n"
            return Answer(stop=f"{refused}    fix: work on something else (`archhook ready`) or wait\n")
    return Answer()


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


def _judged(event: Event, request: Request) -> Answer:
    """Tells the model what is broken; at the end of a turn that a hook has prolonged already, the person."""
    try:
        judgement = judge(request)
    except NoLedgerError:
        if event.files and _from_top(event, request.cwd)[0] != _from_top(event, _working_folder(event))[0]:
            return Answer()  # a file of another place, which is governed by nothing
        raise
    verdict = judgement.verdict
    if verdict.exit_code == 0:
        return Answer()
    if event.again:
        return _give_up(f"{_count(verdict)} still there")
    lines = findings_text(verdict, _from_top(event, request.cwd)[1])
    for note in judgement.notes:
        lines += f"archhook: {printable(note)}\n"
    what = LEDGER_FIRST if verdict.judged == "ledger" else "mend the code or the ledger, whichever is wrong"
    return Answer(stop=f"{lines}archhook: {_count(verdict)} in the work tree; {what}\n")


def _count(verdict: Verdict) -> str:
    counted = ((verdict.count("error"), "error"), (verdict.count("warning"), "warning"))
    return " and ".join(count(number, word) for number, word in counted if number)


def _give_up(why: str) -> Answer:
    """Lets the turn end, and tells the person: stopping it again and again would never end."""
    return Answer(person=f"archhook: {why} (`archhook check --untracked`)")
