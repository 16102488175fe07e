"""`archhook check PATH ...`: only what is found about some paths is shown; exit code and counts are the whole's."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, TYPO
from helpers.files import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

STRAY = {"lib/stray.py": "X = 1\n"}


@pytest.fixture
def broken(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A repository with INV403 and INV407 about src/client.py, and INV405 of lib/stray.py."""
    made = git_repo()
    made.commit("start", files=KEPT | TYPO | STRAY)
    return made


def shown(folder: Path, *words: str) -> tuple[int, list[str], dict[str, Any]]:
    """(exit code, codes of the findings shown, the document) of a check."""
    done = archhook(folder, "check", "--format", "json", *words)
    document = json.loads(done.stdout)
    return done.returncode, [one["code"] for one in document["findings"]], document


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["src/client.py"], ["INV403", "INV407"]),  # one at the ledger, which speaks of it, and one in it
        (["./src/../src/client.py"], ["INV403", "INV407"]),
        (["src"], ["INV403", "INV407"]),
        (["src/"], ["INV403", "INV407"]),
        (["lib", "src/client.py"], ["INV403", "INV405", "INV407"]),
        (["architecture.py"], ["INV403"]),
        (["lib/stray.py"], ["INV405"]),
        (["tests"], []),
        (["."], ["INV403", "INV405", "INV407"]),
    ],
)
@pytest.mark.parametrize("source", [[], ["--staged"], ["--rev", "HEAD"], ["--untracked"]])
def test_the_findings_about_the_paths_are_shown(
    broken: GitRepo, words: list[str], codes: list[str], source: list[str]
) -> None:
    code, found, document = shown(broken.path, *source, *words)
    assert (code, found) == (1, codes)
    assert document["ok"] is False
    assert document["summary"] == shown(broken.path, *source)[2]["summary"]


def test_paths_are_those_of_the_current_folder(broken: GitRepo) -> None:
    assert shown(broken.path / "src", "client.py")[1] == ["INV403", "INV407"]
    assert shown(broken.path / "src", "../lib")[1] == ["INV405"]
    assert shown(broken.path / "src", ".")[1] == ["INV403", "INV407"]
    assert shown(broken.path / "src", str(broken.path / "lib" / "stray.py"))[1] == ["INV405"]
    assert shown(broken.path / "src", "--rev", "HEAD", "client.py")[1] == ["INV403", "INV407"]


def test_the_summary_says_what_is_not_shown(broken: GitRepo) -> None:
    done = archhook(broken.path, "check", "lib")
    assert done.stdout.startswith("lib/stray.py:1:1: INV405 ")
    assert "archhook: 3 errors (1 shown, 2 findings elsewhere); " in done.stderr
    done = archhook(broken.path, "check", "tests")
    assert (done.returncode, done.stdout) == (1, "")
    assert "archhook: 3 errors (none shown, 3 findings elsewhere); " in done.stderr
    assert "elsewhere" not in archhook(broken.path, "check", "src", "lib").stderr


def test_warnings_elsewhere_fail_where_warnings_fail(broken: GitRepo) -> None:
    laws = "\n".join(f'{code} = "warning"' for code in ("INV403", "INV405", "INV407"))
    broken.write("archhook.toml", f"[severity]\n{laws}\n")
    broken.run("add", "-A")
    assert shown(broken.path, "tests")[:2] == (0, [])
    done = archhook(broken.path, "check", "tests", "--strict")
    assert (done.returncode, done.stdout) == (1, "")
    assert "archhook: 3 warnings (none shown, 3 findings elsewhere) (strict), 3 exemptions; " in done.stderr


def test_the_other_formats(broken: GitRepo) -> None:
    github = archhook(broken.path, "check", "--format", "github", "lib").stdout
    assert github.count("\n") == github.count("INV405 (") == 1
    (run,) = json.loads(archhook(broken.path, "check", "--format", "sarif", "lib").stdout)["runs"]
    assert [one["ruleId"] for one in run["results"]] == ["INV405"]
    assert (run["invocations"][0]["exitCode"], run["properties"]["elsewhere"]) == (1, 2)
    root = ET.fromstring(archhook(broken.path, "check", "--format", "junit", "tests").stdout)
    (case,) = root.iter("testcase")
    assert (root.attrib["failures"], case.attrib["name"]) == ("1", "all laws hold elsewhere")
    assert "3 findings elsewhere" in next(root.iter("failure")).attrib["message"]


