"""The configuration that `archhook init` writes: every exemption with its reason and its number, none silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.laws.catalogue import BY_CODE
from archhook.project.toml import quoted
from archhook.report.text import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from archhook.adopt.exclusions import Pattern

_HEAD = (
    "# Written by `archhook init`. What stands here exempts something from the ledger, and says how much.\n"
    "# Each line is a debt: remove it once it is paid, or keep it and say why.\n"
)
NEW_IDS = (
    "# Ids of Tasks and Tests are made from the paths of their files: two branches do not give the same one twice.\n"
)
"""Stands above `new-ids`."""
ONLY_FILES = (
    "# Every file has to be declared, by its path or by its folder; the names in it do not.\n"
    "# `archhook detail symbols` writes them into the ledger, of the project or of single Designs.\n"
)
"""Stands above `symbols`."""


class Settings:
    """What is to be configured beside the defaults."""

    def __init__(
        self,
        ledger: str,
        exclude: Sequence[Pattern],
        tests: tuple[Sequence[str], Sequence[Pattern]],
        roots: tuple[Sequence[str], Sequence[str]],
        severity: Mapping[str, int],
    ) -> None:
        self.ledger = ledger  # "" for the usual place
        self.exclude = exclude
        self.tests = tests  # (the patterns that there are, those to be added)
        self.roots = roots  # (the roots that there are, those to be added)
        self.severity = severity  # code -> how many findings of today are hidden
        self.new_ids = ""  # "" where the project has said it
        self.symbols = ""  # "" where it is to stay as it is

    def __bool__(self) -> bool:
        """Whether something is needed for the ledger to hold; how ids are to look is not."""
        return bool(self.ledger or self.symbols or self.exclude or self.tests[1] or self.roots[1] or self.severity)


def toml(settings: Settings, pyproject: bool = False) -> str:
    """The settings as `archhook.toml`, or as the lines of `[tool.archhook]` in pyproject.toml; "" for none."""
    parts = []
    if settings.ledger:
        parts.append(
            "# The usual name is taken in this project by something that is no ledger.\n"
            f"ledger = {quoted(settings.ledger)}\n"
        )
    if settings.new_ids:
        parts.append(f"{NEW_IDS}new-ids = {quoted(settings.new_ids)}\n")
    if settings.symbols:
        parts.append(f"{ONLY_FILES}symbols = {quoted(settings.symbols)}\n")
    if settings.exclude:
        rows = "".join(_row(one) for one in settings.exclude)
        parts.append(f"# Python files that are no part of the product.\nexclude = [\n{rows}]\n")
    if settings.tests[1]:
        default = "".join(f"    {quoted(pattern)},\n" for pattern in settings.tests[0])
        rows = "".join(_row(one) for one in settings.tests[1])
        head = "# What holds tests and their helpers: the default, and what is so in this project.\n"
        parts.append(f"{head}tests = [\n{default}{rows}]\n")
    if settings.roots[1]:
        listed = [*settings.roots[0], *settings.roots[1]]
        rows = "".join(f"    {quoted(root)},\n" for root in listed)
        parts.append(f"# The folders below which modules are imported by their names.\nsource-roots = [\n{rows}]\n")
    if settings.severity:
        head = "[tool.archhook.severity]" if pyproject else "[severity]"
        rows = "".join(
            f'{code} = "off" # hides {number}: {BY_CODE[code].summary}\n'
            for code, number in sorted(settings.severity.items())
        )
        about = "# Laws that the project does not keep yet, each with the findings that it hides today."
        parts.append(f"{about}\n{head}\n{rows}")
    if not parts:
        return ""
    return (
        "[tool.archhook]\n" if pyproject else f"{_HEAD}\n" if settings else "# Written by `archhook init`.\n\n"
    ) + "\n".join(parts)


def _row(one: Pattern) -> str:
    files = count(one.files, "file")
    reason = "".join(letter if letter.isprintable() else "?" for letter in one.reason)
    return f"    {quoted(one.pattern)}, # {files}: {reason}\n"
