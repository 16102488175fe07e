"""What a text of a repository is read and edited by, kind by kind of text: eight times the text, some eight times as
long. Among them is every regular expression that could go back over what it has read."""

from __future__ import annotations

import contextlib
import gc
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from archhook.adopt import project_metadata
from archhook.adopt.readme_promises import promises
from archhook.agents.setup import json_text, toml_text
from archhook.author.file_titles import class_doc, doc_of
from archhook.author.prose import doc_title
from archhook.model.findings import Frozen
from archhook.project import baseline_edits, ini
from archhook.project.pytest_settings import settings
from archhook.shell.patches import patched_files
from archhook.shell.shell_commands import commands_of
from archhook.shell.surroundings import Surroundings
from archhook.sync.gone_nodes import spoken_of as ids_said

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow

TIMES = 8
ENOUGH = 0.05
"""Seconds that say something; where less is spent, the text is made larger."""
MOST = 1 << 20
SQUARE = TIMES**1.6
"""What is linear takes 8 times as long, what grows by the square 64 times; a measurement is never exact."""

PRUNED = [(Frozen("INV407", "T-1", "a.py", "f", 3, 1), 1)]


def pruned(text: str) -> object:
    return baseline_edits.pruned(text, PRUNED)


def grown(text: str) -> object:
    return baseline_edits.extended(
        "# mine\n" + text, Counter({("INV407", "T-1", "a.py", word): 1 for word in text.split()}), ""
    )


def titled(text: str) -> object:
    return doc_title(text, "a/b.py")


def classes(text: str) -> object:
    return class_doc(text.encode(), "a.py")


def readme(text: str) -> object:
    return project_metadata.first_paragraph(text.encode())


def metadata(text: str) -> object:
    return project_metadata.name_and_description({"setup.cfg": b"[metadata]\n" + text.encode()})


def words(text: str) -> object:
    told = settings({"pytest.ini": f"[pytest]\naddopts = {text}".encode()})
    return told and told.of("addopts")


def before_commit(text: str) -> object:
    return commands_of(text, Surroundings("/")).ran


def read_json(text: str) -> object:
    with contextlib.suppress(json_text.JsonTextError):
        return json_text.with_member(text, ["ours"], 1)
    return None


def read_toml(text: str) -> object:
    with contextlib.suppress(toml_text.TomlTextError):
        return toml_text.with_table(text, ("mcp_servers", "archhook"), {"command": "x"})
    return None


