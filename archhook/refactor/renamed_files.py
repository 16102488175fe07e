"""The files beside a ledger that name its nodes, with other ids: baseline, measured figures, configuration."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from archhook.errors import ArchhookError
from archhook.model.ids import canonical
from archhook.project.baseline_edits import with_ids
from archhook.project.measured import Measured, parse, render
from archhook.refactor.id_mentions import renamed_prose

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = re.compile(r"(?m)^([ \t]*\[[ \t]*)(\"[^\"\n]*\"|'[^'\n]*'|[A-Za-z0-9_-]+)(?=[ \t]*[.\]])")
_DESIGN = re.compile(r"(?<![\w-])((?:design|\"design\"|'design')[ \t]*=[ \t]*)(\"[^\"\n]*\"|'[^'\n]*')")


def renamed_baseline(source: bytes, ids: Mapping[str, str]) -> bytes:
    """A baseline whose entries, and the reasons beside them, name other ids."""
    text = source.decode("utf-8-sig")
    bom = source[: len(source) - len(text.encode())]
    return bom + with_ids(text, ids, lambda why: renamed_prose(why, ids)).encode()


def renamed_measured(source: bytes, ids: Mapping[str, str], path: str) -> bytes:
    """A `measured.toml` whose figures are of other ids; one that archhook wrote stays as it writes them."""
    figures = parse(source, path)
    renamed = Measured().with_figures(one._replace(design=ids.get(one.design, one.design)) for one in figures.figures)
    if renamed == figures:
        return source
    text = source.decode()
    if render(figures) == text:
        return render(renamed).encode()
    new = _HEAD.sub(lambda found: found[1] + _key(found[2], ids), text).encode()
    if parse(new, path) != renamed:
        raise _by_hand(path, "the names of its tables", ids)
    return new


def renamed_configuration(source: bytes, ids: Mapping[str, str], path: str) -> bytes:
    """A configuration whose rows of `measure` feed other ids."""
    wanted, changed = _loaded(source), False
    for row in _rows(wanted, path):
        new = ids.get(canonical(str(row.get("design"))) or "")
        if new is not None:
            row["design"], changed = new, True
    if not changed:
        return source
    new_source = _DESIGN.sub(lambda found: found[1] + _value(found[2], ids), source.decode()).encode()
    found = _loaded(new_source)
    for row in (*_rows(found, path), *_rows(wanted, path)):
        row["design"] = canonical(str(row.get("design")))
    if found != wanted:
        raise _by_hand(path, "`design` of its rows of `measure`", ids)
    return new_source


def _loaded(source: bytes) -> dict[str, Any]:
    return tomllib.loads(source.decode("utf-8-sig").replace("\r\n", "\n"))


def _rows(document: dict[str, Any], path: str) -> list[dict[str, Any]]:
    """The rows of `measure` in a configuration that was read as one already."""
    own = path.rpartition("/")[2] != "pyproject.toml"
    table = document if own else document.get("tool", {}).get("archhook", {})
    found: list[dict[str, Any]] = table.get("measure", [])
    return found


def _key(written: str, ids: Mapping[str, str]) -> str:
    """The key of a table, quoted where it was or where its dots have to be."""
    quote = written[0] if written[0] in "\"'" else ""
    new = ids.get(canonical(written.strip("\"'")) or "")
    if new is None:
        return written
    quote = quote or '"' * ("." in new)
    return f"{quote}{new}{quote}"


def _value(written: str, ids: Mapping[str, str]) -> str:
    """A string that is an id, in its quotes and brackets."""
    inner = written[1:-1]
    new = ids.get(canonical(inner) or "")
    if new is None:
        return written
    new = f"[{new}]" if inner.strip().startswith("[") else new
    return f"{written[0]}{new}{written[-1]}"


def _by_hand(path: str, what: str, ids: Mapping[str, str]) -> ArchhookError:
    told = ", ".join(f"{old} becomes {new}" for old, new in ids.items())
    return ArchhookError(
        f"{what} cannot be edited so that it says the same otherwise; nothing is written",
        path=path,
        fix=f"edit it by hand ({told}), then rename again",
    )
