"""`archhook agents install`: files that agents read, with our entries and without, and nothing else changed."""

from __future__ import annotations

import json
import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from helpers.cli import said

from archhook.agents.setup.agent_files import files_of
from archhook.agents.setup.agent_table import AGENTS, NAMES
from archhook.atomic import replace_file

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.git_repo import GitRepo

CLAUDE = """\
{
    // what the team agreed on
    "permissions": {"allow": ["Bash(ls:*)"]},
    "hooks": {
        "PostToolUse": [
            {"matcher": "Edit", "hooks": [{"type": "command", "command": "ruff format"}]}
        ],
        "Stop": []
    },
}
"""
CODEX = "# mine\nmodel = 'x'\n\n[mcp_servers.other]\ncommand = 'other'\nargs = [\n  'a', # why\n]\n"
KEPT = {
    ".claude/settings.json": CLAUDE,
    ".mcp.json": '{"mcpServers": {"other": {"command": "other"}}}\n',
    ".codex/hooks.json": '{\n\t"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "x"}]}]}\n}\n',
    ".codex/config.toml": CODEX,
    ".cursor/hooks.json": '{"version": 1, "hooks": {"stop": [{"command": "x"}]}}\n',
    ".cursor/mcp.json": '{\r\n  "mcpServers": {\r\n    "other": {"url": "https://example.com"}\r\n  }\r\n}\r\n',
    ".gemini/settings.json": '{\n  "theme": "Dark", // mine\n  "hooks": {"X": [{"hooks": [{"command": "x"}]}]}\n}\n',
    "GEMINI.md": "# Rules\n",
    "AGENTS.md": "# Rules\n\nBe kind.\n",
    ".github/hooks/archhook.json": '{"version": 1, "hooks": {"Stop": [{"type": "command", "bash": "x"}]}}\n',
}
"""Files that people have written before."""


def texts(root: Path) -> dict[str, str]:
    """Every file of a project but those of git."""
    paths = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in paths}


@pytest.fixture
def project(scratch: GitRepo) -> GitRepo:
    """A project that has no file of any agent."""
    scratch.run("rm", "-rq", ".")
    return scratch


