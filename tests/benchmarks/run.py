"""Prints what archhook costs, beside floors and peers, as medians and as ratios taken pair by pair in one run.

    python tests/benchmarks/run.py                          synthetic projects of 1,000 and 10,000 files
    python tests/benchmarks/run.py --sizes 1000 10000 50000 --rounds 21 --peers DIR --before PROGRAM
    python tests/benchmarks/run.py --repo PATH              a real repository with a ledger; it is cloned first

`--only cold warm imports growth ask merge pre-commit peers before` leaves the other tables out; `--keep DIR` makes the
projects there, or finds them there from an earlier run, so that a measurement can be taken in pieces.
`--peers`: a folder with the programs `lint-imports` and `tach` in it, such as the `bin` of a virtual environment.
`--before`: an `archhook` of another version, which is run in turn with this one, each on its own copy of the tree.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from asking import ask_jobs
from edits import ALLOWED, UNDECLARED, added, commented, git, imported, ledger_of, removed, shadowed, staged, toggled
from helpers.git_repo import GitRepo
from helpers.synthetic import project
from measure import Job, in_turn, milliseconds, peak, ratio
from merges import merge_jobs
from peers import peer_jobs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BIN = Path(sys.executable).parent
ARCHHOOK = str(BIN / "archhook")
INDEX = {"GIT_INDEX_FILE": ".git/index"}
MODULE = "src/app/part1/module11.py"
PARTS = ("cold", "warm", "imports", "growth", "ask", "merge", "pre-commit", "peers", "before")
HOOK = """\
repos:
- repo: local
  hooks:
  - {{id: x, name: x, entry: {entry}, language: system, always_run: true, pass_filenames: false}}
"""


def made(folder: Path, files: Callable[[], dict[str, str]]) -> Path:
    """A repository with one commit of these files, packed as a clone is; if it is there, its tree made clean."""
    if (folder / ".git").is_dir():
        git(folder, "reset", "-q", "--hard")
        git(folder, "clean", "-qfdx")
        return folder
    repo = GitRepo.create(folder)
    for key, value in (("gc.auto", "0"), ("user.name", "bench"), ("user.email", "bench@example.com")):
        repo.run("config", key, value)
    repo.commit("start", files=files())
    repo.run("gc", "-q")
    return folder


def floor(repo: Path) -> Job:
    command = f"{sys.executable} -c pass; git diff --cached --raw -z HEAD"
    return Job("python -c pass + git diff --cached", ["sh", "-c", command], repo)


def hook(name: str, repo: Path, before: Callable[[], object] = lambda: None, program: str = ARCHHOOK) -> Job:
    return Job(name, [program, "hook", "pre-commit", "-q"], repo, before, INDEX, (0, 1))


def warm_jobs(repo: Path, *, module: str, ledger: str, node: tuple[str, str], package: bool | None) -> list[Job]:
    """The warm cases; `node` is a text in the ledger and what stands for it with a number."""

    def in_node(text: str, number: int) -> str:
        before, after = node
        start = text.index(before) + len(before)
        end = text.index('"""', start)
        return text[:start] + after.format(number) + text[end:]

    jobs = [
        floor(repo),
        hook("warm, nothing changed", repo),
        hook("warm, one file", repo, staged(repo, module, commented)),
        hook("warm, one node of the ledger", repo, staged(repo, ledger, in_node)),
    ]
    return jobs if package is None else [*jobs, file_jobs(repo, package)[0]]


def broken_jobs(repo: Path, change: str, edit: Callable[[str, int], str]) -> list[Job]:
    """Apart from the others: what is left broken is reported by whoever comes next."""
    return [floor(repo), hook(f"warm, {change} broken or mended", repo, staged(repo, MODULE, edit))]


def one_file(repo: Path, name: str = "warm, one file", program: str = ARCHHOOK) -> Job:
    return hook(name, repo, staged(repo, MODULE, commented), program)


