from __future__ import annotations

import sys

import pytest

from archhook.inventory.python_file import inventory
from archhook.model.nodes import Import


def globals_of(source: str) -> list[str]:
    return sorted(symbol.name for symbol in inventory(source.encode()).symbols if symbol.kind == "global")


def defined_in(source: str) -> list[tuple[str, str]]:
    return [(symbol.kind, symbol.name) for symbol in inventory(source.encode()).symbols if symbol.kind != "global"]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("x = 1", ["x"]),
        ("x = y = 1", ["x", "y"]),
        ("a, (b, [c, *d]) = e", ["a", "b", "c", "d"]),
        ("x: int = 1", ["x"]),
        ("x: int", ["x"]),
        ("(x): int = 1", ["x"]),
        ("x += 1", ["x"]),
        ("for i, (j, *k) in []: m = 1\nelse: n = 1", ["i", "j", "k", "m", "n"]),
        ("while a: x = 1\nelse: y = 1", ["x", "y"]),
        ("with a as x, b as (y, *z): w = 1", ["w", "x", "y", "z"]),
        ("try: a = 1\nexcept E: b = 1\nelse: c = 1\nfinally: d = 1", ["a", "b", "c", "d"]),
        ("try: a = 1\nexcept* E: b = 1", ["a", "b"]),
        ("if a: x = 1\nelif b: y = 1\nelse: z = 1", ["x", "y", "z"]),
        ("if TYPE_CHECKING:\n    X = int", ["X"]),
        ("match a:\n  case x: pass", ["x"]),
        ("match a:\n  case [x, *y] as z if z: w = 1", ["w", "x", "y", "z"]),
        ("match a:\n  case {'k': x, **rest}: pass", ["rest", "x"]),
        ("match a:\n  case C(x, k=y) | [x, y]: pass", ["x", "y"]),
        ("if (x := 1): pass", ["x"]),
        ("print([y for z in a if (y := z)])", ["y"]),
        ("print((lambda v=(x := 1): (y := 2))())", ["x"]),
        ("@(d := deco)\ndef f(a=(x := 1), *, b=(y := 2)) -> (z := 3): pass", ["d", "x", "y", "z"]),
        ("class C((b := B), metaclass=(m := M)): pass", ["b", "m"]),
        ("with (c := a): pass", ["c"]),
        ("match (s := a):\n  case _ if (g := s): pass", ["g", "s"]),
        ("try: pass\nexcept (e := E): pass", ["e"]),
        ("assert (x := 1), f'{(y := 2)}'", ["x", "y"]),
        ("def f():\n  global x\n  x = 1", ["x"]),
        ("def f():\n  def g():\n    global x, y\n    for x in []: (y := x)", ["x", "y"]),
        ("async def f():\n  global x\n  async with a as x: pass", ["x"]),
        ("def f():\n  global x\n  if a:\n    try: pass\n    except E: x = 1", ["x"]),
        ("class C:\n  global x\n  x = 1", ["x"]),
        ("class C:\n  def f(self):\n    global __x\n    __x = 1", ["_C__x"]),
        ("x = 1\nx = 2\ndel x", ["x"]),
        ("f = 1\ndef f(): pass", ["f"]),
    ],
)
def test_every_form_that_binds_at_module_level_is_a_global(source: str, names: list[str]) -> None:
    assert globals_of(source) == names


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x.a = 1",
        "x[0] = 1",
        "x.a: int = 1",
        "(x): int",
        "[x for x in a]",
        "lambda x: (y := 1)",
        "def f(x):\n  y = 1\n  (z := 2)",
        "def f():\n  global x\n  y = x",
        "def f():\n  global x\n  def g(): x = 1",
        "def f():\n  nonlocal x\n  x = 1",
        "class C:\n  x = 1\n  y: int = 2",
        "del x",
        "_ = 1",
        "for _ in a: pass",
        "try: pass\nexcept E as x: pass",
        "match a:\n  case _: pass\n  case X.y: pass\n  case 1 | None: pass",
        "import x",
        "try: import x\nexcept ImportError: x = None",
        "from m import a as x\nx = x or 1",
        "import x.y\nx = 1",
        "x = None\ndef f():\n  global x\n  import m as x",
        "if __name__ == '__main__': x = 1",
        "if '__main__' == __name__:\n  for x in a: (y := x)",
        "if __name__ == '__main__':\n  if a:\n    def f():\n      global x\n      x = 1",
    ],
)
def test_what_binds_no_global(source: str) -> None:
    assert globals_of(source) == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("if __name__ == '__main__': x = 1\nelse: y = 1", ["y"]),
        ("if __name__ != '__main__': x = 1", ["x"]),
        ("if __name__ == b'__main__': x = 1", ["x"]),
        ("if __name__ == 'main': x = 1", ["x"]),
        ("if name == '__main__': x = 1", ["x"]),
        ("if __name__ == '__main__': x = 1\nx = 2", ["x"]),
        ("def f():\n  global x\n  if __name__ == '__main__': x = 1", ["x"]),
        ("try: pass\nexcept E as x: y = 1\nx = 2", ["x", "y"]),
    ],
)
def test_exemptions_reach_no_further_than_they_say(source: str, names: list[str]) -> None:
    assert globals_of(source) == names


