"""Why something is there: from a node, a file or a symbol up to its Intents, and down to the Tasks and Tests."""

from __future__ import annotations

from archhook.check.facts import has_inventory
from archhook.graph.graph import PLAN_KINDS, above, below, chains, intents_above
from archhook.model.ids import grouped
from archhook.model.nodes import KINDS, in_order
from archhook.query.card import SHOWN, Card, cards, headline
from archhook.query.documents import answer_document, card_document
from archhook.query.owners import gap_of, owners_of
from archhook.report.json import finding_document
from archhook.report.text import BOLD, CHAINS_SHOWN, CYAN, DIM, count, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any, NamedTuple

    from archhook.model.findings import Finding
    from archhook.model.nodes import Row
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.subject import Subject
else:
    from archhook.records import NamedTuple

CHAINS_LISTED = 10
"""So many chains an answer carries at the most, as a finding does."""

HELD_BY = {"waiver": "waived at the node", "ignore": "ignored in the code", "baseline": "in the baseline"}
"""What holds a finding back, as a person is told."""

LINKS_SHOWN = 8
"""Of a longer chain a person is shown both ends, so many nodes together."""


class Why(NamedTuple):
    """The answer. All ids sorted; `owners` are the nodes that answer for the subject, none where nobody declares it.

    `chains`: for each owner and each Intent that reaches it the shortest way, ten at most, `chains_total` counts all.
    `up`: all nodes in force above the owners · `down`: all below, down to the Tasks · `tests`: the Tests in force that
    verify an owner, what is below it, or the Design that it implements. `cards`: these in short, by id.
    `down_counts` and `tests_total`: how many there are, the former by kind. `orphans`: the owners that no Intent
    reaches. `gap`: why there is no owner, and `fix` what to do about it; "" where there is one. `unknown`: of a file
    how many of its imports only a run can tell. `held_back`: what is found about it and exempt, each with what does so.
    """

    subject: Subject
    owners: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    chains_total: int
    up: tuple[str, ...]
    down: tuple[str, ...]
    tests: tuple[str, ...]
    cards: Mapping[str, Card]
    down_counts: tuple[tuple[str, int], ...] = ()
    tests_total: int = 0
    orphans: tuple[str, ...] = ()
    gap: str = ""
    fix: str = ""
    unknown: int = 0
    held_back: tuple[tuple[Finding, str], ...] = ()


def why(architecture: Architecture, subject: Subject, *, shown: bool = False) -> Why:
    """The answer for a subject (see subject.py). `shown`: of the lists no more than a person is shown, and nothing in
    `up`: each node costs a read.
    """
    most = SHOWN if shown else None
    owners = owners_of(architecture, subject)
    rows = architecture.rows
    found, total, orphans = _chains(rows, owners, CHAINS_SHOWN if shown else CHAINS_LISTED)
    living = [owner for owner in owners if rows[owner].in_force]
    reached = below(rows, living)
    tests = _verifying(rows, living, reached) - set(owners)
    kinds = grouped(reached - set(owners))
    down, verifying = (_first(by_kind, most) for by_kind in (kinds, grouped(tests)))
    up = () if shown else tuple(in_order(above(rows, owners) - set(owners)))
    linked = [node_id for chain in found for node_id in (_ends(chain) if shown else chain)]
    gap, fix = ("", "") if owners else gap_of(architecture, subject)
    return Why(
        subject,
        owners,
        found,
        total,
        up,
        down,
        verifying,
        cards(architecture, in_order({*owners, *linked, *up, *down, *verifying})),
        tuple((kind, len(kinds[kind])) for kind in KINDS if kind in kinds),
        len(tests),
        orphans,
        gap,
        fix,
        _unknown(architecture, subject),
        tuple(pair for pair in architecture.held_back() if _concerns(pair[0], subject, owners)),
    )


def _concerns(finding: Finding, subject: Subject, owners: Sequence[str]) -> bool:
    """Whether a finding is about a subject: of a symbol it names that, of a file or a node its owners count."""
    if subject.symbol:
        return (finding.file, finding.symbol) == (subject.path, subject.symbol)
    return finding.node in owners or bool(subject.path and finding.file == subject.path)


def _unknown(architecture: Architecture, subject: Subject) -> int:
    """How many imports of a file that is asked about only a run can tell."""
    fact = architecture.files.get(subject.path)
    whole = fact is not None and has_inventory(subject.path, fact) and not subject.symbol
    return architecture.inventory(subject.path).unknown if whole else 0


def _ends(chain: Sequence[str]) -> Sequence[str]:
    """The links of a chain; of one that has more than LINKS_SHOWN the first half of so many and the last half."""
    half = LINKS_SHOWN // 2
    return chain if len(chain) <= LINKS_SHOWN else (*chain[:half], *chain[-half:])


def _chains(
    rows: Mapping[str, Row], owners: Iterable[str], most: int
) -> tuple[tuple[tuple[str, ...], ...], int, tuple[str, ...]]:
    """(the first chains of some nodes, how many there are, the nodes that have none)."""
    found: list[tuple[str, ...]] = []
    orphans = []
    total = 0
    for owner in owners:
        count = len(intents_above(rows, owner))
        total += count
        if not count:
            orphans.append(owner)
        elif len(found) < most:
            found += chains(rows, owner, most - len(found))
    return tuple(found), total, tuple(orphans)


