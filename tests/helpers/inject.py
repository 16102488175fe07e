"""A complete ledger for any checkout: every governed file a Task, every folder a Design, every test declared.

Ids follow from paths, so that the ledgers of two commits differ where the commits do. With it any repository, at any
commit, is one that archhook governs; with the ledger of another commit it is one with findings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

from archhook.errors import ConfigError
from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import governed_symbols, inventory
from archhook.inventory.roles import Roles
from archhook.inventory.testpaths import looks_everywhere
from archhook.model.config import PYTEST_FILES, Config
from archhook.project.configuration import parse_config
from archhook.project.pytest_settings import pytest_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from helpers.git_repo import GitRepo

    from archhook.model.nodes import FileInventory

REQUIREMENTS = 3
INTENTS = 2
IDS = 10**6
WIDE = 100
IMPORTS = """from archhook import (
    Design,
    IntegrationTest,
    Intent,
    Requirement,
    SystemTest,
    Task,
    UnitTest,
    UserAcceptanceTest,
)
"""
_inventories: dict[bytes, FileInventory] = {}


def inject(scratch: GitRepo, *, package: bool = False) -> None:
    """Writes the ledger of a checkout, in the place of one that may be there."""
    remove_ledger(scratch)
    content = {path: (scratch.path / path).read_bytes() for path in scratch.paths()}
    for path, text in ledger_of(content, package=package).items():
        scratch.write(path, text)


def ledger_files(scratch: GitRepo) -> dict[str, str]:
    """Path -> text of the ledger that is there, as a file or as a package."""
    return {path: scratch.read(path) for path in scratch.paths("architecture.py", "architecture/*.py")}


def remove_ledger(scratch: GitRepo) -> None:
    """Takes away the ledger that is there."""
    for path in ledger_files(scratch):
        (scratch.path / path).unlink()


def ledger_of(content: Mapping[str, bytes], *, package: bool = False) -> dict[str, str]:
    """Path -> text of the ledger of files (path -> content) that hold none yet."""
    config = _config(content)
    role_of = Roles(config, ()).role_of
    readable = [path for path in sorted(content) if path.isprintable()]
    roles = {path: role_of(path, "100644") for path in readable}
    tasks = [path for path, role in roles.items() if role == "governed" and _wants_task(path, content[path], config)]
    tests = [
        path
        for path, role in roles.items()
        if role == "test" and test_names(path, _inventory(content[path]), config.pytest)
    ]
    ledger = _Ledger(tasks, tests, content, config)
    if not package:
        return {
            "architecture.py": '"""The ledger."""\n\n' + IMPORTS + ledger.goals() + "".join(ledger.parts().values())
        }
    parts = ledger.parts()
    imports = "".join(f"from architecture import {name}\n" for name in parts)
    entered = {"architecture/__init__.py": '"""The ledger."""\n\n' + imports + IMPORTS + ledger.goals()}
    return entered | {f"architecture/{name}.py": IMPORTS + text for name, text in parts.items()}


def _config(content: Mapping[str, bytes]) -> Config:
    try:
        config = parse_config(content.get("pyproject.toml"), content.get("archhook.toml"))
        pytest = pytest_of({name: content[name] for name in PYTEST_FILES if name in content})
        return config._replace(pytest=pytest._replace(everywhere=looks_everywhere(pytest, content)))
    except ConfigError:
        return Config()


def _inventory(source: bytes) -> FileInventory:
    if source not in _inventories:
        _inventories[source] = inventory(source)
    return _inventories[source]


def _wants_task(path: str, source: bytes, config: Config) -> bool:
    name = path.rpartition("/")[2]
    if name == "conftest.py":
        return False
    found = _inventory(source)
    return name != "__init__.py" or bool(found.error or governed_symbols(found, config.symbols))


def _numbers(names: Iterable[str]) -> dict[str, int]:
    """A number for each name that hangs, but for rare collisions, on nothing but the name."""
    numbers: dict[str, int] = {}
    taken: set[int] = set()
    for name in sorted(names):
        number = crc32(name.encode("utf-8", "surrogatepass")) % IDS
        while number in taken:
            number += 1
        taken.add(number)
        numbers[name] = number
    return numbers


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _list(field: str, names: Iterable[str]) -> str:
    items = [_quoted(name) for name in names]
    line = f"    {field} = [{', '.join(items)}]\n"
    if len(line) <= WIDE:
        return line
    return f"    {field} = [\n" + "".join(f"        {item},\n" for item in items) + "    ]\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class _Ledger:
    """The text of one ledger. `tasks` and `tests` are paths."""

    def __init__(self, tasks: list[str], tests: list[str], content: Mapping[str, bytes], config: Config) -> None:
        self.tasks = _numbers(tasks)
        self.designs = _numbers({_folder(path) for path in tasks})
        self.tests = tests
        self.content = content
        self.config = config
        self.left = list(tests)

    def goals(self) -> str:
        """Intents and Requirements, with their tests."""
        text = ""
        for number in range(INTENTS):
            text += f'\n\nclass Intent{number}(Intent):\n    """[I-{number}] Goal {number} is reached."""\n'
            text += self._test("UserAcceptanceTest", "UAT", number, f"Intent{number}", f"intent {number}")
        for number in range(REQUIREMENTS):
            text += f'\n\nclass Requirement{number}(Requirement):\n    """[R-{number}] Promise {number} is kept."""\n\n'
            text += f"    derived_from = [Intent{number % INTENTS}]\n"
            text += self._test("SystemTest", "ST", number, f"Requirement{number}", f"requirement {number}")
        return text

    def parts(self) -> dict[str, str]:
        """Name of a module -> its text, one for each Design, and one for the tests that are left."""
        parts = {f"part{number}": self._part(folder, number) for folder, number in self.designs.items()}
        if not self.designs:
            return parts
        text = ""
        designs = sorted(self.designs.values())
        for path, number in _numbers(self.left).items():
            text += self._test("UnitTest", "UT", IDS + number, f'"D-{designs[number % len(designs)]}"', "", path)
        return parts | {"others": text or "\n"}

    def _part(self, folder: str, number: int) -> str:
        required = [self.designs[other] for other in self.designs if other and _folder(other) == folder != other]
        root = not any(folder.startswith(other + "/") or (folder and not other) for other in self.designs)
        satisfied = [f"R-{number % REQUIREMENTS}"] if root or number % 2 or _folder(folder) not in self.designs else []
        text = f'\n\nclass Design{number}(Design):\n    """[D-{number}] Folder {number}.\n\n'
        text += "    It stands for itself, and says why.\n    " + '"""\n\n'
        text += _list("satisfies", satisfied) + _list("requires", (f"D-{other}" for other in required))
        text += self._test("UnitTest", "UT", number, f"Design{number}", f"{folder} alone")
        text += self._test("IntegrationTest", "IT", number, f"Design{number}", f"{folder} with others")
        return text + "".join(self._task(path, number) for path in self.tasks if _folder(path) == folder)

    def _task(self, path: str, design: int) -> str:
        number = self.tasks[path]
        symbols = governed_symbols(_inventory(self.content[path]), self.config.symbols)
        text = f'\n\nclass Task{number}(Task):\n    """[T-{number}] Module {number}."""\n\n'
        text += f"    implements = Design{design}\n    file_path = {_quoted(path)}\n"
        for field, kind in (("classes", "class"), ("functions", "function"), ("globals", "global")):
            names = dict.fromkeys(symbol.name for symbol in symbols if symbol.kind == kind)
            text += _list(field, names) if names else ""
        return text

    def _test(self, base: str, prefix: str, number: int, verified: str, about: str, path: str = "") -> str:
        if not self.tests:
            return ""
        path = path or self.tests[crc32(f"{base} {about}".encode("utf-8", "surrogatepass")) % len(self.tests)]
        if path in self.left and not number >= IDS:
            self.left.remove(path)
        names = [found.name for found in test_names(path, _inventory(self.content[path]), self.config.pytest)]
        text = f'\n\nclass {base}{number}({base}):\n    """[{prefix}-{number}] Test {number}."""\n\n'
        text += f"    verifies = {verified}\n    test_file = {_quoted(path)}\n"
        return text + (
            _list("test_functions", names) if crc32(path.encode()) % 3 == 0 else '    test_functions = "*"\n'
        )
