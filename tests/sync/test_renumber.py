"""Ids that two branches have both given: the newer node gets another one, and what means it goes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.git_repo import GitRepo
from helpers.ledgers import IMPORTS

from archhook.cli.main import main
from archhook.ledger.source import read_ledger
from archhook.sync.duplicate_names import told_apart
from archhook.sync.renumber import renumbered

if TYPE_CHECKING:
    from pathlib import Path

    from archhook.model.nodes import Node

PATH = "architecture.py"
BASE = (
    IMPORTS
    + '''

class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = ["I-1"]


class How(Design):
    """[D-1] How."""

    satisfies = ["R-1"]
    requires = ["D-2"]


class Old(Design):
    """[D-2] Old."""

    satisfies = ["R-1"]
'''
)
NEW = '''

class New(Design):
    """[D-02] New, not D-20 nor D-2.1; D-2 is this one."""

    satisfies = ["R-1"]


class User(Design):
    """[D-3] Uses D-2."""

    satisfies = [What]
    requires = ["[D-2]", "D-1"]


class Work(Task):
    """[T-1] Work on D-2."""

    implements = "D-2"
    file_path = "src/D-2.py"
'''


def nodes_of(text: str) -> dict[str, Node]:
    return {node.id: node for node in read_ledger({PATH: text.encode()}, PATH).nodes}


def moved(text: str, base: str = BASE) -> tuple[str, list[tuple[str, str]]]:
    new, moves = renumbered({PATH: text.encode()}, PATH, nodes_of(base))
    return new.get(PATH, text.encode()).decode(), [(move.old, move.new) for move in moves]


@pytest.mark.parametrize("first", [True, False])
def test_the_newer_node_moves_with_all_that_means_it(first: bool) -> None:
    """Whether it stands before the one that the base has, or behind it."""
    old = BASE[BASE.index("\n\nclass Old") :]
    text = BASE.replace(old, NEW + old) if first else BASE + NEW
    wanted = NEW.replace("[D-02] New, not D-20 nor D-2.1; D-2 is", "[D-4] New, not D-20 nor D-2.1; D-4 is")
    wanted = wanted.replace("Uses D-2", "Uses D-4").replace('"[D-2]", "D-1"', '"[D-4]", "D-1"')
    wanted = wanted.replace("Work on D-2", "Work on D-4").replace('implements = "D-2"', 'implements = "D-4"')
    assert moved(text) == (text.replace(NEW, wanted), [("D-2", "D-4")])


def test_walls_that_name_the_newer_node_follow_it() -> None:
    walls = '    forbids = ["D-2", "D-1"]\n    visible_to = ["[D-02]"]\n    layer = "D-2"\n    packages = []\n'
    more = NEW.replace('    requires = ["[D-2]", "D-1"]\n', walls)
    assert more != NEW
    new, moves = moved(BASE + more)
    assert moves == [("D-2", "D-4")]
    assert nodes_of(new)["D-3"].targets("forbids") == ("D-4", "D-1")
    assert '    forbids = ["D-4", "D-1"]\n    visible_to = ["[D-4]"]\n    layer = "D-2"\n    packages = []\n' in new


def test_a_reference_that_the_branch_added_to_an_older_node() -> None:
    text = (BASE + NEW).replace(
        'satisfies = ["R-1"]\n    requires = ["D-2"]', 'satisfies = ["R-1"]\n    requires = ["D-2"]'
    )
    text = text.replace('"""[D-1] How."""\n', '"""[D-1] How."""\n\n    conflicts_with = ["D-2"]\n')
    new, _ = moved(text)
    assert 'conflicts_with = ["D-4"]' in new
    assert 'requires = ["D-2"]' in new  # as the base has it


def test_nodes_that_move_together_stay_together() -> None:
    """The reader does not see the second node of an id; its references are followed all the same."""
    text = BASE + (
        '\n\nclass What2(Requirement):\n    """[R-1] Another."""\n\n    derived_from = [Why]\n'
        "\n\nclass New(Design):\n    def __init__(self):\n"
        '        super().__init__("[D-2]", "New", ["R-1"], requires=["D-1"])\n'
    )
    new, moves = moved(text)
    assert sorted(moves) == [("D-2", "D-3"), ("R-1", "R-2")]
    assert 'super().__init__("[D-3]", "New", ["R-2"], requires=["D-1"])' in new
    assert nodes_of(new)["D-3"].targets("satisfies") == ("R-2",)
    assert nodes_of(new)["D-1"].targets("satisfies") == ("R-1",)


def test_many_nodes_of_one_id() -> None:
    more = "".join(f'\n\nclass More{at}(Design):\n    """[D-2] More."""\n\n    satisfies = [What]\n' for at in range(3))
    new, moves = moved(BASE + more)
    assert [one for _, one in moves] == ["D-3", "D-4", "D-5"]
    assert not read_ledger({PATH: new.encode()}, PATH).breaches


@pytest.mark.parametrize("base", [BASE, ""])
def test_where_nothing_is_taken_twice_nothing_changes(base: str) -> None:
    assert moved(BASE, base) == (BASE, [])


def test_words_get_the_next_number_behind_them() -> None:
    base = BASE.replace("D-2", "D-app.client")
    more = (
        '\n\nclass New(Design):\n    """[D-app.client] D-app.client, not D-a, D-app.client-2, D-app.client.x.'
        '\n\n    It is D-app.client.\n    """\n\n    satisfies = [What]\n    requires = ["D-1"]\n'
        '\n\nclass User(Design):\n    """[D-9] Uses D-app.client."""\n\n    satisfies = [What]'
        '\n    requires = ["D-app.client"]\n'
    )
    new, moves = moved(base + more, base)
    assert moves == [("D-app.client", "D-app.client.2")]
    wanted = more.replace("[D-app.client] D-app.client,", "[D-app.client.2] D-app.client.2,")
    wanted = wanted.replace("It is D-app.client.", "It is D-app.client.2.")
    wanted = wanted.replace("Uses D-app.client.", "Uses D-app.client.2.").replace(
        '["D-app.client"]', '["D-app.client.2"]'
    )
    assert new == base + wanted


