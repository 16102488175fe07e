"""Edits of one class statement: what it looks like afterwards, to the byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.author.class_edits import edit_class
from archhook.author.ledger_changes import CannotEdit, Edit, Names
from archhook.author.node_source import Style, field, position, positions

STYLE = Style(60)
HEAD = 'class T1(Task):\n    """[T-1] One."""\n\n    implements = D1\n    file_path = "a.py"\n'
CALL = (
    'class T1(Task):\n    """[T-1] One."""\n\n    def __init__(self):\n'
    '        super().__init__("[T-1]", "One", D1, {}\n        self.note = 1\n'
)


def edited(source: str, edit: Edit, width: int = 60) -> str:
    return edit_class(source, edit, "task", Style(width))


def names(add: str = "", remove: str = "", field: str = "functions", order: str = "") -> Edit:
    return Edit("T-1", (Names(field, tuple(add.split()), tuple(remove.split()), tuple(order.split())),))


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        # sorted lists stay sorted, whatever the case is sorted by
        ('["a", "c"]', names("b"), '["a", "b", "c"]'),
        ('["a", "c"]', names("d"), '["a", "c", "d"]'),
        ('["a", "c"]', names("B"), '["B", "a", "c"]'),
        ('["a", "B", "c"]', names("C D"), '["a", "B", "c", "C", "D"]'),
        ("['a', 'c']", names("b"), "['a', 'b', 'c']"),
        # a list in the order of the file keeps to it, another one gets new names at its end
        ('["run", "main", "load"]', names("stop", order="run stop main load"), '["run", "stop", "main", "load"]'),
        ('["run", "main", "load"]', names("init", order="init run main"), '["init", "run", "main", "load"]'),
        ('["run", "main", "load"]', names("x"), '["run", "main", "load", "x"]'),
        # names out
        ('["a", "b", "c"]', names(remove="a"), '["b", "c"]'),
        ('["a", "b", "c"]', names(remove="b"), '["a", "c"]'),
        ('["a", "b", "c"]', names(remove="c"), '["a", "b"]'),
        ('["a", "b", "a"]', names(remove="a"), '["b"]'),
        ('["a", "b"]', names("c", "a b"), '["c"]'),
        ("[ 'a' , 'b' ]", names("c"), "[ 'a' , 'b', 'c' ]"),
        # too long for a line: one name a line, with a trailing comma
        (
            '["alpha_function", "beta_function"]',
            names("gamma_function"),
            '[\n        "alpha_function",\n        "beta_function",\n        "gamma_function",\n    ]',
        ),
        # one name a line stays so, with and without a trailing comma, and comments stay beside their names
        ('[\n        "a",\n        "c",\n    ]', names("b"), '[\n        "a",\n        "b",\n        "c",\n    ]'),
        ('[\n        "a",\n        "c"\n    ]', names("d"), '[\n        "a",\n        "c",\n        "d"\n    ]'),
        ('[\n        "b"\n    ]', names("a"), '[\n        "a",\n        "b"\n    ]'),
        (
            '[\n        # first\n        "a",  # of a\n        # of c\n        "c",  # beside c\n        # last\n    ]',
            names("b d"),
            '[\n        # first\n        "a",  # of a\n        "b",\n        # of c\n        "c",  # beside c\n'
            '        "d",\n        # last\n    ]',
        ),
        (
            '[\n        # first\n        "b",  # of b\n    ]',
            names("a"),
            '[\n        "a",\n        # first\n        "b",  # of b\n    ]',
        ),
        (
            '[\n        "a",  # of a\n        # group\n        "b",  # of b\n        "c",\n    ]',
            names(remove="b"),
            '[\n        "a",  # of a\n        # group\n        "c",\n    ]',
        ),
        (
            '[\n        "a",  # of a\n        "b",  # of b\n    ]',
            names(remove="a b", add="c"),
            '[\n        "c",\n    ]',
        ),
        # several names a line
        (
            '[\n        "a", "c",\n        "e", "g",\n    ]',
            names("b d f"),
            '[\n        "a", "b", "c", "d",\n        "e", "f", "g",\n    ]',
        ),
        ('["a",\n                 "b"]', names("c"), '["a",\n                 "b",\n                 "c"]'),
        ('["a",\n                 "b"]', names(remove="a"), '["b"]'),
        # other sequences, sums, copies, constants
        ('("a", "c")', names("b"), '("a", "b", "c")'),
        ('("a", "c")', names(remove="c"), '("a",)'),
        ('("a",)', names("b"), '("a", "b",)'),
        ('{"a", "c"}', names("b"), '{"a", "b", "c"}'),
        ('{"a"}', names("b", "a"), '{"b"}'),
        ('COMMON + ["c"]', names("b"), 'COMMON + ["b", "c"]'),
        ('["c"] + COMMON', names("b", "c"), '["b"] + COMMON'),
        ('sorted(["a", "c"])', names("b"), 'sorted(["a", "b", "c"])'),
        ("COMMON", names("b"), '[*COMMON, "b"]'),
        ('"a b".split()', names("c"), '[*"a b".split(), "c"]'),
        ('[*COMMON, "c"]', names("b"), '[*COMMON, "b", "c"]'),
        ("None", names("b"), '["b"]'),
        ("[]", names("b"), '["b"]'),
        ("[  # none yet\n    ]", names("b"), '[  # none yet\n        "b"\n    ]'),
    ],
)  # fmt: skip
def test_a_list_after_an_edit(before: str, edit: Edit, after: str) -> None:
    line = "    functions = {}  # of mine\n    planned = False\n"
    assert edited(HEAD + line.format(before), edit) == HEAD + line.format(after)


def test_thousands_of_names_go_in_and_out_of_a_list_at_once() -> None:
    many = [f"name_{number:04}" for number in range(1500)]
    rows = "".join(f'        "{name}",\n' for name in many)
    short, long = HEAD + '    functions = ["z"]\n', HEAD + f"    functions = [\n{rows}    ]\n"
    assert edited(short, names(" ".join(many), "z")) == long
    assert edited(long, names("z", " ".join(many))) == HEAD + '    functions = [\n        "z",\n    ]\n'


def test_names_go_out_of_every_list_that_writes_them() -> None:
    line = "    functions = {}\n"
    before = HEAD + line.format('["a", "b"] + ["c", "a", "d"]')
    assert edited(before, names(remove="a d")) == HEAD + line.format('["b"] + ["c"]')
    with pytest.raises(CannotEdit, match="'x' is not written"):
        edited(before, names(remove="a x"))


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ('"a.py", functions=["a", "c"])', names("b"), '"a.py", functions=["a", "b", "c"])'),
        ('"a.py", [], ["a", "c"])', names("b"), '"a.py", [], ["a", "b", "c"])'),
        ('"a.py", [], ["a"], ["G"])', names("H", field="globals"), '"a.py", [], ["a"], ["G", "H"])'),
        ('"a.py", functions=["a"])', names(remove="a"), '"a.py", functions=[])'),
        ('"a.py")', names("b", field="globals"), '"a.py", globals=["b"])'),
        ('"a.py",\n            functions=["a"],\n        )', names("B", field="classes"),
         '"a.py", classes=["B"],\n            functions=["a"],\n        )'),
        ('"a.py")\n        self.functions = ["a"]', names("b"), '"a.py")\n        self.functions = ["a", "b"]'),
        ('"a.py")', Edit("T-1", file="b/c.py"), '"b/c.py")'),
        ("'a.py', planned=True)", Edit("T-1", file="b.py", unplan=True), "'b.py')"),
        ('"a.py", planned=True, functions=["a"])', Edit("T-1", unplan=True), '"a.py", functions=["a"])'),
        ('"a.py")\n        self.planned = True', Edit("T-1", unplan=True), '"a.py")\n        self.planned = False'),
    ],
)  # fmt: skip
def test_a_constructor_after_an_edit(before: str, edit: Edit, after: str) -> None:
    assert edited(CALL.format(before), edit, 88) == CALL.format(after)


def test_arguments_on_lines_of_their_own() -> None:
    call = CALL.replace('("[T-1]", "One", D1, {}', '(\n            "[T-1]", "One",\n            D1,\n            {}')
    before = '"a.py",\n            functions=["a"]  # end\n        )'
    after = (
        '"a.py",\n            classes=["B"],\n            functions=["a"],  # end\n            globals=["C"]\n        )'
    )
    edit = Edit("T-1", (*names("B", field="classes").names, *names("C", field="globals").names))
    call = call.replace('"[T-1]", "One"', '"[T-1]",\n            "One"')
    assert edited(call.format(before), edit) == call.format(after)


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("", names("run"), '    functions = ["run"]\n'),
        ('    functions = ["run"]\n', names("A", field="classes"), '    classes = ["A"]\n    functions = ["run"]\n'),
        ('    functions = ["run"]\n', names("A", field="globals"), '    functions = ["run"]\n    globals = ["A"]\n'),
        ('    functions = ["run"]\n    waives = {}\n', names(remove="run"), "    waives = {}\n"),
        ('    functions = ["run"]  # mine\n    waives = {}\n',
         names(remove="run"), "    functions = []  # mine\n    waives = {}\n"),
        ('    functions = {"run"}  # mine\n', names(remove="run"), "    functions = []  # mine\n"),
        ('    functions = {"run"}\n', names(remove="run"), ""),
        ('    functions = {\n        # ours\n        "run",\n    }\n',
         names(remove="run"), "    functions = [\n        # ours\n    ]\n"),
        ('    # mine\n    functions = ["run"]\n    waives = {}\n',
         names(remove="run"), "    # mine\n    waives = {}\n"),
        ('    waives = {}\n    # mine\n    functions = ["run"]\n',
         names(remove="run"), "    waives = {}\n    # mine\n"),
        ('    functions = [\n        "run",\n    ]  # of mine\n',
         names(remove="run"), "    functions = []  # of mine\n"),
        ('    functions = ["run"]; x_ = 1\n', names(remove="run"), "    functions = []; x_ = 1\n"),
        ("    functions = [\n        # none\n    ]\n", names("run"),
         '    functions = [\n        "run"\n        # none\n    ]\n'),
        ('    planned = True  # soon\n    functions = ["run"]\n', Edit("T-1", unplan=True),
         '    functions = ["run"]\n'),
        ("    planned: bool = True\n", Edit("T-1", unplan=True), ""),
    ],
)  # fmt: skip
def test_a_class_body_after_an_edit(before: str, edit: Edit, after: str) -> None:
    assert edited(HEAD + before, edit) == HEAD + after


@pytest.mark.parametrize(
    ("body", "edit"),
    [
        ("    functions = COMMON\n", names(remove="a")),
        ("    functions = COMMON + ['b']\n", names(remove="a")),
        ("    functions = [name for name in COMMON]\n", names(remove="a")),
        ("    functions = [f'{X}a']\n", names(remove="a")),
        ("    functions = 'a', 'b'\n", names("c")),
        ("", names(remove="a")),
        ("    functions = ['b']\r", names("c")),
        ("", Edit("T-1", unplan=True)),
    ],
)
def test_what_cannot_be_edited_is_refused(body: str, edit: Edit) -> None:
    with pytest.raises(CannotEdit):
        edited(HEAD + body, edit)


@pytest.mark.parametrize("written", ['"a.py"', "'a.py'", 'ROOT + "a.py"', 'f"{ROOT}/a.py"', "PATH", '("x/" "a.py")'])
def test_a_file_is_followed_however_it_was_written(written: str) -> None:
    source = HEAD.replace('"a.py"', f"{written}  # here")
    quote = "'" if written == "'a.py'" else '"'
    new = edited(source, Edit("T-1", file='b/"c".py'))
    assert new == HEAD.replace(
        '"a.py"', ("(" if "(" in written else "") + "'b/\"c\".py'" + (")" if "(" in written else "") + "  # here"
    )
    assert edited(source, Edit("T-1", file="b.py")).count(f"{quote}b.py{quote}") == 1


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("unit", ["    ", "\t", "  "])
def test_line_ends_and_indentation_stay(ends: str, unit: str) -> None:
    source = HEAD + '    functions = [\n        "a",\n        "c",\n    ]\n'
    wanted = HEAD + '    classes = ["C"]\n    functions = [\n        "a",\n        "b",\n        "c",\n    ]\n'
    edit = Edit("T-1", (*names("b").names, *names("C", field="classes").names))
    source, wanted = (text.replace("    ", unit).replace("\n", ends) for text in (source, wanted))
    assert edited(source, edit) == wanted


NAMES = st.lists(st.sampled_from(["a", "B", "b", "c", "D", "e"]), max_size=5, unique=True)


@given(NAMES | st.lists(st.none() | st.sampled_from(["a", "B"]), max_size=3), NAMES, NAMES)
def test_many_names_go_where_one_after_the_other_would(
    present: list[str | None], new: list[str], file: list[str]
) -> None:
    there, expected = list(present), []
    for name in new:
        expected.append(position(there, name, file))
        there.insert(expected[-1], name)
    assert positions(present, new, file) == expected


@pytest.mark.parametrize("new", ["b.py", f"{'b' * 45}.py", f"{'b' * 60}.py"])
@pytest.mark.parametrize("old", ["a.py", f"{'a' * 45}.py"])
def test_another_file_is_named_as_the_formatters_write_it(old: str, new: str) -> None:
    def source(path: str) -> str:
        return f'class T1(Task):\n    """[T-1] One."""\n\n    implements = D1\n{field("file_path", f"{path!r}", STYLE)}'

    before, after = (source(path).replace("'", '"') for path in (old, new))
    assert edit_class(before, Edit("T-1", file=new), "task", STYLE) == after


DESIGN = 'class D1(Design):\n    """[D-1] One."""\n'
INIT = '\n    def __init__(self):\n        super().__init__("[D-1]", "One", satisfies=[R1]{})\n'


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        (DESIGN, "files", f'{DESIGN}\n    symbols = "files"\n'),
        (f"{DESIGN}\n    requires = [D2]\n", "files", f'{DESIGN}\n    requires = [D2]\n    symbols = "files"\n'),
        (
            f'{DESIGN}\n    adopted = True\n    waives = {{"TST505": "x"}}\n',
            "files",
            f'{DESIGN}\n    symbols = "files"\n    adopted = True\n    waives = {{"TST505": "x"}}\n',
        ),
        (f'{DESIGN}\n    symbols = "all"  # mine\n', "files", f'{DESIGN}\n    symbols = "files"  # mine\n'),
        (f'{DESIGN}\n    requires = [D2]\n    symbols = "all"\n', "", f"{DESIGN}\n    requires = [D2]\n"),
        (DESIGN + INIT.format(""), "files", DESIGN + '\n    symbols = "files"\n' + INIT.format("")),
        (DESIGN + INIT.format(', symbols="all"'), "files", DESIGN + INIT.format(', symbols="files"')),
        (DESIGN + INIT.format(', symbols="all"'), "", DESIGN + INIT.format("")),
    ],
)
def test_a_design_says_how_much_of_it_is_declared(before: str, word: str, after: str) -> None:
    assert edit_class(before, Edit("D-1", symbols=word), "design", STYLE) == after


def test_a_design_that_says_nothing_has_nothing_to_take_out() -> None:
    with pytest.raises(CannotEdit, match="`symbols` is not written in it"):
        edit_class(DESIGN, Edit("D-1", symbols=""), "design", STYLE)
