"""Small projects that differ in what they exempt; and, by hand, what of one's exemptions counts by the law of another.

A project is told by `Choices` and written out so that every exemption has a line of its own, or a place on one: where
one is left out nothing moves.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

LEVELS = ("off", "warning", "error")
DETAILS = ("files", "public", "module", "all")
DEFAULTS = {
    "INV405": "error", "INV406": "error", "INV407": "error", "INV408": "error", "INV411": "off", "TST505": "error",
    "TST506": "error", "TST504": "error", "DEP203": "error", "DEP204": "off", "LED005": "warning", "RES601": "warning",
    "RES602": "warning",
}  # fmt: skip
TASKS = {"T-1": ("D-1", "src/a.py"), "T-2": ("D-2", "src/b.py"), "T-3": ("D-3", "src/c.py"), "T-4": ("D-1", "src/n.py")}
WAIVABLE = (
    ("D-1", "TST505"), ("D-2", "TST506"), ("D-3", "TST505"), ("D-1", "DEP203"), ("D-1", "RES601"), ("T-1", "INV407"),
    ("T-2", "INV407"), ("T-2", "LED005"), ("T-3", "INV401"), ("D-3", "TRC105"), ("D-2", "INV999"), ("T-4", "INV401"),
)  # fmt: skip
EXCLUDABLE = ("vendor/", "/src/loose.py", "/src/b.py", "!/vendor/kept.py")
TESTABLE = ("checks/", "/src/loose.py")
USUAL = ("tests/", "test_*.py", "*_test.py")
REASONS = ("for now", "see #12", "")
CODES = ("INV407", "INV406", "DEP203", "LED005", "INV405", "TST504", "INV999")
FILES = ("src/a.py", "src/b.py", "src/c.py", "src/loose.py", "architecture.py", "tests/test_all.py")
EXTRA = ("one", "two", "three")
KEYS = (
    *(
        f"{code} {node} {path} {name}"
        for path, node in (("src/a.py", "T-1"), ("src/b.py", "T-2"), ("src/c.py", "T-3"))
        for code, name in (("INV407", "one"), ("INV407", "two"))
    ),
    "INV405 - src/loose.py -",
    "INV405 - vendor/v.py -",
    "TST505 D-1 - -",
    "TST506 D-2 - -",
    "DEP203 D-1 src/a.py src/b.py",
)


@dataclass(frozen=True)
class Choices:
    """One project. `ignores`: path -> (slot, code, reason); slot 0 is the first line, the others are functions."""

    severity: tuple[tuple[str, str], ...] = ()
    strict: bool = False
    symbols: str = ""
    exclude: tuple[str, ...] = ()
    tests: tuple[str, ...] | None = None
    transitive: bool = False
    typing_imports: str = ""
    dynamic_imports: str = ""
    tolerances: tuple[tuple[str, float], ...] = ()
    waivers: frozenset[tuple[str, str]] = frozenset()
    ignores: tuple[tuple[str, int, str, str], ...] = ()
    frozen: tuple[tuple[str, int], ...] = ()
    planned: frozenset[str] = frozenset()
    alternative: bool = False  # D-3 is not adopted
    details: tuple[tuple[str, str], ...] = ()
    fresh: bool = False  # whether T-4 is declared
    written: frozenset[str] = frozenset({"src/a.py", "src/b.py", "src/c.py", "src/n.py"})
    extra: frozenset[tuple[str, str]] = frozenset()  # (path, name of a function that no Task declares)


def counted(own: Choices, law: Choices) -> Choices:
    """What of a project counts by the law of another, worked out key by key."""
    mine, others = dict(own.severity), dict(law.severity)
    severity = {}
    for code, default in DEFAULTS.items():
        level = max(mine.get(code, default), others.get(code, default), key=LEVELS.index)
        if code in mine or level != default:
            severity[code] = level
    tolerances = {}
    general, least = (dict(one.tolerances).get("tolerance", 1.5) for one in (own, law))
    for field in ("memory_mb", "latency_p99_ms"):
        sides = (dict(one.tolerances).get(field, usual) for one, usual in ((own, general), (law, least)))
        tolerances[field] = min(sides)
    detail = max(own.symbols or "module", law.symbols or "module", key=DETAILS.index)
    known = {*TASKS, "D-1", "D-2", "D-3"} - (set() if law.fresh else {"T-4"})
    return replace(
        own,
        severity=tuple(sorted(severity.items())),
        strict=own.strict or law.strict,
        symbols=detail,
        exclude=_patterns(own.exclude, law.exclude),
        tests=None
        if own.tests is None
        else tuple(one for one in own.tests if one in (*(law.tests or ()), *law.exclude)),
        transitive=own.transitive and law.transitive,
        typing_imports="count" if "count" in (own.typing_imports, law.typing_imports) else own.typing_imports,
        dynamic_imports="ignore" if own.dynamic_imports == law.dynamic_imports == "ignore" else "count",
        tolerances=own.tolerances if own.tolerances == law.tolerances else tuple(tolerances.items()),
        waivers=frozenset(one for one in own.waivers if (one in law.waivers and one[0] in known) or one[1] == "INV999"),
        ignores=_ignores(own, law),
        frozen=_frozen(own, law),
        planned=frozenset(one for one in own.planned if one in law.planned or one not in known),
        alternative=own.alternative and law.alternative,
        details=_details(own, law, detail),
    )


def _patterns(own: tuple[str, ...], law: tuple[str, ...]) -> tuple[str, ...]:
    """Of patterns that name paths apart from each other: what both leave out."""
    both = [one for one in own if one in law and not one.startswith("!")]
    kept = [one for one in EXCLUDABLE if one.startswith("!") and one in (*own, *law)]
    return (*both, *kept)


def _ignores(own: Choices, law: Choices) -> tuple[tuple[str, int, str, str], ...]:
    left = Counter((path, code, reason) for path, _, code, reason in law.ignores)
    whole = {(path, code, reason) for path, slot, code, reason in law.ignores if slot == 0}
    kept = []
    for path, slot, code, reason in sorted(own.ignores):
        key = (path, code, reason)
        counts = key in whole or not reason or code == "INV999"
        if not counts and slot and left[key]:
            left[key] -= 1
            counts = True
        if counts:
            kept.append((path, slot, code, reason))
    return tuple(kept)


def _frozen(own: Choices, law: Choices) -> tuple[tuple[str, int], ...]:
    allowed = dict(law.frozen)
    return tuple((key, min(times, allowed.get(key, 0))) for key, times in own.frozen)


def _details(own: Choices, law: Choices, detail: str) -> tuple[tuple[str, str], ...]:
    before, now = dict(law.details), dict(own.details)
    found = {}
    for design in ("D-1", "D-2", "D-3"):
        asked, said = before.get(design) or law.symbols or "module", now.get(design) or detail
        finest = max(said, asked, key=DETAILS.index)
        found[design] = now.get(design, "") if finest == said else asked
    return tuple(found.items())


def project(choices: Choices) -> dict[str, str]:
    """The files of a project, path -> text."""
    files = {"archhook.toml": _configuration(choices), "architecture.py": _ledger(choices)}
    for task, (_, path) in TASKS.items():
        if path in choices.written:
            files[path] = _module(choices, path, task)
    files["src/loose.py"] = f"{_comment(choices, 'src/loose.py', 0)}\nimport vendor.v\n\n\ndef loose():\n    pass\n"
    files |= {"vendor/v.py": "V = 1\n", "vendor/kept.py": "K = 1\n", "checks/helps.py": "def check():\n    pass\n"}
    names = ("chat", "sent", "one", "two", "three", "stray")
    tests = [
        f"def test_{name}():{_comment(choices, 'tests/test_all.py', at)}\n    assert vars()\n"
        for at, name in enumerate(names, 1)
    ]
    files["tests/test_all.py"] = "\n".join([_comment(choices, "tests/test_all.py", 0), *tests])
    lines = [f"{key} x{times}" if times else f"# {key}" for key, times in choices.frozen]
    files["archhook-baseline.txt"] = "\n".join(["# findings when written: 5", *lines, ""])
    return files


def _comment(choices: Choices, path: str, slot: int) -> str:
    codes = [(code, reason) for one, at, code, reason in choices.ignores if (one, at) == (path, slot)]
    reason = codes[0][1] if codes else ""
    named = ", ".join(code for code, its in codes if its == reason)
    lead = "" if slot == 0 else "  "
    return f"{lead}# archhook: ignore[{named}] {reason}".rstrip() if named else f"{lead}# nothing"


def _configuration(choices: Choices) -> str:
    keys: dict[str, object] = {
        "strict": choices.strict,
        "symbols": choices.symbols or None,
        "exclude": list(choices.exclude),
        "tests": None if choices.tests is None else [*USUAL, *choices.tests],
        "transitive": choices.transitive,
        "typing-imports": choices.typing_imports or None,
        "dynamic-imports": choices.dynamic_imports or None,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items() if value is not None]
    lines += ["[severity]", *(f'{code} = "{level}"' for code, level in choices.severity)]
    lines += ["[resources]", *(f"{field} = {factor}" for field, factor in choices.tolerances)]
    return "\n".join(lines) + "\n"


def _node(choices: Choices, head: str, node_id: str, *body: str) -> str:
    waives: Mapping[str, str] = {code: "it is so" for one, code in sorted(choices.waivers) if one == node_id}
    kind = head.partition("(")[2].rstrip(")")
    lines = [f"class {head}:", f'    """[{node_id}] {kind} of the example."""', "", *(f"    {line}" for line in body)]
    slot = {"T-1": 1, "D-1": 2, "R-1": 3}.get(node_id, 9)
    lines[0] += _comment(choices, "architecture.py", slot)
    return "\n".join([*lines, f"    waives = {json.dumps(waives)}"])


def _ledger(choices: Choices) -> str:
    detail = dict(choices.details)
    said = {
        design: f'symbols = "{detail[design]}"' if detail.get(design) else "# as elsewhere"
        for design in ("D-1", "D-2", "D-3")
    }
    adopted = not choices.alternative
    given = "ResourceConstraints(memory_mb=100, latency_p99_ms=10)"
    found = "ResourceConstraints(memory_mb=180, latency_p99_ms=25)"
    nodes = [
        _node(choices, "Chat(Intent)", "I-1"),
        _node(choices, "Sent(Requirement)", "R-1", "derived_from = [Chat]"),
        _node(choices, "Third(Design)", "D-3", "satisfies = [Sent]", f"adopted = {adopted}", said["D-3"]),
        _node(choices, "Second(Design)", "D-2", "satisfies = [Sent]", "requires = [Third]", said["D-2"]),
        _node(
            choices, "First(Design)", "D-1", "satisfies = [Sent]", f"estimated = {given}", f"measured = {found}",
            "requires = [Second]", said["D-1"],
        ),
    ]  # fmt: skip
    for task, (design, path) in TASKS.items():
        if task != "T-4" or choices.fresh:
            implements, planned = f'implements = "{design}"', f"planned = {task in choices.planned}"
            names = (f'file_path = "{path}"', 'functions = ["known"]')
            nodes.append(_node(choices, f"Task{task[2:]}(Task)", task, implements, planned, *names))
    for head, node_id, verified, name in (
        ("Chats(UserAcceptanceTest)", "UAT-1", "I-1", "chat"), ("Sends(SystemTest)", "ST-1", "R-1", "sent"),
        ("Unit(UnitTest)", "UT-1", "D-1", "one"), ("Both(IntegrationTest)", "IT-1", "D-3", "two"),
    ):  # fmt: skip
        where = ('test_file = "tests/test_all.py"', f'test_functions = ["test_{name}"]')
        nodes.append(_node(choices, head, node_id, f'verifies = "{verified}"', *where))
    names = ("Design", "Intent", "Requirement", "ResourceConstraints", "Task")
    tests = ("IntegrationTest", "SystemTest", "UnitTest", "UserAcceptanceTest")
    head = f"{_comment(choices, 'architecture.py', 0)}\nfrom archhook import {', '.join((*names, *tests))}"
    return "\n\n\n".join([head, *nodes]) + "\n"


def _module(choices: Choices, path: str, task: str) -> str:
    lines = [_comment(choices, path, 0), "from typing import TYPE_CHECKING", ""]
    if path == "src/a.py":
        lines += ["import c", "", "if TYPE_CHECKING:", "    import b", ""]
    if path == "src/b.py":
        lines += ["import importlib", "", "importlib.import_module('a')"]
    lines += ["def known():", "    pass"]
    for slot, name in enumerate(EXTRA, 1):
        if (path, name) in choices.extra:
            lines += ["", "", f"def {name}():{_comment(choices, path, slot)}", "    def inner(): pass"]
    if (path, "three") in choices.extra:
        lines += ["", "", "class Held:", "    pass", "", "", "_PRIVATE = 1"]
    return "\n".join(lines) + "\n"


def some(chance: random.Random) -> Choices:
    """A project with some exemptions."""
    chosen = Choices()
    for _ in range(chance.randrange(3, 14)):
        chosen = turned(chance, chosen)
    return chosen


def turned(chance: random.Random, was: Choices) -> Choices:
    """A project with one thing turned."""
    paths = [path for _, path in TASKS.values()]
    kind = chance.choice((
        "severity", "severity", "strict", "symbols", "exclude", "exclude", "tests", "transitive", "typing_imports",
        "dynamic_imports", "tolerances", "waivers", "waivers", "waivers", "ignores", "ignores", "ignores", "frozen",
        "frozen", "planned", "planned", "alternative", "details", "fresh", "written", "extra", "extra", "extra",
    ))  # fmt: skip
    value: object
    if kind == "severity":
        code = chance.choice(tuple(DEFAULTS))
        value = tuple(sorted({**dict(was.severity), code: chance.choice(LEVELS)}.items()))
    elif kind in ("strict", "transitive", "alternative", "fresh"):
        value = not getattr(was, kind)
    elif kind == "symbols":
        value = chance.choice(("", *DETAILS))
    elif kind == "exclude":
        gone = set(was.exclude) ^ {chance.choice(EXCLUDABLE)}
        value = tuple(one for one in EXCLUDABLE if one in gone)
    elif kind == "tests":
        value = None if chance.random() < 0.4 else tuple(one for one in TESTABLE if chance.random() < 0.5)
    elif kind in ("typing_imports", "dynamic_imports"):
        value = chance.choice(("", "count", "ignore"))
    elif kind == "tolerances":
        fields = chance.sample(("tolerance", "memory_mb", "latency_p99_ms"), chance.randrange(3))
        value = tuple((field, chance.choice((1.2, 2.0, 3.0))) for field in fields)
    elif kind == "waivers":
        value = was.waivers ^ {chance.choice(WAIVABLE)}
    elif kind == "ignores":
        value = _other_ignores(chance, was)
    elif kind == "frozen":
        frozen = dict(was.frozen)
        key = chance.choice(KEYS)
        if chance.random() < 0.5:
            frozen[key] = chance.randrange(1, 3)
        else:
            frozen.pop(key, None)
        value = tuple(sorted(frozen.items()))
    elif kind == "planned":
        value = was.planned ^ {chance.choice(tuple(TASKS))}
    elif kind == "details":
        value = tuple(
            sorted({**dict(was.details), chance.choice(("D-1", "D-2", "D-3")): chance.choice(("", *DETAILS))}.items())
        )
    elif kind == "written":
        value = was.written ^ {chance.choice(paths)}
    else:
        value = was.extra ^ {(chance.choice(paths), chance.choice(EXTRA))}
    return replace(was, **{kind: value})


def _other_ignores(chance: random.Random, was: Choices) -> tuple[tuple[str, int, str, str], ...]:
    """One comment comes or goes. A place has one reason."""
    path, slot = chance.choice(FILES), chance.randrange(4)
    others = [one for one in was.ignores if one[:2] != (path, slot)]
    if len(others) < len(was.ignores) and chance.random() < 0.5:
        return tuple(others)
    reason = chance.choice(REASONS)
    return tuple(
        sorted([*others, *((path, slot, code, reason) for code in chance.sample(CODES, chance.choice((1, 1, 2))))])
    )
