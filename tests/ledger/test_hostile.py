"""Whatever the bytes are: no exception, no execution, bounded work."""

from __future__ import annotations

import gc
import random
import sys
import time
import warnings
from pathlib import Path

import pytest
from helpers.ledgers import IMPORTS, codes, read
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archhook.ledger.source import read_ledger

NODE = "class A(Task):\n    '''[T-1] A.'''\n    file_path = 'a.py'\n    functions = X\n"

UNREADABLE = [
    b"class A(:\n",
    b"\x00",
    b"X = 5\x00\n",
    b"\xff\xfe\x00",
    b"# coding: no-such-codec\n",
    b"# coding: utf-8\nX = '\xe4'\n",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    b"X = " + b"(" * 100_000,
    b"X = " + b"[" * 150 + b"]" * 150 + b"\n" + b"[" * 5000,
    b"X = " + b"-" * 100_000 + b"1\n",
    b"X = " + b"1" * 100_000,
    b"    indented\n",
    b"X = '\n",
    b"return 5 +\n",
    b"\tif x:\n        y\n\tz\n",
    b"print 'python 2'\n",
]


@pytest.mark.parametrize("source", UNREADABLE, ids=range(len(UNREADABLE)))
def test_what_is_no_python_is_one_breach(source: bytes) -> None:
    reading = read_ledger({"architecture.py": source}, "architecture.py")
    assert codes(reading) == ["LED001"]
    assert reading.nodes == ()
    what, path, line, column = reading.breaches[0].anchor
    assert (what, path) == ("place", "architecture.py")
    assert isinstance(line, int) and line >= 1
    assert isinstance(column, int) and column >= 1
    assert reading.breaches[0].message.isprintable()


def test_the_place_of_a_syntax_error() -> None:
    reading = read("X = 5\nY = 'ä' +\n")
    assert reading.breaches[0].anchor == ("place", "architecture.py", 3, 10)
    assert reading.breaches[0].message == "cannot read the ledger: this is not Python: invalid syntax"


