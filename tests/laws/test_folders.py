"""What the laws say of Tasks and Tests that name folders, and of Designs with `symbols` of their own."""

import pytest

from archhook.laws.folders import coarse_folders
from archhook.model.config import Config

FILES = {"symbols": "files"}
DESIGN = "I-1\nR-1 derived_from=I-1\nD-1 satisfies=R-1\nD-2 satisfies=R-1 requires=\n"
CODE = "def f(): ...\nLIMIT = 1\nclass Box:\n    def put(self): ...\n"


def said(breaches):
    return [(one.code, one.node, one.file, one.symbol) for one in breaches]


@pytest.mark.parametrize(
    ("ledger", "files", "missing"),
    [
        ("T-1 implements=D-1 file=src/", {"src/a.py": ""}, []),
        ("T-1 implements=D-1 file=src/", {"src/deep/er/a.py": ""}, []),
        ("T-1 implements=D-1 file=src/\nT-2 implements=D-1 file=src/a.py", {"src/a.py": ""}, []),
        ("T-1 implements=D-1 file=src/", {"srca.py": "", "src/a.txt": ""}, [("INV401", "T-1", "src/", "")]),
        ("T-1 implements=D-1 file=src/", {"src/test_a.py": ("test", "")}, [("INV401", "T-1", "src/", "")]),
        ("T-1 implements=D-1 file=src/", {"src/a.py": ("other", "120000")}, [("INV401", "T-1", "src/", "")]),
        ("T-1 implements=D-1 file=src/a.py/", {"src/a.py": ""}, [("INV401", "T-1", "src/a.py/", "")]),
        ("T-1 implements=D-1 file=src", {"src/a.py": ""}, [("INV401", "T-1", "src", "")]),
        ("T-1 implements=D-1 file=src/ planned", {}, []),
        ("!T-1 implements=D-1 file=src/", {}, []),
        ("T-1 implements=D-1 file=a/\nT-2 implements=D-1 file=a/", {},
         [("INV401", "T-1", "a/", ""), ("INV401", "T-2", "a/", "")]),
    ],
)  # fmt: skip
def test_a_folder_without_a_governed_file_is_missing(judge, ledger, files, missing):
    assert said(judge("INV401", DESIGN + ledger, files, **FILES)) == missing


@pytest.mark.parametrize(
    ("ledger", "files", "missing"),
    [
        ("UT-1 verifies=D-1 file=tests/ test_functions=*", {"tests/unit/test_a.py": ""}, []),
        ("UT-1 verifies=D-1 file=tests/ test_functions=*", {"tests/conftest.py": ""}, []),
        ("UT-1 verifies=D-1 file=src/ test_functions=*", {"src/a.py": ""}, [("TST501", "UT-1", "src/", "")]),
        ("UT-1 verifies=D-1 file=tests/ test_functions=*", {}, [("TST501", "UT-1", "tests/", "")]),
    ],
)
def test_a_folder_without_a_test_file_is_missing(judge, ledger, files, missing):
    assert said(judge("TST501", DESIGN + ledger, files, **FILES)) == missing


@pytest.mark.parametrize(
    ("ledger", "undeclared"),
    [
        ("", ["src/a.py", "src/deep/b.py"]),
        ("T-1 implements=D-1 file=src/", []),
        ("T-1 implements=D-1 file=src/deep/", ["src/a.py"]),
        ("!T-1 implements=D-1 file=src/", ["src/a.py", "src/deep/b.py"]),
        ("T-1 file=src/", []),  # whatever it implements, or not, it declares its files
        ("T-1 implements=D-1 file=src/ planned", []),
        ("T-1 implements=D-1 file=sr/", ["src/a.py", "src/deep/b.py"]),
        ("UT-1 verifies=D-1 file=src/ test_functions=*", ["src/a.py", "src/deep/b.py"]),
    ],
)
def test_files_that_no_folder_covers_are_undeclared(judge, ledger, undeclared):
    files = {"src/a.py": CODE, "src/deep/b.py": CODE, "src/__init__.py": "from src.a import f\n", "src/c.txt": ""}
    assert [one.file for one in judge("INV405", DESIGN + ledger, files, **FILES)] == undeclared


def test_tests_that_no_folder_covers_are_undeclared(judge):
    files = {"tests/a/test_a.py": "def test_a(): assert f()\n", "tests/b/test_b.py": "def test_b(): assert f()\n",
             "tests/a/helper.py": "def help(): ...\n", "tests/a/conftest.py": ""}  # fmt: skip
    ledger = DESIGN + "UT-1 verifies=D-1 file=tests/a/ test_functions=*"
    assert [one.file for one in judge("TST503", ledger, files, **FILES)] == ["tests/b/test_b.py"]
    for code in ("TST502", "TST504", "TST501"):
        assert judge(code, ledger, files, **FILES) == []


