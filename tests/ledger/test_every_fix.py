"""Each form of fix that the reader gives for LED004 and LED001, carried out: then nothing is wrong any more."""

from __future__ import annotations

import re

import pytest
from helpers.ledgers import IMPORTS, read

HEAD = "class Goal(Intent): '''[I-1] Goal.'''\nclass Other(Design): '''[D-9] Other.'''\n"
KINDS = {
    "Intent": ("I-2", ""),
    "Design": ("D-1", ""),
    "Requirement": ("R-1", ""),
    "Task": ("T-1", "    file_path = 'ok.py'\n"),
    "UnitTest": ("UT-1", "    verifies = 'D-9'\n    test_file = 'test_ok.py'\n    test_functions = ['test_ok']\n"),
}

FIELDS = [
    ("Design", "requires = 'D-9'", r'write a list of classes or ids, `\[Redis, "D-7"\]`', "requires = ['D-9']"),
    ("Design", "requires = Other", r"write a list, `\[Other\]`", "requires = [Other]"),
    ("Design", "adopted = 'no'", "write True or False", "adopted = False"),
    ("Design", "estimated = 512", r"write ResourceConstraints\(\.\.\.\)", "estimated = ResourceConstraints(iops=512)"),
    ("Design", "estimated = ResourceConstraints(iops=-1)", "write a number of 0 or more",
     "estimated = ResourceConstraints(iops=0)"),
    ("Design", "estimated = ResourceConstraints(iops='1')", "write a number",
     "estimated = ResourceConstraints(iops=1)"),
    ("Design", "estimated = ResourceConstraints(memroy_mb=1)", r"did you mean 'memory_mb'\?",
     "estimated = ResourceConstraints(memory_mb=1)"),
    ("Design", "estimated = ResourceConstraints(elephants=1)", "leave it out: the figures are cpu_cores, .*",
     "estimated = ResourceConstraints()"),
    ("Design", "estimate = ResourceConstraints()", r"did you mean 'estimated'\?", "estimated = ResourceConstraints()"),
    ("Design", "elephants = 3", r"remove it, or begin its name with _; a design has id, name, .*", "_elephants = 3"),
    ("Design", "elephants = 3", r"remove it, or begin its name with _; .*", ""),
    ("Design", "waives = ['TST505']", r"write a dict of codes and reasons, `{\"TST505\": \"why\"}`",
     'waives = {"TST505": "why"}'),
    ("Design", "waives = {'TST505': ' '}", "write the reason", 'waives = {"TST505": "why"}'),
    ("Design", "waives = {'TST505': 5}", "write a reason, as a string", 'waives = {"TST505": "why"}'),
    ("Design", "waives = {'tst505': 'x'}", r'write a code, as "TST505"', 'waives = {"TST505": "x"}'),
    ("Design", "waives = {'LED001': 'x'}", "remove it", "waives = {}"),
    ("Design", "name = ''", "give it a name", "name = 'A name'"),
    ("Design", "name = 5", "write a string", "name = '5'"),
    ("Design", "name = '\\ud800'", "remove it", "name = 'A name'"),
    ("Task", "implements = ['D-9']", "write one class or id", "implements = 'D-9'"),
    ("Task", "file_path = ' '", "name a file, as a path from the project's root, or a folder", "file_path = 'a.py'"),
    ("Task", "file_path = '/a.py'", "write the path from the project's root", "file_path = 'a.py'"),
    ("Task", "file_path = '../a.py'", "write the path from the project's root", "file_path = 'a.py'"),
    ("Task", "file_path = 'a\\0.py'", "remove it", "file_path = 'a.py'"),
    ("Task", "file_path = None", r'write `file_path = "path/from/the/project/root.py"`',
     'file_path = "path/from/the/project/root.py"'),
    ("Task", "functions = 'run'", r"write a list of strings, `\['run'\]`", "functions = ['run']"),
    ("Task", "functions = [5]", "write strings alone", "functions = ['five']"),
    ("Task", "functions = ['']", "remove it", "functions = []"),
    ("UnitTest", "verifies = None", "write `verifies = ...`, the class or id that it verifies", "verifies = Other"),
    ("UnitTest", "test_functions = 'test_a'",
     r"""write a list of strings, `\['test_a'\]`, or "\*" for all tests of the file""", "test_functions = '*'"),
    ("UnitTest", "test_functions = []",
     r'write `test_functions = \["test_..."\]` with the tests that it stands for, or "\*" for all tests of the file',
     "test_functions = ['test_a']"),
    ("UnitTest", "test_functions = None", r"write `test_functions = .*", 'test_functions = "*"'),
]  # fmt: skip

