"""Dotted names of imports that no module has are read as far as a module's could go."""

from __future__ import annotations

import ast

import pytest

from archhook.inventory.parse import LONGEST_NAME, shortened
from archhook.inventory.python_file import inventory
from archhook.inventory.source_text import UTF8_MARK

LONG = ".".join(["a"] * 50_000)


@pytest.mark.parametrize(
    "source",
    [
        f"import {LONG}\n",
        f"import x, {LONG} as y, {LONG}; z = 1\n",
        f"from {LONG} import y\n",
        f"if x: import {LONG}\n",
        f"from b import c; import {LONG}\n",
        "import " + LONG.replace(".", ".\\\n") + "\nz = 1\n",
        "from \\\r\n " + LONG.replace(".", " . ") + " import y\n",
    ],
)
def test_a_long_name_is_cut_and_all_else_stands_where_it_stood(source: str) -> None:
    found = shortened(source.encode()).decode()
    assert len(found) == len(source)
    marked = UTF8_MARK + source.encode()
    assert shortened(marked) == UTF8_MARK + found.encode()
    assert found.count("\n") == source.count("\n")
    names = [
        name
        for node in ast.walk(ast.parse(found))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    assert {name.count(".") for name in names} <= {LONGEST_NAME - 1, 0}
    assert LONGEST_NAME - 1 in {name.count(".") for name in names}
    assert inventory(source.encode()).error is None


@pytest.mark.parametrize(
    "source",
    [
        "import " + ".".join(["a"] * LONGEST_NAME) + "\n",
        "x = " + ".".join(["a"] * 3 * LONGEST_NAME) + "\n",
        '"""' + ".".join(["a"] * 3 * LONGEST_NAME) + '"""\n',
        "import x\n" + "x.y(1)\n" * 1000,
        "",
    ],
)
def test_all_else_is_left_alone(source: str) -> None:
    assert shortened(source.encode()) == source.encode()


def test_symbols_behind_a_long_name_keep_their_columns() -> None:
    source = f"import {LONG}; z = 1\n"
    assert [(one.name, one.column) for one in inventory(source.encode()).symbols] == [("z", source.index("z") + 1)]
