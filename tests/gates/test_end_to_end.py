"""The installed command as a gate of real commits and pushes, under pre-commit and under plain git hooks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent
LEDGER = '''\
from archhook import Design, Intent, Requirement, Task


class KeepData(Intent):
    """[I-1] Keep data."""


class Store(Requirement):
    """[R-1] Data is stored."""

    derived_from = [KeepData]


class Files(Design):
    """[D-1] Files on disk."""

    satisfies = [Store]


class WriteFiles(Task):
    """[T-1] Write files."""

    implements = Files
    file_path = "src/files.py"
    classes = ["Writer"]
    functions = ["write"]


class ReadFiles(Task):
    """[T-2] Read files."""

    implements = Files
    file_path = "src/reading.py"
    functions = ["read"]
'''
OFF = "".join(f'TST{number} = "off"\n' for number in (505, 506, 507, 508))
SETTINGS = f"[tool.archhook.severity]\n{OFF}"
WRITER = "class Writer:\n    pass\n\n\n" + "# between\n" * 20 + "\n\ndef write() -> None:\n    pass\n"
GOOD = {
    "architecture.py": LEDGER,
    "pyproject.toml": SETTINGS,
    "src/files.py": WRITER,
    "src/reading.py": "def read() -> None:\n    pass\n",
}
BROKEN = WRITER.replace("def write", "def wriet")
FINDING = "INV403 T-1 declares function 'write'"


class Outcome:
    """What a git command with hooks has led to."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.passed = done.returncode == 0
        self.said = done.stdout + done.stderr


