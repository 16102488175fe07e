from __future__ import annotations

import tempfile
from pathlib import Path

from helpers.files import lay_out
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.adopt.init_run import adopt, write
from archhook.cache.cache import Store
from archhook.check.api import judge
from archhook.check.request import Request
from archhook.model.findings import PLACEHOLDERS
from archhook.snapshot.folder import Folder
from archhook.sync.requires_run import prepare


def adopted(folder: str) -> tuple[str, ...]:
    """The codes of all findings in a folder once it is adopted."""
    found = adopt(Request(folder), Folder(folder), Store(""), lambda done, total: None)
    write(found.place.folder, found.files)
    return codes(folder)


def codes(folder: str) -> tuple[str, ...]:
    return tuple(finding.code for finding in judge(Request(folder, no_cache=True)).verdict.findings)


IMPORTS = st.sampled_from([f"import {'.'.join(one)}.x\n" for one in ("a", "b", "c", "ab", "ac", "bc")])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(IMPORTS, max_size=3).map("".join), min_size=12, max_size=12), st.sampled_from(["", "V = 1\n"]))
def test_in_whatever_circles_folders_lie_all_is_required_that_may_be(code: list[str], init: str) -> None:
    folders = ("a", "b", "c", "a/b", "a/c", "b/c")
    names = [f"{folder}/{module}.py" for folder in folders for module in "xy"]
    files = {name: f"{text}X = 1\n" for name, text in zip(names, code, strict=True)}
    files |= {f"{folder}/z.py": "X = 1\n" for folder in folders}
    files |= {f"{folder}/__init__.py": f"{init}{text}" for folder, text in zip(folders, code[::-1], strict=False)}
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        assert {*adopted(folder)} <= {PLACEHOLDERS}
        (Path(folder) / "archhook-baseline.txt").unlink(missing_ok=True)
        assert prepare(Request(folder, no_cache=True)).new == {}
