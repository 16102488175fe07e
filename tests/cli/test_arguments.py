"""Reading a command line, and the help rendered from the same table."""

from __future__ import annotations

import pytest

from archhook.cli.arguments import Invocation, read_arguments
from archhook.cli.commands import GROUPS, NAMES, find
from archhook.cli.help import WIDTH, render_help
from archhook.errors import UsageError


@pytest.mark.parametrize(
    ("argv", "command", "values", "operands"),
    [
        ("check", "check", {}, ()),
        ("check --staged -q", "check", {"--staged": "", "--quiet": ""}, ()),
        ("check -qv", "check", {"--quiet": "", "--verbose": ""}, ()),
        ("check -vo out.json", "check", {"--verbose": "", "--output": "out.json"}, ()),
        ("check -oout.json", "check", {"--output": "out.json"}, ()),
        ("check -o -", "check", {"--output": "-"}, ()),
        ("check --rev=HEAD~1", "check", {"--rev": "HEAD~1"}, ()),
        ("check --rev=-x=y", "check", {"--rev": "-x=y"}, ()),
        ("check --format text --format json", "check", {"--format": "json"}, ()),
        ("check --help", "check", {"--help": ""}, ()),
        ("check --staged --rev X src/a.py -h", "check", {"--staged": "", "--rev": "X", "--help": ""}, ("src/a.py",)),
        ("hook pre-commit", "hook pre-commit", {}, ()),
        ("hook pre-commit --strict a.py b.py", "hook pre-commit", {"--strict": ""}, ("a.py", "b.py")),
        ("hook pre-push -- -odd git@host:x.git", "hook pre-push", {}, ("-odd", "git@host:x.git")),
        ("hook --help", "hook", {"--help": ""}, ()),
        ("rule INV403", "rule", {}, ("INV403",)),
        ("cache clear", "cache clear", {}, ()),
        ("--version", "", {"--version": ""}, ()),
        ("-V", "", {"--version": ""}, ()),
        ("--help", "", {"--help": ""}, ()),
        ("-h check", "", {"--help": ""}, ()),
    ],
)
def test_a_command_line_is_read(argv: str, command: str, values: dict[str, str], operands: tuple[str, ...]) -> None:
    assert read_arguments(argv.split()) == Invocation(command, values, operands)


