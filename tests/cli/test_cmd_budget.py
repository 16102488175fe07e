"""`archhook budget`: as text, as JSON, and as bars for somebody at a terminal."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import COMMAND

from archhook.cli.main import main
from archhook.query.budget_text import bar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEDGER = """\
from archhook import Design, Intent, Requirement, ResourceConstraints

class Goal(Intent):
    '''[I-1] A goal.'''

class Need(Requirement):
    '''[R-1] A need.'''
    derived_from = [Goal]
    budget = ResourceConstraints(latency_p99_ms=100, connections_max=500)

class Other(Requirement):
    '''[R-2] Another.'''
    derived_from = [Goal]
    budget = ResourceConstraints(memory_mb=1000)

class Store(Design):
    '''[D-1] A store.'''
    satisfies = [Other]
    estimated = ResourceConstraints(latency_p99_ms=30, memory_mb=600.5, connections_max=850)

class Server(Design):
    '''[D-2] A server.'''
    satisfies = [Need]
    requires = [Store]
    estimated = ResourceConstraints(latency_p99_ms=60, memory_mb=500, connections_max=900)
    measured = ResourceConstraints(latency_p99_ms=65)
"""
MEASURED = """\
version = 1
[D-1.latency_p99_ms]
value = 50
unit = "ms"
source = "pytest-benchmark bench.json: test_x p99"
machine = "M"
date = 2026-01-31T12:00:00Z
samples = 300
"""
TEXT = """\
Requirement R-1 A need (for I-1)
    field            unit         estimate  measured  roll-up  budget  head-room
    latency_p99_ms   ms                                   115     100        -15  RES603
    connections_max  connections                         850~     500        350

Requirement R-2 Another (for I-1)
    field            unit         estimate  measured  roll-up  budget  head-room
    memory_mb        MB                                600.5~    1000      399.5

Design D-1 A store
    field            unit         estimate  measured  roll-up  budget  head-room
    latency_p99_ms   ms                 30        50               30        -20  RES601
    memory_mb        MB              600.5                      600.5
    connections_max  connections       850                        850

Design D-2 A server
    field            unit         estimate  measured  roll-up  budget  head-room
    latency_p99_ms   ms                 60       65#       50      60         -5
    memory_mb        MB                500             600.5~     500     -100.5  RES602
    connections_max  connections       900               850~     900        -50  CON302

