"""Projects of one kind of content each, of which there is as much as is asked for: for tests of how time grows.

`KINDS`: what there is much of -> what makes a project (path -> content) of a size. Its length in bytes is proportional
to the size; a new kind is a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.swelling_graphs import GRAPHS
from helpers.swelling_parts import HEAD, Files, design, functions, node, project, root, task, test

if TYPE_CHECKING:
    from collections.abc import Callable

ALIKE = "f" * 74


def renamed_tests(size: int) -> Files:
    return project(
        test(1, "test_a.py", [f"test_the_old_{i:06}" for i in range(size)]),
        test_a__py=functions(f"test_some_new_{i:06}" for i in range(size)),
    )


def names_alike(size: int) -> Files:
    missing = [f"{ALIKE}{'QWXYZ'[i % 5]}{'ABCDEFGH'[i // 5]}QQQQ" for i in range(40)]
    return project(task(2, "b.py", functions=missing), b__py=functions(f"{ALIKE}{i:06}" for i in range(size)))


def references_alike(size: int) -> Files:
    designs = (node("Design", f"D-{i + 10}", f"{ALIKE}{i:06}", satisfies=["R-1"]) for i in range(size))
    return project(*designs, *(task(i + 2, "a.py", requires=[f"{ALIKE}QWX{i:02}Q"]) for i in range(50))) | {
        "architecture.py": HEAD
        + "".join(node("Design", f"D-{i + 10}", f"{ALIKE}{i:06}", satisfies=["R-1"]) for i in range(size))
        + "".join(node("Task", f"T-{i + 1}", implements=f"{ALIKE}QWX{i:02}Q", file_path="a.py") for i in range(50))
    }


def tasks_of_one_file(size: int) -> Files:
    return project(
        *(task(i + 2, "b.py", functions=[f"old_{i:06}", f"kept_{i:06}"]) for i in range(size)),
        b__py=functions(f"{word}_{i:06}" for i in range(size) for word in ("new", "kept")),
    )


def tests_of_one_file(size: int) -> Files:
    return project(
        *(test(i + 2, "test_a.py", [f"test_old_{i:06}", f"test_kept_{i:06}"]) for i in range(size)),
        test_a__py=functions(f"test_{word}_{i:06}" for i in range(size) for word in ("new", "kept")),
    )


def one_id(size: int) -> Files:
    return project(*(node("Design", "D-9", f"Same{i}", satisfies=["R-1"]) for i in range(size)))


def one_name(size: int) -> Files:
    return project(*(node("Design", f"D-{i + 10}", "Same", satisfies=["R-1"]) for i in range(size)))


def undeclared_symbols(size: int) -> Files:
    return project(a__py=functions(f"new_{i:06}" for i in range(size)))


def undeclared_on_one_line(size: int) -> Files:
    return project(a__py="; ".join(f"NEW_{i:06} = {i}" for i in range(size)) + "\n")


def undeclared_files(size: int) -> Files:
    return project() | {f"src/p{i % 10}/m{i}.py": f"X = {i}\n" for i in range(size)}


def lost_files(size: int) -> Files:
    """All files were moved, and hold the same names."""
    return project(*(task(i + 2, f"old/m{i}.py", functions=["main", "run", "leak"]) for i in range(size))) | {
        f"new/n{i}.py": functions(["main", "run", "leak", f"own_{i}"]) for i in range(size)
    }


def lost_namesakes(size: int) -> Files:
    return project(*(task(i + 2, f"old{i}/m.py") for i in range(size))) | {
        f"new{i}/m.py": "X = 1\n" for i in range(size)
    }


def deep_folders(size: int) -> Files:
    return project() | {f"{'d/' * 40}e{i % 7}/{'f/' * 40}m{i}.py": "X = 1\n" for i in range(size)}


def long_line_of_ledger(size: int) -> Files:
    return project(task(2, "b.py", functions=[f"name_{i:06}" for i in range(size)]), b__py="")


def long_line_that_is_not_ascii(size: int) -> Files:
    names = [f"näme_{i:06}" for i in range(size)]
    return project(task(2, "b.py", functions=names), b__py="; ".join(f"{name} = 1" for name in names) + "\n")


def long_docstrings(size: int) -> Files:
    return {"architecture.py": HEAD.replace("A goal.", "A goal [of " * 20 * size) + task(1, "a.py"), "a.py": ""}


def word_ids(size: int) -> Files:
    many = (node("Design", f"D-{ALIKE}.x{i:06}", f"W{i}", satisfies=["R-1"]) for i in range(size))
    return project(
        *many, *(node("Task", f"T-{i + 2}", implements=f"D-{ALIKE}.qq{i}", file_path="a.py") for i in range(50))
    )


def unknown_ids(size: int) -> Files:
    return project(*(node("Task", f"T-{i + 2}", implements=f"D-{i + 500}", file_path="a.py") for i in range(size)))


def unknown_names(size: int) -> Files:
    return project("".join(f"NAME_{i:06} = NAEM_{i:06} + 'x'\n" for i in range(size)))


def unknown_fields(size: int) -> Files:
    return project(*(task(i + 2, "a.py", functoins=["x"]) for i in range(size)))


def baselined(size: int) -> Files:
    entries = "".join(f"INV407 T-1 a.py new_{i:06}\n" for i in range(size))
    return undeclared_symbols(size) | {"archhook.toml": 'baseline = "kept.txt"\n', "kept.txt": entries}


def stale_baseline(size: int) -> Files:
    entries = "".join(f"INV407 T-1 a.py new_{i:06}\n" for i in range(size))
    return project() | {"archhook.toml": 'baseline = "kept.txt"\n', "kept.txt": entries}


def waived(size: int) -> Files:
    return project(
        *(design(i + 10, waives={"TRC105": "later", "INV999": "never", "TST506": "never"}) for i in range(size))
    )


def ignored(size: int) -> Files:
    lines = (f"NEW_{i:06} = 1  # archhook: ignore[INV408] made by a program\n" for i in range(size))
    return project(a__py="".join(lines))


def wrong_ignores(size: int) -> Files:
    lines = (f"NEW_{i:06} = 1  # archhook: ignore[INV999] no such law\n" for i in range(size))
    return project(a__py="".join(lines))


def ledger_modules(size: int) -> Files:
    head = HEAD + task(1, "a.py") + "".join(f"from architecture import m{i}\n" for i in range(size))
    modules = {
        f"architecture/m{i}.py": "from archhook import Task\nfrom architecture import *\n\n\n" + task(i + 2, "a.py")
        for i in range(size)
    }
    return {"architecture/__init__.py": head, "a.py": "", **modules}


def ledger_modules_in_chains(size: int) -> Files:
    modules = {
        f"architecture/m{i}.py": "from archhook import Task\n"
        + (f"from architecture.m{i + 1} import N_T_{i + 3}\n" if i % 20 < 19 and i < size - 1 else "")
        + "\n\n"
        + node("Task", f"T-{i + 2}", implements="D-1", file_path="a.py")
        for i in range(size)
    }
    head = HEAD + task(1, "a.py") + "".join(f"from architecture import m{i}\n" for i in range(0, size, 20))
    return {"architecture/__init__.py": head, "a.py": "", **modules}


def base_classes(size: int) -> Files:
    bases = "".join(f"class B{i}({f'B{i - 1}' if i % 20 else 'Design'}):\n    X{i} = 1\n\n\n" for i in range(size))
    return project(bases, node("Design", "D-9", satisfies=["R-1"]))


def measured(size: int) -> Files:
    return project(*(design(i + 10) for i in range(size))) | {
        "measured.toml": "".join(
            f"[D-{i + 10}]\nmemory_peak_mb = {{ value = 5.0, source = 'x' }}\n" for i in range(size)
        )
    }


def excluded(size: int) -> Files:
    return project() | {
        "archhook.toml": "exclude = [" + ", ".join(f'"src/p{i}/"' for i in range(size)) + "]\n",
        "src/p1/m.py": "X = 1\n",
    }


def severities(size: int) -> Files:
    return project() | {"pyproject.toml": "".join(f"[tool.other{i}]\nkey = {i}\n" for i in range(size))}


def imports_of_one_file(size: int) -> Files:
    return project(
        design(9), node("Task", "T-2", implements="D-9", file_path="b.py", functions=[f"f{i}" for i in range(size)]),
        a__py="".join(f"from b import f{i}\n" for i in range(size)), b__py=functions(f"f{i}" for i in range(size)),
    )  # fmt: skip


def imports_in_a_circle(size: int) -> Files:
    return project(*(task(i + 2, f"m{i}.py") for i in range(size))) | {
        f"m{i}.py": f"import m{(i + 1) % size}\n" for i in range(size)
    }


def designs_that_import(size: int) -> Files:
    nodes = (
        design(i + 10) + node("Task", f"T-{i + 2}", implements=f"D-{i + 10}", file_path=f"m{i}.py") for i in range(size)
    )
    return project(*nodes) | {f"m{i}.py": f"import m{(i + 1) % size}\nimport m{i // 2}\n" for i in range(size)}


def handed_on(size: int) -> Files:
    """Packages that hand a name on, each to the next."""
    return project() | {
        "a.py": "from p0 import name\n",
        **{f"p{i}/__init__.py": f"from p{i + 1} import name\n" for i in range(size)},
        f"p{size}/__init__.py": "name = 1\n",
    }


def starred(size: int) -> Files:
    """One package that hands on what others have, by stars, and many names that are asked of it."""
    return project() | {
        "p/__init__.py": "".join(f"from q{i} import *\n" for i in range(root(size))),
        "a.py": "".join(f"from p import name{i}\n" for i in range(root(size))),
        **{f"q{i}/__init__.py": f"other{i} = 1\n" for i in range(root(size))},
    }


def symbolic_names(size: int) -> Files:
    return project(a__py="class A:\n" + "".join(f"    def m{i}(self): pass\n" for i in range(size)))


def parts_of_a_name(size: int) -> Files:
    return project(a__py=f"import {'.'.join(['a'] * size)}\n")


KINDS: dict[str, Callable[[int], Files]] = {
    **GRAPHS,
    "tests that were all renamed": renamed_tests,
    "functions whose names begin alike": names_alike,
    "Designs whose names begin alike": references_alike,
    "Tasks of one file": tasks_of_one_file,
    "Tests of one file": tests_of_one_file,
    "nodes with one id": one_id,
    "classes with one name": one_name,
    "undeclared functions of one file": undeclared_symbols,
    "undeclared globals on one line": undeclared_on_one_line,
    "undeclared files": undeclared_files,
    "lost files that hold the same names": lost_files,
    "lost files of one name": lost_namesakes,
    "files in deep folders": deep_folders,
    "names on one line of the ledger": long_line_of_ledger,
    "names on one line of the ledger that is not ASCII": long_line_that_is_not_ascii,
    "brackets in a docstring": long_docstrings,
    "ids of words that begin alike": word_ids,
    "references to ids that nothing has": unknown_ids,
    "names that are bound to nothing": unknown_names,
    "fields that there are not": unknown_fields,
    "entries of a baseline": baselined,
    "stale entries of a baseline": stale_baseline,
    "waivers": waived,
    "ignores": ignored,
    "ignores of no law": wrong_ignores,
    "modules of a ledger": ledger_modules,
    "modules of a ledger in chains": ledger_modules_in_chains,
    "base classes": base_classes,
    "measured figures": measured,
    "excluded folders": excluded,
    "tables of a pyproject.toml": severities,
    "imports of one file": imports_of_one_file,
    "files that import in a circle": imports_in_a_circle,
    "Designs that import each other": designs_that_import,
    "packages that hand a name on": handed_on,
    "stars": starred,
    "parts of an imported name": parts_of_a_name,
    "methods": symbolic_names,
}
