"""An immutable map kept in a store as small objects, so that a change costs what it changes.

Keys are spread over buckets by a checksum; a bucket is one object, the list of the buckets' digests another. An
update writes the buckets that it touches and a new list, and shares all others with the map it came from. Objects
are found by the digest of their own bytes: they never change, and none can be taken for another.
"""

from __future__ import annotations

from zlib import crc32

from archhook.store.encoding import digest, dumps, loads

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, Protocol

    class Objects(Protocol):
        """Where objects are kept."""

        def get(self, key: str) -> bytes | None:
            """The bytes under a key, if they are still there, whole."""

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
    data = dumps(value)
    key = digest(data)
    objects.put("object:" + key, data)
    return key


def get_object(objects: Objects, key: str) -> Any:
    """The value with a digest; `ObjectLost` if the store has it no longer, or has something else there."""
    data = objects.get("object:" + key)
    if data is None or digest(data) != key:
        raise ObjectLost(key)
    try:
        return loads(data)
    except ValueError as problem:
        raise ObjectLost(key) from problem


def _path_bytes(key: str) -> bytes:
    return key.encode() if key.isascii() else key.encode("utf-8", "surrogatepass")


class TreeMap:
    """Strings to values, over a stored map with changes laid upon it.

    `decode` turns a stored list into a record (records are written as lists). Reads are remembered. A missing key is
    a `KeyError` as in a dict; `ObjectLost` can come from every read. Of a stored map nothing is read before it is
    asked for: most runs ask for few of them.
    """

    _buckets: list[str]
    _size: int

    def __init__(self, objects: Objects, decode: Callable[[Any], Any], place: str = "") -> None:
        self._objects = objects
        self._place = place  # where it was stored, "" for a new one
        self._decode = decode
        self._raw: dict[int, dict[str, Any]] = {}
        self._read: dict[str, Any] = {}
        self._changed: dict[str, Any] = {}  # key -> value, None where it was removed
        self._key = place  # where it lies as it is

    @classmethod
    def load(cls, objects: Objects, key: str, decode: Callable[[Any], Any]) -> TreeMap:
        """The map that `save` stored under a digest."""
        return cls(objects, decode, key)

    @classmethod
    def of(cls, objects: Objects, values: Mapping[str, Any], decode: Callable[[Any], Any]) -> TreeMap:
        """A new map of values; nothing is stored yet."""
        made = cls(objects, decode)
        made._buckets, made._size = [EMPTY] * max(1, len(values) // PER_BUCKET), 0
        made._raw = {index: {} for index in range(len(made._buckets))}
        made._changed = dict(values)
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
            value = self._read[key] = self._decoded(self._bucket(self._index(key)).get(key))
        return default if value is None else value

    def __setitem__(self, key: str, value: Any) -> None:
        self._key = ""
        self._changed[key] = value

    def discard(self, key: str) -> None:
        """Removes a key, if it is there."""
        self._key = ""
        self._changed[key] = None

    def __iter__(self) -> Iterator[str]:
        """All keys. Reads the whole map, in no order that anybody may rely on."""
        for index in range(len(self._buckets)):
            yield from (key for key in self._bucket(index) if key not in self._changed)
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

    def changed(self) -> tuple[str, ...]:
        """The keys that were set or removed since the map was loaded."""
        return tuple(self._changed)

    def save(self) -> str:
        """Stores what changed, and returns the digest under which `load` finds the map."""
        if self._key:
            return self._key
        touched: dict[int, dict[str, Any]] = {}
        size, count = self._size, len(self._buckets)
        for key, value in self._changed.items():
            index = crc32(_path_bytes(key)) % count
            bucket = touched.get(index)
            if bucket is None:
                bucket = touched[index] = dict(self._bucket(index))
            size -= key in bucket
            if value is None:
                bucket.pop(key, None)
            else:
                size += 1
                bucket[key] = value
        if size > 4 * PER_BUCKET * len(self._buckets):
            self._key = TreeMap.of(self._objects, dict(self.items()), self._decode).save()
            return self._key
        for index, bucket in touched.items():
            self._buckets[index] = put_object(self._objects, bucket) if bucket else EMPTY
        self._key = put_object(self._objects, [size, self._buckets])
        return self._key

    def _decoded(self, plain: Any) -> Any:
        if plain is None:
            return None
        try:
            return self._decode(plain)
        except (TypeError, ValueError, AttributeError, IndexError) as problem:
            raise ObjectLost("an entry of another shape") from problem

    def _index(self, key: str) -> int:
        return crc32(_path_bytes(key)) % len(self._buckets)

    def _stored(self, key: str) -> bool:
        return key in self._bucket(self._index(key))

    def _bucket(self, index: int) -> dict[str, Any]:
        bucket = self._raw.get(index)
        if bucket is None:
            key = self._buckets[index]
            bucket = self._raw[index] = get_object(self._objects, key) if key != EMPTY else {}
            if not isinstance(bucket, dict):
                raise ObjectLost(key)
        return bucket
