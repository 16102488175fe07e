"""Where a package has the names from that it hands on: `from ._cart import Cart` in `shop/__init__.py`.

`from shop import Cart` names `shop/__init__.py`; what is meant is `shop/_cart.py`. The last statement that binds a name
counts. Of a star, `__all__` is not read: it binds all names of its file without a leading underscore, those that the
file defines and those that it imports. Of several stars the last whose file defines the name counts, and only then one
whose file has it from elsewhere: nearly every module imports what others define.
"""

from __future__ import annotations

from archhook.inventory.python_file import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from archhook.model.nodes import FileInventory, Import

    Named = Callable[[str, str, str, int], Any]
    """What an import in a file names: (path, module, name, level) -> Found."""

STAR = "*"

FARTHEST = 32
"""Through so many packages a name is followed. Every importer of it depends on all of them, so that of a long chain of
packages, each with importers, what is kept would grow with the square; no project hands a name on so often.
"""

_DEFINED = "defined"


def followed(path: str, name: str, files: Any, named: Named, looked: set[str]) -> tuple[str, str, str]:
    """(file, symbol, package) that a name of an `__init__.py` means that is looked through.

    Where it is bound to nothing that the project holds, the file is the last one on the way; in a circle, and beyond
    FARTHEST, the first.
    """
    passed = {(path, name)}
    first = path, name
    while True:
        file, item = _binding(path, name, files, named, looked)
        if item is None:
            return file, name, ""
        plain = not item.name and item.binds == item.module.partition(".")[0]  # `import a.b` binds `a`
        found = named(file, item.binds if plain else item.module, item.name, item.level)
        looked.update(found.looked)
        if found.package:
            return file, "", found.package
        if found.written in ("", file):
            return file, name, ""
        if (found.written, found.symbol) in passed or len(passed) > FARTHEST:
            return *first, ""
        if not found.symbol or not files.seen_through(found.written):
            return found.written, found.symbol, ""
        path, name = found.written, found.symbol
        passed.add((path, name))


def _binding(path: str, name: str, files: Any, named: Named, looked: set[str]) -> tuple[str, Import | None]:
    """The file that has a name of an `__init__.py`, and the import that binds it there; None where none does.

    Files that are looked through may have it from others by a star. Where nobody is found, that is the file asked for.
    """
    second = ""
    seen: set[str] = set()
    leads: list[tuple[str, Import | str]] = [(path, STAR)]  # the next at the end
    while leads:
        file, how = leads.pop()
        if how != STAR:
            return file, None if isinstance(how, str) else how
        if file in seen:
            continue
        seen.add(file)
        if file == path or files.seen_through(file):
            leads += reversed([*_leads(file, name, files, named, looked)])
        elif _defines(_read(file, name, files, looked), name):
            return file, None
        elif not second and _hands_on(file, name, files, named, looked):
            second = file
    return second or path, None


def _leads(file: str, name: str, files: Any, named: Named, looked: set[str]) -> Iterator[tuple[str, Import | str]]:
    """Where a file has a name from, the last statement first: an import, itself, or (another file, a star)."""
    inventory = _read(file, name, files, looked)
    defined = next(((one.line, one.column) for one in inventory.symbols if one.name == name), None)
    for item in reversed(inventory.imports):
        if defined is not None and (item.line, item.column) < defined:
            break
        if item.binds == name:
            yield file, item
            return
        if _is_star(item) and not name.startswith("_"):
            found = named(file, item.module, STAR, item.level)
            looked.update(found.looked)
            if found.written:
                yield found.written, STAR
    if defined is not None:
        yield file, _DEFINED


def _hands_on(path: str, name: str, files: Any, named: Named, looked: set[str]) -> bool:
    """Whether a file has a name that it defines, or imports from anywhere."""
    seen: set[str] = set()
    todo = [path]
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        inventory = _read(file, name, files, looked)
        if _defines(inventory, name) or any(item.binds == name for item in inventory.imports):
            return True
        for item in filter(_is_star, inventory.imports):
            found = named(file, item.module, STAR, item.level)
            looked.update(found.looked)
            todo += [found.written] if found.written else []
    return False


def _read(file: str, name: str, files: Any, looked: set[str]) -> FileInventory:
    """What a file holds; notes that a name was looked for in it."""
    stem = stem_of(file)
    looked.update((stem, f"{stem}/{name}", f"{stem}/{STAR}"))
    inventory: FileInventory = files.inventory(file)
    return inventory


def _defines(inventory: FileInventory, name: str) -> bool:
    return any(one.name == name for one in inventory.symbols)


def _is_star(item: Import) -> bool:
    """Whether an import takes over all names of a file, while its own is imported."""
    return item.name == STAR and item.kind != "lazy"


def changed_names(before: FileInventory, after: FileInventory) -> set[str]:
    """The names that a file binds otherwise than before, as far as others have them from it; `*` if its stars differ.

    Where a statement stands means nothing; in which order they stand does.
    """
    was, now = _bindings(before), _bindings(after)
    return {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)}


def _bindings(inventory: FileInventory) -> dict[str, list[Any]]:
    """Name -> what binds it, in order, each with the number of stars that stand before; `*` -> the stars."""
    found: dict[str, list[Any]] = {STAR: []}
    stars = found[STAR]
    symbols = [(one.line, one.column, one.name, None) for one in inventory.symbols if "." not in one.name]
    imports = [(one.line, one.column, one.binds, one) for one in inventory.imports if one.binds or _is_star(one)]
    for _, _, name, item in sorted([*symbols, *imports], key=lambda one: one[:2]):
        what = None if item is None else (item.module, item.name, item.level)
        if name:
            found.setdefault(name, []).append((what, len(stars)))
        else:
            stars.append(what)
    return found
