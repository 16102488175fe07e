"""The files beside a ledger with other ids: all else in them stays."""

from __future__ import annotations

import pytest

from archhook.errors import ArchhookError
from archhook.project.measured import parse
from archhook.refactor.renamed_files import renamed_baseline, renamed_configuration, renamed_measured

IDS = {"D-2": "D-a.storage", "T-1": "T-9"}

BASELINE = """\
# Kept for D-2.
# findings when written: 3
DEP206 D-1 - D-2  # until D-2 is split
INV407 T-1 src/x.py "D-2 x" x2
INV407 T-2 src/x.py T-1
"""


def test_a_baseline_stays_in_its_order() -> None:
    assert renamed_baseline(BASELINE.encode(), IDS).decode() == (
        "# Kept for D-2.\n# findings when written: 3\n"
        "DEP206 D-1 - D-a.storage  # until [D-a.storage] is split\n"
        'INV407 T-2 src/x.py T-9\nINV407 T-9 src/x.py "D-2 x" x2\n'
    )
    loose = "INV407 T-2 a b\r\n\r\nINV406 T-1 a b # T-1\r\n"
    assert renamed_baseline(loose.encode(), IDS).decode() == loose.replace("T-1", "T-9")
    assert renamed_baseline(b"\xef\xbb\xbf# x\n", IDS) == b"\xef\xbb\xbf# x\n"


WRITTEN = """\
# Measured figures of the Designs, written by `archhook measure`.
version = 1

{} # the store
value = 60
unit = "ms"
source = "till.json"
machine = "till-1"
date = 2026-03-02T09:00:00Z
samples = 400
{}
"src/D-2.py" = "0000000000000000000000000000000000000001"
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[D-2.latency_p99_ms]", '["D-a.storage".latency_p99_ms]'),
        ('[ "D-02" . latency_p99_ms ]', '[ "D-a.storage" . latency_p99_ms ]'),
        ("['[D-2]'.latency_p99_ms]", "['D-a.storage'.latency_p99_ms]"),
    ],
)
def test_measured_figures_are_of_another_id(old: str, new: str) -> None:
    files = old.replace("ms]", "ms.files]").replace("ms ]", "ms.files ]")
    source = WRITTEN.format(old, files).encode()
    found = renamed_measured(source, IDS, "measured.toml")
    assert found.decode() == WRITTEN.format(new, files.replace(old[:-1].rstrip(" ]"), new[:-1].rstrip(" ]")))
    assert [one.design for one in parse(found, "").figures] == ["D-a.storage"]
    assert renamed_measured(source, {"D-3": "D-4"}, "measured.toml") == source


def test_measured_figures_that_are_written_otherwise_are_left_to_a_person() -> None:
    source = WRITTEN.format("[D-2]\n[D-2.latency_p99_ms]", "[D-2.latency_p99_ms.files]").replace("[D-2]\n", "")
    inline = source.replace("[D-2.latency_p99_ms]", "[D-2]\nlatency_p99_ms.samples = 1", 1)
    with pytest.raises(ArchhookError):
        renamed_measured(inline.encode(), IDS, "measured.toml")


CONFIGURATION = """\
strict = true  # D-2 and design = "D-2"
[[measure]]
file = "till.json" # of D-2
format = "hyperfine"
benchmark = "D-2"
design = '[D-2]'
field = "latency_p99_ms"
statistic = "mean"
[[measure]]
file = "till.json"
format = "hyperfine"
benchmark = "x"
design="D-1"
field = "latency_p99_ms"
statistic = "mean"
"""


def test_a_configuration_feeds_another_id() -> None:
    found = renamed_configuration(CONFIGURATION.encode(), IDS, "archhook.toml").decode()
    assert "design = '[D-a.storage]'" in found
    assert [line for line in found.splitlines() if "storage" not in line] == [
        line for line in CONFIGURATION.splitlines() if not line.startswith("design = '") and 'design = "' not in line
    ]
    project = "[project]\nname = 'D-2'\n[tool.archhook]\n" + CONFIGURATION.replace("[[m", "[[tool.archhook.m")
    assert "design = '[D-a.storage]'" in renamed_configuration(project.encode(), IDS, "pyproject.toml").decode()
    assert renamed_configuration(CONFIGURATION.encode(), {"D-7": "D-8"}, "archhook.toml").decode() == CONFIGURATION
    assert renamed_configuration(b"[tool.other]\ndesign = 'D-2'\n", IDS, "pyproject.toml").endswith(b"'D-2'\n")


def test_another_tables_design_is_not_taken_for_one() -> None:
    mixed = CONFIGURATION + "[[tool.other]]\ndesign = 'D-2'\n"
    with pytest.raises(ArchhookError, match="cannot be edited"):
        renamed_configuration(mixed.replace("[[measure]]", "[[tool.archhook.measure]]").encode(), IDS, "pyproject.toml")
