"""Projects written as a few lines, and what a law says of them."""

from __future__ import annotations

import pytest

from archhook.config import Config
from archhook.engine.facts import facts_of
from archhook.inventory.python_file import inventory
from archhook.laws.catalogue import BY_CODE
from archhook.laws.law import FileFact
from archhook.model import LEVELS, PREFIXES, Declared, Link, Node, Spot

SPOT = Spot("", 0, 1)
LINK_FIELDS = ("derived_from", "satisfies", "requires", "conflicts_with", "implements", "verifies")
NAME_FIELDS = ("classes", "functions", "globals", "test_functions")


def read_node(line):
    """`D-1 satisfies=R-1,R-2 requires=D-2`; a leading `!` takes the node out of force, `~` is not adopted."""
    head, *rest = line.split()
    node_id = head.lstrip("!~")
    prefix = node_id.rpartition("-")[0].rpartition("-")[2]
    fields = dict(item.partition("=")[::2] for item in rest)
    return Node(
        kind=PREFIXES[prefix],
        level=LEVELS.get(prefix, ""),
        id=node_id,
        name=node_id,
        doc="",
        path="architecture.py",
        class_name=node_id.replace("-", ""),
        column=1,
        in_force=head == node_id,
        links=tuple(
            (field, tuple(Link(target, SPOT) for target in fields[field].split(",")))
            for field in LINK_FIELDS
            if field in fields
        ),
        file=fields.get("file", ""),
        declares=tuple(
            (field, tuple(Declared(name, SPOT) for name in fields[field].split(",")))
            for field in NAME_FIELDS
            if field in fields
        ),
        planned="planned" in fields,
        adopted="~" not in head,
    )


def read_file(path, content):
    """`content` is source text, or `mode` of what is no regular file, or (role, source text)."""
    if isinstance(content, tuple):
        role, content = content
    else:
        role = "test" if path.startswith("tests/") else "governed" if path.endswith(".py") else "other"
    regular = content not in ("120000", "160000")
    return FileFact("100644" if regular else content, "", role), inventory(content.encode()) if regular else None


def build(ledger, files=(), config=None):
    """Facts from lines of nodes and from path -> content."""
    read = {path: read_file(path, content) for path, content in dict(files).items()}
    return facts_of(
        [read_node(line) for line in ledger.strip().splitlines()],
        {path: fact for path, (fact, _) in read.items()},
        {path: found for path, (_, found) in read.items() if found is not None},
        config or Config(),
    )


def ask(code, facts):
    """All breaches of a law, in the order in which it is asked."""
    law = BY_CODE[code]
    about = {
        "graph": [""],
        "node": [node for kind in ("intent", "requirement", "design", "task", "test") for node in facts.ids(kind)],
        "file": sorted({*facts.files, *(node.file for node in facts.nodes.values() if node.file and node.in_force)}),
    }[law.scope]
    return [breach for each in about for breach in law.check(facts, each)]


@pytest.fixture(name="facts")
def facts_fixture():
    return build


@pytest.fixture(name="ask")
def ask_fixture():
    return ask


@pytest.fixture(name="judge")
def judge_fixture():
    return lambda code, ledger, files=(), **config: ask(code, build(ledger, files, Config(**config)))
