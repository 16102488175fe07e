"""`archhook whatif`."""

from __future__ import annotations

from archhook.cli.commands import Command, Option
from archhook.cli.question import ALONE, ASKING, answer, ask_revision, here
from archhook.errors import UsageError
from archhook.query.supposition import nodes_of, supposed_of
from archhook.query.whatif import cascade
from archhook.query.whatif_text import document, render

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture
    from archhook.query.supposition import Supposed
    from archhook.query.whatif import Cascade

    Answer = tuple[Cascade, Supposed | None]

COMMANDS = (
    Command(
        "whatif",
        "what follows if a Design requires more or satisfies more, or from the ledger as it is edited",
        (
            Option("--requires", "a Design that it requires, too; may be given several times", "NODE", many=True),
            Option("--satisfies", "a Requirement that it satisfies, too; likewise", "NODE", many=True),
            Option("--since", "without DESIGN: what to compare the ledger with, and not with HEAD", "REV"),
            *ASKING,
        ),
        operands="DESIGN",
        most=1,
        alone=ALONE,
        detail="DESIGN may be one that the ledger does not have yet. It comes into force, and so does each Design that "
        "it reaches along `requires`. Without DESIGN: what follows from what differs between HEAD and the ledger as it "
        "is edited.\n\n"
        "Told are the Designs that are pulled in, each with the way to it; conflicts, circles, breaches of layers and "
        "bans; figures before and after, with limit and head-room; Intents that become infeasible; Tasks and Tests "
        "owed; and whatever else `archhook check` would say (+), would no longer say (-), or would say in other "
        "words (~). Nothing is written, and the exit code is 0.\n\n"
        'JSON: {"kind": "whatif", "since", "asked": {"design", "requires", "satisfies"}, "changes": [{"id", "kind", '
        '"name", "state", "was", "added", "removed", "fields"}], "others", "pulled_in": [{"id", "name", "path", '
        '"comes_into_force"}], "conflicts": [{"designs", "intents", "because"}], "infeasible": [ids], "figures": '
        '[{"node", "kind", "field", "unit", "before", "after"}], "owed": [{"node", "what", "planned", "file"}], '
        '"intents": {id: name}, "findings": {"come", "changed", "gone"}}.',
        examples=(
            ("whatif D-9 --requires D-2 --satisfies R-5", "the cascade of a Design, before it is built"),
            ("whatif D-4", "what follows if a Design that was put aside comes into force"),
            ("whatif", "what follows from the ledger as it is edited"),
            ("whatif --since main", "what follows from the whole branch"),
        ),
    ),
)


def run(invocation: Invocation, environment: Mapping[str, str]) -> int:
    """Says what follows; 0 whatever that is."""
    design = "".join(invocation.operands)
    if not design and (invocation.on("--requires") or invocation.on("--satisfies")):
        raise UsageError(
            "--requires and --satisfies say something of a Design, and none is named",
            fix="name it: archhook whatif D-9 --requires D-2",
        )
    if design and invocation.on("--since"):
        raise UsageError("--since goes without a Design", fix=f"archhook whatif {design}, or archhook whatif --since")
    since = "" if design else invocation.value("--since", "HEAD")

    def question(seen: Architecture) -> Answer:
        if since:
            return ask_revision(invocation, environment, since, lambda old: (cascade(old, seen, of_links=True), None))
        asked = supposed_of(seen, design, invocation.each("--requires"), invocation.each("--satisfies"), here(seen))
        return cascade(seen, seen.supposing(nodes_of(seen, asked))), asked

    answer(
        invocation,
        environment,
        question,
        document=lambda found, snapshot: document(found[0], snapshot, found[1], since),
        render=lambda found, color: render(found[0], color),
    )
    return 0
