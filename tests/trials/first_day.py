"""The first day with archhook on real repositories: is everything at exit 0 that a new user does, in every detail?

    python tests/trials/first_day.py PATH... --detail symbols files folders

Each repository is cloned at its HEAD and left alone. Then, once for each detail: `archhook init`, `check` with and
without what is remembered, `sync --check`, the hooks put in, the first ledger committed through them; a comment, a new
function, a new file with a test and a moved file, each committed through the hook, with what `sync` says is to be done
done before. What has another exit code than it should is printed. The table at the end has, for each repository and
detail, Designs, share of the largest, debts, lines and seconds. The exit code is 1 if anything failed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.cli import COMMAND, on_path  # noqa: E402
from helpers.git_repo import GitRepo, seal_environment  # noqa: E402

from archhook.ledger.source import ledger_modules, read_ledger  # noqa: E402
from archhook.project.baseline import parse  # noqa: E402
from archhook.project.toml import loads  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archhook.model.nodes import Node

DETAILS = ("symbols", "files", "folders")
FUNCTION = "\n\ndef added_on_the_first_day():\n    return None\n"


class Row(NamedTuple):
    """What came out of one repository in one detail."""

    name: str
    detail: str
    designs: int
    largest: float  # share of the Tasks that the largest Design has
    debts: int  # imports that the baseline freezes
    lines: int
    seconds: float  # of init
    failures: tuple[str, ...]


class _Day:
    """One repository on its first day. `failures`: what had another exit code than it should."""

    def __init__(self, scratch: GitRepo) -> None:
        self.scratch = scratch
        self.failures: list[str] = []

    def archhook(self, *arguments: str, wanted: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """Runs archhook, which is to have one of the exit codes."""
        return self._held([COMMAND, *arguments], wanted)

    def commit(self, message: str, wanted: Sequence[int] = (0,)) -> subprocess.CompletedProcess[str]:
        """Commits all that is there, through the hooks."""
        self.scratch.run("add", "-A", "--sparse")
        return self._held(["git", "commit", "--quiet", "--allow-empty", "-m", message], wanted)

    def _held(self, command: Sequence[str], wanted: Sequence[int]) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            command, cwd=self.scratch.path, env=on_path(), capture_output=True, check=False, encoding="utf-8"
        )
        if done.returncode not in wanted or "Traceback" in done.stdout + done.stderr:
            told = " | ".join((done.stdout + done.stderr).splitlines()[:12])
            shown = " ".join(["archhook" if command[0] == COMMAND else command[0], *command[1:]])
            self.failures.append(f"{shown}: exit {done.returncode}: {told}")
        return done


def first_day(scratch: GitRepo, name: str, detail: str) -> Row:
    """Goes through the day in a clone that is not adopted yet."""
    day = _Day(scratch)
    started = time.perf_counter()
    options = [*(["--detail", detail] if detail else []), "--quiet"]
    done = day.archhook("init", *options, wanted=(0, 2))
    if done.returncode == 2 and "--exclude-unreadable" in done.stderr:
        done = day.archhook("init", *options, "--exclude-unreadable")
    spent = time.perf_counter() - started
    if done.returncode:
        return Row(name, detail, 0, 0.0, 0, 0, spent, (*day.failures, done.stderr.strip()))
    warm, cold = (day.archhook("check", "--format", "json", *more).stdout for more in ((), ("--no-cache",)))
    if warm != cold:
        day.failures.append("check: with what is remembered another verdict than without")
    day.archhook("sync", "--check")
    day.archhook("install", "--git")
    day.commit("adopt")
    figures = _figures(scratch)
    _edits(day, scratch)
    return Row(name, detail, *figures, spent, tuple(day.failures))


def _edits(day: _Day, scratch: GitRepo) -> None:
    """What a person does with the code on that day; each is committed."""
    nodes = [node for node in _nodes(scratch) if node.kind == "task" and node.in_force]
    tasks = [node for node in nodes if node.file.endswith(".py")] or nodes
    path = next((file for node in tasks if (file := _python_file(scratch, node.file))), "")
    if not path:
        return
    scratch.write(path, scratch.read(path) + "\n# a comment\n")
    day.commit("a comment")
    scratch.write(path, scratch.read(path) + FUNCTION)
    day.commit("a function", wanted=(0, 1))
    day.archhook("sync", "--staged")
    day.commit("a function, again")
    folder, _, file = path.rpartition("/")
    new = f"{folder}/added_later.py" if folder else "added_later.py"
    scratch.write(new, "def later():\n    return 1\n")
    scratch.run("add", "-A", "--sparse")
    done = day.archhook("sync", wanted=(0, 1))
    day.commit("a file", wanted=(done.returncode,))
    if done.returncode:  # two Designs are equally near: a person would have to say which
        scratch.run("reset", "-q", "--hard")
        return
    moved = f"{folder}/moved_{file}" if folder else f"moved_{file}"
    if file != "__init__.py" and "added_on_the_first_day" in scratch.read(path):
        scratch.run("mv", path, moved)
        done = day.archhook("sync", "--staged", wanted=(0, 1))  # others import it by its old name
        day.commit("a move", wanted=(done.returncode,))


def _python_file(scratch: GitRepo, path: str) -> str:
    """A governed Python file at a path or, where that is a folder, below it; "" for none."""
    if not path.endswith("/"):
        return path if path.endswith(".py") and not path.endswith("__init__.py") else ""
    files = scratch.paths(f"{path}*.py")
    return next((one for one in files if not one.endswith("__init__.py") and "test" not in one), "")


def _nodes(scratch: GitRepo) -> Sequence[Node]:
    """The nodes of the ledger as it lies there."""
    settings = loads(scratch.read("archhook.toml")) if (scratch.path / "archhook.toml").is_file() else {}
    modules = ledger_modules(scratch.paths("*.py"), str(settings.get("ledger", "")))
    return read_ledger({path: (scratch.path / path).read_bytes() for path in modules}, modules[0]).nodes


def _figures(scratch: GitRepo) -> tuple[int, float, int, int]:
    """(Designs, share of the largest, debts, lines of the ledger)."""
    nodes = [node for node in _nodes(scratch) if node.in_force]
    tasks = Counter(node.targets("implements") for node in nodes if node.kind == "task")
    baseline = scratch.path / "archhook-baseline.txt"
    entries = parse("", baseline.read_bytes()).entries if baseline.is_file() else ()
    changed = scratch.run("show", "--format=", "--numstat", "HEAD").splitlines()
    lines = sum(int(line.split("\t")[0]) for line in changed if line.endswith(".py"))
    designs = sum(node.kind == "design" for node in nodes)
    largest = max(tasks.values(), default=0) / max(1, tasks.total())
    return designs, largest, sum(one.times for one in entries if one.code == "DEP203"), lines


def trial(path: Path, details: Sequence[str]) -> list[Row]:
    """The rows of one repository."""
    rows = []
    for detail in details:
        with tempfile.TemporaryDirectory(prefix="archhook-first-day-") as folder:
            scratch = _clone(path.resolve(), Path(folder) / "clone")
            rows.append(first_day(scratch, path.parent.name if path.name == "repo" else path.name, detail))
    return rows


def _clone(source: Path, path: Path) -> GitRepo:
    """A clone, without the files whose content the source does not have."""
    scratch = GitRepo.clone(source, path, "--no-checkout")
    scratch.run("read-tree", "HEAD")
    scratch.git("checkout-index", "--all", "--force", check=False)
    missing = scratch.run("ls-files", "-z", "--deleted")
    if missing:
        scratch.run("rm", "-q", "--cached", "--", *missing.split("\0")[:-1])
        scratch.commit_index("without what is missing")
    return scratch


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--detail", nargs="*", default=[""], choices=("", *DETAILS))
    given = parser.parse_args(argv)
    seal_environment()
    print(
        f"{'repository':40} {'detail':8} {'Designs':>7} {'largest':>7} {'debts':>5} {'lines':>6} {'s':>5}", flush=True
    )
    bad = False
    for path in given.paths:
        for row in trial(path, given.detail):
            print(
                f"{row.name[:40]:40} {row.detail:8} {row.designs:7} {row.largest:7.0%} {row.debts:5} {row.lines:6}"
                f" {row.seconds:5.1f}",
                flush=True,
            )
            for failure in row.failures:
                print(f"    {failure}", flush=True)
            bad |= bool(row.failures)
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
