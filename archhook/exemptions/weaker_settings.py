"""Which settings that are no exemptions make the law weaker."""

from __future__ import annotations

from itertools import pairwise

from archhook.exemptions.sides import Weakening
from archhook.exemptions.weaker_limits import layers_called
from archhook.laws.law import listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.exemptions.sides import Sides


def weaker_settings(sides: Sides) -> Iterator[Weakening]:
    """One for an order of layers that holds less, other source roots, and a ledger that is read from elsewhere."""
    was, now = sides.before.config, sides.after.config
    called = layers_called(sides)
    rank = {name: number for number, name in enumerate(now.layers)}
    order = [called.get(name, name) for name in was.layers]
    lost = [name for name in order if name not in rank]
    if lost:
        yield _setting(sides, "layers", f"{listed(lost)} of the layers {'is' if len(lost) == 1 else 'are'} gone")
    held = [name for name in order if name in rank]
    turned = [f"{low} is above {high}" for high, low in pairwise(held) if rank[low] < rank[high]]
    if turned:
        yield _setting(sides, "layers", f"the order of the layers is another: {listed(turned)} now")
    if was.source_roots != now.source_roots:
        roots = (listed([*map(shown, one)]) or "none" for one in (now.source_roots, was.source_roots))
        yield _setting(sides, "source-roots", "the source roots are {} now, and were {}".format(*roots))
    if was.ledger != now.ledger:
        places = (shown(one) if one else "in its usual place" for one in (now.ledger, was.ledger))
        yield _setting(sides, "ledger", "the ledger is {} now, and was {}".format(*places))


def _setting(sides: Sides, key: str, what: str) -> Weakening:
    at = sides.after.setting(key)
    return Weakening(key, what, at.path, at.line)
