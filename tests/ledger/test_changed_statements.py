"""A statement read by itself gives the node that the whole reader gives, or is left to that."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from archhook.ledger.source import read_ledger
from archhook.ledger.splice import module_lines, splice

PATH = "architecture.py"
HEAD = '''"""The ledger."""

from archhook import (
    Design, IntegrationTest, Intent, Requirement, ResourceConstraints, SystemTest, Task, UnitTest, UserAcceptanceTest
)


class Goal(Intent):
    """[I-1] A goal."""


class Promise(Requirement):
    """[R-1] A promise."""

    derived_from = [Goal]


class Store(Design):
    """[D-1] A store."""

    satisfies = [Promise]


class Web(Design):
    """[D-2] A web."""

    satisfies = ["R-1"]


'''
BEFORE = 'class Fresh({base}):\n    """[{node_id}] Fresh."""\n{needed}\n\n'
AFTER = '''
class Last(Design):
    """[D-9] The last."""

    requires = ["D-1"]
'''
DESIGN = (
    "satisfies", "requires", "conflicts_with", "forbids", "visible_to", "layer", "interface", "packages",
    "exclusive_packages", "estimated", "measured", "adopted",
)  # fmt: skip
KINDS = {
    "Intent": ("I-5", ()),
    "Requirement": ("R-5", ("derived_from", "budget")),
    "Design": ("D-5", DESIGN),
    "Task": ("T-5", ("implements", "file_path", "classes", "functions", "globals", "planned")),
    "UserAcceptanceTest": ("UAT-5", ("verifies", "test_file", "test_functions", "planned")),
    "SystemTest": ("ST-5", ("verifies", "test_file", "test_functions", "planned")),
    "IntegrationTest": ("IT-5", ("verifies", "test_file", "test_functions", "planned")),
    "UnitTest": ("UT-5", ("verifies", "test_file", "test_functions", "planned")),
}
TARGETS = {"UserAcceptanceTest": "Goal", "SystemTest": "Promise", "IntegrationTest": "Store", "UnitTest": "Web"}
NEEDED = {"file_path": '"src/x.py"', "test_file": '"tests/test_x.py"', "test_functions": '"*"'}

GOOD = {
    "derived_from": ('["I-1"]', "[Goal]", "(Goal, 'I-01')", "[]", "None"),
    "satisfies": ("[Promise]", '["R-1", "[R-1]"]', "()"),
    "requires": ("[Store, Web]", '[\n        "D-1",\n        Web,  # why\n    ]', '["D-9"]'),
    "conflicts_with": ('["D-2"]', "[Web]"),
    "forbids": ('["D-2", Web]', "(Store,)", "[]", "None"),
    "visible_to": ("[Web]", '["D-9"]', "[]", "()", "None"),
    "layer": ('"model"', "None"),
    "interface": ('["Store", "src/x.py", "./src//y.py:Web", "src/a/"]', "[]", "None", '("a b", "a b")'),
    "packages": ('["requests", "google.auth"]', "()", "None"),
    "exclusive_packages": ('["subprocess"]', "[]"),
    "implements": ("Store", '"D-2"', "None"),
    "verifies": ("Store", '"D-2"', "Goal", "Promise", '"I-1"'),
    "file_path": ('"src/x.py"', '"./src//x.py"', '"src/größe.py"', '"src/a b.py"'),
    "test_file": ('"tests/test_x.py"', '"tests/y/../test_x.py"'),
    "classes": ('["A", "B.c"]', '("A", "A")', '["É", "B"]', "None", "[]"),
    "functions": ('["f",\n                 "g"]', '["fé", "h"]'),
    "globals": ('["X"]',),
    "test_functions": ('["test_a", "TestB::test_c"]', '"*"', '["*"]'),
    "planned": ("True", "False", "None"),
    "adopted": ("False", "True", "None"),
    "budget": ("ResourceConstraints(memory_mb=10, cpu_cores=None)", "ResourceConstraints()", "None"),
    "estimated": ("ResourceConstraints(latency_p99_ms=0.5, cpu_cores=0)",),
    "measured": ("ResourceConstraints(iops=1)",),
    "waives": ('{"TST505": "why not", "CON301": "é"}', "{}", "None"),
    "id": ('"{node_id}"', '"[{node_id}]"'),
    "name": ('"Another name"', '"é"'),
}
BAD = (
    '["D-77"]', "[Nothing]", "[Last]", "[Fresh]", "Fresh", "[classes]", "Store()", '"I-1"', '["I-1"]', "[Goal]", "5",
    "[1]", '""', '[""]', '" "', '"/x.py"', '"../x.py"', '"a\\\\b.py"', '"."', '"C:/x"', '"\\ud800"', '["\\ud800"]',
    "True", "-1", "1", 'b"x"', '[b"x"]', "{}", "{1: 2}", '{"TST505": ""}', '{"LED001": "x"}', '{"tst505": "x"}',
    '{"TST505": "a", "TST505": "b"}', '{**{}}', "ResourceConstraints(memory_mb=True)", "ResourceConstraints(x=1)",
    'ResourceConstraints(iops="1")', "ResourceConstraints(iops=1e999)", "ResourceConstraints(iops=10**9)",
    "ResourceConstraints(1)", "ResourceConstraints(**{})", "{'a'}", "['a', *['b']]", "['a'] + ['b']", "f'x'", "...",
    '"X-1"', '"D-5"', '"T-6"', "Task", "print", "__name__", "[None]", "(None,)", '["a", None]', "1" * 5000,
    '["scikit-learn"]', '["a", "a b"]',
)  # fmt: skip
"""Values that are wrong for some of the fields, or for all."""
DOCS = (
    '"""[{node_id}] Fresh."""',
    '"""{node_id}: Fresh! And more.\n\n    A text of some length, über alles.\n    """',
    '"""[{node_id}]"""',
    "'Fresh.'",
    '"""[D-2] Fresh."""',
    '"""[X-1] Fresh."""',
    '"""[UT-6] Fresh."""',
    '"""[{node_id}] \\ud800."""',
    "pass",
    'r"""[{node_id}] \\d."""',
    '"""[{node_id}] \\d."""',
    "'[{node_id}] One.' ' Two.'",
)


def statement(base: str, doc: str, fields: list[tuple[str, str]]) -> str:
    node_id, _ = KINDS[base]
    lines = [doc, *(f"{field} = {value}" for field, value in fields)]
    return f"class Fresh({base}):\n" + "".join(f"    {line}\n" for line in lines).replace("{node_id}", node_id) + "\n"


def spliced(old: str, new: str) -> bool:
    """Whether the new statement was read by itself; what came of it is held to a whole reading."""
    before = read_ledger({PATH: old.encode()}, PATH)
    assert before.plain
    assert before.breaches == ()
    nodes = {node.id: node for node in before.nodes}
    source = new.encode("utf-8", "surrogatepass")
    found = splice(PATH, old.encode(), source, module_lines(before)[PATH], nodes, (), ())
    if found is None:
        return False
    after = read_ledger({PATH: source}, PATH)
    assert after.breaches == ()
    assert after.plain
    kept = {node_id: node for node_id, node in nodes.items() if node_id not in found.gone}
    assert kept | {node.id: node for node in found.nodes} == {node.id: node for node in after.nodes}
    assert found.lines == module_lines(after)[PATH]
    return True


def whole(base: str, text: str) -> tuple[str, str]:
    """The ledger with a plain `Fresh`, and with the given one."""
    node_id, fields = KINDS[base]
    needed = {
        "verifies": TARGETS.get(base, ""),
        "file_path": '"src/x.py"',
        "test_file": '"tests/test_x.py"',
        "test_functions": '"*"',
    }
    body = "".join(f"    {field} = {value}\n" for field, value in needed.items() if field in fields)
    old = BEFORE.format(base=base, node_id=node_id, needed=body)
    return HEAD + old + AFTER, HEAD + text + AFTER


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, str]:
    """A base, and a class statement derived from it: mostly with values that its fields take, sometimes with others."""
    base = draw(st.sampled_from(sorted(KINDS)))
    own = (*KINDS[base][1], "waives", "id", "name")
    needed = [
        field
        for field in ("verifies", "file_path", "test_file", "test_functions")
        if field in own and draw(st.integers(0, 9))
    ]
    fields = [*needed, *draw(st.lists(st.sampled_from(own), max_size=3, unique=True))]
    fields = list(dict.fromkeys(fields)) if draw(st.integers(0, 9)) else fields
    values = [(field, draw(st.sampled_from(GOOD[field]))) for field in fields]
    if "verifies" in fields and draw(st.integers(0, 3)):
        values = [(field, TARGETS[base] if field == "verifies" else value) for field, value in values]
    if values and not draw(st.integers(0, 2)):
        at = draw(st.integers(0, len(values) - 1))
        values[at] = (values[at][0], draw(st.sampled_from(BAD)))
    if not draw(st.integers(0, 9)):
        values.append((draw(st.sampled_from(["clases", "_own", "__init__", "functions"])), '["x"]'))
    doc = DOCS[0] if draw(st.integers(0, 2)) else draw(st.sampled_from(DOCS))
    return base, statement(base, doc, values)


@given(statements())
@example(("Task", statement("Task", DOCS[0], [("file_path", '"src/x.py"'), ("functions", "classes")])))
def test_a_statement_by_itself_is_what_the_reader_makes_of_it(given: tuple[str, str]) -> None:
    base, text = given
    spliced(*whole(base, text))


def test_every_ordinary_value_of_every_field_is_read_by_itself() -> None:
    missed = []
    for base, (_, own) in KINDS.items():
        needed = {
            "verifies": TARGETS.get(base, ""),
            "file_path": '"src/x.py"',
            "test_file": '"tests/test_x.py"',
            "test_functions": '"*"',
        }
        for field in (*own, "waives", "id", "name"):
            for value in GOOD[field]:
                if field == "verifies" and value != TARGETS[base]:
                    continue
                given = {one: default for one, default in needed.items() if one in own} | {field: value}
                if not spliced(*whole(base, statement(base, DOCS[0], list(given.items())))):
                    missed.append((base, field, value))
    assert missed == []


def test_several_statements_may_name_each_other() -> None:
    old, _ = whole("Design", "")
    task = 'class Part(Task):\n    """[T-7] Part."""\n\n    implements = {}\n    file_path = "src/y.py"\n\n\n'
    both = old.replace("class Last", task.format("Fresh") + "class Last")
    assert spliced(old, both)
    assert spliced(old, old.replace("class Fresh", task.format('"D-5"') + "class Fresh"))
    assert not spliced(old, old.replace("class Fresh", task.format("Fresh") + "class Fresh"))  # not bound yet
    assert not spliced(old, old.replace("class Last", 2 * task.format("Fresh") + "class Last"))
    assert not spliced(old, old.replace("class Last", task.format("Fresh") + task.format("Fresh").replace("Part(", "P(")
                                        + "class Last"))  # fmt: skip


def test_an_id_that_only_a_docstring_tells_is_not_declared() -> None:
    old, _ = whole("Design", "")
    bare = 'class Part(Design):\n    """D-7: Part."""\n\n    id = "D-8"\n\n\n'
    uses = 'class User(Design):\n    """[D-10] User."""\n\n    requires = ["D-7"]\n\n\n'
    assert not spliced(old, old.replace("class Last", bare + uses + "class Last"))
    assert spliced(old, old.replace("class Last", bare + "class Last"))


def test_a_comment_in_the_middle_declares_no_encoding() -> None:
    old, _ = whole("Design", "")
    edited = old.replace("class Fresh", "# coding: latin-1\nclass Fresh").replace("Fresh.", "Frésh.")
    assert spliced(old, edited)
