"""Words that mean nothing in a snapshot are refused with what was probably meant."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of
from helpers.graphs import node

from archhook.ask.lines import statement_at
from archhook.ask.subject import joined, node_of, owner_of, subject_of
from archhook.errors import UsageError

SOURCES = {
    "src/app/client.py": "def publish():\n    pass\n",
    "src/app/server.py": "",
    "data.bin": "\0",
    "architecture.py": "",
}


@pytest.mark.parametrize(
    ("word", "message", "fix"),
    [
        ("D-7", "the ledger has no node D-7", "did you mean D-1?"),
        ("D-11", "the ledger has no node D-11", "did you mean D-1?"),
        ("R-1", "the ledger has no node R-1", "did you mean D-1?"),
        ("R-99", "the ledger has no node R-99", "`archhook list` names the nodes"),
        ("D1", "'D1' is no id of a node", "did you mean D-1?"),
        ("d_1", "'d_1' is no id of a node", "did you mean D-1?"),
        ("D-1x", "'D-1x' is no id of a node", "did you mean D-1?"),
        ("R9", "'R9' is no id of a node", "`archhook list` names the nodes"),
        ("DesignBroker", "'DesignBroker' is no id of a node", "did you mean D-1?"),
        ("src/app/clinet.py", "no file of the snapshot", "did you mean src/app/client.py?"),
        ("src/app/clinet.py:publish", "no file of the snapshot", "did you mean src/app/client.py?"),
        ("client.py", "no file of the snapshot", "did you mean src/app/client.py?"),
        (".", ". is a folder", "name a file in it: architecture.py"),
        ("lib/other.py", "no file of the snapshot", "`archhook list --fields id,file` names the declared files"),
        ("src/app", "src/app is a folder", "name a file in it: src/app/client.py"),
        ("src/app/client.py:publsh", "holds no symbol 'publsh'", "did you mean src/app/client.py:publish?"),
        ("src/app/client.py:nothing_like_it", "holds no symbol", "it holds publish"),
        ("src/app/server.py:publish", "holds no symbol", "it holds none at all"),
        ("data.bin:publish", "holds no symbol", "it holds none at all"),
        ("architecture.py:DesignBrokr", "holds no symbol", "did you mean architecture.py:DesignBroker?"),
        ("architecture.py:Nothing", "holds no symbol", "it holds DesignBroker"),
        ("src/app/client.py:9", "has no line 9", "it has 2 lines"),
        ("src/app/client.py:0", "has no line 0", "it has 2 lines"),
        ("", "no id of a node", ""),
        ("Publisher", "no file of the snapshot", "a symbol is named with its file: src/x.py:total"),
    ],
)
def test_an_unknown_word(word: str, message: str, fix: str) -> None:
    architecture = architecture_of([node("design", 1)._replace(class_name="DesignBroker")], SOURCES)
    with pytest.raises(UsageError) as caught:
        subject_of(architecture, word)
    assert message in caught.value.message
    assert fix in caught.value.fix
    assert "--untracked" not in caught.value.fix


def test_a_node_is_asked_for() -> None:
    task = node("task", 1, implements=("D-1",))._replace(file="src/app/client.py")
    second = node("task", 2, implements=("D-1",))._replace(file="src/app/client.py")
    architecture = architecture_of([node("design", 1), task, second], SOURCES)
    assert node_of(architecture, "[D-01]") == owner_of(architecture, "D-1") == "D-1"
    for word in ("src/app/client.py", "src/app/client.py:publish"):
        with pytest.raises(UsageError, match="is no node") as caught:
            node_of(architecture, word)
        assert f"`archhook why {word}`" in caught.value.fix
    with pytest.raises(UsageError, match="belongs to T-1, T-2"):
        owner_of(architecture, "src/app/client.py")
    with pytest.raises(UsageError, match=r"no node answers for src/app/server\.py") as caught:
        owner_of(architecture, "src/app/server.py")
    assert "`archhook why src/app/server.py`" in caught.value.fix


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
