"""[I/O] How git is run: with which environment and options, as a process, and what counts as a failure.

`subprocess` costs 15 ms to import, as much as the interpreter's own start; `posix_spawn` with pipes is what a hook
needs of it.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum
import os

from archhook.errors import GitError
from archhook.snapshot.changeset import decode, records
from archhook.snapshot.git_objects import missing_object

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

_PIPE_BYTES = 1 << 20  # what Linux grants to anybody
_CHUNK = 1 << 20


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


def with_objects(env: Mapping[str, str], folder: str) -> dict[str, str]:
    """The environment in which git finds the objects of one more folder, too."""
    inherited = env.get("GIT_ALTERNATE_OBJECT_DIRECTORIES")
    folders = [quoted_path(folder), *([inherited] if inherited else [])]
    return {**env, "GIT_ALTERNATE_OBJECT_DIRECTORIES": ":".join(folders)}


def quoted_path(path: str) -> str:
    """A folder as it stands in a list of folders with objects."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def settings(env: Mapping[str, str], folder: str) -> dict[str, str]:
    """What is configured of how files of the work tree are read: key, in lower case where git has no cases -> value."""
    code, output, errors = start(env, folder, *_SETTINGS).communicate()
    if code not in {0, 1}:
        raise failure("read the settings of conversion", code, errors)
    told = (record.partition("\n") for record in records(output))
    return {key: value if said else "true" for key, said, value in told}  # the last one counts


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
    """A git that has been started in a folder. `much`: it is going to say something of every file."""
    return Process(("git", "-C", folder, *OPTIONS, *arguments), env, standard_input, much=much)


def answer(process: Process, what: str) -> bytes:
    """Standard output of a git that has succeeded; `GitError` with its own words for one that has not."""
    code, output, errors = process.communicate()
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


class Process:
    """A program that has been started: read when its answer is needed, always reaped.

    Call `communicate` once, or `cancel`; a forgotten one is ended with its object.
    """

    __slots__ = ("_fds", "_input", "_name", "_pid")

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        standard_input: bytes = b"",
        *,
        much: bool = False,
    ) -> None:
        """Start `arguments[0]`, found on PATH. `GitError` if it cannot be started.

        `much`: it has much to say, and should not have to wait for its reader.
        """
        self._name = " ".join(arguments[:1])
        self._input = standard_input
        self._pid = 0
        self._fds: dict[str, int] = {}
        if _signal.getsignal(_signal.SIGCHLD) == _signal.SIG_IGN:
            # Inherited from a parent that ignores its children: the exit code would be lost, and with it the proof
            # that git did not fail.
            _signal.signal(_signal.SIGCHLD, _signal.SIG_DFL)
        theirs: list[int] = []
        try:
            actions = self._plumb(theirs)
            if much:
                _widen(self._fds["out"])
            self._pid = os.posix_spawnp(
                arguments[0], tuple(arguments), environment, file_actions=actions, setsigdef=[_signal.SIGPIPE]
            )
        except OSError as error:
            self._close()
            raise GitError(
                f"{arguments[0]} could not be started: {error.strerror or error}",
                fix=f"install {arguments[0]}, or put it on PATH",
            ) from error
        finally:
            for fd in theirs:
                os.close(fd)

    def _plumb(self, theirs: list[int]) -> list[tuple[int, int, int] | tuple[int, int, str, int, int]]:
        """Make the pipes; the child's ends are added to `theirs`."""
        actions: list[tuple[int, int, int] | tuple[int, int, str, int, int]] = []
        if self._input:
            read, self._fds["in"] = os.pipe()
            theirs.append(read)
            actions.append((os.POSIX_SPAWN_DUP2, read, 0))
        else:
            actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        for number, stream in ((1, "out"), (2, "err")):
            self._fds[stream], write = os.pipe()
            theirs.append(write)
            actions.append((os.POSIX_SPAWN_DUP2, write, number))
        return actions

    def communicate(self) -> tuple[int, bytes, bytes]:
        """Exit code (negative: the signal that ended it), standard output, standard error."""
        try:
            output, errors = self._exchange()
        except BaseException:
            self.cancel()
            raise
        self._close()
        return self._reap(), output, errors

    def cancel(self) -> None:
        """End the program and forget its answer. Nothing happens where it has already ended."""
        self._close()
        if self._pid:
            try:
                os.kill(self._pid, _signal.SIGTERM)
            except ProcessLookupError:
                pass
            self._reap()

    def __del__(self) -> None:
        self.cancel()

    def _exchange(self) -> tuple[bytes, bytes]:
        """Both outputs, read while the input is fed: by one `poll` loop, so that no full pipe can block the other."""
        import select

        poll = select.poll()
        streams = {fd: name for name, fd in self._fds.items()}
        for fd, name in streams.items():
            poll.register(fd, select.POLLOUT if name == "in" else select.POLLIN)
        if "in" in self._fds:
            os.set_blocking(self._fds["in"], False)
        read: dict[str, list[bytes]] = {"out": [], "err": []}
        rest = memoryview(self._input)
        while streams:
            for fd, _ in poll.poll():
                name = streams[fd]
                if name == "in":
                    rest = rest[_write(fd, rest) :]
                    done = not rest
                else:
                    chunk = os.read(fd, _CHUNK)
                    read[name].append(chunk)
                    done = not chunk
                if done:
                    poll.unregister(fd)
                    del streams[fd]
                    os.close(self._fds.pop(name))
        return b"".join(read["out"]), b"".join(read["err"])

    def _close(self) -> None:
        while self._fds:
            os.close(self._fds.popitem()[1])

    def _reap(self) -> int:
        pid, self._pid = self._pid, 0
        try:
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        except ChildProcessError as error:
            raise GitError(
                f"the exit code of {self._name} was taken by somebody else, so its answer cannot be trusted"
            ) from error


def _write(fd: int, data: memoryview) -> int:
    """How much was written; all of it where the reader has gone (its exit code tells why)."""
    try:
        return os.write(fd, data[:_CHUNK])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return len(data)


def _widen(fd: int) -> None:
    """Let the child write ahead of its reader, where the system allows it."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl  # Linux alone

        fcntl(fd, F_SETPIPE_SZ, _PIPE_BYTES)
    except (ImportError, OSError):
        pass
