"""[I/O] Many files parsed by as many processes as the machine has for us; what they find is streamed back."""

from __future__ import annotations

import gc
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Read = Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]

WORTHWHILE = 200
"""Fewer objects than this are parsed by the process itself: a fork costs as much as some dozen of them."""

BATCH = 256
"""So many objects a worker reads at a time."""

_CHUNK = 1 << 20
_PIPE = 1 << 16  # what a pipe holds


def processors() -> int:
    """How many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Parsing:
    """(object id, its encoded inventory) for each of some objects, in any order; the work begins at once.

    `read` yields the records of a batch. A worker that dies leaves its share to this process, so that what is wrong
    shows here. `close` ends what is still at work.
    """

    def __init__(self, oids: Sequence[str], read: Read) -> None:
        count = processors() if len(oids) >= WORTHWHILE and hasattr(os, "fork") else 0
        self._read = read
        self._left = dict.fromkeys(oids)
        self._workers: dict[int, _Worker] = {}
        for start in range(count if count > 1 else 0):
            worker = _Worker(oids[start::count], read)
            self._workers[worker.output] = worker

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        import select

        poll = select.poll()
        for descriptor in self._workers:
            poll.register(descriptor, select.POLLIN)
        while self._workers:
            for descriptor, _ in poll.poll():
                chunk = os.read(descriptor, _CHUNK)
                if not chunk:
                    poll.unregister(descriptor)
                    self._workers.pop(descriptor).reap()
                    continue
                for oid, data in self._workers[descriptor].records(chunk):
                    del self._left[oid]
                    yield oid, data
        yield from _batches(list(self._left), self._read)

    def close(self) -> None:
        """Ends the workers. Closing their pipes is not enough: a later worker holds the reading end open, too."""
        import signal

        while self._workers:
            _, worker = self._workers.popitem()
            os.kill(worker.pid, signal.SIGKILL)
            worker.reap()


def _batches(oids: Sequence[str], read: Read) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(oids), BATCH):
        yield from read(oids[start : start + BATCH])


class _Worker:
    """A forked process that writes its share as records: id, length, inventory."""

    def __init__(self, share: Sequence[str], read: Read) -> None:
        self.output, theirs = os.pipe()
        self.pid = os.fork()
        self.buffer = bytearray()
        if self.pid:
            os.close(theirs)
            return
        code = 1
        try:
            os.close(self.output)
            gc.disable()
            self._work(theirs, share, read)
            code = 0
        finally:
            os._exit(code)  # whatever happened: nothing of the parent's is to be flushed, closed or reported here

    def _work(self, output: int, share: Sequence[str], read: Read) -> None:
        """Writes the records. The parent may be busy: what the pipe does not take is kept, and the work goes on."""
        os.set_blocking(output, False)
        for oid, data in _batches(share, read):
            self.buffer += b"%s %d\n" % (oid.encode(), len(data)) + data
            if len(self.buffer) > _PIPE:
                self._write(output)
        os.set_blocking(output, True)
        while self.buffer:
            self._write(output)

    def _write(self, output: int) -> None:
        try:
            del self.buffer[: os.write(output, self.buffer[:_CHUNK])]
        except BlockingIOError:
            pass

    def reap(self) -> None:
        """Lets go of a worker that has ended, or will."""
        os.close(self.output)
        os.waitpid(self.pid, 0)

    def records(self, chunk: bytes) -> Iterator[tuple[str, bytes]]:
        """The records that are whole now."""
        self.buffer += chunk
        start = 0
        while (end := self.buffer.find(b"\n", start)) >= 0:
            oid, _, length = bytes(self.buffer[start:end]).partition(b" ")
            stop = end + 1 + int(length)
            if stop > len(self.buffer):
                break
            yield oid.decode(), bytes(self.buffer[end + 1 : stop])
            start = stop
        del self.buffer[:start]
