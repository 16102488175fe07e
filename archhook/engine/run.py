"""One judgement of one snapshot: from what is remembered and what changed, or from nothing."""

from __future__ import annotations

import os

from archhook.change.changeset import BaseError, Change, Entry
from archhook.change.folder import Folder
from archhook.change.nodes import changed_nodes
from archhook.engine import remembered
from archhook.engine.full import (
    CONFIG_FILES,
    UnreadableLedger,
    entry_of,
    full_state,
    ledger_of,
    read_config,
    read_nodes,
)
from archhook.engine.incremental import Rechecking
from archhook.engine.remembered import Base
from archhook.engine.state import State
from archhook.engine.verdict import in_folder, unreadable, verdict_of
from archhook.errors import GitError
from archhook.inventory.collect import Inventories
from archhook.model import Work
from archhook.store.treemap import ObjectLost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.change.git import Repo
    from archhook.check import Request
    from archhook.ledger.source import Reading
    from archhook.model import Verdict
    from archhook.store.cache import Store


class Run:
    """One judgement: `judge` or `judge_reading` is called once.

    `prefix`: the project's folder below the repository's top, with a final slash; "" for the folder of `--config`.
    """

    def __init__(self, request: Request, repo: Repo | Folder, store: Store, prefix: str = "") -> None:
        self.request = request
        self.repo = repo
        self.store = store
        self.meaning = remembered.interpretation(source_stamp())
        folder, _, self.named = request.config_path.rpartition("/")
        self.prefix = folder + "/" if folder else prefix
        self.tree = tree_of(repo, request.rev) if request.source == "commit" else ""
        self._base_tree, self._changes = "", ()  # type: tuple[str, tuple[Change, ...]]
        self.inventories = Inventories(store, self.meaning, repo.blobs)

    def judge(self) -> tuple[Verdict, Work]:
        """The verdict and what it took. `ArchhookError` where nothing can be judged."""
        try:
            state, work = self._state()
        except UnreadableLedger as given_up:
            verdict = unreadable(given_up.breaches, source=self.request.source, tree=self.tree)
            return in_folder(self.prefix, verdict), Work(0, 0, 0, "", ())
        return self._verdict(state), work

    def judge_reading(self, reading: Reading) -> Verdict:
        """The verdict on nodes that were read elsewhere, on the files of the snapshot."""
        if any(breach.code == "LED001" for breach in reading.breaches):
            return in_folder(self.prefix, unreadable(reading.breaches, source=self.request.source, tree=self.tree))
        entries = self._entries(self._compared(""))
        config = read_config(entries, self.repo.blobs, self.prefix, self.named)
        ledger = ledger_of(entries, config[0])
        return self._verdict(full_state(self.store, entries, reading, ledger, config, self.inventories))

    def _verdict(self, state: State) -> Verdict:
        verdict = verdict_of(
            state,
            state.facts(self.inventories),
            overrides=dict(self.request.overrides),
            strict=self.request.strict,
            source=self.request.source,
            tree=self.tree,
        )
        return in_folder(self.prefix, verdict)

    def _state(self) -> tuple[State, Work]:
        """The state of the snapshot, remembered for the next run."""
        base = remembered.recall(self.store, self._keys())
        changes = self._differing(base) if base else None
        if base and changes is not None:
            try:
                state = State.load(self.store, base.state)
                delta = remembered.below(self.prefix, remembered.delta(base.changes, changes))
                work = self._recheck(state, delta, base)
                if work is not None:
                    key = state.save() if delta else base.state
                    self._remember(base.tree, changes, key)
                    return state, work
            except ObjectLost:
                pass  # evicted, or damaged: everything is worked out anew
        return self._from_nothing()

    def _keys(self) -> Iterable[str]:
        """Where a base may be remembered, the best one first."""
        project = self.request.config_path
        for tree in (self.tree, self.request.base):
            if tree:
                yield remembered.tree_key(self.meaning, tree, project)
        yield self._last()

    def _last(self) -> str:
        return remembered.last_key(self.meaning, self.repo.git_dir, self.request.config_path)

    def _compared(self, tree: str) -> tuple[Change, ...]:
        """What differs between a tree ("": the empty one) and the snapshot."""
        changes = self.repo.changes(self.request.source, tree, self.tree)
        if self.request.untracked and self.request.source == "worktree":
            found = ((path, self.repo.entry(path)) for path in self.repo.untracked())
            changes += tuple(Change(path, entry, None) for path, entry in found if entry)
        self._base_tree, self._changes = tree, changes
        return changes

    def confirm(self) -> None:
        """`GitError` if the snapshot is no longer what was judged: an index may change under a running hook."""
        if self.repo.changes(self.request.source, self._base_tree, self.tree) != self._changes:
            raise GitError("the index changed while it was judged", fix="commit again")

    def _differing(self, base: Base) -> tuple[Change, ...] | None:
        try:
            return self._compared(base.tree)
        except BaseError:  # git no longer has the tree
            return None

    def _from_nothing(self) -> tuple[State, Work]:
        """A full check. Inventories that are remembered are re-used: they depend on nothing but content."""
        everything = self._compared("")
        entries = self._entries(everything)
        blobs = self.repo.blobs
        config = read_config(entries, blobs, self.prefix, self.named)
        ledger = ledger_of(entries, config[0])
        reading = read_nodes(ledger, blobs)
        state = full_state(self.store, entries, reading, ledger, config, self.inventories)
        head = self.repo.head_tree
        self._remember(head, self._compared(head) if head else everything, state.save())
        return state, self._work(state, state.totals["chains"], "", {})

    def _entries(self, changes: tuple[Change, ...]) -> dict[str, Entry]:
        """The project's part of a snapshot that is told as its difference from nothing."""
        found = remembered.below(self.prefix, remembered.delta((), changes))
        return {path: entry for path, entry in found.items() if entry is not None}

    def _recheck(self, state: State, delta: Mapping[str, Entry | None], base: Base) -> Work | None:
        """Brings a state up to date; None where the change is one that concerns everything."""
        rechecking = Rechecking(state, self.inventories)
        if not self._same_config(state, delta):
            return None
        modules = ledger_after(state, delta)
        if modules is None:
            return None
        if modules != state.ledger:
            reading = read_nodes(modules, self.repo.blobs)
            changed = changed_nodes(state.nodes, tuple(state.nodes), {node.id: node for node in reading.nodes})
            rechecking.ledger(reading, modules, changed)
        rechecking.files(delta, _RoleOf(state))
        return self._work(state, rechecking.laws(), base.tree, rechecking.because)

    def _same_config(self, state: State, delta: Mapping[str, Entry | None]) -> bool:
        """Whether the configuration means what it meant; a file of its that changed is read."""
        if not any(path in delta for path in (*CONFIG_FILES, self.named)):
            return True
        paths = {*CONFIG_FILES, self.named} & ({*state.config_files} | delta.keys())
        config, files = read_config(_Entries(state, delta).of(paths), self.repo.blobs, self.prefix, self.named)
        state.config_files = files
        return config == state.config

    def _work(self, state: State, chains: int, base: str, because: Mapping[str, set[str]]) -> Work:
        parsed = self.inventories.parsed
        reasons = tuple((node_id, tuple(sorted(causes))) for node_id, causes in sorted(because.items()))
        return Work(chains, parsed, max(0, state.totals["files"] - parsed), base, reasons)

    def _remember(self, tree: str, changes: tuple[Change, ...], key: str) -> None:
        if self.tree:
            remembered.remember(
                self.store,
                remembered.tree_key(self.meaning, self.tree, self.request.config_path),
                Base(self.tree, (), key),
            )
            return
        head = self.repo.head_tree
        if head not in ("", tree) and len(changes) > remembered.FAR:
            tree, changes = head, self._compared(head)
        remembered.remember(self.store, self._last(), Base(tree, changes, key))


