"""DEP206, DEP208: which Design may require which, by layers, bans and visibility."""

from __future__ import annotations

from archhook.graph.graph import way
from archhook.laws.law import Law, chain, listed
from archhook.model.findings import Breach
from archhook.model.nodes import VISIBLE_TO, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from archhook.laws.law import Facts
    from archhook.model.config import Config
    from archhook.model.nodes import Node, Row


MOST = 12
"""Of a longer path a message names so many at the beginning, and the end; and no more layers than that."""

LONGEST_LINE = 200
"""A line of the configuration is told up to so many characters."""


def layer_of(design: Node) -> str:
    """The layer that a Design names, "" for none."""
    return next((one.name for one in design.declared("layer")), "")


def layer_breach(config: Config, one: Node, other: Node) -> str:
    """Why a Design may not require another, by their layers; "" where it may. A layer that is unknown is none."""
    mine, its = layer_of(one), layer_of(other)
    layers = config.layers
    if mine not in layers or its not in layers or layers.index(mine) <= layers.index(its):
        return ""
    return f"{one.id} is of the layer '{mine}', {other.id} of the higher layer '{its}'"


def is_visible(rows: Mapping[str, Row], one: str, other: str) -> bool:
    """Whether a Design may require another, by what that one says of its visibility. Each sees itself."""
    named = dict(rows[other].links).get(VISIBLE_TO)
    return named is None or one == other or one in named


def ban(rows: Mapping[str, Row], one: str, other: str) -> tuple[str, ...]:
    """The forbidden path that there is where a Design requires another, as it does or may come to do; () for none.

    From a Design that forbids down to one that it forbids; or the two alone, where the other is not visible to the one.
    `ban_reason` puts it into words.
    """
    if not is_visible(rows, one, other):
        return one, other
    down = _walk(other, lambda design: _required(rows, design))
    up = _walk(one, lambda design: sorted(rows[design].by("requires"), key=sort_key))
    for source in up:
        forbidden = {*rows[source].to("forbids")} - {source}
        target = next((design for design in down if design in forbidden), "")
        if target:
            return *way(up, source), *way(down, target)[::-1]
    return ()


def ban_reason(rows: Mapping[str, Row], banned: Sequence[str]) -> str:
    """What forbids a path: `D-1 forbids D-9`, `D-9 is visible to D-2 alone`, or both."""
    first, last = banned[0], banned[-1]
    reasons = [f"{first} forbids {last}"] if last in rows[first].to("forbids") else []
    if len(banned) == 2 and not is_visible(rows, first, last):
        reasons.append(f"{last} is visible to {_seers(rows, last)}")
    return " and ".join(reasons)


def _seers(rows: Mapping[str, Row], design: str) -> str:
    """To whom a Design is visible: `D-2 alone`."""
    named = sorted(rows[design].to(VISIBLE_TO), key=sort_key)
    return f"{listed(named)} alone" if named else "no other"


def _required(rows: Mapping[str, Row], design: str) -> list[str]:
    """The Designs in force that a Design requires directly, by id."""
    return sorted((target for target in {*rows[design].to("requires")} if rows[target].in_force), key=sort_key)


