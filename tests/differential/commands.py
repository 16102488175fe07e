"""One command line, run in this process or in one of its own, and twice: with all that is remembered, and with nothing.

What the two print, what they write and how they end has to be the same, whatever was run before.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PATIENCE = 900
"""Seconds after which a process is taken to hang: far more than any machine needs, for nothing is measured here."""
FINE, FOUND, REFUSED, BUG = 0, 1, 2, 3
COMMAND = [sys.executable, "-c", "import sys; from archhook.cli.main import main; sys.exit(main())"]
_WORK = re.compile(
    r"^archhook: (?:.* \d+ ms(?: \[[^\n]*\]|, judged by [^\n]*)*"
    r"|\d+ files? parsed, .*|\S+ rechecked because of .*)$\n?",
    re.MULTILINE,
)
"""What a run says of the work that it took, which is not the same warm and cold."""
_TRACEBACK = re.compile(r"traceback: (\S+\.txt)")


class WrongError(AssertionError):
    """A command did what it must never do."""


class Answer(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str

    def told(self) -> str:
        """For people."""
        return f"exit {self.code}\n{self.out[-2000:]}{self.err[-2000:]}"


class Run(NamedTuple):
    """A command line, where it is called, and what its environment says besides."""

    argv: tuple[str, ...]
    folder: Path
    environment: tuple[tuple[str, str], ...] = ()

    def with_options(self, *options: str) -> Run:
        """The same with more options, right behind the name of the command."""
        words = 2 if self.argv[0] in ("hook", "cache", "agent-hook") else 1
        return self._replace(argv=(*self.argv[:words], *options, *self.argv[words:]))

    def told(self) -> str:
        """As it would be typed."""
        named = "".join(f"{name}=... " for name, _ in self.environment)
        return f"$ {named}archhook {' '.join(self.argv)}"


def in_process(run: Run) -> Answer:
    """Runs a command in this process; the clock of claims stands still."""
    from archhook.agents import claim_store
    from archhook.cli.main import main

    out, err, before = io.StringIO(), io.StringIO(), Path.cwd()
    os.chdir(run.folder)
    try:
        with (
            mock.patch.dict(os.environ, dict(run.environment)),
            mock.patch.object(claim_store, "now", lambda: 1_700_000_000),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            code = main([*run.argv])
    finally:
        os.chdir(before)
    return Answer(code, out.getvalue(), err.getvalue())


def in_processes(run: Run) -> Answer:
    """Runs a command in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *run.argv], cwd=run.folder, capture_output=True, check=False, timeout=PATIENCE,
        stdin=subprocess.DEVNULL, encoding="utf-8", errors="replace", env={**os.environ, **dict(run.environment)},
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


class Commands:
    """Commands that are compared with themselves. `told`: each one that was run, for whoever wants to do it again."""

    def __init__(self, runner: Callable[[Run], Answer]) -> None:
        self.runner = runner
        self.told: list[str] = []

    def once(self, run: Run) -> Answer:
        """Runs a command: it must not fail by a bug."""
        answer = self.runner(run)
        if answer.code not in (FINE, FOUND, REFUSED) or "Traceback" in answer.err:
            raise WrongError(f"{run.told()}\n{answer.told()}{_traceback(answer.err)}")
        return answer

    def cold(self, run: Run) -> Answer:
        """The same with nothing remembered."""
        return self.once(run.with_options("--no-cache"))

    def same(self, run: Run) -> Answer:
        """Runs a command that writes nothing, warm and cold."""
        warm, cold = self.once(run), self.cold(run)
        self.told.append(f"{run.told()} -> {warm.code}")
        _compare(run, warm, cold)
        return warm

    def verified(self, run: Run) -> Answer:
        """Runs a command that compares by itself."""
        answer = self.once(run.with_options("--verify-cache"))
        self.told.append(f"{run.told()} --verify-cache -> {answer.code}")
        return answer

    def written(self, run: Run, files: Sequence[str]) -> Answer:
        """Runs a command that may write some files, warm and cold, each time on what is there now."""
        before = _contents(run.folder, files)
        cold = self.cold(run)
        wrote = _contents(run.folder, files)
        _restore(run.folder, before)
        warm = self.once(run)
        self.told.append(f"{run.told()} -> {warm.code}")
        _compare(run, warm, cold)
        if _contents(run.folder, files) != wrote:
            raise WrongError(f"{run.told()}\nwrote other files warm than cold\n{warm.told()}")
        return warm


def _compare(run: Run, warm: Answer, cold: Answer) -> None:
    one, other = ((answer.code, answer.out, _WORK.sub("", answer.err)) for answer in (warm, cold))
    if one != other:
        raise WrongError(f"{run.told()}\nwarm: {warm.told()}\ncold: {cold.told()}")


def _contents(folder: Path, files: Sequence[str]) -> dict[str, bytes | None]:
    """What some files of a folder hold; of one that ends in a slash, all Python files below it."""
    found: dict[str, bytes | None] = {}
    for name in files:
        here = sorted((folder / name).rglob("*.py")) if name.endswith("/") else [folder / name]
        for path in here:
            found[str(path.relative_to(folder))] = path.read_bytes() if path.is_file() else None
    return found


def _restore(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    for name, content in contents.items():
        if content is None:
            (folder / name).unlink(missing_ok=True)
        elif not (folder / name).is_file() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)


def _traceback(err: str) -> str:
    """Where a bug was confessed: the traceback that was left, which is read and taken away."""
    found = _TRACEBACK.search(err)
    if not found or not Path(found[1]).is_file():
        return ""
    path = Path(found[1])
    text = path.read_text(encoding="utf-8", errors="replace")
    path.unlink()
    return f"\n{text}"
