"""What a project has told its formatter and its linter: from the text of their configuration to a `Style`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.author.node_source import WIDTH, Style
from archhook.inventory.module_names import folder_of
from archhook.inventory.source_text import UTF8_MARK
from archhook.project.toml import loads

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILES = ("pyproject.toml", "ruff.toml", ".ruff.toml", ".pre-commit-config.yaml")
"""The files that tell."""

NARROWEST, WIDEST = 40, 320
MUTABLE_DEFAULT = "RUF012"


def style_files(read: Callable[[str], bytes | None], prefix: str = "") -> dict[str, bytes]:
    """Those of `FILES` that count for a project: each from its folder, else from the nearest one above that has it.

    `read`: the bytes of a file of the repository; `prefix`: the project's folder, "" or with a final slash.
    """
    found: dict[str, bytes] = {}
    while True:
        for name in FILES:
            source = read(prefix + name)
            if source is not None and (name != FILES[0] or {"ruff", "black"} & {*_table(_toml(source), "tool")}):
                found.setdefault(name, source)
        if not prefix:
            return found
        prefix = folder_of(prefix[:-1])


def style_of(files: Mapping[str, bytes]) -> Style:
    """The style of a project, from those of `FILES` that it holds.

    ruff's own order; black's line length counts where ruff sets none. What cannot be read sets nothing.
    """
    tools = _table(_toml(files.get("pyproject.toml", b"")), "tool")
    own = [_toml(files[name]) for name in (".ruff.toml", "ruff.toml") if name in files]
    ruff = own[0] if own else _table(tools, "ruff")
    widths = (table.get("line-length") for table in (ruff, _table(tools, "black")))
    width = next((width for width in widths if isinstance(width, int) and NARROWEST <= width <= WIDEST), WIDTH)
    lint = {**ruff, **_table(ruff, "lint")}  # what `lint` holds stood at the top in older versions
    used = bool(own) or "ruff" in tools or b"ruff" in files.get(".pre-commit-config.yaml", b"")
    return Style(
        width,
        "'" if _table(ruff, "format").get("quote-style") == "single" else '"',
        shielded=used and selected(MUTABLE_DEFAULT, lint),
        one_a_line=_table(lint, "isort").get("force-single-line") is True,
    )


def selected(rule: str, lint: Mapping[str, Any]) -> bool:
    """Whether ruff judges by a rule of its defaults: of what names it, the longest counts; `ignore` where even."""
    chosen = _longest(rule, lint, "select", "extend-select")
    if "select" not in lint:
        chosen = max(chosen, 0)
    return chosen > _longest(rule, lint, "ignore", "extend-ignore")


def _longest(rule: str, lint: Mapping[str, Any], *keys: str) -> int:
    """The length of the longest prefix of a rule in some lists; 0 for `ALL`, -1 where none is there."""
    lists = [lint.get(key) for key in keys]
    named = [one for many in lists if isinstance(many, list) for one in many if isinstance(one, str)]
    return max((0 if one == "ALL" else len(one) for one in named if one == "ALL" or rule.startswith(one)), default=-1)


def _table(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key)
    return value if isinstance(value, dict) else {}


def _toml(source: bytes) -> dict[str, Any]:
    try:
        return loads(source.removeprefix(UTF8_MARK).decode())
    except (ValueError, RecursionError):
        return {}
