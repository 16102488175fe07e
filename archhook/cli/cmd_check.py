"""The commands that judge: `check` and the gates. Asks for the verdicts, and reports them."""

from __future__ import annotations

import time

from archhook.cli.console import cache_dir, current_folder, deliver, say, wants_color
from archhook.errors import ArchhookError, GitError, UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NamedTuple

    from archhook.check.request import Judgement, Request
    from archhook.cli.grammar import Invocation
    from archhook.cli.progress_bar import Bar
    from archhook.model.findings import Verdict
    from archhook.snapshot.git import Repo
else:
    from archhook.records import NamedTuple


SHORT = 12
"""Characters of a commit's id in a name."""


class Judged(NamedTuple):
    """One verdict of a run. `name` says what was judged where the command line does not ("" where it does)."""

    name: str
    judgement: Judgement
    milliseconds: int


class Watching:
    """Shows how far a judgement is, if that is told: a warm one tells nothing, and imports nothing for it."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._since = time.monotonic()
        self._bar: Bar | None = None

    def __call__(self, done: int, total: int) -> None:
        """Takes in how many of how many files have been judged."""
        if self._bar is None:
            from archhook.cli.progress_bar import Bar

            self._bar = Bar("checking", quiet=self._quiet, since=self._since)
        self._bar(done, total)

    def close(self) -> None:
        """Takes away what was shown."""
        if self._bar is not None:
            self._bar.close()


class Asked(NamedTuple):
    """What a command line asks to be judged: snapshots with the names they are reported under, and notes."""

    requests: tuple[tuple[str, Request], ...]
    notes: tuple[str, ...] = ()
    many: bool = False  # several verdicts are asked for, even if there happens to be one


def run(invocation: Invocation, environment: Mapping[str, str], started: float) -> int:
    """Judge what the command line asks for and report it; the exit code is the worst one of all verdicts.

    `started`: the reading of `time.perf_counter` from which the milliseconds of the first verdict count.
    """
    from archhook.check.api import judge

    asked = _asked(invocation, environment)
    judged: list[Judged] = []
    for name, request in asked.requests:
        if judged:  # what was judged just now is the nearest base of the next one
            request = request._replace(base=judged[-1].judgement.verdict.tree)
        watching = Watching(quiet=invocation.on("--quiet"))
        try:
            judgement = judge(request, watching)
        except ArchhookError as error:
            if name and asked.many:  # which of the snapshots it was
                error.message = f"{name}: {error.message}"
            raise
        finally:
            watching.close()
        now = time.perf_counter()
        judged.append(Judged(name, judgement, round((now - started) * 1000)))
        started = now
    if invocation.command == "check" and invocation.operands:
        judged = _about(invocation.operands, asked, judged)
    _report(invocation, environment, judged, asked)
    if not invocation.on("--quiet"):
        _tell(asked, judged, invocation.on("--verbose"))
    return max((one.judgement.verdict.exit_code for one in judged), default=0)


def _about(words: Sequence[str], asked: Asked, judged: Sequence[Judged]) -> list[Judged]:
    """What was judged, with the findings about some paths alone to be shown."""
    from archhook.cli.check_paths import verdicts_about

    verdicts = [one.judgement.verdict for one in judged]
    narrowed = verdicts_about(words, [request for _, request in asked.requests], verdicts)
    return [
        one._replace(judgement=one.judgement._replace(verdict=verdict))
        for one, verdict in zip(judged, narrowed, strict=True)
    ]


def _report(invocation: Invocation, environment: Mapping[str, str], judged: Sequence[Judged], asked: Asked) -> None:
    many, requests = asked.many, asked.requests
    output = invocation.value("--output")
    chosen = chosen_format(invocation.values, environment)
    if chosen == "json":
        deliver(_json(judged, many, invocation.on("--verbose")), output)
        return
    if chosen != "text":
        deliver(_machine(chosen, judged, many), output)
        return
    if not output and not any(one.judgement.verdict.findings for one in judged):
        return
    from archhook.report import text

    color = wants_color(invocation.value("--color", "auto"), environment, bool(output))
    verdicts = [(one.name, one.judgement.verdict) for one in judged]
    request = requests[0][1] if requests else None
    if request is not None and request.source == "index" and not output and not invocation.on("--verbose"):
        deliver(_shortened(request, verdicts[0][1], environment, color))
        return
    deliver(text.render_many(verdicts, color) if many else text.render(verdicts[0][1], color), output)


def _shortened(request: Request, verdict: Verdict, environment: Mapping[str, str], color: bool) -> str:
    """The findings about the index as text; those that the work tree's ledger mends are one line, as it is to stage."""
    from archhook.report import text
    from archhook.snapshot.staging import is_partial, way_in

    found = None
    if verdict.exit_code == 1 and not verdict.unreadable:
        from archhook.sync.unstaged import mended

        found = mended(request, verdict)
    if found is None:
        return text.render(verdict, color)
    rest = text.render(verdict._replace(findings=found.rest), color)
    return rest + text.mended_line(found.number, way_in(found.files, is_partial(environment)), found.new)


