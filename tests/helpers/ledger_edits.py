"""Random edits of ledgers: what a person, an editor or a merge may leave."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.ledger_forms import KINDS, TARGETS, Written

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Sequence

    from helpers.ledger_forms import Sources

NAMES = ("Intent", "Requirement", "Design", "Task", "UnitTest", "SystemTest", "Node", "Test", "ResourceConstraints",
         "print", "object", "__name__", "plan", "tasks", "os", "name", "requires", "validate_architecture")  # fmt: skip
"""What a name may be put in the place of, beside those of the ledger's own classes."""

ODD_LINES = (
    "\\", "    \\", " ", "\f", "    \f", "\t", "    pass", "pass", "x = 1", "    x = 1", '"""', "'''", "@x", "; ",
    "# a remark", "    # archhook: ignore[INV401] because", "# archhook: ignore[TST508] so it is", "#", "class",
    "# coding: latin-1", "# -*- coding: utf-8 -*-", "    # größer: ñ", "<<<<<<< ours", "=======", ">>>>>>> theirs",
    "||||||| base", "if True:", "    if True:", "try:", "del D1", "del Design", "D1 = D2", "Task = Design", "D1: str",
    "def f(): pass", "global D1", "validate_architecture()", "for D1 in []: pass", "(", ")", "]", "    functions = (",
    "__all__ = ['D1']", "assert D1", "lambda: 0", "'a text'", "    'a text'", "    ...", "\ufeff", "\u00a0", "1;",
    "\x00",
)  # fmt: skip

DECORATORS = ("@x", "@D1", "@final", "@print", "@os.path", "@Design") * 2
"""As many as there need be beside the odd lines."""

IMPORTS = (
    "from archhook import {0}", "from archhook import {0} as {1}", "import os", "import os.path", "import {0}.x",
    "import os as {1}", "from os import path as {1}", "from archhook import *", "from os import *",
    "from architecture.plan import {1}", "from architecture import plan", "from . import tasks",
    "from .plan import {1}", "from .plan import {1} as {2}", "import architecture.tasks",
    "import architecture.plan as {1}", "import {1}", "from __future__ import annotations",
    "if True: from archhook import {0}", "from .plan import *", "from . import {1}",
    "from archhook import ({0},\n    {3})", "from os import path, sep as {1}; import os", "from ..plan import {1}",
)  # fmt: skip
"""Import statements; {0}, {3}: a name of the metamodel, {1}, {2}: one of the ledger's."""

TOKEN = re.compile(r'"""(?:.|\n)*?"""|"[^"\n]*"|\'[^\'\n]*\'|#[^\n]*|\w+|[ \t]+|\r?\n|.', re.DOTALL)
BLOCK = re.compile(r"^(?=class |from |import |@|#|[a-z_]+ = )", re.MULTILINE)
CLASS = re.compile(r"^class (\w+)\((\w+)\)", re.MULTILINE)


def edited(sources: Sources, chance: random.Random, earlier: Sequence[Sources]) -> Sources:
    """A ledger after an edit of one module or of several. `earlier`: versions from which a merge may bring lines."""
    made = dict(sources)
    for _ in range(1 if chance.random() < 0.8 else chance.randrange(2, 4)):
        path = chance.choice(sorted(made))
        others = [text for version in (made, *earlier) for text in version.values()]
        made[path] = chance.choices(*EDITS)[0](made[path], chance, others)
    return made


def _token(text: str, chance: random.Random, others: Sequence[str]) -> str:
    tokens = TOKEN.findall(text)
    if not tokens:
        return "\n"
    at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    what = chance.randrange(5)
    if what == 0:
        del tokens[at]
    elif what == 1:
        tokens.insert(at, tokens[at])
    elif what == 2:
        tokens[at], tokens[other] = tokens[other], tokens[at]
    else:
        from_there = TOKEN.findall(chance.choice(others)) or ["x"]
        word = chance.choice((chance.choice(from_there), chance.choice(NAMES), chance.choice(ODD_LINES)))
        tokens[at : at + (what == 3)] = [word]
    return "".join(tokens)


def _line(text: str, chance: random.Random, others: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True) or ["\n"]
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    what = chance.randrange(7)
    if what == 0:
        del lines[at]
    elif what == 1:
        lines.insert(other, lines[at])
    elif what == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif what == 3:
        lines[at] = chance.choice(("    ", " ", "\t", "\f", "\\\n")) + lines[at]
    elif what == 4:
        lines[at] = lines[at].lstrip()
    elif what == 5:
        lines[at] = lines[at].rstrip("\n") + chance.choice(
            (" \\\n", "\r\n", ";\n", "  # archhook: ignore[A]\n", "\r", "")
        )
    else:
        lines.insert(at, chance.choice((chance.choice(ODD_LINES), *chance.choice(others).splitlines()[:40])) + "\n")
    return "".join(lines)


