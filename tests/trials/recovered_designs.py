"""How near the Designs of a first ledger come to the components that maintainers have drawn themselves.

    python tests/trials/recovered_designs.py CLONE ... [--halved]

CLONE: a clone, or its git folder; what is committed there is measured. The components are read from its configuration
of tach (modules) or import-linter (layers), which is left out of what is adopted. For each clone: the number of files
and of components; of Designs; the share of the largest; MoJoFM (Wen and Tzerpos 2004), adjusted Rand index and adjusted
mutual information over the files that both have; the share of import statements that run against the order; lumps
(Designs of more than max(15 files, 35 %)); seconds of recovery alone. A clone without such a configuration has no
similarity. `--halved`: the means, too, with each constant of the recovery halved and doubled.
"""

from __future__ import annotations

import argparse
import configparser
import importlib
import math
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter, defaultdict
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

TESTS = Path(__file__).resolve().parents[1]
if str(TESTS) not in sys.path:
    sys.path.insert(0, str(TESTS))

from archhook.adopt import first_ledger  # noqa: E402
from archhook.adopt.init_run import adopt  # noqa: E402
from archhook.cache.cache import Store  # noqa: E402
from archhook.check.request import Request  # noqa: E402
from archhook.snapshot.folder import Folder  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from archhook.recovery.groups import Group, Link

READ = (".py", "pyproject.toml", "setup.cfg", "setup.py", "tox.ini", "pytest.ini", ".importlinter", "tach.toml")
"""How the names of files end that are of interest."""
CONSTANTS = {
    "groups": ("LAZY",),
    "opened_folders": ("SMALL", "LARGE", "TIED", "FEW", "FEW_IN_FOLDER", "MOST", "SPREAD"),
    "families": ("KIN",),
    "clusters": ("MORE", "WORTH", "LIMIT", "PASSES"),
    "better_groups": ("TOGETHER",),
    "recover": ("TOO_MANY", "OPENED", "EACH"),
    "ordering": ("PASSES",),
}
"""Module of the recovery -> its constants."""


class Case(NamedTuple):
    """What a clone holds: the arguments of `recover`, and the human component of some of the files."""

    name: str
    files: tuple[str, ...]
    links: Mapping[tuple[str, str], Link]
    components: Mapping[str, str]
    beside: tuple[tuple[str, ...], ...] = ()  # the files of Designs beside the product


class Measured(NamedTuple):
    """The figures of one clone; those of similarity are NaN where there is nothing to compare with."""

    designs: float
    largest: float
    mojofm: float
    ari: float
    ami: float
    debts: float
    lumps: float
    seconds: float


def case_of(clone: Path) -> Case:
    """What `archhook init` hands to the recovery for a clone, and the components of its maintainers."""
    texts = committed(clone)
    components = components_of(texts)
    handed: list[tuple[tuple[str, ...], Mapping[tuple[str, str], Link]]] = []
    recover = first_ledger.recover  # type: ignore[attr-defined]  # imported there

    def heard(files: Iterable[str], links: Mapping[tuple[str, str], Link], *, beside: int) -> tuple[Group, ...]:
        handed.append((tuple(files), links))
        return recover(*handed[-1], beside=beside)

    with tempfile.TemporaryDirectory() as folder:
        for path, text in texts.items():
            if not path.endswith((".importlinter", "tach.toml")):
                target = Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(text)
        first_ledger.recover = heard
        try:
            found = adopt(Request(folder), Folder(folder), Store(""), lambda *_: None, exclude_unreadable=True)
        finally:
            first_ledger.recover = recover
    files, links = handed[0]
    beside: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for node in found.plan.nodes:
        if node.kind == "task" and node.file not in set(files):
            of_folder = (path for path, role in found.facts.roles.items() if role == "governed")
            below = [path for path in of_folder if node.file.endswith("/") and path.startswith(node.file)]
            beside[node.references[0][1]] += below or [node.file]
    name = clone.resolve().parent.name if clone.name in ("repo", ".git") else clone.name
    around = tuple(map(tuple, beside.values()))
    return Case(name, files, links, {path: components[path] for path in files if path in components}, around)