def test_a_range_shows_them_of_each_commit(broken: GitRepo) -> None:
    broken.write("src/client.py", KEPT["src/client.py"])
    broken.commit("mend")
    done = archhook(broken.path, "check", "--range", "HEAD~1..HEAD", "src")
    assert (done.returncode, done.stdout) == (1, "")
    assert "archhook: 1 error (none shown, 1 finding elsewhere); " in done.stderr
    done = archhook(broken.path, "check", "--range", "HEAD~1..HEAD", "lib", "--format", "json")
    (verdict,) = json.loads(done.stdout)["verdicts"]
    assert [one["code"] for one in verdict["findings"]] == ["INV405"]
    assert archhook(broken.path, "check", "--range", "HEAD..HEAD", "nope").returncode == 0


def test_a_declared_file_that_is_gone_is_a_path(broken: GitRepo) -> None:
    broken.run("rm", "-q", "src/client.py")
    assert shown(broken.path, "src/client.py")[1] == ["INV401"]
    assert shown(broken.path, "--rev", "HEAD", "src/client.py")[1] == ["INV403", "INV407"]  # there, if no longer here


@pytest.mark.parametrize(
    ("words", "message", "fix"),
    [
        (["src/clinet.py"], "there is no src/clinet.py, neither on disk nor in", "did you mean src/client.py?"),
        (["stray.py"], "there is no stray.py,", "did you mean lib/stray.py?"),
        (["--rev", "HEAD", "src/clinet.py"], "there is no src/clinet.py", "did you mean src/client.py?"),
        (["HEAD~1"], "there is no HEAD~1", "--rev REV judges a commit"),
        (["../x.py"], "../x.py lies outside the repository", "name a file or a folder of the project"),
        (["/etc/passwd"], "/etc/passwd lies outside the repository", "name a file or a folder"),
    ],
)
def test_what_is_no_path_is_a_usage_error(broken: GitRepo, words: list[str], message: str, fix: str) -> None:
    done = archhook(broken.path, "check", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"archhook: {message}" in done.stderr
    assert fix in done.stderr


def test_a_proposal_is_typed_from_the_current_folder(broken: GitRepo) -> None:
    assert "did you mean client.py?" in archhook(broken.path / "src", "check", "clinet.py").stderr


def test_outside_git_and_in_a_bare_repository(tmp_path: Path, broken: GitRepo) -> None:
    plain = lay_out(tmp_path / "plain", KEPT, TYPO, STRAY)
    assert shown(plain / "src", "client.py")[1] == ["INV403", "INV407"]
    assert archhook(plain, "check", "src/nope.py").returncode == 2
    broken.run("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    assert shown(tmp_path / "bare", "--rev", "HEAD", "lib/stray.py")[1] == ["INV405"]
    assert archhook(tmp_path / "bare", "check", "--rev", "HEAD", "nope.py").returncode == 2


def test_a_project_below_the_top(tmp_path: Path, broken: GitRepo) -> None:
    broken.stage({f"sub/{path}": text for path, text in (KEPT | TYPO | {"archhook.toml": ""}).items()})
    config = ("--config", "sub/archhook.toml")
    assert shown(broken.path, *config, "sub/src/client.py")[1] == ["INV403", "INV407"]
    assert shown(broken.path / "sub", *config, "src/client.py")[1] == ["INV403", "INV407"]
    assert shown(broken.path, *config, "src/client.py")[1] == []


def test_an_unreadable_ledger_is_shown_whatever_is_asked_for(broken: GitRepo) -> None:
    broken.write("architecture.py", "class Chat(Intent:\n")
    done = archhook(broken.path, "check", "src/client.py")
    assert done.returncode == 2
    assert " LED001 " in done.stdout
