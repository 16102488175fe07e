"""[I/O] Says on what kind of machine something was measured: processor, cores, memory, system; never its name."""

from __future__ import annotations

import os
import platform

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from archhook.measure.tool_files import Made
else:
    from archhook.records import NamedTuple


class Machine(NamedTuple):
    """What tells one kind of machine from another."""

    processor: str
    cores: int
    memory: int  # bytes
    system: str
    architecture: str

    def __str__(self) -> str:
        """`AMD EPYC 7B13, 4 cores, 16 GiB, Linux x86_64`: what is not known is left out."""
        cores = f"{self.cores} core{'s' if self.cores > 1 else ''}" if self.cores else ""
        memory = f"{round(self.memory / 2**30)} GiB" if self.memory else ""
        system = f"{self.system} {self.architecture}".strip()
        return ", ".join(part for part in (self.processor, cores, memory, system) if part) or "unknown"


def this_machine() -> Machine:
    """The machine that archhook runs on."""
    architecture = platform.machine()
    processor = _line("/proc/cpuinfo", "model name") or platform.processor()
    return Machine(
        "" if processor == architecture else " ".join(processor.split()),
        os.cpu_count() or 0,
        _memory(),
        platform.system(),
        architecture,
    )


def _line(path: str, key: str) -> str:
    """The value of a `key : value` line of a file; "" where there is none."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return next((line.partition(":")[2].strip() for line in file if line.startswith(key)), "")
    except OSError:
        return ""


def _memory() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return 0


def machine_of(made: Made, here: Machine) -> Machine:
    """Where a file was made: here, unless it says something else. Memory is known of this machine alone."""
    told = Machine(made.processor, made.cores, 0, made.system, made.architecture)
    pairs = zip(told, here._replace(memory=0), strict=True)
    return here if all(not theirs or theirs == ours for theirs, ours in pairs) else told
