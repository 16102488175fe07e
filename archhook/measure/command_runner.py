"""[I/O] Starts a command several times and reports what each run took; a program of its own, which imports nothing.

Linux counts the memory of the process that starts a command into the command's own peak (`exec` keeps the mark), so
the starter must be small: `python -I -S command_runner.py PIPE RUNS COMMAND ...` is, and archhook is not.
"""

from __future__ import annotations

import os
import sys
import time


def main(pipe: int, runs: int, command: list[str]) -> None:
    """Writes a line to the pipe for each run: wall-clock and CPU seconds, peak of memory, exit status.

    The peak is that of the largest process of the command's tree, in the unit of the platform. A first line gives
    the starter's own; `!` and an error number stand for a command that cannot be started.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    os.set_inheritable(pipe, False)
    os.write(pipe, b"%d\n" % own_peak())
    for _ in range(runs):
        started = time.perf_counter()
        try:
            actions = [(os.POSIX_SPAWN_DUP2, nothing, 0), (os.POSIX_SPAWN_DUP2, nothing, 1)]
            process = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
        except OSError as error:
            os.write(pipe, b"!%d\n" % (error.errno or 0))
            return
        _, status, used = os.wait4(process, 0)
        wall = time.perf_counter() - started
        code = os.waitstatus_to_exitcode(status)
        line = f"{wall!r} {used.ru_utime + used.ru_stime!r} {used.ru_maxrss} {code}\n"
        os.write(pipe, line.encode())
        if code:
            return


def own_peak() -> int:
    """The peak of this process's own memory, in the unit of `ru_maxrss`; 0 where the platform does not tell."""
    try:
        with open("/proc/self/status", "rb") as file:
            return next((int(line.split()[1]) for line in file if line.startswith(b"VmHWM:")), 0)
    except OSError:
        return 0


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
    except (KeyboardInterrupt, BrokenPipeError):  # or archhook has gone
        sys.exit(130)
