import pytest

from archhook.findings import Breach
from archhook.laws.proposals import Undeclared, propose

A = "src/a.py"
BROKEN = "def run(:\n"


@pytest.mark.parametrize(
    ("ledger", "files", "fix"),
    [
        # most of the declared symbols wins; then the same name; then the smaller path
        (
            "T-1 file=old/a.py functions=f,g globals=X",
            {A: "def f(): ...\n", "src/b.py": "X = 1\ndef g(): ...\n"},
            "src/b.py",
        ),
        ("T-1 file=old/b.py functions=f", {A: "def f(): ...\n", "src/b.py": "def f(): ...\n"}, "src/b.py"),
        ("T-1 file=old/c.py functions=f", {"src/b.py": "def f(): ...\n", A: "def f(): ...\n"}, A),
        ("T-1 file=old/a.py", {A: "x = 1\n", "src/b.py": "x = 1\n"}, A),
        ("T-1 file=old/a.py functions=f", {A: "f = 1\n"}, ""),  # the same name, but nothing of what is declared
        ("T-1 file=old/a.py", {"src/b.py": "x = 1\n"}, ""),
        ("T-1 file=old/a.py functions=f", {}, ""),
        ("T-1 file=old/a.py functions=f", {A: BROKEN}, ""),
        (
            "UT-1 file=old/test_a.py test_functions=TestA::test_x",
            {"tests/a.py": "class TestA:\n    def test_x(self): ...\n"},
            "tests/a.py",
        ),
        ("UT-1 file=old/test_a.py test_functions=*", {"tests/test_a.py": "def test_x(): ...\n"}, "tests/test_a.py"),
    ],
)
def test_proposes_where_the_file_has_gone(facts, ask, ledger, files, fix):
    project = facts(ledger, files)
    (breach,) = [*ask("INV401", project), *ask("TST501", project)]
    assert propose(project, breach, Undeclared(project, files)) == (f"did you mean {fix}?" if fix else "")


def test_files_are_read_once_however_many_nodes_have_lost_theirs(facts):
    ledger = "\n".join(f"T-{i} file=old/m{i}.py functions=f{i}" for i in range(200))
    files = {f"new/m{i}.py": f"def f{i}(): pass" for i in range(200)}
    project = facts(ledger, files)
    asked = []
    inventory = project.inventory
    project.inventory = lambda path: asked.append(path) or inventory(path)
    undeclared = Undeclared(project, files)
    for i in range(200):
        breach = Breach("INV401", "", ("node", f"T-{i}"), f"T-{i}", f"old/m{i}.py")
        assert propose(project, breach, undeclared) == f"did you mean new/m{i}.py?"
    assert len(asked) == 200
