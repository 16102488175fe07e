"""What a conftest.py does by which tests are left out."""

from __future__ import annotations

import pytest

from archhook.inventory.conftest_hooks import deselecting_in

FOUND = {
    "def pytest_collection_modifyitems(items): items.clear()": "pytest_collection_modifyitems",
    "from evil import pytest_collection_modifyitems": "pytest_collection_modifyitems",
    "from evil import hide as pytest_ignore_collect": "pytest_ignore_collect",
    "from evil import *": "from evil import *",
    "pytest_plugins = ['evil']": "pytest_plugins",
    "if x:\n    collect_ignore = ['a.py']": "collect_ignore",
    "collect_ignore: list = []": "collect_ignore",
    "globals()['collect_ignore'] = ['a.py']": "globals()",
    "globals().update(collect_ignore=['a.py'])": "globals()",
    "@pytest.hookimpl(specname='pytest_runtest_setup')\ndef other(): pass": "pytest_runtest_setup",
    "def pytest_configure(config):\n    config.option.collectonly = True": (
        "pytest_configure that changes what pytest is told"
    ),
    "def pytest_configure(config):\n    setattr(config.option, 'keyword', 'x')": (
        "pytest_configure that changes what pytest is told"
    ),
    "@pytest.fixture(autouse=True)\ndef x():\n    pytest.skip()": "x (a fixture of all tests that may skip them)",
}
KEPT = (
    "def pytest_configure(config):\n    config.addinivalue_line('markers', 'slow')",
    "@pytest.fixture\ndef x():\n    pytest.skip()",
    "@pytest.fixture(autouse=False)\ndef x():\n    pytest.skip()",
    "@pytest.fixture(autouse=True)\ndef x():\n    pass",
    "import pytest_plugins_of_ours",
    "def pytest_addoption(parser): pass",
    "x = (",
)


@pytest.mark.parametrize("text", FOUND)
def test_what_leaves_tests_out(text: str) -> None:
    assert [what for what, _ in deselecting_in(f"import pytest\n{text}\n".encode())] == [FOUND[text]]


@pytest.mark.parametrize("text", KEPT)
def test_what_does_not(text: str) -> None:
    assert deselecting_in(f"import pytest\n{text}\n".encode()) == ()
