"""The configuration that a commit holds, without the rest of it being read."""

from __future__ import annotations

from archhook.check.full import read_config
from archhook.model.config import CONFIG_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from archhook.check.request import Request
    from archhook.model.config import Config
    from archhook.snapshot.git import Repo


def config_at(repo: Repo, request: Request) -> Callable[[str], Config]:
    """A function from a revision to the configuration in its tree."""
    prefix, named = request.prefix, request.named

    def config_of(revision: str) -> Config:
        wanted = (*CONFIG_FILES, named) if named else CONFIG_FILES
        entries = repo.entries_at(revision, [prefix + name for name in wanted])
        return read_config(
            {path.removeprefix(prefix): entry for path, entry in entries.items()}, repo.blobs, prefix, named
        )[0]

    return config_of
