"""A small shop in four Designs whose code imports each other in every way, to ask questions about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.asking import architecture_of
from helpers.ledgers import sound

if TYPE_CHECKING:
    from archhook.model.config import Config
    from archhook.query.architecture import Architecture

DESIGNS = {"Front": "Cart, Stock", "Cart": "Money", "Stock": "Money", "Money": ""}
"""Class of a Design, D-1 on -> what it requires."""
TASKS = {
    "shop/page.py": "Front", "shop/cart.py": "Cart", "shop/sums.py": "Cart", "shop/stock.py": "Stock",
    "shop/money.py": "Money",
}  # fmt: skip
SOURCES = {
    "architecture.py": "",
    "shop/__init__.py": "from shop.cart import Cart\n",
    "shop/page.py": "from shop import Cart\nimport shop.sums\n\n\ndef show():\n    from shop.money import Coin\n",
    "shop/cart.py": "class Cart:\n    pass\n\n\nLIMIT = 1\n",
    "shop/sums.py": (
        "from typing import TYPE_CHECKING\n\nfrom shop.cart import LIMIT, Cart\n\nif TYPE_CHECKING:\n"
        "    from shop import stock\n\n\ndef total():\n    pass\n"
    ),
    "shop/stock.py": "from shop.money import Coin\nfrom shop import stock\n\n\ndef left():\n    pass\n",
    "shop/money.py": "import importlib\n\n\nclass Coin:\n    pass\n\n\ndef kind(x):\n    importlib.import_module(x)\n",
    "tests/test_cart.py": "from shop.cart import Cart\n\n\ndef test_cart():\n    assert str(1)\n",
    "tests/test_page.py": "import shop.page\n\n\ndef test_page():\n    assert str(1)\n",
}


def ledger(requires: dict[str, str] | None = None) -> str:
    """The source of its ledger; `requires`: other than in DESIGNS."""
    parts = [
        'class Sell(Intent):\n    """[I-1] Sell."""',
        'class Selling(Requirement):\n    """[R-1] It is sold."""\n    derived_from = [Sell]',
    ]
    for number, (name, needed) in reversed([*enumerate((DESIGNS | (requires or {})).items(), 1)]):
        parts.append(
            f'class {name}(Design):\n    """[D-{number}] The {name.lower()}."""\n    satisfies = [Selling]\n'
            f"    requires = [{needed}]"
        )
    for number, (path, design) in enumerate(TASKS.items(), 1):
        parts.append(
            f'class Task{number}(Task):\n    """[T-{number}] Code."""\n    implements = {design}\n'
            f'    file_path = "{path}"'
        )
    parts.append(
        'class Works(SystemTest):\n    """[ST-1] It is sold."""\n    verifies = Selling\n'
        '    test_file = "tests/test_page.py"\n    test_functions = "*"'
    )
    return "\n\n\n".join(parts) + "\n"


def shop(requires: dict[str, str] | None = None, config: Config | None = None, **sources: str) -> Architecture:
    """The shop as a snapshot; `sources`: other files, by path with `__` for a slash and without `.py`."""
    changed = {path.replace("__", "/") + ".py": text for path, text in sources.items()}
    return architecture_of(sound(ledger(requires)).values(), SOURCES | changed, config=config)
