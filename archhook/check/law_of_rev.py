"""A snapshot judged by the law of another revision: its own ledger and configuration, and of its exemptions those that
the tree of that revision has, too.

The state of that tree is worked out and remembered as for a verdict on it, and asked for what it exempts. Where the
snapshot's configuration is looser, the files are judged under one that is not, in a state of its own; nodes, ignores
and baseline are cut down in a copy of the state, as a change of the ledger would be taken in.
"""

from __future__ import annotations

from archhook.cache.cache import Store
from archhook.cache.encoding import digest, dumps
from archhook.cache.treemap import ObjectLost
from archhook.check.counted import counted_baseline, counted_config, counted_ignores, counted_node
from archhook.check.request import CacheMismatch, UnreadableLedger
from archhook.check.run import Run
from archhook.check.state import LEDGER
from archhook.errors import ArchhookError, GitError, NoLedgerError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archhook.check.state import State
    from archhook.model.findings import Baseline, Breach, Verdict, Work
    from archhook.model.nodes import Ignore, Node

    Found = tuple[State, Work]

DROPPED_SHOWN = 4
"""So many exemptions that do not count are named in a note."""


def judged_by_law(run: Run, state_of: Callable[[Run], Found]) -> tuple[State, Verdict, Work]:
    """(the state of a run's snapshot, the verdict on it by the law that is asked for, what both took).

    What does not count is told in the run's notes. `state_of` works out the state. `UnreadableLedger` for LED001 of the
    snapshot, `ArchhookError` where it cannot be judged, or there is no such law; `CacheMismatch` as of verify_cache.
    """
    if not run.repo.git_dir:
        state_of(run)  # of a folder that was not read nobody could say that it stayed as it is
        raise GitError(f"{run.repo.toplevel} is in no git repository, so it has no revisions", fix="`git init`")
    law = _Law(run)
    run.fallback = law.tree
    try:
        state, work = law.remembered() or state_of(run)
        verdict = law.verdict(state)
    except ObjectLost:  # what is read only now was evicted or damaged
        run.others = ()
        state, work = run.from_nothing()
        law = _Law(run, anew=True)
        verdict = law.verdict(state)
    run.notes = law.notes()
    if run.request.verify:
        alone = Run(run.request._replace(bases=(), verify=False), run.repo, Store(""), run.prefix)
        if judged_by_law(alone, Run.from_nothing)[1] != verdict:
            raise CacheMismatch(f"with what is remembered, the law of {run.request.law_name} gives another verdict")
    return state, verdict, work


