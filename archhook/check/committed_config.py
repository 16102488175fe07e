"""The configuration that a commit holds, without the rest of it being read."""

from __future__ import annotations

from archhook.check.full import read_config
from archhook.model.config import CONFIG_FILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.check.request import Request
    from archhook.model.config import Config
    from archhook.snapshot.git import Repo


class ConfigAt:
    """A function from a revision to the configuration in its tree."""

    def __init__(self, repo: Repo, request: Request) -> None:
        self._repo, self._request = repo, request
        names = (*CONFIG_FILES, request.named) if request.named else CONFIG_FILES
        self.paths = tuple(request.prefix + name for name in names)
        """Of the files that may hold it."""

    def __call__(self, revision: str) -> Config:
        """The configuration in the tree of a revision; errors as `read_config`."""
        prefix, named = self._request.prefix, self._request.named
        entries = self._repo.entries_at(revision, self.paths)
        return read_config(
            {path.removeprefix(prefix): entry for path, entry in entries.items()}, self._repo.blobs, prefix, named
        )[0]


def config_at(repo: Repo, request: Request) -> ConfigAt:
    """A function from a revision to the configuration in its tree."""
    return ConfigAt(repo, request)
