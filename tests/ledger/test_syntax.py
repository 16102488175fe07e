"""What replaces functions of `ast` does what they do."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import pytest

import archhook
from archhook.inventory.parse import iter_child_nodes
from archhook.ledger.syntax import copy_location, parse, walk

SOURCES = sorted((Path(archhook.__file__).parent / "ledger").glob("*.py"))


def test_trees_are_walked_as_ast_does_it() -> None:
    for source in SOURCES:
        tree = ast.parse(source.read_bytes())
        assert list(walk(tree)) == list(ast.walk(tree))
        assert all(list(iter_child_nodes(node)) == list(ast.iter_child_nodes(node)) for node in walk(tree))
        assert [ast.dump(one) for one in parse(source.read_bytes())] == [ast.dump(one) for one in tree.body]


def test_a_place_is_copied_as_ast_does_it() -> None:
    (statement,) = parse(b"x = (1 +\n  2)")
    ours, theirs = (copy(ast.Name("y", ast.Load()), statement) for copy in (copy_location, ast.copy_location))
    assert ast.dump(ours, include_attributes=True) == ast.dump(theirs, include_attributes=True)


def test_nothing_is_warned_of_whatever_the_filters() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(parse(b"x = '\\d'")) == 1
        assert warnings.filters[0][0] == "error"
    with pytest.raises(SyntaxError):
        parse(b"x = ")