def test_a_counted_word_is_counted_on() -> None:
    text = BASE.replace("D-2", "D-a.2") + "".join(
        f'\n\nclass More{at}(Design):\n    """[D-a.02] More."""\n\n    satisfies = [What]\n' for at in range(2)
    )
    new, moves = moved(text, BASE.replace("D-2", "D-a.2"))
    assert [one for _, one in moves] == ["D-a", "D-a.3"]
    assert not read_ledger({PATH: new.encode()}, PATH).breaches


def test_prefixes_and_numbers_with_a_dot() -> None:
    base = BASE.replace("D-2", "APP-D-2.1")
    new, moves = moved(
        base + '\n\nclass New(Design):\n    """[APP-D-2.1] APP-D-2.1 and D-2.1."""\n\n    satisfies = [What]\n', base
    )
    assert moves == [("APP-D-2.1", "APP-D-3")]
    assert '"""[APP-D-3] APP-D-3 and D-2.1."""' in new


def test_after_a_merge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    scratch = GitRepo.create(tmp_path)
    scratch.write(PATH, BASE)
    scratch.commit("start")
    scratch.run("checkout", "-q", "-b", "branch")
    scratch.write(PATH, BASE + NEW.replace("D-02", "D-5").replace("D-2", "D-5"))
    scratch.commit("ours")
    scratch.run("checkout", "-q", "main")
    theirs = BASE.replace(
        "\n\nclass Old", '\n\nclass Five(Design):\n    """[D-5] Five."""\n\n    satisfies = [What]\n\n\nclass Old'
    )
    scratch.write(PATH, theirs)
    scratch.commit("theirs")
    scratch.run("merge", "-q", "-m", "merged", "branch")
    monkeypatch.chdir(tmp_path)
    assert main(["sync", "--renumber", "--base", "main^1", "--diff"]) == 1
    assert '+    """[D-6] New' in capsys.readouterr().out
    assert main(["sync", "--renumber", "--base", "main^1"]) == 0
    assert "archhook: D-5 is D-6 now: architecture.py:" in capsys.readouterr().err
    nodes = nodes_of(scratch.read(PATH))
    assert nodes["D-5"].class_name == "Five"
    assert nodes["D-6"].class_name == "New"
    assert nodes["T-1"].targets("implements") == ("D-6",)
    assert main(["sync", "--renumber", "--base", "main^1", "--check"]) == 0
    assert main(["sync", "--renumber", "--base", "nowhere"]) == 2


WORK = '''

class Work{}(Task):
    """[T-a.n] {}."""

    implements = How
    file_path = "{}"
'''
THEIRS, OURS = WORK.format("", "Theirs", "src/a/n.py"), WORK.format("", "Ours", "a/n.py")


@pytest.mark.parametrize("text", [THEIRS + OURS, OURS + THEIRS])
def test_the_base_s_node_keeps_its_id_where_both_classes_have_one_name(text: str) -> None:
    """As where both branches made a Task for the same path below two source roots."""
    new, moves = moved(BASE + text, BASE + THEIRS)
    assert moves == [("T-a.n", "T-a.n.2")]
    assert {one.id: one.file for one in nodes_of(new).values() if one.kind == "task"} == {
        "T-a.n": "src/a/n.py",
        "T-a.n.2": "a/n.py",
    }


def test_the_base_s_node_keeps_its_id_where_the_branch_has_edited_it() -> None:
    new, _ = moved(BASE + OURS + THEIRS.replace("Theirs", "Theirs, and more"), BASE + THEIRS)
    assert nodes_of(new)["T-a.n"].file == "src/a/n.py"


@pytest.mark.parametrize("text", [THEIRS + OURS, OURS + THEIRS])
def test_the_newer_of_two_classes_of_one_name_gets_another(text: str) -> None:
    then = nodes_of(BASE + THEIRS)
    source = (BASE + text).replace("T-a.n] Ours", "T-a.n.2] Ours")
    new, said, left = told_apart({PATH: source.encode()}, PATH, then)
    assert (len(said), left) == (1, ())
    assert said[0].startswith("T-a.n.2 is the class Work2 now, for T-a.n is Work, too: architecture.py:")
    nodes = nodes_of(new[PATH].decode())
    assert {one: nodes[one].class_name for one in ("T-a.n", "T-a.n.2")} == {"T-a.n": "Work", "T-a.n.2": "Work2"}
    assert told_apart(new, PATH, then) == ({}, (), ())


def test_two_classes_of_one_name_that_something_names_are_left_to_a_person() -> None:
    source = (BASE + THEIRS + OURS).replace("T-a.n] Ours", "T-a.n.2] Ours") + "\n__all__ = ['Work']\n"
    new, said, left = told_apart({PATH: source.encode()}, PATH, nodes_of(BASE + THEIRS))
    assert (new, said, len(left)) == ({}, (), 1)
    assert "T-a.n.2 and T-a.n are both the class Work" in left[0]
    assert told_apart({PATH: source.encode()}, PATH, nodes_of(source)) == ({}, (), ())  # the base has it so
