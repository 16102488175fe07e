"""Code of the product that is named like a test: neither a Task nor a Test would answer for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.exclusions import Pattern, for_tests
from archhook.inventory.module_names import INIT, folder_of, folders_of
from archhook.inventory.patterns import compile_patterns, path_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.adopt.repository_facts import Facts
    from archhook.model.config import Config

_SHOWN = 3


def named_only(facts: Facts, config: Config) -> list[str]:
    """The files that the patterns of `tests` take for tests, that hold names and no test, and that lie in no folder of
    tests.
    """
    by_pattern = compile_patterns(config.tests)
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


def unanswered(facts: Facts, config: Config) -> Iterator[str]:
    """What to say of those that stay tests. `config`: with the patterns of `tests` that are in force."""
    found = named_only(facts, config)
    if found:
        few = ", ".join(found[:_SHOWN]) + (", ..." if len(found) > _SHOWN else "")
        many = "1 file is a test" if len(found) == 1 else f"{len(found)} files are tests"
        its = "holds none and lies" if len(found) == 1 else "hold none and lie"
        yield (
            f"{many} by name alone, {its} in no folder of tests ({few}): neither Task nor Test answers for it; to have"
            f' code of the product governed, end `tests` with its path: tests = [..., "!{path_pattern(found[0])}"]'
        )
