"""The files that configure pytest are facts: each that comes, goes or changes leads to the verdict of a cold run."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project
from helpers.warm_imports import HEAVY, READER, imported

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.cli.main import main
from archhook.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

UNIT = "tests/unit/test_part0.py"
CHECKS = "checks/check_part0.py"
BOTH = """
def test_load(): assert str(1)
def test_save(): assert str(1)
def check_more(): pass
class Checks:
    def test_it(self): assert str(1)
"""


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """A sound project of which one test file holds more than pytest takes by default."""
    repo = git_repo()
    repo.commit("start", files=project(10) | {UNIT: BOTH})
    assert told(repo) == []
    return repo


def told(repo: GitRepo, **options: object) -> list[str]:
    """What is found in the index, code and symbol or path, warm; the cold answer has to be the same."""
    repo.run("add", "-A")
    warm, cold = (
        judge(Request(str(repo.path), source="index", no_cache=no_cache, **options)).verdict  # type: ignore[arg-type]
        for no_cache in (False, True)
    )
    assert warm == cold
    return [f"{one.code} {one.symbol or one.file}" for one in warm.findings]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("pytest.ini", "[pytest]\npython_functions = test check\n", ["TST504 check_more"]),
        ("tox.ini", "[pytest]\npython_classes = Check*\n", ["TST504 Checks::test_it"]),
        ("setup.cfg", "[tool:pytest]\npython_files = test_[!p]*.py test_part0.py\n", []),
        ("pyproject.toml", '[tool.pytest]\ntestpaths = ["tests"]\n', []),
        ("pyproject.toml", '[tool.pytest.ini_options]\npython_classes = "Ch"\n', ["TST504 Checks::test_it"]),
    ],
)
def test_a_file_that_comes_changes_and_goes(repo: GitRepo, name: str, text: str, found: list[str]) -> None:
    repo.write(name, text)
    assert told(repo) == found
    repo.write(name, "\n" + text)
    assert told(repo) == found
    repo.run("rm", "-qf", name)
    assert told(repo) == []


def test_a_file_that_goes_shows_the_one_behind_it(repo: GitRepo) -> None:
    repo.write("tox.ini", "[pytest]\npython_functions = test check\n")
    repo.write("pytest.ini", "")
    assert told(repo) == []
    repo.run("rm", "-qf", "pytest.ini")
    assert told(repo) == ["TST504 check_more"]


def test_what_is_no_test_any_more_is_said_with_the_setting(repo: GitRepo) -> None:
    repo.write(
        "architecture.py", (repo.path / "architecture.py").read_text().replace('["test_load", "test_save"]', '"*"')
    )
    assert told(repo) == []
    repo.write("pytest.ini", "[pytest]\ntestpaths = tests/integration tests/system tests/acceptance\n")
    assert told(repo) == ["TST502 *"]
    (finding,) = judge(Request(str(repo.path), source="index")).verdict.findings
    assert finding.message.endswith("and pytest takes none from there (`testpaths` in pytest.ini)")
    repo.write("pytest.ini", "[pytest]\npython_files = test_[a-o]*.py\n")
    told(repo)
    finding = judge(Request(str(repo.path), source="index")).verdict.findings[-1]
    assert finding.message.endswith("and pytest takes none from there (`python_files` in pytest.ini)")


def test_python_files_make_tests_and_nothing_governed(repo: GitRepo) -> None:
    repo.write(CHECKS, "def test_a(): assert str(1)\n")
    assert told(repo) == [f"INV405 {CHECKS}"]
    repo.write("pytest.ini", "[pytest]\npython_files = check_*.py\n")
    assert told(repo) == [f"TST503 {CHECKS}"]
    repo.write("archhook.toml", 'tests = ["tests/"]\n')
    assert told(repo) == [f"INV405 {CHECKS}"]
    repo.run("rm", "-qf", "archhook.toml")
    repo.write("pytest.ini", "[pytest]\npython_files = check_*.py\ntestpaths = tests\n")
    assert told(repo) == [f"INV405 {CHECKS}"]


def test_testpaths_that_lead_nowhere_are_as_none_until_a_file_comes(repo: GitRepo) -> None:
    repo.write("pytest.ini", "[pytest]\ntestpaths = checks\npython_functions = test check\n")
    assert told(repo) == ["TST504 check_more"]
    repo.write("checks/README", "")
    assert told(repo) == []
    repo.write("checks/other", "")
    repo.run("rm", "-qf", "checks/README")
    assert told(repo) == []
    repo.run("rm", "-qf", "checks/other")
    assert told(repo) == ["TST504 check_more"]


def test_a_file_that_cannot_be_read_is_refused_until_it_can(repo: GitRepo) -> None:
    repo.write("tox.ini", "[pytest]\npython_files = 'a\n")
    for no_cache in (False, True):
        with pytest.raises(ConfigError) as caught:
            repo.run("add", "-A")
            judge(Request(str(repo.path), source="index", no_cache=no_cache))
        assert (caught.value.path, caught.value.line) == ("tox.ini", 2)
    repo.write("pytest.ini", "")
    assert told(repo) == []


def test_the_snapshot_judged_tells_and_not_the_work_tree(repo: GitRepo) -> None:
    repo.commit("checks", files={"pytest.ini": "[pytest]\npython_functions = check\n"})
    repo.write("pytest.ini", "(")
    for source in ("commit", "index"):
        found = judge(Request(str(repo.path), source=source, rev="HEAD" if source == "commit" else "")).verdict
        assert [one.symbol for one in found.findings] == ["check_more"]


def test_a_project_below_the_top_has_files_of_its_own(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    inner = {f"sub/{path}": text for path, text in (project(10) | {UNIT: BOTH}).items()}
    repo.commit("start", files=inner | {"pytest.ini": "[pytest]\npython_functions = check\n", "sub/archhook.toml": ""})
    assert told(repo, config_path="sub/archhook.toml") == []
    repo.write("sub/tox.ini", "[pytest]\npython_functions = check\n")
    assert told(repo, config_path="sub/archhook.toml") == ["TST504 check_more"]


def test_a_mark_that_changes_is_seen_though_no_symbol_does(repo: GitRepo) -> None:
    repo.write(UNIT, BOTH + "import pytest\ndef test_more(): assert str(1)\n")
    assert told(repo) == ["TST504 test_more"]
    repo.write(UNIT, BOTH + "import pytest\n@pytest.fixture\ndef test_more(): assert str(1)\n")
    assert told(repo) == []
    repo.write(UNIT, BOTH + "import pytest\ndef test_more(): assert str(1)\ntest_more.__test__ = False\n")
    assert told(repo) == []


def test_a_warm_commit_under_settings_imports_nothing_heavy(repo: GitRepo) -> None:
    settings = '[tool.pytest.ini_options]\npython_files = "[a-z]*_*.py"\npython_classes = "*A"\ntestpaths = "t*s"\n'
    repo.commit("settings", files={"pyproject.toml": settings})
    judge(Request(str(repo.path), source="index"))
    repo.write(
        UNIT,
        "def test_load(): print()\ndef test_save(): print()\nclass IsA:\n    def test_more(self): print()\n",
    )
    repo.run("add", "-A")
    code, modules, said = imported(repo)
    assert code == 1, said
    assert not modules & (HEAVY | READER | {"archhook.project.pytest_settings", "archhook.project.ini"})


def test_what_impact_prints_is_what_pytest_takes(
    repo: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a Test under settings of its own, with inherited tests and a fixture among them."""
    source = (
        "import pytest\ndef check_plain(): print()\n@pytest.fixture\ndef check_fixed(): pass\n"
        "class Base:\n    def check_it(self): print()\nclass A_Suite(Base): pass\nclass B_Suite(Base): pass\n"
    )
    repo.write("tox.ini", "[pytest]\npython_functions = check\npython_classes = *_Suite\n")
    repo.write(UNIT, source)
    ledger = (repo.path / "architecture.py").read_text()
    repo.write("architecture.py", ledger.replace('["test_load", "test_save"]', '["check_plain", "Base::check_it"]'))
    assert [one for one in told(repo) if UNIT in one or "check" in one] == []
    monkeypatch.chdir(repo.path)
    assert main(["impact", "UT-0", "--tests"]) == 0
    printed = capsys.readouterr().out.split()
    assert printed == [f"{UNIT}::{name}" for name in ("A_Suite::check_it", "B_Suite::check_it", "check_plain")]
    assert run_tests(repo.path, printed) == 3


def run_tests(folder: Path, ids: list[str]) -> int:
    """How many tests pytest collects of some ids; it fails where it knows one not."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", *ids],
        cwd=folder, env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    return sum("::" in line for line in done.stdout.splitlines())
