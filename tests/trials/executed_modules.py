"""Compares the tests that `archhook impact --tests` names for each module with those whose run really loads it.

    python tests/trials/executed_modules.py PATH --python PATH/TO/python [--most 100] [-- -p no:randomly ...]

`--python` is an interpreter with pytest and all that the project's tests import. The repository is cloned to a
temporary folder and `archhook init` adopts it there. Each test file is run by a pytest of its own, with what stands
after `--`, and says which files of the project were loaded in the end; `archhook impact MODULE --tests` is asked about
each module. Tests that load a module and are not named are printed, unless archhook said of them that they start
processes or run files that import what only a run can tell. The exit code is 1 where there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from helpers.git_repo import GitRepo, seal_environment  # noqa: E402

from archhook.cli.main import main as archhook  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PLUGIN = """
import json, os, sys

def pytest_sessionfinish(session):
    root = os.getcwd() + os.sep
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    found = sorted({os.path.realpath(one)[len(root):] for one in files if os.path.realpath(one).startswith(root)})
    with open(os.environ["LOADED"], "w") as out:
        json.dump(found, out)
"""
SECONDS = 300


class Comparison(NamedTuple):
    """Of one module: the test files that load it, those that archhook names, and what it says besides."""

    module: str
    loading: frozenset[str]
    named: frozenset[str]
    told: frozenset[str]  # test files of which archhook says that they start processes
    dynamic: bool  # whether archhook says that other tests run what imports more than statements say

    @property
    def missing(self) -> frozenset[str]:
        """The test files that load it, and of which nothing is said."""
        return frozenset() if self.dynamic else self.loading - self.named - self.told

    @property
    def untold(self) -> frozenset[str]:
        """The test files that load it and are not named, whatever else is said of them."""
        return self.loading - self.named


def loaded(root: Path, python: str, test: str, arguments: Sequence[str]) -> frozenset[str]:
    """The files of a project that are loaded when a test file has been run."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "loaded_files.py").write_text(PLUGIN)
        out = Path(folder) / "loaded.json"
        path = os.pathsep.join([folder, str(root / "src"), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = {**os.environ, "PYTHONPATH": path, "LOADED": str(out), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [python, "-m", "pytest", "-q", "-p", "loaded_files", "-p", "no:cacheprovider", *arguments, test]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False, timeout=SECONDS)
        return frozenset(json.loads(out.read_text())) if out.exists() else frozenset()


def asked(*words: str) -> Any:
    """The JSON document that archhook answers with."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        archhook([*words, "--format", "json", "-q"])
    return json.loads(out.getvalue())


def compare(root: Path, python: str, arguments: Sequence[str], most: int) -> Iterable[Comparison]:
    """The comparison of each module of a repository that is adopted, in the current folder."""
    nodes = asked("list", "--fields", "kind,file")["nodes"]
    tests = sorted({one["file"] for one in nodes if one["kind"] == "test"})
    modules = sorted({one["file"] for one in nodes if one["kind"] == "task" and one["file"].endswith(".py")})
    runs = {test: loaded(root, python, test, arguments) for test in tests}
    inits = {path for files in runs.values() for path in files if path.endswith("__init__.py")}
    for module in sorted({*modules[:most], *inits}):
        answer = asked("impact", module)
        unknown = answer["unknown"]
        yield Comparison(
            module,
            frozenset(test for test, files in runs.items() if module in files),
            frozenset(test.partition("::")[0] for test in answer["tests"]),
            frozenset(unknown["processes"]),
            bool(unknown["dynamic_imports"]),
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the trial; 1 where a test loads a module and archhook says nothing of it."""
    words = list(sys.argv[1:] if argv is None else argv)
    after = words[words.index("--") + 1 :] if "--" in words else []
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--most", type=int, default=1000)
    options = parser.parse_args(words[: words.index("--")] if "--" in words else words)
    seal_environment()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve() / "project"
        scratch = GitRepo.clone(options.path, root)
        with contextlib.chdir(root), contextlib.redirect_stderr(io.StringIO()):
            archhook(["init"])
            scratch.run("add", "-A")
            found = list(compare(root, options.python, after, options.most))
    for one in found:
        for test in sorted(one.untold):
            print(f"{one.module}: {test}{'' if test in one.missing else ' (told)'}")
    loading, named = (sum(len(getattr(one, what)) for one in found) for what in ("loading", "named"))
    missing, untold = (sum(len(getattr(one, what)) for one in found) for what in ("missing", "untold"))
    print(
        f"{len(found)} modules; pairs of module and test: {loading} load, {named} named, {untold} not, {missing} untold"
    )
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
