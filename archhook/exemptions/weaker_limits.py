"""What a Design may do that it, or the Design that its code was of, might not: each limit that is wider or gone."""

from __future__ import annotations

from functools import cached_property

from archhook.exemptions.sides import Weakening
from archhook.graph.totals import FIELDS
from archhook.laws.law import listed
from archhook.model.declaring import folders_above
from archhook.model.nodes import VISIBLE_TO, in_order

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.exemptions.sides import Sides
    from archhook.model.nodes import Node

    Told = Iterator[tuple[str, str, tuple[str, int] | None]]
    """Kind, the end of a sentence, and where (None: at the class) of each limit that is wider."""

BANS = {"forbids": "forbids", "conflicts_with": "conflicts with"}
"""Field that holds what a Design must not have to do with -> how a sentence calls it."""


def wider_limits(sides: Sides) -> Iterator[Weakening]:
    """One for each limit of each Design that is wider. A new Design is held to what bound the code that it has."""
    for old, new in sides.pairs("design"):
        yield from bounds(sides, old, new)
        yield from _figures(sides, old, new, "estimated", "estimate")
    for old, new in sides.pairs("requirement"):
        yield from _figures(sides, old, new, "budget", "budget")
    for new_id in in_order(sides.origins):
        for origin in in_order(sides.origins[new_id]):
            was = sides.was_design(origin)
            if was is not None and was.in_force:
                yield from bounds(sides, was, sides.new[new_id])


def bounds(sides: Sides, old: Node, new: Node) -> Iterator[Weakening]:
    """What a Design may have to do with others that the one which it was might not."""
    for check in (_requires, _visible, _bans, _layer, _interface, _packages, _exclusive):
        for kind, what, line in check(sides, old, new):
            path, at = line or sides.after.spot(new, None)
            yield Weakening(kind, f"{_called(sides, old, new)} {what}", path, at, new.id)


def _called(sides: Sides, old: Node, new: Node) -> str:
    """How a Design is called, with the one that its code was of, if that is another."""
    return new.id if sides.was.get(new.id, new.id) == old.id else f"{new.id}, which has code of {old.id},"


def _requires(sides: Sides, old: Node, new: Node) -> Told:
    """Of each Design that is required, and was not: one that took code over from required ones alone was."""
    here = sides.now.get(old.id, old.id)
    allowed = sides.renamed(old.targets("requires")) | {here}
    for field, links in new.links:
        for link in links if field == "requires" else ():
            if not allowed.issuperset(sides.origin(link.target)):
                fresh = "the new " if sides.is_new(link.target) else ""
                what = f"may import {fresh}{link.target} now (`requires`)"
                yield "requires", what, sides.after.spot(new, link.spot)


def _visible(sides: Sides, old: Node, new: Node) -> Told:
    if not _says(old, VISIBLE_TO):
        return
    if not _says(new, VISIBLE_TO):
        yield "visible-to", "may be required by all Designs now (`visible_to` is gone)", None
        return
    allowed = sides.renamed(old.targets(VISIBLE_TO)) | {sides.now.get(old.id, old.id)}
    for field, links in new.links:
        for link in links if field == VISIBLE_TO else ():
            if link.target != new.id and not allowed.issuperset(sides.origin(link.target)):
                yield (
                    "visible-to",
                    f"may be required by {link.target} now (`visible_to`)",
                    sides.after.spot(new, link.spot),
                )


def _says(node: Node, field: str) -> bool:
    return any(name == field for name, _ in node.links)


def _bans(sides: Sides, old: Node, new: Node) -> Told:
    """Of each Design that was banned, or has code of such a one, and is not."""
    for field, verb in BANS.items():
        was = sides.renamed(old.targets(field)) - {sides.now.get(old.id, old.id)}
        heirs = {heir for one in was for heir in sides.heirs.get(one, ())}
        for target in in_order(was | heirs):
            other = sides.after.nodes.get(target)
            if other is None or not other.in_force or target == new.id or target in new.targets(field):
                continue
            if field == "conflicts_with" and new.id in other.targets(field):
                continue
            yield field.replace("_", "-"), f"no longer {verb} {target}", None


