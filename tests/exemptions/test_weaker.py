"""What makes the law weaker: the limits of Designs, links and settings, in ledgers that are read; against silence."""

from __future__ import annotations

import pytest
from helpers.asking import architecture_of
from helpers.graphs import architectures, without_links_to_nothing
from helpers.ledgers import sound
from hypothesis import given, settings

from archhook.exemptions.sides import Side, Sides
from archhook.exemptions.weaker import weakenings
from archhook.model.config import Config
from archhook.model.nodes import Node, Place

LEDGER = '''
class Goal(Intent):
    """[I-1] A goal."""

class Need(Requirement):
    """[R-1] A need."""
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=100, connections_max=10)

class Low(Design):
    """[D-1] What is low."""
    satisfies = [Need]
    interface = ["Thing", "low/b.py", "low/open/"]
    packages = ["google.auth"]

class High(Design):
    """[D-2] What is high."""
    satisfies = [Need]
    requires = [Low]
    forbids = ["D-3"]
    visible_to = []

class Other(Design):
    """[D-3] What is other."""
    satisfies = [Need]
    visible_to = ["D-1"]

class Work(Task):
    """[T-1] Work."""
    implements = Low
    file_path = "low/a.py"

class More(Task):
    """[T-2] More."""
    implements = Low
    file_path = "low/b.py"

class Rest(Task):
    """[T-3] Rest."""
    implements = High
    file_path = "high.py"

class Works(UnitTest):
    """[UT-1] It works."""
    verifies = Low
    test_file = "tests/test_a.py"
    test_functions = ["test_a"]
'''
SOURCES = {
    "low/a.py": "class Thing: pass\n",
    "low/b.py": "def of_b(): pass\n",
    "high.py": "import low.a\n",
    "tests/test_a.py": "def test_a():\n    assert f()\n",
}


def side(ledger: str, config: Config, sources: dict[str, str]) -> Side:
    seen = architecture_of(sound(ledger).values(), sources | {"architecture.py": ""}, config=config)
    return Side(
        seen.config, seen.nodes, seen.files, seen.declared, seen.inventory, seen.contents, seen.place,
        lambda key: Place("archhook.toml", 1, 1), lambda path: {}, "", ("architecture.py",),
    )  # fmt: skip


def told(
    *changes: tuple[str, str], configs: tuple[Config, Config] = (Config(), Config()), **sources: str
) -> list[tuple[str, str]]:
    """(kind, what) of an edit of the ledger, and of other files (path with `__` for a slash, without `.py`)."""
    after = LEDGER
    for old, new in changes:
        assert after.count(old) == 1, old
        after = after.replace(old, new)
    files = SOURCES | {path.replace("__", "/") + ".py": text for path, text in sources.items()}
    files = {path: text for path, text in files.items() if text != "gone"}
    found = weakenings(side(LEDGER, configs[0], SOURCES), side(after, configs[1], files))
    return [(one.kind, one.what) for one in found]


@pytest.mark.parametrize(
    "change",
    [
        ("memory_mb=100, connections_max=10", "memory_mb=50, connections_max=20"),
        ("memory_mb=100", "memory_mb=100, cpu_cores=1"),
        ('["Thing", "low/b.py", "low/open/"]', "[]"),
        ('"low/b.py", ', '"of_b", '),
        ('"low/b.py", ', '"low/b.py:of_b", '),
        ('"low/open/"', '"low/open/deep/", "low/open/x.py"'),
        ('["google.auth"]', '["google.auth.transport"]'),
        ('["google.auth"]', "[]"),
        ("    requires = [Low]\n", ""),
        ("    satisfies = [Need]\n    requires", "    satisfies = [Need]\n    layer = 'x'\n    requires"),
        ('    forbids = ["D-3"]', '    forbids = ["D-3", "D-1"]'),
        ('    visible_to = ["D-1"]', "    visible_to = []"),
        ("[D-1] What is low.", "[D-7] What is low."),
        ("[T-1] Work.", "[T-9] Work that is otherwise called."),
        ("class Work(Task)", "class Job(Task)"),
        ('["test_a"]', '["test_a", "test_b"]'),
    ],
)
def test_what_is_no_weaker(change: tuple[str, str]) -> None:
    new = LEDGER.replace(*change)
    links = [("D-1", "D-7")] if "D-7" in new else []
    for old, renamed in links:  # where others name it by its id
        new = new.replace(f'["{old}"]', f'["{renamed}"]')
    assert new != LEDGER
    before, after = (side(text, Config(layers=("x",)), SOURCES) for text in (LEDGER, new))
    assert weakenings(before, after) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ('"low/b.py", ', '"low/b.py", "Hidden", ', "interface", "D-1 lets others import 'Hidden' now"),
        ('"low/b.py", ', '"low/b.py", "low/a.py:f", ', "interface", "D-1 lets others import 'low/a.py:f' now"),
        ('"google.auth"', '"google.auth", "google.a"', "packages", "D-1 may import the package google.a now"),
        ("visible_to = []", 'visible_to = ["D-3"]', "visible-to", "D-2 may be required by D-3 now (`visible_to`)"),
    ],
)
def test_a_limit_that_is_wider(old: str, new: str, kind: str, said: str) -> None:
    assert told((old, new)) == [(kind, said)]


