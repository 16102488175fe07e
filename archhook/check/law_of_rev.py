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
from archhook.check.counted import FIELD, counted_baseline, counted_config, counted_ignores, counted_node
from archhook.check.request import CacheMismatch, UnreadableLedger
from archhook.check.run import Run
from archhook.check.state import LEDGER
from archhook.check.uncounted import ABSENT, BY_DETAIL, SHOWN, Uncounted, key_place, never_looser, of_key
from archhook.errors import ArchhookError, GitError, NoLedgerError
from archhook.model.findings import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from archhook.check.state import State
    from archhook.model.config import Config
    from archhook.model.findings import Baseline, Breach, Finding, Verdict, Work
    from archhook.model.nodes import Ignore, Node, Spot

    Found = tuple[State, Work]


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
        state, work = state_of(run)
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
        self.dropped: list[Uncounted] = []
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
        applied = self.applied(state)
        found = self.run.verdict(applied)._replace(law=self.tree)
        if not self.dropped:
            return found
        return never_looser(found, self.run.verdict(state), self.dropped, self.name, self._role_of(state, applied))

    def _role_of(self, state: State, applied: State) -> Callable[[Finding], str]:
        """The role of the files that a finding is about, where it is another than by the law; "" for none."""
        prefix = self.run.prefix

        def role_of(finding: Finding) -> str:
            for path in (finding.file, finding.path.removeprefix(prefix)):
                own, held = state.files.get(path), applied.files.get(path)
                if own is not None and held is not None and own.role != held.role:
                    return str(own.role)
            return ""

        return role_of

    def applied(self, state: State) -> State:
        """A state of the snapshot without what does not count; the state itself stays as it is."""
        own = state
        if counted_config(state.config, self.state.config) != state.config:
            state, _ = self._found(self._held())
        self.dropped += self._keys(own, state.config)
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
            self.dropped += self._of_node(state, node, found)
            yield found

    def _of_node(self, state: State, node: Node, found: Node) -> Iterator[Uncounted]:
        """What does not count of a node's exemptions. `found`: the node without them."""
        from archhook.model.ledger_places import Places

        line = Places(state.lines).line(node.path, node.class_name)  # type: ignore[arg-type]  # as a Mapping
        prefix = self.run.prefix

        def place(spot: Spot | None = None) -> tuple[str, int]:
            if spot is not None and spot.path:
                return prefix + spot.path, spot.line
            return prefix + node.path, line + (spot.line if spot else 0)

        kept = {waiver.code for waiver in found.waives}
        for one in node.waives:
            if one.code not in kept:
                what = f"{node.id} waives {one.code}"
                yield Uncounted(what, *place(one.spot), codes=(one.code,), node=node.id)
        if found.planned != node.planned:
            yield Uncounted(f"{node.id} is planned", *place(), codes=ABSENT, node=node.id)
        if found.adopted != node.adopted:
            yield Uncounted(f"{node.id} is not adopted", *place())
        if found.declares != node.declares:
            spots = [one.spot for one in node.declared(FIELD)]
            yield Uncounted(f"`symbols` of {node.id}", *place(*spots[:1]), codes=BY_DETAIL)

    def _keys(self, own: State, counted: Config) -> Iterator[Uncounted]:
        """What does not count of the configuration."""
        if not counted.uncounted:
            return
        prefix = self.run.prefix

        def read(path: str) -> bytes:
            oid = own.config_files.get(path, "")
            return self.run.repo.blobs([oid])[oid] if oid else b""

        place = key_place(own.config_files, read)
        for what in counted.uncounted:
            found = of_key(what, own.config, self.state.config, place)
            yield found._replace(path=prefix + found.path) if found.path else found

    def _ignores(self, state: State) -> Iterator[tuple[str, tuple[Ignore, ...]]]:
        """(path, the inline ignores that count) of the files that have others, too."""
        moved: dict[tuple[str, str], str] | None = None
        for path, ignores in sorted(state.ignores.items()) if len(state.ignores) else ():
            kept = counted_ignores(ignores, self.state.ignores.get(path, ()))
            if len(kept) == len(ignores):
                continue
            if moved is None:
                moved = self._moved(state)
            place = self.run.prefix + path
            for one in (one for one in ignores if one not in kept):
                there = moved.get((one.code, one.reason))
                came = f" (there it is in {there}: a file takes none along to another name)" if there else ""
                what = f"{place}:{one.line} ignores {one.code}{came}"
                at = 0 if one.line == 1 else one.line
                self.dropped.append(Uncounted(what, place, one.line, (one.code,), file=place, at=at))
            yield path, kept

    def _moved(self, state: State) -> dict[tuple[str, str], str]:
        """(code, reason) of the law's ignores -> the first file with one that has another name now, or is gone."""
        found: dict[tuple[str, str], str] = {}
        for path, ignores in sorted(self.state.ignores.items()):
            if path not in state.files:
                for one in ignores:
                    found.setdefault((one.code, one.reason), path)
        return found

    def _baseline(self, state: State) -> Baseline | None:
        """The baseline with the entries that count; None where it has no others."""
        own = state.baseline()
        found = counted_baseline(own, self.state.baseline()) if own else None
        if own is None or found is None or found.entries == own.entries:
            return None
        number = sum(one.times for one in own.entries) - sum(one.times for one in found.entries)
        counts = {one.line: one.times for one in found.entries}
        gone = [one for one in own.entries if counts.get(one.line, 0) < one.times]
        place, keys = self.run.prefix + own.path, frozenset(map(key_of, gone))
        self.dropped.append(Uncounted(f"{number} of {place}", place, gone[0].line, keys=keys))
        return found

    def notes(self) -> tuple[str, ...]:
        """The note that some exemptions do not count; () for none."""
        number = len(self.dropped)
        if not number:
            return ()
        one = number == 1
        what, them = ("1 exemption does", "it") if one else (f"{number} exemptions do", "them")
        more = f" and {number - SHOWN} more" if number > SHOWN else ""
        named = ", ".join(one.what for one in self.dropped[:SHOWN]) + more
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
