"""TRC by example."""

from __future__ import annotations

from archhook.laws.explained.example import LEDGER, Explained, Piece, field, written

SIGN = (
    'class PaintSign(Task):\n    """[T-3] Paint the sign."""\n\n'
    '{}    file_path = "src/till/sign.py"\n    planned = True\n'
)
BASKET_CLASS, SCANNER_CLASS = "class Basket(Design):", "class Scanner(Design):"
BASKET_LINKS = "    satisfies = [TotalHoldsTax]\n    requires = [Scanner]\n"
SCANNER_LINK = "    satisfies = [ScanInOneSecond]\n"
BOTH = "    satisfies = [TotalHoldsTax, ScanInOneSecond]\n"
TAX, SCAN = "class TotalHoldsTax(Requirement):", "class ScanInOneSecond(Requirement):"
TAX_FROM, SCAN_FROM = "    derived_from = [FairPrice]\n", "    derived_from = [ShortQueue]\n"
TAX_FROM_BOTH = "    derived_from = [FairPrice, ShortQueue]\n"

EXPLAINED = {
    "TRC101": Explained(
        written(LEDGER, SIGN.format("")),
        written(LEDGER, SIGN.format("    implements = Basket\n")),
        "Set `implements` to the Design that the work is for. If there is none, ask first whether the work is wanted.",
    ),
    "TRC102": Explained(
        (
            Piece(LEDGER, BOTH, BASKET_CLASS, BASKET_LINKS),
            Piece(LEDGER, "    satisfies = []\n", SCANNER_CLASS, SCANNER_LINK),
        ),
        (
            Piece(LEDGER, BOTH + "    requires = [Scanner]\n", BASKET_CLASS, BASKET_LINKS),
            Piece(LEDGER, "    satisfies = []\n", SCANNER_CLASS, SCANNER_LINK),
        ),
        "Infrastructure is named in the `requires` of what stands on it; everything else satisfies a Requirement.",
    ),
    "TRC103": Explained(
        (Piece(LEDGER, TAX_FROM_BOTH, TAX, TAX_FROM), Piece(LEDGER, "    derived_from = []\n", SCAN, SCAN_FROM)),
        (Piece(LEDGER, TAX_FROM_BOTH, TAX, TAX_FROM), Piece(LEDGER, SCAN_FROM, SCAN, SCAN_FROM)),
        "Name the Intent that it serves. If you find none, you have found scope creep: drop the Requirement.",
    ),
    "TRC104": field(
        "Scanner(Design)",
        SCANNER_LINK,
        "    satisfies = []\n",
        SCANNER_LINK,
        "Write a Design for it, or name it in the `satisfies` of the one that keeps the promise already.",
    ),
    "TRC105": field(
        "WriteScanner(Task)",
        "    implements = Scanner\n",
        "    implements = Basket\n",
        "    implements = Scanner\n",
        "Write a Task that implements it, with `planned = True` while its code is not there. A Design that was "
        "considered and left is `adopted = False`.",
    ),
    "TRC106": field(
        "ScanInOneSecond(Requirement)",
        SCAN_FROM,
        "    derived_from = [FairPrice]\n",
        SCAN_FROM,
        "Derive a Requirement that can be tested from it, or drop the goal.",
    ),
}