def one_import(repo: Path, name: str = "warm, an import added or removed") -> Job:
    return hook(name, repo, staged(repo, MODULE, imported(ALLOWED)))


def file_jobs(repo: Path, package: bool) -> list[Job]:
    """Cases in which what an import of other files means may have changed; a file is removed that was added."""
    return [
        hook("warm, a file added with its Task", repo, added(repo, package)),
        hook("warm, a file removed with its Task", repo, removed(repo, package)),
        hook("warm, a module shadowed or not", repo, shadowed(repo)),
    ]


def cold_job(repo: Path, name: str = "cold", program: str = ARCHHOOK) -> Job:
    def clear() -> None:
        subprocess.run([program, "cache", "clear", "-q"], cwd=repo, check=True, capture_output=True)

    return Job(name, [program, "check", "--staged", "-q"], repo, clear, codes=(0, 1))


def beside_before(repo: Path, earlier: Path, program: str, package: bool, rounds: int) -> None:
    """Tables of this version beside another one, which judges a copy of the tree: its row is the first of each."""
    table(
        "before beside now: one file", [one_file(earlier, "before", program), one_file(repo), one_import(repo)], rounds
    )
    before = hook("before", earlier, added(earlier, package), program)
    table("before beside now: a file with its Task", [before, *file_jobs(repo, package)], rounds)
    table("before beside now: cold", [cold_job(earlier, "before", program), cold_job(repo)], max(2, rounds // 3))


def growth(small: Path, large: Path, rounds: int) -> None:
    """Tables of a large project beside a small one."""
    for job in (one_file, one_import):
        table(f"{large.name} beside {small.name}", [job(small, small.name), job(large, job(large).name)], rounds)


def pre_commit_jobs(repo: Path, module: str) -> list[Job]:
    """A whole `git commit` under pre-commit, with a hook that does nothing and with archhook."""
    pre_commit = str(BIN / "pre-commit")
    git(repo, "reset", "-q", "--hard")
    subprocess.run([pre_commit, "install"], cwd=repo, check=True, capture_output=True)

    def with_entry(entry: str) -> Callable[[], None]:
        def before() -> None:
            (repo / ".pre-commit-config.yaml").write_text(HOOK.format(entry=entry))
            staged(repo, module, commented)()
            git(repo, "add", ".pre-commit-config.yaml")

        return before

    commit = ["git", "commit", "-qm", "x"]
    return [
        Job("commit, a hook that does nothing", commit, repo, with_entry("/bin/true")),
        Job("commit, archhook", commit, repo, with_entry(f"{ARCHHOOK} hook pre-commit")),
    ]


def table(title: str, jobs: Sequence[Job], rounds: int, out: Callable[[str], object] = print) -> None:
    """Runs the jobs in turn and prints a table; the first is the floor of the others."""
    runs = in_turn(jobs, rounds)
    base = runs[jobs[0].name]
    out(f"\n### {title}\n\n| what | ms | ratio | peak MiB |\n|---|---|---|---|")
    for job in jobs:
        found = runs[job.name]
        out(f"| {job.name} | {milliseconds(found):.0f} | {ratio(found, base):.2f} | {peak(found):.0f} |")


def laid_out(size: int, folder: Path, *, package: bool = True, copy: str = "") -> Path:
    """A synthetic project with imports, as a repository; `copy` tells another one apart."""
    name = f"{size}-{'package' if package else 'file'}{copy}"
    return made(folder / name, partial(project, size, package=package, imports=True))


def synthetic(size: int, folder: Path, options: argparse.Namespace) -> None:
    """All tables for a synthetic project of one size."""
    node = ("[D-1] Part 1 of the system.", "\n\n    Edit {}.\n    ")
    rounds = options.rounds
    paired = rounds | 1  # with the run that warms up, what is taken in or broken is taken out or mended again
    for package in (True, False):
        form = "ledger as a package" if package else "ledger as one file"
        repo = laid_out(size, folder, package=package)
        files = repo.glob("architecture*/**/*.py") if package else [repo / ledger_of(package)]
        title = f"{size:,} files, {form} ({sum(path.stat().st_size for path in files) / 1e6:.1f} MB)"
        if "cold" in options.only:
            table(f"{title}: cold", [floor(repo), cold_job(repo)], max(1, rounds // 5))
        if "warm" in options.only:
            ledger = ledger_of(package)
            table(title, warm_jobs(repo, module=MODULE, ledger=ledger, node=node, package=package), rounds)
            table(f"{title}: broken", broken_jobs(repo, "one symbol", toggled), paired)
        if "imports" in options.only and package:
            jobs = [floor(repo), one_file(repo), one_import(repo), *file_jobs(repo, package)]
            table(f"{title}: imports", jobs, paired)
            table(f"{title}: undeclared", broken_jobs(repo, "an import", imported(UNDECLARED)), paired)
        if "ask" in options.only:
            git(repo, "reset", "-q", "--hard")
            staged(repo, MODULE, commented)()
            questions = partial(ask_jobs, archhook=ARCHHOOK, module=MODULE, leaf=f"T-{size - 1}")
            judged = Job("check", [ARCHHOOK, "check", "-q"], repo)
            table(f"{title}: the work tree asked", questions(judged), rounds)
            table(f"{title}: the index asked", questions(hook("warm, nothing changed", repo), "--staged"), rounds)
        if "merge" in options.only and package:
            git(repo, "reset", "-q", "--hard")
            sides = merge_jobs(repo, archhook=ARCHHOOK, ours=MODULE, theirs="src/app/part0/module1.py")
            table(f"{title}: merged", sides, rounds)
        if "pre-commit" in options.only and package:
            table(f"{size:,} files, under pre-commit", pre_commit_jobs(repo, MODULE), rounds)
        if "peers" in options.only and package and options.peers:
            git(repo, "reset", "-q", "--hard")
            ours = [one_file(repo, "archhook, one file"), cold_job(repo, "archhook, cold")]
            for peer in peer_jobs(repo, options.peers, MODULE):
                table(f"{size:,} files: {peer.name}", [peer, *ours], max(2, rounds // 5))
        if "before" in options.only and package and options.before:
            print(f"\n{size:,} files")
            beside_before(repo, laid_out(size, folder, copy="-before"), options.before, package, rounds)


def real(path: Path, folder: Path, options: argparse.Namespace) -> None:
    """The tables for a real repository that has a ledger."""
    repo = folder / "real"
    git(Path.cwd(), "clone", "-q", str(path.resolve()), str(repo))
    files = git(repo, "ls-files", "*.py").split()
    module = next(file for file in files if not file.startswith(("architecture", "tests/")) and "__init__" not in file)
    ledger = "architecture.py" if "architecture.py" in files else "architecture/__init__.py"
    text = (repo / ledger).read_text()
    start = text.index('"""[')
    node = (text[start : text.index("]", start) + 1], " Edit {}.")
    table(f"{path.name}: cold", [floor(repo), cold_job(repo)], max(1, options.rounds // 5))
    jobs = warm_jobs(repo, module=module, ledger=ledger, node=node, package=None)
    table(f"{path.name}, {len(files):,} Python files", jobs, options.rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--before")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--repo", type=Path)
    options = parser.parse_args()
    os.environ |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    with tempfile.TemporaryDirectory() as scratch:
        if options.repo:
            real(options.repo, Path(scratch), options)
            return
        folder = options.keep or Path(scratch)
        for size in options.sizes:
            synthetic(size, folder, options)
        if "growth" in options.only and len(options.sizes) > 1:
            growth(*(laid_out(size, folder) for size in (min(options.sizes), max(options.sizes))), options.rounds)


if __name__ == "__main__":
    main()
