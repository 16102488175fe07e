"""Lines that the SDK would drop without an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from mcp.types import JSONRPCRequest, jsonrpc_message_adapter

from archhook.agents.mcp_input import answerable

CALL: dict[str, Any] = {"jsonrpc": "2.0", "id": 7, "method": "tools/call"}
DEEP = '{"a":' * 300 + "1" + "}" * 300


def line(**changes: Any) -> bytes:
    return json.dumps(CALL | changes).encode() + b"\n"


@pytest.mark.parametrize(
    "said",
    [
        line(params={"name": "check", "arguments": {}}),
        line(params=None),
        b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n',
        b'{"jsonrpc":"2.0","id":7,"result":{}}\n',
        b'{"jsonrpc":"2.0","id":7,"result":[]}\n',
        b'{"jsonrpc":"2.0","method":"notifications/cancelled","params":[]}\n',
        b"garbage\n",
        b"[]\n",
        b"7\n",
        b"\n",
        b"",
        b"[" * 100_000,
        line(id=None, params=[]),
        line(id=True, params=[]),
        line(id=[7], params=[]),
    ],
)
def test_what_is_read_already_or_asks_for_no_answer_stays(said: bytes) -> None:
    assert answerable(said) == said


@pytest.mark.parametrize(
    ("said", "method", "params"),
    [
        (line(params=[]), "tools/call", None),
        (line(params="x"), "tools/call", None),
        (line(params={"a": "T-\ud800"}), "tools/call", {"a": "T-\ufffd\ufffd\ufffd"}),
        (line(params={"a": "T"}).replace(b"T", b"\xff"), "tools/call", {"a": "\ufffd"}),
        (line(params={"a": "\U0001f600\ud83d"}), "tools/call", {"a": "\U0001f600\ufffd\ufffd\ufffd"}),
        (line(params={"a": 1}, jsonrpc="1.0"), "tools/call", {"a": 1}),
        (line(params={"a": 1}, method=5), "", {"a": 1}),
        (b'{"id": 7, "method": "ping"}', "ping", None),
        (b'{"id": 7}', "", None),
        (b"\xef\xbb\xbf" + line(params={"a": 1}), "tools/call", {"a": 1}),
        (line().replace(b"}", b', "params": ' + DEEP.encode() + b"}"), "tools/call", None),
    ],
)
def test_a_request_is_one_that_is_answered(said: bytes, method: str, params: object) -> None:
    made = answerable(said)
    assert made.endswith(b"\n")
    read = jsonrpc_message_adapter.validate_json(made, by_name=False)
    assert isinstance(read, JSONRPCRequest)
    assert (read.id, read.method, read.params) == (7, method, params)
    assert answerable(made) == made


def test_a_batch_is_its_messages() -> None:
    made = answerable(b"[" + line(params=[]) + b"," + line(id="x") + b', {"jsonrpc":"2.0","method":"n"}, 5]\n')
    assert [json.loads(one).get("id") for one in made.splitlines()[:3]] == [7, "x", None]
