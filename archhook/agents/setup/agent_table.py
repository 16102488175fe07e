"""The coding agents that archhook can be put in for, and what each of them reads in a project.

Looked up in November 2026 in what each documents: Claude Code (code.claude.com/docs: hooks, skills), Codex CLI 0.15x
(developers.openai.com/codex/hooks, and its sources), Cursor 2 and later (cursor.com/docs/hooks), Gemini CLI 0.56 (its
docs/hooks), GitHub Copilot (docs.github.com: "hooks reference", "adding MCP servers").
"""

from __future__ import annotations

from typing import Any, NamedTuple

SERVER = "archhook"
"""The name of our MCP server in the files of all agents."""


class Start(NamedTuple):
    """How archhook is started: the words of the command, and options for whatever it is asked. As it is by default,
    nobody has said how.
    """

    words: tuple[str, ...] = ("archhook",)
    options: tuple[str, ...] = ()


class Hook(NamedTuple):
    """One event that an agent starts us for. `matcher`: which tools, "" for all; `more`: other fields of its entry."""

    event: str
    matcher: str = ""
    more: tuple[tuple[str, Any], ...] = ()


class Agent(NamedTuple):
    """One coding agent.

    `signs`: paths that tell that a project is worked on with it · `hooks_file`, `hooks` · `nested`: entries of hooks
    lie in groups, as Claude Code has them · `mcp_file` and `mcp_table`, the key under which servers stand there, with
    the `mcp_type` and the further arguments of ours · `text_file`: where instructions are, a skill or a section ·
    `root`: what a shell has for the project's folder, "" where hooks run in it · `needs`: what is to be done beside.
    """

    name: str
    title: str
    signs: tuple[str, ...]
    hooks_file: str
    hooks: tuple[Hook, ...]
    nested: bool
    mcp_file: str
    mcp_table: str
    mcp_type: str
    mcp_arguments: tuple[str, ...]
    text_file: str
    root: str
    needs: tuple[str, ...]


SKILL_FILE = ".claude/skills/archhook/SKILL.md"
SECTION_FILE = "AGENTS.md"

AGENTS = (
    Agent(
        name="claude",
        title="Claude Code",
        signs=(".claude", "CLAUDE.md", ".mcp.json"),
        hooks_file=".claude/settings.json",
        hooks=(
            Hook("SessionStart"),
            Hook("SubagentStart"),
            Hook("UserPromptSubmit"),
            Hook("PreToolUse", "^(Edit|MultiEdit|Write|NotebookEdit|Bash|mcp__(?!archhook__).*)$"),
            Hook("PostToolUse", "Edit|MultiEdit|Write|NotebookEdit"),
            Hook("Stop"),
            Hook("SubagentStop"),
            Hook("SessionEnd"),
        ),
        nested=True,
        mcp_file=".mcp.json",
        mcp_table="mcpServers",
        mcp_type="stdio",
        mcp_arguments=(),
        text_file=SKILL_FILE,
        root='"$CLAUDE_PROJECT_DIR"',
        needs=(),
    ),
    Agent(
        name="codex",
        title="Codex CLI",
        signs=(".codex",),
        hooks_file=".codex/hooks.json",
        hooks=(
            Hook("SessionStart"),
            Hook("SubagentStart"),
            Hook("UserPromptSubmit"),
            Hook("PreToolUse", "^(Bash|apply_patch|mcp__.*)$"),
            Hook("PostToolUse", "apply_patch"),
            Hook("Stop"),
            Hook("SubagentStop"),
        ),
        nested=True,
        mcp_file=".codex/config.toml",
        mcp_table="mcp_servers",
        mcp_type="",
        mcp_arguments=(),
        text_file=SECTION_FILE,
        root='"$(git rev-parse --show-toplevel)"',
        needs=("trust the project, and the hooks (`/hooks` shows them); until then they are skipped",),
    ),
    Agent(
        name="cursor",
        title="Cursor",
        signs=(".cursor", ".cursorrules"),
        hooks_file=".cursor/hooks.json",
        hooks=(
            Hook("sessionStart"),
            Hook("beforeSubmitPrompt"),
            Hook("preToolUse", "Write|Delete|Shell"),
            Hook("postToolUse", "Write|Delete"),
            Hook("stop", "", (("loop_limit", 1),)),
            Hook("subagentStop", "", (("loop_limit", 1),)),
            Hook("sessionEnd"),
        ),
        nested=False,
        mcp_file=".cursor/mcp.json",
        mcp_table="mcpServers",
        mcp_type="stdio",
        mcp_arguments=("--root", "${workspaceFolder}"),
        text_file=SECTION_FILE,
        root="",
        needs=("hooks run in a workspace that is trusted; cloud agents run no sessionStart",),
    ),
    Agent(
        name="gemini",
        title="Gemini CLI",
        signs=(".gemini", "GEMINI.md"),
        hooks_file=".gemini/settings.json",
        hooks=(
            Hook("SessionStart"),
            Hook("BeforeAgent"),
            Hook("BeforeTool", "^(write_file|replace|run_shell_command|mcp_(?!archhook_).*)$"),
            Hook("AfterTool", "^(write_file|replace)$"),
            Hook("AfterAgent"),
            Hook("SessionEnd"),
        ),
        nested=True,
        mcp_file=".gemini/settings.json",
        mcp_table="mcpServers",
        mcp_type="",
        mcp_arguments=(),
        text_file="GEMINI.md",
        root='"$GEMINI_PROJECT_DIR"',
        needs=("it warns of hooks that are new to it before it runs them",),
    ),
    Agent(
        name="copilot",
        title="GitHub Copilot",
        signs=(".github/copilot-instructions.md", ".github/hooks", ".github/instructions"),
        hooks_file=".github/hooks/archhook.json",
        hooks=(
            Hook("SessionStart"),
            Hook("UserPromptSubmit"),
            Hook("PreToolUse", "Bash|Write|Edit"),
            Hook("PostToolUse", "create|edit|str_replace_editor|apply_patch|Write|Edit"),
            Hook("Stop"),
            Hook("SubagentStop"),
            Hook("SessionEnd"),
        ),
        nested=False,
        mcp_file=".mcp.json",
        mcp_table="mcpServers",
        mcp_type="stdio",
        mcp_arguments=(),
        text_file=SECTION_FILE,
        root="",
        needs=(
            "the cloud agent takes hooks from the default branch, and archhook from `.github/workflows/"
            "copilot-setup-steps.yml` (`pip install archhook`); its MCP servers stand in the repository's settings",
        ),
    ),
)
NAMES = tuple(agent.name for agent in AGENTS)
