"""What goes into the lists of the Tasks and Tests of a file, and out of them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from archhook.author.ledger_changes import Names
from archhook.inventory.pytest_collection import test_names
from archhook.laws.code_symbols import missing_symbols, owners_of_new, undeclared_symbols
from archhook.laws.law import FIELD_OF, KIND_OF
from archhook.laws.plans import missing_names
from archhook.laws.tests import missing_test_function, undeclared_test_function
from archhook.model.declaring import is_folder
from archhook.model.nodes import sort_key
from archhook.report.text import few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.laws.law import Facts
    from archhook.model.nodes import Node
    from archhook.sync.sync_input import SyncInput

MISSING = {"INV402": "classes", "INV403": "functions", "INV404": "globals", "TST502": "test_functions"}
UNDECLARED = {"INV406": "classes", "INV407": "functions", "INV408": "globals", "TST504": "test_functions"}
"""Code -> field of the node that is concerned."""

LEVEL_LAWS = {"unit": "TST505", "integration": "TST506", "system": "TST507", "acceptance": "TST508"}
"""Level of a Test -> code of the law that asks for one."""

FEW = 8
"""So many names that a plan lacks are written out."""

CHECKS = (
    *(missing_symbols(code, KIND_OF[field]) for code, field in MISSING.items() if field in KIND_OF),
    *(undeclared_symbols(code, KIND_OF[field]) for code, field in UNDECLARED.items() if field in KIND_OF),
    missing_test_function,
    undeclared_test_function,
)
"""The laws that compare a file's names with those declared."""


def differences(given: SyncInput, facts: Facts, moved: Iterable[str]) -> dict[str, tuple[Names, ...]]:
    """Node -> the names that go into its lists and out of them. `moved`: files that nodes have followed to.

    `facts`: with the nodes' new files. For the other files the findings tell, so that what is exempt stays as it is.
    """
    out: dict[tuple[str, str], list[str]] = defaultdict(list)
    into: dict[tuple[str, str], list[str]] = defaultdict(list)
    new: dict[tuple[str, str], list[str]] = defaultdict(list)
    order: dict[str, dict[str, tuple[str, ...]]] = {}
    paths = set(moved)
    for code, node_id, path, name in (*_found(given, paths), *_judged(given, facts, paths)):
        if code in MISSING:
            out[node_id, MISSING[code]].append(name)
        else:
            new[path, UNDECLARED[code]].append(name)
            if path not in order:
                order[path] = _order(facts, path)
    for (path, field), names in new.items():
        nodes = facts.tests_of(path) if field == "test_functions" else facts.tasks_of(path)
        nodes = tuple(node for node in nodes if not is_folder(node.file))  # a folder has no names
        for name, owner in owners_of_new(nodes, field, facts.inventory(path), names).items() if nodes else ():
            into[owner, field].append(name)
    result: dict[str, list[Names]] = defaultdict(list)
    for node_id, field in sorted(out.keys() | into.keys(), key=lambda key: (sort_key(key[0]), _rank(key[1]))):
        ordered = order.get(facts.nodes[node_id].file, {}).get(field, ())
        key = (node_id, field)
        result[node_id].append(Names(field, tuple(into.get(key, ())), tuple(out.get(key, ())), ordered))
    return {node_id: tuple(many) for node_id, many in result.items()}


def _found(given: SyncInput, moved: set[str]) -> Iterator[tuple[str, str, str, str]]:
    for one in given.of(*MISSING, *UNDECLARED):
        if one.file not in moved:
            yield one.code, one.node, one.file, one.symbol


def _judged(given: SyncInput, facts: Facts, paths: Iterable[str]) -> Iterator[tuple[str, str, str, str]]:
    for path in sorted(paths):
        for check in CHECKS:
            for breach in check(facts, path):
                key = (breach.code, breach.node, given.nodes[breach.node].file, breach.symbol)  # as it was frozen
                if given.stands(breach.code, breach.node) and key not in given.frozen:
                    yield breach.code, breach.node, path, breach.symbol


def _order(facts: Facts, path: str) -> dict[str, tuple[str, ...]]:
    """Field -> the names of a file, in its own order."""
    inventory = facts.inventory(path)
    found: dict[str, list[str]] = defaultdict(list)
    for symbol in inventory.symbols:
        found[FIELD_OF[symbol.kind]].append(symbol.name)
    found["test_functions"] = [one.name for one in test_names(path, inventory, facts.config.pytest)]
    return {field: tuple(names) for field, names in found.items()}


def _rank(field: str) -> int:
    return [*KIND_OF, "test_functions"].index(field)


def plans_begun(facts: Facts, nodes: Iterable[Node]) -> Iterator[str]:
    """Of each planned Task or Test that is written in part, what is missing: only a person knows what is given up."""
    for node in sorted(nodes, key=lambda node: sort_key(node.id)):
        fact = facts.files.get(node.file)
        if not (node.planned and node.in_force and fact is not None and fact.regular):
            continue
        inventory = facts.inventory(node.file)
        if inventory.error:
            continue
        missing = [*missing_names(facts, node, inventory)]
        if 0 < len(missing) < sum(len({one.name for one in declared}) for _, declared in node.declares):
            yield (
                f"{node.id} is planned still: {node.file} has no {few(missing, FEW)} yet; what is not to be written "
                f"any more, take out of {node.id}"
            )


def lacking(kind: str, level: str) -> str:
    """The code of the law that misses the last Task, or the last Test of a level, of a node."""
    return "TRC105" if kind == "task" else LEVEL_LAWS[level]
