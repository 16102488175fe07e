"""The ledger first: what is judged, and what every command says, while the ledger itself is not sound."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from helpers.cli import archhook
from helpers.example import KEPT, LEDGER

from archhook.model.findings import LEDGER_FIRST

CLASS = LEDGER.replace("satisfies = [Delivery]", "satisfies = [Delivry]")
FIELD = LEDGER.replace("file_path =", "file_paht =")
TWICE = LEDGER.replace("[UT-1]", "[IT-1]").replace("class Publishes(UnitTest)", "class Publishes(IntegrationTest)")
DANGLING = LEDGER.replace("satisfies = [Delivery]", 'satisfies = [Delivery, "R-9"]')


@pytest.fixture
def project(git_repo):
    """Makes a repository with the example's files, some of them other ones."""

    def make(ledger=LEDGER, **files):
        repo = git_repo()
        changed = {path.replace("__", "/").replace("_py", ".py"): text for path, text in files.items()}
        repo.commit(files={**KEPT, "architecture.py": ledger, **changed})
        return repo

    return make


def codes(repo, *options):
    done = archhook(repo.path, "check", "--format", "json", *options)
    document = json.loads(done.stdout)
    return document["judged"], [one["code"] for one in document["findings"]], done.returncode, document


@pytest.mark.parametrize(
    ("ledger", "code", "fix"),
    [
        (CLASS, "LED003", "did you mean 'Delivery'?"),
        (FIELD, "LED004", "did you mean 'file_path'?"),
        (TWICE, "LED002", "archhook sync --renumber"),
    ],
)
def test_of_a_ledger_that_is_not_sound_nothing_else_is_judged(project, ledger, code, fix):
    repo = project(ledger, src__new_py="def new(): pass\n")
    judged, found, exit_code, document = codes(repo)
    assert (judged, set(found), exit_code) == ("ledger", {code}, 1)
    assert any(fix in one["fix"] for one in document["findings"])
    done = archhook(repo.path, "check")
    assert LEDGER_FIRST in done.stderr
    assert "INV405" not in done.stdout
    assert "TRC" not in done.stdout
    assert "TST" not in done.stdout


def test_a_folder_where_none_may_stand_breaks_no_link(project):
    folder = LEDGER.replace('file_path = "src/client.py"', 'file_path = "src/"')
    assert folder != LEDGER
    judged, found, exit_code, _ = codes(project(folder, src__new_py="def new(): pass\n"))
    assert (judged, exit_code) == ("all", 1)
    assert {"LED004", "INV407"} <= set(found)
    assert "INV405" not in found


def test_a_sound_ledger_is_judged_by_all_laws(project):
    assert codes(project())[:3] == ("all", [], 0)


def test_the_same_warm_and_cold(project):
    repo = project(CLASS, src__new_py="def new(): pass\n")
    assert codes(repo)[1] == codes(repo)[1] == codes(repo, "--no-cache")[1] == ["LED003"]
    repo.write("architecture.py", LEDGER)
    assert codes(repo)[:2] == codes(repo, "--no-cache")[:2] == ("all", ["INV405"])
    repo.write("architecture.py", FIELD)
    assert codes(repo)[1] == codes(repo, "--no-cache")[1] == ["LED004"]
    assert archhook(repo.path, "check", "--verify-cache").returncode == 1


def test_placeholders_are_counted_once_the_ledger_is_sound(project):
    marked = LEDGER.replace("[D-1] ", "[D-1] PLACEHOLDER: ")
    repo = project(marked.replace("satisfies = [Delivery]", "satisfies = [Delivry]"))
    judged, found, exit_code, document = codes(repo)
    assert (judged, found, exit_code, document["summary"]["warnings"]) == ("ledger", ["LED003"], 1, 0)
    repo.write("architecture.py", marked)
    judged, found, exit_code, document = codes(repo)
    assert (judged, found, exit_code, document["summary"]["warnings"]) == ("all", ["LED007"], 0, 1)
    assert codes(repo, "--no-cache") == (judged, found, exit_code, document)


def test_placeholders_are_exempt_as_other_findings_are(project):
    marked = LEDGER.replace("[D-1] ", "[D-1] PLACEHOLDER: ")
    lines = marked.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if "[D-1]" in line)
    waived = "".join([*lines[: at + 1], '    waives = {"LED007": "when it is built"}\n', *lines[at + 1 :]])
    assert codes(project(waived))[1:3] == ([], 0)
    lines[at - 1] = lines[at - 1].rstrip() + "  # archhook: ignore[LED007] when it is built\n"
    assert codes(project("".join(lines)))[1:3] == ([], 0)
    repo = project(marked)
    assert archhook(repo.path, "baseline").returncode == 0
    repo.run("add", "-A")
    _, found, exit_code, document = codes(repo)
    assert (found, exit_code, document["summary"]["baselined"]) == ([], 0, 1)
    repo.commit(files={"archhook-baseline.txt": "", "archhook.toml": '[severity]\nLED007 = "error"\n'})
    assert codes(repo)[1:3] == (["LED007"], 1)


