from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.adopt.exclusions import HUGE, exclusions
from archhook.adopt.file_imports import Graph, source_roots
from archhook.adopt.holding_tests import test_patterns
from archhook.adopt.named_packages import Shipped
from archhook.adopt.repository_facts import Facts, Held, guarded_lines, held
from archhook.author.paths_of_tests import level_of
from archhook.inventory.patterns import compile_patterns, path_pattern
from archhook.inventory.python_file import inventory
from archhook.inventory.roles import Roles
from archhook.model.config import Config
from archhook.recovery.groups import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

test_patterns.__test__ = False  # type: ignore[attr-defined]  # no test, whatever it is called


def facts(sources: Mapping[str, str]) -> Facts:
    files = {path: held(path, inventory(source.encode()), "", Config()) for path, source in sources.items()}
    roles = {path: Roles(Config(), ()).role_of(path, "100644") for path in files}
    return Facts(files, roles, "shop", "", "", built=frozenset({"", "one/", "two/", "six/"}))


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("tests/test_a.py", ""),
        ("tests/unit/test_a.py", "unit"),
        ("tests/integration/web/test_a.py", "integration"),
        ("integration_tests/test_a.py", "integration"),
        ("integration-tests/web/test_a.py", "integration"),
        ("shop_integration_tests/web/test_a.py", "integration"),
        ("End to end tests/test_a.py", "system"),
        ("tests/end-to-end/test_a.py", "system"),
        ("unittests/test_a.py", "unit"),
        ("web tests/test_a.py", ""),
        ("tests/e2e/test_a.py", "system"),
        ("test/functional/test_a.py", "system"),
        ("t/smoke/tests/test_a.py", "system"),
        ("t/integration/test_a.py", "integration"),
        ("t/unit/app/test_a.py", "unit"),
        ("tests/acceptance/test_a.py", "acceptance"),
        ("pkg/functional/tests/test_a.py", "system"),
        ("tests/web/system/test_a.py", ""),
        ("tests/components/integration/test_a.py", ""),
        ("system/test_a.py", ""),
    ],
)
def test_the_level_is_that_of_the_folder_beside_the_tests(path: str, level: str) -> None:
    assert level_of(path) == level


X = "X = 1\n"
TEST = "def test_a(): assert str(1)\n"


@pytest.mark.parametrize(
    ("sources", "patterns"),
    [
        ({"pkg/a.py": X}, []),
        ({"pkg/a.py": X, "setup.py": X, "docs/conf.py": X, "examples/e.py": X}, ["/docs/", "/setup.py"]),
        ({"docs/e.py": X}, []),
        ({"pkg/a.py": X, "fixtures/bad.py": X, "pkg/fixtures/a.py": X}, ["/fixtures/"]),
        ({"pkg/a.py": X, "pkg/new/{{ name }}/a.py": X}, ["/pkg/new/{{ name }}/"]),
        (
            {"pkg/a.py": X, "pkg/new/{{ name }}/a.py": X, "pkg/new/hooks/post.py": X, "pkg/hooks/b.py": X},
            ["/pkg/new/hooks/", "/pkg/new/{{ name }}/"],
        ),
        ({"pkg/a.py": X, "pkg/examples/e.py": X}, []),
        ({"pkg/a.py": X, "pkg/_vendor/six.py": X}, ["/pkg/_vendor/"]),
        ({"pkg/a.py": X, "pkg/x_pb2.py": X}, ["*_pb2.py"]),
        ({"pkg/a.py": X, "old.py": "print 'x'"}, ["/old.py"]),
        ({"old.py": "print 'x'"}, ["/old.py"]),
        ({"pkg/a.py": X, "pkg/data.py": "".join(f"A{n} = 1\n" for n in range(HUGE + 1))}, ["/pkg/data.py"]),
        ({"pkg/a.py": X, "tests/data/bad.py": "def"}, ["/tests/data/bad.py"]),
        ({"pkg/setup.py": X, "pkg/a.py": X}, []),
        ({"p/a.py": X, "p/q/docs/conf.py": X, "one/setup.py": X, "one/docs/a.py": X}, ["/one/docs/", "/one/setup.py"]),
        (
            {f"{name}/{path}": X for name in ("one", "two", "six") for path in ("setup.py", "docs/a.py", "p/a.py")},
            ["docs/", "setup.py"],
        ),
        (
            {f"{name}/{path}": X for name in ("one", "two", "six") for path in ("setup.py", "docs/a.py", "p/a.py")}
            | {"one/p/setup.py": X, "one/p/docs/b.py": X},
            ["/one/docs/", "/one/setup.py", "/six/docs/", "/six/setup.py", "/two/docs/", "/two/setup.py"],
        ),
    ],
)
def test_what_is_no_part_of_the_product(sources: dict[str, str], patterns: list[str]) -> None:
    found = exclusions(facts(sources))
    assert [one.pattern for one in found] == patterns
    assert all(one.files and one.reason for one in found)


