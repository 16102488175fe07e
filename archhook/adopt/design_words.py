"""What the Designs of a first ledger are called, and what their docstrings say: from their folders, and from what these
say of themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK, docstring
from archhook.adopt.purpose import kind_of
from archhook.author.group_names import FOUNDATION, hubs_of, is_unrelated, names_of, phrase, stem_of
from archhook.author.prose import LONGEST
from archhook.inventory.module_names import INIT, below_root
from archhook.recovery.groups import common_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.adopt.planned_nodes import Names
    from archhook.adopt.repository_facts import Facts
    from archhook.recovery.groups import Group

HUBS = 2
"""So many files are named of a group that is no folder of its own."""

LETTERS = 2
"""A folder around the product whose name has no more is called for what is in it."""

TOP = "top folder"
_WHOLE = f"{MARK} say in one sentence what it does, and why it is apart from the others."
_LOOSE = f"{MARK} say in one sentence what these files{{}} ({{}}) do together, and why apart from the others."


class DesignWords:
    """Names and titles of the Designs of one ledger, none given twice."""

    def __init__(self, facts: Facts, names: Names, groups: Sequence[Group], package: str) -> None:
        self.facts = facts
        self.names = names
        self.package = below_root(f"{package}/", names.roots).rstrip("/")
        self.groups = groups
        self.shared = Counter(group.folder for group in groups)
        required = {number for group in groups for number in group.requires}
        lowest = (group for at, group in enumerate(groups) if at in required and not group.requires)
        self.foundation = next(filter(is_unrelated, lowest), None)
        self._called: dict[tuple[str, ...], str] = {}  # the files of a group -> the path of words that is its name
        self._titles: set[str] = set()

    def name(self, group: Group) -> str:
        """A class name: of the folder, or what its files have in common; see `names_of`."""
        inner = below_root(f"{group.folder}/", self.names.roots).rstrip("/")
        found = names_of(group._replace(folder=inner), self.package)
        if group == self.foundation:
            found.insert(0, FOUNDATION)
        elif len(self.groups) == 1:
            found.insert(0, inner or self.facts.name)
        elif not group.whole and self.shared[group.folder] == 1 and inner not in ("", self.package):
            found = names_of(group._replace(folder=inner, whole=True), self.package)
        elif not inner and (group.whole or self.shared[group.folder] == 1):
            found.insert(0, TOP)
        found = [one for one in found if re.search(r"[A-Za-z]", one)] or [inner or TOP]
        name = self.names.free(found, "Design")
        exact = (one for one in found if _bare(name) == f"design{_bare(one)}")
        self._called[group.files] = next(exact, found[-1])
        return name

    def around_name(self, folder: str) -> str:
        """A class name for the Design of a folder of code around the product."""
        last = folder.rpartition("/")[2]
        short = [last or TOP] if len(last) > LETTERS or not last else []
        kind = [kind_of(folder)] if kind_of(folder) else []
        return self.names.free((*short, *kind, folder or TOP), "Design")

    def doc(self, node_id: str, group: Group, *, around: bool = False) -> str:
        """The docstring of a Design: its title, and what only a person can say. `around`: it is beside the product."""
        place = group.folder or "the project's own folder"
        own, main = self._said(group, around=around)
        title = self._once(own) or self._once(main)
        title = title or self._once(self._kind(group.folder) if around else self._phrase(group))
        title = title or self._once(_beside(place) if around else f"{self._phrase(group)} in {_short(place)}")
        title = title or f"{self._phrase(group)} ({node_id})"
        more = f"All of {place}." if group.whole and group.folder and title != _beside(place) else ""
        if around or (own and title == own):
            return docstring(node_id, title, more=more)
        if group.whole:
            return docstring(node_id, title, _WHOLE, more=more)
        return docstring(node_id, title, self._to_say(group))

    def _said(self, group: Group, *, around: bool) -> tuple[str, str]:
        """(what a group says of itself: the package, or the one file; what the file says that bears its name)."""
        if not group.whole:
            return (self.facts.files[group.files[0]].title, "") if len(group.files) == 1 and not around else ("", "")
        inside = f"{group.folder}/" if group.folder else ""
        own = self.facts.files.get(inside + INIT)
        mains = (f"{inside}{name}.py" for name in (group.folder.rpartition("/")[2], self.facts.name.lower()))
        found = (self.facts.files[path].title for path in mains if path in self.facts.files)
        return own.title if own is not None else "", "" if around else next(found, "")

    def _phrase(self, group: Group) -> str:
        """A title from the words that a group is named with."""
        return phrase(self._called.get(group.files, "").rpartition("/")[2]) or f"The code of {self.facts.name}"

    def _to_say(self, group: Group) -> str:
        """What a person is to write of loose files, with what these say of themselves."""
        if len(group.files) == 1:
            return _WHOLE
        hubs = [path for path in hubs_of(group) if path.rpartition("/")[2] != INIT]
        noun = self._called.get(group.files, "").rpartition("/")[2]
        hubs = sorted(hubs, key=lambda path: not stem_of(path).strip("_").startswith(noun or "/"))[:HUBS]
        titles = [self.facts.files[path].title for path in hubs]
        stems = [stem_of(path) for path in hubs]
        if len({*stems}) < len(stems):
            stems = [path.removeprefix(f"{group.folder}/").removesuffix(".py") for path in hubs]
        said = "; ".join(f"{stem}: {text}" for stem, text in zip(stems, titles, strict=True) if text)
        named = ", ".join(stems) + " and others" if len(group.files) > len(stems) else " and ".join(stems)
        of = f" of {group.folder}" if group.folder else ""
        return _LOOSE.format(of, named) + (f" {said}." if said else "")

    def _kind(self, folder: str) -> str:
        """What code around the product is by the name of its folder; "" where that says nothing."""
        kind = kind_of(folder)
        return f"The {kind} of {self.facts.name}" if kind else ""

    def _once(self, title: str) -> str:
        """A title that no other Design has; "" where one has it."""
        if not title or title.casefold() in self._titles or len(title) > LONGEST:
            return ""
        self._titles.add(title.casefold())
        return title


def _bare(name: str) -> str:
    return re.sub(r"[^0-9a-z]", "", name.lower())


def top_package(groups: Iterable[Group]) -> str:
    """The deepest folder that holds all files of some groups; "" for the top."""
    return common_folder(group.folder for group in groups)


def _beside(place: str) -> str:
    """A title for code around the product of which nothing is known but where it lies."""
    return f"The code in {_short(place)}, beside the product"


def _short(place: str) -> str:
    """A path, or its last parts behind `...`, so that a title has room for it."""
    parts = place.split("/")
    while len("/".join(parts)) > LONGEST // 2 and len(parts) > 1:
        parts.pop(0)
    short = "/".join(parts)[-LONGEST // 2 :]
    return place if short == place else f".../{short}"
