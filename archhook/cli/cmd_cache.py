"""[I/O] `archhook cache info` and `archhook cache clear`."""

from __future__ import annotations

import os

from archhook.cli.commands import CACHE_DIR, QUIET, Command
from archhook.cli.console import cache_dir, current_folder, deliver, say
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cache.cache import Store
    from archhook.cli.arguments import Invocation

NO_CACHE = "there is no cache: outside git one is kept only where --cache-dir or ARCHHOOK_CACHE_DIR names a folder"

COMMANDS = (
    Command(
        "cache info",
        "where the cache lies and what it holds",
        (CACHE_DIR,),
        examples=(("cache info", "where, how many, how large"),),
    ),
    Command(
        "cache clear",
        "forget everything that was computed before",
        (CACHE_DIR, QUIET),
        examples=(("cache clear", "the next run works everything out anew"),),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says where the cache lies, or empties it. ArchhookError where it must not be touched."""
    directory = cache_dir(invocation.value("--cache-dir"), environment) or _default_cache()
    if invocation.command == "cache info":
        return _cache_info(directory)
    return _cache_clear(directory, invocation.on("--quiet"))


def _default_cache() -> str:
    """The cache of the repository here; "" outside git, where there is none unless one is named."""
    from archhook.check.api import default_cache
    from archhook.snapshot.git import Repo

    repo = Repo.open(current_folder())
    return "" if repo is None else default_cache(repo)


def _cache_info(directory: str) -> int:
    from archhook.report.text import printable

    store = _open(directory)
    if store is None:
        deliver(f"{printable(directory)}: nothing is cached yet\n" if directory else f"{NO_CACHE}\n")
        return 0
    entries, size = store.info()
    store.close()
    deliver(f"{printable(directory)}: {entries} entr{'y' if entries == 1 else 'ies'}, {_readable(size)}\n")
    return 0


def _cache_clear(directory: str, quiet: bool) -> int:
    from archhook.report.text import printable

    store = _open(directory)
    if store is not None:
        try:
            store.clear()
        except OSError as error:
            raise ArchhookError(f"the cache {directory} cannot be cleared: {error.strerror}") from None
    if not quiet:
        say(f"archhook: {f'the cache {printable(directory)} is empty' if directory else NO_CACHE}")
    return 0


def _open(directory: str) -> Store | None:
    """The store of a folder; None where there is no folder yet. ArchhookError where it must not be touched."""
    from archhook.cache.cache import Store

    if not os.path.isdir(directory):
        return None
    store = Store(directory)
    if store.problem:
        raise ArchhookError(f"the cache {directory} cannot be used: {store.problem}", fix="remove the folder by hand")
    return store


def _readable(size: int) -> str:
    """`512 bytes`, `3.4 kB`, `120.0 MB`."""
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
