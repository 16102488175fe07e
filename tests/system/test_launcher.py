"""The script that starts archhook: by the right interpreter, and before any module that PYTHONPATH names."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.synthetic import project

from archhook import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import GitRepo

ROOT = Path(__file__).parents[2]
LAUNCHER = ROOT / "archhook" / "launcher"
SCRIPTS = ("archhook", "archhook-python")
# What the interpreter itself imports before a script's first line is among them.
PLANTED = (
    "re", "json", "os", "sys", "site", "encodings", "encodings_x", "sitecustomize", "usercustomize", "codecs", "ast",
    "archhook", "sqlite3", "enum", "select", "zlib", "git", "networkx", "typing", "subprocess", "hashlib",
)  # fmt: skip


def installed(folder: Path, interpreter: str = sys.executable) -> Path:
    """The scripts as an installer leaves them in a folder: `#!python` has become the interpreter's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCRIPTS:
        content = (LAUNCHER / name).read_text()
        (folder / name).write_text(content.replace("#!python\n", f"#!{interpreter}\n"))
        (folder / name).chmod(0o755)
    return folder / "archhook"


def run(cwd: Path, *command: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**os.environ, **env}, stdin=subprocess.DEVNULL,
        capture_output=True, encoding="utf-8", check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture
def trapped(git_repo: Callable[..., GitRepo], tmp_path: Path) -> GitRepo:
    """A sound project in which every module that might be imported is planted, each to leave a trace."""
    repo = git_repo()
    trap = f"open({str(tmp_path / 'was-imported')!r}, 'a').write(__name__ + ' ')\n"
    files = {f"{name}.py": trap for name in PLANTED} | {f"{name}/__init__.py": trap for name in ("encodings", "rich")}
    excluded = "".join(f'"/{name.partition("/")[0]}", ' for name in files)
    repo.commit("start", files=project(5) | files | {"archhook.toml": f"exclude = [{excluded}]\n"})
    return repo


def harmless(repo: GitRepo, archhook: Path, trace: Path) -> None:
    """Nothing planted runs, whatever PYTHONPATH says, and the verdict is what it is without."""
    commands = (("check",), ("check", "--range", "HEAD..HEAD"), ("hook", "pre-commit"), ("list",), ("--version",))
    for named in (".", str(repo.path), f"/nowhere{os.pathsep}.{os.pathsep}{repo.path}", f"{os.pathsep}."):
        for arguments in commands:
            done = run(repo.path, archhook, *arguments, PYTHONPATH=named)
            assert not trace.exists(), (named, arguments, trace.read_text())
            assert done.returncode == 0, (named, arguments, done.stderr)


def test_what_pythonpath_names_is_not_imported(trapped: GitRepo, tmp_path: Path) -> None:
    harmless(trapped, installed(tmp_path / "bin"), tmp_path / "was-imported")


def test_what_pythonpath_names_is_there_for_what_archhook_starts_and_for_its_own_packages(tmp_path: Path) -> None:
    archhook = installed(tmp_path / "bin")
    show = "import os, sys; print(os.environ['PYTHONPATH'], 'ARCHHOOK_PYTHONPATH' in os.environ, sys.path[-1])"
    package = tmp_path / "elsewhere" / "archhook" / "cli"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(f"def entry():\n    {show}\n")
    alone = venv_without_packages(tmp_path / "empty")
    installed(archhook.parent, str(alone))
    done = run(tmp_path, archhook, PYTHONPATH="elsewhere")  # as after `pip install --target elsewhere`
    assert done.stdout.split() == ["elsewhere", "False", str(tmp_path / "elsewhere")], done.stderr


def venv_without_packages(folder: Path) -> Path:
    venv.create(folder, symlinks=True)
    return folder / "bin" / "python"


@pytest.mark.parametrize("name", ["with a space", "quote's and $HOME", "x" * 200])
def test_an_environment_may_lie_anywhere(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / ("y" * 100) / "bin"
    folder.mkdir(parents=True)
    interpreter = folder / "python"
    interpreter.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')  # a link would find no module there
    interpreter.chmod(0o755)
    archhook = installed(folder, str(interpreter))
    done = run(tmp_path, archhook, "--version")
    assert (done.returncode, done.stdout) == (0, f"archhook {__version__}\n"), done.stderr


def test_an_installer_may_write_a_first_line_of_its_own(tmp_path: Path) -> None:
    archhook = installed(tmp_path / "bin")
    main = archhook.with_name("archhook-python")
    body = main.read_text().partition("\n")[2]
    for first in (f"#!/bin/sh\n'''exec' '{sys.executable}' \"$0\" \"$@\"\n' '''", f"#!{sys.executable} -sP"):
        main.write_text(f"{first}\n{body}")
        done = run(tmp_path, archhook, "--version")
        assert (done.returncode, done.stdout) == (0, f"archhook {__version__}\n"), done.stderr


def test_it_is_found_by_links_and_by_name(tmp_path: Path) -> None:
    archhook = installed(tmp_path / "there" / "bin")
    (tmp_path / "first").symlink_to("there/bin/archhook")
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps" / "archhook").symlink_to(tmp_path / "first")
    path = os.environ["PATH"]
    for cwd, command, before in (
        (tmp_path, (tmp_path / "first",), ""),
        (tmp_path, ("./first",), ""),
        (tmp_path, ("archhook",), f"{tmp_path / 'apps'}:"),
        (tmp_path, ("sh", "there/bin/archhook"), ""),
        (archhook.parent, ("sh", "archhook"), ""),
    ):
        done = run(cwd, "/usr/bin/env", *command, "rule", "INV403", "--format", "json", PATH=before + path)
        assert (done.returncode, '"code": "INV403"' in done.stdout) == (0, True), (command, done.stderr)


def test_half_an_installation_is_no_verdict(tmp_path: Path) -> None:
    archhook = installed(tmp_path / "bin")
    archhook.with_name("archhook-python").unlink()
    done = run(tmp_path, archhook, "check")
    assert (done.returncode, done.stdout) == (127, "")


@pytest.mark.slow
@pytest.mark.parametrize("how", ["wheel", "source distribution", "editable"])
def test_it_is_what_pip_installs(trapped: GitRepo, tmp_path: Path, how: str) -> None:
    pytest.importorskip("hatchling", reason="pip install archhook[test]")
    if how == "editable":
        pytest.importorskip("editables", reason="hatchling asks for it where it builds by itself")
    source = tmp_path / "source"
    source.mkdir()
    shutil.copytree(ROOT / "archhook", source / "archhook", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    place = tmp_path / "a place"
    venv.create(place, symlinks=True, with_pip=True)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "what-it-needs.pth").write_text("".join(f"{path}\n" for path in sys.path if "site-packages" in path))
    what = ["-e", str(source)] if how == "editable" else [str(source)]
    if how != "editable":
        target = "wheel" if how == "wheel" else "sdist"
        build = (sys.executable, "-m", "hatchling", "build", "-t", target, "-d", tmp_path / "dist")
        assert run(source, *build).returncode == 0
        what = [str(next((tmp_path / "dist").iterdir()))]
    pip = (place / "bin" / "python", "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-build-isolation")
    done = run(tmp_path, *pip, *what)
    assert done.returncode == 0, done.stderr
    harmless(trapped, place / "bin" / "archhook", tmp_path / "was-imported")
