"""For each wrong strategy the smallest change that finds it out: one that concerns what the strategy forgets."""

from __future__ import annotations

from differential.edits import CODE, LEDGER, SETTINGS, START, TESTS, Case, append, drop, link, put, swap
from differential.wrong_folder_changes import FOLDER_CASES
from differential.wrong_import_changes import IMPORT_CASES
from differential.wrong_plans import PLAN_CASES

from archhook.snapshot.git_objects import blob_id

STRAY = "def stray(): pass\n"
UNIT = f'''

class Judge(UnitTest):
    """[UT-1] Part 1 alone."""

    verifies = Design1
    test_file = "{TESTS}"
    test_functions = ["test_work"]
'''
TESTED = "def test_work(): pass\n"
HELD = TESTED.replace("pass", "print()")
MEASURED = "measured.toml"
FIGURE = f"""\
version = 1

[D-1.memory_mb]
value = {{value}}
unit = "MB"
source = "made up"
machine = "ci"
date = 2026-01-31T12:00:00Z
samples = 3
[D-1.memory_mb.files]
"{CODE}" = "{blob_id("sha1", START[CODE].encode())}"
"""
MORE = '''

class Design3(Design):
    """[D-3] Part 3 keeps the promise, too."""

    satisfies = [Promise]
'''
LISTS = """

validate_architecture(
    [Goal()], [Promise()], [Design1(), Design2()], [Task1(), Task2()], []
)
"""

NAMES = 'functions = ["work1"]'
MISSING = swap(LEDGER, NAMES, 'functions = ["gone", "work1"]')
"""Task 1 declares what is not there."""
LAYERS = put(SETTINGS, 'layers = ["top", "base"]\n' + START[SETTINGS])
UNTESTED = swap(SETTINGS, 'TST505 = "off"\n', "")
"""Each Design is to have a unit test."""

