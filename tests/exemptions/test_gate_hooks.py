"""Which gates a configuration of pre-commit runs."""

from __future__ import annotations

import pytest

from archhook.exemptions.gate_hooks import gates_of, of_gates, taken_out
from archhook.hooks.precommit_config import add_hooks

LOCAL = add_hooks("", "x")[0]
PUBLISHED = add_hooks("", "x", "https://example.com/archhook", "v1")[0]


@pytest.mark.parametrize("text", [LOCAL, PUBLISHED, "repos: []\n", "", "# archhook\nrepos: []\n"])
def test_what_install_writes_exempts_nothing(text: str) -> None:
    assert of_gates(gates_of(text)) == ()


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("stages: [pre-commit, pre-merge-commit, manual]", "stages: [manual]", "its stages (manual) lack pre-commit"),
        ("always_run: true", "files: ^docs/", "it runs for some files only (files)"),
        ("entry: archhook hook pre-commit", "entry: 'true'", "its entry is `true`"),
        ("entry: archhook hook pre-commit", "entry: true", "its entry is `true`"),
    ],
)
def test_a_gate_that_never_runs(old: str, new: str, why: str) -> None:
    assert old in LOCAL
    line = next(number for number, text in enumerate(LOCAL.split("\n"), 1) if old in text)
    (found,) = of_gates(gates_of(LOCAL.replace(old, new, 1)))
    assert (found.what, found.line) == (f"archhook never runs as a gate: {why}", line)


def test_stages_of_old_names_and_of_the_whole_file_count() -> None:
    text = LOCAL.replace("stages: [pre-push]", "stages: [push]")
    assert of_gates(gates_of(text)) == ()
    text = text.replace("        stages: [push]\n", "")
    assert of_gates(gates_of(text)) == ()
    (found,) = of_gates(gates_of(text + "default_stages: [pre-commit]\n"))
    assert found.subject == ("archhook-push",)


def test_a_published_hook_may_have_filters_it_runs_all_the_same() -> None:
    text = PUBLISHED.replace("- id: archhook\n", "- id: archhook\n        files: ^docs/\n", 1)
    assert of_gates(gates_of(text)) == ()
    (found,) = of_gates(gates_of(text.replace("files: ^docs/\n", "files: ^docs/\n        always_run: false\n", 1)))
    assert found.subject == ("archhook",)


def test_a_second_hook_of_the_same_id_that_runs_is_enough() -> None:
    again = LOCAL.replace("repos:\n", "")
    assert of_gates(gates_of(LOCAL.replace("stages: [pre-push]", "stages: [manual]") + again)) == ()


def test_gates_that_are_taken_out() -> None:
    found = taken_out(gates_of(LOCAL), gates_of("repos: []\n"))
    assert [one.what for one, _ in found] == [
        "archhook is taken out of .pre-commit-config.yaml",
        "archhook-push is taken out of .pre-commit-config.yaml",
    ]
    assert taken_out(gates_of("repos: []\n"), gates_of("repos: []\n")) == ()
    assert taken_out(gates_of(LOCAL), gates_of(PUBLISHED)) == ()
    assert taken_out(gates_of("repos: []\n"), gates_of(LOCAL)) == ()


def test_a_gate_that_runs_something_else_is_wider() -> None:
    other = LOCAL.replace("entry: archhook hook pre-commit", "entry: echo archhook hook pre-commit")
    assert of_gates(gates_of(other)) == ()
    (found,) = taken_out(gates_of(LOCAL), gates_of(other))
    what = "archhook runs `echo archhook hook pre-commit` now, and ran `archhook hook pre-commit`"
    assert (found[0].what, found[0].line, found[1]) == (
        what,
        other[: other.index("entry: echo")].count("\n") + 1,
        "wider",
    )
    assert taken_out(gates_of(other), gates_of(other)) == ()


@pytest.mark.parametrize("text", ["archhook: [", "archhook", "- archhook\n", "repos: archhook\n"])
def test_what_cannot_be_read_runs_nothing(text: str) -> None:
    assert gates_of(text) is None
    assert len(of_gates(None)) == 1
