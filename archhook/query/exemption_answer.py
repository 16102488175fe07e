"""The list of exemptions as an answer: those that stand, or those that are new or wider; as JSON and for people."""

from __future__ import annotations

from collections import Counter

from archhook.check.request import UnsoundLedger
from archhook.exemptions.exemption import EXCLUDE, newer
from archhook.exemptions.gate_exemptions import taken_out
from archhook.exemptions.weaker import weakenings
from archhook.model.pairing import paired
from archhook.query.compared_sides import side_of
from archhook.query.held_together import files_taken_out, held_together
from archhook.query.holding_back import holding_back
from archhook.query.standing_exemptions import gates, standing
from archhook.report.json import SCHEMA_VERSION
from archhook.report.text import BOLD, CYAN, DIM, YELLOW, count, few, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any, NamedTuple

    from archhook.exemptions.exemption import Exemption
    from archhook.exemptions.sides import Weakening
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

MOST = 12
"""So many exemptions of a kind have a line each; of more, those of one law and reason share one."""

NAMED = 3
"""So many places are named of those that share a line."""


class Listed(NamedTuple):
    """One exemption of an answer. `holds_back`: so many findings now, None where that is not known.

    `files`: so many Python files that a pattern of `exclude` takes out of the law, None of the others.
    """

    exemption: Exemption
    holds_back: int | None
    since: str = ""  # new | wider, "" where nothing is compared
    files: int | None = None


class Answer(NamedTuple):
    """The exemptions asked for, in their order, and what else makes the law weaker. Paths are from the top."""

    exemptions: tuple[Listed, ...]
    weaker: tuple[Weakening, ...] = ()
    compared: str = ""  # with what, "" where all that stand are listed
    judged: bool = True  # whether the ledger is sound, so that what is held back is known
    together: int | None = None  # so many findings more only several of them hold back; None where that is not known


def standing_answer(architecture: Architecture) -> Answer:
    """All exemptions that stand in a snapshot."""
    found = standing(architecture)
    return _answer(architecture, found, [(one, "") for one in found])._replace(judged=not architecture.unsound)


def newer_answer(old: Architecture | None, new: Architecture, compared: str) -> Answer:
    """The exemptions of a snapshot that an older one lacks, or has less wide, and what else makes its law weaker.

    `old`: None where it had no ledger yet. `UnsoundLedger` as `newer_exemptions`.
    """
    _refuse_unsound(old, new)
    every = standing(new)
    weaker = weakenings(side_of(old), side_of(new)) if old else ()
    return _answer(new, every, _newer(old, new, every), compared)._replace(weaker=weaker)


def loosened_answer(old: Architecture | None, new: Architecture, compared: str) -> Answer | None:
    """`newer_answer`, or None where one of the ledgers is not sound."""
    try:
        return newer_answer(old, new, compared)
    except UnsoundLedger:
        return None


def newer_exemptions(old: Architecture | None, new: Architecture) -> tuple[tuple[Exemption, str], ...]:
    """(exemption, new or wider) of those that an older snapshot (None: without a ledger) lacks, or has less wide.

    A node that was renamed, and a file that its Task or Test followed, are the same on both sides. `UnsoundLedger`
    where one of the ledgers is not sound: what it exempts is not known then.
    """
    _refuse_unsound(old, new)
    return _newer(old, new, standing(new))


def _refuse_unsound(*sides: Architecture | None) -> None:
    for side in filter(None, sides):
        if side.unsound:
            raise UnsoundLedger(side.verdict)


def _newer(
    old: Architecture | None, new: Architecture, every: Sequence[Exemption]
) -> tuple[tuple[Exemption, str], ...]:
    """`newer_exemptions` of two sound sides. `every`: all that stand in the new one."""
    if old is None:
        return tuple((one, "new") for one in every)
    return (*newer(_renamed(old, new), every), *taken_out(gates(old), gates(new)))


