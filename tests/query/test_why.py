"""`why` against a brute-force oracle on random ledgers, and what it says where nobody answers."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from helpers.asking import architecture_of
from helpers.graphs import architectures, node, without_links_to_nothing
from helpers.ledgers import sound
from hypothesis import given, settings

from archhook.model.nodes import Node, sort_key
from archhook.query.architecture import Snapshot
from archhook.query.subject import Subject, subject_of
from archhook.query.why import document, render, why

UP = ("derived_from", "satisfies", "implements", "verifies")


def steps(nodes: dict[str, Node]) -> set[tuple[str, str]]:
    """Every (node, one in force that is nearer to the Intents), written down from the definition alone."""
    named = {(one.id, target) for one in nodes.values() for field in UP for target in one.targets(field)}
    named |= {(target, one.id) for one in nodes.values() for target in one.targets("requires")}
    return {(lower, upper) for lower, upper in named if nodes[upper].in_force}


def closed(start: set[str], links: set[tuple[str, str]]) -> set[str]:
    reached = set(start)
    while True:
        more = {upper for lower, upper in links if lower in reached} - reached
        if not more:
            return reached
        reached |= more


@settings(max_examples=30, deadline=None)
@given(architectures())
def test_it_is_what_the_definition_says(drawn: dict[str, Node]) -> None:
    nodes = without_links_to_nothing(drawn)
    architecture = architecture_of(nodes.values())
    links = steps(nodes)
    below = {(upper, lower) for lower, upper in links if nodes[lower].in_force and nodes[lower].kind != "test"}
    for one in nodes.values():
        answer = why(architecture, Subject(one.id, one.id))
        down = closed({one.id}, below) if one.in_force else set()
        judged = down | (set(one.targets("implements")) if one.in_force else set())
        judged |= {target for other in down for target in nodes[other].targets("implements")}
        tests = {
            test.id
            for test in nodes.values()
            if test.in_force and any(target in judged and nodes[target].in_force for target in test.targets("verifies"))
        }
        assert set(answer.up) == closed({one.id}, links) - {one.id}
        assert set(answer.down) == down - {one.id}
        assert set(answer.tests) == (tests if one.in_force else set()) - {one.id}
        for ids in (answer.up, answer.down, answer.tests):
            assert list(ids) == sorted(ids, key=sort_key)
        tops = {upper for upper in closed({one.id}, links) if nodes[upper].kind == "intent"}
        assert {chain[0] for chain in answer.chains} == (tops if one.in_force else set())
        for chain in answer.chains:
            assert chain[-1] == one.id
            assert all((lower, upper) in links for upper, lower in pairwise(chain))
        json.dumps(document(answer, Snapshot()))


LEDGER = '''
class Fast(Intent):
    """[I-1] Chats feel instant. People stay."""

class Latency(Requirement):
    """[R-1] A message arrives within 100 ms."""
    derived_from = [Fast]

class PubSub(Design):
    """[D-1] Redis pub/sub."""
    satisfies = [Latency]

class Client(Task):
    """[T-1] The client."""
    implements = PubSub
    file_path = "src/client.py"
    classes = ["Redis"]
    functions = ["publish", "Redis.close"]
    globals = ["LIMIT"]

class Other(Task):
    """[T-2] The rest of the file."""
    implements = PubSub
    file_path = "src/client.py"
    functions = ["receive"]

class Later(Task):
    """[T-3] Not written yet."""
    implements = PubSub
    file_path = "src/later.py"
    planned = True

class Unit(UnitTest):
    """[UT-1] The client alone."""
    verifies = PubSub
    test_file = "tests/test_client.py"
    test_functions = ["test_publish", "TestRedis::test_close"]
'''
SOURCES = {
    "architecture.py": "",
    "src/client.py": (
        "LIMIT = 3\n\n\nclass Redis:\n    def connect(self):\n        return LIMIT\n\n"
        "    def close(self):\n        pass\n\n\n"
        "@staticmethod\ndef publish():\n    pass\n\n\ndef receive():\n    pass\n\n\ndef stray():\n    pass\n"
    ),
    "src/alone.py": "def f():\n    pass\n",
    "tests/test_client.py": (
        "def test_publish():\n    print()\n\n\nclass TestRedis:\n    def test_close(self):\n        print()\n"
    ),
    "tests/test_alone.py": "def test_it():\n    assert str(1)\n",
    "README.md": "text\n",
    "src/__init__.py": "from .client import publish as publish\n\n__version__ = '1'\n",
    "src/pkg/__init__.py": "def f():\n    pass\n",
    "src/broken.py": "def f(:\n",
    "conftest.py": "import pytest\n",
    "src/test_utils.py": "class TestClient:\n    def __init__(self): pass\n    def test_it(self): assert str(1)\n",
    "tests/helper.py": "def help(): pass\n",
    "tests/test_none.py": "",
}


@pytest.mark.parametrize(
    ("word", "symbol", "owners"),
    [
        ("T-1", "", "T-1"),
        ("[T-01]", "", "T-1"),
        ("src/client.py", "", "T-1 T-2"),
        ("src/client.py:publish", "publish", "T-1"),
        ("src/client.py:receive", "receive", "T-2"),
        ("src/client.py:LIMIT", "LIMIT", "T-1"),
        ("src/client.py:Redis.connect", "Redis.connect", "T-1"),
        ("src/client.py:connect", "Redis.connect", "T-1"),
        ("src/client.py:1", "LIMIT", "T-1"),
        ("src/client.py:2", "", "T-1 T-2"),
        ("src/client.py:6", "Redis.connect", "T-1"),
        ("src/client.py:12", "publish", "T-1"),
        ("src/client.py:13:5", "publish", "T-1"),
        ("src/client.py:17", "receive", "T-2"),
        ("src/later.py", "", "T-3"),
        ("tests/test_client.py", "", "UT-1"),
        ("tests/test_client.py::test_publish", "test_publish", "UT-1"),
        ("tests/test_client.py::TestRedis::test_close", "TestRedis.test_close", "UT-1"),
        ("tests/test_client.py::TestRedis", "TestRedis", "UT-1"),
        ("src/client.py:stray", "stray", ""),
        ("src/alone.py", "", ""),
        ("src/alone.py:f", "f", ""),
        ("tests/test_alone.py", "", ""),
        ("README.md", "", ""),
        ("architecture.py", "", ""),
    ],
)
def test_who_answers_for_what(word: str, symbol: str, owners: str) -> None:
    architecture = architecture_of(sound(LEDGER).values(), SOURCES)
    subject = subject_of(architecture, word)
    answer = why(architecture, subject)
    assert (subject.symbol, " ".join(answer.owners)) == (symbol, owners)
    assert bool(answer.gap) == bool(answer.fix) == (not owners)
    if owners and subject.word != "T-1":
        assert answer.chains[0][:3] == ("I-1", "R-1", "D-1")


@pytest.mark.parametrize(
    ("word", "gap", "fix"),
    [
        ("src/client.py:stray", "no Task declares function stray", "add it to the `functions` of T-1"),
        ("src/alone.py", "no Task declares this file", "file_path = 'src/alone.py'"),
        ("tests/test_alone.py", "no Test declares this file", "test_file = 'tests/test_alone.py'"),
        ("README.md", "none has to: it is no Python file", "a Task may"),
        ("src/__init__.py", "and none has to: an __init__.py needs none", "a Task may: file_path = 'src/__init__.py'"),
        ("src/__init__.py:2", "and none has to: an __init__.py needs none", "a Task may"),
        (
            "src/pkg/__init__.py",
            "no Task declares this file",
            "file_path = 'src/pkg/__init__.py' (`archhook sync` does, or says",
        ),
        ("src/broken.py", "no Task declares this file", "write a Task with file_path = 'src/broken.py', or remove it"),
        ("conftest.py", "and none has to: a conftest.py", "a Task may"),
        (
            "src/test_utils.py",
            "none has to: it holds no test; `test_*.py` of `tests` makes it a file of tests, which needs no Task",
            "if it is code of the product, have it governed: "
            '`tests = ["tests/", "test_*.py", "*_test.py", "!/src/test_utils.py"]` in the configuration',
        ),
        ("tests/helper.py", "pytest takes no tests from it (by its name); `tests/` of `tests`", "a Task may"),
        ("tests/test_none.py", "none has to: it holds no test; `test_*.py` of `tests`", "a Task may"),
        ("architecture.py", "it is the ledger itself", "archhook list"),
    ],
)
def test_nobody_is_an_answer_with_what_to_do(word: str, gap: str, fix: str) -> None:
    architecture = architecture_of(sound(LEDGER).values(), SOURCES)
    answer = why(architecture, subject_of(architecture, word))
    assert gap in answer.gap
    assert fix in answer.fix


def test_whom_the_imports_of_a_package_that_is_looked_through_count_for_is_said() -> None:
    architecture = architecture_of(sound(LEDGER).values(), SOURCES)
    answer = why(architecture, subject_of(architecture, "src/__init__.py"))
    assert answer.gap.endswith("; what it imports counts as imported by D-1, whose files lie directly in its folder")
    for word in ("src/pkg/__init__.py", "conftest.py", "README.md"):
        assert "counts as imported" not in why(architecture, subject_of(architecture, word)).gap


def test_of_a_long_chain_a_person_sees_both_ends_and_only_those_are_read() -> None:
    nodes = [node("intent", 1), node("requirement", 1, derived_from=("I-1",))]
    nodes += [node("design", 1, satisfies=("R-1",), requires=("D-2",))]
    nodes += [node("design", number, requires=(f"D-{number + 1}",)) for number in range(2, 20)]
    nodes += [node("design", 20), node("task", 1, implements=("D-20",))]
    answer = why(architecture_of(nodes), Subject("T-1", "T-1"), shown=True)
    assert len(answer.chains[0]) == 23
    shown = ["I-1", "R-1", "D-1", "D-2", "D-18", "D-19", "D-20", "T-1"]
    assert list(answer.cards) == shown
    lines = render(answer).splitlines()
    assert "… 15 Designs, each required by what is above it" in lines[4]
    assert [line.split()[1 + ("└─" in line)] for number, line in enumerate(lines) if number != 4] == shown
    whole = why(architecture_of(nodes), Subject("T-1", "T-1"))
    assert whole.chains == answer.chains
    assert set(whole.cards) == {one.id for one in nodes}


def test_who_has_no_chain_is_told_from_who_has_none_among_those_shown() -> None:
    nodes = [node("intent", number) for number in range(1, 5)]
    nodes += [node("requirement", 1, derived_from=("I-1", "I-2", "I-3", "I-4")), node("design", 1, satisfies=("R-1",))]
    nodes += [node("task", 1, implements=("D-1",)), node("task", 2, implements=("D-1",)), node("task", 3)]
    nodes = [one._replace(file="src/x.py") if one.kind == "task" else one for one in nodes]
    answer = why(architecture_of(nodes, {"src/x.py": ""}), Subject("src/x.py", path="src/x.py"), shown=True)
    assert (answer.orphans, answer.chains_total) == (("T-3",), 8)
    assert {chain[-1] for chain in answer.chains} == {"T-1"}
    assert render(answer).count("reaches no Intent") == 1


def test_paths_start_from_the_folder_where_one_is() -> None:
    architecture = architecture_of(sound(LEDGER).values(), SOURCES)
    assert subject_of(architecture, "client.py:6", "src").symbol == "Redis.connect"
    assert subject_of(architecture, "../src/./client.py", "tests").path == "src/client.py"


def test_names_and_first_sentences_are_told() -> None:
    named = node("intent", 1)._replace(name="Given by a constructor", doc="What it is for. More.")
    card = why(architecture_of([named]), Subject("I-1", "I-1")).cards["I-1"]
    assert (card.name, card.summary) == ("Given by a constructor", "What it is for")
    card = why(architecture_of(sound(LEDGER).values(), SOURCES), Subject("I-1", "I-1")).cards["I-1"]
    assert (card.name, card.summary) == ("Chats feel instant", "")
