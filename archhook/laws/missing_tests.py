"""TST502 in words: why a file holds no tests, and what to do about a declared test that is not there."""

from __future__ import annotations

from archhook.inventory.pytest_collection import setting_against
from archhook.laws.law import ALL_TESTS, BY_SYNC, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
    from archhook.suggest import Names


def why_none(facts: Facts, path: str) -> str:
    """Why a file holds no tests, as the end of a sentence."""
    told = facts.config.pytest.file
    setting = setting_against(path, facts.config.pytest) if told else ""
    return f"and pytest takes none from there (`{setting}` in {shown(told)})" if setting else "which holds none"


def what_to_do(test: Node, name: str, near: Names) -> str:
    """What to do about a name that a Test declares and its file lacks. `near`: the names that it may mean."""
    if name == ALL_TESTS:
        return "write one, or correct `test_file`"
    meant = near.nearest(name)
    if meant:
        return f"did you mean {meant!r}?"
    if len(test.declared("test_functions")) == 1:
        return "write it, or correct its name"  # a Test without any is none
    return f"write it, or take it out of the `test_functions` of {test.id} ({BY_SYNC})"
