"""What the Designs of a first ledger are called, and what their docstrings say: from their folders, and from what these
say of themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK, docstring
from archhook.adopt.purpose import kind_of
from archhook.author.prose import LONGEST
from archhook.inventory.module_names import INIT, below_root
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.adopt.planned_nodes import Names
    from archhook.adopt.repository_facts import Facts
    from archhook.recovery.groups import Group

HUBS = 2
"""So many files are named for a group that is no folder of its own; one more where that is not enough."""

_NAMED = 20
_SELF = f"{MARK} say in one sentence what it does, and why it is apart from the others."


class DesignWords:
    """Names and titles of the Designs of one ledger, none given twice."""

    def __init__(self, facts: Facts, names: Names, groups: Sequence[Group]) -> None:
        self.facts = facts
        self.names = names
        self.product = _common(groups, names.roots)
        self._titles: set[str] = set()

    def name(self, group: Group) -> str:
        """A class name: of the folder, the one package that holds all of the product left out, and of its files."""
        inner = below_root(f"{group.folder}/", self.names.roots).rstrip("/")
        own = inner.removeprefix(self.product).lstrip("/") if f"{inner}/".startswith(f"{self.product}/") else inner
        hubs = [_stem(path) for path in group.hubs]
        whole = own or inner or self.facts.name
        if not hubs or (group.whole and own):
            return self.names.free((whole, inner or whole), "Design")
        parted = ["/".join(filter(None, (own, *hubs[:number]))) for number in range(HUBS, len(hubs) + 1)]
        return self.names.free((*(parted or ["/".join(filter(None, (own, *hubs)))]),), "Design")

    def doc(self, node_id: str, group: Group, against: Sequence[str]) -> str:
        """The docstring of a Design of the product. `against`: the classes of those that it imports and that require
        it.
        """
        place = group.folder or "the project's own folder"
        size = count(len(group.files), "file")
        said = self._said(group)
        title = self._once(said) or self._once(_held(group, place))
        is_said = title == said
        held = "" if not is_said else f"It is all of {place}: {size}." if group.whole else f"It is {size} of {place}."
        hubs = [f"{_stem(path)}: {self.facts.files[path].title}" for path in group.hubs if self.facts.files[path].title]
        about = f"{'; '.join(hubs)}." if hubs and not is_said else ""
        return docstring(node_id, title, held, about, "" if is_said or hubs else _SELF, _circle(against))

    def around(self, node_id: str, folder: str, files: Sequence[str]) -> str:
        """The docstring of the Design of a folder of code around the product."""
        kind = kind_of(folder)
        place = folder or "the project's own folder"
        own = self.facts.files.get(f"{folder}/{INIT}")
        name = self.facts.name
        titles = (own.title if own else "", f"The {kind} of {name}" if kind else "", f"The code in {place}, beside {name}")
        title = next(one for one in (*map(self._once, titles), f"All of {place}") if one)
        return docstring(node_id, title, f"It is all that is beside the product in {place}: {count(len(files), 'file')}.")

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


def _common(groups: Iterable[Group], roots: tuple[str, ...]) -> str:
    """The one folder at the top of a source root that holds all of the product; "" where there are several."""
    tops = {below_root(path, roots).partition("/")[0] for group in groups for path in group.files}
    return tops.pop() if len(tops) == 1 else ""


def _stem(path: str) -> str:
    """A file as it is spoken of: its name without the ending; the folder for its `__init__.py`."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[2] or "top" if name == INIT else name.removesuffix(".py")


def _held(group: Group, place: str) -> str:
    """What holds a group together, as a title."""
    if group.whole:
        return f"All of {_short(place)}"
    if len(group.files) == 1:
        return f"The code of {_short(group.files[0])}"
    hubs = [_stem(path) for path in group.hubs[:HUBS]]
    around = f" around {' and '.join(hubs)}" if hubs else ""
    return f"{count(len(group.files), 'file')} of {_short(place)}{around}"


def _short(place: str) -> str:
    """A path, or its last parts behind `...`, so that a title has room for it."""
    parts = place.split("/")
    while len("/".join(parts)) > LONGEST // 2 and len(parts) > 1:
        parts.pop(0)
    short = "/".join(parts)[-LONGEST // 2 :]
    return place if short == place else f".../{short}"


def _circle(against: Sequence[str]) -> str:
    """What is said of the Designs that a Design imports and that require it; "" where there are none."""
    if not against:
        return ""
    turn = "requires it in turn" if len(against) == 1 else "require it in turn"
    return (
        f"It imports {few(sorted(against), _NAMED)}, too, which {turn}: that would close a circle, so it is not in "
        "`requires`, and each of these imports is frozen in the baseline."
    )
