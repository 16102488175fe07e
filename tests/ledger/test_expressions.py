"""Constants that are computed without running anything, and what is refused."""

from __future__ import annotations

import pytest
from helpers.ledgers import IMPORTS, read, sound

READ = [
    ("['a', 'b']", ["a", "b"]),
    ("('a',) + ('b',)", ["a", "b"]),
    ("['a'] + ['b'] + ['c']", ["a", "b", "c"]),
    ("['a'] * 2 + 2 * ['b']", ["a", "b"]),
    ("[*X, 'c', *Y]", ["x1", "x2", "c", "y1"]),
    ("[f'{name}_test' for name in X]", ["x1_test", "x2_test"]),
    ("[f'{n:02d}{s!r:>4}' for n, s in zip(range(1, 3), 'ab')]", ["01 'a'", "02 'b'"]),
    ("'a b  c'.split()", ["a", "b", "c"]),
    ("'a,b'.split(',')", ["a", "b"]),
    ("'''\na\nb\n'''.split()", ["a", "b"]),
    ("'a\\nb'.splitlines()", ["a", "b"]),
    ("['-'.join(X), 'x'.join(['a'])]", ["x1-x2", "a"]),
    ("['{}_{name}'.format('a', name='b'), '{0:>3}'.format('x')]", ["a_b", "  x"]),
    ("sorted({'b', 'a', 'b'})", ["a", "b"]),
    ("sorted(X, reverse=True)", ["x2", "x1"]),
    ("[str(n) for n in range(0, 6, 2) if n]", ["2", "4"]),
    ("[a + b for a in 'ab' for b in X if a != 'b' or b == 'x2']", ["ax1", "ax2", "bx2"]),
    ("list(TABLE)", ["k1", "k2"]),
    ("[v for v in TABLE.values()]", ["v1", "v2"]),
    ("[f'{k}{v}' for k, v in TABLE.items()]", ["k1v1", "k2v2"]),
    ("[TABLE['k1'], TABLE.get('no', 'default'), TABLE.get('k2')]", ["v1", "default", "v2"]),
    ("[*{**TABLE, 'k3': 1}, *(TABLE | {'k4': 2})]", ["k1", "k2", "k3", "k4"]),
    ("[k for k in dict(a=1, **TABLE)]", ["a", "k1", "k2"]),
    ("[k for k in dict([('p', 1)])]", ["p"]),
    ("[k for k in {n: n for n in X}]", ["x1", "x2"]),
    ("X[0:1] + list(X)[-1:]", ["x1", "x2"]),
    ("[X[1], 'abc'[0], 'abc'[1:]]", ["x2", "a", "bc"]),
    ("X if len(X) == 2 else Y", ["x1", "x2"]),
    ("X if 'x1' in X and not ('k9' in TABLE) else Y", ["x1", "x2"]),
    ("Y or X", ["y1"]),
    ("[] or X", ["x1", "x2"]),
    ("[n for i, n in enumerate(X, start=1) if i > 1]", ["x2"]),
    ("list(reversed(X))", ["x2", "x1"]),
    ("['a'.upper(), ' b '.strip(), 'xc'.removeprefix('x'), 'd.py'.replace('.py', '')]", ["A", "b", "c", "d"]),
    ("[_y := 'w', _y + 'v']", ["w", "wv"]),
    ("[first, *rest]", ["f", "r1", "r2"]),
    ("BUILT", ["a0", "a1"]),
    ("Names.OWN + [Names.PREFIX + 'z']", ["n", "pz"]),
    ("[str(2 ** 10 // 3 - 1), str(-1), str(7 % 4), str(1 < 2 < 3)]", ["340", "-1", "3", "True"]),
    ("[s for s in {'b', 'a'} | {'c'}]", ["a", "b", "c"]),
    ("tuple(f for f in X)", ["x1", "x2"]),
    ("['a' 'b']", ["ab"]),
    ("[f'{\"n\"}{{}}']", ["n{}"]),
]

CONSTANTS = """
X = ['x1', 'x2']
Y = ('y1',)
Y = [*Y]
TABLE = {'k1': 'v1', 'k2': 'v2'}
first, *rest = ['f', 'r1', 'r2']
BUILT = []
for number in range(5):
    if number == 2:
        break
    if number < 0:
        continue
    BUILT += [f'a{number}']
class Names:
    OWN = ['n']
    PREFIX = 'p'
"""


@pytest.mark.parametrize(("expression", "names"), READ)
def test_constants_are_computed(expression: str, names: list[str]) -> None:
    nodes = sound(
        f"{CONSTANTS}\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = 'a.py'\n    functions = {expression}\n"
    )
    read_names = [one.name for one in nodes["T-1"].declared("functions")]
    assert sorted(read_names) == sorted(dict.fromkeys(names))
    if "{'b', 'a'}" not in expression:
        assert read_names == list(dict.fromkeys(names))


