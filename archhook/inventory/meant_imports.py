"""What imports mean to whoever writes ledgers: every name followed to the file that defines it."""

from __future__ import annotations

from archhook.inventory.handed_on_names import STAR
from archhook.inventory.module_names import INIT, _folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import NamedTuple

    from archhook.model.nodes import Import
else:
    from archhook.records import NamedTuple


class Meant(NamedTuple):
    """What one import statement of a file means."""

    written: str  # the file that the statement names
    file: str  # the file that defines the name; the same where nothing is handed on
    name: str  # "" for a module as a whole


class Meanings:
    """What imports mean, each name of each package worked out once.

    `imports`: the import statements of a file; `defines`: the names that its own statements bind.
    """

    def __init__(
        self,
        roots: tuple[str, ...],
        exists: Callable[[str], bool],
        imports: Callable[[str], Iterable[Import]],
        defines: Callable[[str], Collection[str]],
    ) -> None:
        self._roots = roots
        self._exists = exists
        self._imports = imports
        self._defines = defines
        self._known: dict[tuple[str, str], str] = {}
        self._absolute: dict[tuple[str, str], str] = {}  # (module, name) -> file
        self._of: dict[str, tuple[Meant, ...]] = {}

    def of(self, path: str) -> tuple[Meant, ...]:
        """What the imports of a file mean, in their order, those left out that only a type checker sees."""
        if path not in self._of:
            found = (self.meant(one, path) for one in self._imports(path) if one.kind != "typing")
            self._of[path] = tuple(dict.fromkeys(one for one in found if one is not None and one.written != path))
        return self._of[path]

    def meant(self, item: Import, importer: str) -> Meant | None:
        """What an import statement means; None where the project does not hold it."""
        found = self.named(item, importer)
        if not found:
            return None
        whole = not item.name or item.name == STAR or self._is_module(item, importer, found)
        if whole or found.rpartition("/")[2] != INIT:
            return Meant(found, found, "" if whole else item.name)
        return Meant(found, self.home(found, item.name), item.name)

    def named(self, item: Import, importer: str) -> str:
        """The file that an import statement names, "" for none."""
        key = (item.module, item.name)
        if item.level or key not in self._absolute:
            found = next(iter(resolve(item, importer, self._roots, self._exists)), "")
            if item.level:
                return found
            self._absolute[key] = found
        return self._absolute[key]

    def _is_module(self, item: Import, importer: str, found: str) -> bool:
        """Whether the name that is imported is a module, and not something within one."""
        return found != self.named(item._replace(name=STAR), importer)

    def home(self, path: str, name: str) -> str:
        """The file that defines a name of the file at a path; that path where nobody is found who does."""
        key = (path, name)
        if key not in self._known:
            self._known[key] = self._followed(path, name) or path
        return self._known[key]

    def _followed(self, path: str, name: str) -> str:
        """The file behind a name, "" where it is not found. Imports may run in circles, and through many files."""
        seen: set[str] = set()
        todo = [(path, "")]  # (a file to ask, "") or ("", what it is where nobody asked before knows more)
        while todo:
            asked, known = todo.pop()
            if known or name in self._defines(asked):
                return known or asked
            if asked not in seen:
                seen.add(asked)
                todo += self._leads(asked, name)
        return ""

    def _leads(self, path: str, name: str) -> list[tuple[str, str]]:
        """Where a file has a name from that it does not define, the first to be asked at the end."""
        stars: list[tuple[str, str]] = []
        for item in reversed([*self._imports(path)]):  # the last statement that binds a name counts
            if item.name == name:
                target = self.named(item, path)
                if not target or target == path:
                    return []  # it comes from elsewhere
                return [("", target)] if self._is_module(item, path, target) else [("", target), (target, "")]
            if item.name == STAR and (target := self.named(item, path)):
                stars.append((target, ""))
        return stars[::-1]


def resolve(item: Import, importer: str, roots: Iterable[str], exists: Callable[[str], bool]) -> tuple[str, ...]:
    """The file that an import statement names, as a tuple of one path, or () if the project does not hold it.

    `from a import b` names the module `a.b` where there is one, else `a`. `import a.b` names `a.b` alone, not the
    `__init__.py` that runs on the way. Relative imports start at the importer's folder and stay within its root.
    """
    folders = tuple(dict.fromkeys(map(_folder, roots)))
    if item.level:
        folders = _above(importer, item.level, folders)
    parts = item.module.split(".") if item.module else []
    if item.name and item.name != STAR:
        found = _find([*parts, item.name], folders, exists)
        if found:
            return found
    if parts:
        return _find(parts, folders, exists)
    package = tuple(f"{folder}__init__.py" for folder in folders)
    return tuple(path for path in package if item.level and exists(path))


def _above(importer: str, level: int, folders: tuple[str, ...]) -> tuple[str, ...]:
    """The folder that a relative import starts at: () if the dots lead out of the importer's root."""
    root = max((folder for folder in folders if importer.startswith(folder)), key=len, default="")
    parts = importer[len(root) :].split("/")
    if level > len(parts):
        return ()
    return (root + "".join(f"{part}/" for part in parts[:-level]),)


def _find(parts: list[str], folders: tuple[str, ...], exists: Callable[[str], bool]) -> tuple[str, ...]:
    """The file of an absolute module name, looked for below `folders` in their order."""
    path = ""
    for part in parts:
        if not folders:
            return ()
        portions = tuple(folder + part for folder in folders)
        path, folders = "", tuple(f"{portion}/" for portion in portions)
        for portion in portions:
            if exists(f"{portion}/{INIT}"):
                path, folders = f"{portion}/{INIT}", (f"{portion}/",)
                break
            if exists(f"{portion}.py"):
                path, folders = f"{portion}.py", ()
                break
    return (path,) if path else ()
