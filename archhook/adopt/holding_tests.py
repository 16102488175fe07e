"""Patterns of `tests`: what holds tests in a repository beside the default, and code that is but named like a test."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.adopt.exclusions import Pattern, last_part_of
from archhook.inventory.module_names import INIT, folder_of, folders_of
from archhook.inventory.patterns import compile_patterns, path_pattern
from archhook.inventory.pytest_collection import named_for_tests
from archhook.inventory.roles import Roles
from archhook.inventory.wildcards import matches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archhook.adopt.repository_facts import Facts
    from archhook.model.config import Config

TEST_FOLDERS = frozenset({"test", "unittest", "unittests", "testcases", "testdata", "testsuite", "testsuites"})
"""Written together, or parted by anything; and whatever ends in the word `tests`."""

_WORDS = re.compile(r"[-_. ]+")


def test_patterns(facts: Facts, testpaths: Iterable[str] = ()) -> tuple[Pattern, ...]:
    """What holds tests in this repository beside what the default patterns say. `testpaths`: where pytest looks."""
    found = {}
    folders = {folder for path, held in facts.files.items() if held.tests or held.cases for folder in folders_of(path)}
    folders |= {folder for path in facts.files for folder in folders_of(path)[:1] if last_part_of(folder) != "test/"}
    testing = {folder for path, held in facts.files.items() if held.testing for folder in folders_of(path)}
    folders -= {folder for folder in folders - testing if _is_tool(folder, facts)}
    around = _all_of_tests(testpaths, facts)
    for folder in sorted(folders | around):
        outer = not any(upper in found for upper in folders_of(folder.rstrip("/")))
        if outer and (for_tests(folder) or folder in around):
            number = sum(path.startswith(folder) and role == "governed" for path, role in facts.roles.items())
            if number:
                found[folder] = Pattern(path_pattern(folder), number, "tests and what helps them")
    governed = [path for path, role in facts.roles.items() if role == "governed" and not path.startswith((*found,))]
    alone = [path for path in governed if facts.files[path].cases and path.rpartition("/")[2] == "tests.py"]
    if alone:
        found["tests.py"] = Pattern("tests.py", len(alone), "tests, but not named so that each of them can be declared")
    return tuple(sorted(found.values()))


def _all_of_tests(testpaths: Iterable[str], facts: Facts) -> set[str]:
    """The folders at the top that `testpaths` lie in, where most files are tests: what else is in there helps them."""
    tops = {path.removeprefix("./").partition("/")[0] + "/" for path in testpaths}
    tops -= {place.partition("/")[0] + "/" for place in (*facts.shipped.places, *facts.shipped.where)}
    found = Counter((path.partition("/")[0] + "/", role) for path, role in facts.roles.items() if "/" in path)
    return {top for top in tops if found[top, "test"] > found[top, "governed"]}


def _is_tool(folder: str, facts: Facts) -> bool:
    """Whether a folder without any test is a part of a package that helps others to test, as `django/test/` is."""
    inner = folder_of(folder.rstrip("/"))
    return bool(inner) and inner + INIT in facts.files and folder + INIT in facts.files


def for_tests(folder: str) -> bool:
    """Whether a folder is called so that it is one for tests."""
    words = _WORDS.split(last_part_of(folder).rstrip("/").lower())
    return words[-1] == "tests" or "".join(words) in TEST_FOLDERS


def told_by_pytest(facts: Facts, config: Config) -> tuple[Pattern, ...]:
    """What pytest's `python_files` make tests, as patterns of `tests`: where that key is set, it alone counts."""
    if config.own_tests:
        return ()
    default = Roles(config._replace(own_tests=True), ())
    tests = (path for path, role in facts.roles.items() if role == "test" and named_for_tests(path, config.pytest))
    left = [path for path in tests if default.role_of(path, "100644") != "test"]
    reason = f"`python_files` in {config.pytest.file}"
    found = []
    for pattern in config.pytest.files:
        if not config.pytest.testpaths and not set(pattern) & {"/", "\\"} and pattern[:1] not in ("!", "#"):
            meant = [path for path in left if matches(path.rpartition("/")[2], pattern)]
            left = [path for path in left if path not in meant]
            found += [Pattern(pattern, len(meant), reason)] if meant else []
    return tuple(found + [Pattern(path_pattern(path), 1, reason) for path in left])


def named_only(facts: Facts, config: Config) -> list[str]:
    """The files that the patterns of `tests` take for tests, that hold names and no test, and that lie in no folder of
    tests.
    """
    by_pattern = compile_patterns(tuple(one for one in config.tests if not one.endswith("/")))
    return [
        path
        for path, role in sorted(facts.roles.items())
        if role == "test"
        and facts.files[path].names
        and not facts.files[path].testing
        and not any(map(for_tests, folders_of(path)))
        and by_pattern(path)
    ]


def product_code(facts: Facts, config: Config) -> tuple[Pattern, ...]:
    """Those among them that are surely code of the product, as patterns of `tests` that have them governed: modules of
    a package that has no tests beside its code.
    """
    packages = {
        folder_of(path)
        for path, role in facts.roles.items()
        if role == "governed" and path.rpartition("/")[2] == INIT and "/" in path
    }
    packages -= {folder_of(path) for path, held in facts.files.items() if held.testing}
    reason = "named like a test, holds none: code of the product"
    found = (path for path in named_only(facts, config) if folder_of(path) in packages)
    return tuple(Pattern(f"!{path_pattern(path)}", 1, reason) for path in found)
