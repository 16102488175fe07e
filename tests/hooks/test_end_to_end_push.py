"""The installed command as a gate of real pushes, under pre-commit and under plain git hooks."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow


def test_a_push_to_a_shared_branch(remote) -> None:
    remote.repo.commit(files={"src/files.py": remote.broken})
    remote.refused(remote.git("push", "origin", "main"))
    remote.repo.commit(files={"src/files.py": remote.writer})
    remote.accepted(remote.git("push", "origin", "main"))
    remote.accepted(remote.git("push", "origin", "main"))  # nothing to push


def test_a_push_to_another_branch(remote) -> None:
    remote.repo.commit(files={"src/files.py": remote.broken})
    outcome = remote.git("push", "origin", "main:topic")
    remote.accepted(outcome)
    assert "topic is no shared branch" in outcome.said
    remote.refused(remote.git("push", "origin", "HEAD:release/1.0"))
    remote.accepted(remote.git("push", "origin", "HEAD:refs/tags/v1"))
    remote.accepted(remote.git("push", "origin", "--delete", "topic"))


def test_a_push_of_two_refs(remote) -> None:
    remote.repo.run("branch", "topic")
    remote.repo.commit(files={"src/files.py": remote.broken})
    outcome = remote.git("push", "origin", "topic:refs/heads/release/1", "main:main")
    remote.refused(outcome)
    assert remote.repo.run("ls-remote", "origin", "release/1") == ""
    remote.refused(remote.git("push", "origin", "main:main", "topic"))
    remote.accepted(remote.git("push", "origin", "topic:refs/heads/release/1", "topic"))


def test_a_push_of_a_branch_that_is_not_checked_out(remote) -> None:
    remote.repo.run("checkout", "-q", "-b", "elsewhere")
    remote.repo.run("checkout", "-q", "-b", "broken")
    remote.repo.commit(files={"src/files.py": remote.broken})
    remote.repo.run("checkout", "-q", "elsewhere")
    remote.refused(remote.git("push", "origin", "broken:main"))
    remote.repo.run("checkout", "-q", "broken")
    remote.repo.write("src/reading.py", "not even Python")
    remote.repo.run("branch", "-f", "good", "main")
    remote.repo.run("commit", "-q", "--allow-empty", "--no-verify", "-m", "x")
    remote.accepted(remote.git("push", "origin", "good:release/2"))


def test_a_branch_is_judged_as_merged_with_what_the_remote_has(remote) -> None:
    settings = '[tool.archhook]\nmerge-check = "main"\n' + remote.settings
    remote.repo.commit(files={"pyproject.toml": settings})
    remote.accepted(remote.git("push", "origin", "main", "main:topic"))
    remote.repo.run("checkout", "-q", "-b", "topic")
    remote.repo.commit(files={"src/other.py": "x = 1\n"})
    outcome = remote.git("push", "origin", "topic")
    remote.refused(outcome, "INV405")
    assert "merged with origin/main" in outcome.said
    remote.repo.run("reset", "-q", "--hard", "HEAD~1")
    remote.repo.commit(files={"README": "topic"})
    remote.accepted(remote.git("push", "origin", "topic"))
    remote.accepted(remote.git("push", "origin", "--delete", "topic"))


def test_a_first_push(project, git_repo) -> None:
    project.repo.run("remote", "add", "origin", str(git_repo("remote", "--bare").path))
    project.repo.commit(files={"src/files.py": project.broken})
    project.repo.write("src/files.py", project.writer)  # good, but in the work tree alone
    project.refused(project.git("push", "origin", "main"))
    project.repo.commit()
    project.accepted(project.git("push", "origin", "main"))


def test_a_planned_task_does_not_reach_a_shared_branch(remote) -> None:
    planned = remote.ledger.replace('"""[T-2] Read files."""\n', '"""[T-2] Read files."""\n\n    planned = True\n')
    remote.repo.write("architecture.py", planned)
    remote.accepted(remote.git("commit", "-a", "-m", "planned"))
    remote.refused(remote.git("push", "origin", "main"), "INV411")
    remote.accepted(remote.git("push", "origin", "main:topic"))


def test_every_commit_of_a_push(remote) -> None:
    every = "[tool.archhook]\nevery-commit = true\n" + remote.settings
    remote.repo.commit(files={"src/files.py": remote.broken, "pyproject.toml": every})
    remote.repo.commit(files={"src/files.py": remote.writer})
    remote.refused(remote.git("push", "origin", "main"))
    remote.repo.commit(files={"pyproject.toml": remote.settings})
    remote.accepted(remote.git("push", "origin", "main"))


@pytest.mark.parametrize("first", [True, False])
def test_pre_commits_own_push_hook(git_repo, first, project_at) -> None:
    project = project_at(git_repo(), "pre-commit")
    project.install()
    (project.path / ".git" / "hooks" / "pre-push").unlink()
    project.accepted(project.try_("pre-commit", "install", "-t", "pre-push"))
    project.repo.commit(files=project.good)
    project.repo.run("remote", "add", "origin", str(git_repo("remote", "--bare").path))
    if not first:
        project.repo.run("push", "-q", "--no-verify", "origin", "main")
    project.repo.commit(files={"src/files.py": project.broken})
    project.refused(project.git("push", "origin", "main"))
    project.accepted(project.git("push", "origin", "main:topic"))
    project.repo.commit(files={"src/files.py": project.writer})
    project.accepted(project.git("push", "origin", "main"))
    project.install()  # ours comes first again, and hands on
    project.repo.commit(files={"src/files.py": project.broken})
    project.refused(project.git("push", "origin", "main"))
    project.repo.commit(files={"src/files.py": project.writer})
    outcome = project.git("push", "origin", "main")
    project.accepted(outcome)
    assert "archhook-push" in outcome.said  # pre-commit ran, and skipped what ours had done
    assert "Skipped" in outcome.said


def test_a_push_gate_by_hand_says_what_is_missing(git_repo, project_at) -> None:
    project = project_at(git_repo(), "git")
    project.repo.commit(files=project.good)
    outcome = project.try_("archhook", "hook", "pre-push")
    assert not outcome.passed
    assert "archhook install" in outcome.said


def test_a_branch_is_judged_by_the_law_that_the_remote_has(remote) -> None:
    asked = '[tool.archhook]\nlaw = "branch"\n' + remote.settings
    remote.repo.commit(files={"pyproject.toml": asked})
    remote.accepted(remote.git("push", "origin", "main"))
    loose = asked + 'INV407 = "off"\nINV403 = "off"\n'
    remote.repo.commit(files={"pyproject.toml": loose, "src/files.py": remote.broken})
    outcome = remote.git("push", "origin", "main")
    remote.refused(outcome)
    assert "2 exemptions do not count" in outcome.said
    assert "(the severity of INV403, the severity of INV407)" in outcome.said
    off = '[tool.archhook]\nshared-branches = ["nothing"]\n' + remote.settings
    remote.repo.commit(files={"pyproject.toml": off})
    remote.refused(remote.git("push", "origin", "main"))  # it is still the branch that says whether it is shared
    remote.refused(remote.git("push", "origin", "main:release/9"))  # a new one is judged by the default branch
    remote.repo.commit(
        files={"pyproject.toml": '[tool.archhook]\nlaw = "own"\n' + remote.settings, "src/files.py": remote.writer}
    )
    remote.accepted(remote.git("push", "origin", "main"))  # green by the law that it turns off
    remote.repo.commit(files={"pyproject.toml": loose.replace('"branch"', '"own"'), "src/files.py": remote.broken})
    remote.accepted(remote.git("push", "origin", "main"))


def test_pre_commits_own_push_hook_asks_the_remote_tracking_branch(git_repo, project_at) -> None:
    project = project_at(git_repo(), "pre-commit")
    project.install()
    (project.path / ".git" / "hooks" / "pre-push").unlink()
    project.accepted(project.try_("pre-commit", "install", "-t", "pre-push"))
    project.repo.commit(
        files={**project.good, "pyproject.toml": '[tool.archhook]\nlaw = "branch"\n' + project.settings}
    )
    project.repo.run("remote", "add", "origin", str(git_repo("remote", "--bare").path))
    project.accepted(project.git("push", "origin", "main"))  # the first: nothing of the remote is known
    loose = project.settings + 'INV407 = "off"\nINV403 = "off"\n'
    project.repo.commit(files={"pyproject.toml": loose, "src/files.py": project.broken})
    project.refused(project.git("push", "origin", "main"))
    project.refused(project.git("push", "origin", "main:release/3"))
    project.accepted(project.git("push", "origin", "main:topic"))


def test_a_law_that_is_not_here_has_to_be_fetched(remote, git_repo, tmp_path) -> None:
    asked = '[tool.archhook]\nlaw = "branch"\n' + remote.settings
    remote.repo.commit(files={"pyproject.toml": asked})
    remote.accepted(remote.git("push", "origin", "main"))
    other = type(remote.repo).clone(remote.repo.run("remote", "get-url", "origin"), tmp_path / "other")
    other.commit("elsewhere")
    other.run("push", "-q", "--no-verify", "origin", "main")
    remote.repo.commit(files={"README": "x"})
    outcome = remote.git("push", "--force", "origin", "main")
    remote.refused(outcome, "is not here")
    assert "fix: git fetch origin main" in outcome.said
    remote.accepted(remote.git("fetch", "-q", "origin", "main"))
    remote.accepted(remote.git("push", "--force", "origin", "main"))