REFUSED = [
    ("os.listdir('.')", "a call of os.listdir, which comes from outside the ledger, is not read"),
    ("os.environ", "os.environ, which comes from outside the ledger"),
    ("helper()", "the function helper"),
    ("(lambda: ['a'])()", "a lambda"),
    ("[x for x in os.listdir('.')]", "os.listdir"),
    ("unknown_name", "unknown_name is bound to nothing"),
    ("[unknown.attribute]", "unknown is bound to nothing"),
    ("open('x').read()", "the built-in open"),
    ("[n for n in os.environ]", "os.environ, which comes from outside the ledger, stands where a constant sequence"),
    ("[n for n in 5]", "a number stands where a constant sequence is needed"),
    ("5 + 'a'", "this fails"),
    ("'%s' % 'a'", "operator"),
    ("[1][5]", "this fails"),
    ("{}['k']", "this fails"),
    ("'{0.__class__}'.format('a')", "looks into its value"),
    ("'{:{}}'.format('a', 5)", "nested field"),
    ("sorted(['a'], key=len)", "sorted"),
    ("'a'.encode()", "encode"),
    ("TABLE.popitem()", "popitem"),
    ("DELETED", "DELETED is bound to nothing"),
    ("list(ONCE) + list(ONCE)", "used up"),
    ("[await x]", "await"),
    ("['a'] + ('b',)", "joins a list and a tuple"),
    ("{[]: 1}", "a list stands where a constant is needed"),
    ("[*5]", "a number"),
    ("dict(**5)", "unpacked"),
    ("[a for a, b in [(1, 2, 3)]]", "unpacked"),
    ("Enumeration.A", "not read"),
    ("os", "outside the ledger"),
]

STATEMENTS = """
import os, enum
TABLE = {}
def helper(): pass
DELETED = ['a']
del DELETED
ONCE = (x for x in ['a'])
class Enumeration(enum.Enum):
    A = ['a']
"""


@pytest.mark.parametrize(("expression", "met"), REFUSED)
def test_what_cannot_be_read_says_so_at_its_place(expression: str, met: str) -> None:
    reading = read(
        f"{STATEMENTS}\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = 'a.py'\n    functions = {expression}\n"
    )
    assert reading.nodes == ()
    assert [breach.code for breach in reading.breaches] == ["LED001"]
    assert met in reading.breaches[0].message
    assert reading.breaches[0].fix
    _, path, line, column = reading.breaches[0].anchor
    assert path == "architecture.py"
    assert isinstance(line, int) and isinstance(column, int)
    assert 1 < line <= 2 + STATEMENTS.count("\n") + 5


def test_the_place_of_what_cannot_be_read() -> None:
    reading = read("class Ä(Task):\n    '''[T-1] A.'''\n    functions = ['ä', open('x')]\n")
    assert reading.breaches[0].anchor == ("place", "architecture.py", 4, 23)
    assert reading.breaches[0].message.startswith("cannot read `open('x')`: a call of the built-in open is not read")


HARD = [
    "class A(unknown): pass",
    "class A(Design, unknown): pass",
    "class A(Designn): pass",
    "class A(make_base()): '''[D-1] A.'''",
    "import other\nclass A(other.Base): '''[D-1] A.'''",
    "import other\nclass A(Design, other.Mixin): '''[D-1] A.'''",
    "@decorated\nclass A(Design): '''[D-1] A.'''",
    "class A(Design, flag=True): '''[D-1] A.'''",
    "class A(Design, Task): '''[D-1] A.'''",
    "class X: pass\nclass Y(X): pass\nclass A(X, Y): '''[D-1] A.'''",
    "a = Design('D-1', 'A', [])",
    "items = [Task('T-1')]",
    "while unknown:\n    class A(Design): '''[D-1] A.'''",
    "if unknown:\n    class A(Design): '''[D-1] A.'''",
    "def f():\n    class A(Design): '''[D-1] A.'''",
    "class A(Design): '''[D-1] A.'''\nsetattr(A, 'adopted', False)",
    "class A(Design): '''[D-1] A.'''\ndel A.adopted",
    "class A(Design): '''[D-1] A.'''\nA().adopted = False",
    "class A(Design): '''[D-1] A.'''\nA.__doc__ = 'other'",
    "class A(Design): '''[D-1] A.'''\nif unknown: A.adopted = False",
    "class A(Design): '''[D-1] A.'''\ndef f(): A.adopted = False\nf()",
    "unknown.adopted = False",
    "exec('class A(Design): pass')",
    "globals()['x'] = 5\nglobals().update(x=5)",
    "class A(Design):\n    '''[D-1] A.'''\n    def requires(self): return []",
    "class A(Design):\n    '''[D-1] A.'''\n    __doc__ = 'other'",
    "class A(Design):\n    '''[D-1] A.'''\n    def __new__(cls): return None",
    "class A(Design):\n    def __init__(self):\n        self.setup()",
    "class A(Design):\n    def __init__(self):\n        fill(self)",
    "class A(Design):\n    @staticmethod\n    def __init__(self): pass",
    "class A(Design):\n    def __init__(self):\n        super().__init__('D-1', 'A', [], [], [], None, None, 8)",
    "class A(Design):\n    def __init__(self):\n        super().__init__(*unknown())",
    "class A(Design):\n    def __init__(self):\n        while True: self.id = 'D-1'",
    "class B(Design):\n    def __init__(self, a): pass\n"
    "class A(B):\n    def __init__(self):\n        super().__init__(1, 2)",
    "from . import x",
    "X = 'a' * 10 ** 7",
    "class A(Design):\n    '''[D-1] A.'''\n    requires = [5]",
    "class A(Design):\n    '''[D-1] A.'''\n    requires = [None]",
    "class A(Design):\n    '''[D-1] A.'''\n    requires = [print]",
    "class B(Design): '''[D-2] B.'''\nclass A(Design):\n    '''[D-1] A.'''\n    requires = [B()]",
    "class A(Task):\n    '''[T-1] A.'''\n    implements = 5",
]


@pytest.mark.parametrize("text", HARD)
def test_what_may_declare_or_change_a_node_unseen_ends_the_reading(text: str) -> None:
    reading = read(text + "\n")
    assert [breach.code for breach in reading.breaches] == ["LED001"], reading
    assert reading.nodes == ()
    assert reading.breaches[0].fix
    assert reading.breaches[0].anchor[:2] == ("place", "architecture.py")


def test_the_line_of_the_imports_is_one_line() -> None:
    assert IMPORTS.count("\n") == 1