@pytest.mark.skipif(sys.version_info < (3, 12), reason="PEP 695 came with 3.12")
def test_type_aliases_are_globals_and_type_parameters_are_not() -> None:
    assert globals_of("type X[T] = list[T]\ntype Y = int\ndef f[U](): pass\nclass C[V]: pass") == ["X", "Y"]
    assert globals_of("def f():\n  global X\n  type X = int\n  type Y = int") == ["X"]
    assert defined_in("def f[U](): pass\nclass C[V](B):\n  def m[W](self): pass") == [
        ("function", "f"), ("class", "C"), ("function", "C.m"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("source", "symbols"),
    [
        ("def f(): pass", [("function", "f")]),
        ("async def f(): pass", [("function", "f")]),
        ("class C: pass", [("class", "C")]),
        ("class C:\n  def m(self): pass\n  async def n(self): pass\n  class D:\n    def o(self): pass", [
            ("class", "C"), ("function", "C.m"), ("function", "C.n"), ("class", "C.D"), ("function", "C.D.o")]),
        ("def outer():\n  def inner(): pass\n  class C: pass", [
            ("function", "outer"), ("function", "outer.inner"), ("class", "outer.C")]),
        ("if a:\n  def f(): pass\nelse:\n  def f(): pass", [("function", "f")]),
        ("@overload\ndef f(a): ...\n@overload\ndef f(b): ...\ndef f(c): pass", [("function", "f")]),
        ("class C:\n  @property\n  def p(self): pass\n  @p.setter\n  def p(self, v): pass", [
            ("class", "C"), ("function", "C.p")]),
        ("try:\n  from m import f\nexcept ImportError:\n  def f(): pass", [("function", "f")]),
        ("if __name__ == '__main__':\n  def main(): pass", [("function", "main")]),
        ("for a in b:\n  while c:\n    with d:\n      match e:\n        case 1:\n          def f(): pass", [
            ("function", "f")]),
        ("def f():\n  global g\n  def g():\n    def h(): pass", [
            ("function", "f"), ("function", "g"), ("function", "g.h")]),
        ("def f(): pass\nclass f: pass", [("function", "f"), ("class", "f")]),
        ("def __getattr__(name): pass", [("function", "__getattr__")]),
        ("lambda: 1", []),
    ],
)  # fmt: skip
def test_classes_and_functions_by_qualified_name(source: str, symbols: list[tuple[str, str]]) -> None:
    assert defined_in(source) == symbols


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("def f(): pass", {"f": (1, 5)}),
        ("\n@deco(\n 1)\n@other\nasync  def\tf(): pass", {"f": (5, 12)}),
        ("async \\\n def \\\n  f(): pass", {"f": (3, 3)}),
        ("class  C : pass", {"C": (1, 8)}),
        ("é = 1; b = 2; ö, ü = 3", {"é": (1, 1), "b": (1, 8), "ö": (1, 15), "ü": (1, 18)}),
        ("'é'; x = 1\r\ny = 'é'; z = 2\rw = 1", {"x": (1, 6), "y": (2, 1), "z": (2, 10), "w": (3, 1)}),
        ("'''é\né'''; x = 1", {"x": (2, 7)}),
        ("'\u2028\x85'; x = 1\ny = 2", {"x": (1, 7), "y": (2, 1)}),
        ("'\U0001f3db'; def_ = 1", {"def_": (1, 6)}),
        ("if 1:\n\f\tx = 1", {"x": (2, 3)}),
        ("x = 1\nx = 2", {"x": (1, 1)}),
        ("match é:\n case {'é': (v), # **not this\n  **rest ,}: pass", {"v": (2, 14), "rest": (3, 5)}),
        ("match a:\n case {**rest}: pass", {"rest": (2, 10)}),
        ("match a:\n case ['é', *star] as whole: pass", {"star": (2, 14), "whole": (2, 23)}),
        ("match a:\n case ['é', * ſtar]: pass", {"star": (2, 15)}),  # normalised by the parser
        ("for i in (é := a): pass", {"i": (1, 5), "é": (1, 11)}),
    ],
)
def test_a_position_is_that_of_the_name_in_code_points(source: str, places: dict[str, tuple[int, int]]) -> None:
    found = {symbol.name: (symbol.line, symbol.column) for symbol in inventory(source.encode()).symbols}
    assert found == places


