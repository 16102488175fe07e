"""Inventories by object id: remembered ones are re-used, the others are parsed and remembered."""

from __future__ import annotations

from archhook.inventory.codec import from_plain, to_plain
from archhook.store.encoding import dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from archhook.inventory.workers import Parsing
    from archhook.laws.law import FileFact
    from archhook.model import FileInventory
    from archhook.store.treemap import Objects

    Files = Mapping[str, FileFact]
    Blobs = Callable[[Iterable[str]], Mapping[str, bytes]]


class Inventories:
    """The inventories of a snapshot's files; calling it with a path gives one.

    `blobs` reads the content of objects; `prefix` is what the stored inventories depend on beside their content:
    tool version and interpreter.
    """

    def __init__(self, objects: Objects, prefix: str, blobs: Blobs) -> None:
        self._objects = objects
        self._prefix = prefix
        self._files: Files = {}
        self._blobs = blobs
        self._known: dict[str, FileInventory] = {}
        self._parsing: Parsing | None = None
        self._there: list[str] = []
        self.parsed = 0

    def use(self, files: Files) -> None:
        """Names the files whose inventories are asked for by path."""
        self._files = files

    def __call__(self, path: str) -> FileInventory:
        """The inventory of a regular file of the snapshot; `KeyError` if there is none at the path."""
        return self.of(self._files[path].oid)

    def of(self, oid: str) -> FileInventory:
        """The inventory of an object."""
        if oid not in self._known:
            self.fetch((oid,))
        return self._known[oid]

    def remembered(self, oid: str) -> FileInventory | None:
        """The inventory of an object, if that can be had without its content."""
        if oid not in self._known:
            plain = self._objects.get(self._key(oid))
            try:
                if plain is not None:
                    self._known[oid] = from_plain(loads(plain))
            except ValueError:
                return None
        return self._known.get(oid)

    def fetch(self, oids: Iterable[str]) -> None:
        """Makes the inventories of a few objects known, with one read for all that have to be parsed."""
        missing = [oid for oid in dict.fromkeys(oids) if self.remembered(oid) is None]
        for oid, data in self._read(missing) if missing else ():
            self._take(oid, data)

    def gather(self, oids: Iterable[str]) -> Iterator[str]:
        """Each object's id once its inventory is known; of many inventories only the last is kept in memory."""
        wanted = dict.fromkeys(oids)
        if self._parsing is None:
            self.begin(wanted)
        try:
            for oid in self._there:
                if oid in wanted and self.remembered(oid) is not None:
                    del wanted[oid]
                    yield oid
                    self._known.pop(oid, None)
            for oid, data in self._parsing or ():
                self._take(oid, data)
                if oid in wanted:
                    del wanted[oid]
                    yield oid
                self._known.pop(oid, None)
        finally:
            self.cancel()
        for oid in wanted:  # what nobody had begun with
            self.fetch((oid,))
            yield oid
            self._known.pop(oid, None)

    def begin(self, oids: Iterable[str]) -> None:
        """Starts to parse what is not remembered of many objects, while the caller does something else."""
        from archhook.inventory.workers import Parsing

        missing: list[str] = []
        for oid in dict.fromkeys(oids):
            (self._there if self._objects.get(self._key(oid)) is not None else missing).append(oid)
        self._parsing = Parsing(missing, self._read)

    def cancel(self) -> None:
        """Ends what was begun."""
        if self._parsing is not None:
            self._parsing.close()
        self._parsing, self._there = None, []

    def _read(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        from archhook.inventory.python_file import inventory

        for oid, source in self._blobs(oids).items():
            yield oid, dumps(to_plain(inventory(source)))

    def _take(self, oid: str, data: bytes) -> None:
        self._known[oid] = from_plain(loads(data))
        self._objects.put(self._key(oid), data)
        self.parsed += 1

    def _key(self, oid: str) -> str:
        return f"inventory:{self._prefix}:{oid}"
