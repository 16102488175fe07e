"""[I/O] How git is called: with which environment and options, and what counts as a failure."""

from __future__ import annotations

from archhook.change.changeset import decode
from archhook.change.process import Process
from archhook.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ADDED = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is never refreshed on disk
    "GIT_NO_REPLACE_OBJECTS": "1",  # an id stands for one content
    "LC_ALL": "C",  # git's messages are shown, and one is recognised
}
_DROPPED = frozenset(
    {
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
        "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "LANGUAGE",
    }
)  # fmt: skip
_OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=false",  # a program of the configuration's choice, which is believed about what changed
    "-c", "core.trustctime=true",
    "-c", "core.checkStat=default",
)  # fmt: skip
_OLD_GIT = "archhook needs git 2.31 or newer"


def environment(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment for calls about the user's own repository.

    What git has set for its hooks stays (above all GIT_INDEX_FILE: a commit in progress has an index of its own);
    what would change the meaning of our own arguments goes.
    """
    kept = {
        name: value for name, value in inherited.items() if name not in _DROPPED and not name.startswith("GIT_TRACE")
    }
    return kept | _ADDED


def with_config(env: Mapping[str, str], settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The environment with configuration added that `-c` cannot express (a key that holds `=`)."""
    start = int(env.get("GIT_CONFIG_COUNT") or 0)
    added = {"GIT_CONFIG_COUNT": str(start + len(settings))}
    for number, (key, value) in enumerate(settings, start):
        added |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**env, **added}


def start(
    env: Mapping[str, str], folder: str, *arguments: str, standard_input: bytes = b"", much: bool = False
) -> Process:
    """Start git in a folder. `much`: it is going to say something of every file."""
    return Process(("git", "-C", folder, *_OPTIONS, *arguments), env, standard_input, much=much)


def answer(process: Process, what: str) -> bytes:
    """Standard output of a git that has succeeded; `GitError` with its own words for one that has not."""
    code, output, errors = process.finish()
    if code:
        raise failure(what, code, errors)
    return output


def failure(what: str, code: int, errors: bytes) -> GitError:
    """A git that ended with an exit code other than 0, as an error."""
    said = decode(errors).strip() or (f"ended by signal {-code}" if code < 0 else f"exit code {code}")
    fix = "add the folder to git's safe.directory, if you trust its owner" if "dubious ownership" in said else ""
    return GitError(f"git could not {what}: {said}", fix=_OLD_GIT if "unknown option" in said else fix)
