"""All of an architecture as one HTML page that needs nothing else: no network, no fonts, no scripts of others."""

from __future__ import annotations

from archhook.graph.totals import FIELDS, PARTS_SHOWN
from archhook.model.nodes import KINDS
from archhook.query.card import state_of
from archhook.query.design_imports import dependency_documents, file_counts, package_documents
from archhook.query.diff import difference_document
from archhook.query.documents import answer_document, fields_of
from archhook.query.exemption_answer import exemptions_document, loosened_document, standing_answer
from archhook.report.json import finding_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.graph.roll_up import Figures
    from archhook.graph.totals import Total
    from archhook.model.nodes import Node
    from archhook.query.architecture import Architecture
    from archhook.query.diff import Difference
    from archhook.query.exemption_answer import Answer

SCRIPTS = (
    "model.js", "design_model.js", "dom.js", "routes.js", "overview.js", "layers.js", "design_grid.js",
    "designs_view.js", "map.js", "panel.js", "pages.js", "exemptions_view.js", "matrix.js", "main.js",
)  # fmt: skip
"""The parts of the page's script, in their order: they are one script in the page."""

PARTS = ("page.html", "style.css", *SCRIPTS)
"""The files that a page is made of."""


def report_document(
    architecture: Architecture,
    title: str,
    since: str = "",
    difference: Difference | None = None,
    looser: Answer | None = None,
) -> dict[str, Any]:
    """The document of a report (kind "report"): every declared node, in force or not. Reads everything.

    `dependencies`, `packages`, `files`: what Designs declare, what their code imports and holds: design_imports.py ·
    `layers`: as configured, the highest first · `exemptions`, `together`: as of `archhook exemptions` · `difference`,
    `looser`: what differs, and what is loosened, since the revision `since` (None: where that cannot be said).
    """
    ids = architecture.ids(in_force=False)
    figures = architecture.facts.figures
    verdict = architecture.verdict
    exempt = exemptions_document(standing_answer(architecture))
    said = {
        "title": title,
        "judged": verdict.judged,
        "summary": {"ok": verdict.exit_code == 0, **verdict.summary()},
        "kinds": list(KINDS),
        "nodes": [_node(architecture, figures, architecture.nodes[node_id]) for node_id in ids],
        "findings": [finding_document(finding) for finding in verdict.findings],
        "fields": {
            name: {"adds": field.adds, "higher_is_worse": field.higher_is_worse} for name, field in FIELDS.items()
        },
        "layers": list(architecture.config.layers),
        "dependencies": dependency_documents(architecture),
        "packages": package_documents(architecture),
        "files": file_counts(architecture),
        "exemptions": exempt["exemptions"],
        "together": exempt["together"],
        "since": None if difference is None else _since(since, difference, looser),
    }
    return answer_document("report", architecture.snapshot, said)


def _since(revision: str, difference: Difference, looser: Answer | None) -> dict[str, Any]:
    return {"revision": revision, **difference_document(difference), **loosened_document(looser)}


def _node(architecture: Architecture, figures: Figures, node: Node) -> dict[str, Any]:
    place = architecture.place(node)
    return fields_of(node) | {
        "state": state_of(architecture, node),
        "path": place.path,
        "line": place.line,
        "totals": _totals(figures, node),
    }


def _totals(figures: Figures, node: Node) -> dict[str, Any]:
    """What a Design with all that it requires, or the Designs of a Requirement, come to, by field."""
    if not node.in_force or node.kind not in ("requirement", "design"):
        return {}
    found = {}
    for field in FIELDS:
        of = figures.of_design if node.kind == "design" else figures.of_requirement
        total = of(node.id, field)
        if total is not None:
            found[field] = _total(total)
    return found


def _total(total: Total) -> dict[str, Any]:
    return {
        "value": total.value,
        "parts": [
            {"id": part.design, "value": part.value, "origin": part.origin} for part in total.parts[:PARTS_SHOWN]
        ],
        "parts_total": len(total.parts),
    }


def render_page(document: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    """The page. `parts`: name of each of PARTS -> its text.

    The content security policy allows the page's own script and style by their digests and nothing else, so that
    nothing in a ledger can run or load anything, whatever it holds.
    """
    import html

    style, script = parts["style.css"], "\n".join(parts[name] for name in SCRIPTS)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    values = {
        "POLICY": policy,
        "TITLE": html.escape(str(document["title"])),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": embedded(document),
    }
    head, *rest = parts["page.html"].split("{{")
    filled = [head]
    for piece in rest:
        name, _, tail = piece.partition("}}")
        filled += [values[name], tail]
    return "".join(filled)


def embedded(document: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: no `<`, so that neither `</script>` nor `<!--` can end or change it."""
    import json

    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _digest(text: str) -> str:
    import base64
    import hashlib

    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
