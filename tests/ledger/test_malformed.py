"""LED004: nodes that are not what their kind takes."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read

LONG = "a number has 18 digits at the most"
NO_NODE = [
    ("class A(Intent): pass", "A: it has no id"),
    ("class A(Intent): '''Goal without an id.'''", "A: it has no id"),
    ("class A(Intent): '''[I-X] Goal.'''", "A: it has no id ('I-X' is none)"),
    (f"class A(Intent): '''[I-{'9' * 35}] Goal.'''", f"A: it has no id ('I-{'9' * 35}' is none: {LONG})"),
    (f"class A(Intent):\n    id = 'I-1.{'9' * 5000}'\n", f"A: 'I-1.{'9' * 36}' is no id: {LONG}"),
    ("class A(Intent): '''[R-1] Goal.'''", "A: the id R-1 is not that of an Intent"),
    ("class A(Intent): '''[X-1] Goal.'''", "A: the prefix of the id X-1 belongs to no kind"),
    ("class A(UnitTest): '''[IT-1] Test.'''", "A: the id IT-1 is not that of a UnitTest"),
    ("class A(Test): '''[UT-1] Test.'''", "A: it is derived from Test itself, which tells no level"),
    ("class A(Intent):\n    def __init__(self): super().__init__('five', 'A')", "A: 'five' is no id"),
    ("class A(Intent):\n    def __init__(self): super().__init__(5, 'A')", "A: `id` takes a string, not a number"),
    ("class A(Intent):\n    def __init__(self): super().__init__('', 'A')", "A: `id` is empty"),
    ("class A(Intent):\n    def __init__(self, number): super().__init__('I-1', 'A')",
     "A: its constructor cannot be called without number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), NO_NODE)
def test_a_class_without_a_sound_id_is_no_node(text: str, message: str) -> None:
    reading = read(text + "\n")
    assert message in [breach.message for breach in reading.breaches]
    assert set(codes(reading)) == {"LED004"}
    assert reading.nodes == ()
    assert all(breach.node == "" and breach.fix for breach in reading.breaches)


def test_nobody_is_blamed_for_references_to_a_class_without_an_id() -> None:
    reading = read(
        "class A(Intent): pass\nclass B(Intent): '''[R-7] B.'''\n"
        "class C(Requirement):\n    '''[R-1] C.'''\n    derived_from = [A, B, 'R-7']\n"
    )
    assert [(breach.code, breach.anchor[2]) for breach in reading.breaches] == [("LED004", 2), ("LED004", 3)]
    assert [(node.id, node.links) for node in reading.nodes] == [("R-1", ())]


FIELDS = [
    ("Design", "requires = 'D-7'", "requires", "takes a list of classes or ids"),
    ("Design", "requires = 5", "requires", "takes a list of classes or ids"),
    ("Design", "requires = (x for x in [])", "requires", "not an iterator"),
    ("Design", "adopted = 'no'", "adopted", "takes True or False, not a string"),
    ("Design", "adopted = 0", "adopted", "takes True or False, not a number"),
    ("Design", "estimated = 512", "estimated", "takes ResourceConstraints(...), not a number"),
    ("Design", "estimated = {'memory_mb': 512}", "estimated", "not a dict"),
    ("Design", "estimated = ResourceConstraints(memory_mb=-1)", "estimated", "`memory_mb` of `estimated` is negative"),
    ("Design", "estimated = ResourceConstraints(memory_mb='1')", "estimated.memory_mb", "takes a number, not a string"),
    ("Design", "estimated = ResourceConstraints(memory_mb=True)", "estimated.memory_mb", "takes a number, not a bool"),
    ("Design", "estimated = ResourceConstraints(memory_mb=1e999)", "estimated", "no finite number"),
    ("Design", "estimated = ResourceConstraints(memory_mb=float('nan'))", "estimated", "no finite number"),
    ("Design", f"estimated = ResourceConstraints(memory_mb=1{'0' * 400})", "estimated", "no finite number"),
    ("Design", "estimated = ResourceConstraints(memroy_mb=1)", "estimated", "no figure 'memroy_mb'"),
    ("Design", "measured = [1]", "measured", "not a list"),
    ("Design", "estimate = ResourceConstraints()", "estimate", "there is no field 'estimate'"),
    ("Design", "file_path = 'a.py'", "file_path", "there is no field 'file_path'"),
    ("Design", "waives = ['TST505']", "waives", "takes a dict of codes and reasons"),
    ("Design", "waives = {'TST505': ''}", "waives", "has no reason"),
    ("Design", "waives = {'TST505': 5}", "waives[TST505]", "a reason"),
    ("Design", "waives = {'tst505': 'x'}", "waives", "no code of a law"),
    ("Design", "waives = {5: 'x'}", "waives", "no code of a law"),
    ("Design", "waives = {'LED001': 'x'}", "waives", "LED001 cannot be waived"),
    ("Design", "name = ''", "name", "`name` is empty"),
    ("Design", "name = 5", "name", "takes a string"),
    ("Design", "name = '\\ud800'", "name", "lone surrogate"),
    ("Requirement", "budget = 5", "budget", "takes ResourceConstraints(...)"),
    ("Requirement", "measured = ResourceConstraints()", "measured", "there is no field 'measured'"),
    ("Task", "implements = ['D-1']", "implements", "one class or id"),
    ("Task", "file_path = ''", "file_path", "is empty"),
    ("Task", "file_path = '.'", "file_path", "the project's folder itself"),
    ("Task", "file_path = '/etc/passwd'", "file_path", "is absolute"),
    ("Task", "file_path = '//etc/passwd'", "file_path", "is absolute"),
    ("Task", "file_path = 'C:/x.py'", "file_path", "is absolute"),
    ("Task", "file_path = '../x.py'", "file_path", "leads out of the project"),
    ("Task", "file_path = 'src/../../x.py'", "file_path", "leads out of the project"),
    ("Task", "file_path = 'C:\\\\src\\\\x.py'", "file_path", "is absolute"),
    ("Task", "file_path = 'a\\0.py'", "file_path", "character"),
    ("Task", "file_path = '\\ud800.py'", "file_path", "character"),
    ("Task", "file_path = 5", "file_path", "takes a string"),
    ("Task", "file_path = ['a.py']", "file_path", "takes a string"),
    ("Task", "file_path = None", "file_path", "it has no `file_path`"),
    ("Task", "functions = 'run'", "functions", "takes a list of strings"),
    ("Task", "functions = '*'", "functions", "takes a list of strings"),
    ("Task", "functions = [5]", "functions", "takes strings alone"),
    ("Task", "functions = ['']", "functions", "holds an empty name"),
    ("Task", "functions = ['\\udc7f\\ud800']", "functions", "lone surrogate"),
    ("Task", "functions = {'a': 1}", "functions", "not a dict"),
    ("Task", "planned = 1", "planned", "takes True or False"),
    ("Task", "funtions = ['a']", "funtions", "there is no field 'funtions'"),
    ("UnitTest", "planned = 'soon'", "planned", "takes True or False"),
    ("UnitTest", "verifies = None", "verifies", "it verifies nothing"),
    ("UnitTest", "test_functions = 'test_a'", "test_functions", "takes a list of strings"),
    ("UnitTest", "test_file = None", "test_file", "it has no `test_file`"),
    ("UnitTest", "test_functions = None", "test_functions", "it has no `test_functions`"),
    ("UnitTest", "test_functions = []", "test_functions", "`test_functions` is empty"),
    ("UnitTest", "test_functions = ()", "test_functions", "`test_functions` is empty"),
    ("UnitTest", "test_functions = {}", "test_functions", "takes a list of strings"),
    ("UnitTest", "test_functions = ['']", "test_functions", "holds an empty name"),
]
REST = {
    "Design": "",
    "Requirement": "",
    "Task": "    file_path = 'ok.py'\n",
    "UnitTest": "    verifies = 'D-9'\n    test_file = 'test_ok.py'\n    test_functions = ['test_ok']\n",
}
IDS = {"Design": "D-1", "Requirement": "R-1", "Task": "T-1", "UnitTest": "UT-1"}
OTHER = "class Other(Design): '''[D-9] Other.'''\n"


@pytest.mark.parametrize(("kind", "line", "symbol", "message"), FIELDS)
def test_a_field_of_the_wrong_type_is_one_breach(kind: str, line: str, symbol: str, message: str) -> None:
    reading = read(f"{OTHER}class A({kind}):\n    '''[{IDS[kind]}] A.'''\n{REST[kind]}    {line}\n")
    assert [(breach.code, breach.symbol, breach.node) for breach in reading.breaches] == [("LED004", symbol, IDS[kind])]
    assert message in reading.breaches[0].message
    assert reading.breaches[0].fix
    assert reading.breaches[0].anchor[1] == "architecture.py"
    assert IDS[kind] in [node.id for node in reading.nodes]


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("Design", "requires = []"),
        ("Design", "requires = None"),
        ("Design", "requires = {'D-9'}"),
        ("Design", "adopted = None"),
        ("Design", "estimated = None"),
        ("Design", "estimated = ResourceConstraints(memory_mb=None, iops=0)"),
        ("Design", "waives = {}"),
        ("Design", "waives = None"),
        ("Design", "_note = 'private names are the user\\'s own'"),
        ("Design", "def explain(self): return 'so are methods'"),
        ("Design", "note: str"),
        ("Task", "file_path = 'src/./a//b.py'"),
        ("Task", "file_path = 'mü.py'"),
        ("Task", "file_path = 'back\\\\slash.py'"),
        ("Task", "file_path = 'c:x.py'"),
        ("Task", "file_path = 'a\\n\\x7f\\udce9.py'"),
        ("Task", "classes = functions = globals = ()"),
        ("Task", "functions = ['Class.method', 'ünï']"),
        ("UnitTest", "test_functions = ['TestChat::test_x']"),
        ("UnitTest", "test_functions = '*'"),
    ],
)
def test_what_a_field_takes_is_no_breach(kind: str, line: str) -> None:
    assert codes(read(f"{OTHER}class A({kind}):\n    '''[{IDS[kind]}] A.'''\n{REST[kind]}    {line}\n")) == []


@pytest.mark.parametrize("given", ["", ", []", ", None", ", test_functions=[]"])
def test_a_test_stands_for_some_test(given: str) -> None:
    """In all three forms: the constructor's arguments, with the metamodel imported or pasted, and attributes."""
    pasted = (
        "class Node:\n    def __init__(self, id_tag, name): pass\nclass Test(Node): pass\nclass Design(Node): pass\n"
        "class UnitTest(Test):\n    def __init__(self, id_tag, name, verifies, test_file, test_functions=None): pass\n"
    )
    node = f"class A(UnitTest):\n    def __init__(self): super().__init__('UT-1', 'A', 'D-9', 'test_a.py'{given})\n"
    for metamodel in (pasted, "from archhook import Design, UnitTest\n"):
        reading = read(metamodel + OTHER + node, imports=False)
        assert [(b.code, b.node, b.symbol) for b in reading.breaches] == [("LED004", "UT-1", "test_functions")]
    declarative = "class A(UnitTest):\n    '''[UT-1] A.'''\n    verifies = 'D-9'\n    test_file = 'test_a.py'\n"
    assert codes(read(OTHER + declarative)) == ["LED004"]
    sound = node.replace(f"'test_a.py'{given}", "'test_a.py', test_functions='*'")
    assert codes(read(pasted + OTHER + sound, imports=False)) == codes(read(OTHER + sound)) == []


