"""Prints what archhook costs, beside floors and peers, as medians and as ratios taken pair by pair in one run.

    python tests/benchmarks/run.py                          synthetic projects of 1,000 and 10,000 files
    python tests/benchmarks/run.py --sizes 1000 10000 50000 --rounds 21 --peers DIR
    python tests/benchmarks/run.py --repo PATH              a real repository with a ledger; it is cloned first

`--only cold warm ask pre-commit peers` leaves the other tables out; `--keep DIR` makes the projects there, or finds
them there from an earlier run, so that a measurement can be taken in pieces.
`--peers`: a folder with the programs `lint-imports` and `tach` in it, such as the `bin` of a virtual environment.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

from asking import ask_jobs
from helpers.git_repo import GitRepo
from helpers.synthetic import MODULE, project
from measure import Job, in_turn, milliseconds, peak, ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BIN = Path(sys.executable).parent
ARCHHOOK = str(BIN / "archhook")
INDEX = {"GIT_INDEX_FILE": ".git/index"}
COUNTER = itertools.count(int(time.time()) % 10**6)  # no edit is one that a kept project has seen
PARTS = ("cold", "warm", "ask", "pre-commit", "peers")
IMPORT_CONTRACT = """\
[importlinter]
root_package = {package}

[importlinter:contract:layers]
name = layers
type = layers
layers =
{layers}
"""
HOOK = """\
repos:
- repo: local
  hooks:
  - {{id: x, name: x, entry: {entry}, language: system, always_run: true, pass_filenames: false}}
