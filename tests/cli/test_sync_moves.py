"""`archhook sync` where files move: their nodes follow."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from helpers.example import LEDGER
from helpers.syncing import SERVER, sync

from archhook.cli.main import main
from archhook.ledger.source import read_ledger
from archhook.project.baseline import parse
from archhook.project.baseline_edits import following

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo


@pytest.mark.parametrize("committed", [False, True])
def test_a_file_is_followed_when_it_moves(
    scratch: GitRepo, committed: bool, capsys: pytest.CaptureFixture[str]
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


def test_an_interface_follows_the_files_that_it_names(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    entries = '["publish", "src/client.py", "src/client.py:publish", "src/"]'
    broker = "    satisfies = [Delivery]\n"
    assert broker in scratch.read("architecture.py")
    described = scratch.read("architecture.py").replace(broker, f"{broker}    interface = {entries}\n")
    scratch.write("architecture.py", described)
    scratch.commit("interface")
    scratch.run("mv", "src/client.py", "src/user.py")
    assert sync() == 0
    nodes = read_ledger({"architecture.py": scratch.read("architecture.py").encode()}, "architecture.py").nodes
    (design,) = (node for node in nodes if node.id == "D-1")
    assert {one.name for one in design.declared("interface")} == {
        "publish", "src/user.py", "src/user.py:publish", "src/",
    }  # fmt: skip
    assert "D-1: +interface src/user.py, src/user.py:publish; -interface src/client.py" in capsys.readouterr().err
    assert sync() == 0


@pytest.mark.parametrize("length", range(58, 76))
def test_a_file_is_followed_wherever_the_line_of_its_title_breaks(scratch: GitRepo, length: int) -> None:
    old, new = (f"src/{letter * length}.py" for letter in "ab")
    scratch.write("archhook.toml", 'new-ids = "words"\n')
    scratch.write(old, "def serve(): pass\n")
    scratch.commit("a long name")
    assert sync() == 0
    before = scratch.read("architecture.py")
    scratch.run("mv", old, new)
    assert sync() == 0
    assert scratch.read("architecture.py") == before.replace(old, new)


def test_what_moved_where_git_does_not_look_is_left(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    os.rename("src/client.py", "src/moved.py")
    scratch.write("src/moved.py", "def publish(): pass\ndef other(): pass\n")
    assert main(["sync"]) == 1
    assert scratch.read("architecture.py") == LEDGER
    assert "left to you:" in capsys.readouterr().err
    scratch.run("add", "-A")
    assert sync() == 0
    assert 'file_path = "src/moved.py"' in scratch.read("architecture.py")


@pytest.mark.parametrize("text", ["def build(): pass\n", "def build(:\n"])
def test_what_was_left_out_before_it_moved_is_said(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    scratch.write("archhook.toml", 'exclude = ["/docs/"]\n')
    scratch.write("docs/conf.py", text)
    scratch.commit("docs")
    assert main(["sync"]) == 0
    scratch.run("mv", "docs", "manual")
    main(["sync"])
    assert "; `exclude` leaves out docs/conf.py, which it was" in capsys.readouterr().err


def test_a_file_that_git_tracks_no_longer_is_not_said_to_have_moved(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.run("rm", "--cached", "src/client.py")
    assert main(["sync"]) == 1
    assert "src/client.py (T-1) is there, but git does not track it: `git add src/client.py`" in capsys.readouterr().err
    assert scratch.read("architecture.py") == LEDGER


@pytest.mark.parametrize(
    "doc", [".. dialect:: mssql+x\n    :name: x", ". A", "...", "! no", "-- x", "#", "[R-1] x", "'"]
)
def test_a_docstring_that_makes_no_name_is_no_title(doc: str, scratch: GitRepo) -> None:
    scratch.write("src/server.py", f'"""\n{doc}\n"""\n')
    scratch.commit("server")
    assert sync() == 0
    assert '"""[T-2] The code of src/server.py."""' in scratch.read("architecture.py")
    assert main(["check", "-q"]) == 0


def test_a_sentence_that_sync_wrote_follows_the_file_and_a_persons_stays(scratch: GitRepo) -> None:
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


def test_of_all_tasks_of_a_design_the_last_one_stays(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/server.py", SERVER)
    scratch.write("tests/test_server.py", "from src.server import serve\n\n\ndef test_serve():\n    serve()\n")
    scratch.commit("server")
    sync()
    scratch.commit("synced")
    scratch.run("rm", "-q", "src/server.py", "src/client.py", "tests/test_server.py")
    capsys.readouterr()
    assert main(["sync"]) == 1
    told = capsys.readouterr().err
    assert "left to you: T-1 declares src/client.py, which is gone, but no other Task implements D-1: " in told
    assert "T-2 removed: src/server.py is gone\n" in told
    assert "UT-2 removed: tests/test_server.py is gone\n" in told


def test_a_file_that_moves_to_where_it_does_not_fit_is_asked_about(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    web = 'class Web(Design):\n    """[D-2] The pages."""\n\n    satisfies = [Delivery]\n\n\n'
    page = "".join(
        f'class Page{n}(Task):\n    """[T-{n}] A page."""\n\n'
        f'    implements = Web\n    file_path = "web/page{n}.py"\n\n\n'
        for n in (2, 3)
    )
    scratch.write("architecture.py", LEDGER.replace("class Client(Task)", f"{web}{page}class Client(Task)"))
    scratch.write("web/page2.py", "")
    scratch.write("web/page3.py", "")
    scratch.write("src/other.py", SERVER)
    scratch.run("add", "-A")
    assert main(["sync"]) == 1
    scratch.commit("two Designs")
    os.mkdir("tests/integration")
    scratch.run("mv", "src/client.py", "web/client.py")
    scratch.run("mv", "tests/test_client.py", "tests/integration/test_client.py")
    capsys.readouterr()
    assert main(["sync"]) == 1
    told = capsys.readouterr().err
    question = "implements D-1 still, where most implement D-2: check this"
    assert f"T-1 (web/client.py): follows src/client.py to web/client.py; {question}\n" in told
    moved = "follows tests/test_client.py to tests/integration/test_client.py"
    where = "UT-1 (tests/integration/test_client.py)"
    assert f"{where}: {moved}; is a unit test still, in a folder of integration tests: check this\n" in told
    assert f"IT-1 (tests/integration/test_client.py): {moved}\n" in told


@pytest.mark.parametrize(("to", "asked"), [("src/renamed.py", False), ("web/renamed.py", True)])
def test_a_design_is_asked_about_only_in_another_folder(
    scratch: GitRepo, to: str, asked: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the same folder a person has chosen it."""
    nodes = [("Web", "src/odd.py", "odd"), ("Broker", "src/more.py", "more")]
    nodes += [("Broker", f"web/{name}.py", name) for name in ("one", "two")]
    ledger = LEDGER + '\n\nclass Web(Design):\n    """[D-2] Pages."""\n\n    satisfies = [Delivery]\n'
    ledger += '    waives = {"TST505": "later", "TST506": "later"}\n'
    for number, (design, path, name) in enumerate(nodes, 2):
        scratch.write(path, f"def {name}(): pass\n")
        ledger += f'\n\nclass {name.capitalize()}(Task):\n    """[T-{number}] {name}."""\n\n    implements = {design}\n'
        ledger += f'    file_path = "{path}"\n    functions = ["{name}"]\n'
    scratch.write("architecture.py", ledger)
    scratch.commit("two Designs")
    assert main(["check", "-q"]) == 0
    scratch.run("mv", "src/odd.py", to)
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    said = capsys.readouterr().err
    assert f"follows src/odd.py to {to}" in said
    assert ("implements D-2 still, where most implement D-1: check this" in said) == asked


