"""The parts that somebody names, and the patterns that stand for the files of a part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.errors import UsageError
from archhook.inventory.patterns import compile_patterns
from archhook.refactor.split_parts import Part, named, patterns_for

FILES = ("app.py", "shop/cart.py", "shop/price.py", "shop/web/form.py", "shop/web/page.py")


def test_parts_are_named_by_patterns() -> None:
    found = named("D-1", FILES, ["web=shop/web/*", "!form.py", "D-money=price.py", "app.py"])
    assert found.parts == (
        Part("web", ("shop/web/page.py",)),
        Part("money", ("app.py", "shop/price.py"), "D-money"),
    )
    assert found.rest == ("shop/cart.py", "shop/web/form.py")


def test_a_file_of_two_parts_is_taken_out_of_one_as_it_is_said() -> None:
    with pytest.raises(UsageError, match=r"shop/web/page\.py would be of web and of page") as told:
        named("D-1", FILES, ["web=shop/web/", "page=page.py"])
    assert "`!/shop/web/page.py`, with `FOLDER/*` for `FOLDER/`" in told.value.fix
    found = named("D-1", FILES, ["web=shop/web/*", "!/shop/web/page.py", "page=page.py"])
    assert [one.files for one in found.parts] == [("shop/web/form.py",), ("shop/web/page.py",)]


def test_names_become_words() -> None:
    words = [one.word for one in named("D-1", FILES, ["Web Pages=page.py", "a.b=form.py", "D-x.y=cart.py"]).parts]
    assert words == ["web-pages", "a.b", "x.y"]


@pytest.mark.parametrize("into", [["=x"], ["web"], ["web= "], ["!!=x"], ["T-1=app.py"], ["web=nothing/"], ["a=*.py"]])
def test_what_names_no_parts_is_refused(into: list[str]) -> None:
    with pytest.raises(UsageError):
        named("D-1", FILES, into)


PATHS = st.lists(
    st.builds(
        lambda folders, name: "/".join((*folders, f"{name}.py")),
        st.lists(st.sampled_from(("a", "b", "web", "_c")), max_size=3),
        st.sampled_from(("web", "web_app", "web_log", "webs", "_x", "__init__", "a_b", "a", "[a]", "x y", "_")),
    ),
    min_size=2,
    unique=True,
)


@given(PATHS, st.data())
def test_the_patterns_of_a_part_are_like_its_files_and_no_others(paths: list[str], data: st.DataObject) -> None:
    own = data.draw(st.lists(st.sampled_from(paths), min_size=1, unique=True))
    matches = compile_patterns(patterns_for(Part("x", tuple(sorted(own))), paths))
    assert {path for path in paths if matches(path)} == {*own}


def test_patterns_are_few_where_that_can_be() -> None:
    files = ("p/web.py", "p/web_app.py", "p/client.py", "p/sub/a.py", "p/sub/deep/b.py", "q.py")
    part = Part("x", ("p/sub/a.py", "p/sub/deep/b.py", "p/web.py", "p/web_app.py"))
    assert patterns_for(part, files) == ["/p/sub/", "/p/web*.py"]
    assert patterns_for(Part("x", ("p/web.py", "q.py")), files) == ["/p/web.py", "/q.py"]
