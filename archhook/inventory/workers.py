"""[I/O] Many files parsed by as many processes as the machine has for us; what they find is streamed back."""

from __future__ import annotations

import gc
import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Read = Callable[[Iterable[str]], Iterable[tuple[str, bytes]]]

WORTHWHILE = 200
"""Fewer objects than this are parsed by the process itself: a fork costs as much as some dozen of them."""

BATCH = 256
"""So many objects a worker reads at a time."""

_CHUNK = 1 << 20


def processors() -> int:
    """How many processes may run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def parsed(oids: Sequence[str], read: Read) -> Iterator[tuple[str, bytes]]:
    """(object id, its encoded inventory) for each of the objects, in any order. `read` yields those of a batch.

    A worker that dies leaves its share to this process, so that what is wrong shows here.
    """
    count = processors() if len(oids) >= WORTHWHILE and hasattr(os, "fork") else 1
    if count == 1:
        yield from _batches(oids, read)
        return
    left = dict.fromkeys(oids)
    for oid, data in _streamed([_Worker(oids[start::count], read) for start in range(count)]):
        del left[oid]
        yield oid, data
    yield from _batches(list(left), read)


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
            with open(theirs, "wb", buffering=_CHUNK) as stream:
                for oid, data in _batches(share, read):
                    stream.write(b"%s %d\n" % (oid.encode(), len(data)))
                    stream.write(data)
            code = 0
        finally:
            os._exit(code)  # whatever happened: nothing of the parent's is to be flushed, closed or reported here

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


def _streamed(workers: list[_Worker]) -> Iterator[tuple[str, bytes]]:
    """The records of all workers as they come. Ends the workers if the reader loses interest."""
    import select

    poll = select.poll()
    open_workers = {worker.output: worker for worker in workers}
    for descriptor in open_workers:
        poll.register(descriptor, select.POLLIN)
    try:
        while open_workers:
            for descriptor, _ in poll.poll():
                chunk = os.read(descriptor, _CHUNK)
                if not chunk:
                    poll.unregister(descriptor)
                    os.close(descriptor)
                    os.waitpid(open_workers.pop(descriptor).pid, 0)
                    continue
                yield from open_workers[descriptor].records(chunk)
    finally:
        for descriptor, worker in open_workers.items():
            os.close(descriptor)
            os.kill(worker.pid, signal.SIGKILL)  # closing is not enough: a later worker holds this end open, too
            os.waitpid(worker.pid, 0)
