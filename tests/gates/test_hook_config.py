from __future__ import annotations

import pytest
from ruamel.yaml import YAML

from archhook.errors import ArchhookError
from archhook.gates.hook_config import IDS, add_hooks

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
    data = YAML(typ="safe").load(add_hooks("", "x")[0])
    with open(".pre-commit-hooks.yaml") as file:
        published = {hook["id"]: hook for hook in YAML(typ="safe").load(file)}
    (repo,) = data["repos"]
    assert repo["repo"] == "local"
    assert [hook["id"] for hook in repo["hooks"]] == list(IDS) == list(published)
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
