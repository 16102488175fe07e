"""Where files went that the ledger declares and the snapshot no longer holds: as git says, else by what they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.inventory.python_file import last_part
from archhook.laws.matching import ALL_TESTS, KIND_OF, dotted, file_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archhook.model import FileInventory, Node

ENOUGH = 0.5
"""The part of the declared names that another file has to hold to be taken for the same one."""

TELLING = 2
"""So many names tell a file from another; fewer (`main`, `logger`) need the same file name beside."""


def follow(
    lost: Mapping[str, Sequence[Node]],
    candidates: Iterable[str],
    inventory: Callable[[str], FileInventory],
    renames: Mapping[str, str],
) -> dict[str, str]:
    """Lost path -> the candidate that it is now. `lost`: path -> the nodes that declare it; no candidate twice."""
    free = set(candidates)
    found: dict[str, str] = {}
    for path in sorted(lost):
        target = renames.get(path, "")
        if target in free:
            found[path] = target
            free.discard(target)
    rest = {path: nodes for path, nodes in lost.items() if path not in found}
    for _, path, target in sorted(_pairs(rest, free, inventory)) if rest and free else ():
        if path not in found and target in free:
            found[path] = target
            free.discard(target)
    return found


def _pairs(
    lost: Mapping[str, Sequence[Node]], candidates: set[str], inventory: Callable[[str], FileInventory]
) -> Iterable[tuple[tuple[int, bool], str, str]]:
    """(rank, lost path, candidate) of those that are alike enough, the best rank the smallest."""
    holding: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in candidates:
        for symbol in inventory(path).symbols:
            for name in (symbol.name, last_part(symbol.name)):
                holding[symbol.kind, name].add(path)
    for path, nodes in lost.items():
        wanted = declared_names(nodes)
        matches: dict[str, int] = defaultdict(int)
        for key in wanted:
            for target in holding.get(key, ()):
                matches[target] += 1
        if not wanted:
            matches |= {target: 0 for target in candidates if file_name(target) == file_name(path)}
        for target, count in matches.items():
            namesake = file_name(target) == file_name(path)
            if count >= ENOUGH * len(wanted) and (namesake or count >= TELLING):
                yield (-count, not namesake), path, target


def declared_names(nodes: Sequence[Node]) -> set[tuple[str, str]]:
    """(kind of symbol, name) of all that some nodes declare."""
    return {
        (KIND_OF.get(field, "function"), dotted(one.name))
        for node in nodes
        for field, declared in node.declares
        for one in declared
        if one.name != ALL_TESTS
    }
