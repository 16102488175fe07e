"""Tests whose run loads a file are among those told: packages that import each other in every form, run by Python."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.asking import architecture_of
from helpers.files import lay_out

from archhook.model.config import Config
from archhook.query.reaching_tests import reaching_tests

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("src/app/", "src/app/core/", "src/app/ui/", "lib/extra/", "lib/app2/", "src/space/deep/", "lib/space/deep/")
NAMES = ("a", "b", "c", "types")
DOTTED = (
    "app", "app.core", "app.core.a", "app.ui.b", "app.ui", "extra", "extra.c", "app2.a", "app2", "space.deep.a",
    "space.deep.b", "app.missing", "app.core.missing.more", "types", "json",
)  # fmt: skip
FORMS = (
    "import {dotted}", "import {dotted} as other", "from {dotted} import {name}", "from {dotted} import *",
    "from . import {name}", "from .{name} import x", "from .. import {name}", "from ..core import {name}",
    "from ...{name} import x", "import importlib; importlib.import_module('{dotted}')", "__import__('{dotted}')",
    "import importlib; importlib.import_module('.{name}', __package__)", "def _f():\n        import {dotted}\n    _f()",
    "import importlib; importlib.import_module(f'{{__package__}}.{name}')",
    "import importlib; n = '{name}'; importlib.import_module('.' + n, __package__)",
    "import importlib; importlib.import_module('{dotted}.{{}}'.format('{name}'))",
)  # fmt: skip
PROGRAM = """
import json, os, sys
sys.dont_write_bytecode = True
sys.path[:0] = ["src", "lib"]
root = os.getcwd() + os.sep
for name in sys.argv[1:]:
    reading, writing = os.pipe()
    if os.fork() == 0:
        try:
            __import__(name)
        except Exception:
            pass
        files = [os.path.abspath(getattr(one, "__file__", None) or "/") for one in list(sys.modules.values())]
        loaded = [one[len(root):] for one in files if one.startswith(root)]
        os.write(writing, json.dumps(loaded).encode())
        os._exit(0)
    os.close(writing)
    os.wait()
    print(os.read(reading, 1 << 16).decode())
"""


def project(chance: random.Random) -> dict[str, str]:
    """Files of packages and namespaces, each with a few imports that may fail."""
    files = {}
    for folder in FOLDERS:
        if "space" not in folder:
            exported = chance.sample(NAMES, 2) if chance.random() < 0.4 else []
            files[f"{folder}__init__.py"] = (f"__all__ = {exported}\n" if exported else "") + body(chance, 2)
        for name in chance.sample(NAMES, 3):
            files[f"{folder}{name}.py"] = "x = 1\n" + body(chance, 3)
    return files


def body(chance: random.Random, most: int) -> str:
    """Up to so many imports."""
    statements = (
        chance.choice(FORMS).format(dotted=chance.choice(DOTTED), name=chance.choice(NAMES))
        for _ in range(chance.randrange(most + 1))
    )
    return "".join(f"try:\n    {one}\nexcept Exception:\n    pass\n" for one in statements)


@pytest.mark.parametrize("seed", range(12))
def test_what_python_loads_is_told(tmp_path: Path, seed: int) -> None:
    files = project(random.Random(seed))
    names = [path.partition("/")[2].removesuffix(".py").replace("/", ".") for path in files if "__init__" not in path]
    tests = {
        f"tests/test_{number}.py": f"import {name}\n\n\ndef test_it(): assert str(1)\n"
        for number, name in enumerate(names)
    }
    lay_out(tmp_path, files)
    done = subprocess.run(
        [sys.executable, "-I", "-c", PROGRAM, *names], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    loaded = [set(json.loads(line)) for line in done.stdout.splitlines()]
    assert sum(map(len, loaded)) > 2 * len(names)
    architecture = architecture_of((), files | tests, config=Config(source_roots=("src", "lib")))
    for path in files:
        loading = {test for test, held in zip(tests, loaded, strict=True) if path in held}
        assert loading <= {*reaching_tests(architecture, [path]).tests}, path
