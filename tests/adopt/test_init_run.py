"""Small projects of every shape: adopted, written, and judged from what lies on disk."""

from __future__ import annotations

import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.files import lay_out
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.adopt import ledger_layout
from archhook.adopt.first_baseline import FROZEN, frozen_lines
from archhook.adopt.init_run import adopt, write
from archhook.cache.cache import Store
from archhook.check.api import judge, open_repo
from archhook.check.request import Request
from archhook.errors import ArchhookError, ConfigError
from archhook.model.ids import canonical
from archhook.model.nodes import parts
from archhook.snapshot.folder import Folder
from archhook.sync.requires_run import prepare

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.adopt.init_run import Adopted
    from archhook.model.findings import Verdict

CLASS = 'class A:\n    """A."""\n\n    def m(self): ...\n\nLIMIT = 1\n\ndef f(): ...\n'
TEST = "def test_a(): assert str(1)\n"
SHAPES: dict[str, dict[str, str]] = {
    "flat": {"shop/__init__.py": "", "shop/a.py": CLASS, "tests/test_a.py": "from shop import a\n" + TEST},
    "src": {"src/shop/__init__.py": "V = 1\n", "src/shop/a.py": CLASS, "tests/unit/test_a.py": TEST},
    "namespace": {"google/shop/__init__.py": "", "google/shop/a.py": CLASS,
                  "google/till/b.py": "import google.shop.a\n"},
    "dynamic": {"a/x.py": "from importlib import import_module\nX = import_module('b.x')\n", "b/x.py": "X = 1\n"},
    "handed on": {"a/__init__.py": "from b.x import X\n", "a/x.py": "X = 1\n", "b/__init__.py": "from .x import *\n",
                  "b/x.py": "from a.x import X\n", "c/x.py": "from b import X\nimport a\n"},
    "several": {"a/__init__.py": "", "a/x.py": "import b.x\n", "b/__init__.py": "", "b/x.py": CLASS,
                **dict.fromkeys(("a/u.py", "a/v.py", "b/u.py", "b/v.py"), CLASS)},
    "circle": {"a/x.py": "import b.x\nX = 1\n", "b/x.py": "import a.x\nX = 1\n",
               **dict.fromkeys(("a/u.py", "a/v.py", "b/u.py", "b/v.py"), CLASS)},
    "small circle": {"a/x.py": "import b.x\nX = 1\n", "b/x.py": "import a.x\nX = 1\n"},
    "tests inside": {"shop/a.py": CLASS, "shop/tests/test_a.py": "from shop.a import A\n" + TEST,
                     "shop/tests/help.py": ""},
    "all levels": {f"tests/{level}/test_a.py": TEST for level in ("unit", "integration", "e2e", "acceptance")}
    | {"a.py": CLASS},
    "scripts": {"one.py": CLASS, "do-it.py": "X = 1\n", "setup.py": "X = 1\n"},
    "django": {"app/models.py": CLASS, "app/tests.py": "class T(TestCase):\n    def test_a(self): assert str(1)\n"},
    "only tests": {"tests/test_a.py": TEST},
    "nothing": {"README.md": "# Nothing\n"},
    "only examples": {"examples/a.py": CLASS},
    "not Python": {"a.py": "print 'x'\n", "b.py": "{% if x %}\n", "c.py": "X = 1\0", "d.py": "X = 1\r\n",
                   "e.py": "X = 1\n"},
    "names": {"a b.py": CLASS, 'q"uote.py': CLASS, "it's.py": CLASS, "back\\slash.py": CLASS, "日本.py": CLASS,
              "st*r[1].py": CLASS, "#a.py": CLASS, "new\nline.py": CLASS, "class.py": CLASS, "1.py": CLASS},
    "the same name": {"a_b.py": CLASS, "a/b.py": CLASS, "a/B.py": CLASS, "test.py": CLASS, "task.py": CLASS},
    "a project inside": {"a.py": CLASS, "sub/m.py": CLASS,
                         "sub/architecture.py": "class X(Intent): ...\nclass Y(Design): ...\n"},
    "architecture is a module": {"architecture.py": CLASS, "a.py": CLASS},
    "architecture is a package": {"architecture/__init__.py": "", "architecture/a.py": CLASS},
    "architecture is a folder": {"architecture/plan.md": "x", "a.py": CLASS},
    "beside": {"shop/__init__.py": "", "shop/a.py": "import tools.t\n" + CLASS, "tools/t.py": CLASS,
               "setup.py": "setup(name='shop', packages=['shop'])\n", "examples/f.py": "import shop.a\n" + CLASS,
               "examples/e.py": "import shop.a\nimport tools.t\n" + CLASS},
    "hollow tests": {"a.py": CLASS, "tests/test_a.py": "def test_a(): pass\n\n\ndef test_b(): ...\n"},
    "monorepo": {"packages/x/p/__init__.py": "", "packages/x/p/a.py": "import p.b\n", "packages/x/p/b.py": CLASS},
}  # fmt: skip


