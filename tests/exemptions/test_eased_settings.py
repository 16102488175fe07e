"""Which settings are less strict than they were, and are no exemptions."""

from __future__ import annotations

from typing import Any

import pytest

from archhook.exemptions.eased_settings import eased_settings
from archhook.exemptions.exemption import newer
from archhook.exemptions.exemption_list import exemptions_of
from archhook.exemptions.sides import Side, Sides
from archhook.model.config import Config, Pytest
from archhook.model.nodes import Place


def side(config: Config) -> Side:
    """A side without files or nodes: nothing but its settings is asked for."""
    nothing: Any = lambda *_: {}  # noqa: E731  # whatever is looked up
    return Side(config, {}, {}, {}, nothing, nothing, nothing, lambda key: Place(key, 1, 1), nothing)


def eased(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.kind, one.what) for one in eased_settings(Sides(side(Config(**old)), side(Config(**new))))]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({"strict": True}, {}, ("strict", "`strict = true` is taken back")),
        ({"every_commit": True}, {}, ("every-commit", "`every-commit = true` is taken back")),
        ({"law": "branch"}, {"law": "own"}, ("law", '`law = "branch"` is taken back')),
        ({"claims": "refuse"}, {}, ("claims", '`claims = "refuse"` is taken back')),
        ({"typing_imports": "count"}, {}, ("typing-imports", '`typing-imports = "count"` is taken back')),
        ({"merge_check": "main"}, {}, ("merge-check", "pushes are no longer judged as merged with main")),
        ({"severity": (("INV411", "error"),)}, {}, ("severity", 'INV411 was "error" and is "off"')),
        (
            {"severity": (("TST509", "error"),)},
            {"severity": (("TST509", "warning"),)},
            ("severity", 'TST509 was "error" and is "warning"'),
        ),
        ({"symbols": "all"}, {}, ("symbols", '`symbols` was "all" and is "module"')),
        ({"resources": (("tolerance", 1.2),)}, {}, ("resources", "the tolerance was 1.2 and is 1.5")),
        ({"resources": (("iops", 1.0),)}, {}, ("resources", "the tolerance of iops was 1 and is 1.5")),
        (
            {"shared_branches": ("main", "master", "release/*", "next")},
            {},
            ("shared-branches", "pushes to next are no longer judged"),
        ),
        (
            {"tests": ("tests/", "!tests/impl/")},
            {"tests": ("tests/",)},
            ("tests", "!tests/impl/ of `tests` is gone, so more files are tests"),
        ),
        (
            {"pytest": Pytest(functions=("test", "check"))},
            {},
            ("pytest", "check of python_functions is gone, so fewer tests are seen"),
        ),
    ],
)
def test_what_is_taken_back(old: dict[str, Any], new: dict[str, Any], told: tuple[str, str]) -> None:
    assert eased(old, new) == [told]
    assert eased(new, old) == []
    assert newer(exemptions_of(Config(**old)), exemptions_of(Config(**new))) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"severity": (("TST509", "error"),)}, {"severity": (("TST509", "off"),)}),
        ({"symbols": "all"}, {"symbols": "files"}),
        ({"resources": (("iops", 1.0),)}, {"resources": (("iops", 2.0),)}),
        ({"shared_branches": ("main", "master", "release/*", "next")}, {"shared_branches": ("main",)}),
    ],
)
def test_what_is_looser_than_the_default_is_an_exemption_and_not_told_twice(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    assert eased(old, new) == []
    assert len(newer(exemptions_of(Config(**old)), exemptions_of(Config(**new)))) == 1
