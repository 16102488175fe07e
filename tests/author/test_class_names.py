"""The names of the classes that are written for files: what tells them apart, once."""

from __future__ import annotations

import pytest

from archhook.author.node_names import class_name


@pytest.mark.parametrize(
    ("path", "level", "name"),
    [
        ("tests/integration/test_backoff_int.py", "integration", "IntegrationBackoffInt"),
        ("tests/integration/test_integration_backoff.py", "integration", "IntegrationBackoff"),
        ("tests/unit/test_unit.py", "unit", "UnitUnit"),
        ("t/unit/app/test_app.py", "unit", "UnitTAppApp"),
        ("tests/system/test_operating_system.py", "system", "SystemOperatingSystem"),
        ("tests/unit/test_integration.py", "unit", "UnitIntegration"),
        ("tests/test_till.py", "unit", "UnitTill"),
        ("src/till/unit.py", "", "TaskTillUnit"),
        ("src/tests.py", "", "TaskTests"),
        ("integration/__init__.py", "integration", "IntegrationInit"),
    ],
)
def test_the_level_is_said_once(path: str, level: str, name: str) -> None:
    assert class_name(path, level, ("src", "."), lambda name: False) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"UnitTill", "UnitTill2"}
    assert class_name("tests/unit/test_till.py", "unit", (), taken.__contains__) == "UnitTill3"
    assert class_name("tests/unit/test_tests.py", "unit", (), lambda name: False) == "Unit2"
