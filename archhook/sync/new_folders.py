"""New files of one owner that are all of a folder: one Task or Test where a ledger names folders. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.author.leaf_folders import task_places, tests_title
from archhook.author.node_names import title, title_of
from archhook.inventory.module_names import INIT
from archhook.laws.code import undeclared_by_right
from archhook.laws.law import ALL_TESTS
from archhook.model.declaring import is_folder, own_detail

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable

    from archhook.author.ledger_changes import Added
    from archhook.sync.sync_input import SyncInput

FIELD = "test_functions"

OLD = "old"
"""Stands for whoever a file belongs to that has been declared."""


def in_folders(
    given: SyncInput,
    kind: str,
    added: Iterable[Added],
    open_files: Collection[str],
    called: Callable[[Added, str], tuple[str, str]],
) -> list[tuple[Added, list[Added]]]:
    """(a new node, those that it is written instead of) of each of some new nodes of files, all of a kind.

    A folder gets one of its own where all its files are new, belong to one owner and need no names; the root package
    never does. `open_files`: new files of which a person has to say whose they are. `called`: (id, class name) of a
    node like another one, of a path.
    """
    added = list(added)
    coarse = _with_folders(given, kind)
    named = {one.file: one for one in added if one.target in coarse and _is_coarse(given, one)}
    places = task_places(_owners(given, kind, named, open_files), given.facts.config.source_roots) if named else {}
    together: dict[str, list[Added]] = {}
    for one in added:
        together.setdefault(places.get(one.file, one.file), []).append(one)
    return [
        (_of_folder(given, place, many, called), many) if is_folder(place) else (many[0], [])
        for place, many in together.items()
    ]


def _with_folders(given: SyncInput, kind: str) -> Collection[str]:
    """The Designs, and others, of which nodes name folders: all where those of some do that were not set apart."""
    found: set[str] = set()
    for node in given.nodes.values():
        if node.kind == kind and node.in_force and is_folder(node.file):
            found.update(node.targets("implements"), node.targets("verifies"))
    return found if all(own_detail(given.nodes[one]) for one in found if one in given.nodes) else given.nodes


def _is_coarse(given: SyncInput, one: Added) -> bool:
    """Whether a folder may declare the file of a new node."""
    asked = own_detail(given.nodes[one.target]) or given.facts.config.symbols
    return asked == "files" and (one.kind == "task" or one.names == ((FIELD, (ALL_TESTS,)),))


def _owners(given: SyncInput, kind: str, named: dict[str, Added], open_files: Collection[str]) -> dict[str, Hashable]:
    """Each file that needs a Task, or is of the tests -> whose it is."""
    role = "governed" if kind == "task" else "test"
    facts = given.facts
    found: dict[str, Hashable] = {}
    for path, fact in facts.files.items():
        if path in named:
            found[path] = (named[path].level, named[path].target)
        elif fact.role == role and fact.regular and path.endswith(".py"):
            declared = facts.tasks_of(path) if kind == "task" else facts.tests_of(path)
            if path in open_files or declared or (kind == "task" and not undeclared_by_right(facts, path)):
                found[path] = None if path in open_files else OLD
    return found


def _of_folder(
    given: SyncInput, place: str, many: list[Added], called: Callable[[Added, str], tuple[str, str]]
) -> Added:
    """The node of a folder, in the place of those of its files."""
    first, init = many[0], place + INIT
    own = next((one for one in many if one.file == init), None)
    text = title(first.kind, place) if first.kind == "task" else tests_title(place, first.level, "")
    if first.kind == "task" and init in given.facts.files:
        said = title_of(init, given.source(init), "task")
        text = text if init in said else said
    node_id, name = (own.id, own.class_name) if own else called(first, place.rstrip("/"))
    names = first.names if first.kind == "test" else ()
    return first._replace(id=node_id, class_name=name, title=text, file=place, names=names)
