"""`archhook mcp` in a process of its own, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import builtins
import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from helpers import synthetic
from helpers.cli import COMMAND, archhook
from helpers.example import KEPT, TYPO
from helpers.files import lay_out
from helpers.work import project
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from archhook.agents.bounded import tokens
from archhook.agents.mcp_tools import LIMIT
from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from helpers.git_repo import GitRepo

PAGED = {"tasks", "nodes", "tests", "importers", "reached", "findings", "exemptions", "weaker"}
"""The lists that an answer gives page by page; of these an empty one is said."""

NAMES = {"ready", "brief", "why", "impact", "find", "check"}


def talk(folder: Path, session: Callable[[Client], Awaitable[None]], *arguments: str, mode: str = "auto") -> None:
    """One session of a client with a server in a folder."""

    async def run() -> None:
        started = StdioServerParameters(
            command=COMMAND, args=["mcp", *arguments], cwd=str(folder), env={**os.environ, "PYTHONUNBUFFERED": "1"}
        )
        async with Client(stdio_client(started), mode=mode) as client:
            await session(client)

    asyncio.run(asyncio.wait_for(run(), 60))


async def text_of(client: Client, tool: str, **arguments: Any) -> str:
    """An answer that is no error, and short enough."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert len(result.content) == 1
    text: str = result.content[0].text  # type: ignore[union-attr]
    assert tokens(text) < LIMIT
    return text


async def answer(client: Client, tool: str, **arguments: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(await text_of(client, tool, **arguments))
    assert found["schema_version"] == 1
    assert nothing_in(found) == []
    return found


def size(document: dict[str, Any], key: str) -> int:
    listed = document.get(key, [])
    return sum(map(len, listed.values())) if isinstance(listed, dict) else len(listed)


def nothing_in(value: Any) -> list[str]:
    """The keys of a document under which nothing is said, and the totals of lists that are whole."""
    if isinstance(value, list):
        return [key for one in value for key in nothing_in(one)]
    if not isinstance(value, dict):
        return []
    empty = [key for key, one in value.items() if one in (None, {}) or (one == [] and key not in PAGED)]
    whole = [key for key, one in value.items() if key.endswith("_total") and one == size(value, key[: -len("_total")])]
    return [*empty, *whole, *(key for one in value.values() for key in nothing_in(one))]


async def refused(client: Client, tool: str, **arguments: Any) -> str:
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    text: str = result.content[0].text  # type: ignore[union-attr]
    return text


@pytest.fixture
def work(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo("work")
    made.commit(files=project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "planned"), 3: (2, "broken")}))
    return made


