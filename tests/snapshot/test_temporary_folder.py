from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from archhook.errors import GitError
from archhook.snapshot.temporary_folder import GRACE, PREFIX, TemporaryFolder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of temporary ones, which is empty again in the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    yield folder
    assert [*folder.iterdir()] == []


HELD = """
import time
from archhook.snapshot.temporary_folder import TemporaryFolder

folder = TemporaryFolder()
folder.write("some/file", b"content")
try:
    print("made", flush=True)
    time.sleep(60)
finally:
    folder.remove()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_where_the_process_is_ended(temporary: Path, number: signal.Signals) -> None:
    process = subprocess.Popen([sys.executable, "-c", HELD], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    assert process.stdout.readline() == b"made\n"
    (left,) = temporary.iterdir()
    os.utime(left, (0, 0))
    TemporaryFolder().remove()  # what is held is let be, however old it is
    assert [*temporary.iterdir()] == [left]
    process.send_signal(number)
    assert process.wait(20) != 0
    process.stdout.close()
    if number == signal.SIGKILL:
        os.utime(left, (time.time() - GRACE / 2,) * 2)
        TemporaryFolder().remove()
        assert [*temporary.iterdir()] == [left]  # it may be one that is being made
        os.utime(left, (0, 0))
        TemporaryFolder().remove()
    assert [*temporary.iterdir()] == []


def test_what_only_looks_like_a_folder_of_ours_is_let_be(temporary: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a.txt").write_text("somebody's\n")
    other = temporary / f"{PREFIX}file"
    other.write_text("somebody's\n")
    os.utime(other, (0, 0))
    link = temporary / f"{PREFIX}link"
    link.symlink_to(tmp_path / "other")
    TemporaryFolder().remove()
    assert (tmp_path / "other/a.txt").exists()
    assert other.exists()
    other.unlink()
    link.unlink()


@pytest.mark.parametrize("there", [False, True])
def test_without_room_there_is_no_folder(monkeypatch: pytest.MonkeyPatch, temporary: Path, there: bool) -> None:
    folder = TemporaryFolder()
    if there:
        (temporary / folder.path / "some").write_text("no folder")
    with monkeypatch.context() as changed, pytest.raises(GitError, match="cannot be written") as caught:
        changed.setenv("TMPDIR", str(temporary / "nowhere"))
        if there:
            folder.write("some/file", b"content")
        else:
            TemporaryFolder()
    assert "TMPDIR" in caught.value.fix
    folder.remove()
    folder.remove()
