"""What the ledger said in another commit, and what of a commit's findings its own change of the ledger has caused.

A ledger that is staged without its code (`git commit -a` failed, the ledger was added, the commit was made again
without `-a`) is ahead of what is staged: taking back what it says would lose the name for good.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.ledger.source import read_ledger
from archhook.report.text import few
from archhook.sync.declared_names import FEW, MISSING, UNDECLARED
from archhook.sync.moved_files import LOST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.model.findings import Finding
    from archhook.model.nodes import Node
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo
    from archhook.sync.sync_input import SyncInput


def nodes_at(repo: Repo | Folder, base: str, prefix: str, modules: Mapping[str, bytes], entry: str) -> dict[str, Node]:
    """The nodes that the ledger had in a commit, by id; none where it had no ledger."""
    paths = [prefix + path for path in modules]
    entries = repo.entries_at(base, paths)  # type: ignore[union-attr]  # it has a git_dir, so it is a repository
    blobs = repo.blobs(one.oid for one in entries.values())
    sources = {path.removeprefix(prefix): blobs[one.oid] for path, one in entries.items()}
    if entry not in sources:
        return {}
    return {node.id: node for node in read_ledger(sources, entry).nodes}


def without_ahead(given: SyncInput, then: Mapping[str, Node]) -> tuple[SyncInput, tuple[str, ...]]:
    """(the input without what the ledger says anew of code that is not staged, a line for each file of it).

    `then`: the nodes of the commit before; where it had none, nothing is ahead.
    """
    if not then:
        return given, ()
    declared: dict[tuple[str, str], set[str]] = defaultdict(set)  # (file, field) -> names; under "" the nodes' ids
    for node in then.values():
        declared[node.file, ""].add(node.id)
        for field, names in node.declares:
            declared[node.file, field].update(one.name for one in names)
    ahead: dict[str, list[Finding]] = defaultdict(list)
    for one in given.findings:
        if _is_ahead(one, given, then, declared):
            ahead[one.file or given.nodes[one.node].file].append(one)
    known = {id(one) for many in ahead.values() for one in many}
    left = tuple(one for one in given.findings if id(one) not in known)
    return given._replace(findings=left), tuple(_line(path, many) for path, many in sorted(ahead.items()))


def _is_ahead(
    one: Finding, given: SyncInput, then: Mapping[str, Node], declared: Mapping[tuple[str, str], set[str]]
) -> bool:
    """Whether the ledger said otherwise in the commit before, and then agreed with the code that is staged."""
    if one.code in MISSING:
        node = then.get(one.node)
        names = node.declared(MISSING[one.code]) if node is not None else ()
        return all(one.symbol != name.name for name in names)
    if one.code in UNDECLARED:
        return not {one.symbol, "*"}.isdisjoint(declared.get((one.file, UNDECLARED[one.code]), ()))
    if one.code in LOST:
        return one.node not in then or then[one.node].file != given.nodes[one.node].file
    return one.code in LOST.values() and (one.file, "") in declared


def _line(path: str, many: list[Finding]) -> str:
    nodes = ", ".join(dict.fromkeys(one.node for one in many if one.node))
    names = [one.symbol for one in many if one.symbol]
    what = few(names, FEW) if names else "the file"
    of = f" of {nodes}" if nodes else ""
    return (
        f"{path}: what is new in the ledger{of} does not fit what is staged of the file ({what}), and stays:"
        f" `git add {path}`, or take the change of the ledger back"
    )