def _answer(
    architecture: Architecture,
    every: Iterable[Exemption],
    found: Sequence[tuple[Exemption, str]],
    compared: str = "",
) -> Answer:
    """The answer about some exemptions among all that stand."""
    some = [one for one, _ in found]
    kinds = {one.kind for one in some}
    beside = [one for one in every if one.kind in kinds]  # those of one kind share what they hold back
    of = dict(zip(beside, holding_back(architecture, beside), strict=True))
    files = files_taken_out(architecture, beside)
    prefix = architecture.snapshot.prefix
    listed = []
    for one, since in found:
        held = of.get(one)
        placed = one._replace(path=prefix + one.path if one.path else "")
        taken = files[one.subject[0]] if one.kind == EXCLUDE else None
        listed.append(Listed(placed, None if held is None else len(held), since, taken))
    together = held_together(architecture, [one for one in some if one in of], map(of.get, some))
    return Answer(tuple(listed), (), compared, together=together)


def _renamed(old: Architecture, new: Architecture) -> Iterator[Exemption]:
    """The exemptions of an older snapshot, under the ids and the paths that their nodes and files have now."""
    was = paired(old.nodes, new.nodes)
    ids = {old_id: new_id for new_id, old_id in was.items()}
    paths = {
        old.nodes[old_id].file: new.nodes[new_id].file
        for new_id, old_id in was.items()
        if old.nodes[old_id].file != new.nodes[new_id].file and old.nodes[old_id].file not in new.files
    }
    for one in standing(old):
        yield one._replace(
            node=ids.get(one.node, one.node), subject=tuple(paths.get(part, part) for part in one.subject)
        )


