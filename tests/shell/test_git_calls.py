"""The calls of git: folder, settings, variables, aliases."""

from __future__ import annotations

import pytest

from archhook.shell.git_calls import GitCall, git_calls
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings

AROUND = Surroundings("/w", "/home", lambda path: path in ("/w", "/w/a", "/w/.git"), lambda path: "")
ALIASES = {"ci": "commit", "two": "ci -v", "sh": "!git log", "loop": "loop", "q": 'commit -m "a b"', "bad": "commit 'x"}


def calls(text: str) -> list[GitCall]:
    found = git_calls(commands_of(text, AROUND).ran, AROUND, lambda folder: ALIASES)
    return [call for _, call in found if call is not None]


@pytest.mark.parametrize(
    ("text", "folder", "words"),
    [
        ("git commit -m x", "/w", "commit|-m|x"),
        ("git -C a -C b commit", "/w/a/b", "commit"),
        ("git -C /x commit", "/x", "commit"),
        ("git -C '' commit", "/w", "commit"),
        ("git -C $X commit", "?", "commit"),
        ("git -p --no-pager --bare -c a.b=c commit", "/w", "commit"),
        ("git --namespace x --exec-path=y log", "/w", "log"),
        ("git", "/w", ""),
        ("git --version", "/w", ""),
        ("git ci x", "/w", "commit|x"),
        ("git CI x", "/w", "commit|x"),
        ("git two x", "/w", "commit|-v|x"),
        ("git q x", "/w", "commit|-m|a b|x"),
        ("git bad", "/w", "?"),
        ("git loop", "/w", "loop"),
        ("cd a && git sh x", "/w", "log|x"),
        ("git -C a ci", "/w/a", "commit"),
        ("git -c alias.z='commit -n' z", "/w", "commit|-n"),
        ("git -c alias.commit=log commit", "/w", "commit"),
    ],
)
def test_folder_and_words(text: str, folder: str, words: str) -> None:
    (call,) = calls(text)
    told = "|".join((call.command, *call.words)) if call.words else call.command
    assert (call.folder.replace("\0", "?"), told.replace("\0", "?")) == (folder, words)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("git -c core.hooksPath=x commit", "x"),
        ("git -c Core.HooksPath commit", "true"),
        ("git -c core.hooksPath= commit", ""),
        ("GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=x git commit", "x"),
        ("GIT_CONFIG_COUNT=x git commit", None),
        ("GIT_CONFIG_PARAMETERS=\"'core.hookspath'='x'\" git commit", "x"),
        ("GIT_CONFIG_PARAMETERS=\"'core.hookspath=x'\" git commit", "x"),
        ("X=y git --config-env=core.hooksPath=X commit", "y"),
        ("git --config-env core.hooksPath=X commit", "\0"),
        ("git commit -c core.hooksPath=x", None),
    ],
)
def test_settings(text: str, value: str | None) -> None:
    assert calls(text)[-1].setting("core.hookspath") == value


def test_variables() -> None:
    (call,) = calls("GIT_INDEX_FILE=i git --git-dir x --work-tree=y commit")
    assert [call.variable(name) for name in ("GIT_INDEX_FILE", "GIT_DIR", "GIT_WORK_TREE", "GIT_X")] == [
        "i",
        "x",
        "y",
        "",
    ]


def test_an_alias_that_the_command_configures() -> None:
    assert [(call.command, call.alias) for call in calls("git config alias.z 'commit -n' && git z")] == [
        ("config", ""),
        ("commit", "z"),
    ]
