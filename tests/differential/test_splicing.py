"""What is read of the changed statements alone is what is read of the whole ledger, whatever is edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from differential import splicing

from archhook.ledger import changed_statements, plain, splice
from archhook.model.ledger_places import ModuleLines
from archhook.model.nodes import Node, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable


ANY = Node("", "", "", "", "", "", "", 1, True, (), "", None, (), ())


@pytest.mark.parametrize(
    ("walks", "least"), [(25, 20), pytest.param(1000, 1500, marks=pytest.mark.slow)], ids=["quick", "full"]
)
def test_what_is_spliced_is_what_is_read(walks: int, least: int) -> None:
    found = [splicing.walk(7, number) for number in range(walks)]
    assert [text for one in found for text in one.wrong] == []
    assert sum(one.spliced for one in found) >= least


def test_the_program_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    said = []
    for processes in ("1", "2"):
        assert splicing.main(["--edits", "100", "--seed", "3", "--processes", processes]) == 0
        said.append(capsys.readouterr().out)
        assert "seed 3: 100 edits, " in said[-1]
        assert said[-1].rstrip().endswith(", 0 differences")
    assert said[0].partition(" s: ")[2] == said[1].partition(" s: ")[2]


def imports_further_down_count(patch: pytest.MonkeyPatch) -> None:
    sound = ModuleLines.of
    patch.setattr(ModuleLines, "of", staticmethod(lambda *given: sound(*given[:3])))


def ignores_stay_where_they_were(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(splice, "_ignores", lambda ignores, _: tuple(ignores))


def names_and_ids_may_go(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(splice, "_keeps", lambda *_: True)


class Everything:
    """Nodes among which every id is declared."""

    def __init__(self, nodes: Any) -> None:
        self.nodes = nodes

    def get(self, node_id: str) -> Node | None:
        known: Node | None = self.nodes.get(node_id)
        return known or (ANY._replace(id=node_id, kind=kind_of(node_id)) if node_id else None)


def any_id_is_declared(patch: pytest.MonkeyPatch) -> None:
    sound: Any = changed_statements.read_statements
    patch.setattr(changed_statements, "read_statements", lambda *given: sound(*given[:-1], Everything(given[-1])))


def decorators_are_plain(patch: pytest.MonkeyPatch) -> None:
    def plain_class(statement: Any) -> bool:
        if getattr(statement, "decorator_list", None):
            statement.decorator_list.clear()
        return sound(statement)

    sound = plain.is_plain_class
    patch.setattr(plain, "is_plain_class", plain_class)


WRONG = (
    imports_further_down_count, ignores_stay_where_they_were, names_and_ids_may_go, any_id_is_declared,
    pytest.param(decorators_are_plain, marks=pytest.mark.slow),
)  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_splice_that_takes_too_much_for_granted_is_found(
    wrong: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong(monkeypatch)
    assert any(splicing.walk(1, number).wrong for number in range(300))


def test_a_difference_is_told_with_the_edit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    imports_further_down_count(monkeypatch)
    assert splicing.main(["--edits", "500", "--seed", "4", "--most", "1"]) == 1
    said = capsys.readouterr().out
    assert said.count("\nwalk ") + said.startswith("walk ") == 1
    assert ", before:\n'" in said
    assert "\nwarm: a state\ncold: (Breach(code='LED001'" in said
