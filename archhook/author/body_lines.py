"""The lines of a class body, as syntax trees: what they bind, and the comments and blank lines above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

if TYPE_CHECKING:
    from collections.abc import Sequence


def binds(line: cst.SimpleStatementLine, names: list[str]) -> bool:
    """Whether a line binds one of some names."""
    for one in line.body:
        target = one.targets[0].target if isinstance(one, cst.Assign) else getattr(one, "target", None)
        if isinstance(target, cst.Name) and target.value in names:
            return True
    return False


def behind_doc(block: cst.IndentedBlock) -> int:
    """The position behind the docstring of a class body."""
    first = block.body[0]
    return int(isinstance(first, cst.SimpleStatementLine) and isinstance(first.body[0], cst.Expr))


def without_blanks(lines: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """Lines above a statement without the blank ones that they begin with."""
    first = next((at for at, one in enumerate(lines) if one.comment is not None), len(lines))
    return [*lines[first:]]


def joined_above(removed: Sequence[cst.EmptyLine], kept: Sequence[cst.EmptyLine]) -> list[cst.EmptyLine]:
    """The lines above a statement once the one before it, with lines of its own above, is gone."""
    if any(line.comment is not None for line in removed):
        return [*removed, *kept]
    return [*(kept if len(kept) >= len(removed) else removed)] if not _commented(kept) else [*kept]


def _commented(lines: Sequence[cst.EmptyLine]) -> bool:
    return any(line.comment is not None for line in lines)