@pytest.mark.parametrize(
    "source",
    [
        "# -*- coding: latin-1 -*-\n'é'; x = 1".encode("latin-1"),
        "#!/bin/sh\n# vim: set fileencoding=koi8-r :\n'я'; x = 1".encode("koi8-r"),
        "\ufeff\n'é'; x = 1".encode(),
        "\ufeff# coding: utf-8\n'é'; x = 1".encode(),
        b"# coding: utf-7\n'+AOk-'; x = 1",
        "\n\n# coding: latin-1\n'é'; x = 1".encode(),
        "y = 1\n# coding: latin-1\n'é'; x = 1".encode(),
    ],
)
def test_columns_do_not_depend_on_the_encoding(source: bytes) -> None:
    (place,) = [symbol for symbol in inventory(source).symbols if symbol.name == "x"]
    assert place.column == 6


def test_symbols_come_in_source_order() -> None:
    names = [symbol.name for symbol in inventory(b"z = 1\ndef f(x=(y := 1)):\n  def a(): pass\nb = 1\n").symbols]
    assert names == ["z", "f", "y", "f.a", "b"]


def test_base_classes_are_held_as_written_when_they_are_dotted_names() -> None:
    (found,) = inventory(b"class C(A, b.c.D, E[int], f(), g().H, *I, metaclass=M): pass").symbols
    assert found.bases == ("A", "b.c.D")


def test_imports_as_written() -> None:
    source = """
import a, b.c as d
from . import e
from ..f.g import (h,
                   i as j)
from k import *
def f():
    if TYPE_CHECKING:
        import l
    else:
        import m
if typing.TYPE_CHECKING:
    class C:
        def m(self):
            import n
if not TYPE_CHECKING:
    import o
elif x:
    import p
"""
    assert inventory(source.encode()).imports == (
        Import("a", "", 0, 2, 8, "run", "a"),
        Import("b.c", "", 0, 2, 11, "run", "d"),
        Import("", "e", 1, 3, 15, "run", "e"),
        Import("f.g", "h", 2, 4, 20, "run", "h"),
        Import("f.g", "i", 2, 5, 20, "run", "j"),
        Import("k", "*", 0, 6, 15, "run"),
        Import("l", "", 0, 9, 16, "typing"),
        Import("m", "", 0, 11, 16, "lazy"),
        Import("n", "", 0, 15, 20, "typing"),
        Import("o", "", 0, 17, 12, "run", "o"),
        Import("p", "", 0, 19, 12, "typing", "p"),
    )


def test_what_only_the_compiler_refuses_is_read() -> None:
    assert [symbol.name for symbol in inventory(b"return 1\ndef f(a, a): pass\nx = 1").symbols] == ["f", "x"]
