"""`archhook measure`: brings measured figures into `measured.toml`, on command only."""

from __future__ import annotations

from archhook.cli.arguments import request_of
from archhook.cli.commands import CACHING, CONFIG, QUIET, Command, Option
from archhook.cli.console import Bar, current_folder, deliver
from archhook.cli.question import FORMAT, tell, wants_json
from archhook.errors import ArchhookError, UsageError
from archhook.query.architecture import ask

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.cli.arguments import Invocation
    from archhook.measure.figures import Collected
    from archhook.project.measured import Figure
    from archhook.query.architecture import Architecture

RUNS = 20
SHOWN = 8
"""So many ids are listed."""


COMMANDS = (
    Command(
        "measure",
        "bring measured figures of Designs into measured.toml, beside the ledger",
        (
            Option("--design", "the Design that is measured; without a command, import its figures alone", "ID"),
            Option("--field", "only these fields, with commas between them", "FIELDS"),
            Option("--runs", f"how often the command is run (default {RUNS})", "NUMBER"),
            Option("--dry-run", "say what would be written, and write nothing"),
            FORMAT,
            CONFIG,
            *CACHING,
            QUIET,
        ),
        operands="-- COMMAND ...",
        most=-1,
        detail="Without a command, the figures that [[tool.archhook.measure]] names ([[measure]] in archhook.toml) are "
        "read from the files of pytest-benchmark, hyperfine or Bencher's format (bmf). With one, it is run and the "
        "operating system tells latency_p99_ms (its run time, from start to end), cpu_cores, cpu_percent and "
        "memory_peak_mb.",
        examples=(
            ("measure", "import all figures that the configuration maps"),
            ("measure --design D-1 --runs 100 -- python bench.py", "run a command and take its figures for D-1"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Measures or imports, says what came of it, and writes it. Whatever fails, nothing is written."""
    fields = _fields(invocation)
    if not invocation.operands and invocation.on("--runs"):
        raise UsageError("--runs needs a command to run", fix="archhook measure --design D-1 --runs 50 -- COMMAND ...")
    if invocation.operands and not invocation.on("--design"):
        raise UsageError("whose figures are they? A command needs --design", fix="archhook measure --design D-1 -- ...")
    runs = _runs(invocation.value("--runs", str(RUNS)))
    request = request_of(invocation, environment)
    request = request._replace(untracked=True)  # what is measured is what lies here, whether it is added yet or not
    return ask(request, lambda architecture: _measure(architecture, invocation, fields, runs))


def _fields(invocation: Invocation) -> tuple[str, ...]:
    """The fields that `--field` names, else all that can be measured."""
    from archhook.measure.timed_command import FIELDS
    from archhook.model.nodes import RESOURCE_FIELDS
    from archhook.suggest import nearest

    known = FIELDS if invocation.operands else RESOURCE_FIELDS
    named = tuple(dict.fromkeys(invocation.value("--field", ",".join(known)).split(",")))
    for field in named:
        if field not in known:
            near = nearest(field, known)
            what = "a run of a command tells" if field in RESOURCE_FIELDS else "the fields are"
            fix = f"did you mean {near}?" if near else f"{what} {', '.join(known)}"
            raise UsageError(f"--field cannot be {field!r}", fix=fix)
    return named


def _runs(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 1_000_000):
        raise UsageError(f"--runs must be a number of 1 or more, not {text!r}", fix="--runs 50")
    return int(text)


def _measure(architecture: Architecture, invocation: Invocation, fields: tuple[str, ...], runs: int) -> int:
    from archhook.atomic import refuse_beyond_link
    from archhook.check.api import open_repo
    from archhook.measure import measured_file
    from archhook.project.measured import beside

    root, prefix = architecture.snapshot.root, architecture.snapshot.prefix
    if not root:
        raise ArchhookError("a bare repository has no work tree to measure", fix="measure in a clone of it")
    path = beside(architecture.ledger[0])
    refuse_beyond_link(root.rstrip("/").removesuffix(prefix.rstrip("/")), prefix + path)
    measured_file.read(root, path, prefix + path)  # a file that cannot be added to is refused before anything is run
    if invocation.operands:
        collected = _run_command(architecture, invocation, fields, runs)
    else:
        collected = _import(architecture, invocation, fields)
    dry = invocation.on("--dry-run")
    with measured_file.alone(root, path):
        before = measured_file.read(root, path, prefix + path)  # now: a run takes long, and others measure, too
        if not dry:
            measured_file.replace(root, path, prefix + path, before.with_figures(collected.figures))
    if not dry and prefix + path in open_repo(root).untracked():
        note = f"{prefix}{path} counts once git tracks it: `git add {prefix}{path}`"
        collected = collected._replace(notes=(*collected.notes, note))
    _report(architecture, invocation, collected, before.figures, "" if dry else prefix + path)
    return 0


def _design(architecture: Architecture, named: str) -> str:
    """The id of a declared Design."""
    from archhook.model.ids import canonical
    from archhook.suggest import nearest

    design = canonical(named) or named
    node = architecture.nodes.get(design)
    if node is None or node.kind != "design":
        known = architecture.ids("design", in_force=False)
        near = nearest(design, known)
        listed = ", ".join(known[:SHOWN]) + (", ..." if len(known) > SHOWN else "")
        what = f"{design} is a {node.kind}, no Design" if node else f"the ledger declares no Design {named!r}"
        raise UsageError(what, fix=f"did you mean {near}?" if near else f"it declares {listed or 'none at all'}")
    return design


def _run_command(architecture: Architecture, invocation: Invocation, fields: tuple[str, ...], runs: int) -> Collected:
    from archhook.measure import timed_command
    from archhook.measure.figures import from_runs

    design = _design(architecture, invocation.value("--design"))
    with Bar(f"measuring {design}", quiet=invocation.on("--quiet")) as bar:
        found = timed_command.measure(invocation.operands, runs, current_folder(), bar)
    return from_runs(architecture, design, fields, found, invocation.operands)


def _import(architecture: Architecture, invocation: Invocation, fields: tuple[str, ...]) -> Collected:
    from archhook.measure.figures import from_files
    from archhook.project.measure_mapping import FigureMapping

    rows = [FigureMapping(*row) for row in architecture.config.measure]
    if not rows:
        raise ArchhookError(
            "nothing to bring in: the configuration has no rows of `measure`",
            fix="map a benchmark in [[tool.archhook.measure]] of pyproject.toml or [[measure]] of archhook.toml (the "
            "README shows how), or: archhook measure --design D-1 -- COMMAND ...",
        )
    if invocation.on("--design"):
        design = _design(architecture, invocation.value("--design"))
        rows = [row for row in rows if row.design == design]
    rows = [row for row in rows if row.field in fields]
    if not rows:
        raise UsageError(
            "no row of `measure` in the configuration feeds that",
            fix="`archhook measure --dry-run` shows what they feed",
        )
    return from_files(architecture, rows)


def _report(
    architecture: Architecture, invocation: Invocation, collected: Collected, before: Sequence[Figure], path: str
) -> None:
    from archhook.measure import measured_text
    from archhook.report.json import as_line
    from archhook.report.text import count

    figures = measured_text.compared(collected.figures, before, architecture.nodes)
    if wants_json(invocation):
        deliver(as_line(measured_text.document(figures, path)))
    else:
        deliver(measured_text.render(figures))
    number = count(len(figures), "figure")
    done = f"{number} written to {path}" if path else f"{number} to write"
    tell((*collected.notes, done), quiet=invocation.on("--quiet"))
