from __future__ import annotations

import contextlib
import os
import pickle
import random
import sqlite3
import subprocess
import sys
import time
import tracemalloc
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archhook.cache.cache import DATABASE, LARGEST, LARGEST_FILE, SCHEMA, SPILL, Store, seal, unseal
from archhook.cache.disk import open_cache
from archhook.cache.encoding import digest

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "cache")


def filled(folder: str, entries: dict[str, bytes]) -> None:
    store = Store(folder)
    for key, value in entries.items():
        store.put(key, value)
    assert store.flush()
    store.close()


def read(folder: str, *keys: str) -> dict[str, bytes]:
    store = Store(folder)
    try:
        return store.get_many(keys)
    finally:
        store.close()


@pytest.mark.parametrize("first", [1, 500], ids=["one", "many"])
@pytest.mark.parametrize("second", [1, 500], ids=["and one more", "and many more"])
def test_what_either_way_wrote_both_ways_read(folder: str, first: int, second: int) -> None:
    old = {f"old:{i}": b"%d" % i for i in range(first)}
    new = {f"new:{i}": os.urandom(50_000 if i == 0 else 10) for i in range(second)}
    filled(folder, old)
    with open_cache(folder, 1) as cache:
        for key, value in new.items():
            cache.set(key, seal(key, value))
    assert read(folder, *old, *new, "none") == old | new
    with open_cache(folder, 1) as cache:
        assert {key: unseal(key, cache[key]) for key in cache} == old | new
        assert cache.check() == []
        assert len(cache) == len(old | new)


def test_a_value_can_be_read_before_it_is_flushed_and_replaces_another(folder: str) -> None:
    filled(folder, {"key": b"old"})
    store = Store(folder)
    store.put("key", b"new")
    assert store.get("key") == b"new"
    assert read(folder, "key") == {"key": b"old"}
    assert store.flush()
    store.close()
    assert read(folder, "key") == {"key": b"new"}


def test_without_a_directory_nothing_is_kept(folder: str) -> None:
    store = Store("")
    store.put("key", b"value")
    assert store.get("key") == b"value"
    assert not store.flush()
    assert store.info() == (0, 0)


def test_the_directory_is_for_its_owner_alone(folder: str) -> None:
    filled(folder, {"key": b"value"})
    assert os.stat(folder).st_mode & 0o777 == 0o700


def test_a_directory_that_others_can_write_to_is_not_used(folder: str) -> None:
    filled(folder, {"key": b"value"})
    os.chmod(folder, 0o770)
    store = Store(folder)
    assert "others" in store.problem
    assert store.get("key") is None
    store.put("key", b"value")
    assert not store.flush()


@pytest.mark.parametrize("make", ["file", "link"])
def test_what_is_no_directory_is_not_used(folder: str, tmp_path: Path, make: str) -> None:
    if make == "file":
        Path(folder).write_text("mine")
    else:
        os.symlink(tmp_path, folder)
    assert Store(folder).problem


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


