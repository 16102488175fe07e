"""What is exempt at some nodes and in their files, and why: what is found there and told by no verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.exemptions.exemption import IGNORE, PLANNED
from archhook.exemptions.exemption_list import of_baseline, of_ignores, of_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.exemptions.exemption import Exemption
    from archhook.model.findings import Frozen
    from archhook.query.architecture import Architecture


class ExemptHere:
    """The exemptions of one snapshot by node and by file. What is planned is told by other answers, as work to do."""

    def __init__(self, architecture: Architecture) -> None:
        self._nodes = architecture.nodes
        exempting = architecture.exempting()
        self._ignores, self._baseline = exempting.ignores, exempting.baseline
        self._frozen: dict[str, list[Frozen]] = {}
        for one in self._baseline.entries if self._baseline else ():
            for subject in {one.node, one.file} - {""}:
                self._frozen.setdefault(subject, []).append(one)

    def of(self, node_ids: Iterable[str], paths: Iterable[str]) -> tuple[Exemption, ...]:
        """Waivers of some nodes and less detail of Designs, ignores in some files, frozen findings about any of these,
        each once.
        """
        return tuple(dict.fromkeys(self._found(tuple(node_ids), tuple(dict.fromkeys(paths)))))

    def _found(self, node_ids: tuple[str, ...], paths: tuple[str, ...]) -> Iterator[Exemption]:
        yield from (one for one in of_nodes(map(self._nodes.__getitem__, node_ids)) if one.kind != PLANNED)
        yield from of_ignores({path: self._ignores[path] for path in paths if path in self._ignores})
        frozen = tuple(one for subject in (*node_ids, *paths) for one in self._frozen.get(subject, ()))
        yield from of_baseline(self._baseline._replace(entries=frozen)) if self._baseline else ()


def exemption_plain(one: Exemption) -> dict[str, Any]:
    """One exemption for agents: what is exempt, where that is not told by its node, and why."""
    what = f"{one.path}:{one.line} {one.what}" if one.kind == IGNORE else one.what
    return {"kind": one.kind, "what": what, "reason": one.reason or None}
