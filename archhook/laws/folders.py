"""LED004 of a Task or Test that names a folder where symbols or tests have to be named one by one."""

from __future__ import annotations

from archhook.laws.law import shown
from archhook.model.declaring import detail_of, is_folder
from archhook.model.findings import Breach
from archhook.model.nodes import kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.config import Config
    from archhook.model.nodes import Node

FIELD = {"task": "file_path", "test": "test_file"}


def coarse_folders(nodes: Iterable[Node], known: Mapping[str, Node], config: Config) -> tuple[Breach, ...]:
    """LED004 for each of some nodes, in force or not, that names a folder under another `symbols` than "files".

    `known`: the nodes of the whole ledger.
    """
    return tuple(
        _coarse(node, asked)
        for node in nodes
        if is_folder(node.file) and (asked := detail_of(node, known, config)) != "files"
    )


def _coarse(node: Node, asked: str) -> Breach:
    field = FIELD[node.kind]
    one = "Task" if node.kind == "task" else "Test"
    own = node.kind == "task" or any(kind_of(target) == "design" for target in node.targets("verifies"))
    where = ", in the configuration or on its Design" if own else " in the configuration"
    return Breach(
        "LED004",
        f"{node.id}: `{field}` names the folder {shown(node.file)}, which `symbols = {asked!r}` does not allow",
        ("path", node.id),
        node.id,
        symbol=node.file,
        fix=f'write a {one} for each file; or set `symbols = "files"`{where}',
    )