def _blocks(text: str, chance: random.Random, others: Sequence[str]) -> str:
    blocks = BLOCK.split(text)
    at, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    what = chance.randrange(8)
    if what == 0:
        del blocks[at]
    elif what >= 6:
        blocks.insert(at, chance.choice((*ODD_LINES, *DECORATORS)) + "\n")
    elif what == 1:
        blocks.insert(other, blocks[at])
    elif what == 2:
        blocks[at], blocks[other] = blocks[other], blocks[at]
    elif what == 3:
        blocks.insert(other, blocks.pop(at))
    elif what == 4:
        blocks.insert(at, chance.choice(BLOCK.split(chance.choice(others))))
    else:
        blocks[at] = chance.choice(BLOCK.split(chance.choice(others)))
    return "".join(blocks)


def _fresh(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """A new class statement, before or behind another; it names what there is."""
    written = Written(chance, words=not chance.randrange(5))
    for one in others:
        for name, base in CLASS.findall(one):
            prefix = KINDS.get(base, ("D", ""))[0]
            written.where.setdefault(name, ("", base, f"{prefix}-{name.removeprefix(prefix)}"))
    there = {base for _, base, _ in written.where.values()}
    possible = [base for base in KINDS if base == "Intent" or TARGETS[base] in there]
    bound = _names([text]) if chance.random() < 0.8 else written.where
    _, made = written.statement(chance.choice(possible), chance.randrange(5, 9), bound)
    blocks = BLOCK.split(text)
    blocks.insert(
        chance.randrange(len(blocks) + 1), chance.choice(("", "\n\n", "\\\n")) + made + chance.choice(("", "\n"))
    )
    return "".join(blocks)


def _import(text: str, chance: random.Random, others: Sequence[str]) -> str:
    own = _names(others)
    line = chance.choice(IMPORTS).format(chance.choice(NAMES[:9]), chance.choice(own), chance.choice(own), "Design")
    blocks = BLOCK.split(text)
    blocks.insert(chance.randrange(len(blocks) + 1), line + "\n")
    return "".join(blocks)


def _names(texts: Iterable[str]) -> list[str]:
    return [name for text in texts for name, _ in CLASS.findall(text)] or ["D1"]


def _reference(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """What a link names, or what a class is derived from, is another: a class, an id, any name."""
    pattern = (
        r"(?<=\()\w+(?=\):)" if not chance.randrange(4) else r"(?<= = )\w+$|(?<= = \[)[^],\n]+|(?<= = )\"[^\"\n]+\""
    )
    places = [*re.finditer(pattern, text, re.MULTILINE)]
    if not places:
        return text
    place = chance.choice(places)
    kind = re.sub(r'["\W\d].*', "", place[0].strip('"'))  # `D` of D1 and of "D-1"
    alike = [name for name in _names(others) if re.fullmatch(rf"{kind}\d+", name)]
    wild = (*_names(others), *NAMES)
    name = chance.choice(alike) if alike and chance.random() < 0.7 else chance.choice(wild)
    if chance.random() < 0.3 and (found := re.search(r"^([A-Z]+)(\d+)$", name)):
        name = f'"{found[1]}-{found[2]}"'
    return text[: place.start()] + name + text[place.end() :]


def _rename(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """A class is called otherwise, in its statement or wherever it is named; or it gets another id."""
    names = _names([text])
    old = chance.choice(names)
    new = chance.choice((f"{old}x", f"{old}x", chance.choice(_names(others)), chance.choice(NAMES)))
    if chance.random() < 0.3:
        at = text.find(f"class {old}(")
        return text[:at] + re.sub(r"(\[\w+-)[\w.]+\]", rf"\g<1>{chance.randrange(1, 12)}]", text[at:], count=1)
    pattern = rf"\bclass {old}\b" if chance.random() < 0.6 else rf"\b{old}\b"
    return re.sub(pattern, lambda found: found[0].replace(old, new), text)


def _word(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """A word in a string is another: most edits of a ledger are such."""
    words = [*re.finditer(r"(?<=[ \"/])[a-z_]{1,8}(?=[.\"])|part", text)]
    if not words:
        return text
    place = chance.choice(words)
    return text[: place.start()] + chance.choice(("other", "größer", "f", "a b", "")) + text[place.end() :]


EDITS = (
    (_token, _line, _blocks, _fresh, _import, _reference, _rename, _word),
    (12, 11, 11, 16, 6, 16, 12, 30),
)
