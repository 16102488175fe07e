"""DEP and CON by example."""

from __future__ import annotations

from archhook.laws.explained.example import LEDGER, Explained, Piece, field, written

OTHER = 'class CardReader(Design):\n    """[D-3] A card reader in the place of the scanner."""\n\n    adopted = False\n'
BASKET_CLASS, SCANNER_CLASS = "class Basket(Design):", "class Scanner(Design):"
REQUIRES = "    requires = [Scanner]\n"
SATISFIES = "    satisfies = [ScanInOneSecond]\n"
LAYERS = Piece("archhook.toml", 'layers = ["till", "device"]  # the highest first\n')

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
    "DEP208": field(
        "Basket(Design)",
        REQUIRES,
        REQUIRES + '    forbids = ["D-2"]\n',
        '    requires = ["D-2"]\n    visible_to = []\n',
        "Take one step out of the path that is named. Where the ban no longer holds, lift it: that is a decision.",
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
