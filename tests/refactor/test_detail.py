"""`archhook detail`: from names to files, to folders, and back; what would be lost stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.folders_project import CONFIG, FILES, HEAD

from archhook.cli.main import main
from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.git_repo import GitRepo

    from archhook.model.nodes import Node

LEDGER = "architecture.py"


@pytest.fixture
def shop(git_repo: Callable[..., GitRepo], monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    repo = git_repo("shop")
    repo.commit("The shop", files=FILES)
    monkeypatch.chdir(repo.path)
    assert main(["check", "--strict"]) == 0
    return repo


def detail(repo: GitRepo, *words: str, code: int = 0) -> str:
    """Changes the detail; a second time that changes nothing, and the ledger holds, warm and cold."""
    assert main(["detail", *words]) == code
    repo.run("add", "-A")
    text, config = repo.read(LEDGER), repo.read("archhook.toml")
    assert main(["detail", *words]) == 0
    assert (repo.read(LEDGER), repo.read("archhook.toml")) == (text, config)
    assert main(["check", "-q"]) == main(["check", "-q", "--no-cache"]) == code
    assert main(["sync", "--check", "-q"]) == code
    compile(text, LEDGER, "exec")
    assert "\n\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    return text


def nodes(text: str) -> dict[str, Node]:
    reading = read_ledger({LEDGER: text.encode()}, LEDGER)
    assert not reading.breaches
    return {node.id: node for node in reading.nodes}


def files(text: str, kind: str) -> dict[str, str]:
    return {node.id: node.file for node in nodes(text).values() if node.kind == kind}


def test_what_is_no_design_is_told_the_command_that_lists_them(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    task = next(iter(files(shop.read(LEDGER), "task")))
    capsys.readouterr()
    assert main(["detail", "files", task]) == 2
    told = capsys.readouterr().err
    assert f"{task} is no Design in force" in told
    assert "`archhook list --kind design`" in told
    assert main(["list", "--kind", "design"]) == 0


def test_a_ledger_whose_lines_end_in_carriage_returns_is_told_apart(
    shop: GitRepo, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop.path / LEDGER).write_bytes((shop.path / LEDGER).read_bytes().replace(b"\n", b"\r"))
    capsys.readouterr()
    assert main(["detail", "files"]) == 2
    assert "a line ends in a carriage return (CR) alone" in capsys.readouterr().err


@pytest.mark.parametrize("words", [("files",), ("folders",)])
def test_names_stay_where_a_comment_stands_beside_one(
    shop: GitRepo, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    before = detail(shop, "symbols")
    task = next(one for one in nodes(before).values() if one.kind == "task" and one.declares)
    name = next(one.name for _, names in task.declares for one in names)
    head, mark, tail = before.partition(f"class {task.class_name}(")
    whole, line = tail.split("\n\n\n", 1)
    assert f'"{name}"' in whole
    rows = [row + "  # why it is there" if f'["{name}"' in row else row for row in whole.split("\n")]
    shop.write(LEDGER, f"{head}{mark}{chr(10).join(rows)}\n\n\n{line}")
    capsys.readouterr()
    text = detail(shop, *words)
    assert "# why it is there" in text
    told = capsys.readouterr().err
    assert task.id in told
    assert "comment" in told


def test_to_files_each_file_gets_a_task_of_the_same_design(shop: GitRepo) -> None:
    text = detail(shop, "files")
    assert files(text, "task") == {
        "T-shop.cache.client": "shop/cache/client.py",
        "T-shop.cache.store.disk": "shop/cache/store/disk.py",
        "T-shop.main": "shop/main.py",
        "T-shop.web.page": "shop/web/page.py",
    }
    assert files(text, "test") == {
        "UT-tests.cache.test_client": "tests/cache/test_client.py",
        "UT-tests.web.test_page": "tests/web/test_page.py",
    }
    assert nodes(text)["T-shop.cache.store.disk"].targets("implements") == ("D-1",)
    assert "functions = [" not in text
    assert shop.read("archhook.toml") == CONFIG


def test_to_symbols_and_back_to_folders_nothing_but_ids_has_changed(shop: GitRepo) -> None:
    text = detail(shop, "symbols")
    assert nodes(text)["T-shop.web.page"].declared("functions")[0].name == "page"
    assert len(nodes(text)["T-shop.cache.client"].declared("functions")) == 6
    assert shop.read("archhook.toml") == CONFIG.replace('symbols = "files"\n', "")
    back = detail(shop, "folders")
    assert files(back, "task") == files(HEAD, "task")
    assert files(back, "test") == files(HEAD, "test")
    assert 'symbols = "files"\n' in shop.read("archhook.toml")
    again = detail(shop, "symbols")
    assert files(again, "task") == files(text, "task")
    assert {one.id: one.declares for one in nodes(again).values()}.keys() == nodes(text).keys()


def test_one_design_alone(shop: GitRepo) -> None:
    text = detail(shop, "symbols", "D-1")
    assert '    symbols = "module"\n' in text
    assert files(text, "task")["T-shop.web"] == "shop/web/"
    assert nodes(text)["T-shop.cache.client"].declared("functions")
    assert shop.read("archhook.toml") == CONFIG
    shop.write("shop/cache/client.py", shop.read("shop/cache/client.py") + "\n\ndef more(): ...\n")
    assert main(["check", "-q"]) == 1
    assert main(["sync", "-q"]) == 0
    back = detail(shop, "folders", "DesignCache")
    assert "symbols" not in back
    assert files(back, "task") == files(HEAD, "task")


def test_a_design_of_a_project_of_names_may_be_coarse(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    detail(shop, "symbols")
    text = detail(shop, "folders", "D-2")
    assert '    requires = [DesignCache]\n    symbols = "files"\n' in text
    assert files(text, "task")["T-shop.web"] == "shop/web/"
    assert files(text, "task")["T-shop.cache.client"] == "shop/cache/client.py"
    assert not nodes(text)["T-shop.main"].declares
    capsys.readouterr()
    assert nodes(detail(shop, "symbols")) == nodes(text)
    assert 'D-2 left as before: it sets `symbols = "files"` (name one to change it)' in capsys.readouterr().err
    assert files(detail(shop, "symbols", "D-2"), "task")["T-shop.web.page"] == "shop/web/page.py"
    whole = detail(shop, "folders")
    assert "symbols" not in whole
    assert files(whole, "task") == files(HEAD, "task")


def test_what_would_be_lost_stays_by_its_path(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    text = detail(shop, "files")
    marked = {
        'Calls what is far away."""': 'Calls what is far away.\n\n    It keeps few.\n    """',
        'file_path = "shop/cache/store/disk.py"\n': 'file_path = "shop/cache/store/disk.py"  # for now\n',
        'file_path = "shop/web/page.py"\n': 'file_path = "shop/web/page.py"\n    waives = {"INV410": "mine"}\n',
        'test_file = "tests/web/test_page.py"\n    test_functions = "*"\n':
        'test_file = "tests/web/test_page.py"\n    test_functions = "*"\n    waives = {"TST509": "mine"}\n',
    }  # fmt: skip
    for old, new in marked.items():
        assert old in text
        text = text.replace(old, new)
    shop.write(LEDGER, text)
    capsys.readouterr()
    after = detail(shop, "folders")
    said = capsys.readouterr().err
    for line in (
        "T-shop.cache.client stays: its docstring says more than a title",
        "T-shop.cache.store.disk stays: there is a comment in it",
        "T-shop.web.page stays: it waives INV410",
        "UT-tests.web.test_page stays: it waives TST509",
    ):
        assert line in said
    assert files(after, "task") == files(text, "task")


def test_what_says_more_stays_with_its_folder_or_its_first_file(shop: GitRepo) -> None:
    described = HEAD.replace("[T-shop.cache] The cache.", "[T-shop.cache] The cache.\n\n    It is small.\n    ")
    shop.write(LEDGER, described)
    text = detail(shop, "files")
    assert files(text, "task")["T-shop.cache"] == "shop/cache/client.py"
    assert "It is small." in text


def test_the_packages_own_file_is_what_the_folder_becomes_and_was(shop: GitRepo) -> None:
    shop.write("shop/cache/__init__.py", '"""All that is kept."""\n\nSIZE = 3\n')
    shop.run("add", "-A")
    text = detail(shop, "symbols")
    assert files(text, "task")["T-shop.cache"] == "shop/cache/__init__.py"
    assert nodes(text)["T-shop.cache"].declared("globals")[0].name == "SIZE"
    back = detail(shop, "folders")
    assert '"""[T-shop.cache] The cache."""' in back
    assert files(back, "task") == files(HEAD, "task")


def test_names_stay_where_several_designs_share_a_file(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    text = detail(shop, "symbols")
    assert ', "call_f"]' in text
    text = text.replace(', "call_f"]', "]") + (
        '\n\nclass TaskLate(Task):\n    """[T-late] Late."""\n\n    implements = DesignWeb\n'
        '    file_path = "shop/cache/client.py"\n    functions = ["call_f"]\n'
    )
    shop.write(LEDGER, text)
    capsys.readouterr()
    after = detail(shop, "files")
    assert 'functions = ["call_f"]' in after
    assert "names stay in 2 Tasks (T-late, T-shop.cache.client)" in capsys.readouterr().err
    folders = detail(shop, "folders")
    assert files(folders, "task")["T-late"] == "shop/cache/client.py"
    assert files(folders, "task")["T-shop.cache.store"] == "shop/cache/store/"


def test_titles_that_are_nobody_elses_are_told_each_of_them(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(12):
        shop.write(f"shop/cache/more{number}.py", "")
    shop.run("add", "-A")
    text = detail(shop, "files").replace("] Calls what is far away.", "] Who calls.")
    for number in range(12):
        text = text.replace(f"] The code of shop/cache/more{number}.py.", f"] Number {number}.")
    shop.write(LEDGER, text)
    capsys.readouterr()
    detail(shop, "folders")
    said = capsys.readouterr().err
    assert 'the title of T-shop.cache.client goes, which no file says: "Who calls"\n' in said
    for number in range(12):
        assert f'the title of T-shop.cache.more{number} goes, which no file says: "Number {number}"\n' in said
    assert said.count("the title of") == 13


def test_titles_that_are_made_of_a_file_are_nobodys(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("shop/cache/client.py", '"""``client`` calls what is far away, and it does so. More."""\n\nONE = 1\n')
    shop.write("shop/cache/bare.py", "")
    shop.write(LEDGER, HEAD.replace("The tests of the cache.", "The unit tests in tests/cache/."))
    shop.run("add", "-A")
    for one in ("symbols", "folders", "files", "folders"):
        capsys.readouterr()
        detail(shop, one)
    assert "the title of" not in capsys.readouterr().err


def test_the_title_of_a_folder_that_is_opened_is_told(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write(LEDGER, HEAD.replace("] The pages.", "] The code of shop/web/."))
    capsys.readouterr()
    detail(shop, "files")
    assert [line for line in capsys.readouterr().err.splitlines() if "the title of" in line] == [
        'archhook: the title of T-shop.cache goes, which no file says: "The cache"',
        'archhook: the title of UT-tests.cache goes, which no file says: "The tests of the cache"',
        'archhook: the title of UT-tests.web goes, which no file says: "The tests of the pages"',
    ]


def test_a_folder_of_one_file_is_told_in_words(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    shop.write("shop/web/__init__.py", "ONE = 1\n")
    shop.run("rm", "-qf", "shop/web/page.py")
    shop.run("add", "-A")
    assert main(["detail", "files"]) == 0
    said = capsys.readouterr().err
    assert "T-shop.web declares shop/web/__init__.py, the one file in shop/web/ that has to be declared" in said
    assert "T-shop.cache removed, 2 new Tasks of the files in shop/cache/" in said


def test_the_baseline_comes_along(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    detail(shop, "symbols")
    shop.write("shop/main.py", shop.read("shop/main.py") + "\n\ndef run(): ...\n")
    assert main(["baseline"]) == 0
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 0
    detail(shop, "folders")
    assert "archhook-baseline.txt: 1 entry taken out that nothing matches any more" in capsys.readouterr().err
    assert "INV407" not in shop.read("archhook-baseline.txt")


def test_the_configuration_may_be_pyprojects_or_none(shop: GitRepo) -> None:
    detail(shop, "symbols")
    severity = CONFIG.partition("[severity]\n")[2]
    shop.run("rm", "-qf", "archhook.toml")
    project = f'[project]\nname = "shop"\n\n[tool.archhook]\nnew-ids = "words"\n\n[tool.archhook.severity]\n{severity}'
    shop.write("pyproject.toml", project)
    shop.run("add", "-A")
    assert main(["detail", "folders", "-q"]) == 0
    assert "[tool.archhook]\n# Every file" in shop.read("pyproject.toml")
    assert main(["check", "-q"]) == 0
    assert main(["detail", "symbols", "-q"]) == 0
    assert shop.read("pyproject.toml") == project


def test_a_new_configuration_counts_at_once(shop: GitRepo) -> None:
    detail(shop, "symbols")
    shop.run("rm", "-qf", "archhook.toml")
    waived = {
        "is sold.": ("requirement", ("TST507",)),
        "buy.": ("intent", ("TST508",)),
        "kept.": ("design", ("TST506",)),
        "shown.": ("design", ("TST506",)),
    }
    text = shop.read(LEDGER)
    for words, (_, codes) in waived.items():
        pairs = ", ".join(f'"{code}": "later"' for code in codes)
        text = text.replace(f'{words}"""\n', f'{words}"""\n\n    waives = {{{pairs}}}\n')
    shop.write(LEDGER, text)
    assert main(["check", "-q"]) == 0
    assert main(["detail", "files", "-q"]) == 0
    assert shop.read("archhook.toml").endswith('\nsymbols = "files"\n')
    assert main(["check", "-q"]) == 0  # though nobody has staged it


def test_with_diff_nothing_is_written(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["detail", "symbols", "--diff"]) == 0
    met = capsys.readouterr()
    assert '-symbols = "files"\n' in met.out
    assert '+    file_path = "shop/cache/client.py"\n' in met.out
    assert "architecture.py would change" in met.err
    assert (shop.read(LEDGER), shop.read("archhook.toml")) == (HEAD, CONFIG)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "is not told how much"),
        (["file"], "did you mean `files`?"),
        (["files", "T-shop.main"], "T-shop.main is no Design in force"),
        (["files", "D-7"], "the ledger has no node D-7"),
    ],
)
def test_what_is_not_understood_is_refused(
    shop: GitRepo, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["detail", *words]) == 2
    assert said in capsys.readouterr().err
    assert shop.read(LEDGER) == HEAD


def test_tests_that_share_a_folder_are_told_apart_by_what_they_are_about(shop: GitRepo) -> None:
    for name in ("a", "b"):
        for part, imported in (("cache", "shop.cache.client"), ("page", "shop.web.page")):
            shop.write(
                f"tests/all/test_{part}_{name}.py",
                f"import {imported}\n\n\ndef test_{name}():\n    assert {imported}\n",
            )
    shop.run("add", "-A")
    assert main(["sync", "-q"]) == 0
    before = detail(shop, "files")
    text = detail(shop, "folders")
    shared = [node for node in nodes(text).values() if node.file == "tests/"]
    assert {node.targets("verifies") for node in shared} == {("D-1",), ("D-2",)}
    assert {node.id for node in shared} == {"UT-tests.cache", "UT-tests.web"}
    back = detail(shop, "files")
    told = {node.file: node.targets("verifies") for node in nodes(before).values() if node.kind == "test"}
    assert {node.file: node.targets("verifies") for node in nodes(back).values() if node.kind == "test"} == told


def test_a_design_that_shares_a_folder_of_tests_takes_its_own_alone_and_gives_them_back(shop: GitRepo) -> None:
    parts = (("cache", "shop.cache.client"), ("page", "shop.web.page"))
    for name in ("a", "b"):
        for part, imported in parts:
            shop.write(
                f"tests/all/test_{part}_{name}.py",
                f"import {imported}\n\n\ndef test_{name}():\n    assert {imported}\n",
            )
    shop.write("tests/all/test_none.py", "def test_none():\n    assert 1 + 1\n")
    shop.run("rm", "-qrf", "tests/cache", "tests/web")
    shop.run("add", "-A")
    text = HEAD.replace('"tests/cache/"', '"tests/all/"').replace('"tests/web/"', '"tests/all/"')
    for word, design in (("cache", "DesignCache"), ("pages", "DesignWeb")):
        text = text.replace(f"The tests of the {word}.", f"The unit tests in tests/all/ of {design}.")
    shop.write(LEDGER, text)
    assert main(["check", "-q"]) == 0
    before = detail(shop, "folders")
    assert before == text
    for one in ("symbols", "files"):
        text = detail(shop, one, "D-1")
        assert {node.file: node.targets("verifies") for node in nodes(text).values() if node.kind == "test"} == {
            "tests/all/": ("D-2",),
            "tests/all/test_cache_a.py": ("D-1",),
            "tests/all/test_cache_b.py": ("D-1",),
        }
        again = detail(shop, "folders", "D-1")
        assert sorted(files(again, "test").values()) == ["tests/all/", "tests/all/"]
        detail(shop, one, "D-1")
        assert sorted(files(detail(shop, "folders"), "test").values()) == ["tests/all/", "tests/all/"]


def test_a_design_with_a_folder_of_tests_of_its_own_within_a_shared_one_gets_it_back(shop: GitRepo) -> None:
    shop.write("tests/cache/__init__.py", "")
    shop.write("tests/helper.py", "def helper():\n    return 1\n")
    for name in ("test_one.py", "web/test_two.py"):
        shop.write(f"tests/{name}", "import shop.web.page\n\n\ndef test_it():\n    assert shop\n")
    wider = HEAD.replace('test_file = "tests/web/"', 'test_file = "tests/"')
    shop.write(LEDGER, wider)
    shop.run("add", "-A")
    assert main(["check", "-q"]) == 0
    shop.write("tests/cache/test_more.py", "import shop.cache.client\n\n\ndef test_more():\n    assert shop\n")
    shop.run("add", "-A")
    text = detail(shop, "symbols", "D-1")
    assert sorted(files(text, "test").values()) == ["tests/", "tests/cache/test_client.py", "tests/cache/test_more.py"]
    assert files(detail(shop, "folders", "D-1"), "test") == files(wider, "test")
    detail(shop, "symbols", "D-1")
    assert files(detail(shop, "folders"), "test") == files(wider, "test")


def test_an_init_that_needs_no_task_keeps_no_folder_from_being_one_task(shop: GitRepo) -> None:
    shop.write("shop/cache/store/__init__.py", "")
    shop.write("shop/cache/store/ram.py", "def ram(): ...\n")
    web = "".join(
        f'\n\nclass Task{one}(Task):\n    """[T-shop.cache.store.{one}] The {one}."""\n\n    implements = DesignWeb\n'
        f'    file_path = "shop/cache/store/{one}.py"\n'
        for one in ("disk", "ram")
    )
    shop.write(LEDGER, HEAD + web)
    shop.run("add", "-A")
    text = detail(shop, "folders")
    assert files(text, "task")["T-shop.cache.store"] == "shop/cache/store/"


def test_many_folders_are_told_in_one_line(shop: GitRepo, capsys: pytest.CaptureFixture[str]) -> None:
    text = HEAD
    for number in range(7):
        shop.write(f"shop/many/p{number}/a.py", "")
        shop.write(f"shop/many/p{number}/b.py", "")
        owner = "DesignCache" if number % 2 else "DesignWeb"
        text += (
            f'\n\nclass TaskP{number}(Task):\n    """[T-shop.many.p{number}] The code of shop/many/p{number}/."""\n\n'
            f'    implements = {owner}\n    file_path = "shop/many/p{number}/"\n'
        )
    shop.write(LEDGER, text)
    shop.run("add", "-A")
    capsys.readouterr()
    detail(shop, "files")
    assert (
        "archhook: 17 Tasks of files stand for what 9 Tasks of folders did (shop/cache/, shop/many/p0/, shop/many/p1/, "
        "shop/many/p2/ and 5 more)\n"
    ) in capsys.readouterr().err
    detail(shop, "folders")
    said = capsys.readouterr().err
    assert "archhook: 17 Tasks of files go where 9 Tasks of folders will do (shop/cache/, " in said
    assert "archhook: UT-tests.cache new (tests/cache/), in place of UT-tests.cache.test_client\n" in said
