"""Seeded changes to what is exempt: inline ignores come, go and change their reason; the baseline is edited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

IGNORE = re.compile(r"(?:  )?# archhook: ignore.*?$\n?", re.MULTILINE)
CODES = (
    "INV407", "INV408", "INV406", "INV403", "INV405", "TST504", "TST509", "INV410", "TRC105", "LED003", "LED005",
    "INV999",
)  # fmt: skip
REASONS = ("for now", "see #12", "")
BASELINE = "archhook-baseline.txt"


class ExemptionMutator:
    """Changes the exemptions of a checkout."""

    def __init__(self, scratch: GitRepo, chance: random.Random) -> None:
        self.scratch = scratch
        self.chance = chance
        self.kinds: tuple[Callable[[], str], ...] = (self.ignore, self.ignore, self.drop_ignore, self.freeze, self.thaw)

    def _file(self, holding: str = "") -> str:
        paths = [path for path in self.scratch.paths("*.py") if holding in self.scratch.read(path)]
        ledger = [path for path in paths if path.startswith("architecture")]
        code = [path for path in paths if path not in ledger]
        paths = ledger if ledger and (not code or self.chance.random() < 0.35) else code
        likely = [path for path in paths if re.search(r"extra_|EXTRA_|Extra|class Task", self.scratch.read(path))]
        return self.chance.choice(likely if likely and self.chance.random() < 0.7 else paths) if paths else ""

    def ignore(self) -> str:
        """A comment behind a line that may hold a finding, or above all of a file."""
        path = self._file()
        if not path:
            return ""
        codes = ", ".join(self.chance.sample(CODES, self.chance.choice((1, 1, 2))))
        comment = f"# archhook: ignore[{codes}] {self.chance.choice(REASONS)}".rstrip()
        lines = self.scratch.read(path).split("\n")
        places = [at for at, line in enumerate(lines) if re.match(r"(async )?(def|class) |[A-Z_0-9]+ = \w+$", line)]
        extra = [at for at in places if "xtra" in lines[at].lower()]
        if not places or self.chance.random() < 0.2:
            lines.insert(0, comment)
        else:
            lines[self.chance.choice(extra or places)] += f"  {comment}"
        self.scratch.write(path, "\n".join(lines))
        return f"{path} {comment}"

    def drop_ignore(self) -> str:
        """A comment, its reason or one of its codes goes."""
        path = self._file("# archhook: ignore")
        if not path:
            return ""
        text = self.scratch.read(path)
        found = self.chance.choice(list(IGNORE.finditer(text)))
        less = re.sub(r"\] .*", "]", found[0]) if self.chance.random() < 0.3 else ""
        if found[0].endswith("\n") and (less or (found.start() and text[found.start() - 1] != "\n")):
            less = less.rstrip("\n") + "\n"
        self.scratch.write(path, text[: found.start()] + less + text[found.end() :])
        return path

    def freeze(self) -> str:
        """Some of today's findings are frozen, or all of them, or what is none."""
        from archhook.check.api import judge
        from archhook.check.request import Request
        from archhook.errors import ArchhookError
        from archhook.project.baseline import HEADER, entry_line, key_of

        try:
            verdict = judge(
                Request(str(self.scratch.path), no_cache=True, untracked=True, ignore_baseline=True)
            ).verdict
        except ArchhookError:
            return ""
        keys = [key_of(finding) for finding in verdict.findings]
        chosen = [key for key in keys if self.chance.random() < 0.7]
        lines = [entry_line(key, self.chance.choice((1, 1, 1, 2)), self.chance.choice(REASONS)) for key in chosen]
        if self.chance.random() < 0.2:
            lines.append(entry_line(("INV407", "T-1", "src/gone.py", "gone")))
        self.scratch.write(BASELINE, "\n".join([f"{HEADER}{len(keys)}", *lines]) + "\n")
        return f"{BASELINE}: {len(lines)}"

    def thaw(self) -> str:
        """A line of the baseline goes, comes twice, or is no entry; or the whole of it goes."""
        if BASELINE not in self.scratch.paths("*.txt"):
            return ""
        lines = self.scratch.read(BASELINE).split("\n")
        at = self.chance.randrange(len(lines))
        kind = self.chance.random()
        if kind < 0.2:
            (self.scratch.path / BASELINE).unlink()
            return f"no {BASELINE}"
        lines[at : at + 1] = [lines[at], lines[at]] if kind < 0.4 else ["<<<<<<< HEAD"] if kind < 0.45 else []
        self.scratch.write(BASELINE, "\n".join(lines))
        return f"{BASELINE}:{at + 1}"
