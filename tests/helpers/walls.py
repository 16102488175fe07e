"""Small projects of a few Designs with a file each, of which only the imports and some fields differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

HEAD = '''"""The architecture."""

from archhook import Design, Intent, Requirement, Task


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]
'''
OFF = "".join(f'{code} = "off"\n' for code in ("TST505", "TST506", "TST507", "TST508"))


def design(number: int, *fields: str) -> str:
    lines = "".join(f"    {line}\n" for line in ("satisfies = [What]", *fields))
    return f'\n\nclass D{number}(Design):\n    """[D-{number}] Part {number}."""\n\n{lines}'


def task(number: int) -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] Part {number}."""\n\n'
        f'    implements = D{number}\n    file_path = "p{number}.py"\n    globals = ["X"]\n'
    )


def project(fields: Mapping[int, tuple[str, ...]], imports: Mapping[int, str], config: str = "") -> dict[str, str]:
    """A project of one Design and one file for each number of `fields`."""
    ledger = HEAD + "".join(design(number, *more) for number, more in fields.items())
    ledger += "".join(map(task, fields))
    files = {f"p{number}.py": f"{imports.get(number, '')}X = 1\n" for number in fields}
    return files | {"architecture.py": ledger, "archhook.toml": f"{config}[severity]\n{OFF}"}
