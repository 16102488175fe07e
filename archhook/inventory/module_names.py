"""Module names and the files that they mean, below a list of source roots. Pure: who asks says which files exist.

The rules are those of the interpreter's path finder (contract, section 9): the importer's own root comes first; in each
root a package with `__init__.py` comes before a module; a folder without `__init__.py` is a namespace package, spread
over all roots where none has either.
"""

from __future__ import annotations

from archhook.inventory.handed_on_names import STAR, followed
from archhook.inventory.python_file import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NamedTuple, Protocol

    from archhook.model.nodes import FileInventory
else:
    from archhook.records import NamedTuple

    Protocol = object

INIT = "__init__.py"

DEEP = 16
"""Packages within so many others are looked for each time anew."""


_make = tuple.__new__  # at half of what the constructor costs, which is felt


class Meaning(NamedTuple):
    """What one imported name of a file means.

    `file` is `written`, or where that is an `__init__.py` that is looked through, the file that the name comes from. A
    name that such an `__init__.py` has from outside the project keeps that file, beside the `package`.
    """

    index: int  # type: ignore[assignment]  # into the imports of the file's inventory
    kind: str  # one of IMPORT_KINDS
    written: str  # the file that the statement names, "" for none of the project
    file: str  # the one that is meant
    symbol: str  # the name in that file, "" for a module as a whole, a star, or a package
    package: str  # the dotted name of what lies outside the project, "" for a file of it


