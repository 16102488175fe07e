"""[I/O] A progress bar on standard error, for work that lasts longer than a second and a person who looks at it."""

from __future__ import annotations

import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

PATIENCE = 1.0
"""Seconds for which nothing is shown."""


class Bar:
    """`with Bar("checking") as bar: ... bar(done, total)`. Says nothing where standard error is no terminal.

    What works is handed `bar` as a `Callable[[int, int], None]` and need not know what becomes of it. rich is
    imported when the bar first shows: work that is quick does not pay for it.
    """

    def __init__(self, what: str, *, quiet: bool = False, since: float | None = None) -> None:
        self.what = what
        self._shown = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._start = time.monotonic() if since is None else since  # a reading of `time.monotonic`
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
