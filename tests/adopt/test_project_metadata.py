from __future__ import annotations

import pytest

from archhook.adopt.project_metadata import (
    LONGEST,
    first_heading,
    first_paragraph,
    name_and_description,
    python_wanted,
    shortened,
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Title\n\nIt does one thing very well.\n\nMore.", "It does one thing very well."),
        ("# Title\n\n... so better use it well\n\nIt does one thing very well.", "It does one thing very well."),
        ("Title\n=====\n\n.. image:: x.png\n\nIt *does* ``one`` thing well.", "It does one thing well."),
        ("[![build](b.svg)](url)\n\n<p align=center><img></p>\n\nSee [the docs](url) to learn more.",
         "See the docs to learn more."),
        ("```\nno prose in here at all\n```\n\nProse that counts as such.", "Prose that counts as such."),
        ("A `link <http://x>`_ in a paragraph of prose.", "A link in a paragraph of prose."),
        ("<!-- a comment that is\n\nlong enough to be one -->\nThis one is the real one.", "This one is the real one."),
        ("# Title\n\nIf you had a model such as:\n\n    code\n\nIt saves models at once.", "It saves models at once."),
        ("# Title\n\nAll that it can do is:\n\n- this", ""),
        ("<!-- one --><!-- two -->Here is prose that counts.<!-- open", "Here is prose that counts.<!-- open"),
        ("See [the docs [here](url) or a:class:`Thing` of it.", "See [the docs here or aThing of it."),
        ("# Only a title", ""),
        ("", ""),
        ("\xff\xfe", ""),
    ],
)  # fmt: skip
def test_the_first_paragraph_of_a_readme(source: str, expected: str) -> None:
    assert first_paragraph(source.encode("latin-1")) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Shop\n\nAnother thing comes first here.\n\n## Use\n\nShop is a till for all.", "Shop is a till for all."),
        ("# Shop\n\nText of it comes first.\n\n## Use\n\nShop was a till.", "Text of it comes first."),
        ("# Shop\n\n## Install\n\nRun what is written here.", ""),
        ("# Shop\n\n## What is it?\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nAs part of the Tidelift Subscription.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nComing from tills? Read why it is good.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nPlease check out the site of it.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nShop is the work of many contributors.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nIn the shop, we can do better.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nLicensed under the terms of it.\n\nA till for all things.", "A till for all things."),
        ("# Shop\n\nFeel free to make a Pull Request here.", ""),
        ("# Shop\n\nShop is written in Python, and fast.", ""),
        ("<p>Shop - a till of</p>\n\n:Version: 1\n:Web: x\n\nSHOP is an odd thing.", "SHOP is an odd thing."),
    ],
)  # fmt: skip
def test_the_paragraph_that_says_what_a_project_is_for(source: str, expected: str) -> None:
    assert first_paragraph(source.encode(), "shop") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# Shop\n\nText.\n\n# Other", "Shop"),
        ("Text first.\n\nShop\n====\n", "Shop"),
        ("# 🎉 [My Shop](x) ![b](c)\n", "My Shop"),
        ("# Welcome to the shop of all\n", ""),
        ("# !\n", ""),
        ("Text.", ""),
    ],
)
def test_the_name_in_the_heading_of_a_readme(source: str, expected: str) -> None:
    assert first_heading(source.encode()) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pyproject.toml": b'[project]\nname = "shop"\ndescription = "Sells things"'}, ("shop", "Sells things")),
        ({"pyproject.toml": b'[tool.poetry]\nname = "shop"\ndescription = "Sells"'}, ("shop", "Sells")),
        ({"setup.cfg": b"[metadata]\nname = shop\ndescription = Sells %s"}, ("shop", "Sells %s")),
        (
            {"pyproject.toml": b'[project]\nname = "shop"', "setup.cfg": b"[metadata]\ndescription = Sells"},
            ("shop", "Sells"),
        ),
        ({"setup.py": b"N = 'shop'\nsetup(name=N, description='Sells')"}, ("shop", "Sells")),
        ({"setup.py": b"setup(name=read(), **told)"}, ("", "")),
        ({"setup.cfg": b"[metadata]\nname = a", "setup.py": b"setup(name='b')"}, ("a", "")),
        ({"pyproject.toml": b"[broken", "setup.cfg": b"no section"}, ("", "")),
        ({"pyproject.toml": b"project = 1\ntool = 2"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_what_the_metadata_says(files: dict[str, bytes], expected: tuple[str, str]) -> None:
    assert name_and_description(files) == expected


def test_a_long_text_ends_with_a_sentence() -> None:
    text = shortened("A sentence of some length stands here. " * 40)
    assert len(text) <= LONGEST
    assert text.endswith("here.")


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"pyproject.toml": '[project]\nrequires-python = ">=3.12,\\n <4"\n'}, (">=3.12, <4", "pyproject.toml")),
        ({"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.12"\n'}, ("^3.12", "pyproject.toml")),
        ({"setup.cfg": "[options]\npython_requires = >=3.12\n"}, (">=3.12", "setup.cfg")),
        (
            {"pyproject.toml": "[project]\nname = 'x'\n", "setup.cfg": "[options]\npython_requires = >=3.12\n"},
            (">=3.12", "setup.cfg"),
        ),
        ({"pyproject.toml": "[project]\nrequires-python = 3\n"}, ("", "")),
        ({"pyproject.toml": "[", "setup.cfg": "x"}, ("", "")),
        ({"setup.cfg": "[options]\n"}, ("", "")),
        ({}, ("", "")),
    ],
)
def test_which_python_a_project_asks_for(files: dict[str, str], wanted: tuple[str, str]) -> None:
    assert python_wanted({path: text.encode() for path, text in files.items()}) == wanted
