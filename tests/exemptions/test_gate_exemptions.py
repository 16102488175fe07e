"""What became of the gates that an older configuration of pre-commit runs."""

from __future__ import annotations

from archhook.exemptions.exemption import newer
from archhook.exemptions.gate_exemptions import of_gates, taken_out
from archhook.exemptions.gate_hooks import gates_of
from archhook.hooks.precommit_config import add_hooks

LOCAL = add_hooks("", "x")[0]
PUBLISHED = add_hooks("", "x", "https://example.com/archhook", "v1")[0]


def said(old: str, new: str) -> list[tuple[str, str]]:
    """All that is new or wider in a configuration."""
    was, now = gates_of(old), gates_of(new)
    return [(one.what, since) for one, since in (*newer(of_gates(was), of_gates(now)), *taken_out(was, now))]


def test_gates_that_are_taken_out() -> None:
    found = taken_out(gates_of(LOCAL), gates_of("repos: []\n"))
    assert [one.what for one, _ in found] == [
        "archhook is taken out of .pre-commit-config.yaml",
        "archhook-push is taken out of .pre-commit-config.yaml",
    ]
    assert taken_out(gates_of("repos: []\n"), gates_of("repos: []\n")) == ()
    assert taken_out(gates_of("repos: []\n"), gates_of(LOCAL)) == ()


def test_a_gate_that_runs_something_else_is_wider() -> None:
    other = LOCAL.replace("entry: archhook hook pre-commit", "entry: uv run archhook hook pre-commit")
    (found,) = taken_out(gates_of(LOCAL), gates_of(other))
    what = "archhook runs `uv run archhook hook pre-commit` now, and ran `archhook hook pre-commit`"
    assert (found[0].what, found[0].line, found[1]) == (
        what,
        other[: other.index("entry: uv")].count("\n") + 1,
        "wider",
    )
    assert taken_out(gates_of(other), gates_of(other)) == ()


def test_a_command_that_is_not_known_is_said_once_and_each_other_one_again() -> None:
    entry = "entry: archhook hook pre-commit"
    first, second = (LOCAL.replace(entry, f"entry: {word} hook pre-commit") for word in ("true", "echo"))
    what = "archhook runs `true hook pre-commit`, of which nothing tells that it judges"
    assert said(LOCAL, first) == [(what, "new")]
    assert said(first, second) == [
        ("archhook runs `echo hook pre-commit` now, and ran `true hook pre-commit`", "wider")
    ]
    assert said(first, LOCAL.replace("repos:\n", "repos:\n") + first.replace("repos:\n", "")) == []


def test_a_program_from_elsewhere_is_wider() -> None:
    for old, new, places in (
        (
            PUBLISHED,
            PUBLISHED.replace("example.com", "example.org"),
            "example.org/archhook now, and was from https://e",
        ),
        (LOCAL, PUBLISHED, "https://example.com/archhook now, and was from local"),
        (PUBLISHED, LOCAL, "local now, and was from https://example.com/archhook"),
    ):
        found = said(old, new)
        assert [since for _, since in found] == ["wider", "wider"]
        assert all(places in what for what, _ in found)
    assert said(PUBLISHED, PUBLISHED.replace("/archhook\n", "/archhook.git/\n", 1)) == []


def test_a_gate_of_one_of_two_projects_is_taken_out() -> None:
    other = add_hooks("", "x", config="a/archhook.toml")[0]
    assert said(LOCAL + other.replace("repos:\n", ""), LOCAL) == [
        ("archhook of a/archhook.toml is taken out of .pre-commit-config.yaml", "new"),
        ("archhook-push of a/archhook.toml is taken out of .pre-commit-config.yaml", "new"),
    ]
    assert said(LOCAL, other) == []  # judges another project: said as what makes the law weaker
