"""A declared name that is in exactly one other file, of which nobody declares it, is said to be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.check.api import judge
from archhook.check.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = """\
from archhook import Design, Intent, Requirement, Task, UnitTest


class I(Intent):
    \"\"\"[I-1] I.\"\"\"


class R(Requirement):
    \"\"\"[R-1] R.\"\"\"

    derived_from = [I]


class D(Design):
    \"\"\"[D-1] D.\"\"\"

    satisfies = [R]


class A(Task):
    \"\"\"[T-1] A.\"\"\"

    implements = D
    file_path = "src/a.py"
    functions = ["run", "stay"]
    classes = ["Box"]


class B(Task):
    \"\"\"[T-2] B.\"\"\"

    implements = D
    file_path = "src/b.py"
    functions = ["other"]


class Tests(UnitTest):
    \"\"\"[UT-1] Tests.\"\"\"

    verifies = D
    test_file = "tests/test_a.py"
    test_functions = ["test_a", "test_b"]
"""
A = "def run(): ...\ndef stay(): ...\nclass Box: ...\n"
FILES = {
    "architecture.py": LEDGER,
    "archhook.toml": '[severity]\nTST506 = "off"\nTST507 = "off"\nTST508 = "off"\n',
    "src/a.py": A,
    "src/b.py": "def other(): ...\n",
    "tests/test_a.py": "def test_a(): assert str(1)\ndef test_b(): assert str(1)\n",
}


@pytest.mark.parametrize(
    ("changed", "symbol", "fix"),
    [
        ({"src/a.py": A.replace("run", "runs"), "src/b.py": "def other(): ...\ndef run(): ...\n"}, "run",
         "it is in src/b.py now: have a Task of that file declare it (`archhook sync` does, or says what to write)"),
        ({"src/a.py": A.replace("class Box: ...\n", ""), "src/c.py": "class Box: ...\n"}, "Box",
         "it is in src/c.py now: have a Task of that file declare it (`archhook sync` does, or says what to write)"),
        ({"src/a.py": A.replace("class Box: ...\n", ""), "src/c.py": "def Box(): ...\n"}, "Box",
         "write it, or take it out of the `classes` of T-1 (`archhook sync` does)"),
        ({"src/a.py": A.replace("class Box: ...\n", ""), "src/c.py": "class Box: ...\n", "src/d.py": "class Box: ..."},
         "Box", "write it, or take it out of the `classes` of T-1 (`archhook sync` does)"),
        ({"tests/test_a.py": "def test_a(): print()\n", "tests/test_c.py": "def test_b(): print()\n"}, "test_b",
         "it is in tests/test_c.py now: have a Test of that file declare it (`archhook sync` does, or says what to "
         "write)"),
    ],
)  # fmt: skip
def test_where_a_name_is_now_is_said(
    git_repo: Callable[..., GitRepo], changed: dict[str, str], symbol: str, fix: str
) -> None:
    repo = git_repo()
    repo.commit("start", files=FILES)
    assert judge(Request(str(repo.path))).verdict.findings == ()
    for path, text in changed.items():
        repo.write(path, text)
    repo.run("add", "-A")
    warm, cold = (judge(Request(str(repo.path), no_cache=cold)).verdict for cold in (False, True))
    assert warm == cold
    assert [
        one.fix for one in warm.findings if one.symbol == symbol and one.code in ("INV402", "INV403", "TST502")
    ] == [fix]
