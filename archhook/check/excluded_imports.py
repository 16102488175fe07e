"""Imports of excluded files (DEP211): one breach for each Design and pattern, of those that are found file by file."""

from __future__ import annotations

from archhook.model.findings import import_anchor, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.model.findings import Breach

CODE = "DEP211"


def joined(breaches: Iterable[Breach]) -> list[Breach]:
    """Breaches, those of `CODE` about one Design and one pattern in one that is about all their import statements.

    It stands at the first of them by path, and no file is part of what it is about: it outlives the first import.
    """
    others: list[Breach] = []
    alike: dict[tuple[str, str], list[Breach]] = {}  # (Design, pattern) -> what single files have of it
    for breach in breaches:
        if breach.code == CODE:
            alike.setdefault((breach.node, breach.symbol), []).append(breach)
        else:
            others.append(breach)
    for group in alike.values():
        found = sorted(one for breach in group for one in statements(breach.anchor))
        first = min(group, key=lambda breach: statements(breach.anchor)[0])
        others.append(first._replace(anchor=import_anchor(found), file=""))
    return others
