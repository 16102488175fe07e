"""The commands: what one is made of, those that judge, whose options every commit reads, where each of the others is.

Adding a command is one module with `COMMANDS` and a `run`, and one row of `OTHERS`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import NamedTuple
else:
    from archhook.records import NamedTuple


class Option(NamedTuple):
    """One option. Without `value`, the name of what it takes, it is a switch. Of one that is given more than once the
    last counts, or, with `many`, all do, joined by commas.
    """

    name: str
    summary: str
    value: str = ""
    short: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False  # may be given several times; else the last one counts


class Command(NamedTuple):
    """One command. `operands` names what it takes besides options; `most` says how many (-1: any number).

    `needed`: what is said where none is given, and what to do, of a command that does nothing without one.
    """

    name: str
    summary: str
    options: tuple[Option, ...] = ()
    operands: str = ""
    most: int = 0
    detail: str = ""
    alone: tuple[str, ...] = ()  # options of which one at most may be given
    examples: tuple[tuple[str, str], ...] = ()  # (what is typed after `archhook`, what it does)
    needed: tuple[str, str] = ("", "")


HELP = Option("--help", "show this help and exit", short="-h")
VERSION = Option("--version", "show the version and exit", short="-V")
COLOR = Option("--color", "colour the text: auto, always or never", "WHEN", choices=("auto", "always", "never"))
CONFIG = Option("--config", "the configuration file, a path in what is judged; its folder is the project", "PATH")
NO_CACHE = Option("--no-cache", "compute everything anew and remember nothing")
CACHE_DIR = Option("--cache-dir", "where the cache lies (else ARCHHOOK_CACHE_DIR, else git's own folder)", "DIR")
VERIFY_CACHE = Option("--verify-cache", "compute again whatever came from the cache; a difference is a bug (exit 3)")
CACHING = (NO_CACHE, CACHE_DIR, VERIFY_CACHE)
"""The options of whatever reads through the cache."""
QUIET = Option("--quiet", "no summary and no notes", short="-q")
REPORTS = ("json", "github", "sarif", "junit")
"""The formats of a verdict beside text: each is a module of report/."""
COMMON = (
    Option(
        "--format",
        "text, json, github (annotations), sarif or junit; text by itself, under GITHUB_ACTIONS github",
        "FORMAT",
        choices=("text", *REPORTS),
    ),
    Option("--output", "write the report to a file and not to standard output", "FILE", short="-o"),
    CONFIG,
    Option("--strict", "warnings fail, too"),
    *CACHING,
    Option("--verbose", "say what was rechecked, and why", short="-v"),
    QUIET,
    COLOR,
)

SOURCES = (
    Option("--staged", "judge the index: what `git commit` would record"),
    Option("--rev", "judge the tree of a commit", "REV"),
    Option("--merge", "judge the tree that git would make by merging REV into HEAD", "REV"),
    Option("--range", "judge each commit of A..B in turn", "A..B"),
    Option("--untracked", "judge the work tree with the files that git does not track yet, unless it ignores them"),
)
LAW = Option("--law", "count an exemption only where that revision has it, too", "REV")
JUDGING = (
    Command(
        "check",
        "judge the project: the tracked files as they lie in the work tree",
        (*SOURCES, LAW, *COMMON),
        operands="PATH",
        most=-1,
        alone=tuple(option.name for option in SOURCES),
        detail=(
            "Outside git, every file below the folder is judged. With paths, only what is found about these files and"
            " folders is shown; the exit code and the summary are those of the whole project.\n\n"
            "--merge touches neither the work tree nor the index. What neither side has by itself is said to be new in"
            " the merge. Where git finds conflicts the exit code is 2, and the files are named. No merge driver and no"
            " filter of the configuration runs; git's own, which `.gitattributes` name, do."
        ),
        examples=(
            ("check", "what would fail if all of it were committed"),
            ("check --staged", "what `git commit` would say"),
            ("check src", "the same, but show only what is found about this folder"),
            ("check --rev HEAD~1 -v", "the commit before this one, and what had to be looked at"),
            ("check --merge origin/main", "is what a merge would make in order, too?"),
            ("check --range origin/main..HEAD", "each commit of a branch, as CI does"),
            (
                "check --law origin/main",
                "the same law for the branch as for main: what it exempts itself does not count",
            ),
            ("check --format sarif -o archhook.sarif", "a report for GitHub's code scanning"),
        ),
    ),
    Command(
        "hook pre-commit",
        "the gate of a commit: judges the index, or the work tree under `pre-commit run`",
        COMMON,
        operands="ARGUMENT",
        most=-1,
        detail="Called by git and by pre-commit. GIT_INDEX_FILE tells that a commit is being made. Of one it is told\n"
        'which of its files another owner has claimed; `claims = "refuse"` in the configuration stops it (exit 1).',
        examples=(
            ("hook pre-commit", "as a hook calls it"),
            ("hook pre-commit --strict", "warnings stop a commit, too"),
        ),
    ),
    Command(
        "hook pre-push",
        "the gate of a push: judges every ref pushed to a shared branch",
        COMMON,
        operands="ARGUMENT",
        most=-1,
        detail="Called by git, with the refs on standard input, and by pre-commit, with the ref in its variables.",
        examples=(("hook pre-push origin https://example.com/till.git", "as git calls it"),),
    ),
)
"""The commands whose work is a verdict (cmd_check.py)."""

OTHERS = {
    "hook sync": "archhook.cli.cmd_hook_sync",
    "init": "archhook.cli.cmd_init",
    "install": "archhook.cli.cmd_install",
    "sync": "archhook.cli.cmd_sync",
    "detail": "archhook.cli.cmd_detail",
    "move": "archhook.cli.cmd_move",
    "split": "archhook.cli.cmd_split",
    "rename": "archhook.cli.cmd_rename",
    "baseline": "archhook.cli.cmd_baseline",
    "rule": "archhook.cli.cmd_rule",
    "why": "archhook.cli.cmd_why",
    "impact": "archhook.cli.cmd_impact",
    "whatif": "archhook.cli.cmd_whatif",
    "show": "archhook.cli.cmd_show",
    "list": "archhook.cli.cmd_list",
    "diff": "archhook.cli.cmd_diff",
    "exemptions": "archhook.cli.cmd_exemptions",
    "graph": "archhook.cli.cmd_graph",
    "report": "archhook.cli.cmd_report",
    "budget": "archhook.cli.cmd_budget",
    "measure": "archhook.cli.cmd_measure",
    "prime": "archhook.cli.cmd_prime",
    "brief": "archhook.cli.cmd_brief",
    "ready": "archhook.cli.cmd_ready",
    "claim": "archhook.cli.cmd_claim",
    "release": "archhook.cli.cmd_claim",
    "claims": "archhook.cli.cmd_claim",
    "agents install": "archhook.cli.cmd_agents",
    "agent-hook claude": "archhook.cli.cmd_agent_hook",
    "agent-hook codex": "archhook.cli.cmd_agent_hook",
    "agent-hook cursor": "archhook.cli.cmd_agent_hook",
    "agent-hook gemini": "archhook.cli.cmd_agent_hook",
    "agent-hook copilot": "archhook.cli.cmd_agent_hook",
    "mcp": "archhook.cli.cmd_mcp",
    "cache info": "archhook.cli.cmd_cache",
    "cache clear": "archhook.cli.cmd_cache",
}
"""Every other command -> the module that holds it, in the order in which help lists them."""

JUDGES = frozenset(command.name for command in JUDGING)
NAMES = (*(command.name for command in JUDGING), *OTHERS)
GROUPS = tuple(dict.fromkeys(name.split()[0] for name in NAMES if " " in name))


def find(name: str) -> Command | None:
    """The command of a name; None where there is none."""
    for command in JUDGING:
        if command.name == name:
            return command
    if name not in OTHERS:
        return None
    commands: tuple[Command, ...] = module_of(name).COMMANDS
    return next(command for command in commands if command.name == name)


def module_of(name: str) -> ModuleType:
    """The module that holds one of the other commands: COMMANDS, and `run(invocation, environment) -> exit code`."""
    return __import__(OTHERS[name], fromlist=["run"])  # importlib costs a millisecond more
