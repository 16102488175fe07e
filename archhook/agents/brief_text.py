"""A brief's document in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator


def brief_text(document: dict[str, Any]) -> str:
    """The brief, a paragraph for each question; what there is nothing to say about is left out."""
    paragraphs = (
        _head(document),
        _section("why", _why(document), document["why_total"] - len(document["why"])),
        *(_section(f"design {design['id']}", _design(design), 0) for design in document["designs"]),
        _section("", iter(()), document["designs_total"] - len(document["designs"])),
        _section("where", _where(document), document["files_total"] - len(document["files"])),
        _section("may use", _usable(document), document["usable_total"] - sum(map(_lines, document["usable"]))),
        _section("tests", _tests(document), document["tests_total"] - len(document["tests"])),
        _section("owed once it is written", _owed(document), document["owed_total"] - len(document["owed"])),
        _section("exempt", _exempt(document), document["exempt_total"] - len(document["exempt"])),
        _section("findings", _findings(document), document["findings_total"] - len(document["findings"])),
        _section("then", _then(document), 0),
    )
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _section(title: str, lines: Iterator[str], more: int) -> str:
    body = [*lines, *([f"... and {more} more"] if more > 0 else [])]
    if not body:
        return ""
    return "".join(f"{line}\n" for line in ([title] if title else [])) + "".join(f"  {line}\n" for line in body)


def _head(document: dict[str, Any]) -> str:
    node = document["node"]
    kind = f"{node['level']} test" if node["level"] else node["kind"]
    lines = [f"{node['id']} {printable(node['name'])}", f"  {kind}, {node['state']}, {_place(node)}"]
    if node["kind"] != "design":  # a Design's stands in the paragraph of its constraints
        lines += [f"  {line}" for line in _doc(node["doc"])]
    if document["claim"]:
        claim = document["claim"]
        lines.append(f"  claimed by {printable(claim['owner'])} until {claim['until']}")
    return "".join(f"{line}\n" for line in lines)


def _place(node: dict[str, Any]) -> str:
    return f"{printable(node['path'])}:{node['line']}"


def _doc(doc: str | None) -> list[str]:
    """A docstring's lines that say something."""
    return [printable(line) for line in (doc or "").splitlines() if line.strip()]


def _why(document: dict[str, Any]) -> Iterator[str]:
    for chain in document["chains"]:
        yield " > ".join(chain)
    more = document["chains_total"] - len(document["chains"])
    if more:
        yield f"... and {more} more chains"
    for reason in document["why"]:
        yield f"{reason['id']} {printable(reason['name'])}"
        yield from (f"  {line}" for line in _doc(reason["doc"]))
        if reason["budget"]:
            yield f"  budget: {_figures(reason['budget'])}"


def _design(design: dict[str, Any]) -> Iterator[str]:
    yield printable(design["name"])
    yield from _doc(design["doc"])
    for required in design["requires"]:
        files = ", ".join(map(printable, required["files"])) or "no file"
        yield f"requires {required['id']} {printable(required['name'])}: {files}"
        if required["interface"] is not None:
            yield f"  import of it {_entries(required, 'interface', 'nothing')}"
    if design["requires_total"] > len(design["requires"]):
        yield f"... requires {design['requires_total']} Designs"
    for other in design["conflicts_with"]:
        yield f"conflicts with {other['id']} {printable(other['name'])}"
    for other in design["forbids"]:
        yield f"must not reach {other['id']} {printable(other['name'])}"
    if design["layer"]:
        yield f"layer: {printable(design['layer'])}"
    for field in ("interface", "packages", "exclusive_packages"):
        if design[field] is not None:
            yield f"{field.replace('_', ' ')}: {_entries(design, field, 'none')}"
    for field in ("estimated", "measured"):
        if design[field]:
            yield f"{field}: {_figures(design[field])}"


def _entries(design: dict[str, Any], field: str, none: str) -> str:
    more = design[f"{field}_total"] - len(design[field])
    return (", ".join(map(printable, design[field])) or none) + (f" and {more} more" if more else "")


def _figures(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in figures.items())


def _where(document: dict[str, Any]) -> Iterator[str]:
    for work in document["files"]:
        own = work["node"] == document["node"]["id"]
        yield printable(work["path"]) + ("" if own else f" ({work['node']})")
        for field, names in work["symbols"].items():
            yield f"  {field}: {', '.join(map(printable, names))}"
        more = work["symbols_total"] - sum(map(len, work["symbols"].values()))
        if more:
            yield f"  ... and {more} more symbols"


def _tests(document: dict[str, Any]) -> Iterator[str]:
    for test in document["tests"]:
        more = test["pytest_total"] - len(test["pytest"])
        paths = " ".join(map(printable, test["pytest"])) + (f" ... and {more} more" if more else "")
        planned = ", planned" if test["planned"] else ""
        yield f"{test['id']} ({test['level']}, of {test['verifies']}{planned}): {paths}"


def _lines(file: dict[str, Any]) -> int:
    return len(file["names"])


def _usable(document: dict[str, Any]) -> Iterator[str]:
    for file in document["usable"]:
        yield printable(file["path"])
        yield from (f"  {printable(line)}" for line in file["names"])


def _owed(document: dict[str, Any]) -> Iterator[str]:
    for one in document["owed"]:
        what = f"{one['level']} test of {one['node']}"
        told = [
            *([", ".join(one["planned"])] if one["planned"] else []),
            *([f"proved by hollow tests alone ({', '.join(one['hollow'])})"] if one["hollow"] else []),
        ]
        yield f"{what}: {'; '.join(told) or 'none is planned, write or plan one'}"


def _exempt(document: dict[str, Any]) -> Iterator[str]:
    for one in document["exempt"]:
        yield f"{one['kind']} {printable(one['what'])}" + (f": {printable(one['reason'])}" if one["reason"] else "")


def _findings(document: dict[str, Any]) -> Iterator[str]:
    for finding in document["findings"]:
        place = f"{printable(finding['path'])}:{finding['line']}"
        yield f"{place}: {finding['code']} {printable(finding['message'])}"
        if finding["fix"]:
            yield f"  fix: {printable(finding['fix'])}"


def _then(document: dict[str, Any]) -> Iterator[str]:
    node = document["node"]
    if node["kind"] not in ("task", "design", "test") or node["state"] == "out":
        return
    if not document["claim"]:
        yield f"archhook claim {node['id']}"
    if any(work["planned"] for work in document["files"]):
        what = "it and its tests are" if any(one["planned"] for one in document["owed"]) else "it is"
        yield f"once {what} written: `archhook sync --untracked` takes `planned = True` out of the ledger"
    yield "archhook check --untracked"
    yield f"archhook release {node['id']}"
