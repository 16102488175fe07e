"""A made-up project of which Tasks and Tests name folders, and seeded changes of all that folders depend on.

What is declared of it changes more often than its imports, which it has from the project that this one is made of. Of
every other seed the ledger is hardly ever unsound: then its changed statements are read alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.import_project import DESIGNS, FOLDERS, HEAD, ImportProject

from archhook.snapshot.git_objects import blob_id

if TYPE_CHECKING:
    from random import Random

MEASURED = "measured.toml"
OFF = ("TRC102", "TRC105", "DEP202", "TST505", "TST506", "TST507", "TST508", "RES601")
"""What is about no files, and would only make the verdicts long."""
TESTED = ("tests", "src/app/tests", "src/app", "lib", "")
TEST_FILES = ("test_a", "test_b", "b_test", "conftest", "__init__", "helper")
DETAILS = ("public", "module", "all")
NAMING = ('["test_it"]', '["gone"]', '["*"]', "[]", '"test_it"', "")
"""What a Test may say of its tests beside all; the last is nothing."""
WRITTEN = ("{0}/", "{0}/", "{0}/", "./{0}/", "{0}//", "{0}/./", "{0}/../{1}/", "{0}")
"""How a folder may be written; the last is none."""


class FolderProject(ImportProject):
    """The project, changed step by step; the same seed changes it in the same way."""

    def __init__(self, chance: Random) -> None:
        self.tests: dict[int, dict[str, str]] = {}
        self.measured = ""
        super().__init__(chance)
        self.options["symbols"] = '"files"'
        self.calm = chance.random() < 0.5
        inherited = (*[self.add_import] * 2, self.drop_piece, *[self.hand_on] * 3, *[self.define] * 2, self.require)
        self.kinds = (
            *inherited, *[self.add_file] * 6, *[self.drop_file] * 4, *[self.move_file] * 3, *[self.rename_file] * 3,
            *[self.swap_tasks] * 2, *[self.spoil] * 2,
            *[self.add_task] * 3, *[self.drop_task] * 2, *[self.turn_task] * 4, self.name_symbols, self.adopt,
            self.offer, self.drop_design, self.shift, self.configure, self.call,
            *[self.take_folder] * 8, *[self.longer] * 3, *[self.add_test] * 4, *[self.turn_test] * 3, self.drop_test,
            *[self.name_tests] * 5, *[self.detail] * 4, *[self.measure] * 2, *[self.add_test_file] * 4,
            self.empty_folder, *[self.leave] * 2,
        )  # fmt: skip
        if self.calm:
            rough = (self.name_symbols, self.name_tests, self.drop_design)
            self.kinds = tuple(kind for kind in self.kinds if kind not in rough)
        for _ in range(6):
            self.take_folder()
            self.add_test_file()
            self.add_test()

    def files(self) -> dict[str, str]:
        """Path -> content, as it is now."""
        return super().files() | ({MEASURED: self.measured} if self.measured else {})

    def _ledger(self) -> str:
        head = HEAD.replace("Requirement, Task", "Requirement, SystemTest, Task, UnitTest, validate_architecture")
        parts = [super()._ledger().replace(HEAD, head)]
        for number, fields in sorted(self.tests.items()):
            level, prefix = ("UnitTest", "UT") if number % 3 else ("SystemTest", "ST")
            body = "".join(f"    {field} = {value}\n" for field, value in sorted(fields.items()))
            parts.append(f'\n\nclass Test{number}({level}):\n    """[{prefix}-{number}] Trial {number}."""\n\n{body}')
        if self.called:
            designs, tasks, tests = (
                ", ".join(f"{kind}{number}()" for number in sorted(numbers))
                for kind, numbers in (
                    ("Design", self.designs.keys() - self.called), ("Task", self.tasks.keys() - self.called),
                    ("Test", self.tests.keys() - self.called),
                )
            )  # fmt: skip
            parts.append(f"\n\nvalidate_architecture([Goal()], [Promise()], [{designs}], [{tasks}], [{tests}])\n")
        return "".join(parts)

    called: frozenset[int] = frozenset()
    """The numbers of the nodes that are not handed to the validation; where there are none, it is not called."""

    def _settings(self) -> str:
        options = "".join(f"{key} = {value}\n" for key, value in sorted(self.options.items()))
        severities = dict.fromkeys(OFF, "off") | self.severities
        return f"{options}[severity]\n" + "".join(f'{code} = "{word}"\n' for code, word in sorted(severities.items()))

    def call(self) -> str:
        """Some nodes go out of force, or all are in force again."""
        few = frozenset(self.chance.sample(range(1, 20), 2))
        self.called = frozenset() if self.called and self.chance.random() < 0.7 else few
        return f"without {sorted(self.called)}"

    def leave(self) -> str:
        """A Task or Test of a folder goes out of force, and names a file of it, both at once."""
        named = [
            (number, fields, field, path)
            for numbers, field in ((self.tasks, "file_path"), (self.tests, "test_file"))
            for number, fields in sorted(numbers.items())
            for path in sorted(self.code)
            if number not in self.called and fields[field].endswith("/'") and path.startswith(fields[field].strip("'"))
        ]
        if not named:
            return ""
        number, fields, field, path = self.chance.choice(named)
        fields[field] = repr(path)
        self.called |= {number}
        return f"without {number}, of {path}"

    def _folder(self) -> str:
        folder = self.chance.choice([one for one in (*FOLDERS, *TESTED) if one])
        return self.chance.choice(WRITTEN).format(folder, folder.rpartition("/")[2])

    def take_folder(self) -> str:
        """A Task names a folder, or none any more."""
        number = self._task() if self.chance.random() < 0.6 else self.chance.randrange(1, 20)
        fields = self.tasks.setdefault(number or 1, {"implements": self._design(), "file_path": "'none.py'"})
        fields["file_path"] = repr(self._folder() if self.chance.random() < 0.8 else self._free_file())
        if fields["file_path"].endswith("/'") and self.calm:
            fields["implements"] = f'"D-{self.chance.randint(1, DESIGNS - 2)}"'
        if self.calm or self.chance.random() < 0.9:
            for field in ("functions", "classes", "globals"):
                fields.pop(field, None)
        return f"T-{number} {fields}"

    def longer(self) -> str:
        """The folder of a Task grows longer, or shorter, by a part."""
        named = [number for number, fields in sorted(self.tasks.items()) if fields["file_path"].endswith("/'")]
        if not named:
            return ""
        fields = self.tasks[self.chance.choice(named)]
        folder = fields["file_path"].strip("'").rstrip("/")
        parts = [folder.rpartition("/")[0], *(one for one in FOLDERS if one.startswith(f"{folder}/"))]
        fields["file_path"] = repr(f"{self.chance.choice(parts) or folder}/")
        return str(fields)

    def _test_path(self) -> str:
        folder, name = self.chance.choice(TESTED), self.chance.choice(TEST_FILES)
        return f"{folder}/{name}.py" if folder else f"{name}.py"

    def add_test_file(self) -> str:
        path = self._test_path()
        if path in self.code:
            return ""
        self.code[path] = ["def test_it(): pass\n"] if self.chance.random() < 0.7 else []
        return path

    def empty_folder(self) -> str:
        """All files of a folder go."""
        folder = self.chance.choice([one for one in FOLDERS if one])
        gone = [path for path in self.code if path.startswith(f"{folder}/")]
        if not gone or len(gone) > len(self.code) - 6:
            return ""
        for path in gone:
            del self.code[path]
        return f"{folder}: {gone}"

    def add_test(self) -> str:
        number = self.chance.randrange(1, 12)
        if number in self.tests:
            return ""
        verified = self._design() if number % 3 else '"R-1"'
        self.tests[number] = {"verifies": verified, "test_file": repr(self._tested())}
        self._name_tests(self.tests[number], 0.0 if self.calm else 0.1)
        return f"Test{number} {self.tests[number]}"

    def _name_tests(self, fields: dict[str, str], wrong: float) -> None:
        """A Test names all tests, or, of a folder wrongly, some, none or nothing that could be read."""
        said = self.chance.choice(NAMING) if self.chance.random() < wrong else '"*"'
        fields.pop("test_functions", None)
        if said:
            fields["test_functions"] = said

    def name_tests(self) -> str:
        """A Test names other tests of the same files, most often one of a folder in which there are some."""
        folders = {number: fields["test_file"].strip("'") for number, fields in sorted(self.tests.items())}
        held = [
            number for number, folder in folders.items()
            if folder.endswith("/") and any(path.startswith(folder) and "/test_" in path for path in self.code)
        ]  # fmt: skip
        number = self.chance.choice(held or sorted(self.tests)) if self.tests else 0
        if not number:
            return ""
        self._name_tests(self.tests[number], 0.5)
        return f"Test{number} {self.tests[number]}"

    def _tested(self) -> str:
        if self.chance.random() < 0.3:
            return self._test_path()
        folder = self.chance.choice([one for one in TESTED if one])
        return self.chance.choice(WRITTEN).format(folder, folder.rpartition("/")[2])

    def turn_test(self) -> str:
        number = self.chance.choice(sorted(self.tests)) if self.tests else 0
        if not number:
            return ""
        fields = self.tests[number]
        if number % 3 and self.chance.random() < 0.4:
            fields["verifies"] = self._design()
        else:
            fields["test_file"] = repr(self._tested())
        return f"Test{number} {fields}"

    def drop_test(self) -> str:
        number = self.chance.choice(sorted(self.tests)) if self.tests else 0
        return f"Test{number}" if self.tests.pop(number, None) else ""

    def detail(self) -> str:
        """How much of a Design's files is declared, or of all."""
        coarse = self.options["symbols"] == '"files"'
        if self.chance.random() < (0.02 if self.calm else 0.15):
            self.options["symbols"] = f'"{self.chance.choice(DETAILS if coarse else ("files",))}"'
            return str(self.options)
        fine = [number for number, fields in sorted(self.designs.items()) if "symbols" in fields]
        number = self.chance.choice((fine * 3 if coarse else []) or sorted(self.designs))
        if self.calm and coarse:
            number = self.chance.randint(DESIGNS - 1, DESIGNS)
        if self.designs[number].pop("symbols", None) is None or self.chance.random() < 0.3:
            found = self.chance.choice(DETAILS if self.chance.random() < 0.5 else ("files",))
            self.designs[number]["symbols"] = f'"{found}"'
        return f"D-{number} {self.designs[number]}"

    def measure(self) -> str:
        """A Design is measured on the files below some folder, as they are now."""
        folder = self.chance.choice(FOLDERS)
        design = self.chance.choice(sorted(self.designs))
        files = {
            path: blob_id("sha1", "".join(pieces).encode())
            for path, pieces in sorted(self.code.items())
            if path.startswith(f"{folder}/")
        }
        below = "".join(f'"{path}" = "{oid}"\n' for path, oid in files.items())
        self.measured = (
            f'version = 1\n\n[D-{design}.memory_mb]\nvalue = 3\nunit = "MB"\nsource = "made up"\nmachine = "ci"\n'
            f"date = 2026-01-31T12:00:00Z\nsamples = 3\n[D-{design}.memory_mb.files]\n{below}"
        )
        return f"D-{design} {sorted(files)}"

    def configure(self) -> str:
        symbols = self.options.get("symbols", '"files"')
        told = super().configure()
        self.options["symbols"] = symbols
        return told
