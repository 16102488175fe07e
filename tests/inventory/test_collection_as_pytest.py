"""pytest itself is asked, in a process of its own, about files of every kind; the answers have to be the same."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out

from archhook.inventory.pytest_collection import test_names
from archhook.inventory.python_file import inventory
from archhook.inventory.testpaths import looks_everywhere
from archhook.model.config import PYTEST_FILES
from archhook.project.pytest_settings import pytest_of

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = """
import unittest
import pytest
from abc import ABC
from functools import cached_property

def test_plain(): pass
def testing(): pass
def check_plain(): pass
async def test_async(): pass
test_value = 1
@pytest.fixture
def test_client(): pass
@pytest.fixture(name="other")
def test_other(): pass
def test_refused(): pass
test_refused.__test__ = False
def chosen(): pass
chosen.__test__ = True

class TestPlain:
    def test_a(self): pass
    def check_a(self): pass
    def helper(self): pass
    @pytest.fixture
    def test_fixture(self): pass
    @staticmethod
    def test_static(): pass
    @classmethod
    def test_class(cls): pass
    class TestDeep:
        def test_b(self): pass
    class Deep:
        def test_no(self): pass
    class CaseDeep(unittest.TestCase):
        def test_c(self): pass
class TestBuilt:
    def __init__(self): pass
    def test_no(self): pass
class TestMade:
    def __new__(cls): pass
    def test_no(self): pass
class TestBuiltBelow(TestBuilt):
    def test_no(self): pass
class TestProperties:
    def test_a(self): pass
    @property
    def test_no(self): pass
    @test_no.setter
    def test_no(self, value): pass
    @cached_property
    def test_none(self): pass
class TestPropertiesBelow(TestProperties): pass
class CaseProperty(unittest.TestCase):
    @property
    def test_no(self): pass
    def test_a(self): pass
@property
def test_no_function(self): pass
class Mixin:
    def test_mixed(self): pass
class TestMixed(Mixin):
    def test_own(self): pass
class TestTwice(TestMixed): pass
class TestOverridden(Mixin, ABC):
    def test_mixed(self): pass
class TestOff:
    __test__ = False
    def test_no(self): pass
class TestOffBelow(TestOff):
    def test_no(self): pass
class TestOnAgain(TestOff):
    __test__ = True
    def test_on(self): pass
class Chosen:
    __test__ = True
    def test_chosen(self): pass
class test_Lower:
    def test_a(self): pass
class CheckA:
    def test_a(self): pass
    def check_b(self): pass
class Case(unittest.TestCase):
    def test_u(self): pass
    def testing(self): pass
    def check_u(self): pass
    class TestNo:
        def test_no(self): pass
    def test_off(self): pass
    test_off.__test__ = False
class CaseBelow(Case, Mixin):
    def test_v(self): pass
class Single(unittest.TestCase):
    def runTest(self): pass
class CaseOff(unittest.TestCase):
    __test__ = False
    def test_no(self): pass
class FakeTestCase:
    def test_no(self): pass
class NotFake(FakeTestCase):
    def test_no(self): pass
if True:
    def test_branch(): pass
    class TestBranch:
        def test_a(self): pass
try:
    def test_tried(): pass
except ValueError:
    pass
def outer():
    def test_no(): pass