JUDGES = "verifies = Other; test_file = 'a.py'; test_functions = '*'"
GIVEN = "class A(Task):\n    def __init__(self): super().__init__('T-1', 'A', {})"
TEXTS = [
    ("class A(Intent): pass",
     r'begin its docstring with a free id and a sentence: """\[I-N\] .*""", N a number or a word in lower case',
     'class A(Intent): """[I-7] What it is."""'),
    ("class A(Intent): '''[R-7] Goal.'''", "write an id as I-N, N a free number, or derive the class from another kind",
     "class A(Intent): '''[I-7] Goal.'''"),
    ("class A(Intent): '''[R-7] Goal.'''", "write an id as I-N, .*, or derive the class from another kind",
     "class A(Requirement): '''[R-7] Goal.'''"),
    (f"class A(Test):\n    '''[UT-1] A.'''\n    {JUDGES}",
     "derive it from UserAcceptanceTest, SystemTest, IntegrationTest, UnitTest",
     f"class A(UnitTest):\n    '''[UT-1] A.'''\n    {JUDGES}"),
    ("class A(Intent): '''[I-7]'''", r'begin its docstring with id and name: """\[I-7\] What it is\."""',
     'class A(Intent): """[I-7] What it is."""'),
    ("class A(Intent):\n    '''[I-2] A.'''\n    id = 'I-7'",
     "write one of the two in both places, or leave it to the docstring", "class A(Intent): '''[I-2] A.'''"),
    ("class A(Intent):\n    '''[I-2] A.'''\n    def __init__(self, number): super().__init__()",
     r"write `def __init__\(self\)` that hands the values on",
     "class A(Intent):\n    '''[I-2] A.'''\n    def __init__(self): super().__init__()"),
    (GIVEN.format("file_path='a.py', owner='me'"),
     "leave it out: Task takes .*", GIVEN.format("file_path='a.py'")),
    (GIVEN.format("file_paht='a.py'"),
     r"did you mean 'file_path'\?", GIVEN.format("file_path='a.py'")),
]  # fmt: skip

PASTED = "class Node: pass\nclass Task(Node):\n    def __init__(self, id_tag, name, file_path{}): pass\n"
NODE = "class A(Task):\n    {}\n    def __init__(self): super().__init__('T-1', 'A', 'a.py'{})\n"
PASTED_TEST = (
    "class Node: pass\nclass Design(Node):\n    def __init__(self, id_tag, name): pass\nclass Test(Node): pass\n"
    "class UnitTest(Test):\n    def __init__(self, id_tag, name, verifies, test_file, test_functions): pass\n"
    "class D(Design):\n    def __init__(self): super().__init__('D-1', 'D')\n"
)
UNIT = (
    "class A(UnitTest):\n    {}\n    def __init__(self):\n"
    "        super().__init__('UT-1', 'A', D, 'test_a.py', ['test_a']{})\n"
)
PASTES = [
    (PASTED_TEST + UNIT.format("pass", ", planned=True"), r"write it as a class attribute: `planned = \.\.\.`",
     PASTED_TEST + UNIT.format("planned = True", "")),
    (PASTED.format("") + NODE.format("pass", ", planned=True"), r"write it as a class attribute: `planned = \.\.\.`",
     PASTED.format("") + NODE.format("planned = True", "")),
    (PASTED.format(", planned=False") + NODE.format("pass", ", planned=True"),
     r"leave the pasted metamodel as it is, and write `planned = \.\.\.` as a class attribute of the nodes",
     PASTED.format("") + NODE.format("planned = True", "")),
    (PASTED.format(", clases=()") + NODE.format("pass", ""), r"did you mean 'classes'\? .*",
     PASTED.format(", classes=()") + NODE.format("pass", "")),
    (PASTED.format(", elephants=()") + NODE.format("pass", ""), "remove it: Task has .*",
     PASTED.format("") + NODE.format("pass", "")),
]  # fmt: skip

