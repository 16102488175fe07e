"""A file is put in the place of another at once, or the old one stays."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from archhook.atomic import first_link, refuse_beyond_link, replace_file
from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_the_old_file_is_kept(mode: int, tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_text("old")
    target.chmod(mode)
    replace_file(str(target), b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o7777, names(tmp_path)) == (b"new", mode, ["a"])


def test_a_mode_that_is_asked_for_is_given_whatever_the_umask(tmp_path: Path) -> None:
    replace_file(str(tmp_path / "hook"), b"x", 0o777)
    assert (tmp_path / "hook").stat().st_mode & 0o7777 == 0o777


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    replace_file(str(tmp_path / "new"), b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_a_killed_process_left_behind_is_replaced(tmp_path: Path) -> None:
    (tmp_path / f"a.{os.getpid()}.tmp").write_text("half")
    replace_file(str(tmp_path / "a"), b"whole")
    assert ((tmp_path / "a").read_bytes(), names(tmp_path)) == (b"whole", ["a"])


def test_where_it_fails_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="directory"):
        replace_file(str(tmp_path / "folder"), b"x")
    assert names(tmp_path) == ["folder"]


def test_a_file_beyond_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there/sub").mkdir(parents=True)
    (tmp_path / "link").symlink_to("there")
    assert first_link(str(tmp_path), "link/sub/a") == "link"
    refuse_beyond_link(str(tmp_path), "there/sub/a")
    refuse_beyond_link(str(tmp_path), "link")  # the file itself is another matter
    with pytest.raises(ArchhookError, match="link is a symbolic link to a folder"):
        refuse_beyond_link(str(tmp_path), "link/sub/a")
