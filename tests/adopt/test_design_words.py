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


def test_the_package_of_the_product_is_no_part_of_names() -> None:
    groups = (folder("src/shop/cache"), folder("src/shop/cache/redis"), folder("src/shop"), folder("till/cache"))
    named = words(groups, {})
    assert [named.name(group) for group in groups] == [
        "DesignCache",
        "DesignCacheRedis",
        "DesignShop",
        "DesignTillCache",
    ]


def test_parts_of_one_folder_are_named_by_the_files_that_stand_for_them_if_these_say_anything() -> None:
    groups = (
        part("_client", "models", "x", hubs=3),
        part("__init__", "main", "y", hubs=3),
        part("utils", "__version__", hubs=2),
        part("log", hubs=1, folder="src/shop/util"),
        part("time", "zone", hubs=2, folder="src/shop/util"),
    )
    named = words(groups, {})
    assert [named.name(group) for group in groups] == [
        "DesignClientModels",
        "DesignY",
        "DesignUtils",
        "DesignUtilLog",
        "DesignUtilTimeZone",
    ]


def test_a_word_that_most_files_begin_with_is_the_name() -> None:
    groups = (
        part("web_app", "web_log", "_web", "x", hubs=3),
        part("web", "web_app", "web_x", hubs=3),
        part("http_a", "http_b", "x", "y", hubs=2),
        part("a", "a_b", hubs=2),
    )
    named = words(groups, {})
    assert [named.name(group) for group in groups] == [
        "DesignWeb",
        "DesignWebApp",
        "DesignHttpAHttpB",
        "DesignAB",
    ]


def test_no_name_is_given_twice_and_none_is_the_metamodels() -> None:
    groups = (part("a", "b", "c", hubs=3), part("a", "b", "d", hubs=3), part("a", "b", hubs=2), part("a", "b", hubs=2))
    named = words(groups, {})
    assert [named.name(group) for group in groups] == ["DesignAB", "DesignABD", "DesignAB2", "DesignAB3"]
    empty = words((folder("日本"),), {}, "")
    assert empty.name(folder("日本")).isascii()


def test_the_one_part_of_a_folder_that_is_a_design_has_the_folders_name() -> None:
    groups = (part("a", "b", hubs=2), folder("src/shop/cache"))
    assert words(groups, {}).name(groups[0]) == "DesignShop"
    loose = (Group(("a.py", "b.py"), "", whole=False, hubs=("a.py", "b.py")), folder("src/shop"))
    assert words(loose, {}).name(loose[0]) == "DesignTopFolder"


def test_a_package_says_itself_what_it_is_and_then_nothing_is_left_to_write() -> None:
    group = folder("src/shop/cache")
    doc = words((group,), {"src/shop/cache/__init__.py": "Keeps what was computed"}).doc("D-1", group, (), ())
    assert doc == "[D-1] Keeps what was computed. All of src/shop/cache: 2 files."


def test_what_says_nothing_is_told_by_what_holds_it_together() -> None:
    groups = (folder("src/shop/cache"), part("_a", "b", "c", "d", hubs=3), part("one", hubs=1))
    named = words(groups, {"src/shop/b.py": "What is sold"})
    docs = [named.doc("D-1", group, (), ()) for group in groups]
    assert list(map(title, docs)) == [
        "All of src/shop/cache",
        "4 files of src/shop around _a and b",
        "The code of src/shop/one.py",
    ]
    assert "b: What is sold." in docs[1]
    assert [doc.count(MARK) for doc in docs] == [1, 0, 1]


def test_files_of_one_name_are_told_apart() -> None:
    group = Group(("a/b/x.py", "a/c/x.py"), "a", whole=False, hubs=("a/b/x.py", "a/c/x.py"))
    assert title(words((group,), {}, "").doc("D-1", group, (), ())) == "2 files of a around b/x and c/x"


def test_one_file_is_called_as_it_says() -> None:
    group = part("one", hubs=1)
    assert title(words((group,), {"src/shop/one.py": "Sells things"}).doc("D-1", group, (), ())) == "Sells things"


def test_no_title_is_given_twice() -> None:
    groups = (folder("a/x"), folder("b/x"), folder("c/x"))
    said = dict.fromkeys(("a/x/__init__.py", "b/x/__init__.py"), "The same")
    named = words(groups, said, "")
    titles = [title(named.doc(f"D-{at}", group, (), ())) for at, group in enumerate(groups)]
    assert titles == ["The same", "All of b/x", "All of c/x"]


def test_the_longest_path_makes_a_short_title() -> None:
    group = folder("/".join(["deep" * 5] * 12))
    assert len(title(words((group,), {}, "").doc("D-1", group, (), ()))) <= LONGEST


def test_imports_against_the_order_are_told() -> None:
    group = folder("a")
    doc = words((group,), {}, "").doc("D-1", group, ("DesignC", "DesignB"), ("DesignTools",))
    assert doc.endswith(
        "\n\nAgainst the order it imports DesignB, DesignC (see the baseline). "
        "It imports DesignTools, beside the product (see the baseline)."
    )


def test_code_around_the_product_is_told_by_its_folder() -> None:
    named = words((folder("src/shop"),), {"tools/__init__.py": "What builds it"})
    groups = [folder("examples"), folder("docs_src"), folder("tools"), folder("odd"), folder("", "a")]
    docs = [named.doc("D-2", group._replace(whole=bool(group.folder)), (), (), around=True) for group in groups]
    assert list(map(title, docs)) == [
        "The examples of shop",
        "The code in docs_src, beside the product",
        "What builds it",
        "The code in odd, beside the product",
        "The code in the project's own folder, beside the product",
    ]
    assert MARK not in "".join(docs)
    assert [named.around_name(folder) for folder in ("examples", "one/examples", "")] == [
        "DesignExamples",
        "DesignOneExamples",
        "DesignTopFolder",
    ]


def test_the_deepest_folder_that_holds_all() -> None:
    assert top_package((folder("src/shop/a"), folder("src/shop/b/c"))) == "src/shop"
    assert top_package((folder("a"), folder("b"))) == ""
    assert top_package(()) == ""