class _Entries:
    """The entries of a snapshot that is a state with a difference laid upon it."""

    def __init__(self, state: State, delta: Mapping[str, Entry | None]) -> None:
        self._state = state
        self._delta = delta

    def of(self, paths: Iterable[str]) -> dict[str, Entry]:
        """Those of some paths that the snapshot holds."""
        found = {}
        for path in paths:
            entry = self._delta[path] if path in self._delta else self._state.files.get(path)
            if entry is not None:
                found[path] = Entry(entry.mode, entry.oid)
        return found


class _RoleOf:
    """Roles of changed paths. Patterns are compiled only for a path that was not there before."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._known = tuple(state.ledger)

    def __call__(self, path: str, mode: str) -> str:
        was = self._state.files.get(path)
        if (
            was is not None
            and was.regular == mode.startswith("100")
            and (was.role == "ledger") == (path in self._known)
        ):
            return was.role  # type: ignore[no-any-return]
        from archhook.inventory.roles import Roles

        return Roles(self._state.config, self._known).role_of(path, mode)


def tree_of(repo: Repo | Folder, revision: str) -> str:
    """The tree of a revision. `GitError` where there is none, or no repository."""
    if isinstance(repo, Folder):
        raise GitError("this folder is in no git repository, so it has no commits", fix="`git init`, and commit")
    return repo.resolve(revision)[1]


def ledger_after(state: State, delta: Mapping[str, Entry | None]) -> dict[str, str] | None:
    """Ledger module -> object id after a change; None where the ledger is another one now."""
    from archhook.ledger.place import may_be_ledger

    touched = [path for path in delta if path in state.ledger or may_be_ledger(path, state.config.ledger)]
    if not touched:
        return state.ledger
    from archhook.ledger.source import ledger_modules

    regular = {path: entry for path in touched if (entry := delta[path]) and entry.mode.startswith("100")}
    candidates = {path: oid for path, oid in state.ledger.items() if path not in touched}
    candidates |= {path: entry.oid for path, entry in regular.items()}
    modules = ledger_modules(candidates, state.config.ledger)
    if not modules or entry_of(modules) != entry_of(state.ledger):
        return None
    return {path: candidates[path] for path in modules}


def source_stamp() -> str:
    """In a checkout of archhook itself, stands for its source as it is; "" where it is installed.

    Whoever edits a law must not be told what the law said before; an installed version never changes.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not os.path.exists(os.path.join(os.path.dirname(package), "pyproject.toml")):
        return ""
    stamps = []
    for folder, _, names in os.walk(package):
        for name in names:
            if name.endswith(".py"):
                status = os.stat(os.path.join(folder, name))
                stamps.append(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}")
    return "\n".join(sorted(stamps))
