"""A whole ledger in a conflict: its modules resolved one by one, the result read again and compared with both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.author.source_lines import Text
from archhook.errors import ArchhookError
from archhook.inventory.parse import compiled
from archhook.ledger.source import read_ledger
from archhook.sync.renumber import renumbered
from archhook.sync.resolve.conflict_markers import OURS, THEIRS
from archhook.sync.resolve.merged_nodes import by_place, unreadable, wrong_nodes
from archhook.sync.resolve.module_merge import Classes, Resolved, base_of, resolve_module
from archhook.sync.resolve.resolution import APART, Resolution, Sides, given_up, resolved
from archhook.sync.resolve.unconflicted import given_once, keeping, shadowed, side_of, unclear, whose

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archhook.author.node_source import Style
    from archhook.ledger.source import Reading
    from archhook.model.nodes import Node
    from archhook.sync.renumber import Move
    from archhook.sync.resolve.merged_nodes import Place


PROSE = ("name", "doc", "waives")
"""Where a node may speak of another by its id without a link to it."""


class Readings(NamedTuple):
    """What is read of both sides, and of the base where that can be read."""

    ours: Reading
    theirs: Reading
    base: Reading | None


def resolve_ledger(sides: Sides, style: Style, prefix: str = "") -> Resolution:
    """The ledger with what both sides say. `prefix`: of the project's folder, for messages.

    `ArchhookError` where one of the sides cannot be read.
    """
    read = _read_sides(sides, prefix)
    lost = _lost(sides, read)
    refused: dict[str, str] = {}
    unsure: dict[str, str] = {}
    while True:
        known = Classes(refused, unsure, frozenset(name for _, name in lost))
        modules = {path: _resolved(sides, path, style, known) for path in sides.conflicts}
        gone = {name: side for one in modules.values() for name, side in one.gone.items()}
        if gone.keys() - unsure.keys():
            unsure |= gone
            continue
        sources = _with(sides, {path: one.text for path, one in modules.items()})
        moves: list[Move] = []
        open_: tuple[str, ...] = ()
        if any(one.left for one in modules.values()):
            wrong = _wrong_beside_left(sides, read, modules) - lost
        else:
            sources, moves, open_ = _each_id_once(sides, sources, read)
            wrong = _wrong(sides, read, read_ledger(sources, sides.entry), moves) - lost
        if not wrong:
            break
        blamed = {name for _, name in wrong} - refused.keys()
        if not blamed:
            return given_up(sides, sources, wrong, prefix)
        refused |= dict.fromkeys(blamed, APART)
    done = resolved(sides, modules, sources, moves, prefix)
    return done._replace(left=(*done.left, *(prefix + line for line in open_)))


def _lost(sides: Sides, read: Readings) -> set[Place]:
    """The Tasks and Tests that one side took away with their file, whatever else the other one changed of them."""
    if sides.files is None:
        return set()
    ours, theirs = by_place(read.ours.nodes), by_place(read.theirs.nodes)
    return {
        place
        for place in ours.keys() ^ theirs.keys()
        if (node := ours.get(place) or theirs[place]).file and not node.planned and not _is_there(node, sides.files)
    }


def _is_there(node: Node, files: Collection[str]) -> bool:
    """Whether anything lies where a node says."""
    return node.file in files or (node.file.endswith("/") and any(path.startswith(node.file) for path in files))


def _wrong_beside_left(sides: Sides, read: Readings, modules: Mapping[str, Resolved]) -> set[Place]:
    """The same where conflicts are left: the nodes that are wrong with either side of these.

    What is left may be a list that has some of the nodes on one side alone, or an import.
    """
    with_ours, with_theirs = (
        _wrong(sides, read, read_ledger(_with(sides, texts), sides.entry), [])
        for texts in (
            {path: one.ours for path, one in modules.items()},
            {path: one.theirs for path, one in modules.items()},
        )
    )
    return (with_ours & with_theirs) - {(path, name) for path, one in modules.items() for name in one.open}


def _read_sides(sides: Sides, prefix: str) -> Readings:
    ours, theirs = (_read_side(sides, name, prefix) for name in (OURS, THEIRS))
    before = {path: _base_source(sides, path) for path in sides.conflicts}
    if any(one is None for one in before.values()):
        return Readings(ours, theirs, None)
    base = read_ledger({**sides.sources, **{path: one for path, one in before.items() if one is not None}}, sides.entry)
    return Readings(ours, theirs, None if unreadable(base) else base)


def _base_source(sides: Sides, path: str) -> bytes | None:
    """A module before both sides changed it: as git keeps it, else as the markers show it."""
    kept = sides.bases.get(path)
    if kept is not None:
        return kept
    shown = base_of(sides.conflicts[path])
    return None if shown is None else "".join(shown).encode(Text(sides.sources[path]).encoding)


def _read_side(sides: Sides, name: str, prefix: str) -> Reading:
    reading = read_ledger(_side(sides, name), sides.entry)
    if unreadable(reading):
        breach = reading.breaches[0]
        _, path, line, column = breach.anchor
        number = int(line)
        if path in sides.conflicts:
            number = _shown_line(sides, str(path), name, number)
        message = f"the side `{name}` of the conflict cannot be read: {breach.message}"
        fix = "resolve this one by hand, or take one side: `git checkout --ours` or `--theirs`, then `archhook sync`"
        raise ArchhookError(message, path=f"{prefix}{path}", line=number, column=int(column), fix=fix)
    return reading


def _shown_line(sides: Sides, path: str, name: str, number: int) -> int:
    """The line of the file where a line of one side is shown."""
    conflict = sides.conflicts[path]
    if conflict is sides.shown[path]:
        return conflict.place_of(name, number)
    line = [*conflict.side(name), ""][number - 1]
    known = sides.shown[path].lines
    return known.index(line) + 1 if line in known else sides.shown[path].hunks[0].start + 1


def _resolved(sides: Sides, path: str, style: Style, classes: Classes) -> Resolved:
    source = _base_source(sides, path)
    lines = None
    if source is not None:
        try:
            lines = Text(source).lines
            compiled("".join(lines).removeprefix("\ufeff"), path)
        except (SyntaxError, ValueError, LookupError, RecursionError):
            lines = None
    conflict, shown = sides.conflicts[path], sides.shown[path]
    found = resolve_module(conflict, lines, style, classes)
    if found.left and (found.ours, found.theirs) == tuple("".join(shown.side(name)) for name in (OURS, THEIRS)):
        left = tuple(  # nothing was decided: the file stays as git has written it
            one._replace(line=hunk.start + 1)
            for one, hunk in zip(found.left, (*shown.hunks, *[shown.hunks[-1]] * len(found.left)), strict=False)
        )
        return found._replace(text="".join(shown.lines), left=left)
    return found


def _with(sides: Sides, texts: Mapping[str, str]) -> dict[str, bytes]:
    """The ledger's sources, some modules with another text."""
    fresh = {path: text.encode(Text(sides.sources[path]).encoding) for path, text in texts.items()}
    return {**sides.sources, **fresh}


