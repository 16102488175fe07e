"""DEP and CON by example."""

from __future__ import annotations

from archhook.laws.explained.example import BASKET, LEDGER, Explained, Piece, field, written

OTHER = 'class CardReader(Design):\n    """[D-3] A card reader in the place of the scanner."""\n\n    adopted = False\n'
BASKET_CLASS, SCANNER_CLASS = "class Basket(Design):", "class Scanner(Design):"
REQUIRES = "    requires = [Scanner]\n"
SATISFIES = "    satisfies = [ScanInOneSecond]\n"
TOTALS = "    satisfies = [TotalHoldsTax]\n"
DEPENDS = TOTALS + REQUIRES
LAYERS = Piece("archhook.toml", 'layers = ["till", "device"]  # the highest first\n')

SETTINGS, MONEY = "archhook.toml", 'exclude = ["src/till/money.py"]\n'
RECEIPT = "src/till/receipt.py"
RECEIPT_TASK = (
    'class WriteReceipt(Task):\n    """[T-3] Write the receipt."""\n\n'
    f'    implements = Basket\n    file_path = "{RECEIPT}"\n    functions = ["receipt"]\n'
)
BACK = "from till import basket\n"
SUM = "def receipt(items):\n    return basket.total(items)\n"
LATE = f"def receipt(items):\n    {BACK}\n    return basket.total(items)\n"
IN_FRONT = '"""The basket and its sum."""\n'
OFFERS = '    interface = ["scan"]\n'


def _imports(text: str) -> Piece:
    """Import statements at the beginning of the basket, which requires the scanner."""
    return Piece(BASKET, f"{IN_FRONT}\n{text}", "", IN_FRONT)


def _set(text: str) -> Piece:
    """A field of the scanner's Design."""
    return Piece(LEDGER, SATISFIES + text, SCANNER_CLASS, SATISFIES)


EXPLAINED = {
    "DEP201": Explained(
        (Piece(LEDGER, '    requires = [Scanner, "D-3"]\n', BASKET_CLASS, REQUIRES), *written(LEDGER, OTHER)),
        (Piece(LEDGER, REQUIRES, BASKET_CLASS, REQUIRES), *written(LEDGER, OTHER)),
        "Adopt what is required (drop `adopted = False`, hand it to validate_architecture), or do without it.",
    ),
    "DEP202": field(
        "Scanner(Design)",
        SATISFIES,
        SATISFIES + '    requires = ["D-1"]\n',
        SATISFIES,
        "Take one step out of the circle. If both sides need something of each other, that is a Design of its own, "
        "which both require.",
    ),
    "DEP203": Explained(
        (_imports("from till.scanner import scan\n"), Piece(LEDGER, TOTALS, BASKET_CLASS, DEPENDS)),
        (_imports("from till.scanner import scan\n"), Piece(LEDGER, DEPENDS, BASKET_CLASS, DEPENDS)),
        "Require the Design, if this one may depend on it (`archhook sync --requires` writes that for all imports, "
        "where it breaks no law); import the name from where a required Design hands it on; or move it, or the Task of "
        "its whole file, to where it belongs.",
    ),
    "DEP204": Explained(
        (_imports("import csv\n"), Piece(LEDGER, REQUIRES, BASKET_CLASS, REQUIRES)),
        (_imports("from till.scanner import scan\n"), Piece(LEDGER, REQUIRES, BASKET_CLASS, REQUIRES)),
        "Take what is not used out of `requires`. Where the use is none by import (a queue, a file, a process), waive "
        "it and say so.",
    ),
    "DEP205": Explained(
        (_imports("from till.scanner import PRICES\n"), _set(OFFERS)),
        (_imports("from till.scanner import scan\n"), _set(OFFERS)),
        "Do with what the interface has, or have the Design offer what others need: that is a promise to keep.",
    ),
    "DEP206": Explained(
        (
            LAYERS,
            Piece(LEDGER, SATISFIES + '    layer = "till"\n', SCANNER_CLASS, SATISFIES),
            Piece(LEDGER, REQUIRES + '    layer = "device"\n', BASKET_CLASS, REQUIRES),
        ),
        (
            LAYERS,
            Piece(LEDGER, SATISFIES + '    layer = "device"\n', SCANNER_CLASS, SATISFIES),
            Piece(LEDGER, REQUIRES + '    layer = "till"\n', BASKET_CLASS, REQUIRES),
        ),
        "Turn it round: what the lower one needs is handed in by the higher one, or is a Design of its own below both. "
        "If the picture was wrong, give one of the two another layer.",
    ),
    "DEP207": Explained(
        (_imports("import requests\n"), Piece(LEDGER, f"{REQUIRES}    packages = []\n", BASKET_CLASS, REQUIRES)),
        (
            _imports("import requests\n"),
            Piece(LEDGER, f'{REQUIRES}    packages = ["requests"]\n', BASKET_CLASS, REQUIRES),
        ),
        "Do without the package here, or name it in `packages`, by the name that it is imported by. One that another "
        "Design has to itself (`exclusive_packages`) is used through that Design.",
    ),
    "DEP208": field(
        "Basket(Design)",
        REQUIRES,
        REQUIRES + '    forbids = ["D-2"]\n',
        '    requires = ["D-2"]\n    visible_to = []\n',
        "Take one step out of the path that is named. Where the ban no longer holds, lift it: that is a decision.",
    ),
    "DEP209": Explained(
        (_imports("from till import receipt\n"), *written(RECEIPT, f"{BACK}\n\n{SUM}"), *written(LEDGER, RECEIPT_TASK)),
        (_imports("from till import receipt\n"), *written(RECEIPT, LATE), *written(LEDGER, RECEIPT_TASK)),
        "Take one step out of the circle: import where the name is used, within the function, or give what both files "
        "need a file of its own.",
    ),
    "DEP210": Explained(
        (_imports("from tests.shelf import BREAD\n"), *written("tests/shelf.py", "BREAD = 120\n")),
        (*written("tests/shelf.py", "BREAD = 120\n"),),
        "Move what both need out of the tests.",
    ),
    "DEP211": Explained(
        (_imports("from till import money\n"), *written("src/till/money.py", "CENT = 1\n"), *written(SETTINGS, MONEY)),
        (*written("src/till/money.py", "CENT = 1\n"), *written(SETTINGS, MONEY)),
        "Govern what is imported: narrow `exclude`. If it is another's code that lies in the project (vendored), say "
        "so: waive DEP211 at the Design that uses it, or set its severity.",
    ),
    "CON301": Explained(
        (Piece(LEDGER, SATISFIES + '    conflicts_with = ["D-1"]\n', SCANNER_CLASS, SATISFIES),),
        (
            Piece(LEDGER, SATISFIES + '    conflicts_with = ["D-3"]\n', SCANNER_CLASS, SATISFIES),
            *written(LEDGER, OTHER),
        ),
        "Decide: the one that is not taken stays in the ledger with `adopted = False` and the reason in its docstring. "
        "The chains show the goals between which the decision lies.",
    ),
}
