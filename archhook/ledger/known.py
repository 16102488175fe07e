"""Names outside the ledger of which it is known what they may change, and what they lead to."""

from __future__ import annotations

from archhook.model.nodes import RESOURCE_FIELDS

HIDDEN = frozenset(("exec", "eval", "compile", "globals", "locals", "vars", "__import__"))
"""Built-in functions that may declare or change anything."""

DOORS = (
    "sys.modules", "sys._getframe", "sys._current_frames", "inspect.currentframe", "inspect.stack", "inspect.trace",
    "inspect.getmembers", "inspect.getmodule", "gc.get_objects", "gc.get_referrers", "gc.get_referents", "builtins",
    "importlib.import_module", "importlib.reload", "importlib.__import__",
)  # fmt: skip
"""Names from outside the ledger through which its nodes can be reached."""

TEXTS = frozenset(
    (
        "__name__", "__qualname__", "__module__", "__doc__", "id", "name", "file_path", "test_file", "planned",
        "adopted", *RESOURCE_FIELDS,
    )
)  # fmt: skip
"""Attributes of nodes whose values cannot be changed."""

READERS = frozenset(
    (
        "index", "count", "copy", "get", "keys", "values", "items", "union", "intersection", "difference",
        "symmetric_difference", "issubset", "issuperset", "isdisjoint",
    )
)  # fmt: skip
"""Methods of lists, sets and dicts that change nothing."""

PURE = frozenset(
    (
        "print", "isinstance", "issubclass", "len", "repr", "ascii", "str", "int", "float", "bool", "bytes", "complex",
        "hash", "id", "callable", "hasattr", "dir", "format", "any", "all", "sum", "abs", "round", "ord", "chr", "hex",
        "oct", "bin", "divmod", "pow", "help", "input", "open", "range", "exit", "quit",
    )
)  # fmt: skip
"""Built-in functions that change no argument, and give back none."""

CARRIERS = frozenset(
    (
        "list", "tuple", "set", "frozenset", "dict", "sorted", "reversed", "enumerate", "zip", "iter", "next",
        "getattr", "type", "min", "max", "map", "filter", "super", "property", "staticmethod", "classmethod", "object",
    )
)  # fmt: skip
"""Built-in functions that change no argument, and may give one back."""

HARMLESS = (
    "abc.", "collections.", "contextlib.", "copy.", "dataclasses.", "functools.cache", "functools.lru_cache",
    "functools.partial", "functools.wraps", "itertools.chain", "itertools.product", "logging.", "pprint.",
    "sys.exit", "sys.stderr.", "sys.stdout.", "typing.", "typing_extensions.", "warnings.",
)  # fmt: skip
"""Beginnings of the names of foreign functions that change no argument; some give one back."""
