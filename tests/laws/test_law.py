import pytest
from helpers.facts import facts_of

from archhook.inventory.python_file import inventory
from archhook.laws.law import (
    chain,
    declared_names,
    dotted,
    each_once,
    file_name,
    held,
    listed,
    python,
    shown,
    why_missing,
)
from archhook.model.nodes import FileFact

FOLDERS = ("a/", "a/b/", "a/t/", "a/o/", "a/b/c.py/")
CODE = b"A = 1\nclass Box:\n    size = 1\n    def put(self): ...\ndef run():\n    def inner(): ...\n"


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("class", {"Box"}),
        ("function", {"Box.put", "put", "run", "run.inner", "inner"}),
        ("global", {"A"}),
    ],
)
def test_held(kind, names):
    assert held(inventory(CODE), kind) == names


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (None, "which is not in the snapshot"),
        (FileFact("100644", "", "governed"), ""),
        (FileFact("100755", "", "other"), ""),
        (FileFact("120000", "", "other"), "which is a symbolic link, and links are not governed"),
        (FileFact("160000", "", "other"), "which is a submodule, governed by its own ledger"),
        (FileFact("040000", "", "other"), "which is no regular file (mode 040000)"),
    ],
)
def test_why_missing(fact, expected):
    facts = facts_of([], {} if fact is None else {"a.py": fact}, {})
    assert why_missing(facts, "a.py", "governed") == expected


def test_a_folder_is_missing_without_a_file_of_the_role_that_counts():
    roles = {"a/b/c.py": "governed", "a/t/test_c.py": "test", "a/o/o.py": "other"}
    facts = facts_of([], {path: FileFact("100644", "", role) for path, role in roles.items()}, {})
    missing = {(folder, role): why_missing(facts, folder, role) for folder in FOLDERS for role in ("governed", "test")}
    assert missing == {
        ("a/", "governed"): "",
        ("a/", "test"): "",
        ("a/b/", "governed"): "",
        ("a/b/", "test"): "below which there is no test file",
        ("a/t/", "governed"): "below which there is no governed file",
        ("a/t/", "test"): "",
        ("a/o/", "governed"): "below which there is no governed file",
        ("a/o/", "test"): "below which there is no test file",
        ("a/b/c.py/", "governed"): "below which there is no governed file",
        ("a/b/c.py/", "test"): "below which there is no test file",
    }


@pytest.mark.parametrize(
    ("path", "task", "expected"),
    [
        ("a.py", "T-1", True),
        ("a.pyi", "T-1", False),
        ("a.pyi", "T-1 functions=f", True),
        ("run", "UT-1 test_functions=*", True),
    ],
)
def test_python(facts, path, task, expected):
    assert python(path, tuple(facts(task).nodes.values())) is expected


def test_names_of_several_nodes_and_of_one(facts):
    nodes = facts("T-1 functions=f,g,f classes=C\nT-2 functions=g,h").nodes
    assert declared_names(nodes.values(), "functions") == {"f", "g", "h"}
    assert list(each_once(nodes["T-1"].declared("functions"))) == ["f", "g"]


def test_parts_of_names():
    assert (file_name("src/a.py"), file_name("a.py")) == ("a.py", "a.py")
    assert (dotted("TestA::test_x"), dotted("test_x")) == ("TestA.test_x", "test_x")


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["T-1"], "T-1"),
        (["T-1", "T-2"], "T-1 and T-2"),
        (list("abcde"), "a, b, c, d and e"),
        (list("abcdef"), "a, b, c, d, e and 1 more"),
        (list("abcdefgh"), "a, b, c, d, e and 3 more"),
    ],
)
def test_listed_is_bounded(items, expected):
    assert listed(items) == expected


def test_listed_to_another_bound():
    assert listed(["a", "b", "c"], 1) == "a and 2 more"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/größe.py", "src/größe.py"),
        ("src/a b.py", "src/a b.py"),
        ("a\nb.py", r"'a\nb.py'"),
        ("a\x1b[31m.py", r"'a\x1b[31m.py'"),
        ("a\udcff.py", r"'a\udcff.py'"),
        ("a\u202eb.py", r"'a\u202eb.py'"),
        ("", ""),
    ],
)
def test_shown_keeps_one_line_and_hides_nothing(path, expected):
    assert shown(path) == expected


def test_chain():
    assert chain(("I-1", "R-1", "D-1")) == "I-1 > R-1 > D-1"
