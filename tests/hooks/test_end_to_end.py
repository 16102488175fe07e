"""The installed command as a gate of real commits, under pre-commit and under plain git hooks."""

from __future__ import annotations

import pytest
from helpers.git_repo import GitRepo

pytestmark = pytest.mark.slow


def test_the_first_commit(empty) -> None:
    empty.repo.stage(empty.good | {"src/files.py": empty.broken})
    empty.refused(empty.git("commit", "-m", "first"))
    empty.repo.write("src/files.py", empty.writer)
    empty.repo.run("add", "-A")
    empty.accepted(empty.git("commit", "-m", "first"))


def test_a_plain_commit(project) -> None:
    project.repo.write("src/files.py", project.broken)
    project.repo.run("add", "-A")
    outcome = project.git("commit", "-m", "broken")
    project.refused(outcome)
    assert "because Intent I-1 > Requirement R-1 > Design D-1 > Task T-1" in outcome.said
    assert "did you mean 'wriet'?" in outcome.said
    project.repo.write("src/files.py", project.writer + "# mended\n")
    project.refused(project.git("commit", "-m", "still broken: what is staged counts"))
    project.repo.run("add", "-A")
    project.accepted(project.git("commit", "-m", "mended"))
    assert project.repo.run("status", "--porcelain") == ""


def test_a_commit_from_a_folder_below(project) -> None:
    project.repo.write("src/files.py", project.broken)
    project.repo.run("add", "-A")
    project.refused(project.git("-C", "src", "commit", "-m", "broken"))


def test_commit_all(project) -> None:
    project.repo.write("src/files.py", project.broken)
    project.refused(project.git("commit", "-a", "-m", "broken"))
    project.repo.write("src/files.py", project.writer + "# mended\n")
    project.accepted(project.git("commit", "-a", "-m", "mended"))


def test_a_part_of_a_file(project) -> None:
    both = project.broken.replace("class Writer:", "class Writer:\n    # harmless")
    project.repo.write("src/files.py", both)
    project.accepted(project.git("commit", "-p", "-m", "the harmless hunk", sent="y\nn\n"))
    assert project.repo.run("show", "HEAD:src/files.py") + "\n" == both.replace("wriet", "write")
    project.refused(project.git("commit", "-p", "-m", "the broken hunk", sent="y\n"))


def test_commit_only(project) -> None:
    project.repo.write("src/files.py", project.broken)
    project.repo.write("src/reading.py", project.good["src/reading.py"] + "# more\n")
    project.repo.run("add", "-A")
    project.accepted(project.git("commit", "-m", "the good one", "--only", "src/reading.py"))
    project.refused(project.git("commit", "-m", "the broken one", "--only", "src/files.py"))


def test_amend(project) -> None:
    project.repo.commit(files={"src/files.py": project.broken})
    project.repo.write("README", "unrelated")
    project.repo.run("add", "-A")
    project.refused(project.git("commit", "--amend", "--no-edit"))
    project.refused(project.git("commit", "--allow-empty", "-m", "nothing"))
    project.repo.write("src/files.py", project.writer)
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
    project.repo.write("architecture.py", project.ledger.replace("src/reading.py", "src/reader.py"))
    project.accepted(project.git("commit", "-a", "-m", "renamed, in the ledger as well"))


def test_a_merge_of_two_good_branches(project) -> None:
    project.repo.run("branch", "strict")
    method = project.writer.replace("    pass\n", "    def close(self) -> None:\n        pass\n", 1)
    project.repo.commit(files={"src/files.py": method})
    project.accepted(project.git("commit", "--allow-empty", "-m", "good alone"))
    project.repo.run("checkout", "-q", "strict")
    project.repo.commit(files={"pyproject.toml": '[tool.archhook]\nsymbols = "all"\n' + project.settings})
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


def test_a_linked_work_tree(project, tmp_path, project_at) -> None:
    project.repo.run("worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    linked = project_at(GitRepo(tmp_path / "linked"), project.host)
    if project.host == "pre-commit":  # its configuration is not committed here
        linked.repo.write(".pre-commit-config.yaml", (project.path / ".pre-commit-config.yaml").read_text())
    linked.repo.write("src/files.py", project.broken)
    linked.refused(linked.git("commit", "-a", "-m", "broken"))
    project.repo.write("README", "unrelated")
    project.repo.run("add", "README")
    project.accepted(project.git("commit", "-m", "the main work tree is good"))
    linked.repo.write("src/files.py", project.writer + "# mended\n")
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
    project.repo.write("src/files.py", project.writer + "# staged\n")
    project.repo.run("add", "-A")
    project.repo.write("src/files.py", project.writer + "# not staged\n")
    project.repo.write("untracked.txt", "")
    project.accepted(project.git("commit", "-m", "part"))
    assert project.repo.run("status", "--porcelain").splitlines() == [" M src/files.py", "?? untracked.txt"]


def test_pre_commit_run_judges_the_work_tree(git_repo, project_at) -> None:
    project = project_at(git_repo(), "pre-commit")
    project.install()
    project.repo.commit(files=project.good)
    project.repo.write("src/files.py", project.broken)
    outcome = project.try_("pre-commit", "run", "--all-files")
    project.refused(outcome)
    assert "work tree" in outcome.said
    project.repo.run("add", "-A")
    project.repo.write("src/files.py", project.writer)
    project.accepted(project.try_("pre-commit", "run", "--all-files"))
    project.refused(project.git("commit", "-m", "the index is broken"))
