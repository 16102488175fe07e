"""What an agent is told first: true, complete, and short at any size."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers import synthetic
from helpers.example import KEPT, TYPO
from helpers.files import copy_fixture, lay_out
from helpers.work import asked

from archhook.agents.bounded import ROOMS, fitting, tokens
from archhook.agents.prime import COMMANDS, DECLARE, LIMIT, RULES, prime_of, prime_text
from archhook.cli.commands import NAMES
from archhook.laws.catalogue import LAWS
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any


def document(folder: Path, *layers: Mapping[str, str]) -> dict[str, Any]:
    for files in layers:
        lay_out(folder, files)
    return asked(folder, lambda seen: prime_of(seen, NAMES)(ROOMS[0]))


def long_ledger(tasks: int) -> dict[str, str]:
    """Many nodes, 300 Intents among them, with names that never end, and a configuration to match."""
    files = synthetic.project(tasks)
    intents = "".join(
        f'\n\nclass Long{number}(Intent):\n    """[I-{1000 + number}] {"very " * 400}long."""\n'
        for number in range(300)
    )
    patterns = ", ".join(f'"{"folder/" * 30}{number}/"' for number in range(200))
    absent = ("INV401", "TST501")  # no file is there: thousands of findings would say so, each with its chains
    severities = "".join(
        f'{law.code} = "{"off" if law.code in absent else "warning"}"\n' for law in LAWS if law.code != "LED001"
    )
    toml = f"exclude = [{patterns}]\ntests = [{patterns}]\n[severity]\n{severities}"
    return {"architecture.py": files["architecture.py"] + intents, "archhook.toml": toml}


@pytest.mark.parametrize(
    ("tasks", "at_least"), [(100, 400), pytest.param(3900, 5000, marks=pytest.mark.slow)], ids=["400 nodes", "5000"]
)
def test_it_is_short_at_any_size(tmp_path: Path, tasks: int, at_least: int) -> None:
    lay_out(tmp_path, long_ledger(tasks))

    def question(seen: Any) -> tuple[int, list[str]]:
        build = prime_of(seen, NAMES)
        return len(seen.nodes), [
            fitting(lambda room: prime_text(build(room)), LIMIT),
            fitting(lambda room: as_line(build(room)), LIMIT),
        ]

    nodes, texts = asked(tmp_path, question)
    assert nodes > at_least
    assert all(1000 < 3 * tokens(text) <= 3 * LIMIT for text in texts)
    assert "Before a commit:" in texts[0]
    assert json.loads(texts[1])["intents_total"] > 300


def test_it_says_how_things_stand(tmp_path: Path) -> None:
    found = document(tmp_path, KEPT, TYPO)
    assert found["ledger"] == "architecture.py"
    assert found["intents"] == [{"id": "I-1", "name": "People talk to each other"}]
    state = found["state"]
    assert (state["errors"], state["codes"], state["chains"]) == (2, {"INV403": 1, "INV407": 1}, 1)
    assert found["next_ids"]["T"] == "T-2"
    text = prime_text(found)
    assert "Now: 1 intent, 1 requirement, 1 design, 1 task, 4 tests; 0 planned, 0 waived; 2 errors" in text
    assert "Goal I-1: People talk to each other\n" in text


def test_the_ledger_is_named_by_the_module_at_which_it_is_entered(tmp_path: Path) -> None:
    found = document(copy_fixture("kept/package", tmp_path / "package"))
    assert (found["ledger"], found["modules"]) == ("architecture/__init__.py", 4)
    text = prime_text(found)
    assert text.startswith("This repository is governed by its ledger, architecture/__init__.py and 3 more modules.\n")
    folder = tmp_path / "package"
    assert asked(folder, lambda seen: seen.ledger) == tuple(
        f"architecture/{name}.py" for name in ("__init__", "board", "goals", "sign_in")
    )


def test_it_says_how_new_ids_look(tmp_path: Path) -> None:
    words = {"architecture.py": KEPT["architecture.py"].replace("[T-1]", "[T-app.client]")}
    numbers = document(tmp_path / "numbers", KEPT, words)
    assert (numbers["next_ids"]["T"], numbers["next_ids"]["UT"]) == ("T-1", "UT-2")
    found = document(tmp_path / "words", KEPT, words, {"archhook.toml": 'new-ids = "words"\n'})
    assert (found["next_ids"]["T"], found["next_ids"]["D"]) == ("T-module.name", "D-2")
    assert '"""[T-module.name] ' in found["declare"]


def test_every_family_of_laws_has_its_rule() -> None:
    assert {family for family, _ in RULES} >= {law.code[:3] for law in LAWS}


@pytest.mark.parametrize(
    ("config", "there", "gone"),
    [
        ("", "its module-level classes", "another severity"),
        ("", "Real imports are held to that (DEP203): `archhook sync --requires` writes", "another severity"),
        ('symbols = "public"', "its public module-level classes", "its module-level classes"),
        ('exclude = ["vendored/"]', "Not governed: vendored/", "another severity"),
        (
            '[severity]\nCON301 = "off"\nCON302 = "off"\nTST506 = "warning"',
            "CON302 off, TST506 warning",
            "`conflicts_with` are not",
        ),
    ],
    ids=["default", "imports", "symbols", "exclude", "severity"],
)
def test_the_rules_are_those_of_the_project(tmp_path: Path, config: str, there: str, gone: str) -> None:
    text = prime_text(document(tmp_path, KEPT, {"archhook.toml": config + "\n"}))
    assert there in text
    assert gone not in text


def test_only_commands_that_exist_are_named(tmp_path: Path) -> None:
    named = [one["command"] for one in document(tmp_path, KEPT)["commands"]]
    assert named == [typed for name, typed, _ in COMMANDS if name in NAMES]
    assert len(named) >= 5


def test_what_it_says_to_declare_is_kept(tmp_path: Path) -> None:
    example = DECLARE.format(task="T-2", test="UT-2", design="D-1")
    files = {
        "architecture.py": KEPT["architecture.py"] + "\n\n" + example,
        "src/client.py": KEPT["src/client.py"],
        "src/other.py": "LIMIT = 1\ndef send(): pass\nclass Client:\n    def close(self): pass\n",
        "tests/test_other.py": "def test_send(): assert str(1)\n",
        "tests/test_client.py": KEPT["tests/test_client.py"],
    }
    files["architecture.py"] = (
        files["architecture.py"]
        .replace('    file_path = "src/client.py"\n    classes', '    file_path = "src/other.py"\n    classes')
        .replace(
            '    test_file = "tests/test_client.py"\n    test_functions = ["test_send"]',
            '    test_file = "tests/test_other.py"\n    test_functions = ["test_send"]',
        )
    )
    lay_out(tmp_path, files)
    assert asked(tmp_path, lambda seen: [(one.code, one.message) for one in seen.verdict.findings]) == []


def test_what_a_terminal_would_act_upon_is_escaped(tmp_path: Path) -> None:
    ledger = KEPT["architecture.py"].replace("People talk", "People \\x1b[31m talk")
    assert "\x1b" not in prime_text(document(tmp_path, KEPT, {"architecture.py": ledger}))
