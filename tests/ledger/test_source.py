"""The forms of a node, and what each field is read as."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers.ledgers import codes, read, sound

from archhook.ledger.source import read_ledger
from archhook.model.nodes import Waiver

MISSION = Path(__file__).parent.parent.parent / "fixtures" / "mission" / "architecture.py"


def test_the_missions_listing_is_read_to_its_meaning() -> None:
    reading = read_ledger({"architecture.py": MISSION.read_bytes()}, "architecture.py")
    nodes = {node.id: node for node in reading.nodes}
    assert reading.breaches == ()
    assert list(nodes) == ["I-1", "I-2", "R-1", "R-3", "D-1", "D-2", "D-4", "T-1", "T-2", "UAT-1", "IT-1", "UT-1"]
    assert [node.id for node in reading.nodes if not node.in_force] == ["D-4"]
    assert nodes["I-1"].name == "User data must never be exposed to third parties"  # from its docstring
    assert nodes["R-1"].name == "DB Encryption"  # from its constructor
    assert nodes["R-1"].targets("derived_from") == ("I-1",)
    assert nodes["D-2"].targets("conflicts_with") == ("D-4",)
    assert dict(nodes["D-1"].figures)["measured"] == (
        ("cpu_cores", 1.8),
        ("latency_p99_ms", 12.0),
        ("memory_mb", 1800.0),
        ("memory_peak_mb", 2100.0),
        ("connections_max", 850.0),
        ("encryption_overhead_ms", 3.0),
    )
    assert [name for name, _ in nodes["D-2"].figures] == ["estimated"]
    assert nodes["T-1"].file == "src/cache/redis_client.py"
    assert [one.name for one in nodes["T-1"].declared("globals")] == ["DEFAULT_POOL_SIZE", "MAX_RETRIES"]
    assert nodes["UAT-1"].level == "acceptance"
    assert nodes["UAT-1"].targets("verifies") == ("I-2",)


DECLARATIVE = '''
class Safe(Intent):
    """[I-1] Data is safe."""

class Encrypted(Requirement):
    """[R-1] All volumes are encrypted. With AES.

    Why: because.
    """
    derived_from = [Safe]

class Kms(Design):
    """[D-1] Keys are managed"""
    satisfies = [Encrypted]
    requires = ["D-2"]

class Vault(Design):
    """[D-2] A vault!"""
    conflicts_with = [Kms]
    estimated = ResourceConstraints(memory_mb=512, cpu_cores=0)
    adopted = False

class WriteKms(Task):
    """[T-1] Write it."""
    implements = Kms
    file_path = "./src//kms.py"
    classes = ("Key",)
    functions = ["rotate", "rotate", "read"]
    globals = {"B", "A"}
    waives = {"TST505": "later", "INV403": "moved"}
    planned = True

class KmsWorks(UnitTest):
    """[UT-1] Keys rotate."""
    verifies = "[D-01]"
    test_file = "tests/test_kms.py"
    test_functions = "*"
'''


def test_the_declarative_form() -> None:
    nodes = sound(DECLARATIVE)
    assert (nodes["R-1"].name, nodes["R-1"].doc) == (
        "All volumes are encrypted",
        "[R-1] All volumes are encrypted. With AES.\n\nWhy: because.",
    )
    assert nodes["D-1"].name == "Keys are managed"
    assert nodes["D-2"].name == "A vault!"
    assert (nodes["D-1"].targets("satisfies"), nodes["D-1"].targets("requires")) == (("R-1",), ("D-2",))
    assert (nodes["D-2"].adopted, nodes["D-2"].in_force, nodes["D-1"].in_force) == (False, False, True)
    assert nodes["D-2"].figures == (("estimated", (("cpu_cores", 0.0), ("memory_mb", 512.0))),)
    task = nodes["T-1"]
    assert (task.file, task.planned, task.class_name, task.path) == (
        "src/kms.py",
        True,
        "WriteKms",
        "architecture.py",
    )
    assert [(field, [one.name for one in names]) for field, names in task.declares] == [
        ("classes", ["Key"]),
        ("functions", ["rotate", "read"]),
        ("globals", ["A", "B"]),
    ]
    assert [waiver[:2] for waiver in task.waives] == [("INV403", "moved"), ("TST505", "later")]
    assert isinstance(task.waives[0], Waiver)
    assert nodes["UT-1"].targets("verifies") == ("D-1",)
    assert [one.name for one in nodes["UT-1"].declared("test_functions")] == ["*"]


CONSTRUCTED = '''
class Safe(Intent):
    def __init__(self):
        super().__init__("[I-1]", "Data is safe")

class Encrypted(Requirement):
    """[R-1] Volumes."""
    def __init__(self):
        super().__init__("R-1", name="Encryption", derived_from=[Safe], budget=ResourceConstraints(iops=5))

class Kms(Design):
    """Has no id here."""
    def __init__(self):
        files = 3
        super().__init__("D-1", "Keys", [Encrypted], [], None, ResourceConstraints(memory_mb=2 * files), adopted=True)
        self.conflicts_with = ["D-2"]

class Vault(Design):
    def __init__(self):
        Design.__init__(self, "D-2", "Vault", satisfies=[Encrypted])

class WriteKms(Task):
    def __init__(self):
        super(WriteKms, self).__init__("T-1", "Write", Kms, "src/kms.py", ["Key"], functions=["f"], planned=True)
'''


def test_the_constructors_form_with_positional_and_named_arguments() -> None:
    nodes = sound(CONSTRUCTED)
    assert [(node.id, node.name) for node in nodes.values()] == [
        ("I-1", "Data is safe"),
        ("R-1", "Encryption"),
        ("D-1", "Keys"),
        ("D-2", "Vault"),
        ("T-1", "Write"),
    ]
    assert nodes["R-1"].figures == (("budget", (("iops", 5.0),)),)
    assert nodes["D-1"].figures == (("estimated", (("memory_mb", 6.0),)),)
    assert nodes["D-1"].targets("conflicts_with") == ("D-2",)
    assert nodes["T-1"].planned
    assert [one.name for one in nodes["T-1"].declared("classes")] == ["Key"]


@pytest.mark.parametrize(
    "body",
    [
        "    verifies = 'D-1'\n    test_file = 'tests/a.py'\n    test_functions = '*'\n    planned = True\n",
        "    def __init__(self): super().__init__('UT-1', 'A', 'D-1', 'tests/a.py', '*', planned=True)\n",
        "    planned = True\n    def __init__(self): super().__init__('UT-1', 'A', 'D-1', 'tests/a.py', '*')\n",
    ],
)
def test_a_test_is_planned_in_every_form(body: str) -> None:
    nodes = sound(f"class D(Design): '''[D-1] D.'''\nclass A(UnitTest):\n    '''[UT-1] A.'''\n{body}")
    assert (nodes["UT-1"].planned, nodes["UT-1"].file) == (True, "tests/a.py")


def test_bases_of_the_users_own_are_no_nodes_and_forward() -> None:
    nodes = sound(
        '''
class Kms(Design):
    """[D-1] Keys."""

class Paths:
    ROOT = "src/"

class PyTask(Task):
    """A task in Python, of the Kms."""
    implements = Kms
    def __init__(self, number, name, file, *symbols, planned=False, **more):
        super().__init__(f"T-{number}", name, file_path=Paths.ROOT + file, functions=list(symbols),
            planned=planned, **more)

class A(PyTask):
    def __init__(self):
        super().__init__(1, "A", "a.py", "f", "g", classes=["C"])

class B(PyTask):
    def __init__(self):
        super().__init__(number=2, name="B", file="b.py", planned=True)
'''
    )
    assert list(nodes) == ["D-1", "T-1", "T-2"]
    assert (nodes["T-1"].file, nodes["T-2"].file, nodes["T-2"].planned) == ("src/a.py", "src/b.py", True)
    assert [one.name for one in nodes["T-1"].declared("functions")] == ["f", "g"]
    assert nodes["T-2"].targets("implements") == ("D-1",)


def test_attributes_come_along_the_bases_in_pythons_order() -> None:
    nodes = sound(
        '''
class Later:
    planned = True

class Base(Task):
    planned = False
    file_path = "a.py"

class A(Later, Base):
    """[T-1] A."""

class B(Base, Later):
    """[T-2] B."""
'''
    )
    assert [(node.id, node.planned, node.file) for node in nodes.values()] == [
        ("T-1", True, "a.py"),
        ("T-2", False, "a.py"),
    ]


@pytest.mark.parametrize(
    ("constructor", "after", "figures"),
    [
        ("", "", ()),
        ("", "A.measured = ResourceConstraints(iops=1)", (("measured", (("iops", 1.0),)),)),
        ("", "A.measured = None", ()),
        ("measured=ResourceConstraints(iops=2)", "A.measured = ResourceConstraints(iops=1)",
         (("measured", (("iops", 2.0),)),)),
        ("measured=ResourceConstraints()", "A.measured = ResourceConstraints(iops=1)",
         (("measured", (("iops", 1.0),)),)),
        ("", "A.estimated = ResourceConstraints(1, cpu_percent=0)",
         (("estimated", (("cpu_cores", 1.0), ("cpu_percent", 0.0))),)),
        ("", "import sys\nX = ResourceConstraints(iops=1)\nA.measured = X", (("measured", (("iops", 1.0),)),)),
    ],
)  # fmt: skip
def test_figures_of_the_constructor_go_before_those_of_the_class(
    constructor: str, after: str, figures: tuple[object, ...]
) -> None:
    ledger = (
        f'class A(Design):\n    def __init__(self):\n        super().__init__("D-1", "A", [], {constructor})\n{after}\n'
    )
    assert sound(ledger)["D-1"].figures == figures


def test_nested_and_conditional_and_repeated_classes_are_nodes() -> None:
    reading = read(
        '''
class Group:
    class Inner(Intent):
        """[I-1] Inner."""

if True:
    class A(Intent):
        """[I-2] A."""
else:
    class A(Intent):
        """[I-9] Never."""

class A(Intent):
    """[I-3] The name again."""

for number in range(2):
    class Looped(Intent):
        id = f"I-{number + 10}"
        name = f"Number {number}"
'''
    )
    assert reading.breaches == ()
    assert [(node.id, node.class_name) for node in reading.nodes] == [
        ("I-1", "Group.Inner"),
        ("I-2", "A"),
        ("I-3", "A (2)"),
        ("I-10", "Looped"),
        ("I-11", "Looped (2)"),
    ]
    assert reading.lines == {"architecture.py": {"Group.Inner": 4, "A": 8, "A (2)": 14, "Looped": 18, "Looped (2)": 18}}


def test_an_empty_ledger_has_no_nodes_and_no_breaches() -> None:
    for text in ("", "\n", "# nothing", '"""Only words."""'):
        assert read(text, imports=False)[:1] == ((),)
        assert codes(read(text, imports=False)) == []


def test_ids_sort_by_kind_then_prefix_then_number() -> None:
    text = "".join(
        f"class A{at}({base}):\n    '''[{node_id}] A.'''\n    {more}\n"
        for at, (base, node_id, more) in enumerate(
            [
                ("UnitTest", "UT-1", "verifies = 'D-2'; test_file = 'test_a.py'; test_functions = '*'"),
                ("Task", "T-2", "file_path = 'a.py'"),
                ("Design", "D-10", ""),
                ("Design", "D-2", ""),
                ("Design", "AUTH-D-1", ""),
                ("Requirement", "R-1.10", ""),
                ("Requirement", "R-1.9", ""),
                ("Intent", "I-1", ""),
            ]
        )
    )
    assert list(sound(text)) == ["I-1", "R-1.9", "R-1.10", "D-2", "D-10", "AUTH-D-1", "T-2", "UT-1"]