~ estimates stand in for figures that were not measured
# the figure stands in the ledger itself
"""


@pytest.fixture
def repo(git_repo: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Any:
    made = git_repo()
    made.commit(files={"architecture.py": LEDGER, "measured.toml": MEASURED})
    monkeypatch.chdir(made.path)
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["budget", *arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_text(repo: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys) == TEXT
    assert said(capsys, "--staged") == said(capsys, "--rev", "HEAD") == TEXT
    assert said(capsys, "--output", "budget.txt") == ""
    assert (repo.path / "budget.txt").read_text() == TEXT


@pytest.mark.parametrize(
    ("node", "titles"),
    [
        ("I-1", ["R-1", "R-2", "D-1", "D-2"]),
        ("R-1", ["R-1", "D-1", "D-2"]),
        ("[R-02]", ["R-2", "D-1"]),
        ("D-1", ["R-1", "R-2", "D-1"]),
        ("D-2", ["R-1", "D-1", "D-2"]),
    ],
)
def test_of_one_node_what_serves_it_and_what_it_serves(
    node: str, titles: list[str], repo: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    out = said(capsys, node)
    assert [line.split()[1] for line in out.splitlines() if line.startswith(("Requirement", "Design"))] == titles
    shown = "    latency_p99_ms: 300 samples, 2026-01-31, pytest-benchmark bench.json: test_x p99\n"
    assert shown in out
    assert out.endswith("measured on M\n")


def test_json(repo: Any, capsys: pytest.CaptureFixture[str]) -> None:
    out = said(capsys, "--format", "json")
    assert out == said(capsys, "--format", "json")
    document = json.loads(out)
    assert (document["schema_version"], document["kind"]) == (1, "budget")
    assert document["snapshot"] == {"source": "worktree", "tree": None}
    need = document["requirements"][0]
    assert (need["id"], need["intents"]) == ("R-1", ["I-1"])
    latency, connections = need["fields"]
    assert (latency["budget"], latency["head_room"], latency["findings"]) == (100, -15, ["RES603"])
    assert latency["roll_up"] == {
        "value": 115,
        "estimated": False,
        "machines": ["M"],
        "parts": [
            {"design": "D-2", "value": 65, "origin": "measured"},
            {"design": "D-1", "value": 50, "origin": "measured"},
        ],
    }
    assert (connections["head_room"], connections["roll_up"]["estimated"]) == (350, True)
    store, server = document["designs"]
    assert store["fields"][0]["recorded"] == {
        "value": 50,
        "source": "pytest-benchmark bench.json: test_x p99",
        "machine": "M",
        "date": "2026-01-31T12:00:00Z",
        "samples": 300,
        "stale": False,
    }
    assert store["fields"][0]["measured"] == {"value": 50, "origin": "measured.toml"}
    assert server["fields"][0]["measured"] == {"value": 65, "origin": "ledger"}
    assert server["fields"][1]["recorded"] is None


def test_stale_figures_and_different_machines_are_marked(repo: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = LEDGER.replace("import Design, ", "import Design, Task, ").replace(
        "    measured = ResourceConstraints(latency_p99_ms=65)\n", ""
    )
    task = "class Work(Task):\n    '''[T-1] Work.'''\n    implements = Store\n    file_path = 'a.py'\n"
    other = MEASURED.replace("version = 1\n", "").replace("D-1", "D-2").replace('"M"', '"Another"')
    digest = f'[D-1.latency_p99_ms.files]\n"a.py" = "{"0" * 40}"\n'
    repo.commit(files={"architecture.py": ledger + "\n" + task, "a.py": "", "measured.toml": MEASURED + digest + other})
    out = said(capsys)
    assert "    latency_p99_ms   ms                                  100+     100          0\n" in out
    assert "    latency_p99_ms   ms                 30       50!" in out
    assert "+ figures of different machines are added up\n" in out
    assert "! measured on other code than the Design's files hold now\n" in out
    assert said(capsys, "R-1").endswith("measured on Another: D-2\nmeasured on M: D-1\n")


@pytest.mark.parametrize(
    ("argv", "message", "fix"),
    [
        (["D-7"], "the ledger has no node D-7", "did you mean D-1?"),
        (["Q9"], "'Q9' is no id of a node", "`archhook list` names the nodes"),
        (["R-1", "R-2"], "does not take the argument 'R-2'", ""),
        (["--staged", "--rev", "HEAD"], "exclude each other", ""),
    ],
)
def test_what_is_refused(
    argv: list[str], message: str, fix: str, repo: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["budget", *argv]) == 2
    out, err = capsys.readouterr()
    assert (out, message in err, fix in err) == ("", True, True)


def test_a_task_and_what_is_not_in_force_have_no_budget(repo: Any, capsys: pytest.CaptureFixture[str]) -> None:
    extra = "\nclass Work(Task):\n    '''[T-1] Work.'''\n    implements = Store\n    file_path = 'a.py'\n"
    extra += "\nclass Old(Design):\n    '''[D-3] Old.'''\n    adopted = False\n"
    repo.commit(files={"architecture.py": LEDGER.replace("import Design, ", "import Design, Task, ") + extra})
    for named, message in (("T-1", "T-1 is a task, which has no budget"), ("D-3", "D-3 is not in force")):
        assert main(["budget", named]) == 2
        assert message in capsys.readouterr().err


def test_a_ledger_without_figures(repo: Any, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit(files={"architecture.py": "from archhook import Intent\nclass A(Intent):\n    '''[I-1] A.'''\n"})
    repo.run("rm", "-q", "-f", "measured.toml")
    assert said(capsys).startswith("no figures: no Design has an estimate")


def at_terminal(folder: Path, columns: int, *arguments: str, encoding: str = "utf-8", color: str = "never") -> str:
    """What the installed command shows at a terminal of so many columns."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "TERM": "xterm"}
    command = [COMMAND, "budget", "--color", color, *arguments]
    process = subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    assert process.wait() == 0
    return shown.decode().replace("\r\n", "\n")


def test_bars_at_a_terminal(repo: Any) -> None:
    wide = at_terminal(repo.path, 120, "R-1")
    lines = wide.splitlines()
    assert lines[0] == "Requirement R-1 A need (for I-1)"
    assert lines[2].split() == ["latency_p99_ms", "115", "100", "-15", "█" * 23 + "▶", "115%", "RES603"]
    assert lines[3].split()[-2:] == ["█" * 14 + "▏" + "·" * 9, "59%"]
    narrow = at_terminal(repo.path, 80)
    assert max(map(len, narrow.splitlines())) <= 80
    assert "RES602" in narrow
    assert "\x1b" not in wide + narrow
    assert "\x1b[31m" in at_terminal(repo.path, 120, color="always")


def test_a_terminal_that_cannot_show_bars_gets_text(repo: Any) -> None:
    assert at_terminal(repo.path, 120, encoding="ascii") == TEXT


@pytest.mark.parametrize(
    ("used", "shown"),
    [(None, ""), (0, "····"), (0.5, "██··"), (0.53, "██▏·"), (1, "████"), (1.01, "███▶"), (50, "███▶")],
)
def test_a_bar(used: float | None, shown: str) -> None:
    assert bar(used, 4) == shown
