import pytest

from archhook.model.findings import Breach

P = "tests/test_a.py"
CODE = (
    "def test_x(): ...\n\n\nclass TestA:\n    def test_y(self): ...\n    def helper(self): ...\n\n\ndef helper(): ...\n"
)
BROKEN = "def test_x(:\n"
TESTS = "UT-1 verifies=D-1 file=tests/test_a.py test_functions=test_x,TestA::test_y"


def absent(node, why="which is not in the snapshot"):
    return Breach(
        "TST501",
        f"{node} declares {P}, {why}",
        ("node", node),
        node,
        P,
        fix="declare a regular file that this repository holds itself"
        if "is a" in why
        else "write the test file (and `git add` it), or correct `test_file` "
        "(`archhook sync` follows what was moved or removed)",
    )


def lacks(node, name, fix=""):
    return Breach(
        "TST502",
        f"{node} declares test function {name!r} that {P} does not define",
        ("declared", node, "test_functions", name),
        node,
        P,
        name,
        fix or f"write it, or take it out of the `test_functions` of {node} (`archhook sync` does)",
    )


def stray_file(path, why="which holds tests", by_sync=" (`archhook sync` does, or says what to write)"):
    return Breach(
        "TST503",
        f"no Test declares {path}, {why}",
        ("file", path),
        file=path,
        fix=f"write a Test with test_file = {path!r}, its tests and what they verify{by_sync}",
    )


def stray(node, name):
    return Breach(
        "TST504",
        f"{P} defines test function {name!r} that no Test declares",
        ("symbol", P, "function", name.replace("::", ".")),
        node,
        P,
        name,
        f"add {name!r} to the `test_functions` of {node} (`archhook sync` does), or declare it with another Test",
    )


LATER = "; until its first Task is written, one with `planned = True` does"


def unverified(code, node, level, what, later=LATER):
    return Breach(
        code,
        f"no {level} test in force verifies {node}",
        ("node", node),
        node,
        fix=f'write {what} with verifies = "{node}", and the test that it stands for{later}',
    )


def planned_too_long(code, node, level, tests, task, first):
    """Of a node whose planned Tests count no longer. `first`: (id, file) of the one to write."""
    where = f", in {first[1]}" if first[1] else ""
    return Breach(
        code,
        f"no {level} test in force verifies {node} but {tests} planned while {task} is not",
        ("node", node),
        node,
        fix=f"write what {first[0]} declares{where}, and take `planned = True` out of it (`archhook sync` does)",
    )


def finished(node, path):
    return Breach(
        "TST510",
        f"{node} is planned, and all that it declares of {path} is there",
        ("node", node),
        node,
        path,
        fix=f"take `planned = True` out of {node} (`archhook sync` does)",
    )


