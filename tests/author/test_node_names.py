"""What new nodes are called: free ids and words made from paths, class names, and titles that follow a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archhook.author.node_names import Ids, class_name, retitled, word_of
from archhook.model.ids import canonical

ROOTS = ("src", ".")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("src/cache/redis_client.py", "cache.redis_client"),
        ("cache/client.py", "cache.client"),
        ("src/Cache/HTTPClient.py", "cache.httpclient"),
        ("src/cache/__init__.py", "cache"),
        ("src/__init__.py", "__init__"),
        ("__init__.py", "__init__"),
        ("setup.py", "setup"),
        ("tools/build-all.py", "tools.build-all"),
        ("tools/a b.py", "tools.a-b"),
        ("tools/a+.py", "tools.a"),
        ("tools/v1.2.py", "tools.v1-2"),
        ("migrations/0001.py", "migrations.m0001"),
        ("2024/01-02.py", "m2024.m01-02"),
        ("é.py", "m"),
        ("src/_.py", "m_"),
        ("srcs/a.py", "srcs.a"),
    ],
)
def test_a_word_is_the_name_of_the_module(path: str, word: str) -> None:
    assert word_of(path, ROOTS) == word


def test_the_longest_root_that_holds_a_file_tells() -> None:
    assert word_of("src/app/x.py", (".", "src", "src/app/")) == "x"
    assert word_of("src/app/x.py", ("./src", "lib")) == "app.x"
    assert word_of("tools/x.py", ("src",)) == "tools.x"


@given(st.lists(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_path_makes_a_word(parts: list[str]) -> None:
    node_id = f"T-{word_of('/'.join(parts) + '.py', ROOTS)}"
    assert canonical(node_id) == node_id


def test_a_word_that_is_taken_is_counted() -> None:
    ids = Ids(["T-a", "T-b.2", "UT-c", "T-7", "T-D-a", "T-7.9"])
    assert [ids.word("T", word) for word in ("a", "a", "b", "b", "c")] == ["T-a.2", "T-a.3", "T-b", "T-b.3", "T-c"]
    assert (ids.number("T"), ids.number("UT"), ids.number("UT")) == ("T-8", "UT-1", "UT-2")


def test_case_tells_no_ids_apart() -> None:
    assert Ids(["auth-T-a"]).word("AUTH-T", "a") == "AUTH-T-a.2"


def test_an_id_instead_of_another_is_of_its_form() -> None:
    ids = Ids(["D-3", "D-a.b", "D-a.b.2", "APP-D-1.4"])
    assert [ids.instead(one) for one in ("D-3", "D-a.b", "D-a.b.2", "APP-D-1.4")] == [
        "D-4",
        "D-a.b.3",
        "D-a.b.4",
        "APP-D-2",
    ]


@pytest.mark.parametrize(
    ("path", "level", "name"),
    [
        ("tests/integration/test_backoff_int.py", "integration", "IntegrationBackoffInt"),
        ("tests/integration/test_integration_backoff.py", "integration", "IntegrationBackoff"),
        ("tests/unit/test_unit.py", "unit", "UnitUnit"),
        ("t/unit/app/test_app.py", "unit", "UnitTAppApp"),
        ("tests/system/test_operating_system.py", "system", "SystemOperatingSystem"),
        ("tests/unit/test_integration.py", "unit", "UnitIntegration"),
        ("tests/test_till.py", "unit", "UnitTill"),
        ("src/till/unit.py", "", "TaskTillUnit"),
        ("src/tests.py", "", "TaskTests"),
        ("integration/__init__.py", "integration", "IntegrationInit"),
        ("tests/system/test_exit.py", "system", "SystemExit2"),
    ],
)
def test_the_level_is_said_once(path: str, level: str, name: str) -> None:
    assert class_name(path, level, ("src", "."), lambda name: False) == name


def test_a_name_that_is_taken_gets_a_number() -> None:
    taken = {"UnitTill", "UnitTill2"}
    assert class_name("tests/unit/test_till.py", "unit", (), taken.__contains__) == "UnitTill3"
    assert class_name("tests/unit/test_tests.py", "unit", (), lambda name: False) == "Unit2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The code of a.py", "The code of b/c.py"),
        ("[T-1] The code of a.py.", "[T-1] The code of b/c.py."),
        ('"""[T-1] The code of\n    a.py.\n    """', '"""[T-1] The code of\n    b/c.py.\n    """'),
        ('"""[T-1] The\n    code of a.py.\n    """', '"""[T-1] The\n    code of b/c.py.\n    """'),
        ('"""[T-1] The code\n    of a.py.\n    """', '"""[T-1] The code\n    of b/c.py.\n    """'),
        ("'The tests of a.py', x", "'The tests of b/c.py', x"),
        ("The code of a.py. More.", "The code of b/c.py. More."),
        ("The code of a.pyx.", ""),
        ("The code of xa.py.", ""),
        ("The code of a.py and of b.py.", ""),
        ("The heart of a.py.", ""),
        ("a.py", ""),
    ],
)
def test_only_the_own_sentence_follows(text: str, expected: str) -> None:
    assert retitled(text, "a.py", "b/c.py") == (expected or text)


@pytest.mark.parametrize(("old", "new"), [("a b.py", "c.py"), ("a.py", ""), ("a.py", "c d.py"), ("a.py", 'c".py')])
def test_paths_that_make_no_sentence_are_let_be(old: str, new: str) -> None:
    assert retitled(f"The code of {old}.", old, new) == f"The code of {old}."