def test_a_waived_breach_of_the_ledger_holds_nothing_up(project):
    waived = DANGLING.replace(
        "    satisfies = [Delivery,", '    waives = {"LED003": "R-9 comes next week"}\n    satisfies = [Delivery,'
    )
    judged, found, exit_code, document = codes(project(waived))
    assert (judged, found, exit_code, document["summary"]["waived"]) == ("all", [], 0, 1)


def test_one_that_is_a_warning_holds_nothing_up(project):
    repo = project(DANGLING, src__new_py="def new(): pass\n")
    repo.write("archhook.toml", '[severity]\nLED003 = "warning"\n')
    repo.run("add", "-A")
    assert codes(repo)[:3] == ("all", ["LED003", "INV405"], 1)


def test_one_that_is_in_the_baseline_holds_nothing_up(project):
    repo = project(DANGLING)
    _, _, _, document = codes(repo)
    subject = document["findings"][0]["subject"]
    frozen = f"LED003 D-1 {subject['file'] or '-'} {subject['symbol']}"
    repo.commit(files={"archhook-baseline.txt": f"{frozen}\nTST505 D-1 - -\n"})
    judged, found, exit_code, document = codes(repo)
    assert (judged, found, exit_code) == ("all", ["LED006"], 1)
    assert archhook(repo.path, "baseline", "--prune").returncode == 0  # the frozen breach does not stop it, either
    assert codes(repo)[:3] == ("all", [], 0)


LAYER = LEDGER.replace("    satisfies = [Delivery]", '    satisfies = [Delivery]\n    layer = "modle"')


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ('layer = "modle"', "`layers` of the configuration does not name the layer 'modle'", "did you mean 'model'?"),
        ("layer = 5", "`layer` takes a string, not a number", "write a string"),
        ('packages = ["scikit-learn"]', "which is no name that code imports", "did you mean 'sklearn'?"),
        ("exclusive_packages = 5", "`exclusive_packages` takes a list of strings", "write a list of strings"),
    ],
)
def test_what_breaks_no_link_holds_nothing_up(project, line, message, fix):
    ledger = LEDGER.replace("    satisfies = [Delivery]", f"    satisfies = [Delivery]\n    {line}")
    repo = project(ledger, src__new_py="def new(): pass\n")
    repo.write("archhook.toml", 'layers = ["view", "model"]\n')
    repo.run("add", "-A")
    judged, found, exit_code, document = codes(repo)
    assert (judged, sorted(found), exit_code) == ("all", ["INV405", "LED004"], 1)
    (told,) = (one for one in document["findings"] if one["code"] == "LED004")
    assert (message in told["message"], fix in told["fix"]) == (True, True)
    assert (told["node"], told["line"]) == ("D-1", ledger[: ledger.index(line)].count("\n") + 1)
    assert archhook(repo.path, "sync", "--untracked").returncode == 1  # the typo is left to a person, the file is not
    assert codes(repo)[1] == codes(repo, "--no-cache")[1] == ["LED004"]


def test_an_unknown_layer_comes_and_goes(project):
    """Also where the class statement alone is read, and of a Design that is not in force."""
    repo = project(LAYER.replace("modle", "model"))
    repo.write("archhook.toml", 'layers = ["view", "model"]\n')
    repo.run("add", "-A")
    other = '\n\nclass Other(Design):\n    """[D-2] Considered."""\n\n    adopted = False\n    layer = "{}"\n'
    steps = (
        (LAYER.replace("modle", "model"), []),
        (LAYER, ["LED004"]),
        (LAYER + other.format("views"), ["LED004", "LED004"]),
        (LAYER.replace("modle", "view") + other.format("views"), ["LED004"]),
        (LAYER.replace("modle", "view") + other.format("view"), []),
        (LAYER.replace("modle", "view") + other.format("viev"), ["LED004"]),
    )
    for ledger, wanted in steps:
        repo.write("architecture.py", ledger)
        assert codes(repo)[1] == codes(repo, "--no-cache")[1] == wanted
    repo.write("archhook.toml", 'layers = ["view", "viev"]\n')
    assert codes(repo)[1] == codes(repo, "--no-cache")[1] == []
    waived = LAYER.replace('    layer = "modle"', '    layer = "modle"\n    waives = {"LED004": "model is to come"}')
    repo.write("architecture.py", waived)
    assert codes(repo)[1] == codes(repo, "--no-cache")[1] == []


