"""Pairs of branches of one project: each in order by itself, some of them broken once they are merged.

The project is a made-up one (synthetic.py) and a few Designs more, on which the pairs turn. An edit tells of some files
which texts are replaced by others, or the whole content; None: the file goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from helpers.synthetic import project

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.git_repo import GitRepo

    Edit = dict[str, tuple[tuple[str, str], ...] | str | None]


class Pair(NamedTuple):
    """Two branches. `code`: of the law that their merge breaks, "" where it breaks none."""

    name: str
    code: str
    ours: Edit
    theirs: Edit


PARTS = ("left", "right", "middle", "spare")
LEDGER = "pairs"
"""Stands for the file of the ledger that holds the Designs."""

HEAD = '''

class Goal(Intent):
    """[I-pair] Branches meet."""


class GoalReached(UserAcceptanceTest):
    """[UAT-pair] Branches meet."""

    verifies = Goal
    test_file = "tests/pairs/test_goal.py"
    test_functions = ["test_goal"]


class Promise(Requirement):
    """[R-pair] All stays in order."""

    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=180)


class PromiseKept(SystemTest):
    """[ST-pair] All stays in order."""

    verifies = Promise
    test_file = "tests/pairs/test_promise.py"
    test_functions = ["test_promise"]
'''
PART = '''

class {title}(Design):
    """[D-{name}] The {name} part.

    It stands for itself.
    """

    satisfies = [Promise]
    requires = {requires}

    estimated = ResourceConstraints(memory_mb=30)
    # What else may be said of the {name} part goes here.
    packages = ["requests", "yaml", "numpy"]


class {title}A(Task):
    """[T-{name}.a] One half."""

    implements = {title}
    file_path = "src/app/{name}/a.py"
    functions = ["serve_{name}"]


class {title}B(Task):
    """[T-{name}.b] The other half."""

    implements = {title}
    file_path = "src/app/{name}/b.py"
    functions = ["hide_{name}"]


class {title}UnitA(UnitTest):
    """[UT-{name}.a] One half alone."""

    verifies = {title}
    test_file = "tests/pairs/test_{name}_a.py"
    test_functions = ["test_a"]


class {title}UnitB(UnitTest):
    """[UT-{name}.b] The other half alone."""

    verifies = {title}
    test_file = "tests/pairs/test_{name}_b.py"
    test_functions = ["test_b"]


class {title}Together(IntegrationTest):
    """[IT-{name}] Both halves."""

    verifies = {title}
    test_file = "tests/pairs/test_{name}.py"
    test_functions = ["test_{name}"]
'''
TAIL = '''

class Loose(Task):
    """[T-loose] A module beside the package."""

    implements = Right
    file_path = "src/loose.py"
    functions = ["drift"]


class Future(Design):
    """[D-future] What may come."""

    satisfies = [Promise]
    adopted = False
'''
FUTURE = '''

class FutureTask(Task):
    """[T-future] It has come."""

    implements = Future
    file_path = "src/app/future.py"
    functions = ["arrive"]


class FutureUnit(UnitTest):
    """[UT-future] Alone."""

    verifies = Future
    test_file = "tests/pairs/test_future.py"
    test_functions = ["test_future"]


class FutureTogether(IntegrationTest):
    """[IT-future] Together."""

    verifies = Future
    test_file = "tests/pairs/test_future.py"
    test_functions = ["test_future"]
'''
SECOND = '''

class Second(Task):
    """[T-second] Another Task of the same file."""

    implements = Right
    file_path = "src/app/right/b.py"
    functions = ["fresh"]
'''
LEVEL = '''

class Again(IntegrationTest):
    """[IT-again] The same test, together."""

    verifies = Middle
    test_file = "tests/pairs/test_right_a.py"
    test_functions = ["test_a"]
'''
SETTINGS = """\
new-ids = "{ids}"
layers = ["high", "low"]