@pytest.mark.parametrize(
    ("argv", "message", "fix"),
    [
        ("", "no command given", "archhook check"),
        ("--strict check", "no command before the option --strict", "archhook check --strict"),
        ("chekc", "there is no command `chekc`", "did you mean `archhook check`?"),
        ("frobnicate", "there is no command `frobnicate`", "archhook --help"),
        ("frobnicate", "there is no command `frobnicate`", "archhook --help"),
        ("help", "there is no command `help`", "write `archhook --help`"),
        ("help check", "there is no command `help`", "write `archhook check --help`"),
        ("help cache info", "there is no command `help`", "write `archhook cache info --help`"),
        ("version", "there is no command `version`", "write `archhook --version`"),
        ("hook", "`hook` alone is no command", "hook pre-commit, hook pre-push"),
        ("hook precommit", "there is no command `hook precommit`", "did you mean `archhook hook pre-commit`?"),
        ("hook post-commit", "there is no command `hook post-commit`", "did you mean `archhook hook pre-commit`?"),
        ("check --stagd", "has no option --stagd", "did you mean --staged?"),
        ("check --stagd=yes", "has no option --stagd", "did you mean --staged?"),
        ("check -x", "has no option -x", "archhook check --help"),
        ("check -qx", "has no option -x", "archhook check --help"),
        ("rule --staged", "`archhook rule` has no option --staged", "archhook rule --help"),
        ("check --staged=yes", "--staged takes no value", "archhook check --staged"),
        ("check --rev", "--rev needs a value", "--rev REV"),
        ("check --rev --strict", "--rev needs a value", "--rev REV"),
        ("check --rev=", "--rev is given an empty value", "--rev REV"),
        ("check --format jsn", "--format cannot be 'jsn'", "did you mean --format json?"),
        ("check --format html", "--format cannot be 'html'", "text, json, github, sarif, junit"),
        ("check --color sometimes", "--color cannot be 'sometimes'", "auto, always, never"),
        ("check --staged --rev HEAD", "--staged and --rev exclude each other", "give --staged or --rev"),
        ("check --staged --untracked", "--staged and --untracked exclude each other", ""),
        ("rule INV403 INV404", "does not take the argument 'INV404'", "archhook rule --help"),
    ],
)
def test_a_wrong_command_line_is_refused_with_what_to_write(argv: str, message: str, fix: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_arguments(argv.split())
    assert message in caught.value.message
    assert fix in caught.value.fix


def test_an_invocation_gives_defaults_for_what_was_not_given() -> None:
    invocation = read_arguments(["check", "--rev", "HEAD", "--strict"])
    assert (invocation.on("--strict"), invocation.on("--staged")) == (True, False)
    assert (invocation.value("--rev"), invocation.value("--format", "text")) == ("HEAD", "text")


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_a_command_names_every_option_and_fits_a_terminal(name: str) -> None:
    text = render_help(name)
    assert text.startswith(f"usage: archhook {name} [options]")
    command = find(name)
    assert command is not None
    for option in command.options:
        assert f"{option.name} {option.value}".rstrip() in text
    assert max(map(len, text.splitlines())) <= WIDTH


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("detail", "symbols|files|folders [DESIGN ...]"),
        ("move", "ID|PATH... NODE"),
        ("rename", "OLD NEW"),
        ("check", "[PATH ...]"),
        ("why", "ID|PATH[:SYMBOL|:LINE]|NAME ..."),
        ("measure", "[-- COMMAND ...]"),
        ("split", "DESIGN"),
    ],
)
def test_the_usage_says_what_may_be_many(name: str, usage: str) -> None:
    assert render_help(name).splitlines()[0] == f"usage: archhook {name} [options] {usage}"


@pytest.mark.parametrize("name", NAMES)
def test_no_column_is_narrow(name: str) -> None:
    """A text beside a long name is read; words one below the other are not."""
    wrapped = [line for line in render_help(name).splitlines() if line.startswith(" " * 12)]
    assert not [line for line in wrapped if len(line) - len(line.lstrip()) > WIDTH - 30]
    assert not [line for line in render_help(name).splitlines() if line != line.rstrip()]


@pytest.mark.parametrize(("group", "others"), [("", ()), *((group, ("check",)) for group in GROUPS)])
def test_an_overview_names_its_commands(group: str, others: tuple[str, ...]) -> None:
    text = render_help(group)
    rows = {line.strip().split("  ")[0] for line in text.splitlines() if line.startswith("  ")}
    assert {name for name in NAMES if not group or name.startswith(f"{group} ")} <= rows
    assert not rows & set(others)


def test_the_overview_explains_the_exit_codes() -> None:
    assert "  130  interrupted\n" in render_help("")


def test_no_command_has_two_options_of_one_name() -> None:
    for command in map(find, NAMES):
        assert command is not None
        names = [name for option in command.options for name in (option.name, option.short) if name]
        assert len(names) == len(set(names)), command.name


@pytest.mark.parametrize("name", [name for name in NAMES if (found := find(name)) and found.most])
def test_an_empty_argument_is_refused_by_whatever_takes_one(name: str) -> None:
    command = find(name)
    assert command is not None
    argv = [*name.split(), "--", "a", ""]
    if command.operands in ("ARGUMENT", "-- COMMAND"):
        assert read_arguments(argv).operands == ("a", "")
        return
    with pytest.raises(UsageError, match=f"`archhook {name}` is given an empty argument"):
        read_arguments(argv)
