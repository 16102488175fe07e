"""Words that mean nothing in a snapshot are refused with what was probably meant."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of
from helpers.graphs import node

from archhook.ask.lines import statement_at
from archhook.ask.subject import joined, subject_of
from archhook.errors import UsageError

SOURCES = {"src/app/client.py": "def publish():\n    pass\n", "src/app/server.py": "", "data.bin": "\0"}


@pytest.mark.parametrize(
    ("word", "message", "fix"),
    [
        ("D-7", "the ledger has no node D-7", "did you mean D-1?"),
        ("src/app/clinet.py", "no file of the snapshot", "did you mean src/app/client.py?"),
        ("src/app/clinet.py:publish", "no file of the snapshot", "did you mean src/app/client.py?"),
        ("client.py", "no file of the snapshot", "did you mean src/app/client.py?"),
        ("src/app", "src/app is a folder", "name a file in it"),
        ("src/app/client.py:publsh", "holds no symbol 'publsh'", "did you mean src/app/client.py:publish?"),
        ("src/app/client.py:9", "has no line 9", "it has 2"),
        ("src/app/client.py:0", "has no line 0", "it has 2"),
        ("", "no id of a node", ""),
        ("Publisher", "no file of the snapshot", "a symbol with its file (src/x.py:total)"),
    ],
)
def test_an_unknown_word(word: str, message: str, fix: str) -> None:
    architecture = architecture_of([node("design", 1)], SOURCES)
    with pytest.raises(UsageError) as caught:
        subject_of(architecture, word)
    assert message in caught.value.message
    assert fix in caught.value.fix


@pytest.mark.parametrize(
    ("folder", "path", "result"),
    [("", "a/b", "a/b"), ("a", "b", "a/b"), ("a/b", "../c", "a/c"), ("a", "../../c", "../c"), ("a", "./.", "a")],
)
def test_paths_are_joined(folder: str, path: str, result: str) -> None:
    assert joined(folder, path) == result


SOURCE = """\
X = 1
(A, B) = 1, 2
C: int = 3
class Outer:
    y = 1
    class Inner:
        @property
        @cached
        def f(self):
            def deep():
                return 1

            return deep
if X:
    async def g():
        pass
else:
    try:
        pass
    except ValueError:
        def h():
            pass
match X:
    case 1:
        def m(): pass
print(X)
"""


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (1, "X"), (2, "A"), (3, "C"), (4, "Outer"), (5, "Outer"), (6, "Outer.Inner"), (7, "Outer.Inner.f"),
        (9, "Outer.Inner.f"), (11, "Outer.Inner.f.deep"), (13, "Outer.Inner.f"), (14, ""), (16, "g"), (19, ""),
        (22, "h"), (25, "m"), (26, ""),
    ],
)  # fmt: skip
def test_what_stands_at_a_line(line: int, name: str) -> None:
    assert statement_at(SOURCE.encode(), line) == name


@pytest.mark.parametrize("source", [b"def (", b"\0", b"x = '\xff'", b"(" * 9000])
def test_what_is_no_python_has_no_statements(source: bytes) -> None:
    assert statement_at(source, 1) == ""
