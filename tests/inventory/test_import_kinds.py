"""When the imports of a file take place, and which names they bind in it."""

from __future__ import annotations

import ast
import sys

import pytest

from archhook.inventory.python_file import inventory


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("import a", ["run"]),
        ("if x:\n    import a\nelse:\n    import b", ["run", "run"]),
        ("try:\n    import a\nexcept E:\n    import b\nelse:\n    import c\nfinally:\n    import d", ["run"] * 4),
        ("with x:\n    import a\nfor y in z:\n    import b\nwhile x:\n    import c", ["run"] * 3),
        ("match x:\n    case 1:\n        import a", ["run"]),
        ("class C:\n    import a\n    class D:\n        import b", ["run", "run"]),
        ("def f():\n    import a\n    class C:\n        import b\n    def g():\n        import c", ["lazy"] * 3),
        ("async def f():\n    import a", ["lazy"]),
        ("class C:\n    def m(self):\n        import a\n    import b", ["lazy", "run"]),
        ("if __name__ == '__main__':\n    import a\nelse:\n    import b", ["lazy", "run"]),
        ("if '__main__' == __name__:\n    if x:\n        import a", ["lazy"]),
        ("if TYPE_CHECKING:\n    import a\nelse:\n    import b", ["typing", "run"]),
        ("if not TYPE_CHECKING:\n    import a\nelse:\n    import b", ["run", "typing"]),
        (
            "if not TYPE_CHECKING:\n    import a\nelif x:\n    import b\nelse:\n    import c",
            ["run", "typing", "typing"],
        ),
        ("if x:\n    import a\nelif TYPE_CHECKING:\n    import b\nelse:\n    import c", ["run", "typing", "run"]),
        ("if TYPE_CHECKING:\n    import a\nelif x:\n    import b", ["typing", "run"]),
        ("if TYPE_CHECKING:\n    try:\n        import a\n    except E:\n        import b", ["typing", "typing"]),
        (
            "if TYPE_CHECKING:\n    def f():\n        import a\n    if __name__ == '__main__':\n        import b",
            ["typing"] * 2,
        ),
        ("def f():\n    if TYPE_CHECKING:\n        import a\n    else:\n        import b", ["typing", "lazy"]),
        ("if __name__ == '__main__':\n    if TYPE_CHECKING:\n        import a\n    import b", ["typing", "lazy"]),
        ("if typing.TYPE_CHECKING:\n    import a", ["typing"]),
        ("import typing as t\nif t.TYPE_CHECKING:\n    import a", ["run", "typing"]),
        ("if a.b.TYPE_CHECKING:\n    import a", ["typing"]),
        (
            "from typing import TYPE_CHECKING as TC\nif TC:\n    import a\nif not TC:\n    import b",
            ["run", "typing", "run"],
        ),
        ("try:\n    from typing import TYPE_CHECKING as TC\nexcept E: ...\nif TC:\n    import a", ["run", "typing"]),
        ("from typing import (TYPE_CHECKING \\\n  as TC)\nif TC:\n    import a", ["run", "typing"]),
        (
            "from x import (TYPE_CHECKING\n  as TC)\nif TC:\n    import a\nif TD:\n    import b",
            ["run", "typing", "run"],
        ),
        ("TYPE_CHECKING = False\nif TYPE_CHECKING:\n    import a", ["typing"]),
        ("if TYPE_CHECKING and x:\n    import a", ["run"]),
        ("if f().TYPE_CHECKING:\n    import a", ["run"]),
        ("if t.TC:\n    import a", ["run"]),
    ],
)
def test_the_kind_of_each_import(source: str, kinds: list[str]) -> None:
    assert [one.kind for one in inventory(source.encode()).imports] == kinds


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a, b.c, d.e as f", ["a", "b", "f"]),
        ("from a import b, c as d", ["b", "d"]),
        ("from a import *", [""]),
        ("if x:\n    import a\nelse:\n    import b", ["a", "b"]),
        ("if TYPE_CHECKING:\n    import a", ["a"]),
        ("def f():\n    import a", [""]),
        ("def f():\n    global a\n    import a", [""]),
        ("class C:\n    import a", [""]),
        ("if __name__ == '__main__':\n    import a", [""]),
        ("__import__('a')", [""]),
    ],
)
def test_the_name_that_each_import_binds(source: str, names: list[str]) -> None:
    assert [one.binds for one in inventory(source.encode()).imports] == names


@pytest.mark.skipif("is_lazy" not in ast.Import._fields, reason="`lazy import` comes with Python 3.15")
def test_lazy_statements() -> None:
    found = inventory(b"lazy import a\nlazy from b import c\nimport d").imports
    assert [(one.kind, one.binds) for one in found] == [("lazy", "a"), ("lazy", "c"), ("run", "d")], sys.version
