"""What bounds the imports of a Design, in every form of a ledger: read, or said to be wrong."""

from __future__ import annotations

import pytest
from helpers.ledgers import codes, live, read, sound

from archhook.model.vocabulary import LIMITS

PASTED = """
class Node:
    def __init__(self, id_tag, name):
        self.id, self.name = id_tag, name
class Design(Node):
    def __init__(self, id_tag, name, satisfies, requires=None):
        super().__init__(id_tag, name)
        self.satisfies, self.requires = satisfies, requires or []
"""
FIELDS = """
    layer = "model"
    interface = ["Store", "./src//store.py:Store", "src/store/", "src/a.py", "src/../src/a.py"]
    packages = ("requests", "google.auth")
    exclusive_packages = {"sqlite3", "dbm"}
    symbols = "files"
    visible_to = [B]
    forbids = ["D-2"]
"""
CONSTRUCTED = """
    def __init__(self):
        super().__init__(
            "D-1", "One", layer="model", visible_to=[B], forbids=["D-2"], packages=["requests", "google.auth"],
            interface=["Store", "src/store.py:Store", "src/store/", "src/a.py"], exclusive_packages=["dbm", "sqlite3"],
            symbols="files")
"""
B = "class B(Design):\n    '''[D-2] Two.'''\n    adopted = False\n"
READ = {
    "layer": ["model"],
    "interface": ["Store", "src/store.py:Store", "src/store/", "src/a.py"],
    "packages": ["requests", "google.auth"],
    "exclusive_packages": ["dbm", "sqlite3"],
    "symbols": ["files"],
}


@pytest.mark.parametrize(
    ("text", "imports"),
    [
        (f"{B}class A(Design):\n    '''[D-1] One.'''{FIELDS}", True),
        (f"{B}class A(Design):{CONSTRUCTED}", True),
        (f"{PASTED}{B}class A(Design):{FIELDS}    def __init__(self): super().__init__('D-1', 'One', [])\n", False),
        (f"{B}class Model(Design):{FIELDS}class A(Model): '''[D-1] One.'''\n", True),
    ],
)
def test_every_form_says_the_same_to_both_readers(text: str, imports: bool) -> None:
    for reading in (read(text, imports=imports), live(text, imports=imports)):
        assert reading.breaches == ()
        (node,) = (one for one in reading.nodes if one.id == "D-1")
        assert {field: [one.name for one in names] for field, names in node.declares} == READ
        assert (node.targets("visible_to"), node.targets("forbids")) == (("D-2",), ("D-2",))


def test_what_is_empty_is_kept_and_what_is_unset_is_not() -> None:
    text = "class A(Design):\n    '''[D-1] A.'''\n    {}\n"
    fields = ("interface", "packages", "exclusive_packages", "visible_to", "forbids")
    empty = text.format("; ".join(f"{field} = []" for field in fields))
    arguments = ", ".join(f"{field}=[]" for field in fields)
    given = f"class A(Design):\n    def __init__(self): super().__init__('D-1', 'A', {arguments})\n"
    for reading in (read(empty), live(empty), read(given), live(given)):
        (node,) = reading.nodes
        assert node.declares == (("interface", ()), ("packages", ()), ("exclusive_packages", ()))
        assert node.links == (("visible_to", ()),)
    unset = text.format("; ".join(f"{field} = None" for field in (*fields, "layer", "symbols")))
    for reading in (read(unset), live(unset)):
        (node,) = reading.nodes
        assert (node.declares, node.links) == ((), ())
        assert [node.stated(field) for field in LIMITS] == [None] * 5


def test_every_string_has_its_place() -> None:
    text = "class A(Design):\n    '''[D-1] A.'''\n    layer = 'top'\n    interface = ['b',\n      './a/../c.py']\n"
    node = sound(text)["D-1"]
    places = {one.name: (one.spot.line, one.spot.column) for _, names in node.declares for one in names}
    assert places == {"top": (2, 13), "b": (3, 18), "c.py": (4, 7)}


