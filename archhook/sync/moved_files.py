"""Where files went that the ledger declares and the snapshot no longer holds: as git says, else by what they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.laws.proposals import matched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archhook.model.nodes import FileInventory, Node


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
    return found | matched(rest, free, inventory)
