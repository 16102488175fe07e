"""What it means for findings that exemptions do not count: those that stand for that reason alone say so in their fix.

Pure: data in, data out.
"""

from __future__ import annotations

from archhook.model.config import PYTEST_FILES
from archhook.model.findings import key_of
from archhook.project.baseline import not_among

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from typing import NamedTuple

    from archhook.model.config import Config
    from archhook.model.findings import Finding, Key, Verdict

    OfKey = Callable[[tuple[str, ...], str], tuple[str, int]]
else:
    from archhook.records import NamedTuple

SHOWN = 4
"""So many exemptions that do not count are named in a note or a fix."""

ABSENT = ("INV401", "INV402", "INV403", "INV404", "TST501", "TST502")
"""The laws that say nothing of a planned node."""

BY_DETAIL = ("INV405", "INV406", "INV407", "INV408", "LED004")
"""The laws that `symbols` asks more or less of."""

_BY_IMPORTS = ("DEP203", "DEP204", "DEP205", "DEP207")
_BY_KEY = {
    "symbols": BY_DETAIL,
    "resources": ("RES601",),
    "transitive": _BY_IMPORTS,
    "typing-imports": _BY_IMPORTS,
    "dynamic-imports": _BY_IMPORTS,
}


class Uncounted(NamedTuple):
    """One exemption that does not count: what people call it, where it stands, and what of findings it would exempt.

    What is "" or () here tells nothing of findings.
    """

    what: str
    path: str = ""
    line: int = 0
    codes: tuple[str, ...] = ()
    node: str = ""
    file: str = ""  # where the finding stands
    at: int = 0  # on that line; 0 for all of the file
    keys: Collection[Key] = ()
    role: str = ""  # of the files that it takes out

    @property
    def called(self) -> str:
        """What it is called, with its place."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{self.what} at {place}" if place and not self.file else self.what

    def exempts(self, finding: Finding, role: str) -> bool:
        """Whether it would exempt a finding about a file that has a role by the snapshot's own configuration."""
        if self.keys:
            return key_of(finding) in self.keys
        if self.role:
            return self.role == role
        told = bool(self.codes or self.node or self.file)
        here = not self.file or (finding.path == self.file and self.at in (0, finding.line))
        return told and here and finding.code in (self.codes or (finding.code,)) and self.node in ("", finding.node)


def of_key(what: str, own: Config, law: Config, place: OfKey) -> Uncounted:
    """A key of the configuration that does not count as it is set. `what`: as `Config.uncounted` calls it; `place`:
    (path, line) of a key, given by its parts, or of an item of its list.
    """
    key = what.strip("`")
    if key.startswith("the severity of "):
        code = key.rpartition(" ")[2]
        return Uncounted(what, *place(("severity", code), ""), codes=(code,))
    if key in ("exclude", "tests"):
        patterns, known = (own.exclude, law.exclude) if key == "exclude" else (own.tests, law.tests)
        item = next((one for one in patterns if one not in known and not one.startswith("!")), "")
        return Uncounted(what, *place((key,), item), role="other" if key == "exclude" else "test")
    if what == key:  # of pytest
        return Uncounted(what, own.pytest.file, role="test")
    return Uncounted(what, *place((key,), ""), codes=_BY_KEY.get(key, ()))


def key_place(
    files: Collection[str], read: Callable[[str], bytes]
) -> Callable[[tuple[str, ...], str], tuple[str, int]]:
    """(path, line) of a key, given by its parts, or of an item of its list; ("", 0) where nothing is configured.

    `files`: those of the configuration, pytest's among them.
    """
    from archhook.project.key_places import KeyPlaces

    path = next((one for one in files if one not in PYTEST_FILES), "pyproject.toml")
    if path not in files:
        return lambda keys, item: ("", 0)
    table = ("tool", "archhook") if path == "pyproject.toml" else ()
    places = KeyPlaces(read(path).decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n"))
    return lambda keys, item: (path, places.of((*table, *keys), item)[0])


def never_looser(
    held: Verdict, own: Verdict, dropped: Sequence[Uncounted], name: str, role_of: Callable[[Finding], str]
) -> Verdict:
    """A verdict by the law called `name`, with what a verdict by the snapshot's own law alone finds beside it: that an
    exemption does not count lets nothing go. What stands for that reason alone says so.

    `role_of`: the role by the snapshot's own configuration of the files that a finding is about and that the law
    governs otherwise; "" for none.
    """
    if held.judged == "ledger":
        return held
    from archhook.check.verdict import order

    mine, others = ([(one, key_of(one)) for one in verdict.findings] for verdict in (own, held))
    alone = set(map(id, not_among(others, (key for _, key in mine))))
    found = [_explained(one, dropped, name, role_of(one)) if id(one) in alone else one for one in held.findings]
    found += not_among(mine, (key for _, key in others))
    return held._replace(findings=tuple(sorted(found, key=order)))


def _explained(finding: Finding, dropped: Sequence[Uncounted], name: str, role: str) -> Finding:
    """A finding whose fix names what would exempt it, and does not count."""
    by = [one for one in dropped if one.exempts(finding, role)] or dropped
    them = "it" if len(by) == 1 else "them"
    return finding._replace(
        fix=f"mend this: what exempts it does not count ({few_called(by)}), for {name} does not have {them}, or not as "
        f"wide; or have {them} let in there first"
    )


def few_called(some: Sequence[Uncounted]) -> str:
    """The first of some exemptions that do not count, each with its place, and how many more there are."""
    more = f" and {len(some) - SHOWN} more" if len(some) > SHOWN else ""
    return ", ".join(one.called for one in some[:SHOWN]) + more
