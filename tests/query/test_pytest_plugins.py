"""The plug-ins that a project's settings name for pytest."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of

from archhook.query.pytest_plugins import plugins, plugins_in
from archhook.query.reaching_tests import reaching_tests

TEST = "def test_it():\n    assert str(1)\n"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('[tool.pytest.ini_options]\naddopts = "-q -p shop.plugin"\n', ["shop.plugin"]),
        ('[tool.pytest]\naddopts = ["-p", "shop.plugin", "-q"]\n', ["shop.plugin"]),
        ("[pytest]\naddopts = -pshop.plugin\n", ["shop.plugin"]),
        ("[pytest]\naddopts =\n    -q\n    -p no:cacheprovider\n", ["no:cacheprovider"]),  # it names no module
        ('[project.entry-points.pytest11]\nshop = "shop.plugin"\nmore = "shop.more:Plugin"\n\n[tool.x]\na = "b"\n',
         ["shop.plugin", "shop.more:Plugin"]),
        ('[project.entry-points]\npytest11 = {shop = "shop.plugin"}\n', ["shop.plugin"]),
        ("[options.entry_points]\npytest11 =\n    shop = shop.plugin\n[other]\nx = y\n", ["shop.plugin"]),
        ('setup(entry_points={"pytest11": ["shop = shop.plugin"]})\n', ["shop.plugin"]),
        ('setup(\n    entry_points={\n        "pytest11": [\n            "shop = shop.plugin",\n        ],\n    }\n)\n',
         ["shop.plugin"]),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_file_names(text: str, names: list[str]) -> None:
    assert list(plugins_in(text)) == names


def test_every_test_runs_them() -> None:
    sources = {
        "src/shop/plugin.py": "import shop.deep\n", "src/shop/deep.py": "", "tests/test_a.py": TEST,
        "setup.cfg": "[options.entry_points]\npytest11 =\n    shop = shop.plugin\n",
    }  # fmt: skip
    architecture = architecture_of((), sources)
    assert plugins(architecture) == ("shop.plugin",)
    assert reaching_tests(architecture, ["src/shop/deep.py"]).tests == ("tests/test_a.py",)
