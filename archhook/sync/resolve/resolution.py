"""What comes of resolving a ledger: the new sources, and the lines that say what was done and what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.source_lines import Text
from archhook.ledger.source import read_ledger
from archhook.sync.resolve.unconflicted import BothCommits

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from archhook.sync.renumber import Move
    from archhook.sync.resolve.conflict_markers import Conflict
    from archhook.sync.resolve.merged_nodes import Place
    from archhook.sync.resolve.module_merge import Left, Resolved

APART = "put together, it would not say what both sides say"
AGAIN = "then `archhook sync --resolve` again"


class Sides(NamedTuple):
    """The modules of a ledger, and what is known of those in a conflict.

    `shown`: the conflicts as the markers show them; `conflicts`: as both sides are read (whole versions, where nobody
    has worked on the file since git merged them); `bases`: what was before, as far as git keeps it; `beside`: the
    modules in no conflict, as the commits of both sides have them; `files`: those of the project, None where nobody
    knows.
    """

    sources: Mapping[str, bytes]
    entry: str
    shown: Mapping[str, Conflict]
    conflicts: Mapping[str, Conflict]
    bases: Mapping[str, bytes | None]
    beside: BothCommits = BothCommits()
    files: Collection[str] | None = None


class Resolution(NamedTuple):
    """The modules as they are to be, and what is said and left, a line each. `merged`: who both sides changed."""

    sources: dict[str, bytes]
    said: tuple[str, ...]
    left: tuple[str, ...]
    merged: frozenset[Place]
    ids: Mapping[str, str] = {}  # of nodes of theirs: old -> new


def given_up(sides: Sides, sources: Mapping[str, bytes], wrong: set[Place], prefix: str) -> Resolution:
    """Nothing is changed: what was put together does not say of these nodes what both sides do.

    Where both sides add a class of one name to a module, all else that is wrong may follow from that.
    """
    lines = read_ledger(sources, sides.entry).lines
    left = []
    twins = {(path, name) for path, many in lines.items() for name in many if " " in name}
    for path, name in sorted(twins or wrong):
        plain, _, twin = name.partition(" ")  # the second class of a name is known as `X (2)`
        line = _class_line(sides.sources[path], plain, 2 if twin else 1) if path in sides.sources else 0
        line = line or lines.get(path, {}).get(name, 1)
        why = (
            f"both sides add a class of this name: give that of theirs another, here and where it is meant ({AGAIN})"
            if twin
            else f"{APART}: write it by hand, or take one side's, without its markers ({AGAIN})"
        )
        left.append(f"{prefix}{path}:{line}: class {plain}: {why}")
    return Resolution(dict(sides.sources), (), tuple(left), frozenset())


def _class_line(source: bytes, name: str, which: int) -> int:
    """The line where a class statement of a name begins, the last one where there are fewer; 0 where there is none."""
    found = [
        number for number, line in enumerate(Text(source).lines, 1) if re.match(rf"class\s+{re.escape(name)}\b", line)
    ]
    return found[min(which, len(found)) - 1] if found else 0


def resolved(
    sides: Sides, modules: Mapping[str, Resolved], sources: dict[str, bytes], moves: list[Move], prefix: str
) -> Resolution:
    """The modules as they are to be, the conflicts counted, the ids that were given anew, and what is left."""
    said = []
    left = []
    for path, one in modules.items():
        count = len(sides.shown[path].hunks)
        conflicts = "1 conflict" if count == 1 else f"{count} conflicts"
        rest = f"; {len(one.left)} left" if one.left else ", all resolved"
        said.append(f"{prefix}{path}: {conflicts}{rest}")
        left += [_left_line(prefix + path, item) for item in one.left]
    said += [f"{move.old} is {move.new} now: {prefix}{move.path}:{move.line}" for move in moves]
    twice = [] if left else [one for one in read_ledger(sources, sides.entry).breaches if one.code == "LED002"]
    left += [f"LED002 {one.message}: `archhook sync --renumber --base HEAD`" for one in twice]
    merged = frozenset((path, name) for path, one in modules.items() for name in one.merged - one.open)
    return Resolution(sources, tuple(said), tuple(left), merged, {move.old: move.new for move in moves})


def _left_line(path: str, left: Left) -> str:
    return f"{path}:{left.line}: {left.what}: {left.why}: write what is to stand there, and take its markers out"
