"""`archhook sync` where files move: their nodes follow."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from helpers.example import LEDGER
from helpers.syncing import SERVER, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from helpers.scratch import Scratch


@pytest.mark.parametrize("committed", [False, True])
def test_a_file_is_followed_when_it_moves(
    scratch: Scratch, committed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write("src/server.py", SERVER)
    scratch.commit("server")
    sync()
    described = scratch.read("architecture.py").replace("The server side.", "By hand.\n\n    At length.\n    ")
    scratch.write("architecture.py", described)
    scratch.commit("described")
    scratch.run("mv", "src/server.py", "src/daemon.py")
    scratch.write("src/daemon.py", SERVER.replace("stop", "halt") + "\n\ndef more():\n    pass\n")
    scratch.run("mv", "tests/test_client.py", "tests/test_all.py")
    scratch.run("add", "-A")
    if committed:  # git sees no rename any more; what the files hold tells it
        scratch.commit("moved")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    assert scratch.read("architecture.py") == described.replace("src/server.py", "src/daemon.py").replace(
        '["serve", "start", "stop"]', '["halt", "more", "serve", "start"]'
    ).replace("tests/test_client.py", "tests/test_all.py")
    assert "T-2 (src/daemon.py): follows src/server.py to src/daemon.py; +functions" in capsys.readouterr().err


def test_what_moved_where_git_does_not_look_is_left(scratch: Scratch, capsys: pytest.CaptureFixture[str]) -> None:
    os.rename("src/client.py", "src/moved.py")
    scratch.write("src/moved.py", "def publish(): pass\ndef other(): pass\n")
    assert main(["sync"]) == 0
    assert scratch.read("architecture.py") == LEDGER
    assert "left to you:" in capsys.readouterr().err
    scratch.run("add", "-A")
    assert sync() == 0
    assert 'file_path = "src/moved.py"' in scratch.read("architecture.py")


def test_a_sentence_that_sync_wrote_follows_the_file_and_a_persons_stays(scratch: Scratch) -> None:
    scratch.write("src/server.py", SERVER.removeprefix('"""The server side. More of it."""\n'))
    scratch.write("src/client.py", 'def publish():\n    """As src/client.py has it."""\n')
    scratch.commit("server")
    sync()
    ledger = scratch.read("architecture.py").replace("The client of the broker.", "The code of src/client.py at large.")
    scratch.write("architecture.py", ledger)
    assert '"""[T-2] The code of src/server.py."""' in ledger
    scratch.run("mv", "src/server.py", "src/daemon.py")
    scratch.run("mv", "src/client.py", "src/caller.py")
    scratch.run("add", "-A")
    assert sync() == 0
    assert scratch.read("architecture.py") == ledger.replace("src/server.py", "src/daemon.py").replace(
        '"src/client.py"', '"src/caller.py"'
    )
