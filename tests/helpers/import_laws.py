"""Small projects of a few Designs and files, judged from nothing: what the laws of imports find in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.files import write
from helpers.import_project import HEAD, OFF

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Found = tuple[str, str, str, str]
"""(code, node, file, symbol)."""


def ledger(designs: Mapping[str, str], tasks: Mapping[str, tuple[str, str]]) -> str:
    """A ledger. `designs`: number -> its fields, one a line; `tasks`: path or path# -> (number of a Design, fields)."""
    parts = [HEAD]
    for number, fields in designs.items():
        lines = "".join(f"    {line}\n" for line in fields.splitlines())
        parts.append(
            f'\n\nclass Design{number}(Design):\n    """[D-{number}] Part."""\n\n    satisfies = [Promise]\n{lines}'
        )
    for count, (path, (design, fields)) in enumerate(tasks.items(), 1):
        lines = "".join(f"    {line}\n" for line in fields.splitlines())
        parts.append(
            f'\n\nclass Task{count}(Task):\n    """[T-{count}] Work."""\n\n    implements = "D-{design}"\n'
            f'    file_path = "{path.rstrip("#")}"\n{lines}'
        )
    return "".join(parts)


def found(
    folder: Path,
    files: Mapping[str, str],
    designs: Mapping[str, str],
    tasks: Mapping[str, tuple[str, str]],
    settings: str,
) -> list[Found]:
    """What is found in a project of some files. `settings`: lines of archhook.toml; a severity as `CODE = "..."`."""
    lines = settings.splitlines()
    own = [line for line in lines if not line[:3].isupper()]
    severities = [*(f'{code} = "off"' for code in OFF), *(line for line in lines if line[:3].isupper())]
    write(folder / "architecture.py", ledger(designs, tasks))
    write(folder / "archhook.toml", "\n".join([*own, "[severity]", *severities, ""]))
    for path, text in files.items():
        write(folder / path, text)
    findings = judge(Request(str(folder), no_cache=True)).verdict.findings
    return [(one.code, one.node, one.file, one.symbol) for one in findings]