def test_a_planned_task_may_have_no_file_yet() -> None:
    assert codes(read("class A(Task):\n    '''[T-1] A.'''\n    planned = True\n")) == []
    assert codes(read("class A(Task):\n    '''[T-1] A.'''\n")) == ["LED004"]


def test_a_planned_test_may_have_no_file_yet() -> None:
    node = OTHER + "class A(UnitTest):\n    '''[UT-1] A.'''\n    verifies = 'D-9'\n    test_functions = '*'\n"
    assert codes(read(node + "    planned = True\n")) == []
    assert codes(read(node)) == ["LED004"]
    assert codes(read(node.replace("    test_functions = '*'\n", "    planned = True\n"))) == ["LED004"]


def test_ids_of_docstring_and_constructor_must_agree() -> None:
    text = "class A(Intent):\n    '''[I-{}] A.'''\n    def __init__(self): super().__init__('[I-1]', 'A')\n"
    assert codes(read(text.format(1))) == codes(read(text.format("01"))) == []
    reading = read(text.format(2))
    assert [(b.code, b.node, b.message) for b in reading.breaches] == [
        ("LED004", "I-1", "I-1: its docstring has the id I-2, its `id` is I-1")
    ]
    assert [node.id for node in reading.nodes] == ["I-1"]
    words = "class A(Intent):\n    '''I-2 is where this comes from.'''\n"
    words += "    def __init__(self): super().__init__('I-1', 'A')\n"
    assert codes(read(words)) == []  # without brackets it is the sentence's beginning


