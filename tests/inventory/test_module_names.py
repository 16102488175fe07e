from __future__ import annotations

import pytest

from archhook.inventory.module_names import resolve
from archhook.inventory.python_file import inventory

ROOTS = ("src", ".")
FILES = {
    "src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/sub/__init__.py", "src/pkg/sub/b.py", "src/single.py",
    "src/both.py", "src/both/__init__.py", "src/ns/x.py", "ns/y.py", "pkg/hidden.py", "tools/run.py", "single.py",
}  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "importer", "paths"),
    [
        ("import pkg", "setup.py", ["src/pkg/__init__.py"]),
        ("import pkg.a", "setup.py", ["src/pkg/a.py"]),
        ("import pkg.sub.b as c", "setup.py", ["src/pkg/sub/b.py"]),
        ("from pkg import a", "setup.py", ["src/pkg/a.py"]),
        ("from pkg import name", "setup.py", ["src/pkg/__init__.py"]),
        ("from pkg import *", "setup.py", ["src/pkg/__init__.py"]),
        ("from pkg.sub import b, name", "setup.py", ["src/pkg/sub/b.py", "src/pkg/sub/__init__.py"]),
        ("from pkg.a import name", "setup.py", ["src/pkg/a.py"]),
        ("import pkg.a.name", "setup.py", []),
        ("import single", "setup.py", ["src/single.py"]),
        ("import both", "setup.py", ["src/both/__init__.py"]),
        ("import ns.x, ns.y, ns", "setup.py", ["src/ns/x.py", "ns/y.py"]),
        ("from ns import x, y, z", "setup.py", ["src/ns/x.py", "ns/y.py"]),
        ("import pkg.hidden", "setup.py", []),
        ("import src.pkg.a", "setup.py", ["src/pkg/a.py"]),
        ("import os, json.decoder", "setup.py", []),
        ("from . import a", "src/pkg/__init__.py", ["src/pkg/a.py"]),
        ("from . import name", "src/pkg/a.py", ["src/pkg/__init__.py"]),
        ("from .a import name", "src/pkg/__init__.py", ["src/pkg/a.py"]),
        ("from .sub.b import name", "src/pkg/a.py", ["src/pkg/sub/b.py"]),
        ("from .. import a", "src/pkg/sub/b.py", ["src/pkg/a.py"]),
        ("from ..a import name", "src/pkg/sub/__init__.py", ["src/pkg/a.py"]),
        ("from .. import single", "src/pkg/a.py", ["src/single.py"]),
        ("from ... import single", "src/pkg/a.py", []),
        ("from .single import name", "src/pkg/a.py", []),
        ("from . import *", "src/pkg/a.py", ["src/pkg/__init__.py"]),
        ("from . import run", "tools/other.py", ["tools/run.py"]),
    ],
)
def test_what_an_import_names(statement: str, importer: str, paths: list[str]) -> None:
    items = inventory(statement.encode()).imports
    assert [path for item in items for path in resolve(item, importer, ROOTS, FILES.__contains__)] == paths
