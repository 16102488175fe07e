"""The fields of a Design that bound what its code imports, and what is imported of it: `layer`, `interface`,
`packages`, `exclusive_packages`; and `symbols`, how much of it is declared. An empty list says something; what is
unset, or of the wrong type, is None.
"""

from __future__ import annotations

import posixpath

from archhook.ledger.fields import is_list, is_none
from archhook.ledger.values import Const
from archhook.model.config import SYMBOLS
from archhook.model.nodes import Declared
from archhook.suggest import propose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from archhook.ledger.fields import Fields
    from archhook.ledger.values import Value

    Stated = tuple[Declared, ...] | None

IMPORTED = {
    "google-auth": "google.auth",
    "opencv-python": "cv2",
    "psycopg2-binary": "psycopg2",
    "python-dateutil": "dateutil",
    "python-dotenv": "dotenv",
    "scikit-image": "skimage",
    "scikit-learn": "sklearn",
}
"""Distribution -> what code imports of it, where the name does not tell."""


def layer(fields: Fields, name: str, value: Value) -> Stated:
    """The one layer of a Design."""
    text = fields.text(name, value)
    return (Declared(text, fields.spot(value)),) if text.strip() else None


def symbols(fields: Fields, name: str, value: Value) -> Stated:
    """How much of a Design's files has to be declared: one of SYMBOLS."""
    text = fields.text(name, value)
    if not text.strip():
        return None
    if text not in SYMBOLS:
        words = ", ".join(repr(one) for one in SYMBOLS)
        fix = propose(text, SYMBOLS, f"write one of {words}", "'")
        fields.wrong(name, value, f"`{name}` is none of {words}", fix)
        return None
    return (Declared(text, fields.spot(value)),)


def interface(fields: Fields, name: str, value: Value) -> Stated:
    """What others may import: names, `path:name`, paths, folders with their final slash; paths are normalised."""
    named = _strings(fields, name, value)
    if named is None:
        return None
    found: dict[str, Declared] = {}
    for one in named:
        entry = _entry(one.name)
        found.setdefault(entry, Declared(entry, one.spot))
    return tuple(found.values())


def packages(fields: Fields, name: str, value: Value) -> Stated:
    """Packages, by the dotted names under which code imports them."""
    named = _strings(fields, name, value)
    if named is None:
        return None
    items = {item.value: item for item in value.items if isinstance(item, Const)}  # type: ignore[attr-defined]  # a Seq
    for one in named:
        if not is_dotted(one.name):
            met = f"`{name}` holds {one.name[:40]!r}, which is no name that code imports"
            near = _importable(one.name)
            meant = "names are meant as import statements have them (`sklearn`), not those of distributions"
            fields.wrong(name, items[one.name], met, f"did you mean '{near}'? {meant.capitalize()}" if near else meant)
    return tuple(one for one in named if is_dotted(one.name))


def is_dotted(text: str) -> bool:
    """Whether a text is a dotted name, as `import` takes it."""
    return all(part.isidentifier() for part in text.split("."))


def _importable(text: str) -> str:
    """The import name that the name of a distribution, perhaps with a version or extras, most likely means; or ""."""
    text = text.strip()
    end = next((at for at, letter in enumerate(text) if not (letter.isalnum() or letter in "-_.")), len(text))
    name = IMPORTED.get(text[:end].lower(), text[:end].replace("-", "_"))
    return name if is_dotted(name) else ""


def _entry(written: str) -> str:
    """An entry of an interface with its path as those of files are written."""
    path, colon, name = written.strip().partition(":")
    if "/" not in path:
        return path + colon + name
    return posixpath.normpath(path) + ("/" if path.endswith("/") and not colon else "") + colon + name


def _strings(fields: Fields, name: str, value: Value) -> Stated:
    """The strings of a list, each once."""
    if is_none(value):
        return None
    named = fields.names(name, value)  # says what is wrong with them, too
    return named if is_list(value) else None


READERS: dict[str, Callable[[Fields, str, Value], Stated]] = {
    "layer": layer,
    "interface": interface,
    "packages": packages,
    "symbols": symbols,
}
"""What a field holds, by vocabulary.FIELDS -> how it is read."""
