"""Which of several Tasks or Tests of one file a new name goes to: what a finding tells to do, and what a sync does."""

from __future__ import annotations

from archhook.inventory.python_file import declared_symbols, declarers, last_part
from archhook.laws.law import KIND_OF, dotted, each_once
from archhook.suggest import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from archhook.model.nodes import FileInventory, Node

PROPOSALS = 40
"""Where more names than this are missing from a file, it is another file, and no name is a slip of the pen."""


def owners_of_new(nodes: Sequence[Node], field: str, inventory: FileInventory, new: Collection[str]) -> dict[str, str]:
    """New name of a file -> the id of the node among some that it goes to.

    The one that declares a missing name which is near to it: it was renamed. Else the one that declares what stands
    before it in the file, else the first. `nodes`: in order, at least one. `field`: of theirs that is to hold names.
    """
    if len(nodes) == 1:
        return dict.fromkeys(new, nodes[0].id)
    kind = KIND_OF.get(field, "function")
    names = {node.id: [dotted(one) for one in each_once(node.declared(field))] for node in nodes}
    found = _renamed(kind, inventory, names, new)
    by_symbol = {dotted(name): name for name in new}
    owners = declarers(inventory, kind, names)
    best = nodes[0].id
    for symbol in inventory.symbols:
        if symbol.kind == kind and symbol.name in by_symbol:
            best = found.setdefault(by_symbol[symbol.name], best)
        else:
            best = owners.get(symbol, (best,))[0]
    return {name: found.get(name, best) for name in new}


def _renamed(kind: str, inventory: FileInventory, names: dict[str, list[str]], new: Collection[str]) -> dict[str, str]:
    """New name -> the node that lacks a name near to it."""
    covered = declared_symbols(inventory, kind, {name for many in names.values() for name in many})
    lost = [(node_id, name) for node_id, many in names.items() for name in many if not covered[name]]
    found: dict[str, str] = {}
    if not lost or len(lost) > PROPOSALS:
        return found
    meant = {last_part(dotted(name)): name for name in new} | {dotted(name): name for name in new}
    near = Names(meant, len(lost))
    for node_id, name in lost:
        nearest = near.nearest(name)
        if nearest:
            found.setdefault(meant[nearest], node_id)
    return found