class _Law:
    """The law of the tree that a run's request names, and what of the snapshot does not count by it."""

    def __init__(self, run: Run, *, anew: bool = False) -> None:
        """`anew`: nothing that is remembered is of use."""
        self.run, self.anew = run, anew
        self.name = run.request.law_name
        self.dropped: list[str] = []
        self.tree, self.state = self._read()

    def _read(self) -> tuple[str, State]:
        """(the id of the tree, its state, remembered from now on)."""
        run = self.run
        request = run.request._replace(
            source="commit", rev=run.request.law, merge="", law="", bases=(), verify=False, untracked=False
        )
        try:
            law = Run(request, run.repo, run.store, run.prefix)
            state = (law.from_nothing() if self.anew else law.state())[0]
        except UnreadableLedger as given_up:
            raise self._unreadable(given_up) from None
        except NoLedgerError as error:
            fix = "name a revision that has one; before that, `archhook check` judges a branch by its own law"
            raise ArchhookError(f"{self.name} has no law to judge by: {error.message}", fix=fix) from None
        except ArchhookError as error:
            error.message = f"the law of {self.name}: {error.message}"
            raise
        law.keep()
        return law.tree, state

    def _unreadable(self, given_up: UnreadableLedger) -> ArchhookError:
        breach = given_up.breaches[0]
        _, path, line, column = breach.anchor
        return ArchhookError(
            f"the ledger of {self.name} cannot be read, so there is no law to judge by: {breach.message}",
            path=self.run.prefix + str(path),
            line=int(line),
            column=int(column),
            fix="name a revision whose ledger can be read; a branch on which it cannot, and that gives the law for its "
            "pushes, is mended with `git push --no-verify`",
        )

    def verdict(self, state: State) -> Verdict:
        """The verdict on a state of the snapshot, without what does not count."""
        self.dropped.clear()
        return self.run.verdict(self.applied(state))._replace(law=self.tree)

    def remembered(self) -> Found | None:
        """The state of the snapshot under a configuration as strict as the law's, and what it took; None where none is
        remembered. Where one is the configuration was looser before, and is most likely still.
        """
        held = self._held()
        return self._found(held) if held.is_remembered() else None

    def applied(self, state: State) -> State:
        """A state of the snapshot without what does not count; the state itself stays as it is."""
        if not self.run.others and counted_config(state.config, self.state.config) != state.config:
            state, _ = self._found(self._held())
        self.dropped += state.config.uncounted
        nodes = [*self._nodes(state)]
        ignores = dict(self._ignores(state))
        baseline = None if self.run.request.ignore_baseline else self._baseline(state)
        if not (nodes or ignores or baseline):
            return state
        made = _supposed(self.run, state, nodes)
        for path, kept in ignores.items():
            made.ignores.keep(path, kept)
        if baseline:
            made.objects = Store("")  # for this run alone: nobody asks for it again
            made.freeze(baseline)
        return made

    def _held(self) -> Run:
        """A run on the snapshot under a configuration that is nowhere looser than the law's."""
        run, law = self.run, self.state.config
        held = Run(run.request._replace(law="", verify=False), run.repo, run.store, run.prefix, run.progress)
        held.hold_to(law, digest(dumps(law)))
        return held

    def _found(self, held: Run) -> Found:
        """The state of such a run, to be kept with that of the snapshot."""
        found = held.from_nothing() if self.anew else held.state()
        self.run.asked |= held.asked
        self.run.untracked = held.untracked or self.run.untracked
        self.run.others = (held,)
        return found

    def _nodes(self, state: State) -> Iterator[Node]:
        """The nodes with exemptions that do not count, as they are without these."""
        for node_id in dict.fromkeys((*state.waiving, *state.lenient, *self.state.lenient)):
            node: Node | None = state.nodes.get(node_id)
            if node is None:
                continue
            found = counted_node(node, self.state.nodes.get(node_id), state.config, self.state.config)
            if found == node:
                continue
            kept = {waiver.code for waiver in found.waives}
            self.dropped += [f"{node_id} waives {one.code}" for one in node.waives if one.code not in kept]
            if found.planned != node.planned:
                self.dropped.append(f"{node_id} is planned")
            if found.adopted != node.adopted:
                self.dropped.append(f"{node_id} is not adopted")
            if found.declares != node.declares:
                self.dropped.append(f"`symbols` of {node_id}")
            yield found

    def _ignores(self, state: State) -> Iterator[tuple[str, tuple[Ignore, ...]]]:
        """(path, the inline ignores that count) of the files that have others, too."""
        for path, ignores in sorted(state.ignores.items()) if len(state.ignores) else ():
            kept = counted_ignores(ignores, self.state.ignores.get(path, ()))
            if len(kept) == len(ignores):
                continue
            gone = (one for one in ignores if one not in kept)
            self.dropped += [f"{path}:{one.line} ignores {one.code}{self._moved(state, one)}" for one in gone]
            yield path, kept

    def _moved(self, state: State, ignore: Ignore) -> str:
        """Where the law has an ignore that came along with a file which has another name now; "" for none."""
        for path, ignores in sorted(self.state.ignores.items()):
            if path not in state.files and (ignore.code, ignore.reason) in {(one.code, one.reason) for one in ignores}:
                return f" (there it is in {path}: a file takes none along to another name)"
        return ""

    def _baseline(self, state: State) -> Baseline | None:
        """The baseline with the entries that count; None where it has no others."""
        own = state.baseline()
        found = counted_baseline(own, self.state.baseline()) if own else None
        if own is None or found is None or found.entries == own.entries:
            return None
        number = sum(one.times for one in own.entries) - sum(one.times for one in found.entries)
        self.dropped.append(f"{number} of {own.path}")
        return found

    def notes(self) -> tuple[str, ...]:
        """The note that some exemptions do not count; () for none."""
        number = len(self.dropped)
        if not number:
            return ()
        one = number == 1
        what, them = ("1 exemption does", "it") if one else (f"{number} exemptions do", "them")
        more = f" and {number - DROPPED_SHOWN} more" if number > DROPPED_SHOWN else ""
        named = ", ".join(self.dropped[:DROPPED_SHOWN]) + more
        lacks = f"{self.name} does not have {them}, or not as wide"
        way = f"mend what {'it holds' if one else 'they hold'} back, or have {them} let in there first"
        return (f"{what} not count, for {lacks} ({named}): {way}",)


def _supposed(run: Run, state: State, nodes: Sequence[Node]) -> State:
    """A copy of a state as it would be with some nodes as they count."""
    from archhook.check.supposed import copied, supposed

    if not nodes:
        return copied(state)
    made = supposed(state, run.inventories, nodes)
    if made.totals["folders"] and any(state.nodes[node.id].declares != node.declares for node in nodes):
        before, now = (_coarse(one) for one in (state, made))
        kept = [breach for breach in made.breaches.get(LEDGER, ()) if breach not in before]
        made.breaches.keep(LEDGER, (*kept, *now))
        made.totals["broken"] = len(made.breaches)
    return made


def _coarse(state: State) -> tuple[Breach, ...]:
    """The breaches of nodes that name a folder where none may be named."""
    from archhook.laws.folders import coarse_folders

    known = dict(state.nodes.items())
    return coarse_folders(known.values(), known, state.config)
