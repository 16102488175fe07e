"""The script that starts archhook: by the right interpreter, which takes no module from where the environment says."""

from __future__ import annotations

import importlib.util
import json
import os
import py_compile
import shutil
import signal
import subprocess
import sys
import venv
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.files import copy_source
from helpers.synthetic import project

from archhook import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

ROOT = Path(__file__).parents[2]
LAUNCHER = ROOT / "archhook" / "cli" / "launcher"
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


WATCH = """\
import json, os, sys

def note(event, arguments):
    if event == "import":
        line = json.dumps([arguments[0], [place for place in arguments[2] or () if isinstance(place, str)]]) + "\\n"
        os.write(log, line.encode())

log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
sys.addaudithook(note)
"""
COMMANDS = (
    ("check",), ("check", "--staged"), ("check", "--range", "HEAD..HEAD"), ("check", "--format", "sarif"), ("budget",),
    ("why", "T-0"), ("hook", "pre-commit"), ("cache", "info"), ("cache", "clear"), ("diff", "HEAD..HEAD"), ("graph",),
    ("report",), ("sync", "--diff"), ("sync", "--renumber", "--base", "HEAD", "--diff"), ("init", "--dry-run"),
    ("install", "--git"), ("prime",), ("mcp",),
)  # fmt: skip


def test_no_module_is_looked_for_where_the_environment_says(trapped: GitRepo, tmp_path: Path) -> None:
    """Python tells of each module that it looks for, and where; also of those that are imported where there are any."""
    alone = venv_without_packages(tmp_path / "watched")
    (packages,) = (tmp_path / "watched").glob("lib/python*/site-packages")
    (packages / "what-it-needs.pth").write_text("".join(f"{path}\n" for path in [str(ROOT), *sys.path] if path))
    log = tmp_path / "log"
    (packages / "sitecustomize.py").write_text(WATCH.format(log=str(log)))
    archhook = installed(tmp_path / "bin", str(alone))
    seen: set[str] = set()
    for number, command in enumerate(COMMANDS):
        place = str(trapped.path) if number % 2 else "."
        run(trapped.path, archhook, *command, PYTHONPATH=place, PYTHONUSERBASE=place)
        for name, places in map(json.loads, log.read_text().splitlines()):
            seen.add(name)
            inside = [one for one in places if Path(one).resolve().is_relative_to(trapped.path)]
            assert not inside, (command, name, inside)
        log.unlink()
    assert {"diskcache", "django", "libcst"} <= seen  # django: by diskcache, where there is one


def test_no_variable_of_the_environment_has_code_run(git_repo: Callable[..., GitRepo], tmp_path: Path) -> None:
    repo = git_repo()
    trace = tmp_path / "was-imported"
    trap = f"open({str(trace)!r}, 'a').write(__name__)\n"
    packages = f"lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    files = {"planted.py": trap, "django/__init__.py": trap, f"{packages}/usercustomize.py": trap}
    files[f"{packages}/planted.pth"] = f"import sys; {trap}"
    files["lib/" + Path(os.__file__).parent.name + "/encodings/__init__.py"] = trap
    repo.commit("start", files=project(5) | files | {"archhook.toml": 'exclude = ["planted.py", "django/", "lib/"]\n'})
    spec = importlib.util.find_spec("diskcache.core")
    assert spec and spec.origin
    for module in (spec.origin, str(ROOT / "archhook/cli/main.py"), str(ROOT / "archhook/errors.py")):
        compiled = importlib.util.cache_from_source(module).rsplit("/__pycache__/", 1)
        target = Path(f"{repo.path}/compiled{compiled[0]}/{compiled[1]}")
        py_compile.compile(
            str(repo.path / "planted.py"), str(target), invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
    archhook = installed(tmp_path / "bin")
    for name, value in {
        "PYTHONPATH": ".", "PYTHONHOME": ".", "PYTHONUSERBASE": ".", "PYTHONPYCACHEPREFIX": "compiled",
        "PYTHONWARNINGS": "default::planted.X", "PYTHONBREAKPOINT": "planted.x", "PYTHONSTARTUP": "planted.py",
        "PYTHONINSPECT": "1", "PYTHONPLATLIBDIR": "../lib",
    }.items():  # fmt: skip
        for also in ({}, {"PYTHONPATH": str(repo.path)}):
            shutil.rmtree(repo.path / ".git/archhook", ignore_errors=True)
            done = run(repo.path, archhook, "check", **{name: value, **also})
            assert not trace.exists(), (name, trace.read_text())
            assert done.returncode == 0, (name, done.stderr)


def test_who_calls_the_entry_has_no_module_of_the_repository_run_either(
    git_repo: Callable[..., GitRepo], tmp_path: Path
) -> None:
    """As on Windows: Python itself has started by then, so that nothing is planted here that it imports."""
    repo = git_repo()
    trace = tmp_path / "was-imported"
    trap = f"open({str(trace)!r}, 'a').write(__name__)\n"
    files = project(5) | {"django/__init__.py": trap, "archhook.toml": 'exclude = ["django/"]\n'}
    repo.commit("start", files=files)
    calls = "from archhook.cli.main import entry; entry()"
    for named in (".", f"{repo.path}{os.pathsep}/nowhere"):
        shutil.rmtree(repo.path / ".git/archhook", ignore_errors=True)
        done = run(repo.path, sys.executable, "-c", calls, "check", PYTHONPATH=named)
        assert (done.returncode, trace.exists()) == (0, False), done.stderr


@pytest.mark.parametrize("how", ["--target", "--user", "--home"])
def test_what_is_not_among_the_modules_of_the_interpreter_lies_by_the_script(tmp_path: Path, how: str) -> None:
    show = "import os, sys; print(os.environ['PYTHONPATH'], sys.path[-1])"
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    below = {"--target": "", "--user": f"lib/{version}/site-packages", "--home": "lib/python"}[how]
    package = tmp_path / "elsewhere" / below / "archhook" / "cli"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "main.py").write_text(f"def entry():\n    {show}\n")
    archhook = installed(tmp_path / "elsewhere" / "bin", str(venv_without_packages(tmp_path / "empty")))
    done = run(tmp_path, archhook, PYTHONPATH="anywhere")
    assert done.stdout.split() == ["anywhere", str(package.parents[1])], done.stderr


