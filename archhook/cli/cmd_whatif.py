"""`archhook whatif`."""

from __future__ import annotations

from archhook.cli.commands import Command, Option
from archhook.cli.question import ALONE, ASKING, answer, ask_revision, here
from archhook.errors import UsageError
from archhook.query.documents import answer_document
from archhook.query.supposition import nodes_of, supposed_of
from archhook.query.whatif import cascade
from archhook.query.whatif_document import document
from archhook.query.whatif_text import render
from archhook.report.json import snapshot_document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from archhook.cli.arguments import Invocation
    from archhook.query.architecture import Architecture, Snapshot
    from archhook.query.supposition import Supposed
    from archhook.query.whatif import Cascade

    Answer = tuple[Cascade, Supposed | None, Snapshot | None]
    """What follows; what was supposed; the snapshot that was compared with, None where it held no ledger."""

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
        "bans; figures before and after, with limit and head-room (- where nothing adds up); Intents that become "
        "infeasible; Tasks and Tests owed; and whatever else `archhook check` would say (+), would no longer say (-), "
        "or would say in other words (~). Nothing is written, and the exit code is 0.\n\n"
        'With --format json one document: {"schema_version": 1, "kind": "whatif", ...} with the keys\n'
        "  judged      all, or ledger where one of the ledgers is not sound and little is known\n"
        "  asked       {design, requires, satisfies}, or null\n"
        "  since       the revision compared with, or null; since_snapshot: which tree that is\n"
        "  changes     [{id, kind, name, state, was, added, removed, fields}] of Intents, Requirements and\n"
        "              Designs; state: new, gone, into force, out of force, renamed or changed; added and\n"
        "              removed: links by field; others: how many Tasks and Tests differ, by kind\n"
        "  pulled_in   [{id, name, path, comes_into_force}]\n"
        "  conflicts   [{designs: [2 ids], intents: [ids, ids], because: [lines]}]\n"
        "  infeasible  ids of Requirements and Intents\n"
        "  figures     [{node, kind, field, unit, before, after}]; before and after: null, or\n"
        "              {roll_up, measured, budget, head_room, findings} as in `archhook budget`\n"
        "  owed        [{node, what, planned, file}]; what: task, or the level of a Test; planned: the\n"
        "              node that plans it, or null\n"
        "  intents     id -> name of the Intents spoken of\n"
        "  findings    {come, changed, gone}: findings as in a verdict, without their places",
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
        def compared(old: Architecture | None) -> Answer:
            return cascade(old, seen, of_links=True), None, old.snapshot if old else None

        if since:
            return ask_revision(invocation, environment, since, compared)
        asked = supposed_of(seen, design, invocation.each("--requires"), invocation.each("--satisfies"), here(seen))
        return cascade(seen, seen.supposing(nodes_of(seen, asked)), asked.design), asked, None

    def told(found: Answer, snapshot: Snapshot) -> dict[str, Any]:
        old = found[2]
        between = {"since": since or None, "since_snapshot": snapshot_document(old.source, old.tree) if old else None}
        return answer_document("whatif", snapshot, between | document(found[0], found[1]))

    answer(
        invocation,
        environment,
        question,
        document=told,
        render=lambda found, color: render(found[0], color),
    )
    return 0
