"""Whatever a ledger looks like, an edit changes the statements that it concerns and leaves every other byte."""

from __future__ import annotations

import ast
import random
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archhook.author.apply_changes import apply
from archhook.author.ledger_changes import Added, Changes, Edit, Ledger, Names
from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from archhook.ledger.source import Reading

MISSION = (Path(__file__).parents[2] / "fixtures/kept/pasted/architecture.py").read_text()
METAMODEL = MISSION[: MISSION.index("class IntentNobodyGetsLost")]
IMPORTS = (
    "from archhook import Design, Intent, Requirement, ResourceConstraints, Task, UnitTest, validate_architecture\n"
)
PLAN = '''

class Why(Intent):
    """[I-1] Why."""{call_i}


class What(Requirement):
    """[R-1] What."""{call_r}


class How(Design):
    """[D-1] How."""  # the one{call_d}
'''
CALLS = {
    "call_i": '\n    def __init__(self):\n        super().__init__("[I-1]", "Why")',
    "call_r": '\n    def __init__(self):\n        super().__init__("[R-1]", "What", derived_from=[Why])',
    "call_d": '\n    def __init__(self):\n        super().__init__("[D-1]", "How", satisfies=[What])',
}
ATTRIBUTES = {"call_i": "", "call_r": "\n    derived_from = [Why]", "call_d": "\n    satisfies = [What]"}
SHARED = 'SHARED = ["shared_one", "shared_two"]  # of several\n'
FORMS = ("pasted", "constructors", "attributes")
REMARKS = ("# a remark\n", "\n\n\n", "", "LIMIT = 3  # beside\n", '"""A string\nthat stands alone."""\n', "\f\n")


class Generated(NamedTuple):
    """A ledger's text, and the names of each Task's `functions`."""

    text: str
    form: str
    names: dict[str, list[str]]
    fixed: set[str]  # the names that come from elsewhere


def layout(chance: random.Random, names: list[str], indent: str) -> str:
    """A list of names in some layout, with comments beside and above them."""
    quoted = [chance.choice(("'{}'", '"{}"')).format(name) for name in names]
    kind = chance.randrange(6)
    if kind == 0 or not names:
        return f"[{', '.join(quoted)}{',' if names and chance.random() < 0.2 else ''}]"
    if kind == 1:
        return f"({', '.join(quoted)},)"
    if kind == 2:
        return f"SHARED + [{', '.join(quoted)}]"
    if kind == 3:
        return f"[*SHARED, {', '.join(quoted)}]"
    lines = []
    for at, one in enumerate(quoted):
        if chance.random() < 0.3:
            lines.append(f"{indent}    # above {at}\n")
        comma = "," if at < len(quoted) - 1 or chance.random() < 0.7 else ""
        beside = f"  # beside {at}" if chance.random() < 0.3 else ""
        lines.append(f"{indent}    {one}{comma}{beside}\n")
    if chance.random() < 0.2:
        lines.append(f"{indent}    # at the end\n")
    return f"[\n{''.join(lines)}{indent}]"


def generated(seed: int) -> Generated:
    """A ledger in one of three forms, with what people write between and into its nodes."""
    chance = random.Random(seed)
    form = chance.choice(FORMS)
    text = METAMODEL if form == "pasted" else IMPORTS
    text += "\n" + SHARED + PLAN.format(**(ATTRIBUTES if form == "attributes" else CALLS))
    names: dict[str, list[str]] = {}
    fixed: set[str] = set()
    count = chance.randint(1, 4)
    for number in range(1, count + 1):
        own = chance.sample([f"name_{letter}" for letter in "abcdefghij"], chance.randint(0, 6))
        if chance.random() < 0.6:
            own.sort()
        indent = " " * (4 if form == "attributes" else 12)
        value = layout(chance, own, indent)
        if "SHARED" in value:
            fixed.add(f"T-{number}")
        names[f"T-{number}"] = own
        text += (
            f"\n\n{chance.choice(REMARKS)}class Task{number}(Task):\n"
            + f'    """[T-{number}] Task.\n\n    More.\n    """\n\n'
        )
        if form == "attributes":
            text += (
                f'    implements = How\n    file_path = "src/f{number}.py"  # its file\n    functions = {value}  # f\n'
            )
            text += "    planned = True\n" if chance.random() < 0.3 else ""
        else:
            text += f'    def __init__(self):  # c\n        super().__init__(\n            "[T-{number}]", "Task",\n'
            text += f'            implements=How,\n            file_path="src/f{number}.py",\n'
            text += f"            functions={value}\n        )\n"
    if form == "pasted" or chance.random() < 0.4:
        tasks = ", ".join(f"Task{number}()" for number in range(1, count + 1))
        text += '\n\nif __name__ == "__main__":\n    # all of them\n    tasks = [' + tasks + "]  # tasks\n"
        text += "    validate_architecture([Why()], [What()], [How()], tasks, [])\n"
    if chance.random() < 0.3:
        text = text.replace("    ", "\t")
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return Generated(text if chance.random() < 0.8 else text.rstrip(), form, names, fixed)


def read(text: str) -> Reading:
    return read_ledger({"architecture.py": text.encode()}, "architecture.py")


