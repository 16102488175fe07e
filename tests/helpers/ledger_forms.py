"""Random ledgers in all forms: a file or a package, imports at the top or between classes, plain or computed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable, Sequence

Sources = dict[str, str]
"""Path -> text, in which bytes that are no UTF-8 stand as surrogates."""

FILE = "architecture.py"
INIT = "architecture/__init__.py"
KINDS = {
    "Intent": ("I", ""),
    "Requirement": ("R", "derived_from"),
    "Design": ("D", "satisfies"),
    "Task": ("T", "implements"),
    "UnitTest": ("UT", "verifies"),
    "SystemTest": ("ST", "verifies"),
}
"""Base -> (prefix of its ids, its link)."""
TARGETS = {"Requirement": "Intent", "Design": "Requirement", "Task": "Design", "UnitTest": "Design",
           "SystemTest": "Requirement"}  # fmt: skip
ITEMS = ("derived_from", "satisfies", "requires")
"""The links that take a list."""


class Written:
    """A ledger while it is made up. `where`: class -> (its module, its base, its id)."""

    def __init__(self, chance: random.Random, words: bool) -> None:
        self.chance = chance
        self.words = words
        self.where: dict[str, tuple[str, str, str]] = {}
        self.limits = ""  # a class that is no node

    def statement(self, base: str, number: int, bound: Iterable[str] = ()) -> tuple[str, str]:
        """(name, text) of a class. `bound`: the classes that it may name."""
        chance, (prefix, link) = self.chance, KINDS[base]
        name = f"{prefix}{number}"
        node_id = f"{prefix}-part.{'abcdefgh'[number % 8]}{number}" if self.words else f"{prefix}-{number}"
        title = chance.choice(("A part", "Größe", "What is it? Yes", "One.\n\n    More"))
        lines = [f'"""[{node_id}] {title}."""']
        if link:
            lines.append(f"{link} = {self.reference(TARGETS[base], bound, link in ITEMS)}")
        if base == "Task":
            lines.append(f'file_path = "src/{name.lower()}.py"')
            lines += chance.sample(['functions = ["f", "g"]', 'classes = ("A",)', "planned = True", "globals = []"], 2)
        elif base.endswith("Test"):
            tests = chance.choice(('"*"', '["test_f"]', '[\n        "test_f",\n        "test_g",\n    ]'))
            lines += [f'test_file = "tests/test_{name.lower()}.py"', f"test_functions = {tests}"]
            lines += [] if chance.randrange(5) else ["planned = True"]
        elif base == "Design" and not chance.randrange(3):
            lines.append(f"estimated = ResourceConstraints(cpu_cores={chance.randrange(9)})")
        if not chance.randrange(6):
            lines.append('waives = {"TST508": "later"}')
        if not chance.randrange(8):
            at = chance.randrange(len(lines))
            lines[at] += "  # archhook: ignore[INV401] it comes"
        return name, f"class {name}({base}):\n" + "".join(f"    {line}\n" for line in lines)

    def reference(self, base: str, bound: Iterable[str], several: bool) -> str:
        """A reference to one of the classes that there are, or a list of some."""
        there = [name for name, one in self.where.items() if one[1] == base]
        near = {*bound}
        found = self.chance.sample(there, min(len(there), self.chance.randrange(1, 3) if several else 1))
        texts = [one if one in near and self.chance.random() < 0.7 else f'"{self.where[one][2]}"' for one in found]
        return f"[{', '.join(texts)}]" if several else texts[0]

    def modules(self, home: dict[str, str], late: bool) -> Sources:
        """The text of each module. `home`: base -> its module; `late`: imports stand between classes, too."""
        parts: dict[str, list[str]] = {path: [] for path in home.values()}
        bound: dict[str, list[str]] = {path: [] for path in parts}
        metamodel: dict[str, set[str]] = {path: set() for path in parts}
        for base, path in home.items():
            for number in range(1, self.chance.randrange(2, 5)):
                chance = self.chance
                wanted = {base, "ResourceConstraints"} - metamodel[path]
                if wanted:
                    parts[path].append(self.of_metamodel(wanted, {one: metamodel[one] for one in parts if one != path}))
                    metamodel[path] |= wanted
                if not self.limits and not chance.randrange(4):
                    self.limits = f"Limits{number}"
                    self.where[self.limits] = path, "ResourceConstraints", ""
                    parts[path].append(f'class {self.limits}(ResourceConstraints):\n    """Of a part."""\n')
                    bound[path].append(self.limits)
                for other, (there, _, _) in self.where.items():
                    if (
                        there != path
                        and other not in bound[path]
                        and chance.random() < (0.7 if other == self.limits else 0.3)
                    ):
                        parts[path].append(f"from {_dotted(there)} import {other}\n")
                        bound[path].append(other)
                name, text = self.statement(base, number, bound[path])
                parts[path].append(text)
                bound[path].append(name)
                node_id = text.split("[", 1)[1].split("]")[0]
                self.where[name] = path, base, node_id
        for texts in parts.values():
            if not late:
                texts.sort(key=lambda text: not text.startswith("from"))
        return {path: self.joined(texts) for path, texts in parts.items()}

    def of_metamodel(self, wanted: set[str], others: dict[str, set[str]]) -> str:
        """An import of names of the metamodel, perhaps from a module that has imported them itself."""
        there = [path for path, names in others.items() if wanted <= names]
        home = _dotted(self.chance.choice(there)) if there and not self.chance.randrange(4) else "archhook"
        return f"from {home} import {', '.join(sorted(wanted))}\n"

    def joined(self, parts: Sequence[str]) -> str:
        """The parts of a module with something between them."""
        between = ("\n\n", "\n\n", "\n", "", "# a remark\n", "\n# archhook: ignore[TST508] so\n", "\\\n", "'text'\n")
        return '"""A ledger."""\n' + "".join(self.chance.choice(between) + part for part in parts)


def _dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def made_up(chance: random.Random) -> Sources:
    """A ledger without a breach."""
    written = Written(chance, words=not chance.randrange(4))
    form = chance.choice(("file", "file", "file late", "package", "package", "package late", "late", "computed"))
    file = form in ("file", "file late", "computed")
    places = dict.fromkeys(KINDS, FILE) if file else {
        "Intent": INIT, "Requirement": INIT, "Design": "architecture/plan.py", "Task": "architecture/tasks.py",
        "UnitTest": chance.choice(("architecture/tasks.py", "architecture/checks.py")),
        "SystemTest": chance.choice(("architecture/plan.py", "architecture/checks.py")),
    }  # fmt: skip
    sources = written.modules(places, "late" in form)
    if not file and not chance.randrange(2):
        sources[INIT] += chance.choice(("", "\n")) + "from architecture.plan import D1\nfrom . import tasks\n"
    if form == "computed":
        sources[FILE] += chance.choice(COMPUTED)
    for path in sources:
        if not chance.randrange(6):
            sources[path] = chance.choice(DRESSES)(sources[path])
    return sources


COMPUTED = (
    "T9_FILES = ['f']\n\n\nclass T9(Task):\n    '''[T-99] A.'''\n    implements = D1\n    file_path = 'a.py'\n"
    "    functions = T9_FILES\n",
    "class Own(Task):\n    implements = D1\n\n\nclass T9(Own):\n    '''[T-99] A.'''\n    file_path = 'a.py'\n",
    "from archhook import validate_architecture\nvalidate_architecture([I1()], [R1()], [D1()], [T1()], [UT1()])\n",
    "T1.waives = {'INV401': 'later'}\n",
)
"""What makes a ledger more than a list of classes."""

DRESSES: Sequence[Callable[[str], str]] = (
    lambda text: "\ufeff" + text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: text.replace("    ", "\t"),
    lambda text: "# coding: utf-8\n" + text,
    lambda text: text.rstrip("\n"),
    lambda text: text.replace("\n\n", "\n\f\n", 1),
)
"""Other ways to write the same."""
