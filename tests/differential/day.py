"""A working day as a test: edits and commands in any order, on one cache that stays warm.

    python tests/differential/day.py PATH... --steps 200 --seed 1

Each repository is cloned and left alone; the clone is adopted (`archhook init`), unless it has a ledger, and worked in.
Whatever a command does has to be what it does with nothing remembered; none may fail by a bug; whoever asks about what
is there gets an answer; after `archhook sync` all laws hold, or it has said by name what is left to a person; and what
a finding says to run mends it. The exit code is 1 if ever that is not so: the steps are told, and the clone is left as
it was. What a step does depends on the seed, its number and what is there: `--skip 3,7` leaves steps out.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from differential.commands import FINE, FOUND, Commands, Run, WrongError, in_process, in_processes  # noqa: E402
from differential.questions import BASELINE, Questions  # noqa: E402
from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from helpers.inject import ledger_files  # noqa: E402
from helpers.synthetic import project  # noqa: E402
from helpers.workday import Workday  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from differential.commands import Answer

MADE_UP = ("made-up", "made-up-package", "made-up-adopted")
"""Small projects: their ledger a file, or a package, or one that `archhook init` writes."""
UNSOUND = frozenset({"LED002", "LED003", "LED004"})
"""Where one of these stands, the ledger comes first: `sync` may refuse, and says why."""
IMPORTS = "DEP203"
LEFT = "archhook: left to you: "
UNTRACKED = re.compile(r"^archhook: (.+), which (\S+) declares, exists but is untracked: `git add ", re.MULTILINE)
RUN = re.compile(r"`archhook (baseline --prune)`")

Finding = dict[str, Any]


class Day:
    """One day in one repository. `step` does one thing after the other; `WrongError` where something is wrong."""

    def __init__(self, scratch: GitRepo, runner: Callable[[Run], Answer], seed: object) -> None:
        self.seed = seed
        self.chance = random.Random(f"{seed}")
        self.work = Workday(scratch, self.chance)
        self.commands = Commands(runner)
        self.questions = Questions(self.work, self.commands)
        self.log: list[str] = []

    def step(self, number: int) -> None:
        """One step: something is changed, or asked, or brought in line; the log tells what."""
        self.chance.seed(f"{self.seed} {number}")
        kind = self.chance.random()
        try:
            if kind < 0.45:
                self.commands.told.append(self.work.change())
            elif kind < 0.85:
                self.questions.ask()
            else:
                self.bring_in_line()
        finally:
            self.log += [f"{number}: {told}" for told in self.commands.told]
            self.commands.told.clear()

    def bring_in_line(self) -> None:
        """All is added and synced: then all laws hold, or it was said by name what is left to a person."""
        self._add_what_is_named()
        self.work.git("add", "-A")
        before = self.questions.judged()
        if before is None or UNSOUND & {one["code"] for one in before["findings"]}:
            self._sync()
            if self.chance.random() < 0.7:
                self.commands.told.append(f"mend_ledger: {self.work.mend_ledger()}")
            return
        answer = self.questions.expect(self._sync(), "sync", codes=(FINE, FOUND))
        left = [line.removeprefix(LEFT) for line in answer.err.splitlines() if line.startswith(LEFT)]
        after = self._judged_again(left)
        if self.chance.random() < 0.5:
            after = self._declare(after)
        hinted = [one for one in before["findings"] if "`archhook sync`" in one["fix"]]
        still = set(map(_identity, after))
        unkept = [one for one in hinted if _identity(one) in still]
        self.commands.told += [f"sync was named and left it: {_told([one])}" for one in unkept]
        self._run_what_is_named(after)
        if not after:
            self.commands.told.append(f"all_is_well: {self.work.all_is_well()}")
        elif self.chance.random() < 0.4:  # what is left to a person is not mended here
            self.commands.told.append(f"start_over: {self.work.start_over(self.work.good)}")

    def _declare(self, before: Sequence[Finding]) -> list[Finding]:
        """What imports ask for is required, as far as that breaks no law: of the rest each is named, some day frozen.

        No other law that held breaks by it, unless that was said. Another time there is nothing to write.
        """
        run = self.questions.run("sync", "--requires")
        answer = self.questions.expect(
            self.commands.written(run, self.questions.ledger()), "sync --requires", codes=(FINE, FOUND)
        )
        left = [line.removeprefix(LEFT) for line in answer.err.splitlines() if line.startswith(LEFT)]
        again = self.commands.same(self.questions.run("sync", "--requires", "--diff"))
        if again.out:
            raise WrongError(f"a second sync --requires changes more:\n{again.told()}")
        verdict = self.questions.judged()
        if verdict is None:
            raise WrongError("after sync --requires nothing can be judged any more")
        after = [one for one in verdict["findings"] if one["severity"] == "error"]
        known = set(map(_identity, before))
        unnamed = [
            one for one in after if (one["code"] == IMPORTS or _identity(one) not in known) and not _is_named(one, left)
        ]
        if unnamed:
            raise WrongError(f"left by sync --requires and not named: {_told(unnamed)}\nnamed: {[*left]}")
        if any(one["code"] == IMPORTS for one in after) and self.chance.random() < 0.5:
            self._freeze()
            after = [one for one in after if one["code"] != IMPORTS]
        return after

    def _freeze(self) -> None:
        """The imports that nobody may require are accepted: none is left."""
        run = self.questions.run("baseline", "--accept", IMPORTS, "DEP210", "--because", "as it is")
        self.questions.expect(self.commands.written(run, (BASELINE,)), "baseline --accept")
        self.work.git("add", "--", BASELINE)
        verdict = self.questions.judged()
        if verdict is None or any(one["code"] in (IMPORTS, "DEP210") for one in verdict["findings"]):
            raise WrongError(f"accepted, and still there: {_told(verdict['findings']) if verdict else 'no verdict'}")

    def _sync(self) -> Answer:
        return self.commands.written(self.questions.run("sync"), self.questions.ledger())

    def _judged_again(self, left: Sequence[str]) -> list[Finding]:
        """What stands after a sync: each of it was named. Another sync has nothing to do."""
        again = self.commands.same(self.questions.run("sync", "--diff"))
        if again.out:
            raise WrongError(f"a second sync changes more:\n{again.told()}")
        after = self.questions.judged()
        if after is None:
            raise WrongError("after the sync nothing can be judged any more")
        unnamed = [one for one in after["findings"] if one["severity"] == "error" and not _is_named(one, left)]
        if unnamed:
            raise WrongError(f"left by sync and not named: {_told(unnamed)}\nnamed: {[*left]}")
        return [one for one in after["findings"] if one["severity"] == "error"]

    def _add_what_is_named(self) -> None:
        """A note that says what to add holds: then the file is there."""
        check = self.commands.same(self.questions.run("check", "--format", "json"))
        for path, node in UNTRACKED.findall(check.err):
            self.work.git("add", "--", path)
            verdict = self.questions.judged()
            missing = [one for one in verdict["findings"] if one["code"] in ("INV401", "TST501")] if verdict else []
            if any((one["subject"]["file"], one["node"]) == (path, node) for one in missing):
                raise WrongError(f"`git add {path}` was named and did not mend what {node} lacks")

    def _run_what_is_named(self, findings: Sequence[Finding]) -> None:
        for command in sorted({found[1] for one in findings if (found := RUN.search(one["fix"]))}):
            run = self.questions.run(*command.split())
            self.questions.expect(self.commands.written(run, (BASELINE,)), command)
            verdict = self.questions.judged()
            still = verdict["findings"] if verdict else findings
            if any(command in one["fix"] for one in still):
                raise WrongError(f"`archhook {command}` was named and did not mend it: {_told(still)}")


def _identity(one: Finding) -> tuple[object, ...]:
    return one["code"], one["subject"]["file"], one["subject"]["symbol"], one["node"]


def _is_named(one: Finding, left: Sequence[str]) -> bool:
    """Whether one of some lines speaks of what a finding is about."""
    file, node = one["subject"]["file"], one["node"]
    words = [one["message"], *([file] if file else []), *([one["path"]] if not node else [])]
    about = re.compile(rf"(?<![\w.-]){re.escape(node)}(?![\w-])") if node else None
    return any(any(word in line for word in words) or bool(about and about.search(line)) for line in left)


def _told(findings: Sequence[Finding]) -> str:
    return "; ".join(f"{one['path']}:{one['line']} {one['code']} {one['message']} ({one['fix']})" for one in findings)


# The program


def cloned(source: str, folder: Path) -> GitRepo:
    """A clone that may be done with as one likes, adopted by archhook if it is not yet, and all committed."""
    if source in MADE_UP:
        files = project(12, package=source == MADE_UP[1])
        if source == MADE_UP[2]:
            files = {path: text for path, text in files.items() if not path.startswith("architecture")}
        scratch = GitRepo.create(folder)
        scratch.stage(files)
    else:
        scratch = GitRepo.clone(source, folder, "--no-hardlinks")
        scratch.run("checkout", "-q", "-B", "main")
        scratch.run("remote", "remove", "origin")
    scratch.run("config", "gc.auto", "0")
    if not ledger_files(scratch):
        answer = in_process(Run(("init",), folder))
        if answer.code:
            raise WrongError(f"archhook init\n{answer.told()}")
    scratch.commit("adopted")
    return scratch


def walk(source: str, folder: Path, arguments: argparse.Namespace) -> str:
    """One day; what was wrong, "" if nothing was."""
    runner = in_processes if arguments.processes else in_process
    day: Day | None = None
    number = 0
    try:
        day = Day(cloned(source, folder), runner, arguments.seed)
        for number in range(1, arguments.steps + 1):
            if number not in arguments.skip:
                day.step(number)
            if arguments.verbose:
                print(*day.log, sep="\n", flush=True)
                day.log.clear()
    except WrongError as error:
        log = "\n".join(day.log) if day else ""
        return f"{log}\nstep {number}: {error}"
    return ""


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a repository, bare or not (default: some made up)")
    parser.add_argument("--steps", type=int, default=100, help="for each repository (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--skip", type=_numbers, default=frozenset(), metavar="N,M-K", help="steps to leave out")
    parser.add_argument("--processes", action="store_true", help="each command in a process of its own: much slower")
    parser.add_argument("--verbose", "-v", action="store_true", help="tell each step as it is done")
    return parser.parse_args(argv)


def _numbers(text: str) -> frozenset[int]:
    """`3,7-9` -> {3, 7, 8, 9}."""
    parts = (part.partition("-") for part in text.split(","))
    return frozenset(one for low, _, high in parts for one in range(int(low), int(high or low) + 1))


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; 1 if something was wrong."""
    arguments = read_arguments(argv)
    seal_environment()
    folder = Path(tempfile.mkdtemp(prefix="archhook-day-"))
    wrong = False
    for number, source in enumerate(arguments.paths or MADE_UP):
        clone = folder / f"{number}"
        started = time.monotonic()
        told = walk(source, clone, arguments)
        seconds = time.monotonic() - started
        how = f"wrong\n{told}\n  left in {clone}" if told else "all is well"
        print(f"{source}: seed {arguments.seed}: {arguments.steps} steps, {seconds:.0f} s: {how}", flush=True)
        wrong |= bool(told)
    if not wrong:
        shutil.rmtree(folder)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
