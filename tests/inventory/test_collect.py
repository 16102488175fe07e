from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from archhook.cache.cache import Store
from archhook.inventory import workers
from archhook.inventory.collect import Inventories
from archhook.inventory.python_file import inventory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SOURCES = {f"{i:040x}": f"def f{i}():\n    pass\n".encode() for i in range(500)} | {"f" * 40: b"def (:\n"}


class Blobs:
    """Content by id; counts what is read in this process."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def __call__(self, oids: Iterable[str]) -> dict[str, bytes]:
        oids = list(oids)
        self.read += oids
        return {oid: SOURCES[oid] for oid in oids}


def test_an_inventory_is_found_by_content_and_parsed_once() -> None:
    blobs = Blobs()
    found = Inventories(Store(""), "x", blobs)
    assert found.of(f"{1:040x}") == found.of(f"{1:040x}") == inventory(SOURCES[f"{1:040x}"])
    assert (blobs.read, found.parsed) == ([f"{1:040x}"], 1)


def test_what_a_store_holds_is_not_parsed_again_but_under_another_meaning() -> None:
    store = Store("")
    Inventories(store, "x", Blobs()).fetch(SOURCES)
    for meaning, parsed in (("x", 0), ("y", len(SOURCES))):
        again = Inventories(store, meaning, Blobs())
        again.fetch(SOURCES)
        assert again.parsed == parsed
        assert again.of("f" * 40).error is not None


def named(found: Inventories) -> Iterator[tuple[str, str]]:
    """What `each` says of all sources, asked for the names in them."""
    for oid, answer in found.each(
        SOURCES, lambda oid: found.of(oid).symbols[0].name.encode() if oid[0] == "0" else b""
    ):
        yield oid, answer.decode()


NAMES = {oid: f"f{int(oid, 16)}" if oid[0] == "0" else "" for oid in SOURCES}


@pytest.mark.parametrize("processors", [1, 2, 3])
@pytest.mark.parametrize("known", [0, 100, 501])
def test_many_files_are_asked_about_in_any_number_of_processes(
    monkeypatch: pytest.MonkeyPatch, processors: int, known: int
) -> None:
    monkeypatch.setattr(workers, "processors", lambda: processors)
    store = Store("")
    Inventories(store, "x", Blobs()).fetch(list(SOURCES)[:known])
    blobs = Blobs()
    found = Inventories(store, "x", blobs)
    assert sorted(named(found)) == sorted(NAMES.items())
    assert found.parsed == len(SOURCES) - known
    assert len(found._known) == 0
    assert bool(blobs.read) == (processors == 1 and known < 501)  # else other processes read
    again = Inventories(store, "x", blobs)
    again.fetch(SOURCES)
    assert again.parsed == 0
    nobody_is_left()


@pytest.mark.parametrize("where", ["read", "ask"])
def test_a_process_that_dies_leaves_its_share_to_the_parent(monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    monkeypatch.setattr(workers, "BATCH", 50)
    parent = os.getpid()

    def deadly(place: str, oid: str) -> None:
        if where == place and os.getpid() != parent and oid.endswith("aa"):
            os.kill(os.getpid(), signal.SIGKILL)

    def read(oids: Iterable[str]) -> dict[str, bytes]:
        oids = list(oids)
        for oid in oids:
            deadly("read", oid)
        return {oid: SOURCES[oid] for oid in oids}

    def ask(oid: str) -> bytes:
        deadly("ask", oid)
        return oid.encode()

    found = Inventories(Store(""), "x", read)
    assert sorted(found.each(SOURCES, ask)) == sorted((oid, oid.encode()) for oid in SOURCES)
    nobody_is_left()


def test_what_is_wrong_in_another_process_is_raised_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)

    def ask(oid: str) -> bytes:
        raise LookupError(oid)

    with pytest.raises(LookupError):
        list(Inventories(Store(""), "x", Blobs()).each(SOURCES, ask))
    nobody_is_left()


def test_who_loses_interest_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    found = Inventories(Store(""), "x", Blobs())
    answers = found.each(SOURCES, lambda oid: b"x" * 100_000)
    next(answers)
    answers.close()  # type: ignore[attr-defined]  # a generator
    nobody_is_left()


def test_what_was_begun_and_is_not_wanted_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 3)
    found = Inventories(Store(""), "x", Blobs())
    found.begin(SOURCES)
    found.cancel()
    nobody_is_left()
    found.each(SOURCES, lambda oid: b"")  # nobody looks at the answers
    found.cancel()
    nobody_is_left()


def nobody_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
