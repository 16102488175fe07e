"""Seeded changes to a governed project in a work tree: most of them break a law, many mend what an earlier one broke.

A clean history proves nothing about a checker: it has no findings that could be lost. These changes make findings,
move them, and take them away again. They know nothing of the project but that it has a ledger and Python files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.exemption_mutations import ExemptionMutator
from helpers.figure_mutations import FigureMutator
from helpers.git_repo import GitRepo
from helpers.inject import ledger_files
from helpers.ledger_mutations import LedgerMutator
from helpers.option_mutations import change_option
from helpers.pytest_mutations import PytestMutator

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

ADDED = re.compile(r"extra_|EXTRA_|Extra|\(unittest\.")
"""What some of the changes below leave in a file."""
MARKED = re.compile(r"\n\w+\.__test__ = False\n")
"""What makes a test none."""
COMMON = (("code", "ledger", "exemptions", "figures", "pytest"), (8, 8, 3, 3, 2))
"""What is changed, and how often, whatever somebody is at."""
BROKEN = ("def (:\n", "total = (1,\n", "\treturn\n", "x = 1 +\n")
"""What makes a file one that is not Python, each in its own way."""


class Mutator:
    """Changes one project, step by step; the same seed changes it in the same way."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.scratch = GitRepo(root)
        self.chance = chance
        self.deleted: dict[str, str] = {}
        self.last = ""
        self.theme = "code"
        self.exempting = ExemptionMutator(self.scratch, chance)
        self.families: dict[str, tuple[Callable[[], str], ...]] = {
            "code": (
                *[self.blank_line] * 8, *[self.change_bases, self.break_syntax] * 4,
                *[self.readd, self.add_symbol, self.change_option] * 3,
                *[self.rename_symbol, self.swap, self.rename, self.delete, self.symlink] * 2,
                self.copy, self.drop_init, self.comment, self.undeclared_file, self.mode,
                self.test_function, self.test_class, *[self.mark] * 6, *[self.hollow] * 4, self.reset,
            ),
            "ledger": LedgerMutator(self.scratch, chance).kinds,
            "exemptions": self.exempting.kinds,
            "figures": FigureMutator(self.scratch, chance).kinds,
            "pytest": (*PytestMutator(self.scratch, chance).kinds, *[self.mark] * 4),
        }  # fmt: skip

    def step(self) -> str:
        """Makes one change and tells which. One that finds nothing to change is followed by another.

        Whoever works on a thing stays with it for a while: only changes that meet show what one of them forgot.
        """
        while True:
            if self.chance.random() < 0.15:
                self.theme = self.chance.choice(sorted(self.families))
            family = self.theme if self.chance.random() < 0.4 else self.chance.choices(*COMMON)[0]
            kind = self.chance.choice(self.families[family])
            what = kind()
            if what:
                return f"{kind.__name__}: {what}"

    def _files(self) -> list[str]:
        ledger = ledger_files(self.scratch)
        return [path for path in self.scratch.paths("*.py") if path not in ledger]

    def _pick(self, *, tests: bool = False) -> str:
        files = [
            path
            for path in self._files()
            if not path.endswith("__init__.py") and (not tests or path.rpartition("/")[2].startswith("test_"))
        ]
        if self.last not in files or self.chance.random() < 0.6:  # what is found in a file is moved by a second change
            self.last = self.chance.choice(files) if files else ""
        return self.last

    def _edit(self, path: str, edit: Callable[[str], str]) -> str:
        if not path:
            return ""
        before = self.scratch.read(path)
        after = edit(before)
        if after == before:
            return ""
        self.scratch.write(path, after)
        return path

    def _remove(self, path: str) -> None:
        self.deleted[path] = self.scratch.read(path)
        (self.scratch.path / path).unlink()

    def _free(self, path: str) -> bool:
        """Whether a file can be written at a path: nothing is there, and nothing but folders above it."""
        file = self.scratch.path / path
        if file.exists() or file.is_symlink():
            return False
        above = [parent for parent in file.parents if parent.is_relative_to(self.scratch.path)]
        return not any(parent.is_symlink() or parent.is_file() for parent in above)

    def delete(self) -> str:
        path = self._pick()
        if path:
            self._remove(path)
        return path

    def readd(self) -> str:
        paths = sorted(self.deleted)
        path = self.chance.choice(paths) if paths else ""
        if not path or not self._free(path):
            return ""
        self.scratch.write(path, self.deleted.pop(path))
        return path

    def rename(self) -> str:
        path = self._pick()
        folder, _, name = path.rpartition("/")
        names = (f"moved{self.chance.randrange(100)}.py", f"test_moved{self.chance.randrange(9)}.py", name + ".txt")
        target = (folder and folder + "/") + self.chance.choice(names)
        if not path or not self._free(target):
            return ""
        text = self.scratch.read(path)
        self._remove(path)
        self.scratch.write(target, text)
        return f"{path} -> {target}"

    def swap(self) -> str:
        one, other = self._pick(), self._pick()
        if one == other:
            return ""
        texts = self.scratch.read(one), self.scratch.read(other)
        self.scratch.write(one, texts[1])
        self.scratch.write(other, texts[0])
        return f"{one} <-> {other}"

    def copy(self) -> str:
        """One blob at two paths."""
        source, target = self._pick(), self._pick()
        folder = target.rpartition("/")[0]
        fresh = (folder and folder + "/") + f"copied{self.chance.randrange(9)}.py"
        target = self.chance.choice((target, fresh))
        if not source or source == target or not (target != fresh or self._free(fresh)):
            return ""
        self.scratch.write(target, self.scratch.read(source))
        return f"{source} => {target}"

    def drop_init(self) -> str:
        inits = [path for path in self._files() if path.endswith("__init__.py")]
        if not inits:
            return ""
        path = self.chance.choice(inits)
        self._remove(path)
        return path

    def blank_line(self) -> str:
        """At the top, most often of a file in which an earlier change may have left a finding: it moves."""
        added = [path for path in self._files() if ADDED.search(self.scratch.read(path))]
        path = self.chance.choice(added) if added and self.chance.random() < 0.7 else self._pick()
        return self._edit(path, lambda text: "\n" + text)

    def comment(self) -> str:
        return self._edit(self._pick(), lambda text: text + "# a remark\n")

    def rename_symbol(self) -> str:
        path = self._pick()
        names = re.findall(r"^(?:async )?(?:def|class) (\w+)", self.scratch.read(path), re.MULTILINE) if path else []
        if not names:
            return ""
        name = self.chance.choice(names)
        new = name.removesuffix("x") if name.endswith("xx") else f"{name}x"
        return self._edit(path, lambda text: re.sub(rf"\b{name}\b", new, text))

    def add_symbol(self) -> str:
        number = self.chance.randrange(3)
        added = (
            f"\n\ndef extra_{number}():\n    pass\n",
            f"\nEXTRA_{number} = 1\n",
            f"\n\nclass Extra{number}:\n    x = 1\n",
        )
        return self._edit(self._pick(), lambda text: text + self.chance.choice(added))

    def test_function(self) -> str:
        added = f"\n\ndef test_extra_{self.chance.randrange(3)}():\n    pass\n"
        return self._edit(self._pick(tests=True), lambda text: toggled(text, added))

    def hollow(self) -> str:
        """A test that is there is emptied or skipped, or holds something again; no symbol comes or goes."""
        path = self._pick(tests=True)
        bodies = re.findall(r"^def test_\w+\(\):\n    .*\n", self.scratch.read(path), re.MULTILINE) if path else []
        if not bodies:
            return ""
        old = self.chance.choice(bodies)
        body = self.chance.choice(("pass", "assert str(1)", "pytest.skip()", "self.skipTest('x')"))
        new = f"{old.splitlines()[0]}\n    {body}\n"
        return self._edit(
            path, lambda text: ("" if "import pytest" in text else "import pytest\n") + text.replace(old, new, 1)
        )

    def test_class(self) -> str:
        """A class whose methods are tests by its base alone."""
        added = "\n\nclass Chat(unittest.TestCase):\n    def test_said(self):\n        pass\n"
        return self._edit(self._pick(tests=True), lambda text: text if "class Chat(" in text else text + added)

    def change_bases(self) -> str:
        """Methods become tests, or cease to be, by the bases of their class; no symbol comes or goes."""
        with_cases = [path for path in self._files() if "TestCase)" in self.scratch.read(path)]
        with_plain = [path for path in self._files() if "(unittest.Plain)" in self.scratch.read(path)]
        if with_plain and (not with_cases or self.chance.random() < 0.5):
            path = self.chance.choice(with_plain)
            return self._edit(path, lambda text: text.replace("(unittest.Plain)", "(unittest.TestCase)"))
        path = self.chance.choice(with_cases) if with_cases else ""
        return self._edit(path, lambda text: re.sub(r"\((?:unittest\.)?TestCase\)", "(unittest.Plain)", text))

    def mark(self) -> str:
        """A test becomes none by what the file says of it, or is one again; no symbol comes or goes."""
        tests = {
            path: names
            for path in self._files()
            if path.rpartition("/")[2].startswith("test_")
            and (names := re.findall(r"^def (test_\w+)\(", self.scratch.read(path), re.MULTILINE))
        }
        if not tests:
            return self._edit(self._pick(tests=True), lambda text: text + "\n\ndef test_extra_0():\n    pass\n")
        path = self.last if self.last in tests else self.chance.choice(sorted(tests))
        marked = MARKED.findall(self.scratch.read(path))
        if marked and self.chance.random() < 0.6:
            gone = self.chance.choice(marked)
            return self._edit(path, lambda text: text.replace(gone, "", 1))
        mark = f"\n{self.chance.choice(tests[path])}.__test__ = False\n"
        return self._edit(path, lambda text: text if mark in text else text + mark)

    def undeclared_file(self) -> str:
        folders = sorted({path.rpartition("/")[0] for path in self._files()} | {"tests/unit", "tools"})
        name = f"{self.chance.choice(['test_new', 'fresh'])}{self.chance.randrange(5)}.py"
        path = f"{self.chance.choice(folders)}/{name}".lstrip("/")
        if not self._free(path):
            return ""
        self.scratch.write(path, "def test_fresh():\n    pass\n\n\ndef load_1():\n    pass\n")
        return path

    def break_syntax(self) -> str:
        """A file that is Python becomes one that is not; one that is not is mended, or broken in another way."""
        paths = [path for path in self._files() if self.scratch.read(path).endswith(BROKEN)]
        if not paths or self.chance.random() < 0.4:
            return self._edit(self._pick(), lambda text: toggled(text, BROKEN[0]))
        other = self.chance.choice(("", *BROKEN))
        return self._edit(self.chance.choice(paths), lambda text: text[: -len(_ending(text))] + other)

    def symlink(self) -> str:
        """A file becomes a link, or a link the file that it was."""
        links = [path for path in sorted(self.deleted) if (self.scratch.path / path).is_symlink()]
        if links and self.chance.random() < 0.6:
            path = self.chance.choice(links)
            (self.scratch.path / path).unlink()
            self.scratch.write(path, self.deleted.pop(path))
            return path
        path = self._pick()
        if not path:
            return ""
        self._remove(path)
        (self.scratch.path / path).symlink_to("__init__.py")
        return path

    def mode(self) -> str:
        path = self._pick()
        if not path:
            return ""
        file = self.scratch.path / path
        file.chmod(file.stat().st_mode ^ 0o111)
        return path

    def change_option(self) -> str:
        """Another [tool.archhook]; at times it concerns the folder of a file."""
        return change_option(self.scratch, self.chance, self._pick().rpartition("/")[0] or "src")

    def reset(self) -> str:
        """A file, or all that git tracks, as it was committed."""
        changed = [path for path in self.scratch.run("diff", "--name-only", "-z", "HEAD", "--").split("\0") if path]
        if not changed:
            return ""
        path = self.chance.choice(changed)
        done = self.scratch.git("checkout", "-q", "HEAD", "--", path, check=False)
        return "" if done.returncode else path


def _ending(text: str) -> str:
    return next(broken for broken in BROKEN if text.endswith(broken))


def toggled(text: str, ending: str) -> str:
    """The text with an ending, or without it where it ends so."""
    return text.removesuffix(ending) if text.endswith(ending) else text + ending
