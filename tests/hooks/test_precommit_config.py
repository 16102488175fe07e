from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from archhook.errors import ArchhookError
from archhook.hooks.precommit_config import IDS, SYNC, add_hooks

ITEM_2 = """\
- repo: URL
  rev: v1
  hooks:
  - id: archhook
  - id: archhook-push
"""
NESTED = """\
  - repo: URL
    rev: v1
    hooks:
      - id: archhook
      - id: archhook-push
"""
WIDE = """\
-   repo: URL
    rev: v1
    hooks:
    -   id: archhook
    -   id: archhook-push
"""


@pytest.mark.parametrize(
    ("before", "item", "after"),
    [
        ("", "repos:\n" + NESTED, ""),
        ("# hello", "\nrepos:\n" + NESTED, ""),
        ("ci:\n    autofix_prs: false\n", "repos:\n" + NESTED, ""),
        ("repos:\n- repo: a\n  hooks:\n  - id: x  # why\n", ITEM_2, ""),
        ("repos:\n- repo: a\n  hooks:\n  - id: x\n  # of x\n", ITEM_2, "\n# the end\nci: {a: b}  # odd\n"),
        (
            "repos:\n  # first\n  - repo: a\n    hooks:\n      - id: x\n        args:\n          - --y\n",
            NESTED,
            "\n\n# end",
        ),
        ("repos:\n-   repo: a\n    hooks:\n    -   id: x\n", WIDE, "default_stages: [pre-commit]\n"),
        ("repos:\n- repo: a\n  hooks: [{id: x, \"name\": 'y'}]\n", ITEM_2, "\n"),
        ("repos:\n- repo: a\n  hooks:\n  - id: x\n    entry: |\n      one\n      two\n", ITEM_2, "\nz: 1\n"),
    ],
    ids=["empty", "comment", "no repos", "flat", "comments", "nested", "wide", "flow hooks", "block text"],
)
def test_only_new_lines_are_added(before, item, after) -> None:
    new, added = add_hooks(before + after, "x.yaml", "URL", "v1")
    assert new == before + item + after
    assert added == IDS
    assert add_hooks(new, "x.yaml", "URL", "v2") == (new, ())


def test_the_last_line_may_lack_its_newline() -> None:
    assert add_hooks("repos:\n- repo: a\n  hooks:\n  - id: x", "x", "URL", "v1")[0].endswith("- id: x\n" + ITEM_2)


def test_line_endings_are_kept() -> None:
    text = "repos:\r\n- repo: a\r\n  hooks:\r\n  - id: x\r\n"
    assert add_hooks(text, "x", "URL", "v1")[0] == text + ITEM_2.replace("\n", "\r\n")


@pytest.mark.parametrize("text", ["repos: []\n", "repos:\n", "repos: [{repo: a, hooks: [{id: x}]}]  # flow\n"])
def test_lists_in_other_styles(text) -> None:
    data = YAML(typ="safe").load(add_hooks(text, "x", "URL", "v1")[0])
    assert data["repos"][-1] == {"repo": "URL", "rev": "v1", "hooks": [{"id": hook} for hook in IDS]}
    assert len(data["repos"]) == 1 + text.count("repo: a")


def test_a_local_hook_says_all_that_the_published_one_says() -> None:
    data = YAML(typ="safe").load(add_hooks("", "x", sync=True)[0])
    with open(".pre-commit-hooks.yaml") as file:
        published = {hook["id"]: hook for hook in YAML(typ="safe").load(file)}
    (repo,) = data["repos"]
    assert repo["repo"] == "local"
    assert [hook["id"] for hook in repo["hooks"]] == [SYNC, *IDS] == list(published)
    for hook in repo["hooks"]:
        assert hook["language"] == "system"
        same = set(hook) - {"language", "name"}
        assert {key: hook[key] for key in same} == {key: published[hook["id"]][key] for key in same}


@pytest.mark.parametrize("present", IDS)
def test_the_hook_that_lacks_goes_beside_the_other(present) -> None:
    text = f"repos:\n- repo: a\n  hooks:\n  - id: {present}\n    args: [-v]\n- repo: b\n  hooks:\n  - id: x\n"
    (missing,) = set(IDS) - {present}
    new, added = add_hooks(text, "x", "URL", "v1")
    assert added == (missing,)
    assert new == text.replace("    args: [-v]\n", f"    args: [-v]\n  - id: {missing}\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("repos: [\n", "not valid YAML"),
        ("a: b: c\n", "not valid YAML"),
        ("a: " + "[" * 1000 + "]" * 1000, "nested too deeply"),
        ("- repo: x\n", "no list `repos`"),
        ("repos: text\n", "no list `repos`"),
        ("repos: {a: b}\n", "no list `repos`"),
        ("repos: [text]\n", "no list `repos`"),
    ],
)
def test_what_is_no_configuration(text, said) -> None:
    with pytest.raises(ArchhookError, match=said) as caught:
        add_hooks(text, "x.yaml")
    assert caught.value.path == "x.yaml"
    assert caught.value.fix


MINE = """\
repos:
- repo: local
  hooks:
  # ours
  - id: archhook  # the gate
    name: archhook
  - id: other
"""


def test_the_hook_that_mends_stands_before_the_gate() -> None:
    new, added = add_hooks(MINE + "# end\n", "x", sync=True)
    assert added == (SYNC, "archhook-push")
    at = MINE.index("  - id: archhook ")
    assert new.startswith("repos:\n- repo: local\n  hooks:\n  # ours\n  - id: archhook-sync\n    name: archhook-sync\n")
    assert new.endswith("# end\n") and MINE[at:] in new
    (repo,) = YAML(typ="safe").load(new)["repos"]
    assert [hook["id"] for hook in repo["hooks"]] == [SYNC, "archhook", "other", "archhook-push"]
    assert add_hooks(new, "x", sync=True) == add_hooks(new, "x") == (new, ())


def test_beside_other_hooks_comments_stay_with_theirs() -> None:
    text = MINE.replace("  # ours\n", "  - id: first\n  # of the gate\n")
    new = add_hooks(text, "x", sync=True)[0]
    assert "    require_serial: true\n  # of the gate\n  - id: archhook  # the gate\n" in new
    assert [hook["id"] for hook in YAML(typ="safe").load(new)["repos"][0]["hooks"]] == [
        "first", SYNC, "archhook", "other", "archhook-push",
    ]  # fmt: skip


def test_the_hook_that_mends_comes_from_where_the_gate_does() -> None:
    published = "repos:\n  - repo: URL\n    rev: v1\n    hooks:\n      - id: archhook\n      - id: archhook-push\n"
    new, added = add_hooks(published, "x", sync=True)
    assert added == (SYNC,)
    assert new == published.replace("      - id: archhook\n", "      - id: archhook-sync\n      - id: archhook\n")
    flow = "repos: [{repo: URL, rev: v1, hooks: [{id: archhook}, {id: archhook-push}]}]\n"
    hooks = YAML(typ="safe").load(add_hooks(flow, "x", sync=True)[0])["repos"][0]["hooks"]
    assert hooks == [{"id": SYNC}, {"id": "archhook"}, {"id": "archhook-push"}]
