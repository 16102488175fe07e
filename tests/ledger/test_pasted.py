"""The metamodel pasted into a ledger, and imported in any way."""

from __future__ import annotations

import pytest
from helpers.ledgers import read, sound

PASTED = """
class ResourceConstraints:
    cpu_cores: float = 0
    memory_mb: float = 0
class Node:
    def __init__(self, id_tag, name):
        self.id = id_tag
class Design(Node):
    planned_for = "nobody reads this"
    def __init__(self, id_tag, satisfies, name, estimated=None):
        super().__init__(id_tag, name)
        self.launch_missiles()
"""


def test_a_pasted_metamodel_is_known_by_name_and_not_evaluated() -> None:
    nodes = sound(
        PASTED
        + """
class A(Design):
    def __init__(self):
        super().__init__("D-1", [], "A", ResourceConstraints(0, 5))
class B(Design):
    '''[D-2] B.'''
    adopted = False
""",
        imports=False,
    )
    assert (nodes["D-1"].name, nodes["D-1"].figures) == ("A", (("estimated", (("memory_mb", 5.0),)),))
    assert not nodes["D-2"].adopted


@pytest.mark.parametrize(
    ("parameter", "fix"),
    [
        ("adopted=True", "write `adopted = ...` as a class attribute of the nodes"),
        ("owner=None", "remove it: Design has id_tag, name, satisfies"),
        ("measurd=None", "did you mean 'measured'?"),
        ("*, adopted=True", "write `adopted = ...` as a class attribute of the nodes"),
        ("**others", "remove it"),
    ],
)
def test_a_pasted_metamodel_that_adds_a_parameter_is_malformed_once(parameter: str, fix: str) -> None:
    name = parameter.strip("*, ").partition("=")[0]
    value = "" if name == "others" else f", {name}=False"
    reading = read(
        f"""
class Node: pass
class Design(Node):
    def __init__(self, id_tag, name, {parameter}): pass
class A(Design):
    def __init__(self):
        super().__init__("D-1", "A"{value})
class B(Design):
    def __init__(self):
        super().__init__("D-2", "B"{value})
""",
        imports=False,
    )
    assert [(b.code, b.symbol, b.anchor[2]) for b in reading.breaches] == [("LED004", name, 4)]
    assert fix in reading.breaches[0].fix
    assert [node.id for node in reading.nodes] == ["D-1", "D-2"]


def test_a_field_added_to_pasted_resource_constraints_is_malformed() -> None:
    reading = read("class ResourceConstraints:\n    memory_mb: float = 0\n    gpus: int = 0\n", imports=False)
    assert [(b.code, b.symbol, b.anchor) for b in reading.breaches] == [
        ("LED004", "gpus", ("place", "architecture.py", 3, 5))
    ]


@pytest.mark.parametrize(
    "imports",
    [
        "from archhook import Design, ResourceConstraints",
        "from archhook import *",
        "from archhook.metamodel import Design, ResourceConstraints",
        "from our.company.metamodel import Design, ResourceConstraints",
        "from our.company.metamodel import *",
        "import our.metamodel as m\nDesign, ResourceConstraints = m.Design, m.ResourceConstraints",
        "import archhook\nDesign, ResourceConstraints = archhook.Design, archhook.ResourceConstraints",
        "import archhook as a\nDesign = a.Design\nfrom archhook import ResourceConstraints",
        "from archhook import Design as Base, ResourceConstraints\nDesign = Base",
        "try:\n    from archhook import Design, ResourceConstraints\nexcept ImportError:\n    Design = object",
        "if 1 < 2:\n    from archhook import Design, ResourceConstraints\nelse:\n    Design = 5",
        "from abc import ABC\nfrom typing import Generic, TypeVar\nfrom archhook import *\nT = TypeVar('T')\n"
        "class Own(Design, Generic[T], ABC): pass\nDesign = Own",
    ],
)
def test_the_metamodel_may_be_imported_in_any_way(imports: str) -> None:
    nodes = sound(
        f"{imports}\nclass A(Design):\n    '''[D-1] A.'''\n    estimated = ResourceConstraints(iops=1)\n", imports=False
    )
    assert nodes["D-1"].figures == (("estimated", (("iops", 1.0),)),)


NODE = "\nclass A(Design):\n    '''[D-1] A.'''\n"
SLIP = "did you mean 'archhook'?"


@pytest.mark.parametrize(
    ("imports", "message", "fix"),
    [
        ("from archhock import Design", "the metamodel is imported from 'archhock'", SLIP),
        ("from archook.metamodel import Design as D\nDesign = D", "is imported from 'archook.metamodel'", SLIP),
        ("from archhock import *", "the metamodel is imported from 'archhock'", SLIP),
        ("import archhock\nDesign = archhock.Design", "Design is imported from 'archhock'", SLIP),
        ("import archhock as a\nDesign = a.metamodel.Design", "Design is imported from 'archhock.metamodel'", SLIP),
        ("from archhook import Desing as Design", "archhook has no 'Desing'", "did you mean 'Design'?"),
        ("import archhook\nDesign = archhook.Desing", "archhook has no class 'Desing'", "did you mean 'Design'?"),
        (
            "from archhook import Design, validate_architectur",
            "archhook has no 'validate_architectur'",
            "did you mean 'validate_architecture'?",
        ),
    ],
)
def test_what_is_no_metamodel_is_not_taken_for_one(imports: str, message: str, fix: str) -> None:
    (breach,) = read(imports + NODE, imports=False).breaches
    assert breach.code == "LED001"
    assert message in breach.message
    assert breach.fix == fix
    assert breach.anchor[:3] in {("place", "architecture.py", line) for line in range(1, 4)}


def test_a_class_from_elsewhere_that_no_node_is_derived_from_is_nobodys_business() -> None:
    text = "from networkx import Node\nfrom celery import Task\nfrom archhook import Design" + NODE
    assert set(sound(text, imports=False)) == {"D-1"}
