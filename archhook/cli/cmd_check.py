"""The commands that judge: `check` and the gates. Asks for the verdicts, and reports them."""

from __future__ import annotations

import time

from archhook.cli.arguments import request_of
from archhook.cli.console import Bar, deliver, say, wants_color
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import NamedTuple

    from archhook.check.request import Judgement, Request
    from archhook.cli.arguments import Invocation
    from archhook.cli.claimed_commit import ClaimedCommit
    from archhook.model.findings import Verdict
else:
    from archhook.records import NamedTuple


class Judged(NamedTuple):
    """One verdict of a run. `name` says what was judged where the command line does not ("" where it does)."""

    name: str
    judgement: Judgement
    milliseconds: int


class Asked(NamedTuple):
    """What a command line asks to be judged: snapshots with the names they are reported under, and notes."""

    requests: tuple[tuple[str, Request], ...]
    notes: tuple[str, ...] = ()
    pushed: bool = False  # of a push nothing may be left to judge: a branch is deleted, or the remote has it all
    many: bool = False  # several verdicts are asked for, even if there happens to be one


def run(invocation: Invocation, environment: Mapping[str, str], started: float) -> int:
    """Judges what the command line asks for and reports it; the exit code is the worst one of all verdicts.

    `started`: the reading of `time.perf_counter` from which the milliseconds of the first verdict count.
    """
    asked = _asked(invocation, environment)
    judged: list[Judged] = []
    for name, request in asked.requests:
        if judged and request.source == "commit":  # what was judged just now is the nearest base of the next one
            request = request._replace(bases=(judged[-1].judgement.verdict.tree,))
        with Bar("checking", quiet=invocation.on("--quiet")) as bar:
            try:
                judgement = _judging(request)(request, bar)
            except ArchhookError as error:
                if name and asked.many:  # which of the snapshots it was
                    error.message = f"{name}: {error.message}"
                raise
        now = time.perf_counter()
        judged.append(Judged(name, judgement, round((now - started) * 1000)))
        started = now
    if invocation.command == "check" and invocation.operands:
        judged = _about(invocation.operands, asked, judged)
    claimed = _claimed(invocation, environment, asked, judged)
    deliver(_rendered(invocation, environment, asked, judged, claimed), invocation.value("--output"))
    refused = claimed is not None and claimed.refused
    if claimed is not None and (refused or not invocation.on("--quiet")):
        for line in claimed.lines:
            say(f"archhook: {line}")
    if not invocation.on("--quiet"):
        _tell(asked, judged, invocation.on("--verbose"))
    return max((int(refused), *(one.judgement.verdict.exit_code for one in judged)))


def _claimed(
    invocation: Invocation, environment: Mapping[str, str], asked: Asked, judged: Sequence[Judged]
) -> ClaimedCommit | None:
    """What others have claimed of the commit that is being made; None where nobody claims anything."""
    if invocation.command != "hook pre-commit" or not judged[0].judgement.claims:
        return None
    from archhook.cli.claimed_commit import claimed_commit

    return claimed_commit(invocation, environment, asked.requests[0][1])


def _judging(request: Request) -> Callable[[Request, Bar], Judgement]:
    """What judges a snapshot of this kind."""
    if request.source == "merge":
        from archhook.check.merge_verdict import judge_merge

        return judge_merge
    from archhook.check.api import judge

    return judge


def _asked(invocation: Invocation, environment: Mapping[str, str]) -> Asked:
    """What is to be judged."""
    request = request_of(invocation, environment)
    if invocation.command == "hook pre-commit":
        return Asked((("the index" if request.source == "index" else "the work tree", request),))
    if invocation.command == "hook pre-push":
        from archhook.hooks.judged_snapshots import requests_of_push

        return Asked(*requests_of_push(request, environment, invocation.operands), pushed=True, many=True)
    if invocation.on("--range"):
        from archhook.hooks.judged_snapshots import requests_of_range

        return Asked(*requests_of_range(request, invocation.value("--range")), many=True)
    noted = request.source == "worktree" and not request.untracked and not invocation.on("--quiet")
    name = f"HEAD merged with {request.merge}" if request.source == "merge" else ""
    return Asked(((name, request._replace(note_untracked=noted)),))


