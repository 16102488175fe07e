"""Reports of projects whose Designs require and import each other as told: for the tests that look at the picture."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from archhook.model.config import Config
from archhook.query.html_page import render_page, report_document

from .asking import architecture_of
from .ledgers import sound
from .pages import parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.query.architecture import Architecture


class Told(NamedTuple):
    """A project in short. `titles`: of Designs that have their own; `layers`: the highest first, with Designs."""

    count: int
    requires: Mapping[int, Sequence[int]]
    imports: Mapping[int, Sequence[int]]
    titles: Mapping[int, str] = {}
    layers: Mapping[str, Sequence[int]] = {}
    tasks: int = 1
    requirements: int = 1

    def ledger(self) -> str:
        """The source of its ledger: a Task for each file, a Test for each Design."""
        blocks = ['class Goal(Intent):\n    """[I-1] It works."""']
        blocks += [
            f'class Need{number}(Requirement):\n    """[R-{number}] Part {number} works."""\n    derived_from = [Goal]'
            for number in range(1, self.requirements + 1)
        ]
        layer_of = {design: layer for layer, designs in self.layers.items() for design in designs}
        for number in range(1, self.count + 1):
            lines = [
                f'class Design{number}(Design):\n    """[D-{number}] {self.titles.get(number, f"Part {number}")}."""',
                f"    satisfies = [Need{number % self.requirements + 1}]",
                f"    requires = {[f'D-{one}' for one in self.requires.get(number, ())]!r}",
            ]
            if number in layer_of:
                lines.append(f'    layer = "{layer_of[number]}"')
            blocks.append("\n".join(lines))
            blocks += [
                f'class Task{number}x{task}(Task):\n    """[T-{number}.{task}] Code {task} of part {number}."""\n'
                f'    implements = Design{number}\n    file_path = "src/p{number}/f{task}.py"'
                for task in range(1, self.tasks + 1)
            ]
            blocks.append(
                f'class Test{number}(UnitTest):\n    """[UT-{number}] Part {number} alone."""\n'
                f'    verifies = Design{number}\n    test_file = "tests/test_p{number}.py"\n    test_functions = "*"'
            )
        return "\n\n\n".join(blocks) + "\n"

    def architecture(self) -> Architecture:
        """It as a snapshot: the first file of each Design imports the first ones of others."""
        sources = {"architecture.py": ""}
        for number in range(1, self.count + 1):
            for task in range(1, self.tasks + 1):
                imported = self.imports.get(number, ()) if task == 1 else ()
                sources[f"src/p{number}/f{task}.py"] = "".join(f"import p{one}.f1\n" for one in imported)
            sources[f"tests/test_p{number}.py"] = "def test_it():\n    assert work()\n"
        config = Config(layers=tuple(self.layers))
        return architecture_of(sound(self.ledger()).values(), sources, config=config)

    def page(self) -> str:
        """Its report."""
        return render_page(report_document(self.architecture(), "parts"), parts())


def tangled(count: int, seed: int, most: int = 4, debts: int = 8) -> Told:
    """A project of some size whose Designs require what has a higher number, and which owes some imports."""
    chance = random.Random(seed)
    requires, imports = {}, {}
    for number in range(1, count + 1):
        below = range(number + 1, count + 1)
        requires[number] = sorted(chance.sample(below, min(len(below), chance.randint(0, most))))
        imports[number] = [one for one in requires[number] if chance.random() < 0.9]
    for _ in range(debts):
        source = chance.randint(2, count)
        target = chance.randint(1, source - 1)
        imports[source] = sorted({*imports[source], target})
    titles = {
        number: " ".join(["Something", "long", "that", "wraps"] * chance.randint(1, 6)) for number in range(1, count, 5)
    }
    return Told(count, requires, imports, titles)
