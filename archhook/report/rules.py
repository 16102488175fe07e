"""Laws -> the text of `archhook rule`: the list of all, and the page of one."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

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


def render_law(law: Law, color: bool = False) -> str:
    """One law: when it is broken, why it exists, and the ways around it."""
    head = f"{law.code} {law.name}"
    head = f"{BOLD}{head}{RESET}" if color else head
    sections = [
        f"{head} ({law.severity})",
        _section("Broken when", law.summary),
        _section("Because", law.because),
        _section("Exemptions", _exemptions(law)),
    ]
    return "\n\n".join(sections) + "\n"


def _section(title: str, text: str) -> str:
    import textwrap

    options = {"initial_indent": "  ", "subsequent_indent": "  ", "break_long_words": False, "break_on_hyphens": False}
    return "\n".join([f"{title}:", *textwrap.wrap(text, WIDTH, **options)])  # type: ignore[arg-type]


def _exemptions(law: Law) -> str:
    if law.code == "LED001":
        return "none: a ledger that cannot be read cannot be judged."
    if law.severity == "off":
        return f'it is off unless [tool.archhook.severity] says {law.code} = "error" or "warning".'
    files = "`exclude` in [tool.archhook] leaves out files; " if law.scope == "file" else ""
    node = f'waives = {{"{law.code}": "the reason"}} in the class of a node exempts that node; '
    return (
        f"{'' if law.code in NODELESS else node}{files}"
        f'{law.code} = "warning" or "off" in [tool.archhook.severity] concerns the whole project.'
    )
