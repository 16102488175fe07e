"""[I/O] The command line: from argv to an exit code. Nothing fails here without a line that says why."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` imports enum
import gc
import os
import sys
import time
from errno import ENOMEM

from archhook.errors import ArchhookError

FINE, USAGE, BUG, INTERRUPTED = 0, 2, 3, 130


def entry() -> None:
    """What the launcher calls. Ends the process at once: taking the interpreter apart costs more than a verdict.

    Everything is flushed and closed by then; `main` catches whatever can go wrong.
    """
    _trust_own_modules()
    gc.disable()  # a run is over before its garbage would matter, and looking for some takes longer than making it
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            pass  # closed, or nobody reads: said, and put into the code, where it was written to
    os._exit(code)


def _trust_own_modules() -> None:
    """Leaves out what PYTHONPATH names, and the current folder: a json.py of the repository would be run here.

    The launcher has seen to it before Python was started; this is for who calls `entry` in another way.
    """
    if sys.flags.isolated:
        return
    try:
        here = os.getcwd()
    except OSError:  # it was removed, and nothing can be imported from it
        here = "/"
    named = {_whole(here, part) for part in ("", *os.environ.get("PYTHONPATH", "").split(os.pathsep))}
    own = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # it may be there itself
    sys.path[:] = [place for place in sys.path if place == own or _whole(here, place) not in named]


def _whole(folder: str, place: str) -> str:
    return os.path.normpath(os.path.join(folder, place))


def main(argv: list[str] | None = None) -> int:
    """Runs one command; the exit code of section 6 of the contract: whatever fails half-way is 2 or 3, never 0."""
    from archhook.cli import console

    words = sys.argv[1:] if argv is None else argv
    started = time.perf_counter()
    try:
        # The launcher's own handler ends the process. Ignored, as in the background of a shell, it stays.
        if argv is None and _signal.getsignal(_signal.SIGINT) not in (_signal.SIG_IGN, None):
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)
        console.prepare_streams()
        from archhook.cli.arguments import read_arguments

        invocation = read_arguments(words)
        if invocation.on("--help"):
            return _print_help(invocation.command)
        if invocation.on("--version"):
            return _print_version()
        from archhook.cli.commands import JUDGES, module_of

        if invocation.command in JUDGES:
            from archhook.cli import cmd_check

            return cmd_check.run(invocation, os.environ, started)
        code: int = module_of(invocation.command).run(invocation, os.environ)
        return code
    except KeyboardInterrupt:
        console.say("archhook: interrupted")
        return INTERRUPTED
    except ArchhookError as error:
        console.complain(error)
        _report_failure(words, error, USAGE)
        return USAGE
    except BaseException as error:  # SystemExit, too: nothing below has a say about the exit code
        if _is_lack_of_memory(error):
            return _short_of_memory(words)
        _report_failure(words, console.confess(error), BUG)
        return BUG


def _is_lack_of_memory(error: BaseException) -> bool:
    if isinstance(error, ImportError):  # in the words of the C library, which loads the module
        return "failed to map segment" in str(error) or "annot allocate memory" in str(error)
    return isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == ENOMEM)


def _short_of_memory(words: list[str]) -> int:
    """Says so, with what has been let go of meanwhile. What is lacking here is no bug, and nothing about the code."""
    from archhook.cli import console

    fix = "give it more (`ulimit -v` may set a limit)"
    error = ArchhookError("memory ran out, so nothing could be judged", fix=fix)
    try:
        console.complain(error)
    except MemoryError:
        console.say(f"archhook: {error.message}")
    _report_failure(words, error, USAGE)
    return USAGE


def _report_failure(words: list[str], error: ArchhookError, code: int) -> None:
    """Writes the document of a command that failed, where one is asked for; it cannot fail itself."""
    try:
        from archhook.cli.failure_document import report_failure

        report_failure(words, os.environ, error, code)
    except Exception:  # what happened has been said, and stands in the exit code
        return


def _print_help(command: str) -> int:
    from archhook.cli.console import deliver
    from archhook.cli.help import render_help

    deliver(render_help(command))
    return FINE


def _print_version() -> int:
    from archhook.cli.console import deliver
    from archhook.model.version import __version__

    deliver(f"archhook {__version__}\n")
    return FINE
