"""A judged snapshot with other nodes in its ledger: what the verdict would be, before anybody writes a line.

The nodes are taken in as a change of the ledger's source would be, by the incremental check; the files are those that
are there. The state that is asked stays as it is, and nothing is stored.
"""

from __future__ import annotations

from archhook.check.import_delta import take_in as take_in_imports
from archhook.check.incremental import Rechecking
from archhook.check.ledger_delta import take_in
from archhook.check.reread import changed_fields
from archhook.check.state import State
from archhook.model.ledger_places import ModuleLines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.inventory.collect import Inventories
    from archhook.model.nodes import Node

NOT_WRITTEN = 1
"""The line at which a class stands that the ledger's source does not hold."""


def supposed(state: State, inventories: Inventories, nodes: Iterable[Node]) -> State:
    """The state as it would be if the ledger held some nodes, new ones or others under the ids of those that it has."""
    made = copied(state)
    versions = {node.id: (state.nodes.get(node.id), node) for node in nodes}
    versions = {node_id: pair for node_id, pair in versions.items() if pair[0] != pair[1]}
    for was, node in versions.values():
        if was is None and node is not None:
            _place(made, node)
    rechecking = Rechecking(made, inventories)
    if versions:
        take_in(rechecking, versions, {node_id: changed_fields(*pair) for node_id, pair in versions.items()})
    if rechecking.imports:
        take_in_imports(rechecking)
    rechecking.laws()
    return made


def copied(state: State) -> State:
    """A state that may be changed while the other one stays, and shares what that was read from."""
    made = object.__new__(State)
    made.__dict__ |= state.__dict__
    made.totals, made.claims = dict(state.totals), dict(state.claims)
    for name, decode in State.MAPS.items():
        setattr(made, name, getattr(state, name).seen_as(decode))
    return made


def _place(state: State, node: Node) -> None:
    """Gives the class of a new node a place in the module that it names."""
    lines: ModuleLines = state.lines.get(node.path) or ModuleLines.of({}, {}, ())
    state.lines[node.path] = lines._replace(
        names=",".join(filter(None, (lines.names, node.class_name))),
        lines=",".join(filter(None, (lines.lines, str(NOT_WRITTEN)))),
        ids=f"{lines.ids},{node.id}" if lines.names else node.id,
    )
