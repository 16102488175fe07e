"""What a ledger may hold beside its nodes, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.ledgers import codes, read, read_package, sound

if TYPE_CHECKING:
    from archhook.ledger.source import Reading

from helpers.unread import NODES


def task(reading: Reading) -> tuple[list[str], list[str], str]:
    assert codes(reading) == []
    node = next(node for node in reading.nodes if node.id == "T-1")
    declared = [[one.name for one in node.declared(field)] for field in ("functions", "globals")]
    return declared[0], declared[1], node.file


MEANT = [
    ("x = T1\nx.functions = ['zz']", (["zz"], ["G"], "a.py")),
    ("for c in [T1]: c.functions = ['zz']", (["zz"], ["G"], "a.py")),
    ("[T1][0].functions = ['zz']", (["zz"], ["G"], "a.py")),
    ("Pair.FIRST.functions = ['zz']", (["zz"], ["G"], "a.py")),
    ("x = T1.functions\nx += ['zz']", (["f", "zz"], ["G"], "a.py")),
    ("x = T1.functions\nx *= 2\nx += ['zz']", (["f", "zz"], ["G"], "a.py")),
    ("x = T1.globals\nx |= {'A'}", (["f"], ["A", "G"], "a.py")),
    ("{t.__name__: t for t in [T1, T9]}['T1'].functions = ['zz']", (["zz"], ["G"], "a.py")),
    ("X = 'b.py'\nY = [X := v for v in ('c.py',)]\nT1.file_path = X", (["f"], ["G"], "c.py")),
]


@pytest.mark.parametrize(("code", "expected"), MEANT)
def test_what_is_understood_is_read_to_its_meaning(code: str, expected: tuple[list[str], list[str], str]) -> None:
    assert task(read(f"{NODES}{code}\n")) == expected


def test_a_figure_that_is_assigned_is_read() -> None:
    nodes = sound(
        "class A(Design):\n    '''[D-1] A.'''\n    estimated = ResourceConstraints(memory_mb=5)\n"
        "A.estimated.memory_mb = 7\nA.estimated.iops = 2\n"
    )
    assert nodes["D-1"].figures == (("estimated", (("memory_mb", 7.0), ("iops", 2.0))),)


HELD = [
    "x = T1.__name__.lower()\ny = os.environ\nz = print",
    "T = typing.TypeVar('T', bound=Task)\nx: typing.List[typing.Type[Design]] = [D1]",
    "def f(x: Task | None, y: typing.Type['Design'] = D1, *z: list[Task], **more: dict[str, Task]) -> Task: pass",
    "def f(x=(5, *NAMES), *, y=len(NAMES)) -> typing.Callable[[int], 'str'] | None: return unknown()",
    "Of = typing.Union[str, type]\nNames = list[str]\nMany = dict[str, list[Task]]\nEither = str | None | Task",
    "if typing.TYPE_CHECKING:\n    import helper.types\n    x = T1",
    "if not typing.TYPE_CHECKING:\n    x = T1\nelse:\n    import helper.types",
    "try:\n    import tomllib as toml\nexcept ImportError:\n    import tomli as toml",
    "try:\n    from helper import base\nexcept ImportError:\n    class base: pass\nelse:\n    x = 5",
    "def helper_of(c): c.functions = ['zz']",
    "async def f(): await x\n@functools.cache\ndef g(): yield from x",
    "@functools.lru_cache\ndef tasks(): return [T1()]",
    "@functools.lru_cache(maxsize=5)\ndef tasks(): return [T1()]",
    "class Helper:\n    '''One.'''\n    x = 5\n    y: int = 6\n    z: list[int]\n    class Inner: x = 7",
    "class Helper:\n    @property\n    def x(self): return 5\n    @x.setter\n    def x(self, y): T1.functions = y",
    "class Helper:\n    @staticmethod\n    def run(): T1.functions = ['zz']\n    def __init__(self): self.x = []",
    "class Visitor(helper.Visitor):\n    def visit(self, node): node.x = 5",
    "class Color(helper.Enum):\n    RED = 1",
    "class Table(typing.TypedDict, total=False):\n    x: int",
    "@functools.total_ordering\nclass Helper:\n    def __lt__(self, other): return True",
    "for number in range(3):\n    if number == 1: continue\n    x = number\ndel number, x",
    "(a, b), *c = (1, 2), 3, 4\nx = y = 1\nx += 1\nz: int = 5\nv: int",
    "x = {t.__name__: t for t in [T1, T9]}\ny = tuple(x.values())\nz = dict(zip(['a'], [T1]))",
    "def validate_architecture(intents):\n    while True: print(intents)",
    "import os, ast, sys as system\nfrom dataclasses import dataclass\nfrom typing import List",
    "'a docstring in the middle'\n...\npass",
    "for i in []:\n    pass\nelse:\n    y = 2",
    "def f():\n    class Local: pass\n    total = 0\n    total.x = 1\n    found = []\n    found.append(1)",
    "def f():\n    global NAMES\n    NAMES = ['zz']",
    "if __name__ == '__main__':\n    with open('x') as f: T1.functions = f.read()\n    helper.patch(T1)",
]  # fmt: skip


@pytest.mark.parametrize("code", HELD)
def test_what_a_ledger_may_hold_changes_no_node(code: str) -> None:
    assert task(read(f"{NODES}{code}\n")) == (["f"], ["G"], "a.py")


GUARDED = [
    "import argparse, sys\nparser = argparse.ArgumentParser()\nargs = parser.parse_args()\nvalidate_architecture()",
    "print('read', 5)\nos.makedirs('x')\nlogging.basicConfig(level=logging.INFO)\nvalidate_architecture()",
    "sys.exit(0 if validate_architecture() else 1)",
    "raise SystemExit(not validate_architecture())",
    "if not validate_architecture():\n    raise SystemExit(1)",
    "assert validate_architecture()\nprint(T1)",
    "ok = validate_architecture()\nprint(ok, T1.functions)\nhelper.patch(T1)\nT1.functions = ['zz']",
    "started = helper.now()\nvalidate_architecture()\nprint(helper.now() - started)",
    "tests: list = []\nvalidate_architecture(tasks=[T1(), T9()], tests=tests)",
    "from archhook import validate_architecture as check\ncheck()",
    "try:\n    from archhook import validate_architecture as check\nexcept ImportError:\n    raise\ncheck()",
]


@pytest.mark.parametrize("code", GUARDED)
def test_under_the_main_guard_the_call_is_read(code: str) -> None:
    inner = "".join(f"    {line}\n" for line in code.splitlines())
    assert task(read(f"{NODES}if __name__ == '__main__':\n{inner}")) == (["f"], ["G"], "a.py")


UNSURE = [
    ("T1.functions = ['zz']", "the class T1 may be changed here, before validate_architecture is called"),
    ("T1.functions.append('zz')", "a list that is built by `append` is not read"),
    ("x = [T1]\nfor one in x: one.functions = ['zz']", "may be changed here"),
    ("x = T1\nx.functions = ['zz']", "the class T1 may be changed here"),
    ("helper.patch(T1)", "the class T1 may be changed here"),
    ("print(NAMES)", "a list may be changed here"),
    ("NAMES += ['zz']", "a list may be changed here"),
    ("NAMES = ['zz']", "NAMES is bound anew in the main guard"),
    ("from helper import NAMES", "NAMES is bound anew in the main guard"),
    ("for NAMES in helper.names: pass", "may be changed here"),
    ("for c in Task.__subclasses__(): c.functions = []", "this may change anything"),
    ("for c in Task.mro(): c.functions = []", "the class Task may be changed here"),
    ("x = globals\nx()['T1'].functions = []", "this may change anything"),
    ("x = sys.modules\nx[__name__].T1.functions = []", "this may change anything"),
    ("from builtins import exec as x\nx('T1.functions = []')", "this may change anything"),
    ("patch()", "the function patch may be changed here"),
    ("f = patch\nf()", "the function patch may be changed here"),
    ("exec('T1.functions = []')", "this may change anything"),
    ("globals()['T1'].functions = []", "this may change anything"),
    ("sys.modules[__name__].T1.functions = []", "this may change anything"),
    ("importlib.import_module('architecture').T1.functions = []", "this may change anything"),
    ("with helper.x:\n    import architecture as a\na.T1.functions = ['zz']", "this may change anything"),
    ("for x in helper.x:\n    from . import T1 as t\nt.functions = ['zz']", "this may change anything"),
    ("while helper.x:\n    from archhook import Task as T\nclass T2(T): '\"[T-2] Two.\"'", "this may change anything"),
    ("object.__subclasses__()[-1].functions = ['zz']", "this may change anything"),
    ("from helper import *", "a starred import from outside the ledger is not read here"),
    ("class T2(Task): '''[T-2] Two.'''", "the class T2 stands inside the main guard"),
    ("def more():\n    class T2(Task): '''[T-2] Two.'''", "the class T2 stands inside the main guard"),
]


@pytest.mark.parametrize(("code", "met"), UNSURE)
def test_before_the_call_the_main_guard_changes_nothing_unread(code: str, met: str) -> None:
    inner = "".join(f"    {line}\n" for line in code.splitlines())
    patch = "def patch(): T1.functions = ['zz']\n"
    reading = read(f"{NODES}{patch}if __name__ == '__main__':\n{inner}    validate_architecture()\n")
    assert codes(reading) == ["LED001"]
    assert met in reading.breaches[0].message
    assert reading.breaches[0].fix


def test_a_call_below_the_main_guard_minds_what_stands_there() -> None:
    text = f"{NODES}if __name__ == '__main__':\n    T1.functions = ['zz']\n"
    assert codes(read(text)) == []
    assert codes(read(f"{text}validate_architecture()\n")) == ["LED001"]
    assert codes(read(f"{NODES}if __name__ == '__main__':\n    x = 5\nelse:\n    x = 6\n")) == ["LED001"]


def test_the_names_of_the_main_guard_are_its_own() -> None:
    text = f"{NODES}if __name__ == '__main__':\n    PATH = 'c.py'\nclass T2(Task):\n    '''[T-2] Two.'''\n"
    assert codes(read(f"{text}    file_path = PATH\n")) == ["LED001"]


def test_a_default_is_what_it_was_where_it_was_written() -> None:
    nodes = sound(
        "PATH = 'a.py'\nclass Base(Task):\n    def __init__(self, number, path=PATH, *, names=('f',)):\n"
        "        super().__init__(f'T-{number}', 'A', None, path, functions=names)\n"
        "class A(Base):\n    def __init__(self): super().__init__(1)\nPATH = 'b.py'\n"
    )
    assert nodes["T-1"].file == "a.py"


STARS = [
    "PATH = 'a.py'\nfrom helper import *\nclass T1(Task):\n    '''[T-1] T.'''\n    file_path = PATH\n",
    "class D1(Design): '''[D-1] D.'''\nfrom helper import *\n"
    "class T1(Task):\n    '''[T-1] T.'''\n    file_path = 'a.py'\n    implements = D1\n",
    "class Base(Task): pass\nfrom helper import *\nclass T1(Base):\n    '''[T-1] T.'''\n    file_path = 'a.py'\n",
    "from helper import *\nclass T1(Base):\n    '''[T-1] T.'''\n    file_path = 'a.py'\n",
    "class T1(Task): '''[T-1] T.'''\nfrom helper import *\nT1.file_path = 'a.py'\n",
    "from helper import *\nclass T1(Task):\n    '''[T-1] T.'''\n    file_path = 'a.py'\n",
]


@pytest.mark.parametrize("code", STARS)
def test_a_starred_import_from_outside_may_bind_names_anew(code: str) -> None:
    reading = read(code)
    assert codes(reading) == ["LED001"]
    assert "starred import" in reading.breaches[0].fix or "helper" in code


def test_a_starred_import_above_the_others_leaves_them_alone() -> None:
    text = "from helper import *\nfrom archhook import Task\nPATH = 'a.py'\n"
    node = "class T1(Task):\n    '''[T-1] T.'''\n    file_path = PATH\n"
    assert codes(read(text + node, imports=False)) == []


def test_a_starred_import_from_outside_reaches_who_imports_the_module() -> None:
    modules = {
        "architecture/__init__.py": "I\nPATH = 'a.py'\nfrom .names import *\n"
        "class T1(Task):\n    '''[T-1] T.'''\n    file_path = PATH\n",
        "architecture/names.py": "from helper import *\n",
    }
    assert codes(read_package(modules)) == ["LED001"]
    modules["architecture/names.py"] += "__all__ = []\n"
    assert codes(read_package(modules)) == []
