"""The states that a repository can be in: what is tracked, where it lies, how it was cloned."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import product

import pytest
from helpers.git_repo import GitRepo
from helpers.snapshots import by_path, entry, opened

from archhook.errors import GitError
from archhook.snapshot.changeset import Entry


def test_an_unborn_head_has_no_tree(git_repo) -> None:
    repo = git_repo()
    here = opened(repo.path)
    assert (here.head_tree, here.bare, here.toplevel) == ("", False, str(repo.path))
    assert here.changes("index", "") == here.changes("worktree", "") == ()
    repo.write("a.py", "1")
    repo.run("add", "a.py")
    assert by_path(opened(repo.path).changes("index", "")) == {"a.py": entry("1")}


def test_what_is_only_intended_to_be_added_is_in_the_work_tree_alone(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    repo.write("intended.py", "2")
    repo.write("vanished.py", "3")
    repo.run("add", "-N", "intended.py", "vanished.py")
    (repo.path / "vanished.py").unlink()
    here = opened(repo.path)
    assert by_path(here.changes("index", "")) == {"a.py": entry("1")}
    assert by_path(here.changes("worktree", here.head_tree)) == {"intended.py": entry("2")}
    assert here.changes("index", here.head_tree) == ()


@pytest.mark.parametrize("kind", ["index", "worktree"])
def test_a_conflict_cannot_be_judged(git_repo, kind) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "b.py": "1"})
    repo.run("checkout", "-q", "-b", "other")
    repo.commit(files={"a.py": "2"})
    repo.run("checkout", "-q", "main")
    repo.commit(files={"a.py": "3"})
    assert repo.git("merge", "other", check=False).returncode == 1
    with pytest.raises(GitError, match=r"unmerged files: a\.py$"):
        opened(repo.path).changes(kind, "")


def test_the_executable_bit(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "b.py": "1"})
    (repo.path / "a.py").chmod(0o755)
    here = opened(repo.path)
    assert by_path(here.changes("worktree", here.head_tree)) == {"a.py": entry("1", "100755")}
    repo.run("config", "core.fileMode", "false")
    assert opened(repo.path).changes("worktree", here.head_tree) == ()


@pytest.mark.parametrize("symlinks", ["true", "false"])
@pytest.mark.parametrize("file_mode", ["true", "no"])
def test_modes_are_those_that_git_would_add(git_repo, tmp_path, symlinks, file_mode) -> None:
    """Whether git looks at a file or not, and whatever the file system is said to be able to tell."""
    repo = git_repo()
    repo.write("keep.py", "")
    oid = repo.run("hash-object", "-w", "keep.py")
    marks = ("--no-assume-unchanged", "--assume-unchanged", "--skip-worktree")
    for staged, there, mark in product(("100644", "100755", "120000"), ("644", "755", "link"), marks):
        path = repo.path / f"{staged}-{there}{mark}.py"
        repo.run("update-index", "--add", "--cacheinfo", f"{staged},{oid},{path.name}")
        if there == "link":
            path.symlink_to("keep.py")
        else:
            path.write_text("keep.py")
            path.chmod(int(there, 8))
        repo.run("update-index", mark, path.name)
    repo.run("config", "core.symlinks", symlinks)
    repo.run("config", "core.fileMode", file_mode)
    shutil.copy(repo.path / ".git/index", tmp_path / "index")
    names = sorted(path.name for path in repo.path.glob("*-*.py"))
    for arguments in (["--no-assume-unchanged"], ["--no-skip-worktree"], []):
        command = ["git", "-C", str(repo.path), "update-index", *arguments, *names]
        subprocess.run(command, env=os.environ | {"GIT_INDEX_FILE": str(tmp_path / "index")}, check=True)
    listed = subprocess.run(
        ["git", "-C", str(repo.path), "ls-files", "-s"],
        env=os.environ | {"GIT_INDEX_FILE": str(tmp_path / "index")}, check=True, capture_output=True, text=True,
    )  # fmt: skip
    wanted = {line.partition("\t")[2]: Entry(*line.split()[:2]) for line in listed.stdout.splitlines()}
    assert len(wanted) == 27
    assert by_path(opened(repo.path).changes("worktree", "")) == wanted


def test_files_and_folders_that_took_each_others_place(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"file": "1", "dir/x.py": "1", "dir2/y.py": "1", "pipe": "1", "gone": "1", "other/z.py": "1"})
    for name in ("file", "pipe", "gone", "dir/x.py", "dir2/y.py"):
        (repo.path / name).unlink()
    repo.write("file/inner.py", "2")
    (repo.path / "dir").rmdir()
    repo.write("dir", "now a file")
    (repo.path / "dir2").rmdir()
    (repo.path / "dir2").symlink_to("other")
    os.mkfifo(repo.path / "pipe")
    here = opened(repo.path)
    found = by_path(here.changes("worktree", here.head_tree))
    assert found == dict.fromkeys(["dir/x.py", "dir2/y.py", "file", "gone", "pipe"])
    assert here.files.entry("dir") == entry("now a file")
    assert here.files.entry("file") is None
    assert here.files.read("pipe") is None


def test_a_submodule_is_a_leaf(git_repo) -> None:
    library = git_repo("library")
    first = library.commit(files={"lib.py": "1"})
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    repo.run("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(library.path), "sub")
    repo.commit()
    here = opened(repo.path)
    for kind in ("index", "worktree"):
        assert by_path(here.changes(kind, ""))["sub"] == Entry("160000", first)
    inner = GitRepo(repo.path / "sub")
    inner.commit(files={"lib.py": "2", "more.py": "3"})
    assert by_path(here.changes("worktree", here.head_tree))["sub"].mode == "160000"
    assert here.changes("index", here.head_tree) == ()
    inside = opened(inner.path)
    assert (inside.toplevel, set(by_path(inside.changes("index", "")))) == (str(inner.path), {"lib.py", "more.py"})


def test_a_linked_work_tree_has_its_own_index(git_repo, tmp_path, monkeypatch) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    repo.run("worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    linked = GitRepo(tmp_path / "linked")
    linked.write("b.py", "2")
    linked.run("add", "b.py")
    here = opened(linked.path)
    assert (here.toplevel, here.common_dir) == (str(linked.path), str(repo.path / ".git"))
    assert set(by_path(here.changes("index", here.head_tree))) == {"b.py"}
    assert opened(repo.path).changes("index", here.head_tree) == ()
    monkeypatch.setenv("GIT_DIR", str(repo.path / ".git" / "worktrees" / "linked"))  # as git does for its hooks
    assert set(by_path(opened(linked.path).changes("index", here.head_tree))) == {"b.py"}


def test_a_bare_repository_knows_commits_alone(git_repo, tmp_path, monkeypatch) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    repo.run("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    here = opened(tmp_path / "bare")
    assert (here.bare, here.toplevel, here.head_tree) == (True, "", repo.tree())
    assert by_path(here.changes("commit", "", here.head_tree)) == {"a.py": entry("1")}
    assert here.blobs([entry("1").oid]) == {entry("1").oid: b"1"}
    for kind in ("index", "worktree"):
        with pytest.raises(GitError) as caught:
            here.changes(kind, "")
        assert "--rev" in caught.value.fix
    tree = repo.tree()
    monkeypatch.chdir(tmp_path / "bare")
    monkeypatch.setenv("GIT_DIR", ".")  # as git does for the hooks of a server
    assert opened(tmp_path / "bare").head_tree == tree
    monkeypatch.setenv("GIT_INDEX_FILE", str(repo.path / ".git" / "index"))
    assert by_path(opened(tmp_path / "bare").changes("index", "")) == {"a.py": entry("1")}


def test_the_index_that_git_names_is_judged(git_repo, monkeypatch) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "sub/b.py": "1"})
    temporary = repo.path / ".git" / "index.lock"
    temporary.write_bytes((repo.path / ".git" / "index").read_bytes())
    repo.write("a.py", "2")
    repo.git("update-index", "a.py", env={"GIT_INDEX_FILE": str(temporary)})
    for value in (str(temporary), ".git/index.lock"):  # absolute in `commit -a`; relative to the top level in others
        monkeypatch.setenv("GIT_INDEX_FILE", value)
        for cwd in (repo.path, repo.path / "sub"):
            here = opened(cwd)
            assert here.index_path == str(temporary)
            assert by_path(here.changes("index", here.head_tree)) == {"a.py": entry("2")}
            assert here.index_stamp()
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert opened(repo.path).changes("index", repo.tree()) == ()


@pytest.mark.parametrize("cwd", [".", "sub"])
def test_a_relative_git_dir(git_repo, monkeypatch, cwd) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "sub/b.py": "1"})
    repo.write("a.py", "2")
    monkeypatch.chdir(repo.path / cwd)
    monkeypatch.setenv("GIT_DIR", ".git" if cwd == "." else "../.git")
    monkeypatch.setenv("GIT_WORK_TREE", "." if cwd == "." else "..")
    here = opened(os.curdir)
    assert here.toplevel == str(repo.path)
    assert by_path(here.changes("worktree", here.head_tree)) == {"a.py": entry("2")}


def test_a_work_tree_that_lies_elsewhere(git_repo, tmp_path) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1"})
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.py").write_text("2")
    repo.run("config", "core.worktree", str(tmp_path / "elsewhere"))
    here = opened(repo.path)
    assert by_path(here.changes("worktree", here.head_tree)) == {"a.py": entry("2")}


@pytest.mark.parametrize("how", ["--depth=1", "--filter=blob:none", "--filter=tree:0", "--sparse"])
def test_clones_that_hold_less(git_repo, tmp_path, how) -> None:
    origin = git_repo("origin")
    origin.run("config", "uploadpack.allowFilter", "true")
    origin.commit(files={"a.py": "1", "sub/b.py": "1"})
    origin.commit(files={"a.py": "2"})
    url = f"file://{origin.path}"
    subprocess.run(["git", "clone", "-q", how, url, str(tmp_path / "clone")], check=True, capture_output=True)
    here = opened(tmp_path / "clone")
    expected = {"a.py": entry("2"), "sub/b.py": entry("1")}
    for kind in ("index", "worktree", "commit"):
        assert by_path(here.changes(kind, "", here.head_tree)) == expected
    assert here.blobs(found.oid for found in expected.values()) == {entry("2").oid: b"2", entry("1").oid: b"1"}


def test_a_partial_clone_without_its_remote_names_the_object(git_repo, tmp_path) -> None:
    origin = git_repo("origin")
    origin.run("config", "uploadpack.allowFilter", "true")
    origin.commit(files={"a.py": "1"})
    url = f"file://{origin.path}"
    subprocess.run(["git", "clone", "-q", "-n", "--filter=blob:none", url, str(tmp_path / "clone")], check=True)
    origin.path.rename(tmp_path / "away")
    here = opened(tmp_path / "clone")
    with pytest.raises(GitError, match=entry("1").oid):
        here.blobs([entry("1").oid])


def test_replaced_objects_are_not_believed(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "b.py": "2"})
    repo.run("replace", entry("1").oid, entry("2").oid)
    repo.run("gc", "-q")
    assert opened(repo.path).blobs([entry("1").oid]) == {entry("1").oid: b"1"}
