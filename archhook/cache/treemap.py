"""An immutable map kept in a store as small objects, so that a change costs what it changes.

Keys are spread over buckets by a number of theirs; a bucket is one object, the list of the buckets' digests another. An
update writes the buckets that it touches and a new list, and shares all others with the map it came from. Objects
are found by the digest of their own bytes: they never change, and none can be taken for another.

A bucket is a line for each entry, the key and behind a tab the value, both JSON: to split lines is cheap, so that of
a bucket no more values are read than are asked for.
"""

from __future__ import annotations

from archhook.cache.encoding import OBJECT, digest, dumps, loads, spread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import Any, Protocol

    Bucket = dict[bytes, bytes]
    """JSON of a key -> JSON of its value."""

    class Objects(Protocol):
        """Where objects are kept."""

        def get(self, key: str) -> bytes | None:
            """The bytes under a key, if they are still there, whole."""

        def get_many(self, keys: Iterable[str]) -> Mapping[str, bytes]:
            """The same of many keys at once; those that are not there are left out."""

        def put(self, key: str, value: bytes) -> None:
            """Keeps bytes under a key, if it can."""


EMPTY = ""
"""The digest that stands for an empty bucket; it is not stored."""

PER_BUCKET = 48
"""Entries that a new map has per bucket: the list of buckets and one bucket are then about the same size at 10k."""


class ObjectLost(Exception):
    """An object is no longer in the store; whoever needs it has to work it out anew."""


def put_object(objects: Objects, value: object) -> str:
    """Stores a value under its own digest, and returns that."""
    return _put_bytes(objects, dumps(value))


def get_object(objects: Objects, key: str) -> Any:
    """The value with a digest; `ObjectLost` if the store has it no longer, or has something else there."""
    data = _sound(key, objects.get(OBJECT + key))
    try:
        return loads(data)
    except ValueError as problem:
        raise ObjectLost(key) from problem


def _put_bytes(objects: Objects, data: bytes) -> str:
    key = digest(data)
    objects.put(OBJECT + key, data)
    return key


def _sound(key: str, data: bytes | None) -> bytes:
    """What the store gave for a digest, if it is that."""
    if data is None or digest(data) != key:
        raise ObjectLost(key)
    return data


