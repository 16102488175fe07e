"""What a change touches of the imports: which files' imports mean something else now, or are judged otherwise.

A file looks at stems (paths without `/__init__.py` and `.py`), found or not; who looks at a stem is kept in a reverse
index. A path that comes or goes, a name that a file defines no longer, another Design of a file: each is a stem, and
who looks at it is judged again. Doubt means judging again.
"""

from __future__ import annotations

from archhook.check import import_maps
from archhook.check.import_maps import CIRCLES, STANDARD, above, add, imports_unit, is_kept, looked_at, stems_of
from archhook.check.importers import change, importers_of
from archhook.graph.graph import above as nodes_above
from archhook.inventory.module_names import INIT, root_folders
from archhook.inventory.python_file import stem_of
from archhook.laws.edges import is_governed, own_designs
from archhook.laws.law import is_off
from archhook.model.declaring import NOBODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from archhook.check.facts import SnapshotFacts
    from archhook.check.import_maps import Outgoing
    from archhook.check.incremental import Rechecking
    from archhook.model.findings import Breach
    from archhook.model.nodes import Node


def take_in(rechecking: Rechecking) -> None:
    """Judges the imports of all files again that a change touches, and brings the maps up to date."""
    _Taking(rechecking).run()


NOTHING: Outgoing = ((), "", (), (), 0)
"""What a file looks at and adds of which nothing is kept."""


