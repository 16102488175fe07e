"""The edges between files are those that grimp finds, or there is a reason."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from trials.edges_of_grimp import Tree, compare, modules_of, our_edges, their_edges

if TYPE_CHECKING:
    from trials.edges_of_grimp import Compared

HERE = Path(__file__).parents[2]


def compared(folder: Path, package: str, *, typing: bool) -> Compared:
    tree = Tree(folder)
    files = modules_of(tree, ("",), [package])
    ours, _ = our_edges(tree, ("",), files.values())
    return compare(ours, their_edges([package], files, typing=typing), tree, typing=typing)


@pytest.mark.parametrize("typing", [False, True])
def test_our_own_edges_are_the_same(typing: bool, tmp_path: Path) -> None:
    for path in (HERE / "archhook").rglob("*.py"):
        copy = tmp_path / "tree" / path.relative_to(HERE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    found = compared(tmp_path / "tree", "archhook", typing=typing)
    assert len(found.both) > 500
    assert (found.ours, found.theirs) == ({}, {})


def test_differences_have_reasons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = {
        "edged/__init__.py": "",
        "edged/a.py": "import edged.missing\nfrom edged.part import b\nfrom . import c\n",
        "edged/part/b.py": "",
        "edged/c.py": "if TYPE_CHECKING:\n    from . import a\nelse:\n    def f():\n        from .a import x\n",
    }
    for path, source in sources.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source)
    monkeypatch.syspath_prepend(tmp_path)
    found = compared(tmp_path, "edged", typing=False)
    assert found.both == {("edged/a.py", "edged/c.py"), ("edged/c.py", "edged/a.py")}
    assert [*found.ours] == [("edged/a.py", "edged/part/b.py")]
    assert [*found.theirs] == [("edged/a.py", "edged/__init__.py")]
    assert all((*found.ours.values(), *found.theirs.values()))
