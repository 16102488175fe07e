from __future__ import annotations

import pytest

from archhook.recovery.families import families, is_entry


def pieces(*names: str, folder: str = "p") -> list[tuple[str, ...]]:
    return [(f"{folder}/{name}.py".lstrip("/"),) for name in names]


WEB = ("web", "web_app", "_web_log")


def test_files_that_begin_with_one_word_are_one_piece() -> None:
    assert families("p", pieces("tool", *WEB, "webs_a"), 9) == [
        ("p/_web_log.py", "p/web.py", "p/web_app.py"),
        ("p/tool.py",),
        ("p/webs_a.py",),
    ]
    assert families("", pieces(*WEB, folder=""), 9) == [("_web_log.py", "web.py", "web_app.py")]


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (("web", "web_app"), 9),
        (WEB, 2),
        (("a_one", "a_two", "a_three"), 9),
        (("test_utils", "test_one", "test_two"), 9),
    ],
)
def test_two_are_none_too_many_are_none_and_a_letter_is_no_word(names: tuple[str, ...], most: int) -> None:
    assert families("p", pieces(*names), most) == sorted(pieces(*names))


def test_a_folder_is_of_no_family() -> None:
    folder = ("p/web_x/a.py", "p/web_x/b.py")
    assert families("p", [folder, *pieces("web_a", "web_b")], 9) == sorted([folder, *pieces("web_a", "web_b")])


@pytest.mark.parametrize("name", ["__init__", "__main__", "_main", "cli", "test_utils"])
def test_an_entry(name: str) -> None:
    assert is_entry("p", (f"p/{name}.py",))
    assert is_entry("", (f"{name}.py",))
    assert not is_entry("p", (f"p/q/{name}.py",)), "of another folder"
    assert not is_entry("p", (f"p/{name}s.py",))