def committed(clone: Path) -> dict[str, bytes]:
    """The files of interest of the commit that a clone stands at."""
    git = ["git", "-C", os.fspath(clone)]
    listed = subprocess.run([*git, "ls-tree", "-rz", "HEAD"], capture_output=True, check=True).stdout
    wanted = {}
    for entry in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        head, _, path = entry.partition("\t")
        mode, _, oid = head.split()
        if mode.startswith("100") and path.endswith(READ):
            wanted[path] = oid
    batch = "".join(f"{oid}\n" for oid in wanted.values()).encode()
    out = subprocess.run([*git, "cat-file", "--batch"], input=batch, capture_output=True, check=True).stdout
    found, at = {}, 0
    for path in wanted:
        end = out.index(b"\n", at)
        words = out[at:end].split()
        at = end + 1
        if words[1:] == [b"missing"]:
            continue
        found[path] = out[at : at + int(words[2])]
        at += int(words[2]) + 1
    return found


# --- the components that people have drawn ---------------------------------------------------------------------------


def components_of(texts: Mapping[str, bytes]) -> dict[str, str]:
    """File -> the component that the configuration of tach, else of import-linter, puts it into."""
    for path in sorted(texts, key=lambda path: (path.count("/"), path)):
        folder, _, name = path.rpartition("/")
        if "tests" in folder or "fixtures" in folder or "example" in folder:
            continue
        if name == "tach.toml":
            table = tomllib.loads(texts[path].decode())
        elif name == "pyproject.toml":
            table = _table(texts[path]).get("tool", {}).get("tach", {})
        else:
            continue
        if table.get("modules"):
            return _of_tach(table, folder, texts)
    for path in sorted(texts, key=lambda path: (path.count("/"), path)):
        names = [name for layers in _layers(path, texts[path]) for name in layers]
        if names:
            return _by_module(texts, names, (path.rpartition("/")[0], "src", ""))
    return {}


def _table(text: bytes) -> dict[str, dict[str, dict[str, object]]]:
    try:
        return tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def _of_tach(table: Mapping[str, object], folder: str, texts: Mapping[str, bytes]) -> dict[str, str]:
    named: list[str] = table.get("source_roots", ["."])  # type: ignore[assignment]
    roots = [os.path.normpath(f"{folder}/{root}").lstrip("/").removeprefix(".") for root in named]
    names: list[str] = []
    for module in table["modules"]:  # type: ignore[attr-defined]
        names += module.get("paths", [module["path"]] if "path" in module else [])
    return _by_module(texts, [name for name in names if name != "<root>"], roots)


def _layers(path: str, text: bytes) -> Iterator[list[str]]:
    """The modules of each contract of layers in a file that may hold such."""
    name = path.rpartition("/")[2]
    contracts: list[Mapping[str, object]] = []
    if name == "pyproject.toml":
        contracts = _table(text).get("tool", {}).get("importlinter", {}).get("contracts", [])  # type: ignore[assignment]
    elif name in (".importlinter", "setup.cfg"):
        ini = configparser.ConfigParser(interpolation=None)
        try:
            ini.read_string(text.decode())
        except configparser.Error:
            return
        contracts = [dict(ini[one]) for one in ini.sections() if one.startswith("importlinter:contract:")]
    for contract in contracts:
        if contract.get("type") == "layers":
            containers = [*_lines(contract.get("containers", ""))] or [""]
            layers = [
                part.strip(" ()") for one in _lines(contract["layers"]) for part in one.replace(":", "|").split("|")
            ]
            yield [f"{container}.{layer}".lstrip(".") for container in containers for layer in layers]


def _lines(value: object) -> Iterator[str]:
    lines = value.splitlines() if isinstance(value, str) else value
    for one in lines:  # type: ignore[attr-defined]
        line = one.partition("#")[0].strip()
        if line:
            yield line


