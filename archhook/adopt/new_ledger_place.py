"""[I/O] Where the first ledger of a project goes, and what there may be in its place already."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archhook.adopt.repository_facts import held
from archhook.atomic import first_link, open_regular
from archhook.errors import UsageError
from archhook.inventory.python_file import inventory
from archhook.ledger.source import ledger_modules, not_entered
from archhook.model.ledger_places import FILE, PACKAGE, entry_named

if TYPE_CHECKING:
    from archhook.adopt.repository import Place
    from archhook.adopt.repository_facts import Facts

OTHER_PLACE = "architecture_ledger"
"""Where the ledger goes in a project that has a module or a package `architecture` of its own."""


def place_of_ledger(place: Place, facts: Facts) -> str:
    """Where the ledger goes, without `.py`; "" for the usual place. `UsageError` where a ledger is there already."""
    configured = place.config.ledger
    if configured:
        stem = entry_named(configured).removesuffix("/__init__.py").removesuffix(".py")
        for path in (f"{stem}.py", stem):
            if os.path.lexists(os.path.join(place.folder, path)):
                raise _exists(place, path)
        return stem
    modules = ledger_modules(place.entries, "") if not {FILE, PACKAGE} <= set(place.entries) else (FILE, PACKAGE)
    if any(path in facts.files and facts.files[path].ledger for path in modules):
        raise _exists(place, modules[0])
    _refuse_other(place)
    package = not_entered((path for path in facts.files if facts.files[path].ledger), "")
    if package:
        folder = f"{place.prefix}{package}"
        raise UsageError(
            f"there is a ledger already, {folder}/, but it lacks __init__.py; nothing was written",
            fix=f"write {folder}/__init__.py (it may be empty), and `git add` it; to begin anew, remove {folder}/",
        )
    if os.path.lexists(os.path.join(place.folder, place.config.baseline)):
        raise UsageError(
            f"there is a baseline, {place.prefix}{place.config.baseline}, and no ledger; nothing was written",
            fix="it froze findings of a ledger that is gone: remove it",
        )
    if not {"architecture.py", "architecture"} & facts.taken:
        return ""
    name, number = OTHER_PLACE, 1
    while {name, f"{name}.py"} & facts.taken:
        number += 1
        name = f"{OTHER_PLACE}_{number}"
    return name


def _refuse_other(place: Place) -> None:
    """`UsageError` where a ledger lies at a usual place that git does not track, or is tracked there and gone."""
    tracked: tuple[str, ...] = place.repo.tracked() if place.repo.git_dir else ()
    for path in (FILE, PACKAGE):
        whole = place.prefix + path
        _refuse_linked(place, path)
        there = place.repo.files.read(whole) if path not in place.entries else None
        if there is not None and held(path, inventory(there), "", place.config).ledger:
            raise UsageError(
                f"there is a ledger already: {whole}, which git does not track; nothing was written",
                fix=f"`git add {whole}`, and `archhook check` judges it; to begin anew, remove it first",
            )
        if whole in tracked and not os.path.lexists(os.path.join(place.folder, path)):
            raise UsageError(
                f"git tracks {whole}, and it is not in the work tree; nothing was written",
                fix=f"`git checkout {whole}` brings it back; to begin anew, `git rm -r --cached {_removed(whole)}`",
            )


def _refuse_linked(place: Place, path: str) -> None:
    """`UsageError` where a ledger lies beyond a link: a check would not follow it."""
    link = first_link(place.repo.toplevel, place.prefix + path)
    if not link:
        return
    try:
        with open_regular(os.path.join(place.folder, path), follow=True) as file:
            there = file.read()
    except OSError:  # the link leads to nothing that could be read
        return
    if held(path, inventory(there), "", place.config).ledger:
        raise UsageError(
            f"there is a ledger already, and {link} is a symbolic link, which is not followed; nothing was written",
            fix=f"put the ledger itself in the place of {link}; to begin anew, remove the link",
        )


def _removed(path: str) -> str:
    """What is to be removed of a ledger that is entered at a path."""
    return path.removesuffix("__init__.py")


def _exists(place: Place, path: str) -> UsageError:
    return UsageError(
        f"there is a ledger already: {place.prefix}{path}; nothing was written",
        fix=f"`archhook check` judges it; to begin anew, `git rm -r -f {_removed(place.prefix + path)}` first",
    )
