"""Answers to questions about the ledger -> the text that people read."""

from __future__ import annotations

from archhook.model.ids import prefix_of
from archhook.model.nodes import LINKS
from archhook.query.show import NAMED_BY
from archhook.query.why import Most, ends
from archhook.report.text import BOLD, CYAN, DIM, GREEN, RED, YELLOW, count, finding_text, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.model.nodes import Node
    from archhook.query.card import Card
    from archhook.query.impact import Impact, Reached
    from archhook.query.show import Shown
    from archhook.query.why import Why

CHAINS_SHOWN = 3
SHOWN = 12
"""Of a long list a person is shown so many; the JSON has all."""

LINKS_SHOWN = 8
"""Of a longer chain a person is shown both ends, so many nodes together."""

MOST = Most(CHAINS_SHOWN, SHOWN, LINKS_SHOWN)

MARKS = {"broken": ("✗", RED), "warned": ("!", YELLOW), "planned": ("…", CYAN), "kept": ("✓", GREEN), "out": ("-", DIM)}
"""State of a node -> its sign and colour."""


def render_why(answer: Why, color: bool = False) -> str:
    """Who answers for the subject, the chains up from there, and what is below."""
    one = answer.subject
    lines = []
    if not one.node:
        what = f"{one.path}:{one.symbol} ({one.kind})" if one.symbol else one.path
        by = ", ".join(answer.owners)
        said = f"is declared by {by}" if by else f": nobody answers for it: {answer.gap}"
        lines.append(f"{paint(printable(what), BOLD, color)}{' ' if by else ''}{printable(said)}")
    if answer.fix:
        lines.append(f"    {paint('fix:', CYAN, color)} {printable(answer.fix)}")
    shown = answer.chains[:CHAINS_SHOWN]
    for chain in shown:
        lines += ["", *_chain(chain, answer.cards, color)] if lines else _chain(chain, answer.cards, color)
    if answer.chains_total > len(shown):
        lines.append(f"and {count(answer.chains_total - len(shown), 'more chain')} (--format json has up to ten)")
    for owner in answer.orphans:
        no = "is not in force" if answer.cards[owner].state == "out" else "reaches no Intent"
        lines += [*_chain((owner,), answer.cards, color), f"    it {no}"]
    counted = ", ".join(count(number, kind) for kind, number in answer.down_counts)
    lines += _section(f"below ({counted})", answer.down, sum(number for _, number in answer.down_counts), answer, color)
    lines += _section(f"tests ({answer.tests_total})", answer.tests, answer.tests_total, answer, color)
    return "\n".join(lines) + "\n"


