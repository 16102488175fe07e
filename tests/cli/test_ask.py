"""`why`, `impact`, `show`, `list`, `diff`, `graph` and `report`, in this process and in real repositories."""

from __future__ import annotations

import json
import os
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import COMMAND, said
from helpers.example import KEPT
from helpers.synthetic import project

from archhook.cache.cache import Store
from archhook.cache.treemap import TreeMap
from archhook.model.findings import LEDGER_FIRST
from archhook.model.nodes import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

CLIENT, LEDGER = "src/client.py", "architecture.py"


def document(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, _ = said(capsys, *words, "--format", "json")
    assert code in (0, 1)
    assert out.count("\n") == 1
    assert said(capsys, *words, "--format", "json")[1] == out  # byte by byte
    loaded: dict[str, Any] = json.loads(out)
    assert loaded["schema_version"] == 1
    return loaded


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
    told = document(capsys, "why", "client.py:publish")
    assert (told["kind"], told["owners"], told["chains"]) == ("why", ["T-1"], [["I-1", "R-1", "D-1", "T-1"]])
    assert (told["gap"], told["subject"]["node"], told["subject"]["file"]) == (None, None, CLIENT)


@pytest.mark.parametrize("word", ["notes.txt", "src/extra.py"])
def test_nobody_declares_it_is_exit_1(scratch: GitRepo, capsys: pytest.CaptureFixture[str], word: str) -> None:
    scratch.commit(files={"notes.txt": "x\n", "src/extra.py": "def f():\n    pass\n"})
    code, out, _ = said(capsys, "why", word)
    assert code == 1
    assert "nobody answers for it" in out
    assert "fix: " in out
    assert document(capsys, "why", word)["owners"] == []


@pytest.mark.parametrize("folder", ["", "src"])
@pytest.mark.parametrize("word", ["src/client.py:publish", "publish", "client.publish", "src.client.publish", "Client"])
def test_the_questions_take_the_same_words(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, folder: str, word: str
) -> None:
    monkeypatch.chdir(scratch.path / folder)
    if word == "Client":  # the class of T-1 in the ledger
        assert document(capsys, "why", word)["subject"]["node"] == "T-1"
    else:
        told = document(capsys, "why", word)["subject"]
        assert told == {"asked": word, "node": None, "file": CLIENT, "symbol": "publish", "line": None}
    assert document(capsys, "why", word)["owners"] == ["T-1"]
    assert document(capsys, "show", word)["node"]["id"] == "T-1"
    assert document(capsys, "impact", word)["changed"] == ["T-1"]
    assert document(capsys, "brief", word)["node"]["id"] == "T-1"
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
    "words", [["why", "D-1"], ["impact", "D-1"], ["show", "D-1"], ["list"], ["diff"], ["graph"], ["report"]]
)
def test_an_unreadable_ledger_is_exit_2(scratch: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    scratch.write(LEDGER, "import os\n\n\nclass A(os.environ['X']):\n    pass\n\n\nx = [\n")
    code, out, err = said(capsys, *words)
    assert (code, out) == (2, "")
    assert "architecture.py:" in err
    assert "LED001" in err
    if words[0] not in ("graph", "report"):
        code, out, _ = said(capsys, *words, "--format", "json")
        assert code == 2
        (finding,) = json.loads(said(capsys, "check", "--format", "json")[1])["findings"]
        told = {key: finding[key] for key in ("path", "line", "column", "fix")}
        error = {"message": f"LED001 {finding['message']}", **told}
        assert json.loads(out) == {"schema_version": 1, "kind": "failure", "ok": False, "error": error}


def test_impact_prints_tests_as_pytest_takes_them(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    code, out, _ = said(capsys, "impact", "--since", "HEAD", "--tests")
    assert code == 0
    tests = out.splitlines()
    for test in tests:
        path, _, name = test.partition("::")
        assert f"def {name}" in (scratch.path / path).read_text()
    assert tests == document(capsys, "impact", CLIENT)["tests"]
    monkeypatch.chdir(scratch.path / "src")
    below = said(capsys, "impact", "client.py", "--tests")[1].splitlines()
    assert below == [f"../{test}" for test in tests]
    told = document(capsys, "impact", "--since", "HEAD")
    assert told["changed"] == ["T-1"]
    assert {one["id"] for one in told["reached"]} >= {"I-1", "R-1", "D-1", "T-1"}


def test_no_test_to_run_is_no_failure_and_is_explained(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    since = ("impact", "--since", "HEAD", "--tests")
    nothing = "archhook: no test to run: no node and no file of one differs\n"
    assert said(capsys, *since) == (0, "", nothing)
    assert said(capsys, *since, "-q") == (0, "", "")
    assert said(capsys, "impact", "--since", "HEAD") == (0, "nothing is reached\n", "")
    scratch.write("notes.txt", "x\n")
    scratch.run("add", "-A")
    also = "a test that reads notes.txt is not known: no node declares it\n"
    assert said(capsys, *since) == (0, "", f"{nothing[:-1]}; {also}")
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    code, out, err = said(capsys, *since)
    assert (code, bool(out), err) == (0, True, f"archhook: {also}")
    for path in KEPT:
        if path.startswith("tests/"):
            (scratch.path / path).unlink()
    why = "no test to run: no Test that is there verifies what a change of T-1 reaches\n"
    assert said(capsys, "impact", "T-1", "--tests") == (0, "", f"archhook: {why}")


@pytest.mark.parametrize("path", ["src/extra.py", "vendor/x.py", "tests/helper.py", "pyproject.toml", "archhook.toml"])
@pytest.mark.parametrize("gone", [False, True], ids=["there", "gone"])
def test_where_the_tests_of_a_change_are_not_known_none_is_printed(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], path: str, gone: bool
) -> None:
    pyproject = "[tool.pytest.ini_options]\n"
    settings = {"archhook.toml": 'exclude = ["vendor"]\n', "pyproject.toml": pyproject}
    scratch.commit(files=settings | dict.fromkeys(("src/extra.py", "vendor/x.py", "tests/helper.py"), "X = 1\n"))
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    since = ("impact", "--since", "HEAD", "--tests")
    assert said(capsys, *since)[0] == 0
    if gone:
        (scratch.path / path).unlink()
    else:
        scratch.write(path, (scratch.path / path).read_text() + "# a change\n")
    code, out, err = said(capsys, *since, "-q")
    assert (code, out) == (2, "")
    assert f"which tests to run is not known: no node declares {path}" in err
    assert path in document(capsys, "impact", "--since", "HEAD")["undeclared"]
    if not gone and path.endswith(".py"):
        assert said(capsys, "impact", path, "--tests")[:2] == (2, "")


def test_a_test_file_that_is_gone_leaves_nothing_to_run(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.commit(files={"tests/test_more.py": "def test_more():\n    pass\n"})
    (scratch.path / "tests/test_more.py").unlink()
    assert said(capsys, "impact", "--since", "HEAD", "--tests")[:2] == (0, "")


def test_a_changed_test_file_is_run_whole_where_not_all_of_it_is_declared(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "tests/test_client.py"
    scratch.write(path, KEPT[path] + "# a change\n")
    since = ("impact", "--since", "HEAD", "--tests")
    assert all(test.startswith(f"{path}::") for test in said(capsys, *since)[1].splitlines())
    scratch.write(path, KEPT[path] + "def test_more():\n    pass\n")
    assert said(capsys, *since)[:2] == (0, f"{path}\n")
    assert said(capsys, "impact", path, "--tests")[:2] == (0, f"{path}\n")


@pytest.mark.parametrize(
    ("written", "instead"), [("verifies = Broker", 'verifies = "D-99"'), ("[T-1] The", "[X-1] The")]
)
def test_a_ledger_that_is_not_sound_cannot_tell_which_tests_to_run(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], written: str, instead: str
) -> None:
    scratch.commit(files={LEDGER: KEPT[LEDGER].replace(written, instead, 1)})
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    (first, *_) = json.loads(said(capsys, "check", "--format", "json")[1])["findings"]
    for words in (["--since", "HEAD"], [CLIENT], ["D-1"], ["--since", "HEAD", "--no-cache"]):
        code, out, err = said(capsys, "impact", *words, "--tests", "-q")
        assert (code, out) == (2, "")
        assert f"architecture.py:{first['line']}:" in err
        assert "which tests to run is not known, as the ledger is not sound" in err
        assert first["code"] in err
        assert "until then run all tests" in err
    scratch.commit(files={LEDGER: KEPT[LEDGER]})
    assert said(capsys, "impact", "--since", "HEAD", "--tests")[0] == 0
    assert said(capsys, "impact", "--since", "HEAD~1", "--tests")[:2] == (2, "")  # what was lost is not known


@pytest.mark.parametrize(
    "words",
    [["why", CLIENT], ["why", "D-1"], ["impact", CLIENT], ["impact", "--since", "HEAD"], ["budget"], ["show", "D-1"],
     ["list"], ["list", "--fields", "id"], ["diff"], ["graph"], ["brief", "D-1"], ["ready"], ["prime"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "json"])
def test_every_answer_about_a_ledger_that_is_not_sound_says_so(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str], form: str
) -> None:
    if form == "json":
        words = [*words, "--format", "json"] if words[0] not in ("graph", "prime", "show") else words
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
    told = document(capsys, "diff", "HEAD~1..HEAD")
    everything = [one["id"] for one in document(capsys, "list")["nodes"]]
    assert [one["id"] for one in told["added"]] == everything
    assert (told["removed"], told["changed"]) == ([], [])
    assert sorted(document(capsys, "impact", "--since", "HEAD~1", "-q")["changed"]) == sorted(everything)
    assert said(capsys, "impact", "--since", "HEAD~1", "-q")[2] == ""
    assert said(capsys, "report", "--since", "HEAD~1")[0] == 0
    assert said(capsys, "diff", "HEAD..HEAD~1")[0] == 2  # where there is nothing, nothing can be asked
    assert said(capsys, "diff", "nowhere")[0] == 2


def test_show_and_list(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "show", "t-1".upper())
    assert code == 0
    assert "implements      D-1 One broker keeps the order" in out
    told = document(capsys, "show", "T-1")
    assert told["node"]["links"] == {"implements": ["D-1"]}
    assert told["node"]["level"] is None
    rows = [line.split("\t") for line in said(capsys, "list")[1].splitlines()]
    assert [row[0] for row in rows] == [node["id"] for node in document(capsys, "list")["nodes"]]
    assert {row[1] for row in rows} == set(KINDS)
    assert said(capsys, "list", "--kind", "task", "--fields", "id,file,functions")[1] == (
        "T-1\tsrc/client.py\tpublish\n"
    )


def test_the_snapshot_that_is_asked(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    name = "[D-1] One broker keeps the order"
    scratch.write(LEDGER, KEPT[LEDGER].replace(name, "[D-1] Staged"))
    scratch.run("add", "-A")
    scratch.write(LEDGER, KEPT[LEDGER].replace(name, "[D-1] In the work tree"))
    listed = ["list", "--kind", "design", "--fields", "name"]
    assert said(capsys, *listed)[1] == "In the work tree\n"
    assert said(capsys, *listed, "--staged")[1] == "Staged\n"
    assert said(capsys, *listed, "--rev", "HEAD")[1] == "One broker keeps the order\n"
    assert said(capsys, *listed, "--no-cache")[1] == "In the work tree\n"
    code, out, _ = said(capsys, "diff")
    assert (code, out.splitlines()[0]) == (0, "~ D-1 In the work tree")
    assert "name: One broker keeps the order -> In the work tree" in out
    scratch.commit()
    assert said(capsys, "diff", "HEAD")[1] == "no node differs\n"
    assert said(capsys, "diff", "HEAD~1..HEAD")[1] == out
    told = document(capsys, "diff", "HEAD..HEAD~1")
    assert (told["from"], told["to"], [one["id"] for one in told["changed"]]) == ("HEAD", "HEAD~1", ["D-1"])


def test_an_untracked_file_is_asked_with_the_option(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.write("src/brand_new.py", "")
    code, _, err = said(capsys, "why", "src/brand_new.py")
    assert (code, "needs `git add` or --untracked" in err) == (2, True)
    assert said(capsys, "why", "src/brand_new.py", "--untracked")[0] == 1
    for option in (["--untracked"], ["--staged"], ["--rev", "HEAD"]):
        code, _, err = said(capsys, "why", "src/no/such/thing.py", *option)
        assert (code, "--untracked" in err, "`archhook list --fields id,file`" in err) == (2, False, True)
    code, _, err = said(capsys, "claim", "src/brand_new.py")  # an agent's new file is seen by itself
    assert (code, "no node answers for src/brand_new.py" in err) == (2, True)


def test_a_project_below_the_top(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files={f"apps/chat/{path}": text for path, text in KEPT.items()} | {"apps/chat/archhook.toml": ""})
    monkeypatch.chdir(made.path / "apps" / "chat" / "src")
    config = ("--config", "apps/chat/archhook.toml")
    told = document(capsys, "why", "client.py", *config)
    assert told["owners"] == ["T-1"]
    assert {node["path"] for node in told["nodes"]} == {"apps/chat/architecture.py"}
    for folder in ("", "apps", "apps/chat/src"):  # as findings name it, from wherever
        monkeypatch.chdir(made.path / folder)
        for word in ("", ":publish", ":1"):
            assert document(capsys, "why", f"apps/chat/src/client.py{word}", *config)["owners"] == ["T-1"]
        assert document(capsys, "why", "apps/chat/architecture.py:Client", *config)["owners"] == ["T-1"]
    tests = said(capsys, "impact", "client.py", "--tests", *config)[1].splitlines()
    assert tests
    assert all(os.path.exists(test.partition("::")[0]) for test in tests)


def test_outside_git(
    tmp_path_factory: pytest.TempPathFactory,
    kept: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(kept)
    assert said(capsys, "why", CLIENT)[0] == 0
    code, _, err = said(capsys, "diff", "HEAD")
    assert (code, "no git repository" in err) == (2, True)


@pytest.mark.parametrize(
    "argv",
    [("why", CLIENT, "--rev", "nowhere"), ("show", "--rev", "nowhere", "D-1"), ("diff", "nowhere")],
    ids=" ".join,
)
def test_a_question_that_cannot_be_answered_leaves_no_database_open(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
) -> None:
    assert said(capsys, "why", CLIENT)[0] == 0
    opened: list[Store] = []
    connect = Store._connect

    def watched(store: Store) -> None:
        opened.append(store)
        connect(store)

    monkeypatch.setattr(Store, "_connect", watched)
    assert said(capsys, *argv)[0] == 2
    assert [store for store in opened if store._connection is not None] == []
    assert opened


def test_graph_and_report_are_written(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = said(capsys, "graph", "D-1", "--depth", "1")
    assert (code, out.splitlines()[0]) == (0, "flowchart LR")
    assert said(capsys, "graph", "--format", "dot")[1].startswith("digraph architecture {")
    code, out, err = said(capsys, "report", "--since", "HEAD", "-o", "out.html")
    assert (code, out) == (0, "")
    assert "out.html" in err
    assert (scratch.path / "out.html").read_text().startswith("<!DOCTYPE html>")
    page = said(capsys, "report", "--since", "HEAD", "-o", "-")[1]
    assert page == (scratch.path / "out.html").read_text()


def test_an_answer_does_not_read_the_whole_project(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files=project(400))
    monkeypatch.chdir(made.path)
    assert said(capsys, "check", "-q")[0] == 0
    read: list[object] = []
    decoded = TreeMap._decoded

    def counted(self: TreeMap, plain: object) -> object:
        read.append(plain)
        return decoded(self, plain)

    monkeypatch.setattr(TreeMap, "_decoded", counted)
    assert said(capsys, "list", "--fields", "id")[0] == 0
    assert len(read) > 500
    for words in (["why", "src/app/part3/module33.py:load_33"], ["why", "UT-3"], ["show", "T-33"]):
        read.clear()
        assert said(capsys, *words)[0] == 0
        assert 0 < len(read) < 100


@pytest.mark.parametrize("package", [False, True], ids=["one file", "a package"])
def test_an_answer_from_the_cache_is_the_one_without_it(
    git_repo: Callable[..., GitRepo],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    package: bool,
) -> None:
    made = git_repo()
    made.commit(files=project(30, package=package))
    monkeypatch.chdir(made.path)
    assert said(capsys, "check", "--staged", "-q")[0] == 0
    ledger = made.path / ("architecture/part1.py" if package else LEDGER)
    text = ledger.read_text()
    ledger.write_text("# one line more\n" + text.replace("Part 1 of the system", "Part 1 of a system"))
    (made.path / "src/app/part1/module11.py").write_text("def load_11():\n    pass\n")
    (made.path / "src/app/part2/module22.py").rename(made.path / "src/app/new.py")
    made.run("add", "-A")
    assert said(capsys, "check", "--staged", "-q")[0] == 1
    (made.path / "tests/unit/test_part2.py").write_text("def test_other():\n    pass\n")
    for words in (
        ["why", "src/app/part1/module11.py:load_11"],
        ["why", "T-22"],
        ["why", "D-0", "--staged"],
        ["impact", "T-3"],
        ["impact", "src/app/part1/module11.py", "--rev", "HEAD"],
        ["impact", "--since", "HEAD"],
        ["impact", "--since", "HEAD", "--staged"],
    ):
        for form in ([], ["--format", "json"]):
            code, out, err = said(capsys, *words, *form)
            assert (code, out, err) == said(capsys, *words, *form, "--no-cache")
            assert out.count("\n") > 5 or len(out) > 1000
    for known in (False, True):
        tests = said(capsys, "impact", "--since", "HEAD", "--tests")
        assert tests == said(capsys, "impact", "--since", "HEAD", "--tests", "--no-cache")
        assert tests[0] == (0 if known else 2)
        made.run("rm", "-fq", *([] if known else ["src/app/new.py"]), "--ignore-unmatch", "none")
    assert "tests/unit/test_part1.py::test_load" in tests[1].splitlines()


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
        ["prime"], ["graph"], ["check"], ["check", "-v"], ["sync", "--check"],
    ):  # fmt: skip
        told = []
        for seed in ("1", "2"):
            done = subprocess.run(
                [COMMAND, *question, "--no-cache"], cwd=scratch.path, env={**os.environ, "PYTHONHASHSEED": seed},
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            told.append((done.returncode, done.stdout, re.sub(r"\d+ ms|[\d.]+ s\b", "", done.stderr)))
        assert told[0] == told[1], question


def test_the_notes_of_impact_name_what_comes_first(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.commit(files={f"notes{number}.txt": "x\n" for number in range(30)})
    for number in range(30):
        scratch.write(f"notes{number}.txt", "y\n")
    first = ", ".join(sorted(f"notes{number}.txt" for number in range(30))[:12])
    assert f"reads {first} and 18 more is" in said(capsys, "impact", "--since", "HEAD", "--tests")[2]
    (scratch.path / "tests/test_client.py").unlink()
    scratch.write(LEDGER, KEPT[LEDGER].replace("once", "twice").replace("each other", "all").replace("keeps", "has"))
    scratch.write(CLIENT, "def publish(): print\n")
    ids = "I-1, R-1, D-1, T-1, UAT-1, ST-1, IT-1, UT-1"
    assert f"what a change of {ids} reaches" in said(capsys, "impact", "--since", "HEAD", "--tests")[2]


def test_where_there_is_no_ledger_the_way_to_one_is_that_of_the_project_that_is_named(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo()
    made.commit(files={"sub/src/client.py": "", "sub/archhook.toml": ""})
    monkeypatch.chdir(made.path)
    code, out, err = said(capsys, "why", "sub/src/client.py", "--config", "sub/archhook.toml")
    assert (code, out) == (2, "")
    assert "there is no ledger: sub/architecture.py is not in the snapshot" in err
    assert "`archhook init --config sub/archhook.toml` writes one" in err
    assert "or write sub/architecture.py" in err


def test_a_bare_repository_is_asked_about_a_commit(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    scratch.run("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    monkeypatch.chdir(tmp_path / "bare.git")
    for words in (["why", "D-1"], ["diff"], ["prime"], ["list", "--staged"]):
        code, _, err = said(capsys, *words)
        assert (code, "name a commit: `--rev REV`" in err, "`archhook diff` takes A..B" in err) == (2, True, True)
    assert said(capsys, "why", "D-1", "--rev", "HEAD")[0] == 0
    assert said(capsys, "diff", "HEAD..HEAD")[0] == 0


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
