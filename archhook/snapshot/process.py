"""[I/O] One run of git: started at once, read when its answer is needed, always reaped.

`subprocess` costs 15 ms to import, as much as the interpreter's own start; `posix_spawn` with pipes is what a hook
needs of it. Input, output and the error stream are moved by one `poll` loop, so that no full pipe can block the other.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum
import os

from archhook.errors import GitError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_PIPE_BYTES = 1 << 20  # what Linux grants to anybody
_CHUNK = 1 << 20


class Process:
    """A program that has been started. Call `finish` once, or `cancel`; a forgotten one is ended with its object."""

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

    def finish(self) -> tuple[int, bytes, bytes]:
        """Exit code (negative: the signal that ended it), standard output, standard error."""
        try:
            output, errors = self._exchange()
        except BaseException:
            self.cancel()
            raise
        self._close()
        return self._reap(), output, errors

    def cancel(self) -> None:
        """End the program and forget its answer. Nothing happens where it has already been finished."""
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
        """Feed the input and read both outputs until the program has closed them."""
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
