"""One exemption as data: what is exempt, why, how far it reaches; and which of some are new or wider."""

from __future__ import annotations

from archhook.model.declaring import folders_above

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NamedTuple

    Identity = tuple[str, ...]
else:
    from archhook.records import NamedTuple

WAIVER, IGNORE, BASELINE = "waiver", "ignore", "baseline"
EXCLUDE, SEVERITY, SYMBOLS, PLANNED, ADOPTED = "exclude", "severity", "symbols", "planned", "adopted"
SHARED, TESTS, PYTEST, TOLERANCE = "shared-branches", "tests", "pytest", "tolerance"
TYPING, DYNAMIC, TRANSITIVE, HOOK = "typing-imports", "dynamic-imports", "transitive", "hook"
KINDS = (
    WAIVER, IGNORE, BASELINE, EXCLUDE, SEVERITY, SYMBOLS, PLANNED, ADOPTED,
    SHARED, TESTS, PYTEST, TOLERANCE, TYPING, DYNAMIC, TRANSITIVE, HOOK,
)  # fmt: skip
"""The kinds, in the contract's order. `typing-imports` has none: its loosest value is the default."""

NEW, WIDER = "new", "wider"
"""What an exemption is that another list lacks, or has less wide."""

WHOLE = float("inf")
"""The width of an inline ignore that holds for its whole file, and so for any number of lines."""

FOR_ALL = "tolerance"
"""The subject of the tolerance that holds for every field that has none of its own."""


OF_NEW_NODES = (PLANNED, ADOPTED)
"""Kinds that count by the law of a revision which does not know their node: nothing that it held is let go by them. In
a list of what is new they stand all the same, for what a new node is spared is for a reader to judge.
"""


class Exemption(NamedTuple):
    """One thing that takes something out of the law's reach, as far as the configuration or the ledger says it.

    `kind`, `node`, `code` and `subject` tell what it is (see `identity`): the same ones in two snapshots are one
    exemption, which reaches the further the greater its `width` is and the less it `spares`. Place and reason are no
    part of that. `width`: how many findings an entry of a baseline freezes; 1 for an ignore of a line, WHOLE for one
    of a file; how far a severity or `symbols` lies below its default; the factor of a tolerance; else 1.
    """

    kind: str  # one of KINDS
    what: str  # for people
    path: str = ""
    line: int = 0
    node: str = ""  # id, "" for none
    code: str = ""  # of the law, "" where it is not about one
    reason: str = ""
    subject: tuple[str, ...] = ()
    width: float = 1
    spares: tuple[str, ...] = ()  # what it leaves within the law's reach, where that can be listed


def identity(one: Exemption) -> Identity:
    """What an exemption is about: by code and node (waivers), code, path and reason (ignores), what an entry of the
    baseline freezes, else by key and, where the key holds a list, item.

    An entry that is about a file is told without its node: that may be another after `split`, and the finding the same.
    """
    node = "" if one.kind == BASELINE and one.subject[0] else one.node
    return one.kind, node, one.code, *one.subject


class _Held(NamedTuple):
    """What one list of exemptions has of one identity."""

    number: int = 0
    width: float = 0.0  # of all of them together
    spares: frozenset[str] = frozenset()


def newer(old: Iterable[Exemption], new: Iterable[Exemption]) -> tuple[tuple[Exemption, str], ...]:
    """(exemption, NEW or WIDER) of those of `new`, in their order, that `old` does not hold at least as wide."""
    old, new = tuple(old), tuple(new)
    had: dict[Identity, _Held] = {}
    for one in old:
        had[identity(one)] = _added(had.get(identity(one), _Held()), one)
    folders = {kind: _folders(had, kind) for kind in (EXCLUDE, TESTS)}
    met: dict[Identity, _Held] = {}
    found = []
    for one, has in zip(new, had_of(old, new), strict=True):
        key = identity(one)
        before, earlier = had.get(key, _Held()), met.get(key, _Held())
        met[key] = _added(earlier, one)
        if has == one.width and before.spares.issubset(one.spares):
            continue
        if not _held_by_another(one, had, folders.get(one.kind, frozenset())):
            found.append((one, WIDER if earlier.number < before.number else NEW))
    return tuple(found)


def had_of(old: Iterable[Exemption], new: Iterable[Exemption]) -> tuple[float, ...]:
    """How much of the width of each of some exemptions others have. Of several about the same (entries of a baseline,
    ignores with one reason) each takes its part, in order; an ignore of a whole file takes that of another one alone.
    """
    left: dict[Identity, float] = {}
    for one in old:
        left[identity(one)] = left.get(identity(one), 0) + one.width
    found = []
    for one in new:
        key = identity(one)
        has = min(one.width, left.get(key, 0))
        if one.width == WHOLE != has:
            has = 0
        if has != WHOLE and has:
            left[key] -= has
        found.append(has)
    return tuple(found)


def _added(held: _Held, one: Exemption) -> _Held:
    return _Held(held.number + 1, held.width + one.width, held.spares.union(one.spares))


def _folders(had: Mapping[Identity, _Held], kind: str) -> frozenset[str]:
    """The folders that patterns of a kind take out whole: those without wildcards, unless some of it is kept in."""
    own = {key: held for key, held in had.items() if key[0] == kind}
    if any(held.spares for held in own.values()):
        return frozenset()
    named = (key[3] for key in own)
    return frozenset(name.lstrip("/") for name in named if name.endswith("/") and not set(name) & set("*?[\\"))


def _held_by_another(one: Exemption, had: Mapping[Identity, _Held], folders: frozenset[str]) -> bool:
    """Whether an exemption of the same kind, about more, reached as far already."""
    if one.kind == SYMBOLS:
        return had.get((SYMBOLS, "", "", SYMBOLS), _Held()).width >= one.width
    if one.kind == TOLERANCE:
        wide = had.get((TOLERANCE, "", "", FOR_ALL), _Held())
        return one.subject != (FOR_ALL,) and wide.width >= one.width and one.subject[0] not in wide.spares
    return bool(folders) and not folders.isdisjoint(folders_above(one.subject[0].lstrip("/")))
