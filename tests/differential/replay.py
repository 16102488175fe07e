"""Replays histories of real repositories, breaking something at every step: is the warm verdict the cold one?

    python tests/differential/replay.py PATH... --steps 200 --seed 1 --order jumps

Each repository is cloned and left alone. Without a path: archhook's own history, and one that is made up. A step goes
on in the history or stays, puts a ledger there that names everything (or keeps one that no longer fits), makes one
seeded change, and judges with the one cache of all steps and without any. The exit code is 1 if ever the two differ;
then the clone is left as it was.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from differential.subject import InProcess, Processes  # noqa: E402
from differential.walk import ORDERS, Walk  # noqa: E402
from differential.wrong import STRATEGIES  # noqa: E402
from helpers.figure_mutations import IMPORTED  # noqa: E402
from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from helpers.mutations import BROKEN, Mutator  # noqa: E402
from helpers.synthetic import project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from differential.walk import Report

MADE_UP = "made-up"
CASES = "\n\nclass Chat(unittest.TestCase):\n    def test_said(self):\n        pass\n"
"""A test by the bases of its class, and declared by nobody."""
CONFLICT = ('requires = ["D-0"]', 'requires = ["D-0"]\n    conflicts_with = ["D-0"]')
"""A finding that tells of all that lies between it and the Intents."""
MORE = '''

class Intent8(Intent):
    """[I-8] Something else is reached."""


class Requirement8(Requirement):
    """[R-8] Something else is kept."""

    derived_from = ["I-8"]
    budget = ResourceConstraints(memory_mb=2, latency_p99_ms=3)


class Design8(Design):
    """[D-8] The top of all."""

    satisfies = ["R-8"]
    requires = ["D-1"]
    estimated = ResourceConstraints(memory_mb=1, latency_p99_ms=1, request_rate=2)
'''
"""A second goal, with a Design of its own above the others: graph and figures reach over three floors."""
ESTIMATE = "    estimated = ResourceConstraints(memory_mb=3, latency_p99_ms=1, request_rate=1)\n"


def peopled(content: dict[str, str]) -> dict[str, str]:
    """A clean project, and what makes it one that has something to tell from the start."""
    found: dict[str, str] = {}
    for path, text in content.items():
        if path.startswith("architecture"):
            text = text.replace(*CONFLICT).replace("    requires = [", f"{ESTIMATE}    requires = [")
            text += MORE if path in ("architecture.py", "architecture/__init__.py") else ""
            text = text.replace(*IMPORTED, 1)
        found[path] = text + (CASES if path.startswith("tests/unit") else "")
    return found | {"src/app/part0/broken.py": BROKEN[1]}


def made_up(folder: Path, chance: random.Random, *, files: int = 20, commits: int = 25) -> GitRepo:
    """A new repository with a history that branches and merges, of a project that has findings from the start."""
    scratch = GitRepo.create(folder)
    known = [scratch.commit("start", files=peopled(project(files, package=chance.random() < 0.5)))]
    mutator = Mutator(folder, chance)
    for number in range(commits):
        if chance.random() < 0.2:
            scratch.run("checkout", "-q", "-f", "-B", f"branch{number}", chance.choice(known))
        known.append(scratch.commit(mutator.step()[:100]))
        if chance.random() < 0.15:
            scratch.run("merge", "-q", "-s", "ours", "-m", "merge", chance.choice(known))
            known.append(scratch.run("rev-parse", "HEAD"))
    return scratch


def cloned(source: str, folder: Path) -> GitRepo:
    """A clone that may be done with as one likes."""
    scratch = GitRepo.clone(source, folder, "--no-checkout", "--no-hardlinks")
    scratch.run("config", "gc.auto", "0")
    return scratch


def sources(paths: Sequence[str]) -> list[str]:
    """What is to be replayed."""
    own = TESTS.parent
    return list(paths) or [*([str(own)] if (own / ".git").exists() else []), MADE_UP]


def replay(source: str, folder: Path, arguments: argparse.Namespace, seconds: float) -> Report:
    """One walk through the history of a repository."""
    chance = random.Random(f"{arguments.seed} {arguments.order}")
    scratch = made_up(folder, chance) if source == MADE_UP else cloned(source, folder)
    strategy = STRATEGIES[arguments.strategy] if arguments.strategy else None
    in_process = arguments.in_process or strategy is not None
    subject = InProcess(scratch, strategy) if in_process else Processes(scratch)
    return Walk(scratch, subject, chance, arguments.order).run(arguments.steps, seconds)


def read_arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a repository")
    parser.add_argument("--steps", type=int, default=100, help="for each repository (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--order", choices=ORDERS, default="jumps")
    parser.add_argument("--minutes", type=float, default=float("inf"), help="for all repositories together")
    parser.add_argument("--strategy", choices=sorted(STRATEGIES), help="a wrong one, to see that it is found out")
    parser.add_argument("--in-process", action="store_true", help="faster: judge in this process, not by the command")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; 1 if there was a difference."""
    arguments = read_arguments(argv)
    seal_environment()
    folder = Path(tempfile.mkdtemp(prefix="archhook-replay-"))
    until = time.monotonic() + arguments.minutes * 60
    different = False
    todo = sources(arguments.paths)
    for number, source in enumerate(todo):
        share = (until - time.monotonic()) / (len(todo) - number)
        clone = folder / f"{number}-{Path(source).resolve().name if source != MADE_UP else MADE_UP}"
        report = replay(source, clone, arguments, share)
        found = report.difference is not None
        print(
            f"{source}: {arguments.order}, seed {arguments.seed}: {report.steps} steps, {report.verdicts} verdicts,"
            f" {int(found)} differences, {report.broken} steps with findings, {report.unjudged} refusals,"
            f" {report.seconds:.0f} s",
            flush=True,
        )
        if report.difference is not None:
            different = True
            print(f"{report.difference.told()}\n  left in {clone}", flush=True)
        else:
            shutil.rmtree(clone)
    if not different:
        shutil.rmtree(folder)
    return int(different)


if __name__ == "__main__":
    sys.exit(main())
