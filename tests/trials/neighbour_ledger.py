"""The ledger and the configuration that say what the rules of import-linter or tach say, for the files of a project."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from trials.neighbour_rules import module_name, module_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from trials.neighbour_rules import Rules

HEAD = '''\
"""The modules of the rules, a Design each: `requires` is what a module may import directly."""

from archhook import Design, Intent, Requirement, Task


class I1(Intent):
    """[I-1] Modules keep apart."""


class R1(Requirement):
    """[R-1] Imports follow the rules."""

    derived_from = [I1]
'''
DESIGN = '''

class D{number}(Design):
    """[D-{number}] {module}."""

    satisfies = [R1]
    requires = [{requires}]
{more}'''
TASK = '''

class T{number}(Task):
    """[T-{number}] {path}."""

    implements = D{design}
    file_path = "{path}"
'''
JUDGED = {"DEP203", "DEP205", "DEP206", "DEP208"}
"""The laws that stay on. DEP202 does not: rules that say nothing about two modules let them import each other."""


def belongings(files: Iterable[str], rules: Rules) -> dict[str, list[str]]:
    """Module of the rules -> its files, each file with the longest module that it lies in."""
    held: dict[str, list[str]] = defaultdict(list)
    for path in files:
        name = module_name(path, rules.roots)
        if name and (module := module_of(name, rules.modules)):
            held[module].append(path)
    return held


def ledger(root: Path, held: Mapping[str, list[str]], rules: Rules, *, look_through: bool = False) -> str:
    """The ledger; with `look_through` no Task declares an `__init__.py` that defines nothing."""
    numbers = {module: number for number, module in enumerate(sorted(held), 1)}
    text = HEAD
    for module, number in numbers.items():
        allowed = [one for one in numbers if one != module and (module, one) not in rules.banned]
        more = f'    layer = "{rules.layer[module]}"\n' if module in rules.layer else ""
        if module in rules.exposed:
            more += f"    interface = {interface(root, module, held[module], rules)!r}\n"
        requires = ", ".join(f'"D-{numbers[one]}"' for one in allowed)
        text += DESIGN.format(number=number, module=module, requires=requires, more=more)
        declared = [path for path in held[module] if not (look_through and _hands_on_alone(root / path))]
        for task, path in enumerate(declared):
            text += TASK.format(number=number * 10_000 + task, path=path, design=number)
    return text


def configuration(severities: Iterable[str], rules: Rules, exclude: Iterable[str] = ()) -> str:
    """The configuration in which the laws of imports alone are on; `severities`: the codes that may be turned off."""
    lines = [
        'ledger = "architecture.py"',
        f"source-roots = {list(rules.roots)!r}",
        f"exclude = {list(exclude)!r}",
        f'typing-imports = "{rules.typing}"\ndynamic-imports = "ignore"\nbaseline = "archhook-baseline.toml"',
    ]
    if rules.layers and rules.layer:
        lines.append(f"layers = {list(rules.layers)!r}")
    off = "".join(f'{code} = "off"\n' for code in sorted(severities) if code not in JUDGED)
    return "\n".join([*lines, "", "[severity]", off])


def interface(root: Path, module: str, files: list[str], rules: Rules) -> list[str]:
    """What of a module the patterns expose: names that its files define, and its submodules."""
    patterns = [re.compile(word) for word in rules.exposed[module]]
    found = set()
    for path in files:
        inner = (module_name(path, rules.roots) or "")[len(module) + 1 :]
        if inner and any(one.fullmatch(inner) for one in patterns):
            found.add(path)
        found |= {name for name in defined(root / path) if any(one.fullmatch(name) for one in patterns)}
    return sorted(found)


def defined(path: Path) -> list[str]:
    """The names that a file defines at module level, in its order."""
    names = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.append(name)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names.append(name)
    return names


def _hands_on_alone(path: Path) -> bool:
    return path.name == "__init__.py" and not defined(path)
