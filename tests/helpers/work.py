"""Small projects with work to do: Designs that require each other, Tasks that are kept, planned or broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.check.request import Request
from archhook.query.architecture import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeVar

    from archhook.query.architecture import Architecture

    Answer = TypeVar("Answer")

HEAD = '''\
from archhook import Design, Intent, Requirement, ResourceConstraints, Task, UnitTest


class Goal(Intent):
    """[I-1] The goal. It is worth it."""


class Promise(Requirement):
    """[R-1] The promise.

    Whoever reads this knows why.
    """

    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100)

'''
DESIGN = '''
class Design{number}(Design):
    """[D-{number}] Part {number}. It stands on {requires}."""

    satisfies = [Promise]
    requires = [{requires}]

'''
TASK = '''
class Task{number}(Task):
    """[T-{number}] Work {number}."""

    implements = "D-{design}"
    file_path = "src/work{number}.py"
    functions = ["work{number}"]
{planned}
'''
TOML = """\
[severity]
{off}
"""
QUIET = ("TRC104", "TST505", "TST506", "TST507", "TST508")
"""Laws that small projects are not held to."""


def project(
    designs: Mapping[int, Sequence[int]], tasks: Mapping[int, tuple[int, str]], more: str = ""
) -> dict[str, str]:
    """Path -> content. `designs`: number -> numbers required. `tasks`: number -> (Design, kept | planned | broken)."""
    ledger = HEAD + "".join(
        DESIGN.format(number=number, requires=", ".join(f'"D-{one}"' for one in required))
        for number, required in designs.items()
    )
    files = {"archhook.toml": TOML.format(off="\n".join(f'{code} = "off"' for code in QUIET))}
    for number, (design, state) in tasks.items():
        planned = "    planned = True\n" if state == "planned" else ""
        ledger += TASK.format(number=number, design=design, planned=planned)
        if state != "planned":
            name = f"work{number}" if state == "kept" else "other"
            files[f"src/work{number}.py"] = f"def {name}(): pass\n"
    return files | {"architecture.py": ledger + more}


def asked(folder: Path, question: Callable[[Architecture], Answer]) -> Answer:
    """The answer of a project that lies in a folder, as it lies there."""
    return ask(Request(str(folder), no_cache=True), question)
