"""What projects are made of in which there is much of one kind: class statements, a ledger, source."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Files = dict[str, str]
"""Path -> content."""

HEAD = '''"""The ledger."""

from archhook import Design, Intent, Requirement, Task, UnitTest


class I(Intent):
    """[I-1] A goal."""


class R(Requirement):
    """[R-1] A promise."""

    derived_from = [I]


class D(Design):
    """[D-1] A way."""

    satisfies = [R]


'''


def node(kind: str, node_id: str, name: str = "", **fields: object) -> str:
    """A class statement of a ledger; a value that is no literal is given as bytes."""
    name = name or "N_" + "".join(char if char.isalnum() else "_" for char in node_id)
    lines = (
        f"    {key} = {value.decode() if isinstance(value, bytes) else repr(value)}\n" for key, value in fields.items()
    )
    return f'class {name}({kind}):\n    """[{node_id}] One of many."""\n\n{"".join(lines)}\n\n'


def task(number: int, path: str, **fields: object) -> str:
    """A Task of the one Design."""
    return node("Task", f"T-{number}", implements=b"D", file_path=path, **fields)


def design(number: int, **fields: object) -> str:
    """A Design that satisfies the one Requirement, unless it is told to satisfy others."""
    return node("Design", f"D-{number}", **{"satisfies": ["R-1"], **fields})


def test(number: int, path: str, functions: object) -> str:
    """A unit test of the one Design."""
    return node("UnitTest", f"UT-{number}", verifies=b"D", test_file=path, test_functions=functions)


def ledger(*nodes: str) -> str:
    """A ledger that holds some nodes, and the Task of `a.py`."""
    return HEAD + task(1, "a.py") + "".join(nodes)


def functions(names: Iterable[str]) -> str:
    """Source of functions."""
    return "".join(f"def {name}(): pass\n" for name in names)


def project(*nodes: str, **files: str) -> Files:
    """A project with some nodes; `a__py` is the file `a.py`."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    return {"architecture.py": ledger(*nodes), "a.py": "", **named}


def root(size: int) -> int:
    """So many, of what there is one for each pair of."""
    return max(int(size**0.5), 1)
