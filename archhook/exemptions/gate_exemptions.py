"""The exemptions that a configuration of pre-commit makes: by gates that let something through, and by what became of
those that an older one has.
"""

from __future__ import annotations

from collections import Counter

from archhook.exemptions.exemption import HOOK, NEW, WIDER, Exemption
from archhook.exemptions.gate_hooks import FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.exemptions.gate_hooks import Gate


def of_gates(gates: tuple[Gate, ...] | None, path: str = FILE) -> tuple[Exemption, ...]:
    """The gates that are there and do not run, and what lets commits past those that do."""
    if gates is None:
        return (Exemption(HOOK, "cannot be read, so pre-commit runs nothing", path, 1, subject=("",)),)
    whole = {gate.key for gate in gates if not gate.why and not gate.gaps}
    found = []
    for gate in gates:
        if gate.key in whole:
            continue
        of = f"{gate.hook} of {gate.config}" if gate.config else gate.hook
        if gate.why:
            what = f"{of} never runs as a gate: {gate.why}"
            found.append(Exemption(HOOK, what, path, gate.cause, subject=gate.key))
        found += [
            Exemption(HOOK, f"{of} {gap.what}", path, gap.line, subject=(*gate.key, gap.key)) for gap in gate.gaps
        ]
    return tuple(found)


def taken_out(
    old: tuple[Gate, ...] | None, new: tuple[Gate, ...] | None, path: str = FILE
) -> tuple[tuple[Exemption, str], ...]:
    """(exemption, NEW) of each gate that one configuration runs and another one does not name, and (exemption, WIDER)
    of each that runs another command there, or a program from elsewhere: what that does is not known.
    """
    if new is None:
        return ()
    found = []
    now: dict[str, list[Gate]] = {}
    for gate in new:
        now.setdefault(gate.hook, []).append(gate)
    running = [gate for gate in old or () if not gate.why]
    had = Counter(gate.hook for gate in running)
    for was in {gate.key: gate for gate in running}.values():
        beside = now.get(was.hook, [])
        same = [gate for gate in beside if gate.key == was.key]
        if not same and (not beside or len(beside) < had[was.hook]):
            what = f"{was.hook}{f' of {was.config}' if was.config else ''} is taken out of {path}"
            found.append((Exemption(HOOK, what, path, 1, subject=was.key), NEW))
        elif same and not any(gate.why for gate in same):
            found += [(one, WIDER) for one in _other_program(was, same[-1], path)]
    return tuple(found)


def _other_program(was: Gate, gate: Gate, path: str) -> Iterator[Exemption]:
    """What a gate runs now that it did not run before; an entry that the list speaks of anew is not said twice."""
    told = [{gap.key for gap in one.gaps} for one in (was, gate)]
    if was.entry and gate.entry and gate.entry != was.entry and ("entry" not in told[1] or "entry" in told[0]):
        what = f"{was.hook} runs `{gate.entry}` now, and ran `{was.entry}`"
        yield Exemption(HOOK, what, path, gate.at("entry"), subject=gate.key)
    if _address(was.repo) != _address(gate.repo):
        what = f"{was.hook} is run from {gate.repo} now, and was from {was.repo}"
        yield Exemption(HOOK, what, path, gate.line, subject=gate.key)
    if "args" in told[0] and "args" in told[1] and was.args != gate.args:
        what = f"{was.hook} is called with `{' '.join(gate.args)}` now, and was with `{' '.join(was.args)}`"
        yield Exemption(HOOK, what, path, gate.at("args"), subject=gate.key)


def _address(repo: str) -> str:
    """An address without what tells no other place."""
    return repo.rstrip("/").removesuffix(".git").lower()
