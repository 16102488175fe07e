"""A generated file may hold thousands of symbols, each a finding: where they stand is looked up once, not for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from helpers.synthetic import project

from archhook.check.api import judge
from archhook.check.request import Request
from archhook.laws import code_symbols
from archhook.laws.law import held
from archhook.model.nodes import FileInventory, Node

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pytest
    from helpers.git_repo import GitRepo

    from archhook.model.nodes import Declared

MANY = 300
PATH = "src/app/part0/module3.py"


class Counted(tuple[Any, ...]):
    """A tuple that counts how many of its items were looked at."""

    __slots__ = ()
    seen: ClassVar[list[int]] = []

    def __iter__(self) -> Iterator[Any]:
        for item in super().__iter__():
            Counted.seen.append(1)
            yield item


def test_undeclared_symbols_are_placed_in_time_that_grows_with_their_number(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project(10)
    files[PATH] += "".join(f"EXTRA_{number} = {number}\n" for number in range(MANY))
    repo = git_repo()
    repo.commit("a project", files=files)
    _count_items_of(monkeypatch, FileInventory, "symbols")
    verdict = judge(Request(str(repo.path), no_cache=True)).verdict
    found = [one for one in verdict.findings if one.code == "INV408"]
    start = files[PATH].count("\n") - MANY
    assert [(one.symbol, one.line) for one in found] == [(f"EXTRA_{n}", start + n + 1) for n in range(MANY)]
    assert len(Counted.seen) < MANY * 20


def test_missing_symbols_are_placed_in_time_that_grows_with_their_number(
    git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = project(10)
    names = "".join(f'\n        "missing_{number}",' for number in range(MANY))
    files["architecture.py"] = files["architecture.py"].replace('["load_3", ', f'[{names}\n        "load_3", ')
    repo = git_repo()
    repo.commit("a project", files=files)
    looked: list[str] = []
    plain = Node.declared

    def declared(node: Node, field: str) -> tuple[Declared, ...]:
        looked.append(field)
        return plain(node, field)

    monkeypatch.setattr(Node, "declared", declared)
    asked: list[str] = []

    def names(inventory: FileInventory, kind: str) -> set[str]:
        asked.append(kind)
        return held(inventory, kind)

    monkeypatch.setattr(code_symbols, "held", names)
    verdict = judge(Request(str(repo.path), no_cache=True)).verdict
    found = [one for one in verdict.findings if one.code == "INV403"]
    assert [one.symbol for one in found] == [f"missing_{number}" for number in range(MANY)]
    assert [one.line - found[0].line for one in found] == list(range(MANY))
    assert len(looked) < MANY * 2
    assert len(asked) < MANY


def _count_items_of(monkeypatch: pytest.MonkeyPatch, record: type, field: str) -> None:
    """Has a field of a record give a tuple that counts. `Counted.seen` starts anew."""
    Counted.seen = []
    plain = getattr(record, field)
    monkeypatch.setattr(record, field, property(lambda one: Counted(plain.__get__(one))))