[severity]
RES602 = "off"
RES603 = "error"
RES604 = "off"
"""
IMPORTS = (
    "from archhook import (\n    Design,\n    IntegrationTest,\n    Intent,\n    Requirement,\n"
    "    ResourceConstraints,\n    SystemTest,\n    Task,\n    UnitTest,\n    UserAcceptanceTest,\n)\n"
)
REQUIRES = {"left": "[Right]", "right": "[]", "middle": "[]", "spare": "[Middle]"}
"""What the Designs require, as it is written."""


def base(files: int = 20, *, package: bool = False, words: bool = False) -> dict[str, str]:
    """Path -> content of the project that the branches begin with."""
    content = project(files, package=package, imports=True)
    order = ("right", "left", "middle", "spare")
    parts = [PART.format(name=name, title=name.capitalize(), requires=REQUIRES[name]) for name in order]
    ledger = HEAD + "".join(parts) + TAIL
    if package:
        content["architecture/pairs.py"] = IMPORTS + ledger
        content["architecture/__init__.py"] += "from architecture import pairs\n"
    else:
        entry = content["architecture.py"].replace(
            "    Requirement,\n", "    Requirement,\n    ResourceConstraints,\n", 1
        )
        content["architecture.py"] = entry + ledger
    for name in PARTS:
        content[f"src/app/{name}/__init__.py"] = ""
        content[f"src/app/{name}/a.py"] = f"def serve_{name}():\n    pass\n"
        content[f"src/app/{name}/b.py"] = f"def hide_{name}():\n    pass\n"
        for test, function in (("_a", "a"), ("_b", "b"), ("", name)):
            content[f"tests/pairs/test_{name}{test}.py"] = f"def test_{function}():\n    assert str(1)\n"
    content["src/app/left/a.py"] = "from app.right.a import serve_right\n\n\n" + content["src/app/left/a.py"]
    content["src/loose.py"] = "def drift():\n    pass\n"
    for name in ("goal", "promise"):
        content[f"tests/pairs/test_{name}.py"] = f"def test_{name}():\n    assert str(1)\n"
    return content | {"archhook.toml": SETTINGS.format(ids="words" if words else "numbers")}


def _requires(name: str, new: str) -> tuple[str, str]:
    """A Design requires something else."""
    return _in_design(name, f"    requires = {REQUIRES[name]}\n", f"    requires = {new}\n")


def _says(name: str, field: str) -> tuple[str, str]:
    """A Design says one thing more."""
    line = f"    # What else may be said of the {name} part goes here.\n"
    return line, f"{line}    {field}\n"


def _estimates(name: str, number: int) -> tuple[str, str]:
    line = "    estimated = ResourceConstraints(memory_mb=30)\n"
    return _in_design(name, line, line.replace("30", str(number)))


def _in_design(name: str, old: str, new: str) -> tuple[str, str]:
    """An edit of a line that stands in every Design, told by what stands before it."""
    text = PART.format(name=name, title=name.capitalize(), requires=REQUIRES[name])
    until = text[: text.index(old) + len(old)]
    return until, until.removesuffix(old) + new


def _ledger(*edits: tuple[str, str]) -> Edit:
    return {LEDGER: edits}


def _before(title: str, text: str) -> tuple[str, str]:
    """Classes come before one of the ledger's."""
    line = f"\n\nclass {title}:\n"
    return line, text + line


def _without(*titles: str) -> tuple[tuple[str, str], ...]:
    """The ledger without some classes."""
    text = HEAD + "".join(PART.format(name=one, title=one.capitalize(), requires=REQUIRES[one]) for one in PARTS) + TAIL
    found = []
    for title in titles:
        start = text.index(f"\n\nclass {title}(")
        end = text.find("\n\n\nclass ", start + 2)
        found.append((text[start : end if end >= 0 else len(text)].rstrip("\n"), ""))
    return tuple(found)


def _imports(path: str, statement: str) -> Edit:
    """A module begins to import something."""
    name = path.split("/")[-2]
    defined = f"def hide_{name}():\n"
    return {path: ((defined, f"{statement}\n\n\n{defined}"),)}


