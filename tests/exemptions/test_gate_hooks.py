"""Which gates a configuration of pre-commit runs."""

from __future__ import annotations

import pytest

from archhook.cli.commands import COMMON
from archhook.exemptions.gate_exemptions import of_gates
from archhook.exemptions.gate_hooks import SWITCHES, VALUED, gates_of
from archhook.hooks.precommit_config import add_hooks

LOCAL = add_hooks("", "x")[0]
PUBLISHED = add_hooks("", "x", "https://example.com/archhook", "v1")[0]
WRITTEN = [
    add_hooks("", "x", repo, rev, sync=sync, config=config)[0]
    for repo, rev in (("local", ""), ("https://example.com/archhook", "v1"))
    for sync in (False, True)
    for config in ("", "services/shop/archhook.toml")
]


@pytest.mark.parametrize("text", [*WRITTEN, "repos: []\n", "", "# archhook\nrepos: []\n"])
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


@pytest.mark.parametrize("text", ["archhook: [", "archhook", "- archhook\n", "repos: archhook\n"])
def test_what_cannot_be_read_runs_nothing(text: str) -> None:
    assert gates_of(text) is None
    assert len(of_gates(None)) == 1


PASSES = "of which nothing tells that it judges"


@pytest.mark.parametrize(
    ("line", "key", "what"),
    [
        ("entry: echo hook pre-commit", "entry", f"runs `echo hook pre-commit`, {PASSES}"),
        ("entry: archhook hook pre-commit --help", "entry", f"runs `archhook hook pre-commit --help`, {PASSES}"),
        ("entry: archhook hook pre-commit; true", "entry", f"runs `archhook hook pre-commit; true`, {PASSES}"),
        ("entry: 'archhook hook pre-commit \"'", "entry", f'runs `archhook hook pre-commit "`, {PASSES}'),
        ("args: [--help]", "args", "is called with `--help`, with which it may judge nothing"),
        ("args: [--strict, -vh]", "args", "is called with `-vh`, with which it may judge nothing"),
        ("args: [--version]", "args", "is called with `--version`, with which it may judge nothing"),
        ("args: [--cache-dir=x]", "args", "is called with `--cache-dir=x`, with which it may judge nothing"),
        ("additional_dependencies: [./x]", "additional_dependencies", "is run beside other packages (./x)"),
        (
            "pass_filenames: true",
            "pass_filenames",
            "is handed names of files, and one like `--help` is an option (`pass_filenames`)",
        ),
        ("always_run: false", "always_run", "lets a commit pass that only deletes files (`always_run` is not true)"),
        ("stages: [pre-commit]", "stages", "does not run at merges: its stages (pre-commit) lack pre-merge-commit"),
    ],
)
def test_what_lets_commits_past_a_published_gate(line: str, key: str, what: str) -> None:
    text = PUBLISHED.replace("- id: archhook\n", f"- id: archhook\n        {line}\n", 1)
    (found,) = of_gates(gates_of(text))
    assert (found.what, found.line, found.subject) == (f"archhook {what}", 6, ("archhook", key))


@pytest.mark.parametrize(
    "line",
    [
        "entry: archhook hook pre-commit --strict",
        "entry: uv run archhook hook pre-commit",
        "args: [--strict, --config, --help, -qv, -o, x, --format=json, --color, never, --, --help]",
        "always_run: yes",
        "verbose: true",
        "language_version: python3.12",
        "additional_dependencies: ['archhook==2.1']",
    ],
)
def test_what_changes_nothing_of_a_gate(line: str) -> None:
    text = PUBLISHED.replace("- id: archhook\n", f"- id: archhook\n        {line}\n", 1)
    assert of_gates(gates_of(text)) == ()


@pytest.mark.parametrize("language", ["pygrep", "fail", "script", "docker_image", "node"])
def test_a_language_that_does_not_run_the_gate(language: str) -> None:
    (found,) = of_gates(gates_of(LOCAL.replace("language: system", f"language: {language}", 1)))
    said = f"its language is {language}, in which `archhook hook pre-commit` is not run"
    assert found.what == f"archhook never runs as a gate: {said}"


def test_filters_at_the_top_count_where_a_gate_need_not_run() -> None:
    text = PUBLISHED + "files: nothing\n"
    assert of_gates(gates_of(text)) == ()
    text = text.replace("- id: archhook\n", "- id: archhook\n        always_run: false\n", 1)
    (found,) = of_gates(gates_of(text))
    what = "archhook runs for some files only: `files` at the top holds for it (`always_run` is not true)"
    assert (found.what, found.line) == (what, text.count("\n"))


def test_what_a_service_skips() -> None:
    skip = "ci: {skip: [archhook]}\n"
    (found,) = of_gates(gates_of(PUBLISHED + skip))
    assert found.what == "archhook is skipped on pre-commit.ci (`ci.skip`)"
    assert of_gates(gates_of(LOCAL + skip)) == ()  # no program of the project is there


def test_a_gate_that_clones_do_not_get() -> None:
    text = PUBLISHED + "default_install_hook_types: [commit-msg]\n"
    (found,) = of_gates(gates_of(text))
    assert found.what == "archhook is not put in by `pre-commit install` (`default_install_hook_types`)"
    assert of_gates(gates_of(text.replace("commit-msg", "commit-msg, pre-commit"))) == ()


def test_each_project_has_a_gate_of_its_own() -> None:
    both = add_hooks("", "x", config="a/archhook.toml")[0] + LOCAL.replace("repos:\n", "")
    assert of_gates(gates_of(both)) == ()
    (found,) = of_gates(gates_of(both.replace("entry: archhook hook pre-commit", "entry: 'true'", 1)))
    assert found.what == "archhook of a/archhook.toml never runs as a gate: its entry is `true`"


def test_the_options_of_the_gate_are_known() -> None:
    names = {name for one in COMMON for name in (one.name, one.short) if name}
    assert names - {*SWITCHES, *VALUED} == {"--cache-dir"}
    assert {*SWITCHES, *VALUED} <= names
    assert {name for one in COMMON if one.value for name in (one.name, one.short) if name} - {"--cache-dir"} == {
        *VALUED
    }
