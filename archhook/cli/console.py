"""[I/O] The streams of the command line: what reaches them or a file, however they are."""

from __future__ import annotations

import os
import sys
import time

from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import TracebackType
    from typing import TextIO

    from rich.progress import Progress, TaskID

    from archhook.check.request import UnsoundLedger


def prepare_streams() -> None:
    """Makes the streams take every string, and gives a closed one something harmless in its place.

    A file name may hold bytes that no encoding can show; a stream may be ASCII, and strict. And a file that is
    opened while descriptor 1 is free would get the number 1, and with it whatever a child process prints.
    """
    _delivered.clear()
    if sys.stdout is None or sys.stderr is None:
        while (descriptor := os.open(os.devnull, os.O_RDWR)) < 2:
            pass
        if descriptor > 2:
            os.close(descriptor)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def say(line: str) -> None:
    """One line on standard error. Nobody listening is no reason to fail."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(line + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        pass


def complain(error: ArchhookError) -> None:
    """What could not be judged, where and why, and what to do about it: a line each."""
    from archhook.report.text import failure_text

    say(f"archhook: {failure_text(error)}")


_delivered: list[str] = []
"""Where this run has written a report to, or begun to."""


def has_delivered() -> bool:
    """Whether this run has written a report already, or begun to."""
    return bool(_delivered)


def deliver(text: str, output: str = "") -> None:
    """Writes a report to standard output, or to the file `output` ("-" is standard output, too).

    A reader that goes away (`| head`) has what it wanted. ArchhookError: the report cannot be written.
    """
    if output and output != "-":
        _write_file(output, text)
    elif text:
        _write_stdout(text)


def _write_stdout(text: str) -> None:
    if sys.stdout is None:
        raise ArchhookError(
            "standard output is closed, the report cannot be written", fix="--output FILE writes to a file"
        )
    _delivered.append("-")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _abandon(sys.stdout)
    except OSError as error:
        _abandon(sys.stdout)
        raise ArchhookError(f"the report cannot be written to standard output: {error.strerror}") from None


def _abandon(stream: TextIO) -> None:
    """Send what the stream still holds nowhere: the interpreter flushes it again at its end, and would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _write_file(path: str, text: str) -> None:
    """Replaces a file by the whole text or leaves it as it was; what is no regular file (/dev/stderr) is written to."""
    from archhook.atomic import replace_file

    data = text.encode("utf-8", "backslashreplace")
    target = os.path.realpath(path)
    try:
        if os.path.exists(target) and not os.path.isfile(target):
            with open(target, "wb") as device:
                device.write(data)
        else:
            replace_file(target, data)
    except OSError as error:
        raise ArchhookError(
            f"--output: cannot write {path!r}: {error.strerror}", fix="name a file that can be written"
        ) from None
    _delivered.append(path)


def refuse(error: UnsoundLedger, what: str) -> int:
    """Shows what is wrong with a ledger, and what is not done therefore; the exit code of findings."""
    from archhook.model.findings import LEDGER_FIRST
    from archhook.report.text import render

    say(f"{render(error.verdict)}archhook: {what}: {LEDGER_FIRST}")
    return 1


PATIENCE = 1.0
"""Seconds for which no progress is shown."""


class Bar:
    """Progress on standard error: `with Bar("checking") as bar: ... bar(done, total)`. Only for work that lasts, and a
    person who looks at it.

    What works is handed `bar` as a `Callable[[int, int], None]` and need not know what becomes of it. rich is
    imported when the bar first shows: work that is quick does not pay for it.
    """

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        self.what = what
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._start = time.monotonic()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Bar:
        return self

    def __call__(self, done: int, total: int) -> None:
        """Says how far the work is. `total` may grow; 0 where it is not known."""
        if not self._shown or time.monotonic() - self._start < PATIENCE:
            return
        if self._progress is None or self._task is None:
            self._progress = _started()
            self._task = self._progress.add_task(self.what, total=total or None)
        self._progress.update(self._task, completed=done, total=total or None)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Takes the bar away; whatever is said next stands where it stood."""
        if self._progress is not None:
            self._progress.stop()


def _started() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    progress = Progress(
        TextColumn("archhook: {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    progress.start()
    return progress


def wants_color(when: str, environment: Mapping[str, str], to_file: bool) -> bool:
    """Whether to colour: what `--color` says, else NO_COLOR and FORCE_COLOR, else whether a person looks at it."""
    if when in ("always", "never"):
        return when == "always"
    if to_file or environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and environment.get("TERM") != "dumb"


def current_folder() -> str:
    """Where the command was called. ArchhookError if that folder is gone."""
    try:
        return os.getcwd()
    except OSError as error:
        raise ArchhookError(f"the current folder cannot be read: {error.strerror}", fix="change to another") from None


def cache_dir(named: str, environment: Mapping[str, str]) -> str:
    """The folder that `--cache-dir` (`named`) or else ARCHHOOK_CACHE_DIR names, absolute; "" where neither does."""
    named = named or environment.get("ARCHHOOK_CACHE_DIR", "")
    return os.path.join(current_folder(), named) if named else ""


def confess(error: BaseException) -> ArchhookError:
    """A bug in archhook: one line with what happened and where the traceback lies. Never fails itself.

    Returns the same as a failure, for whoever reads documents.
    """
    what = type(error).__name__
    try:
        where = _keep_traceback(error)
    except Exception:  # the disk is full, or memory is: the line below is all that can be done
        where = "(it could not be written to a file)"
    text = " ".join(str(error).split())
    message = f"a bug in archhook: {what}{': ' if text else ''}{text[:200]}"
    fix = f"please report the traceback: {where}"
    say(f"archhook: {message}; {fix}")
    return ArchhookError(message, fix=fix)


def _keep_traceback(error: BaseException) -> str:
    import tempfile
    import traceback

    from archhook.model.version import __version__

    lines = [
        f"archhook {__version__}, Python {sys.version}\n",
        f"argv: {sys.argv!r}\n",
        *traceback.format_exception(error),
    ]
    descriptor, path = tempfile.mkstemp(prefix="archhook-traceback-", suffix=".txt")
    with open(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
        file.writelines(lines)
    return path
