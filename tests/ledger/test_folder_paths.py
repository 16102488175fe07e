"""Folders in the place of files: how they are written, and what a node of one may say."""

import pytest
from helpers.ledgers import codes, live, read, sound

TASK = "class A(Task):\n    '''[T-1] A.'''\n    {}\n"
TEST = "class A(UnitTest):\n    '''[UT-1] A.'''\n    verifies = 'D-1'\n    {}\nclass D(Design): '''[D-1] D.'''\n"
GIVEN = "class A(Task):\n    def __init__(self): super().__init__('T-1', 'A', file_path={!r})\n"
PASTED = """
class Node: pass
class Task(Node):
    def __init__(self, id_tag, name, file_path):
        self.id, self.name, self.file_path = id_tag, name, file_path
class A(Task):
    def __init__(self): super().__init__('T-1', 'A', {!r})
"""


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("src/cache/", "src/cache/"),
        ("./src/", "src/"),
        ("src//x/", "src/x/"),
        ("src/./x/", "src/x/"),
        ("src/y/../x/", "src/x/"),
        ("src/x//", "src/x/"),
        ("src/x/.", "src/x"),  # no final slash: a file
        ("src/x.py/", "src/x.py/"),
        (".../", ".../"),
        ("src/ /", "src/ /"),
    ],
)
def test_the_final_slash_of_a_folder_is_kept_in_every_form(written: str, path: str) -> None:
    for text, imports in ((TASK.format(f"file_path = {written!r}"), True), (GIVEN.format(written), True),
                          (PASTED.format(written), False)):  # fmt: skip
        for reading in (read(text, imports=imports), live(text, imports=imports)):
            assert reading.breaches == ()
            (node,) = reading.nodes
            assert node.file == path


@pytest.mark.parametrize("written", [".", "./", "/", "//", "a/../", "../", "../a/", "/a/", "C:/a/", " ", "a/../../"])
def test_what_is_no_folder_of_the_project_is_malformed(written: str) -> None:
    for reading in (read(TASK.format(f"file_path = {written!r}")), live(TASK.format(f"file_path = {written!r}"))):
        assert codes(reading) == ["LED004"]
        assert reading.breaches[0].symbol == "file_path"


@pytest.mark.parametrize(
    ("text", "message", "declares"),
    [
        (TASK.format("file_path = 'a/'; classes = ['X']"), "T-1: `classes` names symbols of the folder a/", ()),
        (TASK.format("file_path = './a//'; functions = ['f', 'g']"), "T-1: `functions` names symbols of the folder a/",
         ()),
        (TEST.format("test_file = 'tests/'; test_functions = ['test_x']"),
         "UT-1: `test_functions` names tests of the folder tests/", (("test_functions", ["*"]),)),
    ],
)  # fmt: skip
def test_a_folder_has_no_names(text: str, message: str, declares: tuple[object, ...]) -> None:
    for reading in (read(text), live(text)):
        assert codes(reading) == ["LED004"]
        (breach,) = reading.breaches
        assert (breach.message, breach.symbol) == (message, message.rpartition(" ")[2])
        node = next(one for one in reading.nodes if one.file)
        assert tuple((field, [one.name for one in names]) for field, names in node.declares) == declares


def test_what_a_folder_may_say() -> None:
    assert sound(TASK.format("file_path = 'a/'; classes = []; planned = True"))["T-1"].planned
    for names in ("'*'", "['*']"):
        node = sound(TEST.format(f"test_file = 'tests/'; test_functions = {names}"))["UT-1"]
        assert [one.name for one in node.declared("test_functions")] == ["*"]
    nothing = TEST.format("test_file = 'tests/'")
    assert [one.symbol for one in read(nothing).breaches] == ["test_functions"]  # as of every Test, and it stops
