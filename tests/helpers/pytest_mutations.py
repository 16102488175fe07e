"""Seeded changes to what pytest is told: its files come, go, change, cannot be read, hide each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.model.config import PYTEST_FILES

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

SETTINGS = (
    "",
    "python_functions = load_* extra",
    "python_functions = no",
    "python_classes = Extra Chat",
    "python_classes = *s",
    "python_files = *.py",
    "python_files = */test_*1*.py *0*.py",
    "python_files =\n    test_[!n]*.py",
    "testpaths = tests/unit",
    "testpaths = nowhere",
    "testpaths = tools t*/[i-u]*",
    "testpaths = tools\npython_files = fresh*.py",
    "addopts = -q",
    "python_files = 'open",
)
"""What stands in a section of an ini file."""
OWN = tuple(name for name in PYTEST_FILES if name != "pyproject.toml")


class PytestMutator:
    """Changes the configuration of pytest in a checkout."""

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        self.scratch = scratch
        self.chance = chance
        self.kinds: tuple[Callable[[], str], ...] = (
            *[self.tell, self.astray] * 4, *[self.drop] * 2, self.link,
        )  # fmt: skip

    def _there(self) -> list[str]:
        return [name for name in OWN if (self.scratch.path / name).is_file()]

    def _writable(self, name: str) -> bool:
        return not (self.scratch.path / name).is_symlink() and not (self.scratch.path / name).is_dir()

    def tell(self) -> str:
        """A file says something, most often one that is there already."""
        there = self._there()
        name = self.chance.choice(there if there and self.chance.random() < 0.6 else OWN)
        text = self.chance.choice(SETTINGS)
        if name.endswith(".toml"):
            text = _as_toml(text)
        head = "[tool:pytest]" if name == "setup.cfg" else "[pytest]"
        new = self.chance.choice((f"{head}\n{text}\n",) * 5 + ("", "[other]\n"))
        if self.chance.random() < 0.03:
            new += "broken"
        if not self._writable(name):
            return ""
        self.scratch.write(name, new)
        return f"{name} {new!r}"

    def drop(self) -> str:
        """A file goes."""
        there = self._there()
        if not there:
            return ""
        name = self.chance.choice(there)
        (self.scratch.path / name).unlink()
        return name

    def astray(self) -> str:
        """`testpaths` are set that lead nowhere, and a test that nobody declares lies elsewhere; then a file comes to
        where they lead, or goes from there.
        """
        stray = "tools/test_stray.py"
        if self._writable(OWN[0]) and self._free(stray):
            self.scratch.write(stray, "def test_stray():\n    pass\n")
            self.scratch.write(OWN[0], "[pytest]\ntestpaths = ['nowhere']\n")
            return f"{OWN[0]} {stray}"
        path = self.chance.choice(("nowhere/data.txt", "tools/data.txt", "nowhere/test_there.py"))
        file = self.scratch.path / path
        if file.is_file() and not file.is_symlink():
            file.unlink()
        elif self._free(path):
            self.scratch.write(path, "def test_there():\n    pass\n")
        else:
            return ""
        return path

    def _free(self, path: str) -> bool:
        file = self.scratch.path / path
        if file.exists() or file.is_symlink():
            return False
        return not any(one.is_symlink() or one.is_file() for one in file.parents)

    def link(self) -> str:
        """A file becomes a link, or what was one goes."""
        name = self.chance.choice(("tox.ini", "pytest.ini"))
        file = self.scratch.path / name
        if file.is_symlink():
            file.unlink()
        elif self.chance.random() < 0.1 and not file.is_dir():
            file.unlink(missing_ok=True)
            file.symlink_to("setup.cfg")
        else:
            return ""
        return name


def _as_toml(text: str) -> str:
    """The lines of an ini file as TOML: what cannot be read stays so."""
    joined = text.replace("\n    ", " ").replace("= ", "=")
    rows = (line.partition("=") for line in joined.split("\n") if line)
    return "\n".join(f"{name} = {value.split()!r}" for name, _, value in rows)
