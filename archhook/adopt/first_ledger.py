"""From the facts of a repository to the nodes of its first ledger. Pure: the same facts give the same plan."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from archhook.author.node_names import Ids, class_name, plain_title, stopped, title, word_of
from archhook.author.verifies import Code, about, by_stem, integrating, level_of
from archhook.graph.graph import reachable
from archhook.inventory.module_names import INIT
from archhook.model.nodes import TEST_CLASS
from archhook.model.vocabulary import BY_LEVEL, CLASSES
from archhook.recovery.recover import recover
from archhook.report.text import count, few

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from archhook.adopt.file_imports import Graph
    from archhook.adopt.repository_facts import Facts
    from archhook.author.verifies import About
    from archhook.recovery.groups import Group

MARK = "PLACEHOLDER:"
"""What a person has to write anew begins with this word."""

_NAMED = 20
TOP = "top folder"


class Planned(NamedTuple):
    """One node to be written."""

    kind: str  # intent | requirement | design | task | test
    base: str
    id: str
    class_name: str
    doc: str  # paragraphs, the id in front
    references: tuple[tuple[str, tuple[str, ...], bool], ...] = ()  # field, class names, whether a list
    file: str = ""
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()  # field -> names
    waives: tuple[str, ...] = ()  # codes of laws that it cannot keep before there is code


class Plan(NamedTuple):
    """The nodes, in the order in which they are written."""

    nodes: tuple[Planned, ...]

    def count(self, kind: str) -> int:
        """How many nodes are of a kind."""
        return sum(node.kind == kind for node in self.nodes)


class _Names:
    """Class names and ids, each given once."""

    def __init__(self, roots: tuple[str, ...], words: bool) -> None:
        self.roots = roots
        self.words = words
        self.ids = Ids(())
        self.taken = {*CLASSES, "validate_architecture"}

    def of(self, path: str, level: str = "", prefix: str = "Task") -> str:
        """A name for the Task of a file, for its Test of a level, for a folder: `DesignClickCore` of `click/core`."""
        name = class_name(path, level, self.roots, self.taken.__contains__, prefix)
        self.taken.add(name)
        return name

    def id(self, prefix: str, path: str) -> str:
        """An id for the Task or the Test of a file."""
        return self.ids.word(prefix, word_of(path, self.roots)) if self.words else self.ids.number(prefix)


def plan_of(
    facts: Facts, graph: Graph, roots: tuple[str, ...], symbols: Callable[[str], bool], *, words: bool = False
) -> Plan:
    """The plan of a project. `symbols`: whether a governed file has to be declared; `words`: the form of new ids."""
    names = _Names(roots, words)
    declared = [path for path, role in sorted(facts.roles.items()) if role == "governed" and symbols(path)]
    groups = recover(declared, graph.links(_importers(facts, declared), frozenset(declared)))
    intent, requirement = _goals(facts, names)
    # Packages get the better names.
    by_folder = sorted(groups, key=lambda group: (not group.folder, group.folder, not group.whole, group.files))
    top = TOP if len(groups) > 1 else facts.name
    shared = {folder for folder, number in Counter(group.folder for group in groups).items() if number > 1}
    classes = {group.files[0]: names.of(_called(group, shared) or top, prefix="Design") for group in by_folder}
    designs = _designs(groups, classes, requirement.class_name, facts)
    tasks = [_task(path, classes[group.files[0]], facts, names) for group in groups for path in group.files]
    tests = _tests(facts, graph, groups, classes, (intent.class_name, requirement.class_name), names)
    if not groups:
        return Plan((*_to_come(intent, requirement, tests, facts, names), *tests))
    return Plan((intent, requirement, *designs, *tasks, *tests))


def _importers(facts: Facts, declared: Iterable[str]) -> list[str]:
    """The files of Tasks, and the `__init__.py` files that none has to declare: what these import counts for the files
    beside them.
    """
    inits = (path for path, role in facts.roles.items() if role == "governed" and path.rpartition("/")[2] == INIT)
    return sorted({*declared, *inits})


def _called(group: Group, shared: Collection[str]) -> str:
    """What a Design is called for: its folder, or its hub in it where it shares that with others."""
    return group.hubs[0].removesuffix(".py") if group.hubs and group.folder in shared else group.folder


def _to_come(
    intent: Planned, requirement: Planned, tests: Iterable[Planned], facts: Facts, names: _Names
) -> tuple[Planned, ...]:
    """The goals and a Design of a project that has no code yet: what is written first finds its place there.

    What such a ledger cannot keep yet is waived at the node: every law holds for whatever comes later.
    """
    levels = {CLASSES[test.base][1] for test in tests}
    doc = (
        f"[D-1] {_stopped(f'The code of {facts.name}')}\n\n{MARK} how it is built, and why it is built this way. "
        "Write one Design for each part that is to be understood by itself."
    )
    design = Planned("design", "Design", "D-1", names.of(facts.name, prefix="Design"), doc)
    return (
        intent._replace(waives=() if "acceptance" in levels else ("TST508",)),
        requirement._replace(waives=() if "system" in levels else ("TST507",)),
        design._replace(
            references=(("satisfies", (requirement.class_name,), True),), waives=("TRC105", "TST505", "TST506")
        ),
    )


def _goals(facts: Facts, names: _Names) -> tuple[Planned, Planned]:
    """The Intent and the Requirement that stand for all that nobody has written down yet."""
    said = facts.description or facts.readme or f"what {facts.name} is for"
    promise = facts.readme if facts.readme and facts.readme != said else f"what {facts.name} has to do"
    intent, requirement = names.of(facts.name, prefix="Intent"), names.of(facts.name, prefix="Requirement")
    why = (
        f"[I-1] {MARK} {_stopped(said)}\n\nTaken from what the project says of itself. Write here why it exists: "
        "one Intent for each goal that must not be given up."
    )
    what = (
        f"[R-1] {MARK} {_stopped(promise)}\n\nTaken from what the project says of itself. Write here what it has to "
        "do for the Intent: one Requirement for each promise, and let each Design name those that it satisfies."
    )
    return (
        Planned("intent", "Intent", "I-1", intent, why),
        Planned("requirement", "Requirement", "R-1", requirement, what, (("derived_from", (intent,), True),)),
    )


def _stopped(text: str) -> str:
    return stopped(plain_title(text))


def _designs(
    groups: tuple[Group, ...], classes: Mapping[str, str], requirement: str, facts: Facts
) -> tuple[Planned, ...]:
    """A Design that no other one requires satisfies the Requirement; the others are there for those that do."""
    required = {target for group in groups for target in group.requires}
    named = [classes[group.files[0]] for group in groups]
    found = []
    for at, group in enumerate(groups):
        satisfies = () if at in required else (("satisfies", (requirement,), True),)
        requires = tuple(named[target] for target in group.requires)
        links = (*satisfies, ("requires", requires, True)) if requires else satisfies
        doc = _design_doc(at + 1, group, named, facts)
        found.append(Planned("design", "Design", f"D-{at + 1}", named[at], doc, links, group.folder))
    return tuple(found)


def _design_doc(number: int, group: Group, named: Sequence[str], facts: Facts) -> str:
    home = group.folder
    init = facts.files.get(f"{home}/__init__.py" if home else "__init__.py")
    place = home or "the project's own folder"
    title = init.title if group.whole and init is not None and init.title else f"The code in {place}"
    size = count(len(group.files), "file")
    around = f" around {few(group.hubs, _NAMED)}" if group.hubs and len(group.hubs) < len(group.files) else ""
    what = "all of" if group.whole else f"{size} of"
    parts = [f"[D-{number}] {_stopped(title)}", f"{MARK} why it is built this way. It is {what} {place}{around}."]
    if group.against:
        turn = "requires it in turn" if len(group.against) == 1 else "require it in turn"
        parts.append(
            f"It imports {few(sorted(named[one] for one in group.against), _NAMED)}, too, which {turn}: that would "
            "close a circle, so it is not in `requires`, and each of these imports is frozen in the baseline."
        )
    return "\n\n".join(parts)


def _task(path: str, design: str, facts: Facts, names: _Names) -> Planned:
    held = facts.files[path]
    lists = (("classes", held.classes), ("functions", held.functions), ("globals", held.globals))
    node_id = names.id("T", path)
    doc = f"[{node_id}] {_stopped(held.title or title('task', path))}"
    kept = tuple((field, one) for field, one in lists if one)
    link = ("implements", (design,), False)
    return Planned("task", "Task", node_id, names.of(path), doc, (link,), path, kept)


def _tests(
    facts: Facts,
    graph: Graph,
    groups: tuple[Group, ...],
    classes: Mapping[str, str],
    goals: tuple[str, str],
    names: _Names,
) -> tuple[Planned, ...]:
    code = code_of(facts, graph, {path: group.files[0] for group in groups for path in group.files})
    requires = {group.files[0]: [groups[at].files[0] for at in group.requires] for group in groups}
    main = max(groups, key=lambda group: len(group.files)).files[0] if groups else ""
    found = []
    for path in sorted(facts.files):
        held = facts.files[path]
        if facts.roles[path] != "test" or not held.tests:
            continue
        level = level_of(path) or "unit"
        if not groups and level != "acceptance":
            level = "system"
        doubt = ""
        if level in ("unit", "integration"):
            told = about(path, code)
            if level == "integration":
                told = integrating(told, lambda one: reachable((one,), lambda design: requires.get(design, ())))
            target = classes[told.owners[0] if told.owners else main]
            doubt = _doubt(told, classes) if len(groups) > 1 else ""
        else:
            target = goals[level == "system"]
        node_id = names.id(BY_LEVEL[level], path)
        doc = f"[{node_id}] {_stopped(held.title or title('test', path))}{doubt}"
        link = ("verifies", (target,), False)
        named = (("test_functions", ("*",)),)
        found.append(Planned("test", TEST_CLASS[level], node_id, names.of(path, level), doc, (link,), path, named))
    return tuple(found)


def _doubt(told: About, classes: Mapping[str, str]) -> str:
    """What a person has to look at: a Test has to verify something, and more than one Design is as near."""
    if len(told.owners) == 1:
        return ""
    if not told.owners:
        return f"\n\n{MARK} nothing in it says which Design it tests: let it verify that one."
    several = " or ".join(classes[owner] for owner in told.owners)
    return f"\n\n{MARK} {told.why}: let it verify {several}."


def code_of(facts: Facts, graph: Graph, group_of: Mapping[str, str]) -> Code:
    """What is known of the code where it is asked what a test is about; the owners are the groups of files."""
    within: dict[str, set[str]] = {}
    for path, group in group_of.items():
        within.setdefault(path.rpartition("/")[0], set()).add(group)
    return Code(
        graph.of,
        lambda path, _: (group_of[path],) if path in group_of else (),
        lambda folder: within.get(folder, ()),
        graph.folders,
        lambda path: facts.roles.get(path) == "test",
        by_stem(group_of),
    )
