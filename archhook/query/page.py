"""The document of a report -> one HTML page that needs nothing else: no network, no fonts, no scripts of others."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPTS = ("model.js", "dom.js", "map.js", "panel.js", "pages.js", "matrix.js", "main.js")
"""The parts of the page's script, in their order: they are one script in the page."""

PARTS = ("page.html", "style.css", *SCRIPTS)
"""The files that a page is made of."""


def render_page(document: Mapping[str, Any], parts: Mapping[str, str]) -> str:
    """The page. `parts`: name of each of PARTS -> its text.

    The content security policy allows the page's own script and style by their digests and nothing else, so that
    nothing in a ledger can run or load anything, whatever it holds.
    """
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
    page = parts["page.html"]
    head, *rest = page.split("{{")
    filled = [head]
    for piece in rest:
        name, _, tail = piece.partition("}}")
        filled += [values[name], tail]
    return "".join(filled)


def embedded(document: Mapping[str, Any]) -> str:
    """JSON that can stand in a script element: no `<`, so that neither `</script>` nor `<!--` can end or change it."""
    text = json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