class _Taking:
    """One change. `stems`: those whose importers are judged again; `below`: the same of all below some folders."""

    def __init__(self, rechecking: Rechecking) -> None:
        self.rechecking = rechecking
        self.state = rechecking.state
        self.noted = rechecking.imports
        self.units: dict[str, str] = {}  # file -> the path that made it one
        self.stems: dict[str, str] = {}  # stem -> the path that hit it
        self.below: dict[str, str] = {}
        self.code: set[str] = set()  # Designs that have a first file or edge, or lost the last
        self.roots = sorted(root_folders(self.state.config.source_roots))
        self.facts: SnapshotFacts = self.state.facts(rechecking.inventories)

    def run(self) -> None:
        noted = self.noted
        self._take((*noted.units, *noted.moved))
        for path in noted.moved:
            self._come_or_gone(path)
        self._count()
        self._names()
        self._designs()
        self._turned()
        self._look_up()
        self._judge()

    def _take(self, paths: Iterable[str], cause: str = "") -> None:
        for path in paths:
            self.units.setdefault(path, cause or path)

    def _come_or_gone(self, path: str, *, gone: bool = False) -> None:
        """Hits whatever a path that comes or goes can mean: its module name below every root, and what it is not.

        Where there was such a folder, too, all that lies below its name is hit: it may be found elsewhere now, or no
        longer. `gone`: the path is a folder that was there; one that comes has been counted already, and was not.
        """
        stem = stem_of(path)
        for root in self.roots:
            if root and not stem.startswith(root + "/"):
                continue
            dotted = stem[len(root) + 1 :] if root else stem
            self.stems[STANDARD + dotted.partition("/")[0]] = path
            folders = [f"{other}/{dotted}" if other else dotted for other in self.roots]
            for one in folders:
                self.stems[one] = path
            if gone or any(one in self.state.folders for one in folders if one != path):
                self.below |= dict.fromkeys(folders, path)

    def _count(self) -> None:
        """Counts the files of folders, all before any counts as gone; hits those that came or went. Of declared folders
        those are noted that have a first governed file, or test, or no longer any.
        """
        steps: dict[str, tuple[int, ...]] = {}
        for path, (was, now) in self.noted.moved.items():
            step = tuple(one - other for one, other in zip(*map(import_maps.counted, (now, was)), strict=True))
            for one in above(path) if any(step) else ():
                steps[one] = tuple(map(sum, zip(steps.get(one, (0, 0, 0)), step, strict=True)))
        for one, (count, governed, tests) in steps.items():
            known = self.state.folders.get(one) or import_maps.NO_FOLDER
            found = (known[0] + count, known[1], known[2] + governed, known[3] + tests)
            self.state.folders.keep(one, found if found[0] else None)
            if bool(known[0]) != bool(found[0]):
                self._come_or_gone(one, gone=found[0] == 0)
            if any(bool(known[at]) != bool(found[at]) for at in (2, 3)) and f"{one}/" in self.state.declared:
                self.rechecking.paths.add(f"{one}/")

    def _names(self) -> None:
        """Hits the names that a file no longer defines, or defines anew."""
        for path, names in self.noted.names.items():
            stem = stem_of(path)
            for name in names:
                self.stems[f"{stem}/{name}"] = path
            if path.endswith(INIT):
                self.stems[stem] = path  # it may be looked through now, or no longer
                self._take((path,))
            if self.state.totals["interfaces"]:
                self.stems[stem] = path  # a module may be imported whole that defines a name of an interface
                self._offer((*self._declaring(path), *self._around(path)))
        for path in self.noted.unknown:
            self.stems[stem_of(path)] = self.below[stem_of(path)] = path
            self._take((path,))
            self._offer((*self._declaring(path), *self._around(path)))

    def _declaring(self, path: str) -> set[str]:
        """The Designs of the Tasks that declare a file, those of an `__init__.py` that is looked through, too."""
        return {design for task in self.facts.tasks_of(path) for design in task.targets("implements")}

    def _around(self, path: str) -> Iterable[str]:
        """The Designs that an `__init__.py` has where it is looked through; none of another file."""
        known = self.state.folders.get(path.rpartition("/")[0]) if path.endswith(INIT) else None
        return known[1] if known else ()

    def _offer(self, designs: Iterable[str]) -> None:
        """Notes the Designs of which an interface may name what is no longer there, or is now."""
        if self.state.totals["interfaces"]:
            self.rechecking.ids.update(designs)

    def _designs(self) -> None:
        """Notes what is judged by fields of Designs that changed."""
        rows = self.facts.rows
        for node_id, (old, new) in self.noted.designs.items():
            fields = [field for field in ("requires", "forces") if _said(old, field) != _said(new, field)]
            if self.state.config.transitive and fields:
                self.code.add(node_id)  # what those above reach through it is another use of it now
                designs = {one for one in nodes_above(rows, [node_id]) if rows[one].kind == "design"}
                for design in {node_id, *designs}:
                    self._take(self._files_of(design), node_id)
            elif "requires" in fields:
                others = {*_said(old, "requires")} ^ {*_said(new, "requires")}
                pairs = {(node_id, other) for other in others if self.state.traffic.get(f"{node_id} {other}")}
                for path in self._files_of(node_id) if pairs else ():
                    entry = self.state.imports.get(path)
                    if entry and any((source, target) in pairs for source, target, *_ in entry[2]):
                        self._take((path,), node_id)
            if _said(old, "interface") != _said(new, "interface"):
                for path in self._files_of(node_id):
                    self.stems[stem_of(path)] = node_id
            if _said(old, "packages") != _said(new, "packages"):
                self._take(self._files_of(node_id), node_id)
            claims = [{*(_claims(node) or ())} for node in (old, new)]
            for name in claims[0] ^ claims[1]:
                self.stems[STANDARD + name.partition(".")[0]] = node_id
            if claims[0] ^ claims[1]:
                self._take(self._files_of(node_id), node_id)

    def _files_of(self, design: str) -> set[str]:
        """The files of a Design, and the packages whose `__init__.py` may be looked through to them."""
        row = self.facts.rows.get(design)
        files = self.facts.paths_of([self.state.nodes[task] for task in (row.by("implements") if row else ())])
        return files | {
            f"{folder}/{INIT}" if folder else INIT for path in files for folder in [path.rpartition("/")[0]]
        }

    def _turned(self) -> None:
        """Finds the files whose Designs are others now; those who import them, and the packages around them, too."""
        folders: dict[str, str] = {}
        noted = self.noted
        packages = {path for path in (*noted.names, *noted.unknown) if path.endswith(INIT)}
        for path in {*noted.turned, *noted.shared, *noted.moved, *packages}:
            entry = self.state.imports.get(path)
            was = entry[0] if entry else ()
            now = own_designs(self.facts, path)
            self._offer(self._around(path))
            turned = path in noted.turned and (len(now) > 1 or path.endswith(INIT))  # a name may have another of them
            if was == now and path not in noted.shared and not turned:
                continue
            self._take((path,))
            self.stems[stem_of(path)] = path
            self.code |= {*was, *now}
            self._offer((*was, *now))
            folder = path.rpartition("/")[0]
            count, designs, *roles = self.state.folders.get(folder) or import_maps.NO_FOLDER
            counts = dict(designs)
            for design, step in (*((one, -1) for one in was), *((one, 1) for one in now)):
                counts[design] = counts.get(design, 0) + step
            counts = {design: number for design, number in counts.items() if number}
            if counts != designs:
                if count:
                    self.state.folders[folder] = (count, counts, *roles)
                if counts.keys() != designs.keys():
                    folders[folder] = path
        for folder, path in folders.items():
            self._take((f"{folder}/{INIT}" if folder else INIT,), path)
            self.stems[stem_of(f"{folder}/{INIT}") if folder else stem_of(INIT)] = path

    def _look_up(self) -> None:
        """Takes the files that look at the stems that were hit."""
        importing: Any = self.state.importing
        importing.expect(self.stems)
        for stem, cause in self.stems.items():
            self._take(importers_of(importing, stem), cause)
        shadowed = {stem for stem in self.stems if not is_kept(stem)}
        if not shadowed and not self.below:
            return
        beginnings = tuple(f"{folder}/" for folder in self.below)
        cause = next(iter(self.below.values()), "") or self.stems[min(shadowed)]
        for path, entry in self.state.imports.items():
            if any(stem in shadowed or stem.startswith(beginnings) for stem in stems_of(entry)):
                self._take((path,), cause)

    def _judge(self) -> None:
        """Judges the imports of the files taken, and keeps what they look at and add."""
        state, facts = self.state, self.state.facts(self.rechecking.inventories)
        state.imports.expect(self.units)
        self._expect()
        self.rechecking.inventories.fetch(state.files[path].oid for path in self.units if is_governed(facts, path))
        looks: dict[str, tuple[set[str], set[str]]] = {}
        adds: dict[str, tuple[int, int]] = {}
        for path, cause in sorted(self.units.items()):
            was, (now, clean) = state.imports.get(path) or NOTHING, looked_at(facts, path)
            now = now or NOTHING
            state.breaches.keep(imports_unit(path), () if clean else _evaluated(facts, path))
            if now != NOTHING or was != NOTHING:
                self._explain(path, cause)
            if was == now:
                continue
            state.imports.keep(path, now if now != NOTHING else ())
            looked = {*stems_of(now)}
            for stem in looked ^ {*stems_of(was)}:
                if is_kept(stem):
                    looks.setdefault(stem, (set(), set()))[stem in looked].add(path)
            add(adds, was[2], -1)
            add(adds, now[2], 1)
            state.totals["unknown"] += now[4] - was[4]
        for stem, (gone, come) in looks.items():
            change(state.importing, stem, gone, come)
        self._add(adds)
        if not is_off(facts, "DEP209"):
            from archhook.check.evaluate import circles_evaluated

            state.breaches.keep(CIRCLES, circles_evaluated(self.state.facts(self.rechecking.inventories)))

    def _expect(self) -> None:
        """Has read at once what most of the files taken look at: what they looked at before."""
        state = self.state
        stems = {stem for path in self.units for stem in stems_of(state.imports.get(path) or NOTHING)}
        paths = [f"{stem}.py" for stem in stems] + [f"{stem}/{INIT}" for stem in stems]
        state.files.expect(paths)
        there = [path for path in paths if path in state.files]
        state.declared.expect(there)
        state.nodes.expect(task for path in there for task in state.declared.get(path, NOBODY)[0])

    def _add(self, adds: dict[str, tuple[int, int]]) -> None:
        """Adds to the edges between Designs, and notes the Designs that have a first one or lost the last."""
        traffic = self.state.traffic
        for pair, (some, all_) in adds.items():
            was = traffic.get(pair) or (0, 0)
            now = (was[0] + some, was[1] + all_)
            traffic.keep(pair, now if now[1] else None)
            if bool(was[1]) != bool(now[1]):
                self.code.add(pair.partition(" ")[0])
        for design in self.code if not is_off(self.facts, "DEP204") else ():
            self.rechecking.ids |= {one for one in nodes_above(self.facts.rows, [design]) if one in self.facts.rows}

    def _explain(self, path: str, cause: str) -> None:
        for task in self.state.declared.get(path, NOBODY)[0]:
            self.rechecking.because.setdefault(task, set()).add(cause)


def _evaluated(facts: SnapshotFacts, path: str) -> tuple[Breach, ...]:
    from archhook.check.evaluate import imports_evaluated  # with all laws, which are hardly ever asked here

    return imports_evaluated(facts, path)


def _said(node: Node | None, what: str) -> tuple[Any, ...]:
    """What a Design says in a field that imports are judged by; nothing of one that is not in force."""
    if node is None or not node.in_force:
        return ("",) if what == "forces" else ()
    if what == "forces":
        return ("in force",)
    if what == "requires":
        return node.targets("requires")
    names = node.stated(what)
    return ("any",) if names is None else ("only", *(one.name for one in names))


def _claims(node: Node | None) -> tuple[str, ...]:
    """The packages that a Design in force has to itself."""
    return tuple(one.name for one in node.declared("exclusive_packages")) if node is not None and node.in_force else ()
