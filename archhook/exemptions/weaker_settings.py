"""Which settings that are no exemptions make the law weaker: of archhook, pytest, pre-commit and git."""

from __future__ import annotations

from itertools import pairwise

from archhook.exemptions.gate_hooks import FILE as HOOKS
from archhook.exemptions.gate_hooks import gates_of
from archhook.exemptions.sides import Weakening
from archhook.exemptions.weaker_limits import layers_called
from archhook.laws.law import file_name, listed, shown
from archhook.model.declaring import NOBODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.exemptions.gate_hooks import Gate
    from archhook.exemptions.sides import Side, Sides

DESELECTING = (
    "-k", "-m", "-p", "-o", "-c", "-h", "-V", "--deselect", "--ignore", "--ignore-glob", "--co", "--collect-only",
    "--collectonly", "--setup-only", "--setup-plan", "--setuponly", "--setupplan", "--lf", "--last-failed", "--sw",
    "--stepwise", "--sw-skip", "--stepwise-skip", "--confcutdir", "--noconftest", "--override-ini", "--config-file",
    "--rootdir", "--pyargs", "--fixtures", "--funcargs", "--fixtures-per-test", "--markers", "--cache-show", "--help",
    "--version",
)  # fmt: skip
"""Options of pytest in `addopts` by which tests are left out; the short ones may have their value behind a blank."""

VALUED = "kmpoc"
"""The letters of those among them that have a value; it may follow at once."""

FLAGS = "vqxsl"
"""The letters of pytest's options without one, which may be written together: `-qk name` is `-q -k name`."""

ELSEWHERE = frozenset(("-k", "-m", "-p", "-o", "-c", "-n", "-W", "-r", "--basetemp", "--cov", "--cov-config", "--tb",
                       "--junitxml", "--junit-xml", "--durations", "--rootdir", "--confcutdir", "--ignore",
                       "--deselect", "--ignore-glob"))  # fmt: skip
"""Options whose value may be written like a path of tests, and is none."""

ATTRIBUTES = ".gitattributes"
CONVERTING = ("filter", "working-tree-encoding")
MERGED_WHOLE = ("text", "binary")
"""Ways of git's own to merge a file, by which nothing that a side changed is dropped unseen."""

JUDGED_ENDINGS = ("py", "pyi", "toml", "cfg", "ini", "txt", "yaml", "yml")
"""Of the files that are judged, or say how."""


def weaker_settings(sides: Sides) -> Iterator[Weakening]:
    """One for an order of layers that holds less, other source roots, a ledger that is read from elsewhere, what pytest
    leaves out, and filters that change what is checked out. Of settings that were stricter: eased_settings.py.
    """
    yield from _layers(sides)
    was, now = sides.before.config, sides.after.config
    if was.source_roots != now.source_roots:
        roots = (listed([*map(shown, one)]) or "none" for one in (now.source_roots, was.source_roots))
        yield _setting(sides, "source-roots", "the source roots are {} now, and were {}".format(*roots))
    if was.ledger != now.ledger:
        places = (shown(one) if one else "in its usual place" for one in (now.ledger, was.ledger))
        yield _setting(sides, "ledger", "the ledger is {} now, and was {}".format(*places))
    if {*sides.changed} & {was.pytest.file, now.pytest.file}:
        yield from _left_out(sides)
    if HOOKS in sides.changed and not sides.after.prefix:  # pre-commit reads it at the repository's top
        yield from _gates(sides)
    for path in sides.changed:
        if file_name(path) == ATTRIBUTES and sides.after.regular(path):
            yield from _filters(sides, path)


def _layers(sides: Sides) -> Iterator[Weakening]:
    now = sides.after.config.layers
    called = layers_called(sides)
    rank = {name: number for number, name in enumerate(now)}
    order = [called.get(name, name) for name in sides.before.config.layers]
    lost = [name for name in order if name not in rank]
    if lost:
        yield _setting(sides, "layers", f"{listed(lost)} of the layers {'is' if len(lost) == 1 else 'are'} gone")
    held = [name for name in order if name in rank]
    turned = [f"{low} is above {high}" for high, low in pairwise(held) if rank[low] < rank[high]]
    if turned:
        yield _setting(sides, "layers", f"the order of the layers is another: {listed(turned)} now")


def _setting(sides: Sides, key: str, what: str) -> Weakening:
    at = sides.after.setting(key)
    return Weakening(key, what, at.path, at.line)


def _left_out(sides: Sides) -> Iterator[Weakening]:
    """What pytest is told to leave out, and was not."""
    had = {*_options(sides.before)}
    for option in dict.fromkeys(_options(sides.after)):
        if option not in had:
            what = f"pytest is told `{option}` (`addopts`), by which tests can be left out"
            yield Weakening("deselected", what, *sides.after.told_at("addopts")[:2])
    fixtures = [one for one in sides.after.told("usefixtures") if one not in sides.before.told("usefixtures")]
    if fixtures:
        what = f"every test uses {listed([*map(shown, fixtures)])} now (`usefixtures`), by which it may be skipped"
        yield Weakening("deselected", what, *sides.after.told_at("usefixtures")[:2])
    folders = [one for one in sides.after.told("norecursedirs") if one not in sides.before.told("norecursedirs")]
    if folders:
        what = f"pytest does not look for tests in {listed([*map(shown, folders)])} now (`norecursedirs`)"
        yield Weakening("deselected", what, *sides.after.told_at("norecursedirs")[:2])


