"""A walk through a history that breaks something at every step, and compares warm verdicts with cold ones."""

from __future__ import annotations

import json
import random
import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple

from differential.subject import BUG, Snapshot
from helpers.files import lay_out
from helpers.inject import inject, ledger_files, remove_ledger
from helpers.mutations import Mutator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from differential.subject import Outcome, Subject
    from helpers.git_repo import GitRepo

ORDERS = ("topological", "first-parent", "jumps")
KEPT = 40
"""So many of the walk's own commits can be gone back to."""


class Difference(NamedTuple):
    """Where warm and cold part."""

    step: int
    change: str
    snapshot: Snapshot
    warm: Outcome
    cold: Outcome

    def told(self) -> str:
        """What a person reads first."""
        lines = [
            f"step {self.step}: {self.change}",
            f"  judging {' '.join(self.snapshot.options()) or 'the work tree'}",
        ]
        lines.append(f"  exit code {self.warm.code} warm, {self.cold.code} cold")
        for name, one, other in (("warm", self.warm, self.cold), ("cold", self.cold, self.warm)):
            only = [text for text in _parts(one) if text not in _parts(other)]
            lines += [f"  only {name}: {text}" for text in only[:5]]
        return "\n".join(lines)


class Report(NamedTuple):
    """What a walk came to."""

    steps: int
    broken: int  # steps at which the full check had findings
    verdicts: int
    unjudged: int  # of these, such as had to be refused (exit code 2)
    seconds: float
    difference: Difference | None


def _parts(outcome: Outcome) -> list[str]:
    if not outcome.output:
        return [outcome.said]
    document = json.loads(outcome.output)
    return [json.dumps(one) for one in (*document.pop("findings"), document)]


def _damage(database: Path, chance: random.Random) -> str:
    if chance.random() < 0.1:
        size = database.stat().st_size
        with database.open("r+b") as file:
            file.seek(chance.randrange(size))
            file.write(b"damaged" * 30)
        return "a damaged cache"
    connection = sqlite3.connect(database, isolation_level=None)
    try:
        rows = [row for (row,) in connection.execute("SELECT rowid FROM Cache ORDER BY rowid")]
        chosen = [(row,) for row in rows if chance.random() < 0.2]
        if chance.random() < 0.3:
            connection.executemany("UPDATE Cache SET value = substr(value, 2) WHERE rowid = ?", chosen)
            return f"{len(chosen)} damaged entries"
        connection.executemany("DELETE FROM Cache WHERE rowid = ?", chosen)
        return f"{len(chosen)} lost entries"
    except sqlite3.Error:
        return "a cache that is damaged"
    finally:
        connection.close()


class Walk:
    """One walk. The same seed walks the same way, whoever judges. `pace`: how often it goes on in the history."""

    def __init__(
        self, scratch: GitRepo, subject: Subject, chance: random.Random, order: str, pace: float = 0.4
    ) -> None:
        self.scratch = scratch
        self.subject = subject
        self.chance = chance
        self.order = order
        self.pace = pace
        self.mutator = Mutator(scratch.path, chance)
        self.commits = self._route()
        self.made: list[str] = []
        self.later = False
        self.refused = False
        self.verdicts = self.unjudged = 0

    def run(self, steps: int, seconds: float = float("inf")) -> Report:
        """Walks until the steps are done, the time is up, or warm and cold differ."""
        started = time.perf_counter()
        broken = done = 0
        difference = None
        while done < steps and difference is None and time.perf_counter() - started < seconds:
            done += 1
            change = self._change(first=done == 1)
            findings = False
            for snapshot in self._snapshots(change):
                warm = self.subject.judge(snapshot, warm=True, later=self.later)
                cold = self.subject.judge(snapshot, warm=False, later=self.later)
                self.verdicts += 1
                self.refused = cold.code == 2
                self.unjudged += self.refused
                findings |= '"findings": [{' in cold.output
                if warm != cold or BUG in (warm.code, cold.code):
                    difference = Difference(done, change, snapshot, warm, cold)
                    break
            broken += findings
        return Report(done, broken, self.verdicts, self.unjudged, time.perf_counter() - started, difference)

    def _route(self) -> Iterator[str]:
        flags = {"topological": ["--topo-order"], "first-parent": ["--first-parent"], "jumps": ["--all"]}[self.order]
        tips = ["HEAD"] if self.order != "jumps" else []
        commits = self.scratch.run("rev-list", "--reverse", *flags, *tips).split("\n")
        if self.order == "jumps":
            while True:
                yield self.chance.choice(self.made if self.made and self.chance.random() < 0.3 else commits)
        start = self.chance.randrange(len(commits))
        while True:
            yield from commits[start:]
            start = 0

    def _change(self, *, first: bool) -> str:
        """Goes on to the next commit, or stays; then one change. Where nothing can be judged it does not stay."""
        told = ""
        if first or self.refused or self.chance.random() < self.pace:
            told = self._go_on() + ", "
        kind = self.chance.random()
        if kind < 0.05:
            self.later = not self.later
            return f"{told}{'the later' if self.later else 'the first'} version"
        if kind < 0.1:
            return told + self._damage()
        return told + self.mutator.step()

    def _go_on(self) -> str:
        """The next commit: with its own ledger, one that fits, or the one that has been there."""
        before = ledger_files(self.scratch)
        for commit in self.commits:
            self.scratch.run("reset", "-q", "--hard")
            self.scratch.run("clean", "-q", "-f", "-d")
            if self.scratch.git("checkout", "-q", "-f", "--detach", commit, check=False).returncode == 0:
                break  # else the snapshot of the repository lacks something of it
        kind = self.chance.random()
        own = bool(ledger_files(self.scratch))
        told = f"commit {commit[:12]}"
        if kind < (0.6 if own else 0.05):
            return told
        if kind < 0.75 and before and not self.refused:
            remove_ledger(self.scratch)
            lay_out(self.scratch.path, before)
            return f"{told} with the ledger before it"
        inject(self.scratch, package=self.chance.random() < 0.4)
        return f"{told} with a ledger of its own"

    def _damage(self) -> str:
        """Some rows of the cache are lost, or are not what they were. What is in a cache never turns the walk."""
        seed = self.chance.random()
        told = [_damage(path, random.Random(seed)) for path in self.subject.databases() if path.exists()]
        return told[0] if told else "nothing to evict"

    def _snapshots(self, change: str) -> Iterator[Snapshot]:
        """What is judged after a change."""
        kind = self.chance.random()
        if kind < 0.75:
            self.scratch.run("add", "-A")
        elif kind < 0.9:
            self.scratch.run("add", "-A", "--", *self.chance.sample(paths := self.scratch.paths(), min(3, len(paths))))
        strict = self.chance.random() < 0.1
        worktree, commit = self.chance.random() < 0.25, self.chance.random()
        yield Snapshot("index", strict=strict)
        if worktree:
            yield Snapshot("worktree", strict=strict, untracked=self.chance.random() < 0.3)
        if commit < 0.25:
            self.made = [*self.made, self.scratch.commit_index(change[:200])][-KEPT:]
            yield Snapshot("commit", rev="HEAD")
        elif commit < 0.35 and self.made:
            yield Snapshot("commit", rev=self.chance.choice(self.made))