def _verifying(rows: Mapping[str, Row], owners: Iterable[str], down: Iterable[str]) -> set[str]:
    """The Tests in force that verify owners, what is below them, or the Designs that owners implement.

    No Test verifies a Task or a Test: those are not read.
    """
    found: set[str] = set()
    plan = grouped(down)
    for node_id in (one for kind in PLAN_KINDS for one in plan.get(kind, ())):
        found.update(rows[node_id].by("verifies"))
    for node_id in owners:
        for design in rows[node_id].to("implements"):
            if design in rows and rows[design].in_force:
                found.update(rows[design].by("verifies"))
    return found


def _first(kinds: Mapping[str, list[str]], most: int | None) -> tuple[str, ...]:
    """Ids by kind, sorted, all of them or the first ones: ten thousand Tasks are not sorted for nothing."""
    found: list[str] = []
    for kind in KINDS:
        if most is None or len(found) < most:
            found += in_order(kinds.get(kind, ()))
    return tuple(found[:most])


def document(answer: Why, snapshot: Snapshot) -> dict[str, Any]:
    """The answer for JSON."""
    one = answer.subject
    said = {
        "subject": {
            "asked": one.word,
            "node": one.node or None,
            "file": one.path or None,
            "symbol": one.symbol or None,
            "line": one.line or None,
        },
        "owners": list(answer.owners),
        "chains": [list(chain) for chain in answer.chains],
        "chains_total": answer.chains_total,
        "up": list(answer.up),
        "down": list(answer.down),
        "tests": list(answer.tests),
        "nodes": [card_document(card) for card in answer.cards.values()],
        "gap": answer.gap or None,
        "fix": answer.fix or None,
        "unknown_imports": answer.unknown,
        "held_back": [finding_document(finding) | {"by": by} for finding, by in answer.held_back],
    }
    return answer_document("why", snapshot, said)


def render(answer: Why, color: bool = False) -> str:
    """The answer for a person: who answers for the subject, the chains up from there, and what is below."""
    one = answer.subject
    lines = []
    if not one.node:
        what = f"{one.path}:{one.symbol} ({one.kind})" if one.symbol else one.path
        by = ", ".join(answer.owners)
        said = f"is declared by {by}" if by else f": nobody answers for it: {answer.gap}"
        lines.append(f"{paint(printable(what), BOLD, color)}{' ' if by else ''}{printable(said)}")
    if answer.fix:
        lines.append(f"    {paint('fix:', CYAN, color)} {printable(answer.fix)}")
    if answer.unknown:
        lines.append(f"    {count(answer.unknown, 'dynamic import')} of it cannot be known: only a run can tell")
    shown = answer.chains[:CHAINS_SHOWN]
    for chain in shown:
        lines += ["", *_chain(chain, answer.cards, color)] if lines else _chain(chain, answer.cards, color)
    if answer.chains_total > len(shown):
        lines.append(f"and {count(answer.chains_total - len(shown), 'more chain')} (--format json has up to ten)")
    for owner in answer.orphans:
        no = "is not in force" if answer.cards[owner].state == "out" else "reaches no Intent"
        lines += [*_chain((owner,), answer.cards, color), f"    it {no}"]
    if answer.held_back:
        lines += ["", paint(f"exempt ({len(answer.held_back)})", BOLD, color), *_exempt(answer)]
    counted = ", ".join(count(number, kind) for kind, number in answer.down_counts)
    lines += _section(f"below ({counted})", answer.down, sum(number for _, number in answer.down_counts), answer, color)
    lines += _section(f"tests ({answer.tests_total})", answer.tests, answer.tests_total, answer, color)
    return "\n".join(lines) + "\n"


def _exempt(answer: Why) -> Iterator[str]:
    """What is found and held back, a line each, and how many there are more."""
    for finding, by in answer.held_back[:SHOWN]:
        yield f"  {finding.code} {printable(finding.head)} ({HELD_BY[by]})"
    if len(answer.held_back) > SHOWN:
        yield f"  and {len(answer.held_back) - SHOWN} more (--format json has them)"


def _chain(chain: Sequence[str], cards: Mapping[str, Card], color: bool) -> Iterator[str]:
    """A chain as a tree of one branch, an Intent at the top; the middle of a long one is left out."""
    shown: list[str] = list(_ends(chain))
    left_out = len(chain) - len(shown)
    if left_out:
        shown.insert(LINKS_SHOWN // 2, "")
    for depth, node_id in enumerate(shown):
        lead = "   " * (depth - 1) + "└─ " if depth else ""
        if not node_id:
            yield paint(f"{lead}… {count(left_out, 'Design')}, each required by what is above it", DIM, color)
            continue
        card = cards[node_id]
        yield f"{paint(lead, DIM, color)}{headline(card, color)}"
        if card.summary:
            yield f"{'   ' * depth}   {paint(printable(card.summary), DIM, color)}"


def _section(title: str, ids: Sequence[str], total: int, answer: Why, color: bool) -> list[str]:
    """Some nodes below a title, and how many more there are."""
    if not ids:
        return []
    lines = ["", paint(title, BOLD, color)]
    lines += [f"  {headline(answer.cards[node_id], color)}" for node_id in ids[:SHOWN]]
    if total > SHOWN:
        lines.append(f"  and {total - SHOWN} more (--format json has them)")
    return lines
