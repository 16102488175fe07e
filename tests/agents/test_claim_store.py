"""The file of claims: what it survives, and that processes do not come between each other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from archhook.agents import claim_store
from archhook.agents.claim_store import FILE, LOCK, change_claims, folder_of, read_claims
from archhook.agents.claims import Claim, Part
from archhook.errors import ArchhookError

if TYPE_CHECKING:
    from pathlib import Path

ONE = Claim("", "T-1", "alice", 10, 20, (Part("x.py", ("f",)),))
TWO = ONE._replace(node="T-2", owner="bob")
COUNT = """
import sys
from archhook.agents.claim_store import change_claims
from archhook.agents.claims import Claim
for number in range(40):
    change_claims(sys.argv[1], lambda held: ((*held, Claim("", f"T-{len(held) + 1}", "a", 1, 2, ())), None))
"""


def kept(folder: Path, *claims: Claim) -> Path:
    assert change_claims(str(folder), lambda _: (claims, "answer"))[0] == "answer"
    return folder / FILE


def test_outside_git_there_is_no_place() -> None:
    with pytest.raises(ArchhookError, match="in no git repository"):
        folder_of("")


def test_nothing_is_kept_before_the_first_claim(tmp_path: Path) -> None:
    folder = tmp_path / "claims"
    assert read_claims(str(folder)) == ((), ())
    assert not folder.exists()


def test_what_is_kept_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE, TWO)
    assert read_claims(str(file.parent)) == ((ONE, TWO), ())
    assert [path.stat().st_mode & 0o777 for path in (file.parent, file)] == [0o700, 0o600]
    assert sorted(os.listdir(file.parent)) == [FILE, LOCK]


def test_what_does_not_change_is_not_written(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE)
    before = file.stat().st_ino
    change_claims(str(file.parent), lambda held: (held, None))
    assert file.stat().st_ino == before


@pytest.mark.parametrize(
    ("content", "left", "note"),
    [
        (b"", (), "is damaged"),
        (b"\xff\xfe\x00", (), "is damaged"),
        (b"{", (), "is damaged"),
        (b"[" * 100_000, (), "is damaged"),
        (b'{"schema_version":1,"claims":' + b"9" * 10_000 + b"}", (), "is damaged"),
        (b'{"schema_version":1}', (), "is damaged"),
        (b'{"schema_version":0,"claims":[]}', (), "1 damaged claim"),
        (b"[]", (), "is damaged"),
        (b'{"schema_version":1,"claims":[[1],["","T-1","alice",10,20,[["x.py",["f"]]]],null]}', (ONE,), "2 damaged"),
        (b" " * (claim_store.SIZE_LIMIT + 1), (), "is no file of claims"),
    ],
    ids=["empty", "binary", "torn", "deep", "huge number", "no claims", "no such schema", "list", "mixed", "giant"],
)
def test_a_damaged_file_is_noted_and_replaced(
    tmp_path: Path, content: bytes, left: tuple[Claim, ...], note: str
) -> None:
    file = kept(tmp_path / "claims", ONE)
    file.write_bytes(content)
    claims, notes = read_claims(str(file.parent))
    assert claims == left
    assert [note in one for one in notes] == [True]
    answer, said = change_claims(str(file.parent), lambda held: ((*held, TWO), len(held)))
    assert (answer, said) == (len(left), notes)
    assert read_claims(str(file.parent)) == ((*left, TWO), ())


def test_what_a_later_version_wrote_is_not_overwritten(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE)
    file.write_bytes(b'{"schema_version":99,"claims":[]}')
    for change in (lambda: kept(file.parent, TWO), lambda: read_claims(str(file.parent))):
        with pytest.raises(ArchhookError, match="a later archhook"):
            change()
    assert b"99" in file.read_bytes()


@pytest.mark.parametrize("name", [FILE, LOCK])
@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_what_is_no_plain_file_is_not_followed_and_never_waited_for(tmp_path: Path, name: str, what: str) -> None:
    folder = tmp_path / "claims"
    folder.mkdir(mode=0o700)
    outside = tmp_path / "outside"
    outside.write_text("precious")
    if what == "link":
        (folder / name).symlink_to(outside)
    elif what == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).mkdir()
    if name == FILE and what != "folder":
        assert "ignored" in read_claims(str(folder))[1][0]
        kept(folder, ONE)
        assert read_claims(str(folder)) == ((ONE,), ())
    else:
        with pytest.raises(ArchhookError):
            kept(folder, ONE)
    assert outside.read_text() == "precious"


def test_a_folder_that_others_may_write_to_is_not_used(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE)
    file.parent.chmod(0o777)
    with pytest.raises(ArchhookError, match="others may write to it"):
        kept(file.parent, TWO)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchhookError, match="claims cannot be kept in"):
        kept(tmp_path / "file" / "claims", ONE)


def test_more_than_is_kept_is_refused_and_nothing_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept(tmp_path / "claims", ONE)
    monkeypatch.setattr(claim_store, "SIZE_LIMIT", 200)
    with pytest.raises(ArchhookError, match="more than are kept"):
        kept(file.parent, *(ONE._replace(node=f"T-{number}") for number in range(9)))
    assert read_claims(str(file.parent)) == ((ONE,), ())


def test_a_failed_decision_changes_nothing_and_frees_the_lock(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE)

    def fail(_: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], None]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change_claims(str(file.parent), fail)
    assert kept(file.parent, TWO)
    assert sorted(os.listdir(file.parent)) == [FILE, LOCK]


def test_what_a_killed_process_left_is_no_obstacle(tmp_path: Path) -> None:
    file = kept(tmp_path / "claims", ONE)
    (file.parent / f"{FILE}.{os.getpid()}.tmp").write_text("half")
    kept(file.parent, TWO)
    assert read_claims(str(file.parent)) == ((TWO,), ())
    assert sorted(os.listdir(file.parent)) == [FILE, LOCK]


def test_another_process_is_waited_for_but_not_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = kept(tmp_path / "claims", ONE)
    monkeypatch.setattr(claim_store, "PATIENCE", 0.05)
    inside, done = threading.Event(), threading.Event()

    def hold(held: tuple[Claim, ...]) -> tuple[tuple[Claim, ...], None]:
        inside.set()
        done.wait(10)
        return held, None

    thread = threading.Thread(target=change_claims, args=(str(file.parent), hold))
    thread.start()
    try:
        assert inside.wait(10)
        with pytest.raises(ArchhookError, match="another process holds the claims"):
            kept(file.parent, TWO)
        assert read_claims(str(file.parent)) == ((ONE,), ())
    finally:
        done.set()
        thread.join()
    assert kept(file.parent, TWO)


def test_processes_do_not_come_between_each_other(tmp_path: Path) -> None:
    folder = str(tmp_path / "claims")
    running = [subprocess.Popen([sys.executable, "-c", COUNT, folder]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert [claim.node for claim in read_claims(folder)[0]] == [f"T-{number}" for number in range(1, 121)]
    assert json.loads((tmp_path / "claims" / FILE).read_text())["schema_version"] == 2