def _chain(chain: Sequence[str], cards: Mapping[str, Card], color: bool) -> Iterator[str]:
    """A chain as a tree of one branch, an Intent at the top; the middle of a long one is left out."""
    shown: list[str] = list(ends(tuple(chain), LINKS_SHOWN))
    left_out = len(chain) - len(shown)
    if left_out:
        shown.insert(LINKS_SHOWN // 2, "")
    for depth, node_id in enumerate(shown):
        lead = "   " * (depth - 1) + "└─ " if depth else ""
        if not node_id:
            yield paint(f"{lead}… {count(left_out, 'Design')}, each required by what is above it", DIM, color)
            continue
        card = cards[node_id]
        yield f"{paint(lead, DIM, color)}{_headline(card, color)}"
        if card.summary:
            yield f"{'   ' * depth}   {paint(printable(card.summary), DIM, color)}"


def _headline(card: Card, color: bool) -> str:
    sign, paint_with = MARKS[card.state]
    where = f"  {paint(f'{printable(card.place.path)}:{card.place.line}', DIM, color)}"
    file = f"  {printable(card.file)}" if card.file else ""
    codes = f" {paint(' '.join(card.findings), paint_with, color)}" if card.findings else ""
    return f"{paint(sign, paint_with, color)} {paint(card.id, BOLD, color)} {printable(card.name)}{codes}{file}{where}"


def _section(title: str, ids: Sequence[str], total: int, answer: Why, color: bool) -> list[str]:
    """Some nodes below a title, and how many more there are."""
    if not ids:
        return []
    lines = ["", paint(title, BOLD, color)]
    lines += [f"  {_headline(answer.cards[node_id], color)}" for node_id in ids[:SHOWN]]
    if total > SHOWN:
        lines.append(f"  and {total - SHOWN} more (--format json has them)")
    return lines


def render_impact(answer: Impact, color: bool = False) -> str:
    """What a change reaches, by kind, with the way it came, and the tests to run."""
    lines = []
    if answer.changed:
        lines.append(f"{paint('changed', BOLD, color)} {few(answer.changed)}")
    lines += [
        f"{printable(path)}: no node declares it, so nothing is known to depend on it"
        for path in answer.undeclared[:SHOWN]
    ]
    if len(answer.undeclared) > SHOWN:
        lines.append(f"and {count(len(answer.undeclared) - SHOWN, 'more file')} that no node declares")
    for kind, total in answer.counts:
        found = [one for one in answer.reached if answer.cards[one.id].kind == kind][:SHOWN]
        lines += ["", paint(count(total, kind), BOLD, color)]
        lines += [f"  {_headline(answer.cards[one.id], color)}{_way(one, color)}" for one in found]
        if total > SHOWN:
            lines.append(f"  and {total - SHOWN} more")
    if answer.tests:
        run = f"run {count(len(answer.tests), 'test')}" if answer.whole else "run"
        lines += ["", paint(run, BOLD, color)]
        lines += [f"  {printable(test)}" for test in answer.tests[:SHOWN]]
        more = f"{len(answer.tests) - SHOWN} more" if answer.whole else "those of the other tests"
        if len(answer.tests) > SHOWN or not answer.whole:
            lines.append(f"  and {more} (--tests prints them all)")
    return "\n".join(lines or ["nothing is reached"]).lstrip("\n") + "\n"


def _way(one: Reached, color: bool) -> str:
    if not one.by:
        return ""
    words = one.link.replace("_", " ")
    if (one.link, prefix_of(one.id)) in UPWARD:
        return paint(f"  {one.by} {'is ' if one.link == 'derived_from' else ''}{words} it", DIM, color)
    return paint(f"  {words} {one.by}", DIM, color)


UPWARD = {("derived_from", "I"), ("satisfies", "R"), ("implements", "D")}
"""(link, prefix of the node reached): the link was walked towards what it names."""


def few(ids: Sequence[str]) -> str:
    """The first of some ids or paths, and how many more there are."""
    return ", ".join(ids[:SHOWN]) + (f" and {len(ids) - SHOWN} more" if len(ids) > SHOWN else "")


def render_node(answer: Shown, color: bool = False) -> str:
    """One node whole."""
    node, card = answer.node, answer.card
    level = f"{node.level} " if node.level else ""
    lines = [
        _headline(card._replace(file=""), color),
        paint(f"  {level}{node.kind}, {_standing(node, card)}", DIM, color),
    ]
    text = node.doc.strip().splitlines()
    lines += ["", *(f"  {printable(line)}".rstrip() for line in text)] if text else []
    lines += [""]
    for field in LINKS[node.kind]:
        lines += _linked(field.replace("_", " "), node.targets(field), answer.cards, color)
    for field, ids in answer.named_by:
        lines += _linked(NAMED_BY[field], ids, answer.cards, color)
    if node.file:
        lines.append(f"  {'file':<16}{printable(node.file)}")
    for field, names in node.declares:
        lines.append(f"  {field.replace('_', ' '):<16}{', '.join(printable(one.name) for one in names)}")
    for which, values in node.figures:
        lines += [f"  {which:<16}{', '.join(f'{field} {value:g}' for field, value in values)}"] if values else []
    for waiver in node.waives:
        lines.append(f"  {'waives':<16}{waiver.code}: {printable(waiver.reason)}")
    if answer.chains:
        lines += ["", *(f"  because {' > '.join(chain)}" for chain in answer.chains[:CHAINS_SHOWN])]
        more = len(answer.chains) - CHAINS_SHOWN
        lines += [f"  and {count(more, 'more chain')}"] if more > 0 else []
    if answer.findings:
        lines += ["", *"".join(finding_text(one, color) for one in answer.findings).splitlines()]
    return "\n".join(_tidy(lines)) + "\n"


def _standing(node: Node, card: Card) -> str:
    if not node.adopted:
        return "an alternative that was considered and not adopted"
    return {
        "broken": "in force, and broken",
        "warned": "in force, with warnings",
        "planned": "in force, planned: not written yet",
        "kept": "in force, and kept",
        "out": "not in force",
    }[card.state]


def _linked(title: str, ids: Iterable[str], cards: Mapping[str, Card], color: bool) -> list[str]:
    ids = tuple(ids)
    rows = [f"{paint(node_id, BOLD, color)} {printable(cards[node_id].name)}" for node_id in ids[:SHOWN]]
    if len(ids) > SHOWN:
        rows.append(f"and {len(ids) - SHOWN} more")
    return [f"  {title if not index else '':<16}{row}" for index, row in enumerate(rows)]


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """Without two empty lines in a row, and none at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    while kept and not kept[-1]:
        kept.pop()
    return iter(kept)
