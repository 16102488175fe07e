"""One module with conflict markers: what both sides say is put together, what contradicts itself keeps its markers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.changed_lines import common
from archhook.author.ledger_changes import CannotEdit
from archhook.author.mentions import edit_mentions
from archhook.author.source_lines import split_lines
from archhook.sync.resolve.conflict_markers import BASE, OURS, THEIRS, ended
from archhook.sync.resolve.keyed_merge import Undecided, merge_keyed, numbered, three_way
from archhook.sync.resolve.segments import END, Segment, segments_of
from archhook.sync.resolve.statement_merge import merge_statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from archhook.author.node_source import Style
    from archhook.sync.resolve.conflict_markers import Conflict, Hunk
    from archhook.sync.resolve.statement_merge import Key

NOBODY: Mapping[str, str] = {}


class Left(NamedTuple):
    """A conflict that is left to a person: the line of its first marker in the new text (from 1), and why."""

    line: int
    what: str
    why: str


class Resolved(NamedTuple):
    """The new text of a module, the same as it is read with either side of what is left, and what that is.

    `open`: the names of the classes that are left. `merged`: of those that both sides have, the ones that both changed.
    `gone`: the classes that one side took away (which) and the other one changed.
    """

    text: str
    ours: str
    theirs: str
    left: tuple[Left, ...]
    open: frozenset[str]
    merged: frozenset[str]
    gone: Mapping[str, str]


class Classes(NamedTuple):
    """What is known of some classes.

    `refused`: left to a person whatever their source says, with what else speaks of them, and why. `unsure`: of which
    nobody knows whether they stay, and the side where they are gone: what mentions them is left as well, without them
    on that side. `lost`: those of which one side took away the file that they declare: they go.
    """

    refused: Mapping[str, str] = NOBODY
    unsure: Mapping[str, str] = NOBODY
    lost: frozenset[str] = frozenset()


NOTHING = Classes()


class Piece(NamedTuple):
    """One statement of the result. `why`: the reason why it is not decided, with both sides and the base."""

    text: str  # of ours, where it is not decided
    theirs: str = ""
    base: str = ""
    why: str = ""
    name: str = ""


class Cluster(NamedTuple):
    """Whole statements that some conflicts concern, as both sides have them. `start`, `end`: lines of the file."""

    start: int
    end: int
    hunks: tuple[Hunk, ...]
    ours: tuple[Segment, ...]
    theirs: tuple[Segment, ...]


def resolve_module(
    conflict: Conflict,
    base: Sequence[str] | None,
    style: Style,
    classes: Classes = NOTHING,
) -> Resolved:
    """The module with what can be decided. `base`: its lines before both sides changed it, None where nobody knows."""
    known = None if base is None else numbered((one.key, one) for one in segments_of(base))
    out = _Out(conflict)
    at = 0
    for cluster in clusters_of(conflict):
        out.keep(at, cluster.start)
        out.put(cluster, merge_cluster(cluster, known, style, out, classes))
        at = cluster.end
    out.keep(at, len(conflict.lines))
    return Resolved(
        "".join(out.text),
        "".join(out.ours),
        "".join(out.theirs),
        tuple(out.left),
        frozenset(out.open),
        frozenset(out.merged),
        out.gone,
    )


def clusters_of(conflict: Conflict) -> Iterator[Cluster]:
    """The conflicts, each widened to where a statement ends on both sides."""
    ours, theirs = segments_of(conflict.side(OURS)), segments_of(conflict.side(THEIRS))
    ends = [{0, *(one.end for one in side)} for side in (ours, theirs)]
    whole = (len(conflict.side(OURS)), len(conflict.side(THEIRS)))
    cuts = [
        place for place in conflict.places()
        if (place[1] in ends[0] and place[2] in ends[1]) or place[1:] == whole
    ]  # fmt: skip
    for first, last in pairwise(cuts):
        hunks = tuple(one for one in conflict.hunks if first[0] <= one.start and one.end <= last[0])
        if hunks:
            own = tuple(one for one in ours if first[1] < one.end <= last[1] or _at_end(one, last[1], whole[0]))
            other = tuple(one for one in theirs if first[2] < one.end <= last[2] or _at_end(one, last[2], whole[1]))
            yield Cluster(first[0], last[0], hunks, own, other)


def _at_end(segment: Segment, last: int, whole: int) -> bool:
    """Whether it is the end of a module, with nothing in it, and that is reached."""
    return segment.key == END and last == whole and not segment.text


def merge_cluster(
    cluster: Cluster,
    known: dict[tuple[Key, int], Segment] | None,
    style: Style,
    names: _Out,
    classes: Classes,
) -> list[Piece]:
    """The statements of both sides, in order. `known`: those of the base. `names`: takes in who is merged."""
    refused, unsure, lost = classes
    ours, theirs = (numbered((one.key, one) for one in side) for side in (cluster.ours, cluster.theirs))

    def both(key: tuple[Key, int]) -> Piece:
        mine, other = ours[key], theirs[key]
        before = None if known is None else known.get(key)
        name = mine.class_name
        if name and mine.text != other.text and (before is None or before.source not in (mine.source, other.source)):
            names.merged.add(name)
        try:
            blamed = [name] if name in refused else [] if name else _spoken_of(refused, mine, other)
            if blamed and mine.source != other.source:
                raise Undecided(refused[blamed[0]])
            above = _above(mine, before, other)
            spoken = _spoken_of(unsure, mine, other) if before is not None else []
            if before is not None and spoken:
                why = f"it speaks of {spoken[0]}, which is gone on one side and changed on the other"
                without = [
                    _without(before.source, [name for name in spoken if unsure[name] != side], style)
                    for side in (OURS, THEIRS)
                ]
                own, its = (above + merge_statement(mine.source, one, other.source, style) for one in without)
                return Piece(own, its, before.text, why, _named(mine))
            source = merge_statement(mine.source, before and before.source, other.source, style)
        except Undecided as problem:
            return Piece(mine.text, other.text, before.text if before else "", str(problem), _named(mine))
        return Piece(above + source)

    def alone(key: tuple[Key, int], item: Segment) -> Piece | None:
        before = None if known is None else known.get(key)
        if before is None:
            return Piece(item.text) if item.text else None
        if before.source.strip() == item.source.strip() or item.class_name in lost:
            return None
        if item.class_name:
            names.gone[item.class_name] = THEIRS if key in ours else OURS
        sides = (item.text, "") if key in ours else ("", item.text)
        return Piece(*sides, before.text, "it is changed on one side and gone on the other", _named(item))

    return merge_keyed(ours, theirs, both, alone)


def _spoken_of(classes: Mapping[str, str], ours: Segment, theirs: Segment) -> list[str]:
    """Those of some classes that a statement which differs speaks of."""
    if not classes or ours.source == theirs.source:
        return []
    words = {word for source in (ours.source, theirs.source) for word in re.findall(r"\w+", source)}
    return sorted(classes.keys() & words - {ours.class_name})


def _without(source: str, names: list[str], style: Style) -> str:
    """A statement of the base that does not mention some classes: what a side says of these is then its own."""
    try:
        return edit_mentions(source, (), names, style) if names else source
    except CannotEdit:
        return source


def _above(ours: Segment, base: Segment | None, theirs: Segment) -> str:
    """The blank lines and comments above a statement."""
    found = three_way(ours, base, theirs, lambda one: one.above.strip())
    if found is not None:
        return found.above
    sides = [one.above for one in (ours, theirs) if one.above.strip()]
    if len(sides) == 1:
        return sides[0]
    raise Undecided("the sides have different comments above it")


def _named(segment: Segment) -> str:
    name = segment.class_name
    if name:
        return f"class {name}"
    line = segment.source.strip().partition("\n")[0]
    return f"`{line}`" if line else "the end of the module"


class _Out:
    """The new text while it is put together, beside how it is read with either side of what is left."""

    def __init__(self, conflict: Conflict) -> None:
        self.conflict = conflict
        self.text: list[str] = []
        self.ours: list[str] = []
        self.theirs: list[str] = []
        self.left: list[Left] = []
        self.open: set[str] = set()
        self.merged: set[str] = set()
        self.gone: dict[str, str] = {}
        self.line = 1
        self.newline = "\r\n" if conflict.lines[0].endswith("\r\n") else "\n"

    def keep(self, start: int, end: int) -> None:
        """Lines of the file, as they are."""
        self._add("".join(self.conflict.lines[start:end]))

    def put(self, cluster: Cluster, pieces: list[Piece]) -> None:
        """The pieces of one cluster; one that nothing else stands beside keeps git's own markers."""
        for piece in pieces:
            if not piece.why:
                self._add(piece.text)
                continue
            first = cluster.hunks[0]
            whole = len([one for one in pieces if one.text or one.theirs]) == 1
            if whole:
                text = "".join(self.conflict.lines[cluster.start : cluster.end])
                line = self.line + first.start - cluster.start
            else:
                text = _marked(piece, first, self.conflict.lines)
                before = text[: text.index(self.conflict.lines[first.start])]
                line = self.line + before.count("\n")
            self.left.append(Left(line, piece.name, piece.why))
            self.open.add(
                re.sub(r"^class |[`.\s].*", "", piece.name.removeprefix("`"))
            )  # X, too, of `X.measured = ...`
            self._add(text, piece.text, piece.theirs)

    def _add(self, text: str, ours: str | None = None, theirs: str | None = None) -> None:
        ours, theirs = text if ours is None else ours, text if theirs is None else theirs
        for place, part in ((self.text, text), (self.ours, ours), (self.theirs, theirs)):
            if part and place and not place[-1].endswith(("\n", "\r")):
                place[-1] += self.newline
            if part:
                place.append(part)
        self.line += text.count("\n") + (bool(text) and not text.endswith("\n"))


def _marked(piece: Piece, hunk: Hunk, lines: Sequence[str]) -> str:
    """A piece whose lines differ between markers, as git wrote them around one of the conflicts."""
    sides = [ended(split_lines(one)) for one in (piece.text, piece.theirs, *([piece.base] if hunk.base >= 0 else []))]
    head = common(*sides)
    tail = common(*(side[head:][::-1] for side in sides))
    ours, theirs, *base = (side[head : len(side) - tail] for side in sides)
    shown = [lines[hunk.base], *base[0]] if base else []
    inner = [lines[hunk.start], *ours, *shown, lines[hunk.middle], *theirs, *ended([lines[hunk.end - 1]])]
    return "".join([*sides[0][:head], *inner, *sides[0][len(sides[0]) - tail :]])


def base_of(conflict: Conflict) -> list[str] | None:
    """The module before both sides changed it, where the markers show that everywhere."""
    return conflict.side(BASE) if all(one.base >= 0 for one in conflict.hunks) else None
