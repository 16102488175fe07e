"""Adds imports to a repository that carries rules of import-linter or tach, one at a time, and asks them and archhook.

    python tests/trials/seeded_imports.py PATH --peers BIN [--rules lint-imports|tach] [--seeds 40] [--seed 1]

`BIN` is a folder with the programs `lint-imports` and `tach`. The repository is cloned to a temporary folder, a ledger
is written there that says what its rules say (a Design for each module of theirs), and the findings of the tree as it
is become the baseline. Then each seeded import is judged by both, and taken out again. Printed is a line for each
import on which they differ, with what the rules say of the pair of modules, and the sums. With `--look-through` no Task
declares an `__init__.py` that defines nothing: archhook then follows what it hands on to where that is defined.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from trials.neighbour_ledger import belongings, configuration, defined, ledger  # noqa: E402
from trials.neighbour_rules import import_linter, module_name, module_of, tach  # noqa: E402

from archhook.laws.catalogue import LAWS  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from trials.neighbour_rules import Rules

ARCHHOOK = str(Path(sys.executable).with_name("archhook"))
KINDS = ("run", "guarded", "lazy", "typing")


class Seed(NamedTuple):
    """One import statement that is added to a file."""

    path: str
    target: str
    statement: str
    kind: str
    banned: bool  # by the rules, taken for themselves

    def applied(self, text: str) -> str:
        """The file with the statement: at the top, or at the end in a function or a branch."""
        match self.kind:
            case "run":
                lines = text.splitlines(keepends=True)
                line = _after_the_head(text)
                return "".join([*lines[:line], self.statement + "\n", *lines[line:]])
            case "guarded":
                return f"{text}\n\ntry:\n    {self.statement}\nexcept ImportError:\n    pass\n"
            case "lazy":
                return f"{text}\n\ndef _seeded() -> None:\n    {self.statement}\n"
            case _:
                return f"{text}\n\nfrom typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    {self.statement}\n"


def _after_the_head(text: str) -> int:
    """The number of lines up to the end of the docstring and of the imports from the future."""
    line = 0
    for node in ast.parse(text).body:
        match node:
            case ast.Expr(value=ast.Constant(value=str())) | ast.ImportFrom(module="__future__"):
                line = node.end_lineno or 0
            case _:
                break
    return line


def statements(root: Path, path: str, target: str, rules: Rules) -> Iterator[str]:
    """The forms in which one file can import another one."""
    name, importer = module_name(target, rules.roots) or "", module_name(path, rules.roots) or ""
    parent, _, last = name.rpartition(".")
    symbols = [one for one in defined(root / target) if one != "__all__"]
    yield f"import {name}"
    if parent:
        yield f"from {parent} import {last}"
    if symbols:
        yield f"from {name} import {symbols[0]}"
        yield f"from {name} import {symbols[-1]} as _seeded_name"
    here = importer.split(".") if path.endswith("/__init__.py") else importer.split(".")[:-1]
    rest = name.split(".")
    while here and rest and here[0] == rest[0]:
        here, rest = here[1:], rest[1:]
    if rest != name.split("."):
        dots = "." * (len(here) + 1)
        if rest:
            yield f"from {dots}{'.'.join(rest[:-1])} import {rest[-1]}"
        if symbols:
            yield f"from {dots}{'.'.join(rest)} import {symbols[0]}"


def seeds(root: Path, files: Sequence[str], rules: Rules, number: int, chance: random.Random) -> list[Seed]:
    """So many imports, about half of them such as the rules forbid, all forms and kinds about as often."""
    held = belongings(files, rules)
    banned = sorted(pair for pair in rules.banned if pair[0] in held and pair[1] in held)
    allowed = [(one, two) for one in held for two in held if one != two and (one, two) not in rules.banned]
    made: dict[tuple[str, str], Seed] = {}
    for _ in range(number * 20):
        pairs = banned if (len(made) % 2 and banned) or not allowed else allowed
        source, goal = chance.choice(pairs)
        path, target = chance.choice(held[source]), chance.choice(held[goal])
        written = (module_name(target, rules.roots) or "").split(".")
        if path == target or (path, target) in made or len(made) == number or not all(map(str.isidentifier, written)):
            continue
        kind = KINDS[len(made) // 2 % len(KINDS)]
        statement = chance.choice(list(statements(root, path, target, rules)))
        made[path, target] = Seed(path, target, statement, kind, (source, goal) in rules.banned)
    return list(made.values())


class Judges:
    """Both programs on one work tree."""

    def __init__(self, repo: GitRepo, command: list[str], rules: Rules) -> None:
        self.repo, self.command, self.rules = repo, command, rules
        self.env = dict(os.environ)
        if command[1:] != ["check"]:  # import-linter finds the package as Python does
            self.env["PYTHONPATH"] = os.pathsep.join(str(repo.path / root) for root in rules.roots)

    def theirs(self) -> tuple[bool, str]:
        """(whether their rules hold, what they say)."""
        done = subprocess.run(
            self.command, cwd=self.repo.path, env=self.env, capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1) or "Could not" in done.stdout:
            raise RuntimeError(done.stdout + done.stderr)
        return done.returncode == 0, done.stdout + done.stderr

    def ours(self) -> tuple[bool, list[str]]:
        """(whether archhook's laws of imports hold, its findings)."""
        command = [ARCHHOOK, "check", "--format", "json"]
        done = subprocess.run(command, cwd=self.repo.path, capture_output=True, text=True, check=False)
        document = json.loads(done.stdout)
        if "findings" not in document:
            raise RuntimeError(done.stdout)
        said = [f"{one['path']}:{one['line']} {one['code']} {one['message']}" for one in document["findings"]]
        return done.returncode == 0, said


def governed(repo: GitRepo, rules: Rules) -> list[str]:
    """The files that belong to a module of the rules, tests left out."""
    paths = [path for path in repo.paths("*.py") if not any("test" in part for part in path.split("/"))]
    named = [(path, module_name(path, rules.roots)) for path in paths if path not in rules.excluded]
    return [path for path, name in named if name and module_of(name, rules.modules)]


def trial(path: Path, folder: Path, options: argparse.Namespace) -> Counter[str]:
    """Judges the tree and each seed; prints where they differ; the sums."""
    which, chance = options.rules, random.Random(options.seed)
    repo = GitRepo.clone(path.resolve(), folder)
    files = repo.paths("*.py")
    roots = ("src",) if (folder / "src").is_dir() else (".",)
    rules = tach(folder, files) if which == "tach" else import_linter(folder, files, roots)
    mine = governed(repo, rules)
    severities = sorted(law.code for law in LAWS if law.code != "LED001")
    (folder / "architecture.py").write_text(
        ledger(folder, belongings(mine, rules), rules, look_through=options.look_through)
    )
    (folder / "archhook.toml").write_text(configuration(severities, rules))
    repo.run("add", "-f", "architecture.py", "archhook.toml")
    judges = Judges(repo, [str(options.peers.resolve() / which), *(["check"] if which == "tach" else [])], rules)
    held, findings = judges.theirs()[0], judges.ours()[1]
    print(f"{path.name}: {len(rules.modules)} modules, {len(rules.banned)} banned pairs, {len(mine)} files; as it is:")
    print(
        f"  {which} {'holds' if held else 'fails'}; archhook: {len(findings)} findings; not held: {rules.passed_over}"
    )
    print(*(f"    {one}" for one in findings[:40]), sep="\n")
    for code in sorted({one.split(" ")[1] for one in findings}):
        accept = [ARCHHOOK, "baseline", "--accept", code, "--because", "as it is"]
        subprocess.run(accept, cwd=folder, check=True, capture_output=True)
        repo.run("add", "-A", "-f", ".")
    sums: Counter[str] = Counter()
    for seed in seeds(folder, mine, rules, options.seeds, chance):
        file = folder / seed.path
        before = file.read_bytes()
        file.write_text(seed.applied(before.decode()))
        (theirs, output), (ours, said) = judges.theirs(), judges.ours()
        file.write_bytes(before)
        sums["seeds"] += 1
        sums["agree, fail" if not ours else "agree, pass"] += theirs == ours
        sums[seed.kind] += 1
        if theirs != ours:
            sums["differ"] += 1
            verdicts = f"{which} {'passes' if theirs else 'fails'}, archhook {'passes' if ours else 'fails'}"
            print(f"  {seed.path} ({seed.kind}): {seed.statement}")
            print(f"    -> {seed.target}: {verdicts}; banned: {seed.banned}")
            print(*(f"      {line}" for line in [*said, *_chain(output, theirs)][:12]), sep="\n")
    print(f"  {dict(sums)}", flush=True)
    return sums


def _chain(output: str, held: bool) -> list[str]:
    return [] if held else [line for line in output.splitlines() if "->" in line or "[FAIL]" in line or "annot" in line]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, nargs="+")
    parser.add_argument("--peers", type=Path, required=True)
    parser.add_argument("--rules", choices=("lint-imports", "tach"), default="lint-imports")
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look-through", action="store_true")
    options = parser.parse_args()
    seal_environment()
    total: Counter[str] = Counter()
    for path in options.path:
        with tempfile.TemporaryDirectory() as scratch:
            total += trial(path, Path(scratch) / path.name, options)
    print(f"all: {dict(total)}")


if __name__ == "__main__":
    main()
