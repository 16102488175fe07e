"""The options of git's commands, as git reads them."""

from __future__ import annotations

import pytest

from archhook.shell.git_options import given


@pytest.mark.parametrize(
    ("text", "options", "operands"),
    [
        ("commit -anm x y", "all no-verify message=x", "y"),
        ("commit -mn", "message=n", ""),
        ("commit -m -n", "message=-n", ""),
        ("commit -Sn -un", "gpg-sign=n untracked-files=n", ""),
        ("commit --no-veri --mess a --author=b", "no-verify message=a author=b", ""),
        ("commit --no-ver --am", "no-ver amend", ""),
        ("commit -- -n", "", "-n"),
        ("commit - -n", "no-verify", "-"),
        ("commit -m", "message", ""),
        ("push -n -o -v x", "dry-run push-option=-v", "x"),
        ("push --repo x --no-verify y", "repo=x no-verify", "y"),
        ("merge -n -X ours x", "no-stat strategy-option=ours", "x"),
        ("am -n x", "no-verify", "x"),
        ("add -A -n .", "all dry-run", "."),
        ("revert -n x", "n", "x"),
    ],
)
def test_options_and_operands(text: str, options: str, operands: str) -> None:
    command, *words = text.split()
    found = given(command, words)
    assert " ".join(f"{name}={value}" if value else name for name, value in found.options) == options
    assert (found.operands, found.vague) == (tuple(operands.split()), False)


@pytest.mark.parametrize(
    ("words", "vague"),
    [
        (["\0"], True), (["\0\0"], True), (["-\0"], True), (["-m", "\0"], False), (["-m", "\0\0"], True),
        (["x\0"], False), (["--message", "\0"], False), (["--", "\0"], False), (["--", "\0\0"], True),
        (["-m\0"], False), (["-m\0\0"], True),
    ],
)  # fmt: skip
def test_what_may_be_an_option(words: list[str], vague: bool) -> None:
    assert given("commit", words).vague is vague
