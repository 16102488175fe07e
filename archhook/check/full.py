"""A snapshot judged in full: every file, every node, the whole graph."""

from __future__ import annotations

from archhook.cache.encoding import dumps, loads
from archhook.check.derived import count_nodes, declared_of
from archhook.check.evaluate import circles_evaluated, docstrings_evaluated, evaluated, imports_evaluated
from archhook.check.facts import SnapshotFacts, concerns, has_inventory
from archhook.check.import_maps import CIRCLES, importing_of, imports_unit, looked_at, of_packages, sum_of, unknown_of
from archhook.check.measurements import measured_of
from archhook.check.request import UnreadableLedger, no_progress
from archhook.check.state import State, breaches_from, ignores_from, outgoing_from
from archhook.errors import ConfigError, NoLedgerError
from archhook.exemptions.exemption_list import of_configuration
from archhook.graph.graph import PLAN_KINDS
from archhook.graph.rows import chains_through, rows_of
from archhook.inventory.roles import Roles
from archhook.laws.law import is_off
from archhook.model.config import CONFIG_FILES, PYTEST_FILES
from archhook.model.declaring import own_detail
from archhook.model.ledger_places import entry_of
from archhook.model.nodes import FileFact
from archhook.snapshot.changeset import SYMLINK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any, NamedTuple

    from archhook.cache.treemap import Objects
    from archhook.check.facts import Recorded
    from archhook.check.import_maps import Outgoing
    from archhook.check.request import Progress
    from archhook.inventory.collect import Blobs, Inventories
    from archhook.ledger.source import Reading
    from archhook.model.config import Config, Pytest
    from archhook.model.nodes import FileInventory, Ignore, Row
    from archhook.snapshot.changeset import Entry
else:
    from archhook.records import NamedTuple


TOLD_EACH = 50
"""Files after which progress is reported once more."""


def read_config(entries: Mapping[str, Entry], blobs: Blobs, prefix: str, named: str) -> tuple[Config, dict[str, str]]:
    """(the configuration of a project, path -> object id of the files it was looked for in, pytest's own included).

    `prefix`: the project's folder, for messages. `named`: the file that `--config` names in it, "" without one.
    `ConfigError` if that is not there, or a file cannot be read.
    """
    from archhook.project import configuration

    if named and named not in entries:
        raise ConfigError(
            f"{prefix}{named} is not in the snapshot", fix="name a configuration file that is, with --config"
        )
    wanted = (named,) if named and named not in CONFIG_FILES else CONFIG_FILES
    for path in wanted:
        if path in entries and not entries[path].mode.startswith("100"):
            what = "a symbolic link; its target is not read" if entries[path].mode == SYMLINK else "a submodule"
            raise ConfigError(f"{prefix}{path} is {what}", fix=f"put a file there: {prefix}{path}")
    present = {path: entries[path].oid for path in wanted if path in entries}
    content = blobs(present.values()) if present else {}
    if wanted != CONFIG_FILES:
        config = configuration.read_config(prefix + named, content[present[named]])
    else:
        pyproject, own = (content[present[path]] if path in present else None for path in CONFIG_FILES)
        config = configuration.parse_config(pyproject, own, prefix)
    pytest, others = read_pytest(entries, blobs, prefix)
    return config._replace(pytest=pytest), others | present


def reread_config(state: State, delta: Mapping[str, Entry | None], blobs: Blobs, prefix: str, named: str) -> Config:
    """The configuration once a difference is applied to a state, which keeps what its files are now.

    Whether `testpaths` lead anywhere is left as it was: it takes all paths to tell that.
    """
    paths = {*CONFIG_FILES, *PYTEST_FILES, named} & ({*state.config_files} | delta.keys())
    entries = {path: entry for path in paths if (entry := state.entry(path, delta)) is not None}
    config, state.config_files = read_config(entries, blobs, prefix, named)
    return config._replace(pytest=config.pytest._replace(everywhere=state.config.pytest.everywhere))


def read_pytest(entries: Mapping[str, Entry], blobs: Blobs, prefix: str) -> tuple[Pytest, dict[str, str]]:
    """(pytest's settings, path -> object id of the files that it looks for). `ConfigError` where pytest has one."""
    from archhook.inventory.testpaths import looks_everywhere
    from archhook.project.pytest_settings import pytest_of

    present = {path: entries[path].oid for path in PYTEST_FILES if path in entries}
    regular = {path: oid for path, oid in present.items() if entries[path].mode.startswith("100")}
    content = blobs(regular.values()) if regular else {}
    links = [path for path in present if entries[path].mode == SYMLINK]
    pytest = pytest_of({path: content[oid] for path, oid in regular.items()} | dict.fromkeys(links), prefix)
    return pytest._replace(everywhere=looks_everywhere(pytest, entries)), present


