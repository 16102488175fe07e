"""`[tool.archhook]` and `archhook.toml`: what a project may set, and its defaults."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple
else:
    from archhook.records import NamedTuple


CONFIG_FILES = ("pyproject.toml", "archhook.toml")
"""Where a project may be configured; in one of the two."""

PYTEST_FILES = ("pytest.toml", ".pytest.toml", "pytest.ini", ".pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
"""Where pytest looks for its configuration, in its order: the first that holds some counts, and no other."""


class Pytest(NamedTuple):
    """What pytest is told in the project's folder of what a test is; the defaults are pytest's own."""

    file: str = ""  # the file that says it, "" where none does
    files: tuple[str, ...] = ("test_*.py", "*_test.py")  # python_files
    classes: tuple[str, ...] = ("Test",)  # python_classes
    functions: tuple[str, ...] = ("test",)  # python_functions
    testpaths: tuple[str, ...] = ()
    everywhere: bool = False  # no path of the snapshot lies in `testpaths`: pytest looks everywhere then


SYMBOLS = ("files", "public", "module", "all")
"""The values of `symbols`, each asking for more than the one before: what of a governed file has to be declared."""

COARSE = SYMBOLS[:2]
"""The values of `symbols` below the default."""

LAWS = ("own", "branch")
"""The values of `law`: the pushed commit's own, or that of the branch as the remote has it."""

CLAIMS = ("archhook-claims", "claims.json")
"""The folder and the file, in git's common folder, in which claims are kept."""

REFUSE = "refuse"
"""The value of `claims` with which a commit of what another owner has claimed is stopped."""

WORDS = "words"
"""The value of `new-ids` with which new Tasks and Tests get words."""


class Config(NamedTuple):
    """The configuration of one snapshot. Patterns are gitignore patterns, paths relative to the project's root."""

    ledger: str = ""  # "": architecture.py, else the package architecture/
    tests: tuple[str, ...] = ("tests/", "test_*.py", "*_test.py")
    exclude: tuple[str, ...] = ()
    source_roots: tuple[str, ...] = ("src", ".")
    symbols: str = "module"  # one of SYMBOLS
    shared_branches: tuple[str, ...] = ("main", "master", "release/*")
    every_commit: bool = False
    law: str = ""  # by which a push to a shared branch is judged: own | branch, as LAWS; "": not said, which is own
    merge_check: str = ""  # a branch: what is pushed to one that is not shared is judged as merged with it
    strict: bool = False
    baseline: str = "archhook-baseline.txt"  # where the baseline is kept, if there is one
    severity: tuple[tuple[str, str], ...] = ()  # code -> error | warning | off, sorted
    resources: tuple[tuple[str, float], ...] = ()  # "tolerance" or a resource field -> its tolerance, sorted
    measure: tuple[tuple[str, ...], ...] = ()  # rows of the mapping, each a FigureMapping as a tuple
    new_ids: str = ""  # of Tasks and Tests that are written: numbers | words; "": not said, which is numbers
    claims: str = "note"  # what the gate makes of a commit of what another owner has claimed: note | refuse
    layers: tuple[str, ...] = ()  # of Designs, the highest first
    transitive: bool = False  # what a required Design requires counts as required
    typing_imports: str = "ignore"  # imports for type checkers alone: ignore | count
    dynamic_imports: str = "count"  # imports by a call: count | ignore
    requires_python: str = ""  # of pyproject.toml; no key of archhook's own, "" for nothing
    own_tests: bool = False  # the key `tests` is set: what pytest is told adds nothing to it
    held_to: tuple[Any, ...] = ()  # (exclude, tests, own_tests, pytest) of a law by which no file may be less governed
    uncounted: tuple[str, ...] = ()  # what such a law has otherwise than it is set here, as it is told
    pytest: Pytest = Pytest()  # from files of pytest's own
