"""The work tree against git's record of it: whatever was edited is seen, and no configured program runs."""

from __future__ import annotations

import os

import pytest
from helpers.snapshots import by_path, entry, opened

from archhook.errors import GitError
from archhook.snapshot import worktree
from archhook.snapshot.git_objects import blob_id
from archhook.snapshot.worktree import WorkTree


@pytest.mark.parametrize("old_time", [1_000_000_000, None], ids=["the time is set back", "the time is natural"])
def test_an_edit_of_the_same_size_and_time_is_seen(git_repo, old_time) -> None:
    for attempt in range(5):
        repo = git_repo(f"repo{attempt}")
        file = repo.write("a.py", "x = 1\n")
        if old_time:
            os.utime(file, (old_time, old_time))
        repo.commit()
        before = file.stat()
        file.write_text("x = 2\n")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        here = opened(repo.path)
        assert by_path(here.changes("worktree", here.head_tree)) == {"a.py": entry("x = 2\n")}


@pytest.mark.parametrize("first", ["the edit", "the stamp"])
def test_an_edit_is_seen_whatever_time_the_index_is_given(git_repo, first) -> None:
    """git reads a record that seems older than the index by whole seconds, and takes the edit for no change."""
    repo = git_repo()
    file = repo.write("a.py", "x = 1\n")
    os.utime(file, (1e9, 1e9))
    repo.commit()
    for step in ("the edit", "the stamp") if first == "the edit" else ("the stamp", "the edit"):
        if step == "the stamp":
            os.utime(repo.path / ".git/index", (2e9, 2e9))
        else:
            file.write_text("x = 2\n")
            os.utime(file, (1e9, 1e9))
    here = opened(repo.path)
    assert by_path(here.changes("worktree", here.head_tree)) == {"a.py": entry("x = 2\n")}


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
def test_files_that_git_is_told_not_to_look_at(git_repo, mark) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "b.py": "1", "c.py": "1", "d.py": "1"})
    base = repo.tree()
    repo.write("c.py", "staged")
    repo.run("add", "c.py")
    repo.run("update-index", mark, "a.py", "b.py", "c.py")
    repo.write("a.py", "2")
    repo.write("c.py", "1")
    (repo.path / "b.py").unlink()
    found = by_path(opened(repo.path).changes("worktree", base))
    # what a sparse checkout leaves out is not deleted
    assert found == {"a.py": entry("2")} | ({"b.py": None} if mark == "--assume-unchanged" else {})


def test_touched_files_are_no_change(git_repo) -> None:
    repo = git_repo()
    repo.commit(files={"a.py": "1", "b.py": "1"})
    for name in ("a.py", "b.py"):
        os.utime(repo.path / name, (2e9, 2e9))
    here = opened(repo.path)
    assert here.changes("worktree", here.head_tree) == ()
    assert by_path(here.changes("worktree", "")) == {"a.py": entry("1"), "b.py": entry("1")}


@pytest.mark.parametrize("driver", ["upper", "wei.rd=name"])
@pytest.mark.parametrize("kind", ["clean", "process"])
@pytest.mark.parametrize("elsewhere", ["", os.devnull], ids=["", "GIT_CONFIG"])  # where `git config` alone looks
def test_no_filter_is_run(git_repo, tmp_path, monkeypatch, driver, kind, elsewhere) -> None:
    repo = git_repo()
    repo.write("a.py", "raw\n")
    repo.write("sub/plain.py", "plain\n")
    repo.write("data.bin", "raw\n")
    repo.commit()
    marker = tmp_path / "was-executed"
    repo.write(".gitattributes", f"a.py filter={driver}\ndata.bin filter={driver}\n")
    repo.run("config", f"filter.{driver}.{kind}", f"touch {marker}; cat")
    repo.run("config", f"filter.{driver}.required", "true")
    for name in ("a.py", "data.bin"):
        repo.write(name, "RAW\n")  # racy: of the same size, perhaps within the second in which the index was written
    if elsewhere:
        monkeypatch.setenv("GIT_CONFIG", elsewhere)
    here = opened(repo.path)
    found = by_path(here.changes("worktree", here.head_tree))
    assert found == {"a.py": entry("RAW\n"), "data.bin": entry("RAW\n")}
    assert not marker.exists()


