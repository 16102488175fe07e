"""TST by example."""

from __future__ import annotations

from archhook.laws.explained.example import LEDGER, Explained, Piece, field, written

UNIT = "tests/unit/test_scanner.py"
SIGN = "tests/unit/test_receipt.py"
TEST = "def test_receipt_shows_the_total():\n    assert total(Basket()) == 0\n"
NODE = (
    'class ReceiptAlone(UnitTest):\n    """[UT-3] A receipt by itself."""\n\n    verifies = Basket\n'
    '    test_file = "tests/unit/test_receipt.py"\n    test_functions = ["test_receipt_shows_the_total"]\n'
)
PLANNED = "    planned = True\n"
ALONE = "class ScannerAlone(UnitTest):"
FUNCTIONS = '    test_functions = ["test_known_code"]\n'
MORE = '    test_functions = ["test_known_code", "test_unknown_code"]\n'
UNKNOWN = 'def test_unknown_code():\n    with pytest.raises(KeyError):\n        scan("999")\n'
HOLLOW = "def test_unknown_code():\n    assert True\n"
UNIT_FILE, TOGETHER = (f'    test_file = "tests/{name}/test_scanner.py"\n' for name in ("unit", "integration"))


def _level(node: str, verified: str, other: str, file: str, mend: str) -> Explained:
    """A node that no test of a level verifies, as long as this one verifies another."""
    right, wrong = (f"    verifies = {name}\n{file}" for name in (verified, other))
    return field(node, right, wrong, right, mend)


EXPLAINED = {
    "TST501": Explained(
        written(LEDGER, NODE),
        (*written(LEDGER, NODE), *written(SIGN, TEST)),
        "Write the test file, `git add` it, or correct `test_file`. Where the Tasks of a Design are all planned, a "
        "Test of it may be so, too: `planned = True`.",
    ),
    "TST502": Explained(
        (Piece(LEDGER, MORE, ALONE, FUNCTIONS),),
        (Piece(LEDGER, MORE, ALONE, FUNCTIONS), *written(UNIT, UNKNOWN)),
        "Write the test, correct its name, or take it out. `test_functions = \"*\"` declares all tests of the file.",
    ),
    "TST503": Explained(
        written(SIGN, TEST),
        (*written(SIGN, TEST), *written(LEDGER, NODE)),
        "Write the Test that declares it, or let `archhook sync` do so, and say with `verifies` what it judges. What a "
        "test is, pytest's own configuration says (`python_files`, `testpaths` and the like).",
    ),
    "TST504": Explained(
        written(UNIT, UNKNOWN),
        (*written(UNIT, UNKNOWN), Piece(LEDGER, MORE, ALONE, FUNCTIONS)),
        'Name it in the `test_functions` of its Test (`archhook sync` does); `"*"` declares all tests of the file. '
        "What a test is, pytest's own configuration says (`python_classes`, `python_functions`).",
    ),
    "TST505": _level(
        "ScannerAlone(UnitTest)", "Scanner", "Basket", UNIT_FILE,
        "Write a UnitTest that verifies the Design: its own logic, without what it requires. One with `planned = True` "
        "counts as long as every Task of the Design is planned, or there is none.",
    ),
    "TST506": _level(
        "ScannerFeedsTheTill(IntegrationTest)", "Scanner", "Basket", TOGETHER,
        "Write an IntegrationTest that verifies the Design together with what it requires.",
    ),
    "TST507": _level(
        "ScanIsQuick(SystemTest)", "ScanInOneSecond", "TotalHoldsTax", "",
        "Write a SystemTest that verifies the Requirement on the whole system. One with `planned = True` counts as "
        "long as every Task of the Designs that satisfy it is planned.",
    ),
    "TST508": _level(
        "QueueIsShort(UserAcceptanceTest)", "ShortQueue", "FairPrice", "",
        "Write a UserAcceptanceTest that verifies the Intent as its user would see it. One with `planned = True` "
        "counts as long as every Task is planned that Designs of its Requirements have.",
    ),
    "TST510": Explained(
        (*written(LEDGER, NODE + PLANNED), *written(SIGN, TEST)),
        written(LEDGER, NODE + PLANNED),
        "Take `planned = True` away, or let `archhook sync` do it. A Task or Test that stays planned may lose what it "
        "declares without anybody being told.",
    ),
    "TST509": Explained(
        (*written(UNIT, HOLLOW), Piece(LEDGER, MORE, ALONE, FUNCTIONS)),
        (*written(UNIT, UNKNOWN), Piece(LEDGER, MORE, ALONE, FUNCTIONS)),
        "Such a test holds nothing but docstrings, constants, `pass`, `return` or `assert` of a constant, takes no "
        "fixture and has no decorator but marks; or it, its class or its file is skipped, whatever happens. Write what "
        "it is to prove, or remove it, from the ledger, too (`archhook sync` does that). A test that cannot run "
        "everywhere says where it cannot: `@pytest.mark.skipif(sys.platform == \"win32\", reason=...)`.",
    ),
}  # fmt: skip