@pytest.mark.parametrize("damage", ["truncated", "flipped", "swapped"])
def test_a_value_that_is_not_what_was_stored_is_a_miss(folder: str, damage: str) -> None:
    filled(folder, {"a": b"x" * 1000, "b": b"y" * 1000})
    sealed = seal("a", b"x" * 1000)
    changed = {"truncated": sealed[:-1], "flipped": sealed[:-1] + b"z", "swapped": seal("b", b"y" * 1000)}[damage]
    with closing(sqlite3.connect(os.path.join(folder, DATABASE))) as database, database:
        database.execute("UPDATE Cache SET value = ? WHERE key = 'a'", (changed,))
    database.close()
    assert read(folder, "a", "b") == {"b": b"y" * 1000}


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_never_wrong_and_is_made_anew(folder: str, seed: int) -> None:
    entries = {f"key:{i}": b"%d" % i * 200 for i in range(500)}
    filled(folder, entries)
    chance = random.Random(seed)
    path = os.path.join(folder, DATABASE)
    size = os.path.getsize(path)
    with open(path, "r+b") as file:
        for _ in range(3):
            file.seek(0 if seed == 0 else chance.randrange(size // 4096) * 4096)
            file.write(chance.randbytes(4096))
        if seed % 4 == 1:
            file.truncate(chance.randrange(size))
    store = Store(folder)
    found = store.get_many(entries)
    assert found.items() <= entries.items()
    for key, value in entries.items():
        store.put(key, value)
    store.flush()
    store.close()
    assert read(folder, *entries) == entries


def test_another_writer_costs_no_more_than_patience(folder: str) -> None:
    filled(folder, {"key": b"value"})
    other = sqlite3.connect(os.path.join(folder, DATABASE), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        for count in (1, 500):
            started = time.monotonic()
            store = Store(folder)
            for i in range(count):
                store.put(f"new:{i}", b"")
            assert store.get("key") == b"value"
            assert not store.flush()
            store.close()
            assert time.monotonic() - started < 5
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_what_is_much_is_written_before_it_is_flushed(folder: str) -> None:
    entries = {f"key:{i}": os.urandom(SPILL // 4) for i in range(6)}
    store = Store(folder)
    for key, value in entries.items():
        store.put(key, value)
    assert 4 <= len(read(folder, *entries)) < 6
    assert store.get_many(entries) == entries
    store.close()


def test_what_is_much_stays_in_memory_where_there_is_no_store() -> None:
    entries = {f"key:{i}": os.urandom(SPILL // 4) for i in range(6)}
    store = Store("")
    for key, value in entries.items():
        store.put(key, value)
    assert store.get_many(entries) == entries


def test_clear_leaves_nothing(folder: str) -> None:
    filled(folder, {"key": b"value"})
    store = Store(folder)
    assert store.info()[0] == 1
    store.clear()
    assert os.listdir(folder) == []


def test_the_older_half_goes_when_the_store_is_too_large(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder, {f"old:{i}": os.urandom(1000) for i in range(100)})
    monkeypatch.setattr("archhook.cache.cache.SIZE_LIMIT", 50_000)
    filled(folder, {"new": b"value"})
    left = read(folder, *(f"old:{i}" for i in range(100)), "new")
    assert left["new"] == b"value"
    assert 40 < len(left) < 60
    assert "old:0" not in left


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


def test_the_schema_is_that_of_diskcache(folder: str) -> None:
    open_cache(folder, 1).close()
    with sqlite3.connect(os.path.join(folder, DATABASE)) as database:
        schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    database.close()
    assert digest(repr(schema).encode()) == SCHEMA


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


def test_a_value_that_is_too_large_is_not_kept(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archhook.cache.cache.LARGEST", 1000)
    filled(folder, {"key": b"x" * 1001, "other": b"x" * 1000})
    assert read(folder, "key", "other") == {"other": b"x" * 1000}


def test_a_statement_that_takes_too_long_is_stopped(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(folder, {f"key:{number}": b"value" for number in range(3000)})
    monkeypatch.setattr("archhook.cache.cache.LONGEST", 50_000)
    monkeypatch.setattr("archhook.cache.cache.SIZE_LIMIT", 1000)
    store = Store(folder)
    store.put("key", b"value")
    assert store.flush()  # into a new file
    store.close()
    assert read(folder, "key", "key:1") == {"key": b"value"}


def test_a_store_that_another_holds_alone_costs_one_wait_and_not_one_for_each_key(folder: str) -> None:
    filled(folder, {f"key:{i}": b"value" for i in range(50)})
    other = sqlite3.connect(os.path.join(folder, DATABASE), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        started = time.monotonic()
        assert read(folder, *(f"key:{i}" for i in range(50))) == {}
        assert time.monotonic() - started < 5
    finally:
        other.close()


def journal_that_names(database: str, victim: Path) -> bytes:
    """A journal to roll back, of no page, that belongs to a transaction of several databases, told of in a file."""
    content = Path(database).read_bytes()
    size = int.from_bytes(content[16:18], "big")
    magic = bytes.fromhex("d9d505f920a163d7")
    header = magic + b"".join(number.to_bytes(4, "big") for number in (0, 1, len(content) // size, 512, size))
    name = os.fsencode(victim)
    lengths = b"".join(number.to_bytes(4, "big") for number in (len(name), sum(name)))
    return header.ljust(512, b"\0") + (0x40000000 // size + 1).to_bytes(4, "big") + name + lengths + magic


def info(folder: str) -> None:
    store = Store(folder)
    store.info()
    store.close()


def clear(folder: str) -> None:
    Store(folder).clear()


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


def test_many_that_make_the_store_at_once_make_one(folder: str) -> None:
    """Each keeps what it found, or is told that another holds the store; what is kept is whole, and nothing is left."""
    script = (
        "import sys; from archhook.cache.cache import Store; store = Store(sys.argv[1]); sys.stdin.read();"
        " [store.put(f'{sys.argv[2]}:{i}', b'x' * 1000) for i in range(50)]; print(store.flush()); store.close()"
    )
    for _ in range(3):
        started = [
            subprocess.Popen(
                [sys.executable, "-c", script, folder, str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for number in range(4)
        ]
        kept = [process.communicate()[0].strip() == b"True" for process in started]
        assert any(kept)
        keys = [f"{number}:{i}" for number in range(4) if kept[number] for i in range(50)]
        assert read(folder, *keys) == dict.fromkeys(keys, b"x" * 1000)
        assert os.listdir(folder) == [DATABASE]
        clear(folder)


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


def test_more_than_a_file_holds_is_not_read_out_of_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {f"key:{number}": b"x" * 1000 for number in range(2000)}
    filled(folder, entries)
    monkeypatch.setattr("archhook.cache.cache.LARGEST_FILE", os.path.getsize(os.path.join(folder, DATABASE)))
    assert read(folder, *entries) == entries
    store = Store(folder)
    monkeypatch.setattr("archhook.cache.cache.LARGEST_FILE", 1_900_000)  # as if rows shared their pages
    assert len(store.get_many(entries)) < 1900
    store.close()
