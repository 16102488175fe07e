"""Seeded changes to a governed project in a work tree: most of them break a law, many mend what an earlier one broke.

A clean history proves nothing about a checker: it has no findings that could be lost. These changes make findings,
move them, and take them away again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

CONFIG = "pyproject.toml"
OPTIONS = (
    "",
    '[tool.archhook]\nsymbols = "public"\n',
    '[tool.archhook]\nsymbols = "all"\n',
    '[tool.archhook]\nexclude = ["src/app/part1/"]\n',
    '[tool.archhook.severity]\nINV407 = "warning"\nINV411 = "error"\n',
    '[tool.other]\nname = "x"\n',
)


class Mutator:
    """Changes one project, step by step; the same seed changes it in the same way."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root = root
        self.chance = chance
        self.deleted: dict[str, str] = {}
        self.kinds: tuple[Callable[[], str], ...] = (
            self.delete, self.readd, self.rename, self.swap, self.drop_init, self.blank_line, self.rename_symbol,
            self.add_symbol, self.undeclared_file, self.break_syntax, self.change_field, self.move_node, self.drop_node,
            self.duplicate_id, self.reformat_ledger, self.change_option, self.comment, self.symlink, self.test_function,
            self.ledger_docstring, self.plan_task, self.waive,
        )  # fmt: skip

    def step(self) -> str:
        """Makes one change and tells which. One that finds nothing to change is followed by another."""
        while True:
            kind = self.chance.choice(self.kinds)
            what = kind()
            if what:
                return f"{kind.__name__}: {what}"

    def _files(self, *folders: str) -> list[Path]:
        found = [
            file
            for folder in folders or ("src", "tests")
            for file in (self.root / folder).rglob("*.py")
            if file.is_file() and not file.is_symlink()
        ]
        return sorted(found)

    def _pick(self, *folders: str) -> Path | None:
        files = [file for file in self._files(*folders) if file.name != "__init__.py"]
        return self.chance.choice(files) if files else None

    def _ledger(self) -> Path | None:
        modules = sorted((self.root / "architecture").glob("*.py")) or [self.root / "architecture.py"]
        modules = [module for module in modules if module.is_file()]
        return self.chance.choice(modules) if modules else None

    def _edit(self, file: Path | None, edit: Callable[[str], str]) -> str:
        if file is None:
            return ""
        before = file.read_text()
        after = edit(before)
        if after == before:
            return ""
        file.write_text(after)
        return str(file.relative_to(self.root))

    def delete(self) -> str:
        file = self._pick()
        if file is None:
            return ""
        self.deleted[str(file.relative_to(self.root))] = file.read_text()
        file.unlink()
        return str(file)

    def readd(self) -> str:
        if not self.deleted:
            return ""
        path = self.chance.choice(sorted(self.deleted))
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(self.deleted.pop(path))
        return path

    def rename(self) -> str:
        file = self._pick()
        if file is None:
            return ""
        target = file.with_name(f"moved{self.chance.randrange(100)}.py")
        if target.exists():
            return ""
        file.rename(target)
        return f"{file} -> {target}"

    def swap(self) -> str:
        one, other = self._pick("src"), self._pick("src")
        if one is None or other is None or one == other:
            return ""
        text = one.read_text()
        one.write_text(other.read_text())
        other.write_text(text)
        return f"{one} <-> {other}"

    def drop_init(self) -> str:
        inits = [file for file in self._files("src") if file.name == "__init__.py"]
        if not inits:
            return ""
        file = self.chance.choice(inits)
        file.unlink()
        return str(file)

    def blank_line(self) -> str:
        return self._edit(self._pick(), lambda text: "\n" + text)

    def comment(self) -> str:
        return self._edit(self._pick(), lambda text: text + "# a remark\n")

    def rename_symbol(self) -> str:
        file = self._pick()
        names = re.findall(r"^(?:async )?(?:def|class) (\w+)", file.read_text(), re.MULTILINE) if file else []
        if not names:
            return ""
        name = self.chance.choice(names)
        return self._edit(file, lambda text: re.sub(rf"\b{name}\b", f"{name}x", text))

    def add_symbol(self) -> str:
        number = self.chance.randrange(3)
        added = (
            f"\n\ndef extra_{number}():\n    pass\n",
            f"\nEXTRA_{number} = 1\n",
            f"\n\nclass Extra{number}:\n    x = 1\n",
        )
        return self._edit(self._pick(), lambda text: text + self.chance.choice(added))

    def test_function(self) -> str:
        number = self.chance.randrange(3)
        return self._edit(self._pick("tests"), lambda text: text + f"\n\ndef test_extra_{number}():\n    pass\n")

    def undeclared_file(self) -> str:
        folder = self.chance.choice(["src/app/part0", "src/app/new", "tests/unit", "tools"])
        file = self.root / folder / f"{self.chance.choice(['test_new', 'fresh'])}{self.chance.randrange(5)}.py"
        if file.exists():
            return ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("def test_fresh():\n    pass\n\n\ndef load_1():\n    pass\n")
        return str(file)

    def break_syntax(self) -> str:
        broken = "def (:\n"
        return self._edit(
            self._pick(), lambda text: text.removesuffix(broken) if text.endswith(broken) else text + broken
        )

    def symlink(self) -> str:
        file = self._pick("src")
        if file is None or file.parent.name == "app":
            return ""
        self.deleted[str(file.relative_to(self.root))] = file.read_text()
        file.unlink()
        file.symlink_to("__init__.py")
        return str(file)

    def _number(self) -> int:
        return self.chance.randrange(30)

    def change_field(self) -> str:
        number = self._number()
        edits: tuple[Callable[[str], str], ...] = (
            lambda text: text.replace(f'functions = ["load_{number}"', f'functions = ["loat_{number}"', 1),
            lambda text: text.replace(f'functions = ["loat_{number}"', f'functions = ["load_{number}"', 1),
            lambda text: re.sub(r'requires = \["D-(\d+)"', f'requires = ["D-{number % 3}"', text, count=1),
            lambda text: re.sub(r"requires = \[\]", 'requires = ["D-2"]', text, count=1),
            lambda text: re.sub(r'satisfies = \["R-\d+"\]', "satisfies = []", text, count=1),
            lambda text: re.sub(r"satisfies = \[\]", 'satisfies = ["R-0"]', text, count=1),
            lambda text: re.sub(r"requires = \[", 'conflicts_with = ["D-1"]\n    requires = [', text, count=1),
            lambda text: text.replace('    conflicts_with = ["D-1"]\n', "", 1),
            lambda text: re.sub(r"implements = Design(\d+)", 'implements = "D-99"', text, count=1),
            lambda text: re.sub(r'implements = "D-99"', 'implements = "D-0"', text, count=1),
            lambda text: re.sub(r"derived_from = \[Intent0\]", "derived_from = []", text, count=1),
            lambda text: re.sub(r"derived_from = \[\]", 'derived_from = ["I-0"]', text, count=1),
            lambda text: re.sub(
                r"^    satisfies", "    adopted = False\n    satisfies", text, count=1, flags=re.MULTILINE
            ),
            lambda text: text.replace("    adopted = False\n", "", 1),
            lambda text: text.replace(f"module{number}.py", f"module{number}x.py", 1),
            lambda text: text.replace("x.py", ".py", 1),
            lambda text: text.replace('test_functions = ["test_load", "test_save"]', 'test_functions = "*"', 1),
            lambda text: text.replace(f"verifies = Design{number % 3}", f"verifies = Design{(number + 1) % 3}", 1),
        )
        return self._edit(self._ledger(), self.chance.choice(edits))

    def plan_task(self) -> str:
        plain = f"    implements = Design{self._number() % 3}"
        return self._edit(self._ledger(), lambda text: toggled(text, plain, f"    planned = True\n{plain}"))

    def waive(self) -> str:
        waiver = '    waives = {"INV403": "on its way", "TST505": "later"}\n'
        return self._edit(self._ledger(), lambda text: toggled(text, "    file_path", f"{waiver}    file_path"))

    def _classes(self, text: str) -> list[str]:
        return re.findall(r"^class \w+\(\w+\):\n(?:(?:    .*)?\n)+", text, re.MULTILINE)

    def move_node(self) -> str:
        def move(text: str) -> str:
            tasks = [one for one in self._classes(text) if "(Task)" in one]
            if not tasks:
                return text
            moved = self.chance.choice(tasks)
            return text.replace(moved, "") + "\n\n" + moved

        return self._edit(self._ledger(), move)

    def drop_node(self) -> str:
        def drop(text: str) -> str:
            classes = self._classes(text)
            return text.replace(self.chance.choice(classes), "") if len(classes) > 3 else text

        return self._edit(self._ledger(), drop)

    def duplicate_id(self) -> str:
        def double(text: str) -> str:
            if "class Twice(" in text:
                return re.sub(r"class Twice\(Task\):\n(?:(?:    .*)?\n)+", "", text)
            number = self._number() % 5
            return text + (
                f'\n\nclass Twice(Task):\n    """[T-{number}] Twice."""\n\n    implements = "D-0"\n'
                '    file_path = "src/app/part0/module0.py"\n    functions = ["load_0"]\n'
            )

        return self._edit(self._ledger(), double)

    def reformat_ledger(self) -> str:
        return self._edit(
            self._ledger(), lambda text: "# laid out anew\n" + text.replace(' = ["', ' = [\n        "', 1)
        )

    def ledger_docstring(self) -> str:
        return self._edit(self._ledger(), lambda text: text.replace("It stands", "It still stands", 1))

    def change_option(self) -> str:
        (self.root / CONFIG).write_text(self.chance.choice(OPTIONS))
        return CONFIG


def toggled(text: str, plain: str, marked: str) -> str:
    """The text with one place marked, or with a marked place plain again."""
    return text.replace(marked, plain, 1) if marked in text else text.replace(plain, marked, 1)
