"""The README is true: its ledger, its commands and their output, its table of laws, its configuration."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from helpers.cli import BIN, on_path
from helpers.files import copy_fixture
from ruamel.yaml import YAML

from archhook.agents.setup.agent_table import AGENTS
from archhook.agents.setup.agent_table import NAMES as AGENT_NAMES
from archhook.laws.catalogue import LAWS
from archhook.project.configuration import READERS, parse_config

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
FILES = {
    "src/till.py": "TAX_PERCENT = 19\n\n\ndef total(cents):\n    return cents * (100 + TAX_PERCENT) // 100\n",
    "tests/test_till.py": "def test_purchase(): f()\ndef test_many_items(): f()\ndef test_one_item(): f()\n",
    "tests/test_receipt.py": "def test_receipt(): assert str(1)\n",
}


def block(mark: str) -> str:
    """The fenced block below a mark."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found, f"README.md has no block {mark}"
    return found[1]


def said(repo: GitRepo, command: str) -> str:
    """What a command of the README prints, with what differs from run to run made alike."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=repo.path, capture_output=True, encoding="utf-8", check=False,
        env=on_path(),
    )  # fmt: skip
    return alike(done.stdout + done.stderr)


def alike(text: str) -> str:
    text = re.sub(r"merge base [0-9a-f]+", "merge base N", text)
    text = re.sub(r"until \S+Z \(in [^)]*\)", "until TIME", text)
    return re.sub(r"\d+ ms", "N ms", text)


def console(mark: str) -> list[tuple[str, str]]:
    """The commands of a block and what each prints."""
    parts = re.split(r"^\$ ", block(mark), flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def holds(repo: GitRepo, mark: str) -> None:
    """Runs the commands of a block: they print what stands there."""
    for command, output in console(mark):
        assert said(repo, command) == alike(output), f"{mark}: {command}"


@pytest.fixture
def till(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """The README's project, with its ledger as it is printed there."""
    repo = git_repo("till")
    repo.commit("The till", files=FILES | {"architecture.py": block("file: architecture.py")})
    return repo


def test_the_first_ledger_holds(till: GitRepo) -> None:
    holds(till, "run: kept")


def test_the_ledger_runs_as_python_too(till: GitRepo) -> None:
    path = till.path / "architecture.py"
    named = "    UserAcceptanceTest,\n"
    path.write_text(path.read_text().replace(named, f"{named}    validate_architecture,\n", 1))
    path.write_text(path.read_text() + '\n\nif __name__ == "__main__":\n    validate_architecture()\n')
    assert "ARCHITECTURE VALIDATED" in said(till, f"{sys.executable} architecture.py")


@pytest.mark.slow
def test_the_broken_commit_is_stopped_with_just_these_words(till: GitRepo) -> None:
    assert "pre-commit" in said(till, block("run: install").removeprefix("$ "))
    said(till, "git add -A && git commit -m 'Install the hooks'")  # judged, so that the next commit is a warm one
    till.write("src/till.py", FILES["src/till.py"].replace("total", "sum_up"))
    command, output = block("run: broken").split("\n", 1)
    shown = said(till, command.removeprefix("$ "))
    assert [line for line in shown.splitlines() if line] == [line for line in alike(output).splitlines() if line]


def test_the_table_of_laws_is_the_catalogue() -> None:
    table = README.split("<!-- laws -->\n")[1].split("<!-- /laws -->")[0]
    assert table == laws_table(), "write what laws_table() returns between the marks"


def laws_table() -> str:
    """The README's table, from the catalogue."""
    marks = {"error": "", "warning": " (warning)", "off": " (off)"}
    rows = [f"| {law.code} | {law.name}{marks[law.severity]} | {law.summary} |\n" for law in LAWS]
    return "| code | name | broken when |\n|---|---|---|\n" + "".join(rows)


