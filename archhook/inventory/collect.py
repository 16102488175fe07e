"""Inventories by object id: remembered ones are re-used, the others are parsed and remembered."""

from __future__ import annotations

from archhook.cache.encoding import dumps, loads
from archhook.model.nodes import IMPORT_KINDS, FileInventory, Ignore, Import, Mark, ParseError, Symbol

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from archhook.cache.treemap import Objects
    from archhook.inventory.workers import Parsing, Records

    Blobs = Callable[[Iterable[str]], Mapping[str, bytes]]
    Ask = Callable[[str], bytes]

_KINDS = ("class", "function", "global")
_OF_IMPORT = [str, str, int, int, int, str, str]


class Inventories:
    """Inventories by what they are of: the same bytes have the same, wherever they lie.

    `blobs` reads the content of objects; `prefix` is what the stored inventories depend on beside their content:
    tool version and interpreter.
    """

    def __init__(self, objects: Objects, prefix: str, blobs: Blobs) -> None:
        self._objects = objects
        self._prefix = prefix
        self._blobs = blobs
        self._known: dict[str, FileInventory] = {}
        self._parsing: Parsing | None = None
        self._asking: Parsing | None = None
        self._there: list[str] = []
        self.parsed = 0

    def of(self, oid: str) -> FileInventory:
        """The inventory of an object."""
        if oid not in self._known:
            self.fetch((oid,))
        return self._known[oid]

    def remembered(self, oid: str) -> FileInventory | None:
        """The inventory of an object, if that can be had without its content."""
        self._recall((oid,))
        return self._known.get(oid)

    def fetch(self, oids: Iterable[str]) -> None:
        """Makes the inventories of a few objects known, with one read for all that have to be parsed."""
        wanted = tuple(dict.fromkeys(oids))
        self._recall(wanted)
        missing = [oid for oid in wanted if oid not in self._known]
        for oid, inventory in self._read(missing) if missing else ():
            self._known[oid] = inventory
            self._keep(oid, dumps(inventory))

    def _recall(self, oids: Iterable[str]) -> None:
        """Makes those inventories known that are remembered."""
        places = {self._key(oid): oid for oid in oids if oid not in self._known}
        for place, document in self._objects.get_many(places).items() if places else ():
            try:
                self._known[places[place]] = inventory_from(loads(document))
            except ValueError:
                pass  # it is none: as if it were not there

    def begin(self, oids: Iterable[str]) -> None:
        """Starts to parse what is not remembered of many objects, while the caller does something else."""
        from archhook.inventory.workers import WORTHWHILE, Parsing, processors

        missing: list[str] = []
        for oid in dict.fromkeys(oids):
            (self._there if self._objects.get(self._key(oid)) is not None else missing).append(oid)
        processes = processors() - 1 if len(missing) >= WORTHWHILE else 0  # one is left to whoever calls
        self._parsing = Parsing(missing, self._parsed, processes)

    def each(self, oids: Iterable[str], ask: Ask) -> Iterator[tuple[str, bytes]]:
        """(object id, what `ask` says of it) for each object; the work begins at once, the answers are waited for.

        `ask` is called where the inventory is known: that may be another process, so it must do nothing but answer,
        in one line. Of many inventories only the last is kept in memory.
        """
        from archhook.inventory.workers import Parsing, processors

        wanted = dict.fromkeys(oids)
        if self._parsing is None:
            self.begin(wanted)
        if self._parsing is not None and self._parsing.shared:
            left = self._parsing.take_back()
            self._asking = Parsing(left, lambda oids: self._asked(oids, ask), processors())
        return self._answers(wanted, ask)

    def _parsed(self, oids: Iterable[str]) -> Records:
        """Inventories as they are kept."""
        for oid, inventory in self._read(oids):
            yield oid, dumps(inventory)

    def _asked(self, oids: Iterable[str], ask: Ask) -> Records:
        """Inventories as they are kept, each with the answer behind it, for another process."""
        self._objects = _NoStore()  # a connection to a database must not be used on both sides of a fork
        for oid, inventory in self._read(oids):
            self._known = {oid: inventory}
            yield oid, dumps(inventory) + b"\n" + ask(oid)

    def _answers(self, wanted: dict[str, None], ask: Ask) -> Iterator[tuple[str, bytes]]:
        try:
            for oid in self._there:
                if oid in wanted and self.remembered(oid) is not None:
                    del wanted[oid]
                    yield oid, ask(oid)
                    self._known.pop(oid, None)
            for oid, record in self._arriving():
                data, asked, answer = record.partition(b"\n")
                self._keep(oid, data)
                if oid in wanted:
                    del wanted[oid]
                    if not asked:
                        self._known = {oid: inventory_from(loads(data))}
                        answer = ask(oid)
                        self._known = {}
                    yield oid, answer
        finally:
            self.cancel()
        yield from self._alone(list(wanted), ask)

    def _arriving(self) -> Records:
        """What other processes have found, in any order."""
        for begun in (self._parsing, self._asking):
            if begun is not None:
                yield from begun

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

    def _read(self, oids: Iterable[str]) -> Iterator[tuple[str, FileInventory]]:
        from archhook.inventory.python_file import inventory

        for oid, source in self._blobs(oids).items():
            yield oid, inventory(source)

    def _keep(self, oid: str, data: bytes) -> None:
        self._objects.put(self._key(oid), data)
        self.parsed += 1

    def _key(self, oid: str) -> str:
        return f"inventory:{self._prefix}:{oid}"


