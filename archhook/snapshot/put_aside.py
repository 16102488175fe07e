"""[I/O] What pre-commit has put aside while its hooks run: changes of tracked files that are not staged."""

from __future__ import annotations

import os

from archhook.snapshot.changeset import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_LEAD = b"diff --git a/"


def put_aside(environment: Mapping[str, str]) -> frozenset[str]:
    """The files, from the repository's top, whose unstaged changes are out of the work tree while a hook runs.

    pre-commit keeps them as a patch in its own folder, named by the process that has started the hook. None where there
    is no such patch: then the work tree is as it was.
    """
    if not environment.get("PRE_COMMIT"):
        return frozenset()
    home = environment.get("PRE_COMMIT_HOME") or os.path.join(
        environment.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "pre-commit"
    )
    try:
        end = f"-{os.getppid()}"
        names = [one for one in os.listdir(home) if one.startswith("patch") and one.endswith(end)]
        found: set[str] = set()
        for name in names:
            with open(os.path.join(home, name), "rb") as file:
                found.update(_named(line) for line in file if line.startswith(_LEAD))
    except OSError:
        return frozenset()
    return frozenset(found - {""})


def _named(line: bytes) -> str:
    """The file of a patch's `diff --git a/NAME b/NAME`; "" for a name that git has to quote."""
    told = line.rstrip(b"\n").removeprefix(_LEAD)
    name, rest = told[: (len(told) - 3) // 2], told[(len(told) - 3) // 2 :]
    return decode(name) if rest == b" b/" + name else ""
