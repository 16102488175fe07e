"""Replays histories of real repositories with `archhook sync` after each commit: does `check` stay at exit 0?

    python tests/trials/replayed_commits.py PATH... --commits 200

Each repository is cloned and left alone. The ledger is written once, at the first commit (`archhook init`, or with
`--ledger generated` by the tests' own generator); from then on nobody edits it by hand. What one commit brings that
`check` then finds, and that the commit before did not have, is printed and counted; `sync` has to be at rest when it is
run a second time, and every tenth verdict is compared with one computed without the cache. The exit code is 1 if
sync was ever not at rest, or failed, or if two verdicts differed. `--detail` is that of `archhook init`.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.adopted import write_ledger  # noqa: E402
from helpers.git_repo import GitRepo, seal_environment  # noqa: E402

from archhook.cli.main import main as archhook  # noqa: E402
from archhook.model.config import PYTEST_FILES  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


COLD = 10
"""Of so many verdicts one is computed from nothing, too."""


class Tally(NamedTuple):
    """What became of the commits of one history."""

    commits: int
    changed: int  # commits with which sync changed the ledger
    exceptions: tuple[tuple[str, tuple[str, ...]], ...]  # commit -> what check found anew
    restless: tuple[str, ...]  # commits at which a second sync changed something, sync failed, or a verdict was wrong
    seconds: float  # of all syncs


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of archhook in the current folder."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = archhook([*arguments])
    return code, out.getvalue(), err.getvalue()


def adopt(scratch: GitRepo, ledger: str, *options: str) -> None:
    """Writes the first ledger and commits it. `options`: of `archhook init`."""
    if ledger == "init":
        code, _, err = run("init", *options)
        if code and "--exclude-unreadable" in err:
            code, _, err = run("init", "--exclude-unreadable", *options)
        if code:
            raise RuntimeError(f"init: {err}")
    else:
        text, settings = write_ledger(
            scratch.paths("*.py", *PYTEST_FILES), lambda path: (scratch.path / path).read_bytes()
        )
        scratch.write("architecture.py", text)
        scratch.write("archhook.toml", settings)
    scratch.commit("adopt")


def take_over(scratch: GitRepo, commit: str) -> None:
    """Lays what a commit changed upon the work tree and the index; where both changed a file, the commit's counts."""
    parents = scratch.run("rev-list", "--parents", "-n1", commit).split()[1:]
    mainline = ("-m", "1") if len(parents) > 1 else ()
    done = scratch.git("cherry-pick", "-n", "-X", "theirs", *mainline, commit, check=False)
    if done.returncode:
        for path in scratch.run("diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]:
            there = scratch.git("cat-file", "-e", f"{commit}:{path}", check=False).returncode == 0
            scratch.run(*(("checkout", commit, "--", path) if there else ("rm", "-q", "-f", "--", path)))
    scratch.run("add", "-A")


def findings(*options: str) -> dict[str, str]:
    """What check finds: identity -> words."""
    code, out, err = run("check", "--format", "json", "-q", *options)
    if code > 1 or not out:
        return {"failed": err.strip() or f"exit code {code}"}
    found = json.loads(out)["findings"]
    return {
        f"{one['code']} {one['node']} {one['subject']}": f"{one['code']} {one['message']}"
        for one in found
        if one["severity"] == "error"
    }


def replay(
    scratch: GitRepo, commits: Sequence[str], ledger: str, *options: str, verbose: bool = False
) -> Iterator[str | Tally]:
    """Goes through the commits, the first of which gets the ledger; tells of what it meets, the tally at last."""
    scratch.run("checkout", "-q", "-f", "--detach", commits[0])
    before = os.getcwd()
    os.chdir(scratch.path)
    try:
        adopt(scratch, ledger, *options)
        known = findings()
        if known:
            yield f"  at the start: {len(known)} findings, {sorted(known.values())[:3]}"
        yield from _steps(scratch, commits[1:], known, verbose)
    finally:
        os.chdir(before)


def _steps(scratch: GitRepo, commits: Sequence[str], known: dict[str, str], verbose: bool) -> Iterator[str | Tally]:
    exceptions, restless = [], []
    changed, spent = 0, 0.0
    for number, commit in enumerate(commits):
        take_over(scratch, commit)
        started = time.perf_counter()
        code, _, err = run("sync")
        spent += time.perf_counter() - started
        scratch.run("add", "-A")
        changed += "nothing to sync" not in err
        again, _, told = run("sync", "--check")
        if max(code, again) > 1 or "would change" in told:
            restless.append(commit)
            yield f"  {commit[:10]} not at rest: {err} {told}"
        found = findings()
        if number % COLD == 0 and run("check", "--format", "json", "-q") != run(
            "check", "--format", "json", "-q", "--no-cache"
        ):
            restless.append(commit)
            yield f"  {commit[:10]} without the cache check says something else"
        new = tuple(words for key, words in sorted(found.items()) if key not in known)
        if new:
            exceptions.append((commit, new))
            yield f"  {commit[:10]} {len(new)} new: {'; '.join(new[:3])}"
        if verbose:
            yield f"  {commit[:10]} {err.strip()}"
        known = found
        scratch.commit_index(f"replayed {commit[:10]}")
    yield Tally(len(commits), changed, tuple(exceptions), tuple(restless), spent)


def say(line: str) -> None:
    """A line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--commits", type=int, default=200)
    parser.add_argument("--before", default="HEAD", help="the last commit")
    parser.add_argument("--ledger", choices=("init", "generated"), default="init")
    parser.add_argument("--detail", choices=("symbols", "files", "folders"))
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args(argv)
    seal_environment()
    options = ("--detail", given.detail) if given.detail else ()
    bad = 0
    for path in given.paths:
        with tempfile.TemporaryDirectory(prefix="archhook-replay-") as folder:
            scratch = GitRepo.clone(path.resolve(), Path(folder) / "clone")
            commits = scratch.run("rev-list", "--first-parent", f"-n{given.commits + 1}", given.before).split()[::-1]
            say(f"{path}: {len(commits) - 1} commits")
            for told in replay(scratch, commits, given.ledger, *options, verbose=given.verbose):
                if isinstance(told, str):
                    say(told)
                    continue
                average = told.seconds * 1000 / max(1, told.commits)
                say(
                    f"  {told.commits} commits, {told.changed} with changes of the ledger, {len(told.exceptions)} with"
                    f" findings that sync left to a person, {average:.0f} ms a sync"
                )
                bad |= bool(told.restless)
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
