from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from archhook.errors import GitError
from archhook.snapshot.command import Process


def python(code: str, standard_input: bytes = b"") -> Process:
    return Process((sys.executable, "-c", code), dict(os.environ), standard_input)


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").exists() else 0


def test_outputs_and_exit_code_are_told_apart() -> None:
    process = python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(3)")
    assert process.communicate() == (3, b"out\n", b"err\n")


def test_more_than_a_pipe_holds_in_every_direction() -> None:
    sent = b"0123456789" * 500_000
    code = "import sys; d = sys.stdin.buffer.read(); sys.stderr.buffer.write(d); sys.stdout.buffer.write(d)"
    assert python(code, sent).communicate() == (0, sent, sent)


def test_output_that_comes_before_the_input_is_read() -> None:
    code = "import sys; sys.stdout.write('x' * 3_000_000); print(len(sys.stdin.buffer.read()))"
    assert python(code, b"y" * 3_000_000).communicate()[1][-8:] == b"3000000\n"


def test_a_program_that_does_not_read_its_input() -> None:
    code, output, _ = python("print('done')", b"z" * 3_000_000).communicate()
    assert (code, output) == (0, b"done\n")


def test_without_input_there_is_nothing_to_wait_for() -> None:
    assert python("import sys; print(sys.stdin.buffer.read())").communicate()[1] == b"b''\n"


def test_a_signal_is_no_success() -> None:
    assert python("import os; os.kill(os.getpid(), 9)").communicate()[0] == -signal.SIGKILL


def test_the_default_of_sigpipe_is_restored() -> None:
    process = Process(("sh", "-c", "kill -PIPE $$; echo survived"), dict(os.environ))
    assert process.communicate()[:2] == (-signal.SIGPIPE, b"")


def test_a_program_that_is_missing_is_named() -> None:
    with pytest.raises(GitError, match="no-such-program could not be started") as caught:
        Process(("no-such-program",), dict(os.environ))
    assert "PATH" in caught.value.fix


def test_cancelling_ends_and_reaps() -> None:
    before = open_files()
    process = python("import time; time.sleep(600)")
    started = time.monotonic()
    process.cancel()
    process.cancel()
    assert time.monotonic() - started < 60
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_forgotten_process_is_ended() -> None:
    before = open_files()
    python("import time; time.sleep(600)")
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_parent_that_ignores_its_children_loses_no_exit_code() -> None:
    program = (
        "import os, signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "from archhook.snapshot.command import Process\n"
        "print(Process(('sh', '-c', 'exit 7'), dict(os.environ)).communicate()[0])"
    )
    assert python(program).communicate()[1] == b"7\n"


def test_interrupting_the_wait_leaves_nothing_behind() -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    process = python("import time; time.sleep(600)")
    previous = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            process.communicate()
    finally:
        signal.signal(signal.SIGALRM, previous)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
