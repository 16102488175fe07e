"""Words that mean nothing in a snapshot are refused with what was probably meant."""

from __future__ import annotations

import pytest
from helpers.asking import NAMED, architecture_of
from helpers.graphs import node

from archhook.errors import UsageError
from archhook.query.owners import owner_of
from archhook.query.subject import joined, node_of, subject_of

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
        ("D-1X", "'D-1X' is no id of a node", "did you mean D-1?"),
        ("R9", "'R9' is no id of a node", "`archhook list` names the nodes"),
        ("client", "is no id of a node, no file", "did you mean src/app/client.py?"),
        ("publsh", "and no symbol of one", "did you mean publish?"),
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
        ("Nothing", "no file of the snapshot and no symbol of one", "`archhook list` names the nodes"),
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


@pytest.mark.parametrize("word", ["client.py:publish", "src/app/client.py:publish", "src/app/client.py", "client.py:1"])
def test_a_path_is_one_of_the_folder_or_of_the_root(word: str) -> None:
    subject = subject_of(architecture_of([], NAMED), word, "src/app")
    assert subject.path == "src/app/client.py"
    nearer = architecture_of([], NAMED | {"src/app/src/app/client.py": "def publish():\n    pass\n"})
    if word.startswith("src"):
        assert subject_of(nearer, word, "src/app").path == "src/app/src/app/client.py"


def test_a_package_that_is_a_folder_here_is_a_folder() -> None:
    sources = NAMED | {"app/__init__.py": "", "app/app.py": "def tools():\n    pass\n"}
    for word, here in (("app", ""), ("app", "src"), ("app/", "")):
        with pytest.raises(UsageError, match="is a folder") as caught:
            subject_of(architecture_of([], sources), word, here)
        assert caught.value.fix.startswith("name a file in it: ")
    assert subject_of(architecture_of([], sources), "tools").symbol == "tools"  # there is a folder, too


def test_of_a_folder_it_is_told_who_answers_for_its_files() -> None:
    nodes = [node("design", 1), node("design", 2)]
    nodes += [node("task", one, implements=("D-1",))._replace(file=f"src/app/m{one}.py") for one in range(1, 8)]
    nodes += [node("test", 1, verifies=("D-2",))._replace(file="src/app/test_a.py", level="unit")]
    architecture = architecture_of(nodes, {**SOURCES, "src/app/m1.py": "", "lib/a.py": "", "src/application/b.py": ""})
    test = next(one for one in architecture.nodes if architecture.nodes[one].kind == "test")
    with pytest.raises(UsageError) as caught:
        subject_of(architecture, "src/app/")
    assert caught.value.message == (
        "src/app/ is a folder; the nodes that answer for 8 files in it: 1 Design (D-1), "
        f"7 Tasks (T-1, T-2, T-3, T-4, T-5 and 2 more), 1 Test ({test})"
    )
    assert caught.value.fix == "name a file in it: src/app/m1.py; or one of these nodes"
    with pytest.raises(UsageError, match="lib is a folder") as caught:
        subject_of(architecture, "lib")
    assert caught.value.fix == "name a file in it: lib/a.py; no node declares one of them"
