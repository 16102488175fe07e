"""For each wrong strategy about folders the smallest change that finds it out."""

from __future__ import annotations

from differential.edits import CODE, LEDGER, SETTINGS, START, Case, append, drop, put, swap

from archhook.snapshot.git_objects import blob_id

FILES = put(SETTINGS, 'symbols = "files"\n' + START[SETTINGS])
FOLDER = '''

class Task3(Task):
    """[T-3] What lies below a folder."""

    implements = "D-1"
    file_path = "{}"
'''
OTHER = FOLDER.replace("T-3", "T-4").replace("Task3", "Task4").replace("D-1", "D-2")
"""The second Design requires the first."""
CHECKED = '''

class Test1(UnitTest):
    """[UT-1] What is tried there."""

    verifies = "D-1"
    test_file = "tests/"
    test_functions = {}
'''
A = "def a(): pass\n"
BELOW = (FILES, append(LEDGER, FOLDER.format("src/pkg/")), put("src/pkg/a.py", A))
"""A Task of a folder with a file."""
USED = append("src/pkg/a.py", "import work2\n")
"""It imports what its Design does not require."""
OUTSIDE = put("src/extra.py", "")
"""A file that nobody declares: the verdict has something to tell."""
DESIGN = "satisfies = [Promise]\n    requires = []\n"
FINE = (LEDGER, DESIGN, f'{DESIGN}    symbols = "module"\n')
MEASURED = f"""\
version = 1

[D-1.memory_mb]
value = 3
unit = "MB"
source = "made up"
machine = "ci"
date = 2026-01-31T12:00:00Z
samples = 3
[D-1.memory_mb.files]
"{CODE}" = "{blob_id("sha1", START[CODE].encode())}"
"src/pkg/a.py" = "{blob_id("sha1", A.encode())}"
"""
SHORTER = FOLDER.format("src/pkg/")
CALL = """

validate_architecture([Goal()], [Promise()], [Design1(), Design2()], [Task1(), Task2(), Task3()], [])
"""

FOLDER_CASES: dict[str, Case] = {
    "folders-of-new-files-forgotten": Case(BELOW, (put("src/pkg/b.py", ""),)),
    "gone-files-stay-below-their-folder": Case(
        (*BELOW, put("src/pkg/b.py", "def (:"), put("src/pkg/tests/b.py", "")), (drop("src/pkg/b.py"),)
    ),
    "folders-do-not-take-over": Case(
        (*BELOW, append(LEDGER, OTHER.format("src/pkg/a.py"))), (swap(LEDGER, OTHER.format("src/pkg/a.py"), ""),)
    ),
    "folders-hold-what-others-name": Case(
        (*BELOW, USED, swap(LEDGER, SHORTER, SHORTER.replace("D-1", "D-2"))),
        (append(LEDGER, OTHER.format("src/pkg/a.py").replace("D-2", "D-1")),),
    ),
    "folders-leave-force-with-their-files": Case(
        (*BELOW, swap(LEDGER, "import Design", "import validate_architecture, Design"), append(LEDGER, CALL)),
        (swap(LEDGER, "Task2(), Task3()", "Task2()"), swap(LEDGER, '"src/pkg/"', '"src/pkg/a.py"')),
    ),
    "files-below-a-moved-folder-stay": Case(BELOW, (swap(LEDGER, "src/pkg/", "src/gone/"),)),
    "files-below-folders-not-rechecked": Case(BELOW, (swap(LEDGER, SHORTER, ""),)),
    "designs-below-folders-not-turned": Case(
        (*BELOW, USED, append(LEDGER, OTHER.format("src/other.py")), put("src/other.py", "")),
        (swap(LEDGER, SHORTER, SHORTER.replace("D-1", "D-2")),),
    ),
    "empty-folders-not-rechecked": Case((*BELOW, OUTSIDE), (drop("src/pkg/a.py"),)),
    "roles-below-folders-not-counted": Case((*BELOW, put("src/pkg/test_a.py", "")), (drop("src/pkg/a.py"),)),
    "details-of-designs-not-rechecked": Case((FILES, append(CODE, "def more(): pass\n")), (swap(*FINE),)),
    "details-without-force": Case(
        (
            FILES,
            append(CODE, "def more(): pass\n"),
            swap(*FINE),
            swap(LEDGER, DESIGN, f"{DESIGN}    adopted = False\n"),
        ),
        (swap(LEDGER, "    adopted = False\n", ""),),
    ),
    "names-below-folders-not-re-read": Case(
        (FILES, append(LEDGER, CHECKED.format('"*"')), put("tests/test_it.py", "def test_it(): assert it()\n")),
        (swap(LEDGER, 'test_functions = "*"', "test_functions = []"),),
    ),
    "coarse-folders-spliced": Case(BELOW, (swap(*FINE),)),
    "figures-of-folders-not-stale": Case(
        (*BELOW, put("measured.toml", MEASURED)), (append("src/pkg/a.py", "A = 1\n"),)
    ),
    "interfaces-of-folders-not-rechecked": Case(
        (*BELOW, swap(LEDGER, DESIGN, f'{DESIGN}    interface = ["src/pkg/deep/__init__.py"]\n')),
        (put("src/pkg/deep/__init__.py", ""),),
    ),
}
