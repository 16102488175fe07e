"""Units: what is rechecked as one (a file, a node in force, the graph), and which files are units at all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.model.nodes import FileFact

GRAPH = "graph"
LEDGER = "ledger"
"""The unit of what the reader of the ledger found."""


def file_unit(path: str) -> str:
    """The unit of a path."""
    return "file:" + path


def node_unit(node_id: str) -> str:
    """The unit of a node."""
    return "node:" + node_id


def figures_unit(node_id: str) -> str:
    """The unit of a node's figures and of all that they are made of."""
    return "figures:" + node_id


def concerns(fact: FileFact, declared: bool) -> bool:
    """Whether any law of files can say something about a path."""
    return declared or fact.role in ("governed", "test")


def has_inventory(path: str, fact: FileFact) -> bool:
    """Whether a path that concerns a law is surely read as Python; others are read where a law asks for it."""
    return fact.regular and path.endswith(".py")
