"""Laws -> what `archhook rule` says: the list of all and the page of one as text, and both for JSON."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from archhook.laws.explained import Explained, Piece
    from archhook.laws.law import Law

WIDTH = 100
NODELESS = ("INV405", "TST503")
"""The laws whose findings concern no node, so that none can be exempted."""

BOLD, RESET = "\x1b[1m", "\x1b[0m"


def render_list(laws: Sequence[Law], color: bool = False) -> str:
    """All laws: code, severity, name and when each is broken."""
    import textwrap

    widest = max((len(law.name) for law in laws), default=0)
    left = len("LED001  warning  ") + widest + 2
    lines = []
    for law in laws:
        first, *others = textwrap.wrap(law.summary, max(WIDTH - left, 30))
        code = f"{BOLD}{law.code}{RESET}" if color else law.code
        lines.append(f"{code}  {law.severity:<7}  {law.name:<{widest}}  {first}")
        lines += [" " * left + other for other in others]
    return "\n".join([*lines, "", "`archhook rule CODE` explains one of them.", ""])


def render_law(law: Law, explained: Explained, color: bool = False) -> str:
    """One law: when it is broken, why it exists, by example, how to mend a breach, and the ways around it."""
    head = f"{law.code} {law.name}"
    head = f"{BOLD}{head}{RESET}" if color else head
    sections = [
        f"{head} ({law.severity})",
        _section("Broken when", law.summary),
        _section("Because", law.because),
        _example("Broken", explained.broken),
        _example("Kept", explained.kept),
        _section("To mend it", explained.mend),
        "\n".join(["Exemptions:", *(line for text in _exemptions(law) for line in _wrapped(text, "  - ", "    "))]),
    ]
    return "\n\n".join(sections) + "\n"


def rule_document(law: Law, explained: Explained) -> dict[str, Any]:
    """One law for JSON: all that its page says. `severity` is the default; the configuration may have another."""
    return {
        "code": law.code,
        "name": law.name,
        "severity": law.severity,
        "summary": law.summary,
        "because": law.because,
        "broken": [_piece(piece) for piece in explained.broken],
        "kept": [_piece(piece) for piece in explained.kept],
        "mend": explained.mend,
        "exemptions": list(_exemptions(law)),
    }


def _piece(piece: Piece) -> dict[str, Any]:
    return {"path": piece.path, "within": piece.within or None, "text": piece.text}


def _section(title: str, text: str) -> str:
    return "\n".join([f"{title}:", *_wrapped(text, "  ", "  ")])


def _wrapped(text: str, first: str, others: str) -> list[str]:
    import textwrap

    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )


def _example(title: str, pieces: Sequence[Piece]) -> str:
    """The pieces of an example, each below the name of its file."""
    lines = [f"{title}:"]
    for piece in pieces:
        lines.append(f"  {piece.path}")
        body = piece.text.rstrip("\n").split("\n")
        lines += [f"    {line}".rstrip() for line in ([piece.within, "    ..."] if piece.within else []) + body]
    return "\n".join(lines)


_SEVERITY = "[tool.archhook.severity] of pyproject.toml ([severity] of archhook.toml)"


def _exemptions(law: Law) -> tuple[str, ...]:
    """The ways around a law, in the order in which they are applied."""
    if law.code == "LED001":
        return ("none: a ledger that cannot be read cannot be judged.",)
    whole = f'{law.code} = "warning" or "off" in {_SEVERITY} concerns the whole project.'
    if law.severity == "off":
        whole = f'it is off unless {_SEVERITY} says {law.code} = "error" or "warning".'
    if law.code == "LED006":
        return (whole,)
    node = f'waives = {{"{law.code}": "the reason"}} in the class of a node exempts that node.'
    return (
        whole,
        *(("`exclude` in the configuration leaves out files.",) if law.scope == "file" else ()),
        *(() if law.code in NODELESS else (node,)),
        f"`# archhook: ignore[{law.code}] the reason` on the line of the finding exempts that line, on line 1 of a "
        "file all of it.",
        f'`archhook baseline --accept {law.code} --because "the reason"` freezes what stands today.',
    )
