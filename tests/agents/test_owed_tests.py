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
        (UNIT + WRITTEN, "T-1", ("TST505",), ()),
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


def test_planned_and_unplanned_are_told_apart() -> None:
    both = (Owed("unit", "D-1", ("UT-1", "UT-2")), Owed("system", "R-1", ()))
    assert (planned_of(both), unplanned(both)) == (["UT-1", "UT-2"], ["system test of R-1"])
