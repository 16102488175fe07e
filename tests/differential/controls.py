"""Many wrong strategies on one walk: each judges the same snapshots with a cache of its own, beside the sound one.

The walk and the cold verdicts are the same whoever judges, so one walk finds all of them out that it can.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from differential.subject import BUG, InProcess

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from differential.subject import Outcome, Snapshot, Strategy
    from helpers.git_repo import GitRepo


class Caught(NamedTuple):
    """Where a strategy was found out, and by what."""

    verdict: int  # the how manieth of the walk
    warm: Outcome
    cold: Outcome


class Controls:
    """A subject of a walk: it answers as the sound one does; what the wrong ones answer is kept in `caught`."""

    def __init__(self, scratch: GitRepo, wrong: Mapping[str, Strategy], caches: Path) -> None:
        self.sound = InProcess(scratch)
        self.free = {name: InProcess(scratch, one, caches / name) for name, one in wrong.items()}
        self.caught: dict[str, Caught] = {}
        self.verdicts = 0
        self._answers: dict[str, Outcome] = {}

    def databases(self) -> list[Path]:
        """Those of all that are still free, the sound one's first."""
        return [path for one in (self.sound, *self.free.values()) for path in one.databases()]

    def judge(self, snapshot: Snapshot, *, warm: bool, later: bool) -> Outcome:
        """Asked warm, all answer; the cold answer tells who was wrong.

        A wrong verdict counts, and nothing else: a strategy that merely breaks down would be no test of the bench.
        """
        answer = self.sound.judge(snapshot, warm=warm, later=later)
        if warm:
            self._answers = {name: one.judge(snapshot, warm=True, later=later) for name, one in self.free.items()}
            return answer
        self.verdicts += 1
        for name, given in self._answers.items():
            if given != answer and BUG not in (given.code, answer.code):
                self.caught[name] = Caught(self.verdicts, given, answer)
                del self.free[name]
        return answer
