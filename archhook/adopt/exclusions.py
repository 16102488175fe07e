"""Which files of a repository are no part of its product, and why: the patterns that a configuration excludes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.adopt.purpose import beside
from archhook.inventory.module_names import folder_of, folders_of
from archhook.inventory.patterns import path_pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from archhook.adopt.repository_facts import Facts

HUGE = 1000
"""Names in one file; one that holds more is data or generated."""

BUILD = frozenset(
    {"setup.py", "noxfile.py", "fabfile.py", "pavement.py", "wscript.py", "versioneer.py", "ez_setup.py", "dodo.py",
     "toxfile.py", "conanfile.py", "hatch_build.py", "pdm_build.py"}
)  # fmt: skip
DOCS = frozenset({"doc", "docs", "documentation"})
DATA = frozenset({"fixtures", "testdata", "test_data", "test-data"})
VENDORED = frozenset({"_vendor", "vendor", "vendored", "_vendored", "third_party", "thirdparty", "3rdparty"})

SEVERAL = 3
"""So many files or folders of one name are left out by that name."""
UNREAD = "not Python here: "
TEMPLATE = "a template, which is filled in before it is Python"
GENERATED = ("_pb2.py", "_pb2_grpc.py")


class Pattern(NamedTuple):
    """A gitignore pattern of `exclude` or `tests`, how many files it concerns, and the reason.

    `unread`: the one file that it is about, where the running Python cannot read that and a person is to be asked.
    """

    pattern: str
    files: int
    reason: str
    unread: str = ""


def exclusions(facts: Facts) -> tuple[Pattern, ...]:
    """The patterns that leave out what a ledger should not or cannot declare; never all that there is."""
    left = dict(facts.roles)
    found: dict[str, Pattern] = {}
    for pattern, reason, meant in _certain(facts):
        _take(found, left, pattern, reason, meant)
    for pattern, reason, meant in _likely(facts):
        rest = (path for path, role in left.items() if role == "governed" and not meant(path))
        if any(facts.files[path].names for path in rest):  # a repository of nothing but documentation is that
            _take(found, left, pattern, reason, meant)
    for path in [path for path in left if facts.files[path].error]:
        del left[path]
        pattern = path_pattern(path)
        asked = "" if beside(path, facts.built) else path  # an example may be broken on purpose
        found[pattern] = Pattern(pattern, 1, f"{UNREAD}{facts.files[path].error}", asked)
    return tuple(sorted(found.values()))


def _take(
    found: dict[str, Pattern], left: dict[str, str], pattern: str, reason: str, meant: Callable[[str], bool]
) -> None:
    paths = [path for path in left if meant(path)]
    for path in paths:
        del left[path]
    if paths:
        found[pattern] = Pattern(pattern, len(paths), reason)


def _certain(facts: Facts) -> Iterator[tuple[str, str, Callable[[str], bool]]]:
    """What cannot be declared at all."""
    for folder in facts.projects:
        yield path_pattern(folder), "a project with a ledger of its own", _one_of([folder])
    for path in sorted(facts.files):
        if path[1:3] in (":/", ":\\"):  # a ledger takes it for a place on a drive
            yield path_pattern(path), "its name cannot be written in a ledger", _one_of([path])


def _likely(facts: Facts) -> Iterator[tuple[str, str, Callable[[str], bool]]]:
    """What is no part of the product by its place and its name."""
    yield from _shortened(facts, _likely_ones(facts))
    for ending in GENERATED:
        yield f"*{ending}", "generated", lambda path, ending=ending: path.endswith(ending)  # type: ignore[misc]  # bound
    for path, held in sorted(facts.files.items()):
        if facts.roles[path] == "governed" and held.names > HUGE:
            yield path_pattern(path), f"holds {held.names} names: generated, or data", _one_of([path])


def _likely_ones(facts: Facts) -> Iterator[tuple[str, str]]:
    """(path, reason): folders, which end in a slash, and files."""
    kinds = ((VENDORED, "code of others"), (DOCS, "builds the documentation"), (DATA, "data of tests"))
    folders = sorted({folder for path in facts.files for folder in folders_of(path)})
    seen: set[str] = set()
    templates = {folder_of(folder.rstrip("/")) for folder in folders if "{{" in last_part_of(folder)}
    for folder in folders:
        name = folder.rstrip("/").rpartition("/")[2].lower()
        reason = next((reason for names, reason in kinds if name in names), "")
        filled = name == "hooks" and folder_of(folder.rstrip("/")) in templates
        if "{{" in name or filled:
            reason = TEMPLATE
        # Below a package, `docs` is a package like any other.
        deep = folder_of(folder.rstrip("/")) not in facts.built and name not in VENDORED and reason != TEMPLATE
        if reason and not deep and not any(upper in seen for upper in folders_of(folder.rstrip("/"))):
            seen.add(folder)
            yield folder, reason
    for path in sorted(facts.files):
        if path.rpartition("/")[2] in BUILD and folder_of(path) in facts.built:
            yield path, "builds the project, is no part of it"


def _shortened(facts: Facts, ones: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str, Callable[[str], bool]]]:
    """A pattern for each; one for all of the same name where they are several and there are no others."""
    named: dict[tuple[str, str], list[str]] = {}
    for path, reason in ones:
        named.setdefault((last_part_of(path), reason), []).append(path)
    every = Counter(last_part_of(path) for path in facts.files)
    every.update(last_part_of(folder) for folder in {folder for path in facts.files for folder in folders_of(path)})
    for (name, reason), paths in named.items():
        if len(paths) >= SEVERAL and every[name] == len(paths):
            yield path_pattern(name)[1:], reason, _one_of(paths)
        else:
            for path in paths:
                yield path_pattern(path), reason, _one_of([path])


def _one_of(paths: list[str]) -> Callable[[str], bool]:
    """Whether a path is one of some, or lies below one that ends in a slash."""
    folders, files = tuple(path for path in paths if path.endswith("/")), frozenset(paths)
    return lambda path: path in files or path.startswith(folders)


def last_part_of(path: str) -> str:
    """The last part of a path; a folder's keeps its slash."""
    return path.rstrip("/").rpartition("/")[2] + "/" * path.endswith("/")