DESIGN = "class A(Design): '''[D-1] A.'''\n"
FIGURES = [
    "from archhook import Design{}\nclass A(Design):\n    '''[D-1] A.'''\n    measured = ResourceConstraints(iops=1)\n",
    "from archhook import Design{}\nSMALL = ResourceConstraints(iops=1)\nclass A(Design):\n    '''[D-1] A.'''\n"
    "    estimated = SMALL\n",
    "from archhook import Design{}\nclass A(Design):\n    '''[D-1] A.'''\n    def __init__(self):\n"
    "        super().__init__('D-1', 'A', [], estimated=ResourceConstraints(iops=1))\n",
]
UNREADABLE = [
    ("from archhock import Design\n" + DESIGN, r"did you mean 'archhook'\?", "from archhook import Design\n" + DESIGN),
    ("from archhook import Desing\n" + DESIGN.replace("Design", "Desing"), r"did you mean 'Design'\?",
     "from archhook import Design\n" + DESIGN),
    (DESIGN, "write `from archhook import Design`", "from archhook import Design\n" + DESIGN),
    ("from archhook import Design\nclass A(Desgin): '''[D-1] A.'''\n", r"did you mean 'Design'\?",
     "from archhook import Design\n" + DESIGN),
    (IMPORTS + "import os\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = os.path.join('a', 'b.py')\n",
     "write the value itself", IMPORTS + "class A(Task):\n    '''[T-1] A.'''\n    file_path = 'a/b.py'\n"),
    (IMPORTS + "class A(Task):\n    '''[T-1] A.'''\n    file_path = PATH\n", "define or import it above",
     IMPORTS + "PATH = 'a.py'\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = PATH\n"),
    *((text.format(""), "write `from archhook import ResourceConstraints`", text.format(", ResourceConstraints"))
      for text in FIGURES),
    (FIGURES[0].replace("Constraints", "Constraint").format(""), r"did you mean 'ResourceConstraints'\?",
     FIGURES[0].format(", ResourceConstraints")),
    (IMPORTS + "PATH = 'a.py'\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = PAHT\n", r"did you mean 'PATH'\?",
     IMPORTS + "PATH = 'a.py'\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = PATH\n"),
    (IMPORTS + "class A(Design):\n    '''[D-1] A.'''\n    requires = [5]\n",
     "write a class of the ledger, or an id as a string",
     IMPORTS + HEAD + "class A(Design):\n    '''[D-1] A.'''\n    requires = ['D-9']\n"),
    (IMPORTS + HEAD + "class A(Design):\n    '''[D-1] A.'''\n    requires = [Other()]\n",
     "write the class without a call: Other",
     IMPORTS + HEAD + "class A(Design):\n    '''[D-1] A.'''\n    requires = [Other]\n"),
    (IMPORTS + "@mark\n" + DESIGN, "remove the decorator", IMPORTS + DESIGN),
    (IMPORTS + "import mark\n@mark.it\n" + DESIGN, "remove the decorator", IMPORTS + "import mark\n" + DESIGN),
    (IMPORTS + "class A(Design, Task): '''[D-1] A.'''\n", "derive a node from classes of one kind", IMPORTS + DESIGN),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "line", "form", "mended"), FIELDS)
def test_the_fix_of_a_field_helps(kind: str, line: str, form: str, mended: str) -> None:
    node_id, rest = KINDS[kind]

    def written(field: str) -> str:
        return f"{HEAD}class A({kind}):\n    '''[{node_id}] A.'''\n{rest}    {field or 'pass'}\n"

    (breach,) = read(written(line)).breaches
    assert breach.code == "LED004"
    assert re.fullmatch(form, breach.fix), breach.fix
    assert read(written(mended)).breaches == ()


@pytest.mark.parametrize(("text", "form", "mended"), TEXTS)
def test_the_fix_of_a_node_helps(text: str, form: str, mended: str) -> None:
    (breach,) = read(f"{HEAD}{text}\n").breaches
    assert breach.code == "LED004"
    assert re.fullmatch(form, breach.fix), breach.fix
    assert read(f"{HEAD}{mended}\n").breaches == ()


@pytest.mark.parametrize(("text", "form", "mended"), PASTES)
def test_the_fix_of_a_pasted_metamodel_helps(text: str, form: str, mended: str) -> None:
    breaches = read(text, imports=False).breaches
    assert {one.code for one in breaches} == {"LED004"}
    assert any(re.fullmatch(form, one.fix) for one in breaches), [one.fix for one in breaches]
    assert read(mended, imports=False).breaches == ()


@pytest.mark.parametrize(("text", "form", "mended"), UNREADABLE)
def test_the_fix_of_what_cannot_be_read_helps(text: str, form: str, mended: str) -> None:
    (breach,) = read(text, imports=False).breaches
    assert breach.code == "LED001"
    assert re.fullmatch(form, breach.fix), (breach.message, breach.fix)
    assert read(mended, imports=False).breaches == ()
