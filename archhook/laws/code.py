"""INV: the code holds what the ledger declares, and nothing that it does not."""

from __future__ import annotations

from archhook.inventory.python_file import declared_symbols, governed_symbols
from archhook.laws.code_symbols import doubly_declared, missing_symbols, undeclared_symbols
from archhook.laws.law import Law
from archhook.laws.matching import ALL_TESTS, KIND_OF, NO_LINK, dotted, file_name, python, why_missing
from archhook.laws.wording import shown
from archhook.model import Breach, sort_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from archhook.laws.law import Facts
    from archhook.model import FileInventory


def missing_file(facts: Facts, path: str) -> Iterator[Breach]:
    """INV401, one for each Task that declares a path which is no file of the snapshot."""
    fact = facts.files.get(path)
    why = why_missing(fact)
    if not why:
        return
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
                else f"write the file, correct the path, or set `planned = True` on {task.id} until it is written",
            )


def undeclared_file(facts: Facts, path: str) -> Iterator[Breach]:
    """INV405, one for each governed file that no Task declares."""
    fact = facts.files.get(path)
    if fact is None or fact.role != "governed" or not fact.regular or facts.tasks_of(path):
        return
    name = file_name(path)
    if name == "conftest.py" or (name == "__init__.py" and _empty(facts, path)):
        return
    yield Breach(
        "INV405",
        f"no Task declares {shown(path)}",
        ("file", path),
        file=path,
        fix=f"write a Task with file_path = {path!r}, or name the file in `exclude`",
    )


def _empty(facts: Facts, path: str) -> bool:
    inventory = facts.inventory(path)
    return not inventory.error and not governed_symbols(inventory, facts.config.symbols)


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
        yield Breach(
            "INV410",
            f"{shown(path)} cannot be read as Python: {' '.join(error.message.split())}",
            ("error", path),
            min((node.id for node in declaring), key=sort_key, default=""),
            path,
            fix="mend the file; if it is not meant to be Python here, name it in `exclude` and declare nothing of it",
        )


def planned_task(facts: Facts, node_id: str) -> Iterator[Breach]:
    """INV411."""
    node = facts.nodes[node_id]
    if node.kind == "task" and node.planned:
        yield Breach(
            "INV411",
            f"{node_id} is planned: {shown(node.file) or 'its file'} may not be written yet",
            ("node", node_id),
            node_id,
            node.file,
            fix="write what it declares and drop `planned = True`, or keep it off this branch",
        )


def propose(facts: Facts, breach: Breach, undeclared: Iterable[str]) -> str:
    """The `fix` of an INV401 or TST501 whose file has moved: the undeclared file that holds most of what is declared.

    `undeclared`: paths of regular files that nobody declares. Ties go to the same file name, then to the smaller path;
    a node that declares no names is content with the same file name. "" where nothing fits: the plain fix stands.
    """
    node = facts.nodes[breach.node]
    wanted = [
        (KIND_OF.get(field, "function"), {dotted(item.name) for item in declared} - {ALL_TESTS})
        for field, declared in node.declares
    ]
    nameless = not any(names for _, names in wanted)
    best: tuple[int, bool, str] = (0, False, "")
    for path in sorted(undeclared):
        score = (_holds(facts.inventory(path), wanted), file_name(path) == file_name(node.file))
        if score > best[:2] and (score[0] or nameless):
            best = (*score, path)
    return f"did you mean {shown(best[2])}?" if best[2] else ""


def _holds(inventory: FileInventory, wanted: Iterable[tuple[str, set[str]]]) -> int:
    """How many of the names, by kind of symbol, a file holds."""
    return sum(sum(map(bool, declared_symbols(inventory, kind, names).values())) for kind, names in wanted)


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
    Law(
        "INV402",
        "missing-class",
        "error",
        "file",
        "a declared class is not in its file (nearest name proposed)",
        "A declared class is promised code: whoever plans by the ledger builds on its being there.",
        ("file", "declares", "planned", "in_force"),
        missing_symbols("INV402", "class"),
    ),
    Law(
        "INV403",
        "missing-function",
        "error",
        "file",
        "a declared function is not in its file (nearest name proposed)",
        "A declared function is promised code: whoever plans by the ledger builds on its being there.",
        ("file", "declares", "planned", "in_force"),
        missing_symbols("INV403", "function"),
    ),
    Law(
        "INV404",
        "missing-global",
        "error",
        "file",
        "a declared global is not in its file (nearest name proposed)",
        "A declared global is promised code: whoever plans by the ledger builds on its being there.",
        ("file", "declares", "planned", "in_force"),
        missing_symbols("INV404", "global"),
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
    Law(
        "INV406",
        "undeclared-class",
        "error",
        "file",
        "a governed class that no Task declares",
        "Every class traces from an Intent to its implementation; one that was slipped in traces to nothing.",
        ("file", "declares", "in_force"),
        undeclared_symbols("INV406", "class"),
    ),
    Law(
        "INV407",
        "undeclared-function",
        "error",
        "file",
        "a governed function that no Task declares",
        "Every function traces from an Intent to its implementation; one that was slipped in traces to nothing.",
        ("file", "declares", "in_force"),
        undeclared_symbols("INV407", "function"),
    ),
    Law(
        "INV408",
        "undeclared-global",
        "error",
        "file",
        "a governed global that no Task declares",
        "Every global traces from an Intent to its implementation; one that was slipped in traces to nothing.",
        ("file", "declares", "in_force"),
        undeclared_symbols("INV408", "global"),
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
        "planned-task",
        "off",
        "node",
        "a `planned` Task; the gates of shared branches turn it on",
        "Planning ahead is welcome on a branch of one's own; what is shared holds what it promises.",
        ("planned", "file", "in_force"),
        planned_task,
    ),
)
