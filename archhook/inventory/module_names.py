"""Module names and the files that they mean, for a list of source roots. Pure: who asks says which files exist.

The rules are those of the interpreter's path finder: the first root that holds a package with `__init__.py`, or
else a module, is the one; a folder without `__init__.py` is a namespace package, spread over all roots.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from archhook.model.nodes import Import

_INIT = "/__init__.py"


def module_name(path: str, roots: Iterable[str]) -> str:
    """The name under which the file at a path is imported: `src/a/b.py` below the root `src` is `a.b`.

    The longest root that holds the path counts, `.` is the project itself. "" for a file that no statement can
    import: below no root, a root's own `__init__.py`, or a name that is no identifier.
    """
    holding = [folder for folder in map(_folder, roots) if path.startswith(folder)]
    if not holding or not path.endswith(".py"):
        return ""
    parts = path[len(max(holding, key=len)) : -len(".py")].split("/")
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts) if all(part.isidentifier() for part in parts) else ""


def resolve(item: Import, importer: str, roots: Iterable[str], exists: Callable[[str], bool]) -> tuple[str, ...]:
    """The file that an import statement names, as a tuple of one path, or () if the project does not hold it.

    `from a import b` names the module `a.b` where there is one, else `a`. `import a.b` names `a.b` alone, not the
    `__init__.py` that runs on the way. Relative imports start at the importer's folder and stay within its root.
    """
    folders = tuple(dict.fromkeys(map(_folder, roots)))
    if item.level:
        folders = _above(importer, item.level, folders)
    parts = item.module.split(".") if item.module else []
    if item.name and item.name != "*":
        found = _find([*parts, item.name], folders, exists)
        if found:
            return found
    if parts:
        return _find(parts, folders, exists)
    package = tuple(f"{folder}__init__.py" for folder in folders)
    return tuple(path for path in package if item.level and exists(path))


def folder_of(path: str) -> str:
    """The folder of a file, with a final slash; "" for the top."""
    return "".join(path.rpartition("/")[:2])


def folders_of(path: str) -> tuple[str, ...]:
    """The folders that hold a path, each with a final slash, the outermost first."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:count]) + "/" for count in range(1, len(parts) + 1))


def root_folders(roots: Iterable[str]) -> frozenset[str]:
    """The folders that are source roots, without a final slash; the project itself, "", always is one."""
    return frozenset({"", *(root.strip("./") for root in roots)})


def _folder(root: str) -> str:
    """A root as what its files' paths begin with: `src/`, "" for the project."""
    parts = [part for part in root.split("/") if part not in ("", ".")]
    return "".join(f"{part}/" for part in parts)


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
            if exists(portion + _INIT):
                path, folders = portion + _INIT, (f"{portion}/",)
                break
            if exists(f"{portion}.py"):
                path, folders = f"{portion}.py", ()
                break
    return (path,) if path else ()
