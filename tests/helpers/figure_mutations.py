"""Seeded changes to the figures of a project: what its ledger estimates, measures and allows, and `measured.toml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.inject import ledger_files
from helpers.ledger_text import LedgerText

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from helpers.git_repo import GitRepo

MEASURED = "measured.toml"
FIELDS = {"memory_mb": "MB", "latency_p99_ms": "ms", "request_rate": "1/s", "key_rotation_interval_hours": "h"}
"""One field of each way to add up, with its unit."""
VALUES = ("0", "0.1", "0.2", "0.3", "1", "2", "3", "5")
IMPORTED = ("    Requirement,\n", "    Requirement,\n    ResourceConstraints,\n")
BLOCK = """
[{design}.{field}]
value = {value}
unit = "{unit}"
source = "made up"
machine = "{machine}"
date = 2026-01-31T12:00:00Z
samples = 3
"""
_OWNER = re.compile(r"^    (?:implements = (?:Design|\"D-)(\d+)\"?|file_path = \"([^\"]+)\")$", re.MULTILINE)


class FigureMutator(LedgerText):
    """Changes what the nodes of a checkout take, or are said to take."""

    def __init__(self, scratch: GitRepo, chance: Random) -> None:
        super().__init__(scratch, chance)
        self.kinds: tuple[Callable[[], str], ...] = (
            *[self.change_figure] * 5, *[self.measure, self.outdate] * 3, self.forget, self.spoil,
        )  # fmt: skip

    def change_figure(self) -> str:
        """One of the records of a node is written anew, or goes."""
        base = self.chance.choice(("Design", "Design", "Requirement"))
        which = "budget" if base == "Requirement" else self.chance.choice(("estimated", "estimated", "measured"))

        def edit(text: str) -> str:
            nodes = self.nodes_of(text, base)
            if not nodes:
                return text
            node = self.chance.choice(nodes)
            kept = re.sub(rf"^    {which} = ResourceConstraints\([^)\n]*\)\n", "", node, flags=re.MULTILINE)
            if self.chance.random() < 0.85:
                kept = f"{kept.rstrip()}\n    {which} = ResourceConstraints({self._figures()})\n\n\n"
            text = text.replace(node, kept, 1)
            return text if IMPORTED[1] in text else text.replace(*IMPORTED, 1)

        return self.edit_text(edit)

    def _figures(self) -> str:
        chosen = self.chance.sample(sorted(FIELDS), self.chance.randint(1, 2))
        return ", ".join(f"{field}={self.chance.choice(VALUES)}" for field in chosen)

    def measure(self) -> str:
        """A Design is measured, most often on the files that it has now."""
        files = self._files_of_designs()
        if not files:
            return ""
        design = self.chance.choice(sorted(files))
        field = self.chance.choice(sorted(FIELDS))
        block = BLOCK.format(
            design=design, field=field, value=self.chance.choice(VALUES), unit=FIELDS[field],
            machine=self.chance.choice(("ci", "laptop")),
        )  # fmt: skip
        there = [path for path in files[design] if path in self.scratch.paths("*.py")]
        if there and self.chance.random() < 0.9:
            oids = (self.scratch.run("hash-object", "--no-filters", "--", path) for path in there)
            block += f"[{design}.{field}.files]\n"
            block += "".join(f'"{path}" = "{oid}"\n' for path, oid in zip(there, oids, strict=True))
        before = self.scratch.read(MEASURED) if self._exists() else "version = 1\n"
        kept = re.sub(rf"^\n\[{design}\.{field}\]\n(?:[^\n]+\n)*", "", before, flags=re.MULTILINE)
        self.scratch.write(MEASURED, kept + block)
        return f"{MEASURED} {design} {field}"

    def outdate(self) -> str:
        """The code of what was measured is other code now, and defines what it defined."""
        measured = re.findall(r'^"([^"\n]+)" = ', self.scratch.read(MEASURED), re.MULTILINE) if self._exists() else []
        there = sorted({*measured} & {*self.scratch.paths("*.py")})
        if not there:
            return self.measure()
        path = self.chance.choice(there)
        self.scratch.write(path, self.scratch.read(path) + "# measured before this\n")
        return path

    def _exists(self) -> bool:
        file = self.scratch.path / MEASURED
        return file.is_file() and not file.is_symlink()

    def _files_of_designs(self) -> dict[str, list[str]]:
        """Design -> the files that its Tasks declare; a Design without any is one that holds none."""
        found: dict[str, list[str]] = {}
        for text in ledger_files(self.scratch).values():
            for node in self.nodes_of(text, "Design"):
                for number in re.findall(r"\[D-(\d+)\]", node)[:1]:
                    found.setdefault(f"D-{number}", [])
            for node in self.nodes_of(text, "Task"):
                parts = _OWNER.findall(node)
                owner = next((one for one, _ in parts if one), "")
                paths = [path for _, path in parts if path]
                if owner and paths:
                    found.setdefault(f"D-{owner}", []).extend(paths)
        return found

    def forget(self) -> str:
        """All that was measured is thrown away."""
        if not self._exists():
            return ""
        (self.scratch.path / MEASURED).unlink()
        return MEASURED

    def spoil(self) -> str:
        """A file that cannot be used, or one that can be used again."""
        if not self._exists():
            return ""
        text = self.scratch.read(MEASURED)
        wrong = "\n[D-1.memory]\nvalue = 1\n"
        self.scratch.write(MEASURED, text.replace(wrong, "") if wrong in text else text + wrong)
        return f"{MEASURED} {'mended' if wrong in text else 'spoilt'}"
