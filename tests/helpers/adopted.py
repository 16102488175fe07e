"""A ledger for whatever Python files a checkout holds: one Design a folder, one Task a file, one Test a test file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.author.node_source import Style, list_field
from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import governed_symbols, inventory
from archhook.inventory.roles import Roles
from archhook.inventory.testpaths import looks_everywhere
from archhook.model.config import PYTEST_FILES, Config
from archhook.project.pytest_settings import pytest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

HEAD = '''"""The architecture, as it was found."""

from archhook import Design, Intent, Requirement, Task, UnitTest


class Use(Intent):
    """[I-1] The project is of use."""


class Work(Requirement):
    """[R-1] It does what it says."""

    derived_from = [Use]
'''
OFF = ("TST505", "TST506", "TST507", "TST508", "TRC105")
STYLE = Style()
FIELDS = {"class": "classes", "function": "functions", "global": "globals"}


def write_ledger(paths: Iterable[str], read: Callable[[str], bytes]) -> tuple[str, str]:
    """(architecture.py, archhook.toml) for the files of a checkout, pytest's own among them. Files that cannot be
    parsed are excluded.
    """
    paths = set(paths)
    pytest = pytest_of({name: read(name) for name in PYTEST_FILES if name in paths})
    pytest = pytest._replace(everywhere=looks_everywhere(pytest, paths))
    python = sorted(path for path in paths if path.endswith(".py"))
    found = {path: inventory(read(path)) for path in python}
    broken = [path for path, held in found.items() if held.error]
    roles = Roles(Config(exclude=tuple(f"/{path}" for path in broken), pytest=pytest), ("architecture.py",))
    text, numbers = HEAD, {"T": 0, "UT": 0}
    designs: dict[str, str] = {}
    sections = ""
    for path, held in found.items():
        role = roles.role_of(path, "100644")
        folder = path.rpartition("/")[0]
        if role == "governed":
            symbols = governed_symbols(held, "module")
            if path.endswith("__init__.py") and not symbols:
                continue
            designs.setdefault(folder, f"D-{len(designs) + 1}")
            names = {field: [s.name for s in symbols if s.kind == kind] for kind, field in FIELDS.items()}
            sections += _node("T", path, numbers, "Task", "implements", designs[folder], "file_path", names)
        elif role == "test" and test_names(path, held, pytest):
            names = {"test_functions": [one.name for one in test_names(path, held, pytest)]}
            sections += _node("UT", path, numbers, "UnitTest", "verifies", "D-1", "test_file", names)
    for folder, design in designs.items():
        name = "Design" + re.sub(r"\W+", "_", folder.title() or "Top")
        text += f'\n\nclass {name}(Design):\n    """[{design}] What is in {folder or "the top folder"}."""\n\n'
        text += "    satisfies = [Work]\n"
    severity = "".join(f'{code} = "off"\n' for code in OFF)
    excluded = "".join(f'  "/{path}",\n' for path in broken)
    return text + sections, f"exclude = [\n{excluded}]\n\n[severity]\n{severity}"


def _node(
    prefix: str, path: str, numbers: dict[str, int], base: str, link: str, target: str, file: str,
    names: dict[str, list[str]],
) -> str:  # fmt: skip
    numbers[prefix] += 1
    name = f"{base}{numbers[prefix]}"
    text = f'\n\nclass {name}({base}):\n    """[{prefix}-{numbers[prefix]}] {path}."""\n\n'
    text += f'    {link} = "{target}"\n    {file} = "{path}"\n'
    return text + "".join(
        list_field(field, (f'"{one}"' for one in many), STYLE) for field, many in names.items() if many
    )
