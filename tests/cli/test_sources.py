"""Which snapshot a command judges, and where its cache lies."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, TYPO, TYPO_TEXT
from helpers.files import lay_out

if TYPE_CHECKING:
    from pathlib import Path


def test_the_folder_is_found_from_below(typo: Path) -> None:
    assert archhook(typo / "src", "check", "-q").stdout == TYPO_TEXT


def test_each_source_is_judged_by_itself(repo: Any) -> None:
    """The commit holds the typo, the index its mend, the work tree a file too many."""
    repo.commit(files=TYPO)
    lay_out(repo.path, KEPT)
    repo.run("add", "-A")
    lay_out(repo.path, {"src/extra.py": "x = 1\n"})
    rev = archhook(repo.path, "check", "--rev", "HEAD", "-q")
    assert (rev.returncode, rev.stdout) == (1, TYPO_TEXT)
    assert archhook(repo.path, "check", "--staged").returncode == 0
    worktree = archhook(repo.path, "check")
    assert worktree.returncode == 0
    assert "src/extra.py" in worktree.stderr or "1 file" in worktree.stderr
    untracked = archhook(repo.path, "check", "--untracked", "-q")
    assert (untracked.returncode, untracked.stdout.split()[1]) == (1, "INV405")


def test_a_range_is_judged_commit_by_commit(repo: Any) -> None:
    start = repo.run("rev-parse", "HEAD")
    broken = repo.commit(files=TYPO)
    repo.commit(files=KEPT)
    done = archhook(repo.path, "check", "--range", f"{start}..HEAD")
    assert (done.returncode, done.stdout) == (1, f"commit {broken[:12]}:\n{TYPO_TEXT}")
    assert [line.rpartition(" [")[2][:7] for line in done.stderr.splitlines()] == ["commit "] * 2
    document = json.loads(archhook(repo.path, "check", "--range", f"{start}..HEAD", "--format", "json").stdout)
    assert document["kind"] == "verdicts"
    assert [verdict["ok"] for verdict in document["verdicts"]] == [False, True]
    assert [verdict["snapshot"]["tree"] for verdict in document["verdicts"]] == [repo.tree("HEAD~1"), repo.tree()]


def test_an_empty_range_holds(repo: Any) -> None:
    done = archhook(repo.path, "check", "--range", "HEAD..HEAD")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "archhook: HEAD..HEAD holds no commit\n"


def test_a_bare_repository_is_judged_by_its_commits(repo: Any, tmp_path: Path) -> None:
    repo.commit(files=TYPO)
    repo.run("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert archhook(tmp_path / "bare.git", "check", "--rev", "main", "-q").stdout == TYPO_TEXT
    done = archhook(tmp_path / "bare.git", "check")
    assert done.returncode == 2
    assert "archhook check --rev REV" in done.stderr


def test_a_cache_that_is_named_is_used_outside_git_too(typo: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for _ in range(2):
        assert archhook(typo, "check", "-q", "--cache-dir", str(cache), "--verify-cache").stdout == TYPO_TEXT
    assert (cache / "cache.db").exists()
    (cache / "cache.db").write_bytes(b"garbage" * 999)
    assert archhook(typo, "check", "-q", environment={"ARCHHOOK_CACHE_DIR": str(cache)}).stdout == TYPO_TEXT


def test_no_cache_leaves_nothing_behind(repo: Any) -> None:
    assert archhook(repo.path, "check", "--no-cache").returncode == 0
    assert not (repo.path / ".git" / "archhook").exists()
    assert archhook(repo.path, "check").returncode == 0
    assert (repo.path / ".git" / "archhook").exists()


def test_a_package_without_its_entry_is_told_to_be_one(repo: Any) -> None:
    (repo.path / "architecture").mkdir()
    repo.run("mv", "architecture.py", "architecture/plan.py")
    done = archhook(repo.path, "check")
    assert done.returncode == 2
    assert "architecture/ lacks __init__.py" in done.stderr
    assert "write architecture/__init__.py (it may be empty), and `git add` it" in done.stderr
    init = archhook(repo.path, "init")
    assert init.returncode == 2
    assert "architecture/, but it lacks __init__.py" in init.stderr
    assert "write architecture/__init__.py (it may be empty), and `git add` it" in init.stderr
    lay_out(repo.path, {"archhook.toml": 'ledger = "./architecture/"\n'})
    repo.run("add", "archhook.toml")
    named = archhook(repo.path, "check")
    assert "architecture/ lacks __init__.py\n    fix: write architecture/__init__.py" in named.stderr
    lay_out(repo.path, {"architecture/__init__.py": ""})
    assert "`git add architecture/__init__.py`" in archhook(repo.path, "check").stderr
    repo.run("add", "-A")
    assert archhook(repo.path, "check").returncode == 0


def test_a_folder_that_became_a_link_to_another_is_not_looked_into(repo: Any, tmp_path: Path) -> None:
    """Nor outside git. What lies beyond a link is no file of the project, for the first run as for a later one."""
    repo.commit(files=KEPT)
    assert archhook(repo.path, "check", "-q").returncode == 0
    (repo.path / "src").rename(tmp_path / "elsewhere")
    (repo.path / "src").symlink_to(tmp_path / "elsewhere")
    warm = archhook(repo.path, "check", "-q")
    assert warm.returncode == 1
    assert "INV401" in warm.stdout
    for options in (("--no-cache",), ("--verify-cache",), ("--untracked",), ("--untracked", "--no-cache")):
        done = archhook(repo.path, "check", "-q", *options)
        assert done.returncode == 1
        assert [line for line in warm.stdout.splitlines() if line not in done.stdout] == []
    lay_out(tmp_path / "plain", KEPT)
    assert archhook(tmp_path / "plain", "check", "-q").returncode == 0
    (tmp_path / "plain/src").rename(tmp_path / "moved")
    (tmp_path / "plain/src").symlink_to(tmp_path / "moved")
    assert "INV401" in archhook(tmp_path / "plain", "check", "-q").stdout


def test_nothing_is_written_through_a_link_to_a_folder(repo: Any, tmp_path: Path) -> None:
    repo.commit(files=KEPT | {"archhook.toml": "baseline = 'kept/frozen.txt'\n", "kept/.keep": ""})
    (repo.path / "kept").rename(tmp_path / "elsewhere")
    (repo.path / "kept").symlink_to(tmp_path / "elsewhere")
    done = archhook(repo.path, "baseline")
    assert done.returncode == 2, done
    assert "kept is a symbolic link to a folder" in done.stderr
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir()) == [".keep"]


@pytest.mark.parametrize(
    "attributes", ["", "* text eol=crlf\n", "* text=auto ident\n", "src/*.py working-tree-encoding=UTF-16\n"]
)
def test_the_verdict_depends_on_no_time_stamp(repo: Any, attributes: str) -> None:
    """What `git add` would store is judged: files as a checkout writes them, touched or not, are what was committed."""
    encoding = "utf-16" if "UTF-16" in attributes else "utf-8"
    files = {path: text.encode(encoding) for path, text in TYPO.items()}
    repo.commit(files=files | {".gitattributes": attributes})
    repo.run("config", "core.autocrlf", "true")
    repo.run("config", "core.safecrlf", "true")
    for path in TYPO:
        (repo.path / path).unlink()
    repo.run("checkout", "-q", "--", ".")
    assert all((repo.path / path).read_bytes() != text.encode() for path, text in TYPO.items())
    told = []
    for step in ("clean", "touched", "refreshed"):
        if step == "touched":
            for path in TYPO:
                os.utime(repo.path / path, (2e9, 2e9))
        if step == "refreshed":
            repo.run("status", "--short")
        for options in ((), ("--no-cache",), ("--verify-cache",)):
            done = archhook(repo.path, "check", "-q", "--format", "json", *options)
            told.append((done.returncode, done.stdout))
    assert told == told[:1] * len(told)
    commit = archhook(repo.path, "check", "-q", "--rev", "HEAD").stdout
    assert archhook(repo.path, "check", "-q").stdout == commit == TYPO_TEXT
