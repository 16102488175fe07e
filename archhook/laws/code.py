"""INV: the code holds what the ledger declares, and nothing that it does not."""

from __future__ import annotations

from archhook.laws.code_symbols import doubly_declared, missing_symbols, undeclared_symbols
from archhook.laws.law import (
    BY_SYNC_OR_TOLD,
    NO_LINK,
    SYNC_FOLLOWS,
    Law,
    defines_nothing,
    file_name,
    listed,
    python,
    shown,
    slashes,
    why_missing,
)
from archhook.model.findings import Breach
from archhook.model.nodes import is_folder, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from archhook.laws.law import Facts


def missing_file(facts: Facts, path: str) -> Iterator[Breach]:
    """INV401, one for each Task that declares a path which is no file of the snapshot."""
    why = why_missing(facts, path, "governed")
    if not why:
        return
    fact = facts.files.get(path)
    what = "write a file there" if is_folder(path) else "write the file"
    for task in facts.tasks_of(path):
        if not task.planned:
            yield Breach(
                "INV401",
                f"{task.id} declares {shown(path)}, {why}",
                ("node", task.id),
                task.id,
                path,
                fix=NO_LINK
                if fact
                else slashes(path)
                or f"{what} (and `git add` it), correct the path, or set `planned = True` on "
                f"{task.id} until it is written ({SYNC_FOLLOWS})",
            )


def undeclared_file(facts: Facts, path: str) -> Iterator[Breach]:
    """INV405, one for each governed file that no Task declares."""
    fact = facts.files.get(path)
    if fact is None or fact.role != "governed" or not fact.regular or facts.tasks_of(path):
        return
    if undeclared_by_right(facts, path):
        return
    # sync leaves to the user what cannot be parsed
    by_sync = "" if facts.inventory(path).error else f" ({BY_SYNC_OR_TOLD})"
    names = ", or one with a folder around it" if facts.config.symbols == "files" else " and the names that it defines"
    yield Breach(
        "INV405",
        f"no Task declares {shown(path)}",
        ("file", path),
        file=path,
        fix=f"write a Task with file_path = {path!r}{names}{by_sync}",
    )


def undeclared_by_right(facts: Facts, path: str) -> str:
    """Why no Task has to declare a governed file; "" where one has to."""
    name = file_name(path)
    if name == "conftest.py":
        return "a conftest.py is what pytest is told, no code of the product"
    if name == "__init__.py" and defines_nothing(facts, path):
        return (
            "an __init__.py needs none as long as it defines nothing that a Task would declare (imports, "
            "`__all__` and other such names are none)"
        )
    return ""


def unparsable_file(facts: Facts, path: str) -> Iterator[Breach]:
    """INV410, one for each file, at the smallest id that declares it or at none."""
    fact = facts.files.get(path)
    if fact is None or not fact.regular:
        return
    declaring = (*facts.tasks_of(path), *facts.tests_of(path))
    if not python(path, declaring) or (fact.role not in ("governed", "test") and not declaring):
        return
    error = facts.inventory(path).error
    if error:
        owners = listed([node.id for node in declaring if node.declares])
        yield Breach(
            "INV410",
            f"{shown(path)} cannot be read as Python: {' '.join(error.message.split())}",
            ("error", path),
            min((node.id for node in declaring), key=sort_key, default=""),
            path,
            fix=_newer(facts.config.requires_python)
            if path.endswith(".py")
            else f"mend the file; if it is not meant to be Python, declare no names of it: take them out of {owners}",
        )


def _newer(wanted: str) -> str:
    """What to do about a file that this Python cannot read: a newer one may, where the project asks for one."""
    from archhook.inventory.interpreter import newer_python

    newer = newer_python(wanted)
    if not newer:
        return "mend the file; if a newer Python reads it, have archhook run on that one"
    return (
        f"the project asks for Python {newer}: run archhook on it (`language_version: python{newer}` on the hook, or in"
        " the environment whose archhook the hook is); else mend the file"
    )


def planned_node(facts: Facts, node_id: str) -> Iterator[Breach]:
    """INV411."""
    node = facts.nodes[node_id]
    if node.planned:
        yield Breach(
            "INV411",
            f"{node_id} is planned: {shown(node.file) or 'its file'} may not be written yet",
            ("node", node_id),
            node_id,
            node.file,
            fix="write what it declares and drop `planned = True`, or keep it off this branch",
        )


def _missing_interface(facts: Facts, node_id: str) -> Iterator[Breach]:
    if facts.nodes[node_id].stated("interface") is None:
        return iter(())
    from archhook.laws.interfaces import missing_interface

    return missing_interface(facts, node_id)


LAWS = (
    Law(
        "INV401",
        "missing-file",
        "error",
        "file",
        "a declared file is not in the snapshot (the undeclared file that holds most of the declared symbols is "
        'proposed; "it exists but is untracked" is said)',
        "A Task says exactly where its code lives; a ledger that points at nothing no longer describes the project.",
        ("file", "planned", "in_force"),
        missing_file,
    ),
    *(
        Law(
            code,
            f"missing-{kind}",
            "error",
            "file",
            f"a declared {kind} is not in its file (nearest name proposed)",
            f"A declared {kind} is promised code: whoever plans by the ledger builds on its being there.",
            ("file", "declares", "planned", "in_force"),
            missing_symbols(code, kind),
        )
        for code, kind in (("INV402", "class"), ("INV403", "function"), ("INV404", "global"))
    ),
    Law(
        "INV405",
        "undeclared-file",
        "error",
        "file",
        "a governed file that no Task declares",
        "Code that no Task declares serves no goal that anybody can name: no orphans, no undocumented code.",
        ("file", "in_force"),
        undeclared_file,
    ),
    *(
        Law(
            code,
            f"undeclared-{kind}",
            "error",
            "file",
            f"a governed {kind} that no Task declares",
            f"Every {kind} traces from an Intent to its implementation; one that was slipped in traces to nothing.",
            ("file", "declares", "in_force"),
            undeclared_symbols(code, kind),
        )
        for code, kind in (("INV406", "class"), ("INV407", "function"), ("INV408", "global"))
    ),
    Law(
        "INV409",
        "doubly-declared",
        "error",
        "file",
        "one symbol of a file declared by two Tasks (a file may be shared by Tasks whose symbols are disjoint)",
        "Code that two Tasks own is owned by neither: each symbol has one place in the plan.",
        ("file", "declares", "in_force"),
        doubly_declared,
    ),
    Law(
        "INV410",
        "unparsable-file",
        "error",
        "file",
        "not Python for the running interpreter (syntax, encoding, null bytes, too deep, LFS pointer): its Tasks fail, "
        "others go on",
        "What cannot be parsed cannot be checked, and what cannot be checked is never green.",
        ("file", "declares", "in_force"),
        unparsable_file,
    ),
    Law(
        "INV411",
        "planned-node",
        "off",
        "node",
        "a `planned` Task or Test; the gates of shared branches turn it on",
        "Planning ahead is welcome on a branch of one's own; what is shared holds what it promises.",
        ("planned", "file", "in_force"),
        planned_node,
        kind="task test",
    ),
    Law(
        "INV412",
        "missing-interface",
        "error",
        "node",
        "an `interface` names what no file of its Design has",
        "An interface is a promise to those who build on the Design: what it names is there.",
        ("declares", "in_force"),
        _missing_interface,
        kind="design",
    ),
)