def _each_id_once(
    sides: Sides, sources: dict[str, bytes], read: Readings
) -> tuple[dict[str, bytes], list[Move], tuple[str, ...]]:
    """The sources in which the nodes of theirs have an id of their own where ours have the same, and what is unclear.

    What speaks of such a node by its id does so in modules without a conflict, too.
    """
    if sources.keys() == sides.conflicts.keys() and not _twice(read_ledger(sources, sides.entry)):
        return sources, [], ()
    merged = read_ledger(sources, sides.entry)
    ours, theirs = (
        side_of(known, {path: one for path, one in _side(sides, name).items() if path in sides.conflicts}, sides.entry)
        for known, name in zip(sides.beside, (OURS, THEIRS), strict=True)
    )
    beside = whose(merged, ours, theirs, sides.conflicts)
    own = {node.id: node for node in (ours or read.ours).nodes if ours or node.path in sides.conflicts}
    try:
        new, moves = renumbered(sources, sides.entry, keeping(beside, own)) if _twice(merged) else ({}, [])
    except ArchhookError:  # `archhook sync --renumber` says why
        return sources, [], ()
    result = {**sources, **new}
    after = read_ledger(result, sides.entry)
    names = {node.id: node.class_name for node in after.nodes}
    before = {node.id for node in read.base.nodes if node.path in sides.conflicts} if read.base is not None else set()
    twins = {
        move.old: (move.new, names.get(move.old, ""), names.get(move.new, ""))
        for move in moves
        if move.old not in before
    }
    return result, moves, (*unclear(beside, twins, result, after), *shadowed(beside, (ours, theirs), after))


def _twice(reading: Reading) -> bool:
    return any(one.code == "LED002" for one in reading.breaches)


def _side(sides: Sides, name: str) -> dict[str, bytes]:
    """The ledger's sources, the modules in a conflict as one side has them."""
    return _with(sides, {path: "".join(conflict.side(name)) for path, conflict in sides.conflicts.items()})


def _wrong(sides: Sides, read: Readings, result: Reading, moves: list[Move]) -> set[Place]:
    """The nodes that the result does not declare as both sides together do.

    In a module without a conflict a node is what git made of it, but for the ids.
    """
    ids = {move.old: move.new for move in moves}
    ours, now = by_place(read.ours.nodes), by_place(result.nodes)
    own = {node.id: place for place, node in ours.items()}
    renamed = by_place(read.theirs.nodes)
    theirs = {
        place: _renamed(node, ids, own.get(node.id, place) != place, now.get(place)) for place, node in renamed.items()
    }
    base = None if read.base is None else by_place(read.base.nodes)
    wrong = {one for one in wrong_nodes(ours, base, theirs, now) if one[0] in sides.conflicts}
    plain = [
        {place: given_once(node, ids) for place, node in one.items() if place[0] not in sides.conflicts}
        for one in (ours, base or {}, renamed, now)
    ]
    wrong |= {*wrong_nodes(plain[0], None if base is None else plain[1], plain[2], plain[3])}
    if _twice(result):  # of two nodes with one id the second is not read
        twins = {place: own[node.id] for place, node in theirs.items() if own.get(node.id, place) != place}
        wrong -= {*twins, *twins.values()}
    return wrong - _hidden(read.ours) - _hidden(read.theirs)


def _hidden(reading: Reading) -> set[Place]:
    """The nodes that are not read because another had their id before there was a conflict."""
    return {(path, name) for path, many in reading.lines.items() for name in many} - by_place(reading.nodes).keys()


def _renamed(node: Node, ids: Mapping[str, str], twin: bool, now: Node | None) -> Node:
    """A node of theirs as it is once the nodes that share an id with one of ours have another."""
    if not ids:
        return node
    once = given_once(node, ids)
    fresh = node._replace(links=once.links, id=once.id if twin else node.id)
    if now is None:
        return fresh
    prose = {field: getattr(once, field) for field in PROSE if getattr(once, field) == getattr(now, field)}
    return fresh._replace(**prose)
