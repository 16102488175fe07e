"""How often branches that each changed the code and were synced meet with plain git: rates, on made-up histories.

    python tests/trials/merging_branches.py --trials 10 --branches 2,4,8

Each trial makes a project and some branches, on each of which names, files and tests are added, removed and moved
(never in the same file: then the code itself may conflict, which is not the ledger's doing) and synced, commit after
commit. The branches are then merged one after another, or rebased one onto another. Counted: merges (rebased commits)
in which git found a conflict in the ledger, and those in which an id was given twice (LED002, mended at the tip by
`archhook sync --renumber`). A conflict is settled as the manual says: either side's ledger, and a sync. In the end
`archhook check` has to pass, and with words at every commit.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from helpers.synthetic import project  # noqa: E402
from trials.replayed_commits import findings, run  # noqa: E402

from archhook.author.node_source import Style, import_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Shape(NamedTuple):
    """What a trial is like."""

    package: bool = False
    lists: bool = False  # whether the nodes are named in lists handed to `validate_architecture`
    words: bool = False
    rebased: bool = False
    branches: int = 2
    commits: int = 2  # of each branch
    steps: int = 3  # changes of each commit
    files: int = 40


class Trial(NamedTuple):
    """What became of the merges, or of the rebased commits."""

    joined: int
    conflicts: int  # of them, those with a conflict in the ledger
    twice: int  # of them, those in which an id was given twice
    failing: int  # of them, those that check does not pass as git and the settling of conflicts leave them
    left: tuple[str, ...]  # what check finds at the tip in the end

    def __add__(self, other: Trial) -> Trial:  # type: ignore[override]  # sums, field by field
        return Trial(*(mine + its for mine, its in zip(self, other, strict=True)))  # type: ignore[operator]


NOTHING = Trial(0, 0, 0, 0, ())


def add_names(scratch: GitRepo, chance: random.Random, path: str) -> None:
    """One to three functions, or a class and a global, at the end of a file."""
    text = scratch.read(path)
    for _ in range(chance.randint(1, 3)):
        name = f"{chance.choice(('load', 'save', 'make', 'draw', 'watch'))}_{chance.randrange(10**6)}"
        text += chance.choice((f"\n\ndef {name}() -> None:\n    pass\n", f"\n\n{name.upper()} = 1\n"))
    scratch.write(path, text)


def add_file(scratch: GitRepo, chance: random.Random, path: str) -> None:
    """A file somewhere among those of the same folder."""
    folder = path.rpartition("/")[0]
    beside = chance.choice(scratch.paths(f":(glob){folder}/*.py"))
    stem = beside.removesuffix("__init__.py").removesuffix(".py")
    kind = "test" if path.startswith("tests/") else "run"
    text = f"def {kind}_{chance.randrange(10**6)}() -> None:\n    pass\n"
    scratch.write(f"{stem}{'a' * stem.endswith('/')}_{chance.randrange(10**6)}.py", text)


def move_file(scratch: GitRepo, chance: random.Random, path: str) -> None:
    """A file under another name."""
    scratch.run("mv", path, path.replace(".py", f"_{chance.randrange(10**6)}.py"))


def remove_file(scratch: GitRepo, chance: random.Random, path: str) -> None:
    """A file that goes."""
    scratch.run("rm", "-q", "-f", path)


def add_test(scratch: GitRepo, chance: random.Random, path: str) -> None:
    """A test at the end of a test file."""
    scratch.write(path, scratch.read(path) + f"\n\ndef test_{chance.randrange(10**6)}() -> None:\n    pass\n")


def work(scratch: GitRepo, chance: random.Random, paths: Sequence[str], steps: int) -> None:
    """Changes some files, each once, and syncs."""
    for path in chance.sample(paths, steps):
        if path.startswith("tests/"):
            chance.choices((add_test, add_file), (3, 1))[0](scratch, chance, path)
        else:
            actions = (add_names, add_file, move_file, remove_file)
            chance.choices(actions, (6, 3, 1, 1))[0](scratch, chance, path)
    synced(scratch)
    scratch.commit("work and sync")


def synced(scratch: GitRepo) -> None:
    """Brings the ledger in line with what the index holds."""
    scratch.run("add", "-A")
    code, _, told = run("sync")
    if code:
        raise RuntimeError(told)


def trial(folder: Path, seed: int, shape: Shape) -> Trial:
    """The branches of one project, made and joined. The current folder is changed meanwhile."""
    chance = random.Random(seed)
    scratch = GitRepo.create(folder)
    content = project(shape.files, package=shape.package)
    if shape.lists:
        _name_in_lists(content)
    if shape.words:
        content["archhook.toml"] = 'new-ids = "words"\n'
    scratch.commit("start", files=content)
    names = [f"branch{number}" for number in range(shape.branches)]
    before = os.getcwd()
    os.chdir(folder)
    try:
        _diverge(scratch, chance, names, shape)
        scratch.run("checkout", "-q", "main")
        join = _rebased if shape.rebased else _merged
        return sum((join(scratch, name) for name in names), start=NOTHING)
    finally:
        os.chdir(before)


def _name_in_lists(content: dict[str, str]) -> None:
    """Has the ledger import all nodes into its entry, and hand them to the validation."""
    style, found = Style(), {kind: [] for kind in ("intents", "requirements", "designs", "tasks", "tests")}
    entry = next(path for path in ("architecture.py", "architecture/__init__.py") if path in content)
    head = "from archhook import validate_architecture\n"
    for path in sorted(path for path in content if path.startswith("architecture")):
        classes = dict(re.findall(r"^class (\w+)\((\w+)\):", content[path], re.MULTILINE))
        for name, base in classes.items():
            found["tests" if base.endswith("Test") else f"{base.lower()}s"].append(f"{name}()")
        if path != entry:
            head += import_text(path.removesuffix(".py").replace("/", "."), classes, style)
    lists = ""
    for kind, of in found.items():
        lists += "".join((f"    {kind}=[\n", *(f"        {one},\n" for one in of), "    ],\n"))
    content[entry] = content[entry].replace("from archhook import (", f"{head}from archhook import (", 1)
    content[entry] += f"\n\nvalidate_architecture(\n{lists})\n"


def _diverge(scratch: GitRepo, chance: random.Random, names: Sequence[str], shape: Shape) -> None:
    """Branches of the same commit; each of them has files of its own that it changes."""
    paths = [path for path in scratch.paths("src/*.py", "tests/*.py") if not path.endswith("__init__.py")]
    chance.shuffle(paths)
    for number, name in enumerate(names):
        others = {path for at, path in enumerate(paths) if at % len(names) != number}
        scratch.run("checkout", "-q", "-b", name, "main")
        for _ in range(shape.commits):
            there = [path for path in scratch.paths("src/*.py", "tests/*.py") if not path.endswith("__init__.py")]
            work(scratch, chance, [path for path in there if path not in others], shape.steps)


def _merged(scratch: GitRepo, name: str) -> Trial:
    """One branch merged into the current one."""
    clean = scratch.git("merge", "-q", "-m", f"merged {name}", name, check=False).returncode == 0
    if not clean:
        _settle(scratch, "HEAD")
        scratch.commit(f"merged {name}")
    found = findings().values()
    if found:
        run("sync", "--renumber", "--base", "HEAD~1")
        synced(scratch)
        scratch.commit("mended")
    return Trial(1, not clean, _twice(found), bool(found), tuple(sorted(findings().values())))


def _rebased(scratch: GitRepo, name: str) -> Trial:
    """One branch rebased onto the current one, which then takes it over."""
    done, conflicts = scratch.git("rebase", "-q", "main", name, check=False), 0
    while done.returncode:
        conflicts += 1
        _settle(scratch, "main")
        done = scratch.git("-c", "core.editor=true", "rebase", "--continue", check=False)
    commits = scratch.run("rev-list", "--reverse", f"main..{name}").split()
    found = [findings("--rev", commit).values() for commit in commits]
    if found and found[-1]:
        run("sync", "--renumber", "--base", "main")
        synced(scratch)
        scratch.commit("mended")
    left = findings().values()
    scratch.run("checkout", "-q", "main")
    scratch.run("merge", "-q", "--ff-only", name)
    return Trial(len(commits), conflicts, sum(map(_twice, found)), sum(map(bool, found)), tuple(sorted(left)))


def _twice(found: Iterable[str]) -> bool:
    return any(words.startswith("LED002") for words in found)


def _settle(scratch: GitRepo, base: str) -> None:
    """Takes one side's ledger where git found conflicts, and syncs. `RuntimeError` where code conflicts."""
    paths = scratch.run("diff", "--name-only", "--diff-filter=U").split("\n")
    if not all(path.startswith("architecture") for path in paths):
        raise RuntimeError(f"no conflict in the ledger: {paths}")
    scratch.run("checkout", "HEAD", "--", "architecture*")
    scratch.run("add", "-A")
    run("sync", "--renumber", "--base", base)
    synced(scratch)
    scratch.run("add", "-A")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a line for each form of ledger; 1 if something was not in order in the end."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=10)
    parser.add_argument("--branches", default="2,4,8", help="how many, with commas between several numbers")
    parser.add_argument("--commits", type=int, default=2)
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    seal_environment()
    bad = False
    rest = {"commits": given.commits, "steps": given.steps, "files": given.files}
    for branches in map(int, given.branches.split(",")):
        for rebased, lists, package, words in product((False, True), repeat=4):
            shape = Shape(package, lists, words, rebased, branches, **rest)
            with tempfile.TemporaryDirectory(prefix="archhook-merging-") as folder:
                trials = (trial(Path(folder) / str(n), given.seed + n, shape) for n in range(given.trials))
                total = sum(trials, start=NOTHING)
            bad = bad or bool(total.left) or (words and total.failing > 0)
            sys.stdout.write(f"{line(shape, total)}\n")
            sys.stdout.flush()
    return int(bad)


def line(shape: Shape, total: Trial) -> str:
    """What the trials of one shape came to."""
    where = ("package" if shape.package else "one file") + " with lists" * shape.lists
    what = "commits rebased" if shape.rebased else "merges"
    ids = "words" if shape.words else "numbers"
    left = f"; left: {total.left[:3]}" if total.left else ""
    return (
        f"{shape.branches} branches, {where}, {ids}: {total.joined} {what}, {total.conflicts} with a conflict in the"
        f" ledger, {total.twice} with an id given twice, {total.failing} that check does not pass{left}"
    )


if __name__ == "__main__":
    raise SystemExit(main())