LEFT_B = "src/app/left/b.py"
RIGHT_A, RIGHT_B = "tests/pairs/test_right_a.py", "tests/pairs/test_right_b.py"
SPARE = ("Spare", "SpareA", "SpareB", "SpareUnitA", "SpareUnitB", "SpareTogether")
SPARE_FILES = (
    *(f"src/app/spare/{name}.py" for name in ("__init__", "a", "b")),
    *(f"tests/pairs/test_spare{name}.py" for name in ("_a", "_b", "")),
)
NEW_FILE = "def fresh():\n    pass\n"
COMMON: Edit = {"src/app/right/b.py": (("hide_right():\n    pass\n", f"hide_right():\n    pass\n\n\n{NEW_FILE}"),)}
MORE: Edit = {LEFT_B: (("hide_left():\n    pass\n", "hide_left():\n    pass\n\n\ndef more():\n    pass\n"),)}
LOOSE_GONE: Edit = {"src/loose.py": None} | _ledger(*_without("Loose"))
RIGHT_A_GONE: Edit = {RIGHT_A: None} | _ledger(*_without("RightUnitA"))
RIGHT_B_GONE: Edit = {RIGHT_B: None} | _ledger(*_without("RightUnitB"))
GIVEN_UP: Edit = {"src/app/left/a.py": (("from app.right.a import serve_right\n\n\n", ""),)}
COME: Edit = {
    "src/app/future.py": "def arrive():\n    pass\n",
    "tests/pairs/test_future.py": "def test_future():\n    assert str(1)\n",
}
MIDDLE_REQUIRED = _ledger(_requires("right", '["D-middle"]'))
USES_LOOSE = _imports(LEFT_B, "import loose")
USES_RIGHT = _imports(LEFT_B, "from app.right.b import hide_right")
RED = (
    Pair("a circle of three", "DEP202", _ledger(_requires("middle", "[Left]")), MIDDLE_REQUIRED),
    Pair("a circle of two", "DEP202", _ledger(_requires("middle", "[Right]")), MIDDLE_REQUIRED),
    Pair("an id given twice", "LED002", {"src/app/left/fresh.py": NEW_FILE}, {"src/app/part0/fresh.py": NEW_FILE}),
    Pair("a symbol declared twice", "INV409", COMMON, COMMON | _ledger(_before("Future(Design)", SECOND))),
    Pair("a module gone that is imported", "DEP207", LOOSE_GONE, USES_LOOSE),
    Pair("a budget broken", "RES603", _ledger(_estimates("right", 70)), _ledger(_estimates("middle", 70))),
    Pair("a use that was given up", "DEP203", GIVEN_UP | _ledger(_requires("left", "[]")), USES_RIGHT),
    Pair("both unit tests gone", "TST505", RIGHT_A_GONE, RIGHT_B_GONE),
    Pair("a test gone that verifies more", "TST501", RIGHT_A_GONE, _ledger(_before("Loose(Task)", LEVEL))),
    Pair("an interface passed by", "DEP205", _ledger(_says("right", 'interface = ["serve_right"]')), USES_RIGHT),
    Pair(
        "layers the wrong way round", "DEP206",
        _ledger(_says("left", 'layer = "low"')), _ledger(_says("right", 'layer = "high"')),
    ),
    Pair(
        "a ban run into", "DEP208",
        _ledger(_says("spare", "forbids = [Right]")), _ledger(_requires("middle", "[Right]")),
    ),
    Pair(
        "a package that another claims", "DEP207",
        _ledger(_says("right", 'exclusive_packages = ["numpy"]')), _imports(LEFT_B, "import numpy"),
    ),
    Pair(
        "a Design gone that is required", "LED003",
        dict.fromkeys(SPARE_FILES) | _ledger(*_without(*SPARE)), _ledger(_requires("right", '["D-spare"]')),
    ),
    Pair(
        "Designs in conflict", "CON301",
        _ledger(_says("left", 'conflicts_with = ["D-future"]')),
        COME | _ledger(("    satisfies = [Promise]\n    adopted = False\n", f"    satisfies = [Promise]\n{FUTURE}")),
    ),
)  # fmt: skip
"""Pairs whose merge breaks a law."""
HARMLESS = (
    Pair("two requires", "", _ledger(_requires("middle", "[Right]")), _ledger(_requires("left", '[Right, "D-spare"]'))),
    Pair("two names", "", COMMON, MORE),
    Pair("the same name", "", COMMON, COMMON),
    Pair("two estimates", "", _ledger(_estimates("right", 60)), _ledger(_estimates("middle", 60))),
    Pair("a module gone that nobody imports", "", LOOSE_GONE, USES_RIGHT),
    Pair("tests gone on one side", "", RIGHT_A_GONE, MORE),
    Pair(
        "layers the right way round", "",
        _ledger(_says("left", 'layer = "high"')), _ledger(_says("right", 'layer = "low"')),
    ),
    Pair("one side alone", "", COMMON, {}),
)  # fmt: skip
"""Pairs whose merge is in order."""


def lay(repo: GitRepo, edit: Edit) -> None:
    """Makes an edit in a work tree."""
    for name, change in edit.items():
        path = name
        if name == LEDGER:
            path = "architecture/pairs.py" if (repo.path / "architecture/pairs.py").exists() else "architecture.py"
        if change is None:
            repo.run("rm", "-q", "-f", path)
        elif isinstance(change, str):
            repo.write(path, change)
        else:
            repo.write(path, replaced(repo.read(path), change))


def replaced(text: str, edits: Iterable[tuple[str, str]]) -> str:
    """A text with some parts of it, each of which stands there once, replaced by others."""
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text
