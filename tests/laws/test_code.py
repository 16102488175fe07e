import pytest

from archhook.inventory.python_file import inventory
from archhook.model.findings import Breach

A = "src/a.py"
CODE = "LIMIT = 1\n\n\nclass Box:\n    def put(self): ...\n\n\nclass Bag:\n    def put(self): ...\n\n\ndef run(): ...\n"
TASK = "T-1 implements=D-1 file=src/a.py classes=Box,Bag functions=run globals=LIMIT"


def absent(node, path, why):
    return Breach(
        "INV401",
        f"{node} declares {path}, {why}",
        ("node", node),
        node,
        path,
        fix="declare a regular file that this repository holds itself"
        if "is a" in why
        else f"write the file (and `git add` it), correct the path, or set `planned = True` on {node} until it is "
        "written (`archhook sync` follows what was moved or removed)",
    )


SYNCED = " (`archhook sync` does)"


def lacks(code, node, kind, name, fix):
    field = {"class": "classes", "function": "functions", "global": "globals"}[kind]
    return Breach(
        code,
        f"{node} declares {kind} {name!r} that {A} does not define",
        ("declared", node, field, name),
        node,
        A,
        name,
        fix.format(f"write it, or take it out of the `{field}` of {node}" + SYNCED),
    )


def stray(code, node, kind, name, path=A):
    field = {"class": "classes", "function": "functions", "global": "globals"}[kind]
    return Breach(
        code,
        f"{path} defines {kind} {name!r} that no Task declares",
        ("symbol", path, kind, name),
        node,
        path,
        name,
        f"add {name!r} to the `{field}` of {node} (`archhook sync` does), or declare it with another Task",
    )


def undeclared(path, by_sync=" (`archhook sync` does, or says what to write)"):
    return Breach(
        "INV405",
        f"no Task declares {path}",
        ("file", path),
        file=path,
        fix=f"write a Task with file_path = {path!r} and the names that it defines{by_sync}",
    )


def double(node, owner, kind, name):
    return Breach(
        "INV409",
        f"{node} declares {kind} {name!r} of {A}, which {owner} declares already",
        ("node", node),
        node,
        A,
        name,
        f"leave it to one of the two: take it out of {node} or of {owner}",
    )


def unparsable(path, node, why):
    return Breach(
        "INV410",
        f"{path} cannot be read as Python: {why}",
        ("error", path),
        node,
        path,
        fix="mend the file; if a newer Python reads it, have archhook run on that one",
    )


BROKEN = "def run(:\n"
SYNTAX = inventory(BROKEN.encode()).error.message
LINK = "which is a symbolic link, and links are not governed"
SUBMODULE = "which is a submodule, governed by its own ledger"

