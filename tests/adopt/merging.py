"""How often two branches that each changed the code and were synced merge with plain git: a rate, on made-up histories.

    python tests/adopt/merging.py --trials 100

Each trial makes a project, two branches on which names, files and tests are added, removed and moved (never in the same
file: then the code itself may conflict, which is not the ledger's doing), syncs each, and merges. Counted: merges that
git does without a conflict, those among them in which an id was given twice (LED002, mended by `archhook sync
--renumber`), and whether `archhook check` then passes.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from adopt.replay import findings, run  # noqa: E402
from helpers.scratch import Scratch, seal_environment  # noqa: E402
from helpers.synthetic import project  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence


class Trial(NamedTuple):
    """One merge: whether git did it, how many ids were taken twice, and what check finds at the end."""

    clean: bool
    twice: int
    left: tuple[str, ...]


def add_names(scratch: Scratch, chance: random.Random, path: str) -> None:
    """One to three functions, or a class and a global, at the end of a file."""
    text = scratch.read(path)
    for _ in range(chance.randint(1, 3)):
        name = f"{chance.choice(('load', 'save', 'make', 'draw', 'watch'))}_{chance.randrange(10**6)}"
        text += chance.choice((f"\n\ndef {name}() -> None:\n    pass\n", f"\n\n{name.upper()} = 1\n"))
    scratch.write(path, text)


def add_file(scratch: Scratch, chance: random.Random, path: str) -> None:
    """A file beside another."""
    name = f"{path.rpartition('/')[0]}/{chance.choice('abcdmnoxyz')}_{chance.randrange(10**6)}.py"
    if path.startswith("tests/"):
        name = name.replace(name.rpartition("/")[2], f"test_{name.rpartition('/')[2]}")
        scratch.write(name, f"def test_{chance.randrange(10**6)}() -> None:\n    pass\n")
    else:
        scratch.write(name, f"def run_{chance.randrange(10**6)}() -> None:\n    pass\n")


def move_file(scratch: Scratch, chance: random.Random, path: str) -> None:
    """A file under another name."""
    scratch.run("mv", path, path.replace(".py", f"_{chance.randrange(10**6)}.py"))


def add_test(scratch: Scratch, chance: random.Random, path: str) -> None:
    """A test at the end of a test file."""
    scratch.write(path, scratch.read(path) + f"\n\ndef test_{chance.randrange(10**6)}() -> None:\n    pass\n")


def work(scratch: Scratch, chance: random.Random, paths: Sequence[str], steps: int) -> None:
    """Changes some files, each once, and syncs."""
    for path in chance.sample(paths, steps):
        if path.startswith("tests/"):
            chance.choices((add_test, add_file), (3, 1))[0](scratch, chance, path)
        else:
            chance.choices((add_names, add_file, move_file), (6, 3, 1))[0](scratch, chance, path)
    scratch.run("add", "-A")
    code, _, told = run("sync")
    if code:
        raise RuntimeError(told)
    scratch.commit("work and sync")


def trial(folder: Path, seed: int, *, package: bool, files: int = 40, steps: int = 3) -> Trial:
    """Two branches of three changes each, merged. The current folder is changed meanwhile."""
    chance = random.Random(seed)
    scratch = Scratch(folder)
    folder.mkdir(parents=True)
    scratch.run("init", "-q", "-b", "main")
    for path, text in project(files, package=package).items():
        scratch.write(path, text)
    scratch.commit("start")
    paths = [path for path in scratch.paths("src/*.py", "tests/*.py") if not path.endswith("__init__.py")]
    chance.shuffle(paths)
    before = os.getcwd()
    os.chdir(folder)
    try:
        for branch, mine in (("one", paths[::2]), ("two", paths[1::2])):
            scratch.run("checkout", "-q", "-b", branch, "main")
            work(scratch, chance, mine, steps)
        clean = scratch.git("merge", "-q", "-m", "merged", "one", check=False).returncode == 0
        if not clean:
            return Trial(False, 0, ())
        twice = sum(words.startswith("LED002") for words in findings().values())
        if twice:
            run("sync", "--renumber", "--base", "one")
            scratch.commit("renumbered")
        return Trial(True, twice, tuple(sorted(findings().values())))
    finally:
        os.chdir(before)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a line for each form of ledger; 1 if a clean merge was not in order in the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    seal_environment()
    bad = False
    for package in (False, True):
        with tempfile.TemporaryDirectory(prefix="archhook-merging-") as folder:
            done = [
                trial(Path(folder) / str(n), given.seed + n, package=package, files=given.files, steps=given.steps)
                for n in range(given.trials)
            ]
        clean = [one for one in done if one.clean]
        twice = sum(one.twice > 0 for one in clean)
        wrong = [one for one in clean if one.left]
        bad = bad or bool(wrong)
        sys.stdout.write(
            f"{'package' if package else 'one file'}: {len(clean)} of {len(done)} merge cleanly; in {twice} of these an"
            f" id was taken twice and renumbered; {len(clean) - len(wrong)} pass check\n"
        )
        for one in wrong[:3]:
            sys.stdout.write(f"  {one.left[:3]}\n")
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
