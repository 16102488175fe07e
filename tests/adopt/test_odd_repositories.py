"""Repositories that are like no other: a first ledger that holds, in every detail, or what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

CODE = "def go():\n    return 1\n"
TEST = "def test_go():\n    assert str(1)\n"
FLAT = {
    f"flat/mod_{number}.py": "".join(
        f"from flat.mod_{(number * 7 + step) % number} import go as go_{step}\n" for step in range(min(number, 3))
    )
    + f"\n\n{CODE}"
    for number in range(120)
}
ODD = {
    "no imports": {f"part_{number}.py": CODE for number in range(9)},
    "one file": {"only.py": CODE},
    "an empty file": {"only.py": ""},
    "roots that overlap": {
        **dict.fromkeys(("src/__init__.py", "src/shop/__init__.py", "src/store/__init__.py"), ""),
        "src/shop/a.py": "from src.store.b import go\n",
        "src/store/b.py": CODE,
        "tests/test_a.py": "from src.shop.a import go\n\n\ndef test_go():\n    assert go()\n",
    },
    "many flat files": FLAT,
    "a circle of all": {f"ring/m{n}.py": f"from ring.m{(n + 1) % 30} import go as on\n\n\n{CODE}" for n in range(30)},
    "two packages of one name": {
        f"{folder}/shop/{name}": text
        for folder in ("a", "b")
        for name, text in (("__init__.py", ""), ("one.py", f"from shop.two import go\n\n\n{CODE}"), ("two.py", CODE))
    },
    "generated code": {
        "main.py": f"from gen import x1_pb2\n\n\n{CODE}",
        **{f"gen/x{n}_pb2.py": "# DO NOT EDIT\n" + "".join(f"_A{i} = {i}\n" for i in range(50)) for n in range(9)},
    },
    "tests alone": {"tests/test_a.py": TEST, "tests/help.py": CODE},
    "tests beside code": {"shop/__init__.py": "", "shop/a.py": CODE, "shop/test_a.py": TEST, "shop/a_test.py": TEST},
    "no Python": {"README.md": "# Nothing\n"},
    "names that are no identifiers": {"my-app/run me.py": CODE, "my-app/2nd.py": CODE, "my-app/class.py": CODE},
    "one name in each case": {"shop/Code.py": CODE, "shop/code.py": CODE},
    "deep": {"a/" * 40 + "x.py": CODE},
}


@pytest.mark.parametrize("detail", ["symbols", "files", "folders"])
@pytest.mark.parametrize("name", ODD)
def test_the_first_ledger_holds(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    name: str, detail: str,
) -> None:  # fmt: skip
    repo = git_repo("odd")
    repo.commit("odd", files=ODD[name])
    monkeypatch.chdir(repo.path)
    assert main(["init", "--detail", detail]) == 0, capsys.readouterr().err
    assert main(["check", "--quiet"]) == main(["check", "--quiet", "--no-cache"]) == 0
    assert main(["check", "--staged", "--quiet"]) == 0
    assert main(["sync", "--check", "--quiet"]) == 0
    titles = [line for line in capsys.readouterr().out.splitlines() if "[D-" in line]
    assert len(titles) == len(set(titles))


def test_what_notebooks_export_is_named_with_the_way_out(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook = "# %%\nimport os\n# %%\n!pip install x\n%matplotlib inline\nx = 1\n"
    repo = git_repo("notebooks")
    repo.commit("notebooks", files={"nb/one.py": notebook, "nb/two.py": notebook, "shop.py": CODE})
    monkeypatch.chdir(repo.path)
    assert main(["init"]) == 2
    said = capsys.readouterr().err
    assert "cannot read 2 files" in said and "archhook init --exclude-unreadable" in said and "nb/one.py:4" in said
    assert main(["init", "--exclude-unreadable"]) == 0
    assert main(["check", "--quiet"]) == 0


def test_tracked_files_that_are_missing_are_named_and_a_tree_without_any_is_not_adopted(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo("missing")
    repo.commit("shop", files={"shop/a.py": CODE, "shop/b.py": CODE, "README.md": "# Shop\n"})
    monkeypatch.chdir(repo.path)
    (repo.path / "shop/a.py").unlink()
    assert main(["init", "--dry-run"]) == 0
    assert (
        "1 tracked Python file is missing in the work tree, and is no part of this ledger: shop/a.py\n"
        in capsys.readouterr().out
    )
    (repo.path / "shop/b.py").unlink()
    assert main(["init"]) == 2
    said = capsys.readouterr().err
    assert "git tracks 2 Python files here, and the work tree has none of them; nothing was written" in said
    assert "`git restore .` brings them back" in said
    repo.run("restore", ".")
    assert main(["init", "-q"]) == 0


def test_where_there_is_no_python_yet_it_is_said_what_comes_next(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = git_repo("empty")
    repo.commit("empty", files={"README.md": "# Shop\n"})
    monkeypatch.chdir(repo.path)
    assert main(["init"]) == 0
    said = capsys.readouterr().out
    assert "git tracks no Python file here: `archhook sync` takes in what will be written" in said


def test_only_source_roots_that_are_there_are_written_and_none_of_examples(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {
        "lib/shop/__init__.py": "X = 1\n",
        "lib/shop/a.py": f"from shop import X\n\n\n{CODE}",
        "setup.cfg": "[metadata]\nname = shop\n",
        "examples/one/tasks.py": CODE,
        "examples/one/run.py": f"from tasks import go as on\n\n\n{CODE}",
    }
    repo = git_repo("roots")
    repo.commit("roots", files=files)
    monkeypatch.chdir(repo.path)
    assert main(["init", "-q"]) == 0
    assert 'source-roots = [\n    ".",\n    "lib",\n]\n' in (repo.path / "archhook.toml").read_text()
    assert main(["check", "-q"]) == 0
