"""What a sync works from: the facts of a snapshot, findings that stand, renames, what imports mean."""

from __future__ import annotations

from collections import ChainMap, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from archhook.author.verifies import meant
from archhook.check.facts import SnapshotFacts
from archhook.inventory.module_names import Resolver, folders_of
from archhook.laws.catalogue import BY_CODE
from archhook.model.declaring import NOBODY, is_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from archhook.author.verifies import Meant
    from archhook.laws.law import Facts
    from archhook.model.config import Config
    from archhook.model.findings import Finding
    from archhook.model.nodes import FileInventory, Node
    from archhook.project.baseline import Key


class SyncInput(NamedTuple):
    """`findings`: those that stand. `nodes`: all that are declared, by id. `renames`: old path -> new, as git says.

    `severities`: code -> severity as configured. `taken`: whether a word stands anywhere in the ledger's sources.
    `untracked`: the Python files that git does not track. `source`: the bytes of a file of the snapshot. `frozen`: what
    the baseline freezes.
    """

    facts: Facts
    findings: tuple[Finding, ...]
    nodes: Mapping[str, Node]
    severities: Mapping[str, str]
    renames: Mapping[str, str] = {}
    untracked: Mapping[str, Any] = {}
    taken: Callable[[str], bool] = lambda word: True
    source: Callable[[str], bytes] = lambda path: b""
    frozen: Collection[Key] = ()

    def of(self, *codes: str) -> list[Finding]:
        """The findings with some codes."""
        return [one for one in self.findings if one.code in codes]

    def stands(self, code: str, node_id: str) -> bool:
        """Whether a breach of a law at a node would be reported."""
        node = self.nodes.get(node_id)
        waived = node is not None and any(waiver.code == code for waiver in node.waives)
        return self.severities.get(code) != "off" and not waived


def severities_of(config: Config) -> dict[str, str]:
    """Code of a law -> its severity as configured."""
    return {code: law.severity for code, law in BY_CODE.items()} | dict(config.severity)


def with_files(facts: Facts, moved: Iterable[Node]) -> Facts:
    """The facts as they are once some Tasks and Tests (`moved`: with their new files) declare other files."""
    nodes: dict[str, Node] = {}
    declared: dict[str, list[list[str]]] = defaultdict(lambda: [[], []])
    whole: Any = facts
    for node in moved:
        nodes[node.id] = node
        for path in _files_of(whole, node) if is_folder(node.file) else (node.file,):
            declared[path][node.kind == "test"].append(node.id)
    merged = {}
    for path, (tasks, tests) in declared.items():
        known = whole.declared.get(path, NOBODY)
        merged[path] = (tuple(dict.fromkeys((*known[0], *tasks))), tuple(dict.fromkeys((*known[1], *tests))))
    return SnapshotFacts(
        facts.config,
        ChainMap(nodes, whole.nodes),
        facts.rows,
        facts.files,
        ChainMap(merged, whole.declared),
        facts.inventory,
        whole.recorded,
    )


def _files_of(facts: SnapshotFacts, node: Node) -> Iterator[str]:
    """The files that a Task or a Test will declare that has followed a folder: those that nobody does yet."""
    side, role = (1, "test") if node.kind == "test" else (0, "governed")
    for path, fact in facts.files.items():
        if path.startswith(node.file) and fact.role == role and not facts.declared.get(path, NOBODY)[side]:
            yield path


class Imports:
    """What the imports of a snapshot's Python files mean; each file is looked at once.

    A name that a package hands on is followed to the file that defines it, whichever files have Tasks already.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._resolver = Resolver(facts.config.source_roots, self)
        self._of: dict[str, tuple[Meant, ...]] = {}
        self._folders: set[str] = set()

    def of(self, path: str) -> tuple[Meant, ...]:
        """What the imports of a file mean."""
        if path not in self._of:
            imports = self._facts.inventory(path).imports if self.regular(path) else ()
            self._of[path] = meant(path, imports, self._resolver)
        return self._of[path]

    def helps(self, path: str) -> bool:
        """Whether a file is there and belongs to the tests."""
        fact = self._facts.files.get(path)
        return fact is not None and fact.regular and fact.role == "test"

    def regular(self, path: str) -> bool:
        """Whether a path is a regular file."""
        fact = self._facts.files.get(path)
        return fact is not None and fact.regular

    def folder(self, path: str) -> bool:
        """Whether some Python file lies at or below a folder."""
        if not self._folders:
            python = (one for one in self._facts.files if one.endswith(".py") and self.regular(one))
            self._folders = {folder for one in python for folder in folders_of(one)}
        return f"{path}/" in self._folders

    def inventory(self, path: str) -> FileInventory:
        """What a regular file holds."""
        return self._facts.inventory(path)

    def seen_through(self, path: str) -> bool:
        """Every file is looked through for names that it has from others."""
        return True