"""
"""Every kind of class and function in one file."""

PLACES = {
    f"{folder}{name}.py": "def test_a(): pass\ndef check_a(): pass\nclass TestB:\n    def test_b(self): pass\n"
    for folder in ("", "t/", "t/unit/", "t/unit/deep/", "other/", "other/.hid/", ".dot/")
    for name in ("test_x", "x_test", "check_x", "plain", "tests")
}

CONFIGS = {
    "nothing": {},
    "celery": {"pyproject.toml": '[tool.pytest.ini_options]\npython_classes = "test_*"\ntestpaths = "t/unit/"\n'},
    "bare carriage returns": {"pyproject.toml": '[tool.pytest.ini_options]\rpython_classes = "test_*"\r'},
    "native": {"pyproject.toml": '[tool.pytest]\npython_files = ["check_*.py", "*x_t?st.py"]\ntestpaths = ["t"]\n'},
    "toml": {"pytest.toml": '[pytest]\npython_functions = ["check", "*_plain"]\n', "pytest.ini": "[pytest]\n"},
    "dotted toml": {".pytest.toml": '[pytest]\npython_classes = ["*A", "Test"]\n'},
    "empty ini hides": {"pytest.ini": "", "tox.ini": "[pytest]\npython_files = check_*.py\n"},
    "empty toml hides": {"pytest.toml": "", "tox.ini": "[pytest]\npython_files = check_*.py\n"},
    "empty dotted ini hides": {".pytest.ini": "# no\n", "setup.cfg": "[tool:pytest]\npython_files = check_*.py\n"},
    "tox": {"tox.ini": "[tox]\n[pytest]\npython_files =\n  check_*.py\n  # no\n  plain.py\ntestpaths = t other\n"},
    "tox without": {"tox.ini": "[tox]\n", "setup.cfg": "[tool:pytest]\npython_functions: check*  test_[a-b]*\n"},
    "table of others": {"pyproject.toml": "[tool.x]\n[tool.pytest]\n", "tox.ini": "[pytest]\npython_files=plain.py\n"},
    "slash": {"pytest.ini": "[pytest]\npython_files = unit/*.py other/check_*\n"},
    "slash and star": {"pytest.ini": "[pytest]\npython_files = t/*/[!t]*.py\n"},
    "quoted": {"pytest.ini": "[pytest]\npython_files = 'check_*.py' \"plain.py\"\npython_classes = Test Che\n"},
    "no files": {"pytest.ini": "[pytest]\npython_files =\n"},
    "file named": {"pytest.ini": "[pytest]\ntestpaths = t/plain.py other\n"},
    "glob": {"pytest.ini": "[pytest]\ntestpaths = t/u* ./other/\n"},
    "glob of files": {"pytest.ini": "[pytest]\ntestpaths = t/unit/*.py\n"},
    "two stars": {"pytest.ini": "[pytest]\ntestpaths = **/deep\n"},
    "two stars at the end": {"pytest.ini": "[pytest]\ntestpaths = other/**\n"},
    "astray": {"pytest.ini": "[pytest]\ntestpaths = nowhere\n"},
    "partly astray": {"pytest.ini": "[pytest]\ntestpaths = nowhere t/unit/deep\n"},
    "up and down": {"pytest.ini": "[pytest]\ntestpaths = t/../other\n"},
    "unittest only": {"pytest.ini": "[pytest]\npython_classes =\npython_functions = no\n"},
}


def collected(root: Path) -> set[str]:
    """The ids of the tests that pytest collects in a folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV_", "PY_"))}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:randomly",
         "--import-mode=importlib", "--rootdir", str(root)],
        cwd=root, env=kept | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 5), done.stdout + done.stderr
    return {line for line in done.stdout.splitlines() if "::" in line}


@pytest.mark.parametrize("files", CONFIGS.values(), ids=CONFIGS)
def test_the_tests_are_those_that_pytest_collects(files: dict[str, str], tmp_path: Path) -> None:
    sources = PLACES | {"t/unit/test_classes.py": CLASSES}
    lay_out(tmp_path, sources, files)
    told = pytest_of({name: files[name].encode() for name in PYTEST_FILES if name in files})
    told = told._replace(everywhere=looks_everywhere(told, sources))
    found = {
        f"{path}::{one.name}"
        for path, text in sources.items()
        for one in test_names(path, inventory(text.encode()), told)
    }
    hidden = {one for one in found if "/." in f"/{one.partition('::')[0]}"}  # `norecursedirs`, which is not read
    assert found - hidden == collected(tmp_path)
