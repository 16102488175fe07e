"""What Designs declare and what their code does: the imports of the code as data, and as a picture of Designs."""

from __future__ import annotations

from archhook.laws.edges import counted, covered, designs_of, importing_designs, required
from archhook.model.nodes import sort_key
from archhook.query.card import cards
from archhook.query.import_lines import imports_of, line_document, python_files
from archhook.query.picture import FILLS, box_label, dot_node, dot_text, mermaid_text
from archhook.report.json import SCHEMA_VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import Any, NamedTuple

    from archhook.query.architecture import Architecture
    from archhook.query.card import Card
    from archhook.query.import_lines import ImportLine
else:
    from archhook.records import NamedTuple

BOTH, DECLARED, REAL = "both", "declared", "real"
"""What a line between two Designs is: required and imported, required alone, imported alone."""

LEGEND = "solid: required and imported, dashed: required and not imported, thick and red: imported and not required"
MARKED = "#c22f2b"
ARROWS = {BOTH: "-->", DECLARED: "-.->", REAL: "==>"}
DOT_STYLES = {BOTH: "", DECLARED: "style=dashed", REAL: f'style=bold, color="{MARKED}", fontcolor="{MARKED}"'}


class CodeImport(NamedTuple):
    """One import between files: the Designs on both sides, and whether what they declare covers it."""

    line: ImportLine
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    covered: bool
    counted: bool  # whether imports of its kind are held against what is declared


class Pair(NamedTuple):
    """A line from a Design to another; `imports` counts those of the code, of whatever kind."""

    source: str
    target: str
    what: str  # BOTH | DECLARED | REAL
    imports: int


class ImportPicture(NamedTuple):
    """Designs and the lines between them, sorted; `focus`: those that were asked for, () for all."""

    nodes: tuple[Card, ...]
    pairs: tuple[Pair, ...]
    focus: tuple[str, ...] = ()


def code_imports(architecture: Architecture, focus: Collection[str] = ()) -> list[CodeImport]:
    """The imports of governed files, those that are not looked through; with a focus those from or to these Designs.

    Sorted by file, line and what is imported. Reads all inventories.
    """
    facts = architecture.facts
    paths = sorted(path for path, role in python_files(architecture).items() if role == "governed")
    architecture.expect_inventories(paths)
    found = []
    for path in paths:
        sources = importing_designs(facts, path)
        for edge, line in imports_of(architecture, path):
            targets = designs_of(facts, edge.file, edge.symbol)
            if focus and not (set(focus) & {*sources, *targets}):
                continue
            holds = not sources or not targets or covered(facts, sources, targets)
            found.append(CodeImport(line, sources, targets, holds, counted(facts, edge.kind)))
    return sorted(found, key=lambda one: (one.line.file, one.line.target, one.line.line, one.line))


def document(imports: list[CodeImport]) -> dict[str, Any]:
    """The imports for JSON."""
    edges = [
        line_document(one.line) | {"designs": [list(one.sources), list(one.targets)], "covered": one.covered}
        for one in imports
    ]
    return {"schema_version": SCHEMA_VERSION, "kind": "imports", "edges": edges}


def declared_pairs(architecture: Architecture) -> set[tuple[str, str]]:
    """The pairs of Designs in force of which the first requires the second, directly."""
    return {
        (design, other)
        for design in architecture.facts.ids("design")
        for other in required(architecture.facts, design)
        if other in architecture.rows[design].to("requires")
    }


def import_picture(architecture: Architecture, focus: Collection[str] = ()) -> ImportPicture:
    """What Designs in force require and import: all of it, or what leads from or to some of them."""
    declared = declared_pairs(architecture)
    real: dict[tuple[str, str], int] = {}
    uncovered: set[tuple[str, str]] = set()
    for one in code_imports(architecture, focus):
        for pair in pairs_of(one, declared):
            real[pair] = real.get(pair, 0) + 1
        if one.counted and not one.covered:
            uncovered.add((one.sources[0], one.targets[0]))
    pairs = []
    for pair in sorted({*declared, *uncovered}, key=lambda pair: (sort_key(pair[0]), sort_key(pair[1]))):
        if not focus or set(focus) & {*pair}:
            what = REAL if pair not in declared else BOTH if pair in real else DECLARED
            pairs.append(Pair(*pair, what, real.get(pair, 0)))
    ids = {*focus, *(end for pair in pairs for end in pair[:2])} if focus else architecture.facts.ids("design")
    shown = cards(architecture, sorted(ids, key=sort_key))
    return ImportPicture(tuple(shown.values()), tuple(pairs), tuple(sorted(focus, key=sort_key)))


def pairs_of(one: CodeImport, declared: Collection[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs of Designs that an import belongs to: those that declare it, else the one that is at fault."""
    if set(one.sources) & {*one.targets}:
        return
    held = [(source, target) for source in one.sources for target in one.targets if (source, target) in declared]
    if held or (one.sources and one.targets):
        yield from held or [(one.sources[0], one.targets[0])]


def mermaid(picture: ImportPicture) -> str:
    """The picture as a Mermaid flowchart; what a line's style means stands in a box of its own."""
    names = {one.id: f"n{index}" for index, one in enumerate(picture.nodes)}
    lines = ["flowchart LR", f'    legend["{mermaid_text(LEGEND)}"]:::legend']
    lines += [f'    {names[one.id]}["{box_label(one, mermaid_text, "<br/>")}"]:::{one.state}' for one in picture.nodes]
    for pair in picture.pairs:
        counted = f'|"{pair.imports}"|' if pair.imports else ""
        lines.append(f"    {names[pair.source]} {ARROWS[pair.what]}{counted} {names[pair.target]}")
    marked = [str(index) for index, pair in enumerate(picture.pairs) if pair.what == REAL]
    if marked:
        lines.append(f"    linkStyle {','.join(marked)} stroke:{MARKED},color:{MARKED}")
    lines.append("    classDef legend fill:none,stroke:none,color:#555555")
    for state in sorted({one.state for one in picture.nodes}):
        fill, stroke = FILLS[state]
        lines.append(f"    classDef {state} fill:{fill},stroke:{stroke},color:#222222")
    lines += [f"    style {names[node_id]} stroke-width:4px" for node_id in picture.focus]
    return "\n".join(lines) + "\n"


def dot(picture: ImportPicture) -> str:
    """The picture in DOT."""
    lines = [
        "digraph imports {",
        "    rankdir=LR;",
        f'    label="{dot_text(LEGEND)}"; labelloc=b; fontname="sans-serif"; fontsize=10;',
        '    node [fontname="sans-serif", fontsize=11, style="filled"];',
        '    edge [color="#888888", fontname="sans-serif", fontsize=9];',
    ]
    lines += [dot_node(one, one.id in picture.focus) for one in picture.nodes]
    for pair in picture.pairs:
        counted = f'label="{pair.imports}"' if pair.imports else ""
        style = ", ".join(filter(None, (counted, DOT_STYLES[pair.what])))
        lines.append(f'    "{dot_text(pair.source)}" -> "{dot_text(pair.target)}"{f" [{style}]" if style else ""};')
    return "\n".join([*lines, "}"]) + "\n"