@pytest.mark.parametrize("unstaged", [False, True])
def test_entries_of_the_baseline_follow_a_file_that_moves(
    scratch: GitRepo, unstaged: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever side of an entry the file is: what is frozen stays frozen, with the reason beside it."""
    baseline = "archhook-baseline.txt"
    extra = scratch.read("src/client.py") + "\n\ndef extra():\n    pass\n"
    scratch.commit("frozen", files={"src/client.py": extra})
    assert main(["baseline", "--accept", "INV407", "--because", "in May"]) == 0
    mine = "# mine\nINV407 T-9 src/other.py x\n"
    scratch.write(baseline, scratch.read(baseline) + mine * unstaged)
    scratch.run("add", baseline)
    if not unstaged:
        scratch.commit("baseline")
        assert main(["check", "-q"]) == 0
    (entry,) = (line for line in scratch.read(baseline).splitlines() if "src/client.py" in line)
    scratch.run("mv", "src/client.py", "src/user.py")
    capsys.readouterr()
    assert main(["sync"]) == unstaged  # that entry of mine is stale
    said = capsys.readouterr().err
    assert f"archhook: {baseline}: 1 entry follows what moved\n" in said
    assert f"archhook: {baseline}, architecture.py changed\n" in said
    assert entry.replace("src/client.py", "src/user.py") in scratch.read(baseline).splitlines()
    assert "in May" in entry and "src/client.py" not in scratch.read(baseline)
    assert scratch.read(baseline).count("# mine") == unstaged
    assert main(["check", "-q"]) == main(["check", "-q", "--no-cache"]) == unstaged


def test_both_files_of_a_frozen_import_are_followed() -> None:
    text = '# why\nDEP203 - src/a.py src/b.py x2 # so\n\nINV407 T-1 "src/c d.py" x\n'
    moved = {"src/a.py": "src/z.py", "src/b.py": "src/b b.py", "src/c d.py": "src/c.py"}
    entries = parse("baseline", text.encode()).entries
    assert following(text, entries, moved) == (
        '# why\n\nDEP203 - src/z.py "src/b b.py" x2 # so\nINV407 T-1 src/c.py x\n',
        2,
    )
    assert following(text, entries, {"src/x.py": "y"}) == (text, 0)


def test_helpers_of_tests_that_moved_are_no_code(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    """`git mv tests test`: by the default patterns what lies below is code now."""
    scratch.commit("helper", files={"tests/helper.py": "def help():\n    pass\n"})
    assert main(["check", "-q"]) == 0
    scratch.run("mv", "tests", "test")
    capsys.readouterr()
    assert main(["sync"]) == 1
    said = capsys.readouterr().err
    assert "test/helper.py first, would be code of the product by the configuration" in said
    assert "T-2" not in scratch.read("architecture.py")
    setting = re.search(r"write `(tests = .*?)` there", said)
    assert setting
    settings = scratch.read("archhook.toml") if (scratch.path / "archhook.toml").exists() else ""
    scratch.write("archhook.toml", f"{setting[1]}\n{settings}")
    scratch.run("add", "-A")
    assert sync() == 0
    assert main(["check", "-q"]) == 0
    assert "test/test_client.py" in scratch.read("architecture.py")