def ledger_of(entries: Mapping[str, Entry], config: Config, config_path: str = "") -> dict[str, str]:
    """Ledger module -> object id. `NoLedgerError` where there is none.

    `config_path`: the configuration that a command line names; it lies in the project's folder.
    """
    from archhook.ledger.source import ledger_modules

    modules = ledger_modules((path for path, entry in entries.items() if entry.mode.startswith("100")), config.ledger)
    if not modules:
        raise _no_ledger(entries, config.ledger, config_path)
    return {path: entries[path].oid for path in modules}


def _no_ledger(entries: Iterable[str], configured: str, config_path: str) -> NoLedgerError:
    """What to say where a snapshot with some paths holds no ledger.

    `configured`: the setting `ledger`. `config_path`: what `--config` names, "" without it; paths are from the top.
    """
    from archhook.ledger.source import not_entered

    prefix = "".join(config_path.rpartition("/")[:2])
    wanted = prefix + (configured or "architecture.py")
    message = f"there is no ledger: {wanted} is not in the snapshot"
    init = f"archhook init --config {config_path}" if config_path else "archhook init"
    begin = f"`{init}` writes one from the code as it is; or write {wanted} (the README shows a first one)"
    fix = f"{begin}, and `git add` it"
    package = not_entered(entries, configured)
    if package:
        package = prefix + package
        enter = f"write {package}/__init__.py (it may be empty), and `git add` it"
        fix = enter if configured else f"if {package}/ is the ledger, {enter}; if not, {begin}"
        message = f"there is no ledger: {package}/ lacks __init__.py"
        if not configured:
            message += f", and {wanted} is not in the snapshot"
    error = NoLedgerError(message, fix=fix)
    error.wanted = configured
    return error


def read_nodes(ledger: Mapping[str, str], blobs: Blobs) -> Reading:
    """The nodes of a ledger (module -> object id). `UnreadableLedger` for LED001."""
    from archhook.ledger.source import read_ledger

    content = blobs(ledger.values())
    reading = read_ledger({path: content[oid] for path, oid in ledger.items()}, entry_of(ledger))
    if any(breach.code == "LED001" for breach in reading.breaches):
        raise UnreadableLedger(reading.breaches)
    return reading._replace(ignores=ledger_ignores(ledger, content))


def ledger_ignores(ledger: Mapping[str, str], content: Mapping[str, bytes]) -> dict[str, tuple[Ignore, ...]]:
    """The inline ignores of a ledger (module -> object id), by module."""
    from archhook.inventory.python_file import ignores_of

    return {path: found for path, oid in ledger.items() if (found := ignores_of(content[oid]))}


def files_of(entries: Mapping[str, Entry], config: Config, ledger: Iterable[str]) -> dict[str, FileFact]:
    """What every path of a snapshot is to the laws."""
    role_of = Roles(config, tuple(ledger)).role_of
    return {path: FileFact(mode, oid, role_of(path, mode)) for path, (mode, oid) in entries.items()}


class Source(NamedTuple):
    """Where the content of a snapshot comes from, and where what is made of it is kept."""

    objects: Objects
    blobs: Blobs
    inventories: Inventories
    prefix: str  # the project's folder, for messages


def full_state(
    source: Source,
    entries: Mapping[str, Entry],
    config: tuple[Config, Mapping[str, str]],
    config_path: str = "",
    reading: Reading | None = None,
    *,
    keep: bool = False,
    progress: Progress = no_progress,
) -> State:
    """The state of the project whose files `entries` holds: all its facts, and the breaches of all laws.

    Inventories that are remembered are re-used: they depend on nothing but content. `config`: as of `read_config`, and
    `config_path` what the command line names. `reading`: nodes that were read elsewhere and stand in place of those of
    the ledger's source. `keep`: the state is going to be saved. `UnreadableLedger` for LED001, `ArchhookError` where
    nothing can be judged.
    """
    import gc

    ledger = ledger_of(entries, config[0], config_path)
    files = files_of(entries, config[0], ledger)
    source.inventories.begin(
        fact.oid for path, fact in files.items() if concerns(fact, False) and has_inventory(path, fact)
    )
    collecting = gc.isenabled()
    gc.disable()  # nearly all that is made stays to the end, and looking through it takes longer than making it
    try:
        if reading is None:
            reading = read_nodes(ledger, source.blobs)
        else:
            reading = reading._replace(ignores=ledger_ignores(ledger, source.blobs(ledger.values())))
        state = State(source.objects, *config)
        state.totals["keys"] = sum(1 for _ in of_configuration(config[0]))
        state.measured_oid, recorded = measured_of(files, entry_of(ledger), source.blobs, source.prefix)
        state.keep_reading(reading, ledger)
        _judge(state, files, reading, recorded, source.inventories, keep=keep, progress=progress)
    finally:
        source.inventories.cancel()
        if collecting:
            gc.enable()
    return state


