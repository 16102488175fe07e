"""[I/O] Makes figures of what was measured: of the files that the mapping names, or of the runs of a command."""

from __future__ import annotations

import os
import shlex
from datetime import UTC, datetime

from archhook.atomic import open_regular
from archhook.errors import ArchhookError, ConfigError
from archhook.measure import timed_command as commands
from archhook.measure.machine import machine_of, this_machine
from archhook.measure.tool_files import pick
from archhook.model.units import UNIT_OF, convert
from archhook.project.measured import Figure, digests, problem, written_date
from archhook.suggest import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import NamedTuple

    from archhook.measure.timed_command import Runs
    from archhook.project.measure_mapping import FigureMapping
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

DIGITS = 6
"""Significant digits that are kept: no machine measures more."""

SHOWN = 3
"""So many files are named in a note."""


class Collected(NamedTuple):
    """Figures, and notes for a person on how far they can be trusted."""

    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()


def files_of(architecture: Architecture, design: str) -> tuple[tuple[str, str], ...]:
    """Path -> object id of the files that the Tasks of a Design declare, as they are now."""
    tasks = [architecture.nodes[task] for task in architecture.rows[design].by("implements")]
    return digests(architecture.facts.paths_of(tasks), architecture.files)


def from_files(architecture: Architecture, rows: Iterable[FigureMapping]) -> Collected:
    """The figures that rows of the mapping name. `ArchhookError` where a file does not hold what they say."""
    here = this_machine()
    figures: list[Figure] = []
    notes: list[str] = []
    for row in rows:
        _check_design(architecture, row)
        data, written = _read(architecture.snapshot.root, row)
        picked = pick(data, row.file, row)
        date = _date(picked.made.date) or written
        files = files_of(architecture, row.design)
        source = f"{row.format} {row.file}: {row.name}"
        machine = row.machine or str(machine_of(picked.made, here))
        value = _rounded(convert(picked.value, row.unit, row.field))
        if problem(value):
            raise ArchhookError(f"{row.name} cannot be {value:.6g} {UNIT_OF[row.field]}", path=row.file)
        figures.append(Figure(row.design, row.field, value, source, machine, written_date(date), picked.samples, files))
        notes += _younger(architecture.snapshot.root, row.file, date, (path for path, _ in files))
    return Collected(tuple(figures), tuple(dict.fromkeys(notes)))


def _check_design(architecture: Architecture, row: FigureMapping) -> None:
    node = architecture.nodes.get(row.design)
    if node is None or node.kind != "design":
        near = nearest(row.design, architecture.ids("design", in_force=False))
        fix = f"did you mean {near}?" if near else "correct `design` in the configuration, or declare it"
        raise ConfigError(f"`measure` feeds {row.field} of {row.design}, which the ledger does not declare", fix=fix)


def _read(root: str, row: FigureMapping) -> tuple[bytes, datetime]:
    """What a file of results holds, and when it was written."""
    path = os.path.join(root, row.file)
    try:
        with open_regular(path, follow=True) as file:
            return file.read(), datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        reason = error.strerror if isinstance(error, OSError) else str(error)
        message = f"`measure` takes {row.field} of {row.design} from this file, which cannot be read: {reason}"
        fix = "run the benchmark that writes it, or correct `file`, which is relative to the configuration's folder"
        raise ArchhookError(message, path=row.file, fix=fix) from None


def _date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):  # or a date that UTC does not reach
        return None


def _younger(root: str, file: str, made: datetime, paths: Iterable[str]) -> Iterable[str]:
    """A note on files of a Design that were written after the results: those speak of other code, it may be."""
    late = [path for path in paths if os.stat(os.path.join(root, path)).st_mtime > made.timestamp() + 1]
    if late:
        few = ", ".join(late[:SHOWN]) + (", ..." if len(late) > SHOWN else "")
        was = "was" if len(late) == 1 else "were"
        yield f"{few} {was} written after {file} was made: if that changed the code, run the benchmark again"


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def from_runs(
    architecture: Architecture, design: str, fields: Iterable[str], found: Runs, command: Sequence[str]
) -> Collected:
    """The figures of a Design that the runs of a command tell."""
    source = f"archhook measure: {shlex.join(command)}"
    machine, date = str(this_machine()), written_date(datetime.now(UTC))
    files = files_of(architecture, design)
    figures = tuple(
        Figure(design, field, _rounded(commands.figure(found, field)), source, machine, date, len(found.runs), files)
        for field in fields
    )
    notes = []
    if "memory_peak_mb" in fields and commands.is_floor(found):
        notes.append("memory_peak_mb is that of the process which starts the command: the command takes that or less")
    if "latency_p99_ms" in fields and len(found.runs) < 100:
        notes.append(f"p99 of {len(found.runs)} runs is the slowest of them; --runs 100 or more tells more")
    return Collected(figures, tuple(notes))
