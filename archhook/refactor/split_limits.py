"""What bounds a Design, and what of that bounds each of its parts, so that no law is loosened by a split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK
from archhook.author.group_names import phrase, stem_of
from archhook.laws.edges import edges_of, is_governed
from archhook.model.nodes import VISIBLE_TO, in_order
from archhook.recovery.groups import common_folder
from archhook.refactor.split_parts import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.refactor.split_parts import Part

COPIED = ("layer", "packages", "symbols")
"""The limits that each part has as the Design has them."""

HUBS = 4
"""So many files of a part are named."""


class Limits:
    """The limits of a Design, divided. `files`: id of each part -> its files."""

    def __init__(self, seen: Architecture, design: Node, files: Mapping[str, tuple[str, ...]]) -> None:
        self.seen, self.design, self.files = seen, design, files
        visible = design.targets(VISIBLE_TO)
        shown = any(field == VISIBLE_TO for field, _ in design.links)
        self.visible_to: tuple[str, ...] | None = visible if shown else None
        others = [node for node in seen.nodes.values() if node.kind == "design" and node.id != design.id]
        self.clashing = [one.id for one in others if design.id in one.targets("conflicts_with")]
        self.forbidding = [one.id for one in others if design.id in one.targets("forbids")]
        self.showing = [one.id for one in others if design.id in one.targets(VISIBLE_TO)]
        self._said: dict[tuple[str, ...], tuple[str, str]] = {}
        self._titles = {one.name.casefold() for one in (*others, design)}
        self._offered = {one: tuple(self._interface(one)) for one in files}

    @property
    def left(self) -> tuple[str, ...]:
        """The entries of the Design's interface that are of parts alone."""
        if self.design.stated("interface") is None:
            return ()
        moved = {path for paths in self.files.values() for path in paths}
        own = [path for path in files_of(self.seen, self.design.id) if path not in moved]
        gone = {entry for offered in self._offered.values() for entry in offered}
        entries = dict.fromkeys(one.name for one in self.design.declared("interface"))
        return tuple(entry for entry in entries if entry in gone and not any(self._is_of(entry, one) for one in own))

    @property
    def served(self) -> tuple[str, ...]:
        """The Requirements that the Design is there for: its own, else those of the nearest Designs that require it."""
        rows, level, seen = self.seen.rows, [self.design.id], {self.design.id}
        while level:
            found = {target for one in level for target in rows[one].to("satisfies") if rows[target].in_force}
            if found:
                return tuple(in_order(found))
            level = [above for one in level for above in rows[one].by("requires") if above not in seen]
            seen.update(level)
        return ()

    def of(self, part: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The limits of a part: field -> what it holds."""
        found = {}
        for field in COPIED:
            stated = self.design.stated(field)
            if stated is not None:
                found[field] = tuple(one.name for one in stated)
        if self.design.stated("interface") is not None:
            found["interface"] = self._offered[part]
        claimed = tuple(self._claimed(part))
        if claimed:
            found["exclusive_packages"] = claimed
        return tuple(found.items())

    def words(self, part: Part) -> tuple[str, str]:
        """(title, the rest of the docstring) of a part: always the same for the same part, and no title twice."""
        if part.files not in self._said:
            self._said[part.files] = self._words(part)
        return self._said[part.files]

    def _words(self, part: Part) -> tuple[str, str]:
        folder = common_folder(path.rpartition("/")[0] for path in part.files)
        place = folder or "the top folder"
        last = part.word.rpartition(".")[2]
        said = phrase(last) or last
        titles = (said, f"{said} in {place}", f"{said} of {self.design.id}")
        title = next((one for one in titles if one.casefold() not in self._titles), f"{said} of {part.files[0]}")
        self._titles.add(title.casefold())
        stems = dict.fromkeys(stem_of(path) for path in sorted(part.files, key=lambda one: (stem_of(one) != last, one)))
        stems.pop(folder.rpartition("/")[2], None)
        names = ", ".join([*stems][:HUBS]) + (" and others" if stems.keys() - {*[*stems][:HUBS]} else "")
        told = f"what these files of {place}{f' ({names})' if names else ''} decide together"
        if len(part.files) == 1:
            told = f"what {part.files[0]} decides"
        return title, f"{MARK} {told}, and why apart from {self.design.id}."

    def _interface(self, part: str) -> Iterator[str]:
        """The entries of the Design's interface that are of files of a part."""
        for entry in dict.fromkeys(one.name for one in self.design.declared("interface")):
            if any(self._is_of(entry, path) for path in self.files[part]):
                yield entry

    def _is_of(self, entry: str, path: str) -> bool:
        """Whether an entry of an interface is of a file: the file, its folder, a name that it defines."""
        place, colon, _ = entry.partition(":")
        if colon or "/" in place or place.endswith(".py"):
            return path == place or (place.endswith("/") and path.startswith(place))
        known = path in self.seen.files and is_governed(self.seen.facts, path)
        return known and any(one.name == entry for one in self.seen.inventory(path).symbols)

    def _claimed(self, part: str) -> Iterator[str]:
        """The packages that the Design has to itself and that a part imports."""
        claims = [one.name for one in self.design.declared("exclusive_packages")]
        if not claims:
            return
        used = {edge.package for path in self.files[part] for edge in edges_of(self.seen.facts, path) if edge.package}
        for claim in dict.fromkeys(claims):
            if any(one == claim or one.startswith(f"{claim}.") for one in used):
                yield claim
