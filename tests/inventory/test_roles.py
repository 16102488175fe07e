from __future__ import annotations

import pytest

from archhook.config import Config
from archhook.inventory.roles import Roles, role_of

LEDGER = ("architecture.py",)


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
