"""A small project in a repository, which is loosened by one edit after the other, and what is said of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.git_repo import GitRepo

LEDGER = '''\
"""The ledger of a small shop."""

from archhook import Design, IntegrationTest, Intent, Requirement, ResourceConstraints, SystemTest, Task, UnitTest
from archhook import UserAcceptanceTest


class Sell(Intent):
    """[I-1] Sell."""


class Fast(Requirement):
    """[R-1] It is fast."""

    derived_from = [Sell]
    budget = ResourceConstraints(latency_p99_ms=50, connections_max=100)


class Safe(Requirement):
    """[R-2] It is safe."""

    derived_from = [Sell]


class Store(Design):
    """[D-1] What is kept."""

    satisfies = [Fast, Safe]
    layer = "low"
    packages = ["redis.client"]
    exclusive_packages = ["redis"]
    interface = ["Cache", "src/store/"]
    visible_to = ["D-2"]
    estimated = ResourceConstraints(memory_mb=10)


class Till(Design):
    """[D-2] What is paid."""

    satisfies = [Fast, Safe]
    requires = [Store]
    layer = "high"
    forbids = ["D-3"]


class Page(Design):
    """[D-3] What is seen."""

    satisfies = [Safe]
    conflicts_with = ["D-4"]


class Sheet(Design):
    """[D-4] What was printed."""

    adopted = False


class Cache(Task):
    """[T-1] The cache."""

    implements = Store
    file_path = "src/store/cache.py"
    classes = ["Cache"]
    functions = ["fill"]


class Pay(Task):
    """[T-2] The till."""

    implements = Till
    file_path = "src/till.py"
    functions = ["pay", "refund"]


class Show(Task):
    """[T-3] The page."""

    implements = Page
    file_path = "src/page.py"
    functions = ["show"]


class Sold(UserAcceptanceTest):
    """[UAT-1] It is sold."""

    verifies = Sell
    test_file = "tests/test_all.py"
    test_functions = ["test_sold"]


class Quick(SystemTest):
    """[ST-1] It is fast."""

    verifies = Fast
    test_file = "tests/test_all.py"
    test_functions = ["test_fast"]


class Sure(SystemTest):
    """[ST-2] It is safe."""

    verifies = Safe
    test_file = "tests/test_all.py"
    test_functions = ["test_safe"]


class StoreWhole(IntegrationTest):
    """[IT-1] The store as a whole."""

    verifies = Store
    test_file = "tests/test_all.py"
    test_functions = ["test_store"]


class TillWhole(IntegrationTest):
    """[IT-2] The till as a whole."""

    verifies = Till
    test_file = "tests/test_all.py"
    test_functions = ["test_till"]


class PageWhole(IntegrationTest):
    """[IT-3] The page as a whole."""

    verifies = Page
    test_file = "tests/test_all.py"
    test_functions = ["test_page"]


class StoreParts(UnitTest):
    """[UT-1] The cache keeps."""

    verifies = Store
    test_file = "tests/test_store.py"
    test_functions = ["test_keeps", "test_fills", "test_empties"]


class TillParts(UnitTest):
    """[UT-2] It is paid."""

    verifies = Till
    test_file = "tests/test_till.py"
    test_functions = "*"


class PageParts(UnitTest):
    """[UT-3] It is shown."""

    verifies = Page
    test_file = "tests/test_page.py"
    test_functions = ["test_shown"]
'''

PROJECT = {
    "archhook.toml": 'layers = ["high", "low"]\nsource-roots = ["src"]\n',
    "architecture.py": LEDGER,
    "src/store/cache.py": (
        "class Cache:\n    def keep(self, key):\n        self.kept = key\n        return key\n\n\n"
        "def fill(cache):\n    for one in range(3):\n        cache.keep(one)\n    return cache\n"
    ),
    "src/till.py": (
        "from store.cache import Cache\n\n\ndef pay(sum):\n    return Cache().keep(sum)\n\n\n"
        "def refund(sum):\n    left = -sum\n    return pay(left)\n"
    ),
    "src/page.py": "def show():\n    return 'page'\n",
    "tests/test_all.py": "".join(
        f"def test_{name}():\n    assert len('{name}') == {len(name)}\n\n\n"
        for name in ("sold", "fast", "safe", "store", "till", "page")
    ),
    "tests/test_store.py": (
        "from store.cache import Cache, fill\n\n\ndef test_keeps():\n    assert Cache().keep(1) == 1\n"
        "    assert Cache().keep(2) == 2\n\n\ndef test_fills():\n    assert fill(Cache()).kept == 2\n\n\n"
        "def test_empties():\n    assert not vars(Cache())\n"
    ),
    "tests/test_till.py": (
        "from till import pay, refund\n\n\ndef test_pay():\n    assert pay(1) == 1\n\n\n"
        "def test_refund():\n    assert refund(1) == -1\n"
    ),
    "tests/test_page.py": "from page import show\n\n\ndef test_shown():\n    assert show()\n",
}
"""All laws hold."""


def edit(repo: GitRepo, path: str, *changes: tuple[str, str]) -> None:
    """Replaces what stands in a file; each must stand there once."""
    text = repo.read(path)
    for old, new in changes:
        assert text.count(old) == 1, (path, old, text.count(old))
        text = text.replace(old, new)
    repo.write(path, text)
