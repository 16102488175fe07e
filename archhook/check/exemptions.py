"""Which breaches do not stand: waived, ignored inline, or frozen in the baseline (contract, "Exemptions in order")."""

from __future__ import annotations

from archhook.laws.catalogue import BY_CODE, exempts
from archhook.model.findings import NEVER, Breach, import_anchor, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from archhook.check.state import State
    from archhook.laws.law import Facts
    from archhook.model.findings import Baseline, Frozen
    from archhook.model.nodes import Ignore, Place

    Placing = Callable[[tuple[str | int, ...]], Place]
    Key = tuple[str, str, int, int, str]
    """One exemption: ("waiver", id, 0, 0, code) or ("ignore", path, line, column, code)."""


def exempt(
    state: State, facts: Facts, standing: list[Breach], severities: Mapping[str, str], place: Placing
) -> tuple[list[Breach], int]:
    """(those of some breaches that stand, how many were waived or ignored).

    An exemption is used where it names a breach that stands but for exemptions; several may name one. LED005 looks at
    what they did, and may itself be waived or ignored; for those of LED005 themselves this ends.
    """
    exemptions = _Exemptions(state, facts, place, standing)
    kept = [left for breach in standing if (left := exemptions.left(breach))]
    exempted = len(standing) - len(kept)
    if severities["LED005"] != "off":
        idle = [*exemptions.faulty(severities), *exemptions.unused(severities, of_itself=False)]
        noted = [breach for breach in idle if exemptions.left(breach)]
        exempted += len(idle) - len(noted)
        kept += [*noted, *exemptions.unused(severities, of_itself=True)]
    return kept, exempted


def named_exemptions(state: State, facts: Facts, baseline: Baseline | None) -> int:
    """How many exemptions name a law: waivers of nodes in force, inline ignores, entries of the baseline."""
    waiving = (facts.nodes[node_id] for node_id in state.waiving)
    waivers = sum(len(node.waives) for node in waiving if node.in_force)
    ignores = state.ignores.values() if len(state.ignores) else ()
    ignored = sum(exempts(one.code, one.reason) for found in ignores for one in found)
    return waivers + ignored + sum(entry.code not in NEVER for entry in (baseline.entries if baseline else ()))


class _Exemptions:
    """The waivers and the inline ignores of one snapshot, and which of them were used."""

    def __init__(self, state: State, facts: Facts, place: Placing, breaches: list[Breach]) -> None:
        self.place = place
        self.breaches = breaches
        self.broken: dict[tuple[str, int], set[str]] | None = None  # (id, 0) or (path, line) -> laws broken there
        self.used: set[Key] = set()
        self.waivers: dict[tuple[str, str], Key] = {}
        self.ignores: dict[tuple[str, int, str], list[Key]] = {}  # line 0: the whole file
        self.told: set[tuple[str, str]] = set()  # (path, law) of the inline ignores
        self.ill: list[tuple[str, Ignore]] = []
        self.unforced = {node_id for node_id in state.waiving if not facts.nodes[node_id].in_force}
        for node_id in state.waiving:
            for waiver in facts.nodes[node_id].waives:
                self.waivers[node_id, waiver.code] = ("waiver", node_id, 0, 0, waiver.code)
        for path, ignores in state.ignores.items() if len(state.ignores) else ():
            for ignore in ignores:
                self._take(path, ignore)

    def _take(self, path: str, ignore: Ignore) -> None:
        line, column, code, reason = ignore
        if exempts(code, reason):
            where = (path, line if line > 1 else 0, code)
            self.ignores.setdefault(where, []).append(("ignore", path, line, column, code))
            self.told.add((path, code))
        else:
            self.ill.append((path, ignore))

    def left(self, breach: Breach) -> Breach | None:
        """What stands of a breach: None where it is exempt. Whatever names it counts as used.

        A breach about import statements stands as long as one of them is not ignored, and points at the first such.
        """
        waiver = self.waivers.get((breach.node, breach.code))
        if waiver:
            self.used.add(waiver)
        if breach.anchor[0] != "import":
            return None if self._ignored(breach.code, breach.anchor) or waiver else breach
        stand: list[tuple[str, int]] = []
        ignored: list[tuple[str, int]] = []
        for one in statements(breach.anchor):
            told = (one[0], breach.code) in self.told and self._ignored(breach.code, import_anchor((one,)))
            (ignored if told else stand).append(one)
        if not stand or waiver:
            return None
        return breach._replace(anchor=import_anchor(stand, ignored)) if ignored else breach

    def _ignored(self, code: str, anchor: tuple[str | int, ...]) -> bool:
        """Whether an inline ignore stands where an anchor is."""
        if not self.ignores:
            return False
        at = self.place(anchor)
        found = [key for line in (at.line, 0) for key in self.ignores.get((at.path, line, code), ())]
        self.used.update(found)
        return bool(found)

    def unused(self, severities: Mapping[str, str], *, of_itself: bool) -> Iterator[Breach]:
        """LED005 for each exemption that was not used, of LED005 or of the other laws.

        Not of a law that is off: what it would say is not known, and somebody (the gate of a push, say) may turn it on.
        """
        keys = [*self.waivers.values(), *(key for keys in self.ignores.values() for key in keys)]
        for key in keys:
            what, owner, line, column, code = key
            if key in self.used or (code == "LED005") != of_itself:
                continue
            if severities.get(code) == "off":
                continue
            if what == "ignore":
                yield _idle_ignore(owner, line, column, code)
            elif owner not in self.unforced:
                yield _idle_waiver(owner, code, "" if code in BY_CODE else self._meant(code, owner))

    def faulty(self, severities: Mapping[str, str]) -> Iterator[Breach]:
        """LED005 for each inline ignore that cannot exempt anything, whatever the code does."""
        for path, (line, column, code, reason) in self.ill:
            if severities.get(code) == "off":
                continue
            if not code:
                message, fix = "this ignore names no law", "name one: `# archhook: ignore[CODE] reason`; or remove it"
            elif code == "LED001":
                message, fix = "LED001 cannot be ignored: a ledger that cannot be read cannot be judged", "remove it"
            elif code not in BY_CODE:
                message = f"{code!r} is no law, so nothing is ignored"
                fix = self._meant(code, "", path, line) or "remove it"
            else:
                assert not reason
                message = f"this ignore of {code} gives no reason, so it exempts nothing"
                fix = f"write the reason behind it: `# archhook: ignore[{code}] reason`"
            yield Breach("LED005", message, ("place", path, line, column), file=path, symbol=code, fix=fix)

    def _meant(self, code: str, node: str, path: str = "", line: int = 0) -> str:
        """The law that an exemption meant most likely: one that is broken there, for no other would be of use."""
        from archhook.suggest import nearest

        if self.broken is None:
            self.broken = {}
            for one in self.breaches:
                self.broken.setdefault((one.node, 0), set()).add(one.code)
                imports = statements(one.anchor) if one.anchor[0] == "import" else ()
                for anchor in [import_anchor((each,)) for each in imports] or [one.anchor]:
                    at = self.place(anchor)
                    self.broken.setdefault((at.path, at.line), set()).add(one.code)
        around = [(node, 0)] if node else [(path, line), (path, 1)]
        broken = {found for where in around for found in self.broken.get(where, ())}
        near = nearest(code, broken)
        return f"did you mean '{near}'?" if near else ""