@pytest.mark.parametrize("mode", ["auto", pytest.param("legacy", marks=pytest.mark.slow)])
def test_the_tools_are_few_read_only_and_cheap(work: GitRepo, mode: str) -> None:
    async def session(client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert {tool.name for tool in listed} == NAMES
        assert len(listed) <= 6
        for tool in listed:
            assert tool.annotations is not None
            hints = tool.annotations
            assert (hints.read_only_hint, hints.destructive_hint, hints.open_world_hint) == (True, False, False)
            assert tool.description
        assert tokens(json.dumps([tool.model_dump(mode="json", exclude_none=True) for tool in listed])) < 2000
        assert client.server_info is not None
        assert (client.server_info.name, bool(client.instructions)) == ("archhook", True)

    talk(work.path, session, mode=mode)


def test_every_tool_answers(work: GitRepo) -> None:
    assert archhook(work.path, "claim", "T-3", "--as", "bob").returncode == 0

    async def session(client: Client) -> None:
        ready = await answer(client, "ready")
        assert [(one["id"], one["state"]) for one in ready["tasks"]] == [("T-2", "planned"), ("T-3", "broken")]
        assert [one.get("claim", {}).get("owner") for one in ready["tasks"]] == [None, "bob"]
        assert (ready["waiting"], "next_offset" in ready, "tasks_total" in ready) == (1, False, False)
        assert (await answer(client, "ready", waiting=True))["tasks"][2]["waits_for"] == ["D-2"]
        brief = await answer(client, "brief", subject="src/work3.py")
        assert (brief["node"]["id"], brief["claim"]["owner"]) == ("T-3", "bob")
        why = await answer(client, "why", subject="T-3")
        assert why["chains"] == [["I-1", "R-1", "D-1", "D-2", "T-3"]] or why["chains"] == [["I-1", "R-1", "D-2", "T-3"]]
        assert [one["relation"] for one in why["nodes"]][:2] == ["owner", "above"]
        impact = await answer(client, "impact", subjects=["D-2"])
        assert {"D-1", "D-2", "T-1", "T-2", "T-3", "R-1", "I-1"} <= {one["id"] for one in impact["reached"]}
        assert [key for key in impact if key in PAGED] == ["tests", "importers", "reached"]
        assert next(one for one in impact["reached"] if one["id"] == "D-1")["way"] == "requires D-2"
        assert (await answer(client, "impact", since="HEAD"))["reached"] == []
        found = await answer(client, "find", kind="task", text="WORK 2")
        assert [one["id"] for one in found["nodes"]] == ["T-2"]
        check = await answer(client, "check", path="src/work3.py")
        assert (check["ok"], check["errors"], check["warnings"], "baselined" in check) == (False, 2, 0, False)
        assert [one["code"] for one in check["findings"]] == ["INV403", "INV407"]
        assert [one["because"].split(" > ")[-1] for one in check["findings"]] == ["T-3", "T-3"]
        assert not {"name", "column", "kind", "node", "chains", "chains_total", "subject"} & set(check["findings"][0])

    talk(work.path, session)


def test_exemptions_are_listed_and_compared_with_where_the_branch_parted(work: GitRepo) -> None:
    work.run("checkout", "-q", "-b", "branch")
    work.commit("loosened", files={"archhook.toml": 'exclude = ["old/"] # goes\n'})

    async def session(client: Client) -> None:
        assert (await answer(client, "check"))["exemptions"] == 3
        found = await answer(client, "check", exempt="all")
        assert [(one["kind"], one.get("node")) for one in found["exemptions"]] == [
            ("exclude", None),
            ("planned", "T-1"),
            ("planned", "T-2"),
        ]
        assert found["exemptions"][0] == {
            "kind": "exclude", "what": "old/", "path": "archhook.toml", "line": 1, "reason": "goes", "holds_back": 0,
            "files": 0,
        }  # fmt: skip
        new = await answer(client, "check", exempt="main")
        assert [(one["what"], one["since"]) for one in new["exemptions"]] == [("old/", "new")]
        assert new["weaker"] == []
        assert "nothing" in await refused(client, "check", exempt="nothing")

    talk(work.path, session)


def test_answers_are_shorter_than_the_documents_of_the_commands(work: GitRepo) -> None:
    def document(*words: str) -> int:
        return len(archhook(work.path, *words, "--format", "json").stdout)

    async def session(client: Client) -> None:
        sizes = {
            "impact": (len(await text_of(client, "impact", subjects=["D-2"])), document("impact", "D-2"), 0.5),
            "check": (len(await text_of(client, "check")), document("check", "--untracked"), 0.7),
            "ready": (len(await text_of(client, "ready")), document("ready"), 0.8),
            "brief": (len(await text_of(client, "brief", subject="T-3")), document("brief", "T-3"), 0.7),
        }
        assert {tool for tool, (size, whole, most) in sizes.items() if size > most * whole} == set(), sizes

    talk(work.path, session)


def test_answers_say_what_lies_there_now(repo: GitRepo) -> None:
    async def session(client: Client) -> None:
        assert (await answer(client, "check"))["ok"]
        lay_out(repo.path, TYPO)
        assert [one["code"] for one in (await answer(client, "check"))["findings"]] == ["INV403", "INV407"]
        repo.write("src/new.py", "X = 1\n")  # git does not know it yet
        assert (await answer(client, "check"))["errors"] == 3
        ledger = KEPT["architecture.py"].replace("[I-1] People talk", "[I-1] Everybody talks")
        repo.write("architecture.py", ledger)
        assert len((await answer(client, "find", text="everybody"))["nodes"]) == 1
        repo.write("architecture.py", ledger + "class X(Task")
        for tool, arguments in (("check", {}), ("find", {}), ("ready", {}), ("brief", {"subject": "T-1"})):
            assert "architecture.py:" in await refused(client, tool, **arguments)  # an error, no stale answer
        repo.run("checkout", "-q", ".")
        (repo.path / "src/new.py").unlink()
        assert (await answer(client, "check"))["ok"]

    talk(repo.path, session)


@pytest.fixture
def repo(git_repo: Callable[..., GitRepo]) -> GitRepo:
    made = git_repo()
    made.commit(files=KEPT)
    return made


@pytest.mark.slow
def test_what_cannot_be_answered_is_an_error_with_a_way_out(work: GitRepo) -> None:
    async def session(client: Client) -> None:
        assert "did you mean" in await refused(client, "brief", subject="T-33")
        assert "no file of the snapshot" in await refused(client, "why", subject="x" * 100)
        assert len(await refused(client, "why", subject="x" * 4000)) < 2000
        unknown = await refused(client, "why", subject="src/no/such/thing.py")
        assert "`archhook list" in unknown
        assert "--untracked" not in unknown  # untracked files are seen already
        assert "no node answers for archhook.toml" in await refused(client, "brief", subject="archhook.toml")
        assert "is the ledger" in await refused(client, "impact", subjects=["architecture.py"])
        assert "either subjects or since" in await refused(client, "impact")
        assert "names no commit" in await refused(client, "impact", since="nowhere")
        assert "is no revision" in await refused(client, "impact", since="--output=x")
        for wrong in ({"offset": -1}, {"limit": 0}, {"limit": 10**6}, {"kind": "nonsense"}):
            (name,) = wrong
            said = await refused(client, "find", **wrong)
            assert said.startswith(f"find: {name}: Input should be ")
            assert "\n" not in said
            assert "http" not in said
        assert len((await answer(client, "ready"))["tasks"]) == 2  # it goes on

    talk(work.path, session)


def test_arguments_that_a_tool_does_not_take_are_refused(work: GitRepo) -> None:
    """Left out in silence, the answer would be one to another question."""

    async def session(client: Client) -> None:
        said = await refused(client, "find", query="retry")
        assert said == "find has no argument 'query'; it takes text, kind, offset, limit"
        said = await refused(client, "impact", target="D-1", subjects=["D-1"])
        assert said == "impact has no argument 'target'; it takes subjects, since, offset, limit"
        assert len(await refused(client, "check", **{"x" * 9000: 1, "y" * 9000: 2})) < 1000
        assert await refused(client, "brief") == "brief: subject: Field required"
        assert await refused(client, "nothing") == "Unknown tool: nothing"
        assert len((await answer(client, "ready"))["tasks"]) == 2

    talk(work.path, session)


@pytest.mark.slow
def test_pages_lead_through_all_there_is(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo()
    repo.commit(files={"architecture.py": synthetic.project(60)["architecture.py"]})

    async def session(client: Client) -> None:
        for tool, key, arguments in (
            ("find", "nodes", {}),
            ("check", "findings", {}),
            ("why", "nodes", {"subject": "I-0"}),
            ("impact", "reached", {"subjects": ["I-0"]}),
            ("ready", "tasks", {"waiting": True}),
        ):
            seen: list[str] = []
            totals: set[int] = set()
            offset: int | None = 0
            while offset is not None:
                page = await answer(client, tool, offset=offset, limit=200, **arguments)
                seen += [json.dumps(one, sort_keys=True) for one in page[key]]
                offset = page.get("next_offset")
                totals |= {page.get(f"{key}_total", len(seen))}
            assert {len(seen), len(set(seen))} == totals
            assert len(seen) > 50

    talk(repo.path, session)


@pytest.mark.slow
def test_answers_keep_to_the_tokens_asked_for(work: GitRepo) -> None:
    async def session(client: Client) -> None:
        for tool, arguments in (("check", {}), ("brief", {"subject": "T-3"}), ("why", {"subject": "I-1"})):
            assert tokens(await text_of(client, tool, **arguments)) <= 500

    talk(work.path, session, "--tokens", "500")


@pytest.mark.slow
def test_another_folder_can_be_named(work: GitRepo, tmp_path: Path) -> None:
    async def session(client: Client) -> None:
        assert len((await answer(client, "ready"))["tasks"]) == 2

    talk(tmp_path, session, "--root", str(work.path))


def test_nothing_but_the_protocol_is_printed(repo: GitRepo) -> None:
    (repo.path / ".git" / "archhook").write_text("no folder")  # a cache that cannot be used: a note elsewhere
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize"}
    hello["params"] = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    call = {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "check", "arguments": {}}}
    ready = {"jsonrpc": "2.0", "method": "notifications/initialized"}
    with subprocess.Popen([COMMAND, "mcp"], cwd=repo.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        lines = []
        for message in (hello, ready, call):
            server.stdin.write(json.dumps(message).encode() + b"\n")
            server.stdin.flush()
            if "id" in message:
                lines.append(json.loads(server.stdout.readline()))
        server.stdin.close()
        assert server.stdout.read() == b""
        assert server.wait(30) == 0
    assert [one["id"] for one in lines] == [1, 2]
    assert json.loads(lines[1]["result"]["content"][0]["text"])["ok"] is True


def test_without_the_extra_it_says_what_to_install(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *others: Any, **more: Any) -> Any:
        if name == "archhook.agents.mcp_server":
            raise ModuleNotFoundError("No module named 'mcp'", name="mcp")
        return real(name, *others, **more)

    monkeypatch.chdir(repo.path)
    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["mcp"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == (
        "archhook: archhook mcp needs the Model Context Protocol's SDK, version 2 or newer (No module named 'mcp')\n"
        "    fix: pip install 'archhook[mcp]'\n"
    )


def test_of_a_ledger_that_is_not_sound_every_answer_says_so(git_repo: Callable[..., GitRepo]) -> None:
    made = git_repo("unsound")
    made.commit(files=KEPT)
    asked = (("why", {"subject": "D-1"}), ("impact", {"subjects": ["D-1"]}), ("find", {}), ("ready", {}))

    async def session(client: Client) -> None:
        for judged in ("all", "ledger"):
            for tool, arguments in (*asked, ("check", {})):
                assert (await answer(client, tool, **arguments)).get("judged", "all") == judged
            made.write("architecture.py", KEPT["architecture.py"].replace("verifies = Broker", 'verifies = "D-99"', 1))

    talk(made.path, session)


EMPTY = (
    {"name": "check", "arguments": {"offset": 10**30}},
    {"name": "check", "arguments": {"path": "\ud800"}},
    {"name": "find", "arguments": {"text": "\ud800"}},
)
"""Parameters of calls to which the answer is: nothing."""

ODD = (
    [],
    "check",
    {"name": "brief", "arguments": {"subject": "T-\ud800"}},
    {"name": "why", "arguments": {"subject": "src/\udcff.py"}},
    {"name": "impact", "arguments": {"subjects": ["\udcff\ud800"]}},
    {"name": "impact", "arguments": {"since": "\ud800"}},
    {"name": "check", "arguments": {"exempt": "\ud800"}},
    {"name": "\ud800", "arguments": {}},
    {"name": "check", "arguments": {"\ud800": 1}},
    {"name": "check", "arguments": []},
    {"name": 5},
    {},
    {"name": "brief", "arguments": {"subject": "a\0b"}},
    {"name": "why", "arguments": {"subject": "a\0b"}},
    {"name": "impact", "arguments": {"since": "a\0b"}},
    {"name": "check", "arguments": {"exempt": "a\0b"}},
    *EMPTY,
)
"""Parameters of calls that no client should send."""


def test_every_request_gets_an_answer(repo: GitRepo) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "initialize"}
    hello["params"] = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    messages: list[Any] = [
        *({"id": number, "method": "tools/call", "params": params} for number, params in enumerate(ODD, 2)),
        {"id": 90, "method": "no/such"},
        {"id": 91, "method": "tools/list", "params": []},
        {"id": 92, "method": None},
        [{"id": 93, "method": "ping"}, {"id": 94, "method": "tools/call", "params": 5}],
    ]
    asked = {1, *range(2, 2 + len(ODD)), *range(90, 95)}
    with subprocess.Popen([COMMAND, "mcp"], cwd=repo.path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        answers: dict[object, dict[str, Any]] = {}
        for message in (hello, {"jsonrpc": "2.0", "method": "notifications/initialized"}, *messages):
            whole = {"jsonrpc": "2.0"} | message if isinstance(message, dict) else message
            server.stdin.write(json.dumps(whole).encode() + b"\n")
            server.stdin.flush()
            if message is hello:
                answers[1] = json.loads(server.stdout.readline())
        while answers.keys() != asked:  # the test's own limit of time ends it
            one = json.loads(server.stdout.readline())
            answers[one["id"]] = one
        server.stdin.close()
        assert server.wait(30) == 0
    invalid = {number for number, one in answers.items() if one.get("error", {}).get("code") == -32602}
    assert {2, 3, 94} <= invalid
    wrong = {number for number, one in answers.items() if "error" in one or one["result"].get("isError")}
    assert asked - {91} - wrong == {1, 93, *(2 + ODD.index(one) for one in EMPTY)}
    assert "T-\ufffd" in answers[4]["result"]["content"][0]["text"]
