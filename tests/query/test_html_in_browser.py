"""The report draws itself in a real browser, at 7 nodes and at 5,000, and does what the keys and the mouse say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from helpers.browser import Browser, browser_path, reopened, shown, theme_of
from helpers.graphs import node
from helpers.ledgers import sound
from helpers.pages import BROKEN, EVIL, LEDGER, page_of
from helpers.synthetic import project

from archhook.ledger.source import read_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        browser_path() is None, reason="no Chromium is installed: what the page does in a browser is not tested"
    ),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


def rows(browser: Browser) -> list[str]:
    found: list[str] = browser.eval("[...document.querySelectorAll('.row .id')].map((one) => one.firstChild.data)")
    return found


def test_it_draws_itself_and_asks_for_nothing(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(BROKEN,), old=LEDGER), "chains")
    assert sorted(rows(browser)) == ["D-1", "D-2", "D-9", "I-1", "R-1", "T-1", "UT-1"]
    assert browser.eval("document.querySelector('.row.broken .id').textContent") == "T-1  INV403"
    painted = "(() => { const c = $('wires'); return new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer).some((one) => one); })()"  # noqa: E501
    assert browser.eval(painted)
    for name, title in (
        ("matrix", "Traceability"), ("findings", "Findings"), ("exemptions", "Exemptions"), ("budgets", "Budgets"),
        ("changes", "Changes"),
        ("chains", "Chains"), ("designs", "Architecture"),
    ):  # fmt: skip
        browser.eval(f"location.hash = '{name}'")
        browser.frame()
        assert browser.eval("document.querySelector('[aria-current]').textContent").startswith(title)
    assert browser.complaints() == []
    assert [one for one in browser.requests() if not one.startswith(("file:", "about:"))] == []


def test_exemptions_are_listed_and_what_is_looser_is_a_change(browser: Browser, tmp_path: Path) -> None:
    loose = LEDGER.replace("    implements = ", '    waives = {"INV403": "later"}\n    implements = ', 1)
    loose = loose.replace("memory_mb=64", "memory_mb=640")
    shown(browser, tmp_path, page_of(list(sound(loose).values()), old=LEDGER), "exemptions")
    assert browser.eval("[...document.querySelectorAll('.page h3')].map((one) => one.textContent)") == [
        "waiver (1)", "adopted (1)",
    ]  # fmt: skip
    first = "document.querySelector('.page .loose').textContent"
    assert browser.eval(first) == "waiver INV403 of T-1, holds back nothing nowarchitecture.py:8later"
    assert browser.eval("document.querySelector('.page .loose a').getAttribute('href')") == "#exemptions/T-1"
    browser.eval("location.hash = 'changes'")
    browser.frame()
    assert browser.eval("[...document.querySelectorAll('.page h3')].map((one) => one.textContent)")[:2] == [
        "Exemptions, new or wider (1)", "Weaker otherwise (1)",
    ]  # fmt: skip
    assert browser.eval(first) == "waiver new INV403 of T-1, holds back nothing nowarchitecture.py:8later"
    assert browser.complaints() == []


def test_the_middle_of_a_long_chain_is_shown_when_it_is_asked_for(browser: Browser, tmp_path: Path) -> None:
    designs = [node("design", number, requires=(f"D-{number + 1}",)) for number in range(2, 20)]
    nodes = [
        node("intent", 1), node("requirement", 1, derived_from=("I-1",)),
        node("design", 1, satisfies=("R-1",), requires=("D-2",)), *designs, node("design", 20),
        node("task", 1, implements=("D-20",)),
    ]  # fmt: skip
    shown(browser, tmp_path, page_of(nodes), "T-1")
    last = "[...document.querySelectorAll('#panel > p')].at(-1).textContent"
    assert browser.eval(last) == "I-1 › R-1 › D-1 › D-2 › … 15 Designs … › D-18 › D-19 › D-20 › T-1"
    browser.eval("document.querySelector('#panel .more').click()")
    assert browser.eval(last) == " › ".join(["I-1", "R-1", *(f"D-{number}" for number in range(1, 21)), "T-1"])


def test_it_says_what_was_judged_and_code_is_code(browser: Browser, tmp_path: Path) -> None:
    finding = BROKEN._replace(fix="add it to the `functions` of T-1")
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(finding,)), "T-1")
    assert browser.eval("$('snapshot').textContent") == "the work tree"
    assert browser.eval("document.querySelector('#panel .fix code').textContent") == "functions"
    assert browser.eval("document.querySelector('#panel .finding .fix a').textContent") == "T-1"


def test_a_hostile_ledger_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    evil = '<img src=x onerror="document.title=1">' + EVIL.replace("\ud800", "")
    named = node("intent", 1)._replace(name=evil, doc=f"{evil}\n\n- {evil}\n\n    {evil}", file=evil)
    shown(browser, tmp_path, page_of([named], title=evil), "I-1")
    assert browser.eval("document.querySelectorAll('#panel img, #view img').length") == 0
    assert browser.eval("document.querySelector('#panel .doc li').textContent").startswith("<img src=x")
    assert browser.complaints() == []


def test_a_node_has_a_page_and_its_docstring_is_rendered(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values())), "D-1")
    blocks = browser.eval("[...document.querySelectorAll('#panel .doc > *')].map((one) => one.tagName)")
    assert blocks == ["P", "UL", "PRE"]  # without the name, which is the heading
    assert browser.eval("document.querySelector('#panel .doc p').textContent") == "Why it is one:"
    assert browser.eval("[...document.querySelectorAll('#panel .doc li')].map((one) => one.textContent)") == [
        "connections are dear, and few", "see D-2 and take()",
    ]  # fmt: skip
    assert browser.eval("document.querySelector('#panel .doc li a').hash") == "#D-2"
    assert browser.eval("document.querySelector('#panel pre').textContent") == "pool = Pool(3)"
    assert browser.eval("document.querySelectorAll('#panel .track .measured.bad').length") == 1
    browser.eval("document.querySelector('#panel .doc li a').click()")
    browser.frame()
    assert browser.eval("location.hash") == "#D-2"
    assert browser.eval("document.querySelector('#panel h2').textContent") == "D-2 Redis pub/sub"


def test_the_keyboard_does_all_of_it(browser: Browser, tmp_path: Path) -> None:
    shown(browser, tmp_path, page_of(list(sound(LEDGER).values()), findings=(BROKEN,)), "chains")
    browser.key("/")
    for letter in "src/c":
        browser.key(letter)
    assert rows(browser) == ["T-1"]
    browser.key("ArrowDown")
    browser.key("Enter")
    assert browser.eval("location.hash") == "#chains/T-1"
    assert browser.eval("document.activeElement.getAttribute('aria-label')") == "Tasks"
    browser.key("Escape")
    assert browser.eval("[location.hash, view.query]") == ["#chains", "src/c"]
    browser.key("Escape")
    assert len(rows(browser)) == 7
    browser.key("ArrowLeft")
    assert browser.eval("document.activeElement.getAttribute('aria-label')") == "Designs"
    active = "document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).querySelector('.id').firstChild.data"  # noqa: E501
    assert browser.eval(active) == "D-2"
    browser.key("ArrowUp")
    assert browser.eval(active) == "D-1"
    browser.key("Enter")
    assert sorted(rows(browser)) == ["D-1", "D-2", "I-1", "R-1"]  # its trace: what requires it is nearer to the Intent
    browser.key("f")
    assert len(rows(browser)) == 7
    browser.key("3")
    assert browser.eval("location.hash") == "#matrix/D-1"
    browser.key("?")
    assert browser.eval("$('keys').open") is True
    browser.key("Escape")
    browser.key("t")
    assert theme_of(browser) == "dark"


def test_light_and_dark_follow_the_system(browser: Browser, tmp_path: Path) -> None:
    colors = set()
    for scheme in ("light", "dark"):
        browser.scheme(scheme)
        shown(browser, tmp_path, page_of(list(sound(LEDGER).values())))
        assert theme_of(browser) == scheme
        colors.add(browser.eval("getComputedStyle(document.body).backgroundColor"))
    browser.scheme("light")
    assert len(colors) == 2


def test_a_chosen_theme_is_remembered_until_it_is_what_the_system_says(browser: Browser, tmp_path: Path) -> None:
    page = page_of(list(sound(LEDGER).values()))
    shown(browser, tmp_path, page)
    browser.key("t")
    reopened(browser, tmp_path)
    assert theme_of(browser) == "dark"
    browser.key("t")
    browser.scheme("dark")
    reopened(browser, tmp_path)
    assert theme_of(browser) == "dark"
    browser.scheme("light")


def test_five_thousand_nodes_are_drawn_as_few(browser: Browser, tmp_path: Path) -> None:
    ledger = project(3800)["architecture.py"]
    nodes = list(read_ledger({"architecture.py": ledger.encode()}, "architecture.py").nodes)
    assert len(nodes) > 5000
    shown(browser, tmp_path, page_of(nodes), "chains")
    assert browser.eval("document.querySelectorAll('*').length") < 1500
    assert browser.eval("levels.columns.map((one) => one.nodes.length).reduce((a, b) => a + b)") == len(nodes)
    browser.eval("levels.columns[3].list.scrollTop = 1e7")
    browser.frame()
    assert "T-3799" in rows(browser)
    browser.eval("location.hash = 'matrix'")
    browser.frame()
    assert browser.eval("document.querySelectorAll('*').length") < 4000
    assert browser.eval("document.querySelectorAll('#matrix .mark').length") > 10
