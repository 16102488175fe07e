import pytest

from archhook.model.declaring import NOBODY, declarers_of, folders_above, is_folder, paths_below

FOLDERS = {"a/": (("T-1",), ("UT-1",)), "a/b/": (("T-2", "T-3"), ()), "a/t/": ((), ("UT-2",))}
"""Who names a folder."""


@pytest.mark.parametrize(
    ("path", "folders"),
    [
        ("a/b/c.py", ["a/b/", "a/"]),
        ("a/b/", ["a/"]),
        ("c.py", []),
        ("a/", []),
        ("", []),
    ],
)
def test_the_longest_folder_comes_first(path, folders):
    assert folders_above(path) == folders


@pytest.mark.parametrize(
    ("path", "role", "by_name", "expected"),
    [
        ("a/x.py", "governed", NOBODY, (("T-1",), ())),
        ("a/x.py", "test", NOBODY, ((), ("UT-1",))),
        ("a/x.py", "other", NOBODY, NOBODY),
        ("a/x.py", "ledger", NOBODY, NOBODY),
        ("a/x.py", "", NOBODY, NOBODY),
        ("a/b/x.py", "governed", NOBODY, (("T-2", "T-3"), ())),
        ("a/b/x.py", "test", NOBODY, ((), ("UT-1",))),  # the longer folder has no Test
        ("a/t/x.py", "test", NOBODY, ((), ("UT-2",))),
        ("a/t/x.py", "governed", NOBODY, (("T-1",), ())),
        ("a/b/x.py", "governed", (("T-9",), ()), (("T-9",), ())),
        ("a/b/x.py", "governed", ((), ("UT-9",)), (("T-2", "T-3"), ("UT-9",))),  # a Test that names no test file
        ("a/b/x.py", "test", (("T-9",), ()), (("T-9",), ("UT-1",))),
        ("b/x.py", "governed", NOBODY, NOBODY),
        ("ab/x.py", "governed", NOBODY, NOBODY),
    ],
)
def test_declarers(path, role, by_name, expected):
    assert declarers_of(path, role, by_name, lambda folder: FOLDERS.get(folder, NOBODY)) == expected


def test_paths_below():
    declared = FOLDERS | {"a/x.py": (("T-1",), ()), "a/y.py": (("T-1", "T-4"), ()), "a/t.py": ((), ("UT-1",))}
    assert paths_below(declared) == {"T-1": ["a/x.py", "a/y.py"], "T-4": ["a/y.py"], "UT-1": ["a/t.py"]}
    assert [is_folder(path) for path in ("a/", "a", "")] == [True, False, False]
