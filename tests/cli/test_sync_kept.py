"""What `archhook sync` leaves as a person has written it, and what it leaves to one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.example import LEDGER
from helpers.syncing import SERVER, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    import pytest
    from helpers.git_repo import GitRepo


def test_the_last_task_of_a_design_is_left_to_a_person(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    (scratch.path / "src/client.py").unlink()
    assert main(["sync"]) == 1
    assert scratch.read("architecture.py") == LEDGER
    told = capsys.readouterr().err
    assert (
        "left to you: T-1 declares src/client.py, which is gone, but no other Task implements D-1: write `planned"
        in told
    )


def test_a_node_that_others_speak_of_is_not_removed(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/server.py", SERVER)
    scratch.run("add", "-A")
    sync()
    spoken = scratch.read("architecture.py").replace("keeps the order.", "keeps the order, as T-2 does.")
    scratch.write("architecture.py", spoken)
    scratch.commit("server")
    (scratch.path / "src/server.py").unlink()
    assert main(["sync"]) == 1
    assert scratch.read("architecture.py") == spoken
    assert "left to you: T-2 declares src/server.py, which is gone, but D-1 speaks of T-2: " in capsys.readouterr().err
    scratch.write("architecture.py", spoken.replace(", as T-2 does", ""))
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    assert "T-2" not in scratch.read("architecture.py")


def test_a_node_that_is_imported_by_another_name_is_not_removed(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write("src/server.py", SERVER)
    scratch.run("add", "-A")
    sync()
    ledger = scratch.read("architecture.py")
    found = re.search(r'class (\w+)\(Task\):\n    """\[T-2\]', ledger)
    assert found
    (scratch.path / "architecture.py").unlink()
    scratch.write("architecture/__init__.py", ledger)
    scratch.write("architecture/more.py", f"from architecture import {found[1]} as Again\n")
    scratch.commit("server")
    (scratch.path / "src/server.py").unlink()
    assert main(["sync"]) == 1
    assert scratch.read("architecture/__init__.py") == ledger
    assert "take it out by hand: its file is gone" in capsys.readouterr().err


def test_exempt_names_stay_exempt(scratch: GitRepo) -> None:
    scratch.write("archhook.toml", '[severity]\nINV408 = "off"\n')
    waiving = LEDGER.replace(
        '    functions = ["publish"]\n', '    functions = ["publish"]\n    waives = {"INV406": "made by a decorator"}\n'
    )
    scratch.write("architecture.py", waiving)
    scratch.write("src/client.py", "LIMIT = 3\nclass Made: pass\ndef publish(): pass\ndef more(): pass\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert scratch.read("architecture.py") == waiving.replace('["publish"]', '["more", "publish"]')


def test_lists_that_a_person_keeps_are_left(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shared = LEDGER.replace("class Chat", 'NAMES = ["publish", "gone"]\n\n\nclass Chat', 1)
    shared = shared.replace('functions = ["publish"]', "functions = NAMES")
    scratch.write("architecture.py", shared)
    assert main(["sync"]) == 1
    assert scratch.read("architecture.py") == shared
    assert (
        "left to you: T-1 (src/client.py) cannot be edited: 'gone' is not written in its own `functions`"
        in capsys.readouterr().err
    )


def test_lists_handed_to_the_validation_are_kept(scratch: GitRepo) -> None:
    """With a call of `validate_architecture`, a new node is in force only if it is handed over; imports go along."""
    scratch.run("rm", "-q", "architecture.py")
    goals, _, work = LEDGER.partition("class Client(Task)")
    head = LEDGER.partition("\n")[0] + "\n"
    scratch.write("architecture/__init__.py", (
        "from archhook import validate_architecture\n\nfrom .plan import Broker, Chat, Delivery\nfrom .work import (\n"
        "    Arrives,\n    Client,\n    Ordered,\n    Publishes,\n    Talks,\n)\n\n"
        "TASKS = [\n    Client(),  # the first\n]\n\n__all__ = ['Client']\n\n"
        "validate_architecture(\n    [Chat()], [Delivery()], [Broker()], TASKS,"
        " [Talks(), Arrives(), Ordered(), Publishes()]\n)\n"
    ))  # fmt: skip
    scratch.write("architecture/plan.py", head + goals.partition("\n")[2])
    scratch.write(
        "architecture/work.py", head + "from .plan import Broker, Chat, Delivery\n\n\nclass Client(Task)" + work
    )
    scratch.write("src/server.py", SERVER)
    scratch.write("tests/test_server.py", "def test_serve():\n    assert str(1)\n")
    scratch.run("add", "-A")
    assert main(["sync"]) == 0
    assert main(["check", "-q"]) == 0
    entry = scratch.read("architecture/__init__.py")
    assert "    Publishes,\n    Talks,\n    TaskServer,\n    UnitServer,\n)" in entry
    assert "    Client(),  # the first\n    TaskServer(),\n]" in entry
    assert "__all__ = ['Client', 'TaskServer']" in entry
    assert "        Publishes(),\n        UnitServer(),\n    ]" in entry
    assert main(["sync", "--check"]) == 0
    for path in ("src/server.py", "tests/test_server.py"):
        scratch.run("rm", "-q", "-f", path)
    assert main(["sync"]) == 0
    assert main(["check", "-q"]) == 0
    assert "Server" not in scratch.read("architecture/__init__.py")


def test_a_design_that_is_given_up_gets_no_new_task(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("architecture.py", LEDGER.replace("    satisfies = ", "    adopted = False\n    satisfies = ", 1))
    scratch.write("src/server.py", SERVER)
    scratch.commit("given up")
    assert main(["sync"]) == 1
    assert "src/server.py" not in scratch.read("architecture.py")
    assert "left to you: src/server.py: there is no Design in force that it could be code of" in capsys.readouterr().err


def test_what_the_edits_themselves_leave_is_named_too(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """The finding that is frozen goes with its Task, and only then no entry of the baseline needs to be there."""
    given_up = (
        '\n\nclass Old(Design):\n    """[D-2] The old way."""\n\n    satisfies = [Delivery]\n    adopted = False\n'
        '\n\nclass TaskServer(Task):\n    """[T-2] The server."""\n\n    implements = Old\n'
        '    file_path = "src/server.py"\n    functions = ["serve", "start", "stop"]\n'
    )
    scratch.write("architecture.py", LEDGER + given_up)
    scratch.write("src/server.py", SERVER)
    scratch.run("add", "-A")
    assert main(["baseline"]) == 0
    scratch.commit("frozen")
    assert main(["check", "-q"]) == 0
    (scratch.path / "src/server.py").unlink()
    scratch.run("add", "-A")
    capsys.readouterr()
    for options in (["--check"], []):
        main(["sync", *options])
        told = capsys.readouterr().err
        assert "archhook: T-2 removed: src/server.py is gone\n" in told
        assert "archhook: left to you: LED006 no finding matches TRC101 T-2 - - any more: " in told
    assert main(["check", "-q"]) == 1
    assert capsys.readouterr().out.count(" LED006 ") == 1
    assert main(["baseline", "--prune"]) == 0
    assert main(["check", "-q"]) == 0