OTHERS = IMPORT_CASES | FOLDER_CASES | PLAN_CASES
CASES: dict[str, Case] = OTHERS | {
    "named-files-only": Case((), (drop(CODE),)),
    "named-files-and-deletions": Case((), (MISSING,)),
    "docstrings-unread": Case((), (swap(LEDGER, "[D-1] ", "[D-1] PLACEHOLDER: "),)),
    "deletions-ignored": Case((), (drop(CODE),)),
    "base-by-head": Case((put(CODE, STRAY),), (put(CODE, START[CODE]),)),
    "memo-by-blob": Case((), (put("src/two.py", STRAY),), between=(put("src/one.py", STRAY),)),
    "memo-by-path-and-blob": Case(
        (), (swap(LEDGER, NAMES, 'functions = ["stray", "work1"]'),), between=(append(CODE, f"{STRAY}LIMIT = 1\n"),)
    ),
    "positions-kept-with-breaches": Case((append(CODE, STRAY),), (put(CODE, f"# moved\n{START[CODE]}{STRAY}"),)),
    "ledger-positions-kept": Case((MISSING,), (swap(LEDGER, "class Goal", "# moved\nclass Goal"),)),
    "graph-not-invalidated": Case((), (swap(LEDGER, "requires = []", 'requires = ["D-2"]'),)),
    "neighbours-ignored": Case(
        (append(LEDGER, LISTS), swap(LEDGER, "import Design", "import validate_architecture, Design")),
        (swap(LEDGER, "[Design1(), Design2()]", "[Design1()]"),),
    ),
    "verified-node-ignored": Case(
        (UNTESTED, put(TESTS, HELD), append(LEDGER, UNIT)),
        (swap(LEDGER, "verifies = Design1", "verifies = Design2"),),
    ),
    "wide-units-not-rechecked": Case(
        (swap(LEDGER, 'requires = ["D-1"]', 'requires = ["D-1"]\n    conflicts_with = ["D-1"]'),),
        (append(LEDGER, MORE),),
    ),
    "chains-of-the-old-ledger": Case(
        (),
        (swap(LEDGER, "[Goal]", '[Goal, "I-2"]'), append(LEDGER, '\n\nclass More(Intent):\n    """[I-2] More."""\n')),
    ),
    "files-of-edited-tasks-ignored": Case((), (swap(LEDGER, NAMES, "functions = []"),)),
    "declarers-not-moved": Case(
        (put("src/other.py", START[CODE]),), (swap(LEDGER, f'file_path = "{CODE}"', 'file_path = "src/other.py"'),)
    ),
    "waivers-of-the-old-ledger": Case(
        (MISSING,),
        (swap(LEDGER, '    functions = ["gone"', '    waives = {"INV403": "soon"}\n    functions = ["gone"'),),
    ),
    "designs-as-loose-as-they-were": Case(
        (), (append(LEDGER, '\n\nclass Old(Design):\n    """[D-9] As it was."""\n\n    adopted = False\n'),)
    ),
    "configuration-not-in-the-key": Case((MISSING,), (append(SETTINGS, 'INV403 = "off"\n'),)),
    "files-of-pytest-not-looked-for": Case(
        (put(TESTS, TESTED),), (put("pytest.ini", "[pytest]\npython_functions = check_*\n"),)
    ),
    "testpaths-lead-where-they-led": Case(
        (put(TESTS, TESTED), put("pytest.ini", "[pytest]\ntestpaths = spec\n")), (put("spec/test_spec.py", TESTED),)
    ),
    "cut-off-without-marks": Case((put(TESTS, HELD),), (put(TESTS, f"import pytest\n\n\n@pytest.fixture\n{HELD}"),)),
    "cut-off-without-what-tests-hold": Case((put(TESTS, HELD), append(LEDGER, UNIT)), (put(TESTS, TESTED),)),
    "hollow-tests-by-their-file": Case(
        (put(TESTS, TESTED), append(LEDGER, UNIT)), (swap(LEDGER, "[UT-1] Part", "[UT-2] Part"),)
    ),
    "version-not-in-the-key": Case((), (), later=True),
    "cut-off-without-bases": Case(
        (put(TESTS, "import unittest\n\n\nclass Work(unittest.TestCase):\n    def test_work(self): pass\n"),),
        (swap(TESTS, "(unittest.TestCase)", ""),),
    ),
    "cut-off-without-errors": Case((put(CODE, "def (\n"),), (put(CODE, "x = (\n"),)),
    "roles-of-the-old-path": Case((), (link(CODE, "work2.py"),)),
    "ignores-with-symbols-only": Case(
        (append(CODE, STRAY),), (swap(CODE, STRAY, "def stray(): pass  # archhook: ignore[INV407] soon\n"),)
    ),
    "ignores-of-the-ledger-where-they-were": Case(
        (swap(LEDGER, NAMES, 'functions = ["gone", "work1"]  # archhook: ignore[INV403] soon'),),
        (swap(LEDGER, "Part 1.", "Part 1.\n\n    It is longer now."),),
    ),
    "baseline-as-it-was": Case(
        (MISSING, put("archhook-baseline.txt", f"INV403 T-1 {CODE} gone\n")), (put("archhook-baseline.txt", ""),)
    ),
    "figures-of-the-node-alone": Case(
        (), (swap(LEDGER, "requires = []", "requires = []\n    estimated = ResourceConstraints(memory_mb=101)"),)
    ),
    "measurements-ignored": Case((put(MEASURED, FIGURE.format(value=1)),), (put(MEASURED, FIGURE.format(value=101)),)),
    "layer-of-the-changed-design-alone": Case(
        (LAYERS, swap(LEDGER, 'requires = ["D-1"]', 'requires = ["D-1"]\n    layer = "base"')),
        (swap(LEDGER, "requires = []", 'requires = []\n    layer = "top"'),),
    ),
    "unknown-layers-spliced": Case((LAYERS,), (swap(LEDGER, "requires = []", 'requires = []\n    layer = "topp"'),)),
    "visible-to-nobody-is-unset": Case((), (swap(LEDGER, "requires = []", "requires = []\n    visible_to = []"),)),
    "stale-where-measured-alone": Case((put(MEASURED, FIGURE.format(value=1)),), (append(CODE, "# other content\n"),)),
}
