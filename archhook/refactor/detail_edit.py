"""`archhook detail`: the edit of the ledger, of the configuration and of the baseline that brings them to a detail."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archhook.adopt.new_configuration import ONLY_FILES
from archhook.errors import UsageError
from archhook.model.config import CONFIG_FILES, PYTEST_FILES
from archhook.project.baseline import key_of, stale
from archhook.project.baseline_edits import pruned
from archhook.project.toml import Table
from archhook.project.toml_keys import with_key
from archhook.query.subject import subject_of
from archhook.refactor.detail_plan import plan
from archhook.refactor.detail_scope import Scope
from archhook.refactor.judged_edit import Wanted, applied
from archhook.report.text import printable
from archhook.sync.synced_project import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.refactor.judged_edit import Whole

PYPROJECT, OWN_FILE = CONFIG_FILES
DEFAULT = "module"


def detailed(whole: Whole, detail: str, words: Sequence[str], here: str) -> Wanted:
    """The edit by which a project, or the Designs that some words name, says as much as a detail asks for.

    `UsageError` where a word names no Design in force; `ArchhookError` where the edit cannot be made.
    """
    designs = dict.fromkeys(_design(whole, word, here) for word in words)
    scope = Scope(whole.seen.facts, whole.ledger, designs, whole.read)
    planned = plan(scope, detail, words_in(whole.ledger.sources))
    files: dict[str, bytes | None] = {**applied(whole.ledger, planned.changes)} if planned.changes else {}
    said = [*planned.said]
    if planned.symbols != whole.seen.config.symbols:
        path, source = _configuration(whole, planned.symbols)
        files[path] = source
        said.insert(0, f'{whole.seen.snapshot.prefix}{path}: symbols = "{planned.symbols}"')
    if files:
        files |= _baseline(whole, files, said)
    return Wanted(files, tuple(map(printable, said)))


def _design(whole: Whole, word: str, here: str) -> str:
    node = whole.seen.nodes.get(subject_of(whole.seen, word, here).node)
    if node is None or node.kind != "design" or not node.in_force:
        raise UsageError(f"{word} is no Design in force", fix="`archhook list --kind design` names the Designs")
    return node.id


def _configuration(whole: Whole, symbols: str) -> tuple[str, bytes]:
    """(the file that configures the project, what it says then): a new one where there is none."""
    word = "" if symbols == DEFAULT else symbols
    for path in whole.seen.configuring:
        source = whole.read(path)
        if source is None or (path in PYTEST_FILES and path != PYPROJECT):
            continue
        pyproject = path.rpartition("/")[2] == PYPROJECT
        if pyproject and Table.of_pyproject(path, source) is None:
            continue
        table = ("tool", "archhook") if pyproject else ()
        return path, with_key(path, source, table, "symbols", word, about=ONLY_FILES)
    return OWN_FILE, with_key(OWN_FILE, b"", (), "symbols", word, about=ONLY_FILES)


def _baseline(whole: Whole, files: Mapping[str, bytes | None], said: list[str]) -> dict[str, bytes | None]:
    """The baseline without the entries that nothing matches once some files are as they are to be."""
    path = whole.seen.config.baseline
    known = whole.baseline
    source = whole.read(path) if known is not None and known.entries else None
    if source is None or known is None:
        return {}
    after = whole.judge({**files, path: None}).verdict
    if after.judged == "ledger":
        return {}
    before = Counter(key_of(one) for one in whole.judge({path: None}).verdict.findings)
    was = {(entry.line, left) for entry, left in stale(known.entries, before)}
    over = [
        (entry, left)
        for entry, left in stale(known.entries, Counter(key_of(one) for one in after.findings))
        if (entry.line, left) not in was
    ]
    if not over:
        return {}
    said.append(
        f"{path}: {'1 entry' if len(over) == 1 else f'{len(over)} entries'} taken out that nothing matches any more"
    )
    return {path: pruned(source.decode("utf-8-sig"), over).encode()}
