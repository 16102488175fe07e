"""One noun for files that belong together."""

from __future__ import annotations

import pytest

from archhook.author.group_names import hubs_of, is_unrelated, is_weak, names_of, phrase
from archhook.recovery.groups import Group


def loose(*names: str, hubs: int = 3, folder: str = "shop") -> Group:
    files = tuple(f"{folder}/{name}.py" for name in names)
    return Group(tuple(sorted(files)), folder, whole=False, hubs=files[:hubs])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("client", "client_reqrep", "connector", "tracing"), "client"),
        (("web_request", "web_protocol", "web_log", "abc", "payload"), "web"),
        (("http_writer", "base_protocol", "http_parser"), "http"),
        (("markdown", "_stack", "rule"), "markdown"),
        (("_win32_console", "panel", "box"), "panel"),
        (("default_styles", "theme", "jupyter"), "theme"),
        (("models", "utils", "cookies"), "models"),
        (("_content", "_multipart", "_utils"), "content"),
        (("_private", "public", "other"), "public"),
        (("status_codes", "__version__", "helpers"), "status_codes"),
        (("base", "base_a", "base_b", "till"), "till"),
    ],
)
def test_loose_files_are_called_by_what_many_begin_with_or_by_the_file_that_tells_most(
    names: tuple[str, ...], expected: str
) -> None:
    assert names_of(loose(*names), "shop")[0] == expected


def test_the_files_that_tell_most_come_first() -> None:
    group = loose("__init__", "_hidden", "utils", "pay", hubs=4)
    assert [path.rpartition("/")[2] for path in hubs_of(group)] == ["pay.py", "_hidden.py", "__init__.py", "utils.py"]


def test_a_folder_is_called_by_its_own_name_and_then_with_those_above() -> None:
    group = Group(("a/b/cache/x.py",), "a/b/cache", whole=True)
    assert names_of(group, "a")[:3] == ["cache", "b/cache", "a/b/cache"]
    assert names_of(group._replace(folder="a/b/utils"), "a")[:2] == ["b/utils", "utils"]
    assert names_of(group._replace(folder="_private"))[0] == "private"


def test_loose_files_of_a_folder_below_the_package_bear_its_name() -> None:
    assert names_of(loose("pay", "cash", folder="shop/till"), "shop")[:2] == ["till/pay", "till/cash"]


def test_every_group_has_a_name() -> None:
    assert names_of(Group(("__init__.py",), "", whole=False)) == []
    assert names_of(Group(("a/__init__.py",), "a", whole=True)) == ["a"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("bin", "Command line"),
        ("http_client", "HTTP client"),
        ("color_triplet", "Color triplet"),
        ("io", "Input and output"),
        ("", ""),
        ("templates/hooks", "Hooks of templates"),
    ],
)
def test_words_become_a_phrase(name: str, expected: str) -> None:
    assert phrase(name) == expected


def test_files_are_related_where_many_begin_alike() -> None:
    assert is_unrelated(loose("a", "b", "c"))
    assert not is_unrelated(loose("a", "b"))
    assert not is_unrelated(loose("web_a", "web_b", "c"))
    assert not is_unrelated(Group(("a/b.py", "a/c.py", "a/d.py"), "a", whole=True))


@pytest.mark.parametrize("name", ["_stack", "status_codes", "default_styles", "_windows", "__version__", "utils", "_"])
def test_weak_names_say_nothing(name: str) -> None:
    assert is_weak(name)
