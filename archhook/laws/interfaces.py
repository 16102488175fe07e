"""DEP205 and INV412: what others may import of a Design, and whether there is what it names."""

from __future__ import annotations

from archhook.inventory.python_file import defined
from archhook.laws.edges import counted, declares, designs_of, edges_of, importing_designs, is_governed
from archhook.laws.law import listed, shown
from archhook.model.declaring import is_folder
from archhook.model.findings import Breach

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NamedTuple

    from archhook.laws.edges import Edge
    from archhook.laws.law import Facts
else:
    from archhook.records import NamedTuple

INTERFACE = "interface"


class Interface(NamedTuple):
    """What a Design lets others import."""

    names: frozenset[str]  # bare
    within: frozenset[tuple[str, str]]  # (path, name)
    paths: frozenset[str]
    folders: tuple[str, ...]  # with a final slash


def interface_of(facts: Facts, design: str) -> Interface | None:
    """The interface of a Design; None where it has none, and lets others import all."""
    if ("interface", design) not in facts.memo:
        entries = facts.nodes[design].stated(INTERFACE)
        facts.memo["interface", design] = None if entries is None else _interface([one.name for one in entries])
    found: Interface | None = facts.memo["interface", design]
    return found


def _interface(entries: list[str]) -> Interface:
    parted = [entry.rpartition(":") for entry in entries]
    bare = [name for path, _, name in parted if not path]
    return Interface(
        frozenset(name for name in bare if not _is_path(name)),
        frozenset((path, name) for path, _, name in parted if path),
        frozenset(name for name in bare if _is_path(name) and not name.endswith("/")),
        tuple(name for name in bare if name.endswith("/")),
    )


def _is_path(entry: str) -> bool:
    return "/" in entry or entry.endswith(".py")


def permits(facts: Facts, design: str, edge: Edge) -> bool:
    """Whether the interface of a Design lets others have what an edge to a file of its means."""
    interface = interface_of(facts, design)
    if interface is None or edge.file in interface.paths or edge.file.startswith(interface.folders):
        return True
    if edge.symbol:
        return edge.symbol in interface.names or (edge.file, edge.symbol) in interface.within
    inventory = facts.inventory(edge.file)
    if inventory.error:
        return True  # what it defines is not known; INV410 says why
    names = defined(inventory)
    return not names.isdisjoint(interface.names) or any((edge.file, name) in interface.within for name in names)


def private_import(facts: Facts, path: str) -> Iterator[Breach]:
    """DEP205, one for each file of which a file imports what no interface of the Designs there has."""
    sources = importing_designs(facts, path)
    if not sources:
        return
    private: dict[str, list[Edge]] = {}
    for edge in edges_of(facts, path):
        if not edge.file or edge.file == path or not counted(facts, edge.kind):
            continue
        targets = designs_of(facts, edge.file, edge.symbol)
        if not targets or not set(targets).isdisjoint(sources):
            continue
        if not any(permits(facts, target, edge) for target in targets):
            private.setdefault(edge.file, []).append(edge)
    for file, edges in private.items():
        symbol = edges[0].symbol
        target = designs_of(facts, file, symbol)[0]
        what = f"{symbol!r} of {shown(file)}" if symbol else shown(file)
        interface = facts.nodes[target].declared(INTERFACE)
        names = listed([repr(one.name) for one in interface])
        offer = f"import what it has ({names})" if names else f"do without {target}, which lets nobody import anything"
        yield Breach(
            "DEP205",
            f"{shown(path)} of {sources[0]} imports {what}, which is not in the interface of {target}",
            ("import", path, *(edge.index for edge in edges)),
            sources[0],
            path,
            file,
            f"{offer}; or add {symbol or file!r} to the `interface` of {target}, if others may have it",
        )


def missing_interface(facts: Facts, node_id: str) -> Iterator[Breach]:
    """INV412, one for each name or path in the interface of a Design that no file of it has."""
    entries = facts.nodes[node_id].stated(INTERFACE)
    if not entries:
        return
    tasks = [facts.nodes[task] for task in facts.rows[node_id].by("implements")]
    planned = [task for task in tasks if task.planned]
    files = {path for path in facts.paths_of(tasks) if is_governed(facts, path)}
    paths = files | {task.file for task in planned}
    meant = tuple(task.file for task in planned if is_folder(task.file))
    held = {path: facts.inventory(path) for path in files if path.endswith(".py")}
    unread = {path for path, inventory in held.items() if inventory.error}  # INV410 says so, and that is the cause
    names = {path: defined(inventory) for path, inventory in held.items()}
    for entry in dict.fromkeys(one.name for one in entries):
        path, _, name = entry.rpartition(":")
        if path or not _is_path(name):
            found = (
                (path in unread if path else bool(unread))
                or any(name in some for file, some in names.items() if path in ("", file))
                or any(declares(task, name) for task in planned if path in ("", task.file))
            )
            lacks, known = f"no file of {node_id} defines", {one for some in names.values() for one in some}
        else:
            found = name in paths or (name.endswith("/") and any(path.startswith(name) for path in paths))
            found = found or name.startswith(meant)
            lacks, known = f"is no file of {node_id}", paths
        if found:
            continue
        told = f"{lacks}" if _is_path(name) and not path else f"which {lacks}"
        yield Breach(
            "INV412",
            f"the interface of {node_id} names {entry!r}, which {told.removeprefix('which ')}",
            ("declared", node_id, INTERFACE, entry),
            node_id,
            symbol=entry,
            fix=_meant(name, known) or f"define it, or take it out of the `interface` of {node_id}",
        )


def _meant(name: str, known: set[str]) -> str:
    from archhook.suggest import nearest

    near = nearest(name, known)
    return f"did you mean {near!r}?" if near else ""
