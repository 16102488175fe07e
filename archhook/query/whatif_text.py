"""Cascade -> text, a section for each kind of what follows."""

from __future__ import annotations

from archhook.query.budget_text import shown
from archhook.query.card import SHOWN
from archhook.query.whatif import OWED, TOLD_AT_FIGURES
from archhook.report.text import BOLD, CYAN, DIM, GREEN, RED, YELLOW, count, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.model.findings import Finding
    from archhook.query.budget import Line
    from archhook.query.whatif import Cascade, Conflict, Due, Moved, Turn

SECTIONS = (
    ("circles", ("DEP202",)),
    ("layers", ("DEP206",)),
    ("bans", ("DEP208",)),
    ("infeasible", ("RES604",)),
)
"""Title of a section -> the laws whose breaches it tells. Conflicts, figures and work have sections of their own."""

STATES = {
    "new": "is new",
    "gone": "is gone",
    "into force": "comes into force",
    "out of force": "goes out of force",
}
"""State of a node that changes itself -> how that is said; the others are told by what differs."""

NOTHING = "nothing else follows"
UNKNOWN = "-"
"""Stands for a figure that nothing adds up to."""

HEADS = ("", "before", "after", "limit", "head-room")
IMPORTS = ("DEP203", "DEP205")
"""Laws about files that import others; how many go the same way is of no concern here."""

THINGS = {
    "task": "a Task",
    "unit": "a unit test",
    "integration": "an integration test",
    "system": "a system test",
    "acceptance": "an acceptance test",
}


def render(answer: Cascade, color: bool = False) -> str:
    """What changes, a line for each node, and below it what follows: `+` comes, `-` goes, `~` stays in other words."""
    told = {("CON301", one.finding.node, one.finding.symbol) for one in answer.conflicts}
    told |= {(code, one.node, one.field) for one in answer.figures for code in _codes(one)}
    come, changed = ([one for one in found if not _is_told(one, told)] for found in (answer.come, answer.changed))
    sections: list[tuple[str, list[list[str]]]] = [
        ("pulled in", [*_pulled(answer, color)]),
        ("conflicts", [_conflict(one, answer, color) for one in answer.conflicts]),
        *((title, [*_findings(answer, codes, color)]) for title, codes in SECTIONS),
        ("figures", [*_figures(answer.figures, color)]),
        ("owed", [*_due(answer.due, color)]),
        (
            "broken",
            [
                *(_finding("+", one, color) for one in come),
                *(_finding("~", one, color) for one in changed if one.code not in IMPORTS),
            ],
        ),
        ("mended", [_finding("-", one, color) for one in answer.gone]),
    ]
    lines = [*_turns(answer, color)]
    for title, found in sections:
        if found:
            lines += ["", paint(title, BOLD, color), *(f"  {line}" for one in found[:SHOWN] for line in one)]
        if len(found) > SHOWN:
            lines.append(f"  and {len(found) - SHOWN} more (--format json has them)")
    if answer.is_empty:
        lines += ["", NOTHING] if lines else [NOTHING]
    return "".join(f"{line}\n" for line in lines)


def _words(one: Finding) -> str:
    """What a finding says, in short."""
    if one.code in IMPORTS:
        return f"{printable(one.file)} imports {printable(one.symbol)}"
    return printable(one.head)


def _is_told(one: Finding, told: set[tuple[str, str, str]]) -> bool:
    """Whether a finding is told by a section of its own."""
    if one.code in OWED or any(one.code in codes for _, codes in SECTIONS):
        return True
    return (one.code, one.node, one.symbol) in told


def _turns(answer: Cascade, color: bool) -> Iterator[str]:
    adopted = {one.id for one in answer.pulled if one.adopted}
    for turn in answer.turns:
        if turn.id in adopted and turn.state == "into force" and not (turn.added or turn.removed or turn.fields):
            continue  # that is told where it is pulled in
        yield f"{paint(turn.id, BOLD, color)}{_name(turn.name)}{_turn(turn)}"
    if answer.others:
        numbers = " and ".join(count(number, kind) for kind, number in answer.others)
        one = sum(number for _, number in answer.others) == 1
        yield f"{'and ' if answer.turns else ''}{numbers} differ{'s' if one else ''}"


def _name(name: str) -> str:
    return f" {printable(name)}" if name else ""


