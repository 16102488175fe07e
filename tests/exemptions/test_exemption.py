"""Which exemptions are new, and which are wider than they were."""

from __future__ import annotations

import pytest

from archhook.exemptions.exemption import NEW, WHOLE, WIDER, Exemption, had_of, newer
from archhook.exemptions.exemption_list import exemptions_of
from archhook.model.config import Config, Pytest
from archhook.model.findings import Baseline, Frozen
from archhook.model.nodes import Ignore

WAIVER = Exemption("waiver", "TRC105 of D-1", "a.py", 3, "D-1", "TRC105", "later")


def since(old: Config, new: Config) -> list[tuple[str, str]]:
    return [(one.what, word) for one, word in newer(exemptions_of(old), exemptions_of(new))]


def test_place_and_reason_are_no_part_of_what_a_waiver_is() -> None:
    assert newer([WAIVER], [WAIVER._replace(path="b.py", line=9, reason="never")]) == ()
    other = WAIVER._replace(code="TRC106")
    assert newer([WAIVER], [WAIVER, other]) == ((other, NEW),)
    assert newer([], [WAIVER]) == ((WAIVER, NEW),)
    assert newer([WAIVER], []) == ()


def ignores(*places: tuple[int, str]) -> tuple[Exemption, ...]:
    return exemptions_of(Config(), ignores={"a.py": tuple(Ignore(line, 1, "INV407", why) for line, why in places)})


def test_an_ignore_is_told_by_its_reason_and_not_by_its_line() -> None:
    assert newer(ignores((4, "why")), ignores((9, "why"))) == ()
    assert [word for _, word in newer(ignores((4, "why")), ignores((4, "else")))] == [NEW]
    assert [(one.line, word) for one, word in newer(ignores((4, "why")), ignores((4, "why"), (9, "why")))] == [(9, NEW)]


def test_an_ignore_of_a_file_is_wider_than_those_of_lines() -> None:
    assert [(one.width, word) for one, word in newer(ignores((4, "why")), ignores((1, "why")))] == [(WHOLE, WIDER)]
    assert newer(ignores((1, "why")), ignores((4, "why"), (9, "why"))) == ()


def test_an_ignore_of_a_file_that_both_have_takes_nothing_from_those_of_lines() -> None:
    assert newer(ignores((1, "why")), ignores((1, "why"), (9, "why"))) == ()
    told = newer(ignores((4, "why")), ignores((1, "why"), (9, "why")))
    assert [(one.line, word) for one, word in told] == [(1, WIDER)]  # that of the line was there


def test_an_ignore_that_exempts_nothing_is_none() -> None:
    said = {"a.py": (Ignore(2, 1, "INV407", ""), Ignore(3, 1, "NOPE", "why"), Ignore(4, 1, "LED001", "why"))}
    assert exemptions_of(Config(), ignores=said) == ()


def frozen(*times: int) -> tuple[Exemption, ...]:
    entries = tuple(Frozen("INV407", "T-1", "a.py", "f", number, line) for line, number in enumerate(times, 1))
    return exemptions_of(Config(), baseline=Baseline("b.txt", -1, entries))


def test_entries_of_one_finding_count_together() -> None:
    assert newer(frozen(3), frozen(1, 2)) == ()
    assert newer(frozen(1, 2), frozen(3)) == ()
    assert [(one.line, word) for one, word in newer(frozen(1), frozen(3))] == [(1, WIDER)]
    assert [(one.line, word) for one, word in newer(frozen(3), frozen(3, 1))] == [(2, NEW)]


@pytest.mark.parametrize(
    ("code", "file", "is_new"), [("DEP203", "a.py", False), ("INV407", "a.py", False), ("TRC105", "", True)]
)
def test_what_is_frozen_of_a_file_may_change_its_node(code: str, file: str, is_new: bool) -> None:
    def of(node: str) -> tuple[Exemption, ...]:
        return exemptions_of(Config(), baseline=Baseline("b.txt", -1, (Frozen(code, node, file, "b.py", 1, 1),)))

    assert bool(newer(of("D-1"), of("D-2"))) == is_new