class Snapshot(Protocol):
    """What is asked of the files."""

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file."""

    def folder(self, path: str) -> bool:
        """Whether some Python file lies at or below a folder."""

    def inventory(self, path: str) -> FileInventory:
        """What a regular file holds."""

    def seen_through(self, path: str) -> bool:
        """Whether a name of a regular file is followed to where that has it from: to the laws, of an `__init__.py`."""


class Found(NamedTuple):
    """What an import means, and the stems that this depends on (see `Resolver.meanings`)."""

    written: str = ""
    file: str = ""
    symbol: str = ""
    package: str = ""
    looked: tuple[str, ...] = ()


class _Place(NamedTuple):
    """A package, or a module: its file, and the folders in which what lies below it is looked for."""

    file: str  # "" for a namespace package, and for the roots
    folders: tuple[str, ...]
    known: bool  # whether the project has what lies below it, or nobody
    top: bool = False


if TYPE_CHECKING:
    _Walked = tuple[_Place | None, bool, tuple[str, ...]]
    """Where a module is, whether it is outside the project where it is nowhere, and the stems that this depends on."""


class Resolver:
    """What the imports of one snapshot mean, each name worked out once for each root."""

    def __init__(self, roots: Iterable[str], files: Snapshot) -> None:
        self._roots = tuple(dict.fromkeys(map(_folder, roots)))
        self._files = files
        self._absolute: dict[str, dict[tuple[str, str], Found]] = {}  # a root -> (module, name) -> what it means there
        self._relative: dict[str, dict[tuple[int, str, str], Found]] = {}  # a folder -> (level, module, name) -> that
        self._handed_on: dict[tuple[str, str], Found] = {}
        self._root_of: dict[str, str] = {}  # folder -> the longest root that holds it
        self._modules: dict[tuple[str, int, str], _Walked] = {}  # (folder or root, level, module)
        self._packages: dict[tuple[str, int, str], _Walked] = {}  # the same, of those on the way to others

    def meanings(self, path: str, inventory: FileInventory, looked: set[str] | None = None) -> tuple[Meaning, ...]:
        """What the imports of a file mean, in their order; those left out that mean nothing, or name the file itself.

        `looked` takes the stems that the answer depends on: it is the same as long as none of them is hit. A stem is a
        path without `/__init__.py` or `.py`.

        - A Python file that comes or goes hits its stem; so do the first and the last one of a folder that of the
          folder. Where the stem is that of a folder that was there, all is hit below it, and below the folders of its
          name in the other roots. What lies at the top of a root hits `=name`, too.
        - A file that binds names otherwise than before hits `<stem>/<name>` of each (see `changed_names`).
        - An `__init__.py` that is looked through from now on, or no longer, hits its stem.
        """
        folder, root = path.rpartition("/")[0], self._root(path)
        absolute = self._absolute.setdefault(root, {})
        relative = self._relative.setdefault(folder, {})
        found: list[Meaning] = []
        for index, (module, name, level, _, _, kind, _) in enumerate(inventory.imports):
            one = relative.get((level, module, name)) if level else absolute.get((module, name))
            if one is None:
                one = self._meant(folder, root, module, name, level)
            written, file, symbol, package, stems = one
            if looked is not None:
                looked.update(stems)
            if (written or package) and written != path:
                found.append(_make(Meaning, (index, kind, written, file, symbol, package)))
        return tuple(found)

    def meant(self, path: str, module: str, name: str = "", level: int = 0) -> Found:
        """What an import in a file means; "" is a file at the top of the project."""
        return self._meant(path.rpartition("/")[0], self._root(path), module, name, level)

    def _meant(self, folder: str, root: str, module: str, name: str, level: int) -> Found:
        found = self._named(folder, root, module, name, level)
        if found.symbol and found.written.endswith(INIT) and self._files.seen_through(found.written):
            end = self.handed_on(found.written, found.symbol)
            looked = found.looked + end.looked
            found = _make(Found, (found.written, end.file, end.symbol, end.package, looked))
        if level:
            self._relative.setdefault(folder, {})[level, module, name] = found
        else:
            self._absolute.setdefault(root, {})[module, name] = found
        return found

    def handed_on(self, path: str, name: str) -> Found:
        """What a name of an `__init__.py` means that is looked through."""
        known = self._handed_on.get((path, name))
        if known is None:
            looked: set[str] = set()
            file, symbol, package = followed(path, name, self._files, self.named, looked)
            known = self._handed_on[path, name] = Found(path, file, symbol, package, tuple(looked))
        return known

    def named(self, path: str, module: str, name: str, level: int) -> Found:
        """What an import in a file names, nothing followed."""
        return self._named(path.rpartition("/")[0], self._root(path), module, name, level)

    def _named(self, folder: str, root: str, module: str, name: str, level: int) -> Found:
        place, outside, before = self._module(folder, root, module, level)
        inner = "" if name == STAR else name
        if place is None:
            package = "" if not outside else f"{module}.{inner}" if inner else module
            return _make(Found, ("", "", "", package, before))
        looked = [*before]
        found = self._step(place, inner, looked, last=True) if inner and place.folders else None
        if found is not None:
            looked += (stem_of(found.file),) if found.file else ()
            return _make(Found, (found.file, found.file, "", "", tuple(looked)))
        if place.file:
            looked.append(stem_of(place.file))
            return _make(Found, (place.file, place.file, inner, "", tuple(looked)))
        package = "" if place.known or not inner else f"{module}.{inner}"
        return _make(Found, ("", "", "", package, tuple(looked)))

    def _module(self, folder: str, root: str, module: str, level: int) -> _Walked:
        """Where a module is."""
        key = (folder if level else root, level, module)
        known = self._modules.get(key)
        if known is None:
            package, _, part = module.rpartition(".")
            known = self._packages.get((*key[:2], package)) or self._package(folder, root, package, level)
            known = self._modules[key] = self._below(known, part, last=True) if part else known
        return known

    def _package(self, folder: str, root: str, module: str, level: int) -> _Walked:
        """Where a package on the way to others is; those that many have in common are looked for once."""
        start = folder if level else root
        walked = self._packages.get((start, level, ""))
        if walked is None:
            looked: list[str] = []
            place = self._start(folder, root, level, looked)
            walked = self._packages[start, level, ""] = (place, False, tuple(looked))
        prefix = ""
        for at, part in enumerate(module.split(".") if module else ()):
            prefix = f"{prefix}.{part}" if prefix else part
            below = self._packages.get((start, level, prefix)) if at < DEEP else None
            if below is None:
                below = self._below(walked, part, last=False)
                if at < DEEP:
                    self._packages[start, level, prefix] = below
            walked = below
            if walked[0] is None:
                break
        return walked

    def _below(self, walked: _Walked, part: str, *, last: bool) -> _Walked:
        """Where a name is within what was found so far; where that is nothing, it stays so."""
        place, _, before = walked
        if place is None:
            return walked
        looked = [*before]
        found = self._step(place, part, looked, last=last)
        return found, found is None and not place.known, tuple(looked)

    def _step(self, place: _Place, part: str, looked: list[str], *, last: bool) -> _Place | None:
        """What a name means within a package; None where there is nothing of that name."""
        regular = self._files.regular
        stems = [folder + part for folder in place.folders]
        found, first = None, False
        for stem in stems:
            if regular(f"{stem}/{INIT}"):
                found = _make(_Place, (f"{stem}/{INIT}", (f"{stem}/",), True, False))
            elif regular(f"{stem}.py"):
                found = _make(_Place, (f"{stem}.py", (), True, False))
            if found is not None:
                first = stem is stems[0]
                break
        if found is None:
            portions = tuple([f"{stem}/" for stem in stems if self._files.folder(stem)])
            found = _Place("", portions, place.known) if portions else None
        ends = last or found is None or not found.folders
        if place.top:
            if not first:
                looked.append(f"={part}")
            if ends and found is not None and found.file:
                looked.append(stem_of(found.file))
        elif ends or len(stems) > 1 or not place.known:
            looked += stems
        if part == "__init__":
            looked += [stem_of(folder + INIT) for folder in place.folders]
        return found

    def _start(self, folder: str, root: str, level: int, looked: list[str]) -> _Place | None:
        """Where an import begins: the roots, or the package that its dots mean; None where they leave its root."""
        roots = _Place(
            "", tuple(dict.fromkeys((root, *self._roots))) if root in self._roots else self._roots, False, True
        )
        if not level:
            return roots
        inside = f"{folder}/"[len(root) :].strip("/") if folder else ""
        names = inside.split("/") if inside else []
        if level - 1 > len(names):
            return None
        names = names[: len(names) - level + 1]
        package = root + "".join(f"{name}/" for name in names)
        looked.append(stem_of(package + INIT))
        if self._files.regular(package + INIT):
            return _Place(package + INIT, (package,), True)
        place: _Place | None = roots
        for name in names if root in self._roots else ():
            place = self._step(place, name, looked, last=True) if place is not None else None
        spread = names and place is not None and package in place.folders
        return _Place("", place.folders if place is not None and spread else (package,), True)

    def _root(self, path: str) -> str:
        """The longest root that holds a path; "" where none does."""
        folder = path.rpartition("/")[0]
        known = self._root_of.get(folder)
        if known is None:
            held = f"{folder}/" if folder else ""
            known = max((root for root in self._roots if held.startswith(root)), key=len, default="")
            self._root_of[folder] = known
        return known


def folder_of(path: str) -> str:
    """The folder of a file, with a final slash; "" for the top."""
    return "".join(path.rpartition("/")[:2])


def folders_of(path: str) -> tuple[str, ...]:
    """The folders that hold a path, each with a final slash, the outermost first."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1))


def root_folders(roots: Iterable[str]) -> frozenset[str]:
    """The folders that are source roots, without a final slash; the project itself, "", always is one."""
    return frozenset({"", *(_folder(root)[:-1] for root in roots)})


def below_root(path: str, roots: Iterable[str]) -> str:
    """What stands of a path behind the longest source root that holds it."""
    return path[max((len(folder) for folder in map(_folder, roots) if path.startswith(folder)), default=0) :]


def _folder(root: str) -> str:
    """A root as what its files' paths begin with: `src/`, "" for the project."""
    parts = [part for part in root.split("/") if part not in ("", ".")]
    return "".join(f"{part}/" for part in parts)