def _idle_ignore(path: str, line: int, column: int, code: str) -> Breach:
    where = "at this line" if line > 1 else "into this file"
    message = f"this ignore of {code} exempts nothing: no finding of it points {where}"
    return Breach(
        "LED005", message, ("place", path, line, column), file=path, symbol=code, fix=f"remove {code} from it"
    )


def _idle_waiver(node_id: str, code: str, meant: str) -> Breach:
    return Breach(
        "LED005",
        f"{node_id} waives {code}, which {'it does not break' if code in BY_CODE else 'is no law'}",
        ("waiver", node_id, code),
        node_id,
        symbol=code,
        fix=meant or f"remove {code} from its `waives`",
    )


def freeze(baseline: Baseline, breaches: list[Breach], severities: Mapping[str, str], place: Placing) -> list[Breach]:
    """The breaches that are not frozen, and LED006 for each entry that freezes more than there is.

    Not for those about files that cannot be judged: that is a finding itself, and a cause.
    Of several about the same thing, of which fewer are frozen, the last ones by place are new.
    """
    from archhook.project.baseline import hidden_files, key_of, stale

    found: dict[tuple[str, str, str, str], list[Breach]] = {}
    for breach in breaches:
        found.setdefault(key_of(breach), []).append(breach)
    allowed = dict.fromkeys(found, 0)
    for entry in baseline.entries:
        if key_of(entry) in found and entry.code not in NEVER:
            allowed[key_of(entry)] += entry.times
    kept = []
    for key, group in found.items():
        if 0 < allowed[key] < len(group):
            group.sort(key=lambda breach: (place(breach.anchor), breach.message))
        kept += group[allowed[key] :]
    if severities["LED006"] != "off":
        there = {key: len(group) for key, group in found.items() if key[0] not in NEVER}
        for entry, left in stale(baseline.entries, there, hidden_files(breaches)):
            kept.append(_stale(baseline.path, entry, left))
    return kept


def _stale(path: str, entry: Frozen, left: int) -> Breach:
    from archhook.project.baseline import entry_line, key_of

    what = entry_line(key_of(entry))
    message = f"no finding matches {what} any more"
    if left:
        message = f"{what} is frozen {entry.times} times and found {'once' if left == 1 else f'{left} times'}"
    fix = "`archhook baseline --prune` drops what is mended"
    return Breach("LED006", message, ("place", path, entry.line, 1), file=path, symbol=what, fix=fix)
