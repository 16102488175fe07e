"""What `archhook init` says of what it cannot tell: files that are not read, and what lets pytest run other tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archhook.adopt.holding_tests import named_only, told_by_pytest
from archhook.errors import ArchhookError, ConfigError
from archhook.inventory.interpreter import newer_python
from archhook.inventory.parse import PYTHON
from archhook.inventory.patterns import path_pattern
from archhook.inventory.pytest_collection import setting_against, takes_file
from archhook.inventory.wildcards import magic, matches
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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
FEW = 3
"""So many files of the other kinds are named."""

SHOWN = 10
"""So many files that cannot be read are named."""

OPTION = "--exclude-unreadable"


def pytest_doubts(
    told: Settings | None, config: Config, conftests: Mapping[str, bytes], facts: Facts
) -> tuple[str, ...]:
    """One line for each thing that may let pytest run other tests than those that count here, and for the files that
    are tests by what pytest is told.
    """
    return (
        *_named(config, facts),
        *_outside(config.pytest, facts),
        *_options(told),
        *_hooks(conftests),
        *_imported(config.pytest, facts),
    )


def _outside(pytest: Pytest, facts: Facts) -> Iterator[str]:
    """Tests by their names that lie where pytest does not look by itself."""
    paths = (path for path, role in sorted(facts.roles.items()) if role == "test" and facts.files[path].testing)
    found = [path for path in paths if setting_against(path, pytest) == "testpaths"]
    if found:
        many = "1 test file lies" if len(found) == 1 else f"{len(found)} test files lie"
        their, them = ("is no Test", "it") if len(found) == 1 else ("are no Tests", "them")
        yield (
            f"{many} outside `testpaths` in {pytest.file} and {their} here ({few(found, FEW, ', ...')}): name the "
            f"folders of all tests there to have {them} declared"
        )


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
        shown = few([f"{path}: {name}" for path, name in found.items()], FEW, ", ...")
        many = "1 test file imports" if len(found) == 1 else f"{len(found)} test files import"
        yield f"{many} tests of others ({shown}): they count where they are defined"


def _is_meant(name: str, options: Iterable[str]) -> bool:
    return any(name.startswith(one) or (magic(one) and matches(name, one)) for one in options)


def named_only_notes(facts: Facts, config: Config) -> Iterator[str]:
    """What to say of files that are tests by name alone. `config`: with the patterns of `tests` that are in force."""
    found = named_only(facts, config)
    if found:
        many = "1 file is a test" if len(found) == 1 else f"{len(found)} files are tests"
        its = "holds none and lies" if len(found) == 1 else "hold none and lie"
        some = few(found, FEW, ", ...")
        yield (
            f"{many} by name alone, {its} in no folder of tests ({some}): neither Task nor Test answers for it; to have"
            f' code of the product governed, end `tests` with its path: tests = [..., "!{path_pattern(found[0])}"]'
        )


def unreadable(facts: Facts, paths: Sequence[str], prefix: str = "", config: str = "") -> ArchhookError:
    """That files cannot be read, which, and what to do next.

    `prefix`: the project's folder, for paths. `config`: the value of `--config`, "" without.
    """
    command = f"archhook init --config {config}" if config else "archhook init"
    lines = [*_way_on(facts, command), "These are the files:" if len(paths) > 1 else "This is the file:"]
    lines += [f"  {prefix}{path}:{facts.files[path].line}: {facts.files[path].error}" for path in paths[:SHOWN]]
    if len(paths) > SHOWN:
        lines.append(f"  and {len(paths) - SHOWN} more")
    return ArchhookError(
        f"{PYTHON} cannot read {count(len(paths), 'file')} of this project; nothing was written", fix="\n".join(lines)
    )


def _way_on(facts: Facts, command: str) -> list[str]:
    """What to do, line by line: run on a newer Python where the project asks for one, or leave them out."""
    wanted, file = facts.python
    newer = newer_python(wanted)
    if newer:
        return [
            f"the project asks for Python {wanted} ({file}): in an environment of Python {newer},",
            f"  pip install archhook && {command}",
            "and have the hook run there, too: `archhook install` in it, or, where .pre-commit-config.yaml has the",
            "hook by its URL,",
            "  - id: archhook",
            f"    language_version: python{newer}",
            "Or leave the files out, each with its reason:",
            f"  {command} {OPTION}",
        ]
    return [
        "if they are no Python, or broken on purpose (templates, test data, Python 2), leave them out:",
        f"  {command} {OPTION}",
        f"If they are written for a Python that is newer than {PYTHON.removeprefix('Python ')}, run archhook on that.",
    ]
