"""`archhook impact`: the tests of a change, as pytest takes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.cli import answer, said
from helpers.example import KEPT

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo

CLIENT = "src/client.py"
LEDGER = "architecture.py"


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
    assert tests == answer(capsys, "impact", CLIENT)["tests"]
    monkeypatch.chdir(scratch.path / "src")
    below = said(capsys, "impact", "client.py", "--tests")[1].splitlines()
    assert below == [f"../{test}" for test in tests]
    told = answer(capsys, "impact", "--since", "HEAD")
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
    assert said(capsys, *since) == (0, "", f"{nothing}archhook: {also}")
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    code, out, err = said(capsys, *since)
    links = f"archhook: no test imports {CLIENT}: the ledger's links tell the tests\n"
    assert (code, bool(out), err) == (0, True, f"{links}archhook: {also}")
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
    why = (
        f"no node declares {path}, and no test"
        if path.endswith(".py")
        else f"{path} differs, which may change what any"
    )
    assert f"which tests to run is not known: {why}" in err
    assert path in answer(capsys, "impact", "--since", "HEAD")["undeclared"]
    if not gone and path.endswith(".py"):
        assert said(capsys, "impact", path, "--tests")[:2] == (2, "")


def test_the_tests_that_import_a_change_come_first_and_wide_adds_those_that_links_tell(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {
        "src/pkg/__init__.py": "",
        "src/pkg/deep.py": "from client import publish\n",
        "tests/conftest.py": "import subprocess\n",
        "tests/test_deep.py": "import pkg.deep\n\n\ndef test_deep():\n    assert str(1)\n",
    }
    scratch.commit(files=files)
    scratch.write(CLIENT, KEPT[CLIENT] + "\n\n# a change\n")
    since = ("impact", "--since", "HEAD", "--tests")
    code, out, err = said(capsys, *since)
    assert (code, out) == (0, "tests/test_deep.py\n")
    told = "archhook: 1 other test file may start processes, in which anything may run: tests/test_client.py\n"
    assert err == told
    assert said(capsys, *since, "-q")[2] == ""
    wide = [f"tests/test_client.py::test_{name}" for name in ("arrives", "order", "publish", "talk")]
    assert said(capsys, *since, "--wide")[1].splitlines() == [*wide, "tests/test_deep.py"]
    document = answer(capsys, "impact", "--since", "HEAD")
    assert document["tests"] == ["tests/test_deep.py"]
    assert document["unknown"] == {"dynamic_imports": [], "processes": ["tests/test_client.py"]}
    scratch.write(CLIENT, KEPT[CLIENT])
    (scratch.path / "src/pkg/deep.py").unlink()  # nothing declares it, and a test imports it still
    assert said(capsys, *since)[:2] == (0, "tests/test_deep.py\n")
    scratch.write("src/pkg/deep.py", files["src/pkg/deep.py"])
    scratch.write("src/pkg/__init__.py", "X = 1\n")
    assert said(capsys, *since)[:2] == (0, "tests/test_deep.py\n")


def test_an_init_that_no_test_imports_is_no_failure(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    path = "src/__init__.py"
    scratch.commit(files={path: ""})
    scratch.write(path, "X = 1\n")
    code, out, err = said(capsys, "impact", "--since", "HEAD", "--tests")
    assert (code, len(out.splitlines())) == (0, 4)  # those of the Task beside it
    assert err == f"archhook: no test imports {path}: the ledger's links tell the tests\n"
    scratch.commit(files={"src/lone/__init__.py": ""})
    scratch.write("src/lone/__init__.py", "X = 1\n")
    code, out, err = said(capsys, "impact", "--since", "HEAD", "--tests")
    assert (code, out) == (0, "")
    assert err == "archhook: no test to run: no test imports src/lone/__init__.py\n"


def test_a_ledger_that_means_something_else_is_tested_by_its_links(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.commit(files={"tests/test_more.py": "import client\n\n\ndef test_more():\n    assert str(1)\n"})
    since = ("impact", "--since", "HEAD", "--tests")
    scratch.write(LEDGER, KEPT[LEDGER].replace("keeps the order", "keeps all"))
    assert len(said(capsys, *since)[1].splitlines()) == 4
    scratch.write(LEDGER, KEPT[LEDGER].replace("[T-1] The client", "[T-1] A client"))
    code, out, err = said(capsys, *since)  # what the code is for: code is tested by who imports it
    assert (code, out) == (0, "")
    assert err == "archhook: no test to run: no file differs, and what declares a file follows it (T-1)\n"
    assert len(said(capsys, *since, "--wide")[1].splitlines()) == 4


def test_a_test_file_that_is_gone_leaves_nothing_to_run(scratch: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    scratch.commit(files={"tests/test_more.py": "def test_more():\n    assert str(1)\n"})
    (scratch.path / "tests/test_more.py").unlink()
    assert said(capsys, "impact", "--since", "HEAD", "--tests")[:2] == (0, "")


def test_a_changed_test_file_is_run_whole_where_not_all_of_it_is_declared(
    scratch: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "tests/test_client.py"
    scratch.write(path, KEPT[path] + "# a change\n")
    since = ("impact", "--since", "HEAD", "--tests")
    assert said(capsys, *since)[:2] == (0, f"{path}\n")  # it imports itself, so to say: all of it is declared
    assert said(capsys, "impact", f"{path}::test_talk", "--tests")[:2] == (0, f"{path}::test_talk\n")
    scratch.write(path, KEPT[path] + "def test_more():\n    assert str(1)\n")
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
