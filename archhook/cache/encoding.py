"""Values to bytes and back, and their digests: JSON, because reading a planted or damaged value must be harmless.

`import json` brings `re` with it and costs most of an interpreter start; its C scanner and encoder do not.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

try:
    from _blake2 import blake2b
except ImportError:  # an interpreter without the accelerator
    from hashlib import blake2b


OBJECT = "digest:"
"""What the key of a value begins with that is kept under its digest. Such a value needs no other checksum: whoever asks
for it compares (treemap.py).
"""


def digest(*parts: bytes) -> str:
    """32 hexadecimal digits that stand for the parts and the borders between them."""
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(b"%d:" % len(part))
        state.update(part)
    return state.hexdigest()


def spread(name: bytes) -> int:
    """A number below 2**32 that stands for a name. A checksum of zlib's is quicker, but for the import of zlib."""
    return int.from_bytes(blake2b(name, digest_size=4).digest(), "big")


class _Scanner:
    """What the C scanner asks for; the values are those of `json.JSONDecoder`."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict[str, str] = {}  # noqa: RUF012  # the scanner clears it after each call


def _refuse(value: object) -> object:
    raise TypeError(f"{type(value).__name__} cannot be stored")


try:
    from _json import encode_basestring_ascii, make_encoder, make_scanner

    _make_scanner: Any = make_scanner
    _make_encoder: Any = make_encoder
    _scan = _make_scanner(_Scanner())
    _encode = _make_encoder(None, _refuse, encode_basestring_ascii, None, ":", ",", True, False, False)
    _write = _make_encoder(None, _refuse, encode_basestring_ascii, None, ": ", ", ", False, False, False)
except ImportError:
    _scan = _encode = _write = None


def dumps(value: object) -> bytes:
    """A value of dicts, sequences, strings, numbers, bools and None as ASCII JSON, keys sorted, no spaces.

    Equal values give equal bytes. `TypeError` or `ValueError` for anything else.
    """
    if _encode is None:
        import json

        return json.dumps(value, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()
    if isinstance(value, str):
        return encode_basestring_ascii(value).encode()
    return "".join(_encode(value, 0)).encode()


def written(document: Mapping[str, object]) -> str:
    """A document of the same values as `json.dumps` writes it for others to read: ASCII, keys in their order."""
    if _write is None:
        import json

        return json.dumps(document, allow_nan=False)
    return "".join(_write(document, 0))


def loads(data: bytes) -> Any:
    """The value that `dumps` wrote. `ValueError` for anything that is not one JSON document."""
    try:
        text = data.decode("ascii")
        if _scan is None:
            import json

            return json.loads(text)
        value, end = _scan(text, 0)
    except (StopIteration, RecursionError, SystemError) as problem:
        # SystemError is how the scanner fails where json.decoder, whose error it would raise, was never imported
        raise ValueError("not JSON") from problem
    if end != len(text):
        raise ValueError("more than one JSON document")
    return value