def test_files_suffice_and_what_is_named_exists_all_the_same(judge):
    files = {"src/a.py": CODE}
    ledger = DESIGN + "T-1 implements=D-1 file=src/a.py functions=f,gone"
    for code in ("INV406", "INV407", "INV408"):
        assert judge(code, ledger, files, **FILES) == []
    assert said(judge("INV403", ledger, files, **FILES)) == [("INV403", "T-1", "src/a.py", "gone")]


@pytest.mark.parametrize(("init", "needs"), [("", 0), ("from .a import f\n__all__ = ['f']\n", 0), ("_x = 1\n", 1)])
def test_a_package_that_defines_nothing_needs_no_declaration(judge, init, needs):
    assert len(judge("INV405", DESIGN, {"src/__init__.py": init}, **FILES)) == needs


@pytest.mark.parametrize(
    ("designs", "config", "found"),
    [
        ("D-1 satisfies=R-1 symbols=files", "module", []),
        ("D-1 satisfies=R-1", "module", ["f", "_g"]),
        ("D-1 satisfies=R-1", "files", []),
        ("D-1 satisfies=R-1 symbols=module", "files", ["f", "_g"]),
        ("D-1 satisfies=R-1 symbols=public", "files", ["f"]),
        ("D-1 satisfies=R-1 symbols=all", "files", ["f", "_g", "Box.put"]),
        ("D-1 satisfies=R-1 symbols=public", "all", ["f"]),
        ("!D-1 satisfies=R-1 symbols=module", "files", []),  # not in force: what the configuration says
        ("~D-1 satisfies=R-1 symbols=files", "public", ["f"]),
    ],
)
def test_a_design_says_how_much_of_its_files_is_declared(judge, designs, config, found):
    files = {"src/a.py": "def f(): ...\ndef _g(): ...\nclass Box:\n    def put(self): ...\n"}
    ledger = f"I-1\nR-1 derived_from=I-1\n{designs}\nT-1 implements=D-1 file=src/a.py"
    assert [one.symbol for one in judge("INV407", ledger, files, symbols=config)] == found


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("symbols=files", "symbols=module", 1),
        ("symbols=public", "symbols=files", 0),
        ("symbols=files", "", 0),
        ("symbols=all", "symbols=files", 1),
    ],
)
def test_of_several_designs_of_a_file_the_finest_counts(judge, one, other, found):
    ledger = f"D-1 {one}\nD-2 {other}\nT-1 implements=D-1 file=src/a.py\nT-2 implements=D-2 file=src/a.py"
    assert len(judge("INV407", ledger, {"src/a.py": "def _f(): ...\n"}, **FILES)) == found


def test_two_tasks_of_one_folder_both_declare_and_share_no_symbol(judge, facts):
    ledger = DESIGN + "T-1 implements=D-1 file=src/\nT-2 implements=D-2 file=src/"
    found = facts(ledger, {"src/a.py": CODE}, Config(symbols="files"))
    assert [task.id for task in found.tasks_of("src/a.py")] == ["T-1", "T-2"]
    assert found.paths_of(found.tasks_of("src/a.py")) == {"src/a.py"}
    for code in ("INV409", "INV405", "INV401"):
        assert judge(code, ledger, {"src/a.py": CODE}, **FILES) == []


def test_what_cannot_be_parsed_below_a_folder(judge):
    files = {"src/a.py": "def (:\n", "tests/test_a.py": "def (:\n", "tests/helper.py": "def (:\n"}
    ledger = DESIGN + "T-2 implements=D-1 file=src/\nT-1 file=src/\nUT-1 verifies=D-1 file=tests/ test_functions=*"
    assert said(judge("INV410", ledger, files, **FILES)) == [
        ("INV410", "T-1", "src/a.py", ""),
        ("INV410", "UT-1", "tests/helper.py", ""),
        ("INV410", "UT-1", "tests/test_a.py", ""),
    ]


