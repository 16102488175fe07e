"""What somebody else has put into the folder of the cache: it is a miss, and nothing of it is obeyed."""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import time
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.caches import clear, filled, info, read

from archhook.cache.cache import DATABASE, LARGEST, LARGEST_FILE, Store, unseal
from archhook.cache.disk import open_cache

if TYPE_CHECKING:
    from collections.abc import Callable


class Boom:
    """Leaves a mark when it is unpickled."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("/tmp/archhook-was-unpickled",)


@pytest.mark.parametrize("mode", [1, 2, 3, 4])
@pytest.mark.parametrize("raw", [0, 1])
def test_a_planted_row_is_a_miss_and_is_never_unpickled(folder: str, mode: int, raw: int) -> None:
    filled(folder, {"key": b"value"})
    payload = pickle.dumps(Boom())
    with closing(sqlite3.connect(os.path.join(folder, DATABASE))) as database, database:
        key = "planted" if raw else pickle.dumps("planted")
        database.execute(
            "INSERT INTO Cache(key, raw, store_time, access_time, mode, value) VALUES (?, ?, 0, 0, ?, ?)",
            (key, raw, mode, payload),
        )
    database.close()
    assert read(folder, "planted", "key") == {"key": b"value"}
    with open_cache(folder, 1) as cache:
        if (mode, raw) == (1, 1):  # bytes as any other, but not sealed
            assert unseal("planted", cache["planted"]) is None
        else:
            with pytest.raises((TypeError, KeyError)):
                cache["planted"]
    assert not os.path.exists("/tmp/archhook-was-unpickled")


@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
def test_a_planted_pipe_is_not_opened(folder: str, suffix: str) -> None:
    filled(folder, {"key": b"value"})
    path = os.path.join(folder, DATABASE + suffix)
    if os.path.exists(path):
        os.remove(path)
    os.mkfifo(path)
    store = Store(folder)
    assert "no plain file" in store.problem
    assert store.get("key") is None
    store.put("key", b"value")
    assert not store.flush()


def test_a_planted_view_is_not_asked(folder: str) -> None:
    os.makedirs(folder, mode=0o700)
    with closing(sqlite3.connect(os.path.join(folder, DATABASE))) as database, database:
        database.execute(
            "CREATE VIEW Cache AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
            " SELECT 'k' || x AS key, 1 AS raw, 1 AS mode, x AS value FROM n"
        )
    database.close()
    assert read(folder, "key") == {}
    filled(folder, {"key": b"value"})
    assert read(folder, "key") == {"key": b"value"}


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"

PLANTED = {
    "a trigger": f"CREATE TRIGGER t AFTER INSERT ON Cache BEGIN UPDATE Settings SET value = ({ENDLESS}); END",
    "a trigger before": "CREATE TRIGGER t BEFORE INSERT ON Cache BEGIN SELECT RAISE(IGNORE); END",
    "a trigger of the totals": f"CREATE TRIGGER t AFTER UPDATE ON Settings BEGIN {ENDLESS}; END",
    "an index on an expression": "CREATE INDEX i ON Cache(length(hex(zeroblob(400000000))))",
    "an index of some rows": "CREATE INDEX i ON Cache(key) WHERE length(hex(zeroblob(400000000))) = 1",
    "another table": "CREATE TABLE x(n)",
    "a virtual table": "CREATE VIRTUAL TABLE x USING fts5(n)",
    "a computed column": "ALTER TABLE Cache ADD COLUMN n AS (length(hex(zeroblob(400000000))))",
    "a check": "ALTER TABLE Cache ADD COLUMN n CHECK (length(hex(zeroblob(400000000))) > 1)",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_nothing_that_a_planted_schema_holds_is_computed(folder: str, planted: str) -> None:
    filled(folder, {"key": b"value"})
    with sqlite3.connect(os.path.join(folder, DATABASE)) as database:
        database.set_progress_handler(lambda: 1, 10_000_000)
        with contextlib.suppress(sqlite3.OperationalError):
            database.execute(PLANTED[planted])
    database.close()
    started = time.process_time()
    assert read(folder, "key") == {}
    filled(folder, {"key": b"another"})
    assert read(folder, "key") == {"key": b"another"}
    assert time.process_time() - started < 2


@pytest.mark.parametrize("suffix", ["", "-wal", "-journal"])
def test_a_file_that_is_too_large_to_be_ours_is_not_opened(folder: str, suffix: str) -> None:
    filled(folder, {"key": b"value"})
    with open(os.path.join(folder, DATABASE + suffix), "ab") as file:
        file.truncate(LARGEST_FILE + 1)
    started = time.process_time()
    assert read(folder, "key") == {}
    filled(folder, {"key": b"another"})
    assert read(folder, "key") == {"key": b"another"}
    assert time.process_time() - started < 2


def test_a_planted_giant_is_not_read(folder: str) -> None:
    filled(folder, {"key": b"value", "giant": b"small"})
    with sqlite3.connect(os.path.join(folder, DATABASE)) as database:
        database.execute("UPDATE Cache SET value = zeroblob(?) WHERE key = 'giant'", (LARGEST + 5000,))
    database.close()
    started = time.process_time()
    assert read(folder, "giant") == {}
    assert read(folder, "key") == {"key": b"value"}
    assert time.process_time() - started < 1


def journal_that_names(database: str, victim: Path) -> bytes:
    """A journal to roll back, of no page, that belongs to a transaction of several databases, told of in a file."""
    content = Path(database).read_bytes()
    size = int.from_bytes(content[16:18], "big")
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + b"".join(number.to_bytes(4, "big") for number in (0, 1, len(content) // size, 512, size))
    name = os.fsencode(victim)
    lengths = b"".join(number.to_bytes(4, "big") for number in (len(name), sum(name)))
    return header.ljust(512, b"\0") + (0x40000000 // size + 1).to_bytes(4, "big") + name + lengths + magic


@pytest.mark.parametrize("mode", ["wal", "delete"])
@pytest.mark.parametrize("use", [read, info, clear, lambda folder: filled(folder, {"new": b"value"})])
def test_a_planted_journal_removes_no_file(
    folder: str, tmp_path: Path, mode: str, use: Callable[[str], object]
) -> None:
    filled(folder, {"key": b"value"})
    path = os.path.join(folder, DATABASE)
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
    victim = tmp_path / "precious"
    victim.write_bytes(b"precious")
    journal = journal_that_names(path, victim)
    planted = Path(path + "-journal")
    planted.write_bytes(journal)
    use(folder)
    assert victim.exists()
    planted.write_bytes(journal)
    assert read(folder, "key") == {}
    filled(folder, {"key": b"another"})
    assert (read(folder, "key"), victim.exists(), planted.exists()) == ({"key": b"another"}, True, False)
    planted.write_bytes(journal)
    with closing(sqlite3.connect(path)) as database:
        database.execute("SELECT * FROM Cache")
    assert not victim.exists()  # or nothing has been shown


def test_a_planted_journal_without_a_database_is_not_taken_for_that_of_a_new_one(folder: str, tmp_path: Path) -> None:
    filled(folder, {"key": b"value"})
    path = os.path.join(folder, DATABASE)
    victim = tmp_path / "precious"
    victim.write_bytes(b"precious")
    Path(path + "-journal").write_bytes(journal_that_names(path, victim))
    os.remove(path)
    filled(folder, {"key": b"another"})
    assert (read(folder, "key"), victim.exists()) == ({"key": b"another"}, True)


def test_a_database_that_would_keep_a_journal_is_a_miss(folder: str) -> None:
    filled(folder, {"key": b"value"})
    with closing(sqlite3.connect(os.path.join(folder, DATABASE))) as database:
        assert database.execute("PRAGMA journal_mode = delete").fetchone() == ("delete",)
    assert read(folder, "key") == {}
    filled(folder, {"key": b"another"})
    assert read(folder, "key") == {"key": b"another"}


@pytest.mark.parametrize("with_database", [True, False])
def test_a_planted_wal_is_looked_into_as_the_database_is(folder: str, tmp_path: Path, with_database: bool) -> None:
    filled(folder, {"key": b"value"})
    path = os.path.join(folder, DATABASE)
    with closing(sqlite3.connect(path)) as database:
        database.execute(PLANTED["a trigger"])
        database.commit()
        content = Path(path + "-wal").read_bytes()
    filled(folder, {"key": b"value"})  # made anew
    if not with_database:
        os.remove(path)
    Path(path + "-wal").write_bytes(content)
    assert read(folder, "key") == {}
    started = time.process_time()
    filled(folder, {"key": b"another"})
    assert read(folder, "key") == {"key": b"another"}
    assert time.process_time() - started < 2


@pytest.mark.parametrize("suffix", ["-wal", "-shm"])
def test_what_is_linked_from_elsewhere_is_not_written_into(folder: str, tmp_path: Path, suffix: str) -> None:
    filled(folder, {"key": b"value"})
    victim = tmp_path / "precious"
    victim.write_bytes(b"precious")
    os.link(victim, os.path.join(folder, DATABASE + suffix))
    assert read(folder, "key") == {}
    filled(folder, {"key": b"another"})
    assert (read(folder, "key"), victim.read_bytes()) == ({"key": b"another"}, b"precious")


def test_a_planted_schema_takes_no_memory(folder: str) -> None:
    filled(folder, {"key": b"value"})
    with closing(sqlite3.connect(os.path.join(folder, DATABASE))) as database:
        for number in range(3):
            database.execute(f"CREATE VIEW v{number} AS SELECT '{'x' * 30_000_000}'")
    tracemalloc.start()
    try:
        assert read(folder, "key") == {}
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def interior(child: int, cell: bytes, index: bool, size: int) -> bytes:
    """A page of a tree in SQLite's file format, whose children are all one and the same page."""
    cells = [child.to_bytes(4, "big") + cell] * 200
    starts = [size - len(cells[0]) * number for number in range(1, 201)]
    header = bytes([2 if index else 5, 0, 0, 0, 200]) + starts[-1].to_bytes(2, "big") + b"\0" + child.to_bytes(4, "big")
    head = header + b"".join(start.to_bytes(2, "big") for start in starts)
    return head.ljust(starts[-1], b"\0") + b"".join(cells)


