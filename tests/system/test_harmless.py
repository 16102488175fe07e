"""A repository that would harm whoever runs it is judged, and nothing of it runs, is unpickled or is written to."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest
from helpers.cli import COMMAND, archhook
from helpers.synthetic import project

from archhook.cache.encoding import OBJECT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

EVIL = "import os, sys, atexit\nos.mkdir({marker!r})\natexit.register(os._exit, 0)\nos._exit(0)\n"


class Mine:
    """Makes a folder when it is unpickled."""

    def __init__(self, marker: str) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (self.marker,)


def run(repo: GitRepo, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return archhook(repo.path, *arguments, environment=env)


def digests(repo: GitRepo) -> dict[str, str]:
    """Every file of the work tree, and the index, with a digest of its content and its times."""
    files = [file for file in repo.path.rglob("*") if file.is_file() and ".git" not in file.parts]
    return {
        str(file): f"{hashlib.sha256(file.read_bytes()).hexdigest()} {file.stat().st_mtime_ns}"
        for file in [*files, repo.path / ".git" / "index"]
    }


@pytest.fixture
def marker(tmp_path: Path) -> str:
    return str(tmp_path / "was-executed")


@pytest.mark.parametrize("form", ["check", "staged", "commit", "merge", "law", "hook"])
def test_code_in_the_repository_is_never_executed(git_repo: Callable[..., GitRepo], marker: str, form: str) -> None:
    repo = git_repo()
    evil = EVIL.format(marker=marker)
    names = ("sitecustomize.py", "usercustomize.py", "archhook.py", "git.py", "json.py", "src/app/part0/module1.py",
             "conftest.py", "typing.py", "networkx/__init__.py")  # fmt: skip
    files = project(10) | dict.fromkeys(names, evil)
    files["architecture.py"] = evil + files["architecture.py"]
    repo.commit("a trap", files=files)
    arguments = {
        "check": ("check",), "staged": ("check", "--staged"), "commit": ("check", "--rev", "HEAD"),
        "merge": ("check", "--merge", "HEAD"), "law": ("check", "--law", "HEAD"), "hook": ("hook", "pre-commit"),
    }[form]  # fmt: skip
    before = digests(repo)
    done = run(repo, *arguments)
    assert done.returncode in (1, 2)
    assert not os.path.exists(marker)
    assert digests(repo) == before


@pytest.mark.parametrize(
    "arguments", [("check", "--no-cache"), ("list",), ("graph",), ("check", "--range", "HEAD..HEAD")]
)
def test_what_pythonpath_names_hides_no_module(
    git_repo: Callable[..., GitRepo], marker: str, arguments: tuple[str, ...]
) -> None:
    repo = git_repo()
    names = ("json", "sqlite3", "ast", "tomllib", "typing", "subprocess", "networkx", "git", "diskcache", "hashlib")
    traps = {f"{name}.py": EVIL.format(marker=marker) for name in names}
    exclude = "".join(f'"/{trap}", ' for trap in traps)
    repo.commit("traps", files=project(10) | traps | {"archhook.toml": f"exclude = [{exclude}]\n"})
    expected = run(repo, *arguments)
    done = run(repo, *arguments, PYTHONPATH=os.pathsep.join((".", str(repo.path))))
    assert not os.path.exists(marker)
    assert (done.returncode, done.stdout) == (expected.returncode, expected.stdout)
    assert expected.returncode == 0, expected.stderr


ASKING = (
    ("why", "D-0"), ("impact", "D-0"), ("impact", "--since", "HEAD", "--tests"), ("show", "T-0"), ("list",),
    ("diff", "HEAD"), ("graph",), ("report", "-o", "-"), ("budget",), ("prime",), ("brief", "T-0"), ("ready",),
    ("whatif", "D-0"), ("whatif",),
    ("claim", "T-0"), ("claims",), ("release", "--all"), ("rule", "INV403"), ("mcp",), ("check", "--format", "sarif"),
)  # fmt: skip
COMMANDS = (
    "git add -A && git commit -am x", "git commit -m x src", "git rm -r src; git commit -i architecture.py", "git evil",
    "sh evil.sh", "touch was-run > was-run; $(touch was-run) `touch was-run`; eval 'touch was-run'", "git commit -n",
)  # fmt: skip
EVENTS = (
    {"hook_event_name": "SessionStart"}, {"hook_event_name": "Stop"}, {"hook_event_name": "SessionEnd"},
    *({"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": one}} for one in COMMANDS),
)  # fmt: skip


@pytest.mark.slow
def test_who_asks_imports_nothing_of_the_repository_and_writes_nothing_to_it(
    git_repo: Callable[..., GitRepo], marker: str
) -> None:
    repo = git_repo()
    names = ("archhook", "rich", "libcst", "mcp", "pydantic", "anyio", "json", "typing")
    evil = EVIL.format(marker=marker)
    traps = [f"{name}/__init__.py" for name in names] + ["sitecustomize.py", "usercustomize.py", "conftest.py"]
    repo.commit("a trap", files=project(10) | dict.fromkeys(traps, evil))
    before = digests(repo)
    for arguments in ASKING:
        done = subprocess.run(
            [COMMAND, *arguments], cwd=repo.path, stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
        assert (done.returncode in (0, 1), b"Traceback" in done.stderr) == (True, False), (arguments, done.stderr)
    for event in EVENTS:
        given = json.dumps(event).encode()
        done = subprocess.run(
            [COMMAND, "agent-hook", "claude"], cwd=repo.path, input=given, capture_output=True, check=False
        )
        assert done.returncode in (0, 2), done.stderr
    assert not os.path.exists(marker)
    assert digests(repo) == before
    assert repo.run("status", "--porcelain") == ""


def test_programs_that_the_configuration_names_are_not_started(
    git_repo: Callable[..., GitRepo], hostile_config: Path
) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10) | {".gitattributes": "*.py filter=evil diff=evil merge=evil\n"})
    for key in ("filter.evil.clean", "filter.evil.smudge", "diff.evil.textconv", "diff.evil.command"):
        repo.run("config", key, f"touch {hostile_config}; cat")
    repo.write("src/app/part0/module1.py", "x = 1\n")
    hostile_config.unlink(missing_ok=True)
    for arguments in (
        ("check",),
        ("check", "--staged"),
        ("check", "--rev", "HEAD"),
        ("check", "--merge", "HEAD"),
        ("check", "--law", "HEAD"),
    ):
        assert run(repo, *arguments).returncode in (0, 1)
    repo.run("config", "alias.evil", f"!touch {hostile_config}")
    repo.write("evil.sh", f"touch {hostile_config}\n")
    hostile_config.unlink(missing_ok=True)
    before = digests(repo)
    for event in EVENTS:
        given = json.dumps(event).encode()
        done = subprocess.run(
            [COMMAND, "agent-hook", "claude"], cwd=repo.path, input=given, capture_output=True, check=False
        )
        assert done.returncode in (0, 2), done.stderr
    assert not hostile_config.exists()
    assert digests(repo) == before


def test_a_planted_cache_is_not_believed(git_repo: Callable[..., GitRepo], marker: str) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10))
    assert run(repo, "check", "--staged").returncode == 0
    repo.write("src/app/part0/module1.py", "x = 1\n")
    repo.run("add", "-A")
    cold = run(repo, "check", "--staged", "--no-cache", "--format", "json")
    planted = pickle.dumps(Mine(marker))
    database = sqlite3.connect(repo.path / ".git/archhook/cache.db")
    with database:
        database.execute("UPDATE Cache SET value = ?, mode = 4 WHERE key LIKE ?", (planted, OBJECT + "%"))
        database.execute("UPDATE Cache SET value = ? WHERE key LIKE 'inventory:%'", (planted,))
    database.close()
    warm = run(repo, "check", "--staged", "--format", "json")
    assert (warm.stdout, warm.returncode) == (cold.stdout, 1)
    assert not os.path.exists(marker)


def test_neither_work_tree_nor_index_is_touched(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    repo.commit("start", files=project(10))
    os.utime(repo.path / "architecture.py", (1, 1))  # git would like to refresh its index
    before = digests(repo)
    for arguments in (("check",), ("check", "--staged"), ("check", "--untracked"), ("hook", "pre-commit")):
        assert run(repo, *arguments, GIT_INDEX_FILE=".git/index").returncode == 0
    assert digests(repo) == before
    assert repo.run("status", "--porcelain") == ""
