"""What decides which tests pytest runs, and cannot be told without running it: said once, when a project is adopted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.adopt.exclusions import told_by_pytest
from archhook.errors import ConfigError
from archhook.inventory.pytest_collection import takes_file
from archhook.inventory.wildcards import magic, matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from archhook.adopt.repository_facts import Facts
    from archhook.model.config import Config, Pytest
    from archhook.project.pytest_settings import Settings

SELECTING = frozenset(
    {"-k", "-m", "-c", "-o", "--ignore", "--ignore-glob", "--deselect", "--doctest-modules", "--doctest-glob",
     "--config-file", "--override-ini", "--rootdir", "--pyargs"}
)  # fmt: skip
"""Options that take tests away, add some, or have pytest read another configuration."""

_HOOK = re.compile(
    rb"^(collect_ignore(?:_glob)?)\b|^ *(?:async )?def (pytest_(?:collect_file|collect_directory|ignore_collect"
    rb"|pycollect_makemodule|pycollect_makeitem|collection_modifyitems))\b|^(from [\w.]+ import \*)",
    re.MULTILINE,
)
_SHOWN = 3


def unforeseen(told: Settings | None, config: Config, conftests: Mapping[str, bytes], facts: Facts) -> tuple[str, ...]:
    """One line for each thing that may let pytest run other tests than those that count here, and for the files that
    are tests by what pytest is told.
    """
    return (*_named(config, facts), *_options(told), *_hooks(conftests), *_imported(config.pytest, facts))


def _named(config: Config, facts: Facts) -> Iterator[str]:
    number = sum(one.files for one in told_by_pytest(facts, config))
    if number:
        many = "1 more file a test" if number == 1 else f"{number} more files tests"
        yield f"`python_files` in {config.pytest.file} makes {many}: what is in there needs no Task"


def _options(told: Settings | None) -> Iterator[str]:
    if told is None:
        return
    if "norecursedirs" in told.values:
        yield f"`norecursedirs` in {told.file} is not read: tests in such folders count, unless `exclude` names them"
    try:
        words = told.of("addopts") or ()
    except ConfigError:
        return
    options = (word.partition("=")[0] if word.startswith("--") else word[:2] for word in words if word[:1] == "-")
    found = [option for option in dict.fromkeys(options) if option in SELECTING]
    if found:
        yield f"`addopts` in {told.file} is not read: {', '.join(found)} may let pytest run other tests than count here"


def _hooks(conftests: Mapping[str, bytes]) -> Iterator[str]:
    for path, source in sorted(conftests.items()):
        found = dict.fromkeys(next(filter(None, one.groups())).decode() for one in _HOOK.finditer(source))
        if found:
            yield f"{path} is not run: `{'`, `'.join(found)}` may let pytest run other tests than count here"


def _imported(pytest: Pytest, facts: Facts) -> Iterator[str]:
    """Tests that a file imports from another test file: pytest runs them there, too, and so does a class of its own
    that derives from one.
    """
    stems = {
        path.rpartition("/")[2].removesuffix(".py")
        for path, role in facts.roles.items()
        if role == "test" and facts.files[path].tests
    }
    named = (*pytest.classes, *pytest.functions)
    found: dict[str, str] = {}
    for path, held in sorted(facts.files.items()):
        if facts.roles.get(path) == "test" and takes_file(path, pytest):
            for one in held.imports:
                if one.module.rpartition(".")[2] in stems and _is_meant(one.name, named):
                    found.setdefault(path, one.name)
    if found:
        few = ", ".join(f"{path}: {name}" for path, name in list(found.items())[:_SHOWN])
        more = ", ..." if len(found) > _SHOWN else ""
        many = "1 test file imports" if len(found) == 1 else f"{len(found)} test files import"
        yield f"{many} tests of others ({few}{more}): they count where they are defined"


def _is_meant(name: str, options: Iterable[str]) -> bool:
    return any(name.startswith(one) or (magic(one) and matches(name, one)) for one in options)
