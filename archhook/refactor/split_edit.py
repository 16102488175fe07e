"""`archhook split`: a Design falls into several, as one edit of the ledger that ends with the verdict that was there.

Tasks go with their files and Tests with what they are about; `requires` of the parts, and of whoever requires the
Design, is what the code imports, as far as that closes no circle. What bounds the Design bounds its parts. What was
within one Design and no law may see between two is frozen in the baseline, with its reason: nothing else is loosened.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.ledger_changes import Added, Changes, Edit, Ledger, Links, Names
from archhook.author.verifies import about, integrating
from archhook.graph.graph import reachable
from archhook.laws.new_requires import MoreRequires, NewRequires
from archhook.ledger.source import read_ledger
from archhook.model.declaring import is_folder, paths_below
from archhook.model.nodes import VISIBLE_TO, in_order, sort_key
from archhook.recovery.ordering import ordered
from archhook.refactor.judged_edit import applied
from archhook.refactor.move_edit import parted, tests_in
from archhook.refactor.moved_nodes import Part as Piece
from archhook.refactor.split_limits import Limits
from archhook.refactor.split_parts import new_designs, places_of
from archhook.sync.owning_design import Owners
from archhook.sync.real_requires import decide, wanted_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.model.findings import Verdict
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.refactor.judged_edit import Whole
    from archhook.refactor.split_parts import New, Parts

    Pair = tuple[str, str]
    """(Design, what it requires)."""


class Split(NamedTuple):
    """What a split makes. `tests`: Test -> the part that it is about; `doubtful`: those of which nothing tells that."""

    design: str
    new: tuple[New, ...]
    files: Mapping[str, bytes]
    requires: frozenset[Pair]  # that are new
    dropped: frozenset[Pair]
    tasks: Mapping[str, str]  # Task -> the part that it is of
    added: tuple[Added, ...]  # Tasks for parts of a folder that one Task declares
    tests: Mapping[str, str]
    doubtful: tuple[str, ...]
    proposed: Mapping[str, Iterable[str]]  # part -> test files about it, of folders that are not
    before: Verdict  # where nothing is frozen, as that of `after`
    after: Architecture


class Splitting:
    """A split while it is worked out, one judged edit after the other, none of which is written."""

    def __init__(self, whole: Whole, design: Node, parts: Parts) -> None:
        self.whole, self.seen, self.design, self.parts = whole, whole.seen, design, parts
        self.new = tuple(new_designs(whole, parts))
        self.ids = {one.part.files: one.id for one in self.new}
        self.home = {path: one.id for one in self.new for path in one.part.files}
        self.limits = Limits(whole.seen, design, self.new_files())
        self._below = paths_below(self.seen.declared)
        self.tasks, self.pieces = self._tasks()
        self.before = whole.judge({}).verdict
        self.tests: dict[str, str] = {}
        self.doubtful: list[str] = []
        self.proposed: dict[str, dict[str, None]] = {}
        self.requires: set[Pair] = set()
        self.dropped: set[Pair] = set()
        self.waives = {one.id: {waiver.code: waiver.reason for waiver in design.waives} for one in self.new}

    def new_files(self) -> dict[str, tuple[str, ...]]:
        """Id of each part -> its files."""
        return {one.id: one.part.files for one in self.new}

    def run(self) -> Split:
        """The split, with all that follows from it."""
        after = self._judged(open_to_all=True)
        self.dropped = {*self._idle(after)}
        self._decide(self._judged(open_to_all=True) if self.dropped else after)
        self.tests = self._tests(after)
        after = self._judged()
        if self._unwaive(after):
            after = self._judged()
        files, added = self._files()
        return Split(
            self.design.id, self.new, files, frozenset(self.requires), frozenset(self.dropped), self.tasks, added,
            self.tests, tuple(self.doubtful), self.proposed, self.before, after,
        )  # fmt: skip

    def _tasks(self) -> tuple[dict[str, str], list[tuple[Piece, str]]]:
        """(Task -> the part that it goes to; what of the folder of one goes elsewhere, and to which part)."""
        below = self._below
        going: dict[str, str] = {}
        pieces: list[tuple[Piece, str]] = []
        for task in self.seen.rows[self.design.id].by("implements"):
            node = self.seen.nodes[task]
            if not is_folder(node.file):
                if node.file in self.home:
                    going[task] = self.home[node.file]
                continue
            held: dict[str, list[str]] = defaultdict(list)
            for path in below.get(task, ()):
                held[self.home.get(path, "")].append(path)
            most = max(held, key=lambda one: (len(held[one]), one == "", one), default="")
            if most:
                going[task] = most
            for part in sorted(held.keys() - {most}):
                places = places_of(held[part], below[task])
                pieces += [(Piece(path, node), part or self.design.id) for path in places]
        return going, pieces

    def _files(self, *, open_to_all: bool = False) -> tuple[dict[str, bytes], tuple[Added, ...]]:
        """(the modules of the ledger that change, the Tasks that are new)."""
        ledger = self.whole.ledger
        first = applied(ledger, Changes(added=tuple(self._designs(open_to_all))))
        between = _reread(ledger, first)
        goals = ((piece, between.nodes[part]) for piece, part in self.pieces)
        added = tuple(parted(self.whole, goals))
        second = applied(between, Changes(tuple(self._edits(open_to_all)), added))
        return {**first, **second}, added

    def _judged(self, *, open_to_all: bool = False) -> Architecture:
        return self.whole.judge({**self._files(open_to_all=open_to_all)[0]})

    def _designs(self, open_to_all: bool) -> Iterable[Added]:
        """The Designs that the parts become: above the old one what it requires, each behind what it requires itself.

        So whoever requires one can name its class, which has to stand above.
        """
        needs: dict[str, list[str]] = defaultdict(list)
        for source, target in sorted(self.requires, key=lambda pair: (sort_key(pair[0]), sort_key(pair[1]))):
            needs[source].append(target)
        above = reachable((self.design.id,), lambda one: needs.get(one, ()))
        new = {one.id: one for one in self.new}
        placed: dict[str, None] = {}

        def place(node_id: str) -> None:
            for target in needs.get(node_id, ()):
                if target in new and target not in placed:
                    place(target)
            placed[node_id] = None

        for node_id in new:
            place(node_id)
        for node_id in placed:
            yield self._design(new[node_id], open_to_all)._replace(before=node_id in above)

    def _design(self, one: New, open_to_all: bool) -> Added:
        """The Design that a part becomes."""
        links = {field: self.design.targets(field) for field in ("satisfies", "forbids")}
        clash = {*self.design.targets("conflicts_with"), *self.limits.clashing}
        links["conflicts_with"] = tuple(in_order(clash))
        links = {field: ids for field, ids in links.items() if ids}
        if self.limits.visible_to is not None and not open_to_all:
            users = {source for source, target in self.requires if target == one.id}
            links[VISIBLE_TO] = tuple(in_order({*self.limits.visible_to, *users} - {one.id}))
        title, doc = self.limits.words(one.part)
        return Added(
            one.id, "design", "", one.class_name, title, "", "", self.limits.of(one.id), self.design.id,
            links=tuple(links.items()), waives=tuple(sorted(self.waives[one.id].items())), doc=doc,
        )  # fmt: skip

    def _edits(self, open_to_all: bool) -> Iterable[Edit]:
        """The edits of the nodes that were there, and the `requires` of the new ones."""
        links: dict[str, dict[str, tuple[set[str], set[str]]]] = defaultdict(
            lambda: defaultdict(lambda: (set(), set()))
        )
        for source, target in self.requires:
            links[source]["requires"][0].add(target)
        for source, target in self.dropped:
            links[source]["requires"][1].add(target)
        for task, part in self.tasks.items():
            links[task]["implements"][0].add(part)
        for test, part in self.tests.items():
            links[test]["verifies"][0].add(part)
        parts = {one.id for one in self.new}
        for other in self.limits.forbidding:
            links[other]["forbids"][0].update(parts)
        for other in self.limits.showing:
            users = {source for source, target in self.requires if target == other} & parts
            links[other][VISIBLE_TO][0].update(parts if open_to_all else users)
        if self.limits.visible_to is not None:
            users = {source for source, target in self.requires if target == self.design.id} & parts
            links[self.design.id][VISIBLE_TO][0].update(parts if open_to_all else users)
        if not self.design.targets("satisfies"):  # what nobody requires then has to say itself what it is there for
            for part in parts - {target for _, target in self.requires}:
                links[part]["satisfies"][0].update(self.limits.served)
        left = self.limits.left
        for node_id in in_order({*links, *([self.design.id] if left else ())}):
            changes = tuple(
                Links(field, tuple(in_order(add)), tuple(in_order(remove)))
                for field, (add, remove) in links[node_id].items()
                if add or remove
            )
            names = (Names("interface", remove=left),) if left and node_id == self.design.id else ()
            if changes or names:
                yield Edit(node_id, names, links=changes)

    def _idle(self, after: Architecture) -> Iterable[Pair]:
        """The `requires` of the Design, and on it, that its code was the use of, and no longer is.

        None on a Design that has figures: they are its own share of what others add up.
        """
        if after.config.transitive:
            return
        mine, before, now = self.design.id, self.seen.facts.traffic, after.facts.traffic
        for target in self.design.targets("requires"):
            figures = self.seen.nodes[target].figures or self.seen.facts.recorded.get(target)
            if f"{mine} {target}" in before and f"{mine} {target}" not in now and not figures:
                yield mine, target
        if self.design.figures or self.seen.facts.recorded.get(mine) or not self.design.targets("satisfies"):
            return
        for source in self.seen.rows[mine].by("requires"):
            if f"{source} {mine}" in before and f"{source} {mine}" not in now:
                yield source, mine

    def _decide(self, opened: Architecture) -> None:
        """Finds what is to be required: among the parts in the order that fewest imports run against."""
        facts, traffic = opened.facts, opened.facts.traffic
        own = [self.design.id, *(one.id for one in self.new)]
        weights = {
            (source, target): float(traffic[f"{source} {target}"][0])
            for source in own
            for target in own
            if source != target and traffic.get(f"{source} {target}", (0, 0))[0]
        }
        place = {design: at for at, design in enumerate(ordered(own, weights))}
        rows = MoreRequires(facts.rows)
        allowed = NewRequires(facts, rows)
        for pair in sorted(weights, key=lambda one: (-weights[one], sort_key(one[0]), sort_key(one[1]))):
            if place[pair[0]] > place[pair[1]] and not allowed.why_not(*pair):
                rows.add(*pair)
                allowed = NewRequires(facts, rows)
                self.requires.add(pair)
        known = {(one.file, one.symbol) for one in self.before.findings if one.code == "DEP203"}
        found = [one for one in opened.verdict.findings if one.code == "DEP203"]
        found = [one for one in found if (one.file, one.symbol) not in known]  # what was a debt stays one
        self.requires |= {pair for pair, _ in decide(facts, wanted_of(facts, found), rows).written}

    def _tests(self, after: Architecture) -> dict[str, str]:
        """Test of the Design -> the part that it is about, of those that are about one."""
        owners = Owners(after.facts, after.nodes.values())
        needs: dict[str, set[str]] = defaultdict(set)
        for source, target in self.requires:
            needs[source].add(target)
        parts, found = {one.id for one in self.new}, dict[str, str]()
        for test in self.seen.rows[self.design.id].by("verifies"):
            node = self.seen.nodes[test]
            if is_folder(node.file):
                self._tests_below(test, owners, found)
                continue
            told = about(node.file, owners.code)
            if node.level == "integration":
                told = integrating(told, lambda one: reachable((one,), lambda each: needs.get(each, ())))
            owner = told.owners[0] if len(told.owners) == 1 else ""
            if owner in parts:
                found[test] = owner
            elif owner != self.design.id:
                self.doubtful.append(test)
        return found

    def _tests_below(self, test: str, owners: Owners, found: dict[str, str]) -> None:
        """Notes what the files of a folder of tests are about: all of them the same, or some of them a part."""
        told = {path: about(path, owners.code).owners for path in tests_in(self.seen, self._below.get(test, ()))}
        about_one = {path: those[0] for path, those in told.items() if len(those) == 1}
        parts = {one.id for one in self.new}
        if told and len(about_one) == len(told) and len({*about_one.values()}) == 1:
            (owner,) = {*about_one.values()}
            if owner in parts:
                found[test] = owner
            return
        some = {path: owner for path, owner in about_one.items() if owner in parts}
        for path, owner in some.items():
            self.proposed.setdefault(owner, {})[path] = None
        if not some:
            self.doubtful.append(test)

    def _unwaive(self, after: Architecture) -> bool:
        """Takes out what the parts waive for nothing; whether there is any."""
        idle = [one for one in after.verdict.findings if one.code == "LED005" and one.node in self.waives]
        for one in idle:
            self.waives[one.node].pop(one.symbol, None)
        return bool(idle)


def _reread(ledger: Ledger, sources: Mapping[str, bytes]) -> Ledger:
    """The ledger with some of its modules as they have become."""
    everything = {**ledger.sources, **sources}
    reading = read_ledger(everything, ledger.entry)
    nodes = {node.id: node for node in reading.nodes}
    return Ledger(everything, ledger.entry, nodes, reading.lines, len(reading.breaches), style=ledger.style)
