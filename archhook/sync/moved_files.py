"""Where files went that the ledger declares and the snapshot no longer holds: as git says, else by what they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.author.paths_of_tests import level_of
from archhook.laws.proposals import matched
from archhook.ledger.drafts import article
from archhook.model.declaring import folders_above, is_folder
from archhook.sync.owning_design import Owner, Owners

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from archhook.model.nodes import FileInventory, Node
    from archhook.sync.sync_input import SyncInput

LOST = {"INV401": "INV405", "TST501": "TST503"}
"""Code of a missing file -> code of an undeclared one that it may be now."""


def moves(given: SyncInput) -> dict[str, str]:
    """Node -> the file that its own has become."""
    found: dict[str, str] = {}
    for code, undeclared in LOST.items():
        lost = by_file(given.nodes[one.node] for one in given.of(code))
        found |= _followed(given, {path: nodes for path, nodes in lost.items() if is_folder(path)})
        lost = {path: nodes for path, nodes in lost.items() if not is_folder(path)}
        for path, nodes in lost.items():
            found |= {node.id: given.renames[path] for node in nodes if _of_others(given, path, nodes)}
        candidates = {one.file for one in given.of(undeclared)}
        if lost:
            lost = {path: nodes for path, nodes in lost.items() if nodes[0].id not in found}
            now = follow(lost, candidates, given.facts.inventory, given.renames)
            found |= {node.id: now[path] for path, nodes in lost.items() for node in nodes if path in now}
    return found


def taken_in(given: SyncInput, path: str, kind: str) -> tuple[str, tuple[Node, ...]]:
    """(the file that a lost one of Tasks or Tests has become, the nodes of a folder that declare it there), ("", ())
    where git knows of none, or it is for somebody to declare.
    """
    now = given.renames.get(path, "")
    fact = given.facts.files.get(now)
    if fact is None or not fact.regular:
        return "", ()
    nodes = given.facts.tests_of(now) if kind == "test" else given.facts.tasks_of(now)
    return (now, tuple(nodes)) if nodes and all(is_folder(one.file) for one in nodes) else ("", ())


def _of_others(given: SyncInput, path: str, nodes: Sequence[Node]) -> bool:
    """Whether a lost file now lies in a folder that others than its Design declare: it stays with its own."""
    _, there = taken_in(given, path, nodes[0].kind)
    told = {(one.level, target) for one in there for target in _targets(one)}
    return bool(there) and not all((node.level, target) in told for node in nodes for target in _targets(node))


def _targets(node: Node) -> tuple[str, ...]:
    return node.targets("implements") + node.targets("verifies")


def _followed(given: SyncInput, lost: Mapping[str, Sequence[Node]]) -> dict[str, str]:
    """Node -> the folder that its own has become: where git says that all of its files are, as they lay in it."""
    now: dict[str, set[str]] = {folder: set() for folder in lost}
    for old, new in given.renames.items() if lost else ():
        folder = next((one for one in folders_above(old) if one in lost), "")
        if folder and old.endswith(".py"):
            inner = old[len(folder) :]
            now[folder].add(new.removesuffix(inner) if new.endswith(f"/{inner}") else "")
    taken = {(node.kind, node.file) for node in given.nodes.values() if node.in_force}
    found: dict[str, str] = {}
    for folder, places in now.items():
        place = places.pop() if len(places) == 1 else ""
        if place:
            found |= {node.id: place for node in lost[folder] if (node.kind, place) not in taken}
    return found


def by_file(nodes: Iterable[Node]) -> dict[str, list[Node]]:
    """Path -> the nodes that declare it."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        found[node.file].append(node)
    return found


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


def doubts(given: SyncInput, followed: Sequence[Node]) -> dict[str, str]:
    """Node -> what to look at where the folder that its file has moved to does not fit what the ledger says of it."""
    found: dict[str, str] = {}
    if not followed:
        return found
    others = {node_id: node for node_id, node in given.nodes.items() if node.in_force}
    owners = Owners(given.facts, (others | {node.id: node for node in followed}).values())
    for node in followed:
        if is_folder(node.file):
            continue  # a package that moves as a whole stays what it is
        if node.file.rpartition("/")[0] == given.nodes[node.id].file.rpartition("/")[0]:
            continue  # what a person chose in this folder still stands
        link = "implements" if node.kind == "task" else "verifies"
        had = ", ".join(_targets(node))
        there = taken_in(given, given.nodes[node.id].file, node.kind)[1]
        level = level_of(node.file) if node.kind == "test" else ""
        owner = owners.design_of(node.file) if node.kind == "task" else None
        if there:
            whose = ", ".join(dict.fromkeys(_targets(there[0])))
            found[node.id] = f"{link} {had} still, where {there[0].id} {link} {whose}: check this"
        elif level and level != node.level:
            found[node.id] = f"is {article(node.level)} test still, in a folder of {level} tests: check this"
        elif isinstance(owner, Owner) and owner.sure and owner.target not in _targets(node):
            found[node.id] = f"{link} {had} still, where most implement {owner.target}: check this"
    return found
