"""A link is turned to another node where it is written, in every form, and imports between modules go with it."""

from __future__ import annotations

import difflib
import random
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.ledger_forms import made_up
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from archhook.author.apply_changes import Applied, apply
from archhook.author.class_edits import edit_class
from archhook.author.expected_nodes import meaning
from archhook.author.ledger_changes import CannotEdit, Changes, Edit, Ledger, Links
from archhook.author.node_source import TARGET, Style
from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from pathlib import Path

CLASSES = {"D-1": "Old", "D-2": "New"}
HEAD = '''"""The plan."""

from archhook import Design, Intent, Requirement, Task


class Why(Intent):
    """[I-1] Why."""


class What(Requirement):
    """[R-1] What."""

    derived_from = [Why]
'''
DESIGNS = '''

class Old(Design):
    """[D-1] Old."""

    satisfies = [What]
'''
NEW = DESIGNS.replace("Old", "New").replace("D-1", "D-2")
TASK = '''

class Code(Task):
    """[T-1] The code."""

    implements = Old  # of it
    file_path = "a.py"
'''


def linked(body: str, links: Links, kind: str = "task") -> str:
    source = f'class It({kind.capitalize()}):\n    """[X-1] It."""\n\n{body}'
    text = edit_class(source, Edit("X-1", links=(links,)), kind, Style(88), None, CLASSES)
    assert text.startswith(source[: source.index("\n\n") + 2])
    return text[source.index("\n\n") + 2 :]


TO_NEW = Links("implements", ("D-2",))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    implements = Old\n", "    implements = New\n"),
        ("    implements = Old  # a remark\n", "    implements = New  # a remark\n"),
        ("    implements = 'D-01'\n", "    implements = 'D-2'\n"),
        ('    implements = "[D-1]"\n', '    implements = "D-2"\n'),
        ("    implements = (\n        Old\n    )\n", "    implements = (\n        New\n    )\n"),
        ("    implements = plan.Old\n", "    implements = New\n"),
        ("    implements: object = Old\n", "    implements: object = New\n"),
        (
            '    def __init__(self):\n        super().__init__("T-1", "A", implements=Old, file_path="a.py")\n',
            '    def __init__(self):\n        super().__init__("T-1", "A", implements=New, file_path="a.py")\n',
        ),
        (
            '    def __init__(self):\n        super().__init__("T-1", "A", Old)\n',
            '    def __init__(self):\n        super().__init__("T-1", "A", New)\n',
        ),
        (
            "    def __init__(self):\n        self.implements = Old\n",
            "    def __init__(self):\n        self.implements = New\n",
        ),
    ],
)
def test_one_reference_takes_the_place_of_another(before: str, after: str) -> None:
    assert linked(before, TO_NEW) == after


def test_a_reference_that_stands_elsewhere_is_no_edit() -> None:
    with pytest.raises(CannotEdit, match="`implements` is not written in it"):
        linked('    file_path = "a.py"\n', TO_NEW)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('    requires = [Old, "D-3"]\n', '    requires = ["D-3"]\n'),
        ('    requires = ["D-01", "D-3"]\n', '    requires = ["D-3"]\n'),
        ("    satisfies = [What]\n    requires = [Old]\n", "    satisfies = [What]\n"),
        (
            "    requires = [\n        Old,  # gone\n        Third,  # stays\n    ]\n",
            "    requires = [\n        Third,  # stays\n    ]\n",
        ),
        ("    requires = [*MORE, Old]\n", "    requires = [*MORE]\n"),
    ],
)
def test_references_are_taken_out_of_a_list(before: str, after: str) -> None:
    assert linked(before, Links("requires", remove=("D-1",)), "design") == after


def test_a_reference_that_comes_from_elsewhere_cannot_be_taken_out() -> None:
    with pytest.raises(CannotEdit, match="D-1 is not written in its own `requires`"):
        linked("    requires = [*MORE]\n", Links("requires", remove=("D-1",)), "design")


