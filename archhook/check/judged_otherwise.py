"""A judged snapshot under another configuration, or with other nodes: what its verdict would be, nothing stored."""

from __future__ import annotations

from archhook.cache.cache import Store
from archhook.check.full import Source, full_state
from archhook.check.supposed import copied, supposed
from archhook.check.verdict import verdict_of
from archhook.snapshot.changeset import Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.check.run import Run
    from archhook.check.state import State
    from archhook.model.config import Config
    from archhook.model.findings import Baseline, Verdict
    from archhook.model.nodes import Ignore, Node


def judged_otherwise(
    run: Run,
    state: State,
    *,
    config: Config | None = None,
    nodes: Iterable[Node] = (),
    severities: Iterable[tuple[str, str]] = (),
    ignores: Mapping[str, tuple[Ignore, ...]] = {},  # never changed
    baseline: Baseline | None = None,
) -> Verdict:
    """The verdict on the files of a judged snapshot under another configuration, with nodes in place of its own ones of
    the same ids, with the severities of some laws, other inline ignores of some files, or another baseline. Places are
    relative to the project.

    Another configuration is judged in full, of remembered inventories; the others cost what they change.
    """
    made = state
    if config is not None:
        entries = {path: Entry(fact.mode, fact.oid) for path, fact in state.files.items()}
        source = Source(run.store, run.repo.blobs, run.inventories, run.prefix)
        made = full_state(source, entries, (config, state.config_files), run.request.config_path)
        made.frozen = state.frozen
    if changed := tuple(nodes):
        made = supposed(made, run.inventories, changed)
    if ignores or baseline:
        made = copied(made)
        for path, kept in ignores.items():
            made.ignores.keep(path, kept)
    if baseline:
        made.objects = Store("")  # for this question alone
        made.freeze(baseline)
    request = run.request._replace(overrides=(*severities, *run.request.overrides))
    return verdict_of(made, made.facts(run.inventories), request, run.tree)
