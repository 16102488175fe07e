"""TOML is read in time that grows as the file does: what could take longer is refused unread."""

from __future__ import annotations

import tomllib

import pytest

from archhook.project.toml import DEEPEST, LARGEST, NESTED, OverLimitError, loads

MANY = DEEPEST  # dots, so one part more


@pytest.mark.parametrize(
    "text",
    [
        "a." * MANY + "a = 1",
        "x = 1\r\n \t" + "a\t. " * MANY + "a = 1",
        "[" + "a." * MANY + "a]",
        "[[ " + "a." * MANY + "a]]",
        "x = {" + "a." * MANY + "a = 1}",
        "x = {b = 1, " + "a." * MANY + "a = 1}",
        "x = [[1], [{ " + "a." * MANY + "a = 1}]]",
        "'a'." * MANY + "a = 1",
        '"a" . ' * MANY + "a = 1",
        r'"\"" . "\\" . ' * (MANY // 2) + "a = 1",
        "a.'b.c'.\"d\"." * (MANY // 3 + 1) + "a = 1",
        "a-_9." * MANY + "a = 1",
        '"""\n' + "a." * MANY + 'a"""',  # nobody writes such a text, and only a parser could tell
    ],
)
def test_a_key_too_deep_is_refused(text: str) -> None:
    with pytest.raises(OverLimitError, match="more than 32 parts"):
        loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "a." * (MANY - 1) + "a = 1",
        "[" + "a." * (MANY - 1) + "a]\n" + "b." * (MANY - 1) + "b = 1",
        "x = '" + "1." * 99 + "'",
        "x = [" + "1.5," * 99 + "]",
        '"' + "a." * 99 + '" = 1',
        "# see " + "a." * 99,
        'x = """\n' + "." * 99 + '"""',
        "".join(f"a.b{number} = 1\n" for number in range(99)),
        "x = {" + ", ".join(f"a{number}.b = 1.5" for number in range(99)) + "}",
    ],
)
def test_what_people_write_is_read(text: str) -> None:
    assert loads(text) == tomllib.loads(text)


def test_a_text_too_long_is_refused_unread() -> None:
    with pytest.raises(OverLimitError, match="characters"):
        loads("=" * (LARGEST + 1))


def test_what_is_no_toml_says_so() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        loads("=")


def nested(arrays: int, calls: int) -> bool:
    """Whether a text of so many arrays in each other is read, so many calls down."""
    if calls:
        return nested(arrays, calls - 1)
    try:
        return bool(loads(f"a = {'[' * arrays}{']' * arrays}"))
    except RecursionError:
        return False


def test_how_deep_arrays_may_be_is_no_matter_of_who_asks() -> None:
    for calls in (0, 1, 50, 700):
        assert [nested(arrays, calls) for arrays in (1, NESTED - 1, NESTED, 200, 480, 490, 5000)] == [
            True, True, False, False, False, False, False,
        ]  # fmt: skip
