"""Names that packages hand on are followed to the file that they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.inventory.handed_on_names import FARTHEST, changed_names
from archhook.inventory.python_file import inventory
from tests.helpers.sources import meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

INIT = "/__init__.py"
X = "def x(): ..."


def meant(sources: Mapping[str, str], *closed: str, name: str = "x") -> str:
    """What `from a import x` means: `file:symbol`, or `file =package`."""
    sources = {path if path.endswith(".py") else path + INIT: text for path, text in sources.items()}
    importer = {"main.py": f"from a import {name}"}
    (found,) = meanings({**sources, **importer}, "main.py", closed=[path + INIT for path in closed])
    assert found.written == "a" + INIT
    end = f":{found.symbol}" if found.symbol else ""
    return f"{found.file}{end}" + (f" ={found.package}" if found.package else "")


@pytest.mark.parametrize(
    ("name", "number", "expected"),
    [("*", 1500, "c.py:x"), ("x", FARTHEST, "c.py:x"), ("x", FARTHEST + 1, f"a{INIT}:x"), ("x", 1500, f"a{INIT}:x")],
)
def test_a_name_that_is_handed_on_through_very_many_files(name: str, number: int, expected: str) -> None:
    names = ["a", *(f"b{i}" for i in range(number - 1))]
    files = {one: f"from {after} import {name}" for one, after in zip(names, [*names[1:], "c"], strict=True)}
    assert meant({**files, "c.py": X}) == expected


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"a": "from .b import x", "a/b.py": X}, "a/b.py:x"),
        ({"a": "from .b import y as x", "a/b.py": "y = 1"}, "a/b.py:y"),
        ({"a": "from . import b as x", "a/b.py": ""}, "a/b.py"),
        ({"a": "import c.d as x", "c/d.py": ""}, "c/d.py"),
        ({"a": "import x.d", "x": "", "x/d.py": ""}, "x/__init__.py"),
        ({"a": "from .b import x", "a/b.py": ""}, "a/b.py:x"),
        ({"a": "from .b import x", "a/b.py": "from .c import x", "a/c.py": X}, "a/b.py:x"),
        ({"a": "from .b import x", "a/b": "from ..c import x", "a/c.py": X}, "a/c.py:x"),
        ({"a": "from .b import x\nfrom .c import x", "a/b.py": X, "a/c.py": X}, "a/c.py:x"),
        ({"a": "if TYPE_CHECKING:\n    from .b import x", "a/b.py": X}, "a/b.py:x"),
        ({"a": "try:\n    from ._b import x\nexcept ImportError:\n    from .b import x", "a/b.py": X}, "a/b.py:x"),
        ({"a": "def __getattr__(name):\n    from .b import x", "a/b.py": X}, "a/__init__.py:x"),
        ({"a": "if __name__ == '__main__':\n    from .b import x", "a/b.py": X}, "a/__init__.py:x"),
        ({"a": "class __C:\n    from .b import x", "a/b.py": X}, "a/__init__.py:x"),
        ({"a": ""}, "a/__init__.py:x"),
        ({"a": "from requests import x"}, "a/__init__.py =requests.x"),
        ({"a": "import requests.y as x"}, "a/__init__.py =requests.y"),
        ({"a": "from .missing import x"}, "a/__init__.py:x"),
        ({"a": "from . import x"}, "a/__init__.py:x"),
        ({"a": "from b import *\nfrom c import *", "b.py": X, "c.py": X}, "c.py:x"),
        ({"a": "from b import *\nfrom c import *", "b.py": X, "c.py": "from b import x"}, "b.py:x"),
        ({"a": "from b import *\nfrom c import *", "b.py": "from d import x", "c.py": "import x"}, "c.py:x"),
        ({"a": "from b import *", "b.py": "from c import *", "c.py": X}, "b.py:x"),
        ({"a": "from b import *", "b": "from c import *", "c.py": X}, "c.py:x"),
        ({"a": "from c import *\nfrom b import *", "b": "from a import *", "c.py": X}, "c.py:x"),
        ({"a": "from b import x\nfrom c import *", "b.py": X, "c.py": X}, "c.py:x"),
        ({"a": "from b import x\nfrom c import *", "b.py": X, "c.py": "from b import x"}, "b.py:x"),
        ({"a": "from c import *\nfrom b import x", "b.py": X, "c.py": X}, "b.py:x"),
        ({"a": "from b import *", "b.py": ""}, "a/__init__.py:x"),
        ({"a": "from b import *", "b.py": "from a import *"}, "a/__init__.py:x"),
        ({"a": "from b import *", "b": "from c import x", "c": "from a import x"}, "a/__init__.py:x"),
        ({"a": "from b import x", "b": "from a import x"}, "a/__init__.py:x"),
        ({"a": "from b import x", "b": "from other import x"}, "b/__init__.py =other.x"),
        ({"a": "from b import x", "b": "from b import x"}, "b/__init__.py:x"),
        ({"a": "from requests import *\nfrom b import *", "b.py": X}, "b.py:x"),
    ],
)
def test_which_file_is_meant(sources: dict[str, str], expected: str) -> None:
    assert meant(sources) == expected


def test_a_star_binds_no_private_names() -> None:
    assert meant({"a": "from b import *", "b.py": "_x = 1"}, name="_x") == "a/__init__.py:_x"
    assert meant({"a": "from b import _x", "b.py": "_x = 1"}, name="_x") == "b.py:_x"


def test_a_package_that_has_an_owner_is_not_looked_through() -> None:
    assert meant({"a": "from b import x", "b": "from c import x", "c.py": X}, "b") == "b/__init__.py:x"
    assert meant({"a": "from b import x", "b": "from c import x", "c.py": X}, "a") == "a/__init__.py:x"
    assert meant({"a": "from b import *", "b": "from c import x", "c.py": X}, "b") == "b/__init__.py:x"


def test_what_a_package_defines_itself_is_its_own_until_an_import_binds_it() -> None:
    both = {"a": "from b import __x__\ndef __x__(): ...", "b.py": X}
    assert meant(both, name="__x__") == "a/__init__.py:__x__"
    turned = {"a": "def __x__(): ...\nfrom b import __x__", "b.py": X}
    assert meant(turned, name="__x__") == "b.py:__x__"
    guarded = {"a": "def __x__(): ...\nfrom b import *", "b.py": "__x__ = 1"}
    assert meant(guarded, name="__x__") == "a/__init__.py:__x__"


def test_a_submodule_comes_before_a_name_of_its_package() -> None:
    (found,) = meanings(
        {"a/__init__.py": "from b import x", "b.py": X, "a/x.py": "", "m.py": "from a import x"}, "m.py"
    )
    assert (found.written, found.file, found.symbol) == ("a/x.py", "a/x.py", "")


@pytest.mark.parametrize(
    ("before", "after", "names"),
    [
        ("from a import x", "\n\nfrom a import x", set()),
        ("from a import x, y", "from a import y, x", set()),
        ("from a import x", "from b import x", {"x"}),
        ("from a import x", "from a import x as y", {"x", "y"}),
        ("def x(): ...", "x = 1", set()),
        ("def x(): ...\nfrom a import x", "from a import x\ndef x(): ...", {"x"}),
        ("from a import x\nfrom b import *", "from b import *\nfrom a import x", {"x"}),
        ("from b import *", "from c import *", {"*"}),
        ("from b import *\nfrom c import *", "from c import *\nfrom b import *", {"*"}),
        ("class C:\n    def m(self): ...", "class C:\n    def n(self): ...", set()),
        ("def f():\n    import x", "def f():\n    import y", set()),
        ("if TYPE_CHECKING:\n    import x", "import x", set()),
        ("x = (", "x = 1", {"x"}),
    ],
)
def test_which_names_a_file_binds_otherwise_than_before(before: str, after: str, names: set[str]) -> None:
    assert changed_names(inventory(before.encode()), inventory(after.encode())) == names
