"""What somebody does with git on a working day: commits, branches, merges, stashes, and a linked work tree.

Each change is drawn by a seeded chance, tells what it did, and says "" where it found nothing to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.git_repo import GitRepo

if TYPE_CHECKING:
    import random
    from collections.abc import Callable


class Versioning:
    """One developer with one repository and, at times, a linked work tree.

    `scratch`: the work tree that is worked in.
    """

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        self.main = self.scratch = scratch
        self.chance = chance
        self.number = 0
        self.versioning: tuple[Callable[[], str], ...] = (
            self.add_all, self.add_all, self.add_some, self.commit, self.commit, self.branch, self.switch, self.merge,
            self.rebase, self.settle, self.settle, self.stash, self.reset, self.link_worktree, self.other_worktree,
        )  # fmt: skip

    def fresh(self) -> int:
        """A number that no name of these changes bears yet."""
        self.number += 1
        return self.number

    def pick(self, names: list[str]) -> str:
        """One of the names; "" where there is none."""
        return self.chance.choice(names) if names else ""

    def git(self, *arguments: str) -> bool:
        """Runs git, which may well refuse; whether it did what it was told."""
        return self.scratch.git(*arguments, check=False).returncode == 0

    def _did(self, *arguments: str) -> str:
        return f"git {' '.join(arguments)}{'' if self.git(*arguments) else ' (refused)'}"

    def add_all(self) -> str:
        return self._did("add", "-A")

    def add_some(self) -> str:
        changed = self.scratch.run("status", "--porcelain", "-z", "-uall", "--no-renames").split("\0")[:-1]
        return self._did("add", "-A", "--", self.pick(sorted(changed))[3:]) if changed else ""

    def commit(self) -> str:
        form = self.chance.choice(("", "-a", "--amend"))
        return self._did("commit", "-q", "--no-verify", "--allow-empty", "-m", "change", *([form] if form else []))

    def _branches(self) -> list[str]:
        return self.scratch.run("for-each-ref", "--format=%(refname:short)", "refs/heads").split("\n")

    def branch(self) -> str:
        return self._did("checkout", "-q", "-b", f"branch-{self.fresh()}")

    def switch(self) -> str:
        return self._did("checkout", "-q", self.pick(self._branches()))

    def _busy(self) -> bool:
        """Whether a merge or a rebase is under way."""
        folder = self.scratch.path / self.scratch.run("rev-parse", "--git-dir")
        return any((folder / name).exists() for name in ("MERGE_HEAD", "rebase-merge", "rebase-apply"))

    def merge(self) -> str:
        other = self.pick(self._branches())
        return "" if self._busy() else self._did("merge", "-q", "-m", "merge", other)

    def rebase(self) -> str:
        other = self.pick(self._branches())
        return "" if self._busy() else self._did("rebase", "-q", other)

    def settle(self) -> str:
        """A merge or a rebase that met conflicts is given up, or brought to its end with one side's text."""
        if not self._busy():
            return ""
        merging = (self.scratch.path / self.scratch.run("rev-parse", "--git-dir") / "MERGE_HEAD").exists()
        how = self.chance.choice(("abort", "ours", "theirs"))
        if how == "abort":
            return self._did("merge" if merging else "rebase", "--abort")
        self.git("checkout", f"--{how}", "--", ".")
        self.git("add", "-A")
        end = ("commit", "-q", "--no-verify", "--no-edit") if merging else ("rebase", "--continue")
        return f"{how}, {self._did('-c', 'core.editor=true', *end)}"

    def stash(self) -> str:
        return self._did("stash", *self.chance.choice(("push -q", "push -q -u", "pop -q")).split())

    def start_over(self, commit: str) -> str:
        """Nobody goes on from here: a new branch from some commit, and nothing beside it."""
        for what in ("merge", "rebase"):
            self.git(what, "--abort")
        told = self._did("checkout", "-q", "-f", "-B", f"branch-{self.fresh()}", commit)
        self.git("clean", "-q", "-f", "-d")
        return told

    def reset(self) -> str:
        return self._did("reset", "-q", self.chance.choice(("--hard", "--mixed")))

    def link_worktree(self) -> str:
        place = self.main.path.with_name(f"{self.main.path.name}-linked")
        if place.exists() or self._busy():
            return ""
        told = self._did("worktree", "add", "-q", "-b", f"linked-{self.fresh()}", str(place))
        return told.replace(f"{place.parent}/", "")

    def other_worktree(self) -> str:
        """The work goes on in the other work tree: both share one cache."""
        place = self.main.path.with_name(f"{self.main.path.name}-linked")
        if not place.exists():
            return ""
        self.scratch = GitRepo(Path(place)) if self.scratch.path == self.main.path else self.main
        return self.scratch.path.name