def _turn(turn: Turn) -> str:
    """What happens to a node, as it goes on behind its name."""
    parts = [f"was {turn.was}"] if turn.was else []
    signs = ("", "") if turn.state == "new" else ("+", "-")
    added, removed = dict(turn.added), dict(turn.removed)
    for field in dict.fromkeys((*added, *removed)):
        named = [*(f"{signs[0]}{one}" for one in added.get(field, ()))]
        named += [f"{signs[1]}{one}" for one in removed.get(field, ())]
        parts.append(f"{field.replace('_', ' ')} {', '.join(named)}")
    if turn.fields:
        names = dict.fromkeys(field.rpartition(".")[2] for field in turn.fields)
        if "name" in names:
            names.pop("doc", None)  # which begins with the name
        parts.append(f"{', '.join(names)} {'differs' if len(names) == 1 else 'differ'}")
    said = " " + STATES[turn.state] if turn.state in STATES else ""
    return f"{said}{': ' if parts else ''}{'; '.join(parts)}"


def _pulled(answer: Cascade, color: bool) -> Iterator[list[str]]:
    paths = [" > ".join(one.path) for one in answer.pulled[:SHOWN]]
    width = max(map(len, paths), default=0)
    for number, one in enumerate(answer.pulled):
        path = paths[number] if number < SHOWN else ""
        mark = paint(" (comes into force)", YELLOW, color) if one.adopted else ""
        yield [f"{path:<{width}} {_name(one.name)}{mark}".rstrip()]


def _conflict(one: Conflict, answer: Cascade, color: bool) -> list[str]:
    lines = _finding("~" if one.finding in answer.changed else "+", one.finding, color, coded=False)
    intents = dict.fromkeys(intent for side in one.intents for intent in side)
    return lines + [paint(f"    {intent}{_name(answer.names[intent])}", DIM, color) for intent in intents]


def _findings(answer: Cascade, codes: tuple[str, ...], color: bool) -> Iterator[list[str]]:
    for sign, found in (("+", answer.come), ("~", answer.changed)):
        yield from (_finding(sign, one, color, coded=False) for one in found if one.code in codes)


def _finding(sign: str, one: Finding, color: bool, *, coded: bool = True) -> list[str]:
    """A finding that comes, goes or is told otherwise, with what causes it unless it goes."""
    style = {"+": RED, "-": GREEN, "~": YELLOW}[sign]
    mark = f"{one.code} {'' if one.severity == 'error' else f'({one.severity}) '}" if coded else ""
    causes = () if sign == "-" else one.because
    return [
        f"{paint(sign, style, color)} {mark}{_words(one)}",
        *(f"    {printable(cause)}" for cause in causes),
    ]


def _figures(moved: tuple[Moved, ...], color: bool) -> Iterator[list[str]]:
    """A table: what is taken before and after, the limit, what is left of it, and the laws that are broken there.

    The nodes at which a law is broken come first, where there are so many that some are not shown.
    """
    nodes: dict[str, list[Moved]] = {}
    if not moved:
        return
    for one in moved:
        nodes.setdefault(one.node, []).append(one)
    order = sorted(nodes, key=lambda node: len(nodes) > SHOWN and not any(map(_codes, nodes[node])))
    rows = {node: [_cells(one) for one in nodes[node]] for node in order}
    widths = [max(len(row[at]) for node in order[:SHOWN] for row in (HEADS, *rows[node])) for at in range(len(HEADS))]
    for node in order:
        first = nodes[node][0]
        lines = [] if node != order[0] else [_aligned(HEADS, widths)]
        lines.append(f"{first.kind.capitalize()} {paint(node, BOLD, color)}{_name(first.name)}")
        for one, row in zip(nodes[node], rows[node], strict=True):
            codes = paint(" ".join(_codes(one)), RED, color) if _codes(one) else ""
            lines.append(f"{_aligned(row, widths)}  {codes}".rstrip())
        yield lines


def _codes(one: Moved) -> tuple[str, ...]:
    """The laws that would be broken by a figure."""
    return tuple(code for code in one.after.findings if code in TOLD_AT_FIGURES) if one.after else ()


def _cells(one: Moved) -> tuple[str, ...]:
    now = one.after
    return (
        f"  {one.field}",
        _taken(one.before),
        _taken(now) or (UNKNOWN if one.before else ""),
        "" if now is None else shown(now.budget),
        "" if now is None else shown(now.head_room),
    )


def _taken(line: Line | None) -> str:
    if line is None:
        return ""
    return UNKNOWN if line.roll_up is None else shown(line.roll_up.value)


def _aligned(cells: Iterable[str], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(padded).rstrip()


def _due(due: tuple[Due, ...], color: bool) -> Iterator[list[str]]:
    """What is owed, by node: first what nobody has planned, then what is."""
    wanted: dict[str, list[str]] = {}
    for one in due:
        if not one.planned:
            wanted.setdefault(one.node, []).append(THINGS[one.what])
    for node, things in wanted.items():
        yield [f"{paint(node, BOLD, color)}: {', '.join(things)}"]
    for one in due:
        if one.planned:
            file = f" {printable(one.file)}" if one.file else ""
            yield [f"{paint(one.node, BOLD, color)}: {paint(one.planned, CYAN, color)}{file} (planned)"]