def _by_module(texts: Mapping[str, bytes], names: Iterable[str], roots: Iterable[str]) -> dict[str, str]:
    """File -> the most exact of some modules that it belongs to."""
    wanted = {*names}
    globs = [name for name in wanted if "*" in name]
    found = {}
    for path in texts:
        if not path.endswith(".py"):
            continue
        for root in sorted(roots, key=len, reverse=True):
            inside = f"{root}/" if root else ""
            if not path.startswith(inside):
                continue
            parts = path[len(inside) :].removesuffix(".py").removesuffix("/__init__").split("/")
            above = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
            known = [one for one in above if one in wanted or any(_globbed(one, glob) for glob in globs)]
            if known:
                found[path] = known[0]
                break
    return found


def _globbed(name: str, glob: str) -> bool:
    """Whether a module is one that a pattern of tach means: a star is one part of a name, two are any."""
    return fnmatchcase(name, glob) and ("**" in glob or name.count(".") == glob.count("."))


# --- similarity ------------------------------------------------------------------------------------------------------


def mojofm(ours: Mapping[str, str], theirs: Mapping[str, str]) -> float:
    """How few moves and joins lead from our parts to theirs, in percent: 100 where they are the same."""
    shared = Counter((ours[path], theirs[path]) for path in ours)
    best: dict[str, list[str]] = {}
    moves = len(ours)
    for group in {group for group, _ in shared}:
        most = max(number for (one, _), number in shared.items() if one == group)
        best[group] = [other for (one, other), number in shared.items() if one == group and number == most]
        moves -= most
    joins = len(best) - _matched(best)
    worst = len(ours)
    groups = 0
    for size in sorted(Counter(theirs.values()).values()):
        groups += groups < size
    worst -= groups
    return 100 * (1 - (moves + joins) / worst) if worst else 100.0


def _matched(best: Mapping[str, Sequence[str]]) -> int:
    """The size of a largest matching of groups and the components that they may become."""
    owner: dict[str, str] = {}

    def placed(group: str, seen: set[str]) -> bool:
        for other in best[group]:
            if other not in seen:
                seen.add(other)
                if other not in owner or placed(owner[other], seen):
                    owner[other] = group
                    return True
        return False

    return sum(placed(group, set()) for group in sorted(best))


def adjusted_rand(ours: Mapping[str, str], theirs: Mapping[str, str]) -> float:
    """Hubert and Arabie 1985."""

    def pairs(numbers: Iterable[int]) -> int:
        return sum(math.comb(number, 2) for number in numbers)

    both = pairs(Counter((ours[path], theirs[path]) for path in ours).values())
    one, other = pairs(Counter(ours.values()).values()), pairs(Counter(theirs.values()).values())
    expected = one * other / max(1, math.comb(len(ours), 2))
    return (both - expected) / ((one + other) / 2 - expected) if (one + other) / 2 != expected else 1.0


def adjusted_information(ours: Mapping[str, str], theirs: Mapping[str, str]) -> float:
    """Vinh, Epps and Bailey 2010, over the arithmetic mean of the entropies."""
    number = len(ours)
    rows, columns = Counter(ours.values()), Counter(theirs.values())
    shared = Counter((ours[path], theirs[path]) for path in ours)
    told = sum(n / number * math.log(number * n / (rows[a] * columns[b])) for (a, b), n in shared.items())
    entropies = [-sum(n / number * math.log(n / number) for n in one.values()) for one in (rows, columns)]
    logs = [math.lgamma(n + 1) for n in range(number + 1)]
    chance = 0.0
    for a, b in ((a, b) for a in rows.values() for b in columns.values()):
        for n in range(max(1, a + b - number), min(a, b) + 1):
            often = logs[a] + logs[b] + logs[number - a] + logs[number - b] - logs[number] - logs[n]
            often -= logs[a - n] + logs[b - n] + logs[number - a - b + n]
            chance += n / number * math.log(number * n / (a * b)) * math.exp(often)
    mean = sum(entropies) / 2
    return (told - chance) / (mean - chance) if abs(mean - chance) > 1e-12 else 1.0


