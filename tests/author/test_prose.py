"""Titles and paragraphs in plain words, from docstrings and READMEs as they are written in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.author.prose import LONGEST, doc_title, headline, is_noise, paragraphs, plain, title_from
from archhook.model.ids import sentence

PATH = "src/shop/api.py"


@pytest.mark.parametrize(
    ("doc", "expected"),
    [
        ("Sells things. And more.", "Sells things"),
        ("\nshop.api\n~~~~~~~~\n\nThis module implements the Shop API.\n\n:copyright: (c) by A.\n", "The Shop API"),
        ("\nShop HTTP Library\n~~~~~~~~~~~~\n\nShop is a library.\n", "Shop HTTP Library"),
        ("=====\nshop.api\n=====\n\nSells things.", "Sells things"),
        ("api.py: sells things", "Sells things"),
        ("shop.api - Sells things.", "Sells things"),
        ("api\n\nThe api module.", ""),
        ("``shop.api`` provides functionality to sell things.", "Functionality to sell things"),
        ("``shop.api`` module provides utility to sell a thing and\naccess its price.",
         "Utility to sell a thing and access its price"),
        ("This module provides ``shop.till`` with the functionality to count one or more coins from many\npockets.",
         "The functionality to count one or more coins from many pockets"),
        ("This module provides a till with many drawers.", "A till with many drawers"),
        ("The api module.", ""),
        ("This module contains type aliases used internally.", "Type aliases used internally"),
        ("Module containing bug report helper(s).", "Bug report helper(s)"),
        ("A module that provides functions for selling.", "Functions for selling"),
        ("Module for selling things.", "Selling things"),
        ("Contains the CLI.", "The CLI"),
        ("This module handles the cash of a till.", "Handles the cash of a till"),
        ("This module was quite a big one, so we have split it.", ""),
        ("This module is special.", ""),
        ("This is a collection of examples.", "A collection of examples"),
        ("These are closely linked to it.", "Closely linked to it"),
        ("It sells things.", ""),
        ("This mirrors some of the design of another.", ""),
        ("public-facing Python functions", "Public-facing Python functions"),
        ("autocompletion commands.", "Autocompletion commands"),
        ("x_y is sold here.", "x_y is sold here"),
        ("Tagged JSON\n~~~~~~~\n\nA compact form.", "Tagged JSON"),
        ("Names of :mod:`collections.abc`.", "Names of collections.abc"),
        ("Names of\n:mod:`io`.", "Names of io"),
        ("Public :class:`~shop.Range` and :class:`.Annotated` API.", "Public Range and Annotated API"),
        ("The ``codes`` *object* of `Werkzeug`_ and Jinja_.", "The codes object of Werkzeug and Jinja"),
        ("Worker <-> Worker communication.", "Worker <-> Worker communication"),
        ("Ports `this <http://a.b/c>`_ on (see https://x.y/z?d=e#f).", "Ports this on"),
        ("Sells, e.g. bread, i.e. food, vs. air, etc. too.", "Sells, for example bread, that is food, vs air, etc too"),
        ("Does it work? Yes.", "Does it work?"),
        ("Our exception hierarchy:\n\n* HTTPError\n  x RequestError", "Our exception hierarchy"),
        ("Copyright 2020 A. All rights reserved.\n\nSells things.", "Sells things"),
        ("Licensed under the Apache License, Version 2.0", ""),
        ("Spinners are from:\n* cli:\n    MIT License\n    Copyright (c) A", ""),
        ("SPDX-License-Identifier: MIT", ""),
        (":copyright: (c) 2012\n:license: MIT", ""),
        (".. module:: shop\n\nDriver\n------\n\nText.", ""),
        ("-*- coding: utf-8 -*-\n\nSells things.", "Sells things"),
        (">>> import shop\n>>> shop.sell()\n\nSells things.", "Sells things"),
        ("Usage: shop [options]\n\nSells things.", "Sells things"),
        ("Created on Mon Jan 1\n\n@author: A\n\nSells things.", "Sells things"),
        ("TODO: write this", ""),
        ("init file for the api.", ""),
        ("Package marker for the examples.", ""),
        ("Overview\n--------\n\nSells things.", "Sells things"),
        ("# Shop\n\n```\ncode\n```\n\nSells things.", "Sells things"),
        ("![badge](x.svg) [Sells](y) **things** 🎉.", "Sells things"),
        ("[T-1] Sells things.", "Sells things"),
        ("UT-3: Sells things.", "Sells things"),
        ("Unbalanced (bracket", ""),
        ("x = {1: 2}", ""),
        ("\\\\ | ~~", ""),
        ("Sell.", ""),
        ("Interfaces.", "Interfaces"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_title_is_the_sentence_that_says_what_a_file_is_for(doc: str, expected: str) -> None:
    assert doc_title(doc, PATH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Render rich text, tables, progress bars, syntax highlighting, markdown and more to the whole terminal",
         "Render rich text, tables, progress bars, syntax highlighting, markdown and more to the whole terminal"),
        ("An implementation of `urlparse` that provides URL validation and normalization as described by RFC3986.",
         "An implementation of `urlparse` that provides URL validation and normalization as described by RFC3986"),
        ("Utility functions that are used within Requests that are also useful for external consumption.",
         "Utility functions that are used within Requests that are also useful for external consumption"),
        ("Some community-driven, open source fork of elasticsearch-py licensed under the Apache v2.0 terms",
         "Some community-driven, open source fork of elasticsearch-py"),
        ("Stencils for the weather, which are generated " + "again and again " * 9, "Stencils for the weather"),
        ("Stencils for the weather " + "again and again " * 9, ""),
        ("word " * 40, ""),
    ],
)  # fmt: skip
def test_a_sentence_is_taken_as_a_whole_or_ends_where_an_aside_begins(text: str, expected: str) -> None:
    assert title_from(text) == expected


@given(st.text(max_size=300), st.sampled_from((PATH, "a.py", "a/__init__.py")))
def test_whatever_the_docstring_a_title_is_one_short_sentence(doc: str, path: str) -> None:
    title = doc_title(doc, path)
    assert len(title) <= LONGEST
    assert "\n" not in title
    assert title == sentence(f"{title}.") or title[-1:] in "!?"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Short: and good", "Short: and good"),
        ("What a project has told its formatter: and much more of it", "What a project has told its formatter"),
        ("What a project has told - its formatter: and much more of it", "What a project has told - its formatter"),
        ("Shapes (with holes): squares, circles and whatever else there is", ""),
        ("What it has told to `its: formatter` and to nobody else at all", ""),
        ("It goes on and on and on and on and on, and never comes to an end", ""),
    ],
)
def test_a_long_sentence_ends_at_its_colon(sentence: str, expected: str) -> None:
    assert headline(sentence, 40) == expected


def test_a_readme_is_read_by_headings_and_paragraphs() -> None:
    text = (
        "<p align=center><img></p>\n\n# Shop\n\n[![b](c.svg)](d)\n\nShop sells\n*things*.\n\n- a list\n\nMore\n====\n"
        "Text of it.\n\n.. image:: x\n   :alt: y\n\n:Version: 1\n:Web: x\n\n| a | table |\n\n    code\n\n$ shop\n"
    )
    assert [*paragraphs(text)] == [("Shop", ""), ("", "Shop sells things."), ("More", "Text of it.")]


def test_what_says_nothing_of_a_file_is_noise() -> None:
    assert is_noise("Licensed to the A under one or more agreements.")
    assert is_noise("Overview")
    assert not is_noise("An overview of all things that are sold")


def test_text_without_mark_up_has_its_punctuation_at_the_words() -> None:
    assert plain("Sells ( http://a.b ) things , &amp; more .") == "Sells things, & more."
