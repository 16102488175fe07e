"""Imports that are calls, and those of which nobody knows what they import before they run."""

from __future__ import annotations

import pytest

from archhook.inventory.python_file import inventory
from archhook.model.nodes import Import

LIB = "import importlib\n"
BARE = "from importlib import import_module\n"


def found(source: str) -> tuple[list[tuple[str, int]], int]:
    """([(module, level) of each dynamic import], how many are unknown)."""
    held = inventory(source.encode())
    return [(one.module, one.level) for one in held.imports if one.kind == "dynamic"], held.unknown


@pytest.mark.parametrize(
    ("source", "module", "level"),
    [
        (LIB + "importlib.import_module('a.b')", "a.b", 0),
        (LIB + "def f():\n    return importlib.import_module('a')", "a", 0),
        ("import importlib as il\nil.import_module('a')", "a", 0),
        ("import importlib.util\nimportlib.import_module('a')", "a", 0),
        ("def f():\n    import importlib\nimportlib.import_module('a')", "a", 0),
        (BARE + "import_module('a')", "a", 0),
        (BARE + "x = {'y': [import_module(name='a')]}", "a", 0),
        ("from importlib import import_module as load\nload('a')", "a", 0),
        ("from importlib import *\nimport_module('a')", "a", 0),
        ("import_module('a')\n" + BARE, "a", 0),
        (BARE + "import_module('.c', 'a.b')", "a.b.c", 0),
        (BARE + "import_module('..c', package='a.b')", "a.c", 0),
        (BARE + "import_module('.', 'a.b')", "a.b", 0),
        (BARE + "import_module('.c', __package__)", "c", 1),
        (BARE + "import_module('..c.d', package=__package__)", "c.d", 2),
        (BARE + "import_module('.', __package__)", "", 1),
        (BARE + "import_module('a', __name__)", "a", 0),
        (BARE + "import_module('my-script')", "my-script", 0),
        ("__import__('a.b')", "a.b", 0),
        ("__import__(name='a')", "a", 0),
        (LIB + "importlib.__import__('a')", "a", 0),
        ("x = lambda: __import__('a').b", "a", 0),
        ("@__import__('a').b\ndef f(): ...", "a", 0),
        ("@(\n  b,\n  __import__('a'),\n)\n@c\nclass C:\n  pass", "a", 0),
        ("from importlib import import_module as \u00fe\u017f\n\n\u00fes('a')", "a", 0),
        ('f"""\n{b}\n{__import__(\'a\')}\n"""', "a", 0),
        ("def f(\n  x=1,\n  *,\n  y=__import__('a'),\n): ...", "a", 0),
        ("match x:\n  case 1 if (\n    __import__('a')\n  ): ...", "a", 0),
        ("x = [\n  1\n  for y in\n  __import__('a')\n]", "a", 0),
        ("f'{__import__(\"a\")}'", "a", 0),
    ],
)
def test_what_a_literal_names(source: str, module: str, level: int) -> None:
    assert found(source) == ([(module, level)], 0)


@pytest.mark.parametrize(
    "source",
    [
        LIB + "importlib.import_module(name)",
        LIB + "importlib.import_module('a' + name)",
        LIB + "importlib.import_module(f'a')",
        LIB + "importlib.import_module(*names)",
        LIB + "importlib.import_module(**names)",
        LIB + "importlib.import_module()",
        LIB + "importlib.import_module('a', None, 'b')",
        LIB + "importlib.import_module('a', name='a')",
        LIB + "importlib.import_module('a', other='a')",
        LIB + "importlib.import_module(b'a')",
        BARE + "import_module('.a')",
        BARE + "import_module('.a', __name__)",
        BARE + "import_module('.a', package)",
        BARE + "import_module('...a', 'b')",
        BARE + "import_module('')",
        BARE + "import_module('a..b')",
        BARE + "import_module('a/b')",
        BARE + "import_module('\\ud800')",
        BARE + "load = import_module",
        BARE + "map(import_module, names)",
        LIB + "load = importlib.import_module",
        "__import__(name)",
        "__import__('a', globals())",
        "__import__('a', fromlist=['b'])",
        "map(__import__, names)",
        BARE + "import_module(" + "'" + "a." * 200 + "b')",
    ],
)
def test_what_nobody_can_know_is_counted(source: str) -> None:
    assert found(source) == ([], 1)


@pytest.mark.parametrize(
    "source",
    [
        "import_module('a')",
        "def import_module(name): ...\nimport_module('a')",
        "from other import import_module\nimport_module('a')",
        "self.import_module('a')",
        "importlib.import_module('a')",
        "import importlib.util as importlib_util\nimportlib.import_module('a')",
        "builtins.__import__ = hook",
        "# __import__('a')",
        "'import_module'",
        LIB + "importlib.import_module = hook",
    ],
)
def test_what_is_none(source: str) -> None:
    assert found(source) == ([], 0)


def test_where_it_stands() -> None:
    source = 'é = "é"; __import__("a")\n__import__(\n    "b",\n)\nimport c\n'
    assert inventory(source.encode()).imports == (
        Import("a", "", 0, 1, 21, "dynamic"),
        Import("b", "", 0, 3, 5, "dynamic"),
        Import("c", "", 0, 5, 8, "run", "c"),
    )


def test_an_expression_that_is_very_deep_is_read() -> None:
    assert found("__import__('a')" + ".b" * 3000)[0] in ([("a", 0)], [])
    assert found("x = " + "y." * 900 + "import_module\n__import__('a')") == ([("a", 0)], 0)