class Project:
    """A repository with the gates installed. `try_` runs git with its hooks, `repo` without."""

    def __init__(self, repo, host: str) -> None:
        self.repo, self.host, self.path = repo, host, repo.path

    def try_(self, *arguments: str, sent: str = "", env: dict[str, str] | None = None) -> Outcome:
        environment = {**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", **(env or {})}
        done = subprocess.run(
            arguments, cwd=self.path, env=environment, input=sent, capture_output=True, check=False, encoding="utf-8"
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Outcome(done)

    def git(self, *arguments: str, sent: str = "") -> Outcome:
        return self.try_("git", *arguments, sent=sent)

    def install(self) -> None:
        outcome = self.try_("archhook", "install", *(["--git"] if self.host == "git" else []))
        assert outcome.passed, outcome.said

    def refused(self, outcome: Outcome, finding: str = FINDING) -> None:
        assert not outcome.passed, outcome.said
        assert finding in outcome.said, outcome.said

    def accepted(self, outcome: Outcome) -> None:
        assert outcome.passed, outcome.said


@pytest.fixture(
    params=[pytest.param("pre-commit", marks=pytest.mark.slow), pytest.param("git", marks=pytest.mark.slow)]
)
def empty(request, git_repo) -> Project:
    """The gates in a repository without a commit."""
    project = Project(git_repo(), request.param)
    project.install()
    return project


@pytest.fixture
def project(empty) -> Project:
    """The gates, and a commit that all laws hold for."""
    empty.repo.commit(files=GOOD)
    return empty


@pytest.fixture
def remote(project, git_repo) -> Project:
    """`project`, with a remote that has its main branch."""
    bare = git_repo("remote", "--bare")
    project.repo.run("remote", "add", "origin", str(bare.path))
    project.repo.run("push", "-q", "--no-verify", "origin", "main")
    return project


def test_the_first_commit(empty) -> None:
    for path, content in (GOOD | {"src/files.py": BROKEN}).items():
        empty.repo.write(path, content)
    empty.repo.run("add", "-A")
    empty.refused(empty.git("commit", "-m", "first"))
    empty.repo.write("src/files.py", WRITER)
    empty.repo.run("add", "-A")
    empty.accepted(empty.git("commit", "-m", "first"))


def test_a_plain_commit(project) -> None:
    project.repo.write("src/files.py", BROKEN)
    project.repo.run("add", "-A")
    outcome = project.git("commit", "-m", "broken")
    project.refused(outcome)
    assert "because Intent I-1 > Requirement R-1 > Design D-1 > Task T-1" in outcome.said
    assert "did you mean 'wriet'?" in outcome.said
    project.repo.write("src/files.py", WRITER + "# mended\n")
    project.refused(project.git("commit", "-m", "still broken: what is staged counts"))
    project.repo.run("add", "-A")
    project.accepted(project.git("commit", "-m", "mended"))
    assert project.repo.run("status", "--porcelain") == ""


def test_a_commit_from_a_folder_below(project) -> None:
    project.repo.write("src/files.py", BROKEN)
    project.repo.run("add", "-A")
    project.refused(project.git("-C", "src", "commit", "-m", "broken"))


def test_commit_all(project) -> None:
    project.repo.write("src/files.py", BROKEN)
    project.refused(project.git("commit", "-a", "-m", "broken"))
    project.repo.write("src/files.py", WRITER + "# mended\n")
    project.accepted(project.git("commit", "-a", "-m", "mended"))


def test_a_part_of_a_file(project) -> None:
    both = BROKEN.replace("class Writer:", "class Writer:\n    # harmless")
    project.repo.write("src/files.py", both)
    project.accepted(project.git("commit", "-p", "-m", "the harmless hunk", sent="y\nn\n"))
    assert project.repo.run("show", "HEAD:src/files.py") + "\n" == both.replace("wriet", "write")
    project.refused(project.git("commit", "-p", "-m", "the broken hunk", sent="y\n"))


def test_commit_only(project) -> None:
    project.repo.write("src/files.py", BROKEN)
    project.repo.write("src/reading.py", GOOD["src/reading.py"] + "# more\n")
    project.repo.run("add", "-A")
    project.accepted(project.git("commit", "-m", "the good one", "--only", "src/reading.py"))
    project.refused(project.git("commit", "-m", "the broken one", "--only", "src/files.py"))


def test_amend(project) -> None:
    project.repo.commit(files={"src/files.py": BROKEN})
    project.repo.write("README", "unrelated")
    project.repo.run("add", "-A")
    project.refused(project.git("commit", "--amend", "--no-edit"))
    project.refused(project.git("commit", "--allow-empty", "-m", "nothing"))
    project.repo.write("src/files.py", WRITER)
    project.repo.run("add", "-A")
    project.accepted(project.git("commit", "--amend", "--no-edit"))


def test_a_deletion_alone(project) -> None:
    project.repo.run("rm", "-q", "src/reading.py")
    project.refused(project.git("commit", "-m", "gone"), "INV401 T-2")


def test_a_rename(project) -> None:
    project.repo.run("mv", "src/reading.py", "src/reader.py")
    outcome = project.git("commit", "-m", "renamed")
    project.refused(outcome, "INV401 T-2")
    assert "src/reader.py:1:1: INV405" in outcome.said
    project.repo.write("architecture.py", LEDGER.replace("src/reading.py", "src/reader.py"))
    project.accepted(project.git("commit", "-a", "-m", "renamed, in the ledger as well"))


def test_a_merge_of_two_good_branches(project) -> None:
    project.repo.run("branch", "strict")
    method = WRITER.replace("    pass\n", "    def close(self) -> None:\n        pass\n", 1)
    project.repo.commit(files={"src/files.py": method})
    project.accepted(project.git("commit", "--allow-empty", "-m", "good alone"))
    project.repo.run("checkout", "-q", "strict")
    project.repo.commit(files={"pyproject.toml": '[tool.archhook]\nsymbols = "all"\n' + SETTINGS})
    project.accepted(project.git("commit", "--allow-empty", "-m", "good alone"))
    project.refused(project.git("merge", "--no-edit", "main"), "INV407")
    project.repo.run("merge", "--abort")
    project.repo.run("checkout", "-q", "main")
    project.repo.run("branch", "harmless", "main~1")
    project.repo.run("checkout", "-q", "harmless")
    project.repo.commit(files={"README": "unrelated"})
    project.accepted(project.git("merge", "--no-edit", "main"))


def test_what_is_only_intended_to_be_added(project) -> None:
    project.repo.run("rm", "-q", "--cached", "src/reading.py")
    project.repo.run("add", "-N", "src/reading.py")
    project.refused(project.git("commit", "-m", "not there"), "INV401 T-2")


def test_a_linked_work_tree(project, git_repo_at, tmp_path) -> None:
    project.repo.run("worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    linked = Project(git_repo_at(tmp_path / "linked"), project.host)
    if project.host == "pre-commit":  # its configuration is not committed here
        linked.repo.write(".pre-commit-config.yaml", (project.path / ".pre-commit-config.yaml").read_text())
    linked.repo.write("src/files.py", BROKEN)
    linked.refused(linked.git("commit", "-a", "-m", "broken"))
    project.repo.write("README", "unrelated")
    project.repo.run("add", "README")
    project.accepted(project.git("commit", "-m", "the main work tree is good"))
    linked.repo.write("src/files.py", WRITER + "# mended\n")
    linked.accepted(linked.git("commit", "-a", "-m", "mended"))


def test_a_conflict_resolved_badly(project) -> None:
    project.repo.run("checkout", "-q", "-b", "side")
    project.repo.commit(files={"src/reading.py": "def read() -> None:\n    'side'\n"})
    project.repo.run("checkout", "-q", "main")
    project.repo.commit(files={"src/reading.py": "def read() -> None:\n    'main'\n"})
    assert not project.git("merge", "side").passed
    project.repo.write("src/reading.py", "def raed() -> None:\n    'both'\n")
    project.repo.run("add", "src/reading.py")
    project.refused(project.git("commit", "--no-edit"), "INV403 T-2 declares function 'read'")


def test_the_repository_is_left_as_it_was(project) -> None:
    project.repo.write("src/files.py", WRITER + "# staged\n")
    project.repo.run("add", "-A")
    project.repo.write("src/files.py", WRITER + "# not staged\n")
    project.repo.write("untracked.txt", "")
    project.accepted(project.git("commit", "-m", "part"))
    assert project.repo.run("status", "--porcelain").splitlines() == [" M src/files.py", "?? untracked.txt"]


def test_a_push_to_a_shared_branch(remote) -> None:
    remote.repo.commit(files={"src/files.py": BROKEN})
    remote.refused(remote.git("push", "origin", "main"))
    remote.repo.commit(files={"src/files.py": WRITER})
    remote.accepted(remote.git("push", "origin", "main"))
    remote.accepted(remote.git("push", "origin", "main"))  # nothing to push


def test_a_push_to_another_branch(remote) -> None:
    remote.repo.commit(files={"src/files.py": BROKEN})
    outcome = remote.git("push", "origin", "main:topic")
    remote.accepted(outcome)
    assert "topic is no shared branch" in outcome.said
    remote.refused(remote.git("push", "origin", "HEAD:release/1.0"))
    remote.accepted(remote.git("push", "origin", "HEAD:refs/tags/v1"))
    remote.accepted(remote.git("push", "origin", "--delete", "topic"))


def test_a_push_of_two_refs(remote) -> None:
    remote.repo.run("branch", "topic")
    remote.repo.commit(files={"src/files.py": BROKEN})
    outcome = remote.git("push", "origin", "topic:refs/heads/release/1", "main:main")
    remote.refused(outcome)
    assert remote.repo.run("ls-remote", "origin", "release/1") == ""
    remote.refused(remote.git("push", "origin", "main:main", "topic"))
    remote.accepted(remote.git("push", "origin", "topic:refs/heads/release/1", "topic"))


def test_a_push_of_a_branch_that_is_not_checked_out(remote) -> None:
    remote.repo.run("checkout", "-q", "-b", "elsewhere")
    remote.repo.run("checkout", "-q", "-b", "broken")
    remote.repo.commit(files={"src/files.py": BROKEN})
    remote.repo.run("checkout", "-q", "elsewhere")
    remote.refused(remote.git("push", "origin", "broken:main"))
    remote.repo.run("checkout", "-q", "broken")
    remote.repo.write("src/reading.py", "not even Python")
    remote.repo.run("branch", "-f", "good", "main")
    remote.repo.run("commit", "-q", "--allow-empty", "--no-verify", "-m", "x")
    remote.accepted(remote.git("push", "origin", "good:release/2"))


def test_a_first_push(project, git_repo) -> None:
    project.repo.run("remote", "add", "origin", str(git_repo("remote", "--bare").path))
    project.repo.commit(files={"src/files.py": BROKEN})
    project.repo.write("src/files.py", WRITER)  # good, but in the work tree alone
    project.refused(project.git("push", "origin", "main"))
    project.repo.commit()
    project.accepted(project.git("push", "origin", "main"))


def test_a_planned_task_does_not_reach_a_shared_branch(remote) -> None:
    planned = LEDGER.replace('"""[T-2] Read files."""\n', '"""[T-2] Read files."""\n\n    planned = True\n')
    remote.repo.write("architecture.py", planned)
    remote.accepted(remote.git("commit", "-a", "-m", "planned"))
    remote.refused(remote.git("push", "origin", "main"), "INV411")
    remote.accepted(remote.git("push", "origin", "main:topic"))


def test_every_commit_of_a_push(remote) -> None:
    every = "[tool.archhook]\nevery-commit = true\n" + SETTINGS
    remote.repo.commit(files={"src/files.py": BROKEN, "pyproject.toml": every})
    remote.repo.commit(files={"src/files.py": WRITER})
    remote.refused(remote.git("push", "origin", "main"))
    remote.repo.commit(files={"pyproject.toml": SETTINGS})
    remote.accepted(remote.git("push", "origin", "main"))


@pytest.mark.slow
@pytest.mark.parametrize("first", [True, False])
def test_pre_commits_own_push_hook(git_repo, first) -> None:
    project = Project(git_repo(), "pre-commit")
    project.install()
    (project.path / ".git" / "hooks" / "pre-push").unlink()
    project.accepted(project.try_("pre-commit", "install", "-t", "pre-push"))
    project.repo.commit(files=GOOD)
    project.repo.run("remote", "add", "origin", str(git_repo("remote", "--bare").path))
    if not first:
        project.repo.run("push", "-q", "--no-verify", "origin", "main")
    project.repo.commit(files={"src/files.py": BROKEN})
    project.refused(project.git("push", "origin", "main"))
    project.accepted(project.git("push", "origin", "main:topic"))
    project.repo.commit(files={"src/files.py": WRITER})
    project.accepted(project.git("push", "origin", "main"))
    project.install()  # ours comes first again, and hands on
    project.repo.commit(files={"src/files.py": BROKEN})
    project.refused(project.git("push", "origin", "main"))
    project.repo.commit(files={"src/files.py": WRITER})
    outcome = project.git("push", "origin", "main")
    project.accepted(outcome)
    assert "archhook-push" in outcome.said  # pre-commit ran, and skipped what ours had done
    assert "Skipped" in outcome.said


@pytest.mark.slow
def test_pre_commit_run_judges_the_work_tree(git_repo) -> None:
    project = Project(git_repo(), "pre-commit")
    project.install()
    project.repo.commit(files=GOOD)
    project.repo.write("src/files.py", BROKEN)
    outcome = project.try_("pre-commit", "run", "--all-files")
    project.refused(outcome)
    assert "work tree" in outcome.said
    project.repo.run("add", "-A")
    project.repo.write("src/files.py", WRITER)
    project.accepted(project.try_("pre-commit", "run", "--all-files"))
    project.refused(project.git("commit", "-m", "the index is broken"))


@pytest.mark.slow
def test_a_push_gate_by_hand_says_what_is_missing(git_repo) -> None:
    project = Project(git_repo(), "git")
    project.repo.commit(files=GOOD)
    outcome = project.try_("archhook", "hook", "pre-push")
    assert not outcome.passed
    assert "archhook install" in outcome.said
