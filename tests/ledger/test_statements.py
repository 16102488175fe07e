"""What a ledger may not hold is refused where it stands, so that nothing unread can change what is read."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read, read_package
from helpers.unread import LAST, NODES

COMPREHENSIONS = [
    '[setattr(c, "functions", ["zz"]) for c in [T1]]',
    '[c.functions.append("zz") for c in (T1,)]',
    '{c: setattr(c, "functions", ["zz"]) for c in [T1]}',
    '{setattr(c, "functions", ["zz"]) for c in [T1]}',
    'list(setattr(c, "functions", ["zz"]) for c in [T1])',
    'x = [setattr(c, "functions", ["zz"]) for c in [T1]]',
    'x = any(c.functions.append("zz") for c in [T1])',
    '[c.functions.append("zz") for c in [x for x in [T1, D1]]]',
    '[c.functions.append("zz") for c in [T1] * 40]',
    '[0 for T1.functions in [["zz"]]]',
    '[0 for x in [1] if T1.functions.append("zz")]',
    '[0 for x in T1.functions.append("zz") or []]',
    'class Helper:\n    x = [setattr(c, "functions", ["zz"]) for c in [T1]]',
    'class Helper:\n    [c.functions.append("zz") for c in [T1]]',
    'class T2(Task):\n    """[T-2] Two."""\n    [setattr(c, "functions", ["zz"]) for c in [T1]]',
    'if unknown:\n    [setattr(c, "functions", ["zz"]) for c in [T1]]',
]

PLACES = [
    'if T1.functions.append("zz"):\n    pass',
    'if unknown:\n    pass\nelif T1.functions.append("zz"):\n    pass',
    'if unknown and T1.functions.append("zz"):\n    pass',
    'while T1.functions.append("zz"):\n    pass',
    'assert T1.functions.append("zz") is None',
    'assert True, T1.functions.append("zz")',
    'def f(x=T1.functions.append("zz")): pass',
    'def f(*, x=T1.functions.append("zz")): pass',
    'def f(x: T1.functions.append("zz")): pass',
    'def f() -> setattr(T1, "functions", ["zz"]): pass',
    'x: setattr(T1, "functions", ["zz"]) = 1',
    'x: setattr(T1, "functions", ["zz"])',
    '@setattr(T1, "functions", ["zz"])\ndef f(): pass',
    "@helper.run(T1)\ndef f(): pass",
    "@helper.run(T1)\nclass Helper: pass",
    'class Helper(x=T1.functions.append("zz")): pass',
    'class Helper(T1.functions.append("zz") or object): pass',
    'for x in T1.functions.append("zz") or []:\n    pass',
    'for T1.functions in [["zz"]]:\n    pass',
    'with open(T1.functions.append("zz")):\n    pass',
    "with unknown as T1.functions:\n    pass",
    'match T1.functions.append("zz"):\n    case _: pass',
    'try:\n    T1.functions.append("zz")\nfinally:\n    pass',
    'raise T1.functions.append("zz")',
    'x = {}\nx[T1.functions.append("zz")] = 1',
    'del {}[T1.functions.append("zz")]',
    'x = f"{T1.functions.append(5)}"',
    'x = lambda: setattr(T1, "functions", ["zz"])',
    'x = (lambda c: setattr(c, "functions", ["zz"]))(T1)',
    'x = (yes := T1.functions).append("zz")',
    'x = 1\nx += T1.functions.append("zz") or 1',
    'x = [*T1.functions.append("zz") or []]',
    'T1.functions.append("zz") if unknown else 5',
    'unknown or T1.functions.append("zz")',
]

CALLS = [
    'def patch(c): c.functions = ["zz"]\npatch(T1)',
    'def patch(c): c.functions = ["zz"]\nif __name__ == "__main__":\n    patch(T1)\n    validate_architecture()',
    'def patch(c): setattr(c, "functions", ["zz"])\nx = patch(c=T1)',
    'def patch(c): c.functions += ["zz"]\npatch([T1][0])',
    'def patch(c):\n    for one in c:\n        one.functions.append("zz")\npatch([D1, T1])',
    'def patch(c):\n    names = c.functions\n    names += ["zz"]\npatch(T1)',
    'def patch(c):\n    x = None\n    for one in c:\n        if x: x.functions = ["zz"]\n        x = one\npatch([T1])',
    'def patch():\n    for c in [T1]: c.functions = ["zz"]\npatch()',
    'def patch():\n    for c in Task.__subclasses__(): c.functions = ["zz"]\npatch()',
    "def patch():\n    for c in [T1]: vars(c)\npatch()",
    'def patch():\n    globals()["T1"].functions = ["zz"]\npatch()',
    'def patch():\n    import sys\n    sys.modules["x"].T1.functions = ["zz"]\npatch()',
    'def patch():\n    from architecture import T1 as t\n    t.functions = ["zz"]\npatch()',
    'def patch(c):\n    def inner(): c.functions = ["zz"]\n    inner()\npatch(T1)',
    'def inner(c): c.functions = ["zz"]\ndef patch(c): inner(c)\npatch(T1)',
    'def patch(c, again=True):\n    if again: patch(c, False)\n    else: c.functions = ["zz"]\npatch(T1)',
    'def patch(again=None):\n    if again: again.functions = ["zz"]\n    else: patch(T1)\npatch()',
    'def get(): return T1\nget().functions = ["zz"]',
    'def get(): return T1\nx = get()\nx.functions = ["zz"]',
    'def get():\n    yield T1\n[setattr(x, "functions", ["zz"]) for x in get()]',
    'def patch(f):\n    for c in [T1]: c.functions = ["zz"]\n    return f\n@patch\ndef f(): pass',
    'def patch(f): return f()\n@patch\ndef f():\n    for c in [T1]: c.functions = ["zz"]',
    '@helper.run\ndef f():\n    for c in [T1]: c.functions = ["zz"]',
    'def f():\n    for c in [T1]: c.functions = ["zz"]\nhelper.run(f)',
    'async def patch(c): c.functions = ["zz"]\nhelper.run(patch(T1))',
    'class Helper:\n    def patch(self, c): c.functions = ["zz"]\nHelper().patch(T1)',
    'class Helper:\n    def patch(self):\n        for c in [T1]: c.functions = ["zz"]\nHelper().patch()',
    'class Helper:\n    def __init__(self):\n        for c in [T1]: c.functions = ["zz"]\nHelper()',
    'class Helper:\n    def __init__(self, c): c.functions = ["zz"]\nx = Helper(T1)',
    'class Helper(helper.Base):\n    def patch(self):\n        for c in [T1]: c.functions = ["zz"]\nHelper().patch()',
    'class Helper:\n    def __class_getitem__(cls, c): c.functions = ["zz"]\nHelper()[T1]',
    'class Helper:\n    def __add__(self, c): c.functions = ["zz"]\nx = Helper() + T1',
    'class Helper:\n    def __eq__(self, c): c.functions = ["zz"]\nx = Helper() == T1',
    "helper.patch(T1)",
    "helper.patch(T1())",
    "helper.patch([D1, [T1]])",
    'helper.patch({"x": T1})',
    "helper.patch(*[T1])",
    "helper.patch(x=T1)",
    "helper.patch(Pair)",
    "x = helper.patch(T1)",
    "unknown(T1)",
    "helper.registry[T1] = 5",
    "helper.node = T1",
    'x = helper.make()\nx["T1"] = T1',
    "random.shuffle([T1, D1])",
    "functools.reduce(helper.patch, [T1])",
    'functools.partial(setattr, T1)("functions", ["zz"])',
    'f = functools.partial(setattr, T1)\nf("functions", ["zz"])',
    "list(map(helper.patch, [T1]))",
    'list(map(lambda c: setattr(c, "functions", ["zz"]), [T1]))',
    'sorted([T1], key=lambda c: c.functions.append("zz"))',
    "max([T1], key=helper.patch)",
    'f = T1.functions.append\nf("zz")',
    'f = lambda c: setattr(c, "functions", ["zz"])\nf(T1)',
]

DOORS = [
    'getattr(T1, "functions").append("zz")',
    'x = getattr(T1, "functions")\nx.append("zz")',
    'x = getattr(T1, "functions")\nx += ["zz"]',
    'x = getattr(T1, "functions")\nx[0] = "zz"',
    'x = getattr(T1, "functions")\ndel x[0]',
    'x = [T1, unknown()]\nx[0].functions = ["zz"]',
    'x, y = T1, unknown()\nx.functions = ["zz"]',
    'x = T1 if unknown else D1\nx.functions = ["zz"]',
    'x = {}\nx["c"] = T1\nx["c"].functions = ["zz"]',
    'x = []\nx.append(T1)\nx[0].functions = ["zz"]',
    'with unknown:\n    x = T1\nx.functions = ["zz"]',
    'for x in unknown:\n    y = T1\ny.functions = ["zz"]',
    'for x in unknown(T1.mro()):\n    x.functions = ["zz"]',
    'for x in unknown:\n    if x: y.functions = ["zz"]\n    y = T1',
    'x = []\nwhile unknown:\n    if x: x[0].functions = ["zz"]\n    x.append(T1)',
    'x = []\ndef f():\n    g()\n    x.append(T1)\n    g()\ndef g():\n    x[0].functions = ["zz"]\nf()',
    'try:\n    x = T1\nexcept Exception:\n    pass\nx.functions.append("zz")',
    'T2 = type("T2", (Task,), {"__doc__": "[T-2] Two."})',
    'BASES = (T1,)\nT2 = type("T2", BASES, {})',
    'T2 = types.new_class("T2", (Task,))',
    'globals()["T1"].functions = ["zz"]',
    'globals()["T1"].functions.append("zz")',
    'x = globals\nx()["T1"].functions = ["zz"]',
    'x = [globals][0]()["T1"]\nx.functions = ["zz"]',
    'sys.modules[__name__].T1.functions = ["zz"]',
    'x = sys.modules[__name__]\nx.T1.functions = ["zz"]',
    'sys.modules.get(__name__).T1.functions.append("zz")',
    'importlib.import_module("architecture").T1.functions = ["zz"]',
    'inspect.currentframe().f_globals["T1"].functions = ["zz"]',
    '[c for c in gc.get_objects()][0].functions = ["zz"]',
    'T1.mro()[0].functions = ["zz"]',
    'Task.__subclasses__()[0].functions = ["zz"]',
    'T1.__dict__["functions"].append("zz")',
    'T1().__dict__["functions"].append("zz")',
    'T1.__init__.__defaults__ = (5,)',
    'T9.__init__.__code__ = helper.code',
    'T9().functions.append("zz")',
    'T9.describe()',
    'type.__setattr__(T1, "functions", ["zz"])',
    'object.__setattr__(T1(), "functions", ["zz"])',
    'builtins.setattr(T1, "functions", ["zz"])',
    'getattr(builtins, "setattr")(T1, "functions", ["zz"])',
    'builtins.exec("T1.functions = 5")',
    'getattr(builtins, "exec")("T1.functions = 5")',
    'getattr(__builtins__, "exec")("T1.functions = 5")',
    'x = setattr\nx(T1, "functions", ["zz"])',
    'delattr(T1, "functions")',
    'del (T1.functions,)',
    'x = Pair\ndel x.FIRST.functions',
    'Pair().FIRST.functions = ["zz"]',
    'T1.__class__.x = 5\nT1().__class__.functions = ["zz"]',
]  # fmt: skip

LISTS = [
    'NAMES.append("zz")',
    '[x.append("zz") for x in [NAMES]]',
    "helper.fill(NAMES)",
    'helper.fill({"x": [NAMES]})',
    'x = [NAMES, unknown]\nx[0].append("zz")',
    'x = NAMES if unknown else []\nx += ["zz"]',
    'x = NAMES\nx.append("zz")',
    'f = NAMES.append\nf("zz")',
    'def get(): return NAMES\nx = get()\nx.append("zz")',
    'def fill(x): x.append("zz")\nfill(NAMES)',
    'def fill(x=NAMES): x.append("zz")\nfill()',
    'def fill():\n    NAMES.__init__(["zz"])\nfill()',
    'if NAMES.append("zz"):\n    pass',
    'while unknown:\n    NAMES[0] = "zz"',
    "T1.functions.__delitem__(0)",
    'def f():\n    global NAMES\n    NAMES = ["zz"]\nf()',
]


@pytest.mark.parametrize("code", [*COMPREHENSIONS, *PLACES, *CALLS, *DOORS, *LISTS])
def test_what_may_change_a_node_unread_ends_the_reading(code: str) -> None:
    reading = read(f"{NODES}{code}\n")
    assert codes(reading) == ["LED001"]
    assert reading.breaches[0].fix
    _, path, line, _ = reading.breaches[0].anchor
    assert path == "architecture.py"
    assert isinstance(line, int) and LAST < line <= LAST + code.count("\n") + 1


HANDED_OVER = [
    "ds = [D1()]\nassert ds.append(D2()) is None\n",
    "ds = [D1()]\nif ds.append(D2()): pass\n",
    "ds = [D1()]\nx = [ds.append(c()) for c in [D2]]\n",
    "ds = [D1()]\ndef add(x=ds.append(D2())): pass\n",
    "ds = [D1()]\nadd = ds.append\nadd(D2())\n",
    "ds = [D1()]\nwith unknown: ds.append(D2())\n",
    "ds = [D1()]\ndef add():\n    x = ds\n    x.append(D2())\nadd()\n",
    "ds = [D1()]\nrandom.shuffle(ds)\n",
    "ds = (d for d in [D1()])\nnext(ds)\nds = list(ds)\n",
]


@pytest.mark.parametrize("code", HANDED_OVER)
def test_a_list_that_is_handed_over_is_not_changed_unread(code: str) -> None:
    assert codes(read(f"{NODES}{code}validate_architecture([], [], ds, [], [])\n")) == ["LED001"]


CONSTRUCTORS = [
    '[setattr(s, "file_path", "no.py") for s in [self]]',
    'x = [setattr(s, "file_path", "no.py") for s in [self]]',
    'assert setattr(self, "file_path", "no.py") is None',
    'return setattr(self, "file_path", "no.py")',
    'if self.change(): pass',
    'self.__dict__.update(file_path="no.py")',
    'self.__dict__["file_path"] = "no.py"',
    'object.__setattr__(self, "file_path", "no.py")',
    'super().__setattr__("file_path", "no.py")',
    'type(self).file_path = "no.py"',
    'helper.registry[self] = 5',
    'x = self\n        helper.patch(x)',
    'def inner(): self.file_path = "no.py"\n        inner()',
    'x = super().__init__("T-2", "Two", file_path="no.py")',
]  # fmt: skip


@pytest.mark.parametrize("code", CONSTRUCTORS)
def test_a_constructor_does_not_hand_its_node_on(code: str) -> None:
    reading = read(
        f"{NODES}class T2(Task):\n    def __init__(self):\n        super().__init__('T-2', 'Two', file_path='c.py')\n"
        f"        {code}\n"
    )
    assert codes(reading) == ["LED001"]


BODIES = [
    "class Evil:\n    def __set_name__(self, owner, name): owner.functions = ['zz']\n"
    "class T2(Task):\n    '''[T-2] Two.'''\n    _x = Evil()",
    "class Evil: pass\nclass T2(Task):\n    '''[T-2] Two.'''\n    _x = Evil()",
    "class T2(Task):\n    '''[T-2] Two.'''\n    _x = helper.Evil()",
    "class Mixin:\n    def __init_subclass__(cls): cls.functions = ['zz']\nclass T2(Mixin, Task): '''[T-2] Two.'''",
    "class Mixin:\n    def __getattribute__(self, name): return 5\nclass T2(Mixin, Task): '''[T-2] Two.'''",
    "class Meta(type): pass\nclass Mixin(metaclass=Meta): pass\nclass T2(Mixin, Task): '''[T-2] Two.'''",
    "@helper.change\nclass Mixin: pass\nclass T2(Mixin, Task): '''[T-2] Two.'''",
    "class Mixin(helper.Base): pass\nclass T2(Mixin, Task): '''[T-2] Two.'''",
    "class Base(helper.Base): pass\nclass Mixin(Base): pass\nclass T2(Mixin, Task): '''[T-2] Two.'''",
]


@pytest.mark.parametrize("code", BODIES)
def test_nothing_in_a_body_or_a_base_has_a_say_in_the_class(code: str) -> None:
    assert codes(read(f"{NODES}{code}\n")) == ["LED001"]


MODULES = [
    "from . import parts\nparts.T1 = 5",
    "from . import parts\nparts.T1.functions.append('zz')",
    "from . import parts\nhelper.patch(parts)",
    "from . import parts\nsetattr(parts, 'T1', 5)",
    "from . import parts\nparts.change(parts.T1)",
    "from .parts import T1\ntry:\n    from helper import *\n    x = 1\nexcept ImportError:\n    pass",
    "import architecture.parts\narchitecture.parts.T1().functions.append('zz')",
]


@pytest.mark.parametrize("code", MODULES)
def test_a_module_of_the_ledger_is_not_changed_unread(code: str) -> None:
    parts = "I\nclass T1(Task):\n    '''[T-1] T.'''\n    file_path = 'a.py'\n    functions = ['f']\n"
    parts += "def change(c): c.functions = ['zz']\n"
    modules = {"architecture/__init__.py": f"I\nimport helper\n{code}\n", "architecture/parts.py": parts}
    assert codes(read_package(modules)) == ["LED001"]