# --- figures ---------------------------------------------------------------------------------------------------------


def measured(case: Case) -> Measured:
    """The figures of one clone with the recovery as it is."""
    from archhook.recovery.recover import recover

    start = time.process_time()
    groups = recover(case.files, case.links, beside=sum(map(len, case.beside)))
    seconds = time.process_time() - start
    home = {path: at for at, group in enumerate(groups) for path in group.files}
    ours = {path: str(home[path]) for path in case.components}
    several = len({*case.components.values()}) > 1
    similar = [measure(ours, case.components) if several else math.nan for measure in
               (mojofm, adjusted_rand, adjusted_information)]  # fmt: skip
    sizes = [*(len(group.files) for group in groups), *map(len, case.beside)]
    lump = max(15.0, 0.35 * sum(sizes))
    return Measured(
        len(sizes), 100 * max(sizes) / sum(sizes), *similar, 100 * debts(case, groups, home),
        sum(size > lump for size in sizes), seconds,
    )  # fmt: skip


def debts(case: Case, groups: Sequence[Group], home: Mapping[str, int]) -> float:
    """The share of import statements between files that run against the order, as DEP203 counts them: what an
    `__init__.py` without a Task imports is that of the files beside it.
    """
    beside = defaultdict(set)
    for path, at in home.items():
        beside[path.rpartition("/")[0]].add(at)
    against = total = 0
    for (one, other), link in case.links.items():
        sources = {home[one]} if one in home else beside[one.rpartition("/")[0]]
        if sources and other in home:
            target, number = home[other], link.run + link.lazy
            total += number
            if target not in sources and not any(target in groups[at].requires for at in sources):
                against += number
    return against / max(total, 1)


def means(found: Iterable[Measured]) -> Measured:
    """The mean of each figure, over those that have it."""
    columns = [[value for value in column if not math.isnan(value)] for column in zip(*found, strict=True)]
    return Measured(*(sum(column) / len(column) if column else math.nan for column in columns))


HEAD = (
    f"{'':34}{'files':>6}{'comp.':>6}{'Designs':>8}{'largest':>8}{'MoJoFM':>8}{'ARI':>6}{'AMI':>6}{'debts':>7}{'lumps':>6}"
    f"{'sec.':>7}"
)


def row(name: str, files: str, components: str, one: Measured) -> str:
    """A line of the table."""
    return (
        f"{name[:33]:34}{files:>6}{components:>6}{one.designs:>8.1f}{one.largest:>7.1f}%{one.mojofm:>8.1f}{one.ari:>6.2f}"
        f"{one.ami:>6.2f}{one.debts:>6.2f}%{one.lumps:>6.1f}{one.seconds:>7.2f}"
    )


def halved(cases: Sequence[Case]) -> Iterator[str]:
    """The means with each constant halved, and doubled."""
    for module, names in CONSTANTS.items():
        owner = importlib.import_module(f"archhook.recovery.{module}")
        for name in names:
            value = getattr(owner, name)
            for factor in (0.5, 2):
                setattr(owner, name, type(value)(value * factor))
                yield row(f"{name} {value:g} x {factor}", "", "", means(map(measured, cases)))
            setattr(owner, name, value)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clones", nargs="+", type=Path)
    parser.add_argument("--halved", action="store_true", help="vary the constants")
    options = parser.parse_args(argv)
    cases = [case_of(clone) for clone in options.clones]
    found = {case.name: measured(case) for case in cases}
    print(HEAD)
    for case in cases:
        number = len({*case.components.values()})
        print(row(case.name, str(len(case.files)), str(number), found[case.name]))
    print(row("mean", "", "", means(found.values())))
    for line in halved(cases) if options.halved else ():
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