def test_what_cannot_be_read_is_asked_about_unless_it_stands_beside_the_product() -> None:
    found = exclusions(facts({"pkg/a.py": X, "pkg/bad.py": "def", "examples/old.py": "print 'x'"}))
    assert {one.pattern: one.unread for one in found} == {"/examples/old.py": "", "/pkg/bad.py": "pkg/bad.py"}
    assert all(one.reason.startswith("not Python here: ") for one in found)


CASE = "import unittest\nclass A(unittest.TestCase):\n    def test_a(self): assert str(1)\n"


@pytest.mark.parametrize(
    ("sources", "patterns"),
    [
        ({"test/support.py": X, "test/test_a.py": "def test_a(): assert str(1)\n"}, ["/test/"]),
        ({"pkg/test/runner.py": X}, []),
        ({"tests/support.py": X, "tests/test_a.py": "def test_a(): assert str(1)\n"}, []),
        ({"shop/tests.py": CASE, "shop/a.py": X}, ["tests.py"]),
        ({"shop/tests.py": X}, []),
        ({"test cases/1/a.py": X, "a.py": X}, ["/test cases/"]),
        ({"manual-tests/1/a.py": X, "a.py": X}, ["/manual-tests/"]),
        ({"pkg/web_tests/a.py": X, "a.py": X}, []),
        ({"pkg/web_tests/a.py": X, "pkg/web_tests/test_a.py": "def test_a(): assert str(1)\n"}, ["/pkg/web_tests/"]),
        ({"contests/a.py": X, "test/a.py": X, "latest tests.py": X}, []),
    ],
)
def test_where_a_project_keeps_its_tests(sources: dict[str, str], patterns: list[str]) -> None:
    assert [one.pattern for one in test_patterns(facts(sources))] == patterns


@pytest.mark.parametrize(
    ("testpath", "shipped", "patterns"),
    [
        ("t/unit", (), ["/t/"]),
        ("./t", (), ["/t/"]),
        ("t/unit", ("t/",), []),
        ("pkg/tests", (), []),
        (".", (), []),
    ],
)
def test_what_lies_beside_the_tests_of_testpaths_helps_them(
    testpath: str, shipped: tuple[str, ...], patterns: list[str]
) -> None:
    tests = {"t/unit/test_a.py": TEST, "t/smoke/test_b.py": TEST, "t/unit/proj/app.py": X, "pkg/tests/test_c.py": TEST}
    found = facts({**tests, "pkg/a.py": X, "pkg/b.py": X})._replace(shipped=Shipped(shipped))
    assert [one.pattern for one in test_patterns(found, (testpath,))] == patterns


@pytest.mark.parametrize(
    "path", ["a.py", "a b.py", "#a.py", "!a.py", "[x]*?.py", "a\\b.py", "\udcff.py", "end .py", "日.py"]
)
def test_the_pattern_of_a_path_means_it_and_no_other(path: str) -> None:
    matches = compile_patterns([path_pattern(path)])
    assert matches(path)
    assert not matches(f"sub/{path}")
    assert not matches("other.py")


