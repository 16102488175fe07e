"""`archhook sync --requires` in real repositories: what it writes, in which order, and what it leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from helpers.walls import project, task
from hypothesis import given, settings
from hypothesis import strategies as st

from archhook.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from helpers.git_repo import GitRepo


@pytest.fixture
def scene(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> Callable[..., GitRepo]:
    """Makes a project of Designs that holds but for its imports; the current folder."""

    def made(fields: Mapping[int, tuple[str, ...]], imports: Mapping[int, str], config: str = "") -> GitRepo:
        repo = git_repo("scene")
        repo.commit("start", files=project(fields, imports, config))
        monkeypatch.chdir(repo.path)
        return repo

    return made


def findings(capsys: pytest.CaptureFixture[str], *options: str) -> list[tuple[str, str, str]]:
    """(code, file or node, symbol) of all that stands."""
    capsys.readouterr()
    main(["check", "--format", "json", *options])
    subjects = ((one["code"], one["subject"]) for one in json.loads(capsys.readouterr().out)["findings"])
    return [(code, one["file"] or one["node"], one["symbol"]) for code, one in subjects]


def test_what_imports_ask_for_is_written_and_nothing_else_changes(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: (), 3: ("requires = [D1]  # of old",)}, {2: "import p1\n", 3: "import p1, p2\n"})
    before = repo.read("architecture.py")
    assert findings(capsys) == [("DEP203", "p2.py", "p1.py"), ("DEP203", "p3.py", "p2.py")]
    assert main(["sync", "--requires", "--check"]) == 1
    assert repo.read("architecture.py") == before
    assert main(["sync", "--requires"]) == 0
    said = capsys.readouterr().err
    assert "archhook: D-2 (Part 2): +requires D-1 (Part 1), for 1 import (p2.py:1)\n" in said
    assert "archhook: D-3 (Part 3): +requires D-2 (Part 2), for 1 import (p3.py:1)\n" in said
    assert "left to you" not in said
    after = before.replace("[D1]  # of old", "[D1, D2]  # of old").replace(
        'Part 2."""\n\n    satisfies = [What]\n', 'Part 2."""\n\n    satisfies = [What]\n    requires = [D1]\n'
    )
    assert repo.read("architecture.py") == after
    assert findings(capsys) == findings(capsys, "--no-cache") == []
    assert main(["sync", "--requires"]) == 0
    assert "archhook: nothing to write\n" in capsys.readouterr().err


def test_sync_alone_never_adds_to_requires(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    repo = scene({1: (), 2: ()}, {2: "import p1\n"})
    before = repo.read("architecture.py")
    assert main(["sync"]) == 1
    assert repo.read("architecture.py") == before
    told = capsys.readouterr().err
    assert "left to you: DEP203" in told
    assert (
        "archhook: 1 import asks for `requires` (DEP203): `archhook sync --requires` writes what breaks no law\n"
        in told
    )
    assert main(["sync", "--requires"]) == 0
    assert main(["sync"]) == 0


def test_the_difference_is_shown_and_a_file_of_the_index_is_looked_at(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {})
    repo.write("p2.py", "import p1\nX = 1\n")
    assert main(["sync", "--requires", "--staged"]) == 0
    assert "nothing to write" in capsys.readouterr().err
    repo.run("add", "p2.py")
    assert main(["sync", "--requires", "--staged", "--diff"]) == 1
    assert "+    requires = [D1]\n" in capsys.readouterr().out
    assert main(["sync", "--requires", "--staged"]) == 0
    assert "architecture.py changed; `git add architecture.py`" in capsys.readouterr().err


CIRCLE = "the circle D-1 > D-2 > D-1 would close"
REFUSED = {
    "a circle, where fewer imports ask for it": (
        {1: (), 2: (), 3: ()},
        {1: "import p2\n", 2: "import p1\n"},
        "",
        {"D-1": ["D-2"]},
        "D-2 (Part 2) may not require D-1 (Part 1), for 1 import (p2.py:1): the circle D-2 > D-1 > D-2 would close",
    ),
    "a circle, where a file imports more names": (
        {1: (), 2: ()},
        {1: "import p2\n", 2: "import p1\nfrom p1 import X as Y\n"},
        "",
        {"D-2": ["D-1"]},
        "D-1 (Part 1) may not require D-2 (Part 2), for 1 import (p1.py:1): the circle D-1 > D-2 > D-1 would close",
    ),
    "a circle with what is required already": (
        {1: ('requires = ["D-2"]',), 2: ('requires = ["D-3"]',), 3: ()},
        {1: "import p2\n", 2: "import p3\n", 3: "import p1\n"},
        "",
        {},
        "D-3 (Part 3) may not require D-1 (Part 1), for 1 import (p3.py:1): "
        "the circle D-3 > D-1 > D-2 > D-3 would close",
    ),
    "a layer": (
        {1: ('layer = "low"',), 2: ('layer = "high"',)},
        {1: "import p2\n"},
        'layers = ["high", "low"]\n',
        {},
        "D-1 (Part 1) may not require D-2 (Part 2), for 1 import (p1.py:1): "
        "D-1 is of the layer 'low', D-2 of the higher layer 'high'",
    ),
    "what is forbidden, reached through another": (
        {1: ("forbids = ['D-3']", "requires = ['D-2']"), 2: (), 3: ()},
        {1: "import p2\n", 2: "import p3\n"},
        "",
        {},
        "D-2 (Part 2) may not require D-3 (Part 3), for 1 import (p2.py:1): D-1 forbids D-3 (D-1 > D-2 > D-3)",
    ),
    "what is not visible": (
        {1: ("visible_to = ['D-3']",), 2: (), 3: ()},
        {2: "import p1\n", 3: "import p1\n"},
        "",
        {"D-3": ["D-1"]},
        "D-2 (Part 2) may not require D-1 (Part 1), for 1 import (p2.py:1): D-1 is visible to D-3 alone",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_breaks_a_law_is_said_and_not_written(
    case: str, scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    fields, imports, config, written, said = REFUSED[case]
    scene(fields, imports, config)
    assert main(["sync", "--requires"]) == 1
    told = capsys.readouterr().err
    assert (
        f"archhook: left to you: {said}\n    `archhook check` says of each of these imports what else helps\n" in told
    )
    assert {
        line.split()[1]: [line.split("+requires ")[1].split()[0]] for line in told.splitlines() if "+req" in line
    } == (written)
    left = findings(capsys)
    assert [code for code, *_ in left] == ["DEP203"]
    assert main(["sync", "--requires"]) == 1
    assert "archhook: nothing to write but what is left to you" in capsys.readouterr().err


def test_of_two_that_close_a_circle_together_the_one_is_written_that_more_imports_ask_for(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {1: "import p2\n", 2: "import p1\n"})
    more = task(2).replace("T2(", "T3(").replace("T-2", "T-3").replace("p2.py", "q2.py")
    repo.write("architecture.py", repo.read("architecture.py") + more)
    repo.write("q2.py", "import p1\nX = 1\n")
    repo.run("add", "-A")
    assert main(["sync", "--requires"]) == 1
    told = capsys.readouterr().err
    assert "archhook: D-2 (Part 2): +requires D-1 (Part 1), for 2 imports (the first at p2.py:1)\n" in told
    assert f"D-1 (Part 1) may not require D-2 (Part 2), for 1 import (p1.py:1): {CIRCLE}" in told


def test_what_is_waived_or_ignored_asks_for_nothing(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(
        {1: (), 2: (), 3: ('waives = {"DEP203": "until May"}',)},
        {2: "import p1  # archhook: ignore[DEP203] until May\n", 3: "import p1\n"},
    )
    before = repo.read("architecture.py")
    assert main(["sync", "--requires"]) == 0
    assert repo.read("architecture.py") == before
    assert findings(capsys) == []


def test_what_is_frozen_is_written_once_it_may_be(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene(
        {1: ("requires = ['D-2']",), 2: (), 3: (), 4: ()}, {1: "import p2\n", 2: "import p1\n", 3: "import p1\n"}
    )
    assert main(["baseline", "--accept", "D-2", "--because", "to require it would close a circle"]) == 0
    assert main(["baseline", "--accept", "D-3", "--because", "until May"]) == 0
    repo.run("add", "-A")
    assert main(["sync", "--requires", "--check"]) == 1
    assert main(["sync", "--requires"]) == 0
    told = capsys.readouterr().err
    assert "D-3 (Part 3): +requires D-1 (Part 1), for 1 import (p3.py:1, in the baseline)\n" in told
    assert "archhook: the baseline need not freeze these imports any longer: `archhook baseline --prune`\n" in told
    assert "D-2" not in told.partition("D-3 (Part 3)")[2]
    assert findings(capsys) == [("LED006", "archhook-baseline.txt", "DEP203 - p3.py p1.py")]
    assert main(["baseline", "--prune"]) == 0
    assert findings(capsys) == []
    assert main(["sync", "--requires"]) == 0, "the other one would still close a circle, and stops nobody"
    assert "archhook: nothing to write\n" in capsys.readouterr().err
    repo.write("architecture.py", repo.read("architecture.py").replace("requires = ['D-2']", "requires = []"))
    repo.write("p1.py", "X = 1\n")
    repo.write("p4.py", "import p1\nX = 1\n")
    assert main(["sync", "--requires"]) == 0
    told = capsys.readouterr().err
    assert "D-2 (Part 2): +requires D-1 (Part 1), for 1 import (p2.py:1, in the baseline)\n" in told
    assert "D-4 (Part 4): +requires D-1 (Part 1), for 1 import (p4.py:1)\n" in told
    assert main(["baseline", "--prune"]) == 0
    assert not (repo.path / "archhook-baseline.txt").exists()
    repo.run("add", "-A")
    assert findings(capsys) == findings(capsys, "--no-cache") == []


def test_what_stops_a_commit_is_written_before_what_is_frozen(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    """However many imports the other side has."""
    repo = scene({1: (), 2: ()}, {1: "import p2\n"})
    more = task(1).replace("T1(", "T3(").replace("T-1", "T-3").replace("p1.py", "q1.py")
    repo.write("architecture.py", repo.read("architecture.py") + more)
    repo.write("q1.py", "import p2\nX = 1\n")
    repo.run("add", "-A")
    assert main(["baseline", "--accept", "DEP203", "--because", "until May"]) == 0
    repo.write("p2.py", "import p1\nX = 1\n")
    repo.run("add", "-A")
    assert main(["sync", "--requires"]) == 0
    told = capsys.readouterr().err
    assert "D-2 (Part 2): +requires D-1 (Part 1), for 1 import (p2.py:1)\n" in told
    assert "baseline --prune" not in told
    assert findings(capsys) == []


def test_where_the_law_is_off_that_is_said(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    repo = scene({1: (), 2: ()}, {2: "import p1\n"})
    repo.write("archhook.toml", repo.read("archhook.toml") + 'DEP203 = "off"\nDEP202 = "warning"\n')
    repo.write("architecture.py", repo.read("architecture.py").replace("satisfies = [What]", "satisfies = []", 1))
    assert main(["sync", "--requires"]) == 0
    assert "archhook: DEP203 is off, so that no import asks for anything\n" in capsys.readouterr().err


def test_what_breaks_by_it_is_told(scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]) -> None:
    """A promise that does not hold with what the code really uses."""
    limit = "estimated = ResourceConstraints({})"
    repo = scene({1: (limit.format("request_rate=10"),), 2: (limit.format("request_rate=100"),)}, {2: "import p1\n"})
    text = repo.read("architecture.py").replace("Requirement, Task", "Requirement, ResourceConstraints, Task")
    repo.write("architecture.py", text)
    assert main(["sync", "--requires"]) == 1
    told = capsys.readouterr().err
    assert "D-2 (Part 2): +requires D-1 (Part 1)" in told
    assert "left to you: CON302 " in told


def test_what_cannot_be_edited_is_left_with_what_to_write(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: (), 3: ("requires = 'D-1', 'D-1'",), 4: ()}, {3: "import p2\n", 4: "import p1\n"})
    assert main(["sync", "--requires"]) == 1
    told = capsys.readouterr().err
    assert (
        "archhook: left to you: D-3 (Part 3): +requires D-2 (Part 2), for 1 import (p3.py:1); "
        "it cannot be edited: its `requires` is a tuple without brackets; write it by hand\n"
    ) in told
    assert "archhook: D-4 (Part 4): +requires D-1 (Part 1), for 1 import (p4.py:1)\n" in told
    assert repo.read("architecture.py").count("requires") == 2


@pytest.mark.parametrize("other", [["--resolve"], ["--renumber", "--base", "HEAD"]])
def test_one_thing_at_a_time(
    scene: Callable[..., GitRepo], other: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    scene({1: ()}, {})
    assert main(["sync", "--requires", *other]) == 2
    assert f"--requires and {other[0]} exclude each other" in capsys.readouterr().err


def test_a_ledger_that_is_not_sound_comes_first(
    scene: Callable[..., GitRepo], capsys: pytest.CaptureFixture[str]
) -> None:
    repo = scene({1: (), 2: ()}, {2: "import p1\n"})
    repo.write("architecture.py", repo.read("architecture.py").replace("[D-2]", "[D-1]"))
    assert main(["sync", "--requires"]) == 1
    assert "LED002" in capsys.readouterr().err


NUMBERS = range(1, 7)
LAYERS = ("high", "middle", "low", "")


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    st.sets(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)), max_size=14),
    st.sets(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)).filter(lambda one: one[0] < one[1]), max_size=3
    ),
    st.lists(st.sampled_from(LAYERS), min_size=6, max_size=6),
    st.sets(
        st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)).filter(lambda one: one[0] != one[1]), max_size=2
    ),
    st.sampled_from(["", "transitive = true\n"]),
)
def test_whatever_may_be_written_is_and_no_law_breaks_by_it(
    tmp_path_factory: pytest.TempPathFactory,
    imports: set[tuple[int, int]],
    required: set[tuple[int, int]],
    layers: list[str],
    forbidden: set[tuple[int, int]],
    transitive: str,
) -> None:
    from helpers.files import lay_out

    from archhook.check.api import judge
    from archhook.check.request import Request
    from archhook.sync.requires_run import prepare
    from archhook.sync.sync_run import write

    def named(pairs: set[tuple[int, int]], number: int) -> str:
        return ", ".join(f"'D-{other}'" for one, other in sorted(pairs) if one == number)

    fields = {
        number: (
            f"requires = [{named(required, number)}]",
            f"forbids = [{named(forbidden, number)}]",
            *([f"layer = '{layers[number - 1]}'"] if layers[number - 1] else ()),
        )
        for number in NUMBERS
    }
    code = {
        number: "".join(f"import p{other}\n" for one, other in sorted(imports) if one == number) for number in NUMBERS
    }
    folder = tmp_path_factory.mktemp("made")
    lay_out(folder, project(fields, code, f'layers = ["high", "middle", "low"]\n{transitive}'))
    request = Request(str(folder), no_cache=True)
    before = judge(request).verdict.findings
    known = [one for one in before if one.code != "DEP203"]
    write(prepare(request))
    after = judge(request).verdict.findings
    assert [one.message for one in after if one.code != "DEP203"] == [one.message for one in known]
    ledger = (folder / "architecture.py").read_text()
    for finding in after:  # each of what is left would break a law, were it written
        if finding.code == "DEP203":
            source, target = int(finding.file[1]), int(finding.symbol[1])
            head = f'"""[D-{source}] Part {source}."""\n\n    satisfies = [What]\n    requires = ['
            assert head in ledger
            (folder / "architecture.py").write_text(ledger.replace(head, f"{head}'D-{target}', "))
            tried = judge(request).verdict.findings
            (folder / "architecture.py").write_text(ledger)
            assert len([one for one in tried if one.code != "DEP203"]) > len(known) or any(
                one.code in ("DEP202", "DEP208") and one.message not in {other.message for other in known}
                for one in tried
            )