FIRES = [
    (
        "TST501",
        TESTS + "\nUAT-1 file=tests/test_a.py\n!ST-1 file=tests/test_a.py",
        {},
        [absent("UAT-1"), absent("UT-1")],
    ),
    ("TST501", TESTS, {P: "120000"}, [absent("UT-1", "which is a symbolic link, and links are not governed")]),
    (
        "TST502",
        "UT-1 file=tests/test_a.py test_functions=test_x,TestA::test_yy,TestB::test_y,test_z,test_z\n"
        "IT-1 file=tests/test_a.py test_functions=test_why",
        {P: CODE},
        [
            lacks("IT-1", "test_why", "did you mean 'test_y'?"),
            lacks("UT-1", "TestA::test_yy", "did you mean 'TestA::test_y'?"),
            lacks("UT-1", "TestB::test_y", "did you mean 'TestA::test_y'?"),
            lacks("UT-1", "test_z", "did you mean 'test_y'?"),
        ],
    ),
    (
        "TST502",
        TESTS.replace("TestA::test_y", "test_absent"),
        {P: "def test_x(): ...\n"},
        [lacks("UT-1", "test_absent")],
    ),
    (
        "TST502",
        "UT-1 file=tests/test_a.py test_functions=*",
        {P: "def helper(): ...\n"},
        [
            Breach(
                "TST502",
                "UT-1 declares all tests of tests/test_a.py, which holds none",
                ("declared", "UT-1", "test_functions", "*"),
                "UT-1",
                P,
                "*",
                "write one, or correct `test_file`",
            )
        ],
    ),
    ("TST503", "T-1 file=tests/test_a.py functions=test_x", {P: CODE}, [stray_file(P)]),
    ("TST503", "!" + TESTS, {P: CODE}, [stray_file(P)]),
    (
        "TST503",
        "",
        {
            P: BROKEN,
            "tests/b_test.py": "import unittest\nclass B(unittest.TestCase):\n    def test_b(self): ...\n",
        },
        [stray_file("tests/b_test.py"), stray_file(P, "which cannot be parsed and by its name holds tests", "")],
    ),
    (
        "TST504",  # at the smallest id that declares the file; a bare name elsewhere covers nothing here
        "UT-2 file=tests/test_a.py test_functions=test_z\nUT-10 file=tests/test_a.py\n"
        "IT-3 file=tests/test_b.py test_functions=test_x",
        {P: CODE},
        [stray("UT-2", "test_x"), stray("UT-2", "TestA::test_y")],
    ),
    (
        "TST504",
        "UT-1 file=tests/test_a.py test_functions=TestB::test_y,test_x",
        {P: CODE},
        [stray("UT-1", "TestA::test_y")],
    ),
    (
        "TST505",
        "D-1\nD-2\n!D-3\nUT-2 verifies=D-2\nIT-1 verifies=D-1\n!UT-1 verifies=D-1",
        {},
        [unverified("TST505", "D-1", "unit", "a UnitTest")],
    ),
    (
        "TST506",
        "D-1\nD-2\nIT-2 verifies=D-2\nUT-1 verifies=D-1",
        {},
        [unverified("TST506", "D-1", "integration", "an IntegrationTest")],
    ),
    ("TST507", "R-1\nR-2\nST-2 verifies=R-2", {}, [unverified("TST507", "R-1", "system", "a SystemTest")]),
    ("TST508", "I-1\nI-2\nUAT-2 verifies=I-2", {}, [unverified("TST508", "I-1", "acceptance", "a UserAcceptanceTest")]),
    # a plan is proposed where no Task is written
    ("TST505", "D-1\nT-1 implements=D-1", {}, [unverified("TST505", "D-1", "unit", "a UnitTest", "")]),
    ("TST505", "D-1\nT-1 implements=D-1 planned", {}, [unverified("TST505", "D-1", "unit", "a UnitTest")]),
    ("TST507", "R-1\nD-1 satisfies=R-1\nT-1 implements=D-1", {},
     [unverified("TST507", "R-1", "system", "a SystemTest", "")]),
    # a planned Test counts no longer once one Task on the chains is written
    ("TST505", f"D-1\nT-1 implements=D-1 planned\nT-2 implements=D-1\nUT-1 verifies=D-1 planned file={P}", {},
     [planned_too_long("TST505", "D-1", "unit", "UT-1, which is", "T-2", ("UT-1", P))]),
    ("TST505", "D-1\nT-3 implements=D-1\nT-2 implements=D-1\nUT-1 verifies=D-1 planned\n"
     f"UT-2 verifies=D-1 planned file={P}", {},
     [planned_too_long("TST505", "D-1", "unit", "UT-1 and UT-2, which are", "T-2", ("UT-2", P))]),
    ("TST506", "D-1\nT-1 implements=D-1\nIT-1 verifies=D-1 planned", {},
     [planned_too_long("TST506", "D-1", "integration", "IT-1, which is", "T-1", ("IT-1", ""))]),
    ("TST507", "R-1\nD-1 satisfies=R-1\nD-2 satisfies=R-1\nT-1 implements=D-1 planned\nT-2 implements=D-2\n"
     "ST-1 verifies=R-1 planned", {},
     [planned_too_long("TST507", "R-1", "system", "ST-1, which is", "T-2", ("ST-1", ""))]),
    ("TST508", "I-1\nR-1 derived_from=I-1\nR-2 derived_from=I-1\nD-1 satisfies=R-2\nT-1 implements=D-1\n"
     "UAT-1 verifies=I-1 planned", {},
     [planned_too_long("TST508", "I-1", "acceptance", "UAT-1, which is", "T-1", ("UAT-1", ""))]),
    # a plan of which all is there
    ("TST510", f"UT-1 planned file={P} test_functions=test_x,TestA::test_y", {P: CODE}, [finished("UT-1", P)]),
    ("TST510", "UT-1 planned file=tests/test_a.py test_functions=*", {P: CODE}, [finished("UT-1", P)]),
    ("TST510", "T-1 planned file=src/a.py functions=f classes=C\nT-2 file=src/a.py\nT-3 planned file=src/a.py",
     {"src/a.py": "class C:\n    def f(self): ...\n"}, [finished("T-1", "src/a.py"), finished("T-3", "src/a.py")]),
    ("TST510", "T-1 planned file=sql/a.sql", {"sql/a.sql": "select 1;"}, [finished("T-1", "sql/a.sql")]),
    ("TST510", "T-1 planned file=src/a/", {"src/a/b.py": ""}, [finished("T-1", "src/a/")]),
    ("TST510", "UT-1 planned file=tests/a/ test_functions=*", {"tests/a/test_b.py": ""},
     [finished("UT-1", "tests/a/")]),
]  # fmt: skip

