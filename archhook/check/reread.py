"""The ledger of a state brought up to date after some of its modules changed."""

from __future__ import annotations

from archhook.check.last_judged import may_be_ledger
from archhook.check.state import LEDGER
from archhook.errors import GitError
from archhook.ledger.splice import Splice, splice
from archhook.model.declaring import is_folder, own_detail
from archhook.model.ids import is_placeholder
from archhook.model.nodes import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from archhook.cache.treemap import TreeMap
    from archhook.check.incremental import Rechecking
    from archhook.check.state import State
    from archhook.inventory.collect import Blobs
    from archhook.model.config import Config
    from archhook.snapshot.changeset import Entry


NO_MEANING = frozenset({"path", "class_name", "column", "file_spot"})
"""Fields that only say where a node stands."""


def reread(rechecking: Rechecking, delta: Mapping[str, Entry | None], blobs: Blobs) -> bool:
    """Takes the ledger's part of a change into a rechecking. False where the ledger is another one now.

    `UnreadableLedger` where it can no longer be read.
    """
    state = rechecking.state
    touched = [path for path in delta if may_be_ledger(path, state.config.ledger)]
    now = {path: entry.oid for path in touched if (entry := delta[path]) and entry.mode.startswith("100")}
    before = {path: state.ledger[path] for path in touched if path in state.ledger}
    if now == before:
        return True
    if now.keys() == before.keys() and _spliced(rechecking, before, now, blobs):
        return True
    from archhook.check.full import read_nodes
    from archhook.ledger.source import ledger_modules
    from archhook.model.ledger_places import entry_of

    candidates = {path: oid for path, oid in state.ledger.items() if path not in touched} | now
    modules = ledger_modules(candidates, state.config.ledger)
    if not modules or entry_of(modules) != state.entry_module:
        return False
    reading = read_nodes({path: candidates[path] for path in modules}, blobs)
    _take_in(rechecking, changed_nodes(state.nodes, {node.id: node for node in reading.nodes}))
    state.keep_reading(reading, {path: candidates[path] for path in modules})
    return True


def _spliced(rechecking: Rechecking, before: Mapping[str, str], now: Mapping[str, str], blobs: Blobs) -> bool:
    """Reads the changed class statements alone, where nothing else can depend on them. False: nothing was done."""
    state = rechecking.state
    if not state.plain or LEDGER in state.breaches:
        return False
    changed = [path for path in now if now[path] != before[path]]
    if any(path not in state.lines for path in changed):
        return False  # it holds no node, so what changed is something else
    try:
        content = blobs(oid for path in changed for oid in (before[path], now[path]))
    except GitError:
        return False  # the old one was only in the work tree, or git has forgotten it
    found: dict[str, Splice] = {}
    for path in changed:
        old, new = content[before[path]], content[now[path]]
        ignores = state.ignores.get(path, ())
        one = splice(path, old, new, state.lines[path], state.nodes, ignores, state.imported_leaves)
        if one is None:
            return False
        found[path] = one
    nodes = [node for one in found.values() for node in one.nodes]
    if any(_names_unknown_layer(node, state.config) for node in nodes) or _names_coarse_folder(state, nodes):
        return False  # a breach of the ledger: the whole of it is read as long as there is any
    ids = [node.id for node in nodes]
    if len({*ids}) < len(ids):
        return False  # two modules declare the same new id
    _take(rechecking, found)
    for path in changed:
        state.ledger[path] = now[path]
    return True


def _names_unknown_layer(node: Node, config: Config) -> bool:
    if node.kind != "design" or not node.declares:
        return False
    from archhook.laws.layers import unknown_layers

    return bool(unknown_layers([node], config.layers))


def _names_coarse_folder(state: State, nodes: Collection[Node]) -> bool:
    """Whether one of some new nodes may name a folder where none may be named, or make another do so."""
    if not state.totals["folders"] and not any(is_folder(node.file) for node in nodes):
        return False
    known: Any = state.nodes  # a TreeMap answers look-ups as a Mapping does
    if any(node.kind == "design" and _detail(known.get(node.id)) != _detail(node) for node in nodes):
        return True
    if state.totals["details"] == 0 and state.config.symbols == "files":
        return False
    from archhook.laws.folders import coarse_folders

    return bool(coarse_folders(nodes, known, state.config))


def _detail(design: Node | None) -> str:
    """The `symbols` of a Design in force."""
    return own_detail(design) if design is not None and design.in_force else ""


def _take(rechecking: Rechecking, found: Mapping[str, Splice]) -> None:
    state: State = rechecking.state
    versions: dict[str, tuple[Node | None, Node | None]] = {}
    for path, one in found.items():
        versions |= {node_id: (state.nodes.get(node_id), None) for node_id in one.gone}
        versions |= {node.id: (state.nodes.get(node.id), node) for node in one.nodes}
        state.lines[path] = one.lines
        state.ignores.keep(path, one.ignores)
    _take_in(rechecking, {node_id: pair for node_id, pair in versions.items() if pair[0] != pair[1]})


def _take_in(rechecking: Rechecking, versions: Mapping[str, tuple[Node | None, Node | None]]) -> None:
    """Takes in the nodes that changed. Where no law could notice, none is imported."""
    noticed, fields = {}, {}
    for node_id, (old, new) in versions.items():
        differing = changed_fields(old, new)
        if new is not None and not differing:
            rechecking.state.nodes[node_id] = new
        else:
            noticed[node_id], fields[node_id] = (old, new), differing
    if noticed:
        from archhook.check.ledger_delta import take_in

        take_in(rechecking, noticed, fields)


def changed_nodes(old: TreeMap, new: Mapping[str, Node]) -> dict[str, tuple[Node | None, Node | None]]:
    """Id of each node that is not what it was -> (as it was, as it is), None where there is none.

    A node that only moved within its module is an equal node, and not named.
    """
    was: dict[str, Node] = dict(old.items())
    pairs = ((node_id, (was.get(node_id), new.get(node_id))) for node_id in {**new, **was})
    return {node_id: (before, now) for node_id, (before, now) in pairs if before != now}


def changed_fields(old: Node | None, new: Node | None) -> frozenset[str]:
    """The names of the fields whose meaning differs between two versions of a node; all of them if it came or went."""
    if old is None or new is None:
        return frozenset(Node._fields) - NO_MEANING
    before, after = _meaning(old), _meaning(new)
    return frozenset(field for field, value in after.items() if before[field] != value)


def _meaning(node: Node) -> dict[str, Any]:
    """A node's fields without the places in them, and of its docstring what a law reads."""
    fields = {field: value for field, value in node._asdict().items() if field not in NO_MEANING}
    fields["doc"] = is_placeholder(node.doc)
    fields["links"] = tuple((field, tuple(link.target for link in links)) for field, links in node.links)
    fields["declares"] = tuple((field, tuple(one.name for one in names)) for field, names in node.declares)
    fields["waives"] = tuple((waiver.code, waiver.reason) for waiver in node.waives)
    return fields
