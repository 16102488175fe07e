"""A cache that is filled, read and emptied, each time opened anew."""

from __future__ import annotations

from archhook.cache.cache import Store


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


def info(folder: str) -> None:
    store = Store(folder)
    store.info()
    store.close()


def clear(folder: str) -> None:
    Store(folder).clear()
