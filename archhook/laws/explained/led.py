"""LED by example."""

from __future__ import annotations

from archhook.laws.explained.example import BASKET, LEDGER, Explained, Piece, field, written

REFUND = "def refund():  # archhook: ignore[INV407] goes with the old till in May\n    pass\n"
OTHER = 'class CardReader(Design):\n    """[{}] A card reader beside the scanner."""\n\n    adopted = False\n'

SAYS = '    """[D-2] A table of bar codes in memory. A query per item would be a wait per item."""'

EXPLAINED = {
    "LED001": field(
        "WriteScanner(Task)",
        '    globals = ["PRICES"]',
        "    globals = names_of_today()",
        '    globals = ["PRICES"]',
        "Write values out, or with what the reader knows: literals, names, lists, +, f-strings, comprehensions and "
        "loops over constants. The ledger is never executed, so that calling anything else has no result. At module "
        "level stand imports, classes, functions, assignments, loops and ifs of such data, docstrings, the call of "
        'validate_architecture and `if __name__ == "__main__":`; whatever else is to be done goes below that call '
        "under the main guard, or nowhere.",
    ),
    "LED002": Explained(
        written(LEDGER, OTHER.format("D-2")),
        written(LEDGER, OTHER.format("D-3")),
        "Give the newer node the next free number, in its docstring and wherever it is named by a string; after a "
        "merge, `archhook sync --renumber --base REV` does it.",
    ),
    "LED003": field(
        "Basket(Design)",
        "    requires = [Scanner]",
        '    requires = ["D-9"]',
        '    requires = ["D-2"]',
        "Name a node that the ledger declares, by its class or by its id, and of the kind that the field takes.",
    ),
    "LED004": field(
        "Scanner(Design)",
        "    satisfies = [ScanInOneSecond]",
        "    satisfies = [ScanInOneSecond]\n    require = []",
        "    satisfies = [ScanInOneSecond]\n    requires = []",
        "Write the field as the fix proposes it; what is to be no field of the ledger begins with an underscore. "
        'A folder in the place of a file (`file_path = "src/cache/"`) needs `symbols = "files"`, and has no names.',
    ),
    "LED005": Explained(
        (
            Piece(
                BASKET,
                "def total(basket):  # archhook: ignore[INV407] to be split\n",
                instead="def total(basket):\n",
            ),
        ),
        written(BASKET, REFUND),
        "Take the exemption out: what it exempted is mended, or was never there. If it names no law or gives no "
        "reason, it exempts nothing: correct it.",
    ),
    "LED006": Explained(
        written("archhook-baseline.txt", "INV407 T-1 src/till/basket.py refund\n"),
        (
            *written("archhook-baseline.txt", "INV407 T-1 src/till/basket.py refund\n"),
            *written(BASKET, "def refund():\n    pass\n"),
        ),
        "`archhook baseline --prune` takes out what is mended; commit the shorter file together with the mend.",
    ),
    "LED007": field(
        "Scanner(Design)",
        SAYS,
        '    """[D-2] PLACEHOLDER: one sentence about scanner.py."""',
        '    """[D-2] Reads a code in a second. A laser, and no camera: the light at a till is never the same."""',
        "Say in plain words why the node is there, and what was decided against; then the word goes. `archhook check "
        "-v` names every place, without it they are counted in one line.",
    ),
}
