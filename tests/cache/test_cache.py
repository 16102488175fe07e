"""The cache: what is put in is found again, or is a miss in bounded time."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from helpers.caches import clear, filled, read

from archhook.cache.cache import DATABASE, SCHEMA, SPILL, Store, seal, unseal
from archhook.cache.disk import open_cache
from archhook.cache.encoding import digest


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


def test_the_schema_is_that_of_diskcache(folder: str) -> None:
    open_cache(folder, 1).close()
    with sqlite3.connect(os.path.join(folder, DATABASE)) as database:
        schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    database.close()
    assert digest(repr(schema).encode()) == SCHEMA


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


def test_more_than_a_file_holds_is_not_read_out_of_it(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {f"key:{number}": b"x" * 1000 for number in range(2000)}
    filled(folder, entries)
    monkeypatch.setattr("archhook.cache.cache.LARGEST_FILE", os.path.getsize(os.path.join(folder, DATABASE)))
    assert read(folder, *entries) == entries
    store = Store(folder)
    monkeypatch.setattr("archhook.cache.cache.LARGEST_FILE", 1_900_000)  # as if rows shared their pages
    assert len(store.get_many(entries)) < 1900
    store.close()