@pytest.mark.parametrize("name", NAMES)
def test_what_an_agent_reads_is_written_once_and_taken_out_to_the_last_file(
    project: GitRepo, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    agent = next(one for one in AGENTS if one.name == name)
    before = texts(project.path)
    code, out, err = said(capsys, "agents", "install", name)
    assert (code, out) == (0, "")
    written = texts(project.path)
    assert set(written) - set(before) == set(files_of(agent))
    for path in files_of(agent):
        assert f"archhook: {path} written\n" in err
        assert written[path].endswith("\n")
    assert written[agent.hooks_file].count(f"archhook agent-hook {name}") >= len(agent.hooks)
    code, _, err = said(capsys, "agents", "install", name)
    assert (code, err.splitlines()[0], texts(project.path)) == (0, "archhook: nothing to change", written)
    assert said(capsys, "agents", "install", name, "--remove")[0] == 0
    assert texts(project.path) == before
    assert not (project.path / files_of(agent)[0]).parent.exists()
    assert said(capsys, "agents", "install", name, "--remove")[::2] == (0, "archhook: nothing to change\n")


def test_what_stands_is_kept_to_the_byte(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for path, text in KEPT.items():
        project.write(path, "")
        (project.path / path).write_bytes(text.encode())
    assert said(capsys, "agents", "install", *NAMES, "-q") == (0, "", "")
    written = texts(project.path)
    assert all(written[path].startswith(KEPT[path]) for path in KEPT if path.endswith((".md", ".toml")))
    assert written[".claude/settings.json"].startswith(CLAUDE.partition("\n        ],")[0])
    assert '"theme": "Dark", // mine\n' in written[".gemini/settings.json"]
    assert tomllib.loads(written[".codex/config.toml"])["mcp_servers"]["archhook"] == {
        "command": "archhook",
        "args": ["mcp"],
    }
    hooks = json.loads(written[".codex/hooks.json"])["hooks"]
    assert [group["hooks"][0]["command"] for group in hooks["Stop"]] == ["x", "archhook agent-hook codex"]
    assert "\n" not in written[".cursor/mcp.json"].replace("\r\n", "")
    assert said(capsys, "agents", "install", *NAMES, "-q") == (0, "", "")
    assert texts(project.path) == written
    assert said(capsys, "agents", "install", *NAMES, "--remove", "-q") == (0, "", "")
    left = texts(project.path)
    assert left.pop(".claude/settings.json") == CLAUDE.replace('],\n        "Stop": []\n', "]\n")  # it said nothing
    assert left == {path: text for path, text in KEPT.items() if path != ".claude/settings.json"}


def test_an_entry_of_an_older_version_is_replaced_and_others_beside_it_stay(
    project: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = {"type": "command", "command": "archhook agent-hook claude"}
    mine = {"type": "command", "command": "mine"}
    hooks = {
        "PreToolUse": [{"matcher": "Bash", "hooks": [ours, mine]}, {"matcher": "Edit", "hooks": [ours]}],
        "Notification": [{"hooks": [ours]}],
        "Stop": [{"hooks": [ours]}],
    }
    project.write(".claude/settings.json", json.dumps({"hooks": hooks}, indent=2))
    assert said(capsys, "agents", "install", "claude", "-q")[0] == 0
    now = json.loads((project.path / ".claude/settings.json").read_text())["hooks"]
    assert now["PreToolUse"][0] == {"matcher": "Bash", "hooks": [mine]}
    assert [group["hooks"] for group in now["PreToolUse"][1:]] == [[ours]]
    assert "Notification" not in now
    assert now["Stop"] == hooks["Stop"]


def test_a_dry_run_prints_a_diff_that_git_applies(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.commit(files={".claude/settings.json": CLAUDE, ".mcp.json": '{"mcpServers": {}}'})
    before = texts(project.path)
    code, diff, err = said(capsys, "agents", "install", "claude", "--dry-run")
    assert (code, texts(project.path)) == (0, before)
    assert "3 files would change" in err
    (project.path / "x.diff").write_text(diff)
    project.run("apply", "x.diff")
    (project.path / "x.diff").unlink()
    assert said(capsys, "agents", "install", "claude")[2].startswith("archhook: nothing to change\n")
    out = said(capsys, "agents", "install", "claude", "--remove", "--dry-run")[1]
    assert "+++ /dev/null" in out


BROKEN = [
    ("claude", ".claude/settings.json", '{\n  "hooks": nul\n}\n', ".claude/settings.json:2:12: "),
    ("claude", ".claude/settings.json", '{"hooks": []}\n', ".claude/settings.json:1:11: "),
    ("claude", ".mcp.json", "[]\n", ".mcp.json:1:1: "),
    ("codex", ".codex/config.toml", "a = 1\nb = = 2\n", ".codex/config.toml:2:5: "),
    ("codex", ".codex/config.toml", "mcp_servers = {}\n", ".codex/config.toml: "),
    ("cursor", "AGENTS.md", "x\n<!-- archhook: begin -->\n", "AGENTS.md:2: "),
    ("gemini", ".gemini/settings.json", "{\n", ".gemini/settings.json:2:1: "),
    ("copilot", ".github/hooks/archhook.json", '{"hooks": {"Stop": {}}}', ".github/hooks/archhook.json:1:20: "),
]


@pytest.mark.parametrize(("name", "path", "text", "place"), BROKEN)
def test_where_a_file_cannot_be_edited_safely_none_is_written(
    project: GitRepo, capsys: pytest.CaptureFixture[str], name: str, path: str, text: str, place: str
) -> None:
    project.write(path, text)
    before = texts(project.path)
    code, out, err = said(capsys, "agents", "install", *NAMES)
    assert (code, out) == (2, "")
    assert err.startswith(f"archhook: {place}cannot be edited safely for ")
    whole = text in ('{"hooks": []}\n', "[]\n", "mcp_servers = {}\n", '{"hooks": {"Stop": {}}}')
    assert ("put this in by hand" in err) is whole
    assert ("mend the file, and run this again" in err) is not whole
    assert texts(project.path) == before
    command = err.partition("for those: `archhook ")[2].partition("`")[0].split()
    assert name not in command
    assert said(capsys, *command)[0] == 0
    assert (project.path / path).read_text() == text
    assert any(one not in before for one in texts(project.path))
    assert said(capsys, "agents", "install", name, "--dry-run")[0] == 2


def test_where_no_agent_can_be_put_in_no_other_command_is_named(
    project: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(".codex/config.toml", "a = = 1\n")
    assert "for those" not in said(capsys, "agents", "install", "codex")[2]
    assert "for those" not in said(capsys, "agents", "install", "codex", "--remove")[2]
    (project.path / ".codex/config.toml").unlink()
    assert said(capsys, "agents", "install", "codex", "cursor", "-q")[0] == 0
    project.write(".codex/config.toml", "a = = 1\n")
    code, _, err = said(capsys, "agents", "install", "codex", "cursor", "--remove")
    assert (code, "for those: `archhook agents install cursor --remove`" in err) == (2, True)
    assert said(capsys, "agents", "install", "cursor", "--remove", "-q")[0] == 0
    assert not (project.path / ".cursor").exists()


EMPTY = {
    ".claude/settings.json": "{}",
    ".mcp.json": '{"mcpServers": {}}\n',
    ".codex/hooks.json": '{"hooks": {"Stop": []}, "x": 1}',
    ".codex/config.toml": "model = 'x'",
    ".cursor/hooks.json": '{"version": 1, "hooks": {}}',
    ".cursor/mcp.json": "{\n}\n",
    ".gemini/settings.json": "{}\n",
    "GEMINI.md": "# Rules",
    "AGENTS.md": "",
    ".github/hooks/archhook.json": '{"version": 1}',
}
"""Files of a project that say next to nothing."""


def test_files_that_are_committed_come_back_to_the_byte(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.commit(files=EMPTY)
    for _ in range(2):
        assert said(capsys, "agents", "install", *NAMES, "-q") == (0, "", "")
        assert said(capsys, "agents", "install", *NAMES, "-q", "--command", "uv run archhook") == (0, "", "")
        assert said(capsys, "agents", "install", *NAMES, "--remove", "-q") == (0, "", "")
        assert texts(project.path) == EMPTY
    assert said(capsys, "agents", "install", *NAMES, "-q") == (0, "", "")
    project.write(".cursor/mcp.json", project.read(".cursor/mcp.json").replace("{", '{"a": 1,', 1))
    assert said(capsys, "agents", "install", *NAMES, "--remove", "-q") == (0, "", "")
    assert json.loads(project.read(".cursor/mcp.json")) == {"a": 1}  # what came since stays
    project.run("checkout", "-q", ".")
    assert said(capsys, "agents", "install", *NAMES, "-q") == (0, "", "")
    project.commit("with them")
    assert said(capsys, "agents", "install", *NAMES, "--remove", "-q") == (0, "", "")
    assert not (project.path / ".mcp.json").exists()  # the last commit does not tell what was there before


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_the_end_of_a_file_that_is_not_committed_stays(
    project: GitRepo, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    before = {".codex/config.toml": f"[a]{end or chr(10)}x = 1{end}", "AGENTS.md": f"# Rules{end}"}
    for path, text in before.items():
        project.write(path, "")
        (project.path / path).write_bytes(text.encode())
    assert said(capsys, "agents", "install", "codex", "-q")[0] == 0
    written = texts(project.path)
    assert tomllib.loads(written[".codex/config.toml"]).keys() == {"a", "mcp_servers"}
    assert said(capsys, "agents", "install", "codex")[2].startswith("archhook: nothing to change\n")
    assert said(capsys, "agents", "install", "codex", "--command", "x y", "-q")[0] == 0
    assert said(capsys, "agents", "install", "codex", "--remove", "-q")[0] == 0
    assert texts(project.path) == before


@pytest.mark.parametrize(
    ("branch", "remote", "named"),
    [
        ("main", "", "main"),
        ("master", "", "master"),
        ("own", "", "BRANCH"),
        ("own", "develop", "develop"),
        ("main", "release/2.x", "release/2.x"),
        ("master", "no branch", "master"),
    ],
)
def test_agents_are_told_the_branch_that_there_is(
    project: GitRepo, capsys: pytest.CaptureFixture[str], branch: str, remote: str, named: str
) -> None:
    project.run("branch", "-m", branch)
    project.commit()
    if remote:
        head = project.path / ".git/refs/remotes/origin/HEAD"
        head.parent.mkdir(parents=True)
        head.write_text(f"ref: refs/remotes/origin/{remote}\n")
    assert said(capsys, "agents", "install", "claude", "codex", "-q")[0] == 0
    for path in ("AGENTS.md", ".claude/skills/archhook/SKILL.md"):
        assert f"`archhook check --merge {named}`" in project.read(path)
    project.run("switch", "-q", "-c", "work")
    assert said(capsys, "agents", "install", "claude", "codex")[2].startswith("archhook: nothing to change\n")
    assert said(capsys, "agents", "install", "claude", "codex", "--remove", "-q")[0] == 0
    assert texts(project.path) == {}


def test_what_is_no_text_is_refused_with_its_place(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    (project.path / "AGENTS.md").write_bytes(b"ok\n\xff\xfe\n")
    code, _, err = said(capsys, "agents", "install", "cursor")
    assert (code, err.splitlines()[0]) == (2, "archhook: AGENTS.md:2:1: it is not UTF-8")
    (project.path / "AGENTS.md").unlink()
    (project.path / "AGENTS.md").mkdir()
    assert "AGENTS.md: it cannot be read" in said(capsys, "agents", "install", "cursor")[2]
    (project.path / ".codex").write_text("a file")
    code, _, err = said(capsys, "agents", "install", "codex")
    assert (code, ".codex/hooks.json: it cannot be read" in err) == (2, True)
    assert not (project.path / ".cursor").exists()


def test_links_are_followed_within_the_project_and_not_beyond(
    project: GitRepo, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project.write("CLAUDE.md", "# Rules\n")
    os.symlink("CLAUDE.md", project.path / "AGENTS.md")
    assert said(capsys, "agents", "install", "cursor", "-q")[0] == 0
    assert (project.path / "AGENTS.md").is_symlink()
    assert (project.path / "CLAUDE.md").read_text().count("archhook: begin") == 1
    outside = tmp_path / "outside"
    outside.mkdir()
    os.symlink(outside, project.path / ".codex")
    code, _, err = said(capsys, "agents", "install", "codex", "gemini")
    assert (code, "leads out of the project" in err, list(outside.iterdir())) == (2, True, [])
    assert not (project.path / ".gemini").exists()


def test_what_another_agent_reads_stays_until_that_one_is_taken_out(
    project: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "agents", "install", "claude", "copilot", "codex", "-q")[0] == 0
    err = said(capsys, "agents", "install", "copilot", "--remove")[2]
    assert "archhook: .mcp.json is kept: another agent reads it, too\n" in err
    assert "archhook: AGENTS.md is kept: another agent reads it, too\n" in err
    assert not (project.path / ".github").exists()
    assert said(capsys, "agents", "install", "codex", "claude", "--remove", "-q")[0] == 0
    assert texts(project.path) == {}


def test_a_server_or_a_skill_of_somebody_elses_making_is_kept(
    project: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    own = '{"mcpServers": {"archhook": {"command": "docker", "args": ["run", "mcp"], "env": {"A": "1"}}}}\n'
    project.write(".mcp.json", own)
    assert said(capsys, "agents", "install", "claude", "-q")[0] == 0
    skill = project.path / ".claude/skills/archhook/SKILL.md"
    skill.write_text(skill.read_text() + "More.\n")
    assert said(capsys, "agents", "install", "claude", "--remove", "-q")[0] == 0
    assert (project.path / ".mcp.json").read_text() == own
    assert skill.read_text().endswith("More.\n")


@pytest.mark.parametrize(
    ("command", "line", "server"),
    [
        ("uv run archhook", "uv run archhook agent-hook claude", ("uv", ["run", "archhook", "mcp"])),
        (
            ".venv/bin/archhook",
            '"$CLAUDE_PROJECT_DIR"/.venv/bin/archhook agent-hook claude',
            (".venv/bin/archhook", ["mcp"]),
        ),
        ("'/opt/my tools/archhook'", "'/opt/my tools/archhook' agent-hook claude", ("/opt/my tools/archhook", ["mcp"])),
        (
            "uvx --from 'archhook[mcp]' archhook",
            "uvx --from 'archhook[mcp]' archhook agent-hook claude",
            ("uvx", ["--from", "archhook[mcp]", "archhook", "mcp"]),
        ),
    ],
)
def test_agents_start_archhook_as_they_are_told_to(
    project: GitRepo, capsys: pytest.CaptureFixture[str], command: str, line: str, server: tuple[str, list[str]]
) -> None:
    assert said(capsys, "agents", "install", "claude", "-q")[0] == 0
    assert said(capsys, "agents", "install", "claude", "-q", "--command", command)[0] == 0
    hooks = json.loads((project.path / ".claude/settings.json").read_text())["hooks"]
    assert {one["command"] for groups in hooks.values() for group in groups for one in group["hooks"]} == {line}
    held = json.loads((project.path / ".mcp.json").read_text())["mcpServers"]["archhook"]
    assert (held["command"], held["args"]) == server
    assert said(capsys, "agents", "install", "claude")[2].startswith(
        "archhook: nothing to change\n"
    )  # nobody said else
    assert said(capsys, "agents", "install", "claude", "--remove", "-q")[0] == 0
    assert texts(project.path) == {}


def test_a_project_below_the_top_is_named(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "agents", "install", "codex", "-q", "--config", "api/pyproject.toml")[0] == 0
    written = texts(project.path)
    assert '"archhook agent-hook codex --config api/pyproject.toml"' in written[".codex/hooks.json"]
    assert 'args = ["mcp", "--config", "api/pyproject.toml"]' in written[".codex/config.toml"]


def test_without_a_name_it_says_what_is_there_and_writes_nothing(
    project: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write(".cursor/rules/x.md", "x\n")
    assert said(capsys, "agents", "install", "gemini", "-q")[0] == 0
    before = texts(project.path)
    code, out, _ = said(capsys, "agents", "install")
    assert (code, texts(project.path)) == (0, before)
    states = {
        line.split()[0]: line.rpartition(": ")[2] for line in out.splitlines() if line[:1].isalpha() and ": " in line
    }
    assert states["cursor"] == "found (.cursor)"
    assert (states["gemini"], states["codex"]) == ("installed", "not found")


def test_gemini_reads_the_file_that_its_settings_name(project: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    project.write(".gemini/settings.json", '{"context": {"fileName": ["AGENTS.md", "X.md"]}}\n')
    assert said(capsys, "agents", "install", "gemini", "-q")[0] == 0
    assert set(texts(project.path)) == {".gemini/settings.json", "AGENTS.md"}
    assert said(capsys, "agents", "install", "gemini", "--remove", "-q")[0] == 0
    assert set(texts(project.path)) == {".gemini/settings.json"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("clade",), "did you mean claude?"),
        (("emacs",), "name one of claude, codex, cursor, gemini, copilot"),
        (("--remove",), "of which agent is not said"),
        (("claude", "--command", "it's"), "it is no command"),
        (("claude", "--command", "  "), "it is no command"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    project: GitRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], message: str
) -> None:
    code, out, err = said(capsys, "agents", "install", *words)
    assert (code, out, message in err, texts(project.path)) == (2, "", True, {})


def test_where_a_file_cannot_be_written_those_before_it_are_taken_back(
    project: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(".claude/settings.json", CLAUDE)
    before = texts(project.path)

    def full(target: str, data: bytes) -> None:
        if target.endswith("SKILL.md"):
            raise OSError(28, "No space left on device")
        replace_file(target, data)

    monkeypatch.setattr("archhook.agents.setup.agent_setup.replace_file", full)
    code, _, err = said(capsys, "agents", "install", "claude")
    place = "archhook: .claude/skills/archhook/SKILL.md"
    assert (code, err.splitlines()[0]) == (2, f"{place}: it cannot be written: No space left on device")
    assert texts(project.path) == before


@pytest.mark.parametrize("name", NAMES)
def test_what_somebody_added_to_the_command_stays(
    project: GitRepo, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    agent = next(one for one in AGENTS if one.name == name)
    assert said(capsys, "agents", "install", name, "-q")[0] == 0
    path = project.path / agent.hooks_file
    strict = path.read_text().replace(f"agent-hook {name}", f"agent-hook {name} --strict")
    path.write_text(strict)
    assert said(capsys, "agents", "install", name)[2].startswith("archhook: nothing to change\n")
    assert path.read_text() == strict
    assert said(capsys, "agents", "install", name, "-q", "--command", "uv run archhook")[0] == 0
    assert "--strict" not in path.read_text()
    assert "uv run archhook agent-hook" in path.read_text()


def test_the_files_lie_at_the_top_of_the_repository_or_in_the_folder_outside_git(
    project: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.write("src/x.py", "")
    monkeypatch.chdir(project.path / "src")
    assert said(capsys, "agents", "install", "cursor", "-q")[0] == 0
    assert (project.path / ".cursor/hooks.json").exists()
    outside = tmp_path / "outside"
    outside.mkdir()
    monkeypatch.chdir(outside)
    assert said(capsys, "agents", "install", "cursor", "-q")[0] == 0
    assert (outside / ".cursor/hooks.json").exists()


def test_where_archhook_is_not_found_by_its_name_that_is_said(
    project: GitRepo, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    lead = "archhook: archhook is not on PATH here, and agents start it by that name: "
    assert said(capsys, "agents", "install", "claude")[2].endswith(f"{lead}--command says how they find it\n")
    project.write(".venv/bin/archhook", "#!/bin/sh\n")
    (project.path / ".venv/bin/archhook").chmod(0o755)
    told = said(capsys, "agents", "install", "claude")[2]
    assert told.endswith(f"{lead}--command .venv/bin/archhook names this project's\n")
    for command, is_said in ((".venv/bin/archhook", False), ("venv/bin/archhook", True)):
        told = said(capsys, "agents", "install", "claude", "--command", command)[2]
        assert (f"{command} is no program here" in told, lead in told) == (is_said, False)
