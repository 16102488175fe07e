"""The brief of a node: why, constraints, files, symbols and tests, within its bound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from helpers import synthetic
from helpers.example import KEPT, TYPO
from helpers.files import lay_out
from helpers.work import asked, project

from archhook.agents.bounded import ROOMS, fitting, tokens
from archhook.agents.brief import LIMIT, brief_of, reasons
from archhook.agents.brief_text import brief_text
from archhook.agents.claims import Claim, Part
from archhook.model.nodes import Node
from archhook.report.json import as_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MORE = '''

class Other(Design):
    """[D-8] The other way.

    It was considered.
    """

    satisfies = [Promise]
    conflicts_with = ["D-1"]
    adopted = False


class Alone(UnitTest):
    """[UT-1] Work alone."""

    verifies = "D-1"
    test_file = "tests/test_work.py"
    test_functions = ["test_a", "TestB::test_c"]


class All(UnitTest):
    """[UT-2] All of it."""

    verifies = "D-1"
    test_file = "tests/test_all.py"
    test_functions = "*"


Design1.estimated = ResourceConstraints(memory_mb=30, latency_p99_ms=2.5)
'''
TASK_TEXT = """\
T-1 Work 1
  task, planned, architecture.py:38

why
  I-1 > R-1 > D-1 > T-1
  I-1 The goal
    It is worth it.
  R-1 The promise
    Whoever reads this knows why.
    budget: memory_mb 100

design D-1
  Part 1
  It stands on "D-2".
  requires D-2 Part 2: src/work2.py
  estimated: latency_p99_ms 2.5, memory_mb 30

where
  src/work1.py
    functions: work1

may use
  src/work2.py
    def work2()

tests
  UT-1 (unit, of D-1): tests/test_work.py::test_a tests/test_work.py::TestB::test_c
  UT-2 (unit, of D-1): tests/test_all.py

then
  archhook claim T-1
  once it is written: `archhook sync --untracked` takes `planned = True` out of the ledger
  archhook check --untracked
  archhook release T-1
"""


def document(folder: Path, files: Mapping[str, str], node_id: str, claim: Claim | None = None) -> dict[str, Any]:
    return asked(lay_out(folder, files), lambda seen: brief_of(seen, node_id, claim)(ROOMS[0]))


def example() -> dict[str, str]:
    return project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept")}, MORE)


def test_a_task_in_words(tmp_path: Path) -> None:
    found = document(tmp_path, example(), "T-1")
    line = example()["architecture.py"].splitlines().index("class Task1(Task):") + 1
    assert brief_text(found) == TASK_TEXT.replace(":38", f":{line}")


OWING = '''

class Judged(SystemTest):
    """[ST-1] The promise is kept."""

    verifies = Promise
    test_file = "tests/system/test_promise.py"
    test_functions = ["test_promise"]
    planned = True


class Together(IntegrationTest):
    """[IT-1] Both together."""

    verifies = "D-1"
    test_file = "tests/test_both.py"
    test_functions = "*"
    planned = True
'''
OWING_TEXT = """\
tests
  UT-1 (unit, of D-1): tests/test_work.py::test_a tests/test_work.py::TestB::test_c
  UT-2 (unit, of D-1): tests/test_all.py
  IT-1 (integration, of D-1, planned): tests/test_both.py
  ST-1 (system, of R-1, planned): tests/system/test_promise.py::test_promise

owed once it is written
  integration test of D-1: IT-1
  system test of R-1: ST-1
  acceptance test of I-1: none is planned, write or plan one

exempt
  waiver TST506 of T-1: not yet
  ignore src/work1.py:1 INV407 in the whole file: generated

then
  archhook claim T-1
  once it and its tests are written: `archhook sync --untracked` takes `planned = True` out of the ledger
  archhook check --untracked
  archhook release T-1