def test_what_a_new_design_has_of_another_is_held_to_its_limits() -> None:
    new = '''
class Apart(Design):
    """[D-4] What is apart."""
    satisfies = [Need]
    {}

class High(Design)'''
    strict = 'interface = ["low/b.py"]\n    packages = ["google.auth"]'
    turned = ('"""[T-2] More."""\n    implements = Low', '"""[T-2] More."""\n    implements = "D-4"')
    assert told(("\nclass High(Design)", new.format(strict)), turned) == []
    loose = [
        ("interface", "D-4, which has code of D-1, lets others import all of it now (`interface` is gone)"),
        ("packages", "D-4, which has code of D-1, may import any package now (`packages` is gone)"),
        ("requires", "D-4, which has code of D-1, may import D-3 now (`requires`)"),
    ]
    assert sorted(told(("\nclass High(Design)", new.format('requires = ["D-3"]')), turned)) == loose
    both = told(
        ("\nclass High(Design)", new.format(strict)),
        turned,
        ("    requires = [Low]\n", '    requires = [Low, "D-4"]\n'),
    )
    assert both == []  # High might import that code before
    empty = told(
        ("\nclass High(Design)", new.format(strict)), ("    requires = [Low]\n", '    requires = [Low, "D-4"]\n')
    )
    assert empty == [("requires", "D-2 may import the new D-4 now (`requires`)")]


def test_names_of_a_shared_file_that_go_to_another_design() -> None:
    shared = """
class Shared(Task):
    \"""[T-8] Shared.\"""
    implements = High
    file_path = "low/b.py"
    functions = ["of_high"{}]

class Works(UnitTest)"""
    before = LEDGER.replace("\nclass Works(UnitTest)", shared.format(""))
    before = before.replace('file_path = "low/b.py"\n', 'file_path = "low/b.py"\n    functions = ["of_b"]\n', 1)
    after = before.replace('["of_b"]', "[]").replace('["of_high"]', '["of_high", "of_b"]')
    found = weakenings(side(before, Config(), SOURCES), side(after, Config(), SOURCES))
    assert [(one.kind, one.what, one.node) for one in found] == [
        ("link", "of_b of low/b.py: of D-2 now, and not of D-1", "T-8")
    ]


def test_a_design_that_is_only_called_otherwise() -> None:
    renamed = LEDGER.replace("class Low(Design)", "class Base(Design)").replace("[D-1] What is low", "[D-8] The base")
    renamed = renamed.replace("requires = [Low]", "requires = [Base]").replace("implements = Low", "implements = Base")
    renamed = renamed.replace("verifies = Low", "verifies = Base").replace('["D-1"]', '["D-8"]')
    before, after = (side(text, Config(), SOURCES) for text in (LEDGER, renamed))
    assert weakenings(before, after) == ()
    wider = renamed.replace('    packages = ["google.auth"]\n', "")
    assert [one.kind for one in weakenings(before, side(wider, Config(), SOURCES))] == ["packages"]


