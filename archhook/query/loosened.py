"""What was loosened between two snapshots: the exemptions that are new or wider, and what else makes the law weaker."""

from __future__ import annotations

from archhook.check.api import open_repo
from archhook.errors import NoLedgerError
from archhook.exemptions.sides import Side
from archhook.exemptions.weaker import weakenings
from archhook.model.nodes import Place
from archhook.query.architecture import ask
from archhook.report.text import BOLD, RED, count, paint, printable
from archhook.snapshot.history import merge_base, peel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any, NamedTuple

    from archhook.check.request import Request
    from archhook.exemptions.sides import Weakening
    from archhook.query.architecture import Architecture
else:
    from archhook.records import NamedTuple

SHOWN = 10
"""So many things are said of one turn of an agent; the others are counted."""


class Loosened(NamedTuple):
    """What a newer snapshot loosens."""

    weaker: tuple[Weakening, ...] = ()


def loosened_since(request: Request, revision: str) -> Loosened | None:
    """What the snapshot of a request loosens since it parted from a revision; None where that cannot be said.

    Errors as those of `ask`.
    """
    base = parted(request, revision) or revision
    asked = request._replace(source="commit", rev=base, untracked=False, note_untracked=False)

    def question(new: Architecture) -> Loosened | None:
        try:
            return ask(asked, lambda old: loosened(old, new))
        except NoLedgerError:
            return loosened(None, new)

    return ask(request, question)


def parted(request: Request, revision: str) -> str:
    """The id of the commit at which what a request is about parted from a revision; "" where that is the revision
    itself, or nothing that both have is known.
    """
    git_dir = open_repo(request.cwd).git_dir
    if not git_dir:
        return ""
    base = merge_base(git_dir, revision, request.rev if request.source == "commit" else "HEAD")
    return "" if base == peel(git_dir, revision) else base


def loosened(old: Architecture | None, new: Architecture) -> Loosened | None:
    """What `new` loosens of what `old` demands (None: there was no ledger). Reads what differs: nodes, files, and who
    declares them. None where one of the ledgers is not sound, so that what its links would say is not known.
    """
    if new.unsound or (old is not None and old.unsound):
        return None
    return Loosened(weakenings(side_of(old), side_of(new)) if old else ())


def side_of(architecture: Architecture) -> Side:
    """What a comparison reads of a snapshot."""
    return Side(
        architecture.config,
        architecture.nodes,
        architecture.files,
        architecture.declared,
        architecture.inventory,
        architecture.content,
        architecture.place,
        lambda key: _setting(architecture, key),
        lambda path: {},
        architecture.snapshot.prefix,
    )


def _setting(architecture: Architecture, key: str) -> Place:
    """Where a key of the configuration stands; the file's first line where it stands nowhere."""
    prefix = architecture.snapshot.prefix
    for path in architecture.configuring:
        if path in architecture.files and path.endswith(("archhook.toml", "pyproject.toml")):
            lines = architecture.content(path).decode("utf-8", "replace").splitlines()
            at = next((at for at, line in enumerate(lines, 1) if line.partition("=")[0].strip() == key), 1)
            return Place(prefix + path, at, 1)
    return Place(prefix + "archhook.toml", 1, 1)


def loosened_document(found: Loosened | None) -> dict[str, Any]:
    """What is loosened, for JSON; null where it cannot be said."""
    return {"weaker": None if found is None else [weaker_document(one) for one in found.weaker]}


def weaker_document(one: Weakening) -> dict[str, Any]:
    """One weakening for JSON. `gone`: the place is that of the older snapshot."""
    return {
        "kind": one.kind,
        "what": one.what,
        "path": one.path,
        "line": one.line,
        "node": one.node or None,
        "gone": one.gone,
    }


def loosened_text(found: Loosened | None, color: bool = False) -> str:
    """What is loosened, for a person: a title for each group, and one line for each thing; "" for nothing."""
    if found is None or not found.weaker:
        return ""
    return "\n".join(["Weaker:", *weaker_lines(found.weaker, color)]) + "\n"


def turn_lines(found: Loosened | None) -> tuple[str, ...]:
    """What is loosened, for an agent at the end of its turn: a line that counts it, and at most ten that name it."""
    if found is None or not found.weaker:
        return ()
    lines = [f"  {line}" for line in weaker_lines(found.weaker)]
    more = [f"  ... and {len(lines) - SHOWN} more: `archhook diff`"] if len(lines) > SHOWN else []
    return (f"made weaker: {count(len(lines), 'thing')}", *lines[:SHOWN], *more)


def weaker_lines(found: Iterable[Weakening], color: bool = False) -> Iterator[str]:
    """One line for each weakening: sign, place, what."""
    for one in found:
        at = f"{printable(one.path)}:{one.line}{' (before)' if one.gone else ''}"
        yield f"{paint('!', RED, color)} {paint(at, BOLD, color)}: {printable(one.what)}"
