"""The examples of `archhook rule` are real: the broken one breaks that law and no other, the kept one none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.files import FIXTURES, write

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.laws.catalogue import BY_CODE, LAWS
from archhook.laws.explained import EXPLAINED
from archhook.query.rule_text import render_law

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from archhook.laws.explained import Piece

SMALL = FIXTURES / "kept" / "small"


def with_pieces(folder: Path, pieces: Iterable[Piece]) -> Path:
    """The small project with some pieces put in."""
    for file in SMALL.rglob("*"):
        if file.suffix in (".py", ".toml"):
            write(folder / file.relative_to(SMALL), file.read_bytes())
    for piece in pieces:
        file = folder / piece.path
        before = file.read_text() if file.exists() else ""
        if piece.text.startswith("from archhook import"):
            after = before.replace("from archhook import", f"{piece.text}from archhook import", 1)
        elif not piece.instead:
            after = f"{before}\n\n{piece.text}" if before else piece.text
        else:
            start = before.index(piece.within.removesuffix("...")) if piece.within else 0
            assert piece.instead in before[start:], piece
            after = before[:start] + before[start:].replace(piece.instead, piece.text, 1)
        write(file, after)
    return folder


def broken(folder: Path, code: str) -> set[str]:
    """The codes of the findings, with a law that is off turned on."""
    if BY_CODE[code].severity == "off":
        write(folder / "archhook.toml", f'[severity]\n{code} = "error"\n')
    return {one.code for one in judge(Request(str(folder))).verdict.findings}


TOGETHER = {"RES603": {"RES604"}, "RES604": {"RES603"}}
"""A Requirement over budget makes its Intents infeasible: the one does not come without the other."""


def test_every_law_is_explained() -> None:
    assert EXPLAINED.keys() == BY_CODE.keys()


@pytest.mark.slow
@pytest.mark.parametrize("code", [law.code for law in LAWS])
def test_an_example_breaks_its_law_alone_and_is_mended(code: str, tmp_path: Path) -> None:
    assert broken(with_pieces(tmp_path / "broken", EXPLAINED[code].broken), code) == {code} | TOGETHER.get(code, set())
    assert broken(with_pieces(tmp_path / "kept", EXPLAINED[code].kept), code) == set()


@pytest.mark.parametrize("code", [law.code for law in LAWS])
def test_a_page_holds_it_all(code: str) -> None:
    law, explained = BY_CODE[code], EXPLAINED[code]
    page = render_law(law, explained)
    assert page.startswith(f"{code} {law.name} ({law.severity})\n")
    for title in ("Broken when:", "Because:", "Broken:", "Kept:", "To mend it:", "Exemptions:"):
        assert f"\n{title}\n" in page
    assert explained.broken and explained.kept and explained.broken != explained.kept
    for piece in (*explained.broken, *explained.kept):
        assert piece.text.strip()
        assert f"\n  {piece.path}\n" in page
    assert all(len(line) <= 120 for line in page.splitlines())
    words = " ".join(page.split())
    assert " ".join(explained.mend.split()) in words
    assert " ".join(law.because.split()) in words
