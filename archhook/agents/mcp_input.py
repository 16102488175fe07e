"""[I/O] What `archhook mcp` reads, such that each request in it is answered: the SDK drops what it cannot read.

A client waits for an answer until its patience ends. So a request that the SDK would not take is handed on as one of
the same id that it takes, and answers: with the error that it has for it, or of the text that could be read.
"""

from __future__ import annotations

import io
import json
import os
from typing import TYPE_CHECKING, Any

from mcp.types import jsonrpc_message_adapter
from pydantic import ValidationError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def answerable(line: bytes) -> bytes:
    """A line of the protocol with each request in it as the SDK takes it; the line itself where there is nothing to do.

    What is no text (a half of a surrogate pair, say) becomes U+FFFD, as in what the SDK decodes. Parameters that are
    no object are left out. A batch becomes its messages, a line each.
    """
    if _taken(line):
        return line
    try:
        message = json.loads(line.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return line  # no JSON, so nobody knows whom to answer
    if isinstance(message, list):
        return b"".join(_request(one) or _encoded(one) for one in message) or line
    return _request(message) or line


def _request(message: Any) -> bytes:
    """A message as a request that the SDK takes; empty where it is none that can be answered."""
    if not isinstance(message, dict) or "result" in message or "error" in message:
        return b""
    number, method = message.get("id"), message.get("method")
    if not isinstance(number, int | str) or isinstance(number, bool):
        return b""
    bare = {"jsonrpc": "2.0", "id": number, "method": method if isinstance(method, str) else ""}
    lines = (_encoded(one) for one in (bare | {"params": message.get("params")}, bare))
    return next(filter(_taken, lines), b"")


def _encoded(message: Any) -> bytes:
    text = json.dumps(message, ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace").encode() + b"\n"


def _taken(line: bytes) -> bool:
    try:
        jsonrpc_message_adapter.validate_json(line, by_name=False)
    except ValidationError:
        return False
    return True


class _Answerable(io.RawIOBase):
    """The bytes of a stream of lines, each made answerable as soon as it is there."""

    def __init__(self, lines: io.BufferedReader) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        if not self._rest:
            self._rest = answerable(self._lines.readline())
        given, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(given)] = given
        return len(given)


def standard_input() -> io.TextIOWrapper:
    """Standard input with each request in it answerable. What is started from now on reads nothing from there."""
    own = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return io.TextIOWrapper(io.BufferedReader(_Answerable(open(own, "rb"))), encoding="utf-8", errors="replace")
