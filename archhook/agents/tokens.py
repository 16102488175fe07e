"""How much of an agent's context a text takes, and how an answer is kept within a bound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Room(NamedTuple):
    """How much an answer may say: entries of each list, characters of each long text, characters of each short one."""

    entries: int
    text: int
    name: int


ROOMS = (
    Room(40, 4000, 200),
    Room(20, 1600, 160),
    Room(10, 600, 120),
    Room(5, 240, 100),
    Room(3, 100, 80),
    Room(1, 40, 40),
)
"""From the most generous to the least; with the last, no answer is larger than some hundreds of tokens."""


def tokens(text: str) -> int:
    """Tokens that a text takes at the most.

    Tokenizers differ; what is certain is about 4 characters of English, and 3 bytes of code or of anything else, for
    one. Counting every 3 bytes errs on the safe side.
    """
    return -(-len(text.encode("utf-8", "surrogatepass")) // 3)


def fitting(build: Callable[[Room], str], limit: int) -> str:
    """What `build` says in the most generous room in which it takes `limit` tokens at the most."""
    for room in ROOMS:
        text = build(room)
        if tokens(text) <= limit:
            return text
    return text


def clip(text: str, characters: int) -> str:
    """The text on at most so many characters, cut between words where there are some, with `...` where it was cut."""
    if len(text) <= characters:
        return text
    head = text[: max(0, characters - 3)]
    cut = max(head.rfind(" "), head.rfind("\n"))
    return (head[:cut] if cut > characters // 2 else head).rstrip() + "..."


def dump(document: dict[str, Any]) -> str:
    """A document on one line: ASCII, as every stream and every name can bear it."""
    return json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n"
