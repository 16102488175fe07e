"""Code of the product that is named like a test: governed, or at least named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from archhook.adopt.holding_tests import product_code
from archhook.adopt.holding_tests import test_patterns as patterns_of
from archhook.adopt.init_notes import named_only_notes
from archhook.adopt.repository_facts import Facts, held
from archhook.cli.main import main
from archhook.inventory.python_file import inventory
from archhook.inventory.roles import Roles
from archhook.model.config import Config, Pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo

TOOLS = "class TestClient:\n    def __init__(self): pass\n    def test_it(self): assert str(1)\n"
TEST = "def test_a(): assert str(1)\n"
PACKAGE = {"shop/__init__.py": "", "shop/test_utils.py": TOOLS}


def facts(sources: Mapping[str, str], config: Config) -> Facts:
    files = {path: held(path, inventory(source.encode()), "", config) for path, source in sources.items()}
    return Facts(files, {path: Roles(config, ()).role_of(path, "100644") for path in files}, "shop", "", "")


@pytest.mark.parametrize(
    ("sources", "governed", "named"),
    [
        (PACKAGE, ["!/shop/test_utils.py"], ["shop/test_utils.py"]),
        ({**PACKAGE, "shop/utils_test.py": "X = 1\n"}, ["!/shop/test_utils.py", "!/shop/utils_test.py"], None),
        ({**PACKAGE, "shop/test_a.py": TEST}, [], ["shop/test_utils.py"]),  # a helper of the tests beside it
        ({"shop/test_utils.py": TOOLS}, [], ["shop/test_utils.py"]),
        ({"test_speed.py": "def main(): ...\n"}, [], ["test_speed.py"]),
        ({**PACKAGE, "shop/test_utils.py": TEST}, [], []),
        ({**PACKAGE, "shop/test_utils.py": ""}, [], []),
        ({**PACKAGE, "shop/test_utils.py": "def (:\n"}, [], []),
        ({"shop/tests/__init__.py": "", "shop/tests/test_utils.py": TOOLS}, [], []),
        ({"shop/test/__init__.py": "", "shop/test/test_utils.py": TOOLS}, [], []),
    ],
)
@pytest.mark.parametrize("told", [Pytest(), Pytest("pytest.ini", testpaths=("tests",))])
def test_what_is_a_test_by_its_name_alone(
    sources: dict[str, str], governed: list[str], named: list[str] | None, told: Pytest
) -> None:
    config = Config(pytest=told)
    known = facts(sources, config)
    assert [one.pattern for one in product_code(known, config)] == governed
    lines = list(named_only_notes(known, config))
    if named is not None:
        assert len(lines) == bool(named)
        assert all(f"({path})" in lines[0] and f'tests = [..., "!/{path}"]' in lines[0] for path in named)


def test_what_pytest_alone_calls_a_test_is_left_to_it() -> None:
    config = Config(pytest=Pytest("pytest.ini", files=("check_*.py",)))
    known = facts({"shop/__init__.py": "", "shop/check_utils.py": TOOLS}, config)
    assert known.roles["shop/check_utils.py"] == "test"
    assert product_code(known, config) == ()


def test_init_has_such_code_governed_and_says_so(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo("shop")
    files = {
        **PACKAGE,
        "tests/test_a.py": "from shop.test_utils import TestClient\n\n\n" + TEST,
        "setup.cfg": "[tool:pytest]\npython_files = test_*.py check_*.py\n",
        "web/check_a.py": TEST,
        "other/test_tools.py": "def help(): ...\n",
    }
    repo.commit("The shop", files=files)
    monkeypatch.chdir(repo.path)
    assert main(["init"]) == 0
    out = capsys.readouterr().out
    assert "  1 file named like tests and holding none, governed as code of the product: shop/test_utils.py\n" in out
    assert (
        "tests: 1 file is a test by name alone, holds none and lies in no folder of tests (other/test_tools.py)" in out
    )
    assert "import tests of others" not in out
    assert 'file_path = "shop/test_utils.py"' in (repo.path / "architecture.py").read_text()
    written = (repo.path / "archhook.toml").read_text()
    assert '"check_*.py", # 1 file' in written
    assert '"!/shop/test_utils.py", # 1 file: named like a test, holds none: code of the product' in written
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 0
    assert {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]} == {"LED007"}
    assert main(["sync", "--check"]) == 0


@pytest.mark.parametrize(
    ("sources", "patterns"),
    [
        (
            {"shop/__init__.py": "", "shop/test/__init__.py": "", "shop/test/cases.py": "class Case(TestCase): ...\n"},
            [],
        ),
        ({"shop/__init__.py": "", "shop/test/__init__.py": "", "shop/test/test_a.py": TEST}, ["/shop/test/"]),
        (
            {"shop/test/__init__.py": "", "shop/test/help.py": "X = 1\n", "shop/test/test_a.py": TEST},
            ["/shop/test/"],
        ),
        (
            {
                "shop/__init__.py": "",
                "shop/test/__init__.py": "",
                "shop/test/help.py": "X = 1\n",
                "shop/test/more/test_a.py": TEST,
            },
            ["/shop/test/"],
        ),
        ({"test/help.py": "class Case(TestCase): ...\n"}, ["/test/"]),
    ],
)
def test_a_package_that_helps_to_test_is_no_folder_of_tests(sources: dict[str, str], patterns: list[str]) -> None:
    """As `django/test/`: the product's own, with base classes for the tests of others."""
    assert [one.pattern for one in patterns_of(facts(sources, Config()))] == patterns
