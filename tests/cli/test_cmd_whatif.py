"""`archhook whatif`: what it says, on the mission's example and on small ledgers, and that it writes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.cli import answer, said
from helpers.files import copy_fixture

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

LEDGER = '''\
from archhook import Design, IntegrationTest, Intent, Requirement, ResourceConstraints, Task, UnitTest


class Instant(Intent):
    """[I-1] Users expect instant feedback."""


class Scale(Intent):
    """[I-2] The service grows with its users."""


class RealTime(Requirement):
    """[R-1] Messages appear at once."""

    derived_from = [Instant]
    budget = ResourceConstraints(memory_mb=2500)


class Horizontal(Requirement):
    """[R-2] Any instance answers any request."""

    derived_from = [Scale]


class Redis(Design):
    """[D-1] Redis cache."""

    adopted = False
    estimated = ResourceConstraints(memory_mb=512)


class Socket(Design):
    """[D-2] WebSocket server."""

    adopted = False
    requires = [Redis]
    conflicts_with = ["D-4"]
    estimated = ResourceConstraints(memory_mb=2048)


class Chat(Design):
    """[D-3] Chat window."""

    satisfies = [RealTime]
    estimated = ResourceConstraints(memory_mb=100)


class Stateless(Design):
    """[D-4] Stateless API."""

    satisfies = [Horizontal]


class Build(Task):
    """[T-1] The server."""

    implements = Socket
    file_path = "src/server.py"
    planned = True


class Window(Task):
    """[T-2] The window."""

    implements = Chat
    file_path = "src/window.py"


class SocketAlone(UnitTest):
    """[UT-1] The server alone."""

    verifies = Socket
    test_file = "tests/test_it.py"
    test_functions = ["test_it"]


class SocketTogether(IntegrationTest):
    """[IT-1] The server with Redis."""

    verifies = Socket
    test_file = "tests/test_it.py"
    test_functions = ["test_it"]
'''
FILES = {"architecture.py": LEDGER, "src/window.py": "", "tests/test_it.py": "def test_it(): assert f()\n"}

REMEMBER = """\
D-9 is new: satisfies R-1; requires D-2

pulled in
  D-9 > D-2        WebSocket server (comes into force)
  D-9 > D-2 > D-1  Redis cache (comes into force)

conflicts
  + D-2 conflicts with D-4 and both are in force
      I-1 > R-1 > D-9 > D-2 against I-2 > R-2 > D-4
      they serve different Intents
      I-1 Users expect instant feedback
      I-2 The service grows with its users

infeasible
  + Intent I-1 'Users expect instant feedback' is infeasible
      Requirement R-1 allows memory_mb 2500, its Designs take 2660 (D-2 2048 estimated + D-1 512 estimated + \
D-3 100 estimated)

figures
               before  after  limit  head-room
  Requirement R-1 Messages appear at once
    memory_mb     100   2660   2500       -160  RES603
  Design D-2 WebSocket server
    memory_mb            512   2048       1536
  Design D-9
    memory_mb           2560

owed
  D-1: a Task, a unit test, an integration test
  D-9: a Task, a unit test, an integration test
  D-2: T-1 src/server.py (planned)

mended
  - TRC101 T-1 implements D-2, which is not in force, so no Intent asks for it
