from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.helpers.sources import meanings

if TYPE_CHECKING:
    from archhook.inventory.module_names import Meaning

FILES = (
    "src/pkg/__init__.py", "src/pkg/a.py", "src/pkg/sub/__init__.py", "src/pkg/sub/b.py", "src/single.py",
    "src/both.py", "src/both/__init__.py", "src/ns/x.py", "ns/y.py", "pkg/hidden.py", "tools/run.py", "single.py",
    "src/pkg/part/c.py",
)  # fmt: skip


def shown(meaning: Meaning) -> str:
    """`file`, `file:symbol`, `=package`."""
    end = f":{meaning.symbol}" if meaning.symbol else ""
    return f"={meaning.package}" if meaning.package and not meaning.file else f"{meaning.written}{end}"


@pytest.mark.parametrize(
    ("statement", "importer", "found"),
    [
        ("import pkg", "setup.py", ["src/pkg/__init__.py"]),
        ("import pkg.a", "setup.py", ["src/pkg/a.py"]),
        ("import pkg.sub.b as c", "setup.py", ["src/pkg/sub/b.py"]),
        ("from pkg import a", "setup.py", ["src/pkg/a.py"]),
        ("from pkg import name", "setup.py", ["src/pkg/__init__.py:name"]),
        ("from pkg import *", "setup.py", ["src/pkg/__init__.py"]),
        ("from pkg.sub import b, name", "setup.py", ["src/pkg/sub/b.py", "src/pkg/sub/__init__.py:name"]),
        ("from pkg.a import name", "setup.py", ["src/pkg/a.py:name"]),
        ("import pkg.a.name", "setup.py", []),
        ("from pkg.missing import name", "setup.py", []),
        ("import pkg.missing.deeper", "setup.py", []),
        ("import pkg.part.c, pkg.part.missing, pkg.part", "setup.py", ["src/pkg/part/c.py"]),
        ("import single", "setup.py", ["single.py"]),
        ("import single", "src/both.py", ["src/single.py"]),
        ("import both", "setup.py", ["src/both/__init__.py"]),
        ("import ns.x, ns.y, ns", "setup.py", ["src/ns/x.py", "ns/y.py"]),
        ("from ns import x, y, z", "setup.py", ["src/ns/x.py", "ns/y.py", "=ns.z"]),
        ("import ns.z.deeper", "setup.py", ["=ns.z.deeper"]),
        ("from ns import *", "setup.py", []),
        ("import pkg.hidden", "setup.py", []),
        ("import src.pkg.a", "setup.py", ["src/pkg/a.py"]),
        ("import os, json.decoder", "setup.py", ["=os", "=json.decoder"]),
        ("from google import auth", "setup.py", ["=google.auth"]),
        ("from google.auth import *", "setup.py", ["=google.auth"]),
        ("from . import a", "src/pkg/__init__.py", ["src/pkg/a.py"]),
        ("from . import name", "src/pkg/a.py", ["src/pkg/__init__.py:name"]),
        ("from .a import name", "src/pkg/__init__.py", ["src/pkg/a.py:name"]),
        ("from .sub.b import name", "src/pkg/a.py", ["src/pkg/sub/b.py:name"]),
        ("from .. import a", "src/pkg/sub/b.py", ["src/pkg/a.py"]),
        ("from ..a import name", "src/pkg/sub/__init__.py", ["src/pkg/a.py:name"]),
        ("from .. import single", "src/pkg/a.py", ["src/single.py"]),
        ("from ... import single", "src/pkg/a.py", []),
        ("from .single import name", "src/pkg/a.py", []),
        ("from . import *", "src/pkg/a.py", ["src/pkg/__init__.py"]),
        ("from . import run", "tools/other.py", ["tools/run.py"]),
        ("from . import y, x, z", "src/ns/x.py", ["ns/y.py"]),
        ("from .y import name", "src/ns/other.py", ["ns/y.py:name"]),
        ("from .c import name", "src/pkg/part/d.py", ["src/pkg/part/c.py:name"]),
        ("from . import hidden", "src/pkg/a.py", ["src/pkg/__init__.py:hidden"]),
        ("from . import a", "pkg/other.py", []),
        ("from . import a, name", "src/pkg/a.py", ["src/pkg/__init__.py:name"]),
        ("import pkg.a", "src/pkg/a.py", []),
        ("from . import __init__", "src/pkg/a.py", ["src/pkg/__init__.py"]),
    ],
)
def test_what_an_import_names(statement: str, importer: str, found: list[str]) -> None:
    sources = {**dict.fromkeys(FILES, ""), importer: statement}
    assert [shown(one) for one in meanings(sources, importer)] == found
