"""A plan as the modules of a ledger: one file, or a package with a module for each sub-system where that is long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK
from archhook.author.node_source import (
    FILE,
    class_text,
    dict_field,
    field,
    file_fields,
    import_text,
    list_field,
    literal,
    module_text,
)
from archhook.ledger.module import JUDGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archhook.adopt.planned_nodes import Plan, Planned
    from archhook.author.node_source import Style

LONG = 2000
"""Lines of a module that a person still likes to open."""

GUARD = f'if __name__ == "__main__":\n    raise SystemExit(not {JUDGE}())\n'
"""Ends a ledger of one file: run as a program it judges the work tree. All nodes are in force, so it lists none."""

PLAN = "plan"
"""The module of the Intents, Requirements and Designs."""

_ABOUT = (
    "What it is for, what that demands, how it is built, and where each piece of it is. `archhook check` holds the "
    f"code to it.\n\nWritten by `archhook init` from the code as it was. What is marked {MARK[:-1]} nobody has thought "
    "about yet: write it anew."
)


def modules_of(plan: Plan, name: str, place: str, style: Style) -> dict[str, str]:
    """Path -> text. `place`: where the ledger goes, without `.py`; `name`: the project's."""
    written = {node.class_name: _node_text(node, style) for node in plan.nodes}
    lines = sum(text.count("\n") + 2 for text in written.values())
    doc = f"The architecture of {name}.\n\n{_ABOUT}"
    if lines < LONG:
        texts = [*(written[node.class_name] for node in plan.nodes), GUARD.replace('"', style.quote)]
        return {f"{place}.py": module_text(doc, _imports(plan.nodes, (), "", style, JUDGE), texts, style)}
    head = [node for node in plan.nodes if node.kind in ("intent", "requirement", "design")]
    outline = {node.class_name for node in head}
    inner = (
        f"{doc}\n\nThe module `{PLAN}` holds the Intents, the Requirements and the Designs; the others hold the Tasks "
        "and Tests of a folder each."
    )
    found = {f"{place}/__init__.py": module_text(inner, (), (), style)}
    about = f"Why, what and how: the Intents, the Requirements and the Designs of {name}."
    texts = [written[node.class_name] for node in head]
    found[f"{place}/{PLAN}.py"] = module_text(about, _imports(head, (), "", style), texts, style)
    package = place.replace("/", ".")
    for module, folder, nodes in _split([node for node in plan.nodes if node.class_name not in outline], written):
        about = f"The Tasks and Tests of {folder or 'the top folder'}."
        texts = [written[node.class_name] for node in nodes]
        imports = _imports(nodes, outline, f"{package}.{PLAN}", style)
        found[f"{place}/{module}.py"] = module_text(about, imports, texts, style)
    return found


def _imports(nodes: Iterable[Planned], outline: Iterable[str], package: str, style: Style, *others: str) -> list[str]:
    nodes = list(nodes)
    found = [import_text("archhook", {*others, *(node.base for node in nodes)}, style)]
    used = {name for node in nodes for _, names, _ in node.references for name in names} & set(outline)
    return [*found, "\n", import_text(package, used, style)] if used else found


def _node_text(node: Planned, style: Style) -> str:
    fields = []
    for name, references, many in node.references:
        targets = [one if one.isidentifier() else literal(one, style.quote) for one in references]
        fields.append(list_field(name, targets, style) if many else field(name, targets[0], style))
    if node.kind == "design":
        fields += [field(name, literal(words[0], style.quote), style) for name, words in node.names]
    if node.kind in FILE:
        fields += file_fields(node.kind, node.file, node.names, style)
    if node.waives:
        fields.append(dict_field("waives", dict.fromkeys(node.waives, node.why), style))
    return class_text(node.class_name, node.base, node.doc, fields, style)


def _split(nodes: Sequence[Planned], written: dict[str, str]) -> list[tuple[str, str, list[Planned]]]:
    """(module, folder, nodes): a folder with all below it where that is short, else its folders each for themselves."""
    found: list[tuple[str, list[Planned]]] = []
    todo: list[tuple[str, list[Planned]]] = [("", list(nodes))]
    while todo:
        folder, inside = todo.pop()
        deep = len(folder)
        below: dict[str, list[Planned]] = {}
        for node in inside:
            head, slash, _ = node.file[deep:].partition("/")
            below.setdefault(f"{folder}{head}/" if slash else folder, []).append(node)
        lines = sum(written[node.class_name].count("\n") + 2 for node in inside)
        if set(below) == {folder} or (lines < LONG and folder):
            found.append((folder, inside))
            continue
        if folder in below:
            found.append((folder, below.pop(folder)))
        todo += below.items()
    taken = {PLAN, "__init__"}
    result = []
    for folder, inside in sorted(found, key=lambda item: item[0]):
        result.append((_module_name(folder, taken), folder.rstrip("/"), inside))
    return result


def _module_name(folder: str, taken: set[str]) -> str:
    """A free module name for a folder: `django_contrib_admin`."""
    import keyword
    import re

    words = [word for word in re.split(r"[^0-9A-Za-z]+", folder) if word]
    stem = "_".join(words).lower() or "top"
    if not stem.isidentifier() or keyword.iskeyword(stem):
        stem = f"part_{stem}"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}_{number}"
    taken.add(name)
    return name