FIRES = [
    # one per Task, and a planned one is none
    (
        "INV401",
        "T-2 file=src/a.py functions=f,g\nT-1 file=src/a.py\nT-3 file=src/a.py planned\n!T-4 file=src/a.py",
        {},
        [absent("T-1", A, "which is not in the snapshot"), absent("T-2", A, "which is not in the snapshot")],
    ),
    ("INV401", "T-1 file=src/a.py", {A: "120000"}, [absent("T-1", A, LINK)]),
    ("INV401", "T-1 file=lib/other", {"lib/other": "160000"}, [absent("T-1", "lib/other", SUBMODULE)]),
    # one per symbol; the nearest name that is still free is proposed
    (
        "INV402",
        "T-1 file=src/a.py classes=Box,Bax",
        {A: CODE},
        [lacks("INV402", "T-1", "class", "Bax", "did you mean 'Bag'?")],
    ),
    (
        "INV402",
        "T-1 file=src/a.py classes=run,Crate,Crate,Box.put",
        {A: CODE},
        [
            lacks("INV402", "T-1", "class", "run", "'run' is a function there: move it to `functions`" + SYNCED),
            lacks("INV402", "T-1", "class", "Crate", "{}"),
            lacks(
                "INV402", "T-1", "class", "Box.put", "'Box.put' is a function there: move it to `functions`" + SYNCED
            ),
        ],
    ),
    (
        "INV403",
        "T-1 file=src/a.py functions=rum,Box.putt\nT-2 file=src/a.py functions=Box\n"
        "T-3 file=src/a.py functions=x planned",
        {A: CODE},
        [
            lacks("INV403", "T-1", "function", "rum", "did you mean 'run'?"),
            lacks("INV403", "T-1", "function", "Box.putt", "did you mean 'Box.put'?"),
            lacks("INV403", "T-2", "function", "Box", "'Box' is a class there: move it to `classes`" + SYNCED),
        ],
    ),
    (
        "INV404",  # a global matches at module level only
        "T-1 file=src/a.py globals=LIMITS,Box.size,box",
        {A: CODE + "class Crate:\n    size = 1\n\n\ndef f():\n    box = 1\n"},
        [
            lacks("INV404", "T-1", "global", "LIMITS", "did you mean 'LIMIT'?"),
            lacks("INV404", "T-1", "global", "Box.size", "{}"),
            lacks("INV404", "T-1", "global", "box", "{}"),
        ],
    ),
    ("INV403", "T-1 file=docs/a.py functions=f", {"docs/a.py": ("other", "g = 1\n")}, None),
    ("INV405", TASK, {A: CODE, "src/b.py": "", "c.py": "x = 1\n"}, [undeclared("c.py"), undeclared("src/b.py")]),
    ("INV405", "!T-1 file=src/a.py", {A: CODE}, [undeclared(A)]),
    ("INV405", "UT-1 file=src/a.py", {A: CODE}, [undeclared(A)]),
    ("INV405", "", {"src/p/__init__.py": "x = 1\n"}, [undeclared("src/p/__init__.py")]),
    ("INV405", "", {A: BROKEN, "src/__init__.py": BROKEN}, [undeclared("src/__init__.py", ""), undeclared(A, "")]),
    # at the smallest id that declares the file, a planned Task included
    (
        "INV406",
        "T-10 file=src/a.py classes=Box\nT-9 file=src/a.py functions=Bag planned",
        {A: CODE},
        [stray("INV406", "T-9", "class", "Bag")._replace(fix=stray("INV406", "T-10", "class", "Bag").fix)],
    ),  # behind what T-10 declares
    ("INV407", "T-1 file=src/a.py classes=run", {A: CODE}, [stray("INV407", "T-1", "function", "run")]),
    (
        "INV408",
        "T-1 file=src/a.py globals=B",
        {A: "A, (B, *C) = 1, (2, 3)\nif A:\n    D: int = 4\n__all__ = []\n"},
        [stray("INV408", "T-1", "global", name) for name in "ACD"],
    ),
    # one per symbol and further Task
    (
        "INV409",
        "T-3 file=src/a.py functions=run,run classes=Box\nT-10 file=src/a.py functions=run\n"
        "T-1 file=src/a.py functions=run",
        {A: CODE},
        [double("T-3", "T-1", "function", "run"), double("T-10", "T-1", "function", "run")],
    ),
    (
        "INV409",  # what is planned twice is planned by nobody
        "T-1 file=src/a.py globals=x classes=C planned\nT-2 file=src/a.py globals=x functions=C planned",
        {},
        [double("T-2", "T-1", "global", "x")],
    ),
    ("INV410", "", {A: BROKEN}, [unparsable(A, "", SYNTAX)]),
    (
        "INV410",
        "UT-1 file=src/a.py\nT-2 file=src/a.py planned\n!T-1 file=src/a.py",
        {A: BROKEN},
        [unparsable(A, "T-2", SYNTAX)],
    ),
    (
        "INV410",
        "UT-1 file=tests/test_a.py",
        {"tests/test_a.py": BROKEN},
        [unparsable("tests/test_a.py", "UT-1", SYNTAX)],
    ),
    (
        "INV410",
        "T-1 file=docs/a.py",
        {"docs/a.py": ("other", BROKEN)},
        [unparsable("docs/a.py", "T-1", SYNTAX)],
    ),
    ("INV410", "T-1 file=Makefile functions=all", {"Makefile": "all: x\n\tcc\n"}, None),
    (
        "INV411",
        "T-1 file=src/a.py planned\nT-2 file=src/a.py\n!T-3 file=src/a.py planned",
        {},
        [
            Breach(
                "INV411",
                "T-1 is planned: src/a.py may not be written yet",
                ("node", "T-1"),
                "T-1",
                A,
                fix="write what it declares and drop `planned = True`, or keep it off this branch",
            )
        ],
    ),
]

