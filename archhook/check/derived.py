"""What follows from all nodes (who declares a path, how many nodes there are), made anew or brought up to date.

These stay two computations each: that the second gives what the first would is what the differential test shows.
"""

from __future__ import annotations

from archhook.model.config import COARSE
from archhook.model.declaring import NOBODY, declarers_of, folders_above, is_folder, own_detail
from archhook.model.nodes import KINDS, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from archhook.check.state import State
    from archhook.model.declaring import Declarers
    from archhook.model.nodes import FileFact, Node


COUNTED = ("planned", "figures", "interfaces", "folders", "details", "loose")
"""What is counted of nodes beside those of each kind; see State."""


def declared_of(nodes: Iterable[Node], files: Mapping[str, FileFact]) -> dict[str, Declarers]:
    """Path -> the ids of the Tasks, and of the Tests, in force that declare it, sorted.

    A folder that is named has those who name it, and each of the `files` below it those who declare that.
    """
    found: dict[str, tuple[list[str], list[str]]] = {}
    for node in nodes:
        if node.file and node.in_force:
            found.setdefault(node.file, ([], []))[node.kind == "test"].append(node.id)
    named = {path: (_by_id(tasks), _by_id(tests)) for path, (tasks, tests) in found.items()}
    if not any(map(is_folder, named)):
        return named

    def by_name(path: str) -> Declarers:
        return named.get(path, NOBODY)

    below = {path: declarers_of(path, fact.role, by_name(path), by_name) for path, fact in files.items()}
    return named | {path: sides for path, sides in below.items() if sides != NOBODY}


def _by_id(ids: list[str]) -> tuple[str, ...]:
    return tuple(sorted(ids, key=sort_key) if len(ids) > 1 else ids)


def redeclare(declared: Any, node: Node, *, add: bool) -> None:
    """Enters a node in force into the declarers of its path (path -> `Declarers`), or takes it out of them."""
    sides = [set(ids) for ids in declared.get(node.file, NOBODY)]
    side = sides[node.kind == "test"]
    (side.add if add else side.discard)(node.id)
    tasks, tests = (_by_id([*ids]) for ids in sides)
    declared.keep(node.file, (tasks, tests) if tasks or tests else ())


def redeclare_below(
    state: State, touched: Iterable[str], folders: Iterable[str]
) -> dict[str, tuple[Declarers, Declarers]]:
    """Path of each file of which others are the declarers now -> (who they were, who they are).

    `touched`: the paths that a change of nodes names, or no longer; `folders`: those of them that are folders, of
    which all files are looked through. The nodes, and who names a path, are up to date already.
    """
    names = {*folders}
    paths = {path for path in touched if not is_folder(path)}
    if names:
        paths |= {path for path, _ in state.files.items() if not names.isdisjoint(folders_above(path))}
    found = {}
    for path in paths:
        was, now = redeclared(state, path, state.files.get(path))
        if was != now:
            found[path] = was, now
    return found


def redeclared(state: State, path: str, fact: FileFact | None) -> tuple[Declarers, Declarers]:
    """(who declared a file, who does now), where its `fact`, or a folder around it, may be another."""
    known: Declarers = state.declared.get(path, NOBODY)
    tasks, tests = (tuple([one for one in ids if _names(state.nodes.get(one), path)]) for ids in known)

    def of_folder(folder: str) -> Declarers:
        found: Declarers = state.declared.get(folder, NOBODY)
        return found

    now = declarers_of(path, fact.role if fact is not None else "", (tasks, tests), of_folder)
    if now != known:
        state.declared.keep(path, now if now != NOBODY else ())
    return known, now


def _names(node: Node | None, path: str) -> bool:
    """Whether a node in force names a path itself; one of a folder may leave force and name a file of it at once."""
    return node is not None and node.in_force and node.file == path


def _reclaim(state: State, node: Node, *, add: bool) -> None:
    """Enters what a Design has to itself into the claims, or takes it out of them."""
    for package in {one.name for one in node.declared("exclusive_packages")} if node.in_force else ():
        ids = {*state.claims.get(package, ())}
        (ids.add if add else ids.discard)(node.id)
        state.claims.pop(package, None)
        if ids:
            state.claims[package] = tuple(sorted(ids, key=sort_key))


def count_nodes(state: State, nodes: Iterable[Node]) -> None:
    """Counts the nodes in force and what is COUNTED of them, and lists those with waivers, from all nodes."""
    totals = dict.fromkeys((*KINDS, *COUNTED), 0)
    waiving, lenient = [], []
    for node in nodes:
        totals["figures"] += bool(node.figures)
        totals["interfaces"] += bool(node.declares) and bool(node.declared("interface"))
        totals["folders"] += is_folder(node.file)
        if node.kind == "design":
            totals["details"] += bool(own_detail(node))
            totals["loose"] += _loose(node)
        if node.in_force:
            totals[node.kind] += 1
            totals["planned"] += node.planned
        if node.waives:
            waiving.append(node.id)
        if _is_lenient(node):
            lenient.append(node.id)
    state.totals |= totals
    state.waiving = tuple(sorted(waiving, key=sort_key))
    state.lenient = tuple(sorted(lenient, key=sort_key))


def _loose(design: Node) -> int:
    """How many exemptions a Design is: not adopted, or in force with less detail than the default."""
    return (not design.adopted) + (design.in_force and own_detail(design) in COARSE)


def _is_lenient(node: Node) -> bool:
    """Whether a node itself asks less of the code than the configuration does."""
    return node.planned or not node.adopted or (node.kind == "design" and bool(own_detail(node)))


def recount_nodes(state: State, versions: Iterable[tuple[Node | None, Node | None]]) -> None:
    """Brings the totals of nodes, and the lists of those that exempt, up to date with two versions of each of some."""
    waiving, lenient = set(state.waiving), set(state.lenient)
    for old, new in versions:
        if old is not None:
            _recount(state, old, -1)
            waiving.discard(old.id)
            lenient.discard(old.id)
        if new is not None:
            _recount(state, new, 1)
            if new.waives:
                waiving.add(new.id)
            if _is_lenient(new):
                lenient.add(new.id)
    state.waiving = tuple(sorted(waiving, key=sort_key))
    state.lenient = tuple(sorted(lenient, key=sort_key))


def _recount(state: State, node: Node, step: int) -> None:
    """Counts a node in (1) or out (-1)."""
    state.totals["figures"] += step * bool(node.figures)
    state.totals["folders"] += step * is_folder(node.file)
    if node.kind == "design":
        state.totals["loose"] += step * _loose(node)
    if node.kind == "design" and node.declares:
        state.totals["interfaces"] += step * bool(node.declared("interface"))
        state.totals["details"] += step * bool(own_detail(node))
        _reclaim(state, node, add=step > 0)
    if node.in_force:
        state.totals[node.kind] += step
        state.totals["planned"] += step * node.planned