def adopted(folder: Path) -> Adopted:
    """Adopts a folder and writes what came of it."""
    repo = open_repo(str(folder)) if (folder / ".git").exists() else Folder(str(folder))
    found = adopt(Request(str(folder)), repo, Store(""), lambda done, total: None, exclude_unreadable=True)
    write(found.place.folder, found.files)
    return found


def verdict(folder: Path) -> Verdict:
    """The verdict without the placeholders, which people have to write."""
    found = judge(Request(str(folder), no_cache=True)).verdict
    left = tuple(one for one in found.findings if one.code != "LED007")
    assert {one.severity for one in found.findings if one.code == "LED007"} <= {"warning"}
    return found._replace(findings=left)


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_written_holds_at_once(shape: str, tmp_path: Path) -> None:
    lay_out(tmp_path, SHAPES[shape])
    found = adopted(tmp_path)
    judged = verdict(tmp_path)
    assert (judged.exit_code, judged.findings) == (0, ())
    assert judged.nodes == found.verdict.nodes
    assert dict(judged.nodes)["task"] == found.plan.count("task")
    assert set(found.settings.severity) <= {"TRC104", "TST505", "TST506", "TST507", "TST508"}
    toml = tmp_path / "archhook.toml"
    if toml.exists():
        known = {"ledger", "exclude", "tests", "source-roots", "severity", "new-ids"}
        assert set(tomllib.loads(toml.read_text())) <= known
        assert tomllib.loads(toml.read_text())["new-ids"] == "words"
    made = [node for node in found.plan.nodes if node.kind in ("task", "test")]
    assert [node.id for node in made] == [canonical(node.id) for node in made]
    assert not any(parts(node.id)[1].isdigit() for node in made)


def test_code_around_the_product_is_governed_and_never_its_reason(tmp_path: Path) -> None:
    lay_out(tmp_path, SHAPES["beside"])
    found = adopted(tmp_path)
    designs = {
        node.class_name: {field: names for field, names, _ in node.references}
        for node in found.plan.nodes
        if node.kind == "design"
    }
    assert designs == {
        "DesignShop": {"satisfies": ("RequirementShop",)},
        "DesignTools": {"satisfies": ("RequirementDevelopment",), "visible_to": ("D-3",)},
        "DesignExamples": {
            "satisfies": ("RequirementDevelopment",),
            "requires": ("DesignShop", "DesignTools"),
            "visible_to": (),
        },
    }
    assert "\nDEP203 - shop/a.py tools/t.py  #" in found.baseline["archhook-baseline.txt"]
    examples = next(node for node in found.plan.nodes if node.kind == "task" and node.file == "examples/")
    assert (examples.id, examples.class_name, examples.names) == ("T-examples", "TaskExamples", ())
    assert '    visible_to = []\n    symbols = "files"\n' in found.ledger["architecture.py"]
    assert prepare(Request(str(tmp_path), no_cache=True)).new == {}, "the product never requires what stands beside it"


def test_a_law_about_tests_is_not_off_for_code_beside_the_product(tmp_path: Path) -> None:
    files = SHAPES["beside"] | {"tests/test_a.py": "from shop import a\n\n\ndef test_a():\n    assert a.X\n"}
    lay_out(tmp_path, files)
    found = adopted(tmp_path)
    assert "TST505" not in found.settings.severity
    waived = {node.class_name: node.waives for node in found.plan.nodes if node.waives}
    assert waived == {"DesignTools": ("TST505",), "DesignExamples": ("TST505",)}
    text = found.ledger["architecture.py"]
    assert text.count('waives = {"TST505": "code beside the product, which is not tested for its own sake"}') == 2


