"""A table in TOML edited as text: what stood there stays, and what cannot be edited safely is refused."""

from __future__ import annotations

import tomllib

import pytest

from archhook.agents.setup.toml_text import TomlTextError, table_at, table_text, with_table, without_table

NAME = ("mcp_servers", "archhook")
VALUES: dict[str, str | list[str]] = {"command": "archhook", "args": ["mcp"]}
TABLE = table_text(NAME, VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# mine\nmodel = 'x' # why\n",
        "[mcp_servers.x]\ncommand = 'y'\n\n[z]\nk = [\n  1, # one\n]\n",
        "[mcp_servers]\nx.command = 'a'\n",
        "a = '''\n[mcp_servers.other]\n'''\n",
        "[features]\r\nhooks = true\r\n",
    ],
)
def test_a_table_is_put_at_the_end_and_comes_out_to_the_byte(text: str) -> None:
    more = with_table(text, NAME, VALUES)
    assert more.startswith(text)
    assert table_at(more, NAME) == VALUES
    assert with_table(more, NAME, VALUES) == more
    assert without_table(more, NAME) == text
    assert "\n" not in more.replace("\r\n", "") if "\r\n" in text else "\r" not in more


def test_a_text_without_an_end_of_line_has_none_again_without_the_table() -> None:
    assert with_table("a = 1", NAME, VALUES) == f"a = 1\n{TABLE}"
    assert without_table(f"a = 1\n{TABLE}", NAME) == "a = 1"
    assert without_table(f"a = 1\n{TABLE}[b]\n", NAME) == "a = 1\n[b]\n"


def test_an_older_table_is_replaced() -> None:
    old = "[ mcp_servers . 'archhook' ] # ours\ncommand = 'old'\nargs = ['mcp']\n\n[z]\nk = 1\n"
    new = with_table(old, NAME, VALUES)
    assert new == f"\n[z]\nk = 1\n\n{TABLE}"
    assert tomllib.loads(new) == {"z": {"k": 1}, "mcp_servers": {"archhook": VALUES}}


@pytest.mark.parametrize(
    "text",
    [
        "mcp_servers = {x = {command = 'a'}}\n",
        "mcp_servers = {archhook = {command = 'a'}}\n",
        "[mcp_servers]\narchhook.command = 'a'\n",
        "[mcp_servers.archhook]\ncommand = 'a'\n# why\nargs = []\n",
        "[mcp_servers.archhook]\ncommand = 'a'\nargs = [\n  'mcp',\n]\n",
        "[mcp_servers.archhook]\ncommand = 'a'\n[mcp_servers.archhook.env]\nA = '1'\n",
        "a = '''\n[mcp_servers.archhook]\n'''\n[mcp_servers.archhook]\ncommand = 'a'\n",
    ],
)
def test_what_cannot_be_edited_safely_is_refused(text: str) -> None:
    with pytest.raises(TomlTextError, match=r"`mcp_servers\.archhook`"):
        with_table(text, NAME, VALUES)


def test_what_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(TomlTextError) as caught:
        with_table("a = 1\nb = = 2\n", NAME, VALUES)
    assert (caught.value.line, caught.value.column) == (2, 5)
    with pytest.raises(TomlTextError) as caught:
        without_table("a = 1\nb = [", NAME)
    assert caught.value.line == 2


def test_what_is_not_there_is_not_taken_out() -> None:
    text = "[mcp_servers.other]\ncommand = 'a'\n"
    assert without_table(text, NAME) == text
    assert table_at(text, (*NAME, "command")) is None
