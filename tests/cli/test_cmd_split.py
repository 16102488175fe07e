"""`archhook split` in real repositories: what is proposed, what a part is made of, what bounds it, what is frozen."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from helpers.walls import HEAD, OFF

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER, BASELINE = "architecture.py", "archhook-baseline.txt"
FILES = {
    "shop/cart.py": "import shop.price\nimport shop.web.page\nX = 1\n",
    "shop/price.py": "X = 1\n",
    "shop/web/page.py": "import shop.price\nimport shop.web.form\nX = 1\n",
    "shop/web/form.py": "X = 1\n",
    "app.py": "import shop.web.page\nX = 1\n",
}
INTO = ("--into", "web=shop/web/")


def design(name: str, node_id: str, *fields: str) -> str:
    lines = "".join(f"    {line}\n" for line in fields)
    return f'\n\nclass {name}(Design):\n    """[{node_id}] {name}."""\n\n{lines}'


def task(number: int, path: str, implements: str = "Shop") -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] {path}."""\n\n    implements = {implements}\n'
        f'    file_path = "{path}"\n    globals = ["X"]\n'
    )


def ledger(*fields: str, app: tuple[str, ...] = ("requires = [Shop]",), more: str = "") -> str:
    paths = sorted(FILES.keys() - {"app.py"})
    return "".join(
        (
            HEAD,
            design("Shop", "D-1", "satisfies = [What]", *fields),
            design("App", "D-2", "satisfies = [What]", *app),
            *(task(number, path) for number, path in enumerate(paths, 1)),
            task(9, "app.py", "App"),
            more,
        )
    )


@pytest.fixture
def scene(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Callable[..., GitRepo]:
    """Makes a shop whose one Design another one requires; the current folder."""

    def made(text: str, config: str = "", severities: str = "", **files: str) -> GitRepo:
        repo = git_repo("scene")
        settings = f'{config}new-ids = "words"\n[severity]\n{OFF}{severities}'
        more = {path.replace("__", "/") + ".py": content for path, content in files.items()}
        repo.commit("start", files=FILES | more | {LEDGER: text, "archhook.toml": settings})
        monkeypatch.chdir(repo.path)
        assert main(["check", "-q"]) == 0
        return repo

    return made


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[str]:
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    return [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]]


def node(text: str, node_id: str) -> str:
    """The class statement of a node."""
    statements = re.split(r"(?m)^(?=class )", text)
    return next(one for one in statements if f"[{node_id}]" in one).rstrip() + "\n"


