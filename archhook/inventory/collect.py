"""Inventories by object id: remembered ones are re-used, the others are parsed and remembered."""

from __future__ import annotations

from archhook.inventory.codec import from_plain, to_plain
from archhook.store.encoding import dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archhook.inventory.workers import Parsing, Streams
    from archhook.laws.law import FileFact
    from archhook.model import FileInventory
    from archhook.store.treemap import Objects

    Files = Mapping[str, FileFact]
    Blobs = Callable[[Iterable[str]], Mapping[str, bytes]]
    Ask = Callable[[str], bytes]


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
        self._asking: Streams | None = None
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

    def expect(self, paths: Iterable[str]) -> None:
        """Makes the inventories of many regular files of the snapshot known at once."""
        self.fetch(self._files[path].oid for path in paths)

    def remembered(self, oid: str) -> FileInventory | None:
        """The inventory of an object, if that can be had without its content."""
        self._recall((oid,))
        return self._known.get(oid)

    def fetch(self, oids: Iterable[str]) -> None:
        """Makes the inventories of a few objects known, with one read for all that have to be parsed."""
        wanted = tuple(dict.fromkeys(oids))
        self._recall(wanted)
        missing = [oid for oid in wanted if oid not in self._known]
        for oid, data in self._read(missing) if missing else ():
            self._take(oid, data)

    def _recall(self, oids: Iterable[str]) -> None:
        """Makes those inventories known that are remembered."""
        places = {self._key(oid): oid for oid in oids if oid not in self._known}
        for place, plain in self._objects.get_many(places).items() if places else ():
            try:
                self._known[places[place]] = from_plain(loads(plain))
            except ValueError:
                pass  # it is none: as if it were not there

    def begin(self, oids: Iterable[str]) -> None:
        """Starts to parse what is not remembered of many objects, while the caller does something else."""
        from archhook.inventory.workers import Parsing

        missing: list[str] = []
        for oid in dict.fromkeys(oids):
            (self._there if self._objects.get(self._key(oid)) is not None else missing).append(oid)
        self._parsing = Parsing(missing, self._read)

    def each(self, oids: Iterable[str], ask: Ask) -> Iterator[tuple[str, bytes]]:
        """(object id, what `ask` says of it) for each object; the work begins at once, the answers are waited for.

        `ask` is called where the inventory is known: that may be another process, so it must do nothing but answer,
        in one line. Of many inventories only the last is kept in memory.
        """
        wanted = dict.fromkeys(oids)
        if self._parsing is None:
            self.begin(wanted)
        if self._parsing is not None and self._parsing.shared:
            self._parsing.join()
            self._asking = self._asked(self._parsing, ask)
        return self._answers(wanted, ask)

    def _asked(self, parsing: Parsing, ask: Ask) -> Streams:
        """A process that reads what is parsed, and hands it on with the answers behind it."""
        from archhook.inventory.workers import Streams

        def work() -> Iterator[tuple[str, bytes]]:
            self._objects = _Nowhere()  # a connection to a database must not be used on both sides of a fork
            for oid, data in parsing.streams:
                self._known = {oid: from_plain(loads(data))}
                yield oid, data + b"\n" + ask(oid)

        streams = Streams()
        streams.start(work)
        return streams

    def _answers(self, wanted: dict[str, None], ask: Ask) -> Iterator[tuple[str, bytes]]:
        try:
            for oid in self._there:
                if oid in wanted and self.remembered(oid) is not None:
                    del wanted[oid]
                    yield oid, ask(oid)
                    self._known.pop(oid, None)
            for oid, record in self._asking or ():
                data, _, answer = record.partition(b"\n")
                self._keep(oid, data)
                if oid in wanted:
                    del wanted[oid]
                    yield oid, answer
        finally:
            self.cancel()
        yield from self._alone(list(wanted), ask)

    def _alone(self, oids: Sequence[str], ask: Ask) -> Iterator[tuple[str, bytes]]:
        """What nobody else has answered, be it that they are few, or that a process died: what is wrong shows here."""
        from archhook.inventory.workers import batches

        for batch in batches(oids):
            self.fetch(batch)
            for oid in batch:
                yield oid, ask(oid)
                self._known.pop(oid, None)

    def cancel(self) -> None:
        """Ends what was begun."""
        for begun in (self._asking, self._parsing):
            if begun is not None:
                begun.close()
        self._asking = self._parsing = None
        self._there = []

    def _read(self, oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        from archhook.inventory.python_file import inventory

        for oid, source in self._blobs(oids).items():
            yield oid, dumps(to_plain(inventory(source)))

    def _take(self, oid: str, data: bytes) -> None:
        self._known[oid] = from_plain(loads(data))
        self._keep(oid, data)

    def _keep(self, oid: str, data: bytes) -> None:
        self._objects.put(self._key(oid), data)
        self.parsed += 1

    def _key(self, oid: str) -> str:
        return f"inventory:{self._prefix}:{oid}"


class _Nowhere:
    """Where nothing is kept."""

    def get(self, key: str) -> bytes | None:
        """Nothing is there."""

    def get_many(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """The same of many keys."""
        return {}

    def put(self, key: str, value: bytes) -> None:
        """It goes nowhere."""