"""


@pytest.fixture
def state(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    """A service that holds no state, and might."""
    made = git_repo("state")
    made.commit(files=FILES)
    monkeypatch.chdir(made.path)
    return made


def test_the_whole_cascade_of_remembering_what_users_do(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    judged = said(capsys, "check", "--format", "json", "-q")
    for cache in ([], [], ["--verify-cache"], ["--no-cache"]):
        assert said(capsys, "whatif", "D-9", "--requires", "D-2", "--satisfies", "R-1", *cache) == (0, REMEMBER, "")
    assert state.run("status", "--porcelain") == ""
    assert said(capsys, "check", "--format", "json", "-q", "--verify-cache") == judged
    told = answer(capsys, "whatif", "[D-9]", "--requires", "[D-02]", "--satisfies", "RealTime")
    assert told["asked"] == {"design": "D-9", "requires": ["D-2"], "satisfies": ["R-1"]}
    assert [(one["id"], one["path"], one["comes_into_force"]) for one in told["pulled_in"]] == [
        ("D-2", ["D-9", "D-2"], True),
        ("D-1", ["D-9", "D-2", "D-1"], True),
    ]
    assert [(one["designs"], one["intents"]) for one in told["conflicts"]] == [(["D-2", "D-4"], [["I-1"], ["I-2"]])]
    assert told["infeasible"] == ["I-1", "R-1"]
    (moved,) = (one for one in told["figures"] if one["node"] == "R-1")
    assert moved["unit"] == "MB"
    assert (moved["before"]["roll_up"], moved["before"]["head_room"]) == (100, 2400)
    assert moved["after"] == {
        "roll_up": 2660, "measured": None, "budget": 2500, "head_room": -160, "findings": ["RES603"],
    }  # fmt: skip
    assert {"node": "D-2", "what": "task", "planned": "T-1", "file": "src/server.py"} in told["owed"]
    assert [one["code"] for one in told["findings"]["gone"]] == ["TRC101"]
    assert "RES604" in [one["code"] for one in told["findings"]["come"]]
    assert (told["since"], told["snapshot"]["source"]) == (None, "worktree")


def test_help_names_all_keys_of_the_document(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shown = said(capsys, "whatif", "--help")[1]
    told = answer(capsys, "whatif", "D-9", "--requires", "D-2", "--satisfies", "R-1")
    for key in told.keys() - {"snapshot"}:
        assert key in shown
    for key in ("changes", "pulled_in", "conflicts", "figures", "owed"):
        assert all(word in shown for one in told[key] for word in one)


def test_the_missions_example(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chat = git_repo("chat")
    copy_fixture("kept/chat", chat.path)
    chat.commit("The chat")
    monkeypatch.chdir(chat.path)
    code, out, err = said(capsys, "whatif", "D-4", "--requires", "D-1")
    assert (code, err) == (0, "")
    assert out.startswith(
        "D-4 Stateless REST API comes into force: requires +D-1\n\npulled in\n  D-4 > D-1  Redis Cache\n"
    )
    assert "  + D-2 conflicts with D-4 and both are in force\n" in out
    assert "      both serve I-2, they part below R-3\n" in out
    assert "\nowed\n  D-4: a Task, a unit test, an integration test\n" in out
    assert "    cpu_cores                0.37427      2    1.62573\n" in out
    assert said(capsys, "whatif", "D-3", "--requires", "D-1")[1].startswith("D-3 Room Tokens: requires +D-1\n")
    circle = said(capsys, "whatif", "D-1", "--requires", "D-2")[1]
    assert "\ncircles\n  + D-1 requires itself in a circle: D-1 > D-2 > D-1\n" in circle
    assert "    latency_p99_ms   17.8669        -    100\n" in circle  # on a circle it cannot be added up


def test_a_design_may_come_into_force_as_it_is(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    told = answer(capsys, "whatif", "D-1")
    assert [(one["id"], one["state"]) for one in told["changes"]] == [("D-1", "into force")]
    assert [one["code"] for one in told["findings"]["come"]] == ["TRC102", "TRC105", "TST505", "TST506"]
    out = said(capsys, "whatif", "D-1")[1]
    assert out.endswith(
        "\nbroken\n  + TRC102 D-1 satisfies no Requirement in force, and no Design that satisfies one requires it\n"
    )


def test_nothing_else_follows(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "whatif", "D-3") == (0, "nothing else follows\n", "")
    assert said(capsys, "whatif") == (0, "nothing else follows\n", "")
    state.write("architecture.py", LEDGER.replace("Chat window.", "Chat window. It is blue."))
    assert said(capsys, "whatif")[1] == "D-3 Chat window: doc differs\n\nnothing else follows\n"


def test_the_ledger_as_it_is_edited(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    edited = LEDGER.replace(
        "    satisfies = [RealTime]\n", '    satisfies = [RealTime]\n    requires = ["D-2"]\n', 1
    ).replace("    adopted = False\n", "")
    state.write("architecture.py", edited)
    state.write("src/window.py", "def new(): pass\n")  # the code differs, too, and that is no matter of the ledger's
    code, out, err = said(capsys, "whatif")
    assert (code, err) == (0, "")
    assert out.startswith(
        "D-3 Chat window: requires +D-2\n\npulled in\n  D-3 > D-2        WebSocket server (comes into force)\n"
    )
    asked = answer(capsys, "whatif", "D-3", "--requires", "D-2", "--rev", "HEAD")
    told = answer(capsys, "whatif")
    assert (told["since"], told["asked"]) == ("HEAD", None)
    assert told["changes"] == asked["changes"]
    for key in ("pulled_in", "conflicts", "infeasible", "figures", "owed", "findings"):
        assert told[key] == asked[key]
    state.commit()
    assert said(capsys, "whatif")[1] == "nothing else follows\n"
    assert answer(capsys, "whatif", "--since", "HEAD~1")["findings"] == told["findings"]
    assert answer(capsys, "whatif", "--staged", "--since", "HEAD~1")["pulled_in"] == told["pulled_in"]


def test_nodes_that_come_and_go(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    start, end = LEDGER.index("class Stateless"), LEDGER.index("class Window")
    left = LEDGER[:start] + LEDGER[end:].replace("verifies = Socket", "verifies = Chat")
    state.write("architecture.py", left.replace('    conflicts_with = ["D-4"]\n', ""))
    out = said(capsys, "whatif")[1]
    assert out.startswith(
        "D-2 WebSocket server: conflicts with -D-4\nD-4 Stateless API is gone\nand 1 task and 2 tests differ\n\n"
        "broken\n  + TRC104 no Design in force satisfies R-2\n\nmended\n  - TRC101 T-1 "
    )
    state.write("architecture.py", left)  # what else follows is not known: a reference leads nowhere
    code, out, err = said(capsys, "whatif")
    assert (code, "the ledger comes first" in err) == (0, True)
    assert [line for line in out.splitlines() if line.startswith("  ")] == [
        "  + LED003 D-2 names 'D-4' in `conflicts_with`, which is the id of no node"
    ]
    assert answer(capsys, "whatif")["judged"] == "ledger"


def test_imports_that_would_be_allowed_and_what_may_not_be_required(
    state: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = LEDGER.replace("satisfies = [Horizontal]\n", 'satisfies = [Horizontal]\n    forbids = ["D-1"]\n', 1)
    ledger = ledger.replace("    requires = [Redis]\n", '    requires = [Redis]\n    layer = "top"\n', 1)
    ledger = ledger.replace("    satisfies = [RealTime]\n", '    satisfies = [RealTime]\n    layer = "bottom"\n', 1)
    ledger = ledger.replace("planned = True", "planned = False").replace("    adopted = False\n", "")
    state.commit(
        files={
            "architecture.py": ledger,
            "archhook.toml": 'layers = ["top", "bottom"]\n',
            "src/server.py": "",
            "src/window.py": "import server\n",
        }
    )
    out = said(capsys, "whatif", "D-3", "--requires", "D-2")[1]
    assert "\nlayers\n  + D-3 " in out
    assert "\nmended\n  - DEP203 src/window.py imports src/server.py\n" in out
    out = said(capsys, "whatif", "D-4", "--requires", "D-2")[1]
    assert "\nbans\n  + D-4 " in out
    assert [one["code"] for one in answer(capsys, "whatif", "D-4", "--requires", "D-2")["findings"]["come"]] == [
        "DEP208"
    ]


def test_before_there_was_a_ledger_everything_is_new(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo("young")
    made.commit(files={"README.md": "hello\n"})
    monkeypatch.chdir(made.path)
    for path, text in FILES.items():
        made.write(path, text)
    made.run("add", "-A")
    code, out, err = said(capsys, "whatif")
    assert (code, err) == (0, "archhook: HEAD has no ledger yet: every node is new\n")
    assert out.startswith("I-1 Users expect instant feedback is new\n")


@pytest.mark.parametrize(
    ("words", "message", "fix"),
    [
        (["D-9"], "the ledger has no node D-9, and nothing is said of it", "did you mean D-1? If it is new, say"),
        (["D-9", "--requires", "D-22"], "the ledger has no node D-22", "did you mean D-2?"),
        (["D-9", "--requires", "T-1"], "--requires takes a Design, and T-1 is a Task", "archhook list --kind design"),
        (["D-9", "--satisfies", "D-1"], "--satisfies takes a Requirement, and D-1 is a Design", "--kind requirement"),
        (["R-1", "--requires", "D-1"], "takes a Design, and R-1 is a Requirement", "--kind design"),
        (["Sokcet", "--requires", "D-1"], "no id of a node", "archhook list"),
        (["--requires", "D-1"], "none is named", "archhook whatif D-9 --requires D-2"),
        (["D-9", "--since", "HEAD"], "--since goes without a Design", "archhook whatif D-9"),
        (["--since", "nowhere"], "'nowhere' names no commit", ""),
        (["D-9", "D-8"], "does not take the argument 'D-8'", ""),
    ],
)
def test_what_cannot_be_supposed_is_exit_2(
    state: GitRepo, capsys: pytest.CaptureFixture[str], words: list[str], message: str, fix: str
) -> None:
    code, out, err = said(capsys, "whatif", *words)
    assert (code, out) == (2, "")
    assert message in err
    assert fix in err
    if words == ["D-9"]:  # what it tells to write can be written
        offered = err.partition("archhook whatif ")[2].split()
        assert said(capsys, "whatif", *[word.replace("R-5", "R-2") for word in offered])[0] == 0


def test_a_ledger_that_cannot_be_read_or_is_not_sound(state: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    state.write("architecture.py", LEDGER.replace("implements = Chat", 'implements = "D-77"'))
    code, out, err = said(capsys, "whatif", "D-9", "--requires", "D-3")
    assert (code, "the ledger comes first" in err) == (0, True)
    assert out.startswith("D-9 is new")
    state.write("architecture.py", LEDGER + "x = [\n")
    code, out, err = said(capsys, "whatif", "D-9", "--requires", "D-3")
    assert (code, out, "LED001" in err) == (2, "", True)
    code, out, _ = said(capsys, "whatif", "--format", "json")
    assert (code, json.loads(out)["kind"]) == (2, "failure")


def test_a_package_whose_entry_is_empty(
    git_repo: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = git_repo("package")
    files = {"architecture/plan.py": LEDGER, "architecture/__init__.py": "from architecture import plan\n"}
    made.commit(files={**files, "src/window.py": "", "tests/test_it.py": FILES["tests/test_it.py"]})
    monkeypatch.chdir(made.path)
    code, out, _ = said(capsys, "whatif", "D-9", "--requires", "D-2", "--satisfies", "R-1")
    assert (code, out) == (0, REMEMBER)
    code, out, _ = said(capsys, "whatif", "D-9", "--requires", "D-2", "--satisfies", "R-1", "--verify-cache")
    assert (code, out) == (0, REMEMBER)
