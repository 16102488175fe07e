"""Ids with words are ids everywhere: what the commands say of a ledger is the same, but for the ids, with numbers."""

from __future__ import annotations

import contextlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, LEDGER, TYPO
from helpers.files import lay_out
from helpers.ledgers import live, read, without_places

from archhook.cli.main import main
from archhook.project.measured import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

WORDS = {
    "I": "I-talk",
    "R": "R-once.more",
    "D": "APP-D-broker.core_2",
    "T": "T-app.client.2",
    "UAT": "UAT-two-people",
    "ST": "ST-a-1",
    "IT": "IT-order",
    "UT": "UT-1a.b-c",
}
NUMBERED = LEDGER.replace("implements = Broker", 'implements = "APP-D-1"\n    waives = {"INV403": "soon"}')
NUMBERED = NUMBERED.replace("[D-1]", "[APP-D-1]").replace("verifies = Chat", 'verifies = "[I-1]"')
_NUMBER = re.compile(rf"(?<![\w-])(?:APP-)?({'|'.join(WORDS)})-1(?![\w.-]*\w)")


def worded(text: str) -> str:
    """A text with words instead of numbers."""
    return _NUMBER.sub(lambda found: WORDS[found[1]], text)


def told(*arguments: str) -> tuple[int, str]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        code = main([*arguments])
    return code, out.getvalue()


COMMANDS = [
    ("check", "--format", "json"),
    ("list", "--format", "json"),
    ("list", "--kind", "task"),
    ("show", "APP-D-1", "--format", "json"),
    ("show", "[T-1]"),
    ("why", "src/client.py", "--format", "json"),
    ("why", "UT-1", "--format", "json"),
    ("impact", "R-1", "--format", "json"),
    ("impact", "src/client.py"),
    ("whatif", "APP-D-1", "--satisfies", "R-1", "--format", "json"),
    ("brief", "T-1", "--format", "json"),
    ("ready", "--format", "json"),
    ("budget", "R-1", "--format", "json"),
    ("graph", "APP-D-1", "--format", "dot"),
    ("diff", "HEAD~1..HEAD", "--format", "json"),
    ("claim", "T-1", "--format", "json"),
    ("claims", "--format", "json"),
    ("release", "T-1"),
    ("baseline", "--accept", "T-1", "--because", "soon"),
]


def test_the_example_is_another_ledger_with_words() -> None:
    assert {node.id for node in read(worded(NUMBERED)).nodes} == {*WORDS.values()}
    assert [*without_places(read(worded(NUMBERED)).nodes)] == [*without_places(live(worded(NUMBERED)).nodes)]


@pytest.fixture
def both(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The project with numbers and with words, each with a change in its last commit and a typo in its code."""
    monkeypatch.setenv("ARCHHOOK_AGENT", "alice")
    made = []
    for name, form in (("numbers", str), ("words", worded)):
        repo = git_repo(name)
        ledger = form(NUMBERED)
        older = ledger.replace("One broker keeps", "A broker keeps")
        repo.commit(files=KEPT | {"architecture.py": older})
        repo.commit(files=TYPO | {"architecture.py": ledger})
        made.append(repo.path)
    return made[0], made[1]


def test_every_command_says_the_same(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    for command in COMMANDS:
        answers = []
        for folder, form in zip(both, (str, worded), strict=True):
            monkeypatch.chdir(folder)
            answers.append(told(*map(form, command)))
        (code, numbers), (code_of_words, words) = answers
        assert code == code_of_words, command
        assert _alike(worded(numbers)) == _alike(words), command
    monkeypatch.chdir(both[1])
    frozen = Path("archhook-baseline.txt").read_text()
    assert worded((both[0] / "archhook-baseline.txt").read_text()) == frozen
    assert f" {WORDS['T']} " in frozen


def _alike(text: str) -> Any:
    """An answer without what differs between two repositories, and without the width of its columns."""
    text = re.sub(r"[0-9a-f]{40}|\d{4}-\d\d-\d\d[T ][\d:]+[Z+:\d]*", "", re.sub(r" +", " ", text))
    with contextlib.suppress(ValueError):
        return json.loads(text)
    return text


def test_the_ledger_runs_as_a_program(tmp_path: Path) -> None:
    import subprocess
    import sys

    ledger = worded(NUMBERED).replace("import Design", "import validate_architecture, Design", 1)
    folder = lay_out(tmp_path / "kept", KEPT, {"architecture.py": f"{ledger}\n\nvalidate_architecture()\n"})
    done = subprocess.run([sys.executable, "architecture.py"], cwd=folder, capture_output=True, check=True, text=True)
    assert "ARCHITECTURE VALIDATED" in done.stdout
    assert archhook(folder, "check", "-q").returncode == 0


def test_figures_of_a_design_are_kept_under_its_word(both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(both[1])
    assert told("measure", "--design", WORDS["D"], "--runs", "1", "--", "true")[0] == 0
    figures = parse(Path("measured.toml").read_bytes(), "measured.toml").figures
    assert {figure.design for figure in figures} == {WORDS["D"]}
    assert told("budget", WORDS["D"])[0] == 0


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("T-APP.client.2", "did you mean T-app.client.2?"),
        ("t-app.client.2", "did you mean T-app.client.2?"),
        ("T-app.client", "did you mean T-app.client.2?"),
        ("R-tree.py", "no file of the snapshot"),
    ],
)
def test_a_word_that_is_nearly_an_id(
    word: str, said: str, both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(both[1])
    assert main(["show", word]) == 2
    assert said in capsys.readouterr().err


def test_sync_leaves_a_node_of_whose_word_another_speaks(
    both: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(both[1])
    ledger = Path("architecture.py").read_text()
    other = ledger[ledger.index("class Client") : ledger.index("class Talks")]
    other = other.replace("Client", "Server").replace(WORDS["T"], "T-app.server").replace("src/client", "src/server")
    spoken = ledger.replace("One broker keeps the order.", "One broker keeps the order: see T-app.server.")
    for text, left in ((ledger, False), (spoken, True)):
        Path("architecture.py").write_text(f"{text}\n\n{other}")
        assert main(["sync"]) == left
        assert ("speaks of T-app.server" in capsys.readouterr().err) is left
        assert ("T-app.server" in Path("architecture.py").read_text()) is left
