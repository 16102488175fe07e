"""Why one Design depends on another: by declared links and by imports, directly and through others."""

from __future__ import annotations

import json

import pytest
from helpers.shop import shop

from archhook.errors import UsageError
from archhook.query.architecture import Snapshot
from archhook.query.dependence import dependences, design_of, document, render
from archhook.query.subject import subject_of


def test_directly_and_not_back() -> None:
    found = dependences(shop(), "D-1", "D-2")
    assert found.there.declared == ("D-1", "D-2")
    assert [(one.file, one.line, one.target, one.symbol) for one in found.there.imports] == [
        ("shop/page.py", 1, "shop/cart.py", "Cart"), ("shop/page.py", 2, "shop/sums.py", ""),
    ]  # fmt: skip
    assert found.there.real == ("D-1", "D-2")
    assert not found.back.stands
    text = render(found)
    assert "D-1 depends on D-2\n  declared: D-1 requires D-2\n  imported: 2 imports\n" in text
    assert "    shop/page.py:1 imports Cart of shop/cart.py\n" in text
    assert "D-2 does not depend on D-1: it neither requires nor imports it\n" in text


def test_through_others() -> None:
    found = dependences(shop(shop__page="import shop.stock\n"), "D-1", "D-4")
    assert found.there.declared == ("D-1", "D-2", "D-4")
    assert found.there.imports == ()
    assert found.there.real == ("D-1", "D-3", "D-4")
    assert [(one.file, one.target) for one in found.there.steps] == [
        ("shop/page.py", "shop/stock.py"), ("shop/stock.py", "shop/money.py"),
    ]  # fmt: skip
    told = "D-1 imports D-3 imports D-4; of each step one import, no chain of files"
    assert f"imported: through others, {told}\n    shop/page.py:1 imports shop/stock.py" in render(found)


def test_declared_alone_real_alone_and_for_type_checkers_alone() -> None:
    declared = dependences(shop(), "D-2", "D-4").there
    assert (declared.declared, declared.imports, declared.real) == (("D-2", "D-4"), (), ())
    assert "declared: D-2 requires D-4\n  imported: nothing" in render(dependences(shop(), "D-2", "D-4"))
    real = dependences(shop({"Stock": ""}), "D-3", "D-4")
    assert (real.there.declared, real.there.real) == ((), ("D-3", "D-4"))
    assert "declared: nothing\n  imported: 1 import\n" in render(real)
    typing = dependences(shop(), "D-2", "D-3").there  # such imports are not held against what is declared
    assert [one.kind for one in typing.imports] == ["typing"]
    assert typing.real == ()


def test_nothing_either_way() -> None:
    found = dependences(shop(), "D-3", "D-2")
    assert not found.there.stands
    told = document(found, Snapshot())
    json.dumps(told)
    assert (told["kind"], told["from"], told["to"]) == ("dependence", "D-3", "D-2")
    assert told["depends"] == {"declared": [], "imports": [], "real": [], "steps": []}


def test_many_imports_are_counted() -> None:
    source = "from shop.cart import Cart\n" * 20
    assert "and 12 more" in render(dependences(shop(shop__page=source), "D-1", "D-2"))


@pytest.mark.parametrize(
    ("word", "design"), [("D-2", "D-2"), ("T-1", "D-1"), ("shop/stock.py", "D-3"), ("Coin", "D-4")]
)
def test_what_is_named_is_a_design_or_its_code(word: str, design: str) -> None:
    architecture = shop()
    assert design_of(architecture, subject_of(architecture, word)) == design


@pytest.mark.parametrize("word", ["I-1", "ST-1", "shop/__init__.py", "tests/test_cart.py"])
def test_what_is_no_design_is_said(word: str) -> None:
    architecture = shop()
    with pytest.raises(UsageError, match="is no Design and no code of one"):
        design_of(architecture, subject_of(architecture, word))


def test_a_design_beside_itself() -> None:
    with pytest.raises(UsageError, match="D-2 is named twice"):
        dependences(shop(), "D-2", "D-2")
