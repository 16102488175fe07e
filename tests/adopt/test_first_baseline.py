from __future__ import annotations

from archhook.adopt.first_baseline import baseline_of
from archhook.model.findings import Finding
from archhook.project.baseline import key_of, parse


def finding(code: str, file: str, symbol: str) -> Finding:
    return Finding(code, "name", "error", "message", file, 1, 1, "", "", (), 0, file, symbol, "")


def test_each_import_is_an_entry_with_its_reason() -> None:
    found = [
        finding("DEP210", "b.py", "tests/x.py"),
        finding("DEP203", "c.py", "d.py"),
        finding("DEP203", "a.py", "d.py"),
    ]
    text = baseline_of(found)
    assert text.split("\n\n")[1].splitlines() == [
        "DEP203 - a.py d.py  # older than the ledger: it runs against the order of the Designs",
        "DEP203 - c.py d.py  # older than the ledger: it runs against the order of the Designs",
        "DEP210 - b.py tests/x.py  # older than the ledger",
    ]
    read = parse("archhook-baseline.txt", text.encode())
    assert read.written == 3
    assert {key_of(one) for one in read.entries} == {key_of(one) for one in found}
