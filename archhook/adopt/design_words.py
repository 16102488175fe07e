"""What the Designs of a first ledger are called, and what their docstrings say: from their folders, and from what these
say of themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK, docstring
from archhook.adopt.purpose import kind_of
from archhook.author.prose import LONGEST
from archhook.inventory.module_names import INIT, below_root
from archhook.recovery.groups import common_folder
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.adopt.planned_nodes import Names
    from archhook.adopt.repository_facts import Facts
    from archhook.recovery.groups import Group

HUBS = 2
"""So many files are named for a group that is no folder of its own; one more where that is not enough."""

DULL = frozenset({"about", "main", "packages", "version"})
"""Files that most packages have, and that say nothing of what holds some files together."""

FEW, MOST = 3, 0.6
"""A word names a group where so many of its files begin with it, and such a part of them."""

TOP = "top folder"
_NAMED = 20
_SELF = f"{MARK} say in one sentence what it does, and why it is apart from the others."


class DesignWords:
    """Names and titles of the Designs of one ledger, none given twice."""

    def __init__(self, facts: Facts, names: Names, groups: Sequence[Group], package: str) -> None:
        self.facts = facts
        self.names = names
        self.package = below_root(f"{package}/", names.roots).rstrip("/")
        self.shared = Counter(group.folder for group in groups)
        self._titles: set[str] = set()

    def name(self, group: Group) -> str:
        """A class name: of the folder, the one package that holds all of the product left out, and of its files."""
        inner = below_root(f"{group.folder}/", self.names.roots).rstrip("/")
        own = inner[len(self.package) + 1 :] if f"{inner}/".startswith(f"{self.package}/") else inner
        hubs = [_stem(path) for path in _hubs(group)]
        if not hubs or self.shared[group.folder] == 1:
            alone = TOP if self.package or len(self.shared) > 1 else self.facts.name
            return self.names.free((own or inner or alone, inner or alone), "Design")
        word = _word_of_most(group)
        ways = [[word]] if word else []
        ways += [hubs[:number] for number in range(HUBS, len(hubs) + 1)] or [hubs]
        return self.names.free([_path((own, *way)) for way in ways], "Design")

    def around_name(self, folder: str) -> str:
        """A class name for the Design of a folder of code around the product."""
        return self.names.free((folder.rpartition("/")[2] or TOP, folder or TOP), "Design")

    def doc(
        self, node_id: str, group: Group, inner: Sequence[str], outer: Sequence[str], *, around: bool = False
    ) -> str:
        """The docstring of a Design. `inner`: the classes of those that it imports and that require it; `outer`: of
        those that stand around the product and that it imports; `around`: whether it stands there itself.
        """
        place = group.folder or "the project's own folder"
        size = count(len(group.files), "file")
        said = "" if around and not group.whole else self._once(self._said(group))
        title = said or (around and self._once(self._kind(group.folder))) or self._once(_held(group, place, around))
        held = f"All of {place}: {size}." if group.whole else f"{size}{'' if around else f' of {place}'}."
        titles = {_stem(path): self.facts.files[path].title for path in _hubs(group)[:HUBS]}
        hubs = [f"{stem}: {text}" for stem, text in titles.items() if text]
        about = f"{'; '.join(hubs)}." if hubs and not said else ""
        unknown = "" if said or hubs or around else _SELF
        title = title or f"{_held(group, place, around)} ({node_id})"
        return docstring(node_id, title, about, unknown, _against(inner, outer), more=held if said or around else "")

    def _kind(self, folder: str) -> str:
        """What code around the product is by the name of its folder; "" where that says nothing."""
        kind = kind_of(folder)
        return f"The {kind} of {self.facts.name}" if kind else ""

    def _said(self, group: Group) -> str:
        """What a group says of itself: the package, or the one file; "" where that says nothing."""
        if group.whole:
            own = self.facts.files.get(f"{group.folder}/{INIT}" if group.folder else INIT)
            return own.title if own is not None else ""
        return self.facts.files[group.files[0]].title if len(group.files) == 1 else ""

    def _once(self, title: str) -> str:
        """A title that no other Design has; "" where one has it."""
        if not title or title.casefold() in self._titles or len(title) > LONGEST:
            return ""
        self._titles.add(title.casefold())
        return title


def top_package(groups: Iterable[Group]) -> str:
    """The deepest folder that holds all files of some groups; "" for the top."""
    return common_folder(group.folder for group in groups)


def _word_of_most(group: Group) -> str:
    """The word with which the names of most files of a group begin: `web` of `web_app.py`; "" where there is none."""
    words = Counter(_stem(path).strip("_").partition("_")[0] for path in group.files)
    word, number = words.most_common(1)[0]
    return word if number >= max(FEW, MOST * len(group.files)) and len(word) > 1 else ""


def _path(parts: Iterable[str]) -> str:
    """Some parts of a name as a path, no word twice in a row: `web/app` for `web` and `web_app`."""
    words = [word for part in parts for word in re.split(r"[^0-9A-Za-z]+", part) if word]
    return "/".join(word for at, word in enumerate(words) if not at or word.lower() != words[at - 1].lower())


def _stem(path: str) -> str:
    """A file as it is spoken of: its name without the ending; the folder for its `__init__.py`."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] or "top" if name == INIT else name.removesuffix(".py")


def _held(group: Group, place: str, around: bool) -> str:
    """What holds a group together, as a title."""
    if around:
        return f"The code in {_short(place)}, beside the product"
    if group.whole:
        return f"All of {_short(place)}"
    if len(group.files) == 1:
        return f"The code of {_short(group.files[0])}"
    hubs = _hubs(group)[:HUBS]
    called = [_stem(path) for path in hubs]
    if len({*called}) < len(called):
        called = [path.removeprefix(f"{group.folder}/").removesuffix(".py") for path in hubs]
    middle = f" around {' and '.join(called)}" if called else ""
    within = f" of {_short(place)}" if group.folder or not middle else ""
    return f"{count(len(group.files), 'file')}{within}{middle}"


def _hubs(group: Group) -> list[str]:
    """The files that stand for a group: those of which every package has one say little beside others."""
    telling = [path for path in group.hubs if path != f"{group.folder}/{INIT}" and _bare(path) not in DULL]
    return telling or [*group.hubs[:1]]


def _bare(path: str) -> str:
    return _stem(path).strip("_")


def _short(place: str) -> str:
    """A path, or its last parts behind `...`, so that a title has room for it."""
    parts = place.split("/")
    while len("/".join(parts)) > LONGEST // 2 and len(parts) > 1:
        parts.pop(0)
    short = "/".join(parts)[-LONGEST // 2 :]
    return place if short == place else f".../{short}"


def _against(inner: Sequence[str], outer: Sequence[str]) -> str:
    """What is said of the Designs that a Design imports and does not require; "" where there are none."""
    said = []
    if inner:
        said.append(f"Against the order it imports {few(sorted(inner), _NAMED)} (see the baseline).")
    if outer:
        said.append(f"It imports {few(sorted(outer), _NAMED)}, beside the product (see the baseline).")
    return " ".join(said)
