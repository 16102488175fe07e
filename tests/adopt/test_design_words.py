from __future__ import annotations

from archhook.adopt.design_words import DesignWords, top_package
from archhook.adopt.planned_nodes import MARK, Names
from archhook.adopt.repository_facts import Facts, Held
from archhook.author.prose import LONGEST
from archhook.model.ids import split_docstring
from archhook.recovery.groups import Group

ROOTS = ("src", ".")


def words(groups: tuple[Group, ...], titles: dict[str, str], package: str = "src/shop") -> DesignWords:
    files = {path: Held() for group in groups for path in group.files}
    files |= {path: Held(title=title) for path, title in titles.items()}
    return DesignWords(Facts(files, {}, "shop", "", ""), Names(ROOTS, words=True), groups, package)


def part(*names: str, hubs: int = 0, folder: str = "src/shop") -> Group:
    """Some files of a folder; so many of them, the first ones, stand for it."""
    files = tuple(f"{folder}/{name}.py" for name in names)
    return Group(files, folder, whole=False, hubs=files[:hubs])


def folder(name: str, *files: str) -> Group:
    return Group(tuple(f"{name}/{file}.py" for file in files or ("a", "b")), name, whole=True)


def title(doc: str) -> str:
    return split_docstring(doc)[1]


def test_whole_folders_are_called_as_they_are_with_those_above_where_that_says_nothing() -> None:
    groups = (folder("src/shop/cache"), folder("src/shop/app/utils"), folder("src/shop"), folder("till/cache"))
    named = words(groups, {})
    assert [named.name(group) for group in groups] == ["DesignCache", "DesignAppUtils", "DesignShop", "DesignTillCache"]


def test_parts_of_one_folder_are_named_by_the_one_file_that_tells_most() -> None:
    groups = (
        part("_client", "models", "x", hubs=3)._replace(requires=(1,)),
        part("__init__", "main", "y", hubs=3)._replace(requires=(1,)),
        part("utils", "__version__", hubs=2),
        part("log", "price", hubs=1, folder="src/shop/till"),
        part("time", "zone", hubs=2, folder="src/shop/till"),
    )
    named = words(groups, {})
    called = [named.name(group) for group in groups]
    assert called == ["DesignModels", "DesignY", "DesignUtils", "DesignTillPrice", "DesignTillTime"]


def test_what_all_stand_on_and_has_nothing_in_common_is_the_foundation_once() -> None:
    groups = (
        part("structures", "compat", "hooks", hubs=2),
        part("adapters", "cookies", "sessions", hubs=2)._replace(requires=(0,)),
        part("a", "b", "c", hubs=2),
        part("x", "y", "z", hubs=2)._replace(requires=(2,)),
    )
    named = words(groups, {})
    called = [named.name(group) for group in groups]
    assert called == ["DesignFoundation", "DesignAdapters", "DesignA", "DesignX"]
    assert title(named.doc("D-1", groups[0])) == "Foundation"
    assert words(groups[:1], {}).name(groups[0]) == "DesignShop"


def test_no_name_is_given_twice_and_none_is_the_metamodels() -> None:
    groups = tuple(part("a", "b", hubs=2)._replace(requires=(at,)) for at in range(4))
    named = words(groups, {})
    assert [named.name(group) for group in groups] == ["DesignA", "DesignB", "DesignShop", "DesignShop2"]
    titles = [title(named.doc(f"D-{at}", group)) for at, group in enumerate(groups)]
    assert len({*titles}) == 4
    empty = words((folder("日本"),), {}, "")
    assert empty.name(folder("日本")).isascii()


def test_the_one_part_of_a_folder_that_is_a_design_has_the_folders_name() -> None:
    groups = (part("context", "project", hubs=2, folder="src/shop/framework"), folder("src/shop/cache"))
    assert words(groups, {}).name(groups[0]) == "DesignFramework"
    loose = (Group(("a.py", "b.py"), "", whole=False, hubs=("a.py", "b.py")), folder("src/shop"))
    assert words(loose, {}).name(loose[0]) == "DesignTopFolder"


