"""What an agent must know before it works in a repository: rules, how to declare code, what to ask, how it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from archhook.agents.bounded import clip
from archhook.laws.catalogue import LAWS
from archhook.model.config import WORDS
from archhook.model.findings import LEDGER_FIRST
from archhook.model.nodes import PREFIXES, parts
from archhook.query.documents import answer_document
from archhook.report.text import count, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from archhook.agents.bounded import Room
    from archhook.query.architecture import Architecture

LIMIT = 1500
"""Tokens that it takes at the most, whatever the size of the ledger."""

RULES = (
    (
        "LED",
        "{ledger} is the plan that every commit is held to. It is read as source: literals, lists, simple constants.",
    ),
    (
        "TRC",
        "Chain: a Task implements a Design, which satisfies Requirements (or is required by one that does), which are"
        " derived from Intents. Each of them has something below it.",
    ),
    (
        "DEP",
        "A Design names the Designs that it builds on in `requires`; no circles, none of a higher `layer`, none that it"
        " `forbids` or that is not `visible_to` it. Real imports are held to that (DEP203): `archhook sync --requires`"
        " writes what they ask for. `interface` is what others import of it, `packages` what it imports.",
    ),
    ("CON", "Designs in `conflicts_with` are not in force together."),
    (
        "INV",
        "Every governed *.py file is the `file_path` of a Task, {symbols}; what is declared exists under that name.",
    ),
    (
        "TST",
        "Every test stands in a Test node. Each Design has a UnitTest and an IntegrationTest, each Requirement a"
        " SystemTest, each Intent a UserAcceptanceTest.",
    ),
    ("RES", "Resource figures stay within estimates and budgets."),
)
"""Family of laws -> what it asks for; said where one of the family is in force."""

LISTED = "and its {} classes, functions and globals stand in that Task's lists"
SYMBOLS = {
    "files": "or lies below a folder (`src/cache/`) that one names; its symbols need not be named",
    "module": LISTED.format("module-level"),
    "public": LISTED.format("public module-level"),
    "all": LISTED.format("(nested ones too)"),
}
"""Value of `symbols` -> what must be declared of a governed file."""

DECLARE = '''\
class SendMessage(Task):
    """[{task}] The client sends a message. Reasons go into the docstring."""
    implements = "{design}"          # a Design: its class or its id
    file_path = "src/client.py"
    classes = ["Client"]
    functions = ["send"]         # methods belong to their class
    globals = ["LIMIT"]
class SendsOnce(UnitTest):       # IntegrationTest, SystemTest, UserAcceptanceTest
    """[{test}] A message is sent once."""
    verifies = "{design}"
    test_file = "tests/test_client.py"
    test_functions = ["test_send"]   # or "*"
'''
"""How code and its test are declared."""

ALSO = 'Not written yet: `planned = True`, its Tests, too. Exempt, with a reason: `waives = {"TST506": "why"}`.'

COMMANDS = (
    ("ready", "archhook ready", "what there is to do, in order, and the tests that each Task owes"),
    ("brief", "archhook brief ID", "one node: why, constraints, files, symbols, tests, budget"),
    ("why", "archhook why PATH[:SYMBOL] | ID", "from code up to the goals"),
    ("impact", "archhook impact ID | PATH", "what a change reaches, and the tests to run"),
    ("whatif", "archhook whatif D-9 --requires D-2", "what follows from a Design, before it is built"),
    ("list", "archhook list", "all nodes"),
    ("claim", "archhook claim ID", "before you edit its file: others keep off; `archhook release ID` after"),
    ("check", "archhook check --untracked", "what is broken now"),
    ("sync", "archhook sync --untracked", "writes new, gone and moved code into the ledger's Tasks"),
    ("rule", "archhook rule CODE", "a law: why, how to mend it"),
)
"""(command, what to type, what it answers)."""

COMMIT = (
    "`git add` new files, then `archhook check --staged` until it is silent; the git hook checks the same.",
    "A finding says that code and ledger differ: mend what is wrong. A Design that changes says why in its docstring.",
    "Never `git commit --no-verify`; no waiver, deleted node or `exclude` just to be green.",
    "`archhook sync` takes `planned = True` off what is written. Once others have your commit, release your claims.",
)
"""What to do before a commit."""


def prime_of(architecture: Architecture, commands: Collection[str]) -> Callable[[Room], dict[str, Any]]:
    """The document, for any room. `commands`: those that this archhook has."""
    config, verdict = architecture.config, architecture.verdict
    severities = {law.code: law.severity for law in LAWS} | dict(config.severity)
    families = {code[:3] for code, severity in severities.items() if severity != "off"}
    ledger = architecture.ledger
    intents = architecture.ids("intent")
    names = {node_id: architecture.nodes[node_id].name for node_id in intents[:40]}
    next_ids = _next_ids(architecture)
    if config.new_ids == WORDS:
        next_ids |= {prefix: f"{prefix}-module.name" for prefix, kind in PREFIXES.items() if kind in ("task", "test")}
    codes = Counter(one.code for one in verdict.findings)
    changed = [f"{code} {to}" for code, to in config.severity]
    words = {"ledger": clip(architecture.snapshot.prefix + ledger[0], 120), "symbols": SYMBOLS[config.symbols]}

    def build(room: Room) -> dict[str, Any]:
        few = min(room.entries, 12)
        said = {
            "ledger": words["ledger"],
            "modules": len(ledger),
            "state": {
                "judged": verdict.judged,
                "errors": verdict.count("error"),
                "warnings": verdict.count("warning"),
                "codes": dict(codes.most_common(few)),
                "planned": verdict.planned,
                "waived": verdict.waived,
                "nodes": dict(verdict.nodes),
                "chains": verdict.chains,
            },
            "intents": [{"id": one, "name": clip(names[one], room.name)} for one in intents[:few]],
            "intents_total": len(intents),
            "rules": [text.format(**words) for family, text in RULES if family in families],
            "layers": [clip(layer, 60) for layer in config.layers[:few]],
            "severities": changed[:few],
            "tests": [clip(pattern, 60) for pattern in config.tests[:few]],
            "exclude": [clip(pattern, 60) for pattern in config.exclude[:few]],
            "declare": DECLARE.format(
                task=next_ids["T"], test=next_ids["UT"], design=next(iter(architecture.ids("design")[-1:]), "D-1")
            ),
            "also": ALSO,
            "next_ids": next_ids,
            "commands": [{"command": typed, "answers": what} for name, typed, what in COMMANDS if name in commands],
            "commit": list(COMMIT),
        }
        return answer_document("prime", architecture.snapshot, said)

    return build


def _next_ids(architecture: Architecture) -> dict[str, str]:
    """Prefix -> the id after the largest that the ledger has of it."""
    largest = dict.fromkeys(PREFIXES, 0)
    for node_id in architecture.ids(in_force=False):
        prefix, rest = parts(node_id)
        if prefix in largest and not rest.strip("0123456789."):
            largest[prefix] = max(largest[prefix], int(rest.partition(".")[0]))
    return {prefix: f"{prefix}-{number + 1}" for prefix, number in largest.items()}


def prime_text(document: dict[str, Any]) -> str:
    """The document in words, for the beginning of a session."""
    lines = [
        _governed(document),
        *(f"- {rule}" for rule in document["rules"]),
        *(f"- {title}: {', '.join(document[key])}" for key, title in _TITLES.items() if document[key]),
        "",
        "Declare code like this:",
        *document["declare"].splitlines(),
        document["also"],
        "Next ids: " + ", ".join(document["next_ids"].values()),
        "",
        *(f"{one['command']}: {one['answers']}" for one in document["commands"]),
        "",
        "Before a commit:",
        *(f"- {one}" for one in document["commit"]),
        "",
        _standing(document["state"]),
        *(f"Goal {intent['id']}: {intent['name']}" for intent in document["intents"]),
    ]
    more = document["intents_total"] - len(document["intents"])
    if more > 0:
        lines.append(f"... and {more} more goals: `archhook list --kind intent`")
    return "".join(f"{printable(line)}\n" for line in lines)


def prime_in_short(document: dict[str, Any]) -> str:
    """The least of it, for an agent that another one has started and given a task."""
    wanted = tuple(f"archhook {name}" for name in ("brief", "why", "check", "sync"))
    lines = [
        _governed(document),
        "Code is declared in it: files in Tasks, tests in Test nodes; `archhook prime` has the rules.",
        *(f"{one['command']}: {one['answers']}" for one in document["commands"] if one["command"].startswith(wanted)),
        *(f"- {one}" for one in document["commit"]),
        _standing(document["state"]),
    ]
    return "".join(f"{printable(line)}\n" for line in lines)


def _governed(document: dict[str, Any]) -> str:
    modules = f" and {document['modules'] - 1} more modules" if document["modules"] > 1 else ""
    return f"This repository is governed by its ledger, {document['ledger']}{modules}."


_TITLES = {
    "layers": "Layers, the highest first",
    "severities": "Laws with another severity here",
    "tests": "Test files",
    "exclude": "Not governed",
}


def _standing(state: dict[str, Any]) -> str:
    nodes = ", ".join(count(number, kind) for kind, number in state["nodes"].items())
    codes = ", ".join(f"{code} x{number}" for code, number in state["codes"].items())
    found = f"{count(state['errors'], 'error')}, {count(state['warnings'], 'warning')}"
    breaches = f"{found} ({codes})" if codes else found
    if state["judged"] == "ledger":
        breaches += f"; {LEDGER_FIRST}"
    return f"Now: {nodes}; {state['planned']} planned, {state['waived']} waived; {breaches}."
