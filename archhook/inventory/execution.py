"""Which files of a project run when one of its files is imported. Pure: who asks says what the files hold.

Rather too many than too few: where the interpreter would take the first of several places, all are taken, and every
package on the way to a module runs its `__init__.py`. Where Python is told to look is not known of a project (a test
runner adds folders, a script its own): a name that no root has is looked for in every folder that is no package.
"""

from __future__ import annotations

import sys

from archhook.inventory.handed_on_names import STAR
from archhook.inventory.module_names import INIT, folder_of, folders_of, root_folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archhook.model.nodes import Import

MODULE = ".py"

OPEN = "*"
"""What ends a string of which only the beginning is known: `shop.plugins.*`, `.unicode*`."""


class Execution:
    """What runs with what. `paths`: the Python files that there are · `roots`: the folders that absolute names are
    looked for in · `imports`: the import statements of a file · `strings`: the strings in a file that may name
    modules · `by_name`: whether a file has modules imported that it only names in strings.
    """

    def __init__(
        self,
        paths: Iterable[str],
        roots: Iterable[str],
        imports: Callable[[str], Iterable[Import]],
        strings: Callable[[str], Iterable[str]],
        by_name: Callable[[str], bool],
    ) -> None:
        self._paths = frozenset(paths)
        self._folders = frozenset(folder for path in self._paths for folder in folders_of(path))
        self._imports = imports
        self._strings = strings
        self._by_name = by_name
        self._roots = tuple(folder and folder + "/" for folder in sorted(root_folders(roots)))
        plain = {folder_of(path) for path in self._paths}
        self._anywhere = tuple(sorted(folder for folder in plain if folder + INIT not in self._paths))
        self._absolute: dict[str, tuple[str, ...]] = {}
        self._within: dict[str, list[str]] = {}  # folder -> the files directly in it, and the packages

    def of(self, path: str) -> tuple[str, ...]:
        """The files that an import of a file runs next: the packages that it lies in, and what its statements name."""
        found = dict.fromkeys(folder + INIT for folder in ("", *folders_of(path)) if folder + INIT in self._paths)
        for item in self._imports(path):
            if item.kind != "typing":
                found.update(dict.fromkeys(self._statement(item, path)))
        for text in self._strings(path) if self._by_name(path) else ():
            found.update(dict.fromkeys(self.named(text, path)))
        found.pop(path, None)
        return tuple(found)

    def named(self, text: str, path: str) -> Iterator[str]:
        """The files that a string of a file may name: `.client`, `shop.client`, `shop.client:Client`, `client`; of
        `shop.plugins.*` all that begin so.
        """
        if text.endswith(OPEN):
            yield from self._beginning(text[: -len(OPEN)], path)
            return
        name = text.partition(":")[0]
        dots = len(name) - len(name.lstrip("."))
        parts = name[dots:].split(".")
        if not all(part.isidentifier() for part in parts):
            return
        yield from self._below(parts, self._start(path, max(dots, 1)))
        if not dots:
            yield from self._everywhere(name)
            if len(parts) > 1:  # `shop.client.Client`
                yield from self._everywhere(name.rpartition(".")[0])

    def _beginning(self, text: str, path: str) -> Iterator[str]:
        """The files of modules whose names begin so, in one folder, and of the packages on the way there."""
        if not self._within:
            for one in self._paths:
                package = one.endswith("/" + INIT)
                self._within.setdefault(folder_of(folder_of(one)[:-1]) if package else folder_of(one), []).append(one)
        dots = len(text) - len(text.lstrip("."))
        *parts, last = text[dots:].split(".")
        for folders in (self._start(path, dots) if dots else (), () if dots else self._roots):
            for folder in folders:
                inner = "".join([folder, *(f"{part}/" for part in parts)])
                yield from self._below(parts, (folder,))
                yield from (one for one in self._within.get(inner, ()) if one.startswith(inner + last))

    def _statement(self, item: Import, path: str) -> Iterator[str]:
        name = "" if item.name == STAR else item.name
        if item.level:
            parts = [*(item.module.split(".") if item.module else ()), *([name] if name else ())]
            found = self._below(parts, self._start(path, item.level))
        else:
            found = self._everywhere(f"{item.module}.{name}" if name else item.module)
        yield from found
        if item.name == STAR:  # `__all__` of a package may name modules of it
            for one in found:
                if one.endswith("/" + INIT):
                    for text in self._strings(one):
                        yield from self._below([text], (folder_of(one),))

    def _start(self, path: str, level: int) -> tuple[str, ...]:
        """The folders that a relative name of a file starts at: its own, and the same one below the other roots."""
        folders = ("", *folders_of(path))
        if level > len(folders):
            return ()
        own = folders[-level]
        within = {own[len(root) :] for root in self._roots if own.startswith(root)}
        return tuple(dict.fromkeys((own, *(root + rest for root in self._roots for rest in sorted(within)))))

    def _everywhere(self, name: str) -> tuple[str, ...]:
        """The files that an absolute name runs."""
        if name not in self._absolute:
            parts = name.split(".")
            found = self._below(parts, self._roots)
            if not found and parts[0] not in sys.stdlib_module_names:
                found = self._below(parts, self._anywhere)
            self._absolute[name] = found
        return self._absolute[name]

    def _below(self, parts: list[str], folders: tuple[str, ...]) -> tuple[str, ...]:
        """The files that run on the way to a module, in all folders that it may be looked for in."""
        found = []
        for part in parts:
            inner = []
            for folder in folders:
                package = f"{folder}{part}/"
                if package in self._folders:
                    inner.append(package)
                found += [one for one in (package + INIT, folder + part + MODULE) if one in self._paths]
            folders = tuple(inner)
        return tuple(found)
