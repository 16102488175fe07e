"""A shell script's text -> its commands: what ends where, and what is no script."""

from __future__ import annotations

import pytest

from archhook.shell.command_reader import read_commands
from archhook.shell.syntax_nodes import Choice, Function, Group, Joined, Loop, Node, Pipeline, Simple
from archhook.shell.word_reader import literal


def sketch(node: Node) -> str:
    """A script's structure in few letters: a command is its words."""
    match node:
        case Simple(words=words):
            return " ".join(literal(word) or "_" for word in words) or "="
        case Joined(items=items):
            return "".join(f"{before or ''}{sketch(one)}" for before, one in items)
        case Pipeline(commands=commands):
            return "|".join(map(sketch, commands))
        case Group(body=body, apart=apart):
            return f"({sketch(body)})" if apart else f"{{{sketch(body)}}}"
        case Choice(tests=tests, bodies=bodies):
            return f"[{','.join(map(sketch, tests))}?{':'.join(map(sketch, bodies))}]"
        case Loop(body=body):
            return f"*{sketch(body)}"
        case Function(name=name, body=body):
            return f"{name}:={sketch(body)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b; c && d || e\nf", "a b;c&&d||e;f"),
        ("a |\nb |& c", "a|b|c"),
        ("a & b", "(a);b"),
        ("(a; (b))", "(a;(b))"),
        ("{ a; }; }", None),
        ("{ a }; b; }", "{a };b}"),
        ("if a; then b; elif c; then d; else e; fi; f", "[a,c?b:d:e];f"),
        ("if a\nthen b\nfi", "[a?b]"),
        ("while a; do b; done", "[a?b]"),
        ("until a; do if b; then c; fi; done", "[a?[b?c]]"),
        ("for x in 1 2; do a; done", "*a"),
        ("for x; do a; done", "*a"),
        ("for ((i=0; i<3; i++)); do a; done", "[?a]"),
        ("select x in a; do b; done", "*b"),
        ("case x in a) b;; (c|d) e;& *) f; esac", "[?b:e:f]"),
        ("f() { a; }; function g { b; }", "f:={a};g:={b}"),
        ("f() (a)", "f:=(a)"),
        ("[[ a && (b || c) ]]; d", "[?];d"),
        ("((a + (b))); c", "=;c"),
        ("A=1 b", "b"),
        ("A=1; B+=2; c[1]=2", "=;=;="),
        ("! a; time -p b; coproc c", "[a?];b;c"),
        ("echo if then done", "echo if then done"),
        ("a # b; c\nd", "a;d"),
        ("a#b", "a#b"),
        ("a \\\n b", "a b"),
        ("cat <<A <<'B'\n1\nA\n2\nB\nc", "cat;c"),
        ("a; ;", None),
        ("if a; then b", None),
        ("a )", None),
        ("'a", None),
        ("a &&", None),
        ("fi", None),
        ("a >", None),
        ("$(a", None),
    ],
)
def test_structure(text: str, expected: str | None) -> None:
    node, whole = read_commands(text)
    assert (sketch(node) if whole else None) == expected


def test_lines_before_a_mistake_are_read() -> None:
    node, whole = read_commands("a; b\nc\nd )\ne")
    assert (sketch(node), whole) == ("a;b;c", False)


@pytest.mark.parametrize(
    "piece", ["$(", "(", "`", '"$(', "{ ", "if a; then ", "${a:-", "[[ ", "<(", "$((", "'", "case a in "]
)
def test_any_number_of_openings_is_read_in_bounded_time(piece: str) -> None:
    assert read_commands(piece * 20_001)[1] is False