@pytest.mark.parametrize(
    ("symbols", "lines", "found"),
    [
        ("files", "T-1 implements=D-1 file=src/\nUT-1 verifies=D-1 file=tests/\nST-1 verifies=R-1 file=tests/", []),
        ("module", "T-1 implements=D-1 file=src/", ["T-1"]),
        ("module", "!T-1 implements=D-1 file=src/", ["T-1"]),  # in force or not, as all laws of the ledger
        ("module", "T-1 implements=D-3 file=src/\nUT-1 verifies=D-3 file=tests/", []),
        ("files", "T-1 implements=D-4 file=src/\nUT-1 verifies=D-4 file=tests/", ["T-1", "UT-1"]),
        ("module", "ST-1 verifies=R-1 file=tests/\nUT-1 verifies=D-3 file=tests/", ["ST-1"]),
        ("files", "T-1 implements=D-5 file=src/", []),
        ("module", "T-1 implements=D-6 file=src/", ["T-1"]),
        ("module", "T-1 file=src/", ["T-1"]),
        ("module", "T-1 implements=D-1 file=src", []),
    ],
)
def test_a_folder_where_symbols_have_to_be_named_is_malformed(facts, symbols, lines, found):
    ledger = DESIGN + "D-3 symbols=files\nD-4 symbols=public\n!D-5 symbols=module\n~D-6 symbols=files\n" + lines
    config = Config(symbols=symbols)
    nodes = facts(ledger, {}, config).nodes
    breaches = coarse_folders(nodes.values(), nodes, config)
    assert [one.node for one in breaches] == found
    assert all((one.code, one.anchor) == ("LED004", ("path", one.node)) for one in breaches)
    assert all(one.symbol == nodes[one.node].file for one in breaches)


IMPORTS = {"src/a/x.py": "from b.y import f\n", "src/b/y.py": "def f(): ...\n", "src/b/deep/z.py": "def g(): ...\n"}


@pytest.mark.parametrize(
    ("lines", "files", "found"),
    [
        ("T-1 implements=D-1 file=src/a/\nT-2 implements=D-2 file=src/b/", {}, [("D-1", "src/a/x.py", "src/b/y.py")]),
        ("T-1 implements=D-1 file=src/\nT-2 implements=D-2 file=src/b/deep/", {}, []),
        ("T-1 implements=D-1 file=src/\nT-2 implements=D-2 file=src/b/y.py", {},
         [("D-1", "src/a/x.py", "src/b/y.py")]),
        ("T-1 implements=D-2 file=src/a/\nT-2 implements=D-2 file=src/b/", {}, []),
        # a package that hands names on is looked through, though it lies below a folder that is declared
        ("T-1 implements=D-1 file=src/a/\nT-2 implements=D-2 file=src/b/",
         {"src/a/x.py": "from b import f\n", "src/b/__init__.py": "from .y import f\n"},
         [("D-1", "src/a/x.py", "src/b/y.py")]),
        ("T-1 implements=D-1 file=src/a/\nT-2 implements=D-2 file=src/b/",
         {"src/a/x.py": "import b\n", "src/b/__init__.py": "from .y import f\n"}, []),
        ("T-1 implements=D-1 file=src/a/\nT-2 implements=D-2 file=src/b/",
         {"src/a/x.py": "import b\n", "src/b/__init__.py": "LIMIT = 1\n"},
         [("D-1", "src/a/x.py", "src/b/__init__.py")]),
    ],
)  # fmt: skip
def test_imports_of_files_below_folders_belong_to_their_designs(facts, lines, files, found):
    from archhook.laws.import_laws import undeclared_dependency

    project = facts(DESIGN + lines, IMPORTS | files, Config(symbols="files"))
    breaches = [one for path in sorted(project.files) for one in undeclared_dependency(project, path)]
    assert [(one.node, one.file, one.symbol) for one in breaches] == found


def test_an_interface_may_name_what_lies_below_a_folder(judge):
    ledger = "D-1 interface=f,src/b/y.py,src/b/deep/,g,gone,src/c.py,src/new/x.py\n"
    ledger += "T-1 implements=D-1 file=src/b/\nT-2 implements=D-1 file=src/new/ planned"
    found = judge("INV412", ledger, IMPORTS | {"src/c.py": ""}, **FILES)
    assert [one.symbol for one in found] == ["gone", "src/c.py"]


def test_a_file_that_comes_below_a_folder_makes_figures_stale(judge):
    files = {"src/a.py": "A = 1\n", "src/b.py": "B = 1\n"}
    ledger = DESIGN + "T-1 implements=D-1 file=src/"
    measured = (("src/a.py", "A = 1\n"), ("src/b.py", "B = 1\n"))

    def stale(files):
        recorded = {"D-1": {"memory_mb": (1.0, "m", measured)}}
        return [one.file for one in judge("RES605", ledger, files, recorded, **FILES)]

    assert stale(files) == []
    assert stale(files | {"src/deep/c.py": "C = 1\n"}) == ["src/deep/c.py"]
    assert stale({"src/a.py": "A = 1\n"}) == ["src/b.py"]
