"""Does `archhook check --merge` say of pairs of branches what a check of their real merge says?

    python tests/trials/merged_pairs.py --pairs 300
    python tests/trials/merged_pairs.py --pairs 0 --merges 20 CLONE ...

Each pair is two branches of a made-up project that changed code and ledger and were synced, or, with `--merges`, the
two parents of a merge in the history of a clone: their base gets a ledger by `archhook init`, and each parent has it
synced to its own files. git merges them in a scratch clone, and that is checked without a cache: the paths in conflict,
or tree, exit code, findings and summary have to be the same. Counted: pairs with conflicts, with an id given twice, and
those that are broken as merged though neither side is. The exit code is 1 where the two ever differed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.branch_pairs import HARMLESS, RED, base, lay  # noqa: E402
from helpers.git_repo import GitRepo, seal_environment  # noqa: E402
from trials.merging_branches import synced, work  # noqa: E402
from trials.replayed_commits import adopt, run, say  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.branch_pairs import Pair

OURS, THEIRS = "ours", "theirs"


class Outcome(NamedTuple):
    """What became of a pair."""

    conflict: bool
    ledger_alone: bool  # the conflicts are in the ledger and nowhere else
    twice: bool  # an id is given twice
    sides_hold: bool
    found: tuple[str, ...]  # the codes of what is found in the merge and on neither side
    wrong: tuple[str, ...]  # in what `check --merge` differs from the truth


def judged(*options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and document of a check in the current folder."""
    code, out, err = run("check", "--format", "json", "-q", *options)
    if not out:
        raise RuntimeError(err)
    document: dict[str, Any] = json.loads(out)
    return code, document


def compare(repo: GitRepo, scratch: Path) -> Outcome:
    """Has `ours` and `theirs` of a repository judged as merged, and merges them in a new clone at `scratch`."""
    os.chdir(repo.path)
    code, said = judged("--merge", THEIRS)
    sides = [judged("--rev", side) for side in (OURS, THEIRS)]
    clone = GitRepo.clone(repo.path, scratch, "--no-checkout", "--shared")
    clone.run("checkout", "-q", "--detach", f"origin/{OURS}")
    clean = clone.git("merge", "-q", "--no-ff", "-m", "merged", f"origin/{THEIRS}", check=False).returncode == 0
    hold = all(side == 0 for side, _ in sides)
    if not clean:
        paths = clone.run("diff", "--name-only", "--diff-filter=U", "-z").split("\0")[:-1]
        message = said.get("error", {}).get("message", "")
        told = code == 2 and "conflicts" in message and all(path in message for path in paths[:5])
        alone = all(path.startswith("architecture") for path in paths)
        return Outcome(True, alone, False, hold, (), () if told else (f"conflicts in {paths}: {code} {said}",))
    os.chdir(scratch)
    real, truth = judged("--no-cache")
    known: Counter[str] = Counter()
    for _, side in sides:
        known |= Counter(map(_key, side.get("findings", ())))
    fresh = [one for one in truth["findings"] if not known[_key(one)]]
    wrong = list(_differences((code, said), (real, truth), clone.tree(), fresh, hold))
    codes = tuple(sorted({one["code"] for one in fresh}))
    return Outcome(False, False, "LED002" in codes, hold, codes, tuple(wrong))


def _differences(
    said: tuple[int, dict[str, Any]], truth: tuple[int, dict[str, Any]], tree: str, fresh: list[Any], hold: bool
) -> Iterator[str]:
    """What `check --merge` says, and the truth does not."""
    code, document = said
    if code != truth[0]:
        yield f"exit code {code} and not {truth[0]}: {document.get('error')}"
        return
    if document["snapshot"] != {"source": "merge", "tree": tree}:
        yield f"{document['snapshot']} and not {tree}"
    marks = [one.pop("new_in_merge", None) for one in document["findings"]]
    if {**document, "snapshot": 0} != {**truth[1], "snapshot": 0}:
        yield f"{document['findings']} and not {truth[1]['findings']}"
    elif hold and [one for one, new in zip(truth[1]["findings"], marks, strict=True) if new] != fresh:
        yield f"new: {marks}"


def _key(finding: dict[str, Any]) -> str:
    node = "" if finding["code"] in ("DEP203", "DEP205") else finding["node"]
    return f"{finding['code']} {node} {finding['subject']['file']} {finding['subject']['symbol']}"


