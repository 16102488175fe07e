from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest

from archhook.inventory import workers
from archhook.inventory.collect import Inventories
from archhook.inventory.python_file import inventory
from archhook.laws.law import FileFact
from archhook.store.cache import Store

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


def test_an_inventory_is_found_by_path_and_parsed_once() -> None:
    blobs = Blobs()
    found = Inventories(Store(""), "x", blobs)
    found.use({"a.py": FileFact("100644", f"{1:040x}", "governed")})
    assert found("a.py") == found("a.py") == inventory(SOURCES[f"{1:040x}"])
    assert (blobs.read, found.parsed) == ([f"{1:040x}"], 1)
    with pytest.raises(KeyError):
        found("b.py")


def test_what_a_store_holds_is_not_parsed_again_but_under_another_meaning() -> None:
    store = Store("")
    Inventories(store, "x", Blobs()).fetch(SOURCES)
    for meaning, parsed in (("x", 0), ("y", len(SOURCES))):
        again = Inventories(store, meaning, Blobs())
        again.fetch(SOURCES)
        assert again.parsed == parsed
        assert again.of("f" * 40).error is not None


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_many_files_are_gathered_by_any_number_of_processes(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    monkeypatch.setattr(workers, "processors", lambda: processors)
    store = Store("")
    found = Inventories(store, "x", Blobs())
    seen = {oid: found.of(oid) for oid in found.gather(SOURCES)}
    assert seen == {oid: inventory(source) for oid, source in SOURCES.items()}
    assert found.parsed == len(SOURCES)
    assert len(found._known) == 0


def test_a_worker_that_dies_leaves_its_share_to_the_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    monkeypatch.setattr(workers, "BATCH", 50)
    parent = os.getpid()

    def read(oids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        for oid in oids:
            if os.getpid() != parent and oid.endswith("aa"):
                os.kill(os.getpid(), signal.SIGKILL)
            yield oid, SOURCES[oid]

    assert dict(workers.Parsing(list(SOURCES), read)) == SOURCES


def test_a_reader_that_loses_interest_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "processors", lambda: 2)
    parsing = workers.Parsing(list(SOURCES), lambda oids: ((oid, b"x" * 100_000) for oid in oids))
    next(iter(parsing))
    parsing.close()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