class _NoStore:
    """Where nothing is kept."""

    def get(self, key: str) -> bytes | None:
        """Nothing is there."""

    def get_many(self, keys: Iterable[str]) -> Mapping[str, bytes]:
        """The same of many keys."""
        return {}

    def put(self, key: str, value: bytes) -> None:
        """It goes nowhere."""


def inventory_from(document: object) -> FileInventory:
    """The inventory that was written as JSON, its records as lists. `ValueError` for everything that is none."""
    symbols, imports, error, ignores, marks, unknown, idle = _row(document, (list, list, None, list, list, int, list))
    if unknown < 0:
        raise ValueError(f"less than none: {unknown}")
    return FileInventory(
        tuple(_symbol(item) for item in symbols),
        tuple(_import(item) for item in imports),
        None if error is None else _error(error),
        tuple(_ignore(item) for item in ignores),
        tuple(Mark(*_row(item, (str, bool))) for item in marks),
        unknown,
        tuple((name, skip) for name, skip in (_row(item, (str, str)) for item in idle)),
    )


def _symbol(document: object) -> Symbol:
    if type(document) is not list or len(document) != 5:
        raise ValueError(f"not a symbol: {document!r:.80}")
    kind, name, line, column, bases = document
    if (
        kind not in _KINDS
        or type(name) is not str
        or type(line) is not int
        or type(column) is not int
        or type(bases) is not list
        or not all(type(base) is str for base in bases)
    ):
        raise ValueError(f"not a symbol: {document!r:.80}")
    _counted(line, column)
    return Symbol(kind, name, line, column, tuple(bases))


def _import(document: object) -> Import:
    if type(document) is not list or [*map(type, document)] != _OF_IMPORT:
        raise ValueError(f"not an import: {document!r:.80}")
    _, _, level, line, column, kind, _ = document
    if level < 0 or kind not in IMPORT_KINDS:
        raise ValueError(f"not an import: {document!r:.80}")
    _counted(line, column)
    return Import(*document)


def _error(document: object) -> ParseError:
    message, line, column = _row(document, (str, int, int))
    _counted(line, column)
    return ParseError(message, line, column)


def _ignore(document: object) -> Ignore:
    row = _row(document, (int, int, str, str))
    _counted(row[0], row[1])
    return Ignore(*row)


def _row(document: object, types: tuple[type | None, ...]) -> list[Any]:
    """A list with items of exactly these types (None: any)."""
    if type(document) is not list or len(document) != len(types):
        raise ValueError(f"not a row of {len(types)}: {document!r:.80}")
    if any(wanted is not None and type(item) is not wanted for item, wanted in zip(document, types, strict=True)):
        raise ValueError(f"wrong types in a row of {len(types)}: {document!r:.80}")
    return document


def _counted(line: int, column: int) -> None:
    if line < 1 or column < 1:
        raise ValueError(f"lines and columns count from 1, not {line}:{column}")
