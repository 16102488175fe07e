"""`measured.toml` of a snapshot: read where it changed, remembered in the state otherwise."""

from __future__ import annotations

from archhook.errors import ConfigError
from archhook.model.nodes import Measurement
from archhook.project.measured import beside, parse
from archhook.snapshot.changeset import SYMLINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.check.facts import Recorded
    from archhook.check.incremental import Rechecking
    from archhook.inventory.collect import Blobs
    from archhook.model.nodes import FileFact
    from archhook.snapshot.changeset import Entry


def read_measured(entry: Entry | FileFact | None, path: str, blobs: Blobs, prefix: str) -> tuple[str, Recorded]:
    """(object id of a `measured.toml`, what it says); "" and nothing where there is none.

    `prefix`: the project's folder, for messages. `ConfigError` where it is no regular file or cannot be used.
    """
    if entry is None:
        return "", {}
    if not entry.mode.startswith("100"):
        what = "a symbolic link; its target is not read" if entry.mode == SYMLINK else "a submodule"
        raise ConfigError(f"{prefix}{path} is {what}", fix=f"put a file there: {prefix}{path}")
    found: dict[str, tuple[tuple[str, Measurement], ...]] = {}
    for figure in parse(blobs((entry.oid,))[entry.oid], prefix + path).figures:
        measurement = Measurement(float(figure.value), figure.machine, figure.files)
        found[figure.design] = (*found.get(figure.design, ()), (figure.field, measurement))
    return entry.oid, found


def measured_of(files: Mapping[str, FileFact], ledger_entry: str, blobs: Blobs, prefix: str) -> tuple[str, Recorded]:
    """`read_measured` of a snapshot whose ledger is entered at a module."""
    path = beside(ledger_entry)
    return read_measured(files.get(path), path, blobs, prefix)


def remeasure(rechecking: Rechecking, delta: Mapping[str, Entry | None], blobs: Blobs, prefix: str) -> None:
    """Takes what changed in `measured.toml` into a rechecking."""
    state = rechecking.state
    path = beside(state.entry_module)
    if path not in delta:
        return
    entry = delta[path]
    if entry is not None and entry.oid == state.measured_oid and entry.mode.startswith("100"):
        return
    state.measured_oid, now = read_measured(entry, path, blobs, prefix)
    before = dict(state.recorded.items())
    changed = [design for design in before.keys() | now.keys() if before.get(design) != now.get(design)]
    for design in changed:
        state.recorded.keep(design, now.get(design))
    rechecking.note_figures(changed, path)