def exemptions_document(answer: Answer) -> dict[str, Any]:
    """The answer for JSON (contract, "Exemptions are one list")."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "exemptions",
        "exemptions": [exemption_plain(one) for one in answer.exemptions],
        "together": answer.together,
        "weaker": [weakening_plain(one) for one in answer.weaker],
    }


def loosened_document(answer: Answer | None) -> dict[str, Any]:
    """What is loosened, as a part of another answer: null where it is not known."""
    document = exemptions_document(answer) if answer else {}
    return {key: document.get(key) for key in ("exemptions", "together", "weaker")}


def exemption_plain(one: Listed) -> dict[str, Any]:
    """One exemption: every key, null where there is nothing."""
    exempt = one.exemption
    return {
        "kind": exempt.kind,
        "what": exempt.what,
        "path": exempt.path or None,
        "line": exempt.line or None,
        "node": exempt.node or None,
        "code": exempt.code or None,
        "reason": exempt.reason or None,
        "holds_back": one.holds_back,
        "files": one.files,
        "since": one.since or None,
    }


def weakening_plain(one: Weakening) -> dict[str, Any]:
    """What else makes the law weaker: every key, null for nothing. `gone`: the place is that of the older side."""
    return {
        "kind": one.kind,
        "what": one.what,
        "path": one.path or None,
        "line": one.line or None,
        "node": one.node or None,
        "gone": one.gone,
    }


def render(answer: Answer, color: bool = False, every: bool = False) -> str:
    """The answer for people, by kind. `every`: each exemption on a line of its own, however many there are."""
    kinds: dict[str, list[Listed]] = {}
    for one in answer.exemptions:
        kinds.setdefault(one.exemption.kind, []).append(one)
    lines: list[str] = []
    for kind, found in kinds.items():
        lines += [f"{paint(kind, BOLD, color)} ({len(found)})"]
        nothing = "nothing alone" if answer.together else "nothing now"
        lines += _each(found, color, nothing) if every or len(found) <= MOST else _folded(found, color, nothing)
    if answer.weaker:
        lines += [f"{paint('weaker', BOLD, color)} ({len(answer.weaker)})"]
        lines += _weaker(answer.weaker, every)
    folded = not every and any(len(found) > MOST for found in kinds.values())
    total = _total(answer) + (" (`archhook exemptions --all` names each)" if folded else "")
    return "\n".join([*lines, *([""] if lines else []), total]) + "\n"


def _weaker(found: Sequence[Weakening], every: bool) -> Iterator[str]:
    """A line for each, in order; of many of a kind the first ones, and how many more there are."""
    left = Counter(one.kind for one in found)
    total = dict(left)
    for one in found:
        left[one.kind] -= 1
        shown = total[one.kind] - left[one.kind]
        if every or shown <= MOST:
            yield f"  {place_of(one)}{printable(one.what)}"
        elif not left[one.kind]:
            yield f"  and {shown - MOST} more of the kind {one.kind!r}: `archhook exemptions A..B --all` names them"


def place_of(one: Exemption | Weakening) -> str:
    """`path:line: ` of an exemption or a weakening; "" where it has no place. What is gone stood there before."""
    line = f":{one.line}" if one.line else ""
    before = " (before)" if getattr(one, "gone", False) else ""
    return f"{printable(one.path)}{line}{before}: " if one.path else ""


def _each(found: Iterable[Listed], color: bool, nothing: str) -> Iterator[str]:
    for one in found:
        reason = f"  {paint(printable(one.exemption.reason), DIM, color)}" if one.exemption.reason else ""
        mark = f"{paint(one.since, YELLOW, color)} " if one.since else ""
        what = paint(place_of(one.exemption), CYAN, color) + printable(one.exemption.what)
        taken = "" if one.files is None else f" ({count(one.files, 'Python file')})"
        yield f"  {mark}{what}{taken}{_held([one], nothing)}{reason}"


def _folded(found: Iterable[Listed], color: bool, nothing: str) -> Iterator[str]:
    """Those of one law and reason on one line, the most first."""
    alike: dict[tuple[str, str, str], list[Listed]] = {}
    for one in found:
        alike.setdefault((one.since, one.exemption.code, one.exemption.reason), []).append(one)
    for (since, code, reason), some in sorted(alike.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        if len(some) == 1:
            yield from _each(some, color, nothing)
            continue
        mark = f"{paint(since, YELLOW, color)} " if since else ""
        files = [one.files for one in some if one.files is not None]
        taken = f" ({count(sum(files), 'Python file')})" if files else ""
        places = [place_of(one.exemption).removesuffix(": ") or one.exemption.what for one in some]
        why = f"  {paint(printable(reason), DIM, color)}" if reason else ""
        yield f"  {mark}{len(some)}{' of ' + code if code else ''}{taken}{_held(some, nothing)}{why}"
        yield f"    {few(places, NAMED)}"


def _held(some: Sequence[Listed], nothing: str) -> str:
    known = [one.holds_back for one in some if one.holds_back is not None]
    if not known:
        return ""
    held = sum(known)
    holds = "holds" if len(some) == 1 else "hold"
    return f", {holds} back {count(held, 'finding') if held else nothing}"


def _total(answer: Answer) -> str:
    found = answer.exemptions
    if answer.compared:
        news = {since: sum(one.since == since for one in found) for since in ("new", "wider")}
        parts = [f"{number} {word}" for word, number in news.items() if number]
        said = f"{', '.join(parts)}" if parts else "no exemption is new or wider"
        makes = "makes" if len(answer.weaker) == 1 else "make"
        weaker = f"; {count(len(answer.weaker), 'thing')} more {makes} the law weaker" if answer.weaker else ""
        more = f"; {_together(answer.together)}" if answer.together else ""
        return f"{said}{weaker} since {printable(answer.compared)}{more}"
    if not found:
        return "there are no exemptions: all of the law holds everywhere"
    held = (
        count(sum(one.holds_back or 0 for one in found), "finding") if answer.judged else "it is not known how much is"
    )
    more = f"; {_together(answer.together)}" if answer.together else ""
    return f"{count(len(found), 'exemption')}, {held} held back{more}"


def _together(number: int) -> str:
    """What only several exemptions hold back: each of two is enough, so that neither does it alone."""
    return f"{count(number, 'finding')} more {'is' if number == 1 else 'are'} held back by several of them at once"
