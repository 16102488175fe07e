"""Two ways to ask archhook for one verdict: the real command in a process of its own, or `judge` in this one.

Each is asked warm (with the one cache that all steps share) and cold (with none); the answers have to be the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from helpers.git_repo import GitRepo

    Strategy = Callable[[pytest.MonkeyPatch, dict[str, Any]], None]
    """Makes the incremental check a wrong one. The dict lives as long as the walk: what the strategy remembers."""

    class Subject(Protocol):
        """What is compared with itself."""

        def judge(self, snapshot: Snapshot, *, warm: bool, later: bool) -> Outcome:
            """Judges a snapshot, first warm, then cold. `later`: as a later version, which reads files otherwise."""

        def databases(self) -> list[Path]:
            """Where the warm runs keep what they remember."""


HERE = Path(__file__).parent
ALL_LAWS = tuple((code, "warning") for code in ("LED002", "LED003", "LED004"))
"""Overrides under which a ledger that is not sound hides nothing of what the other laws have to say."""

PATIENCE = 900
"""Seconds after which a process is taken to hang: far more than any machine needs, for nothing is measured here."""
BUG = 3
LATER = "99.0"
DATABASE = "cache.db"


class Snapshot(NamedTuple):
    """What is to be judged."""

    source: str  # worktree | index | commit
    rev: str = ""
    strict: bool = False
    untracked: bool = False

    def options(self) -> list[str]:
        """The command line that asks for it."""
        what = {"index": ["--staged"], "commit": ["--rev", self.rev], "worktree": []}[self.source]
        return [*what, *(["--strict"] if self.strict else []), *(["--untracked"] if self.untracked else [])]


class Outcome(NamedTuple):
    """What a run gave: the exit code, the JSON, and what it said where there is no JSON."""

    code: int
    output: str
    said: str = ""


def default_database(scratch: GitRepo) -> Path:
    """Where archhook keeps what it remembers of a repository, unless told otherwise."""
    return scratch.path / scratch.run("rev-parse", "--git-common-dir") / "archhook" / DATABASE


class Processes:
    """The real command, a new process for every verdict."""

    def __init__(self, scratch: GitRepo) -> None:
        self.scratch = scratch
        beside = Path(sys.executable).with_name("archhook")
        found = str(beside) if beside.exists() else shutil.which("archhook")
        self.command = [found] if found else [sys.executable, "-c", "from archhook.cli.main import main; exit(main())"]

    def databases(self) -> list[Path]:
        return [default_database(self.scratch)]

    def judge(self, snapshot: Snapshot, *, warm: bool, later: bool) -> Outcome:
        command = [sys.executable, str(HERE / "subject.py")] if later else self.command
        command = [*command, "check", "--format", "json", *snapshot.options(), *([] if warm else ["--no-cache"])]
        done = subprocess.run(
            command, cwd=self.scratch.path, capture_output=True, check=False, timeout=PATIENCE,
            stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace",
        )  # fmt: skip
        return Outcome(done.returncode, done.stdout, "" if done.stdout else done.stderr)


class InProcess:
    """`judge` in this process: fast, and open to a wrong strategy, which the cold runs never see."""

    def __init__(self, scratch: GitRepo, strategy: Strategy | None = None, cache: Path | None = None) -> None:
        self.scratch = scratch
        self.strategy = strategy
        self.cache = cache
        self.memory: dict[str, Any] = {}

    def databases(self) -> list[Path]:
        return [self.cache / DATABASE if self.cache else default_database(self.scratch)]

    def judge(self, snapshot: Snapshot, *, warm: bool, later: bool) -> Outcome:
        from archhook.check.api import judge
        from archhook.check.request import Request
        from archhook.errors import ArchhookError
        from archhook.report.json import render

        request = Request(
            str(self.scratch.path), source=snapshot.source, rev=snapshot.rev, strict=snapshot.strict,
            untracked=snapshot.untracked, no_cache=not warm, cache_dir=str(self.cache or ""), overrides=ALL_LAWS,
        )  # fmt: skip
        with ExitStack() as stack:
            if later:
                become_later(stack.enter_context(pytest.MonkeyPatch.context()))
            if warm and self.strategy:
                self.strategy(stack.enter_context(pytest.MonkeyPatch.context()), self.memory)
            try:
                verdict = judge(request).verdict
            except ArchhookError as error:
                return Outcome(2, "", f"{error.path}:{error.line}: {error.message} ({error.fix})")
            except Exception as error:
                return Outcome(BUG, "", repr(error))
            return Outcome(verdict.exit_code, render(verdict))


def become_later(patch: pytest.MonkeyPatch) -> None:
    """Makes archhook a later version, whose inventories lack each file's last symbol: none of its own fits the other's
    cache, and whoever re-uses it is seen to.
    """
    import archhook
    from archhook.check import last_judged
    from archhook.inventory import python_file

    read = python_file._read

    def otherwise(source: bytes) -> Any:
        found = read(source)
        return found._replace(symbols=found.symbols[:-1])

    patch.setattr(archhook, "__version__", LATER)
    patch.setattr(last_judged, "code_of", lambda objects: LATER)
    patch.setattr(python_file, "_read", otherwise)


def _later_main() -> int:
    """The command of the later version."""
    from archhook.cli.main import main

    with pytest.MonkeyPatch.context() as patch:
        become_later(patch)
        return main(sys.argv[1:])


if __name__ == "__main__":
    code = _later_main()
    sys.stdout.flush()
    os._exit(code)
