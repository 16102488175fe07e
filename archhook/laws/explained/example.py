"""What an example of a law is made of."""

from __future__ import annotations

from typing import NamedTuple

LEDGER, BASKET, SCANNER = "architecture.py", "src/till/basket.py", "src/till/scanner.py"
"""The files of the small project that most examples change: a till with a basket and a scanner."""


class Piece(NamedTuple):
    """A part of one file. The tests put it into the small project, in the place of `instead`; "" is the file's end.

    An import goes to the imports.
    """

    path: str
    text: str
    within: str = ""  # the line of the class that it stands in, for the reader
    instead: str = ""


class Explained(NamedTuple):
    """One law by example: what breaks it and no other law, what keeps it, and the way from the one to the other."""

    broken: tuple[Piece, ...]
    kept: tuple[Piece, ...]
    mend: str


def field(within: str, instead: str, broken: str, kept: str, mend: str) -> Explained:
    """A law that is broken and kept by the same lines of a node."""
    return Explained(
        (Piece(LEDGER, broken, f"class {within}:", instead),), (Piece(LEDGER, kept, f"class {within}:", instead),), mend
    )


def written(path: str, *texts: str) -> tuple[Piece, ...]:
    """Pieces at a file's end."""
    return tuple(Piece(path, text) for text in texts)
