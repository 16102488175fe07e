"""Ledgers of several modules, and where a ledger is looked for."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, read_package

from archhook.errors import ArchhookError
from archhook.ledger.source import ledger_modules


@pytest.mark.parametrize(
    ("paths", "configured", "modules"),
    [
        ([], "", ()),
        (["src/architecture.py"], "", ()),
        (["architecture.py", "src/a.py"], "", ("architecture.py",)),
        (["architecture/a.py"], "", ()),
        (
            ["architecture/z.py", "architecture/a.py", "architecture/__init__.py", "architecture/a.txt", "a.py"],
            "",
            ("architecture/__init__.py", "architecture/a.py", "architecture/z.py"),
        ),
        (
            ["architecture/__init__.py", "architecture/sub/x.py"],
            "",
            ("architecture/__init__.py", "architecture/sub/x.py"),
        ),
        (["docs/ledger.py", "architecture.py"], "docs/ledger.py", ("docs/ledger.py",)),
        (["docs/ledger.py"], "./docs/ledger.py", ("docs/ledger.py",)),
        (["docs/l/__init__.py", "docs/l/a.py"], "docs/l", ("docs/l/__init__.py", "docs/l/a.py")),
        (["docs/l/__init__.py", "docs/l/a.py"], "docs/l/", ("docs/l/__init__.py", "docs/l/a.py")),
        (["docs/l/__init__.py", "docs/l/a.py"], "docs/l/__init__.py", ("docs/l/__init__.py", "docs/l/a.py")),
        (["architecture.py"], "docs/ledger.py", ()),
        (["architecture.py", "architecture/__init__.py"], "architecture.py", ("architecture.py",)),
    ],
)
def test_the_modules_of_a_ledger(paths: list[str], configured: str, modules: tuple[str, ...]) -> None:
    assert ledger_modules(paths, configured) == modules


def test_two_ledgers_are_none() -> None:
    with pytest.raises(ArchhookError) as caught:
        ledger_modules(["architecture/__init__.py", "architecture.py"], "")
    assert "architecture.py" in caught.value.message
    assert "architecture/__init__.py" in caught.value.message
    assert caught.value.fix


INTENTS = "I\nclass Goal(Intent): '''[I-1] Goal.'''\nPATHS = ['a.py', 'b.py']\n_private = 1\n"
REQUIREMENT = "class Need(Requirement):\n    '''[R-1] Need.'''\n    derived_from = [{}]\n"

IMPORTED = [
    ("from architecture.intents import Goal", "Goal"),
    ("from .intents import Goal", "Goal"),
    ("from .intents import Goal as G", "G"),
    ("from . import intents", "intents.Goal"),
    ("from . import intents as i", "i.Goal"),
    ("from architecture import intents", "intents.Goal"),
    ("import architecture.intents", "architecture.intents.Goal"),
    ("import architecture.intents as i", "i.Goal"),
    ("import architecture", "architecture.Goal"),
    ("from .intents import *", "Goal"),
    ("from . import Goal", "Goal"),
    ("from .deep.inner import Goal", "Goal"),
    ("from .deep import inner", "inner.Goal"),
    ("import architecture.deep.inner as inner", "inner.Goal"),
]


@pytest.mark.parametrize(("line", "name"), IMPORTED)
def test_imports_between_modules(line: str, name: str) -> None:
    reading = read_package(
        {
            "architecture/__init__.py": "from .intents import Goal\nfrom . import requirements",
            "architecture/intents.py": INTENTS,
            "architecture/requirements.py": f"I\n{line}\n" + REQUIREMENT.format(name),
            "architecture/deep/inner.py": "from ..intents import Goal\n",
        }
    )
    assert reading.breaches == ()
    assert [(node.id, node.path) for node in reading.nodes] == [
        ("I-1", "architecture/intents.py"),
        ("R-1", "architecture/requirements.py"),
    ]
    assert reading.nodes[1].targets("derived_from") == ("I-1",)
    assert reading.lines == {"architecture/intents.py": {"Goal": 2}, "architecture/requirements.py": {"Need": 3}}


def test_modules_that_nobody_imports_belong_to_the_ledger() -> None:
    reading = read_package({"architecture/__init__.py": "", "architecture/intents.py": INTENTS})
    assert [node.id for node in reading.nodes] == ["I-1"]


def test_a_ledger_below_other_folders_goes_by_its_full_name_or_a_part_of_it() -> None:
    for name in ("tools.ledger.intents", "ledger.intents"):
        modules = {
            "tools/ledger/__init__.py": "",
            "tools/ledger/intents.py": INTENTS,
            "tools/ledger/more.py": f"I\nfrom {name} import Goal\n" + REQUIREMENT.format("Goal"),
        }
        reading = read_package(modules, "tools/ledger/__init__.py")
        assert [node.id for node in reading.nodes] == ["I-1", "R-1"]


def test_the_validation_in_a_main_module_of_the_package() -> None:
    reading = read_package(
        {
            "architecture/__init__.py": "from .intents import *",
            "architecture/intents.py": INTENTS + "class Other(Intent): '''[I-2] Other.'''\n",
            "architecture/__main__.py": "from architecture import Goal\n"
            "from archhook import validate_architecture as v\n"
            "if __name__ == '__main__':\n    v(intents=[Goal()])\n",
        }
    )
    assert [(node.id, node.in_force) for node in reading.nodes] == [("I-1", True), ("I-2", False)]


def test_one_id_space_and_duplicates_across_modules() -> None:
    reading = read_package(
        {
            "architecture/__init__.py": "from . import z, a",
            "architecture/z.py": "I\nclass Z(Intent): '''[I-1] Z.'''\n",
            "architecture/a.py": "I\nclass A(Intent): '''[I-1] A.'''\n",
        }
    )
    assert [(b.code, b.anchor) for b in reading.breaches] == [("LED002", ("place", "architecture/z.py", 2, 1))]
    assert [node.class_name for node in reading.nodes] == ["A"]


@pytest.mark.parametrize(
    ("line", "met"),
    [
        ("from .missing import X", "the ledger has no module 'missing'"),
        ("from architecture.intent import X", "the ledger has no module 'intent'"),
        ("import architecture.missing", "the ledger has no module 'missing'"),
        ("from .intents import Gaol", "defines no 'Gaol'"),
        ("from ... import x", "leads out of the ledger"),
    ],
)
def test_imports_that_lead_nowhere(line: str, met: str) -> None:
    reading = read_package({"architecture/__init__.py": line, "architecture/intents.py": INTENTS})
    assert codes(reading) == ["LED001"]
    assert met in reading.breaches[0].message
    assert reading.breaches[0].anchor == ("place", "architecture/__init__.py", 1, 1)


def test_modules_that_import_each_other() -> None:
    circle = {
        "architecture/__init__.py": "",
        "architecture/a.py": "I\nfrom architecture import b\n"
        "class A(Design):\n    '''[D-1] A.'''\n    requires = [b.B]\n",
        "architecture/b.py": "I\nimport architecture.a\nclass B(Design):\n    '''[D-2] B.'''\n    requires = ['D-1']\n",
    }
    assert [node.targets("requires") for node in read_package(circle).nodes] == [("D-2",), ("D-1",)]
    names = {**circle, "architecture/b.py": "I\nfrom architecture.a import A\nclass B(Design): '''[D-2] B.'''\n"}
    reading = read_package(names)
    assert codes(reading) == ["LED001"]
    assert "architecture/a.py imports this module, and has not defined A yet" in reading.breaches[0].message
    assert "as a string" in reading.breaches[0].fix


def test_names_of_a_starred_import() -> None:
    modules = {
        "architecture/__init__.py": "I\nfrom .a import *\nclass T(Task):\n    '''[T-1] T.'''\n    file_path = {}\n",
        "architecture/a.py": "I\n__all__ = ['_private']\n_private = 'p.py'\npublic = 'q.py'\n",
    }
    entry = modules["architecture/__init__.py"]
    reading = read_package({**modules, "architecture/__init__.py": entry.format("_private")})
    assert [node.file for node in reading.nodes] == ["p.py"]
    assert codes(read_package({**modules, "architecture/__init__.py": entry.format("public")})) == ["LED001"]


def test_a_pasted_metamodel_in_a_module_of_its_own() -> None:
    reading = read_package(
        {
            "architecture/__init__.py": "from .meta import *\nclass A(Intent):\n    '''[I-1] A.'''\n",
            "architecture/meta.py": "class Node: pass\nclass Intent(Node): pass\n",
        }
    )
    assert [node.id for node in reading.nodes] == ["I-1"]


def test_a_single_file_reads_nothing_beside_it() -> None:
    reading = read_package({"architecture.py": "I\nfrom constants import X\n" + INTENTS[2:]}, "architecture.py")
    assert reading.breaches == ()
    used = "I\nfrom constants import X\nclass A(Task):\n    '''[T-1] A.'''\n    file_path = X\n"
    reading = read_package({"architecture.py": used}, "architecture.py")
    assert "constants.X, which comes from outside the ledger" in reading.breaches[0].message
