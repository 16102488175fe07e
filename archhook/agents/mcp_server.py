"""[I/O] The MCP server: tools that read, over standard input and output. Needs the extra `archhook[mcp]`.

Nothing is kept between two calls: each asks git what the work tree holds now, and the store for what is known of it,
so that no answer can be stale. What cannot be answered is an error. Answers are text, and that text is JSON, without
what there is nothing to say about: structured content beside it would be the same again, and cost the same again.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field, ValidationError

from archhook.agents import claim_store, mcp_tools
from archhook.agents.bounded import MOST, clip
from archhook.agents.claims import standing
from archhook.agents.mcp_tools import Page
from archhook.cache.cache import Store
from archhook.check.last_judged import code_of
from archhook.errors import ArchhookError, NoLedgerError, UsageError
from archhook.model.version import __version__
from archhook.query.architecture import ask, load
from archhook.query.changed import change_since
from archhook.query.exemption_answer import newer_answer, standing_answer
from archhook.query.loosened import parted
from archhook.report.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcp.server.mcpserver import Context
    from mcp.types import CallToolResult, InputRequiredResult

    from archhook.agents.claims import Claim
    from archhook.check.request import Request
    from archhook.query.architecture import Architecture
    from archhook.query.exemption_answer import Answer as Exempt
    from archhook.query.tests_to_run import Change

    Answer = TypeVar("Answer")

INSTRUCTIONS = (
    "archhook: the executable architecture of this repository. Every file, class, function and global belongs to a Task"
    " of the ledger, every Task to a Design, up to an Intent. Before you edit: `ready` for what there is to do, `brief`"
    " for one Task, `impact` for what a change reaches; `why` for any code. After: `check`. Say what you work on in the"
    " shell: `archhook claim ID`, `archhook release ID`. `archhook prime` prints the rules."
)
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
ERROR_LENGTH = 800
"""Characters of an error, and of what to do about it, at the most."""

ALL = "all"
"""Asks `check` for all exemptions; a revision for those that are new since."""

Offset = Annotated[int, Field(ge=0, description="skip so many entries: next_offset of the answer before")]
Limit = Annotated[int, Field(ge=1, le=MOST, description="entries at the most")]
Kind = Literal["", "intent", "requirement", "design", "task", "test"]
Subject = Annotated[
    str, Field(max_length=4096, description="T-7, src/x.py, src/x.py:name, src/x.py:42, tests/x.py::test_y")
]


class Tools:
    """The tools of one project. `request`: the work tree that is asked. `room_for`: tokens of an answer."""

    def __init__(self, request: Request, room_for: int) -> None:
        self._request = request
        self._room_for = room_for
        self._lock = threading.Lock()  # calls come in threads; git and the store are asked by one at a time

    def find(
        self,
        text: Annotated[str, Field(max_length=4096, description="words that all occur")] = "",
        kind: Kind = "",
        offset: Offset = 0,
        limit: Limit = 50,
    ) -> str:
        """Nodes of the architecture by words in their id, name, docstring, file or symbols, or all of a kind."""
        return self._asked(lambda seen: mcp_tools.find(seen, kind, text, self._page(offset, limit)))

    def brief(self, subject: Subject) -> str:
        """All to know before working on a node: why, its Design, what it may call, files, symbols, tests, findings."""
        return self._asked(lambda seen: mcp_tools.brief(seen, subject, self._claims(), self._room_for))

    def why(self, subject: Subject, offset: Offset = 0, limit: Limit = 50) -> str:
        """Why a file, symbol, line or node is there: the chain up to the goals, and what stands below it."""
        return self._asked(lambda seen: mcp_tools.why_is(seen, subject, self._page(offset, limit)))

    def impact(
        self,
        subjects: Annotated[list[Subject], Field(max_length=100, description="what changes")] = [],  # noqa: B006
        since: Annotated[str, Field(max_length=4096, description="or: what changed since this git revision")] = "",
        offset: Offset = 0,
        limit: Limit = 25,
    ) -> str:
        """Everything that a change reaches, and the tests to run (as pytest takes them)."""
        if bool(subjects) == bool(since):
            raise ToolError("impact needs either subjects or since, and not both")

        def question(seen: Architecture) -> str:
            change = self._since(since, seen) if since else mcp_tools.change_of_words(seen, subjects)
            return mcp_tools.impact_of(seen, change, self._page(offset, limit))

        return self._asked(question)

    def ready(
        self,
        waiting: Annotated[bool, Field(description="also Tasks that wait for a required Design")] = False,
        offset: Offset = 0,
        limit: Limit = 20,
    ) -> str:
        """What to do: Tasks planned or broken, in dependency order; the tests that each owes, who has claimed it."""
        return self._asked(lambda seen: mcp_tools.ready_tasks(seen, self._claims(), waiting, self._page(offset, limit)))

    def check(
        self,
        path: Annotated[str, Field(max_length=4096, description="only findings that concern this file")] = "",
        exempt: Annotated[
            str, Field(max_length=4096, description="'all': exemptions, too; a git revision: what is loosened since it")
        ] = "",
        offset: Offset = 0,
        limit: Limit = 20,
    ) -> str:
        """The verdict on the work tree, untracked files included: what is broken, why it matters, how to mend it."""

        def question(seen: Architecture) -> str:
            listed = standing_answer(seen) if exempt == ALL else self._loosened(exempt, seen) if exempt else None
            return mcp_tools.check(seen, path, self._page(offset, limit), listed)

        return self._asked(question)

    def _page(self, offset: int, limit: int) -> Page:
        return Page(offset, limit, self._room_for)

    def _asked(self, question: Callable[[Architecture], str]) -> str:
        with self._lock:
            try:
                return ask(self._request, question)
            except ArchhookError as error:
                raise ToolError(_error_text(error)) from None

    def _claims(self) -> tuple[Claim, ...]:
        from archhook.snapshot.git import Repo

        repo = Repo.open(self._request.cwd)
        if repo is None:
            return ()
        held, _ = claim_store.read_claims(claim_store.folder_of(repo.common_dir))
        return standing(held, claim_store.now())

    def _since(self, revision: str, seen: Architecture) -> Change:
        return self._compared(revision, lambda old: change_since(old, seen))

    def _loosened(self, revision: str, seen: Architecture) -> Exempt:
        base = parted(self._request, revision) or revision
        return self._compared(base, lambda old: newer_answer(old, seen, revision))

    def _compared(self, revision: str, question: Callable[[Architecture | None], Answer]) -> Answer:
        """The answer to a question about an older revision; it is asked of None where that had no ledger yet."""
        if revision.startswith("-"):
            raise UsageError(f"{revision!r} is no revision")
        try:
            was = load(self._request._replace(source="commit", rev=revision, untracked=False))
        except NoLedgerError:
            return question(None)
        with was as old:
            return question(old)


class _Server(MCPServer[object]):
    """A server that says in a line what is wrong with the arguments of a call, those that no tool has included."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[object, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        known = next((tool.input_schema["properties"] for tool in await self.list_tools() if tool.name == name), None)
        unknown = sorted(arguments.keys() - known.keys()) if known is not None else []
        if known is not None and unknown:
            raise ToolError(
                f"{name} has no argument {', '.join(clip(repr(one), ERROR_LENGTH // 4) for one in unknown[:3])}"
                f"; it takes {', '.join(known)}"
            )
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if isinstance(error.__cause__, ValidationError):
                raise ToolError(clip(f"{name}: {_wrong_arguments(error.__cause__)}", ERROR_LENGTH)) from None
            raise


def _wrong_arguments(error: ValidationError) -> str:
    """What is wrong with arguments: `subject: Field required`."""
    found = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in found)


def server(request: Request, room_for: int) -> MCPServer[object]:
    """The server of one project. What it finds is kept for the code that lies there now, while it still does."""
    code_of(Store(""))
    made = _Server("archhook", version=__version__, instructions=INSTRUCTIONS, log_level="WARNING", subscriptions=False)
    own = Tools(request, room_for)
    for tool in (own.ready, own.brief, own.why, own.impact, own.find, own.check):
        made.add_tool(tool, annotations=READ_ONLY, structured_output=False)
    return made


def _error_text(error: ArchhookError) -> str:
    """What, where, and what to do. A file's name may be no text; written as it is it would end the server."""
    place = ":".join([error.path, *(str(part) for part in (error.line, error.column) if part)]) if error.path else ""
    lines = [f"{place}: {error.message}" if place else error.message]
    if error.fix:
        lines.append(f"fix: {error.fix}")
    return "\n".join(clip(printable(part), ERROR_LENGTH) for line in lines for part in line.split("\n"))
