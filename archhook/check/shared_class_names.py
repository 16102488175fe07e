"""Nodes whose classes have one name in one module of the ledger: no error, but what refers to that name means one."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.check.state import State
    from archhook.model.findings import Finding

_AGAIN = re.compile(r" \(\d+\)$")
"""What the reader writes behind the name of a class whose module has that name already."""

_ID = re.compile(r"[A-Z][\w.-]*\w")


def shared_class_names(state: State, findings: Iterable[Finding] | None, prefix: str) -> tuple[str, ...]:
    """A note on each name that several classes of a module have, both places in it; where `findings` are given, of
    those alone that have to do with one of the nodes. `prefix`: the project's folder.
    """
    shared = [*_shared(state)]
    if findings is not None and shared:
        words = {word for one in findings for word in (one.node, one.file, *_ID.findall(one.message))}
        shared = [one for one in shared if not words.isdisjoint(_of_nodes(state, one[2]))]
    return tuple(_note(prefix + path, name, places) for path, name, places in shared)


def _shared(state: State) -> Iterator[tuple[str, str, list[tuple[int, str]]]]:
    """(module, name, (line, id) of each of its classes that has the name)."""
    for path, module in state.lines.items():
        if " (" not in module.names:
            continue
        places: dict[str, list[tuple[int, str]]] = {}
        for name, place in module.classes().items():
            if place[1]:
                places.setdefault(_AGAIN.sub("", name), []).append(place)
        several = ((name, found) for name, found in places.items() if len({node_id for _, node_id in found}) > 1)
        yield from ((path, name, sorted(found)) for name, found in several)


def _of_nodes(state: State, places: Iterable[tuple[int, str]]) -> Iterator[str]:
    """The ids of some nodes, and the files that these declare."""
    for _, node_id in places:
        node = state.nodes.get(node_id)
        yield from (node_id, *((node.file,) if node is not None and node.file else ()))


def _note(path: str, name: str, places: list[tuple[int, str]]) -> str:
    classes = " and ".join(f"{node_id} ({path}:{line})" for line, node_id in places)
    line, last = places[-1]
    return (
        f"{classes} are {'both' if len(places) == 2 else 'all'} the class {name}: from line {line} on that name means "
        f"{last} alone. Give the others names of their own, also where they are referred to; after a merge, "
        "`archhook sync --renumber --base REV` (REV: a commit with but one of them) does it, or says where it cannot"
    )
