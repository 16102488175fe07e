"""What functions of a test file check, call and may be skipped by."""

from __future__ import annotations

import pytest

from archhook.inventory.body_checks import bodies_of

SOURCE = b'''
import pytest
from pytest import mark as m

pytestmark = [pytest.mark.slow, m.skipif(True)]


@m.parametrize("x", [1])
@pytest.mark.xfail
def test_a(x, *, y=1):
    """Doc."""
    assert x
    assert True
    with pytest.raises(ValueError):
        run(x).fails
    def inner():
        assert other(x) == 1
    inner()
    if x:
        pytest.skip("no")


class TestB(Case):
    pytestmark = pytest.mark.skip

    async def test_c(self):
        self.assertEqual(self.client.get(1), 2)
        mocked.assert_called_once()

    class Inner:
        def test_d(self):
            await_it()


if True:
    def test_e(): assert 1 == 1
else:
    @unittest.skipIf(True, "")
    def test_f(): pytest.importorskip("x")
'''


def test_all_that_is_told() -> None:
    found = bodies_of(SOURCE)
    assert sorted(found) == ["", "TestB", "TestB.Inner", "TestB.Inner.test_d", "TestB.test_c", *(
        f"test_{letter}" for letter in "aef"
    )]  # fmt: skip
    assert {name: body.checks for name, body in found.items() if body.checks} == {"test_a": 3, "TestB.test_c": 2}
    assert found["test_a"].calls == {"run", "other"}
    assert found["test_a"].given == ("x", "y", "2")
    assert found["TestB.test_c"].calls == {"get"}
    assert found["TestB.Inner.test_d"].lines == ("await_it()",)
    skips = {name: body.skips for name, body in found.items() if body.skips}
    assert skips == {
        "": ("skipif",),
        "TestB": ("skip",),
        "test_a": ("xfail", "skip"),
        "test_f": ("skipIf", "importorskip"),
    }


@pytest.mark.parametrize("source", [b"def f(:\n", b"\0", b"x = " + b"(" * 5000 + b")" * 5000, b"\xff\xfe def"])
def test_what_is_no_python_has_nothing(source: bytes) -> None:
    assert bodies_of(source) == {}


def test_a_deep_tree_and_the_last_of_two() -> None:
    deep = b"def f():\n    return " + b"-" * 900 + b"1\n"
    assert set(bodies_of(deep)) in ({"", "f"}, set())
    twice = b"def f():\n    assert a\n\n\ndef f():\n    pass\n"
    assert bodies_of(twice)["f"].checks == 0
