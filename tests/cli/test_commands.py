"""`archhook rule` and `archhook cache`, in this process and in real folders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from archhook.cache.cache import Store
from archhook.cli.main import main
from archhook.laws.catalogue import LAWS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def filled(directory: Path) -> Path:
    store = Store(str(directory))
    store.put("key", b"value")
    assert store.flush()
    store.close()
    return directory


def stored(directory: Path) -> bytes | None:
    store = Store(str(directory))
    try:
        return store.get("key")
    finally:
        store.close()


def test_rule_lists_every_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    out = capsys.readouterr().out
    assert [line[:6] for line in out.splitlines() if line[3:6].isdigit()] == [law.code for law in LAWS]


@pytest.mark.parametrize("word", ["INV403", "inv403", "missing-function"])
def test_rule_explains_one_law(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", word]) == 0
    assert capsys.readouterr().out.startswith("INV403 missing-function (error)\n")


def test_rule_colours_when_it_is_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "INV403", "--color", "always"]) == 0
    assert capsys.readouterr().out.startswith("\x1b[1mINV403 missing-function\x1b[0m (error)\n")


def test_rules_as_json_are_all_of_them_or_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["rule", "--format", "json"]) == 0
    every = json.loads(capsys.readouterr().out)
    assert list(every) == ["schema_version", "kind", "rules"]
    assert (every["schema_version"], every["kind"]) == (1, "rules")
    assert [rule["code"] for rule in every["rules"]] == [law.code for law in LAWS]
    assert {frozenset(rule) for rule in every["rules"]} == {
        frozenset(("code", "name", "severity", "summary", "because", "broken", "kept", "mend", "exemptions"))
    }
    assert all(rule["broken"] and rule["kept"] and rule["exemptions"] for rule in every["rules"])
    assert main(["rule", "missing-function", "--format", "json", "-o", str(tmp_path / "one.json")]) == 0
    assert capsys.readouterr() == ("", "")
    one = json.loads((tmp_path / "one.json").read_text())
    assert one == every | {"rules": [rule for rule in every["rules"] if rule["code"] == "INV403"]}
    assert one["rules"][0]["severity"] == "error"
    assert [piece["path"] for piece in one["rules"][0]["broken"]] == ["architecture.py"]


def test_rule_proposes_a_law(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "INV43"]) == 2
    assert capsys.readouterr() == ("", "archhook: there is no law 'INV43'\n    fix: did you mean INV403?\n")


def test_the_cache_of_a_repository_lies_in_its_git_folder(
    git_repo: Callable[..., Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo()
    repo.write("sub/x.py")
    monkeypatch.chdir(repo.path / "sub")
    cache = repo.path / ".git" / "archhook"
    assert main(["cache", "info"]) == 0
    assert capsys.readouterr().out == f"{cache}: nothing is cached yet\n"
    assert not cache.exists()
    filled(cache)
    assert main(["cache", "info"]) == 0
    assert capsys.readouterr().out.startswith(f"{cache}: 1 entry, ")


def test_clear_forgets_and_can_be_repeated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = filled(tmp_path / "cache")
    monkeypatch.setenv("ARCHHOOK_CACHE_DIR", str(filled(tmp_path / "other")))
    for _ in range(2):
        assert main(["cache", "clear", "--cache-dir", "cache"]) == 0
        assert capsys.readouterr() == ("", f"archhook: the cache {cache} is empty\n")
        assert stored(cache) is None
    assert stored(tmp_path / "other") == b"value"
    assert main(["cache", "clear", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert stored(tmp_path / "other") is None


@pytest.mark.parametrize("command", ["info", "clear"])
def test_outside_git_there_is_no_cache_unless_one_is_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cache", command]) == 0
    assert "there is no cache: outside git" in "".join(capsys.readouterr())


@pytest.mark.parametrize("command", ["info", "clear"])
def test_a_cache_that_others_may_write_to_is_not_touched(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cache = filled(tmp_path / "cache")
    cache.chmod(0o777)
    assert main(["cache", command, "--cache-dir", str(cache)]) == 2
    assert "cannot be used: others may write to it\n    fix: remove the folder by hand" in capsys.readouterr().err
    assert (cache / "cache.db").exists()


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (3400, "3.4 kB"), (120_000_000, "120.0 MB")],
)
def test_sizes_are_readable(size: int, text: str) -> None:
    from archhook.cli.cmd_cache import _readable

    assert _readable(size) == text


def test_install_says_what_it_did_and_does_nothing_twice(
    git_repo: Callable[..., Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = git_repo()
    monkeypatch.chdir(repo.path)
    assert main(["install", "--git"]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [
        "pre-commit",
        "pre-merge-commit",
        "pre-push",
    ]
    assert main(["install", "--git", "-q"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["install", "--git"]) == 0
    assert capsys.readouterr().err.count(": installed already\n") == 3


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["install"], "is in no git repository\n    fix: `git init`"),
        (["install", "--rev", "v1"], "--repo and --rev belong together"),
        (["install", "--git", "--repo", "x", "--rev", "y"], "--git writes plain git hooks"),
    ],
)
def test_install_says_what_it_cannot_do(argv: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    assert message in capsys.readouterr().err
