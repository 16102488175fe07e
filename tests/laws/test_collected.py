"""TST502 to TST504 under pytest's settings, and where one function is run as several tests."""

import pytest

from archhook.model.config import Pytest

P = "tests/test_a.py"
MIXED = (
    "class Mixin:\n    def test_m(self): ...\n\n\nclass TestB(Mixin): ...\n\n\nclass TestA(Mixin):\n"
    "    def test_own(self): ...\n"
)


def told(judge, code, ledger, source, path=P, **settings):
    found = judge(code, ledger, {path: source}, pytest=Pytest("tox.ini", **settings))
    return [one.symbol or one.message for one in found]


@pytest.mark.parametrize(
    ("names", "missing", "undeclared"),
    [
        ("TestA::test_own", [], ["TestA::test_m"]),
        ("TestA::test_own,TestB::test_m", [], []),
        ("TestA::test_own,TestA::test_m", [], []),
        ("TestA::test_own,Mixin::test_m", [], []),
        ("test_own,test_m", [], []),
        ("*", [], []),
        ("test_m,TestA::test_no,TestC::test_m", ["TestA::test_no", "TestC::test_m"], ["TestA::test_own"]),
    ],
)
def test_an_inherited_test_is_declared_by_its_own_name_or_by_the_function_s(judge, names, missing, undeclared):
    ledger = f"UT-1 file={P} test_functions={names}"
    assert told(judge, "TST502", ledger, MIXED) == missing
    assert told(judge, "TST504", ledger, MIXED) == undeclared


@pytest.mark.parametrize(
    ("settings", "undeclared"),
    [
        ({}, ["test_x"]),
        ({"functions": ("check",)}, ["check_x"]),
        ({"classes": ("Check*",)}, ["test_x", "CheckA::test_y"]),
        ({"functions": ("*_x",), "classes": ()}, ["test_x", "check_x"]),
        ({"testpaths": ("other",)}, []),
        ({"testpaths": ("other",), "everywhere": True}, ["test_x"]),
        ({"files": ("check_*.py",)}, []),
        ({"files": ("tests/*.py",)}, ["test_x"]),
    ],
)
def test_what_has_to_be_declared_hangs_on_the_settings(judge, settings, undeclared):
    source = "def test_x(): ...\ndef check_x(): ...\nclass CheckA:\n    def test_y(self): ...\n"
    assert told(judge, "TST504", f"UT-1 file={P}", source, **settings) == undeclared
    assert bool(told(judge, "TST503", "", source, **settings)) == bool(undeclared)


def test_a_file_that_cannot_be_parsed_holds_tests_if_pytest_would_look(judge):
    assert told(judge, "TST503", "", "def (", path="tests/check_a.py") == []
    assert len(told(judge, "TST503", "", "def (", path="tests/check_a.py", files=("check_*",))) == 1
    assert told(judge, "TST503", "", "def (", testpaths=("other",)) == []


def test_why_a_file_holds_none_is_said(judge):
    ledger = f"UT-1 file={P} test_functions=*"

    def message(**settings):
        source = "def test_x(): ...\n" * bool(settings)
        (breach,) = judge("TST502", ledger, {P: source}, pytest=Pytest("tox.ini", **settings))
        return breach.message.removeprefix(f"UT-1 declares all tests of {P}, ")

    assert message() == "which holds none"
    assert message(testpaths=("other",)) == "and pytest takes none from there (`testpaths` in tox.ini)"
    assert message(files=("check_*",)) == "and pytest takes none from there (`python_files` in tox.ini)"
