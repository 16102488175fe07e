"""From the facts of a repository to the nodes of its first ledger. Pure: the same facts give the same plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.design_words import DesignWords, top_package
from archhook.adopt.goals import beside, goals, to_come
from archhook.adopt.groups_around import around_groups
from archhook.adopt.planned_nodes import Names, Plan, Planned, docstring
from archhook.adopt.purpose import Purpose, purpose_of
from archhook.adopt.repository_facts import Held
from archhook.author.node_names import title
from archhook.author.paths_of_tests import level_of
from archhook.author.verifies import Code, about, by_stem, integrating
from archhook.graph.graph import reachable
from archhook.model.nodes import TEST_CLASS
from archhook.model.vocabulary import BY_LEVEL, FILES
from archhook.recovery.recover import recover

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from archhook.adopt.file_imports import Graph
    from archhook.adopt.repository_facts import Facts
    from archhook.author.verifies import About
    from archhook.recovery.groups import Group

UNTESTED = (("TST505", "unit", "design"), ("TST506", "integration", "design"), ("TST507", "system", "requirement"))
"""The laws that ask for tests, of which level, and of what."""

UNASKED = "code beside the product, which is not tested for its own sake"
"""Why code around the product does without."""


def plan_of(
    facts: Facts, graph: Graph, roots: tuple[str, ...], symbols: Callable[[str], bool], *, words: bool = False
) -> Plan:
    """The plan of a project. `symbols`: whether a governed file has to be declared; `words`: the form of new ids."""
    names = Names(roots, words)
    governed = [path for path, role in sorted(facts.roles.items()) if role == "governed"]
    declared = frozenset(filter(symbols, governed))
    # An `__init__.py` that no Task has to declare counts as the files beside it.
    taking_part = [path for path in governed if path in declared or path.endswith("__init__.py")]
    purpose = purpose_of(taking_part, facts, lambda path: {one.file for one in graph.of(path)})
    if declared.isdisjoint(purpose.product):
        purpose = Purpose(tuple(taking_part), {})  # there is nothing that it could stand beside
    links = graph.links(taking_part, declared)
    beside_it = {path for paths in purpose.around.values() for path in paths}
    inner = {pair: link for pair, link in links.items() if pair[0] not in beside_it}
    shipped = declared.intersection(purpose.product)
    product = recover(shipped, inner, beside=len(declared) - len(shipped))
    around = {folder: [path for path in paths if path in declared] for folder, paths in purpose.around.items()}
    beyond = around_groups({folder: paths for folder, paths in around.items() if paths}, links, product)
    groups = (*product, *beyond)
    package = purpose.package or top_package(product)
    own = facts.files.get(f"{package}/__init__.py")
    intent, requirement = goals(facts, own.title if own else "", names)
    designed = _Designed(groups, len(product), DesignWords(facts, names, groups[: len(product)], package))
    if not groups:
        tests = _tests(facts, graph, designed, (intent.class_name, requirement.class_name), names)
        return Plan((*to_come(intent, requirement, tests, facts, names), *tests))
    requirements = [requirement]
    folders = tuple(group.folder for group in groups[len(product) :])
    if folders:
        requirements.append(beside(folders, intent, facts, names))
    designs = designed.nodes([one.class_name for one in requirements])
    tasks = []
    for at, (name, group) in enumerate(zip(designed.names, groups, strict=True)):
        files = group.files if at < len(product) or not group.folder else (f"{group.folder}/",)
        tasks += [_task(path, name, facts, names) for path in files]
    tests = _tests(facts, graph, designed, (intent.class_name, requirement.class_name), names)
    apart = {*designed.names[len(product) :], *(one.class_name for one in requirements[1:])}
    head = _untested([*requirements, *designs], tests, apart)
    return Plan((intent, *head, *tasks, *tests), tuple(sorted(folders)))


def _untested(nodes: list[Planned], tests: Sequence[Planned], apart: set[str]) -> list[Planned]:
    """The nodes, those `apart` from the product with waivers of the laws about tests that all of the product keeps."""
    for code, level, kind in UNTESTED:
        verified = {test.references[0][1][0] for test in tests if test.base == TEST_CLASS[level]}
        asked = {node.class_name for node in nodes if node.kind == kind}
        if verified.issuperset(asked - apart):  # else the law is off
            nodes = [
                node._replace(waives=(*node.waives, code), why=UNASKED)
                if node.class_name in (asked & apart) - verified
                else node
                for node in nodes
            ]
    return nodes


class _Designed:
    """The groups of a plan and the class names of their Designs: the product first, then what stands around it."""

    def __init__(self, groups: Sequence[Group], product: int, words: DesignWords) -> None:
        self.groups = groups
        self.product = product
        self.words = words
        # Whole folders get the better names.
        order = sorted(range(len(groups)), key=lambda at: (at >= product, not groups[at].whole, groups[at].folder, at))
        called = {at: words.name(groups[at]) if at < product else words.around_name(groups[at].folder) for at in order}
        self.names = [called[at] for at in range(len(groups))]
        self.design_of = {path: called[at] for at, group in enumerate(groups) for path in group.files}

    def nodes(self, requirements: Sequence[str]) -> list[Planned]:
        """The Designs. `requirements`: the class of the product's, and where there is anything else, of that one's."""
        found = []
        requiring: dict[int, list[int]] = {}
        for at, group in enumerate(self.groups):
            for target in group.requires:
                requiring.setdefault(target, []).append(at)
        for at, group in enumerate(self.groups):
            links: list[tuple[str, tuple[str, ...], bool]] = [("satisfies", (requirements[at >= self.product],), True)]
            if group.requires:
                links.append(("requires", tuple(self.names[target] for target in group.requires), True))
            if at >= self.product:
                links.append(("visible_to", tuple(f"D-{one + 1}" for one in requiring.get(at, ())), True))
            doc = self.words.doc(f"D-{at + 1}", group, around=at >= self.product)
            coarse = at >= self.product and bool(group.folder)
            found.append(
                Planned(
                    "design",
                    "Design",
                    f"D-{at + 1}",
                    self.names[at],
                    doc,
                    tuple(links),
                    group.folder,
                    names=(("symbols", (FILES,)),) if coarse else (),
                )
            )
        return found


def _task(path: str, design: str, facts: Facts, names: Names) -> Planned:
    """The Task of a file, or of a folder around the product, with all that lies in it."""
    held = Held() if path.endswith("/") else facts.files[path]
    lists = (("classes", held.classes), ("functions", held.functions), ("globals", held.globals))
    called = path.rstrip("/")  # which a folder is though it be a source root
    node_id = names.id("T", called)
    doc = docstring(node_id, held.title or title("task", path))
    kept = tuple((field, one) for field, one in lists if one)
    link = ("implements", (design,), False)
    return Planned("task", "Task", node_id, names.of(called), doc, (link,), path, kept)


def _tests(
    facts: Facts, graph: Graph, designed: _Designed, goals: tuple[str, str], names: Names
) -> tuple[Planned, ...]:
    groups = designed.groups
    code = code_of(
        facts, graph, {path: name for name, group in zip(designed.names, groups, strict=True) for path in group.files}
    )
    requires = {
        name: [designed.names[at] for at in group.requires] for name, group in zip(designed.names, groups, strict=True)
    }
    main = max(range(designed.product), key=lambda at: len(groups[at].files), default=0)
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
            target = told.owners[0] if told.owners else designed.names[main]
            doubt = _doubt(told) if len(groups) > 1 else ""
        else:
            target = goals[level == "system"]
        node_id = names.id(BY_LEVEL[level], path)
        doc = docstring(node_id, held.title or title("test", path), doubt)
        link = ("verifies", (target,), False)
        named = (("test_functions", ("*",)),)
        found.append(Planned("test", TEST_CLASS[level], node_id, names.of(path, level), doc, (link,), path, named))
    return tuple(found)


def _doubt(told: About) -> str:
    """What a person may look at: a Test has to verify something, and more than one Design is as near."""
    if len(told.owners) == 1:
        return ""
    if not told.owners:
        return "Nothing in it says which Design it tests: that one was taken for want of another."
    return f"It may as well verify {' or '.join(told.owners[1:])}: {told.why}."


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
