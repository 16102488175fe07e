from __future__ import annotations

import pytest

from archhook.adopt.setup_call import setup_call


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import x\nsetup(name='shop', packages=['a', 'b'])", {"name": "shop", "packages": ["a", "b"]}),
        ("N = 'shop'\nM = N\nsetuptools.setup(name=M)", {"name": "shop"}),
        ("if True:\n    setup(name='shop', version=read())", {"name": "shop"}),
        ("setup(packages=find_packages('src'))", {"packages": {"where": ["src"], "include": []}}),
        ("setup(packages=find_packages(where='s', include=('a',)))", {"packages": {"where": ["s"], "include": ["a"]}}),
        ("setup(packages=find_packages(exclude=['t']))", {"packages": {"where": [], "include": []}}),
        ("A = B\nB = A\nsetup(name=A)", {}),
        ("setup(**told)", {}),
        ("setup()", {}),
        ("raise SystemExit(1)", {}),
        ("print 'x'", {}),
        ("\0", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_what_is_written_out_in_a_call_of_setup(source: str, expected: dict[str, object]) -> None:
    assert setup_call(source.encode()) == expected
