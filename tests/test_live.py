"""Both readings, of the source and of live classes, give the same nodes."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, live, read, without_places
from hypothesis import given, settings
from hypothesis import strategies as st

METAMODEL = '''
class ResourceConstraints:
    def __init__(self, cpu_cores=0, memory_mb=0, iops=0):
        self.cpu_cores, self.memory_mb, self.iops = cpu_cores, memory_mb, iops
class Node:
    def __init__(self, id_tag, name):
        self.id, self.name = id_tag, name
class Intent(Node):
    pass
class Design(Node):
    """The 'How'."""
    def __init__(self, id_tag, name, satisfies, requires=None, estimated=None, measured=None):
        super().__init__(id_tag, name)
        self.satisfies = satisfies
        self.requires = requires or []
        self.estimated = estimated or ResourceConstraints()
        self.measured = measured or ResourceConstraints()
'''

LEDGERS = [
    ("", None),
    ("class A(Intent): '''[I-1] A goal. More.\n\n    Indented.\n    '''", None),
    ("class A(Intent): '''I-1: A goal.'''\nclass B(A): '''[I-2] B.'''\nclass C(A): '''[I-3] C.'''", None),
    ("class A(Intent): '''[I-1] A.'''\nclass B(Intent): '''[I-2] B.'''", "{'intents': [A()]}"),
    ("class A(Intent): '''[I-1] A.'''\nclass B(Intent): '''[I-2] B.'''", "{'intents': [A, B()], 'tests': []}"),
    ("class A(Intent):\n    def __init__(self): super().__init__('[I-01]', 'A')", "{'intents': (A(),)}"),
    (
        "class A(Requirement):\n    '''[R-1] A.'''\n    derived_from = ['I-1']\n"
        "    budget = ResourceConstraints(5, iops=0)\n"
        "class B(Intent): '''[I-1] B.'''",
        None,
    ),
    (
        "class A(Design):\n    '''[D-1] A.'''\n    adopted = False\n    waives = {'TST505': 'x', 'INV401': 'y'}\n"
        "class B(Design):\n    '''[D-2] B.'''\n    requires = {A, 'D-3'}\nclass C(Design):\n"
        "    def __init__(self): super().__init__('D-3', 'C', [], conflicts_with=[A], waives={'TST505': 'z'})",
        None,
    ),
    ("class A(Design): '''[D-1] A.'''\nA.measured = ResourceConstraints(memory_mb=5)\nA.requires = [A]", None),
    (
        "class A(Design):\n    def __init__(self):\n"
        "        super().__init__('D-1', 'A', [], measured=ResourceConstraints())\n"
        "        self.requires = ['D-1']\nA.measured = ResourceConstraints(memory_mb=5)",
        "{'designs': [A()]}",
    ),
    (
        "class Base(Task):\n    '''A base.'''\n    planned = True\n    def __init__(self, n, *names):\n"
        "        super().__init__(f'T-{n}', f'Task {n}', None, f'./src//{n}.py', functions=list(names))\n"
        "class A(Base):\n    def __init__(self): super().__init__(1, 'f', 'g')\n"
        "class B(Base):\n    planned = False\n    def __init__(self): super().__init__(2)",
        None,
    ),
    (
        "class Mixin:\n    file_path = 'm.py'\n    other = 5\nclass A(Mixin, Task):\n    '''[T-1] A.'''\n"
        "    classes = ('A', 'A', 'B')\n    globals = {'z', 'y'}\n    _note = 5\n    def explain(self): return 5",
        None,
    ),
    (
        "class D(Design): '''[D-1] D.'''\nclass A(UnitTest):\n    '''[UT-1] A.'''\n    verifies = D\n"
        "    test_file = 'test_a.py'\n    test_functions = '*'",
        None,
    ),
    (
        "class D(Design): '''[D-1] D.'''\nclass A(UnitTest):\n    '''[UT-1] A.'''\n    verifies = D\n"
        "    test_functions = '*'\n    planned = True\nclass B(IntegrationTest):\n"
        "    def __init__(self): super().__init__('IT-1', 'B', D, 'test_b.py', ['test_b'], planned=True)\n"
        "class C(UnitTest):\n    planned = True\n"
        "    def __init__(self): super().__init__('UT-2', 'C', D, 'c.py', '*', planned=False)",
        None,
    ),
    ("class Group:\n    class A(Intent): '''[I-1] A.'''", None),
    ("class A(Design): '''[D-1] A.'''\nclass B(Design): '''[D-1] B.'''", None),
    ("class A(Design):\n    '''[D-1] A.'''\n    requires = ['D-7']\n    estimated = 5\n    planned = True", None),
    ("class A(Intent): pass\nclass B(Intent): '''[R-1] B.'''", None),
    ("class A(Intent):\n    '''[I-1] A.'''\n    id = 'I-2'", None),
    ("class A(Intent):\n    id = 'I-2'\n    name = 'Two'", "{'intents': [A()]}"),
    ("class A(Design):\n    '''[D-1] A.'''\n    requires = [5]", None),
    ("class Base(Design): pass\nclass A(Base): '''[D-1] A.'''", "{'designs': [Base()]}"),
]


def agree(text: str, lists: str | None, *, imports: bool = True) -> None:
    call = f"\nvalidate_architecture(**{lists})\n" if lists else "\n"
    static, running = read(text + call, imports=imports), live(text + "\n", lists, imports=imports)
    assert list(without_places(static.nodes)) == list(without_places(running.nodes))
    assert sorted((b.code, b.node, b.symbol) for b in static.breaches) == sorted(
        (b.code, b.node, b.symbol) for b in running.breaches
    )


@pytest.mark.parametrize(("text", "lists"), LEDGERS)
def test_both_readings_agree(text: str, lists: str | None) -> None:
    agree(text, lists)


PASTED = [
    ("class A(Intent): '''[I-1] A.'''", None),
    ("class A(Design):\n    def __init__(self): super().__init__('[D-1]', 'A', ['R-1'])", "{'designs': [A()]}"),
    (
        "class A(Design):\n    def __init__(self):\n"
        "        super().__init__('D-1', 'A', [], [B], ResourceConstraints(0, 5))\n"
        "class B(Design):\n    def __init__(self):\n        super().__init__('D-2', 'B', [])\n"
        "A.measured = ResourceConstraints(iops=7, memory_mb=0)",
        "{'designs': [A(), B()]}",
    ),
    ("class A(Design):\n    adopted = False\n    def __init__(self): super().__init__('D-1', 'A', [])", None),
]


@pytest.mark.parametrize(("text", "lists"), PASTED)
def test_both_readings_agree_on_a_pasted_metamodel(text: str, lists: str | None) -> None:
    agree(METAMODEL + text, lists, imports=False)


def test_a_parameter_that_a_pasted_metamodel_adds_is_seen_live_too() -> None:
    metamodel = METAMODEL.replace("satisfies, requires=None", "satisfies, requires=None, owner=None")
    text = metamodel + "class A(Design):\n    def __init__(self): super().__init__('D-1', 'A', [], owner='me')\n"
    for reading in (read(text, imports=False), live(text, imports=False)):
        assert [(b.code, b.symbol) for b in reading.breaches] == [("LED004", "owner")]


def test_what_is_no_node_cannot_be_handed_over() -> None:
    for lists in ("{'intents': [5]}", "{'intents': [Intent]}", "{'intents': [object()]}"):
        assert codes(live("class A(Intent): '''[I-1] A.'''\n", lists)) == ["LED001"]


def test_classes_of_other_modules_are_not_of_this_ledger() -> None:
    live("class Elsewhere(Intent): '''[I-9] Elsewhere.'''\nKEPT = Elsewhere\n")
    assert [node.id for node in live("class A(Intent): '''[I-1] A.'''\n").nodes] == ["I-1"]


NAMES = st.lists(st.sampled_from(["a", "b", "C.d", "ü", "run"]), max_size=4)
FIGURES = st.dictionaries(st.sampled_from(["memory_mb", "iops", "cpu_cores"]), st.sampled_from([0, 1, 2.5, None]))
FORMS = st.sampled_from(["declarative", "constructor", "mixed"])


def rendered(kind: str, node_id: str, form: str, fields: dict[str, str]) -> str:
    """A node class in one of the forms; `fields` as Python expressions."""
    base = kind.split()[0]
    inside = {} if form == "declarative" else fields if form == "constructor" else dict(list(fields.items())[::2])
    attributes = {name: value for name, value in fields.items() if name not in inside}
    lines = [f"class N{node_id.replace('-', '')}({base}):", f"    '''[{node_id}] Node {node_id}. More.'''"]
    lines += [f"    {name} = {value}" for name, value in attributes.items()]
    if form != "declarative":
        arguments = ", ".join([f"'{node_id}'", f"'Name {node_id}'", *(f"{k}={v}" for k, v in inside.items())])
        lines += ["    def __init__(self):", f"        super().__init__({arguments})"]
    return "\n".join(lines) + "\n"


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[str, str | None]:
    """(a ledger, what it hands over)."""
    count = draw(st.integers(1, 4))
    designs = [f"D-{n}" for n in range(count)]
    text, classes = "", []
    for at, node_id in enumerate(designs):
        known = [f"ND{n}" for n in range(at)] + [repr(other) for other in designs]
        fields = {
            "requires": f"[{', '.join(draw(st.lists(st.sampled_from(known), max_size=3)))}]",
            "estimated": f"ResourceConstraints(**{draw(FIGURES)})",
            "adopted": str(draw(st.booleans())),
            "visible_to": draw(st.sampled_from(["None", "[]", f"[{known[0]}]"])),
            "layer": draw(st.sampled_from(["None", "'top'", "5"])),
            "packages": repr(draw(st.one_of(st.none(), NAMES))),
        }
        text += rendered("Design", node_id, draw(FORMS), fields)
        classes.append(f"ND{at}")
    for at in range(draw(st.integers(0, 3))):
        fields = {
            "implements": draw(st.sampled_from([*classes, *map(repr, designs)])),
            "file_path": repr(draw(st.sampled_from(["a.py", "./b//c.py", "d/../e.py"]))),
            "functions": repr(draw(NAMES)),
            "classes": repr(tuple(draw(NAMES))),
            "planned": str(draw(st.booleans())),
            "waives": repr(draw(st.dictionaries(st.sampled_from(["TST505", "INV403"]), st.just("why")))),
        }
        text += rendered("Task", f"T-{at}", draw(FORMS), fields)
        classes.append(f"NT{at}")
    for at in range(draw(st.integers(0, 2))):
        fields = {
            "verifies": draw(st.sampled_from([*classes[:count], *map(repr, designs)])),
            "test_file": draw(st.sampled_from(["None", "'t.py'"])),
            "test_functions": draw(st.sampled_from(["'*'", "['test_a']"])),
            "planned": str(draw(st.booleans())),
        }
        text += rendered("UnitTest", f"UT-{at}", draw(FORMS), fields)
        classes.append(f"NUT{at}")
    for name in draw(st.lists(st.sampled_from(classes[:count]), unique=True)):
        text += f"{name}.measured = ResourceConstraints(**{draw(FIGURES)})\n"
    handed = draw(st.none() | st.lists(st.sampled_from(classes), unique=True))
    return text, None if handed is None else f"{{'designs': [{', '.join(f'{name}()' for name in handed)}]}}"


@settings(max_examples=60, deadline=None)
@given(ledgers())
def test_both_readings_agree_on_generated_ledgers(ledger: tuple[str, str | None]) -> None:
    agree(*ledger)
