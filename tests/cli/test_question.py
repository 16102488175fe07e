"""`why`, `impact`, `show`, `list`, `diff`, `graph` and `report`, in this process and in real repositories."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.cli import COMMAND, answer, said
from helpers.example import KEPT

from archhook.model.findings import LEDGER_FIRST
from archhook.model.nodes import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

CLIENT = "src/client.py"
LEDGER = "architecture.py"


def test_why_of_a_symbol_from_a_folder_below(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scratch.path / "src")
    code, out, err = said(capsys, "why", "client.py:publish")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "src/client.py:publish (function) is declared by T-1"
    assert [line.split()[-2 if "T-1" in line else -1] for line in out.splitlines() if "─" in line]
    for node_id in ("I-1", "R-1", "D-1", "T-1", "UT-1"):
        assert node_id in out
    told = answer(capsys, "why", "client.py:publish")
    assert (told["kind"], told["owners"], told["chains"]) == ("why", ["T-1"], [["I-1", "R-1", "D-1", "T-1"]])
    assert (told["gap"], told["subject"]["node"], told["subject"]["file"]) == (None, None, CLIENT)


@pytest.mark.parametrize("word", ["notes.txt", "src/extra.py"])
def test_nobody_declares_it_is_exit_1(scratch: GitRepo, capsys: pytest.CaptureFixture[str], word: str) -> None:
    scratch.commit(files={"notes.txt": "x\n", "src/extra.py": "def f():\n    pass\n"})
    code, out, _ = said(capsys, "why", word)
    assert code == 1
    assert "nobody answers for it" in out
    assert "fix: " in out
    assert answer(capsys, "why", word)["owners"] == []


@pytest.mark.parametrize(
    "word", ["{root}/src/client.py", "./client.py", "../src/client.py", "{root}/tests/../src/client.py"]
)
@pytest.mark.parametrize("inside", ["", ":publish", ":1"])
def test_paths_are_taken_as_they_are_typed(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, word: str, inside: str
) -> None:
    (scratch.path.parent / "linked").symlink_to(scratch.path)
    monkeypatch.chdir(scratch.path / "src")
    for root in (scratch.path, scratch.path.parent / "linked"):
        named = word.format(root=root) + inside
        told = answer(capsys, "why", named)
        assert (told["subject"]["asked"], told["subject"]["file"], told["owners"]) == (named, CLIENT, ["T-1"])
        assert answer(capsys, "show", named)["node"]["id"] == "T-1"
        assert answer(capsys, "impact", named)["changed"] == ["T-1"]
        assert answer(capsys, "brief", named)["node"]["id"] == "T-1"
        assert said(capsys, "graph", named, "--depth", "0")[1].count("T-1") == 1
        assert said(capsys, "claim", named)[0] == said(capsys, "release", "T-1")[0] == 0
        assert "T-1" in said(capsys, "move", named, "D-1", "--diff")[2]
        assert said(capsys, "check", named.removesuffix(inside))[0] == 0


def test_a_path_outside_the_project_is_said_to_be(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = said(capsys, "why", "/etc/passwd")
    assert (code, "archhook: /etc/passwd lies outside the project\n" in err) == (2, True)


@pytest.mark.parametrize("folder", ["", "src"])
@pytest.mark.parametrize("word", ["src/client.py:publish", "publish", "client.publish", "src.client.publish", "Client"])
def test_the_questions_take_the_same_words(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: str, word: str
) -> None:
    monkeypatch.chdir(scratch.path / folder)
    if word == "Client":  # the class of T-1 in the ledger
        assert answer(capsys, "why", word)["subject"]["node"] == "T-1"
    else:
        told = answer(capsys, "why", word)["subject"]
        assert told == {"asked": word, "node": None, "file": CLIENT, "symbol": "publish", "line": None}
    assert answer(capsys, "why", word)["owners"] == ["T-1"]
    assert answer(capsys, "show", word)["node"]["id"] == "T-1"
    assert answer(capsys, "impact", word)["changed"] == ["T-1"]
    assert answer(capsys, "brief", word)["node"]["id"] == "T-1"
    code, out, _ = said(capsys, "graph", word, "--depth", "0")
    assert (code, out.count("T-1")) == (0, 1)


@pytest.mark.parametrize(
    ("words", "message", "fix"),
    [
        (["why", "src/clinet.py"], "no file of the snapshot", "did you mean src/client.py?"),
        (["why", "T-9"], "the ledger has no node T-9", "did you mean T-1?"),
        (["why"], "nothing to ask about", "archhook why"),
        (["show", "src/part2.py"], "no file of the snapshot", "`archhook list --fields id,file` names"),
        (["show"], "nothing to show", "archhook list"),
        (["impact"], "nothing to ask about", "--since main"),
        (["impact", "T-1", "--since", "HEAD"], "exclude each other", "archhook impact D-2"),
        (["impact", LEDGER], "is the ledger", "--since HEAD"),
        (["impact", "--since", "nowhere"], "'nowhere' names no commit", "git log"),
        (["list", "--fields", "id,stat"], "a node has no field 'stat'", "did you mean state?"),
        (["list", "--kind", "desing"], "--kind cannot be 'desing'", "did you mean --kind design?"),
        (["diff", "HEAD...HEAD"], "merge base", "A..B"),
        (["diff", ".."], "no revision", "A..B"),
        (["graph", "D-1", "--depth", "two"], "--depth cannot be 'two'", "--depth 2"),
        (["graph", "--depth", "2"], "needs a node", "archhook graph D-2"),
        (
            ["graph", "--imports", "--kind", "all"],
            "--imports and --kind exclude each other",
            "archhook graph --imports",
        ),
        (["graph", "--imports", "I-1"], "I-1 is no Design", "archhook list --kind design"),
        (["why", "D-1", "T-1"], "D-1 is named twice", "archhook why D-1"),
        (["why", "D-1", "I-1"], "I-1 is no Design", "archhook list --kind design"),
        (["graph", "--kind", "design,tsak"], "--kind cannot be 'tsak'", "did you mean --kind task?"),
        (["why", "D-1", "--rev", "HEAD", "--staged"], "exclude each other", ""),
    ],
)
def test_what_cannot_be_asked_is_exit_2(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str], message: str, fix: str
) -> None:
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert fix in err


@pytest.mark.parametrize(
    "words",
    [
        ["why", "D-1"],
        ["impact", "D-1"],
        ["show", "D-1"],
        ["list"],
        ["diff"],
        ["graph"],
        ["report"],
        ["whatif", "D-1"],
        ["whatif"],
    ],
)
def test_an_unreadable_ledger_is_exit_2(scratch: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    scratch.write(LEDGER, "import os\n\n\nclass A(os.environ['X']):\n    pass\n\n\nx = [\n")
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert "architecture.py:" in err
    assert "LED001" in err
    if words[0] != "report":
        code, out, _ = said(capsys, *words, "--format", "json")
        assert code == 2
        (finding,) = json.loads(said(capsys, "check", "--format", "json")[1])["findings"]
        told = {key: finding[key] for key in ("path", "line", "column", "fix")}
        error = {"message": f"LED001 {finding['message']}", **told}
        assert json.loads(out) == {"schema_version": 1, "kind": "failure", "ok": False, "error": error}


@pytest.mark.parametrize(
    "words",
    [["why", CLIENT], ["why", "D-1"], ["impact", CLIENT], ["impact", "--since", "HEAD"], ["budget"], ["show", "D-1"],
     ["list"], ["list", "--fields", "id"], ["diff"], ["graph"], ["brief", "D-1"], ["ready"], ["prime"],
     ["whatif", "D-1"], ["whatif"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "json"])
def test_every_answer_about_a_ledger_that_is_not_sound_says_so(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str], form: str
) -> None:
    if form == "json":
        words = [*words, "--format", "json"] if words[0] not in ("prime", "show") else words
    _, out, err = said(capsys, *words)
    assert LEDGER_FIRST not in out + err
    scratch.write(LEDGER, KEPT[LEDGER].replace("verifies = Broker", 'verifies = "D-99"', 1))
    _, out, err = said(capsys, *words)
    assert LEDGER_FIRST in out + err


def test_since_a_revision_without_a_ledger_everything_is_new(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo("young")
    repo.commit(files={"README.md": "hello\n"})
    repo.commit(files=KEPT)
    monkeypatch.chdir(repo.path)
    note = "archhook: HEAD~1 has no ledger yet: every node is new\n"
    code, out, err = said(capsys, "diff", "HEAD~1")
    assert (code, err) == (0, note)
    assert all(f"{one} " in out for one in ("I-1", "R-1", "D-1", "T-1"))
    told = answer(capsys, "diff", "HEAD~1..HEAD")
    everything = [one["id"] for one in answer(capsys, "list")["nodes"]]
    assert [one["id"] for one in told["added"]] == everything
    assert (told["removed"], told["changed"]) == ([], [])
    assert sorted(answer(capsys, "impact", "--since", "HEAD~1", "-q")["changed"]) == sorted(everything)
    assert said(capsys, "impact", "--since", "HEAD~1", "-q")[2] == ""
    assert said(capsys, "report", "--since", "HEAD~1")[0] == 0
    assert said(capsys, "diff", "HEAD..HEAD~1")[0] == 2  # where there is nothing, nothing can be asked
    assert said(capsys, "diff", "nowhere")[0] == 2


def test_show_and_list(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "show", "t-1".upper())
    assert code == 0
    assert "implements      D-1 One broker keeps the order" in out
    told = answer(capsys, "show", "T-1")
    assert told["node"]["links"] == {"implements": ["D-1"]}
    assert told["node"]["level"] is None
    rows = [line.split("\t") for line in said(capsys, "list")[1].splitlines()]
    assert [row[0] for row in rows] == [node["id"] for node in answer(capsys, "list")["nodes"]]
    assert {row[1] for row in rows} == set(KINDS)
    assert said(capsys, "list", "--kind", "task", "--fields", "id,file,functions")[1] == (
        "T-1\tsrc/client.py\tpublish\n"
    )


def test_graph_and_report_are_written(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "graph", "D-1", "--depth", "1")
    assert (code, out.splitlines()[0]) == (0, "flowchart LR")
    assert said(capsys, "graph", "--format", "dot")[1].startswith("digraph architecture {")
    assert [one["id"] for one in answer(capsys, "graph")["nodes"]] == ["D-1"]
    asked = ("graph", "--kind", "design", "--kind", "intent,task")
    assert [one["id"] for one in answer(capsys, *asked)["nodes"]] == ["I-1", "D-1", "T-1"]
    assert len(answer(capsys, "graph", "--kind", "all")["nodes"]) == len(answer(capsys, "list")["nodes"])
    code, out, err = said(capsys, "report", "--since", "HEAD", "-o", "out.html")
    assert (code, out) == (0, "")
    assert "out.html" in err
    assert (scratch.path / "out.html").read_text().startswith("<!DOCTYPE html>")
    page = said(capsys, "report", "--since", "HEAD", "-o", "-")[1]
    assert page == (scratch.path / "out.html").read_text()


BROKER = """