def test_an_empty_list_that_says_something_stays() -> None:
    both = Links("requires", ("D-2",), ("D-1",))
    assert linked("    requires = [Old]\n", both, "design") == "    requires = [New]\n"
    assert (
        linked("    visible_to = [Old]\n", Links("visible_to", ("D-2",)), "design") == "    visible_to = [New, Old]\n"
    )


def edited(sources: dict[str, bytes], entry: str, *edits: Edit) -> Applied:
    reading = read_ledger(sources, entry)
    assert reading.breaches == ()
    return apply(Ledger(sources, entry, {node.id: node for node in reading.nodes}, reading.lines), Changes(edits))


def package(tasks: str, **modules: str) -> dict[str, bytes]:
    found = {"__init__": "", "plan": HEAD + DESIGNS, "tasks": tasks} | modules
    return {f"architecture/{name}.py": text.encode() for name, text in found.items()}


INIT = "architecture/__init__.py"
IMPORT = "from archhook import Task\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from .plan import Old\n", "from .other import New\n"),
        ("from .other import New\nfrom .plan import Old\n", "from .other import New\n"),
        (
            "from .other import Third\nfrom .plan import Old, Why\n",
            "from .other import New, Third\nfrom .plan import Why\n",
        ),
        ("from . import other, plan\nfrom .plan import Old\n", "from . import other, plan\n"),
        ("from .plan import *\n", "from .other import New\nfrom .plan import *\n"),
    ],
)
def test_imports_between_modules_come_and_go(before: str, after: str) -> None:
    other = (
        "from archhook import Design\n"
        + NEW.replace("[What]", '["R-1"]')
        + NEW.replace("D-2", "D-3").replace("[What]", '["R-1"]').replace("New", "Third")
    )
    sources = package(IMPORT + before + TASK, other=other)
    done = edited(sources, INIT, Edit("T-1", links=(TO_NEW,)))
    named = "other.New" if "import other" in before else "New"
    wanted = IMPORT + after + TASK.replace("= Old", f"= {named}")
    assert (done.failed, done.sources) == ({}, {"architecture/tasks.py": wanted.encode()})


def test_an_import_that_something_else_needs_stays() -> None:
    more = TASK.replace("Code", "More").replace("T-1", "T-2")
    other = "from archhook import Design\n" + NEW.replace("[What]", '["R-1"]')
    for rest, modules in (
        (more, {}),
        ('\n__all__ = ["Old"]\n', {}),
        ("", {"third": "from .tasks import Old\n"}),
        ("", {"third": "from .tasks import *\n"}),
    ):
        sources = package(IMPORT + "from .plan import Old\n" + TASK + rest, other=other, **modules)
        done = edited(sources, INIT, Edit("T-1", links=(TO_NEW,)))
        text = done.sources["architecture/tasks.py"].decode()
        assert "from .plan import Old\n" in text
        assert "from .other import New\n" in text


def test_an_import_that_would_close_a_circle_is_none() -> None:
    other = "from archhook import Design\nfrom .third import Code\n" + NEW.replace("[What]", '["R-1"]')
    sources = package(IMPORT + "from .plan import Old\n" + TASK, other=other, third="from .tasks import Code\n")
    done = edited(sources, INIT, Edit("T-1", links=(TO_NEW,)))
    wanted = IMPORT + TASK.replace("= Old", '= "D-2"')
    assert (done.failed, done.sources) == ({}, {"architecture/tasks.py": wanted.encode()})


def test_a_name_that_means_something_else_is_not_imported() -> None:
    other = "from archhook import Design\n" + NEW.replace("[What]", '["R-1"]')
    mine = TASK.replace("class Code", "class New").replace("T-1", "T-2")
    done = edited(
        package(IMPORT + "from .plan import Old\n" + mine + TASK, other=other), INIT, Edit("T-1", links=(TO_NEW,))
    )
    assert 'implements = "D-2"  # of it' in done.sources["architecture/tasks.py"].decode()


