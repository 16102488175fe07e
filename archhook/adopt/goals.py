"""What a first ledger says a project is for: the Intent, what that demands, and what its developers need beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.adopt.planned_nodes import MARK, Planned, docstring
from archhook.adopt.purpose import KINDS, kind_of
from archhook.author.prose import LONGEST, title_from
from archhook.model.vocabulary import CLASSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from archhook.adopt.planned_nodes import Names
    from archhook.adopt.repository_facts import Facts

_WHY = (
    f"{MARK} this is what the project says of itself. Write why it exists, and for whom: one Intent for each goal that "
    "must not be given up."
)
_WHAT = (
    f"{MARK} write what it has to do for the Intent: one Requirement for each promise that it makes, and let each "
    "Design name those that it satisfies."
)
_BESIDE = (
    "Their Designs may require those of the product, and are visible to none of these: nothing of it is there for "
    "their sake."
)


def goals(facts: Facts, summary: str, names: Names) -> tuple[Planned, Planned]:
    """The Intent and the Requirement that stand for all that nobody has written down yet. `summary`: what the product's
    own package says of itself.
    """
    sayings: dict[str, str] = {}
    for text in (facts.description or summary, facts.readme, summary):
        sayings.setdefault(_named(title_from(text), text, facts.name), text)
    sayings.pop("", None)
    why, *others = [*sayings, f"What {facts.name} is for"]
    unsaid = "keeps what its README promises" if facts.promises else "does what its users count on"
    what = next(iter(others[:-1]), f"{facts.name} {unsaid}")
    intent, requirement = names.of(facts.name, prefix="Intent"), names.of(facts.name, prefix="Requirement")
    links = (("derived_from", (intent,), True),)
    return (
        Planned("intent", "Intent", "I-1", intent, docstring("I-1", why, _whole(why, sayings), _WHY)),
        Planned(
            "requirement",
            "Requirement",
            "R-1",
            requirement,
            docstring("R-1", what, _whole(what, sayings), _promised(facts), _WHAT),
            links,
        ),
    )


def _promised(facts: Facts) -> str:
    """What the README promises, as material for the Requirements that a person will write."""
    return f"The README promises: {'; '.join(facts.promises)}." if facts.promises else ""


def _named(title: str, text: str, name: str) -> str:
    """A title with the project's name as the text that it is from has it, though it begins with that."""
    return title[:1].lower() + title[1:] if name[:1].islower() and text.startswith(f"{name} ") else title


def _whole(title: str, sayings: Mapping[str, str]) -> str:
    """The text that a title is from, where it says more than that."""
    text = sayings.get(title, "")
    return text if text.rstrip(".").casefold() != title.casefold() else ""


def beside(folders: Iterable[str], intent: Planned, facts: Facts, names: Names) -> Planned:
    """The Requirement of the code around the product, which lies in some folders."""
    kinds = {kind_of(folder) for folder in folders}
    listed = [kind for kind in KINDS if kind in kinds] + ["other code"] * ("" in kinds)
    users = " and ".join(["users"] * ("examples" in kinds) + ["developers"] * (kinds != {"examples"}))
    title = f"What the {users} of {facts.name} need beside it"
    if kinds != {""}:
        more = f"{title}: {', '.join(listed[:-1])}{' and ' * (len(listed) > 1)}{listed[-1]}"
        title = more if len(more) <= LONGEST else title
    links = (("derived_from", (intent.class_name,), True),)
    name = names.of("development", prefix="Requirement")
    return Planned("requirement", "Requirement", "R-2", name, docstring("R-2", title, _BESIDE), links)


def to_come(
    intent: Planned, requirement: Planned, tests: Iterable[Planned], facts: Facts, names: Names
) -> tuple[Planned, ...]:
    """The goals and a Design of a project that has no code yet: what is written first finds its place there.

    What such a ledger cannot keep yet is waived at the node: every law holds for whatever comes later.
    """
    levels = {CLASSES[test.base][1] for test in tests}
    how = (
        f"{MARK} how it is built, and why it is built this way. Write one Design for each part that is to be "
        "understood by itself."
    )
    doc = docstring("D-1", f"The code of {facts.name}", how)
    design = Planned("design", "Design", "D-1", names.of(facts.name, prefix="Design"), doc)
    return (
        intent._replace(waives=() if "acceptance" in levels else ("TST508",)),
        requirement._replace(waives=() if "system" in levels else ("TST507",)),
        design._replace(
            references=(("satisfies", (requirement.class_name,), True),), waives=("TRC105", "TST505", "TST506")
        ),
    )
