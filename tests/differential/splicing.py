"""Random edits of ledgers: what is read of the changed statements alone is what is read of the whole.

    python tests/differential/splicing.py --edits 100000 --seed 1 --processes 2

Ledgers in all forms are made up and edited, token by token, line by line, statement by statement, each edit on top of
the last. After each, the state that was brought up to date has to be the state that is made anew: nodes, links,
places, inline ignores, breaches of all laws. The exit code is 1 if ever it is not: then the edit is told. It is told,
too, how many of the edits were read without the rest of the ledger (spliced); what an edit does depends on the seed and
the number of its walk alone, so that two versions of archhook can be compared by that.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import random
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.ledger_edits import edited  # noqa: E402
from helpers.ledger_forms import FILE, INIT, made_up  # noqa: E402

from archhook.cache.treemap import differing  # noqa: E402
from archhook.check.full import Source, full_state  # noqa: E402
from archhook.check.incremental import Rechecking  # noqa: E402
from archhook.check.request import UnreadableLedger  # noqa: E402
from archhook.check.reread import _spliced, reread  # noqa: E402
from archhook.check.state import LEDGER, State  # noqa: E402
from archhook.check.verify_cache import ATTRIBUTES  # noqa: E402
from archhook.model.config import Config  # noqa: E402
from archhook.snapshot.changeset import Entry  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from helpers.ledger_forms import Sources

WALK = 20
"""Edits of one ledger, before the next is made up."""

BACK = 0.7
"""How often a walk goes back to the last version that was sound, from one that is not."""


class Objects(dict[str, bytes]):
    """A store in memory."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """The objects of some keys."""
        return {key: self[key] for key in keys if key in self}

    def put(self, key: str, value: bytes) -> None:
        """Keeps an object."""
        self[key] = value


class NoInventories:
    """No file but the ledger is there."""

    def begin(self, oids: Iterable[str]) -> None:
        """None has to be parsed."""
        assert not [*oids]

    def cancel(self) -> None:
        """Nothing has begun."""

    def each(self, oids: Iterable[str], ask: object) -> tuple[()]:
        """Of none there is an answer."""
        assert not [*oids]
        return ()

    def fetch(self, oids: Iterable[str]) -> None:
        """None is asked for."""
        assert not [*oids]


class Outcome(NamedTuple):
    """How a version was come by, and whether the next edit may start from it: it is plain and without breach."""

    spliced: bool
    readable: bool
    sound: bool


class WrongError(Exception):
    """What is brought up to date is not what is made anew."""


class Ledger:
    """The state of one ledger, brought up to date from edit to edit."""

    def __init__(self, sources: Sources) -> None:
        self.objects = Objects()
        self.content: dict[str, bytes] = {}
        self.modules = self._entered(sources)
        state = self._cold(self.modules)
        if isinstance(state, UnreadableLedger):
            raise state
        self.key = state.save()

    def become(self, sources: Sources, thorough: bool) -> Outcome:
        """Compares the two ways to another version; it is the state from then on, if it can be read.

        `thorough`: where no splice is possible, the whole ledger is read and what differs is taken in; else that
        is left out, since it is the same reading.
        """
        now = self._entered(sources)
        delta = {path: Entry("100644", oid) for path, oid in now.items() if oid != self.modules[path]}
        if not delta:
            return Outcome(False, True, False)
        cold, warm = self._cold(now), State.load(self.objects, self.key)
        rechecking = Rechecking(warm, NoInventories())  # type: ignore[arg-type]  # no more is asked of them
        before = {path: self.modules[path] for path in delta}
        spliced = _spliced(rechecking, before, {path: now[path] for path in delta}, self._blobs)
        if spliced or thorough:
            self._compare(rechecking, delta, cold, spliced)
        if isinstance(cold, UnreadableLedger):
            return Outcome(spliced, False, False)
        self.modules, self.key = now, warm.save() if spliced or thorough else cold.save()
        return Outcome(spliced, True, cold.plain and LEDGER not in cold.breaches)

    def _compare(
        self, rechecking: Rechecking, delta: Mapping[str, Entry], cold: State | UnreadableLedger, spliced: bool
    ) -> None:
        try:
            if not spliced and not reread(rechecking, delta, self._blobs):
                raise WrongError("it is taken for another ledger")
        except UnreadableLedger as error:
            if not isinstance(cold, UnreadableLedger) or error.breaches != cold.breaches:
                raise WrongError(f"warm: {error.breaches}\ncold: {cold}") from None
            return
        if isinstance(cold, UnreadableLedger):
            raise WrongError(f"warm: a state\ncold: {cold.breaches}")
        rechecking.files(delta)
        rechecking.laws()
        different = [*differences(rechecking.state, cold)]
        if different:
            raise WrongError("\n".join(different))

    def _cold(self, modules: Mapping[str, str]) -> State | UnreadableLedger:
        """The state of a version (module -> object id), made anew."""
        entries = {path: Entry("100644", oid) for path, oid in modules.items()}
        source = Source(self.objects, self._blobs, NoInventories(), "")  # type: ignore[arg-type]
        try:
            return full_state(source, entries, (Config(), {}))
        except UnreadableLedger as error:
            return error

    def _entered(self, sources: Sources) -> dict[str, str]:
        """Module -> object id, its content kept."""
        entry = INIT if INIT in sources else FILE
        found = {}
        for path in sorted(sources, key=lambda path: (path != entry, path)):
            data = sources[path].encode("utf-8", "surrogateescape")
            oid = hashlib.sha1(data, usedforsecurity=False).hexdigest()
            self.content[oid] = data
            found[path] = oid
        return found

    def _blobs(self, oids: Iterable[str]) -> dict[str, bytes]:
        return {oid: self.content[oid] for oid in oids}


def differences(warm: State, cold: State) -> Iterator[str]:
    """What differs between two states."""
    for name in ATTRIBUTES:
        if getattr(warm, name) != getattr(cold, name):
            yield f"{name}\n  warm: {getattr(warm, name)}\n  cold: {getattr(cold, name)}"
    for name in State.MAPS:
        one, other = getattr(warm, name), getattr(cold, name)
        for key in sorted(differing(one, other)):
            yield f"{name} of {key}\n  warm: {one.get(key)}\n  cold: {other.get(key)}"


# Walks


class Walked(NamedTuple):
    """What became of the edits of some walks."""

    edits: int
    spliced: int
    unreadable: int
    wrong: tuple[str, ...]


def walk(seed: int, number: int) -> Walked:
    """One ledger and its edits. After a difference it goes no further."""
    chance = random.Random(f"{seed} {number}")
    ledger = None
    while ledger is None:  # of two modules that import each other one may need what the other has not defined yet
        sources = made_up(chance)
        ledger = begun(sources)
    good, text = (ledger.modules, ledger.key, sources), sources
    spliced = unreadable = 0
    for step in range(1, WALK + 1):
        after = edited(text, chance, (good[2],))
        try:
            outcome = ledger.become(after, thorough=not chance.randrange(10))
        except Exception as error:  # whatever it is, it is a bug
            what = f"{error}" if isinstance(error, WrongError) else traceback.format_exc()
            return Walked(step, spliced, unreadable, (f"walk {number}, step {step}:\n{told(ledger, after)}{what}",))
        spliced += outcome.spliced
        unreadable += not outcome.readable
        text = after
        if outcome.sound:
            good = ledger.modules, ledger.key, after
        elif chance.random() < BACK:
            (ledger.modules, ledger.key, text) = good
    return Walked(WALK, spliced, unreadable, ())


def begun(sources: Sources) -> Ledger | None:
    """A ledger as it is made up, None if it cannot be read."""
    try:
        return Ledger(sources)
    except UnreadableLedger:
        return None


def told(ledger: Ledger, after: Sources) -> str:
    """An edit, as both versions of each module that it changed."""
    found = ""
    for path, text in after.items():
        old = ledger.content[ledger.modules[path]].decode("utf-8", "surrogateescape")
        if old != text:
            found += f"{path}, before:\n{old!r}\n{path}, after:\n{text!r}\n"
    return found


def _walk(job: tuple[int, int]) -> Walked:
    return walk(*job)


# The program


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; 1 if something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edits", type=int, default=10_000, help="how many (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--walk", type=int, metavar="N", help="this walk alone")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--most", type=int, default=10, help="so many differences are told (default: %(default)s)")
    arguments = parser.parse_args(argv)
    started = time.monotonic()
    numbers = range(arguments.edits // WALK) if arguments.walk is None else (arguments.walk,)
    jobs = [(arguments.seed, number) for number in numbers]
    edits = spliced = unreadable = wrong = 0
    with multiprocessing.Pool(arguments.processes) as pool:
        for walked in pool.imap(_walk, jobs, chunksize=16):
            edits, spliced, unreadable = edits + walked.edits, spliced + walked.spliced, unreadable + walked.unreadable
            for text in walked.wrong if wrong < arguments.most else ():
                print(text, flush=True)
            wrong += len(walked.wrong)
    seconds = time.monotonic() - started
    share = f"{spliced} spliced ({spliced / max(edits, 1):.2%}), {unreadable} unreadable"
    print(f"seed {arguments.seed}: {edits} edits, {seconds:.0f} s: {share}, {wrong} differences", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