def test_a_circle_is_cut_where_fewest_imports_are_and_said_so(tmp_path: Path) -> None:
    lay_out(tmp_path, SHAPES["circle"])
    found = adopted(tmp_path)
    designs = {node.class_name: dict(row[:2] for row in node.references) for node in found.plan.nodes}
    assert designs["DesignB"]["requires"] == ("DesignA",)
    assert "requires" not in designs["DesignA"]
    assert "gainst" not in (tmp_path / "architecture.py").read_text(), "the baseline says it"
    assert found.baseline.keys() == {"archhook-baseline.txt"}
    entry = "DEP203 - a/x.py b/x.py  # older than the ledger: it runs against the order of the Designs"
    assert found.baseline["archhook-baseline.txt"].endswith(f"\n\n{entry}\n")
    assert verdict(tmp_path).findings == ()
    (tmp_path / "a/x.py").write_text("import b.x\nfrom b import y\nX = 1\n")
    (tmp_path / "b/y.py").write_text("")
    assert "DEP203" not in [finding.code for finding in verdict(tmp_path).findings], "nobody's is b/y.py"
    task = (
        '\n\nclass TaskBY(Task):\n    """[T-b.y] The other."""\n\n    implements = DesignB\n    file_path = "b/y.py"\n'
    )
    ledger = tmp_path / "architecture.py"
    ledger.write_text(ledger.read_text() + task)
    assert [(one.code, one.symbol) for one in verdict(tmp_path).findings] == [("DEP203", "b/y.py")]


def test_imports_of_tests_and_of_what_is_excluded_are_frozen_one_by_one(tmp_path: Path) -> None:
    lay_out(tmp_path, {"shop/a.py": "import tests.help\nimport vendor.b\n" + CLASS, "tests/help.py": "X = 1\n",
                       "tests/test_a.py": TEST, "vendor/b.py": "X = 1\n"})  # fmt: skip
    found = adopted(tmp_path)
    assert [(finding.code, finding.symbol) for finding in found.frozen] == [
        ("DEP210", "tests/help.py"),
        ("DEP211", "/vendor/"),
    ]
    assert verdict(tmp_path).findings == ()
    assert not {"DEP203", "DEP210", "DEP211"} & {*found.settings.severity}


def test_tests_that_cannot_fail_are_frozen_one_by_one(tmp_path: Path) -> None:
    hollow = "import pytest\n\n\ndef test_b(): ...\n\n\n@pytest.mark.skip\nclass TestC:\n    def test_c(self): f()\n"
    lay_out(tmp_path, {"shop/a.py": CLASS, "tests/test_a.py": TEST, "tests/test_b.py": hollow})
    found = adopted(tmp_path)
    assert [(one.code, one.symbol) for one in found.frozen] == [("TST509", "test_b"), ("TST509", "TestC::test_c")]
    assert [*frozen_lines(found.frozen, "x.txt")] == ["TST509 freezes 2 tests that cannot fail"]
    assert verdict(tmp_path).findings == ()
    (tmp_path / "tests/test_a.py").write_text(hollow)
    assert [(one.code, one.file) for one in verdict(tmp_path).findings][:1] == [("TST509", "tests/test_a.py")]


def test_a_baseline_without_a_ledger_stops_it(tmp_path: Path) -> None:
    lay_out(tmp_path, SHAPES["flat"] | {"archhook-baseline.txt": ""})
    with pytest.raises(ArchhookError, match="there is a baseline") as stopped:
        adopted(tmp_path)
    assert stopped.value.fix.endswith("remove it")
    (tmp_path / "archhook-baseline.txt").unlink()
    adopted(tmp_path)
    assert verdict(tmp_path).exit_code == 0


def test_a_package_gets_the_projects_name_before_the_scripts_beside_it(tmp_path: Path) -> None:
    files = dict.fromkeys(("one.py", "two.py", "three.py", "shop/a.py", "shop/b.py"), CLASS)
    lay_out(tmp_path, files | {"shop/__init__.py": "V = 1\n", "setup.cfg": "[metadata]\nname = shop\n"})
    designs = {node.file: node.class_name for node in adopted(tmp_path).plan.nodes if node.kind == "design"}
    assert designs == {"shop": "DesignShop", "": "DesignTopFolder"}


