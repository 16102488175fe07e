from __future__ import annotations

import os

import pytest
from helpers.files import write

from archhook.errors import GitError
from archhook.inventory.parse import Limits
from archhook.snapshot.changeset import Change, Entry
from archhook.snapshot.folder import Folder
from archhook.snapshot.git_objects import blob_id


def test_every_file_below_counts_but_those_of_tools(tmp_path) -> None:
    for name in (
        "a.py", "z/deep/b.py", ".hidden/c.py", "venv/lib/d.py", "venv/pyvenv.cfg", ".venv/e.py", "__pycache__/f.pyc",
        ".git/config", ".hg/x",
    ):  # fmt: skip
        write(tmp_path / name, name)
    (tmp_path / "link").symlink_to("z")
    (tmp_path / "run.py").write_text("run")
    (tmp_path / "run.py").chmod(0o755)
    os.mkfifo(tmp_path / "pipe")
    with open(os.fsencode(tmp_path) + b"/\xe4.py", "wb"):
        pass
    folder = Folder(str(tmp_path))
    expected = {
        ".hidden/c.py": ("100644", b".hidden/c.py"),
        "a.py": ("100644", b"a.py"),
        "link": ("120000", b"z"),
        "run.py": ("100755", b"run"),
        "z/deep/b.py": ("100644", b"z/deep/b.py"),
        "\udce4.py": ("100644", b""),
    }
    changes = folder.changes("worktree")
    assert changes == tuple(
        Change(path, Entry(mode, blob_id("sha1", content)), None) for path, (mode, content) in expected.items()
    )
    assert folder.blobs(change.entry.oid for change in changes if change.entry) == {
        blob_id("sha1", content): content for _, content in expected.values()
    }
    assert folder.files.read("a.py") == b"a.py"
    assert folder.files.entry("nothing") is None
    assert (folder.untracked(), folder.index_stamp()) == ((), ())


def test_folders_may_lie_in_folders_as_deep_as_a_path_can_say(tmp_path) -> None:
    deep = "a/" * 120 + "b.py"  # what clears up behind the tests goes down as deep as the folders do
    (tmp_path / deep).parent.mkdir(parents=True)
    (tmp_path / deep).write_text("")
    folder = Folder(str(tmp_path))
    with Limits(60):
        assert folder.tracked() == (deep,)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("index",), "no index"),
        (("commit", "", "1" * 40), "no commits"),
        (("worktree", "1" * 40), "nothing to compare with"),
    ],
)
def test_what_only_a_repository_has(tmp_path, arguments, said) -> None:
    with pytest.raises(GitError, match=said) as caught:
        Folder(str(tmp_path)).changes(*arguments)
    assert caught.value.fix == "`git init`"


def test_a_blob_that_was_never_hashed_is_missing(tmp_path) -> None:
    with pytest.raises(GitError, match="is missing"):
        Folder(str(tmp_path)).blobs(["1" * 40])


def test_a_folder_that_is_missing_is_an_error(tmp_path) -> None:
    with pytest.raises(GitError, match="cannot be read"):
        Folder(str(tmp_path / "nothing")).changes("worktree")
