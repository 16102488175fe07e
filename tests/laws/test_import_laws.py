"""The laws of imports on small projects: what is broken, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.import_laws import found

if TYPE_CHECKING:
    from pathlib import Path

TWO = {"1": "", "2": ""}
REQUIRES = {"1": 'requires = ["D-2"]', "2": ""}
OFFERS = {"1": 'requires = ["D-2"]', "2": "interface = {}"}
A, B, C, D = "src/a.py", "src/b.py", "src/c.py", "src/d.py"
TASKS = {A: ("1", ""), B: ("2", "")}
RUN = "def run(): pass\n"
DEP203 = ("DEP203", "D-1", A, B)
DEP204 = ("DEP204", "D-1", "", "D-2")
DEP205 = ("DEP205", "D-1", A, B)
DEP207 = ("DEP207", "D-1", A, "requests")
COUNT = 'typing-imports = "count"'
TYPED = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import b\n"
PKG = "src/pkg/__init__.py"
THREE = {"1": 'requires = ["D-2"]', "2": 'requires = ["D-3"]', "3": ""}
SHARED = TASKS | {f"{B}#": ("3", 'functions = ["run"]')}
CHAIN = TASKS | {C: ("3", "")}
BOTH = {D: ("1", ""), f"{D}#": ("2", 'globals = ["X"]')}


@pytest.mark.parametrize(
    ("files", "designs", "tasks", "settings", "expected"),
    [
        ({A: "import b\n", B: ""}, TWO, TASKS, "", [DEP203]),
        ({A: "import b\n", B: ""}, REQUIRES, TASKS, "", []),
        ({A: "from b import run\nimport b\n", B: RUN}, TWO, TASKS, "", [DEP203]),  # one for each imported file
        ({A: "def late():\n    import b\n", B: ""}, TWO, TASKS, "", [DEP203]),
        ({A: "import importlib\nimportlib.import_module('b')\n", B: ""}, TWO, TASKS, "", [DEP203]),
        ({A: "import importlib\nimportlib.import_module('b')\n", B: ""}, TWO, TASKS, 'dynamic-imports = "ignore"', []),
        ({A: TYPED, B: ""}, TWO, TASKS, "", []),
        ({A: TYPED, B: ""}, TWO, TASKS, COUNT, [DEP203]),
        ({A: "import a\n"}, TWO, {A: ("1", "")}, "", []),  # of itself
        ({A: "import b\n", B: ""}, {"1": "", "2": "adopted = False"}, TASKS, "TRC101 = \"off\"", []),
        ({A: "import b\n", B: ""}, TWO, {A: ("1", "")}, "", []),  # the other has no Design
        ({A: "import c\n", C: ""}, THREE, CHAIN, "", [("DEP203", "D-1", A, C)]),
        ({A: "import c\n", C: ""}, THREE, CHAIN, "transitive = true", []),
        # a symbol that a Task declares belongs to its Design; any other to those of all Tasks of the file
        ({A: "from b import run\n", B: RUN}, THREE, SHARED, "", [DEP203]),
        ({A: "from b import other\n", B: RUN}, THREE, SHARED, "", []),
        # a package that nobody has to declare is looked through, and belongs to the files beside it
        ({A: "from pkg import run\n", PKG: "from b import run\n", B: RUN}, TWO, TASKS, "", [DEP203]),
        ({PKG: "import b\n", "src/pkg/c.py": "", B: ""}, TWO, {B: ("2", ""), "src/pkg/c.py": ("1", "")}, "",
         [("DEP203", "D-1", PKG, B)]),
        ({PKG: "import b\n", B: ""}, TWO, TASKS, "", []),
    ],
)  # fmt: skip
def test_code_imports_what_its_design_requires(tmp_path: Path, files, designs, tasks, settings, expected) -> None:
    assert found(tmp_path, files, designs, tasks, settings) == expected


@pytest.mark.parametrize(
    ("text", "interface", "expected"),
    [
        ("from b import run\n", "['run']", []),
        ("from b import other\n", "['run']", [DEP205]),
        ("from b import run\n", "[]", [DEP205]),
        ("from b import run\n", f"['{B}:run']", []),
        ("from b import run\n", f"['{B}']", []),
        ("from b import run\n", "['src/']", []),
        ("import b\n", "['run']", []),  # it defines a name of the interface
        ("from b import *\n", "['run']", []),
        ("import b\n", "[]", [DEP205]),
    ],
)
def test_others_import_what_a_design_offers(tmp_path: Path, text: str, interface: str, expected: list[object]) -> None:
    designs = OFFERS | {"2": OFFERS["2"].format(interface)}
    files = {A: text, B: RUN + "def other(): pass\n"}
    assert found(tmp_path, files, designs, TASKS, "") == expected


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("import requests\n", "", "", []),
        ("import requests\n", "packages = []", "", [DEP207]),
        ("import requests.sessions\nimport requests\n", "packages = []", "", [DEP207]),
        ("import requests.sessions\n", "packages = ['requests']", "", []),
        ("from requests import sessions\n", "packages = ['requests.sessions']", "", []),
        ("import requests\n", "packages = ['requests.sessions']", "", [DEP207]),
        ("import os\n", "packages = []", "", []),
        ("import os\n", "", "exclusive_packages = ['os']", [("DEP207", "D-1", A, "os")]),
        ("import requests\n", "packages = ['requests']", "exclusive_packages = ['requests']", [DEP207]),
        ("import requests\n", "exclusive_packages = ['requests']\npackages = []", "", []),
        ("from pkg.missing import x\n", "packages = []", "", []),  # the project's own, and generated
    ],
)
def test_packages_are_imported_by_those_who_may(
    tmp_path: Path, text: str, first: str, second: str, expected: list[object]
) -> None:
    assert found(tmp_path, {A: text, B: "", PKG: ""}, {"1": first, "2": second}, TASKS, "") == expected


@pytest.mark.parametrize(
    ("files", "settings", "expected"),
    [
        ({A: "from tests.test_a import x\n", "tests/test_a.py": ""}, "", [("DEP210", "D-1", A, "tests/test_a.py")]),
        ({A: "from tests import shelf\n", "tests/shelf.py": ""}, "", [("DEP210", "D-1", A, "tests/shelf.py")]),
        ({A: "from tests import conftest\n", "tests/conftest.py": ""}, "", []),
        ({"conftest.py": "from tests import shelf\n", "tests/shelf.py": ""}, "", []),
        ({A: "import old\n", B: "import old\n", C: "import old\n", "src/old.py": ""}, 'exclude = ["src/old.py"]',
         [("DEP211", "D-1", "", "src/old.py"), ("DEP211", "D-2", "", "src/old.py"), ("DEP211", "", "", "src/old.py")]),
        ({A: "import old\nimport old.x\n", "src/old/x.py": "", "src/old/__init__.py": ""},
         'exclude = ["*.txt", "src/old/"]', [("DEP211", "D-1", "", "src/old/")]),
    ],
)  # fmt: skip
def test_code_rests_on_neither_tests_nor_what_is_excluded(tmp_path: Path, files, settings, expected) -> None:
    assert found(tmp_path, files, TWO, TASKS, settings) == expected


@pytest.mark.parametrize(
    ("files", "designs", "settings", "expected"),
    [
        ({A: "", B: "", C: ""}, THREE, "", []),  # off by default
        ({A: "", B: "", C: ""}, THREE, 'DEP204 = "error"',
         [("DEP204", "D-1", "", "D-2"), ("DEP204", "D-2", "", "D-3")]),
        ({A: TYPED, B: "", C: ""}, THREE, 'DEP204 = "error"', [("DEP204", "D-2", "", "D-3")]),  # of any kind
        ({A: "import c\n", B: "import c\n", C: ""}, THREE, 'transitive = true\nDEP204 = "error"', []),
        # of what is its own, too
        ({A: "import d\n", D: "import c\n", B: "import c\n", C: ""}, THREE, 'DEP204 = "error"', [DEP204]),
        ({A: ""}, THREE, 'DEP204 = "error"', []),  # the others have no code yet
        ({A: "import b\n", B: "import c\n", C: "import b\n"}, THREE, 'DEP203 = "off"\nDEP209 = "error"',
         [("DEP209", "", B, "")]),
        ({B: "import c\n", C: "def late():\n    import b\n"}, THREE, 'DEP203 = "off"\nDEP209 = "error"', []),
    ],
)  # fmt: skip
def test_what_is_required_is_used_and_files_are_in_no_circle(
    tmp_path: Path, files, designs, settings, expected
) -> None:
    assert found(tmp_path, files, designs, CHAIN | (BOTH if D in files else {}), settings) == expected


@pytest.mark.parametrize(("more", "expected"), [("", []), ("src/pkg/c.py", [DEP204])])
def test_packages_that_are_looked_through_are_no_code_to_use(tmp_path: Path, more: str, expected) -> None:
    files = {A: "", PKG: "import a\n", **({more: ""} if more else {})}
    tasks = {A: ("1", ""), "src/pkg/": ("2", "")}
    settings = 'symbols = "files"\nDEP204 = "error"\nDEP203 = "off"'
    assert found(tmp_path, files, REQUIRES, tasks, settings) == expected


@pytest.mark.parametrize(
    ("entry", "missing"),
    [
        ("run", False), (f"{B}:run", False), (B, False), ("src/", False), ("later", False), (f"{C}:later", False),
        ("walk", True), (f"{A}:run", True), (A, True), ("lib/", True), (f"{B}:later", True),
    ],
)  # fmt: skip
def test_an_interface_names_what_is_there(tmp_path: Path, entry: str, missing: bool) -> None:
    designs = {"1": "", "2": f"interface = [{entry!r}]"}
    tasks = TASKS | {C: ("2", 'planned = True\nfunctions = ["later"]')}
    expected = [("INV412", "D-2", "", entry)] if missing else []
    assert found(tmp_path, {A: "", B: RUN}, designs, tasks, "") == expected
