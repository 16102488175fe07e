"""Small projects whose Designs import each other, held in memory: judged, mended as a finding says, judged again."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from helpers.facts import facts_of

from archhook.graph.reach import components
from archhook.inventory.python_file import inventory
from archhook.laws.catalogue import LAWS
from archhook.laws.handed_on import module_of, statement
from archhook.model.config import Config
from archhook.model.findings import statements
from archhook.model.nodes import Declared, FileFact, Link, Node, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.check.facts import SnapshotFacts
    from archhook.model.findings import Breach

    Key = tuple[str, str, str, str]

SPOT = Spot("", 0, 1)
PACKAGES = ("requests", "google.auth", "google.cloud", "google", "subprocess")
HUB = "app/hub/__init__.py"
LAYERS = ("top", "middle", "low")
NAMES = {f"D-{number}": name for number, name in enumerate(("Api", "Cart", "Store", "Mail", "Bill", "Tax"), 1)}


@dataclass
class Source:
    """A module: what it imports, and the functions it defines, by the Design that each is of."""

    imports: list[str] = field(default_factory=list)
    functions: dict[str, str] = field(default_factory=dict)
    owners: list[str] = field(default_factory=list)  # a Task of each declares the file, whatever it defines

    @property
    def text(self) -> str:
        lines = [*self.imports, *(f"def {name}():\n    return 1\n" for name in self.functions)]
        return "".join(f"{line}\n" for line in lines)


@dataclass
class Project:
    """Designs by id, with their fields; files by path."""

    designs: dict[str, dict[str, list[str]]]
    files: dict[str, Source]
    transitive: bool = False

    def facts(self) -> SnapshotFacts:
        texts = {path: source.text for path, source in self.files.items()}
        files = {path: FileFact("100644", text, "governed") for path, text in texts.items()}
        inventories = {path: inventory(text.encode()) for path, text in texts.items()}
        return facts_of([*self._nodes()], files, inventories, self._config())

    def _config(self) -> Config:
        return Config(layers=LAYERS, transitive=self.transitive)

    def _nodes(self) -> Iterator[Node]:
        for name, fields in self.designs.items():
            links = tuple(
                (one, tuple(Link(target, SPOT) for target in fields[one]))
                for one in ("requires", "forbids", "visible_to")
                if one in fields
            )
            limits = tuple(
                (one, tuple(Declared(text, SPOT) for text in fields[one]))
                for one in ("layer", "interface", "packages", "exclusive_packages")
                if one in fields
            )
            yield _node("design", name, NAMES[name], links=links, declares=limits)
        number = 0
        for path, source in self.files.items():
            for owner in source.owners:
                number += 1
                names = tuple(Declared(name, SPOT) for name, one in source.functions.items() if one == owner)
                links = (("implements", (Link(owner, SPOT),)),)
                declares = (("functions", names),) if names else ()
                yield _node("task", f"T-{number}", "", links=links, declares=declares, file=path)

    def breaches(self) -> dict[Key, Breach]:
        """What the laws of dependencies find, by what it is about."""
        facts = self.facts()
        found: dict[Key, Breach] = {}
        for law in LAWS:
            if not law.code.startswith(("DEP", "INV412")) or law.check is None or law.severity == "off":
                continue
            about = {"graph": [""], "node": facts.ids("design")}.get(law.scope, [*facts.files])
            for breach in (one for each in about for one in law.check(facts, each)):
                found[breach.code, breach.node, breach.file, breach.symbol] = breach
        return found

    def circular(self) -> set[str]:
        """The files that wait for each other while they are imported."""
        return {path for component in components(self.facts().run_imports, str) for path in component}

    def mended(self, breach: Breach, way: str) -> Project:
        """The project after somebody did what a way to mend a breach says. `AssertionError` if that cannot be done."""
        after = deepcopy(self)
        for form, do in WAYS:
            found = re.fullmatch(form, way)
            if found:
                do(after, breach, found)
                return after
        raise AssertionError(f"nobody knows how to carry out: {way}")


def _node(kind: str, node_id: str, name: str, **fields: object) -> Node:
    return Node(kind, "", node_id, name, "", "architecture.py", node_id, 1, True, **fields)  # type: ignore[arg-type]


def _add(project: Project, _: Breach, found: re.Match[str]) -> None:
    for some, name, design in re.findall(r"add (.+?) to the `(\w+)` of ([\w-]+) \(architecture\.py\)", found[0]):
        entries = [one.strip("'") for one in re.split(r", | and ", some)]
        project.designs[design].setdefault(name, []).extend(entries)


def _rewrite(project: Project, breach: Breach, found: re.Match[str]) -> None:
    imports = project.files[breach.file].imports
    for new, old in re.findall(r"`([^`]+)` for `([^`]+)`", found[0]):
        assert old in imports, (old, imports)
        imports[imports.index(old)] = new


def _move(project: Project, breach: Breach, found: re.Match[str]) -> None:
    """Moves a function to a file of its own of the Design, and has everybody import it there."""
    name, design = found["symbol"], found["design"]
    del project.files[breach.symbol].functions[name]
    project.files["app/moved.py"] = Source([], {name: design}, [design])
    old = module_of(breach.symbol, ())
    for source in project.files.values():
        source.imports = [
            one.replace(f"from {old} import {name}", f"from app.moved import {name}") for one in source.imports
        ]


def _give(project: Project, _: Breach, found: re.Match[str]) -> None:
    """Lets the Task of a file implement another Design."""
    source, design = project.files[found["path"]], found["design"]
    assert len(source.owners) == 1, source
    source.owners = [design]
    source.functions = dict.fromkeys(source.functions, design)


def _take_out(project: Project, breach: Breach, _: re.Match[str]) -> None:
    """Takes out every import of the file that the breach is about."""
    facts = project.facts()
    gone = [statement(facts.inventory(path).imports[index]) for path, index in statements(breach.anchor)]
    project.files[breach.file].imports = [one for one in project.files[breach.file].imports if one not in gone]


WAYS = (
    (r"take the import out, or .*", _take_out),
    (r"add .*", _add),
    (r"write `.*", _rewrite),
    (r"give T-\d+ \((?P<path>[\w/.]+)\) to (?P<design>D-\d+) .*", _give),
    (r"move (?P<symbol>\w+) to (?P<design>D-\d+) .*", _move),
    (r"have .* do what it is needed for, and import that", _take_out),
)
"""The forms of ways to mend a finding about imports, and what somebody does."""


def ways_of(fix: str) -> list[str]:
    """The ways that a fix names; behind them it may say why one more is none."""
    return re.split(r"; D-\d+ may not require ", fix)[0].split("; or ")


def random_project(seed: int) -> Project:
    """A project of up to six Designs and ten files, in which most of what the laws speak of happens."""
    chance = random.Random(seed)
    names = [*NAMES][: chance.randint(2, 6)]
    designs: dict[str, dict[str, list[str]]] = {}
    for at, name in enumerate(names):
        fields: dict[str, list[str]] = {}
        required = [other for other in names[at + 1 :] if chance.random() < 0.35]
        if required:
            fields["requires"] = required
        if chance.random() < 0.4:
            fields["layer"] = [LAYERS[min(2, at // 2)] if chance.random() < 0.8 else chance.choice(LAYERS)]
        if chance.random() < 0.15:
            fields["forbids"] = [chance.choice(names)]
        if chance.random() < 0.15:
            fields["visible_to"] = chance.sample(names, chance.randint(0, 2))
        designs[name] = fields
    paths = (
        f"app/{chance.choice(('', '', 'hub/'))}m{number}{chance.choice(('', '/__init__'))}.py"
        for number in range(chance.randint(2, 10))
    )
    files = {path: Source() for path in paths}
    for number, source in enumerate(files.values()):
        design = chance.choice(names)
        for at in range(chance.randint(0, 3)):
            source.functions[f"f{number}_{at}"] = design if chance.random() < 0.8 else chance.choice(names)
        source.owners = [*dict.fromkeys((design, *source.functions.values()))]
    for name in names:
        for packages in ("packages", "exclusive_packages"):
            if chance.random() < 0.2:
                designs[name][packages] = chance.sample(PACKAGES, chance.randint(0, 2))
        own = [function for one in files.values() for function, owner in one.functions.items() if owner == name]
        if own and chance.random() < 0.3:
            designs[name]["interface"] = chance.sample(own, chance.randint(1, len(own)))
    if chance.random() < 0.6:
        files[HUB] = Source()  # nothing is defined there, and nobody declares it: it is looked through
    for path in sorted(files, reverse=True):  # that of the folder last: it hands on what the others hand on, too
        _import_some(chance, path, files[path], files)
    return Project(designs, files, transitive=chance.random() < 0.3)


def _import_some(chance: random.Random, path: str, source: Source, files: dict[str, Source]) -> None:
    others = [one for one in files if one != path]
    for target in chance.sample(others, chance.randint(0, min(4, len(others)))):
        module = module_of(target, ())
        bound = [one.rpartition(" ")[2] for one in files[target].imports if one.startswith("from ")]
        some = [*files[target].functions, *bound]
        if not some or chance.random() < 0.2:
            source.imports.append(f"import {module}")
        else:
            source.imports += [f"from {module} import {name}" for name in chance.sample(some, min(2, len(some)))]
    if chance.random() < 0.3:
        name = chance.choice(PACKAGES)
        source.imports.append(chance.choice((f"import {name}", f"from {name} import some")))
    source.imports = [*dict.fromkeys(source.imports)]
