"""Tests that are said not to fail, run by pytest: whatever they hang on fails, and they do not."""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from inventory.test_idle_functions import BODIES, HEADS, NAMES, SEVERAL, SKIPS

from archhook.inventory.hollow_tests import hollow_tests
from archhook.inventory.python_file import inventory
from archhook.model.config import Pytest

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
import sys, unittest
def f(): raise AssertionError
WINDOWS = RUN = x = y = False
VALUES = [(1, 2)]
NAMES = "x"
patch = lambda name: lambda function: function
import pytest
"""
GIVEN = "import pytest\n" + "".join(
    f"@pytest.fixture(name={name!r})\ndef give_{name}(): return 1\n" for name in ("self", "cls", "db")
)
"""What else has to be there is there: nothing fails but `f`."""
SOURCES = [
    *(source.replace("class A", "class TestA") for source, _ in (*HEADS, *SKIPS, *SEVERAL)),
    *(source.replace("class A", "class TestA") for source, _ in NAMES),
    *(f"def test_a():\n    {body.replace('f()', 'repr(1)')}" for body in BODIES),
]


@pytest.mark.slow
def test_no_test_that_is_said_not_to_fail_does(tmp_path: Path) -> None:
    said: set[tuple[str, str]] = set()
    for number, source in enumerate(SOURCES):
        name = f"test_{number}"
        case = (
            source.replace("class TestA:", "class TestA(unittest.TestCase):") if "self.skipTest" in source else source
        )
        text = f"{HEAD}{case}\n"
        (tmp_path / f"{name}.py").write_text(text)
        for one in hollow_tests(f"{name}.py", inventory(text.encode()), Pytest()):
            said.add((name, one.test.name.rpartition("::")[2]))
    (tmp_path / "conftest.py").write_text(GIVEN)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    report = tmp_path / "report.xml"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly", "-c", "pytest.ini",
         f"--junitxml={report}", "-W", "ignore", "--continue-on-collection-errors", "."],
        cwd=tmp_path, check=False, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    ran = list(ET.parse(report).getroot().iter("testcase"))
    bad = {
        (one.get("classname", "").partition(".")[0], one.get("name", "").partition("[")[0])
        for one in ran
        if one.find("failure") is not None or one.find("error") is not None
    }
    assert len(ran) > len(said) > 50
    assert said & bad == set()
