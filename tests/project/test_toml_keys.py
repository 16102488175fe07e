"""One key of a configuration is set and taken out, and every other byte stays."""

from __future__ import annotations

import pytest

from archhook.errors import ConfigError
from archhook.project.toml_keys import with_key

ABOUT = "# About it.\n"
OWN = '# Mine.\n\nnew-ids = "words"\n\n# Off.\n[severity]\nTST505 = "off"\n'
SHARED = '[project]\nname = "x"\n\n[tool.archhook]\nstrict = true\n\n[tool.archhook.severity]\nTST505 = "off"\n'


def edited(text: str, value: str, *table: str) -> str:
    return with_key("x.toml", text.encode(), table, "symbols", value, about=ABOUT).decode()


@pytest.mark.parametrize(
    ("before", "table", "after"),
    [
        ("", (), '# About it.\nsymbols = "files"\n'),
        ("strict = true", (), 'strict = true\n\n# About it.\nsymbols = "files"\n'),
        ('exclude = [\n    "[a",\n]\n', (), 'exclude = [\n    "[a",\n]\n\n# About it.\nsymbols = "files"\n'),
        (OWN, (), OWN.replace("# Off.", '# About it.\nsymbols = "files"\n\n# Off.')),
        (
            SHARED,
            ("tool", "archhook"),
            SHARED.replace("[tool.archhook]\n", '[tool.archhook]\n# About it.\nsymbols = "files"\n'),
        ),
        (
            '[tool.archhook.severity]\nTST505 = "off"\n',
            ("tool", "archhook"),
            '[tool.archhook]\n# About it.\nsymbols = "files"\n\n[tool.archhook.severity]\nTST505 = "off"\n',
        ),
        ('strict = true\r\n\r\n[severity]\r\nTST505 = "off"\r\n', (),
         'strict = true\r\n\r\n# About it.\r\nsymbols = "files"\r\n\r\n[severity]\r\nTST505 = "off"\r\n'),
    ],
)  # fmt: skip
def test_a_new_key_stands_in_its_table_and_leaves_no_trace(before: str, table: tuple[str, ...], after: str) -> None:
    assert edited(before, "files", *table) == after
    gone = edited(after, "", *table)
    assert gone.removeprefix("[tool.archhook]\n\n") == (before if before[-1:] in ("", "\n") else f"{before}\n")


@pytest.mark.parametrize(
    ("before", "table", "after"),
    [
        ("symbols = 'module'  # why\n", (), 'symbols = "files"  # why\n'),
        ('note = "symbols = 1"\nsymbols = "all"\n', (), 'note = "symbols = 1"\nsymbols = "files"\n'),
        ('[other]\nsymbols = "a"\n[tool.archhook]\nsymbols = "all"\n', ("tool", "archhook"),
         '[other]\nsymbols = "a"\n[tool.archhook]\nsymbols = "files"\n'),
        ('tool.archhook."symbols" = "all"\n', ("tool", "archhook"), 'tool.archhook."symbols" = "files"\n'),
    ],
)  # fmt: skip
def test_a_key_that_is_there_gets_another_value(before: str, table: tuple[str, ...], after: str) -> None:
    assert edited(before, "files", *table) == after


def test_a_key_that_is_gone_already_is_left() -> None:
    assert edited(OWN, "") == OWN


@pytest.mark.parametrize(
    ("text", "value"),
    [('tool.archhook = {strict = true}\n', "files"), ('tool = {archhook = {symbols = "all"}}\n', "")],
)  # fmt: skip
def test_what_one_line_cannot_say_is_left_to_a_person(text: str, value: str) -> None:
    with pytest.raises(ConfigError, match="cannot be written there") as met:
        edited(text, value, "tool", "archhook")
    assert "under [tool.archhook] by hand" in met.value.fix