"""


def git(repo: Path, *arguments: str) -> str:
    return GitRepo(repo).git(*arguments).stdout


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


def staged(repo: Path, path: str, edit: Callable[[str, int], str]) -> Callable[[], None]:
    """Stages another edit of a file each time."""

    def change() -> None:
        file = repo / path
        file.write_text(edit(file.read_text(), next(COUNTER)))
        git(repo, "add", path)

    return change


def floor(repo: Path) -> Job:
    command = f"{sys.executable} -c pass; git diff --cached --raw -z HEAD"
    return Job("python -c pass + git diff --cached", ["sh", "-c", command], repo)


def hook(name: str, repo: Path, before: Callable[[], object] = lambda: None) -> Job:
    return Job(name, [ARCHHOOK, "hook", "pre-commit", "-q"], repo, before, INDEX, (0, 1))


def added(repo: Path, package: bool) -> Callable[[], None]:
    """Stages a new file and the Task that declares it."""

    def change() -> None:
        number = 1_000_000 + next(COUNTER)
        path = f"src/app/part1/module{number}.py"
        (repo / path).write_text(MODULE.format(number=number, part=1))
        ledger = "architecture/part1.py" if package else "architecture.py"
        text = (repo / ledger).read_text()
        task = (
            f'class Task{number}(Task):\n    """[T-{number}] Fresh."""\n\n    implements = Design1\n'
            f'    file_path = "{path}"\n    classes = ["Record{number}"]\n'
            f'    functions = ["load_{number}", "save_{number}", "watch_{number}"]\n'
            f'    globals = ["LIMIT_{number}", "NAMES_{number}"]\n\n\n'
        )
        (repo / ledger).write_text(text.replace("class Task11(Task):", task + "class Task11(Task):", 1))
        git(repo, "add", "-A", "src/app/part1", ledger)

    return change


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
        hook("warm, one file", repo, staged(repo, module, lambda text, n: f"{text}\n# {n}\n")),
        hook("warm, one node of the ledger", repo, staged(repo, ledger, in_node)),
    ]
    if package is not None:
        jobs.append(hook("warm, a file added with its Task", repo, added(repo, package)))
    return jobs


def broken_jobs(repo: Path, module: str) -> list[Job]:
    """Apart from the others: what is left broken is reported by whoever comes next."""
    return [floor(repo), hook("warm, one symbol broken or mended", repo, staged(repo, module, toggled))]


def toggled(text: str, number: int) -> str:
    mark = "\n\ndef fresh_and_undeclared():\n    pass\n"
    return text.replace(mark, "") if mark in text else text + mark


def cold_jobs(repo: Path) -> list[Job]:
    def clear() -> None:
        subprocess.run([ARCHHOOK, "cache", "clear", "-q"], cwd=repo, check=True, capture_output=True)

    return [floor(repo), Job("cold", [ARCHHOOK, "check", "--staged", "-q"], repo, clear, codes=(0, 1))]


def peer_jobs(repo: Path, peers: Path, module: str, package: str) -> list[Job]:
    """The neighbours on the same tree, cold and with one file touched."""
    source = repo / "src" if (repo / "src").is_dir() else repo
    names = sorted(path.name for path in (source / package).iterdir() if (path / "__init__.py").exists())
    contract = IMPORT_CONTRACT.format(package=package, layers="\n".join(f"    {package}.{one}" for one in names[::-1]))
    (repo / ".importlinter").write_text(contract)
    modules = "".join(f'[[modules]]\npath = "{package}.{one}"\ndepends_on = []\n' for one in names)
    (repo / "tach.toml").write_text(f'source_roots = ["{source.relative_to(repo)}"]\n{modules}')
    env = {"PYTHONPATH": str(source)}

    def forget() -> None:
        shutil.rmtree(repo / ".import_linter_cache", ignore_errors=True)

    def touch() -> None:
        file = repo / module
        file.write_text(f"{file.read_text()}\n# {next(COUNTER)}\n")

    lint, tach = str(peers / "lint-imports"), str(peers / "tach")
    return [
        Job("lint-imports, cold", [lint], repo, forget, env, (0, 1)),
        Job("lint-imports, one file touched", [lint], repo, touch, env, (0, 1)),
        Job("tach check", [tach, "check"], repo, env=env, codes=(0, 1)),
    ]


def pre_commit_jobs(repo: Path, module: str) -> list[Job]:
    """A whole `git commit` under pre-commit, with a hook that does nothing and with archhook."""
    pre_commit = str(BIN / "pre-commit")
    git(repo, "reset", "-q", "--hard")
    subprocess.run([pre_commit, "install"], cwd=repo, check=True, capture_output=True)

    def with_entry(entry: str) -> Callable[[], None]:
        def before() -> None:
            (repo / ".pre-commit-config.yaml").write_text(HOOK.format(entry=entry))
            staged(repo, module, lambda text, n: f"{text}\n# {n}\n")()
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


def synthetic(size: int, folder: Path, options: argparse.Namespace) -> None:
    """All tables for a synthetic project of one size."""
    module = "src/app/part1/module11.py"
    node = ("[D-1] Part 1 of the system.", "\n\n    Edit {}.\n    ")
    for package in (True, False):
        form = "ledger as a package" if package else "ledger as one file"
        repo = made(folder / f"{size}-{'package' if package else 'file'}", partial(project, size, package=package))
        ledger = "architecture/part1.py" if package else "architecture.py"
        bytes_ = (
            sum(path.stat().st_size for path in repo.glob("architecture*/**/*.py")) or (repo / ledger).stat().st_size
        )
        title = f"{size:,} files, {form} ({bytes_ / 1e6:.1f} MB)"
        rounds = options.rounds
        if "cold" in options.only:
            table(f"{title}: cold", cold_jobs(repo), max(1, rounds // 5))
        if "warm" in options.only:
            table(title, warm_jobs(repo, module=module, ledger=ledger, node=node, package=package), rounds)
            table(f"{title}: broken", broken_jobs(repo, module), rounds + rounds % 2)
        if "ask" in options.only:
            git(repo, "reset", "-q", "--hard")
            staged(repo, module, lambda text, n: f"{text}\n# {n}\n")()
            questions = partial(ask_jobs, archhook=ARCHHOOK, module=module, leaf=f"T-{size - 1}")
            judged = Job("check", [ARCHHOOK, "check", "-q"], repo)
            table(f"{title}: the work tree asked", questions(judged), rounds)
            table(f"{title}: the index asked", questions(hook("warm, nothing changed", repo), "--staged"), rounds)
        if "pre-commit" in options.only and package:
            table(f"{size:,} files, under pre-commit", pre_commit_jobs(repo, module), rounds)
        if "peers" in options.only and package and options.peers:
            touched = hook("archhook, one file", repo, staged(repo, module, lambda text, n: f"{text}\n# {n}\n"))
            cold = cold_jobs(repo)[1]._replace(name="archhook, cold")
            for peer in peer_jobs(repo, options.peers, module, "app"):
                table(f"{size:,} files: {peer.name}", [peer, touched, cold], max(2, rounds // 5))


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
    table(f"{path.name}: cold", cold_jobs(repo), max(1, options.rounds // 5))
    jobs = warm_jobs(repo, module=module, ledger=ledger, node=node, package=None)
    table(f"{path.name}, {len(files):,} Python files", jobs, options.rounds)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--repo", type=Path)
    options = parser.parse_args()
    os.environ |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    with tempfile.TemporaryDirectory() as scratch:
        if options.repo:
            real(options.repo, Path(scratch), options)
            return
        for size in options.sizes:
            synthetic(size, options.keep or Path(scratch), options)


if __name__ == "__main__":
    main()
