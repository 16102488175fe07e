"""Which tests cannot fail any more, may be skipped now, or check less of what they checked."""

from __future__ import annotations

from archhook.exemptions.sides import Weakening
from archhook.laws.law import listed, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import NamedTuple

    from archhook.exemptions.compared_tests import Name, TestsOfSide
else:
    from archhook.records import NamedTuple

_MARK = "pytest.mark."


class _Loss(NamedTuple):
    """What some tests of a file lost alike: one entry."""

    kind: str
    path: str
    cause: str  # what skips them, "" of anything else
    place: str | None = None  # the class that is skipped, "" for the file; None where each test is by itself


def disarmed_tests(
    prefix: str, before: TestsOfSide, after: TestsOfSide, pairs: Iterable[tuple[Name, Name]]
) -> Iterator[Weakening]:
    """One entry for each file and cause. `pairs`: the old and the new name of the tests that both sides have."""
    losses: dict[_Loss, list[tuple[Name, Name]]] = {}
    for old, new in pairs:
        for loss in _losses(before, after, old, new):
            losses.setdefault(loss, []).append((old, new))
    for loss, lost in losses.items():
        first = after.seen[lost[0][1]]
        line = after.marked(loss.path, loss.place) if loss.place is not None else 0
        what = f"{_who(loss, [new[1] for _, new in lost])} {_what(loss, line, before, after, lost)}"
        yield Weakening(loss.kind, what, prefix + loss.path, line or first.line, first.tests[0])


def _losses(before: TestsOfSide, after: TestsOfSide, old: Name, new: Name) -> Iterator[_Loss]:
    """What one test lost. Of what cannot fail, that alone."""
    path, symbol = new[0], after.seen[new].symbol
    hollow = after.hollow(new)
    if hollow is not None:
        if before.hollow(old) is None:
            after.body(new)  # its file tells the line of the mark
            yield _Loss("emptied", path, hollow.skip, None if hollow.place == symbol else hollow.place)
        return
    had = before.skips(old)
    for place, body in after.scopes(new):
        words = [word for word in dict.fromkeys(body.skips) if word not in had]
        if words:
            yield _Loss("skipped", path, listed(words), None if place == symbol else place)
    was, now = before.body(old), after.body(new)
    if was is None or now is None:
        return
    alike = now.given == was.given and now.calls <= was.calls  # else something new may check it
    if now.values < was.checks and (alike or now.dead > was.dead):
        yield _Loss("gutted", path, "less" if now.checks else "nothing")
    elif alike and was.calls and not now.calls and not now.checks:
        yield _Loss("gutted", path, "idle")


def _who(loss: _Loss, names: list[str]) -> str:
    """`test_a of tests/test_a.py`, `12 tests of TestA of tests/test_a.py`."""
    within = f"{loss.place} of " if loss.place and len(names) > 1 else ""
    said = f"{len(names)} tests" if loss.place is not None and len(names) > 1 else listed(names)
    return f"{said} of {within}{shown(loss.path)}"


def _what(loss: _Loss, line: int, before: TestsOfSide, after: TestsOfSide, lost: list[tuple[Name, Name]]) -> str:
    at = f" (line {line})" if line else ""
    if loss.kind == "emptied":
        if loss.place is None:
            return f"cannot fail any more{f' ({loss.cause})' if loss.cause else ''}"
        cause = "pytestmark" if not loss.place and loss.cause.startswith(_MARK) else loss.cause
        return f"cannot fail any more: skipped by {cause}{at}"
    if loss.kind == "skipped":
        return f"may be skipped, or fail unseen, now ({loss.cause}{f', line {line}' if line else ''})"
    one = len(lost) == 1
    if loss.cause == "idle":
        called = {call for old, _ in lost if (body := before.body(old)) for call in body.calls}
        return f"{'calls' if one else 'call'} nothing now, and called {listed(sorted(called))}"
    was = sum(body.checks for old, _ in lost if (body := before.body(old)))
    now = sum(body.values for _, new in lost if (body := after.body(new)))
    checks, checked = ("checks", "checked") if one else ("check", "checked")
    return f"{checks} {now or 'nothing'} now, and {checked} {was}"
