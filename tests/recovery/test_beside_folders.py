from __future__ import annotations

import pytest

from archhook.recovery.beside_folders import circles, of_its_name
from archhook.recovery.groups import Link

CLOSED = {"p/data": ["p/data/a.py", "p/data/b.py"], "p/web": ["p/web/c.py"]}
LOOSE = {"p": [("p/cells.py",), ("p/other.py",)], "q": [("q/cells.py",)]}
THERE, BACK = ("p/cells.py", "p/data/a.py"), ("p/data/b.py", "p/cells.py")


def test_a_folder_and_the_file_that_alone_it_has_to_do_with() -> None:
    assert circles(CLOSED, LOOSE, dict.fromkeys((THERE, BACK), Link(1))) == {"p/data": "p/cells.py"}


@pytest.mark.parametrize(
    "links",
    [
        (THERE,),
        (BACK,),
        (THERE, BACK, ("p/other.py", "p/data/a.py")),
        (THERE, BACK, ("p/data/a.py", "p/web/c.py")),
        (("q/cells.py", "p/data/a.py"), ("p/data/a.py", "q/cells.py")),
        (("p/web/c.py", "p/data/a.py"), ("p/data/a.py", "p/web/c.py")),
    ],
)
def test_what_is_no_circle_of_these_two_alone(links: tuple[tuple[str, str], ...]) -> None:
    assert circles(CLOSED, LOOSE, dict.fromkeys(links, Link(1))) == {}


def test_what_weighs_nothing_does_not_count() -> None:
    links = dict.fromkeys((THERE, BACK), Link(1)) | {("p/other.py", "p/data/a.py"): Link(0, 0, 1)}
    assert circles(CLOSED, LOOSE, links) == {"p/data": "p/cells.py"}


@pytest.mark.parametrize(
    ("piece", "folder"),
    [(("p/web.py",), "p/web"), (("p/_web.py",), "p/web"), (("p/webs.py",), ""), (("p/web/c.py", "p/web/d.py"), "")],
)
def test_a_file_is_called_as_a_folder(piece: tuple[str, ...], folder: str) -> None:
    assert of_its_name("p", piece, CLOSED) == folder