def test_a_package_says_itself_what_it_is_and_then_nothing_is_left_to_write() -> None:
    group = folder("src/shop/cache")
    doc = words((group,), {"src/shop/cache/__init__.py": "Keeps what was computed"}).doc("D-1", group)
    assert doc == "[D-1] Keeps what was computed. All of src/shop/cache."


def test_a_package_that_says_nothing_is_called_as_its_main_file_says_and_is_still_to_be_told() -> None:
    groups = (folder("src/shop/bin"), folder("src/shop/tills"))
    said = {"src/shop/bin/shop.py": "Shop Command Line Interface", "src/shop/tills/tills.py": "All tills"}
    named = words(groups, said)
    docs = [named.doc("D-1", group) for group in groups]
    assert [*map(title, docs)] == ["Shop Command Line Interface", "All tills"]
    assert [doc.count(MARK) for doc in docs] == [1, 1]


def test_what_says_nothing_is_called_by_its_words_and_a_person_is_asked() -> None:
    groups = (
        folder("src/shop/bin"),
        folder("src/shop/_unicode_data"),
        part("_a", "b", "c", "d", hubs=3)._replace(requires=(0,)),
        part("one", hubs=1)._replace(requires=(0,)),
    )
    named = words(groups, {"src/shop/b.py": "What is sold"})
    for group in groups:
        named.name(group)
    docs = [named.doc("D-1", group) for group in groups]
    assert [*map(title, docs)] == ["Command line", "Unicode data", "B", "One"]
    assert docs[0].startswith("[D-1] Command line. All of src/shop/bin.\n\nPLACEHOLDER: ")
    assert docs[2].split("\n\n")[1:] == [
        "PLACEHOLDER: say in one sentence what these files of src/shop (b, c and others) do together, and why apart "
        "from the others. b: What is sold."
    ]
    assert [doc.count(MARK) for doc in docs] == [1, 1, 1, 1]


def test_files_of_one_name_are_told_apart() -> None:
    group = Group(("a/b/x.py", "a/c/x.py"), "a", whole=False, hubs=("a/b/x.py", "a/c/x.py"))
    assert "these files of a (b/x and c/x) do" in words((group,), {}, "").doc("D-1", group)


def test_one_file_is_called_as_it_says() -> None:
    group = part("one", hubs=1)
    assert words((group,), {"src/shop/one.py": "Sells things"}).doc("D-1", group) == "[D-1] Sells things."


def test_no_title_is_given_twice() -> None:
    groups = (folder("a/x"), folder("b/x"), folder("c/x"))
    said = dict.fromkeys(("a/x/__init__.py", "b/x/__init__.py"), "The same")
    named = words(groups, said, "")
    for group in groups:
        named.name(group)
    titles = [title(named.doc(f"D-{at}", group)) for at, group in enumerate(groups)]
    assert titles == ["The same", "X", "X in c/x"]


def test_the_longest_path_makes_a_short_title() -> None:
    group = folder("/".join(["deep" * 5] * 12))
    assert len(title(words((group,), {}, "").doc("D-1", group))) <= LONGEST


def test_code_around_the_product_is_told_by_its_folder() -> None:
    named = words((folder("src/shop"),), {"tools/__init__.py": "What builds it"})
    groups = [folder("examples"), folder("docs_src"), folder("tools"), folder("odd"), folder("", "a")]
    docs = [named.doc("D-2", group._replace(whole=bool(group.folder)), around=True) for group in groups]
    assert list(map(title, docs)) == [
        "The examples of shop",
        "The code in docs_src, beside the product",
        "What builds it",
        "The code in odd, beside the product",
        "The code in the project's own folder, beside the product",
    ]
    assert MARK not in "".join(docs)
    assert [named.around_name(folder) for folder in ("examples", "one/tools", "utils", "odd", "two/odd", "", "t")] == [
        "DesignExamples",
        "DesignTools",
        "DesignUtils",
        "DesignOdd",
        "DesignTwoOdd",
        "DesignTopFolder",
        "DesignTestSupport",
    ]


def test_the_deepest_folder_that_holds_all() -> None:
    assert top_package((folder("src/shop/a"), folder("src/shop/b/c"))) == "src/shop"
    assert top_package((folder("a"), folder("b"))) == ""
    assert top_package(()) == ""