def test_a_filtered_python_file_is_always_read_from_disk(git_repo) -> None:
    repo = git_repo()
    repo.run("config", "filter.swap.clean", "tr a-z A-Z")
    repo.commit(files={".gitattributes": "*.py filter=swap\n*.txt filter=swap\n", "a.py": "x\n", "b.txt": "x\n"})
    for file in repo.path.iterdir():  # no record in the index is too fresh to be trusted
        if file.is_file():
            os.utime(file, (1e9, 1e9))
    repo.run("update-index", "--refresh")
    here = opened(repo.path)
    assert by_path(here.changes("index", ""))["a.py"] == entry("X\n")
    assert by_path(here.changes("worktree", ""))["a.py"] == entry("x\n")


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"y" * 5000])
def test_what_was_hashed_can_be_read_again(tmp_path, monkeypatch, content) -> None:
    monkeypatch.setattr(worktree, "_KEPT_FILE", 1000)
    (tmp_path / "a").write_bytes(content)
    files = WorkTree(str(tmp_path), "sha1")
    found = files.entry("a")
    assert found == entry(content)
    assert files.content(found.oid) == content == files.read("a")
    assert files.content("1" * 40) is None


def test_a_file_that_was_not_kept_must_still_be_the_same(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(worktree, "_KEPT_FILE", 10)
    file = tmp_path / "a"
    for change in (lambda: file.write_bytes(b"z" * 100), file.unlink):
        file.write_bytes(b"y" * 100)
        files = WorkTree(str(tmp_path), "sha1")
        found = files.entry("a")
        change()
        with pytest.raises(GitError, match="changed while it was being judged"):
            files.content(found.oid)


def test_a_file_that_was_kept_is_what_was_hashed(tmp_path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    files = WorkTree(str(tmp_path), "sha1")
    found = files.entry("a")
    (tmp_path / "a").write_bytes(b"2")
    assert files.content(found.oid) == b"1"


def test_memory_is_bounded(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(worktree, "_KEPT_ALL", 250)
    files = WorkTree(str(tmp_path), "sha256")
    contents = {f"{number}": bytes([65 + number]) * 100 for number in range(5)}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    oids = {name: files.entry(name).oid for name in contents}
    assert oids == {name: blob_id("sha256", content) for name, content in contents.items()}
    (tmp_path / "0").unlink()
    assert files.content(oids["0"]) == contents["0"]  # kept
    assert files.content(oids["4"]) == contents["4"]  # read again
    (tmp_path / "4").unlink()
    with pytest.raises(GitError):
        files.content(oids["4"])


@pytest.mark.parametrize("path", ["a" * 5000, "sub/" + "a" * 5000])
def test_what_cannot_be_read_is_an_error(tmp_path, path) -> None:
    (tmp_path / "sub").mkdir()
    files = WorkTree(str(tmp_path), "sha1")
    for ask in (files.entry, files.read, files.stat, files.quick_stat):
        with pytest.raises(GitError, match="cannot be read"):
            ask(path)


@pytest.mark.parametrize("path", ["link/a.py", "link/deep/a.py", "sub/link/deep/a.py", "loop/x"])
def test_nothing_lies_beyond_a_link_to_a_folder(tmp_path, path) -> None:
    (tmp_path / "elsewhere/deep").mkdir(parents=True)
    (tmp_path / "root/sub").mkdir(parents=True)
    for name in ("a.py", "deep/a.py"):
        (tmp_path / "elsewhere" / name).write_text("x = 1\n")
    for link in ("root/link", "root/sub/link", "way"):
        (tmp_path / link).symlink_to(tmp_path / ("root" if link == "way" else "elsewhere"))
    (tmp_path / "root/loop").symlink_to("loop")
    (tmp_path / "root/sub/there.py").write_text("x = 2\n")
    for root in ("root", "way"):  # the way to the root may lead over links
        files = WorkTree(str(tmp_path / root), "sha1")
        assert [files.stat(path), files.entry(path), files.read(path)] == [None, None, None]
        assert files.entry("sub/there.py") == entry("x = 2\n")
        assert files.entry("link").mode == "120000"


@pytest.mark.parametrize("mark", ["", "--assume-unchanged", "--skip-worktree"])
@pytest.mark.parametrize("folder", ["src", "src/inner"])
def test_a_folder_that_a_link_replaced_is_gone(git_repo, tmp_path, folder, mark) -> None:
    repo = git_repo()
    repo.commit(files={"src/inner/a.py": "1", "b.py": "1"})
    if mark:
        repo.run("update-index", mark, "src/inner/a.py")
    (repo.path / folder).rename(tmp_path / "moved")
    (repo.path / folder).symlink_to(tmp_path / "moved")
    here = opened(repo.path)
    gone = mark != "--skip-worktree"  # what a sparse checkout leaves out is not deleted
    assert by_path(here.changes("worktree", here.head_tree)) == ({"src/inner/a.py": None} if gone else {})
    everything = by_path(here.changes("worktree", ""))
    assert everything == {"b.py": entry("1")} | ({} if gone else {"src/inner/a.py": entry("1")})
