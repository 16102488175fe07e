"""The commands that refactor a ledger loosen nothing, or what they loosen is told: between real commits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.cli import document
from helpers.loosening import PROJECT
from helpers.walls import HEAD, OFF

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    Told = Callable[..., list[tuple[str, str]]]

FILES = {
    "shop/cart.py": "import shop.price\nX = 1\n",
    "shop/price.py": "X = 1\n",
    "shop/web/page.py": "import shop.price\nimport shop.web.form\nX = 1\n",
    "shop/web/form.py": "X = 1\n",
    "app.py": "import shop.web.page\nX = 1\n",
}
LIMITS = (
    'layer = "low"', 'packages = ["redis"]', 'exclusive_packages = ["redis"]', 'interface = ["shop/web/page.py"]',
    'visible_to = ["D-2"]', 'forbids = ["D-3"]', 'conflicts_with = ["D-4"]',
)  # fmt: skip


def design(name: str, node_id: str, *fields: str) -> str:
    lines = "".join(f"    {line}\n" for line in fields)
    return f'\n\nclass {name}(Design):\n    """[{node_id}] {name}."""\n\n{lines}'


def task(number: int, path: str, implements: str) -> str:
    return (
        f'\n\nclass T{number}(Task):\n    """[T-{number}] {path}."""\n\n    implements = {implements}\n'
        f'    file_path = "{path}"\n    globals = ["X"]\n'
    )


SHOP = "".join((
    HEAD,
    design("Shop", "D-1", "satisfies = [What]", *LIMITS),
    design("App", "D-2", "satisfies = [What]", "requires = [Shop]", 'layer = "high"'),
    design("Far", "D-3", "satisfies = [What]"),
    design("Old", "D-4", "adopted = False"),
    *(task(number, path, "Shop") for number, path in enumerate(sorted(FILES.keys() - {"app.py"}), 1)),
    task(9, "app.py", "App"),
    task(10, "far.py", "Far"),
))  # fmt: skip


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A Design with every limit there is, and one that requires it."""
    repo = git_repo()
    settings = f'layers = ["high", "low"]\nnew-ids = "words"\n[severity]\n{OFF}'
    repo.commit(files=FILES | {"far.py": "X = 1\n", "architecture.py": SHOP, "archhook.toml": settings})
    monkeypatch.chdir(repo.path)
    assert main(["check", "-q"]) == 0
    return repo


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """What is weaker in the work tree than in a revision."""

    def weaker(revision: str = "HEAD") -> list[tuple[str, str]]:
        code, found = document(capsys, "diff", revision)
        assert code == 0
        return [(one["kind"], one["what"]) for one in found["weaker"]]

    return weaker


def test_a_split_is_no_weaker(shop: GitRepo, told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["split", "D-1", "--into", "web=shop/web/"]) == 0
    assert "D-web new" in capsys.readouterr().err
    assert told() == []
    text = shop.read("architecture.py")
    start = text.index("class DesignWeb")
    loose = text[start:].replace('    layer = "low"\n', "", 1)
    shop.write("architecture.py", text[:start] + loose)
    assert told() == [("layer", "D-web, which has code of D-1, is free of layers now (it was of 'low')")]


def test_a_move_turns_what_moves(shop: GitRepo, told: Told) -> None:
    assert main(["move", "T-2", "D-3"]) in (0, 1)
    assert told() == [("link", "T-2 implements D-3 now, and not D-1")]


def test_designs_that_become_one(shop: GitRepo, told: Told) -> None:
    assert main(["move", "D-3", "D-2"]) in (0, 1)
    assert told() == [("joined", "D-3 (Far) is gone: D-2 has 1 Task of it now")]


def test_new_names_are_no_weaker(shop: GitRepo, told: Told) -> None:
    assert main(["rename", "D-1", "D-base", "T-1", "T-first", "D-3", "D-x"]) == 0
    assert told() == []
    assert main(["rename", "D-base", "D-base2", "--class", "Base"]) == 0
    assert told() == []


def test_files_that_move_are_no_weaker(shop: GitRepo, told: Told) -> None:
    shop.run("mv", "shop/web/form.py", "shop/web/shape.py")
    shop.write("shop/web/page.py", "import shop.price\nimport shop.web.shape\nX = 1\n")
    assert main(["sync"]) == 0
    assert told() == []


def test_less_detail_is_told(git_repo: Callable[..., GitRepo], told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = git_repo()
    repo.commit(files=PROJECT)
    monkeypatch.chdir(repo.path)
    assert main(["detail", "folders"]) == 0
    assert told() == [("folder", "src/store/cache.py is declared by the folder src/store/ now, without names")]
    repo.commit("coarse")
    assert main(["detail", "symbols"]) == 0
    assert told() == []
