"""Compares the tests that archhook sees in a repository with those that the repository's own pytest collects.

    python tests/trials/collected_tests.py PATH --python PATH/TO/python [-- -p no:randomly ...]

`--python` is an interpreter with pytest and all that the project's tests import. The repository is cloned to a
temporary folder, `archhook init` adopts it there, and `pytest --collect-only -q` runs there with what stands after
`--`. Tests with parameters count once, doctests not. What one side has and the other has not is printed by file. The
exit code is 1 where pytest collects a test that no Test declares, and no reason for that can be told.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
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

from archhook.check.api import open_state  # noqa: E402
from archhook.check.request import Request  # noqa: E402
from archhook.cli.main import main as archhook  # noqa: E402
from archhook.laws.declared_tests import declared_tests  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.check.api import OpenState
    from archhook.model.nodes import FileInventory


NOT_RUN = "pytest collects nothing from the file: it cannot be imported here, or skips itself"


class Sides(NamedTuple):
    """The tests of a repository, as node ids: those that pytest collects, those that a Test declares."""

    pytest: set[str]
    declared: set[str]
    told: str  # what pytest says of the files that it could not import
    reasons: dict[str, str]  # id of a test that only one side has -> why, as far as it can be told


def collect(root: Path, python: str, arguments: Sequence[str]) -> tuple[set[str], str]:
    """(the ids of the tests in Python files that pytest collects in a folder, what it says of files it cannot read)."""
    done = subprocess.run(
        [python, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=root, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    listed = lines[: lines.index("")] if "" in lines else lines  # behind them stand warnings
    if not any("::" in line for line in listed):
        raise RuntimeError(f"pytest collected nothing: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    errors = [line for line in lines if line.startswith("ERROR ")]
    ids = {line.partition("[")[0].strip() for line in listed if ".py::" in line}
    return {one for one in ids if "." not in one.partition(".py::")[2]}, "\n".join(errors)  # a doctest's name is dotted


def inventory_of(seen: OpenState, path: str) -> FileInventory:
    """The inventory of a file."""
    seen.run.inventories.use(seen.state.files)  # type: ignore[arg-type]  # a TreeMap answers look-ups as a Mapping does
    return seen.run.inventories(path)


def declared(seen: OpenState) -> set[str]:
    """The ids of the tests that the Tests of a ledger declare."""
    return {
        f"{node.file}::{one.name}"
        for _, node in seen.state.nodes.items()
        if node.kind == "test" and node.in_force and node.file in seen.state.files
        for one in declared_tests(inventory_of(seen, node.file), node, node.file, seen.state.config.pytest)
    }


def why(seen: OpenState, test: str) -> str:
    """Why pytest has a test and archhook has not, told by what the file holds."""
    path, _, name = test.partition("::")
    fact = seen.state.files.get(path)
    if fact is None:
        return "git does not track the file"
    if fact.role == "other":
        return "`exclude` names the file"
    inventory = inventory_of(seen, path)
    if inventory.error:
        return f"not Python here: {inventory.error.message}"
    held = {symbol.name for symbol in inventory.symbols}
    parts = name.split("::")
    if parts[0] not in held:
        return "imported, or made as the module runs"
    if name.replace("::", ".") not in held:
        return "inherited from a class of another file, or made as the class is"
    return "?"


def compare(path: Path, python: str, arguments: Sequence[str]) -> Sides:
    """The tests of both sides, of a repository that is cloned, adopted and left alone."""
    before = os.getcwd()
    with tempfile.TemporaryDirectory(prefix="archhook-collected-") as folder:
        scratch = GitRepo.clone(path.resolve(), Path(folder) / path.resolve().name)
        found, told = collect(scratch.path, python, arguments)
        os.chdir(scratch.path)
        try:
            said = io.StringIO()
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                code = archhook(["init"])
            if code:
                raise RuntimeError(f"init: {said.getvalue()}")
            scratch.run("add", "-A")
            seen = open_state(Request(str(scratch.path)))
            there = declared(seen)
            whole = {one.partition("::")[0] for one in there}
            reasons = {
                one: why(seen, one) + ", in a file that is declared" * (one.partition("::")[0] in whole)
                for one in found - there
            }
            run = {one.partition("::")[0] for one in found}
            reasons |= {one: NOT_RUN for one in there - found if one.partition("::")[0] not in run}
            seen.close()
        finally:
            os.chdir(before)
    return Sides(found, there, told, reasons)


def report(name: str, sides: Sides) -> Iterable[str]:
    """What there is to tell of one repository."""
    more, less = sides.pytest - sides.declared, sides.declared - sides.pytest
    counts = f"pytest {len(sides.pytest)}, declared {len(sides.declared)}"
    yield f"{name}: {counts}, only pytest {len(more)}, only declared {len(less)}"
    for title, ids in (("only pytest", more), ("only declared", less)):
        files = Counter((one.partition("::")[0], sides.reasons.get(one, "")) for one in ids)
        for (path, reason), number in sorted(files.items()):
            example = min(one for one in ids if one.startswith(path + "::")).partition("::")[2]
            yield f"  {title}: {number} in {path} ({example}{', ...' * (number > 1)}){': ' * bool(reason)}{reason}"
    yield from (f"  {line}" for line in sides.told.splitlines())


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--python", required=True)
    words = [*(sys.argv[1:] if argv is None else argv)]
    cut = words.index("--") if "--" in words else len(words)
    given = parser.parse_args(words[:cut])
    seal_environment()
    sides = compare(given.path, str(Path(given.python).absolute()), words[cut + 1 :])
    sys.stdout.write("".join(f"{line}\n" for line in report(given.path.name, sides)))
    return int(any(reason == "?" for reason in sides.reasons.values()))


if __name__ == "__main__":
    sys.exit(main())