def test_many_links_are_turned_at_once_and_each_module_imports_once() -> None:
    tasks = "".join(TASK.replace("Code", f"Code{number}").replace("T-1", f"T-{number}") for number in range(1, 5))
    other = "from archhook import Design\n" + NEW.replace("[What]", '["R-1"]')
    sources = package(IMPORT + "from .plan import Old\n" + tasks, other=other)
    done = edited(sources, INIT, *(Edit(f"T-{number}", links=(TO_NEW,)) for number in range(1, 5)))
    wanted = IMPORT + "from .other import New\n" + tasks.replace("= Old", "= New")
    assert done.sources == {"architecture/tasks.py": wanted.encode()}


CHANGED = re.compile(r"\s*(implements|verifies) = |\s*from |\s*\)?\s*$|    \w+,?$")
"""What may come or go, line by line: links, imports."""


@settings(max_examples=150)
@given(st.integers(0, 2**32))
def test_in_any_ledger_nothing_but_the_links_and_the_imports_changes(seed: int) -> None:
    chance = random.Random(seed)
    sources = {path: text.encode() for path, text in made_up(chance).items()}
    entry = INIT if INIT in sources else "architecture.py"
    reading = read_ledger(sources, entry)
    nodes = {node.id: node for node in reading.nodes}
    designs = [node.id for node in reading.nodes if node.kind == "design"]
    going = [node for node in reading.nodes if node.kind == "task" or node.level == "unit"]
    assume(not reading.breaches and len(designs) > 1 and going)
    edits = [
        Edit(node.id, links=(Links(TARGET[node.kind], (chance.choice(designs),)),))
        for node in chance.sample(going, chance.randrange(1, len(going) + 1))
    ]
    done = apply(Ledger(sources, entry, nodes, reading.lines), Changes(tuple(edits)))
    after = {node.id: node for node in read_ledger({**sources, **done.sources}, entry).nodes}
    wanted = {edit.id: edit.links[0].add for edit in edits if edit.id not in done.failed}
    for node_id, node in after.items():
        was, field = nodes[node_id], TARGET.get(node.kind, "")
        if node_id in wanted:
            assert node.targets(field) == wanted[node_id]
            node = node._replace(links=was.links)
        assert meaning(node) == meaning(was)
    for path, new in done.sources.items():
        before, now = (text.decode().splitlines() for text in (sources[path], new))
        lines = [one for one in difflib.ndiff(before, now) if one.startswith(("+ ", "- "))]
        assert all(CHANGED.match(one[2:]) for one in lines), lines


@settings(max_examples=15)
@given(st.integers(0, 2**32))
def test_python_can_still_run_the_ledger(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    chance = random.Random(seed)
    sources = {path: text.encode() for path, text in made_up(chance).items()}
    entry = INIT if INIT in sources else "architecture.py"
    reading = read_ledger(sources, entry)
    designs = [node.id for node in reading.nodes if node.kind == "design"]
    tasks = [node for node in reading.nodes if node.kind == "task"]
    assume(not reading.breaches and len(designs) > 1 and tasks and _runs(tmp_path_factory.mktemp("before"), sources))
    edits = tuple(Edit(node.id, links=(Links("implements", (chance.choice(designs),)),)) for node in tasks)
    nodes = {node.id: node for node in reading.nodes}
    done = apply(Ledger(sources, entry, nodes, reading.lines), Changes(edits))
    assert _runs(tmp_path_factory.mktemp("after"), {**sources, **done.sources})


def _runs(folder: Path, sources: dict[str, bytes]) -> bool:
    for path, content in sources.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)
    names = ", ".join(sorted(path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in sources))
    done = subprocess.run([sys.executable, "-c", f"import {names}"], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0
