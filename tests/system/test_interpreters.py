"""`.ci/interpreters`, which runs the quick tests on all that is promised, with interpreters that only say so."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from helpers.files import lay_out

ROOT = Path(__file__).parents[2]
COMMAND = "python3 -m venv .venv && .venv/bin/python -m pytest"
INTERPRETER = """\
#!/bin/sh
case "$*" in
    -Ic*) echo {says};;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python";;
    "-m pytest") echo "{says} in $0"; exit {code};;
esac
"""


def write(place: Path, says: str, code: int = 0) -> Path:
    lay_out(place.parent, {place.name: INTERPRETER.format(says=says, code=code)})
    place.chmod(0o755)
    return place


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A clone in which the quick tests have run on Python 3.11, and which promises two more and one of a far future."""
    folder = tmp_path / "a clone"
    write(folder / ".venv" / "bin" / "python", "3.11")
    (folder / ".ci").mkdir()
    script = folder / ".ci" / "interpreters"
    script.write_bytes((ROOT / ".ci" / "interpreters").read_bytes())
    script.chmod(0o755)
    promised = "".join(f'    "Programming Language :: Python :: 3.{minor}",\n' for minor in (11, 12, 13, 99))
    (folder / "pyproject.toml").write_text(f"[project]\nclassifiers = [\n{promised}]\n")
    return folder


def run(project: Path) -> tuple[int, list[str]]:
    pyenv, bin_ = project.parent / "pyenv", project.parent / "bin"
    bin_.mkdir(exist_ok=True)
    done = subprocess.run(
        [project / ".ci" / "interpreters", COMMAND], capture_output=True, text=True, check=False,
        env={"PATH": f"{bin_}:{os.defpath}", "PYENV_ROOT": str(pyenv)},
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines()


def test_what_is_promised_and_there_is_tested_and_what_is_not_there_is_named(project: Path) -> None:
    write(project.parent / "bin" / "python3.12", "3.12")
    write(project.parent / "pyenv" / "versions" / "3.13.7" / "bin" / "python", "3.13")
    code, said = run(project)
    assert code == 0
    assert said[-2:] == ["the quick tests pass on 3.11 3.12 3.13", "promised, and not on this machine: 3.99"]
    assert [line for line in said if " in " in line] == [
        f"3.{minor} in .venvs/3.{minor}/bin/python" for minor in (12, 13)
    ]


def test_one_that_fails_fails_the_run_and_is_named_last(project: Path) -> None:
    write(project.parent / "bin" / "python3.12", "3.12", code=1)
    write(project.parent / "bin" / "python3.13", "3.13")
    code, said = run(project)
    assert code == 1
    assert said[-3:] == [
        "the quick tests pass on 3.11 3.13",
        "promised, and not on this machine: 3.99",
        "THE QUICK TESTS FAIL ON: 3.12",
    ]


def test_what_is_not_the_version_that_its_name_says_is_passed_over(project: Path) -> None:
    """pyenv puts a name on PATH for every version, which works for those that were chosen."""
    write(project.parent / "bin" / "python3.12", "nothing of use")
    write(project.parent / "bin" / "python3.13", "3.12")
    write(project.parent / "pyenv" / "versions" / "3.12.1" / "bin" / "python", "3.12")
    code, said = run(project)
    assert code == 0
    assert said[-2:] == ["the quick tests pass on 3.11 3.12", "promised, and not on this machine: 3.13 3.99"]


def test_where_one_interpreter_is_all_there_is_it_is_enough(project: Path) -> None:
    assert run(project)[0] == 0


def test_the_package_promises_interpreters() -> None:
    promised = re.findall(r'"Programming Language :: Python :: (3\.\d+)"', (ROOT / "pyproject.toml").read_text())
    assert "3.11" in promised
    assert '.ci/interpreters "$test_command"' in (ROOT / ".ci" / "run").read_text()
