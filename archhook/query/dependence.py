"""Why one Design depends on another: the declared links, and the imports of the code, directly and through others."""

from __future__ import annotations

from itertools import pairwise

from archhook.errors import UsageError
from archhook.graph.graph import way
from archhook.laws.edges import counted
from archhook.model.nodes import in_order, sort_key
from archhook.query.card import Card, cards, headline
from archhook.query.documents import answer_document, card_document
from archhook.query.import_lines import ImportLine, line_document, line_text, outgoing
from archhook.query.owners import owners_of
from archhook.report.text import BOLD, count, paint

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, NamedTuple

    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.subject import Subject
else:
    from archhook.records import NamedTuple

LINES_SHOWN = 8
"""Of the imports between two Designs a person is shown so many."""


class Dependence(NamedTuple):
    """How one Design depends on another.

    `declared`: the shortest way along `requires` · `imports`: those of its code that mean code of the other · `real`:
    the shortest way along imports, over Designs, and of each step one import (`steps`). All () where there is none.
    """

    source: str
    target: str
    declared: tuple[str, ...]
    imports: tuple[ImportLine, ...]
    real: tuple[str, ...]
    steps: tuple[ImportLine, ...]

    @property
    def stands(self) -> bool:
        """Whether the one depends on the other in any way."""
        return bool(self.declared or self.imports or self.real)


class Dependences(NamedTuple):
    """The answer: from the Design that was named first to the other, the other way round, and the nodes in short."""

    there: Dependence
    back: Dependence
    cards: Mapping[str, Card]


def design_of(architecture: Architecture, subject: Subject) -> str:
    """The Design that a subject is, or whose it is. `UsageError` where that is none, or several."""
    found: set[str] = set()
    owners = owners_of(architecture, subject) or owners_of(architecture, subject._replace(symbol=""))
    for owner in owners:
        row = architecture.rows[owner]
        found.update([owner] if row.kind == "design" else row.to("implements"))
    designs = in_order(one for one in found if one in architecture.rows)
    if not designs:
        raise UsageError(
            f"{subject.word} is no Design and no code of one", fix="`archhook list --kind design` has them"
        )
    if len(designs) > 1:
        raise UsageError(f"{subject.word} belongs to {', '.join(designs)}", fix="name one of them")
    return designs[0]


def dependences(architecture: Architecture, one: str, other: str) -> Dependences:
    """Why a Design depends on another, and that one on it."""
    if one == other:
        raise UsageError(f"{one} is named twice", fix=f"`archhook why {one}` says what it is for")
    known: dict[str, dict[str, list[ImportLine]]] = {}

    def imported(design: str) -> dict[str, list[ImportLine]]:
        if design not in known:
            known[design] = outgoing(architecture, design)
        return known[design]

    there, back = (_dependence(architecture, imported, *pair) for pair in ((one, other), (other, one)))
    shown = in_order({one, other, *there.declared, *there.real, *back.declared, *back.real})
    return Dependences(there, back, cards(architecture, shown))


def _dependence(
    architecture: Architecture, imported: Callable[[str], Mapping[str, list[ImportLine]]], source: str, target: str
) -> Dependence:
    rows = architecture.rows

    def real_step(design: str) -> Iterator[str]:
        for other, lines in imported(design).items():
            if any(counted(architecture.facts, line.kind) for line in lines):
                yield other

    real = _shortest(source, target, real_step)
    return Dependence(
        source,
        target,
        _shortest(source, target, lambda design: (one for one in rows[design].to("requires") if one in rows)),
        tuple(imported(source).get(target, ())),
        real,
        tuple(imported(one)[other][0] for one, other in pairwise(real)),
    )


def _shortest(source: str, target: str, step: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The shortest way between two Designs; of several the one that is found first by order of ids."""
    before = {source: ""}
    level = [source]
    while level and target not in before:
        found: dict[str, str] = {}
        for design in level:
            for other in step(design):
                if other not in before:
                    found.setdefault(other, design)
        before |= found
        level = sorted(found, key=sort_key)
    return way(before, target)[::-1] if target in before else ()


def document(answer: Dependences, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON."""
    said = {
        "from": answer.there.source,
        "to": answer.there.target,
        "depends": _document(answer.there),
        "back": _document(answer.back),
        "nodes": [card_document(card) for card in answer.cards.values()],
    }
    return answer_document("dependence", snapshot, said)


def _document(one: Dependence) -> dict[str, Any]:
    return {
        "declared": list(one.declared),
        "imports": [line_document(line) for line in one.imports],
        "real": list(one.real),
        "steps": [line_document(line) for line in one.steps],
    }


def render(answer: Dependences, color: bool = False) -> str:
    """The answer for a person."""
    lines = [headline(answer.cards[one], color) for one in (answer.there.source, answer.there.target)]
    for one in (answer.there, answer.back):
        lines += ["", *_told(one, color)]
    return "\n".join(lines) + "\n"


def _told(one: Dependence, color: bool) -> Iterator[str]:
    if not one.stands:
        yield (
            paint(f"{one.source} does not depend on {one.target}", BOLD, color) + ": it neither requires nor imports it"
        )
        return
    yield paint(f"{one.source} depends on {one.target}", BOLD, color)
    yield f"  declared: {' requires '.join(one.declared)}" if one.declared else "  declared: nothing"
    if one.imports:
        yield f"  imported: {count(len(one.imports), 'import')}"
        yield from (f"    {line_text(line, color)}" for line in one.imports[:LINES_SHOWN])
        if len(one.imports) > LINES_SHOWN:
            yield f"    and {len(one.imports) - LINES_SHOWN} more (--format json has them)"
    elif one.real:
        yield f"  imported: through others, {' imports '.join(one.real)}; of each step one import, no chain of files"
        yield from (f"    {line_text(line, color)}" for line in one.steps)
    else:
        yield "  imported: nothing"
