"""What a name without a file means, and which class or function a line belongs to."""

from __future__ import annotations

import pytest
from helpers.asking import NAMED, architecture_of
from helpers.graphs import node

from archhook.errors import UsageError
from archhook.query.subject import subject_of
from archhook.query.symbol_names import statement_at

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


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("publish", "src/app/client.py:publish"),
        ("LIMIT", "src/app/server.py:LIMIT"),
        ("Client", "src/app/client.py:Client"),
        ("Client.send", "src/app/client.py:Client.send"),
        ("test_publish", "tests/test_client.py:test_publish"),
        ("app.client", "src/app/client.py:"),
        ("app", "src/app/__init__.py:"),
        ("app.server", "src/app/server.py:"),
        ("app.client.publish", "src/app/client.py:publish"),
        ("app.client.Client.send", "src/app/client.py:Client.send"),
        ("app.publish", "src/app/client.py:publish"),  # as it is imported
        ("app.LIMIT", "src/app/server.py:LIMIT"),
        ("tools.server.serve", "tools/server.py:serve"),
        ("src.app.client.publish", "src/app/client.py:publish"),
        ("DesignBroker", "D-1"),
    ],
)
def test_a_name_without_a_file(word: str, found: str) -> None:
    architecture = architecture_of([node("design", 1)._replace(class_name="DesignBroker")], NAMED)
    subject = subject_of(architecture, word)
    assert (subject.node or f"{subject.path}:{subject.symbol}", subject.word) == (found, word)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("serve", "serve is 2 things: src/app/server.py:serve, tools/server.py:serve"),
        ("send", "send is 2 things: src/app/client.py:publish.send, src/app/client.py:Client.send"),
    ],
)
def test_several_things_of_one_name_are_listed(word: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        subject_of(architecture_of([], NAMED), word)
    assert (caught.value.message, caught.value.fix) == (message, "name one of them")


def test_of_many_things_the_first_are_listed() -> None:
    sources = {f"src/m{number:02}.py": "def main():\n    pass\n" for number in range(12)}
    with pytest.raises(UsageError, match=r"main is 12 things: src/m00.py:main, .*, src/m09.py:main and 2 more$"):
        subject_of(architecture_of([], sources), "main")


def test_a_circle_of_imports_ends() -> None:
    sources = {"a.py": "from b import x\n", "b.py": "from a import x\nfrom b import *\n"}
    with pytest.raises(UsageError, match="is no id of a node"):
        subject_of(architecture_of([], sources), "a.x")