def test_a_file_that_is_renamed() -> None:
    moved = (
        ('"low/b.py", ', '"low/c.py", '),
        ('"""[T-2] More."""\n    implements = Low\n    file_path = "low/b.py"',
         '"""[T-2] More."""\n    implements = Low\n    file_path = "low/c.py"'),
    )  # fmt: skip
    assert told(*moved, low__b="gone", low__c=SOURCES["low/b.py"]) == []
    tests = ('test_file = "tests/test_a.py"', 'test_file = "tests/test_b.py"')
    assert told(tests, tests__test_a="gone", tests__test_b=SOURCES["tests/test_a.py"]) == []
    renamed = ('["test_a"]', '["test_other"]')
    assert told(renamed, tests__test_a="def test_other():\n    assert f()\n") == []
    assert told(renamed, tests__test_a="def test_other():\n    assert g()\n") == [
        ("test-gone", "test_a of tests/test_a.py is gone (UT-1 declared it)")
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (("a", "b"), ("a", "x", "b"), []),
        (("a", "b"), ("a", "c"), []),  # b is called c
        (("a", "b"), ("b", "a"), ["the order of the layers is another: b is above a now"]),
        (("a", "b", "c"), ("a", "b"), ["c of the layers is gone"]),
        (("a", "b"), (), ["a and b of the layers are gone"]),
        ((), ("a", "b"), []),
    ],
)
def test_layers(old: tuple[str, ...], new: tuple[str, ...], said: list[str]) -> None:
    assert [what for _, what in told(configs=(Config(layers=old), Config(layers=new)))] == said


def test_places_are_of_the_side_where_it_stands() -> None:
    extra = LEDGER.replace("requires = [Low]", 'requires = [\n        Low,\n        "D-3",\n    ]')
    found = weakenings(side(LEDGER, Config(), SOURCES), side(extra, Config(), SOURCES))
    lines = extra.splitlines()
    assert [(one.kind, one.gone) for one in found] == [("requires", False)]
    offset = lines.index('        "D-3",') - lines.index("class High(Design):")
    assert found[0].line - side(extra, Config(), SOURCES).place(sound(extra)["D-2"]).line == offset
    less = LEDGER[: LEDGER.index("class Rest(")] + LEDGER[LEDGER.index("class Works(") :]
    found = weakenings(side(LEDGER, Config(), SOURCES), side(less, Config(), SOURCES))
    assert [(one.kind, one.what, one.gone, one.node) for one in found] == [
        ("deleted", "T-3 (Rest) is gone, and high.py is still there", True, "T-3")
    ]


def as_side(nodes: dict[str, Node]) -> Side:
    seen = architecture_of(nodes.values(), {"architecture.py": ""})
    nowhere = Place("", 1, 1)
    return Side(
        seen.config, seen.nodes, seen.files, seen.declared, seen.inventory, seen.contents, lambda node: nowhere,
        lambda key: nowhere, lambda path: {}, "", ("architecture.py",),
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(architectures(), architectures())
def test_links_and_nodes_against_the_definition(one: dict[str, Node], other: dict[str, Node]) -> None:
    """Without Tasks: by those a new Design may have code of an old one, and its limits."""
    drawn = [{node_id: node for node_id, node in nodes.items() if node.kind != "task"} for nodes in (one, other)]
    old, new = map(without_links_to_nothing, drawn)
    assert weakenings(as_side(old), as_side(old)) == ()
    found = weakenings(as_side(old), as_side(new))
    both = [node_id for node_id in old if node_id in new and old[node_id].in_force and new[node_id].in_force]
    kinds = {(one.kind, one.node) for one in found}
    gone = {node_id for node_id, node in old.items() if node.in_force and node_id not in new}
    assert {node for kind, node in kinds if kind == "deleted"} == gone
    assert {node for kind, node in kinds if kind == "out-of-force"} == {
        node_id for node_id in old if node_id in new and old[node_id].in_force and not new[node_id].in_force
    }
    for field, kind in (("requires", "requires"), ("forbids", "forbids")):
        for node_id in both:
            was, now = set(old[node_id].targets(field)), set(new[node_id].targets(field))
            dropped = {target for target in was - now - {node_id} if target in new and new[target].in_force}
            expected = now - was - {node_id} if field == "requires" else dropped
            assert ((kind, node_id) in kinds) == bool(expected)


def test_nothing_is_read_of_what_is_alike() -> None:
    before = side(LEDGER, Config(), SOURCES)

    def never(path: str) -> None:
        raise AssertionError(path)

    blind = before._replace(inventory=never, contents=never, place=never)  # type: ignore[arg-type]
    assert weakenings(blind, blind) == ()
    assert Sides(blind, blind).changed == ()
