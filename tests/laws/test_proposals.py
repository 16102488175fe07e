from __future__ import annotations

import pytest

from archhook.laws.proposals import CROWD, Proposals
from archhook.model.findings import Breach

A = "src/a.py"
B = "src/b.py"
BROKEN = "def run(:\n"
SYNC = "(`archhook sync` follows what was moved or removed)"


@pytest.mark.parametrize(
    ("ledger", "files", "meant"),
    [
        # most of the declared symbols wins; then the same name; then the smaller path
        (
            "T-1 file=old/c.py functions=f,g,h",
            {A: "def f(): ...\ndef g(): ...\n", B: "def f(): ...\ndef g(): ...\ndef h(): ...\n"},
            B,
        ),
        ("T-1 file=old/b.py functions=f", {A: "def f(): ...\n", B: "def f(): ...\n"}, B),
        ("T-1 file=old/b.py functions=f,g", {A: "def f(): ...\ndef g(): ...\n", B: "def f(): ...\ndef g(): ...\n"}, B),
        ("T-1 file=old/c.py functions=f globals=X", {B: "X = 1\ndef f(): ...\n", A: "X = 1\ndef f(): ...\n"}, A),
        # one name alone is in too many files to tell one from another, and so is less than half of many
        ("T-1 file=old/c.py functions=main", {A: "def main(): ...\n"}, ""),
        ("T-1 file=old/c.py functions=f,g,h,i,j", {A: "def f(): ...\ndef g(): ...\n"}, ""),
        ("T-1 file=old/a.py functions=f,g,h", {A: "def f(): ...\n"}, ""),
        ("T-1 file=old/a.py", {A: "x = 1\n", B: "x = 1\n"}, A),
        ("T-1 file=old/a.py functions=f", {A: "f = 1\n"}, ""),  # the same name, but nothing of what is declared
        ("T-1 file=old/a.py", {B: "x = 1\n"}, ""),
        ("T-1 file=old/a.py functions=f", {}, ""),
        ("T-1 file=old/a.py functions=f", {A: BROKEN}, ""),
        (
            "UT-1 file=old/test_a.py test_functions=TestA::test_x,test_y",
            {"tests/test_b.py": "class TestA:\n    def test_x(self): ...\n\ndef test_y(): ...\n"},
            "tests/test_b.py",
        ),
        ("UT-1 file=old/test_a.py test_functions=*", {"tests/test_a.py": "def test_x(): ...\n"}, "tests/test_a.py"),
        ("UT-1 file=old/test_a.py test_functions=*", {"tests/test_b.py": "def test_x(): ...\n"}, ""),
        # code is no test, and a test no code
        ("UT-1 file=old/test_a.py test_functions=*", {"src/test_a.py": "def test_x(): ...\n"}, ""),
        ("T-1 file=old/a.py functions=f", {"tests/a.py": "def f(): ...\n"}, ""),
        # what needs no node is not meant by one
        ("T-1 file=old/__init__.py", {"src/__init__.py": "from src.a import f\n", "src/x/__init__.py": ""}, ""),
        ("T-1 file=old/__init__.py", {"src/__init__.py": "", "src/x/__init__.py": "x = 1\n"}, "src/x/__init__.py"),
        ("UT-1 file=old/test_a.py test_functions=*", {"tests/test_a.py": "def help(): ...\n"}, ""),
        # what is there was not moved
        ("T-1 file=old/a.py functions=f", {A: "def f(): ...\n", "old/a.py": "120000"}, ""),
    ],
)
def test_proposes_where_the_file_has_gone(facts, ask, ledger, files, meant):
    project = facts(ledger, files)
    breaches = [*ask("INV401", project), *ask("TST501", project)]
    (breach,) = breaches
    undeclared = [path for path in files if path != "old/a.py"]
    fix = Proposals(project, breaches, undeclared).fix(breach)
    assert fix == (f"did you mean {meant}? {SYNC}" if meant else "")


def test_a_file_is_proposed_once_and_to_whom_it_fits_best(facts, ask):
    ledger = """
        T-1 file=tools/a.py functions=main,run
        T-2 file=tools/b.py functions=main,run,leak
        T-3 file=tools/b.py functions=check
        T-4 file=tools/check.py functions=main
    """
    source = "".join(f"def {name}(): ...\n" for name in ("main", "run", "leak", "check"))
    project = facts(ledger, {A: source})
    breaches = list(ask("INV401", project))
    proposals = Proposals(project, breaches, [A])
    assert {one.node: proposals.fix(one) for one in breaches} == {
        "T-1": "",
        "T-2": f"did you mean {A}? {SYNC}",
        "T-3": f"did you mean {A}? {SYNC}",  # they share the file
        "T-4": "",
    }


def test_files_are_read_once_however_many_nodes_have_lost_theirs(facts):
    ledger = "\n".join(f"T-{i} file=old/m{i}.py functions=f{i}" for i in range(200))
    files = {f"new/m{i}.py": f"def f{i}(): pass" for i in range(200)}
    project = facts(ledger, files)
    asked = []
    inventory = project.inventory
    project.inventory = lambda path: asked.append(path) or inventory(path)
    breaches = [Breach("INV401", "", ("node", f"T-{i}"), f"T-{i}", f"old/m{i}.py") for i in range(200)]
    proposals = Proposals(project, breaches, files)
    for i, breach in enumerate(breaches):
        assert proposals.fix(breach) == f"did you mean new/m{i}.py? {SYNC}"
    assert len(set(asked)) == 200
    assert len(asked) <= 400  # whether it wants a node, and what it holds


def test_what_a_crowd_of_files_holds_tells_none_of_them_from_the_others(facts, ask):
    ledger = """
        T-1 file=old/a.py functions=main,run
        T-2 file=old/b.py functions=main,run,own
        T-3 file=old/m.py functions=main,run
        T-4 file=old/n7.py functions=main
    """
    crowd = {f"src/n{number}.py": "def main(): ...\ndef run(): ...\n" for number in range(CROWD)}
    crowd["src/x.py"] = "def main(): ...\ndef run(): ...\ndef own(): ...\n"
    project = facts(ledger, crowd)
    breaches = list(ask("INV401", project))
    proposals = Proposals(project, breaches, crowd)
    assert [proposals.fix(one) for one in breaches] == [
        "", f"did you mean src/x.py? {SYNC}", "", f"did you mean src/n7.py? {SYNC}",
    ]  # fmt: skip
    few = {path: source for path, source in crowd.items() if path != "src/n0.py"}
    fewer = Proposals(facts(ledger, few), breaches, few)
    assert fewer.fix(breaches[0]) == f"did you mean src/n1.py? {SYNC}"
