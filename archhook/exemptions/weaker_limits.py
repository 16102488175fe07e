"""What a Design may do that it, or the Design that its code was of, might not: each limit that is wider or gone."""

from __future__ import annotations

from archhook.exemptions.sides import Weakening
from archhook.graph.totals import FIELDS
from archhook.laws.law import listed
from archhook.laws.package_laws import covers
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
        heirs = {one for one, of in sides.origins.items() if not of.isdisjoint(was)} if was else set()
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
    was = {sides.moved.get(one.name, one.name) for one in stated} | {one.name for one in stated}
    for entry in entries:
        if not _offered(sides, entry.name, was):
            yield "interface", f"lets others import {entry.name!r} now", sides.after.spot(new, entry.spot)


def _offered(sides: Sides, entry: str, was: set[str]) -> bool:
    """Whether an interface offered already what an entry of one offers."""
    path, _, name = entry.rpartition(":")
    place = path or entry
    if entry in was or (path and (path in was or name in was)):
        return True
    if any(one.endswith("/") and place.startswith(one) for one in was):
        return True
    if path or "/" in entry or entry.endswith(".py"):
        return False
    qualified = [one.rpartition(":") for one in was]
    if any(one[2] == entry and one[0] for one in qualified):
        return True
    files = [one for one in was if one.endswith(".py") and sides.before.regular(one)]
    return any(symbol.name == entry for one in files for symbol in sides.before.inventory(one).symbols)


def _packages(sides: Sides, old: Node, new: Node) -> Told:
    stated, entries = old.stated("packages"), new.stated("packages")
    if stated is None:
        return
    if entries is None:
        yield "packages", "may import any package now (`packages` is gone)", None
        return
    for entry in entries:
        if not any(covers(one.name, entry.name) for one in stated):
            yield "packages", f"may import the package {entry.name} now", sides.after.spot(new, entry.spot)


def _exclusive(sides: Sides, old: Node, new: Node) -> Told:
    """Of each package that the Design had to itself, and neither it nor one that has code of it claims now."""
    here = sides.now.get(old.id, old.id)
    if new.id in sides.origins and here in sides.after.nodes:
        return  # the Design itself is asked
    heirs = [new, *(sides.new[one] for one, of in sides.origins.items() if here in of)]
    claimed = [one.name for heir in heirs for one in heir.declared("exclusive_packages")]
    gone = [one.name for one in old.declared("exclusive_packages") if not any(covers(by, one.name) for by in claimed)]
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
