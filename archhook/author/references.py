"""How one more reference is written into a list of references, and where: as the others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from archhook.author.syntax_trees import string_of
from archhook.model.ids import canonical
from archhook.model.nodes import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from archhook.author.ledger_bindings import Modules
    from archhook.author.ledger_changes import Ledger
    from archhook.model.nodes import Node


def reference(
    module: cst.Module, present: Sequence[cst.BaseExpression], target: str, name: str, quoted: str
) -> tuple[str, int]:
    """(the source of a reference to the node `target`, its position among those that are present).

    `name`: the class that stands for it, "" for none; `quoted`: its id as a string. Ids go among ids and classes among
    classes, instances among instances; in their order where they are in one, else at the end.
    """
    ids = [string_of(one) for one in present]
    if name and (not present or None in ids):
        instances = [one for one in present if isinstance(one, cst.Call)]
        code = f"{name}()" if instances and len(instances) == ids.count(None) else name
        return code, _position([module.code_for_node(one) for one in present], code, str)
    known = [canonical(one) or one for one in ids if one is not None]
    return quoted, _position(known, target, _by_id) if len(known) == len(present) else len(present)


def _by_id(text: str) -> Any:
    return (1, sort_key(text)) if canonical(text) else (0, text)


def _position(present: Sequence[str], new: str, key: Callable[[str], Any]) -> int:
    keys = [key(one) for one in present]
    if keys != sorted(keys):
        return len(present)
    return next((at for at, one in enumerate(keys) if one > key(new)), len(present))


def spelled(ledger: Ledger, modules: Modules, node: Node, target: str) -> str:
    """The class that stands for a node where another node's class statement can name it; "" where none does.

    A class below it cannot be named by a class attribute, one of another module only where that is imported.
    """
    other = ledger.nodes[target]
    if other.column != 1:
        return ""
    lines = ledger.lines.get(node.path, {})
    if other.path == node.path:
        return other.class_name if lines.get(other.class_name, 0) < lines[node.class_name] else ""
    bound = modules.of(node.path)
    meant = (other.path, other.class_name)
    own = [name for name in bound.names if modules.origin(node.path, name) == meant]
    through = [f"{name}.{other.class_name}" for name, source in bound.modules.items() if source == other.path]
    starred = [other.class_name] if other.path in bound.stars else []
    return [*own, *through, *starred, ""][0]
