"""A made-up project whose files import each other in every form, and seeded changes of all that imports depend on.

It is small, so that changes meet: few names of modules, symbols and packages, several roots with the same names below
them, packages with and without `__init__.py`, and Designs to which Tasks are turned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

LEDGER, SETTINGS = "architecture.py", "archhook.toml"
FOLDERS = (
    "src",
    "src/app",
    "src/app/core",
    "src/app/ui",
    "src/ns",
    "lib",
    "lib/app",
    "lib/ns",
    "",
    "tests",
    "vendored",
)
MODULES = ("a", "b", "c", "app", "core", "requests", "json", "ns", "test_a", "conftest", "__init__")
NAMES = ("run", "Thing", "LIMIT", "a", "core")
PACKAGES = ("requests", "requests.sessions", "yaml", "json", "app", "ns.missing", "os")
DOTTED = (
    "app", "app.a", "app.b", "app.core", "app.core.a", "app.core.b", "app.ui", "app.ui.c", "ns", "ns.a", "ns.b",
    "ns.core.a", "a", "b", "core", "lib.a", "vendored.a", "vendored", "tests.test_a", "tests.conftest", "tests.a",
    "src.app.a", "requests", "requests.sessions", "json", "yaml", "os.path", "architecture",
)  # fmt: skip
RELATIVE = (".", "..", "...", ".a", ".core", "..core", "..a", ".core.a", "..ui.c")
STATEMENTS = (
    "import {dotted}", "from {dotted} import {name}", "from {dotted} import *", "from {relative} import {name}",
    "from {relative} import *", "import {dotted} as {name}", "from {dotted} import {name} as {other}",
)  # fmt: skip
DYNAMIC = ('import importlib\nimportlib.import_module("{dotted}")', '__import__("{dotted}")', "__import__({dotted})")
PLACES = (
    "{0}\n", "{0}\n", "{0}\n", "def late():\n    {0}\n",
    "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    {0}\nelse:\n    pass\n",
    "import typing as t\nif not t.TYPE_CHECKING:\n    pass\nelse:\n    {0}\n",
    'if __name__ == "__main__":\n    {0}\n', "try:\n    {0}\nexcept ImportError:\n    pass\n",
)  # fmt: skip
SYMBOLS = ("def {0}(): pass\n", "class {0}: pass\n", "{0} = 1\n")
HEAD = '''\
from archhook import Design, Intent, Requirement, Task


class Goal(Intent):
    """[I-1] The goal."""


class Promise(Requirement):
    """[R-1] The promise."""

    derived_from = [Goal]
'''
OFF = ("TRC102", "TRC105", "DEP202", "TST503", "TST504", "TST505", "TST506", "TST507", "TST508", "INV401", "INV402",
       "INV403", "INV404", "INV405", "INV406", "INV407", "INV408", "INV409")  # fmt: skip
"""What is not about imports, and would only make the verdicts long."""
DESIGNS = 5


class ImportProject:
    """The project, changed step by step; the same seed changes it in the same way. `files`: path -> content."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.code: dict[str, list[str]] = {}  # path -> its pieces
        self.options: dict[str, str] = {}
        self.severities: dict[str, str] = {}
        self.designs: dict[int, dict[str, str]] = {number: {} for number in range(1, DESIGNS + 1)}
        self.tasks: dict[int, dict[str, str]] = {}
        self.kinds: tuple[Callable[[], str], ...] = (
            *[self.add_import] * 8, *[self.drop_piece] * 4, *[self.move_import] * 3, *[self.add_file] * 5,
            *[self.drop_file] * 3, *[self.move_file] * 2, *[self.rename_file] * 2, *[self.define] * 4,
            *[self.hand_on] * 4, *[self.turn_task] * 4, *[self.swap_tasks] * 2, *[self.name_symbols] * 3,
            *[self.add_task] * 3, self.drop_task, *[self.require] * 8, self.adopt, *[self.offer] * 4, *[self.allow] * 3,
            *[self.claim] * 2, self.configure, *[self.spoil] * 2, self.shift, self.drop_design,
        )  # fmt: skip
        for _ in range(14):
            self.add_file()
        for number in range(10):
            self.add_task()
            if number % 3 == 0:
                self.require()
        for _ in range(60):
            self.add_import()
        if chance.random() < 0.7:
            self.configure()

    def files(self) -> dict[str, str]:
        """Path -> content, as it is now."""
        return {path: "".join(pieces) for path, pieces in self.code.items()} | {
            LEDGER: self._ledger(), SETTINGS: self._settings(),
        }  # fmt: skip

    def step(self) -> str:
        """Makes one change and tells which."""
        while True:
            kind = self.chance.choice(self.kinds)
            what = kind()
            if what:
                return f"{kind.__name__}: {what}"

    def _ledger(self) -> str:
        parts = [HEAD]
        for number, fields in sorted(self.designs.items()):
            body = "".join(f"    {field} = {value}\n" for field, value in sorted(fields.items()))
            parts.append(
                f'\n\nclass Design{number}(Design):\n    """[D-{number}] Part {number}."""\n\n'
                f"    satisfies = [Promise]\n{body}"
            )
        for number, fields in sorted(self.tasks.items()):
            body = "".join(f"    {field} = {value}\n" for field, value in sorted(fields.items()))
            parts.append(f'\n\nclass Task{number}(Task):\n    """[T-{number}] Work {number}."""\n\n{body}')
        return "".join(parts)

    def _settings(self) -> str:
        options = "".join(f"{key} = {value}\n" for key, value in sorted(self.options.items()))
        severities = dict.fromkeys(OFF, "off") | self.severities
        return f"{options}[severity]\n" + "".join(f'{code} = "{word}"\n' for code, word in sorted(severities.items()))

    def _file(self) -> str:
        return self.chance.choice(sorted(self.code)) if self.code else ""

    def _free_file(self) -> str:
        """A file that no Task declares, most often."""
        declared = {fields["file_path"] for fields in self.tasks.values()}
        free = [path for path in sorted(self.code) if repr(path) not in declared and "/test_" not in path]
        return self.chance.choice(free) if free and self.chance.random() < 0.9 else self._file()

    def _statement(self) -> str:
        if self.chance.random() < 0.08:
            return self.chance.choice(DYNAMIC).format(dotted=self.chance.choice(DOTTED)).replace("\n", "\n    ")
        return self.chance.choice(STATEMENTS).format(
            dotted=self.chance.choice(DOTTED), relative=self.chance.choice(RELATIVE),
            name=self.chance.choice(NAMES), other=self.chance.choice(NAMES),
        )  # fmt: skip

    def _placed(self, statement: str) -> str:
        place = "{0}\n" if "import *" in statement else self.chance.choice(PLACES)
        return place.format(statement if "    {0}" in place else statement.replace("\n    ", "\n"))

    def _path(self) -> str:
        folder, module = self.chance.choice(FOLDERS), self.chance.choice(MODULES)
        return f"{folder}/{module}.py" if folder else f"{module}.py"

    def add_import(self) -> str:
        path = self._file()
        if not path:
            return ""
        piece = self._placed(self._statement())
        self.code[path].insert(self.chance.randint(0, len(self.code[path])), piece)
        return f"{path} {piece!r}"

    def drop_piece(self) -> str:
        path = self._file()
        if not path or not self.code[path]:
            return ""
        return f"{path} {self.code[path].pop(self.chance.randrange(len(self.code[path])))!r}"

    def move_import(self) -> str:
        """An import goes to the top, into a function or a branch."""
        path = self._file()
        found = [
            one for one in self.code.get(path, ()) if "import" in one and "*" not in one and "importlib" not in one
        ]
        if not found:
            return ""
        piece = self.chance.choice(found)
        line = next(line.strip() for line in reversed(piece.splitlines()) if "import " in line or "__import__" in line)
        index = self.code[path].index(piece)
        self.code[path][index] = self._placed(line)
        return f"{path} {piece!r} -> {self.code[path][index]!r}"

    def add_file(self) -> str:
        path = self._path()
        if path in self.code:
            return ""
        pieces = [] if path.endswith("__init__.py") and self.chance.random() < 0.6 else [self._symbol()]
        self.code[path] = pieces
        return path

    def drop_file(self) -> str:
        path = self._file()
        if len(self.code) < 8:
            return ""
        del self.code[path]
        return path

    def move_file(self) -> str:
        path, target = self._file(), self._path()
        if not path or target in self.code:
            return ""
        self.code[target] = self.code.pop(path)
        return f"{path} -> {target}"

    def rename_file(self) -> str:
        """A file has another name in its folder, most often one that holds nothing else; a package may come of it."""
        folders = [path.rpartition("/")[0] for path in self.code]
        alone = [path for path in sorted(self.code) if folders.count(path.rpartition("/")[0]) == 1]
        path = self.chance.choice(alone) if alone and self.chance.random() < 0.8 else self._file()
        folder, slash, _ = path.rpartition("/")
        target = f"{folder}{slash}{self.chance.choice(MODULES)}.py"
        if not path or target in self.code:
            return ""
        self.code[target] = self.code.pop(path)
        if self.chance.random() < 0.3:
            self.code.setdefault(f"{folder}{slash}__init__.py", [self._placed(self._statement())])
        return f"{path} -> {target}"

    def _symbol(self) -> str:
        return self.chance.choice(SYMBOLS).format(self.chance.choice(NAMES))

    def define(self) -> str:
        path = self._file()
        if not path:
            return ""
        piece = self._symbol()
        (self.code[path].remove if piece in self.code[path] else self.code[path].append)(piece)
        return f"{path} {piece!r}"

    def hand_on(self) -> str:
        """A package hands names on."""
        path = self.chance.choice([one for one in FOLDERS if one]) + "/__init__.py"
        piece = (
            f"from {self.chance.choice(('.a', '.b', '.core', '.', 'app.a', '.core.a'))} import "
            + self.chance.choice(("*", "run", "Thing", "Thing as run", "a", "core"))
        )
        pieces = self.code.setdefault(path, [])
        (pieces.remove if piece + "\n" in pieces else pieces.append)(piece + "\n")
        return f"{path} {piece!r}"

    def spoil(self) -> str:
        """A file is no Python, or all are again."""
        ill = [path for path, pieces in self.code.items() if "def (:\n" in pieces]
        for path in ill:
            self.code[path].remove("def (:\n")
        path = self._file() if not ill else ""
        if not path:
            return f"mended {ill}" if ill else ""
        self.code[path].append("def (:\n")
        return path

    def shift(self) -> str:
        """What stands in a file moves, and is otherwise as it was."""
        path = self._file()
        if path:
            self.code[path].insert(0, "# moved\n")
        return path

    def add_task(self) -> str:
        number = self.chance.randrange(1, 20)
        if number in self.tasks:
            return ""
        path = self._free_file() if self.chance.random() < 0.9 else self._path()
        self.tasks[number] = {"implements": self._design(), "file_path": repr(path)}
        return f"T-{number} {path}"

    def _design(self) -> str:
        return f'"D-{self.chance.choice(sorted(self.designs))}"'

    def _task(self) -> int:
        return self.chance.choice(sorted(self.tasks)) if self.tasks else 0

    def drop_task(self) -> str:
        number = self._task()
        return f"T-{number}" if self.tasks.pop(number, None) else ""

    def turn_task(self) -> str:
        """A Task implements another Design, or declares another file."""
        number = self._task()
        if not number:
            return ""
        if self.chance.random() < 0.6:
            self.tasks[number]["implements"] = self._design()
        else:
            self.tasks[number]["file_path"] = repr(self._free_file())
        return f"T-{number} {self.tasks[number]}"

    def swap_tasks(self) -> str:
        """Two Tasks implement each other's Designs, most often of one file; one of them may go in place of that."""
        named = [fields["file_path"] for fields in self.tasks.values()]
        shared = [number for number, fields in sorted(self.tasks.items()) if named.count(fields["file_path"]) > 1]
        number = self.chance.choice(shared) if shared else self._task()
        mine = self.tasks.get(number, {})
        others = [one for one in shared if one != number and self.tasks[one]["file_path"] == mine["file_path"]]
        if not others:
            return ""
        other = self.tasks[self.chance.choice(others)]
        if self.chance.random() < 0.3:
            del self.tasks[number]
            return f"T-{number} goes"
        mine["implements"], other["implements"] = other["implements"], mine["implements"]
        return f"T-{number} {mine} {other}"

    def name_symbols(self) -> str:
        """A Task declares other names, of a file that another may declare as well; or it is planned."""
        number = self._task()
        if not number:
            return ""
        fields = self.tasks[number]
        field = self.chance.choice(("functions", "classes", "globals"))
        fields[field] = repr(self.chance.sample(NAMES, self.chance.randint(0, 2)))
        fields["planned"] = repr(self.chance.random() < 0.3)
        if self.chance.random() < 0.5:
            others = [one for one in sorted(self.tasks) if one != number]
            if others:
                fields["file_path"] = self.tasks[self.chance.choice(others)]["file_path"]
        return f"T-{number} {fields}"

    def require(self) -> str:
        number = self.chance.choice(sorted(self.designs))
        others = [f"D-{one}" for one in sorted(self.designs) if one != number]
        self.designs[number]["requires"] = repr(self.chance.sample(others, self.chance.randint(0, len(others) // 2)))
        return f"D-{number} {self.designs[number]['requires']}"

    def adopt(self) -> str:
        out = [one for one in sorted(self.designs) if "adopted" in self.designs[one]]
        number = self.chance.choice(out or sorted(self.designs))
        fields = self.designs[number]
        if not fields.pop("adopted", None):
            fields["adopted"] = "False"
        return f"D-{number} {fields}"

    def drop_design(self) -> str:
        """A Design goes, or comes back without a field."""
        gone = [one for one in range(1, DESIGNS + 1) if one not in self.designs]
        number = gone[0] if gone else self.chance.randint(1, DESIGNS)
        if gone:
            self.designs[number] = {}
        else:
            del self.designs[number]
        return f"D-{number}"

    def _field(self, field: str, values: list[str]) -> str:
        number = self.chance.choice(sorted(self.designs))
        if self.designs[number].pop(field, None) is None or self.chance.random() < 0.6:
            self.designs[number][field] = repr(values)
        return f"D-{number} {self.designs[number]}"

    def offer(self) -> str:
        entries = (*NAMES, self._file(), "src/app/", "src/app/a.py:run", "src/app/core/")
        return self._field("interface", [one for one in self.chance.sample(entries, 3) if one])

    def allow(self) -> str:
        return self._field("packages", self.chance.sample(PACKAGES, self.chance.randint(0, 2)))

    def claim(self) -> str:
        return self._field("exclusive_packages", self.chance.sample(PACKAGES, self.chance.randint(0, 2)))

    def configure(self) -> str:
        """Other roots, other things that count."""
        self.options = {
            "source-roots": self.chance.choice(
                ('["src", "lib", "."]', '["lib", "src"]', '["."]', '["src", "src/app"]')
            ),
            "exclude": self.chance.choice(('["vendored/"]', "[]", '["vendored/", "lib/ns/", "!lib/ns/a.py"]')),
            "transitive": self.chance.choice(("true", "false")),
            "typing-imports": self.chance.choice(('"ignore"', '"count"')),
            "dynamic-imports": self.chance.choice(('"ignore"', '"count"')),
            "symbols": self.chance.choice(('"module"', '"public"')),
        }
        self.severities = {code: self.chance.choice(("error", "off")) for code in ("DEP204", "DEP209")}
        return f"{self.options} {self.severities}"