def chosen_format(values: Mapping[str, str], environment: Mapping[str, str]) -> str:
    """The format of the report that options (name -> value) ask for, or that the environment suggests."""
    if "--format" in values:
        return values["--format"]
    return "github" if environment.get("GITHUB_ACTIONS") == "true" and not values.get("--output") else "text"


def _machine(chosen: str, judged: Sequence[Judged], many: bool) -> str:
    """What other machines than ours read: each format is a module of report/."""
    from importlib import import_module

    report = import_module(f"archhook.report.{chosen}")
    verdicts = [(one.name, one.judgement.verdict) for one in judged]
    rendered: str = report.render_many(verdicts) if many else report.render(verdicts[0][1])
    return rendered


def _json(judged: Sequence[Judged], many: bool, verbose: bool) -> str:
    from archhook.report import json

    documents = [(one.judgement.verdict, one.judgement.work if verbose else None) for one in judged]
    return json.render_many(documents) if many else json.render(*documents[0])


def _tell(asked: Asked, judged: Sequence[Judged], verbose: bool) -> None:
    """Notes and summaries on standard error; each note once."""
    from archhook.report import text

    for note in dict.fromkeys((*asked.notes, *(note for one in judged for note in one.judgement.notes))):
        say(f"archhook: {text.printable(note)}")
    for one in judged:
        if verbose:
            for line in text.work_lines(one.judgement.work):
                say(f"archhook: {line}")
        say(text.summary_line(one.judgement.verdict, one.judgement.work, one.milliseconds, text.printable(one.name)))
    if not judged and not asked.notes:  # each of which says why
        say("archhook: nothing to judge")


def _asked(invocation: Invocation, environment: Mapping[str, str]) -> Asked:
    """What is to be judged."""
    from archhook.check.request import Request

    request = Request(
        current_folder(),
        config_path=in_snapshot(invocation.value("--config")),
        cache_dir=cache_dir(invocation.value("--cache-dir"), environment),
        no_cache=invocation.on("--no-cache"),
        verify=invocation.on("--verify-cache"),
        strict=invocation.on("--strict"),
    )
    if invocation.command == "hook pre-push":
        return _pushed(invocation, environment, request)
    if invocation.command == "hook pre-commit":
        source = commit_source(environment)
        return Asked((("the index" if source == "index" else "the work tree", request._replace(source=source)),))
    if invocation.on("--range"):
        return _range(invocation.value("--range"), request)
    return Asked((("", _one(invocation, request)),))


def commit_source(environment: Mapping[str, str]) -> str:
    """The snapshot that the gate of a commit judges: `index` while git commits, else `worktree`.

    git sets GIT_INDEX_FILE for the hooks of a commit; under `pre-commit run` it is not set, and the hooks look at the
    work tree.
    """
    return "index" if environment.get("GIT_INDEX_FILE") else "worktree"


def _one(invocation: Invocation, request: Request) -> Request:
    """The one snapshot that `archhook check` judges."""
    if invocation.on("--staged"):
        return request._replace(source="index")
    if invocation.on("--rev"):
        return request._replace(source="commit", rev=invocation.value("--rev"))
    untracked = invocation.on("--untracked")
    return request._replace(untracked=untracked, note_untracked=not untracked and not invocation.on("--quiet"))


def _range(text: str, request: Request) -> Asked:
    from archhook.hooks.before_adoption import passed_over, since_adoption
    from archhook.hooks.judged_snapshots import config_at
    from archhook.snapshot.history import commits_of_range

    repo = _repository(request.cwd, "--range")
    every = commits_of_range(repo.git_dir, text)
    commits = since_adoption(repo, every, request.config_path, config_at(repo, request.config_path))
    return Asked(
        tuple((f"commit {commit[:SHORT]}", request._replace(source="commit", rev=commit)) for commit in commits),
        notes=passed_over(len(every) - len(commits)) if commits else (f"{text} holds no commit",),
        many=True,
    )


def _pushed(invocation: Invocation, environment: Mapping[str, str], request: Request) -> Asked:
    from archhook.hooks import judged_snapshots as gates
    from archhook.hooks.before_adoption import since_adoption

    repo = _repository(request.cwd, "the gate of a push")
    pushed = gates.read_push(gates.standard_input(), environment, invocation.operands)
    config_of = gates.config_at(repo, request.config_path)
    plan = gates.plan_push(
        repo, pushed, config_of, lambda commits: since_adoption(repo, commits, request.config_path, config_of)
    )
    request = request._replace(source="commit", overrides=gates.OVERRIDES)
    return Asked(tuple((name, request._replace(rev=commit)) for name, commit in plan.commits), plan.notes, many=True)


def _repository(folder: str, needed_by: str) -> Repo:
    from archhook.snapshot.git import Repo

    repo = Repo.open(folder)
    if repo is None:
        raise GitError(f"{needed_by} needs a git repository, and {folder} is in none")
    return repo


def in_snapshot(path: str) -> str:
    """The value of `--config`, normalised: it names a file of what is judged, not one of the machine."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts:
        fix = "write it relative to the repository's top: it is read from the index or the commit that is judged"
        raise UsageError(f"--config names {path!r}, which is no path in what is judged", fix=fix)
    return "/".join(parts)
