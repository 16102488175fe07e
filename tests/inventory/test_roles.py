from __future__ import annotations

from typing import Any

import pytest

from archhook.inventory.roles import Roles
from archhook.model.config import Config, Pytest

LEDGER = ("architecture.py",)


def role_of(path: str, mode: str, config: Config, modules: tuple[str, ...]) -> str:
    return Roles(config, modules).role_of(path, mode)


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("src/a.py", "governed"),
        ("setup.py", "governed"),
        (".hidden/a.py", "governed"),
        ("a b/é.py", "governed"),
        ("architecture.py", "ledger"),
        ("src/architecture.py", "governed"),
        ("tests/test_a.py", "test"),
        ("tests/conftest.py", "test"),
        ("src/pkg/tests/helper.py", "test"),
        ("src/test_a.py", "test"),
        ("src/a_test.py", "test"),
        ("src/latest.py", "governed"),
        ("contests/a.py", "governed"),
        ("tests.py", "governed"),
        ("README.md", "other"),
        ("tests/data.json", "other"),
        ("src/a.pyi", "other"),
        ("src/a.PY", "other"),
        ("py", "other"),
    ],
)
def test_defaults(path: str, role: str) -> None:
    assert role_of(path, "100644", Config(), LEDGER) == role
    assert role_of(path, "100755", Config(), LEDGER) == role


@pytest.mark.parametrize("mode", ["120000", "160000"])
@pytest.mark.parametrize("path", ["src/a.py", "tests/test_a.py", "architecture.py"])
def test_symlinks_and_submodules_are_neither(mode: str, path: str) -> None:
    assert role_of(path, mode, Config(), LEDGER) == "other"


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("generated/a.py", "other"),
        ("generated/tests/test_a.py", "other"),
        ("architecture/__init__.py", "ledger"),
        ("architecture/data.py", "ledger"),
        ("architecture/other.py", "governed"),
        ("specs/a.py", "test"),
        ("tests/test_a.py", "governed"),
    ],
)
def test_configured(path: str, role: str) -> None:
    config = Config(tests=("/specs/",), exclude=("generated/", "/architecture/data.py"))
    roles = Roles(config, ("architecture/__init__.py", "architecture/data.py"))
    assert roles.role_of(path, "100644") == role


@pytest.mark.parametrize(
    ("told", "path", "role"),
    [
        ({"files": ("check_*.py",)}, "src/check_a.py", "test"),
        ({"files": ("check_*.py",)}, "src/test_a.py", "test"),
        ({"files": ("check_*.py",), "testpaths": ("t",)}, "src/check_a.py", "governed"),
        ({"files": ("check_*.py",), "testpaths": ("t",)}, "t/check_a.py", "test"),
        ({"files": ("check_*.py",), "testpaths": ("t",), "everywhere": True}, "src/check_a.py", "test"),
        ({"files": ("check_*",)}, "src/check_a.txt", "other"),
        ({"files": ("src/*",)}, "src/deep/a.py", "test"),
        ({"files": ("no.py",)}, "tests/a.py", "test"),
        ({"testpaths": ("src/a.py",)}, "src/a.py", "governed"),
    ],
)
def test_what_pytest_is_told_makes_tests_unless_the_key_is_set(told: dict[str, Any], path: str, role: str) -> None:
    config = Config(pytest=Pytest("tox.ini", **told))
    assert role_of(path, "100644", config, LEDGER) == role
    own = config._replace(tests=("tests/", "test_*.py"), own_tests=True)
    assert role_of(path, "100644", own, LEDGER) == role_of(path, "100644", own._replace(pytest=Pytest()), LEDGER)
