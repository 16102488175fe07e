"""New import statements, and new names in those that are there: ruff's isort finds nothing to sort."""

from __future__ import annotations

import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest

from archhook.author.ledger_bindings import ARCHHOOK, Modules
from archhook.author.needed_imports import import_name
from archhook.author.node_source import Style
from archhook.author.source_lines import Text

PATH = "architecture/work/tasks.py"
SOURCES = {
    "architecture/__init__.py": b"",
    "architecture/plan.py": b"",
    "architecture/all.py": b"",
    "architecture/work/__init__.py": b"",
    "architecture/work/zoo.py": b"",
}
NEW = (
    (ARCHHOOK, "Task"),
    (ARCHHOOK, "UnitTest"),
    ("architecture/plan.py", "Top"),
    ("architecture/plan.py", "API"),
    ("architecture/all.py", "Every"),
    ("architecture/work/zoo.py", "Node10"),
)
THERE = {
    "nothing": '"""Tasks."""\n',
    "the future": '"""Tasks."""\n\nfrom __future__ import annotations\n',
    "a module": "import os\n",
    "archhook": "from archhook import Design\n",
    "relative": '"""Tasks."""\n\nfrom ..plan import Middle, lower\n',
    "from the top": '"""Tasks."""\n\nfrom archhook import Design\n\nfrom architecture.plan import URL, Middle\n',
    "all": (
        "import os\nfrom typing import TYPE_CHECKING\n\nfrom archhook import Design\n\n"
        "from architecture.one import One\n\n# why\nfrom ..plan import Node2, Node11\nfrom .later import Late\n"
    ),
    "long": "from archhook import (\n    Design,\n    SystemTest,\n    UserAcceptanceTest,\n)\n",
}
CLASS = "\n\nclass Last(Design):\n    pass\n"


@pytest.mark.parametrize("there", THERE)
def test_imports_stay_sorted(there: str, tmp_path: Path) -> None:
    for name in SOURCES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for number, order in enumerate([NEW, *list(permutations(NEW))[7::60]]):
        source = THERE[there] + CLASS
        modules = Modules(SOURCES | {PATH: source.encode()}, "architecture/__init__.py")
        text = Text(source.encode())
        edited: dict[object, str] = {}
        for home, name in order:
            import_name(text, PATH, home, name, modules, Style(), edited)  # type: ignore[arg-type]
        written = text.replaced(edited.items()).decode()  # type: ignore[arg-type]
        compile(written, PATH, "exec")
        assert all(f"import {name}" in written or f" {name}" in written for _, name in order)
        Path(tmp_path / f"architecture/work/tasks{number}.py").write_text(written)
    (tmp_path / "ruff.toml").write_text('[lint]\nselect = ["I"]\n[lint.isort]\nknown-third-party = ["archhook"]\n')
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--diff", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_module_that_parts_no_sections_stays_so() -> None:
    source = "from archhook import Design\nfrom .b import B\n" + CLASS
    modules = Modules({"architecture/__init__.py": b"", "architecture/a.py": b""}, "architecture/__init__.py")
    text, edited = Text(source.encode()), {}
    import_name(text, "architecture/x.py", "architecture/a.py", "A", modules, Style(), edited)  # type: ignore[arg-type]
    assert text.replaced(edited.items()).decode() == (
        "from archhook import Design\nfrom .a import A\nfrom .b import B\n" + CLASS
    )
