"""The imports that a merge leaves without a file: one side took the file away that they mean on the other.

No law speaks of them (contract, section 9: what is missing below a package of the project may be generated), so this is
no part of a verdict. Whether an import is allowed to fail, within `try` and `except ImportError`, is not looked at.
"""

from __future__ import annotations

from archhook.check.facts import has_inventory
from archhook.inventory.handed_on_names import STAR
from archhook.inventory.module_names import INIT, Resolver, below_root, root_folders
from archhook.inventory.python_file import stem_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.check.facts import SnapshotFacts
    from archhook.inventory.collect import Inventories
    from archhook.model.nodes import FileInventory


def lost_imports(
    facts: SnapshotFacts, gone: Iterable[str], inventories: Inventories
) -> dict[str, tuple[tuple[str, int], ...]]:
    """File of one side that a merge does not hold -> (path, line) of each import of the merge that means it there and
    no file here; those of none are left out. `facts`: of the merge; `gone`: the Python files of that side that it
    lacks.
    """
    side = _Side(facts, frozenset(gone))
    resolver = Resolver(facts.config.source_roots, side)
    found: dict[str, list[tuple[str, int]]] = {}
    for path in _importing(facts, side.gone, inventories):
        imports = facts.inventory(path).imports
        missed = [one for one in resolver.meanings(path, facts.inventory(path)) if one.written in side.gone]
        meant = {one.index: one for one in facts.meanings(path)} if missed else {}
        for index, _, written, _, symbol, _ in missed:
            now = meant.get(index)
            if now is not None and now.written and not _unbound(facts, now.written, now.index, path):
                continue
            if now is None and symbol in ("", STAR) and _is_namespace(facts, written):
                continue  # a package is a namespace now: that can be imported
            found.setdefault(written, []).append((path, imports[index].line))
    return {path: tuple(dict.fromkeys(places)) for path, places in sorted(found.items())}


def _unbound(facts: SnapshotFacts, module: str, index: int, path: str) -> bool:
    """Whether an import of a file names what a module surely does not have: `from a import b`, `a` binds no b."""
    name = facts.inventory(path).imports[index].name
    if not name or name == STAR:
        return False
    inventory = facts.inventory(module)
    if inventory.error or any(one.name == STAR for one in inventory.imports):
        return False
    bound = {one.name for one in inventory.symbols} | {one.binds for one in inventory.imports}
    return not bound & {name, "__getattr__"}


def _is_namespace(facts: SnapshotFacts, init: str) -> bool:
    """Whether Python files lie in the folder of an `__init__.py` that is gone, or in its namesake of another root."""
    if not init.endswith(f"/{INIT}"):
        return False
    roots = facts.config.source_roots
    name = below_root(init, roots).removesuffix(INIT).rstrip("/")
    folders = {init.rpartition("/")[0], *(f"{root}/{name}".lstrip("/") for root in root_folders(roots) if name)}
    return any(facts.folder(folder) for folder in folders)


def _importing(facts: SnapshotFacts, gone: frozenset[str], inventories: Inventories) -> Iterator[str]:
    """The files that may import what is gone: governed ones by what they look at, and all tests."""
    roots = [f"{folder}/" if folder else "" for folder in sorted(root_folders(facts.config.source_roots))]
    stems: set[str] = set()
    folders: set[str] = set()  # those that are gone, too
    for path in gone:
        stems.add(stem_of(path))
        below = (path[len(root) :] for root in roots if path.startswith(root))
        stems.update(f"={name.split('/')[0].removesuffix('.py')}" for name in below)
        folder = path.rpartition("/")[0]
        while folder and folder not in folders and not facts.folder(folder):
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    yield from sorted({path for stem in stems | folders for path in facts.importers(stem)})
    tests = {path: fact.oid for path, fact in facts.files.items() if fact.role == "test" and has_inventory(path, fact)}
    inventories.fetch(set(tests.values()))
    yield from sorted(tests)


class _Side:
    """The files of a merge, and those of one side that it lacks."""

    def __init__(self, facts: SnapshotFacts, gone: frozenset[str]) -> None:
        self.gone = gone
        self._facts = facts
        self._folders = {path[:at] for path in gone for at, letter in enumerate(path) if letter == "/"}

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file of either."""
        return path in self.gone or self._facts.regular(path)

    def folder(self, path: str) -> bool:
        """Whether some Python file lies at or below a folder."""
        return path in self._folders or self._facts.folder(path)

    def inventory(self, path: str) -> FileInventory:
        """What a file of the merge holds."""
        return self._facts.inventory(path)

    def seen_through(self, path: str) -> bool:
        """No name is followed: which file a statement names is all that matters."""
        return False