def test_a_planted_table_without_an_end_is_not_counted(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder, {"key": b"value"})
    path = os.path.join(folder, DATABASE)
    with closing(sqlite3.connect(path)) as database:
        ((size,),) = database.execute("PRAGMA page_size")
        of_cache = "FROM sqlite_master WHERE tbl_name = 'Cache' AND rootpage"
        trees = database.execute(f"SELECT rootpage, type {of_cache}").fetchall()
    data = bytearray(Path(path).read_bytes())
    for root, kind in trees:
        place = slice((root - 1) * size, root * size)
        leaf = bytes(data[place])
        first = int.from_bytes(leaf[8:10], "big")
        cell = leaf[first : first + 1 + leaf[first]] if kind == "index" else b"\x81\x01"
        data += leaf
        for _ in range(10):
            data += interior(len(data) // size, cell, kind == "index", size)
        data[place] = interior(len(data) // size, cell, kind == "index", size)
    data[28:32] = (len(data) // size).to_bytes(4, "big")
    Path(path).write_bytes(data)
    monkeypatch.setattr("archhook.cache.cache.LONGEST", 1_000_000)
    started = time.process_time()
    info(folder)
    monkeypatch.setattr("archhook.cache.cache.SIZE_LIMIT", 1000)
    filled(folder, {"key": b"another"})
    assert read(folder, "key") == {"key": b"another"}
    assert time.process_time() - started < 2