class TreeMap:
    """Strings to values, over a stored map and the changes made since.

    `place`: the digest under which `save` stored it, "" for a new one. `decode` turns a stored list into a record
    (records are written as lists). Reads are remembered. A missing key is a `KeyError` as in a dict; `ObjectLost` can
    come from every read. Of a stored map nothing is read before it is needed: most runs need few of them.
    """

    _buckets: list[str]
    _size: int

    def __init__(self, objects: Objects, decode: Callable[[Any], Any], place: str = "") -> None:
        self._objects = objects
        self._place = place
        self._decode = decode
        self._raw: dict[int, Bucket] = {}
        self._read: dict[str, Any] = {}
        self._changed: dict[str, Any] = {}  # key -> value, None where it was removed
        self._key = place  # where it lies as it is

    @classmethod
    def of(cls, objects: Objects, values: Mapping[str, Any], decode: Callable[[Any], Any]) -> TreeMap:
        """A new map of values; nothing is stored yet."""
        made = cls(objects, decode)
        made._buckets, made._size = [EMPTY] * max(1, len(values) // PER_BUCKET), 0
        made._raw = {index: {} for index in range(len(made._buckets))}
        made._changed = dict(values)
        return made

    def seen_as(self, decode: Callable[[Any], Any]) -> TreeMap:
        """The map as it is now, what is stored read in another way: of large records a part may be enough."""
        made = TreeMap(self._objects, decode, self._place)
        made._size, made._buckets = self._size, self._buckets
        made._raw, made._changed, made._key = self._raw, dict(self._changed), self._key
        return made

    def __getattr__(self, name: str) -> Any:
        """`_buckets` and `_size` of a stored map, read when one of them is first needed."""
        if name not in ("_buckets", "_size"):
            raise AttributeError(name)
        try:
            self._size, self._buckets = get_object(self._objects, self._place)
        except (TypeError, ValueError) as problem:
            raise ObjectLost(self._place) from problem
        return self.__dict__[name]

    def __len__(self) -> int:
        """How many entries the map holds. Costs a look at every changed key."""
        return self._size + sum((value is not None) - self._stored(key) for key, value in self._changed.items())

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __getitem__(self, key: str) -> Any:
        value = self.get(key)
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key."""
        if key in self._changed:
            value = self._changed[key]
        elif key in self._read:
            value = self._read[key]
        else:
            name = dumps(key)
            value = self._read[key] = self._decoded(self._bucket(self._index(name)).get(name))
        return default if value is None else value

    def __setitem__(self, key: str, value: Any) -> None:
        self._key = ""
        self._changed[key] = value

    def discard(self, key: str) -> None:
        """Removes a key, if it is there."""
        self._key = ""
        self._changed[key] = None

    def keep(self, key: str, value: Any) -> None:
        """Keeps a value under a key; None or an empty one is not kept, and removes what is there."""
        if value:
            self[key] = value
        elif key in self:
            self.discard(key)

    def __iter__(self) -> Iterator[str]:
        """All keys. Reads the whole map, in no order that anybody may rely on."""
        self._read_buckets(range(len(self._buckets)))
        for index in range(len(self._buckets)):
            yield from (key for key, _ in self._stored_in(index) if key not in self._changed)
        yield from (key for key, value in self._changed.items() if value is not None)

    def keys(self) -> Iterator[str]:
        """All keys."""
        return iter(self)

    def items(self) -> Iterator[tuple[str, Any]]:
        """All entries. Reads the whole map."""
        return ((key, self[key]) for key in self)

    def values(self) -> Iterator[Any]:
        """All values. Reads the whole map."""
        return (self[key] for key in self)

    def expect(self, keys: Iterable[str]) -> None:
        """Reads all that has to be read for some keys at once; each by itself would be a question to the store."""
        self._read_buckets({self._index(dumps(key)) for key in keys if key not in self._changed})

    def save(self) -> str:
        """Stores what changed, and returns the digest that stands for the map."""
        if self._key:
            return self._key
        touched: dict[int, Bucket] = {}
        size = self._size
        for key, value in self._changed.items():
            name = dumps(key)
            index = self._index(name)
            bucket = touched.get(index)
            if bucket is None:
                bucket = touched[index] = dict(self._bucket(index))
            size -= name in bucket
            if value is None:
                bucket.pop(name, None)
            else:
                size += 1
                bucket[name] = dumps(value)
        if size > 4 * PER_BUCKET * len(self._buckets):
            self._key = TreeMap.of(self._objects, dict(self.items()), self._decode).save()
            return self._key
        for index, bucket in touched.items():
            lines = (name + b"\t" + value for name, value in sorted(bucket.items()))
            self._buckets[index] = _put_bytes(self._objects, b"\n".join(lines)) if bucket else EMPTY
        self._key = put_object(self._objects, [size, self._buckets])
        return self._key

    def _decoded(self, stored: bytes | None) -> Any:
        if stored is None:
            return None
        try:
            return self._decode(loads(stored))
        except (TypeError, ValueError, AttributeError, IndexError) as problem:
            raise ObjectLost("an entry of another shape") from problem

    def _index(self, name: bytes) -> int:
        return spread(name) % len(self._buckets)

    def _stored(self, key: str) -> bool:
        name = dumps(key)
        return name in self._bucket(self._index(name))

    def _bucket(self, index: int) -> Bucket:
        bucket = self._raw.get(index)
        if bucket is None:
            key = self._buckets[index]
            bucket = self._raw[index] = _entries(key, self._objects.get(OBJECT + key)) if key != EMPTY else {}
        return bucket

    def _stored_in(self, index: int) -> list[tuple[str, bytes]]:
        """The entries of a bucket, their values as they are stored."""
        try:
            return [(loads(name), value) for name, value in self._bucket(index).items()]
        except ValueError as problem:
            raise ObjectLost(self._buckets[index]) from problem

    def _read_buckets(self, wanted: Iterable[int]) -> None:
        """Reads buckets that have not been read yet, with one question to the store."""
        missing = [index for index in wanted if index not in self._raw and self._buckets[index] != EMPTY]
        found = self._objects.get_many(OBJECT + self._buckets[index] for index in missing)
        for index in missing:
            key = self._buckets[index]
            self._raw[index] = _entries(key, found.get(OBJECT + key))

    def unlike(self, other: TreeMap) -> set[str]:
        """The keys that may hold something else in another map: none of a bucket that both share."""
        if len(self._buckets) != len(other._buckets):
            return {*self, *other}
        found = {*self._changed, *other._changed}
        differing = [index for index, key in enumerate(self._buckets) if key != other._buckets[index]]
        for one in (self, other):
            one._read_buckets(differing)
        for index in differing:
            mine, its = dict(self._stored_in(index)), dict(other._stored_in(index))
            found.update(key for key in mine.keys() | its.keys() if mine.get(key) != its.get(key))
        return found


def expect(values: Mapping[str, object] | TreeMap, keys: Iterable[str]) -> None:
    """Has a stored map read at once what it holds under some keys; other mappings need no such thing."""
    if isinstance(values, TreeMap):
        values.expect(keys)


def differing(one: Mapping[str, object] | TreeMap, other: Mapping[str, object] | TreeMap) -> Iterator[str]:
    """The keys under which two mappings hold something else, or one of them nothing.

    Of stored maps that have much in common only the rest is read.
    """
    keys = one.unlike(other) if isinstance(one, TreeMap) and isinstance(other, TreeMap) else {*one, *other}
    return (key for key in keys if one.get(key) != other.get(key))


def _entries(key: str, data: bytes | None) -> Bucket:
    """The entries of a bucket as they are stored; `ObjectLost` where the store does not give what has the digest."""
    try:
        return dict(line.split(b"\t", 1) for line in _sound(key, data).split(b"\n"))
    except ValueError as problem:
        raise ObjectLost(key) from problem