def _walk(start: str, step: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """All that some number of steps leads to, nearest first: id -> the one before it on the shortest path, ties by id.

    `step` gives ids sorted. Before the start there is "".
    """
    came = {start: ""}
    waiting = [start]
    for design in waiting:  # grows while it is walked
        for target in step(design):
            if target not in came:
                came[target] = design
                waiting.append(target)
    return came


def unknown_layers(nodes: Iterable[Node], layers: Sequence[str]) -> tuple[Breach, ...]:
    """LED004 for each Design, in force or not, whose layer the configuration does not name."""
    unknown = [
        (node, layer)
        for node in nodes
        if node.kind == "design" and node.declares and (layer := layer_of(node)) and layer not in layers
    ]
    if not unknown:
        return ()
    fix = f"name it there: the layers are {', '.join(layers)}" if layers else _written(unknown)
    return tuple(_unknown(node, layer, layers, fix) for node, layer in unknown)


def _written(layered: Sequence[tuple[Node, str]]) -> str:
    """What to write into the configuration, which has no layers, for those that Designs name.

    A layer comes before those that its Designs require: then no more is found, as far as they are in no circle.
    """
    layer = {node.id: name for node, name in layered}
    pairs = {(name, layer.get(target, name)) for node, name in layered for target in node.targets("requires")}
    below = {(one, other) for one, other in pairs if one != other}
    left = [*dict.fromkeys(layer.values())]
    names: list[str] = []
    while left and len(names) < MOST:
        names.append(next((one for one in left if not any((other, one) in below for other in left)), left[0]))
        left.remove(names[-1])
    quoted = ('"{}"'.format(name.replace("\\", "\\\\").replace('"', '\\"')) for name in names)
    line = f"layers = [{', '.join(quoted)}]"
    plain = not left and len(line) <= LONGEST_LINE and line.isprintable()
    return f"write {f'`{line}`' if plain else 'the layers'} there, the highest first"


def _unknown(node: Node, layer: str, layers: Sequence[str], fix: str) -> Breach:
    from archhook.suggest import propose

    return Breach(
        "LED004",
        f"{node.id}: `layers` of the configuration does not name the layer {layer[:40]!r}",
        ("declared", node.id, "layer", layer),
        node.id,
        symbol="layer",
        fix=propose(layer, layers, fix, "'"),
    )


def layer_breaches(facts: Facts, node_id: str) -> Iterator[Breach]:
    """DEP206, one for each Design of a higher layer that a Design requires."""
    if not facts.config.layers or facts.rows[node_id].kind != "design":
        return
    for target in _required(facts.rows, node_id):
        met = layer_breach(facts.config, facts.nodes[node_id], facts.nodes[target])
        if met:
            yield Breach(
                "DEP206",
                f"{node_id} requires {target}: {met}",
                ("node", node_id),
                node_id,
                symbol=target,
                fix=f"take {target} out of `requires`, and have what {node_id} needs of it handed in or moved to a "
                "Design of a lower layer; or give one of the two another `layer`",
            )


def forbidden_dependencies(facts: Facts, _: str) -> Iterator[Breach]:
    """DEP208, one for each pair of Designs of which one reaches what it forbids, or requires what it may not see."""
    rows = facts.rows
    designs = facts.ids("design")
    hidden = {
        (design, target)
        for design in designs
        for target in rows[design].to("requires")
        if not is_visible(rows, design, target) and rows[target].in_force
    }
    forbidden = _reached(rows, designs)
    ways = {target: _ways_to(rows, target) for target in {target for _, target in forbidden}}
    for first, last in sorted(forbidden | hidden, key=lambda pair: [*map(sort_key, pair)]):
        path = _path(ways[last], first) if (first, last) in forbidden else (first, last)
        yield _forbidden(rows, path, (first, last) in hidden)


def _reached(rows: Mapping[str, Row], designs: Iterable[str]) -> set[tuple[str, str]]:
    """(Design, one that it forbids and reaches). What lies below is found out once for all Designs."""
    from archhook.graph.reach import Reach

    reach = Reach(lambda one: _required(rows, one), lambda one: (one,) if rows[one].by("forbids") else ())
    found: set[tuple[str, str]] = set()
    for design in designs:
        forbidden = {*rows[design].to("forbids")} - {design}
        if forbidden:
            reach.learn(design)
            found.update((design, target) for target in reach.names(reach.below[design]) if target in forbidden)
    return found


def _ways_to(rows: Mapping[str, Row], target: str) -> dict[str, tuple[str, int]]:
    """Each Design in force that reaches one -> (the next on its shortest way there, ties by id; how many steps)."""
    found = {target: ("", 0)}
    level, steps = [target], 0
    while level:
        above: dict[str, str] = {}
        for design in level:  # of equally long ways the one with the smallest next id
            for source in rows[design].by("requires"):
                if source not in found:
                    above.setdefault(source, design)
        steps += 1
        found |= {source: (design, steps) for source, design in above.items()}
        level = sorted(above, key=sort_key)
    return found


def _path(ways: Mapping[str, tuple[str, int]], start: str) -> tuple[str, ...]:
    """The way of a Design by `ways`; of a long one the middle is a count."""
    path = [start]
    while (left := ways[path[-1]][1]) and (len(path) < MOST or left < 3):
        path.append(ways[path[-1]][0])
    if not left:
        return tuple(path)
    end = next(design for design, (_, steps) in ways.items() if not steps)
    return *path, f"... {left - 1} more ...", end


def _forbidden(rows: Mapping[str, Row], path: tuple[str, ...], hidden: bool) -> Breach:
    first, last = path[0], path[-1]
    through, mend = "", f"take {last} out of `requires` of {first}"
    if len(path) > 2:
        through, mend = f" through others ({chain(path)})", "take one step out of that path, in `requires`"
    allow = [f"take {last} out of `forbids` of {first}"] if last in rows[first].to("forbids") else []
    allow += [f"add {first} to `visible_to` of {last}"] if hidden else []
    return Breach(
        "DEP208",
        f"{first} requires {last}{through}, but {ban_reason(rows, path)}",
        ("node", first),
        first,
        symbol=last,
        fix=f"{mend}; or {' and '.join(allow)}",
    )


LAWS = (
    Law(
        "DEP206",
        "layer-breach",
        "error",
        "node",
        "a Design requires one of a higher layer",
        "What lies below must be usable, testable and replaceable without what lies above it.",
        ("declares", "links", "in_force"),
        layer_breaches,
        kind="design",
    ),
    Law(
        "DEP208",
        "forbidden-dependency",
        "error",
        "graph",
        "a Design reaches, through `requires`, one that it `forbids`, or requires one that is not `visible_to` it",
        "A wall that was decided holds through every detour, until somebody decides otherwise in the ledger.",
        ("links", "in_force"),
        forbidden_dependencies,
    ),
)