def _options(side: Side) -> Iterator[str]:
    """The options of `addopts` that leave tests out, each with its value; the paths outside of which none is run."""
    words = side.told("addopts")
    yield from _paths(side, words)
    for word, value in pairwise((*words, "")):
        name = word.partition("=")[0]
        if name.startswith("--"):
            valued = name in ("--deselect", "--ignore", "--ignore-glob", "--rootdir", "--confcutdir")
            if name in DESELECTING:
                yield f"{word} {value}" if valued and name == word else word
        elif name.startswith("-"):
            at = next((at for at, letter in enumerate(word) if at and letter not in FLAGS), 0)
            if at and f"-{word[at]}" in DESELECTING:
                yield f"{word} {value}".strip() if word[at] in VALUED and at + 1 == len(word) else word


def _paths(side: Side, words: tuple[str, ...]) -> list[str]:
    """The words of `addopts` that name files of tests, or folders with some; none if those hold all."""
    named = [word for before, word in pairwise(("", *words)) if word[:1] not in ("", "-") and before not in ELSEWHERE]
    if not named or {".", "./"} & {*named}:
        return []
    tests = {path for path in side.files if side.role(path) == "test"}
    within = {path: {path, *(path[:at] for at, letter in enumerate(path) if letter == "/")} for path in tests}
    known = set().union(*within.values())
    paths = {one: one.partition("::")[0].removeprefix("./").rstrip("/") for one in named}
    whole = {path for one, path in paths.items() if "::" not in one}
    left = any(whole.isdisjoint(above) for path, above in within.items() if side.declared.get(path, NOBODY)[1])
    return [one for one, path in paths.items() if path in known] if left else []


def _gates(sides: Sides) -> Iterator[Weakening]:
    """The gates of pre-commit that judge another project, less strictly, or by another version of archhook."""
    texts = [side.contents((HOOKS,))[HOOKS] if side.regular(HOOKS) else b"" for side in sides.both]
    both = [gates_of(text.decode("utf-8", "replace")) or () for text in texts]
    keyed = {gate.key: gate for gate in both[0]}
    alone = {gate.hook: gate for gate in both[0] if sum(one.hook == gate.hook for one in both[0]) == 1}
    for gate in both[1]:
        name = gate.hook
        was = keyed.get(gate.key) or alone.get(name)
        if was is None:
            continue
        if was.config != gate.config:
            places = [
                f"the project of {shown(one)}" if one else "the project at the top" for one in (was.config, gate.config)
            ]
            yield Weakening("gate", f"{name} judges {places[1]} now, and judged {places[0]}", HOOKS, gate.at("args"))
        if _strict(was) and not _strict(gate):
            yield Weakening("gate", f"{name} lets warnings through now (`--strict` is gone)", HOOKS, gate.at("args"))
        if gate.rev == was.rev or not was.rev or not gate.rev:
            continue
        if not _version(gate.rev) or not _version(was.rev):
            what = f"{name} is of {shown(gate.rev)} now, and was of {shown(was.rev)}: nothing tells that this is newer"
            yield Weakening("gate", what, HOOKS, gate.line)
        elif _version(gate.rev) < _version(was.rev):
            what = f"{name} is of the older {shown(gate.rev)} now, and was of {shown(was.rev)}"
            yield Weakening("gate", what, HOOKS, gate.line)


def _strict(gate: Gate) -> bool:
    return "--strict" in (*gate.entry.split(), *gate.args)


def _version(rev: str) -> tuple[int, ...]:
    """The numbers of a tag such as `v1.2.0`; () of any other revision, of which nothing tells how old it is."""
    parts = rev.removeprefix("v").split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() and part.isascii() for part in parts) else ()


def _filters(sides: Sides, path: str) -> Iterator[Weakening]:
    """The attributes by which what git checks out is another text than what is checked, or a merge drops a side."""
    texts = [side.contents((path,))[path] if side.regular(path) else b"" for side in sides.both]
    before, after = (_attributes(text.decode("utf-8", "replace")) for text in texts)
    told = set()
    for (pattern, word), line in after.items():
        name, _, value = word.partition("=")
        if (pattern, word) in before or not value or word in told or _is_other(pattern):
            continue
        if name in CONVERTING:
            told.add(word)
            what = f"{shown(path)} names {shown(word)}: what is checked out may be another text than what is judged"
            yield Weakening("filter", what, sides.after.prefix + path, line)
        elif name == "merge" and value not in MERGED_WHOLE:
            what = f"{shown(path)} names {shown(word)} for {shown(pattern)}: a merge may drop what one side changed"
            yield Weakening("merge", what, sides.after.prefix + path, line)


def _attributes(text: str) -> dict[tuple[str, str], int]:
    """(pattern, attribute that it has) -> line. Those of a macro are told for whatever has it."""
    macros: dict[str, list[str]] = {}
    found: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        pattern, *words = line.split() or [""]
        if line.lstrip().startswith('"') and line.count('"') > 1:  # a pattern with blanks
            pattern, _, rest = line.lstrip()[1:].rpartition('"')
            words = rest.split()
        if pattern.startswith("#") or not pattern:
            continue
        if pattern.startswith("[attr]"):
            macros[pattern.removeprefix("[attr]")] = [inner for one in words for inner in (one, *macros.get(one, ()))]
            continue
        for word in words:
            for one in (word, *macros.get(word, ())):
                found.setdefault((pattern, one), number)
    return found


def _is_other(pattern: str) -> bool:
    """Whether the names that a pattern comes to are those of files that say nothing of the law (`*.png`)."""
    name = pattern.rpartition("/")[2]
    ending = name.rpartition(".")[2]
    if set(ending) & set("*?[\\"):
        return False
    return ending not in JUDGED_ENDINGS