def _judge(
    state: State,
    files: Mapping[str, FileFact],
    reading: Reading,
    recorded: Recorded,
    inventories: Inventories,
    *,
    keep: bool,
    progress: Progress,
) -> None:
    """Fills a state with the facts, and with the breaches of all laws: files in other processes, where that pays."""
    nodes = {node.id: node for node in reading.nodes}
    declared = declared_of(nodes.values(), files)
    named = {node.file for node in nodes.values() if node.in_force}
    rows: dict[str, Row] = {}  # filled below: no law of files reads any
    packages = of_packages(files, named, inventories)

    def inventory(path: str) -> FileInventory:
        oid = files[path].oid
        return packages.get(oid) or inventories.of(oid)

    detailed = any(node.kind == "design" and own_detail(node) for node in nodes.values())
    facts = SnapshotFacts(state.config, nodes, rows, files, declared, inventory, recorded, detailed=detailed)
    judged = [path for path, fact in files.items() if concerns(fact, path in declared)]
    paths_of: dict[str, list[str]] = {}
    for path in judged:
        paths_of.setdefault(files[path].oid if has_inventory(path, files[path]) else "", []).append(path)
    others = (*paths_of.pop("", ()), *(path for path in declared if path not in files))
    facts.maps.folders, facts.maps.claims  # noqa: B018  # worked out before processes are forked
    answers = inventories.each(paths_of, lambda oid: dumps(_judged(facts, paths_of[oid], inventories.of(oid))))
    rows |= rows_of(nodes.values())
    plan = {node_id: row for node_id, row in rows.items() if row.kind in PLAN_KINDS}
    state.fill(files=files, nodes=nodes, plan=plan, declared=declared, recorded=recorded)
    in_force = [node.id for node in reading.nodes if node.in_force]
    count_nodes(state, nodes.values())
    figured = [node_id for node_id in plan if nodes[node_id].in_force] if state.has_figures() else ()
    late = () if is_off(facts, "DEP204") and not state.totals["interfaces"] else plan
    early = [node_id for node_id in in_force if node_id not in late]
    at_once = (*evaluated(facts, others, early, figured, graph=True), *docstrings_evaluated(facts, in_force))
    for unit, found in at_once:
        state.breaches.keep(unit, found)
    state.totals["chains"] = sum(map(chains_through, plan.values()))
    state.totals["files"] = sum(has_inventory(path, files[path]) for path in judged)
    if keep:
        state.save_maps()  # nearly all of it, while other processes judge the files
    outgoing: dict[str, Outgoing] = {}
    for done, (oid, answer) in enumerate(answers, 1):  # from here on no process is forked: a bar may have threads
        _take(state, paths_of[oid], answer, outgoing)
        if not done % TOLD_EACH:
            progress(done, len(paths_of))
    folders, state.claims = facts.maps.folders, dict(facts.maps.claims)
    state.fill(imports=outgoing, importing=importing_of(outgoing), traffic=sum_of(outgoing), folders=folders)
    state.totals["unknown"] = unknown_of(outgoing)
    facts = state.facts(inventories)
    for unit, found in evaluated(facts, (), [node_id for node_id in in_force if node_id in late], graph=False):
        state.breaches.keep(unit, found)
    if not is_off(facts, "DEP209"):
        state.breaches.keep(CIRCLES, circles_evaluated(facts))
    state.totals["broken"] = len(state.breaches)


def _judged(facts: SnapshotFacts, paths: Iterable[str], inventory: FileInventory) -> tuple[Any, ...]:
    """(unit -> breaches, of the units of some files that have any; the inline ignores of these files; what they look at
    and add).
    """
    breaches = {unit: found for unit, found in evaluated(facts, paths, (), graph=False) if found}
    outgoing = {}
    for path in paths:
        known, clean = looked_at(facts, path)
        if known:
            outgoing[path] = known
        if not clean and (found := imports_evaluated(facts, path)):
            breaches[imports_unit(path)] = found
    return breaches, inventory.ignores, outgoing


def _take(state: State, paths: Iterable[str], answer: bytes, outgoing: dict[str, Outgoing]) -> None:
    """Takes what was found out about some files into a state."""
    found, ignores, known = loads(answer)
    for unit, breaches in found.items():
        state.breaches[unit] = breaches_from(breaches)
    for path in paths if ignores else ():
        state.ignores.keep(path, ignores_from(ignores))
    for path, entry in known.items():
        outgoing[path] = outgoing_from(entry)