def made_up(folder: Path, seed: int, pair: Pair | None = None, *, noisy: bool = True) -> tuple[Pair, Outcome]:
    """A pair of branches on a made-up project; `noisy`: with other work on both, too."""
    chance = random.Random(seed)
    pair = pair or chance.choice(RED if chance.random() < 0.5 else HARMLESS)
    repo = GitRepo.create(folder / "repo")
    package, words = chance.random() < 0.4, chance.random() < 0.4 and pair.code != "LED002"  # which words prevent
    repo.commit("start", files=base(20, package=package, words=words))
    os.chdir(repo.path)
    files = [path for path in repo.paths("src/app/part*.py", "tests/*/test_part*.py") if "__init__" not in path]
    chance.shuffle(files)
    for number, (name, edit) in enumerate(((OURS, pair.ours), (THEIRS, pair.theirs))):
        repo.run("checkout", "-q", "-b", name, "main")
        lay(repo, edit)
        synced(repo)
        repo.commit(f"{pair.name}: {name}")
        for _ in range(chance.randint(0, 2) if noisy else 0):
            there = [path for path in files[number::2] if (repo.path / path).exists()]
            work(repo, chance, there, chance.randint(1, 3))
        repo.run("checkout", "-q", OURS)
    return pair, compare(repo, folder / "scratch")


def real(clone: Path, folder: Path, merge: str) -> Outcome | None:
    """The parents of a merge of a history, with synced ledgers; None where there is no single base, or no ledger."""
    ours, theirs = GitRepo(clone).run("rev-parse", f"{merge}^1", f"{merge}^2").split()
    bases = GitRepo(clone).git("merge-base", "--all", ours, theirs, check=False).stdout.split()
    if len(bases) != 1 or bases[0] in (ours, theirs):
        return None
    repo = GitRepo.clone(clone, folder / "repo", "--no-checkout", "--shared")
    repo.run("checkout", "-q", "-f", "-b", "start", bases[0])
    os.chdir(repo.path)
    try:
        adopt(repo, "init")
    except RuntimeError:
        return None
    start, ledger = repo.run("rev-parse", "HEAD"), repo.run("diff", "--name-only", "HEAD~1", "HEAD").split("\n")
    for name, commit in ((OURS, ours), (THEIRS, theirs)):
        repo.run("checkout", "-q", "-f", "-b", name, commit)
        repo.run("checkout", "-q", start, "--", *ledger)
        run("sync")
        run("sync", "--requires")
        repo.run("add", "-A")
        run("baseline", "--prune")
        left = {one["code"] for one in judged()[1].get("findings", ())}
        if left:  # what is left to a person is frozen, as one in a hurry would
            run("baseline", *(("--accept", *sorted(left)) if (repo.path / "archhook-baseline.txt").exists() else ()))
        repo.run("add", "-A")
        tree = repo.run("write-tree")
        repo.run("checkout", "-q", "-f", "-B", name, repo.run("commit-tree", "-p", start, "-m", name, tree))
    repo.run("checkout", "-q", "-f", OURS)
    return compare(repo, folder / "scratch")


def table(title: str, outcomes: Sequence[Outcome], seconds: float) -> str:
    """What some pairs came to, in a line."""
    red = [one for one in outcomes if one.sides_hold and one.found]
    codes = Counter(code for one in red for code in one.found)
    return (
        f"{title}: {len(outcomes)} pairs, {sum(one.conflict for one in outcomes)} with conflicts of text"
        f" ({sum(one.ledger_alone for one in outcomes)} in the ledger alone), {sum(one.twice for one in outcomes)} with"
        f" an id given twice, {sum(one.sides_hold for one in outcomes)} of which both sides hold, {len(red)} of these"
        f" broken as merged ({', '.join(f'{code} {number}' for code, number in sorted(codes.items()))});"
        f" {sum(bool(one.wrong) for one in outcomes)} judged wrong; {seconds:.0f} s"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a line for what is wrong, and one for each set of pairs; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", nargs="*", type=Path)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--merges", type=int, default=20, help="of each clone: the last ones whose parents have parted")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(argv)
    seal_environment()
    bad, started = False, time.perf_counter()
    outcomes = []
    for number in range(given.pairs):
        with tempfile.TemporaryDirectory(prefix="archhook-pairs-") as folder:
            every = (*RED, *HARMLESS)
            pair, outcome = made_up(Path(folder), given.seed + number, every[number % len(every)])
            missed = not outcome.conflict and pair.code and not {pair.code, "LED002", "LED003"} & {*outcome.found}
            for wrong in (*outcome.wrong, *([f"{pair.code} is not found"] if missed else [])):
                say(f"  {pair.name}, seed {given.seed + number}: {wrong}")
            bad |= bool(outcome.wrong or missed)
            outcomes.append(outcome)
        os.chdir("/")
    if outcomes:
        say(table("made up", outcomes, time.perf_counter() - started))
    for clone in map(Path.resolve, given.clones):
        outcomes, started = [], time.perf_counter()
        for merge in GitRepo(clone).run("rev-list", "--merges", "--max-parents=2", "HEAD").split():
            if len(outcomes) == given.merges:
                break
            with tempfile.TemporaryDirectory(prefix="archhook-pairs-") as folder:
                met = real(clone, Path(folder), merge)
                for wrong in met.wrong if met else ():
                    say(f"  {clone} {merge}: {wrong}")
                outcomes += [met] if met else []
            os.chdir("/")
        say(table(clone.parent.name if clone.name == "repo" else clone.name, outcomes, time.perf_counter() - started))
        bad |= any(one.wrong for one in outcomes)
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
