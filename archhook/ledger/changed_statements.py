"""Changed class statements of a plain ledger to their nodes, by the reader of whole ledgers.

What the statements name is put in front of it as it is known: the metamodel, other classes, declared ids.
"""

from __future__ import annotations

import _ast as ast

from archhook.ledger.classes import define
from archhook.ledger.construct import raw
from archhook.ledger.drafts import Draft, draft
from archhook.ledger.link import Linker, linked
from archhook.ledger.session import Scope, Session
from archhook.ledger.statements import run
from archhook.ledger.syntax import Unreadable, walk
from archhook.ledger.values import Const, Klass
from archhook.model.ids import canonical

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Protocol

    from archhook.model.nodes import Node

    class Nodes(Protocol):
        """Declared nodes by id."""

        def get(self, node_id: str, default: None = None) -> Node | None:
            """The node with an id, if there is one."""


def read_statements(
    path: str,
    source: bytes,
    statements: Collection[ast.ClassDef],
    classes: Mapping[str, str],
    metamodel: Iterable[str],
    nodes: Nodes,
) -> list[Node] | None:
    """The nodes of plain class statements (see plain.py), in their order; None where one breaches anything.

    `source`: what the positions of the statements count in. `classes`: what they may name, and the id of its node, ""
    for whatever else. `metamodel`: the names of the metamodel that they may use. `nodes`: those of the whole ledger.
    """
    session = Session({path: source}, path)
    module = session.modules[path]
    module.names.update({name: session.metamodel[name] for name in metamodel})
    known = []
    for name in {part.id for one in statements for part in walk(one) if isinstance(part, ast.Name)} & classes.keys():
        node = nodes.get(classes[name])
        if node is not None:
            known.append(declared(node))
            module.names[name] = known[-1].klass
    try:
        for statement in statements:
            define(statement, Scope(session, module, module.names), run)
        own = [draft(raw(klass, session)) for klass in session.classes]
        ids = {node_id for one in own for node_id in _ids(one)} - {one.id for one in (*own, *known)}
        known += [declared(node) for node_id in sorted(ids) if (node := nodes.get(node_id)) is not None]
        linker = Linker([*own, *known], session.modules)
        found = [linked(one.node, one.node.adopted, linker.links(one)) for one in own if one.node is not None]
    except Unreadable:
        return None
    finally:
        session.forget()
    return None if linker.notes or session.notes or len(found) < len(statements) else found


def declared(node: Node) -> Draft:
    """A node of the ledger as one that is read already."""
    klass = Klass(node.class_name, (), None, None)
    klass.kind, klass.level = node.kind, node.level
    return Draft(klass, node.id, node, (), ())


def _ids(one: Draft) -> Iterator[str]:
    """The ids that a draft names."""
    for _, _, references in one.references:
        for value in references:
            if isinstance(value, Const) and isinstance(value.value, str):
                yield canonical(value.value) or ""
