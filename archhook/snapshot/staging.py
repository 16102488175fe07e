"""[I/O] How a file gets into the commit that is being made, and what pre-commit keeps aside meanwhile."""

from __future__ import annotations

import os

from archhook.snapshot.changeset import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LEAD = b"diff --git a/"

SAME_OPTIONS = "with the same options: what they took (`-a`, `-p`, `-i`) is not staged any more"


def is_partial(environment: Mapping[str, str]) -> bool:
    """Whether a hook is called by `git commit FILE`, which takes nothing but the files that it names.

    What is staged beside them stays out of it: git makes an index for such a commit, named so in its folder. That of
    `git commit -a` and `-p` is the lock of the usual one.
    """
    name = environment.get("GIT_INDEX_FILE", "").rpartition("/")[2]
    return name.startswith("next-index-") and name.endswith(".lock")


def takes_along(environment: Mapping[str, str]) -> bool:
    """Whether a hook is called by a commit that stages more than there was: `git commit -a`, `-p` or `-i FILE`.

    Where it fails nothing of that is staged any more: the same command has to be run again. Its index is the lock of
    the usual one.
    """
    return environment.get("GIT_INDEX_FILE", "").rpartition("/")[2] == "index.lock"


def way_in(files: Iterable[str], partial: bool) -> str:
    """What puts files into the commit. `partial`: one that takes the files that it names."""
    names = " ".join(sorted(files))
    return f"name it in the commit, too: `git commit {names} ...`" if partial else f"`git add {names}`"


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
