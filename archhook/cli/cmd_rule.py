"""`archhook rule`."""

from __future__ import annotations

from archhook.cli.commands import COLOR, Command
from archhook.cli.console import deliver
from archhook.cli.question import FORMAT, OUTPUT, colors, wants_json
from archhook.errors import UsageError
from archhook.query.documents import answer_document
from archhook.report.json import as_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.laws.law import Law

COMMANDS = (
    Command(
        "rule",
        "list the laws, or explain one",
        (FORMAT, OUTPUT, COLOR),
        operands="CODE",
        most=1,
        examples=(
            ("rule", "all laws"),
            ("rule INV403", "one law: why, by example, how to mend it, how to be exempt"),
            ("rule missing-function", "the same by its name"),
            ("rule --format json", "all laws with all that is said of each, for a program"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Lists the laws, or explains the one that is named by code or by name."""
    from archhook.laws.catalogue import LAWS
    from archhook.laws.explained import EXPLAINED
    from archhook.query.rule_text import render_law, render_list, rule_document

    named = _law(invocation.operands[0]) if invocation.operands else None
    if wants_json(invocation):
        rules = [rule_document(law, EXPLAINED[law.code]) for law in ((named,) if named else LAWS)]
        text = as_line(answer_document("rules", None, {"rules": rules}))
    elif named:
        text = render_law(named, EXPLAINED[named.code], colors(invocation, environment))
    else:
        text = render_list(LAWS, colors(invocation, environment))
    deliver(text, invocation.value("--output"))
    return 0


def _law(word: str) -> Law:
    """The law that a code or a name means. UsageError, with what was probably meant."""
    from archhook.laws.catalogue import BY_CODE, LAWS
    from archhook.project.configuration import propose_law

    law = BY_CODE.get(word.upper()) or next((law for law in LAWS if law.name == word.lower()), None)
    if law is None:
        raise UsageError(f"there is no law {word!r}", fix=propose_law(word))
    return law
