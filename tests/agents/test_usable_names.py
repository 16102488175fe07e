"""What the code of a Design may use of those that it requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out
from helpers.work import asked, project

from archhook.agents.bounded import ROOMS, tokens
from archhook.agents.brief import brief_of
from archhook.agents.usable_names import Usable, in_lines, usable
from archhook.report.json import as_line

if TYPE_CHECKING:
    from pathlib import Path

STORE = (
    "def save(key): ...\ndef _own(): ...\ndef load(key: str) -> bytes: ...\nLIMIT = 1\n\n\nclass Store:\n"
    "    def __init__(self, url): ...\n    def get(self, key): ...\n"
)


def found(folder: Path, interface: str = "", said: str = "", source: str = STORE) -> list[tuple[str, str]]:
    files = project({1: [2, 3], 2: [], 3: [4], 4: []}, {n: (n, "kept") for n in (1, 2, 3, 4)})
    files["src/work2.py"] = source
    line = f"    interface = {interface}\n" if interface else ""
    files["architecture.py"] = (
        files["architecture.py"]
        .replace('"""[D-2]', '"""[D-2]', 1)
        .replace("    requires = []\n", f"    requires = []\n{line}", 1)
    )
    told = asked(lay_out(folder, files), lambda seen: usable(seen, ["D-1"], said))
    return [(one.path, one.name) for one in told]


ALL = [("src/work2.py", name) for name in ("save", "load", "Store")]
OTHER = ("src/work3.py", "work3")


@pytest.mark.parametrize(
    ("interface", "expected"),
    [
        ("", [*ALL, OTHER]),
        ('["load", "_own"]', [("src/work2.py", "_own"), ALL[1], OTHER]),
        ('["src/work2.py:Store"]', [ALL[2], OTHER]),
        ('["src/work2.py"]', [ALL[0], ("src/work2.py", "_own"), *ALL[1:], OTHER]),
        ("[]", [OTHER]),
    ],
)
def test_the_interface_tells_else_what_is_public(
    tmp_path: Path, interface: str, expected: list[tuple[str, str]]
) -> None:
    assert found(tmp_path, interface) == expected


def test_what_the_work_speaks_of_comes_first(tmp_path: Path) -> None:
    assert found(tmp_path, said="It asks `work3` of the Store.")[:3] == [ALL[2], OTHER, ALL[0]]


def test_then_what_is_called_like_it_then_what_is_imported_most(tmp_path: Path) -> None:
    files = project({1: [2], 2: [], 3: [2], 4: [2]}, {n: (n, "kept") for n in (1, 2, 3, 4)})
    files["src/work2.py"] = "def save(): ...\nclass BaseTransport: ...\ndef find(): ...\ndef keep(): ...\n"
    files["src/work3.py"] = "from work2 import find, keep\ndef work3(): ...\n"
    files["src/work4.py"] = "from work2 import keep\ndef work4(): ...\n"
    seen = asked(lay_out(tmp_path, files), lambda seen: usable(seen, ["D-1"], declared=["RetryTransport"]))
    assert [one.name for one in seen] == ["BaseTransport", "keep", "find", "save"]


def test_a_file_that_is_not_python_offers_nothing(tmp_path: Path) -> None:
    assert found(tmp_path, source="def (:\n") == [OTHER]


def test_names_and_the_methods_of_the_first_share_the_room() -> None:
    names = [Usable("a.py", "A", ("class A", "A.f()", "A.g()")), Usable("b.py", "b", ("def b()",)),
             Usable("a.py", "C", ("class C", "C.h()"))]  # fmt: skip
    assert in_lines(names, 0) == {}
    assert in_lines(names, 1) == {"a.py": ["class A"]}
    assert in_lines(names, 2) == {"a.py": ["class A", "A.f()"]}
    assert in_lines(names, 4) == {"a.py": ["class A", "A.f()", "A.g()"], "b.py": ["def b()"]}
    assert in_lines(names, 5) == {"a.py": ["class A", "A.f()", "A.g()", "class C"], "b.py": ["def b()"]}
    assert in_lines(names, 9) == {"a.py": ["class A", "A.f()", "A.g()", "class C", "C.h()"], "b.py": ["def b()"]}


def test_much_that_may_be_used_stays_within_the_bound(tmp_path: Path) -> None:
    files = project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept")})
    files["src/work2.py"] = "".join(f"def {'long' * 40}{n}({'argument, ' * 30}): ...\n" for n in range(500))
    lay_out(tmp_path, files)
    sizes = [
        asked(tmp_path, lambda seen, room=room: tokens(as_line(brief_of(seen, "T-1", None)(room)))) for room in ROOMS
    ]
    assert sizes[0] < 3000
    assert sizes[-1] < 700
