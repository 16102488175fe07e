"""`archhook split` from the words that name a Design and its parts to an edit, and to what a person is told of it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, NamedTuple

from archhook.errors import ArchhookError, UsageError
from archhook.model.nodes import in_order
from archhook.query.subject import node_of
from archhook.refactor.judged_edit import Wanted
from archhook.refactor.split_debts import debts
from archhook.refactor.split_edit import Splitting
from archhook.refactor.split_parts import files_of, named, patterns_for, recovered
from archhook.report.text import count, few, printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archhook.refactor.judged_edit import Whole
    from archhook.refactor.split_debts import Debts
    from archhook.refactor.split_edit import Split

SHOWN = 6
"""So many nodes or patterns of a kind are named."""


class Proposal(NamedTuple):
    """A split, as an edit, as a table, and as the command that makes it. `freezes`: whether the baseline grows."""

    wanted: Wanted
    table: str
    command: str
    freezes: bool


def split(whole: Whole, word: str, into: Sequence[str], here: str) -> Proposal:
    """How a Design falls into parts: as `into` says, else as its code tells. `UsageError` where it cannot."""
    seen = whole.seen
    design = seen.nodes[node_of(seen, word, here)]
    if design.kind != "design":
        raise UsageError(
            f"{design.id} is a {design.kind.capitalize()}, and `archhook split` takes a Design",
            fix="`archhook list --kind design` names them",
        )
    if not design.in_force:
        raise UsageError(f"{design.id} is not in force, so it has no code", fix="name a Design in force")
    files = files_of(seen, design.id)
    if len(files) < 2:
        raise UsageError(
            f"{design.id} has {count(len(files), 'file')}, too few to fall into parts",
            fix="split the file first: a part is made of whole files",
        )
    parts = named(design.id, files, into) if into else recovered(seen, design.id, files)
    made = Splitting(whole, design, parts).run()
    path = seen.config.baseline
    source = whole.read(path)
    if source is not None and path not in seen.files:
        fix = f"`git add {path}`, so that it counts; or put it elsewhere"
        raise ArchhookError("the baseline exists but is untracked, so it freezes nothing", path=path, fix=fix)
    text = source.decode("utf-8-sig") if source is not None else ""
    found = debts(text, made.before, made.after.verdict, f"{design.id} was split")
    changed: dict[str, bytes | None] = {**made.files}
    if found.text != text:
        changed[path] = found.text.encode()
    said = tuple(map(printable, _said(whole, made, parts.rest, found)))
    options = " ".join(
        f"--into {shlex.quote(f'{one.part.node_id or one.part.word}={glob}')}"
        for one in made.new
        for glob in (",".join(patterns_for(one.part, files)),)
    )
    return Proposal(
        Wanted(changed, said),
        _table(whole, made, parts.rest),
        f"archhook split {design.id} {options}",
        bool(found.frozen),
    )


def _said(whole: Whole, made: Split, rest: Sequence[str], found: Debts) -> Iterator[str]:
    """What a split does, line by line."""
    mine = made.design
    for one in made.new:
        tasks = [task for task, part in made.tasks.items() if part == one.id]
        tasks += [task.id for task in made.added if task.target == one.id]
        tests = [test for test, part in made.tests.items() if part == one.id]
        with_tests = f", {count(len(tests), 'Test')}" if tests else ""
        yield f"{one.id} new ({one.class_name}): {count(len(tasks), 'Task')}{with_tests}{_requiring(made, one.id)}"
    for task in made.added:
        yield f"{task.id} new ({task.file}): implements {task.target}"
    own = [test for test in whole.seen.rows[mine].by("verifies") if test not in made.tests]
    with_tests = f", {count(len(own), 'Test')}" if own else ""
    doubt = f"; nothing tells of {few(made.doubtful, SHOWN)} which part it is about" if made.doubtful else ""
    kept = f"{count(len(rest), 'file')}{with_tests}{_requiring(made, mine)}{doubt}"
    yield f"{mine} keeps {kept}; its docstring is about the whole: read it again"
    if whole.seen.nodes[mine].figures or whole.seen.facts.recorded.get(mine):
        yield f"{mine} keeps its figures, which were taken with the parts: give each its own share"
    for part, paths in made.proposed.items():
        files = [*paths]
        are = "is" if len(files) == 1 else "are"
        yield (
            f"{count(len(files), 'test file')} of {mine} {are} about {part}: proposed;"
            f" `archhook move {shlex.join(files)} {part}`"
        )
    own_ids = {mine, *(one.id for one in made.new)}
    for other in in_order({source for source, _ in (*made.requires, *made.dropped)} - own_ids):
        yield f"{other}:{_requiring(made, other).removeprefix(';')}"
    if found.frozen:
        told = ", ".join(f"{code} {number}" for code, number in sorted(found.frozen.items()))
        yield (
            f"frozen in {whole.seen.config.baseline}, as no law saw it within one Design: {told}"
            " (`archhook split --help` says why)"
        )
    if found.mended:
        path = whole.seen.config.baseline
        yield f"taken out of {path}: {count(found.mended, 'finding')} that no law has after the split"


def _requiring(made: Split, design: str) -> str:
    """What a Design requires more, and no longer."""
    more = in_order(target for source, target in made.requires if source == design)
    less = in_order(target for source, target in made.dropped if source == design)
    signs = [f"+requires {', '.join(more)}"] if more else []
    signs += [f"-requires {', '.join(less)}"] if less else []
    return f"; {', '.join(signs)}" if signs else ""


def _table(whole: Whole, made: Split, rest: Sequence[str]) -> str:
    """The parts, one a line: id, files, what it requires of the others, what runs against that, its files."""
    traffic = made.after.facts.traffic
    ids = [made.design, *(one.id for one in made.new)]
    requires = {one: {*made.after.nodes[one].targets("requires")} & {*ids} for one in ids}
    rows = [("", "files", "requires", "imports against it", "")]
    files = {made.design: tuple(rest), **{one.id: one.part.files for one in made.new}}
    for one in ids:
        against = {
            other: traffic[f"{one} {other}"][0]
            for other in ids
            if other not in (one, *requires[one]) and traffic.get(f"{one} {other}", (0, 0))[0]
        }
        told = ", ".join(f"{other} {number}" for other, number in against.items())
        names = few([path.rpartition("/")[2] for path in files[one]], SHOWN)
        rows.append((one, str(len(files[one])), ", ".join(in_order(requires[one])) or "-", told or "-", names))
    shown = [
        at for at in range(5) if at != 3 or any(row[3] != "-" for row in rows[1:])
    ]  # often nothing runs against it
    widths = {at: max(len(row[at]) for row in rows) for at in shown[:-1]}
    lines = ("  ".join([*(row[at].ljust(widths[at]) for at in shown[:-1]), row[4]]) for row in rows)
    name = whole.seen.nodes[made.design].name
    return f"{made.design} ({name}) falls into {len(ids)} parts:\n" + "".join(f"  {line.rstrip()}\n" for line in lines)
