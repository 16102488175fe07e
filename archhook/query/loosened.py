"""What was loosened between two snapshots: the exemptions that are new or wider, and what else makes the law weaker."""

from __future__ import annotations

from archhook.exemptions.sides import Side
from archhook.exemptions.weaker import weakenings
from archhook.model.nodes import Place
from archhook.report.text import BOLD, RED, paint, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, NamedTuple

    from archhook.exemptions.sides import Weakening
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

SHOWN = 10
"""So many things are said of one turn of an agent; the others are counted."""


class Loosened(NamedTuple):
    """What a newer snapshot loosens. Both are empty where the older one held no ledger, or one of both is not sound."""

    weaker: tuple[Weakening, ...] = ()


def loosened(old: Architecture | None, new: Architecture) -> Loosened:
    """What `new` loosens of what `old` demands. Reads what differs: nodes, files, and who declares them."""
    if old is None or old.unsound or new.unsound:
        return Loosened()
    return Loosened(weakenings(side_of(old), side_of(new)))


def side_of(architecture: Architecture) -> Side:
    """What a comparison reads of a snapshot."""
    return Side(
        architecture.config,
        architecture.nodes,
        architecture.files,
        architecture.declared,
        architecture.inventory,
        architecture.content,
        architecture.place,
        lambda key: _setting(architecture, key),
        lambda path: {},
        architecture.snapshot.prefix,
    )


def _setting(architecture: Architecture, key: str) -> Place:
    """Where a key of the configuration stands; the file's first line where it stands nowhere."""
    prefix = architecture.snapshot.prefix
    for path in architecture.configuring:
        if path in architecture.files and path.endswith(("archhook.toml", "pyproject.toml")):
            lines = architecture.content(path).decode("utf-8", "replace").splitlines()
            at = next((at for at, line in enumerate(lines, 1) if line.partition("=")[0].strip() == key), 1)
            return Place(prefix + path, at, 1)
    return Place(prefix + "archhook.toml", 1, 1)


def weaker_document(one: Weakening) -> dict[str, Any]:
    """One weakening for JSON. `gone`: the place is that of the older snapshot."""
    return {
        "kind": one.kind,
        "what": one.what,
        "path": one.path,
        "line": one.line,
        "node": one.node or None,
        "gone": one.gone,
    }


def weaker_lines(found: Iterable[Weakening], color: bool = False) -> Iterator[str]:
    """One line for each weakening: sign, place, what."""
    for one in found:
        at = f"{printable(one.path)}:{one.line}{' (before)' if one.gone else ''}"
        yield f"{paint('!', RED, color)} {paint(at, BOLD, color)}: {printable(one.what)}"