def test_what_others_have_of_it_is_told_in_parts() -> None:
    assert had_of(frozen(2, 2), frozen(3, 2)) == (3, 1)
    assert had_of((), frozen(3)) == (0,)
    assert had_of(ignores((4, "why")), ignores((1, "why"), (9, "why"))) == (0, 1)
    assert had_of(ignores((1, "why")), ignores((1, "why"), (9, "why"))) == (WHOLE, 1)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ({}, {"severity": (("INV405", "warning"),)}, [('INV405 = "warning"', NEW)]),
        ({"severity": (("INV405", "warning"),)}, {"severity": (("INV405", "off"),)}, [('INV405 = "off"', WIDER)]),
        ({"severity": (("INV405", "off"),)}, {"severity": (("INV405", "warning"),)}, []),
        ({}, {"severity": (("DEP204", "off"), ("DEP211", "error"), ("INV405", "error"))}, []),
        ({}, {"severity": (("DEP211", "off"),)}, [('DEP211 = "off"', NEW)]),
        ({}, {"symbols": "files"}, [('symbols = "files"', NEW)]),
        ({"symbols": "public"}, {"symbols": "files"}, [('symbols = "files"', WIDER)]),
        ({"symbols": "files"}, {"symbols": "public"}, []),
        ({}, {"symbols": "all"}, []),
        ({}, {"exclude": ("httpx/",)}, [("httpx/", NEW)]),
        ({"exclude": ("vendor/",)}, {"exclude": ("vendor/a/", "/vendor/b.py", "vendor/c/*.py")}, []),
        ({"exclude": ("vendor/",)}, {"exclude": ("a.py", "*vendor/")}, [("*vendor/", NEW), ("a.py", NEW)]),
        ({"exclude": ("vendor/", "!vendor/a.py")}, {"exclude": ("vendor/",)}, [("vendor/", WIDER)]),
        ({"exclude": ("vendor/", "!vendor/a.py")}, {"exclude": ("vendor/a.py",)}, [("vendor/a.py", NEW)]),
        ({"exclude": ("!a.py", "b/")}, {"exclude": ("b/",)}, []),
        ({"exclude": ("b/", "a/")}, {"exclude": ("a/", "b/")}, []),
        ({}, {"tests": ("tests/", "impl/")}, [("impl/", NEW)]),
        ({}, {"tests": ("tests/",)}, []),
        ({}, {"shared_branches": ()}, [("pushes to main, master, release/* are not judged", NEW)]),
        ({"shared_branches": ("main",)}, {"shared_branches": ()}, [(3, WIDER)]),
        ({"shared_branches": ("main",)}, {"shared_branches": ("trunk",)}, [(3, WIDER)]),
        ({"shared_branches": ("main",)}, {"shared_branches": ("main", "trunk")}, []),
        ({}, {"resources": (("tolerance", 1.2),)}, []),
        ({}, {"resources": (("tolerance", 2.0),)}, [("tolerance = 2", NEW)]),
        ({"resources": (("tolerance", 2.0),)}, {"resources": (("tolerance", 3.0),)}, [("tolerance = 3", WIDER)]),
        ({"resources": (("tolerance", 3.0),)}, {"resources": (("iops", 2.0),)}, []),
        (
            {"resources": (("iops", 1.0), ("tolerance", 3.0))},
            {"resources": (("tolerance", 3.0),)},
            [("tolerance = 3", WIDER)],
        ),
        ({}, {"resources": (("iops", 2.0),)}, [("iops = 2", NEW)]),
        ({}, {"dynamic_imports": "ignore"}, [('dynamic-imports = "ignore"', NEW)]),
        ({"typing_imports": "count"}, {"typing_imports": "ignore"}, []),
        ({}, {"transitive": True}, [("transitive = true", NEW)]),
        ({}, {"pytest": Pytest(files=("check_*.py", "*_test.py", "test*.py"))}, [(0, NEW), (0, NEW)]),
        ({"own_tests": True}, {"own_tests": True, "pytest": Pytest(files=("test_*.py", "*_test.py", "*.py"))}, []),
        ({}, {"pytest": Pytest(files=("test_*.py",))}, [("*_test.py hold no tests (python_files)", NEW)]),
        ({}, {"pytest": Pytest(functions=("check",))}, [("test hold no tests (python_functions)", NEW)]),
        ({}, {"pytest": Pytest(functions=("check", "te"), classes=("*",))}, []),
        ({}, {"pytest": Pytest(testpaths=("a",))}, [("no tests but in a (testpaths)", NEW)]),
        ({"pytest": Pytest(testpaths=("a",))}, {"pytest": Pytest(testpaths=("a", "b"))}, []),
        ({"pytest": Pytest(testpaths=("a", "b"))}, {"pytest": Pytest(testpaths=("a",))}, [(0, WIDER)]),
        ({}, {"pytest": Pytest(testpaths=("a",), everywhere=True)}, []),
    ],
)
def test_what_a_key_takes_out(
    old: dict[str, object], new: dict[str, object], told: list[tuple[str | int, str]]
) -> None:
    found = since(Config(**old), Config(**new))  # type: ignore[arg-type]  # the fields of a row
    assert [word for _, word in found] == [word for _, word in told]
    assert [what for what, _ in found] == [
        have if isinstance(what, int) else what for (what, _), (have, _) in zip(told, found, strict=True)
    ]