WRONG = [
    ("layer = ['top']", "layer", "`layer` takes a string, not a list"),
    ("layer = 5", "layer", "`layer` takes a string, not a number"),
    ("layer = ' '", "layer", "`layer` is empty"),
    ("symbols = ['files']", "symbols", "`symbols` takes a string, not a list"),
    ("symbols = 'modul'", "symbols", "`symbols` is none of 'files', 'public', 'module', 'all'"),
    ("symbols = ''", "symbols", "`symbols` is empty"),
    ("interface = 'Store'", "interface", "`interface` takes a list of strings, not a string"),
    ("interface = [Other]", "interface", "`interface` takes strings alone, not the class Other"),
    ("interface = ['']", "interface", "`interface` holds an empty name"),
    ("packages = 'requests'", "packages", "`packages` takes a list of strings, not a string"),
    ("packages = [1]", "packages", "`packages` takes strings alone, not a number"),
    ("exclusive_packages = ['']", "exclusive_packages", "`exclusive_packages` holds an empty name"),
    ("packages = ['scikit-learn']", "packages", "`packages` holds 'scikit-learn', which is no name that code imports"),
    ("packages = ['.models']", "packages", "`packages` holds '.models', which is no name that code imports"),
    ("exclusive_packages = ['a b']", "exclusive_packages",
     "`exclusive_packages` holds 'a b', which is no name that code imports"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "field", "message"), WRONG)
def test_what_is_malformed_is_said_at_its_place_and_left_out(line: str, field: str, message: str) -> None:
    text = f"class Other(Design): '''[D-2] Other.'''\nclass A(Design):\n    '''[D-1] A.'''\n    {line}\n"
    for reading in (read(text), live(text)):
        (breach,) = reading.breaches
        assert (breach.code, breach.node, breach.symbol) == ("LED004", "D-1", field)
        assert breach.message == f"D-1: {message}"
        assert breach.fix
        node = next(one for one in reading.nodes if one.id == "D-1")
        assert node.stated(field) in (None, ())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("scikit-learn", "sklearn"),
        ("Scikit-Learn>=1.5", "sklearn"),
        ("python-dateutil", "dateutil"),
        ("google-auth", "google.auth"),
        ("my-own-thing", "my_own_thing"),
        ("requests>=2", "requests"),
        ("requests[socks]", "requests"),
        ("..", ""),
        ("3to2", ""),
    ],
)
def test_the_import_name_of_a_distribution_is_proposed(written: str, meant: str) -> None:
    (breach,) = read(f"class A(Design):\n    '''[D-1] A.'''\n    packages = ['six', '{written}']\n").breaches
    said = "names are meant as import statements have them (`sklearn`), not those of distributions"
    assert breach.fix == (f"did you mean '{meant}'? {said.capitalize()}" if meant else said)


@pytest.mark.parametrize(
    ("line", "near"),
    [("forbid = ['D-2']", "forbids"), ("package = ['x']", "packages"), ("layers = 'x'", "layer"),
     ("visibleto = []", "visible_to")],
)  # fmt: skip
def test_a_misspelt_field_is_told_from_its_neighbours(line: str, near: str) -> None:
    (breach,) = read(f"class A(Design):\n    '''[D-1] A.'''\n    {line}\n").breaches
    assert (breach.code, breach.fix) == ("LED004", f"did you mean '{near}'?")


@pytest.mark.parametrize("field", ["forbids", "visible_to"])
def test_a_wall_against_nothing_is_an_unknown_reference(field: str) -> None:
    text = f"class Store(Design): '''[D-12] Store.'''\nclass A(Design):\n    '''[D-300] A.'''\n    {field} = [{{}}]\n"
    for value, fix in (("'D-21'", 'did you mean "D-12"?'), ("Stor", "did you mean 'Store'?")):
        reading = read(text.format(value))
        (breach,) = reading.breaches
        assert (breach.code, breach.node, breach.fix) == ("LED003", "D-300", fix)
        assert f"in `{field}`, which " in breach.message
        assert breach.anchor == ("place", "architecture.py", 5, len(f"    {field} = [") + 1)
    (breach,) = read(text.format("'D-7'")).breaches
    assert breach.fix == "declare that design, or remove the reference"


def test_a_pasted_metamodel_keeps_the_fields_out_of_its_constructor() -> None:
    metamodel = PASTED.replace("requires=None", "requires=None, layer=None")
    reading = read(metamodel + "class A(Design):\n    '''[D-1] A.'''\n    adopted = False\n", imports=False)
    assert codes(reading) == ["LED004"]
    assert "`layer = ...` as a class attribute" in reading.breaches[0].fix


def test_other_kinds_have_none_of_them() -> None:
    (breach,) = read("class A(Intent):\n    '''[I-1] A.'''\n    layer = 'top'\n").breaches
    assert breach.message == "I-1: there is no field 'layer'"