KINDS: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "blanks of a patch": (patched_files, lambda n: "*** Add File: " + " " * n + "x"),
    "headers of a patch": (patched_files, lambda n: "*** Add File: a\n" * (n // 16)),
    "members of an object": (read_json, lambda n: "{" + ",\n".join(f'"k{i:07}": {{}}' for i in range(n // 16)) + "}"),
    "entries of a list": (read_json, lambda n: '{"a": [' + "1, " * (n // 3) + "]}"),
    "comments of JSON": (read_json, lambda n: "{ " + "/* */ // x\n" * (n // 11) + "}"),
    "comments that do not end": (read_json, lambda n: "{" + "/*" * (n // 2)),
    "comments beside a value": (read_json, lambda n: '{\n"a": 1, ' + "/* " * (n // 3) + "\n}"),
    "a string that does not end": (read_json, lambda n: '{"' + "\\\\" * (n // 2)),
    "tables of TOML": (read_toml, lambda n: "".join(f"[k{i:07}]\n" for i in range(n // 11))),
    "blanks of TOML": (read_toml, lambda n: "[a]\n" + " " * n + "[b]\n"),
    "blanks within an entry": (pruned, lambda n: "INV407 T-1" + " " * n + "a.py f x3"),
    "blanks behind an entry": (pruned, lambda n: "INV407 T-1 a.py f x3" + " " * n + "# why"),
    "entries that are added": (grown, lambda n: " ".join(f"f{i:07}" for i in range(n // 8))),
    "empty lines of a baseline": (
        lambda text: baseline_edits.restarted(text, 1), lambda n: "# mine" + "\n" * n + "# x"),
    "blanks of a baseline": (lambda text: baseline_edits.restarted(text, 1), lambda n: "# mine\n" + " " * n + "x"),
    "a value that goes on": (
        lambda text: ini.parse("pytest.ini", text.encode()),
        lambda n: f"[pytest]\nx = {'a' * n}\n" + " a\n" * (n // 24),
    ),
    "a long word": (words, lambda n: "a" * n),
    "a word of many quotes": (words, lambda n: "'a'" * (n // 3)),
    "escapes in quotes": (words, lambda n: '"' + "\\\\" * (n // 2) + '"'),
    "comments of a README": (readme, lambda n: "<!--" * (n // 4)),
    "pictures of a README": (readme, lambda n: "![" * (n // 2)),
    "addresses of pictures": (readme, lambda n: "![](" * (n // 4)),
    "links of a README": (readme, lambda n: "a [" * (n // 3) + "]"),
    "addresses of links": (readme, lambda n: "a [](" * (n // 5)),
    "links of reStructuredText": (readme, lambda n: "a`b<" * (n // 4)),
    "blanks of a link": (readme, lambda n: "a `b" + " " * n),
    "roles of reStructuredText": (readme, lambda n: "a " + ":a" * (n // 2)),
    "tags of a README": (readme, lambda n: "a " + "<" * n),
    "what leads to no list": (promises, lambda n: "it offers:\n" * (n // 10)),
    "points of one list": (promises, lambda n: "it offers:\n" + "- a\n" * (n // 4)),
    "a point that goes on": (promises, lambda n: "it offers:\n- a\n" + "  it offers:\n" * (n // 12)),
    "a line of offers": (promises, lambda n: "offers " * (n // 7)),
    "a line of words": (promises, lambda n: "offers " + "a" * n),
    "blanks before features": (promises, lambda n: "# " + "- " * (n // 2)),
    "blanks of metadata": (metadata, lambda n: "a" + " " * n + "b"),
    "hyphens of a docstring": (titled, lambda n: "a-" * (n // 2)),
    "references of a docstring": (titled, lambda n: "a_ " * (n // 3)),
    "substitutions of a docstring": (titled, lambda n: "a |b" * (n // 4)),
    "roles that show the last part": (titled, lambda n: "a:`~b." * (n // 6)),
    "literals of a docstring": (titled, lambda n: "a `" * (n // 3)),
    "emphasis of a docstring": (titled, lambda n: "a _b " * (n // 5)),
    "references of Markdown": (titled, lambda n: "a[b" * (n // 3)),
    "addresses in brackets": (titled, lambda n: "a (see " + " " * n),
    "parts of a long sentence": (titled, lambda n: "an, " * (n // 4)),
    "paragraphs that say nothing": (titled, lambda n: "license\n\n" * (n // 9)),
    "rules above a heading": (titled, lambda n: "===\n" * (n // 4)),
    "a name that leads a docstring": (titled, lambda n: "a." * (n // 2) + " - b"),
    "classes of a file": (classes, lambda n: "class A(\n" * (n // 9)),
    "blank lines of a class": (classes, lambda n: "class A:\n" + " \n" * (n // 2)),
    "docstrings of classes": (classes, lambda n: "class A:\n \"\"\"\n" * (n // 14)),
    "comments above a docstring": (lambda text: doc_of(text.encode()), lambda n: "# a\r\n" * (n // 5) + "import x"),
    "options of git": (before_commit, lambda n: "git " + "-c " * (n // 3) + "x"),
    "commands of git": (before_commit, lambda n: "git -/" * (n // 6) + "x"),
    "commands of a shell": (before_commit, lambda n: "a b; " * (n // 5)),
    "words of a shell": (before_commit, lambda n: "git " + "a'b'\\c\"d\" " * (n // 10)),
    "one word of a shell": (before_commit, lambda n: "git " + "a'b'\\c\"d\"" * (n // 9)),
    "variables of a shell": (before_commit, lambda n: "A=x; " + "git $A" + "$A" * (n // 2)),
    "a variable that grows": (before_commit, lambda n: "A=x; " + "A=$A$A; " * (n // 8)),
    "substitutions": (before_commit, lambda n: "git " + "$(a)" * (n // 4)),
    "backquotes": (before_commit, lambda n: "git " + "`a`" * (n // 3)),
    "here-documents": (before_commit, lambda n: "cat <<A\n$x\nA\n" * (n // 13)),
    "a long here-document": (before_commit, lambda n: "cat <<A\n" + "$x `\n" * (n // 5) + "A\n"),
    "openings": (before_commit, lambda n: "$(" * (n // 2)),
    "openings of brackets": (before_commit, lambda n: "(" * n),
    "arithmetic that is none": (before_commit, lambda n: "((a) " * (n // 5)),
    "patterns": (before_commit, lambda n: "git " + "*" * n),
    "braces": (before_commit, lambda n: "git " + "{" * n + "a,"),
    "assignments": (before_commit, lambda n: "A=b " * (n // 4)),
    "functions": (before_commit, lambda n: "f() { a; }; " * (n // 12)),
    "comments of a shell": (before_commit, lambda n: "# a\n" * (n // 4)),
    "pipes": (before_commit, lambda n: "a | " * (n // 4) + "a"),
    "digits of an id": (ids_said, lambda n: "A-" + "1" * n + "x1"),
    "parts of an id": (ids_said, lambda n: "A-1.A-" * (n // 6) + "x1"),
}  # fmt: skip


def spent(run: Callable[[str], object], text: str) -> float:
    """Seconds of the processor that a run takes."""
    gc.disable()
    start = time.process_time()
    run(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


@pytest.mark.parametrize("kind", KINDS)
def test_eight_times_the_text_takes_eight_times_as_long(kind: str) -> None:
    run, text = KINDS[kind]
    size = 16
    while (taken := spent(run, text(size))) < ENOUGH and size < MOST:
        size *= 2
    ratio = min(spent(run, text(size)) / spent(run, text(size // TIMES)) for _ in range(3))
    assert ratio < SQUARE, (size, taken, ratio)