def test_an_interrupt_while_modules_are_imported_is_no_finding(tmp_path: Path) -> None:
    """A traceback would end in exit code 1."""
    package = tmp_path / "elsewhere" / "archhook" / "cli"
    package.mkdir(parents=True)
    (package.parent / "__init__.py").touch()
    (package / "__init__.py").touch()
    (package / "main.py").write_text("import time\nprint('importing', flush=True)\ntime.sleep(60)\n")
    archhook = installed(tmp_path / "elsewhere" / "bin", str(venv_without_packages(tmp_path / "empty")))
    # The tests may run where the shell has interrupts ignored, as it does for what runs in the background.
    default = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen([archhook], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=default) as process:
        assert process.stdout and process.stdout.readline() == b"importing\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"archhook: interrupted\n")


def test_an_interrupt_while_python_looks_for_modules_is_no_finding(tmp_path: Path) -> None:
    """What lies among the modules runs while Python starts, before a line of the launcher's has."""
    python = venv_without_packages(tmp_path / "empty")
    (modules,) = (tmp_path / "empty").glob("lib/python*/site-packages")
    (modules / "slow.pth").write_text("import time; print('starting', flush=True); time.sleep(60)\n")
    archhook = installed(tmp_path / "bin", str(python))
    default = partial(signal.signal, signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen([archhook], stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=default) as process:
        assert process.stdout and process.stdout.readline() == b"starting\n"
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (130, b"archhook: interrupted\n")


def test_archhook_that_is_not_found_is_no_verdict(trapped: GitRepo, tmp_path: Path) -> None:
    archhook = installed(tmp_path / "bin", str(venv_without_packages(tmp_path / "empty")))
    done = run(trapped.path, archhook, "check", PYTHONPATH=f".{os.pathsep}{trapped.path}")
    assert (done.returncode, done.stdout) == (2, "")
    assert "has no module 'archhook'" in done.stderr
    assert not (tmp_path / "was-imported").exists()


def test_what_python_is_told_of_encodings_and_of_bytecode_holds(tmp_path: Path) -> None:
    show = "print(sys.flags.utf8_mode, sys.stdout.encoding, sys.stderr.encoding, sys.dont_write_bytecode)"
    package = tmp_path / "archhook" / "cli"
    package.mkdir(parents=True)
    (package / "main.py").write_text(f"import sys\ndef entry():\n    {show}\n")
    archhook = installed(tmp_path / "bin", str(venv_without_packages(tmp_path / "empty")))
    told = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "latin-1:replace", "PYTHONDONTWRITEBYTECODE": "1"}
    assert run(tmp_path, archhook, **told).stdout.split() == ["1", "latin-1", "latin-1", "True"]
    told = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "no-such-thing", "PYTHONDONTWRITEBYTECODE": "", "LC_ALL": "C.UTF-8"}
    assert run(tmp_path, archhook, **told).stdout.split() == ["0", "utf-8", "utf-8", "False"]


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
    for first in (
        f"#!/bin/sh\n'''exec' '{sys.executable}' \"$0\" \"$@\"\n' '''",
        f"#!/bin/sh\n'''exec' \"{sys.executable}\" -sP \"$0\" \"$@\"\n' '''",
        f"#!/bin/sh\n'''exec' {sys.executable} \"$0\" \"$@\"\n' '''",
        f"#!{sys.executable} -sP",
        f"#!/usr/bin/env {sys.executable}",
        f"#!/usr/bin/env -S {sys.executable} -sP",
    ):
        main.write_text(f"{first}\n{body}")
        done = run(tmp_path, archhook, "--version", PYTHONPATH=".", PYTHONPYCACHEPREFIX=".")
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
    source = copy_source(tmp_path / "source")
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