def _layer(sides: Sides, old: Node, new: Node) -> Told:
    was, now = (next((one for one in node.declared("layer")), None) for node in (old, new))
    if was is None:
        return
    if now is None:
        yield "layer", f"is free of layers now (it was of {was.name!r})", None
    elif now.name not in (was.name, layers_called(sides).get(was.name)):
        yield (
            "layer",
            f"is of layer {now.name!r} now, and was of {was.name!r}",
            sides.after.spot(new, now.spot),
        )


def layers_called(sides: Sides) -> dict[str, str]:
    """Old name -> new name of the layers that were only renamed: each in its old place, and none of them known."""
    was, now = sides.before.config.layers, sides.after.config.layers
    if len(was) != len(now):
        return {}
    return {old: new for old, new in zip(was, now, strict=True) if old not in now and new not in was}


def _interface(sides: Sides, old: Node, new: Node) -> Told:
    stated, entries = old.stated("interface"), new.stated("interface")
    if stated is None:
        return
    if entries is None:
        yield "interface", "lets others import all of it now (`interface` is gone)", None
        return
    offer = _Offer(sides, {name for one in stated for name in (one.name, sides.moved.get(one.name, one.name))})
    for entry in entries:
        if not offer.holds(entry.name):
            yield "interface", f"lets others import {entry.name!r} now", sides.after.spot(new, entry.spot)


class _Offer:
    """What an interface lets others import, by its entries."""

    def __init__(self, sides: Sides, entries: set[str]) -> None:
        self.sides, self.entries = sides, entries
        self.within = {name for path, _, name in (entry.rpartition(":") for entry in entries) if path}

    @cached_property
    def defined(self) -> set[str]:
        """The names in the files that are offered as a whole."""
        before = self.sides.before
        files = [one for one in self.entries if one.endswith(".py") and before.regular(one)]
        return {symbol.name for one in files for symbol in before.inventory(one).symbols}

    def holds(self, entry: str) -> bool:
        """Whether what an entry of another interface offers was offered already."""
        path, _, name = entry.rpartition(":")
        place = path or entry
        if entry in self.entries or (path and (path in self.entries or name in self.entries)):
            return True
        if "/" in place or place.endswith(".py"):
            return not self.entries.isdisjoint(folders_above(place))
        return entry in self.within or entry in self.defined


def _packages(sides: Sides, old: Node, new: Node) -> Told:
    stated, entries = old.stated("packages"), new.stated("packages")
    if stated is None:
        return
    if entries is None:
        yield "packages", "may import any package now (`packages` is gone)", None
        return
    was = {one.name for one in stated}
    for entry in entries:
        if was.isdisjoint(_above(entry.name)):
            yield "packages", f"may import the package {entry.name} now", sides.after.spot(new, entry.spot)


def _above(package: str) -> Iterator[str]:
    """A dotted name, and those that cover it: `a.b`, `a`."""
    while package:
        yield package
        package = package.rpartition(".")[0]


def _exclusive(sides: Sides, old: Node, new: Node) -> Told:
    """Of each package that the Design had to itself, and neither it nor one that has code of it claims now."""
    here = sides.now.get(old.id, old.id)
    if new.id in sides.origins and here in sides.after.nodes:
        return  # the Design itself is asked
    heirs = [new, *(sides.new[one] for one in sides.heirs.get(here, ()))]
    claimed = {one.name for heir in heirs for one in heir.declared("exclusive_packages")}
    gone = [one.name for one in old.declared("exclusive_packages") if claimed.isdisjoint(_above(one.name))]
    if gone:
        yield "exclusive-packages", f"no longer has {listed(gone)} to itself", None


def _figures(sides: Sides, old: Node, new: Node, which: str, kind: str) -> Iterator[Weakening]:
    """Of each figure that is worse than it was, or gone."""
    was, now = (dict(next((values for name, values in node.figures if name == which), ())) for node in (old, new))
    path, line = sides.after.spot(new, None)
    for field, figure in was.items():
        if field not in now:
            what = f"{new.id} has no {kind} for {field} any more (it was {figure:g})"
        elif FIELDS[field].worse(now[field], figure):
            what = f"the {kind} of {new.id} for {field} is {now[field]:g} now, and was {figure:g}"
        else:
            continue
        yield Weakening(kind, what, path, line, new.id)