def test_the_readme_may_be_a_link(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("linked")
    lay_out(repo.path, {"a.py": CLASS, "docs/about.md": "# A\n\nIt sells shoes to people on foot.\n"})
    (repo.path / "README.md").symlink_to("docs/about.md")
    repo.git("add", ".")
    assert adopted(repo.path).facts.readme == "It sells shoes to people on foot."


@pytest.mark.parametrize("target", ["README.md", "nowhere.md", "/etc/hostname", "../x", "docs"])
def test_a_link_that_leads_nowhere_says_nothing(target: str, git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("linked")
    lay_out(repo.path, {"a.py": CLASS, "docs/about.md": "x"})
    (repo.path / "README.md").symlink_to(target)
    repo.git("add", ".")
    assert adopted(repo.path).facts.readme == ""


def test_each_exemption_is_written_with_its_number(tmp_path: Path) -> None:
    lay_out(tmp_path, SHAPES["several"])
    adopted(tmp_path)
    text = (tmp_path / "archhook.toml").read_text()
    assert 'TST505 = "off" # hides 2: a Design that no unit test verifies' in text
    (tmp_path / "archhook.toml").unlink()
    codes = [finding.code for finding in verdict(tmp_path).findings]
    assert {code: codes.count(code) for code in codes} == {"TST505": 2, "TST506": 2, "TST507": 1, "TST508": 1}


def test_a_large_ledger_is_a_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_layout, "LONG", 60)
    lay_out(tmp_path, {f"{folder}/m{number}.py": CLASS for folder in ("a/x", "a/y", "b") for number in range(6)})
    found = adopted(tmp_path)
    assert sorted(found.ledger) == [f"architecture/{name}.py" for name in ("__init__", "a_x", "a_y", "b", "plan")]
    assert verdict(tmp_path).exit_code == 0


def test_a_repository_without_a_commit_is_adopted_with_all_that_git_does_not_ignore(
    git_repo: Callable[..., GitRepo],
) -> None:
    repo = git_repo("new")
    lay_out(repo.path, {"a.py": CLASS, ".gitignore": "b.py\n", "b.py": CLASS})
    found = adopted(repo.path)
    assert found.place.untracked
    assert found.plan.count("task") == 1
    repo.git("add", ".")
    assert verdict(repo.path).exit_code == 0


def test_links_and_what_git_does_not_track_are_left_alone(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("links")
    lay_out(repo.path, {"a.py": CLASS})
    (repo.path / "link.py").symlink_to("a.py")
    repo.git("add", ".")
    lay_out(repo.path, {"scratch.py": CLASS})
    assert adopted(repo.path).plan.count("task") == 1
    repo.git("add", "architecture.py", "archhook.toml")
    assert verdict(repo.path).exit_code == 0


def test_a_configuration_that_says_enough_is_kept(tmp_path: Path) -> None:
    off = "".join(f'{code} = "off"\n' for code in ("TST505", "TST506", "TST507", "TST508"))
    written = f'[tool.archhook]\nsymbols = "public"\nexclude = ["old/"]\n[tool.archhook.severity]\n{off}'
    lay_out(tmp_path, {"a.py": "def _f(): ...\n", "old/b.py": CLASS, "pyproject.toml": written})
    found = adopted(tmp_path)
    assert found.configuration == {}
    assert [node.names for node in found.plan.nodes if node.kind == "task"] == [()]
    assert verdict(tmp_path).exit_code == 0


def test_a_configuration_that_says_too_little_is_told_what_is_missing(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.py": CLASS, "pyproject.toml": "[tool.archhook]\n"})
    with pytest.raises(ConfigError) as raised:
        adopted(tmp_path)
    assert 'TST505 = "off"' in raised.value.fix
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "pyproject.toml"]


@pytest.mark.parametrize("ledger", ["architecture.py", "architecture/__init__.py"])
def test_a_ledger_is_never_overwritten(ledger: str, tmp_path: Path) -> None:
    text = "class A(Intent): ...\nclass B(Requirement): ...\n"
    lay_out(tmp_path, {"a.py": CLASS, ledger: text})
    with pytest.raises(ArchhookError, match="there is a ledger already"):
        adopted(tmp_path)
    assert (tmp_path / ledger).read_text() == text


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, {"z.toml": "mine"})
    with pytest.raises(ArchhookError, match="nothing was written"):
        write(str(tmp_path), {"architecture/__init__.py": "x", "architecture/plan.py": "y", "z.toml": "theirs"})
    assert [path.name for path in tmp_path.iterdir()] == ["z.toml"]
    assert (tmp_path / "z.toml").read_text() == "mine"


NAMES = st.sampled_from(
    ["a", "b", "tests", "test", "docs", "src", "test_a", "b_test", "conftest", "__init__", "setup", "x y"]
)
SOURCES = st.sampled_from(
    ["", CLASS, TEST, "import a.b\nimport b\n", "from . import a\nX = 1\n", "from tests import a\n", "def", "X = 1\0"]
)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + ".py")


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(PATHS, SOURCES, max_size=12))
def test_whatever_the_tree_the_ledger_holds(files: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        lay_out(Path(folder), files)
        adopted(Path(folder))
        assert verdict(Path(folder)).findings == ()
        (Path(folder) / "archhook-baseline.txt").unlink(missing_ok=True)
        left = prepare(Request(folder, no_cache=True))
        assert left.new == {}, "what may be required is"
        assert {one.code for one in verdict(Path(folder)).findings} <= {*FROZEN}
