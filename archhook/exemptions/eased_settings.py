"""Which settings that were stricter than their defaults are so no longer.

They are no exemptions: what stands in the newer snapshot is the default, or still stricter than that. Where a setting
is looser than its default now, the list of exemptions says so, and it is not said here again.
"""

from __future__ import annotations

from archhook.exemptions.exemption_list import SEVERITIES
from archhook.exemptions.sides import Weakening
from archhook.laws.catalogue import BY_CODE
from archhook.laws.law import listed, shown
from archhook.laws.resources import TOLERANCE, tolerance
from archhook.model.config import COARSE, SYMBOLS, Config

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.exemptions.sides import Sides

WORDS = {"strict": True, "every-commit": True, "law": "branch", "claims": "refuse", "typing-imports": "count"}
"""Key -> its strict value."""


def eased_settings(sides: Sides) -> Iterator[Weakening]:
    """One for each key, and each law's severity, that asks for less than it did, and for no less than its default."""
    was, now = sides.before.config, sides.after.config
    for key, what in (
        *_words(was, now),
        *_severities(was, now),
        *_detail(was, now),
        *_tolerances(was, now),
        *_lists(was, now),
    ):
        at = sides.after.setting(key)
        yield Weakening(key, what, at.path, at.line)


def _words(was: Config, now: Config) -> Iterator[tuple[str, str]]:
    for key, strict in WORDS.items():
        field = key.replace("-", "_")
        value = str(strict).lower() if strict is True else f'"{strict}"'
        if getattr(was, field) == strict != getattr(now, field):
            yield key, f"`{key} = {value}` is taken back"
    if was.merge_check and now.merge_check != was.merge_check:
        yield "merge-check", f"pushes are no longer judged as merged with {shown(was.merge_check)}"


def _severities(was: Config, now: Config) -> Iterator[tuple[str, str]]:
    for code, before in was.severity:
        usual = BY_CODE[code].severity
        after = dict(now.severity).get(code, usual)
        if SEVERITIES.index(before) < SEVERITIES.index(after) <= SEVERITIES.index(usual):
            yield "severity", f'{code} was "{before}" and is "{after}"'


def _detail(was: Config, now: Config) -> Iterator[tuple[str, str]]:
    if SYMBOLS.index(now.symbols) < SYMBOLS.index(was.symbols) and now.symbols not in COARSE:
        yield "symbols", f'`symbols` was "{was.symbols}" and is "{now.symbols}"'


def _tolerances(was: Config, now: Config) -> Iterator[tuple[str, str]]:
    for key, before in was.resources:
        after = tolerance(now, key)
        if before < after <= TOLERANCE:
            yield "resources", f"the tolerance of {key} was {before:g} and is {after:g}".replace("of tolerance ", "")


def _lists(was: Config, now: Config) -> Iterator[tuple[str, str]]:
    """What lists no longer name: branches beyond the usual ones, what is no test all the same, names of tests."""
    usual = Config()
    gone = _gone(was.shared_branches, now.shared_branches, usual.shared_branches)
    if gone and {*usual.shared_branches} <= {*now.shared_branches}:
        yield "shared-branches", f"pushes to {listed(gone)} are no longer judged"
    kept = [one for one in _gone(was.tests, now.tests, ()) if one.startswith("!")]
    if kept:
        yield "tests", f"{listed([*map(shown, kept)])} of `tests` is gone, so more files are tests"
    for setting, before, after, known in (
        ("python_classes", was.pytest.classes, now.pytest.classes, usual.pytest.classes),
        ("python_functions", was.pytest.functions, now.pytest.functions, usual.pytest.functions),
    ):
        names = _gone(before, after, known)
        if names:
            yield "pytest", f"{listed([*map(shown, names)])} of {setting} is gone, so fewer tests are seen"


def _gone(before: tuple[str, ...], after: tuple[str, ...], usual: tuple[str, ...]) -> list[str]:
    return [one for one in before if one not in after and one not in usual]