class Storage(Design):
    \"\"\"[D-2] A file keeps what was said.\"\"\"

    satisfies = [Delivery]


class Store(Task):
    \"\"\"[T-2] The store.\"\"\"

    implements = Storage
    file_path = "src/store.py"
    functions = ["keep"]
"""


def test_what_is_declared_and_what_is_imported(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    imports = "from store import keep\nimport importlib\n\n\ndef publish(): importlib.import_module(NAME)\n"
    files = {LEDGER: KEPT[LEDGER] + BROKER, "src/store.py": "def keep(): pass\n", CLIENT: imports}
    scratch.commit(files=files)
    code, out, _ = said(capsys, "graph", "--imports")
    assert (code, out.splitlines()[0]) == (0, "flowchart LR")
    assert 'n0 ==>|"1"| n1' in out
    assert "style=bold" in said(capsys, "graph", "--imports", "D-1", "--format", "dot")[1]
    told = json.loads(said(capsys, "graph", "--imports", "D-2", "--format", "json")[1])
    edge = {"from": CLIENT, "to": "src/store.py", "kind": "run", "line": 1, "symbol": "keep"}
    whole = edge | {"designs": [["D-1"], ["D-2"]], "covered": False}
    assert told == {"schema_version": 1, "kind": "imports", "edges": [whole]}
    code, out, _ = said(capsys, "why", "D-1", "D-2")
    assert (code, "src/client.py:1 imports keep of src/store.py" in out) == (0, True)
    assert answer(capsys, "why", CLIENT, "src/store.py")["depends"]["imports"] == [edge]
    scratch.write(CLIENT, KEPT[CLIENT])
    assert said(capsys, "why", "D-1", "D-2")[0] == 1
    scratch.write(CLIENT, imports)
    assert "1 dynamic import of it cannot be known" in said(capsys, "why", CLIENT)[1]
    assert answer(capsys, "why", CLIENT)["unknown_imports"] == 1
    assert answer(capsys, "impact", "src/store.py:keep")["importers"] == [{"file": CLIENT, "steps": 1, "by": edge}]
    assert "imported by 1 file\n  src/client.py:1 imports keep of src/store.py" in said(capsys, "impact", "T-2")[1]


@pytest.mark.slow
def test_no_order_of_a_set_is_seen(scratch: GitRepo) -> None:
    """Set orders differ from process to process with the seed of string hashes; what is written does not."""
    several = range(15)
    scratch.commit(files={f"src/extra{number}.py": f"X = {number}\n" for number in several})
    task = (
        '\n\nclass C{0}(Task):\n    """[T-{0}0] One."""\n    implements = Broker\n    file_path = "src/extra{0}.py"\n'
    )
    scratch.write(LEDGER, KEPT[LEDGER] + "".join(map(task.format, several[2:])))
    for number in several:
        scratch.write(f"src/extra{number}.py", f"Y = {number}\n")
    (scratch.path / "tests" / "test_client.py").unlink()
    since = ["impact", "--since", "HEAD"]
    for question in (
        [*since, "--tests"], since, ["impact", "D-1", "--tests"], ["why", "D-1"], ["diff"], ["brief", "D-1"], ["ready"],
        ["prime"], ["graph"], ["whatif"], ["whatif", "D-9", "--requires", "D-1"], ["check"],
        ["check", "-v"], ["sync", "--check"],
    ):  # fmt: skip
        told = []
        for seed in ("1", "2"):
            done = subprocess.run(
                [COMMAND, *question, "--no-cache"], cwd=scratch.path, env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            told.append((done.returncode, done.stdout, re.sub(r"\d+ ms|[\d.]+ s\b", "", done.stderr)))
        assert told[0] == told[1], question


def test_a_word_that_means_nothing_may_be_what_the_ledger_leaves_out(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write(LEDGER, KEPT[LEDGER].replace("[T-1] The", "[X-1] The", 1))
    for words in (["show", "T-1"], ["why", "T-1"], ["brief", "T-1"], ["impact", "T-1"], ["show", CLIENT]):
        code, out, err = said(capsys, *words)
        assert (code, out, err.startswith(f"archhook: {LEDGER_FIRST}\n")) == (2, "", True)
    scratch.commit()
    scratch.commit(files={LEDGER: KEPT[LEDGER]})
    for words in (["diff", "HEAD~1"], ["diff", "HEAD~1..HEAD"], ["impact", "--since", "HEAD~1"]):
        code, _, err = said(capsys, *words)
        assert (code, err) == (0, f"archhook: at HEAD~1, {LEDGER_FIRST}\n")
        assert said(capsys, *words, "-q")[2] == ""
    assert said(capsys, "diff", "HEAD")[2] == ""
