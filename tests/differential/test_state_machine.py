"""Everything that happens to a work tree, in any order: the warm verdict is the cold one after each step of it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from differential.subject import BUG, InProcess, Snapshot
from helpers.git_repo import GitRepo
from helpers.mutations import Mutator
from helpers.synthetic import project
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS = st.integers(0, 10**6)
COMMAND = [sys.executable, "-c", "import sys; from archhook.cli.main import main; sys.exit(main())"]
CHECK = [*COMMAND, "check", "--staged", "--format", "json"]


class WorkTree(RuleBasedStateMachine):
    """A small repository and the one cache of all that judges it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.scratch = GitRepo.create(self.folder)
        self.scratch.run("config", "gc.auto", "0")
        self.commits = [self.scratch.commit("start", files=project(12))]
        self.subject = InProcess(self.scratch)
        self.chance = random.Random(0)
        self.mutator = Mutator(self.folder, self.chance)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def git(self, *arguments: str) -> bool:
        """Runs git, which may well refuse; whether it did what it was told."""
        return self.scratch.git(*arguments, check=False).returncode == 0

    def committed(self) -> None:
        self.commits = [*self.commits, self.scratch.run("rev-parse", "HEAD")][-8:]

    def _apply(self, seed: int, *kinds: Callable[[], str]) -> None:
        """A seeded change of one of the given kinds, if there is anything to change."""
        self.chance.seed(seed)
        self.chance.choice(kinds)()

    # What is edited

    @rule(seed=SEEDS)
    def edit(self, seed: int) -> None:
        self.chance.seed(seed)
        self.mutator.step()

    @rule(seed=SEEDS)
    def delete_rename_or_add_again(self, seed: int) -> None:
        change = self.mutator
        self._apply(seed, change.delete, change.rename, change.readd, change.swap, change.copy, change.reset)

    @rule(seed=SEEDS)
    def exempt(self, seed: int) -> None:
        self._apply(seed, *self.mutator.exempting.kinds)

    @rule(seed=SEEDS)
    def change_the_configuration(self, seed: int) -> None:
        self._apply(seed, self.mutator.change_option)

    # What is staged

    @rule()
    def stage_all(self) -> None:
        self.git("add", "-A")

    @rule(seed=SEEDS)
    def stage_part(self, seed: int) -> None:
        self.chance.seed(seed)
        changed = self.scratch.run("status", "--porcelain", "-z", "-uall", "--no-renames").split("\0")[:-1]
        if changed:
            self.git("add", "-A", "--", self.chance.choice(changed)[3:])

    @rule(seed=SEEDS)
    def unstage(self, seed: int) -> None:
        self.chance.seed(seed)
        staged = self.scratch.run("diff", "--cached", "--name-only", "-z").split("\0")[:-1]
        if staged:
            self.git("reset", "-q", "--", self.chance.choice(staged))

    # What is committed

    @rule(form=st.sampled_from(["", "-a", "--amend", "-i", "-o"]), seed=SEEDS)
    def commit(self, form: str, seed: int) -> None:
        self.chance.seed(seed)
        arguments = ["commit", "-q", "--no-verify", "--allow-empty", "-m", "change"]
        if form in ("-i", "-o"):
            changed = self.scratch.run("diff", "HEAD", "--name-only", "-z").split("\0")[:-1]
            arguments += [form, "--", self.chance.choice(changed)] if changed else []
        elif form:
            arguments.append(form)
        if self.git(*arguments):
            self.committed()

    @rule(seed=SEEDS, strategy=st.sampled_from(["ort", "ours"]))
    def merge(self, seed: int, strategy: str) -> None:
        self.chance.seed(seed)
        if self.git("merge", "-q", "-s", strategy, "-m", "merge", self.chance.choice(self.commits)):
            self.committed()

    @rule(seed=SEEDS)
    def rebase(self, seed: int) -> None:
        self.chance.seed(seed)
        if self.git("rebase", "-q", self.chance.choice(self.commits)):
            self.committed()

    @rule(how=st.sampled_from(["abort", "continue", "theirs"]))
    @precondition(lambda self: any((self.folder / ".git" / name).exists() for name in ("MERGE_HEAD", "rebase-merge")))
    def settle(self, how: str) -> None:
        """A merge or a rebase that met conflicts is given up, or brought to its end."""
        merging = (self.folder / ".git" / "MERGE_HEAD").exists()
        if how == "theirs":
            self.git("checkout", "--theirs", "--", ".")
        if how == "abort" or not self.git("add", "-A"):
            self.git("merge" if merging else "rebase", "--abort")
        else:
            self.git(
                "-c", "core.editor=true", *(("commit", "-q", "--no-verify") if merging else ("rebase", "--continue"))
            )
        self.committed()

    # Where one is

    @rule(seed=SEEDS, force=st.booleans())
    def checkout(self, seed: int, force: bool) -> None:
        self.chance.seed(seed)
        self.git("checkout", "-q", *(["-f"] if force else []), "--detach", self.chance.choice(self.commits))

    @rule(how=st.sampled_from(["push", "push -u", "push --staged", "pop", "drop"]))
    def stash(self, how: str) -> None:
        self.git("stash", *how.split(), "-q")

    @rule()
    def tidy(self) -> None:
        """Whatever no commit holds is gone from the object database."""
        self.git("reflog", "expire", "--expire=now", "--all")
        self.git("prune", "--expire=now", *self.commits)

    # What becomes of the cache

    @property
    def database(self) -> Path:
        return self.folder / ".git" / "archhook" / "cache.db"

    @rule(seed=SEEDS, damage=st.sampled_from(["DELETE FROM Cache", "UPDATE Cache SET value = substr(value, 2)"]))
    def lose_entries(self, seed: int, damage: str) -> None:
        self.chance.seed(seed)
        if not self.database.exists():
            return
        connection = sqlite3.connect(self.database, isolation_level=None)
        try:
            rows = [row for (row,) in connection.execute("SELECT rowid FROM Cache ORDER BY rowid")]
            chosen = [(row,) for row in rows if self.chance.random() < 0.2]
            connection.executemany(f"{damage} WHERE rowid = ?", chosen)
        except sqlite3.Error:
            pass  # damaged by another rule
        finally:
            connection.close()

    @rule(seed=SEEDS, length=st.sampled_from([0, 1, 100, 5000]))
    def damage_the_database(self, seed: int, length: int) -> None:
        """Some page is overwritten, or the rest of the file is gone."""
        self.chance.seed(seed)
        if not self.database.exists():
            return
        with self.database.open("r+b") as file:
            file.seek(self.chance.randrange(max(1, self.database.stat().st_size)))
            file.write(b"x" * length) if length else file.truncate()

    # Who else judges

    @rule()
    def two_at_once(self) -> None:
        alone = subprocess.run([*CHECK, "--no-cache"], cwd=self.folder, capture_output=True, check=False)
        both = [subprocess.Popen(CHECK, cwd=self.folder, stdout=-1, stderr=-1) for _ in range(2)]
        for one in both:
            output, said = one.communicate(timeout=60)
            assert (one.returncode, output) == (alone.returncode, alone.stdout), said

    @rule(milliseconds=st.sampled_from([5, 20, 40, 60, 80, 120]))
    def one_is_killed(self, milliseconds: int) -> None:
        with subprocess.Popen(CHECK, cwd=self.folder, stdout=-1, stderr=-1) as one:
            time.sleep(milliseconds / 1000)
            os.kill(one.pid, signal.SIGKILL)
            one.communicate(timeout=60)

    @invariant()
    def warm_is_cold(self) -> None:
        for snapshot in (Snapshot("index"), Snapshot("worktree"), Snapshot("commit", rev="HEAD")):
            warm, cold = (self.subject.judge(snapshot, warm=warm, later=False) for warm in (True, False))
            assert BUG not in (warm.code, cold.code), (warm.said, cold.said)
            assert warm == cold


@pytest.mark.parametrize(
    ("examples", "steps"), [(2, 10), pytest.param(15, 15, marks=pytest.mark.slow)], ids=["quick", "full"]
)
def test_a_work_tree_in_use(examples: int, steps: int) -> None:
    """The examples are the same at every run; to look further, let `derandomize` be False."""
    run_state_machine_as_test(
        WorkTree,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, database=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
