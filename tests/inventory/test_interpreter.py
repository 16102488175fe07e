"""Which Python a project asks for, as its metadata says it."""

from __future__ import annotations

import sys

import pytest

from archhook.inventory.interpreter import newer_python

NEXT = f"3.{sys.version_info.minor + 1}"
THIS = f"3.{sys.version_info.minor}"


@pytest.mark.parametrize(
    ("wanted", "newer"),
    [
        (f">={NEXT}", NEXT),
        (f">= {NEXT}.2, <4, !={NEXT}.3", NEXT),
        (f"~={NEXT}", NEXT),
        (f"^{NEXT}", NEXT),
        (f"=={NEXT}.*", NEXT),
        (f"<4,>={THIS},>={NEXT}", NEXT),
        (">=4", "4.0"),
        (f">={THIS}", ""),
        (f">={THIS}.9", ""),
        (f">{THIS}", ""),
        (">=3", ""),
        (f"!={NEXT}.*", ""),
        (f"<{NEXT}", ""),
        (f"<= {NEXT}", ""),
        ("", ""),
        (",", ""),
        ("*", ""),
        ("any", ""),
        (">=3.x", ""),
        (">=3.99999999999999999999", ""),
        (f">={NEXT}rc1", NEXT),
    ],
)
def test_only_a_lower_bound_above_the_running_one_counts(wanted: str, newer: str) -> None:
    assert newer_python(wanted) == newer
