"""`archhook sync` in real repositories: what it writes, what it says, and what it leaves to a person."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING

from helpers.example import KEPT, LEDGER
from helpers.files import lay_out
from helpers.syncing import SERVER, sync

from archhook.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from helpers.git_repo import GitRepo


def test_names_files_and_tests_come_and_go(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/client.py", "LIMIT = 3\n\n\nclass Client:\n    pass\n\n\ndef send():\n    pass\n")
    scratch.write("src/server.py", SERVER)
    scratch.write("tests/test_server.py", "from src.server import serve\n\n\ndef test_serve():\n    serve()\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    ledger = scratch.read("architecture.py")
    assert ledger == LEDGER.replace(
        '    functions = ["publish"]\n',
        '    classes = ["Client"]\n    functions = ["send"]\n    globals = ["LIMIT"]\n\n\n'
        'class TaskServer(Task):\n    """[T-2] The server side."""\n\n    implements = Broker\n'
        '    file_path = "src/server.py"\n    functions = ["serve", "start", "stop"]\n',
    ) + (
        '\n\nclass UnitServer(UnitTest):\n    """[UT-2] The tests of tests/test_server.py."""\n\n'
        "    verifies = Broker\n"
        '    test_file = "tests/test_server.py"\n    test_functions = ["test_serve"]\n'
    )
    told = capsys.readouterr().err
    assert (
        "archhook: T-1 (src/client.py): +classes Client; +functions send; -functions publish; +globals LIMIT\n" in told
    )
    assert "archhook: T-2 new (src/server.py): implements D-1, as most of src\n" in told
    assert "archhook: UT-2 new (tests/test_server.py): unit test, verifies D-1, which it imports\n" in told

    scratch.commit("more")
    for path in ("src/server.py", "tests/test_server.py"):
        (scratch.path / path).unlink()
    assert sync() == 0
    assert "T-2 removed: src/server.py is gone\n" in capsys.readouterr().err
    assert main(["check", "-q"]) == 0
    assert "Server" not in scratch.read("architecture.py")


def test_an_id_that_two_nodes_have_comes_first(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    declared = '    implements = Broker\n    file_path = "src/server.py"\n'
    other = f'class TaskServer(Task):\n    """[T-1] The server."""\n\n{declared}'
    merged = f"{LEDGER}\n\n{other}"
    scratch.write("architecture.py", merged)
    scratch.write("src/server.py", SERVER)
    scratch.run("add", "-A")
    assert main(["sync"]) == 1
    assert scratch.read("architecture.py") == merged  # no second Task for src/server.py
    assert " LED002 " in (err := capsys.readouterr().err)
    assert "archhook sync --renumber" in err
    assert main(["sync", "--renumber", "--base", "HEAD"]) == 0
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    assert scratch.read("architecture.py").count('"src/server.py"') == 1


def test_untracked_files_are_looked_at_where_asked(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/server.py", SERVER)
    assert main(["sync"]) == 0
    assert "1 untracked Python file is left out (src/server.py): `git add`, or --untracked" in capsys.readouterr().err
    assert scratch.read("architecture.py") == LEDGER
    assert sync("--untracked") == 0
    assert "src/server.py" in scratch.read("architecture.py")


def test_a_ledger_that_git_does_not_track(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.run("rm", "-q", "--cached", "architecture.py")
    assert main(["sync"]) == 2
    assert "fix: architecture.py exists but is untracked: `git add architecture.py`" in capsys.readouterr().err


def test_staged_is_the_index(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/client.py", "def publish(): pass\ndef staged(): pass\n")
    scratch.run("add", "-A")
    scratch.write("src/client.py", "def publish(): pass\ndef staged(): pass\ndef later(): pass\n")
    ours = LEDGER.replace('"""[T-1] The client of the broker."""', '"""[T-1] Another text, not staged."""')
    scratch.write("architecture.py", ours)
    assert sync("--staged") == 0
    assert scratch.read("architecture.py") == ours.replace('["publish"]', '["publish", "staged"]')
    assert scratch.run("diff", "--cached", "--name-only") == "src/client.py"  # the index is the user's
    assert "git add architecture.py" in capsys.readouterr().err
    scratch.run("add", "architecture.py")
    assert main(["check", "--staged", "-q"]) == 0


def test_a_planned_task_is_planned_until_all_of_it_is_there(scratch: GitRepo) -> None:
    planned = LEDGER.replace(
        '    functions = ["publish"]\n',
        '    functions = ["publish"]\n\n\nclass Later(Task):\n    """[T-2] Later."""\n\n    implements = Broker\n'
        '    file_path = "src/later.py"\n    functions = ["one", "two"]\n    planned = True\n',
    )
    scratch.write("architecture.py", planned)
    scratch.commit("planned")
    assert sync() == 0
    assert scratch.read("architecture.py") == planned
    scratch.write("src/later.py", "def one(): pass\ndef three(): pass\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert scratch.read("architecture.py") == planned.replace('"one", "two"', '"one", "three", "two"')
    scratch.write("src/later.py", "def one(): pass\ndef two(): pass\ndef three(): pass\n")
    assert sync() == 0
    assert "planned" not in scratch.read("architecture.py")
    assert main(["check", "-q"]) == 0


def test_what_a_plan_that_is_written_in_part_lacks_is_said(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name that came and went is declared still, and only a person knows whether it is a plan."""
    scratch.write("architecture.py", LEDGER.replace('["publish"]\n', '["publish"]\n    planned = True\n'))
    scratch.write("src/client.py", "def other(): pass\n")
    assert main(["sync"]) == 0
    assert "is planned still" not in capsys.readouterr().err  # none of the plan is there: it is in the future
    scratch.write("src/client.py", "def publish(): pass\n")
    assert main(["sync"]) == 0
    mend = "what is not to be written any more, take out of T-1"
    assert f"T-1 is planned still: src/client.py has no other yet; {mend}\n" in capsys.readouterr().err
    scratch.write("architecture.py", scratch.read("architecture.py").replace('["other", "publish"]', '["publish"]'))
    assert sync() == 0
    assert "planned" not in scratch.read("architecture.py")


