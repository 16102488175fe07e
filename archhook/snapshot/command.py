"""[I/O] How git is called: with which environment and options, and what counts as a failure."""

from __future__ import annotations

from archhook.errors import GitError
from archhook.snapshot.changeset import decode
from archhook.snapshot.git_objects import missing_object
from archhook.snapshot.process import Process

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ADDED = {
    "GIT_OPTIONAL_LOCKS": "0",  # the index is never refreshed on disk
    "GIT_NO_REPLACE_OBJECTS": "1",  # an id stands for one content
    "LC_ALL": "C",  # git's messages are shown, and one is recognised
    # What is missing in a partial clone is never fetched: the transport is a program that the configuration names.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # for a git that does not know this variable: no transport may be used
}
_DROPPED = frozenset(
    {
        "GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS",
        "GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_PREFIX", "LANGUAGE",
        "GIT_CONFIG",  # the file that `git config` alone reads: it would tell of other filters than those that run
    }
)  # fmt: skip
OPTIONS = (
    "--no-pager",
    "-c", "core.fsmonitor=false",  # a program of the configuration's choice, which is believed about what changed
    "-c", "core.hooksPath=/dev/null",  # no hook lies there
    "-c", "fetch.parallel=-1",  # `git fetch` ends at once: gits without GIT_NO_LAZY_FETCH load bundles before they look
                                # whether the transport is allowed
    "-c", "core.trustctime=true",
    "-c", "core.checkStat=default",
)  # fmt: skip
_CONVERSION = r"^(core\.(autocrlf|filemode|symlinks)|filter\..*\.(clean|process))$"
_SETTINGS = ("config", "--null", "--get-regexp", _CONVERSION)
_OFF = frozenset({"", "false", "no", "off"})
_NOT_FETCHED = " from promisor remote"
_KEPT_FROM_FETCHING = ("fetch.parallel cannot be negative", "' not allowed")  # of what git starts to fetch an object
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


def overlay(inherited: Mapping[str, str]) -> dict[str, str]:
    """The same environment for who can set variables of an inherited one, but drop none: git takes "" for unset."""
    return dict.fromkeys(inherited.keys() - environment(inherited).keys(), "") | _ADDED


def with_config(env: Mapping[str, str], settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The environment with configuration added that `-c` cannot express (a key that holds `=`).

    It stands where git hands on its own `-c` to the hooks that it runs, and after that, so that it holds.
    """
    added = [f"{_quoted(key)}={_quoted(value)}" for key, value in settings]
    inherited = env.get("GIT_CONFIG_PARAMETERS", "")
    return {**env, "GIT_CONFIG_PARAMETERS": " ".join(([inherited] if inherited else []) + added)}


def settings(env: Mapping[str, str], folder: str) -> dict[str, str]:
    """What is configured of how files of the work tree are read: key, in lower case where git has no cases -> value."""
    code, output, errors = start(env, folder, *_SETTINGS).finish()
    if code not in {0, 1}:
        raise failure("read the settings of conversion", code, errors)
    records = (record.partition("\n") for record in decode(output).split("\0")[:-1])
    return {key: value if said else "true" for key, said, value in records}  # the last one counts


def is_on(value: str) -> bool:
    """A setting that is true or false, as git reads it."""
    return value.lower() not in _OFF and value.strip("0") != ""


def without_filters(env: Mapping[str, str], configured: Mapping[str, str]) -> Mapping[str, str]:
    """The environment in which git starts no filter of those that are in the `settings`.

    git compares the content of a file whose record in the index is too fresh to be trusted, and runs the clean filter
    for it: a program that the configuration names.
    """
    keys = [key for key in configured if key.startswith("filter.")]
    off = [(key, "") for key in keys] + [(key.rpartition(".")[0] + ".required", "false") for key in keys]
    return with_config(env, off) if keys else env


def start(
    env: Mapping[str, str], folder: str, *arguments: str, standard_input: bytes = b"", much: bool = False
) -> Process:
    """Start git in a folder. `much`: it is going to say something of every file."""
    return Process(("git", "-C", folder, *OPTIONS, *arguments), env, standard_input, much=much)


def answer(process: Process, what: str) -> bytes:
    """Standard output of a git that has succeeded; `GitError` with its own words for one that has not."""
    code, output, errors = process.finish()
    if code:
        raise failure(what, code, errors)
    return output


def failure(what: str, code: int, errors: bytes) -> GitError:
    """A git that ended with an exit code other than 0, as an error."""
    said = decode(errors).strip() or (f"ended by signal {-code}" if code < 0 else f"exit code {code}")
    if _NOT_FETCHED in said:
        return missing_object(said.partition(_NOT_FETCHED)[0].rpartition(" ")[2])
    if any(reason in said for reason in _KEPT_FROM_FETCHING):
        return missing_object()  # the git that wanted it has been ended by the pipe to the one that was to fetch it
    fix = "add the folder to git's safe.directory, if you trust its owner" if "dubious ownership" in said else ""
    return GitError(f"git could not {what}: {said}", fix=_OLD_GIT if "unknown option" in said else fix)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