def statements(text: str) -> list[tuple[str, str]]:
    """(name of the class or "", source with what stands before it) of all top-level statements; the end is the last."""
    lines = text.split("\n")
    found, at = [], 0
    for node in ast.parse(text).body:
        found.append((getattr(node, "name", ""), "\n".join(lines[at : node.end_lineno])))
        at = node.end_lineno or at
    return [*found, ("", "\n".join(lines[at:]))]


@settings(max_examples=40, deadline=None)
@example(165031)  # all names of a list over several lines go
@given(st.integers(0, 10**9))
@example(94032)  # a list that loses all its names, with a comment behind it
def test_every_other_byte_stays(seed: int) -> None:
    made, chance = generated(seed), random.Random(seed + 1)
    before = read(made.text)
    assert before.breaches == ()
    nodes = {node.id: node for node in before.nodes}
    victim = chance.choice(sorted(made.names))
    add = tuple(chance.sample(["new_one", "new_two", "a_new", "zz"], chance.randint(0, 3)))
    remove = tuple(chance.sample(made.names[victim], chance.randint(0, len(made.names[victim]))))
    file = chance.choice(("", "lib/moved.py"))
    unplan = nodes[victim].planned and chance.random() < 0.5
    edit = Edit(victim, (Names("functions", add, remove),), file, unplan)
    ledger = Ledger({"architecture.py": made.text.encode()}, "architecture.py", nodes, before.lines)
    done = apply(ledger, Changes((edit,)))
    assert not done.failed
    text = done.sources.get("architecture.py", made.text.encode()).decode()

    after = {node.id: node for node in read(text).nodes}
    wanted = {*(one.name for one in nodes[victim].declared("functions")), *add} - {*remove}
    assert {one.name for one in after[victim].declared("functions")} == wanted
    assert after[victim].file == (file or nodes[victim].file)
    assert after[victim].planned == (nodes[victim].planned and not unplan)
    assert {i: _said(n) for i, n in after.items() if i != victim} == {
        i: _said(n) for i, n in nodes.items() if i != victim
    }

    name = nodes[victim].class_name
    old, new = statements(made.text), statements(text)
    assert [one for one in old if one[0] != name] == [one for one in new if one[0] != name]
    concerned = next(source for one, source in old if one == name)
    changed = next(source for one, source in new if one == name)
    gone = {
        line.strip() for line in concerned.splitlines() for item in remove if f"{item}'" in line or f'{item}"' in line
    }
    kept = [line for line in concerned.splitlines() if line.strip() not in gone and "functions" not in line]
    kept = [line for line in kept if not line.strip().startswith(("file_path", "planned")) and "name_" not in line]
    rest = changed.splitlines()
    if not wanted:  # what is left of the list stands on one line, with the comment behind it
        assert ("  # f" in changed) is ("  # f" in concerned)
        kept = [line for line in kept if line.strip() != "]  # f"]
    for line in kept:  # in their order, comments and docstrings among them
        assert line in rest or line.strip() in ("]", ""), line
        if line in rest:
            rest = rest[rest.index(line) + 1 :] if line.strip() not in ("]", "") else rest


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_new_and_gone_nodes_touch_nothing_else(seed: int) -> None:
    made, chance = generated(seed), random.Random(seed + 1)
    before = read(made.text)
    nodes = {node.id: node for node in before.nodes}
    like = chance.choice(sorted(made.names))
    names = (("functions", ("run", "stop")),)
    added = Added("T-9", "task", "", "TaskNew", "New", "D-1", "src/new.py", names, like, chance.random() < 0.5)
    removed = tuple(one for one in sorted(made.names) if one != like and chance.random() < 0.5)
    ledger = Ledger({"architecture.py": made.text.encode()}, "architecture.py", nodes, before.lines)
    done = apply(ledger, Changes((), (added,), removed))
    assert not done.failed
    text = done.sources["architecture.py"].decode()
    after = {node.id: node for node in read(text).nodes}
    assert after.keys() == ({*nodes} - {*removed}) | {"T-9"}
    assert after["T-9"].in_force and after["T-9"].file == "src/new.py"
    gone = {nodes[one].class_name for one in removed}
    old = [
        (name, source.strip())
        for name, source in statements(made.text)
        if name not in gone and "validate" not in source
    ]
    new = [
        (name, source.strip()) for name, source in statements(text) if name != "TaskNew" and "validate" not in source
    ]
    for name, source in old:
        assert any(name == other and source in found for other, found in new), source


def test_a_node_that_cannot_be_written_keeps_no_other_one_back() -> None:
    text = next(one.text for one in map(generated, range(50)) if one.form == "attributes")
    before = read(text)
    nodes = {node.id: node for node in before.nodes}
    good = Added("T-9", "task", "", "TaskGood", "Good", "D-1", "src/good.py", (), "T-1")
    bad = Added("T-8", "task", "", "TaskBad", ".", "D-1", "src/bad.py", (), "T-1")
    ledger = Ledger({"architecture.py": text.encode()}, "architecture.py", nodes, before.lines)
    done = apply(ledger, Changes((), (bad, good)))
    assert ([one.id for one in done.changes.added], [*done.failed]) == (["T-9"], ["T-8"])


def _said(node: object) -> tuple[object, ...]:
    from archhook.author.expected_nodes import meaning

    return meaning(node)  # type: ignore[arg-type]
