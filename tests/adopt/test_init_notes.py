"""What `init` says of what decides which tests pytest runs and cannot be told without running it."""

from __future__ import annotations

import pytest

from archhook.adopt.init_notes import pytest_doubts
from archhook.adopt.repository_facts import Facts, held
from archhook.inventory.python_file import inventory
from archhook.inventory.roles import Roles
from archhook.model.config import Config
from archhook.project.pytest_settings import pytest_of, settings


def said(files: dict[str, str], ini: str = "", tests: tuple[str, ...] | None = None) -> list[str]:
    told = {"tox.ini": f"[pytest]\n{ini}\n".encode()}
    config = Config(pytest=pytest_of(told))
    if tests is not None:
        config = config._replace(tests=tests, own_tests=True)
    sources = {path: inventory(text.encode()) for path, text in files.items()}
    roles = {path: Roles(config, ()).role_of(path, "100644") for path in files}
    facts = Facts({path: held(path, one, "", config) for path, one in sources.items()}, roles, "", "", "")
    conftests = {path: text.encode() for path, text in files.items() if path.endswith("conftest.py")}
    return list(pytest_doubts(settings(told), config, conftests, facts))


def test_what_is_as_it_is_everywhere_is_not_worth_a_word() -> None:
    conftest = (
        "import pytest\nfrom a import b\n@pytest.fixture\ndef collect_ignored(): pass\ndef pytest_addoption(): pass"
    )
    files = {"tests/conftest.py": conftest, "tests/test_a.py": "from starlette.testclient import TestClient\n"}
    assert said(files, "addopts = -ra -q --strict-markers -p no:warnings -n auto") == []


def test_test_files_where_pytest_does_not_look_are_counted() -> None:
    files = dict.fromkeys(
        ("t/unit/test_a.py", "t/smoke/test_b.py", "t/smoke/test_c.py"), "def test_a(): assert str(1)\n"
    )
    (line,) = said({**files, "t/smoke/test_none.py": "X = 1\n"}, "testpaths = t/unit")
    assert line == (
        "2 test files lie outside `testpaths` in tox.ini and are no Tests here (t/smoke/test_b.py, t/smoke/test_c.py): "
        "name the folders of all tests there to have them declared"
    )
    assert said(files) == []


@pytest.mark.parametrize(
    ("ini", "expected"),
    [
        ("addopts = -q --ignore=a -k 'not slow' --ignore b", "--ignore, -k"),
        ("addopts = -kslow", "-k"),
        ("addopts = --doctest-modules -o python_files=x", "--doctest-modules, -o"),
        ("addopts = --config-file x.ini", "--config-file"),
    ],
)
def test_options_that_choose_are_named(ini: str, expected: str) -> None:
    (line,) = said({}, ini)
    assert line == f"`addopts` in tox.ini is not read: {expected} may let pytest run other tests than count here"


def test_folders_that_pytest_does_not_enter_are_named() -> None:
    (line,) = said({}, "norecursedirs = data")
    assert line.startswith("`norecursedirs` in tox.ini is not read")


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("collect_ignore = ['a.py']\n", "collect_ignore"),
        ("if x:\n    pass\ncollect_ignore_glob = []\n", "collect_ignore_glob"),
        ("@hook\ndef pytest_collect_file(): pass\n", "pytest_collect_file"),
        ("from a.plugin import *\n", "from a.plugin import *"),
        ("def pytest_pycollect_makeitem(): pass\ncollect_ignore = []\n", "pytest_pycollect_makeitem`, `collect_ignore"),
    ],
)
def test_hooks_and_lists_of_a_conftest_are_named(source: str, what: str) -> None:
    (line,) = said({"t/conftest.py": source})
    assert line == f"t/conftest.py is not run: `{what}` may let pytest run other tests than count here"


def test_tests_of_other_files_are_named() -> None:
    files = {
        "tests/test_a.py": "class TestA:\n    def test_a(self): assert str(1)\n",
        "tests/test_b.py": "from tests.test_a import TestA, helper\nclass TestB(TestA): pass\n",
        "tests/test_c.py": "from .test_a import helper\n",
        "tests/test_d.py": "from shop.test_utils import TestClient\n",
        "shop/test_utils.py": "class TestClient:\n    def __init__(self): pass\n",
    }
    assert said(files) == [
        "1 test file imports tests of others (tests/test_b.py: TestA): they count where they are defined"
    ]


def test_files_that_pytest_makes_tests_are_counted() -> None:
    files = {"check_a.py": "def test_a(): assert str(1)\n", "test_b.py": ""}
    (line,) = said(files, "python_files = check_*.py test_*.py")
    assert line == "`python_files` in tox.ini makes 1 more file a test: what is in there needs no Task"
    assert said(files, "python_files = check_*.py", tests=("tests/",)) == []
