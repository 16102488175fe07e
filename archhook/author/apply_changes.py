"""Changes made to the sources of a ledger, as far as reading them again shows that they say what was wanted.

The result is read by the ledger's own reader before anybody gets it. A change that it does not bear out is left to a
person, and everything else is made without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.author.expected_nodes import expected, meaning
from archhook.author.ledger_changes import Changes, Ledger
from archhook.author.statement_pieces import ModuleEdits
from archhook.ledger.source import read_ledger
from archhook.ledger.splice import splice
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.nodes import Node

UNSURE = "what it says then would not be what it is to say"
SHOWN = 3
"""So many of the nodes that a change would change as well are named."""


class Applied(NamedTuple):
    """New sources of the modules that changed, what was changed, and why other changes were not made, by id."""

    sources: dict[str, bytes]
    changes: Changes
    failed: dict[str, str]


def apply(ledger: Ledger, changes: Changes) -> Applied:
    """The ledger with changes made, each of which is borne out by the reader."""
    failed: dict[str, str] = {}
    direct: frozenset[str] = frozenset()
    while changes:
        sources, refused = _edited(ledger, changes, direct)
        if not refused:
            refused = _unsure(ledger, changes, sources, direct)
            again = {one.id for one in changes.added if one.id in refused} - direct
            if again and not _alone(ledger):  # the lists in which the neighbour stands may mean something else
                direct |= again
                continue
        if not refused:
            return Applied({path: new for path, new in sources.items() if new != ledger.sources[path]}, changes, failed)
        failed |= refused
        changes = changes.without(frozenset(refused))
    return Applied({}, Changes(), failed)


def with_sources(ledger: Ledger, sources: Mapping[str, bytes]) -> Ledger:
    """The ledger with some of its modules as they have become, where a person is told what to write into them."""
    if not sources:
        return ledger
    reading = read_ledger({**ledger.sources, **sources}, ledger.entry)
    nodes = {node.id: node for node in reading.nodes}
    return ledger._replace(sources={**ledger.sources, **sources}, nodes=nodes, lines=reading.lines)


def _alone(ledger: Ledger) -> bool:
    """Whether classes are mentioned nowhere but where they are declared."""
    return bool(ledger.spliced) and len(ledger.sources) == 1


def _edited(ledger: Ledger, changes: Changes, direct: frozenset[str]) -> tuple[dict[str, bytes], dict[str, str]]:
    """(the modules that changes concern, id -> why a change cannot be made)."""
    work = ModuleEdits(ledger, direct)
    for edit in changes.edits:
        work.attempt(edit.id, work.edit, edit)
    for added in changes.added:
        work.attempt(added.id, work.add, added)
    for node_id in changes.removed:
        work.attempt(node_id, work.remove, node_id)
    if not _alone(ledger) and (changes.added or changes.removed):
        work.mention(changes)
        for added in changes.added:
            work.attempt(added.id, work.hand_over, added)
    work.finish()
    if work.refused:
        return {}, work.refused
    try:
        return {path: text.replaced(work.pieces[path]) for path, text in work.texts.items()}, {}
    except UnicodeEncodeError:
        reason = "its module's encoding has no place for what is to be written"
        return {}, dict.fromkeys(_ids(changes), reason)


def _unsure(ledger: Ledger, changes: Changes, sources: Mapping[str, bytes], direct: frozenset[str]) -> dict[str, str]:
    """The changes that reading the new sources does not bear out, by id."""
    reread = _spliced(ledger, sources)
    breaches = ledger.breaches
    blamed: set[str] = set()
    if reread is None:
        reading = read_ledger({**ledger.sources, **sources}, ledger.entry)
        if any(one.code == "LED001" for one in reading.breaches):
            return dict.fromkeys(_least_certain(changes), UNSURE)  # the rest may be right
        reread, breaches = {node.id: node for node in reading.nodes}, len(reading.breaches)
        blamed = {one.node for one in reading.breaches}
        concerned = {*reread, *ledger.nodes}
    else:
        concerned = {*reread, *_ids(changes)}
        reread = {**ledger.nodes, **reread}
    wanted = expected(ledger.nodes, changes)
    new = {added.id for added in changes.added}
    wrong = {one for one in concerned if _said(reread.get(one), one in new) != _said(wanted.get(one), one in new)}
    if not wrong and breaches <= ledger.breaches:
        return {}
    ids = {*_ids(changes)}
    sure = wrong & ids or blamed & ids
    if sure:
        return dict.fromkeys(sure, UNSURE)
    others = ", ".join(sorted(wrong, key=sort_key)[:SHOWN])
    reason = f"{others} would then say something else than now" if others else UNSURE
    return _not_even_alone(ledger, changes, direct) or dict.fromkeys(_least_certain(changes), reason)


def _not_even_alone(ledger: Ledger, changes: Changes, direct: frozenset[str]) -> dict[str, str]:
    """The changes that the reader does not bear out where nothing else changes, and why: looked for by halves."""
    ids = tuple(_ids(changes))
    half = len(ids) // 2
    found: dict[str, str] = {}
    for others in (ids[half:], ids[:half]) if half else ():
        some = changes.without(frozenset(others))
        sources, refused = _edited(ledger, some, direct)
        found |= refused or _unsure(ledger, some, sources, direct)
    return found


def _spliced(ledger: Ledger, sources: Mapping[str, bytes]) -> dict[str, Node | None] | None:
    """The nodes of the changed statements, read alone, by id (without a node: gone); None: read the whole ledger."""
    found: dict[str, Node | None] = {}
    for path, new in sources.items():
        old = ledger.sources[path]
        if new == old:
            continue
        if ledger.breaches or path not in ledger.spliced:
            return None
        nodes: Any = ledger.nodes  # a mapping answers look-ups as the state's maps do
        part = splice(path, old, new, ledger.spliced[path], nodes, (), ledger.leaves)
        if part is None:
            return None
        found |= dict.fromkeys(part.gone) | {node.id: node for node in part.nodes}
    return found


def _said(node: Node | None, new: bool) -> object:
    return None if node is None else meaning(node, not new)


def _least_certain(changes: Changes) -> Iterable[str]:
    """What is given up first where the reader does not say which change it objects to."""
    ids = (*(one.id for one in changes.added), *changes.removed)
    return ids or tuple(edit.id for edit in changes.edits)


def _ids(changes: Changes) -> Iterable[str]:
    return (*(one.id for one in changes.edits), *(one.id for one in changes.added), *changes.removed)
