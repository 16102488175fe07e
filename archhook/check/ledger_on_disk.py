"""[I/O] Where a ledger lies that a snapshot does not hold: git does not know it, or it is behind a link."""

from __future__ import annotations

import os

from archhook.atomic import first_link
from archhook.errors import NoLedgerError
from archhook.model.ledger_places import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.check.request import Request
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo


def found_on_disk(error: NoLedgerError, request: Request, repo: Repo | Folder, prefix: str) -> NoLedgerError:
    """The error as it is, or with a better fix where the ledger is there and only git does not know it."""
    places = (error.wanted or FILE, os.path.join(error.wanted or "architecture", "__init__.py"))
    for mark in places if not request.is_frozen and repo.toplevel else ():
        link = first_link(repo.toplevel, prefix + mark)
        if link:
            met = f"{link} is a symbolic link, which is not followed"
            return NoLedgerError(error.message, fix=f"{met}: put the ledger itself there")
        if os.path.isfile(os.path.join(repo.toplevel, prefix + mark)):
            return NoLedgerError(error.message, fix=f"{prefix}{mark} exists but is untracked: `git add {prefix}{mark}`")
    return error
