"""The mark [I/O] stands in the docstrings of the modules that touch disk, processes and streams themselves, and of no
others: what is not marked can be read, and called, without a thought of what it does outside.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import archhook

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(archhook.__file__).parent

LIBRARIES = frozenset(
    {
        "_io", "_posixsubprocess", "_signal", "_sqlite3", "asyncio", "ctypes", "curses", "diskcache", "fcntl",
        "fileinput", "getpass", "git", "glob", "grp", "http", "linecache", "logging", "mcp", "mmap", "multiprocessing",
        "pathlib", "platform", "posix", "pty", "pwd", "readline", "resource", "select", "selectors", "shelve", "shutil",
        "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "termios", "tty", "webbrowser", "zipfile",
    }
)  # fmt: skip
"""Whoever imports one of these means to touch something."""

NAMES = {
    "": {"breakpoint", "input", "open", "print"},
    "importlib": {"metadata", "resources"},
    "io": {"FileIO", "open", "open_code"},
    "pkgutil": {"get_data", "iter_modules", "walk_packages"},
    "sys": {"__stderr__", "__stdin__", "__stdout__", "stderr", "stdin", "stdout"},
    "urllib": {"request"},
}
"""Of these the names that touch something; "" for what is built in."""

PURE = {
    "glob": {"escape"},
    "os": {
        "cpu_count", "curdir", "defpath", "devnull", "environ", "extsep", "fsdecode", "fsencode", "fspath", "getpid",
        "linesep", "pardir", "path", "pathsep", "PathLike", "sep", "stat_result", "strerror", "terminal_size",
        "waitstatus_to_exitcode",
    },
    "os.path": {
        "basename", "commonpath", "commonprefix", "dirname", "isabs", "join", "normpath", "relpath", "sep", "split",
        "splitext",
    },
    "pathlib": {"PurePath", "PurePosixPath"},
}  # fmt: skip
"""Of these the names that touch nothing, beside flags such as `O_RDONLY`."""


def touching(tree: ast.Module) -> Iterator[str]:
    """What a module uses to touch disk, processes and streams, blocks for type checkers left out."""
    for node in running(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.partition(".")[0] in LIBRARIES)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{one.name}" for one in node.names if touches(node.module, one.name))
        elif isinstance(node, ast.Attribute):
            holder = ast.unparse(node.value)
            if holder in ("importlib", "io", "os", "os.path", "pkgutil", "sys") and touches(holder, node.attr):
                yield f"{holder}.{node.attr}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and touches("", node.id):
            yield node.id


def touches(module: str, name: str) -> bool:
    """Whether a name of a module touches something."""
    if module in PURE:
        return name not in PURE[module] and not name.startswith(("O_", "POSIX_SPAWN_", "X_OK"))
    return module.partition(".")[0] in LIBRARIES or name in NAMES.get(module, ())


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a tree that are executed: not those under `if TYPE_CHECKING`."""
    yield tree
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            for other in child.orelse:
                yield from running(other)
        else:
            yield from running(child)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_marked_where_it_touches_something_and_nowhere_else(path: Path) -> None:
    tree = ast.parse(path.read_bytes())
    marked = (ast.get_docstring(tree) or "").startswith("[I/O] ")
    used = sorted(set(touching(tree)))
    assert marked or not used, f"it uses {', '.join(used)}: its docstring has to begin with [I/O]"
    assert used or not marked, "it touches nothing itself: no [I/O] at the beginning of its docstring"


@pytest.mark.parametrize(
    "source",
    [
        "open('x')",
        "print()",
        "read = open",
        "import subprocess",
        "from git.cmd import Git",
        "import os\nos.stat('x')",
        "import os\nos.path.exists('x')",
        "from os import getcwd",
        "from os.path import isfile",
        "import sys\nsys.stdout.write('x')",
        "from sys import stdin",
        "from importlib import resources",
        "def f():\n    import sqlite3",
        "from pathlib import Path",
    ],
)
def test_what_touches_something(source: str) -> None:
    assert list(touching(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "import os\nx = os.path.join('a', os.sep), os.O_RDONLY, os.environ",
        "import sys\nsys.version_info",
        "import io\nio.StringIO()",
        "if TYPE_CHECKING:\n    from subprocess import Popen",
        "from pathlib import PurePosixPath",
        "repo.open('x')",
        "from urllib.parse import quote",
    ],
)
def test_what_touches_nothing(source: str) -> None:
    assert not list(touching(ast.parse(source)))
