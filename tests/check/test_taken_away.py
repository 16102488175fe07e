"""The imports that a merge leaves without a file, of the tree that it makes and the files that it lacks."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from archhook.check import taken_away
from archhook.check.api import open_state
from archhook.check.request import Request
from archhook.check.taken_away import lost_imports

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo

    Lost = dict[str, tuple[tuple[str, int], ...]]

BASE = {"architecture.py": "from archhook import Intent\n", "archhook.toml": 'source-roots = ["src", "lib"]\n'}


@pytest.fixture
def lost(git_repo: Callable[..., GitRepo]) -> Callable[..., Lost]:
    """What a merge that holds some files loses of what one side of it had."""
    repo = git_repo()

    def ask(files: Mapping[str, str], *gone: str) -> Lost:
        repo.run("rm", "-rqf", "--ignore-unmatch", ".")
        for path, text in {**BASE, **files}.items():
            repo.write(path, text)
        repo.run("add", "-A")
        run, state, _, close = open_state(Request(str(repo.path), source="index"))
        try:
            return lost_imports(state.facts(run.inventories), gone, run.inventories)
        finally:
            close()

    return ask


USER = "src/user.py"


@pytest.mark.parametrize(
    ("statement", "gone", "rest"),
    [
        ("import one\n", "src/one.py", {}),
        ("from one import x\n", "src/one.py", {}),
        ("from . import one\n", "src/one.py", {}),
        ("import a.one\n", "src/a/one.py", {"src/a/__init__.py": ""}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": ""}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "two = 1\nfrom other import three\n"}),
        ("from a import x\n", "src/a/__init__.py", {"src/a/one.py": "x = 1\n"}),
        ("import a.b.one\n", "src/a/b/one.py", {"src/a/__init__.py": ""}),
        ("import a.b.c\n", "src/a/b/c/__init__.py", {"src/a/__init__.py": ""}),
        ("import a.b.c.d\n", "src/a/b/c/d.py", {"src/a/__init__.py": ""}),
        ("import a\n", "src/a/__init__.py", {}),
        ("import deep\n", "lib/deep.py", {}),
    ],
)
def test_what_nothing_is_left_of_is_lost(
    lost: Callable[..., Lost], statement: str, gone: str, rest: dict[str, str]
) -> None:
    assert lost({USER: statement, **rest}, gone) == {gone: ((USER, 1),)}


@pytest.mark.parametrize(
    ("statement", "gone", "rest"),
    [
        ("import other\n", "src/one.py", {}),
        ("import one\n", "src/one.py", {"src/one/__init__.py": ""}),
        ("import one\n", "src/one.py", {"lib/one.py": ""}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "one = 1\n"}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "from other import one\n"}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "from other import *\n"}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "def __getattr__(name): ...\n"}),
        ("from a import one\n", "src/a/one.py", {"src/a/__init__.py": "def (:\n"}),
        ("from a import one\n", "src/a/one.py", {"src/a.py": "one = 1\n"}),
        ("import a\n", "src/a/__init__.py", {"src/a/one.py": ""}),
        ("import a\n", "src/a/__init__.py", {"lib/a/one.py": ""}),
        ("from a import *\n", "src/a/__init__.py", {"src/a/one.py": ""}),
        ("import a.one\n", "src/a/__init__.py", {"src/a/one.py": ""}),
    ],
)
def test_what_can_be_imported_all_the_same_is_not(
    lost: Callable[..., Lost], statement: str, gone: str, rest: dict[str, str]
) -> None:
    assert lost({USER: statement, **rest}, gone) == {}


def test_a_package_that_is_a_module_now(lost: Callable[..., Lost]) -> None:
    gone = ("src/a/__init__.py", "src/a/one.py")
    assert lost({USER: "from a import one\n", "src/a.py": ""}, *gone) == {gone[1]: ((USER, 1),)}
    assert lost({USER: "from a import one\n", "src/a.py": "one = 1\n"}, *gone) == {}


def test_each_import_is_told_once_and_by_path(lost: Callable[..., Lost]) -> None:
    files = {
        "src/zz.py": "import two\n\nimport one, one\nfrom one import x, y\n",
        "src/aa.py": "def late():\n    import one\n",
        "tests/test_it.py": "import one\n",
        "docs/conf.txt": "import one\n",
    }
    assert lost(files, "src/two.py", "src/one.py", "src/nobody.py") == {
        "src/one.py": (("src/aa.py", 2), ("src/zz.py", 3), ("src/zz.py", 4), ("tests/test_it.py", 1)),
        "src/two.py": (("src/zz.py", 1),),
    }


NAMES = ("a", "b", "c")
FILES = tuple(f"{name}.py" for name in ("__init__", *NAMES))


def _paths(chance: Random) -> set[str]:
    """Files of packages within packages, in both roots."""
    found = set[str]()
    for _ in range(12):
        folders = [chance.choice(NAMES) for _ in range(chance.randrange(5))]
        found.add("/".join([chance.choice(("src", "lib")), *folders, chance.choice(FILES)]))
    return found


def _statement(chance: Random, path: str) -> str:
    """An import that may mean a file."""
    parts = path.removesuffix("/__init__.py").removesuffix(".py").split("/")[1:] or ["a"]
    module, name = ".".join(parts[:-1]), parts[-1]
    if chance.random() < 0.3:
        return f"from {'.' * chance.randint(1, 3)}{chance.choice(('', name))} import {chance.choice(NAMES)}"
    if module and chance.random() < 0.5:
        return f"from {module} import {name}"
    return f"import {'.'.join(parts)}"


@pytest.mark.parametrize("seed", range(12))
def test_no_importer_is_overlooked(lost: Callable[..., Lost], monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Whoever may import what is gone is asked: no more is found where every file is."""
    chance = Random(seed)
    paths = sorted(_paths(chance))
    gone = [path for path in paths if chance.random() < 0.7]
    kept = [path for path in paths if path not in gone] + [f"src/user{number}.py" for number in range(3)]
    files = {path: "".join(f"{_statement(chance, chance.choice(gone))}\n" for _ in range(2)) for path in kept}
    found = lost(files, *gone)
    monkeypatch.setattr(taken_away, "_importing", lambda facts, *_: sorted(one for one in facts.files if "." in one))
    assert lost(files, *gone) == found
