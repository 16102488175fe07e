"""Projects written as a few lines, and what a law says of them."""

from __future__ import annotations

import pytest
from helpers.facts import facts_of
from helpers.mends import row_of

from archhook.inventory.python_file import inventory
from archhook.laws.catalogue import BY_CODE
from archhook.model.config import Config
from archhook.model.nodes import KINDS, LEVELS, LINKS, PREFIXES, Declared, FileFact, Link, Measurement, Node, Spot
from archhook.model.vocabulary import LIMITS

SPOT = Spot("", 0, 1)
LINK_FIELDS = tuple(field for fields in LINKS.values() for field in fields)
FIGURES = ("estimated", "measured", "budget")
NAME_FIELDS = ("classes", "functions", "globals", "test_functions", *LIMITS)


def read_node(line):
    """`D-1 satisfies=R-1,R-2 requires=D-2`; a leading `!` takes the node out of force, `~` is not adopted.

    Figures: `estimated=memory_mb:512,cpu_cores:1`. An empty list: `visible_to=`.
    """
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
            (field, tuple(Link(target, SPOT) for target in fields[field].split(",") if target))
            for field in LINK_FIELDS
            if field in fields
        ),
        file=fields.get("file", ""),
        declares=tuple(
            (field, tuple(Declared(name, SPOT) for name in fields[field].split(",") if name))
            for field in NAME_FIELDS
            if field in fields
        ),
        figures=tuple(
            (
                which,
                tuple(
                    (name, float(value)) for name, _, value in (one.partition(":") for one in fields[which].split(","))
                ),
            )
            for which in FIGURES
            if which in fields
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
    mode, oid = ("100644", content) if regular else (content, "")  # any other content is another object
    return FileFact(mode, oid, role), inventory(content.encode()) if regular else None


def build(ledger, files=(), config=None, recorded=None):
    """Facts from lines of nodes, from path -> content, and from Design -> field -> (value, machine, files)."""
    read = {path: read_file(path, content) for path, content in dict(files).items()}
    return facts_of(
        [read_node(line) for line in ledger.strip().splitlines()],
        {path: fact for path, (fact, _) in read.items()},
        {path: found for path, (_, found) in read.items() if found is not None},
        config or Config(),
        {
            design: tuple((field, Measurement(*figure)) for field, figure in figures.items())
            for design, figures in (recorded or {}).items()
        },
    )


def ask(code, facts):
    """All breaches of a law, in the order in which it is asked."""
    law = BY_CODE[code]
    about = {
        "graph": [""],
        "figures": [node for kind in ("intent", "requirement", "design") for node in facts.ids(kind)],
        "node": [node for kind in KINDS for node in facts.ids(kind)],
        "docstring": [node for kind in KINDS for node in facts.ids(kind)],
        "file": sorted({*facts.files, *(node.file for node in facts.nodes.values() if node.file and node.in_force)}),
    }[law.scope]
    found = [breach for each in about for breach in law.check(facts, each)]
    for breach in found:
        row_of(breach.code, breach.fix)  # whatever is proposed is something that test_every_fix.py carries out
    return found


@pytest.fixture(name="facts")
def facts_fixture():
    return build


@pytest.fixture(name="ask")
def ask_fixture():
    return ask


@pytest.fixture(name="judge")
def judge_fixture():
    return lambda code, ledger, files=(), recorded=None, **config: ask(
        code, build(ledger, files, Config(**config), recorded)
    )