def test_a_docstring_gives_the_id_without_brackets() -> None:
    reading = read("class A(Intent): 'I-1: A goal. More.'\nclass B(Intent): 'I-2 Another goal.'\n")
    assert [(node.id, node.name) for node in reading.nodes] == [("I-1", "A goal"), ("I-2", "Another goal")]


def test_a_node_needs_a_name() -> None:
    reading = read("class A(Intent): '''[I-1]'''\n")
    assert [(b.code, b.node, b.symbol) for b in reading.breaches] == [("LED004", "I-1", "name")]


@pytest.mark.parametrize(
    ("call", "symbol", "fix"),
    [
        ("'T-1', 'A', funtions=['a'], file_path='a.py'", "funtions", "did you mean 'functions'?"),
        ("'T-1', 'A', file_path='a.py', owner='me'", "owner", "Task takes"),
        ("'T-1', 'A', file_path='a.py', adopted=True", "adopted", "Task takes"),
    ],
)
def test_an_argument_that_the_constructor_does_not_take(call: str, symbol: str, fix: str) -> None:
    reading = read(f"class A(Task):\n    def __init__(self): super().__init__({call})\n")
    assert [(b.code, b.symbol, b.node, b.anchor[2]) for b in reading.breaches] == [("LED004", symbol, "T-1", 3)]
    assert fix in reading.breaches[0].fix


