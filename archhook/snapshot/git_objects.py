"""git's object format, as far as archhook reads it: the ids of blobs, loose objects, the answer of `cat-file`."""

from __future__ import annotations

from archhook.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from hashlib import _Hash


_EMPTY_TREES = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}


def hasher(object_format: str, size: int) -> _Hash:
    """A digest that has taken in the header of a blob of `size` bytes. `object_format`: sha1 | sha256."""
    return _digest(object_format, b"blob %d\0" % size)


def blob_id(object_format: str, content: bytes) -> str:
    """The id that git gives to a blob of this content."""
    digest = hasher(object_format, len(content))
    digest.update(content)
    return digest.hexdigest()


def empty_tree(object_format: str) -> str:
    """The id of the tree without entries; git knows it even where the object was never written."""
    _known(object_format)
    return _EMPTY_TREES[object_format]


def _digest(object_format: str, start: bytes) -> _Hash:
    _known(object_format)
    if object_format == "sha1":
        try:
            import _sha1  # type: ignore[import-not-found]  # a tenth of what hashlib costs, which loads OpenSSL
        except ImportError:
            pass
        else:
            digest: _Hash = _sha1.sha1(start, usedforsecurity=False)
            return digest
    import hashlib

    return hashlib.new(object_format, start, usedforsecurity=False)


def _known(object_format: str) -> None:
    if object_format not in _EMPTY_TREES:
        raise GitError(f"the repository's object format {object_format!r} is not known to this version of archhook")


def inflate_blob(compressed: bytes) -> bytes | None:
    """The content of a loose blob; None where it is no whole blob (git is asked then, and says what is wrong)."""
    import zlib

    try:
        inflated = zlib.decompress(compressed)
    except zlib.error:
        return None
    header, end, content = inflated.partition(b"\0")
    return content if end and header == b"blob %d" % len(content) else None


def parse_batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """`git cat-file --batch` -> (id, content) of each blob, in order.

    `GitError` for a missing object, for one that is no blob and for output that breaks off.
    """
    position = 0
    while position < len(output):
        end = output.find(b"\n", position)
        header = output[position : end if end >= 0 else len(output)].decode("ascii", "replace").split(" ")
        if len(header) == 2 and header[1] in {"missing", "ambiguous"}:
            raise missing_object(header[0])
        if end < 0 or len(header) != 3 or header[1] != "blob" or not header[2].isdigit():
            raise GitError(f"git cat-file answered {' '.join(header)!r} where a blob was asked for")
        start, size = end + 1, int(header[2])
        position = start + size + 1
        if output[position - 1 : position] != b"\n":
            raise GitError(f"git cat-file broke off in the middle of object {header[0]}")
        yield header[0], output[start : start + size]


def missing_object(oid: str = "") -> GitError:
    """An object that the snapshot names cannot be read; "" where git does not say which."""
    return GitError(
        f"{f'object {oid}' if oid else 'an object'} is missing from the repository",
        fix="in a partial clone, fetch it (`git fetch --refetch`); otherwise see what `git fsck` says",
    )