def test_waived_and_baselined_count_the_ledger_alone(project):
    waived = LEDGER.replace("class Broker(Design):", "class Broker(Design):", 1).replace(
        "    satisfies = [Delivery]",
        '    waives = {"LED003": "next week", "TRC105": "why"}\n    satisfies = [Delivery, "R-9"]',
    )
    broken = waived.replace("implements = Broker", "implements = Brokr")
    judged, found, _, document = codes(project(broken))
    assert (judged, found) == ("ledger", ["LED003"])
    assert document["summary"]["waived"] == 1  # not TRC105, which is broken and waived, too


@pytest.mark.parametrize(
    "command",
    [("sync",), ("sync", "--check"), ("sync", "--diff"), ("sync", "--staged"), ("baseline",)],
    ids=" ".join,
)
def test_nothing_is_written_while_the_ledger_is_not_sound(project, command):
    repo = project(FIELD, src__new_py="def new(): pass\n")
    done = archhook(repo.path, *command)
    assert (done.returncode, done.stdout) == (1, "")
    assert "LED004" in done.stderr
    assert "did you mean 'file_path'?" in done.stderr
    assert LEDGER_FIRST in done.stderr
    assert repo.run("status", "--porcelain") == ""


def test_a_baseline_is_not_pruned_by_what_was_not_judged(project):
    repo = project(src__new_py="def new(): pass\n")
    assert archhook(repo.path, "baseline").returncode == 0
    before = (repo.path / "archhook-baseline.txt").read_text()
    assert "INV405" in before
    repo.commit(files={"architecture.py": FIELD})
    done = archhook(repo.path, "baseline", "--prune")
    assert (done.returncode, (repo.path / "archhook-baseline.txt").read_text()) == (1, before)
    assert LEDGER_FIRST in done.stderr


def test_what_is_broken_in_the_ledger_may_be_accepted_by_name(project):
    repo = project(DANGLING, src__new_py="def new(): pass\n")
    for word in ("INV405", "D-1"):
        refused = archhook(repo.path, "baseline", "--accept", word, "--because", "later")
        assert (refused.returncode, LEDGER_FIRST in refused.stderr) == (1, True)
    assert archhook(repo.path, "baseline", "--accept", "LED003", "--because", "R-9 comes next week").returncode == 0
    repo.run("add", "-A")
    judged, found, _, document = codes(repo)
    assert (judged, found, document["summary"]["baselined"]) == ("all", ["INV405"], 1)


def test_ids_that_are_taken_twice_are_still_mended(project):
    repo = project()
    repo.write("architecture.py", TWICE)
    assert archhook(repo.path, "sync", "--renumber", "--base", "HEAD").returncode == 0
    assert "LED002" not in codes(repo)[1]


def test_every_format_says_that_the_ledger_comes_first(project):
    repo = project(CLASS)
    said = {one: archhook(repo.path, "check", "--format", one).stdout for one in ("sarif", "junit", "github")}
    assert all(LEDGER_FIRST in text for text in said.values())
    assert '<testsuites name="archhook" tests="2" failures="1" errors="0" skipped="1">' in said["junit"]
    run = json.loads(said["sarif"])["runs"][0]
    assert run["properties"]["judged"] == "ledger"


def test_so_do_the_answers_that_rest_on_it(project):
    repo = project(CLASS)
    for command in (("ready",), ("list",), ("show", "D-1")):
        assert LEDGER_FIRST in archhook(repo.path, *command).stderr
    assert json.loads(archhook(repo.path, "ready", "--format", "json").stdout)["judged"] == "ledger"
    assert LEDGER_FIRST in archhook(repo.path, "prime").stdout
    assert "every Task is written and kept" not in archhook(repo.path, "ready").stderr


def test_so_does_a_ledger_that_is_run(project):
    main = "from archhook import validate_architecture\n\n\nif __name__ == '__main__':\n    validate_architecture()\n"
    repo = project(DANGLING + "\n\n" + main)
    run = [sys.executable, "architecture.py"]
    done = subprocess.run(run, cwd=repo.path, capture_output=True, text=True, check=True)
    assert LEDGER_FIRST[1:] in done.stdout
    assert "LED003" in done.stdout