def _about(words: Sequence[str], asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
    """What was judged, with the findings about some paths alone to be shown."""
    from archhook.cli.check_paths import verdicts_about

    verdicts = [one.judgement.verdict for one in judged]
    narrowed = verdicts_about(words, [request for _, request in asked.requests], verdicts)
    return [
        one._replace(judgement=one.judgement._replace(verdict=verdict))
        for one, verdict in zip(judged, narrowed, strict=True)
    ]


def _rendered(
    invocation: Invocation,
    environment: Mapping[str, str],
    asked: Asked,
    judged: Sequence[Judged],
    claimed: ClaimedCommit | None,
) -> str:
    """The report in the format that is asked for; each but text is a module of report/."""
    chosen, verbose = chosen_format(invocation.values, environment), invocation.on("--verbose")
    verdicts = [(one.name, one.judgement.verdict) for one in judged]
    if chosen == "text":
        if not any(verdict.findings for _, verdict in verdicts):
            return ""
        from archhook.report import text

        output = invocation.value("--output")
        color = wants_color(invocation.value("--color", "auto"), environment, bool(output))
        if asked.many:
            return text.render_many(verdicts, color, verbose)
        request, verdict = asked.requests[0][1], verdicts[0][1]
        if request.source == "index" and not output and not verbose and not request.law:
            return _shortened(request, verdict, environment, color)
        return text.render(verdict, color, verbose)
    if chosen == "json":
        from archhook.report import json

        documents = [(one.judgement.verdict, one.judgement.work if verbose else None) for one in judged]
        return json.render_many(documents) if asked.many else json.render(*documents[0], claimed)
    from importlib import import_module

    report = import_module(f"archhook.report.{chosen}")
    rendered: str = report.render_many(verdicts) if asked.many else report.render(verdicts[0][1])
    return rendered


def _shortened(request: Request, verdict: Verdict, environment: Mapping[str, str], color: bool) -> str:
    """The findings about the index as text, and what of the work tree mends them, as it is to stage.

    Those that its ledger mends are one line.
    """
    from archhook.report import text
    from archhook.snapshot.staging import is_partial, way_in

    if verdict.exit_code != 1 or verdict.unreadable:
        return text.render(verdict, color)
    from archhook.snapshot.staging import put_aside
    from archhook.sync.unstaged import unstaged

    aside, partial = put_aside(environment), is_partial(environment)
    found, files = unstaged(request, verdict, aside)
    told = text.render(verdict._replace(findings=found.rest) if found else verdict, color)
    if found:
        told += text.mended_line(found.number, way_in(found.files, partial), found.new)
    if files:
        told += text.unstaged_line(files, way_in(files, partial), hidden=not aside.isdisjoint(files))
    return told


def chosen_format(values: Mapping[str, str], environment: Mapping[str, str]) -> str:
    """The format of the report that options (name -> value) ask for, or that the environment suggests."""
    if "--format" in values:
        return values["--format"]
    return "github" if environment.get("GITHUB_ACTIONS") == "true" and not values.get("--output") else "text"


def _tell(asked: Asked, judged: Sequence[Judged], verbose: bool) -> None:
    """Notes and summaries on standard error; each note once."""
    from archhook.report import text

    for note in dict.fromkeys((*asked.notes, *(note for one in judged for note in one.judgement.notes))):
        say(f"archhook: {text.printable(note)}")
    for (_, request), one in zip(asked.requests, judged, strict=False):
        if verbose:
            for line in text.work_lines(one.judgement.work):
                say(f"archhook: {line}")
        told = text.summary_line(one.judgement.verdict, one.judgement.work, one.milliseconds, text.printable(one.name))
        say(told + (f", judged by the law of {text.printable(request.law_name)}" if request.law else ""))
    if not judged and not asked.notes and not asked.pushed:  # notes say why
        say("archhook: nothing to judge")
    for (_, request), one in zip(asked.requests, judged, strict=False):
        verdict = one.judgement.verdict
        if request.source == "worktree" and (verdict.unreadable or verdict.judged == "ledger"):
            _tell_cut_off(request, verdict)


def _tell_cut_off(request: Request, verdict: Verdict) -> None:
    """Says so where the ledger is as it is because an edit of it was cut off half-way."""
    from archhook.check.api import open_repo
    from archhook.check.cut_off import cut_off

    told = cut_off(open_repo(request.cwd).toplevel, [one.path for one in verdict.findings])
    if told:
        say(f"archhook: {told}")
