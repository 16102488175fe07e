"""Classes of a ledger under other names, in all their modules."""

from __future__ import annotations

import pytest

from archhook.errors import ArchhookError, UsageError
from archhook.ledger.source import read_ledger
from archhook.refactor.class_names import refuse_name, renamed_classes

PLAN = '''\
"""The plan: FairPrice and Price."""
from archhook import Design, Intent, Requirement

__all__ = ["FairPrice", 'Price', "Basket"]


class FairPrice(Intent):
    """[I-1] A price. FairPrice is asked for, my.FairPrice is not, and FairPrices are others."""


class Price(Requirement):
    """[R-1] The Price is shown."""  # FairPrice

    derived_from = [FairPrice]


class Basket(Design):
    """[D-1] It adds up."""

    satisfies = [Price]
'''
TASKS = """\
from archhook import Task, Design
from architecture import plan
from .plan import FairPrice as Goal, Price
from .plan import *
import architecture.plan


class Other(Design):
    \"\"\"[D-2] Another.\"\"\"

    satisfies = [Price, plan.Price, architecture.plan.Price]
    requires = [plan.Basket, Basket]


Other.waives = {"TST505": "FairPrice comes first", "Price": "a Price"}
ALL = [Goal, Price(), "Price"]
"""
SOURCES = {
    "architecture/__init__.py": b"from .plan import Price\nfrom .tasks import Other\n",
    "architecture/plan.py": PLAN.encode(),
    "architecture/tasks.py": TASKS.encode(),
}
ENTRY = "architecture/__init__.py"


def renamed(classes: dict[tuple[str, str], str]) -> dict[str, str]:
    found = renamed_classes(SOURCES, ENTRY, classes)
    return {path.rpartition("/")[2]: text.decode() for path, text in found.items()}


def test_a_class_is_named_otherwise_wherever_it_is_meant() -> None:
    found = renamed({("architecture/plan.py", "Price"): "Shown"})
    assert found["__init__.py"] == "from .plan import Shown\nfrom .tasks import Other\n"
    assert found["plan.py"] == (
        PLAN.replace("'Price'", "'Shown'").replace("class Price(", "class Shown(").replace("[Price]", "[Shown]")
    ), "a common word of prose is left"
    assert found["tasks.py"] == (
        TASKS.replace("Goal, Price\n", "Goal, Shown\n").replace("[Price, plan.Price, architecture.plan.Price]",
        "[Shown, plan.Shown, architecture.plan.Shown]").replace("Price()", "Shown()")
    )  # fmt: skip
    now = {path: found[path.rpartition("/")[2]].encode() for path in SOURCES}
    before, after = (read_ledger(sources, ENTRY) for sources in (SOURCES, now))
    assert [(node.id, node.links and [target for _, links in node.links for target in links]) for node in after.nodes]
    assert [one.code for one in after.breaches] == [one.code for one in before.breaches]
    assert {node.class_name for node in after.nodes} == {"FairPrice", "Shown", "Basket", "Other"}


def test_a_name_of_several_words_is_replaced_in_prose_and_one_that_is_bound_stays() -> None:
    found = renamed({("architecture/plan.py", "FairPrice"): "Fair"})
    assert '"""The plan: Fair and Price."""' in found["plan.py"]
    assert "A price. Fair is asked for, my.FairPrice is not, and FairPrices are others." in found["plan.py"]
    assert "# Fair\n" in found["plan.py"]
    assert "from .plan import Fair as Goal, Price" in found["tasks.py"]
    assert '"Fair comes first"' in found["tasks.py"]


def test_names_change_places() -> None:
    plan = ("architecture/plan.py", "Price"), ("architecture/plan.py", "Basket")
    found = renamed({plan[0]: "Basket", plan[1]: "Price"})
    assert "class Basket(Requirement)" in found["plan.py"]
    assert "class Price(Design)" in found["plan.py"]
    assert "satisfies = [Basket]" in found["plan.py"]


def test_a_name_within_a_string_is_replaced_or_left_to_a_person() -> None:
    line = b'SAID = f"""\n{Price.__doc__} and {Price}"""\n'
    sources = SOURCES | {"architecture/plan.py": SOURCES["architecture/plan.py"] + line}
    try:
        found = renamed_classes(sources, ENTRY, {("architecture/plan.py", "Price"): "Shown"})
    except ArchhookError as error:
        assert "Price is named here in a way that cannot be edited" in error.message
    else:
        assert found["architecture/plan.py"].endswith(b'{Shown.__doc__} and {Shown}"""\n')


@pytest.mark.parametrize("name", ["FairPrice", "Basket", "Design", "Goal", "satisfies"])
def test_a_name_that_stands_there_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=rf"{name} stands in architecture/.*:\d+ already"):
        renamed({("architecture/plan.py", "Price"): name})


@pytest.mark.parametrize("name", ["Design", "list", "class", "a-b", "", "_X", "Ä", "validate_architecture"])
def test_what_cannot_be_a_class_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        refuse_name(name)
    refuse_name("Storage")


@pytest.mark.parametrize(
    ("name", "why"), [("K\u00e9rn", "not written in ASCII"), ("2nd", "no name that a class can have")]
)
def test_why_a_name_is_refused_is_so(name: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        refuse_name(name)