HOLDS = [
    ("INV401", TASK, {A: CODE}),
    ("INV401", "T-1 file=docs/a.md", {"docs/a.md": ("other", "# A\n")}),
    ("INV401", "UT-1 file=src/a.py", {}),
    *(
        (code, TASK, {A: CODE})
        for code in ("INV402", "INV403", "INV404", "INV406", "INV407", "INV408", "INV409", "INV410")
    ),
    # no cascades: a missing file, a link, an unparsable file have no findings of symbols
    *((code, TASK, files) for code in ("INV402", "INV403", "INV404") for files in ({}, {A: "120000"}, {A: BROKEN})),
    *((code, "T-1 file=src/a.py", {A: BROKEN}) for code in ("INV406", "INV407", "INV408")),
    *((code, "T-1 file=src/a.py", {A: "120000"}) for code in ("INV406", "INV407", "INV408", "INV409", "INV410")),
    *((code, "", {A: CODE}) for code in ("INV406", "INV407", "INV408")),  # INV405 says it
    ("INV409", "T-1 file=src/a.py functions=run\nT-2 file=src/a.py functions=run", {A: BROKEN}),
    ("INV402", "T-1 file=src/a.py classes=Inner,Box.Inner", {A: "class Box:\n    class Inner: ...\n"}),
    ("INV403", "T-1 file=src/a.py functions=put,Bag.put,inner", {A: CODE + "def f():\n    def inner(): ...\n"}),
    ("INV404", "T-1 file=src/a.py globals=__all__", {A: "__all__ = []\n"}),
    ("INV403", "T-1 file=src/a.py functions=none planned", {A: CODE}),
    # who needs no declaration
    (
        "INV405",
        "",
        {"src/a.txt": "x", "conftest.py": "x = 1\n", "src/__init__.py": "", "architecture.py": ("ledger", "")},
    ),
    ("INV405", "", {"src/__init__.py": '"""Doc."""\nfrom a import b\n__version__ = "1"\n'}),
    (
        "INV405",
        "",
        {"tests/test_a.py": "x = 1\n", "vendor/a.py": ("other", "x = 1\n"), A: "120000", "lib.py": "160000"},
    ),
    *((code, "T-1 file=docs/a.py", {"docs/a.py": ("other", CODE)}) for code in ("INV406", "INV407", "INV408")),
    *((code, "T-1 file=tests/a.py", {"tests/a.py": CODE}) for code in ("INV406", "INV407", "INV408")),
    *((code, "T-1 file=conftest.py", {"conftest.py": CODE}) for code in ("INV406", "INV407", "INV408")),
    ("INV407", "T-1 file=src/a.py functions=run", {A: CODE}),  # methods belong to their classes
    # one Task may own the class, another a method; a qualified name wins over a bare one
    ("INV409", "T-1 file=src/a.py classes=Box functions=put\nT-2 file=src/a.py functions=Box.put", {A: CODE}),
    ("INV409", "T-1 file=src/a.py functions=run\n!T-2 file=src/a.py functions=run", {A: CODE}),
    ("INV409", "T-1 file=src/a.py functions=run\nT-2 file=src/b.py functions=run", {A: CODE}),
    ("INV410", "T-1 file=Makefile", {"Makefile": "all: x\n\tcc\n"}),
    ("INV410", "", {"docs/a.py": ("other", BROKEN), "tests/data.json": "{"}),
    ("INV411", TASK, {}),
]


@pytest.mark.parametrize(("code", "ledger", "files", "expected"), FIRES)
def test_fires(judge, code, ledger, files, expected):
    breaches = judge(code, ledger, files)
    if expected is None:  # the rest of the message is the interpreter's, or said above
        assert [(breach.code, breach.node, breach.file) for breach in breaches] == [(code, "T-1", next(iter(files)))]
    else:
        assert breaches == expected


@pytest.mark.parametrize(("code", "ledger", "files"), HOLDS)
def test_holds(judge, code, ledger, files):
    assert judge(code, ledger, files) == []


@pytest.mark.parametrize(
    ("symbols", "names"),
    [("module", ["_f", "f"]), ("public", ["f"]), ("all", ["_f", "f", "Box.put", "f.inner"])],
)
def test_the_setting_symbols_widens_or_narrows(judge, symbols, names):
    code = (
        "def _f(): ...\ndef f():\n    def inner(): ...\nclass Box:\n    def put(self): ...\n    def __init__(self): ..."
    )
    breaches = judge("INV407", "T-1 file=src/a.py classes=Box", {A: code}, symbols=symbols)
    assert sorted(breach.symbol for breach in breaches) == sorted(names)


def test_one_bare_name_covers_all_of_that_name(judge):
    assert judge("INV407", "T-1 file=src/a.py functions=put,run", {A: CODE}, symbols="all") == []
    breaches = judge("INV407", "T-1 file=src/a.py functions=Box.put,run", {A: CODE}, symbols="all")
    assert [breach.symbol for breach in breaches] == ["Bag.put"]


def test_an_init_without_public_names_needs_no_task_where_only_those_are_governed(judge):
    files = {"src/__init__.py": "_x = 1\n"}
    assert judge("INV405", "", files, symbols="public") == []
    assert judge("INV405", "", files, symbols="module") == [undeclared("src/__init__.py")]


def test_a_name_that_would_break_the_line_is_shown_escaped(judge):
    (breach,) = judge("INV405", "", {"src/a\nb.py": ""})
    assert breach.message == "no Task declares 'src/a\\nb.py'"
    assert breach.file == "src/a\nb.py"
