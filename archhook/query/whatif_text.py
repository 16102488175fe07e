"""Cascade -> text, a section for each kind of what follows, and JSON."""

from __future__ import annotations

from archhook.model.units import UNIT_OF
from archhook.query.budget_text import shown
from archhook.query.documents import answer_document
from archhook.query.whatif import OWED
from archhook.report.json import finding_document
from archhook.report.text import BOLD, CYAN, DIM, GREEN, RED, YELLOW, count, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from archhook.model.findings import Finding
    from archhook.query.architecture import Snapshot
    from archhook.query.budget import Line
    from archhook.query.supposition import Supposed
    from archhook.query.whatif import Cascade, Conflict, Due, Moved, Turn

SECTIONS = (
    ("circles", ("DEP202",)),
    ("layers", ("DEP206",)),
    ("bans", ("DEP208",)),
    ("infeasible", ("RES604",)),
)
"""Title of a section -> the laws whose breaches it tells. Conflicts, figures and work have sections of their own."""

NOTHING = "nothing else follows\n"
HEADS = ("", "before", "after", "limit", "head-room")
WHERE = ("path", "line", "column")
"""Keys of a finding that say where it stands: what is supposed stands nowhere."""


def render(answer: Cascade, color: bool = False) -> str:
    """What changes, a line for each node, and below it what follows: `+` comes, `-` goes, `~` stays in other words."""
    lines = [*_turns(answer, color)]
    told = {("CON301", one.finding.node, one.finding.symbol) for one in answer.conflicts}
    told |= {(code, one.node, one.field) for one in answer.figures if one.after for code in one.after.findings}
    sections = [
        ("pulled in", [*_pulled(answer, color)]),
        ("conflicts", [line for one in answer.conflicts for line in _conflict(one, answer, color)]),
    ]
    for title, codes in SECTIONS:
        sections.append((title, [*_findings(answer, codes, color)]))
    sections.append(("figures", [*_figures(answer.figures, color)]))
    sections.append(("owed", [*_due(answer.due, color)]))
    rest = [one for one in answer.come if not _is_told(one, told)]
    sections.append(("broken", [line for one in rest for line in _finding("+", one, color)]))
    sections.append(("mended", [line for one in answer.gone for line in _finding("-", one, color)]))
    for title, found in sections:
        if found:
            lines += ["", paint(title, BOLD, color), *(f"  {line}" for line in found)]
    text = "".join(f"{line}\n" for line in lines)
    return text + (f"\n{NOTHING}" if lines else NOTHING) if answer.is_empty else text


def _is_told(one: Finding, told: set[tuple[str, str, str]]) -> bool:
    """Whether a finding is told by a section of its own."""
    if one.code in OWED or any(one.code in codes for _, codes in SECTIONS):
        return True
    return (one.code, one.node, one.symbol) in told


def _turns(answer: Cascade, color: bool) -> Iterator[str]:
    for turn in answer.turns:
        yield f"{paint(turn.id, BOLD, color)}{_name(turn.name)} {_turn(turn)}"
    if answer.others:
        numbers = " and ".join(count(number, kind) for kind, number in answer.others)
        one = sum(number for _, number in answer.others) == 1
        yield f"{'and ' if answer.turns else ''}{numbers} differ{'s' if one else ''}"


def _name(name: str) -> str:
    return f" {printable(name)}" if name else ""


def _turn(turn: Turn) -> str:
    said = {"new": "is new", "gone": "is gone", "into force": "comes into force", "out of force": "goes out of force"}
    parts = [said[turn.state]] if turn.state in said else []
    if turn.was:
        parts.insert(0, f"was {turn.was}")
    signs = ("", "") if turn.state == "new" else ("+", "-")
    removed = dict(turn.removed)
    for field, ids in (*turn.added, *((field, ()) for field in removed if field not in dict(turn.added))):
        named = [*(f"{signs[0]}{one}" for one in ids), *(f"{signs[1]}{one}" for one in removed.get(field, ()))]
        parts.append(f"{field.replace('_', ' ')} {', '.join(named)}")
    if turn.fields:
        parts.append(f"other {', '.join(field.rpartition('.')[2] for field in turn.fields)}")
    return f"{'' if turn.state in said and not turn.was else ': '}{'; '.join(parts)}".removeprefix(": ")


def _pulled(answer: Cascade, color: bool) -> Iterator[str]:
    width = max((len(" > ".join(one.path)) for one in answer.pulled), default=0)
    for one in answer.pulled:
        mark = paint(" (comes into force)", YELLOW, color) if one.adopted else ""
        yield f"{' > '.join(one.path):<{width}} {_name(one.name)}{mark}".rstrip()


def _conflict(one: Conflict, answer: Cascade, color: bool) -> Iterator[str]:
    sign = "~" if one.finding in answer.changed else "+"
    yield f"{paint(sign, RED, color)} {printable(one.finding.head)}"
    yield from (f"    {printable(cause)}" for cause in one.finding.because)
    ours, theirs = ([intent for intent in side if intent in answer.names] for side in one.intents)
    for intent in dict.fromkeys((*ours, *theirs)):
        yield paint(f"    {intent}{_name(answer.names[intent])}", DIM, color)