def test_the_configuration_is_one() -> None:
    config = parse_config(block("config").encode(), None)
    assert config.symbols == "public"
    assert config.severity == (("TST506", "warning"),)


def test_every_key_of_the_configuration_is_told() -> None:
    told = {}
    for mark in ("config", "config: measure"):
        told |= tomllib.loads(block(mark))["tool"]["archhook"]
    assert set(told) == set(READERS)


def test_the_first_ledger_is_as_a_formatter_leaves_it() -> None:
    formatted = subprocess.run(
        [BIN / "ruff", "format", "--isolated", "--stdin-filename", "architecture.py", "-"],
        input=block("file: architecture.py"), capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert formatted.stdout == block("file: architecture.py")


def test_the_commands_for_contributors_are_whole() -> None:
    assert (ROOT / ".ci" / "run").read_text().count("README.md")
    for mark in ("judge", "tests"):
        assert subprocess.run(["bash", "-n", "-c", block(mark)], check=False).returncode == 0


def test_a_project_is_adopted_and_kept_in_line(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("till")
    repo.commit("The till", files=FILES)
    holds(repo, "run: init")
    said(repo, "git add -A && git commit --quiet -m Adopted")
    holds(repo, "run: sync")


def shape(line: str) -> str:
    """A line without its figures, and without what hangs on whether these are one."""
    line = re.sub(r"\b(\d+ )(\w+?)s?\b", r"N \2", line)
    return re.sub(r"\b(hold|run)s?\b", r"\1", line.replace("lists them", "lists it"))


def test_what_was_recorded_has_the_form_of_what_is_printed_today(
    till: GitRepo, git_repo: Callable[..., GitRepo]
) -> None:
    """Nothing is fetched here: the recorded run of a public repository is compared with the run of a ring of files."""
    ring = git_repo("ring")
    ring.commit("A ring", files={f"ring/m{n}.py": f"from ring.m{(n + 1) % 30} import X\nX = 1\n" for n in range(30)})
    recorded = {shape(line) for line in dict(console("recorded: init"))["archhook init"].splitlines()}
    today = {shape(line) for line in said(ring, "archhook init").splitlines()}
    assert recorded <= today | {shape(line) for line in block("run: init").splitlines()}
    ((command, shown),) = console("recorded: list")
    assert {line.count("\t") for line in [*shown.splitlines(), *said(till, command).splitlines()]} == {2}
    (_, (_, told)) = console("recorded: check")
    found, because, fix = told.splitlines()
    (_, walls) = console("run: walls")[0]
    assert re.sub(r"\(.*?\)", "()", found).split()[1:4] == re.sub(r"\(.*?\)", "()", walls).split()[1:4]
    assert because.startswith("    because ") and fix.startswith("    fix: take the import out, or give what both need")


def test_a_node_is_called_otherwise(till: GitRepo) -> None:
    holds(till, "run: rename")
    assert said(till, "archhook check -q --strict") == ""


def test_a_baseline_freezes_what_is_there(till: GitRepo) -> None:
    refund = "\n\ndef refund(cents):\n    return -cents\n"
    till.commit("A refund", files={"src/till.py": FILES["src/till.py"] + refund})
    assert "INV407" in said(till, "archhook check -q")
    holds(till, "run: baseline")
    assert (till.path / "archhook-baseline.txt").read_text().endswith(f"\n{block('baseline-file')}")
    assert said(till, "git add -A && archhook check -q") == ""


def test_what_is_loosened_is_listed_and_compared(till: GitRepo) -> None:
    ledger = (till.path / "architecture.py").read_text()
    start = ledger.index("class CentsTogether(IntegrationTest)")
    end = ledger.index("class CentsAlone", start)
    satisfies = "    satisfies = [TotalHoldsTax]\n"
    waived = (ledger[:start] + ledger[end:]).replace(
        satisfies, satisfies + '    waives = {"TST506": "proved by the system tests"}\n', 1
    )
    tests = FILES["tests/test_till.py"].replace("def test_many_items(): f()\n", "")
    old = {
        "tests/test_till.py": tests,
        "src/old/till.py": "def total(): ...\n",
        "src/old/receipt.py": "def receipt(): ...\n",
    }
    config = 'exclude = ["src/old/"] # goes in May\nshared-branches = ["main"]\n'
    till.commit("Old", files=old | {"architecture.py": waived, "archhook.toml": config + "strict = true\n"})
    assert said(till, "archhook check -q") == ""
    holds(till, "run: exemptions")
    said(till, "git checkout -q -b faster")
    refund = FILES["src/till.py"] + "\n\ndef refund(cents):\n    return -cents\n"
    fast = {"src/till.py": refund, "archhook-baseline.txt": block("baseline-file"), "src/fast.py": "def total(): ...\n"}
    till.commit("Faster", files=fast | {"archhook.toml": config.replace('"]', '", "src/fast.py"]', 1)})
    holds(till, "run: loosened")
    assert till.git("checkout", "-q", "main").returncode == 0
    recipe = "archhook exemptions main..faster --fail=exemptions,weaker"
    assert said(till, f"{recipe} > /dev/null; echo $?") == "1\n"


def test_the_inline_ignore_exempts_the_line(till: GitRepo) -> None:
    shown = re.search(r"def refund.*archhook: ignore.*\n", README)
    assert shown
    source = FILES["src/till.py"] + "\n\n" + shown[0] + "    return -cents\n"
    till.commit("A refund", files={"src/till.py": source})
    assert said(till, "archhook check -q") == ""


def test_a_branch_is_judged_by_the_law_of_main(till: GitRepo) -> None:
    shown = re.search(r"def refund.*archhook: ignore.*\n", README)
    assert shown
    said(till, "git checkout -q -b refunds")
    source = FILES["src/till.py"] + "\n\n" + shown[0] + "    return -cents\n"
    till.commit("A refund", files={"src/till.py": source})
    assert said(till, "archhook check -q") == ""
    holds(till, "run: law")
    assert said(till, "archhook check --law refunds -q") == ""


@pytest.fixture
def chat(git_repo: Callable[..., GitRepo]) -> GitRepo:
    """The project of the section on budgets."""
    repo = git_repo("chat")
    copy_fixture("kept/chat", repo.path)
    repo.commit("The chat")
    return repo


def test_the_cascade_is_shown_before_it_is_built(chat: GitRepo) -> None:
    holds(chat, "run: whatif")
    assert said(chat, "git status --porcelain") == ""


def test_the_chat_is_asked(chat: GitRepo) -> None:
    holds(chat, "run: dependence")
    holds(chat, "run: reaching")


def test_budgets_are_added_up_and_measured(chat: GitRepo) -> None:
    holds(chat, "run: budget")
    holds(chat, "run: measure")
    measured = chat.path / "measured.toml"
    text = re.sub(r"(\[D-1\.latency_p99_ms\]\nvalue = )[\d.]+", r"\g<1>94.3", measured.read_text())
    measured.write_text(text)
    holds(chat, "run: infeasible")


def test_the_mapping_of_measurements_is_one() -> None:
    (row,) = parse_config(block("config: measure").encode(), None).measure
    assert {"bench/results/tokens.json", "test_check", "D-3"} <= set(row)


def test_the_detail_changes_as_shown(till: GitRepo) -> None:
    holds(till, "run: detail")
    assert said(till, "archhook check -q") == ""


@pytest.mark.parametrize("command", [command for command, _ in console("questions")])
def test_questions_are_answered(command: str, till: GitRepo) -> None:
    till.commit("Taxes rise", files={"src/till.py": FILES["src/till.py"].replace("19", "20")})
    done = subprocess.run(
        ["bash", "-c", command], cwd=till.path, capture_output=True, encoding="utf-8", check=False,
        env=on_path(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "") or "archhook-report.html" in done.stderr


def test_the_tests_of_a_branch_are_handed_to_pytest(till: GitRepo) -> None:
    shown = re.search(r"^`(tests=.*)`\. ", README, re.MULTILINE)
    assert shown
    handed = shown[1].replace("pytest", "echo pytest")
    assert "pytest" not in said(till, handed)
    till.write("src/till.py", FILES["src/till.py"].replace("19", "20"))
    assert "pytest tests/test_receipt.py::test_receipt tests/test_till.py::test_many_items" in said(till, handed)


def test_ruff_is_told_of_the_lists_of_a_ledger(till: GitRepo) -> None:
    shown = re.search(r"^`(# ruff: .*?)`", README, re.MULTILINE)
    assert shown
    check = "ruff check --isolated --no-cache --select RUF012,RUF100 --output-format concise architecture.py"
    assert "architecture.py:23:20: RUF012" in said(till, check)
    till.write("architecture.py", f"{shown[1]}\n" + (till.path / "architecture.py").read_text())
    assert said(till, check) == "All checks passed!\n"


RECEIPTS = '''

class Receipts(Design):
    """[D-2] Receipts are plain text. Every printer takes it."""

    satisfies = [TotalHoldsTax]
    waives = {"TST505": "later", "TST506": "later"}


class Receipt(Task):
    """[T-2] The receipt."""

    implements = Receipts
    file_path = "src/receipt.py"
    functions = ["receipt"]
'''
RECEIPT = "from till import total\n\n\ndef receipt(cents):\n    return f'{total(cents) / 100:.2f}'\n"


def test_walls_are_held_and_an_upgrade_is_one_command(till: GitRepo) -> None:
    ledger = (till.path / "architecture.py").read_text()
    till.commit("Receipts", files={"architecture.py": ledger + RECEIPTS, "src/receipt.py": RECEIPT})
    holds(till, "run: walls")
    holds(till, "run: requires")
    assert said(till, "archhook check -q") == ""
    till.commit("The till prints", files={"src/till.py": "import receipt\n" + FILES["src/till.py"]})
    assert "may not require" in said(till, "archhook sync --requires")
    holds(till, "run: upgrading")
    assert said(till, "git add -A && archhook check --strict -q") == ""


def test_branches_are_judged_as_they_meet(till: GitRepo) -> None:
    ledger = (till.path / "architecture.py").read_text()
    till.commit("Receipts", files={"architecture.py": ledger + RECEIPTS, "src/receipt.py": "def receipt(): ...\n"})
    satisfies = "    satisfies = [TotalHoldsTax]\n"
    first, _, second = (ledger + RECEIPTS).rpartition(satisfies)
    said(till, "git checkout -q -b receipts")
    till.commit("Receipts", files={"architecture.py": f"{first}{satisfies}    requires = [WholeCents]\n{second}"})
    assert said(till, "archhook check -q") == ""
    said(till, "git checkout -q main")
    till.commit("Print", files={"architecture.py": (ledger + RECEIPTS).replace(
        satisfies, satisfies + '    requires = ["D-2"]\n', 1)})  # fmt: skip
    assert said(till, "archhook check -q") == ""
    holds(till, "run: merge")


def test_the_recipes_for_merge_queues(till: GitRepo, git_repo: Callable[..., GitRepo]) -> None:
    hub = YAML(typ="safe").load(block("file: .github/workflows/archhook.yml"))
    assert [*hub["jobs"]["archhook"]["steps"][-1]["run"].split()[:3]] == ["archhook", "check", "--merge"]
    assert (
        "archhook check --merge FETCH_HEAD"
        in YAML(typ="safe").load(block("file: .gitlab-ci.yml"))["archhook"]["script"]
    )
    script = till.path / "queue.sh"
    script.write_text(block("script: queue"))
    remote = git_repo("remote", "--bare")
    till.run("remote", "add", "origin", str(remote.path))
    till.run("push", "-q", "origin", "main")
    for name, source, passes in (("good", FILES["src/till.py"] + "# fine\n", True), ("bad", "x = 1\n", False)):
        till.run("checkout", "-q", "-B", name, "main")
        till.commit(name, files={"src/till.py": source})
        till.run("push", "-q", "origin", name)
        before = remote.run("rev-parse", "main")
        said(till, f"sh {script} {name}")
        assert (remote.run("rev-parse", "main") != before) is passes


SHOP = {
    "src/tax.py": "def rate(kind):\n    return 7 if kind == 'food' else 19\n",
    "src/till.py": "from tax import rate\n\n\ndef total(cents, kind):\n    return cents * (100 + rate(kind)) // 100\n",
    "src/receipt.py": "import till\n\n\ndef receipt(cents, kind):\n    return f'{till.total(cents, kind)} cents'\n",
    "src/display.py": "from receipt import receipt\n\n\ndef show(cents, kind):\n    return receipt(cents, kind)\n",
    "tests/test_till.py": "from till import total\n\n\ndef test_total():\n    assert total(100, 'food') == 107\n",
    "tests/test_receipt.py": "from receipt import receipt\n\n\ndef test_receipt():\n    assert receipt(1, '')\n",
}


def test_a_design_is_split_and_code_is_moved(git_repo: Callable[..., GitRepo]) -> None:
    repo = git_repo("shop")
    repo.commit("The shop", files=SHOP)
    said(repo, "archhook init && git add -A && git commit --quiet -m Adopted")
    holds(repo, "run: split")
    assert said(repo, "git add -A && archhook check -q --strict") == said(repo, "archhook check -q --strict --no-cache")
    assert "ERROR" not in said(repo, "archhook check -q")


def test_agents_find_work_and_claim_it(till: GitRepo) -> None:
    ledger = (till.path / "architecture.py").read_text() + "\n\n" + block("plan")
    till.commit("A printer is planned", files={"architecture.py": ledger})
    assert said(till, "archhook check --strict -q") == ""
    holds(till, "run: ready")
    holds(till, "run: claims")


def test_an_agent_is_refused_a_way_past_the_gate(till: GitRepo) -> None:
    holds(till, "run: agent hook")


def test_agents_are_put_in_and_the_table_says_where(till: GitRepo) -> None:
    holds(till, "run: agents")
    assert said(till, "archhook agents install claude cursor --remove -q; git status --short") == ""
    rows = re.findall(r"^\| `(\w+)`.*? \| `(.+?)` \| (.+?) \| `(.+?)`", README, re.MULTILINE)
    written = {row[0]: row for row in rows if row[0] in AGENT_NAMES}
    assert tuple(written) == AGENT_NAMES
    for agent in AGENTS:
        _, hooks, server, text = written[agent.name]
        assert hooks == agent.hooks_file
        assert server == (f"`{agent.mcp_file}`" if agent.mcp_file != hooks else "the same")
        assert agent.text_file.startswith(text)


def test_the_tests_of_a_plan_are_owed_once_its_task_is_written(till: GitRepo) -> None:
    ledger = (till.path / "architecture.py").read_text() + "\n\n" + block("plan")
    till.commit("A printer is planned", files={"architecture.py": ledger})
    till.write("src/printer.py", "from till import total\n\n\ndef print_receipt(cents):\n    print(total(cents))\n")
    assert "TST510" in said(till, "git add -A && archhook check")
    told = said(till, "archhook sync; git add -A; archhook check -q")
    assert "no unit test in force verifies D-2 but UT-2, which is planned while T-2 is not" in told
    till.write("tests/test_printer.py", "def test_a_line_fits():\n    assert str(1)\n")
    till.write("tests/test_printed_total.py", "def test_total():\n    assert str(1)\n")
    assert said(till, "git add -A; archhook sync -q; git add -A; archhook check -q --strict") == ""
    assert "planned" not in (till.path / "architecture.py").read_text()