def test_a_part_is_a_design_with_what_its_code_requires(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(ledger())
    before = repo.read(LEDGER)
    assert main(["split", "D-1", *INTO]) == 0
    out, said = capsys.readouterr()
    assert out.startswith("D-1 (Shop) falls into 2 parts:\n")
    assert "archhook: D-web new (DesignWeb): 2 Tasks; +requires D-1\n" in said
    assert "archhook: D-1 keeps 2 files; its docstring is about the whole: read it again\n" in said
    assert "archhook: D-2: +requires D-web, -requires D-1\n" in said
    assert "archhook: frozen in archhook-baseline.txt, as no law saw it within one Design: DEP203 1" in said
    assert "archhook: 1 placeholder to be written by people (LED007): D-web\n" in said
    text = repo.read(LEDGER)
    assert node(text, "D-web") == (
        'class DesignWeb(Design):\n    """[D-web] Web.\n\n    PLACEHOLDER: what these files of shop/web (form, page)'
        ' decide together, and why\n    apart from D-1.\n    """\n\n    satisfies = [What]\n'
        "    requires = [Shop]\n"
    )
    assert node(text, "D-2") == node(before, "D-2").replace("[Shop]", "[DesignWeb]")
    assert node(text, "D-1") == node(before, "D-1")
    assert [node(text, f"T-{number}").count("DesignWeb") for number in (1, 2, 3, 4, 9)] == [0, 0, 1, 1, 0]
    assert repo.read(BASELINE).endswith("DEP203 - shop/cart.py shop/web/page.py  # D-1 was split\n")
    assert {*findings(capsys)} == {*findings(capsys, "--no-cache")} == {"LED007"}
    assert main(["sync", "--check"]) == 0
    assert subprocess.run([sys.executable, LEDGER], cwd=repo.path, check=False).returncode == 0


def content(repo: GitRepo) -> tuple[str, str]:
    return repo.read(LEDGER), repo.read(BASELINE) if (repo.path / BASELINE).exists() else ""


def test_a_proposal_writes_nothing_and_its_command_makes_it(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    more = {f"shop__web__more{number}": "import shop.web.form\nX = 1\n" for number in range(4)}
    tasks = "".join(task(20 + number, f"shop/web/more{number}.py") for number in range(4))
    repo = scene(ledger(more=tasks), **more)
    before = repo.read(LEDGER)
    assert main(["split", "D-1"]) == 0
    out, said = capsys.readouterr()
    assert repo.read(LEDGER) == before
    assert not (repo.path / BASELINE).exists()
    assert "architecture.py, archhook-baseline.txt would change" in said or "architecture.py would change" in said
    assert "`archhook split D-1 --write` writes it" in said
    command = said.splitlines()[-1]
    assert main(["split", "D-1", "--diff"]) == 0
    patch = capsys.readouterr().out
    assert main(["split", "D-1", "--write"]) == 0
    assert capsys.readouterr().out == out
    written = content(repo)
    repo.git("reset", "--hard", "-q")
    (repo.path / BASELINE).unlink(missing_ok=True)
    assert main(shlex.split(command)[1:]) == 0
    assert content(repo) == written
    repo.git("reset", "--hard", "-q")
    (repo.path / BASELINE).unlink(missing_ok=True)
    (repo.path / "it.patch").write_text(patch)
    repo.run("apply", "it.patch")
    assert content(repo) == written


def test_a_new_baseline_counts_at_once(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    repo = scene(ledger())
    assert main(["split", "D-1", *INTO]) == 0
    assert BASELINE in repo.run("ls-files")
    assert "DEP203" not in findings(capsys)


def test_nothing_is_frozen_where_nobody_looks(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = scene(ledger())
    before = repo.read(LEDGER)
    monkeypatch.setenv("CI", "true")
    assert main(["split", "D-1", *INTO, "--diff"]) == 0
    assert main(["split", "D-1", *INTO]) == 2
    assert "the baseline is not written in CI (CI is set)" in capsys.readouterr().err
    assert repo.read(LEDGER) == before
    monkeypatch.delenv("CI")
    repo.write(BASELINE, "# mine\n")
    assert main(["split", "D-1", *INTO]) == 2
    assert "the baseline exists but is untracked" in capsys.readouterr().err
    assert (repo.read(LEDGER), repo.read(BASELINE)) == (before, "# mine\n")


def test_a_project_below_the_top_is_split_and_moved_in(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = scene(ledger())
    (repo.path / "sub").mkdir()
    repo.run("mv", "shop", "app.py", LEDGER, "archhook.toml", "sub/")
    config = ("--config", "sub/archhook.toml")
    assert main(["split", "D-1", *INTO, *config]) == 0
    assert capsys.readouterr().err.endswith(
        "archhook: sub/architecture.py changed\n"
        "archhook: sub/archhook-baseline.txt is new, and staged: a check reads what git tracks\n"
    )
    assert {*findings(capsys, *config)} == {"LED007"}
    monkeypatch.chdir(repo.path / "sub" / "shop")
    assert main(["move", "web/form.py", "D-1", *config]) == 0
    assert "T-3 (shop/web/form.py): implements D-1, no longer D-web" in capsys.readouterr().err
    assert main(["move", "sub/shop/web/form.py", "D-web", *config, "--diff"]) == 0
    assert "--- a/sub/architecture.py\n" in capsys.readouterr().out


def test_what_bounds_a_design_bounds_its_parts(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields = (
        'layer = "low"', 'packages = ["attr"]', 'forbids = ["D-2"]', 'visible_to = ["D-2"]',
        'interface = ["shop/price.py", "shop/web/page.py"]', 'exclusive_packages = ["attr"]',
    )  # fmt: skip
    repo = scene(
        ledger(*fields),
        config='layers = ["high", "low"]\n',
        shop__cart="import attr\nimport shop.price, shop.web.form\nX = 1\n",
    )
    before = node(repo.read(LEDGER), "D-1")
    assert main(["split", "D-1", *INTO]) == 0
    said = capsys.readouterr().err
    text = repo.read(LEDGER)
    web = node(text, "D-web")
    for line in ('layer = "low"', 'packages = ["attr"]', 'forbids = ["D-2"]', 'interface = ["shop/web/page.py"]'):
        assert f"    {line}\n" in web
    assert '    visible_to = ["D-2"]\n' in web
    assert "exclusive_packages" not in web
    own = node(text, "D-1")
    assert own == before.replace(', "shop/web/page.py"', "").replace(
        'visible_to = ["D-2"]', 'visible_to = ["D-2", "D-web"]'
    )
    assert "DEP203 1" in said
    assert {*findings(capsys)} == {"LED007"}
    repo.write("app.py", "import shop.web.form\nX = 1\n")
    assert "DEP205" in findings(capsys)  # what was private is


def test_an_interface_of_which_all_goes_still_says_that_nothing_is_offered(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(ledger('interface = ["shop/web/page.py"]'))
    assert main(["split", "D-1", *INTO]) == 0
    assert "    interface = []\n" in node(repo.read(LEDGER), "D-1")
    assert {*findings(capsys)} == {"LED007"}


def test_waivers_go_where_they_exempt_something(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    waives = 'waives = {"DEP207": "a plug-in", "TST505": "by hand"}'
    text = ledger("packages = []", waives)
    repo = scene(
        text, severities='TST506 = "off"\n'.replace("TST506", "DEP209"), shop__web__form="import attr\nX = 1\n"
    )
    settings = repo.read("archhook.toml").replace('TST505 = "off"\n', "").replace('LED005 = "off"\n', "")
    repo.write("archhook.toml", settings)
    repo.write(LEDGER, text.replace("requires = [Shop]", 'requires = [Shop]\n    waives = {"TST505": "by hand"}'))
    assert findings(capsys) == []
    assert main(["split", "D-1", *INTO]) == 0
    assert '    waives = {"DEP207": "a plug-in", "TST505": "by hand"}\n' in node(repo.read(LEDGER), "D-web")
    assert {*findings(capsys)} == {"LED005", "LED007"}  # the old Design's waiver of the package exempts nothing now


def test_tests_go_to_the_part_that_they_are_about(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    tests = "".join(
        f'\n\nclass U{number}(UnitTest):\n    """[UT-{number}] A test."""\n\n    verifies = Shop\n'
        f'    test_file = "tests/test_{name}.py"\n    test_functions = "*"\n'
        for number, name in enumerate(("page", "cart", "odd"))
    )
    body = "\n\n\ndef test_x():\n    assert 1 + 1\n"
    files = {
        "tests__test_page": f"import shop.web.page{body}", "tests__test_cart": f"import shop.cart{body}",
        "tests__test_odd": f"import os{body}",
    }  # fmt: skip
    repo = scene(ledger(more=tests).replace("import Design", "import UnitTest, Design"), **files)
    assert main(["split", "D-1", *INTO]) == 0
    said = capsys.readouterr().err
    assert "D-web new (DesignWeb): 2 Tasks, 1 Test; +requires D-1\n" in said
    assert "D-1 keeps 2 files, 2 Tests; nothing tells of UT-2 which part it is about; its docstring" in said
    assert [node(repo.read(LEDGER), f"UT-{number}").count("DesignWeb") for number in range(3)] == [1, 0, 0]


def test_a_design_with_figures_keeps_them_and_who_requires_it(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    text = ledger("estimated = ResourceConstraints(memory_mb=64)").replace(
        "import Design", "import ResourceConstraints, Design"
    )
    repo = scene(text)
    assert main(["split", "D-1", *INTO]) == 0
    said = capsys.readouterr().err
    assert "D-1 keeps its figures, which were taken with the parts: give each its own share\n" in said
    assert "estimated" not in node(repo.read(LEDGER), "D-web")
    assert "    requires = [DesignWeb, Shop]\n" in node(repo.read(LEDGER), "D-2")


CALLED = '\n\n\nif __name__ == "__main__":\n    validate_architecture([Why()], [What()], [Shop(), App()], TASKS)\n'


def test_a_part_is_in_force_and_in_the_form_of_its_design(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    text = ledger().replace("import Design", "import validate_architecture, Design").replace(
        "    satisfies = [What]\n\n\nclass App",
        '    def __init__(self):\n        super().__init__("[D-1]", "Shop", satisfies=[What])\n\n\nclass App',
    )  # fmt: skip
    tasks = ", ".join(f"T{number}()" for number in (1, 2, 3, 4, 9))
    repo = scene(text.rstrip() + CALLED.replace("TASKS", f"[{tasks}]"))
    assert main(["split", "D-1", *INTO]) == 0
    text = repo.read(LEDGER)
    assert "        Shop(),\n        DesignWeb(),\n        App(),\n" in text
    assert (
        '    def __init__(self):\n        super().__init__(\n            "[D-web]",\n'
        '            "Web",\n            satisfies=[What],\n' in text
    )
    assert {*findings(capsys)} == {"LED007"}


def test_numbers_or_an_id_of_ones_own(scene: Callable[..., GitRepo]) -> None:
    repo = scene(ledger())
    settings = repo.read("archhook.toml")
    repo.write("archhook.toml", settings.replace('new-ids = "words"\n', ""))
    assert main(["split", "D-1", "--into", "web=shop/web/page.py", "--into", "D-form=shop/web/form.py", "-q"]) == 0
    text = repo.read(LEDGER)
    assert "class DesignWeb(Design):" in node(text, "D-3")
    assert "class DesignForm(Design):" in node(text, "D-form")


def test_a_task_of_a_folder_stays_with_most_of_it(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = task(1, "shop/").replace('    globals = ["X"]\n', "")
    text = (
        HEAD
        + design("Shop", "D-1", "satisfies = [What]")
        + design("App", "D-2", "satisfies = [What]", "requires = [Shop]")
    )
    text += folder + task(9, "app.py", "App")
    repo = scene(text, config='symbols = "files"\n')
    assert main(["split", "D-1", "--into", "form=shop/web/form.py"]) == 0
    assert "archhook: T-shop.web.form new (shop/web/form.py): implements D-form\n" in capsys.readouterr().err
    assert "    implements = Shop\n" in node(repo.read(LEDGER), "T-1")
    assert {*findings(capsys)} == {"LED007"}
    assert main(["move", "shop/web", "D-form"]) == 1
    said = capsys.readouterr().err
    assert "D-2 (App): +requires D-form (Form), for 1 import (app.py:1): proposed" in said
    assert "archhook: T-shop.web new (shop/web/): implements D-form, taken out of T-1 (shop/)\n" in said
    assert findings(capsys) == findings(capsys, "--no-cache")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("D-2",), "D-2 has 1 file, too few to fall into parts"),
        (("D-7",), "the ledger has no node D-7\n    fix: did you mean D-1?"),
        (("T-1",), "T-1 is a Task, and `archhook split` takes a Design"),
        ((), "`archhook split` names no Design"),
        (("D-1", "--into", "web=shop/wbe/"), "no file of D-1 is like shop/wbe/"),
        (("D-1", "--into", "web=shop/"), "nothing would be left of D-1"),
        (("D-1", "--into", "web"), "--into takes NAME=PATTERN, not 'web'"),
        (("D-1", "--into", "web="), "--into takes NAME=PATTERN"),
        (("D-1", "--into", "???=shop/web/"), "--into names '???', which is no word"),
        (("D-1", "--into", "T-web=shop/web/"), "--into names T-web, which is no id of a Design"),
        (
            ("D-1", "--into", "D-2=shop/web/"),
            "D-2 is there already\n    fix: archhook move shop/web/ D-2",
        ),
        (("D-1", "--into", "a=shop/web/", "--into", "b=page.py"), "shop/web/page.py would be of a and of b"),
    ],
)
def test_what_cannot_be_split_is_said(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    repo = scene(ledger())
    before = repo.read(LEDGER)
    assert main(["split", *words]) == 2
    assert told in capsys.readouterr().err
    assert repo.read(LEDGER) == before