def test_extra_keywords_with_a_pasted_metamodel_belong_into_the_class() -> None:
    metamodel = "class Node: pass\nclass Task(Node):\n    def __init__(self, id_tag, name, file_path): pass\n"
    node = "class A(Task):\n    def __init__(self): super().__init__('T-1', 'A', 'a.py', planned=True)\n"
    reading = read(metamodel + node, imports=False)
    assert [(b.code, b.symbol) for b in reading.breaches] == [("LED004", "planned")]
    assert reading.breaches[0].fix == "write it as a class attribute: `planned = ...`"


def test_what_several_nodes_share_is_told_once() -> None:
    shared = (
        "BAD = ResourceConstraints(memory_mb=-1)\nNAMES = ['']\n"
        "class Base(Task):\n    owner = 'me'\n    file_path = 'a.py'\n    functions = NAMES\n"
    )
    nodes = "".join(f"class T{n}(Base): '''[T-{n}] A.'''\n" for n in range(3))
    nodes += "".join(f"class D{n}(Design):\n    '''[D-{n}] A.'''\n    estimated = BAD\n" for n in range(3))
    assert codes(read(shared + nodes)) == ["LED004"] * 3


def test_nodes_of_a_bare_node_class_are_refused() -> None:
    assert codes(read("from archhook import Node\nclass A(Node): '''[I-1] A.'''\n")) == ["LED001"]
    assert codes(read("from archhook import Node\nclass Own(Node): '''Without an id.'''\n")) == []


@pytest.mark.parametrize(
    ("kind", "old", "new", "near"),
    [
        ("Design", "", "    satisfy = []\n", "satisfies"),
        ("UnitTest", "    verifies =", "    verify =", "verifies"),
        ("UnitTest", "    test_file =", "    file =", "test_file"),
        ("Task", "    file_path =", "    file =", "file_path"),
        ("Task", "", "    function = ['run']\n", "functions"),
    ],
)
def test_a_field_in_another_form_is_one_breach_that_names_it(kind: str, old: str, new: str, near: str) -> None:
    body = REST[kind].replace(old, new) if old else REST[kind] + new
    reading = read(f"{OTHER}class A({kind}):\n    '''[{IDS[kind]}] A.'''\n{body}")
    assert [(one.code, one.fix) for one in reading.breaches] == [("LED004", f"did you mean '{near}'?")]
