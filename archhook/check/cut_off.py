"""An edit of the ledger that was cut off half-way, told by what it has left beside files."""

from __future__ import annotations

import os

from archhook.atomic import left_beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def cut_off(top: str, paths: Iterable[str]) -> str:
    """How an edit is finished that a killed process has begun in the folders of some files; "" where there is none.

    The new files are whole: an edit writes them all before it replaces the first. `top`: what paths are relative to.
    """
    from shlex import quote

    left: dict[str, list[str]] = {}
    for folder in sorted({os.path.dirname(path) for path in paths} | {""}):
        for name, target in left_beside(os.path.join(top, folder)):
            number = name[len(target) :]
            pattern = f"{quote(folder)}/*{number}" if folder else f"*{number}"
            if pattern not in left.setdefault(number, []):
                left[number].append(pattern)
    loops = (
        f'`for one in {" ".join(patterns)}; do mv "$one" "${{one%{number}}}"; done`'
        for number, patterns in left.items()
    )
    told = " and ".join(loops)
    return (
        f"an edit of the ledger was cut off half-way: {told} finishes it; `git diff` shows what it did" if told else ""
    )