"""


def test_what_a_task_owes_and_what_is_exempt(tmp_path: Path) -> None:
    files = project({1: [2], 2: []}, {1: (1, "planned"), 2: (2, "kept")}, MORE + OWING)
    files["archhook.toml"] = files["archhook.toml"].replace('TST508 = "off"\n', "")
    files["architecture.py"] = (
        files["architecture.py"]
        .replace("UnitTest\n", "IntegrationTest, SystemTest, UnitTest\n", 1)
        .replace('["work1"]\n', '["work1"]\n    waives = {"TST506": "not yet"}\n', 1)
    )
    files["src/work1.py"] = "# archhook: ignore[INV407] generated\n"
    assert brief_text(document(tmp_path, files, "T-1")).endswith(OWING_TEXT)


def test_a_broken_and_claimed_task(tmp_path: Path) -> None:
    claim = Claim("", "T-1", "bob", 0, 86_400, (Part("src/client.py", ()),))
    found = document(tmp_path, KEPT | TYPO, "T-1", claim)
    assert found["node"]["state"] == "broken"
    assert next((one["code"], one["fix"]) for one in found["findings"]) == ("INV403", "did you mean 'publsh'?")
    text = brief_text(found)
    assert "  claimed by bob until 1970-01-02T00:00:00Z\n" in text
    assert "archhook claim" not in text


@pytest.mark.parametrize(
    ("node_id", "designs", "files", "tests"),
    [
        ("D-1", ["D-1"], ["T-1"], ["UT-1", "UT-2"]),
        ("R-1", ["D-1", "D-2"], ["T-1", "T-2"], ["UT-1", "UT-2"]),
        ("I-1", [], ["T-1", "T-2"], []),
        ("UT-1", ["D-1"], ["UT-1"], ["UT-1", "UT-2"]),
        ("D-8", ["D-8"], [], []),
    ],
)
def test_any_node_has_a_brief(
    tmp_path: Path, node_id: str, designs: list[str], files: list[str], tests: list[str]
) -> None:
    found = document(tmp_path, example(), node_id)
    assert [one["id"] for one in found["designs"]] == designs
    assert [one["node"] for one in found["files"]] == files
    assert [one["id"] for one in found["tests"]] == tests
    assert brief_text(found).startswith(f"{node_id} ")


def test_a_conflict_is_told_from_both_sides(tmp_path: Path) -> None:
    files = example()
    files["architecture.py"] = files["architecture.py"].replace("    adopted = False\n", "")
    for one, other in (("D-1", "D-8"), ("D-8", "D-1")):
        design = document(tmp_path, files, one)["designs"][0]
        assert [conflict["id"] for conflict in design["conflicts_with"]] == [other]


def test_the_walls_of_a_design_and_of_what_it_requires_are_told(tmp_path: Path) -> None:
    files = example()
    files["architecture.py"] += """
Design1.forbids = ["D-8"]
Design1.layer = "base"
Design1.interface = []
Design1.packages = ["requests", "yaml"]
Design1.visible_to = []
Design2.requires = ["D-1"]
"""
    text = brief_text(document(tmp_path, files, "D-1"))
    assert "  must not reach D-8 The other way\n  layer: base\n  interface: none\n  packages: requests, yaml\n" in text
    assert "  requires D-1 Part 1: src/work1.py\n    import of it nothing\n" in brief_text(
        document(tmp_path, files, "D-2")
    )


def test_it_is_bounded_at_any_size(tmp_path: Path) -> None:
    files = {"architecture.py": synthetic.project(300)["architecture.py"].replace("Goal 0", "Goal " + "0" * 20_000)}
    lay_out(tmp_path, files)

    def question(seen: Any) -> list[str]:
        builds = [brief_of(seen, one, None) for one in ("I-0", "R-0", "D-20", "T-250", "UT-1")]
        return [
            fitting(lambda room, build=build, say=say: say(build(room)), LIMIT)  # type: ignore[misc]
            for build in builds
            for say in (as_line, brief_text)
        ]

    texts = asked(tmp_path, question)
    assert all(tokens(text) <= LIMIT for text in texts)
    whole = json.loads(texts[0])
    assert (whole["files_total"], len(whole["files"]) < 100) == (300, True)
    assert "... and " in texts[1]


@pytest.mark.parametrize("long", ["x" * 5000, "a" * 300 + "/" + "\U0001f469" * 900])
def test_no_name_of_a_file_or_symbol_is_too_long_for_it(tmp_path: Path, long: str) -> None:
    ledger = synthetic.project(20)["architecture.py"]
    for name in ('"src/app', '"tests/unit', '"load_', '"LIMIT_', '"test_load'):
        assert name in ledger
        ledger = ledger.replace(name, f'"{long}{name[1:]}')
    lay_out(tmp_path, {"architecture.py": ledger})
    held = Claim("", "T-1", "ann", 0, 1, (Part(long, tuple(f"{long}{number}" for number in range(500))),))

    def question(seen: Any) -> list[str]:
        builds = [brief_of(seen, one, held) for one in ("I-0", "T-1", "UT-1", "D-1")]
        return [fitting(lambda room, build=build: as_line(build(room)), LIMIT) for build in builds]  # type: ignore[misc]

    assert all(tokens(text) <= LIMIT for text in asked(tmp_path, question))


@pytest.mark.parametrize(
    ("doc", "name", "left"),
    [
        ("[D-1] A name. More of it.\n\nReasons.", "A name", "More of it.\n\nReasons."),
        ("[D-1] A name.\n\nReasons.", "A name", "Reasons."),
        ("D-1: A name", "A name", ""),
        ("A name! Why?", "A name", "Why?"),
        ("[D-1] A long\nname. Why", "A long name", "Why"),
        ("[D-1] A name for many.", "A name", "[D-1] A name for many."),
        ("[D-2] A name.", "A name", "[D-2] A name."),
        ("Such is A name.", "A name", "Such is A name."),
        ("Reasons.", "", "Reasons."),
        ("", "A name", ""),
    ],
)
def test_what_a_docstring_says_beside_the_name(doc: str, name: str, left: str) -> None:
    assert reasons(Node("design", "", "D-1", name, doc, "architecture.py", "A", 1, True)) == left
