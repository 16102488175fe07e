"""The tests that a node owes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out
from helpers.work import asked, project

from archhook.agents.owed_tests import Owed, owed_tests, planned_of, unplanned

if TYPE_CHECKING:
    from pathlib import Path

TEST = '''

class {name}({base}):
    """[{node}] {name}."""

    verifies = "{target}"
    test_file = "tests/test_{name}.py"
    test_functions = "*"
    planned = {planned}
'''


def test_of(base: str, node: str, target: str, *, planned: bool = True) -> str:
    return TEST.format(name=node.replace("-", "_"), base=base, node=node, target=target, planned=planned)


test_of.__test__ = False  # type: ignore[attr-defined]
UNIT, WRITTEN = test_of("UnitTest", "UT-1", "D-1"), test_of("UnitTest", "UT-2", "D-1", planned=False)
SYSTEM = test_of("SystemTest", "ST-1", "R-1")
OTHER = test_of("UnitTest", "UT-9", "D-2")
IMPORT = "from archhook import IntegrationTest, SystemTest\n"


def owed(folder: Path, more: str, node: str = "T-1", on: tuple[str, ...] = (), waived: str = "") -> tuple[Owed, ...]:
    files = project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept")}, IMPORT + more + waived)
    for code in on:
        files["archhook.toml"] = files["archhook.toml"].replace(f'{code} = "off"\n', "")
    return asked(lay_out(folder, files), lambda seen: owed_tests(seen, node))


@pytest.mark.parametrize(
    ("more", "node", "on", "expected"),
    [
        ("", "T-1", (), ()),
        ("", "T-1", ("TST505", "TST507"), (Owed("unit", "D-1", ()), Owed("system", "R-1", ()))),
        (UNIT + SYSTEM + OTHER, "T-1", (), (Owed("unit", "D-1", ("UT-1",)), Owed("system", "R-1", ("ST-1",)))),
        (UNIT + SYSTEM, "R-1", (), (Owed("system", "R-1", ("ST-1",)),)),
        (UNIT + WRITTEN, "T-1", ("TST505",), (Owed("unit", "D-1", ("UT-1",)),)),  # that one is written is not enough
        (WRITTEN, "T-1", ("TST505",), ()),
        (UNIT, "UT-1", ("TST505",), ()),
        (UNIT, "D-1", (), (Owed("unit", "D-1", ("UT-1",)),)),
        (OTHER, "T-2", ("TST505",), (Owed("unit", "D-2", ("UT-9",)),)),  # it is written, and the test is not
        (OTHER, "T-7", (), ()),
    ],
)
def test_what_is_owed(tmp_path: Path, more: str, node: str, on: tuple[str, ...], expected: tuple[Owed, ...]) -> None:
    assert owed(tmp_path, more, node, on) == expected


def test_what_is_waived_is_not_owed(tmp_path: Path) -> None:
    waived = 'Design1.waives = {"TST505": "it is bought"}\n'
    assert owed(tmp_path, "", on=("TST505", "TST506"), waived=waived) == (Owed("integration", "D-1", ()),)


@pytest.mark.parametrize(
    ("more", "bodies", "expected"),
    [
        (WRITTEN, ("assert True", "pass"), (Owed("unit", "D-1", (), ("UT-2",)),)),
        (WRITTEN, ("assert True", "assert str(1)"), ()),
        (WRITTEN.replace('"*"', '["test_0"]'), ("pass", "assert str(1)"), (Owed("unit", "D-1", (), ("UT-2",)),)),
        (WRITTEN.replace('"*"', '["test_1"]'), ("pass", "assert str(1)"), ()),
        (UNIT + WRITTEN, ("pass",), (Owed("unit", "D-1", ("UT-1",), ("UT-2",)),)),
        (WRITTEN + test_of("UnitTest", "UT-3", "D-1", planned=False), ("pass",), ()),  # no file holds that one yet
    ],
)
def test_tests_that_cannot_fail_leave_their_level_owed(
    tmp_path: Path, more: str, bodies: tuple[str, ...], expected: tuple[Owed, ...]
) -> None:
    tests = "".join(f"def test_{number}(): {body}\n" for number, body in enumerate(bodies))
    lay_out(tmp_path, {"tests/test_UT_2.py": tests})
    assert owed(tmp_path, more) == expected


def test_a_hollow_test_that_is_waived_is_no_debt(tmp_path: Path) -> None:
    lay_out(tmp_path, {"tests/test_UT_2.py": "def test_it(): pass\n"})
    waived = WRITTEN + '    waives = {"TST509": "it is a stub for the import alone"}\n'
    assert owed(tmp_path, waived) == ()


def test_a_folder_of_tests_proves_something_where_one_of_them_can_fail(tmp_path: Path) -> None:
    folder = WRITTEN.replace("tests/test_UT_2.py", "tests/").replace("planned = False", "planned = False\n")
    files = project({1: []}, {1: (1, "kept")}, folder)
    files["archhook.toml"] = 'symbols = "files"\n' + files["archhook.toml"]
    files |= {"tests/test_a.py": "def test_a(): pass\n", "tests/sub/test_b.py": "def test_b(): pass\n"}
    seen = asked(lay_out(tmp_path, files), lambda seen: owed_tests(seen, "T-1"))
    assert seen == (Owed("unit", "D-1", (), ("UT-2",)),)
    lay_out(tmp_path, {"tests/sub/test_b.py": "def test_b(): assert str(1)\n"})
    assert asked(tmp_path, lambda seen: owed_tests(seen, "T-1")) == ()


def test_planned_and_unplanned_are_told_apart() -> None:
    both = (Owed("unit", "D-1", ("UT-1", "UT-2")), Owed("system", "R-1", ()))
    assert (planned_of(both), unplanned(both)) == (["UT-1", "UT-2"], ["system test of R-1"])