def test_source_roots_are_found_by_the_names_that_are_imported() -> None:
    sources = {
        "packages/x/google/cloud/x/__init__.py": X,
        "packages/x/google/cloud/x/a.py": "from google.cloud.x import b\n",
        "packages/x/google/cloud/x/b.py": X,
        "src/p/__init__.py": "",
        "src/p/m.py": "import p.n\n",
    }
    files = facts(sources).files
    assert source_roots(files, files, ("src", ".")) == ("src", ".", "packages/x")


def test_the_graph_resolves_real_imports_only() -> None:
    sources = {
        "src/p/__init__.py": "",
        "src/p/a.py": "import os\nfrom . import b\nfrom p.c import x\nif TYPE_CHECKING:\n    from p import d\n",
        "src/p/b.py": X, "src/p/c.py": X, "src/p/d.py": X,
    }  # fmt: skip
    one = Link(1)
    links = {("src/p/a.py", "src/p/b.py"): one, ("src/p/a.py", "src/p/c.py"): one}
    assert Graph(facts(sources).files, ("src", ".")).links(["src/p/a.py"], ()) == links


def test_a_name_that_a_package_hands_on_is_followed_unless_its_init_has_a_task() -> None:
    sources = {
        "p/__init__.py": "from p.b import X\n",
        "p/a.py": "from p import X\n",
        "p/b.py": X,
    }
    graph = Graph(facts(sources).files, (".",))
    assert graph.links(["p/a.py"], {"p/a.py", "p/b.py"}) == {("p/a.py", "p/b.py"): Link(1)}
    tasks = {"p/__init__.py", "p/a.py", "p/b.py"}
    assert graph.links(["p/a.py"], tasks) == {("p/a.py", "p/__init__.py"): Link(1)}


def test_statements_are_counted_and_what_they_weigh() -> None:
    source = (
        "from p.b import X, Y\nfrom p.b import Z\nimport p.b\nfrom p.b import (\n    U,\n    V,\n)\n"
        "def f():\n    from p.b import X\ndef g():\n    from p.b import X\n    __import__('p.c')\n"
        "if __name__ == '__main__':\n    from p.c import X\n    if X:\n        import p.b\n"
        "def h():\n    import p.c\n"
    )
    sources = {"p/a.py": source, "p/b.py": X, "p/c.py": X}
    files = facts(sources).files
    files = files | {"p/a.py": files["p/a.py"]._replace(guarded=guarded_lines(source.encode()))}
    assert Graph(files, (".",)).links(files, files) == {
        ("p/a.py", "p/b.py"): Link(run=4, lazy=2, other=1),
        ("p/a.py", "p/c.py"): Link(run=0, lazy=2, other=1),
    }


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("", []),
        ("X = 1\nif __name__ == '__main__':\n    a()\n\n    b()\n", [2, 3, 4, 5]),
        ('if __name__=="__main__": a()\nb()\n', [1]),
        ("if __name__ == '__main__':\n    a()\n# b\n    c()\nd()\n", [1, 2, 3, 4]),
        ("def f():\n    if __name__ == '__main__':\n        a()\n", []),
    ],
)
def test_the_lines_under_the_main_guard(source: str, lines: list[int]) -> None:
    assert [*guarded_lines(source.encode())] == lines


def test_which_imports_count_is_as_configured() -> None:
    source = b"import a\nif TYPE_CHECKING:\n    import b\ndef f():\n    import c\n__import__('d')\n"
    for config, wanted in (
        (Config(), "acd"),
        (Config(typing_imports="count"), "abcd"),
        (Config(dynamic_imports="ignore"), "ac"),
    ):
        assert "".join(sorted(one.module for one in held("x.py", inventory(source), "", config).imports)) == wanted


def test_a_file_that_is_not_python_holds_its_error() -> None:
    assert "null byte" in held("a.py", inventory(b"\0"), "", Config()).error
    assert Held().names == 0