BOMBS = [
    "X = 'x' * 10**9",
    "X = 10**9 * 'x'",
    "X = ['x'] * 10**9",
    "X = [['x'] * 1000 for _ in range(10**6)]",
    "X = [[...] * 10**6] * 10**6",
    "X = [a for a in range(10**5) for b in range(10**5)]",
    "X = [str(a) for a in range(10**18)]",
    "X = ['x']\nfor _ in range(40):\n    X += X",
    "X = 'x'\nfor _ in range(60):\n    X = X + X",
    "X = 'x'\nfor _ in range(60):\n    X = f'{X}{X}'",
    "X = 'x'\nfor _ in range(60):\n    X = X.replace('x', 'xx')",
    "X = 'x'\nfor _ in range(60):\n    X = '{}{}'.format(X, X)",
    "X = 'x'\nfor _ in range(60):\n    X = X.join([X, X])",
    "X = 9\nfor _ in range(60):\n    X = X ** X",
    "X = 9\nfor _ in range(10**4):\n    X = X * X",
    "X = 9 ** 9 ** 9 ** 9",
    "X = f'{1:>999999999999}'",
    "X = f'{1:>{10**9}}'",
    "X = '{:>999999999}'.format(1)",
    "for a in range(10**4):\n    for b in range(10**4):\n        X = a",
    "X = {a: {b: 1 for b in range(1000)} for a in range(10**5)}",
    "X = sorted(range(10**9))",
    "X = list(range(10**7)) + list(range(10**7))",
    "X = [x for x in 'x' * 10**6 for y in 'x' * 10**6]",
    "X = dict(enumerate(range(10**7)))",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_unreadable_in_bounded_time(bomb: str) -> None:
    start = time.process_time()
    reading = read(f"{bomb}\n{NODE}")
    assert codes(reading) == ["LED001"], reading
    assert reading.breaches[0].fix
    assert time.process_time() - start < 10


LONG = "L = 'a' * 200_000\n"


def tasks(count: int, fields: str) -> str:
    return "".join(f"class T{n}(Task):\n    '''[T-{n}] T.'''\n    {fields}\n" for n in range(count))


NAMES = repr([f"name{n}" for n in range(5000)])
SHARED = {
    "one line": tasks(1, "file_path = 'a.py'; functions = ['a' * 200_000] * 40_000"),
    "a name": LONG + tasks(1, "file_path = 'a.py'; functions = [L] * 40_000"),
    "a path": LONG + tasks(2000, "file_path = L"),
    "a string for a list": LONG + tasks(2000, "file_path = 'a.py'; functions = L"),
    "short names": "N = ['a'] * 40_000\n" + tasks(900, "file_path = 'a.py'; functions = N"),
    "written names": f"N = {NAMES}\n" + tasks(900, "file_path = 'a.py'; functions = N"),
    "inherited names": f"class B(Task):\n    file_path = 'a.py'\n    functions = {NAMES}\n"
    + tasks(900, "pass").replace("(Task)", "(B)"),
    "references": "".join(f"class R{n}(Requirement):\n    '''[R-{n}] R.'''\n" for n in range(1000))
    + f"ALL = [{', '.join(f'R{n}' for n in range(1000))}]\n"
    + "".join(f"class D{n}(Design):\n    '''[D-{n}] D.'''\n    satisfies = ALL\n" for n in range(1000)),
    "reasons": LONG
    + "W = {f'INV4{n:02}': L for n in range(99)}\n"
    + tasks(90, "file_path = 'a.py'; waives = W"),
    "comparisons": LONG + "X = [1 for _ in range(300) if L[1:] + 'b' in [L[1:] + 'a'] * 40_000]\n" + NODE,
    "order": LONG + "X = [sorted([L[1:] + 'a', L[1:] + 'b'] * 12_000) for _ in range(20)]\n" + NODE,
}  # fmt: skip


@pytest.mark.parametrize("shared", SHARED)
def test_what_many_share_amounts_to_no_more_than_is_bounded(shared: str) -> None:
    start = time.process_time()
    reading = read(SHARED[shared])
    assert codes(reading) == ["LED001"], reading.breaches[:2]
    assert any(words in reading.breaches[0].message for words in ("amounts to more than", "takes more than"))
    assert time.process_time() - start < 10


def test_what_is_written_out_counts_nothing() -> None:
    names = "".join(f"'name_{n}{'x' * 200}', " for n in range(60))
    one = tasks(1, f"file_path = {'folder/' * 50 + 'a.py'!r}; functions = [{names}]")
    many = "".join(one.replace("T0", f"T{n}").replace("T-0", f"T-{n}") for n in range(1500))
    assert codes(read(many)) == []


def test_the_message_of_a_failure_is_no_longer_than_a_line() -> None:
    reading = read(LONG + "X = {'b': 1}[L]\n" + NODE)
    assert codes(reading) == ["LED001"]
    assert len(reading.breaches[0].message) < 200


def test_a_bomb_that_nobody_needs_is_unreadable_too() -> None:
    assert codes(read("UNUSED = 'x' * 10**9\n")) == ["LED001"]


def test_honest_work_fits_into_the_bound() -> None:
    text = "X = [f'f{n}' for n in range(20_000)]\n" + NODE
    text += "".join(
        f"class T{n}(Task):\n    '''[T-{n + 2}] T.'''\n    file_path = f'src/{{{n}}}.py'\n" for n in range(1000)
    )
    reading = read(text)
    assert reading.breaches == ()
    assert len(reading.nodes[0].declared("functions")) == 20_000


DEEP = [
    "X = " + "+".join(["'x'"] * 5000),
    "X = " + " if 1 else ".join(["'x'"] * 60),
    "X = " + "not " * 150 + "1",
    "X = 1\n" + "if 1:\n" + "\n".join(" " * n + "if 1:" for n in range(1, 90)) + "\n" + " " * 90 + "pass",
    "X = a" + ".b" * 500,
    "class C0: pass\n" + "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, 500)),
    "class C0(Design): pass\n" + "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(1, 3000)),
    "class C0(Task):\n    def __init__(self): super().__init__('T-1')\n"
    + "".join(f"class C{n}(C{n - 1}):\n    def __init__(self): super().__init__()\n" for n in range(1, 2500)),
]


@pytest.mark.parametrize("text", DEEP, ids=range(len(DEEP)))
def test_depth_never_ends_in_an_exception(text: str) -> None:
    start = time.process_time()
    read(text + "\n")
    assert time.process_time() - start < 20


def test_long_sums_of_strings_are_read() -> None:
    text = "X = [" + "+".join(["'x'"] * 2000) + "]\n" + NODE
    assert codes(read(text)) == []


def test_many_unknown_references_stay_cheap() -> None:
    lines = "".join(f"class C{n}(Design):\n    '''[D-{n}] C.'''\n    requires = [Unknown{n}]\n" for n in range(2000))
    start = time.process_time()
    assert set(codes(read(lines))) == {"LED003"}
    assert time.process_time() - start < 20


def test_nothing_runs_and_nothing_of_the_process_is_changed(tmp_path: Path) -> None:
    target = tmp_path / "touched"
    limit, collecting = sys.getrecursionlimit(), gc.isenabled()
    read(f"import os\nopen({str(target)!r}, 'w')\nX = os.system('touch {target}')\nraise SystemExit(5)\n")
    read("class A(:")
    assert not target.exists()
    assert (sys.getrecursionlimit(), gc.isenabled()) == (limit, collecting)


def test_warnings_filters_and_the_callers_depth_do_not_reach_the_reading() -> None:
    text = IMPORTS + "X = '\\d'\nY = 1 is 1\nclass A(Intent): '''[I-1] \\d.'''\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        expected = read_ledger({"architecture.py": text.encode()}, "architecture.py")
    assert expected.breaches == ()
    deep = "X = " + "(" * 90 + "1" + ")" * 90 + "\n"

    def descend(levels: int) -> object:
        return descend(levels - 1) if levels else read(deep)

    assert descend(600) == descend(0)


def test_messages_hold_no_control_characters() -> None:
    reading = read("class A(Design):\n    '''[D-1] A.'''\n    requires = ['\\x1b[31m\\n', '\\ud800']\n")
    assert codes(reading) == ["LED003", "LED003"]
    for breach in reading.breaches:
        assert all(text.isprintable() for text in (breach.message, breach.fix, breach.symbol))
        "".join((breach.message, breach.fix, breach.symbol)).encode()


SEEDS = [
    IMPORTS + path.read_text() if "import" not in path.read_text()[:200] else path.read_text()
    for path in sorted((Path(__file__).parent.parent.parent / "fixtures").glob("*/*/architecture.py"))[:6]
] + [(Path(__file__).parent.parent.parent / "fixtures" / "mission" / "architecture.py").read_text()]
TOKENS = [
    "(", ")", "[", "]", "{", "}", ":", ",", "=", "+", "*", "**", ".", "'", '"', "\n", "    ", "\x00", "é", "\\", "#",
    "class ", "def ", "lambda: ", "for x in ", "if ", "else ", "import ", "del ", "self", "super()", "None", "True",
    "5", "-1", "10**9", "[I-1]", "D-1", "Design", "Task", "__init__", "validate_architecture()", ".append(5)", "async ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, len(SEEDS) - 1), noise=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_mutated_ledgers_never_raise(seed: int, noise: int, changes: int) -> None:
    dice = random.Random(noise)
    text = SEEDS[seed]
    for _ in range(changes):
        at, size = dice.randrange(len(text) + 1), dice.choice([0, 0, 1, 3, 20, 200])
        cut = dice.randrange(len(text) + 1)
        piece = dice.choice([dice.choice(TOKENS), text[cut : cut + dice.randrange(80)], ""])
        text = text[:at] + piece + text[at + size :]
    start = time.process_time()
    reading = read_ledger({"architecture.py": text.encode()}, "architecture.py")
    assert time.process_time() - start < 10
    assert ("LED001" in codes(reading)) <= (len(reading.breaches) == 1 and not reading.nodes)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
@example(b"_:0*0")  # an operator in an annotation: it has no place of its own
def test_arbitrary_bytes_never_raise(source: bytes) -> None:
    read_ledger({"architecture.py": source}, "architecture.py")
    read_ledger(
        {"architecture/__init__.py": b"from . import a", "architecture/a.py": source}, "architecture/__init__.py"
    )
