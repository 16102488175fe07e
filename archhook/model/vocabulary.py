"""The metamodel's words: its classes, their constructors' parameters, and the fields of each kind of node."""

from __future__ import annotations

from archhook.model.nodes import LEVELS, RESOURCE_FIELDS, TEST_CLASS

BY_LEVEL = {level: prefix for prefix, level in LEVELS.items()}
"""Level of a Test -> prefix of its id."""

VERIFIED_KIND = {"acceptance": "intent", "system": "requirement", "integration": "design", "unit": "design"}
"""Level of a Test -> kind of the node that it verifies."""

LIMITS = ("layer", "interface", "packages", "exclusive_packages", "symbols")
"""The fields of a Design that bound imports, and how much of its files is declared, all of strings. No link is broken
where one of them is malformed.
"""

CLASSES = {
    "Node": ("", ""),
    "Intent": ("intent", ""),
    "Requirement": ("requirement", ""),
    "Design": ("design", ""),
    "Task": ("task", ""),
    "Test": ("test", ""),
    **{name: ("test", level) for level, name in TEST_CLASS.items()},
    "ResourceConstraints": ("", ""),
}
"""Class of the metamodel -> (kind, level) of the nodes derived from it."""

PARENTS = {
    **dict.fromkeys(("Intent", "Requirement", "Design", "Task", "Test"), "Node"),
    **dict.fromkeys(TEST_CLASS.values(), "Test"),
}
"""Class of the metamodel -> the one that it is derived from."""

_NODE = ("id_tag", "name")
_TEST = (*_NODE, "verifies", "test_file", "test_functions")

PARAMETERS = {
    "Node": _NODE,
    "Intent": _NODE,
    "Requirement": (*_NODE, "derived_from"),
    "Design": (*_NODE, "satisfies", "requires", "conflicts_with", "estimated", "measured"),
    "Task": (*_NODE, "implements", "file_path", "classes", "functions", "globals"),
    "Test": _NODE,
    **dict.fromkeys(TEST_CLASS.values(), _TEST),
    "ResourceConstraints": RESOURCE_FIELDS,
}
"""Class of the metamodel -> the parameters of its constructor, in the mission's order."""

EXTRAS = {
    "Requirement": ("budget",),
    "Design": ("forbids", "visible_to", *LIMITS, "adopted"),
    "Task": ("planned",),
    **dict.fromkeys(TEST_CLASS.values(), ("planned",)),
}
"""Class of the metamodel -> the fields beyond the mission; `waives` goes with every node."""

_COMMON = {"id": "text", "name": "text", "waives": "waives"}

FIELDS = {
    "intent": _COMMON,
    "requirement": _COMMON | {"derived_from": "references", "budget": "resources"},
    "design": _COMMON
    | {
        "satisfies": "references",
        "requires": "references",
        "conflicts_with": "references",
        "forbids": "references",
        "visible_to": "references",
        "layer": "layer",
        "interface": "interface",
        "packages": "packages",
        "exclusive_packages": "packages",
        "symbols": "symbols",
        "estimated": "resources",
        "measured": "resources",
        "adopted": "bool",
    },
    "task": _COMMON
    | {
        "implements": "reference",
        "file_path": "path",
        "classes": "names",
        "functions": "names",
        "globals": "names",
        "planned": "bool",
    },
    "test": _COMMON | {"verifies": "reference", "test_file": "path", "test_functions": "tests", "planned": "bool"},
}
"""Kind -> its fields -> what each holds."""

LISTS = ("intents", "requirements", "designs", "tasks", "tests")
"""The parameters of `validate_architecture`."""


def keywords(meta: str) -> tuple[str, ...]:
    """The keywords that the constructor of an imported class takes beyond the mission's."""
    own = EXTRAS.get(meta, ())
    return (*own, "waives") if meta in PARENTS or meta == "Node" else own


SYMBOLS, FILES, FOLDERS = DETAILS = ("symbols", "files", "folders")
"""How much a ledger says: the names of each file, its files alone, or folders where they belong to one Design."""
