"""Questions about a project of which Tasks and Tests name folders: a folder stands for the files below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.files import copy_fixture, write
from helpers.work import asked

from archhook.measure.figures import files_of as measured_files
from archhook.query import tests_to_run as selection
from archhook.query.changed import change_of
from archhook.query.import_lines import files_of
from archhook.query.owners import answering, gap_of, owners_of
from archhook.query.subject import subject_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="till")
def till_fixture(tmp_path: Path) -> Path:
    return copy_fixture("kept/folders", tmp_path / "till")


@pytest.mark.parametrize(
    ("word", "owners"),
    [
        ("src/till/basket.py", "T-1"),
        ("src/till/basket.py:total", "T-1"),  # named by nobody, and belongs to its file
        ("src/till/basket.py:Basket", "T-1"),
        ("src/till/scanner.py", "T-2"),
        ("src/till/scanner.py:scan", "T-2"),
        ("src/till/", "T-1"),
        ("src/till", "T-1"),
        ("src/till/__init__.py", "T-1"),
        ("tests/unit", "UT-1"),
        ("tests/unit/test_basket.py", "UT-1"),
        ("tests/unit/test_scanner.py", "UT-2"),
        ("tests/system/test_scan.py", "ST-2"),
        ("tests/integration/test_till.py", "IT-1"),  # below the shortest folder
        ("tests", "IT-1"),
    ],
)
def test_who_answers(till: Path, word: str, owners: str) -> None:
    found = asked(till, lambda seen: owners_of(seen, subject_of(seen, word)))
    assert " ".join(found) == owners


def test_nobody_answers_for_what_no_folder_covers(till: Path) -> None:
    write(till / "src/other.py", "def f(): ...\n")
    found = asked(till, lambda seen: gap_of(seen, subject_of(seen, "src/other.py")))
    assert found[0] == "no Task declares this file"


@pytest.mark.parametrize(
    ("path", "ids"),
    [
        ("src/till/new.py", {"T-1", "D-1"}),
        ("src/till/deep/new.py", {"T-1", "D-1"}),
        ("src/till/scanner.py", {"T-2", "D-2"}),
        ("src/new.py", set()),
        ("src/till/new.txt", set()),
        ("tests/unit/deep/test_new.py", {"UT-1"}),
        ("tests/new/helper.py", {"IT-1"}),
        ("src/till/test_new.py", set()),
    ],
)
def test_who_would_answer_for_a_file_that_is_not_there_yet(till: Path, path: str, ids: set[str]) -> None:
    assert asked(till, lambda seen: answering(seen, path)) == ids


@pytest.mark.parametrize("word", ["T-1", "src/till/"])
def test_a_change_of_a_folder_is_one_of_its_files(till: Path, word: str) -> None:
    change = asked(till, lambda seen: change_of(seen, [subject_of(seen, word)]))
    assert dict(change.files) == dict.fromkeys(("src/till/__init__.py", "src/till/basket.py"), ("T-1",))
    assert [path for path, _ in change.imported] == ["src/till/__init__.py", "src/till/basket.py"]


def test_the_tests_of_a_folder_are_run_by_its_files(till: Path) -> None:
    write(till / "tests/unit/helper.py", "def help(): ...\n")
    run = asked(till, lambda seen: selection.tests_to_run(seen, change_of(seen, [subject_of(seen, "UT-1")])))
    assert run.tests == ("tests/unit/test_basket.py",)


def test_the_files_of_a_design_are_those_below_its_folders(till: Path) -> None:
    write(till / "src/till/deep/drawer.py", "")
    write(till / "src/till/test_drawer.py", "def test_it(): assert f()\n")
    below = ["src/till/__init__.py", "src/till/basket.py", "src/till/deep/drawer.py"]
    assert asked(till, lambda seen: files_of(seen, "D-1")) == below
    assert [path for path, _ in asked(till, lambda seen: measured_files(seen, "D-1"))] == below
    assert asked(till, lambda seen: files_of(seen, "D-2")) == ["src/till/__init__.py", "src/till/scanner.py"]