HOLDS = [
    *((code, TESTS, {P: CODE}) for code in ("TST501", "TST502", "TST503", "TST504")),
    ("TST501", "!" + TESTS, {}),
    ("TST501", "T-1 file=tests/test_a.py", {}),
    # no cascades
    *(("TST502", TESTS, files) for files in ({}, {P: "120000"}, {P: BROKEN})),
    ("TST504", "UT-1 file=tests/test_a.py", {P: BROKEN}),
    ("TST504", "", {P: CODE}),  # TST503 says it
    ("TST503", "UT-1 file=tests/test_a.py", {P: CODE}),  # TST504 says it
    # a bare name stands for all of that name, as it does for code; any function of the file may be declared
    ("TST502", "UT-1 file=tests/test_a.py test_functions=test_y,helper", {P: CODE}),
    ("TST504", "UT-1 file=tests/test_a.py test_functions=test_x,test_y", {P: CODE}),
    (
        "TST504",
        "UT-1 file=tests/test_a.py test_functions=test_x\nIT-1 file=tests/test_a.py test_functions=TestA::test_y",
        {P: CODE},
    ),
    ("TST502", "UT-1 file=tests/test_a.py test_functions=*", {P: CODE}),
    (
        "TST504",
        "UT-1 file=tests/test_a.py test_functions=*\nIT-1 file=tests/test_a.py test_functions=test_x",
        {P: CODE},
    ),
    # who needs no declaration
    (
        "TST503",
        "",
        {
            "tests/helpers.py": CODE,
            "tests/conftest.py": BROKEN,
            "tests/data/broken.py": BROKEN,
            "tests/__init__.py": "",
            "tests/test_empty.py": "",
            "tests/test_data.json": "{",
            "tests/test_link.py": "120000",
            "src/test_a.py": ("other", CODE),
            "src/a.py": CODE,
        },
    ),
    ("TST503", "T-1 file=tests/test_a.py", {P: BROKEN}),  # INV410 at T-1 says it
    ("TST504", "UT-1 file=src/test_a.py", {"src/test_a.py": ("other", CODE)}),
    ("TST505", "D-1\nUT-1 verifies=D-1", {}),
    ("TST506", "!D-2\nD-1\nIT-1 verifies=D-1", {}),
    ("TST507", "R-1\nST-1 verifies=R-1\n!R-2", {}),
    ("TST508", "I-1\nUAT-1 verifies=I-1\n!I-2", {}),
    # a planned Test: nothing of it has to be there, and it counts as long as no Task that it would judge is written
    *((code, TESTS + " planned", files) for code in ("TST501", "TST502", "TST510") for files in ({}, {P: "X = 1\n"})),
    ("TST501", TESTS + " planned", {P: "120000"}),
    ("TST505", "D-1\nUT-1 verifies=D-1 planned", {}),
    ("TST505", "D-1 requires=D-2\nT-1 implements=D-1 planned\nD-2\nT-2 implements=D-2\nUT-1 verifies=D-1 planned\n"
     "UT-2 verifies=D-2", {}),  # what it leans on may stand
    ("TST505", "D-1\nT-1 implements=D-1\nUT-1 verifies=D-1 planned\nUT-2 verifies=D-1", {}),
    ("TST505", "D-1\nT-1 implements=D-1 planned\n!T-2 implements=D-1\nUT-1 verifies=D-1 planned", {}),
    ("TST506", "D-1\nT-1 implements=D-1 planned\nIT-1 verifies=D-1 planned", {}),
    ("TST507", "R-1\nD-1 satisfies=R-1 requires=D-2\nD-2\nT-1 implements=D-1 planned\nT-2 implements=D-2\n"
     "!D-3 satisfies=R-1\nT-3 implements=D-3\nST-1 verifies=R-1 planned", {}),
    ("TST508", "I-1\nR-1 derived_from=I-1\nD-1 satisfies=R-1\nT-1 implements=D-1 planned\n"
     "UAT-1 verifies=I-1 planned", {}),
    # a plan that is not done, or of which nobody knows
    ("TST510", TESTS, {P: CODE}),
    ("TST510", "!" + TESTS + " planned", {P: CODE}),
    *(("TST510", TESTS + " planned", {P: text}) for text in (BROKEN, "120000", "def test_x(): ...\n")),
    ("TST510", "UT-1 planned file=tests/test_a.py test_functions=*", {P: "def helper(): ...\n"}),
    ("TST510", "T-1 planned", {}),
    ("TST510", "T-1 planned file=src/a.py", {"src/a.py": "def (:\n"}),
    ("TST510", "T-1 planned file=src/a.py functions=f,g", {"src/a.py": "def f(): ...\n"}),
    ("TST510", "T-1 planned file=src/a.py classes=f", {"src/a.py": "def f(): ...\n"}),
    ("TST510", "T-1 planned file=src/a/", {"src/ab.py": ""}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "ledger", "files", "expected"), FIRES)
def test_fires(judge, code, ledger, files, expected):
    assert judge(code, ledger, files) == expected


@pytest.mark.parametrize(("code", "ledger", "files"), HOLDS)
def test_holds(judge, code, ledger, files):
    assert judge(code, ledger, files) == []