def _findings(answer: Cascade, codes: tuple[str, ...], color: bool) -> Iterator[str]:
    for sign, found in (("+", answer.come), ("~", answer.changed)):
        for one in found:
            if one.code in codes:
                yield from _finding(sign, one, color, coded=False)


def _finding(sign: str, one: Finding, color: bool, *, coded: bool = True) -> Iterator[str]:
    style = {"+": RED, "-": GREEN, "~": YELLOW}[sign]
    mark = f"{one.code} {'' if one.severity == 'error' else f'({one.severity}) '}" if coded else ""
    yield f"{paint(sign, style, color)} {mark}{printable(one.head)}"
    if sign != "-":
        yield from (f"    {printable(cause)}" for cause in one.because)


def _figures(moved: tuple[Moved, ...], color: bool) -> Iterator[str]:
    """A table: what is taken before and after, the limit, what is left of it, and the laws that are broken there."""
    if not moved:
        return
    rows = [HEADS] + [_cells(one) for one in moved]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    node = ""
    yield _aligned(HEADS, widths)
    for one, row in zip(moved, rows[1:], strict=True):
        if one.node != node:
            node = one.node
            yield f"{one.kind.capitalize()} {paint(node, BOLD, color)}{_name(one.name)}"
        codes = one.after.findings if one.after else ()
        yield f"{_aligned(row, widths)}  {paint(' '.join(codes), RED, color) if codes else ''}".rstrip()


def _cells(one: Moved) -> tuple[str, ...]:
    now = one.after
    return (
        f"  {one.field}",
        _taken(one.before),
        _taken(now),
        "" if now is None else shown(now.budget),
        "" if now is None else shown(now.head_room),
    )


def _taken(line: Line | None) -> str:
    return "" if line is None or line.roll_up is None else shown(line.roll_up.value)


def _aligned(cells: Iterable[str], widths: list[int]) -> str:
    first, *others = zip(cells, widths, strict=True)
    padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
    return "  ".join(padded).rstrip()


def _due(due: tuple[Due, ...], color: bool) -> Iterator[str]:
    """What is owed, by node: first what nobody has planned, then what is."""
    wanted: dict[str, list[str]] = {}
    for one in due:
        if not one.planned:
            article = "an" if one.what[0] in "aeiou" else "a"
            wanted.setdefault(one.node, []).append("a Task" if one.what == "task" else f"{article} {one.what} test")
    for node, things in wanted.items():
        yield f"{paint(node, BOLD, color)}: {', '.join(things)}"
    for one in due:
        if one.planned:
            file = f" {printable(one.file)}" if one.file else ""
            yield f"{paint(one.node, BOLD, color)}: {paint(one.planned, CYAN, color)}{file} (planned)"


def document(answer: Cascade, snapshot: Snapshot, asked: Supposed | None = None, since: str = "") -> dict[str, Any]:
    """The answer for JSON. `asked`: what was supposed; `since`: the revision that is compared with, "" for none."""
    said = {
        "since": since or None,
        "asked": asked
        and {"design": asked.design, "requires": list(asked.requires), "satisfies": list(asked.satisfies)},
        "changes": [_turn_document(turn) for turn in answer.turns],
        "others": dict(answer.others),
        "pulled_in": [
            {"id": one.id, "name": one.name, "path": list(one.path), "comes_into_force": one.adopted}
            for one in answer.pulled
        ],
        "conflicts": [
            {
                "designs": [one.finding.node, one.finding.symbol],
                "intents": [list(side) for side in one.intents],
                "because": list(one.finding.because),
            }
            for one in answer.conflicts
        ],
        "infeasible": sorted({one.node for one in (*answer.come, *answer.changed) if one.code in ("RES603", "RES604")}),
        "figures": [_moved_document(one) for one in answer.figures],
        "owed": [
            {"node": one.node, "what": one.what, "planned": one.planned or None, "file": one.file or None}
            for one in answer.due
        ],
        "intents": dict(answer.names),
        "findings": {
            name: [_finding_document(one) for one in found]
            for name, found in (("come", answer.come), ("changed", answer.changed), ("gone", answer.gone))
        },
    }
    return answer_document("whatif", snapshot, said)


def _finding_document(one: Finding) -> dict[str, Any]:
    return {key: value for key, value in finding_document(one).items() if key not in WHERE}


def _turn_document(turn: Turn) -> dict[str, Any]:
    return {
        "id": turn.id,
        "kind": turn.kind,
        "name": turn.name or None,
        "state": turn.state,
        "was": turn.was or None,
        "added": {field: list(ids) for field, ids in turn.added},
        "removed": {field: list(ids) for field, ids in turn.removed},
        "fields": list(turn.fields),
    }


def _moved_document(one: Moved) -> dict[str, Any]:
    return {
        "node": one.node,
        "kind": one.kind,
        "field": one.field,
        "unit": UNIT_OF[one.field],
        "before": _line_document(one.before),
        "after": _line_document(one.after),
    }


def _line_document(line: Line | None) -> dict[str, Any] | None:
    """What `archhook budget` says of a field, in short."""
    return line and {
        "roll_up": line.roll_up and line.roll_up.value,
        "measured": line.measured and line.measured.value,
        "budget": line.budget,
        "head_room": line.head_room,
        "findings": list(line.findings),
    }
