"""[I/O] Work that is shared out to forked processes, as many as may run at once; what they find is streamed back."""

from __future__ import annotations

import gc
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Records = Iterable[tuple[str, bytes]]
    Read = Callable[[Iterable[str]], Records]

WORTHWHILE = 200
"""Fewer objects than this are parsed by the process itself: a fork costs as much as some dozen of them."""

BATCH = 256
"""So many objects a worker reads at a time."""

_BATCHES = 8192  # whose numbers fit into a pipe
_NUMBER = 4  # bytes of a batch's number
_CHUNK = 1 << 20
_PIPE = 1 << 16  # what a pipe holds


def processors() -> int:
    """How many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def batches(oids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The objects in batches."""
    size = max(BATCH, -(-len(oids) // _BATCHES))
    return (oids[start : start + size] for start in range(0, len(oids), size))


class Parsing:
    """Objects that are being read by so many other processes; the work begins at once.

    What `read` yields of them, records (object id, bytes), arrives here in any order. A process that dies ends its
    stream, and no more: who reads knows what is missing.
    """

    def __init__(self, oids: Sequence[str], read: Read, processes: int) -> None:
        self.shared = processes > 0 and len(oids) > 0 and hasattr(os, "fork")
        self._read = read
        self._batches = tuple(batches(oids))
        self._queue = -1
        self._workers: list[_Worker] = []
        if self.shared:
            self._queue, theirs = os.pipe()
            os.write(theirs, b"".join(number.to_bytes(_NUMBER, "big") for number in range(len(self._batches))))
            os.close(theirs)
            self._workers += [_Worker(self._work) for _ in range(processes)]

    def take_back(self) -> list[str]:
        """The objects that no process has begun with; they are left to whoever calls."""
        left: list[str] = []
        while (number := self._next()) is not None:
            left += self._batches[number]
        return left

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        import select

        reading = {worker.output: worker for worker in self._workers}
        poll = select.poll()
        for descriptor in reading:
            poll.register(descriptor, select.POLLIN)
        while reading:
            for descriptor, _ in poll.poll():
                chunk = os.read(descriptor, _CHUNK)
                if chunk:
                    yield from reading[descriptor].records(chunk)
                else:
                    poll.unregister(descriptor)
                    del reading[descriptor]

    def close(self) -> None:
        """Ends what is still at work. Closing the pipes is not enough: a later process holds their ends open, too."""
        import signal

        while self._workers:
            worker = self._workers.pop()
            os.kill(worker.pid, signal.SIGKILL)
            os.close(worker.output)
            os.waitpid(worker.pid, 0)
        if self._queue >= 0:
            os.close(self._queue)
            self._queue = -1

    def _next(self) -> int | None:
        """The number of a batch that nobody has begun with: the numbers lie in a pipe that all processes share."""
        number = os.read(self._queue, _NUMBER)
        return int.from_bytes(number, "big") if number else None

    def _work(self) -> Records:
        """Takes batch after batch."""
        while (number := self._next()) is not None:
            yield from self._read(self._batches[number])


class _Worker:
    """A forked process that writes its records: object id, length, bytes."""

    def __init__(self, work: Callable[[], Records]) -> None:
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
            self._run(theirs, work)
            code = 0
        finally:
            os._exit(code)  # whatever happened: nothing of the parent's is to be flushed, closed or reported here

    def _run(self, output: int, work: Callable[[], Records]) -> None:
        """Writes the records. The reader may be busy: what the pipe does not take is kept, and the work goes on."""
        os.set_blocking(output, False)
        for oid, data in work():
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
