"""INV by example."""

from __future__ import annotations

from archhook.laws.explained.example import BASKET, LEDGER, SCANNER, Explained, Piece, field, written

TASK = (
    'class PaintSign(Task):\n    """[T-3] Paint the sign."""\n\n'
    '    implements = Basket\n    file_path = "src/till/sign.py"\n'
)
SIGN = "src/till/sign.py"
PLANNED = "    planned = True\n"
WRITE = "class WriteBasket(Task):"
RECEIPT = 'class Receipt:\n    """What the customer takes home."""\n'
REFUND = "def refund(cents):\n    return -cents\n"
LIMIT = "LIMIT = 100\n"
FIELDS = {
    "class": ('    classes = ["Basket"]\n', '    classes = ["Basket", "Receipt"]\n', RECEIPT),
    "function": ('    functions = ["total"]\n', '    functions = ["total", "refund"]\n', REFUND),
    "global": ('    globals = ["TAX_PERCENT"]\n', '    globals = ["TAX_PERCENT", "LIMIT"]\n', LIMIT),
}
AGAIN = (
    'class NameItems(Task):\n    """[T-3] Name what is scanned."""\n\n    implements = Scanner\n'
    '    file_path = "src/till/scanner.py"\n    functions = ["{}"]\n'
)


def _missing(kind: str) -> Explained:
    without, declared, text = FIELDS[kind]
    piece = Piece(LEDGER, declared, WRITE, without)
    return Explained(
        (piece,),
        (piece, *written(BASKET, text)),
        f"Write the {kind}, or correct its name here; if it is gone, take the name out. What is planned for later goes "
        "into a Task with `planned = True`.",
    )


def _undeclared(kind: str) -> Explained:
    without, declared, text = FIELDS[kind]
    return Explained(
        written(BASKET, text),
        (*written(BASKET, text), Piece(LEDGER, declared, WRITE, without)),
        f"Declare the {kind} in the Task that it is work for; `archhook sync` takes the Task of its file. "
        "If no Task fits, the code may serve no goal: ask.",
    )


EXPLAINED = {
    "INV401": Explained(
        written(LEDGER, TASK),
        written(LEDGER, TASK + PLANNED),
        "Correct the path, `git add` the file, write it, or say with `planned = True` that it is still to come. A path "
        'with a slash at the end names a folder (`symbols = "files"`): a governed file has to lie below it.',
    ),
    "INV402": _missing("class"),
    "INV403": _missing("function"),
    "INV404": _missing("global"),
    "INV405": Explained(
        written(SIGN, '"""The sign above the till."""\n'),
        (*written(SIGN, '"""The sign above the till."""\n'), *written(LEDGER, TASK)),
        "Declare the file in a Task, or let `archhook sync` do it; where files suffice "
        '(`symbols = "files"`), a Task may name a folder around it. '
        "If it serves no Design, it may serve no goal: ask, or remove it.",
    ),
    "INV406": _undeclared("class"),
    "INV407": _undeclared("function"),
    "INV408": _undeclared("global"),
    "INV409": Explained(
        written(LEDGER, AGAIN.format("scan")),
        (*written(LEDGER, AGAIN.format("name")), *written(SCANNER, 'def name(code):\n    return "tea"\n')),
        "Leave the symbol to one of the two Tasks. They may share the file as long as they share no symbol.",
    ),
    "INV410": Explained(
        written(BASKET, "def refund(:\n"),
        written(BASKET, "# def refund(): not decided yet\n"),
        "Mend the syntax, or the encoding. The file has to be Python for the interpreter that runs archhook: "
        "one that is written for a newer Python is read where the hook runs on that (`language_version`).",
    ),
    "INV411": Explained(
        written(LEDGER, TASK + PLANNED),
        (*written(LEDGER, TASK + '    functions = ["paint"]\n'), *written(SIGN, "def paint():\n    pass\n")),
        "Write what the Task, or the Test, declares and drop `planned = True` before the branch is shared.",
    ),
    "INV412": field(
        "Scanner(Design)",
        "    satisfies = [ScanInOneSecond]\n",
        '    satisfies = [ScanInOneSecond]\n    interface = ["scan", "price_of"]\n',
        '    satisfies = [ScanInOneSecond]\n    interface = ["scan", "PRICES"]\n',
        "Correct the name or the path, or take it out. What is planned for later counts as soon as a planned Task of "
        "the Design declares it.",
    ),
}
