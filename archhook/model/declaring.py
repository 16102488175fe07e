"""Who declares a path: the nodes that name it, else those that name the longest folder around it.

One rule for all who ask: the full run, the incremental one, `sync`, questions. A folder is written with a final slash.
"""

from __future__ import annotations

from archhook.model.nodes import is_folder as is_folder  # each commit asks that, and nothing else of this

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.model.config import Config
    from archhook.model.nodes import Node

    Declarers = tuple[tuple[str, ...], tuple[str, ...]]
    """The ids of Tasks, and of Tests."""

NOBODY: Declarers = ((), ())
"""The declarers of a path that no node in force declares."""

SIDES = {"governed": 0, "test": 1}
"""Role of a file -> which of its `Declarers` a folder around it tells: a Task's folder the one, a Test's the other."""


def folders_above(path: str) -> list[str]:
    """The folders around a path, the longest first, each with a final slash: `a/b/`, `a/` of `a/b/c.py`."""
    found = []
    end = path.rfind("/", 0, -1)
    while end > 0:
        found.append(path[: end + 1])
        end = path.rfind("/", 0, end)
    return found


def declarers_of(path: str, role: str, by_name: Declarers, of_folder: Callable[[str], Declarers]) -> Declarers:
    """Who declares a path: who names it; else, on the side of its role, who names the longest folder around it.

    `by_name`: the nodes in force that name the path itself. `of_folder`: those that name a folder.
    """
    side = SIDES.get(role)
    if side is None or by_name[side]:
        return by_name
    for folder in folders_above(path):
        found = of_folder(folder)[side]
        if found:
            return (found, by_name[1]) if side == 0 else (by_name[0], found)
    return by_name


def paths_below(declared: Mapping[str, Declarers]) -> dict[str, list[str]]:
    """Id of a Task or Test -> the files that it declares. Reads all of `declared`."""
    found: dict[str, list[str]] = {}
    for path, (tasks, tests) in declared.items():
        if not is_folder(path):
            for node_id in (*tasks, *tests):
                found.setdefault(node_id, []).append(path)
    return found


def detail_of(node: Node, nodes: Mapping[str, Node], config: Config) -> str:
    """The finest `symbols` that holds for what a Task or Test declares: that of its Designs, else the configuration's.

    A Design that is not in force, or says nothing, leaves it to the configuration.
    """
    linked = [nodes.get(one) for one in node.targets("implements" if node.kind == "task" else "verifies")]
    said = [own_detail(one) or config.symbols for one in linked if one and one.kind == "design" and one.in_force]
    return finest(said) if said else config.symbols


def own_detail(design: Node) -> str:
    """The `symbols` that a Design sets itself, "" where it sets none."""
    return next((one.name for one in design.declared("symbols")), "") if design.declares else ""


def finest(details: Iterable[str]) -> str:
    """The one of several values of `symbols` that asks for most."""
    from archhook.model.config import SYMBOLS

    return max(details, key=SYMBOLS.index)
