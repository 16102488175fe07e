"""One judgement of one snapshot: from what is remembered and what changed, or from nothing.

git is started first and read last, and what a run does not need it does not import: the imports are its cost.
"""

from __future__ import annotations

from archhook.cache.treemap import ObjectLost
from archhook.check import last_judged
from archhook.check.last_judged import Base
from archhook.check.request import UnreadableLedger, no_progress
from archhook.model.config import CONFIG_FILES, PYTEST_FILES
from archhook.model.findings import Work
from archhook.snapshot.changeset import BaseError, Change, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from archhook.cache.cache import Store
    from archhook.check.request import Progress, Request
    from archhook.check.state import State
    from archhook.inventory.collect import Inventories
    from archhook.ledger.source import Reading
    from archhook.model.config import Config
    from archhook.model.findings import Verdict
    from archhook.model.nodes import FileInventory
    from archhook.snapshot.folder import Folder
    from archhook.snapshot.git import Repo

_SETTINGS = (".toml", ".ini", ".cfg", ".txt")
"""How the names of files end that say how a project is judged: configuration, pytest's, a baseline."""


class Run:
    """One judgement: `state` or `judge_reading` is called once.

    `prefix`: the project's folder below the repository's top, with a final slash, where `--config` names none.
    """

    def __init__(
        self, request: Request, repo: Repo | Folder, store: Store, prefix: str = "", progress: Progress = no_progress
    ) -> None:
        self.request, self.repo, self.progress = request, repo, progress
        self.store, self.salt = last_judged.store_and_salt(store)
        self.prefix, self.named = request.prefix or prefix, request.named
        self.tree = request.rev if request.source == "merge" else ""
        if request.source == "commit":
            self.tree = repo.resolve(request.rev)[1]
        self.asked: dict[str, tuple[Change, ...]] = {}  # tree -> what differs from it: the state is computed from these
        self.untracked: tuple[str, ...] = ()
        self.notes: tuple[str, ...] = ()  # what a person should be told beside the verdict
        self.project = request.config_path  # what tells the project apart in the cache's keys
        self.others: tuple[Run, ...] = ()  # on the same snapshot, to be kept with this one
        self.fallback = ""  # a tree that has a state, to start from where nothing nearer has
        self._bounds: Config | None = None
        self._kept: tuple[str, Base] | None = None
        self._inventories: Inventories | None = None

    @property
    def inventories(self) -> Inventories:
        """The inventories of the snapshot's files."""
        if self._inventories is None:
            from archhook.inventory.collect import Inventories

            self._inventories = Inventories(self.store, self.salt, self.repo.blobs)
        return self._inventories

    def of(self, oid: str) -> FileInventory:
        """The inventory of an object; what reads and keeps them is made when the first is asked for."""
        return self.inventories.of(oid)

    def judge_reading(self, reading: Reading) -> Verdict:
        """The verdict on nodes that were read elsewhere, on the files of the snapshot."""
        if any(breach.code == "LED001" for breach in reading.breaches):
            return self.unreadable(UnreadableLedger(reading.breaches))
        return self.verdict(self.full(self._entries(self.compared("")), reading))

    def full(self, entries: Mapping[str, Entry], reading: Reading | None = None, *, keep: bool = False) -> State:
        """The state of the project whose files `entries` holds, computed in full.

        Inventories that are remembered are re-used: they depend on nothing but content. `reading`: nodes that were
        read elsewhere and stand in place of those of the ledger's source. `keep`: the state is going to be saved.
        Errors as those of `state`.
        """
        from archhook.check.full import Source, full_state, read_config

        config, config_files = read_config(entries, self.repo.blobs, self.prefix, self.named)
        source = Source(self.store, self.repo.blobs, self.inventories, self.prefix)
        config = self._held(config)
        if self._bounds is not None and config.pytest.testpaths:
            from archhook.inventory.testpaths import looks_everywhere

            everywhere = looks_everywhere(config.pytest, entries)
            config = config._replace(pytest=config.pytest._replace(everywhere=everywhere))
        state = full_state(
            source,
            entries,
            (config, config_files),
            self.request.config_path,
            reading,
            keep=keep,
            progress=self.progress,
        )
        if self._bounds is not None and config.uncounted:
            from archhook.check.counted import counted_keys

            state.totals["keys"] = counted_keys(config, self._bounds)
        self._freeze(state, entries)
        return state

    def keep(self) -> None:
        """Remembers the state for the next run: only now, when the snapshot is sure to be the one that was judged."""
        if self._kept is not None:
            last_judged.remember(self.store, *self._kept)
        for other in self.others:
            other.keep()

    def hold_to(self, law: Config, name: str) -> None:
        """Has the snapshot judged under a configuration that is nowhere looser than that of a law.

        `name` tells it apart from others in the cache's keys.
        """
        self._bounds = law
        self.project += f"\0{name}"

    def _held(self, config: Config) -> Config:
        if self._bounds is None:
            return config
        from archhook.check.counted import counted_config

        return counted_config(config, self._bounds)

    def unreadable(self, given_up: UnreadableLedger) -> Verdict:
        """The verdict where the ledger cannot be read."""
        from archhook.check.verdict import in_folder, unreadable

        return in_folder(self.prefix, unreadable(given_up.breaches, source=self.request.source, tree=self.tree))

    def verdict(self, state: State) -> Verdict:
        """The verdict on a state of the snapshot."""
        from archhook.check.verdict import in_folder, verdict_of

        facts = state.facts(self)  # not of `inventories`: where nothing is found, nothing is asked for, nor imported
        return in_folder(self.prefix, verdict_of(state, facts, self.request, self.tree))

    def state(self) -> tuple[State, Work]:
        """The state of the snapshot, to be kept for the next run, and what it took.

        `UnreadableLedger` for LED001, `ArchhookError` where nothing can be judged.
        """
        base = last_judged.recall(self.store, self._keys())
        if base is None:
            return self.from_nothing()
        try:
            finish = self._start(base.tree)
            from archhook.check import incremental, verdict  # noqa: F401  # imported while git is at work
            from archhook.check.state import State

            state = State.load(self.store, base.state)
            changes = finish()
            delta = last_judged.in_project(self.prefix, last_judged.delta(base.changes, changes))
            work = self.recheck(state, delta, base)
            if work is not None:
                self._remember(base, changes, state.save() if delta else base.state)
                return state, work
        except (ObjectLost, BaseError):
            pass  # evicted, damaged, or the tree is no longer there
        return self.from_nothing()

    def _keys(self) -> Iterable[str]:
        """Where a base may be remembered, the best one first."""
        for tree in (self.tree, *self.request.bases):
            if tree:
                yield self._place(tree)
        yield self._last()
        if self.fallback:
            yield self._place(self.fallback)

    def _last(self) -> str:
        return last_judged.last_key(self.salt, self.repo.git_dir, self.project)

    def _place(self, tree: str) -> str:
        return last_judged.tree_key(self.salt, tree, self.project)

    def _start(self, tree: str) -> Callable[[], tuple[Change, ...]]:
        """Has git compare a tree ("": the empty one) with the snapshot; call what is returned for what differs.

        `BaseError` where git no longer has the tree.
        """
        if self.tree and self.tree == tree:
            return tuple
        if not self.repo.git_dir:
            return lambda: self.compared(tree)
        pending = self.repo.start_changes(self.request.source, tree, self.tree)  # type: ignore[union-attr]
        return lambda: self._complete(tree, pending.finish())

    def compared(self, tree: str) -> tuple[Change, ...]:
        """What differs between a tree and the snapshot, waited for."""
        return self._complete(tree, self.repo.changes(self.request.source, tree, self.tree))

    def _complete(self, tree: str, changes: tuple[Change, ...]) -> tuple[Change, ...]:
        """A difference with what git does not know of, kept to be confirmed in the end."""
        if self.request.untracked and self.request.source == "worktree":
            known = {change.path: change for change in changes}
            self.untracked = self.repo.untracked()
            for path in self.untracked:
                entry = self.repo.files.entry(path)
                # The tree may hold what the index no longer does.
                if entry is not None and not (self.request.tracked_settings and path.endswith(_SETTINGS)):
                    known[path] = Change(path, entry, known[path].old if path in known else None)
            changes = tuple(known[path] for path in sorted(known))
        self.asked[tree] = changes
        return changes

    def _entries(self, changes: tuple[Change, ...]) -> dict[str, Entry]:
        """The files of the project in a snapshot that is listed as a diff against the empty tree."""
        found = last_judged.in_project(self.prefix, last_judged.delta((), changes))
        return {path: entry for path, entry in found.items() if entry is not None}

    def from_nothing(self) -> tuple[State, Work]:
        """A full check, remembered for the next run."""
        everything = self.compared("")
        keep = not self.store.problem
        state = self.full(self._entries(everything), keep=keep)
        if keep:
            head = self.repo.head_tree
            changes = everything if self.tree or not head else self.compared(head)
            self._remember(Base(head, (), ""), changes, state.save())
        return state, self._work(state, state.totals["chains"], "", {})

    def recheck(self, state: State, delta: Mapping[str, Entry | None], base: Base) -> Work | None:
        """Brings a state up to date; None where the change is one that concerns everything."""
        if not delta:
            return self._work(state, 0, base.tree, {})
        from archhook.check.incremental import Rechecking

        if not self._same_config(state, delta):
            return None
        rechecking = Rechecking(state, self.inventories)
        if any(last_judged.may_be_ledger(path, state.config.ledger) for path in delta):
            from archhook.check.reread import reread

            if not reread(rechecking, delta, self.repo.blobs):
                return None
        if any(path.rpartition("/")[2] == last_judged.MEASURED for path in delta):
            from archhook.check.measurements import remeasure

            remeasure(rechecking, delta, self.repo.blobs, self.prefix)
        rechecking.files(delta)
        if rechecking.imports:
            from archhook.check.import_delta import take_in

            take_in(rechecking)
        if state.config.baseline in delta:
            self._freeze(state, delta)
        return self._work(state, rechecking.laws(), base.tree, rechecking.because)

    def _same_config(self, state: State, delta: Mapping[str, Entry | None]) -> bool:
        """Whether the configuration means what it meant; a file of its that changed is read."""
        if not {*CONFIG_FILES, *PYTEST_FILES, self.named}.isdisjoint(delta):
            from archhook.check.full import reread_config

            config = reread_config(state, delta, self.repo.blobs, self.prefix, self.named)
            if self._held(config) != state.config:
                return False
        if state.config.pytest.testpaths:
            from archhook.inventory.testpaths import looks_as_before

            return looks_as_before(state.config.pytest, delta, state.files)
        return True

    def _freeze(self, state: State, entries: Mapping[str, Entry | None]) -> None:
        """Takes in the baseline. `ConfigError` if it cannot be read."""
        path = state.config.baseline
        entry = entries.get(path)
        if entry is None:
            state.freeze(None)
            return
        from archhook.project.baseline import read_baseline

        state.freeze(read_baseline(path, entry, self.repo.blobs, self.prefix))

    def _work(self, state: State, chains: int, base: str, because: Mapping[str, set[str]]) -> Work:
        parsed = self._inventories.parsed if self._inventories else 0
        reasons = tuple((node_id, tuple(sorted(causes))) for node_id, causes in sorted(because.items()))
        reused = max(0, state.totals["files"] - parsed)
        return Work(chains, parsed, reused, base, reasons, state.totals["unknown"])

    def _remember(self, base: Base, changes: tuple[Change, ...], key: str) -> None:
        """Keeps the state for the next run: under its tree where that is known, else as what differs from a tree."""
        if self.tree:
            self._kept = self._place(self.tree), Base(self.tree, (), key)
            return
        head, tree = self.repo.head_tree, base.tree
        if head not in ("", tree) and len(changes) > last_judged.FAR:
            tree, changes = head, self.compared(head)
        now = Base(tree, changes, key)
        if now != base:
            self._kept = self._last(), now
