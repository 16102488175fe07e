import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archhook.check.evaluate import FILE_LAWS
from archhook.inventory.python_file import inventory
from archhook.laws.code_symbols import settled
from archhook.laws.law import FIELD_OF
from archhook.model.config import Config

A = "src/a.py"
CODE = "LIMIT = 1\n__all__ = []\n\n\nclass Box:\n    def put(self): ...\n\n\ndef run(): ...\n"
SAME = f"T-1 file={A} classes=Box functions=run globals=LIMIT"
NAMES = ("Box", "Bag", "Box.put", "put", "run", "LIMIT", "_own")
LINES = (
    "LIMIT = 1",
    "_own = 2",
    "class Box:\n  def put(self): ...",
    "class Bag: ...",
    "def run(): ...",
    "def Box(): ...",
)


@pytest.mark.parametrize(
    ("ledger", "content", "symbols", "expected"),
    [
        (SAME, CODE, "module", True),
        (SAME, CODE, "public", True),
        (SAME.replace("run", "run,Box.put"), CODE, "all", True),
        (SAME + " planned", CODE, "module", False),  # that the plan is finished is for a law to say
        (SAME.replace("run", "run,__init__"), CODE + "def __init__(): ...\n", "module", True),
        (f"T-1 file={A}", "", "module", True),
        (SAME, CODE, "all", False),
        (SAME.replace("run", "run,put"), CODE, "module", False),  # by its bare name: that is for the law to look up
        (SAME.replace("LIMIT", "LIMIT,MORE"), CODE, "module", False),
        (SAME, CODE + "MORE = 1\n", "module", False),
        (SAME, CODE + "_more = 1\n", "public", False),  # nothing is wrong, but the law is asked
        (SAME.replace("classes=Box", "functions=Box"), CODE, "module", False),
        (SAME, "def (", "module", False),
        (SAME, "120000", "module", False),
        (SAME, ("test", CODE), "module", False),
        (SAME, ("other", CODE), "module", False),
        (SAME + f"\nT-2 file={A}", CODE, "module", False),
        (SAME + f"\nUT-1 file={A} test_functions=*", CODE, "module", False),
        ("!" + SAME, CODE, "module", False),
        ("D-1", CODE, "module", False),
    ],
)
def test_whether_a_file_and_its_task_say_the_same(facts, ledger, content, symbols, expected):
    found = facts(ledger, {A: content}, Config(symbols=symbols))
    assert settled(found, A) is expected


def test_a_file_that_is_not_there_is_not_settled(facts):
    assert not settled(facts(SAME), A)


def declaring(names):
    """Fields of a Task: each name in one of them."""
    fields = {}
    for name, field in names:
        fields.setdefault(field, []).append(name)
    return "".join(f" {field}={','.join(declared)}" for field, declared in fields.items())


FIELDS = ("classes", "functions", "globals")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.sampled_from(LINES), unique=True),
    dropped=st.none() | st.integers(0, 5),
    added=st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(FIELDS)), max_size=2),
    symbols=st.sampled_from(("module", "public", "all")),
    role=st.sampled_from(("governed", "governed", "test")),
    second=st.booleans(),
)
def test_no_law_of_files_says_anything_of_what_is_settled(facts, lines, dropped, added, symbols, role, second):
    """Of files whose Tasks declare nearly what they hold."""
    code = "\n".join(lines)
    held = [(one.name, FIELD_OF[one.kind]) for one in inventory(code.encode()).symbols if "." not in one.name]
    if dropped is not None:
        del held[dropped : dropped + 1]
    ledger = f"T-1 file={A}{declaring([*held, *added])}" + (f"\nT-2 file={A}{declaring(held[:1])}" if second else "")
    found = facts(ledger, {A: (role, code)}, Config(symbols=symbols))
    if settled(found, A):
        assert [breach for law in FILE_LAWS for breach in law.check(found, A)] == []
