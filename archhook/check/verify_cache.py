"""What `--verify-cache` asks: is all that came from what is remembered also what the snapshot itself says?

Everything is computed again from nothing, and compared: not the verdict alone, but whatever else may be read of a
state, by the questions and by what edits the ledger.
"""

from __future__ import annotations

from archhook.cache.cache import Store
from archhook.cache.treemap import ObjectLost, differing
from archhook.check.facts import concerns, has_inventory
from archhook.check.request import CacheMismatch, UnreadableLedger
from archhook.check.run import Run
from archhook.check.state import State
from archhook.errors import ArchhookError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archhook.model.findings import Work

    Found = tuple[State, Work]

ATTRIBUTES = (
    "config",
    "config_files",
    "entry_module",
    "measured_oid",
    "plain",
    "imported_leaves",
    "totals",
    "claims",
    "waiving",
    "lenient",
)
"""What a state holds beside its maps and its baseline."""

SHOWN = 5
"""So many keys under which two maps differ are named."""


def verified(run: Run) -> Found:
    """What a run works out, once it is sure that it is what it would be without anything remembered.

    Errors are those of the run; `CacheMismatch` where the two differ.
    """
    alone = Run(run.request._replace(bases=(), verify=False), run.repo, Store(""), run.prefix)
    warm, cold = _outcome(run.state), _outcome(alone.state)
    if isinstance(warm, Exception) or isinstance(cold, Exception):
        if not isinstance(warm, Exception) or _told(warm) != _told(cold):
            raise CacheMismatch(f"{_told(warm)} with what is remembered, and {_told(cold)} without")
        raise warm
    try:
        found = [*_differences(run, warm[0], alone, cold[0])]
    except ObjectLost:  # evicted or damaged, which is no more than a reason to do without
        warm = run.from_nothing()
        found = [*_differences(run, warm[0], alone, cold[0])]
    if found:
        raise CacheMismatch(f"with what is remembered, these are not what the snapshot says: {'; '.join(found)}")
    return warm


def _outcome(work_out: Callable[[], Found]) -> Found | Exception:
    try:
        return work_out()
    except (ArchhookError, UnreadableLedger) as error:
        return error


def _told(outcome: Found | Exception) -> str:
    """An outcome in words that are the same where the outcomes are."""
    if not isinstance(outcome, Exception):
        return "a state"
    breaches = outcome.breaches if isinstance(outcome, UnreadableLedger) else ()
    place = (outcome.path, outcome.line, outcome.column) if isinstance(outcome, ArchhookError) else breaches
    return f"{type(outcome).__name__} ({outcome}, {place})"


def _differences(run: Run, warm: State, alone: Run, cold: State) -> Iterator[str]:
    """What differs between two states, and between what is read of them."""
    yield from (name for name in ATTRIBUTES if getattr(warm, name) != getattr(cold, name))
    if warm.baseline() != cold.baseline():
        yield "the baseline"
    for name in State.MAPS:
        mine, its = getattr(warm, name), getattr(cold, name)
        keys = sorted(differing(mine, its))
        if name == "breaches":  # of symbols that change places their order is that of before; a verdict sorts them
            keys = [key for key in keys if sorted(map(repr, mine.get(key, ()))) != sorted(map(repr, its.get(key, ())))]
        if keys:
            yield f"{name} ({', '.join(keys[:SHOWN])})"
    there = [path for path in cold.files if _is_read(cold, path)]
    run.inventories.fetch(warm.files[path].oid for path in there if path in warm.files)
    read, read_alone = warm.facts(run).inventory, cold.facts(alone).inventory
    wrong = sorted(path for path in there if path in warm.files and read(path) != read_alone(path))
    if wrong:
        yield f"the inventories of {', '.join(wrong[:SHOWN])}"
    if run.verdict(warm) != alone.verdict(cold):
        yield "the verdict"


def _is_read(state: State, path: str) -> bool:
    """Whether somebody may ask what a file holds."""
    fact = state.files[path]
    return concerns(fact, path in state.declared) and has_inventory(path, fact)
