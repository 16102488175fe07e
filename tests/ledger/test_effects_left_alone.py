"""What cannot change a node is left alone, what is understood is read, and both in bounded work."""

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


TOLERATED = [
    "print(T1, [T1, D1()], f'{T1}', T1.functions, file=sys.stderr)",
    "print(len([T1]), isinstance(T1, type), issubclass(T1, Task), repr(T1), str(T1()), hash(T1), id(T1))",
    "for t in [T1, T9]:\n    print(t.__name__, t.__doc__, t.file_path)",
    "for t in sorted([T1, T9], key=lambda t: t.__name__):\n    print(t)",
    "print([c.__name__ for c in [T1, T9] if c.functions])",
    "assert len({T1, T9}) == 2 and T1 is not T9 and all(t.__doc__ for t in [T1])",
    "assert T1.functions.index('f') == 0",
    "if T1.functions.count('f') > 1:\n    raise SystemExit('twice')",
    "x = T1.__name__.lower()\nhelper.log(x, T1.file_path, T9.__doc__)",
    "helper.log('x', 5, [1, 2])\nos.makedirs('x', exist_ok=True)\nhelper.setup()",
    "logging.basicConfig(level=logging.INFO)\nlog = logging.getLogger(__name__)\nlog.info('read')",
    "logging.info('%s', T1)",
    "T = typing.TypeVar('T', bound=Task)\nx: typing.List[typing.Type[Design]] = [D1]",
    "def f(x: Task | None, y: typing.Type['Design'] = D1, *z: list[Task], **more: dict[str, Task]) -> Task: pass",
    "if typing.TYPE_CHECKING:\n    x = T1",
    "def helper_of(c): c.functions = ['zz']",
    "def helper_of(names): return [n.upper() for n in names]\nprint(helper_of(['a']))",
    "def count(c):\n    x = []\n    for one in c: x.append(one.__name__)\n    return len(x)\nprint(count([T1]))",
    "def describe(c):\n    total = ResourceConstraints()\n    total.cpu_cores = 5\n    print(c)\ndescribe(T1)",
    "def show():\n    for c in (T1, T9): print(c.file_path)\nshow()",
    "def known(x): return isinstance(x, (Task, Design))\nprint(known(5))",
    "@functools.lru_cache\ndef tasks(): return [T1()]",
    "@helper.decorated\ndef f(x=5): return x",
    "@helper.decorated\nclass Helper:\n    x = 5",
    "class Helper(helper.Base, flag=True):\n    def visit(self, node): node.x = 5\nHelper().visit(5)",
    "class Helper:\n    def __init__(self): self.x = []\n    def add(self, x): self.x += x\nh = Helper()\nh.add(5)",
    "errors = []\nerrors.append('x')\nerrors.append(T1.__name__)\nif errors:\n    print(errors)",
    "found = {}\nfound['x'] = 5\nfound.update(y=6)\nhelper.log(found)",
    "with open('x') as f:\n    for t in [T1]: print(t.functions, t.__name__)\n    data = f.read()",
    "x = unknown()\nx.y.append(5)\nx['z'] = 5\ndel x['z']\nx += 1",
    "x = {t.__name__: t for t in [T1, T9]}\ny = tuple(x.values())\nz = dict(zip(['a'], [T1]))",
    "x = getattr(T1, 'functions', None)\ny = type(T1())",
    "def f():\n    global COUNT\n    COUNT = 5\nf()",
    "random.seed(5)\nx = random.choice(['a', 'b'])",
    "print(NAMES)\nx = ', '.join(sorted(NAMES))\nprint(x, *NAMES)",
    "sys.exit(0)",
]  # fmt: skip


@pytest.mark.parametrize("code", TOLERATED)
def test_what_cannot_change_a_node_is_left_alone(code: str) -> None:
    assert task(read(f"{NODES}{code}\n")) == (["f"], ["G"], "a.py")


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


def test_calls_of_calls_are_looked_at_in_bounded_work() -> None:
    chain = "def f0(x): return len(x)\n"
    chain += "".join(f"def f{n}(x):\n    y = f{n - 1}(x)\n    return y + f{n - 1}([x])\n" for n in range(1, 40))
    assert codes(read(f"{NODES}{chain}print(f39('a'))\n")) == []
    assert len(codes(read(f"{NODES}{chain}print(f39([T1]))\n"))) <= 1


ROUNDS = [
    "def count(c):\n    x = []\n    for one in c: x.append(one._new)\n    return len(x)\nprint(count([T1]))",
    "x = []\nwhile unknown:\n    x = [x, x.append(x), (y := [x])]\n    z = y",
    "def f(a, *b):\n    while a:\n        a, b = b, [a]\n        a = [b, T1, lambda: a]\n    return a\nx = f([1])",
]


@pytest.mark.parametrize("code", ROUNDS)
def test_what_is_looked_at_in_rounds_comes_to_an_end(code: str) -> None:
    assert codes(read(f"{NODES}{code}\n")) == []


IGNORED = [
    "import os, ast, sys as system\nfrom dataclasses import dataclass\nfrom typing import List",
    "def validate_architecture(intents):\n    while True: print(intents)",
    "async def f(): await x\n@decorator\ndef g(x=unknown()): yield from x",
    "class Helper:\n    x = unknown()\n    def f(self): self.y = 1",
    "class Visitor(ast.NodeVisitor):\n    def visit(self, node): ...",
    "class Color(enum.Enum):\n    RED = auto()",
    "import enum\n@unknown.decorator\nclass Point:\n    x: int",
    "print('hello', [1, 2])\nx = os.environ['HOME']\ny = x.upper()\nsys.path.insert(0, '.')",
    "with open('x') as f:\n    data = f.read()",
    "while False:\n    pass",
    "try:\n    import tomllib\n    x = 1\nexcept ImportError:\n    x = 2",
    "match 5:\n    case [a, *b]: pass\n    case {'k': v, **rest}: pass",
    "global z\nassert unknown\ndel unknown_name",
    "x: int\ny: int = 5\n(a, b), *c = (1, 2), 3, 4\nx = y = 1\nx += 1\nx[0] = 5\nimport sys\nsys.attr = 1",
    "f = lambda x: x\nitems = [f(x) for x in range(3)]\nfor x in f(1): pass",
    "if unknown:\n    x = 1\nelse:\n    x = 2",
    "if TYPE_CHECKING:\n    x = 1",
    "raise SystemExit(0)",
    "'a docstring in the middle'\n...",
    "for i in []:\n    pass\nelse:\n    y = 2",
    "def f():\n    class Local: pass\n    total = 0\n    total.x = 1\n    found = []\n    found.append(1)",
]


@pytest.mark.parametrize("code", IGNORED)
def test_what_does_not_matter_for_nodes_is_left_alone(code: str) -> None:
    assert list(sound(f"{code}\nclass A(Intent):\n    '''[I-1] A.'''\n")) == ["I-1"]
