"""From the detail that a ledger has to another one: what changes in its nodes, and in the configuration. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from archhook.model.declaring import is_folder
from archhook.model.nodes import sort_key
from archhook.model.vocabulary import FOLDERS, SYMBOLS
from archhook.refactor.detail_draft import SHOWN, Draft, without_names
from archhook.refactor.detail_scope import wanted_symbols, with_symbols
from archhook.refactor.folder_files import open_folders
from archhook.refactor.folder_joins import join
from archhook.report.text import count, few
from archhook.sync.declared_names import differences
from archhook.sync.sync_input import SyncInput, severities_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from archhook.author.ledger_changes import Changes
    from archhook.check.facts import SnapshotFacts
    from archhook.refactor.detail_scope import Scope


class DetailPlan(NamedTuple):
    """What is to change. `symbols`: what the configuration is to say, as it does now where nothing changes there."""

    changes: Changes
    symbols: str
    said: tuple[str, ...]


def plan(scope: Scope, detail: str, taken: Callable[[str], bool]) -> DetailPlan:
    """What brings the Tasks and Tests of a scope to a detail. `taken`: whether a word stands anywhere in the ledger."""
    draft = Draft(scope, taken)
    if detail != FOLDERS:
        scope.leave_coarse()
    symbols, designs = wanted_symbols(scope, detail)
    for design, word in designs.items():
        draft.edit(design, symbols=word)
        told = f'symbols = "{word}"' if word else "`symbols` is left to the configuration"
        draft.said.append(f"{design}: {told}")
    facts = with_symbols(scope.facts, symbols, designs)
    if detail == FOLDERS:
        join(scope, draft)
    else:
        open_folders(scope, draft, facts)
    if detail == SYMBOLS:
        _put_in(scope, draft, facts)
    else:
        _take_out(scope, draft)
    draft.said += _lost(scope, draft)
    return DetailPlan(draft.changes(), symbols, tuple(draft.said))


def _put_in(scope: Scope, draft: Draft, facts: SnapshotFacts) -> None:
    """Names of files go into the Tasks that name these files."""
    paths = {task.file for task in scope.of("task") if not is_folder(task.file) and task.file in facts.files}
    given = SyncInput(facts, (), scope.ledger.nodes, severities_of(facts.config))
    found = differences(given, facts, paths)
    for node_id, names in found.items():
        draft.edit(node_id, names)
    if found:
        draft.said.append(f"names put into {_named(found)}")


def _take_out(scope: Scope, draft: Draft) -> None:
    """Names go out of the Tasks, but where Tasks of several Designs share a file: there they say whose is what."""
    found, shared, commented = [], [], []
    for task in scope.of("task"):
        if not task.declares or task.planned or task.id in draft.removed or task.id in draft.edits:
            continue
        designs = {design for one in scope.facts.tasks_of(task.file) for design in one.targets("implements")}
        if len(designs) > 1:
            shared.append(task.id)
        elif scope.commented_names(task):
            commented.append(task.id)
        else:
            draft.edit(task.id, without_names(task))
            found.append(task.id)
    if found:
        draft.said.append(f"names taken out of {_named(found)}")
    if shared:
        draft.said.append(f"names stay in {_named(shared)}: of a file of several Designs they say what is whose")
    if commented:
        draft.said.append(f"names stay in {_named(commented)}: there are comments beside them")


def _lost(scope: Scope, draft: Draft) -> Iterator[str]:
    """What goes with nodes that go, and which nodes stay for what they say."""
    for node_id, text in scope.own_titles(draft.removed[one] for one in sorted(draft.removed, key=sort_key)):
        yield f'the title of {node_id} goes, which no file says: "{text}"'
    if scope.left:
        left = sorted(scope.left, key=sort_key)
        many = "it sets" if len(left) == 1 else "they set"
        yield f'{few(left, SHOWN)} left as before: {many} `symbols = "files"` (name one to change it)'
    for node_id in sorted(draft.kept, key=sort_key):
        yield f"{node_id} stays: {draft.kept[node_id]}"


def _named(ids: Iterable[str]) -> str:
    ids = sorted(ids, key=sort_key)
    return f"{count(len(ids), 'Task')} ({few(ids, SHOWN)})" if len(ids) > 1 else ids[0]