def test_check_and_diff_write_nothing(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sync", "--check"]) == 0
    assert capsys.readouterr() == ("", "archhook: nothing to sync\n")
    scratch.write("src/client.py", "def publish(): pass\ndef more(): pass\n")
    assert main(["sync", "--check"]) == 1
    assert capsys.readouterr().out == ""
    assert main(["sync", "--diff", "-q"]) == 1
    patch = capsys.readouterr()
    assert patch.err == ""
    assert main(["sync", "--diff", "--check", "-q"]) == 1
    assert capsys.readouterr().out == patch.out
    assert scratch.read("architecture.py") == LEDGER
    done = subprocess.run(["git", "apply"], input=patch.out, text=True, check=False, cwd=scratch.path)
    assert done.returncode == 0
    by_patch = scratch.read("architecture.py")
    scratch.run("checkout", "architecture.py")
    assert main(["sync"]) == 0
    assert scratch.read("architecture.py") == by_patch


def test_new_tests_stand_by_path_whatever_they_verify(scratch: GitRepo) -> None:
    """They name what they verify as the nodes above do."""
    more = (
        '\n\nclass Store(Design):\n    """[D-2] Messages are kept."""\n\n    satisfies = [Delivery]\n'
        '\n\nclass Keeper(Task):\n    """[T-2] The store."""\n\n    implements = Store\n'
        '    file_path = "src/store.py"\n    functions = ["keep"]\n'
    )
    for name, node_id in (("B", "UT-2"), ("D", "UT-3")):
        more += (
            f'\n\nclass Unit{name}(UnitTest):\n    """[{node_id}] Tests."""\n\n    verifies = Store\n'
            f'    test_file = "tests/unit/test_{name.lower()}.py"\n    test_functions = "*"\n'
        )
        scratch.write(f"tests/unit/test_{name.lower()}.py", "def test_x():\n    assert 1 == int()\n")
    scratch.write("architecture.py", LEDGER + more)
    scratch.write("archhook.toml", 'new-ids = "words"\nseverity.TST506 = "off"\n')
    scratch.write("src/store.py", "def keep(): pass\n")
    for name, module in (("a", "client"), ("c", "client"), ("e", "store")):
        scratch.write(f"tests/unit/test_{name}.py", f"import src.{module}\n\n\ndef test_y(): src\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    ledger = scratch.read("architecture.py")
    ids = ("UT-tests.unit.test_a", "UT-2", "UT-tests.unit.test_c", "UT-3", "UT-tests.unit.test_e")
    places = [ledger.index(f"[{one}]") for one in ids]
    assert places == sorted(places)
    assert [ledger[at:].partition("verifies = ")[2].partition("\n")[0] for at in places] == [
        "Broker", "Store", "Broker", "Store", "Store",
    ]  # fmt: skip


def test_words_follow_the_prefix_of_the_neighbour_and_are_counted(scratch: GitRepo) -> None:
    scratch.write("architecture.py", LEDGER.replace("[T-1]", "[APP-T-1]"))
    scratch.write("archhook.toml", 'new-ids = "words"\n')
    for path in ("src/a/b.py", "a/b.py", "src/A-b/2.py"):
        scratch.write(path, f"def run_{len(path)}(): pass\n")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    scratch.commit("more")
    ledger = scratch.read("architecture.py")
    made = dict(re.findall(r'\[(APP-T-[^\]]+)\](?:.|\n)*?file_path = "([^"]+)"', ledger))
    assert made == {
        "APP-T-1": "src/client.py",
        "APP-T-a.b": "a/b.py",
        "APP-T-a.b.2": "src/a/b.py",
        "APP-T-a-b.m2": "src/A-b/2.py",
    }
    scratch.run("mv", "a/b.py", "a/other.py")
    assert sync() == 0
    assert '[APP-T-a.b] The code of a/other.py."""' in scratch.read("architecture.py")  # an id follows no rename


def test_what_cannot_be_judged_is_an_error(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("architecture.py", LEDGER + "\nX = (\n")
    assert main(["sync"]) == 2
    assert "architecture.py" in capsys.readouterr().err
    assert main(["sync", "--renumber"]) == 2
    assert "--base" in capsys.readouterr().err


def test_a_project_below_the_top(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(scratch.path / "sub", KEPT)
    scratch.write("sub/archhook.toml", 'exclude = ["x/"]\n')
    scratch.write("sub/src/client.py", "def publish(): pass\ndef more(): pass\n")
    scratch.run("add", "-A")
    capsys.readouterr()
    assert main(["sync", "--diff", "--config", "sub/archhook.toml"]) == 1
    assert "--- a/sub/architecture.py\n" in capsys.readouterr().out
    assert main(["sync", "--config", "sub/archhook.toml"]) == 0
    assert '["more", "publish"]' in scratch.read("sub/architecture.py")
    assert scratch.read("architecture.py") == LEDGER


def test_outside_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out(tmp_path, KEPT, {"src/server.py": SERVER})
    monkeypatch.chdir(tmp_path)
    assert sync() == 0
    assert "src/server.py" in (tmp_path / "architecture.py").read_text()


def test_a_file_that_is_not_python_is_said_once_and_why(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/new.py", "def (\n")
    scratch.run("add", "-A")
    assert sync() == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "src/new.py" in line]
    assert len({*said}) == 1
    assert "src/new.py cannot be parsed (invalid syntax" in said[0]


def test_every_name_that_git_takes_can_be_declared(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    names = ["back\\slash", "c:x", "c:\\x y", "new\nline", "quo\"te'", " blank ", "{b}", "\x7f\x1b[31m", "b\udce9"]
    for name in names:
        scratch.write(f"src/{name}.py", "X = 1\n")
    scratch.write("tests/test_b\\c.py", "def test_z():\n    assert open\n")
    scratch.run("add", "-A")
    assert main(["check", "-q"]) == 1
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    capsys.readouterr()
    assert main(["list", "--fields", "file"]) == 0
    assert "src/back\\slash.py" in capsys.readouterr().out.splitlines()
    scratch.write("src/lost.py", "")
    scratch.commit("all")
    (scratch.path / "src/back\\slash.py").unlink()
    assert main(["check"]) == 1
    assert "fix: write / between folders, not a backslash\n" in capsys.readouterr().out
