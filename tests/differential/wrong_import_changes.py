"""For each wrong strategy about imports the smallest change that finds it out."""

from __future__ import annotations

from differential.edits import CODE, LEDGER, SETTINGS, TESTS, Case, append, drop, put, swap

OTHER, PACKAGE = "src/work2.py", "src/pkg/__init__.py"
WORK2 = "def work2(): pass\n"
SECOND = '''

class Task3(Task):
    """[T-3] Work 3."""

    implements = "D-2"
    file_path = "{}"
'''
"""The second Design, which the first does not require, has one more file."""
FIRST = SECOND.replace('"D-2"', '"D-1"').replace("3", "4")
THIRD = '''

class Design3(Design):
    """[D-3] Part 3 keeps the promise, too."""

    satisfies = [Promise]
'''
SHARED = '''

class Task4(Task):
    """[T-4] What the first work has beside."""

    implements = "D-2"
    file_path = "src/work1.py"
    functions = ["more"]
'''
ROOTS = swap(SETTINGS, "[severity]", 'source-roots = ["src", "."]\n[severity]')
USES = put(OTHER, f"import work1\n\n\n{WORK2}")
"""The second Design imports the first, as it may."""


def on(code: str) -> tuple[str, str, str]:
    """The law is not off."""
    return SETTINGS, "[severity]\n", f'[severity]\n{code} = "error"\n'


IMPORT_CASES: dict[str, Case] = {
    "negative-look-ups-forgotten": Case(
        (
            append(CODE, "import other\n"),
            append(LEDGER, SECOND.format("src/other.py").replace("    file", "    planned = True\n    file")),
        ),
        (put("src/other.py", ""),),
    ),
    "the-shadowed-root": Case(
        (ROOTS, put("shared.py", ""), append(LEDGER, SECOND.format("shared.py")), append(CODE, "import shared\n")),
        (put("src/shared.py", ""), append(LEDGER, FIRST.format("src/shared.py"))),
    ),
    "look-through-not-followed": Case(
        (put(PACKAGE, ""), append(CODE, "from pkg import thing\n")),
        (put(PACKAGE, "from work2 import work2 as thing\n"),),
    ),
    "designs-of-importers-not-re-read": Case(
        (USES, append(LEDGER, THIRD)), (swap(LEDGER, 'implements = "D-1"', 'implements = "D-3"'),)
    ),
    "designs-around-packages-not-re-read": Case(
        (
            put(PACKAGE, "import work2\n"),
            put("src/pkg/own.py", ""),
            append(LEDGER, SECOND.format("src/pkg/own.py")),
        ),
        (swap(LEDGER, 'Work 3."""\n\n    implements = "D-2"', 'Work 3."""\n\n    implements = "D-1"'),),
    ),
    "designs-of-names-not-re-read": Case(
        (
            append(CODE, "def more(): pass\n"),
            append(LEDGER, THIRD.replace("[Promise]", '[Promise]\n    requires = ["D-1"]') + SHARED),
            append(
                LEDGER,
                FIRST.format("src/user.py").replace("T-4", "T-5").replace("Task4", "Task5").replace('"D-1"', '"D-3"'),
            ),
            put("src/user.py", "from work1 import work1\n"),
        ),
        (
            swap(LEDGER, 'implements = "D-1"', 'implements = "D-none"'),
            swap(LEDGER, 'beside."""\n\n    implements = "D-2"', 'beside."""\n\n    implements = "D-1"'),
            swap(LEDGER, 'implements = "D-none"', 'implements = "D-2"'),
        ),
    ),
    "folders-counted-file-by-file": Case(
        (put("lib/used.py", ""), append(LEDGER, SECOND.format("lib/used.py"))),
        (put("src/__init__.py", "import lib.used\n"),),
        between=(drop(CODE), drop(OTHER), put("src/work3.py", ""), swap(LEDGER, CODE, "src/work3.py")),
    ),
    "deep-hits-skipped": Case(
        (
            put("src/app/__init__.py", ""),
            put("src/app/pkg/test_sub.py", ""),
            append(CODE, "import app.pkg.test_sub\n"),
        ),
        (put("src/app/pkg.py", ""), append(LEDGER, FIRST.format("src/app/pkg.py"))),
    ),
    "edges-only-added": Case((swap(*on("DEP204")), USES), (put(OTHER, WORK2),)),
    "cut-off-without-imports": Case((), (append(CODE, "import work2\n"),)),
    "cut-off-without-the-order-of-imports": Case(
        (put(TESTS, ""), append(CODE, "import json\nimport tests.test_work\n")),
        (swap(CODE, "import json\nimport tests.test_work", "import tests.test_work\nimport json"),),
    ),
    "what-designs-say-not-re-read": Case((USES,), (swap(LEDGER, 'requires = ["D-1"]', "requires = []"),)),
    "claims-of-the-old-ledger": Case(
        (append(CODE, "import sqlite3\n"),),
        (swap(LEDGER, 'requires = ["D-1"]', 'requires = ["D-1"]\n    exclusive_packages = ["sqlite3"]'),),
    ),
    "the-standard-library-not-shadowed": Case(
        (append(CODE, "import json\n"),), (put("src/json.py", ""), append(LEDGER, SECOND.format("src/json.py")))
    ),
    "laws-that-are-off-by-default": Case(
        (swap(*on("DEP209")), USES, swap(LEDGER, 'implements = "D-1"', 'implements = "D-2"')),
        (append(CODE, "import work2\n"),),
    ),
}
