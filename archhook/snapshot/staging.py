"""How a file of the work tree gets into a commit that is being made."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
