"""Where the hooks of a repository lie, and whether a gate stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.example import KEPT

from archhook.hooks.hook_scripts import PRE_COMMIT_MARK
from archhook.hooks.install import install
from archhook.hooks.installed_gates import gates_at

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    made.commit(files=KEPT)
    return made


def test_the_hooks_that_are_installed(repo: GitRepo, tmp_path: Path) -> None:
    found = gates_at(str(repo.path))
    assert found is not None
    assert (found.commit, found.push, found.folder) == (False, False, str(repo.path / ".git/hooks"))
    install(str(repo.path), git_only=True, repo="", rev="")
    found = gates_at(str(repo.path / "src"))
    assert found is not None
    assert (found.commit, found.push, found.toplevel) == (True, True, str(repo.path))
    (repo.path / ".git/hooks/pre-commit").chmod(0o644)
    found = gates_at(str(repo.path))
    assert found is not None
    assert (found.commit, found.push) == (False, True)
    assert gates_at(str(tmp_path / "nowhere")) is None
    assert gates_at("/") is None


def test_a_hook_of_pre_commit_is_a_gate_where_its_configuration_says_so(repo: GitRepo) -> None:
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{PRE_COMMIT_MARK}\n")
    hook.chmod(0o755)
    for text, gate in (
        ("repos: []\n", False),
        ("repos:\n- repo: local\n  hooks:\n  - {id: archhook, entry: archhook hook pre-commit}\n", True),
        ("repos:\n- repo: local\n  hooks:\n  - {id: archhook-push, entry: archhook hook pre-push}\n", False),
        ("repos:\n- repo: local\n  hooks:\n  - {id: archhook, entry: 'true'}\n", False),
        ("archhook: [", False),
    ):
        repo.write(".pre-commit-config.yaml", text)
        found = gates_at(str(repo.path))
        assert found is not None
        assert found.commit is gate, text


def test_hooks_may_lie_elsewhere_and_commands_have_aliases(repo: GitRepo) -> None:
    repo.run("config", "core.hooksPath", "own/hooks")
    repo.run("config", "alias.Ci", "commit -n")
    found = gates_at(str(repo.path / "src"))
    assert found is not None
    assert (found.folder, found.aliases["ci"]) == (str(repo.path / "own/hooks"), "commit -n")
    tree = repo.path.parent / "tree"
    repo.run("worktree", "add", "-q", str(tree))
    repo.run("config", "--unset", "core.hooksPath")
    found = gates_at(str(tree))
    assert found is not None
    assert (found.folder, found.toplevel) == (str(repo.path / ".git/hooks"), str(tree))
