"""Whom a test is about: the same rules where `init` plans and where `sync` writes a new Test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.adopt.file_imports import Graph
from archhook.adopt.first_ledger import code_of
from archhook.adopt.repository_facts import Facts, held
from archhook.author.verifies import about
from archhook.inventory.python_file import inventory
from archhook.inventory.roles import Roles
from archhook.model.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from archhook.author.verifies import About

X = "X = 1\n"
SHOP = {
    "shop/__init__.py": "from ._client import Client\nfrom ._models import *\nfrom .pay import Retry, Till\n",
    "shop/_client.py": "class Client: pass\n",
    "shop/_models.py": "from ._base import Model\nclass Order: pass\n",
    "shop/_base.py": "class Model: pass\n",
    "shop/pay/__init__.py": "from .retry import Retry as Retry\nfrom .till import *\n",
    "shop/pay/retry.py": "class Retry: pass\n",
    "shop/pay/till.py": "class Till: pass\n",
}
OWNERS = {
    "shop/_client.py": "clients",
    "shop/_models.py": "models",
    "shop/_base.py": "base",
    "shop/pay/retry.py": "pay",
    "shop/pay/till.py": "pay",
}


def told(sources: Mapping[str, str], group_of: Mapping[str, str], path: str, helpers: tuple[str, ...] = ()) -> About:
    files = {one: held(one, inventory(source.encode()), "", Config()) for one, source in sources.items()}
    roles = {one: Roles(Config(), ()).role_of(one, "100644") for one in files} | dict.fromkeys(helpers, "test")
    facts = Facts(files, roles, "shop", "", "")
    return about(path, code_of(facts, Graph(files, ("src", ".")), group_of))


@pytest.mark.parametrize(
    ("path", "test", "expected"),
    [
        ("tests/test_x.py", "import shop.pay.retry\nimport shop\n", ["pay"]),
        ("tests/test_x.py", "from shop.pay.retry import Retry\nfrom shop import Client\n", ["pay"]),
        ("tests/test_x.py", "from shop.pay.retry import Retry\nfrom shop._client import Client\n", ["pay"]),
        ("tests/test_x.py", "from shop import Retry, Client\n", ["pay"]),
        ("tests/test_x.py", "from shop import Client\n", ["clients"]),
        ("tests/test_x.py", "from shop import Order\n", ["models"]),
        ("tests/test_x.py", "from shop import Model\n", ["base"]),
        ("tests/test_x.py", "from shop import Till\n", ["pay"]),
        ("tests/test_x.py", "from shop import pay\n", ["pay"]),
        ("tests/test_x.py", "from shop import Client, Order\n", ["clients", "models"]),
        ("tests/test_client.py", "from shop import Client, Order\n", ["clients"]),
        ("tests/test_client_orders.py", "from shop import Client, Order\n", ["clients"]),
        ("tests/test_client.py", "import shop\n", ["clients"]),
        ("tests/models/test_x.py", "import shop\n", ["models"]),
        ("tests/test_retry.py", "import shop\n", ["pay"]),
        ("tests/test_x.py", "import shop\n", ["base", "clients", "models"]),
        ("tests/test_x.py", "import os\n", []),
        ("tests/test_till.py", "import os\n", ["pay"]),
        ("tests/test_till_by_night.py", "import os\n", ["pay"]),
        ("tests/test_pay_twice.py", "import os\n", ["pay"]),
        ("tests/pay/test_x.py", "import os\n", ["pay"]),
        ("tests/shop/test_x.py", "import os\n", []),
    ],
)
def test_the_most_specific_that_a_test_imports_counts(path: str, test: str, expected: list[str]) -> None:
    found = told({**SHOP, path: test}, OWNERS, path)
    assert list(found.owners) == expected
    assert found.sure == (len(expected) == 1 and "shop" in test)
    assert {owner for owner, _ in found.named} == (set(expected) if len(expected) > 1 else set())


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("from web import page\n", ["web"]),
        ("from web import page\nfrom core import user\nfrom core import money\n", ["core"]),
        ("from web import page\nfrom core import user\n", ["core", "web"]),
        ("import helpers\n", ["core"]),
        ("", []),
    ],
)
def test_a_test_verifies_what_it_imports_most_of(test: str, expected: list[str]) -> None:
    sources = {
        "web/page.py": X, "core/user.py": X, "core/money.py": X,
        "helpers.py": "from core import user\n", "tests/test_x.py": test,
    }  # fmt: skip
    group_of = {path: path.split("/")[0] for path in sources if "/" in path and not path.startswith("tests")}
    assert list(told(sources, group_of, "tests/test_x.py", ("helpers.py",)).owners) == expected


def test_a_test_of_a_modules_name_is_about_that() -> None:
    sources = {
        "web/page.py": X, "core/user.py": X, "core/money.py": X,
        "tests/test_page.py": "from web import page\nfrom core import user\nfrom core import money\n",
    }  # fmt: skip
    group_of = {path: path.split("/")[0] for path in sources if not path.startswith("tests")}
    assert told(sources, group_of, "tests/test_page.py").owners == ("web",)


LIBRARY = {
    "lib/client.py": X,
    "lib/client_proto.py": X,
    "lib/web.py": X,
    "lib/web_app.py": X,
    "lib/helpers.py": X,
    "lib/other.py": X,
    "lib/worker/state.py": X,
    "lib/palette.py": X,
}
PARTS = {
    "lib/client.py": "client",
    "lib/client_proto.py": "client",
    "lib/web.py": "web",
    "lib/web_app.py": "web",
    "lib/helpers.py": "foundation",
    "lib/other.py": "foundation",
    "lib/worker/state.py": "worker",
    "lib/palette.py": "colors",
}
MANY = "from lib import helpers, other\n"


@pytest.mark.parametrize(
    ("path", "test", "expected", "sure"),
    [
        ("tests/test_palette.py", MANY, ("colors",), False),
        ("tests/test_palette.py", f"{MANY}from lib import palette\n", ("colors",), True),
        ("tests/test_client_functional.py", f"{MANY}from lib import web, client_proto\n", ("client",), True),
        ("tests/test_web_functional.py", f"{MANY}from lib import web, client\n", ("web",), True),
        ("tests/test_web_functional.py", MANY, ("foundation",), True),
        ("tests/worker/test_x.py", f"{MANY}from lib.worker import state\n", ("worker",), True),
        ("tests/web/test_state.py", f"{MANY}from lib import web\n", ("web",), True),
        ("tests/test_run.py", f"{MANY}from lib import web\n", ("foundation",), True),
    ],
)  # fmt: skip
def test_names_win_over_counts(path: str, test: str, expected: tuple[str, ...], sure: bool) -> None:
    found = told({**LIBRARY, path: test}, PARTS, path)
    assert (found.owners, found.sure or (len(found.owners) == 1 and "most of" in found.why)) == (expected, sure)


def test_what_lies_among_the_tests_is_there_for_them() -> None:
    sources = {
        "app/core.py": X,
        "t/unit/proj/conf.py": X,
        "t/unit/test_x.py": "from app.core import X\nfrom .proj import conf\n",
    }
    group_of = {"app/core.py": "app", "t/unit/proj/conf.py": "proj"}
    assert told(sources, group_of, "t/unit/test_x.py").owners == ("app",)


def test_names_are_followed_through_circles_and_stars_and_what_only_a_type_checker_sees() -> None:
    sources = {
        "a/__init__.py": "from b import *\nfrom .lazy import Late\nif TYPE_CHECKING:\n    from .typed import Typed\n",
        "b/__init__.py": "from a import *\nfrom .real import Real\n",
        "b/real.py": "class Real: pass\n",
        "a/lazy.py": "from a import Late\n",
        "a/typed.py": "class Typed: pass\n",
    }
    owners = {"b/real.py": "real", "a/typed.py": "typed", "a/lazy.py": "lazy"}
    for name, owner in (("Real", "real"), ("Typed", "typed")):
        test = {"tests/test_x.py": f"from a import {name}\n"}
        assert told({**sources, **test}, owners, "tests/test_x.py").owners == (owner,), name
    for name in ("Nobody", "Late"):  # that nobody defines
        test = {"tests/test_x.py": f"from a import {name}\n"}
        assert told({**sources, **test}, owners, "tests/test_x.py").owners == ("lazy", "typed")


class LookedUp(dict[str, str]):
    """Thousands of tests ask: none of them goes through all files."""

    closed = False

    def __iter__(self) -> Iterator[str]:
        assert not self.closed
        return super().__iter__()

    def items(self) -> object:  # type: ignore[override]
        assert not self.closed
        return super().items()


def test_a_name_is_looked_up() -> None:
    groups = LookedUp({"web/page.py": "web", "core/user.py": "core"})
    files = {one: held(one, inventory(b""), "", Config()) for one in (*groups, "tests/test_page.py")}
    roles = {one: Roles(Config(), ()).role_of(one, "100644") for one in files}
    code = code_of(Facts(files, roles, "shop", "", ""), Graph(files, (".",)), groups)
    groups.closed = True
    assert about("tests/test_page.py", code).owners == ("web",)
