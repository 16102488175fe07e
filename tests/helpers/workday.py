"""What somebody does to a governed repository on a working day, but for calling archhook.

Each change is drawn by a seeded chance, tells what it did, and says "" where it found nothing to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.files import lay_out
from helpers.inject import ledger_files
from helpers.ledger_mutations import LedgerMutator
from helpers.versioning import Versioning

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEVELS = ("unit", "integration", "system", "acceptance")
BASES = {"Task": "Design", "UnitTest": "Design", "Design": "Requirement", "Requirement": "Intent"}
LINKS = {"Task": "implements", "UnitTest": "verifies", "Design": "satisfies", "Requirement": "derived_from"}
PREFIXES = {"Task": "T", "UnitTest": "UT", "Design": "D", "Requirement": "R"}
FUNCTION = re.compile(r"^(?:async )?def (\w+)\([^\n]*\n(?:(?:[ \t][^\n]*)?\n)*", re.MULTILINE)

MARK = "# made in passing"
"""Stands behind imports that come and go."""


class Workday(Versioning):
    """All that one developer does.

    `sound` and `good`: the text of the ledger, and the commit, when last all was well, which can be gone back to.
    """

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        super().__init__(scratch, chance)
        self.sound = ledger_files(scratch)
        self.good = scratch.run("rev-parse", "HEAD")
        self.coding: tuple[Callable[[], str], ...] = (
            self.new_module, self.new_module, self.new_package, self.new_test, self.new_test, self.rename, self.move,
            self.delete, self.move_function, self.new_function, self.new_function, self.drop_function,
            self.planned_task, self.write_what_is_planned, self.ignored, self.broken_file,
            self.new_import, self.new_import, self.new_import, self.drop_import,
        )  # fmt: skip

    def change(self) -> str:
        """Makes one change to the code, the ledger or the repository and tells which."""
        for _ in range(50):
            family = self.chance.random()
            if family < 0.5:
                kind = self.chance.choice(self.coding)
            elif family < 0.7:
                kind = self.chance.choice((*LedgerMutator(self.scratch, self.chance).kinds, *[self.new_node] * 5))
            else:
                kind = self.chance.choice(self.versioning)
            told = kind()
            if told:
                return f"{kind.__name__}: {told}"
        return "nothing"

    # What the work tree holds

    def files(self, *, tests: bool | None = None) -> list[str]:
        """The Python files beside the ledger; `tests`: only those that are named as tests, or only the others."""
        ledger = ledger_files(self.scratch)
        paths = [path for path in self.scratch.paths("*.py") if path not in ledger]
        return [path for path in paths if tests is None or path.rpartition("/")[2].startswith("test_") == tests]

    def _folder(self) -> str:
        """The folder of some module, with a final slash; "" for the top."""
        folder = self.pick(self.files(tests=False)).rpartition("/")[0]
        return f"{folder}/" if folder else ""

    def _write(self, path: str, text: str) -> str:
        file = self.scratch.path / path
        above = [parent for parent in file.parents if parent.is_relative_to(self.scratch.path)]
        if file.exists() or file.is_symlink() or any(one.is_symlink() or one.is_file() for one in above):
            return ""
        self.scratch.write(path, text)
        return path

    # The code

    def new_module(self) -> str:
        number = self.fresh()
        other = self.pick(self.files(tests=False))
        imported = other.removesuffix(".py").replace("/", ".")
        head = f"import {imported}\n\n" if other and imported.replace(".", "_").isidentifier() else ""
        return self._write(
            f"{self._folder()}fresh_{number}.py",
            f'"""The fresh part {number}."""\n\n{head}LIMIT = {number}\n\n\nclass Fresh:\n    x = 1\n\n\n'
            f"def fresh_{number}():\n    return LIMIT\n",
        )

    def new_package(self) -> str:
        number = self.fresh()
        folder = f"{self._folder()}pack_{number}/"
        self._write(f"{folder}__init__.py", self.chance.choice(("", '"""A pack."""\n', "def made():\n    return 1\n")))
        return self._write(f"{folder}core.py", f"from . import *\n\n\ndef core_{number}():\n    return {number}\n")

    def new_test(self) -> str:
        number, level = self.fresh(), self.chance.choice(LEVELS)
        tested = self.pick(self.files(tests=False)).removesuffix(".py").replace("/", ".")
        folder = "tests/" + self.chance.choice((f"{level}/", ""))
        head = f"import {tested}\n\n\n" if tested.replace(".", "_").isidentifier() else ""
        text = f"{head}def test_it_{number}():\n    assert {number} > 0\n"
        if self.chance.random() < 0.3:
            text += f"\n\nclass TestCase{number}:\n    def test_said(self):\n        assert self\n"
        return self._write(f"{folder}test_fresh_{number}.py", text)

    def rename(self) -> str:
        path = self.pick(self.files())
        folder, _, name = path.rpartition("/")
        new = f"test_again_{self.fresh()}.py" if name.startswith("test_") else f"again_{self.fresh()}.py"
        return self._moved(path, f"{folder}/{new}" if folder else new)

    def move(self) -> str:
        path = self.pick(self.files())
        test = path.rpartition("/")[2].startswith("test_")
        folder = f"tests/{self.chance.choice(LEVELS)}/" if test else self._folder()
        return self._moved(path, folder + path.rpartition("/")[2])

    def _moved(self, path: str, target: str) -> str:
        if not path:
            return ""
        by_git = self.chance.random() < 0.5
        text = self.scratch.read(path)
        if not self._write(target, text):
            return ""
        (self.scratch.path / path).unlink()
        if by_git:
            self.git("add", "-A", "--", path, target)
        return f"{path} -> {target}"

    def delete(self) -> str:
        path = self.pick(self.files())
        if path:
            (self.scratch.path / path).unlink()
        return path

    def new_function(self) -> str:
        path = self.pick(self.files())
        if not path:
            return ""
        test = "test_" if path.rpartition("/")[2].startswith("test_") else ""
        added = self.chance.choice(
            (f"\n\ndef {test}more_{self.fresh()}():\n    return 1\n", f"\nMORE_{self.fresh()} = 1\n")
        )
        self.scratch.write(path, self.scratch.read(path) + added)
        return path

    def _functions(self) -> tuple[str, list[re.Match[str]]]:
        path = self.pick([one for one in self.files() if FUNCTION.search(self.scratch.read(one))])
        return path, [*FUNCTION.finditer(self.scratch.read(path))] if path else []

    def drop_function(self) -> str:
        path, found = self._functions()
        if not found:
            return ""
        one = self.chance.choice(found)
        text = self.scratch.read(path)
        self.scratch.write(path, text[: one.start()] + text[one.end() :])
        return f"{path} {one[1]}"

    def move_function(self) -> str:
        path, found = self._functions()
        test = path.rpartition("/")[2].startswith("test_")
        target = self.pick([other for other in self.files(tests=test) if other != path])
        if not found or not target:
            return ""
        one = self.chance.choice(found)
        text = self.scratch.read(path)
        self.scratch.write(path, text[: one.start()] + text[one.end() :])
        self.scratch.write(target, f"{self.scratch.read(target)}\n\n{one[0]}")
        return f"{path} {one[1]} -> {target}"

    def ignored(self) -> str:
        """A finding is let go by a comment, or a comment stays behind when there is none."""
        path = self.pick(self.files())
        code = self.chance.choice(("INV406", "INV407", "INV405", "TST504"))
        if not path:
            return ""
        self.scratch.write(path, f"# archhook: ignore[{code}] for now\n{self.scratch.read(path)}")
        return f"{path} {code}"

    def new_import(self) -> str:
        """A file imports another one, in one of the ways that there are."""
        path, other = self.pick(self.files(tests=False)), self.pick(self.files())
        module = re.sub(r"^src/|(/__init__)?\.py$", "", other).replace("/", ".")
        if not path or not module.replace(".", "_").isidentifier():
            return ""
        forms = (
            f"import {module}", f"from {module} import *", f"from {module} import gone",
            f"def use():\n    import {module}", f"TYPE_CHECKING = 0\nif TYPE_CHECKING:\n    import {module}",
            f'__import__("{module}")',
        )  # fmt: skip
        line = self.chance.choice((*forms[:1] * 4, *forms))
        self.scratch.write(path, f"{self.scratch.read(path)}\n{line}  {MARK}\n")
        return f"{path} {line!r}"

    def drop_import(self) -> str:
        """What was imported is no longer."""
        path = self.pick([one for one in self.files(tests=False) if MARK in self.scratch.read(one)])
        if not path:
            return ""
        lines = self.scratch.read(path).split("\n")
        at = self.chance.choice([at for at, line in enumerate(lines) if line.endswith(MARK)])
        lines[at] = lines[at][: len(lines[at]) - len(lines[at].lstrip())] + "pass"
        self.scratch.write(path, "\n".join(lines))
        return path

    def broken_file(self) -> str:
        """A file that is no Python for a while."""
        broken = [path for path in self.files() if self.scratch.read(path).endswith("\ndef (:\n")]
        path = self.pick(broken or self.files())
        if not path:
            return ""
        text = self.scratch.read(path)
        self.scratch.write(path, text.removesuffix("\ndef (:\n") if broken else text + "\ndef (:\n")
        return path

    # The ledger

    def _ids(self, base: str) -> list[str]:
        nodes = rf'^class \w+\({base}\):\n\s+"""\[([\w.-]+)\]'
        return re.findall(nodes, "\n".join(ledger_files(self.scratch).values()), re.MULTILINE)

    def _append(self, text: str) -> str:
        modules = [path for path, found in sorted(ledger_files(self.scratch).items()) if "(Task)" in found]
        path = self.pick(modules)
        if path:
            before = self.scratch.read(path)
            self.scratch.write(path, before + ("" if before.endswith("\n") else "\n") + f"\n\n{text}")
        return path

    def planned_task(self) -> str:
        """What is to be written is declared first."""
        designs, number = self._ids("Design"), self.fresh()
        if not designs:
            return ""
        folder = self._folder()
        return self._append(
            f'class Planned{number}(Task):\n    """[T-9{number:03}] Something to come."""\n\n'
            f'    implements = "{self.chance.choice(designs)}"\n    file_path = "{folder}planned_{number}.py"\n'
            f'    functions = ["planned_{number}"]\n    planned = True\n'
        )

    def write_what_is_planned(self) -> str:
        """The file of a planned Task comes to be, with all that is declared, or with more or less."""
        text = "\n".join(ledger_files(self.scratch).values())
        planned = re.findall(r'file_path = "([\w/.-]*planned_(\d+)\.py)"', text)
        if not planned:
            return ""
        path, number = self.chance.choice(planned)
        other = self.chance.choice(("", "\n\ndef besides():\n    return 1\n"))
        return self._write(path, f"def planned_{number}():\n    return 1\n{other}")

    def new_node(self) -> str:
        """A node that somebody adds by hand, without a thought of what it needs."""
        base, number = self.chance.choice(sorted(BASES)), self.fresh()
        targets = self._ids(BASES[base])
        if not targets:
            return ""
        target = self.chance.choice((*targets, "D-999999"))
        value = f'["{target}"]' if base in ("Design", "Requirement") else f'"{target}"'
        more = {"Task": "file_path", "UnitTest": "test_file"}.get(base, "")
        path = self.pick(self.files(tests=base != "Task"))
        held = f'    {more} = "{path}"\n' if more else ""
        held += '    test_functions = "*"\n' if base == "UnitTest" else ""
        return self._append(
            f'class Added{number}({base}):\n    """[{PREFIXES[base]}-8{number:03}] Added by hand."""\n\n'
            f"    {LINKS[base]} = {value}\n{held}"
        )

    def all_is_well(self) -> str:
        """What is there is committed, and is what will be gone back to."""
        self.sound = ledger_files(self.scratch)
        self.add_all()
        told = self.commit()
        self.good = self.scratch.run("rev-parse", "HEAD")
        return told

    def mend_ledger(self) -> str:
        """The ledger as it was when last all was well with it."""
        for path in ledger_files(self.scratch):
            (self.scratch.path / path).unlink()
        lay_out(self.scratch.path, self.sound)
        self.git("add", "-A")
        return ", ".join(sorted(self.sound))
