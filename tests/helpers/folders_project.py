"""A project whose ledger names files and folders and no symbols: two Designs with a leaf package each, and a root."""

from __future__ import annotations

HEAD = '''"""The architecture of a shop."""

from archhook import Design, Intent, Requirement, Task, UnitTest


class Trade(Intent):
    """[I-1] People buy."""


class Selling(Requirement):
    """[R-1] What is in the basket is sold."""

    derived_from = [Trade]


class DesignCache(Design):
    """[D-1] Answers are kept."""

    satisfies = [Selling]


class DesignWeb(Design):
    """[D-2] Pages are shown."""

    satisfies = [Selling]
    requires = [DesignCache]


class TaskCache(Task):
    """[T-shop.cache] The cache."""

    implements = DesignCache
    file_path = "shop/cache/"


class TaskMain(Task):
    """[T-shop.main] The entry."""

    implements = DesignWeb
    file_path = "shop/main.py"


class TaskWeb(Task):
    """[T-shop.web] The pages."""

    implements = DesignWeb
    file_path = "shop/web/"


class UnitCache(UnitTest):
    """[UT-tests.cache] The tests of the cache."""

    verifies = DesignCache
    test_file = "tests/cache/"
    test_functions = "*"


class UnitWeb(UnitTest):
    """[UT-tests.web] The tests of the pages."""

    verifies = DesignWeb
    test_file = "tests/web/"
    test_functions = "*"
'''
CONFIG = """\
new-ids = "words"
symbols = "files"

[severity]
TST506 = "off"
TST507 = "off"
TST508 = "off"
"""
CLIENT = '"""Calls what is far away."""\n\n' + "".join(
    f"\ndef call_{name}():\n    return {name!r}\n\n" for name in "abcdef"
)
DISK = CLIENT.replace("Calls what is far away", "Keeps it on disk").replace("call", "keep")
FILES = {
    "architecture.py": HEAD,
    "archhook.toml": CONFIG,
    "shop/__init__.py": "",
    "shop/main.py": "from shop.web.page import page\n",
    "shop/cache/__init__.py": "",
    "shop/cache/client.py": CLIENT,
    "shop/cache/store/disk.py": DISK,
    "shop/web/__init__.py": "",
    "shop/web/page.py": "from shop.cache.client import call_a\n\n\ndef page():\n    return call_a()\n",
    "tests/cache/test_client.py": "from shop.cache import client\n\n\ndef test_client():\n    assert client.call_a()\n",
    "tests/web/test_page.py": "from shop.web.page import page\n\n\ndef test_page():\n    assert page()\n",
}
