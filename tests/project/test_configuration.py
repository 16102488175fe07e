"""Reading the configuration: what every key takes, and what is refused with a place and a proposal."""

from __future__ import annotations

import pytest

from archhook.errors import ConfigError
from archhook.model.config import Config
from archhook.project.configuration import READERS, parse_config, propose_law, read_config


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ('ledger = "docs/architecture.py"', "ledger", "docs/architecture.py"),
        ('ledger = "./docs//x/../architecture.py"', "ledger", "docs/architecture.py"),
        ('ledger = "arch/"', "ledger", "arch"),
        ('tests = ["spec/", "test_*.py"]', "tests", ("spec/", "test_*.py")),
        ("tests = []", "tests", ()),
        ('exclude = ["docs/", "!docs/keep.py", "docs/"]', "exclude", ("docs/", "!docs/keep.py")),
        ('exclude = ["./docs/", "!./a.py", "././b", "/c"]', "exclude", ("/docs/", "!/a.py", "/b", "/c")),
        ('source-roots = ["src/", "./lib", ".", "./"]', "source_roots", ("src", "lib", ".")),
        ('symbols = "all"', "symbols", "all"),
        ('symbols = "public"', "symbols", "public"),
        ('shared-branches = ["trunk", "release/*"]', "shared_branches", ("trunk", "release/*")),
        ("shared-branches = []", "shared_branches", ()),
        ("every-commit = true", "every_commit", True),
        ('law = "branch"', "law", "branch"),
        ('law = "own"', "law", "own"),
        ('merge-check = "main"', "merge_check", "main"),
        ('new-ids = "words"', "new_ids", "words"),
        ('new-ids = "numbers"', "new_ids", "numbers"),
        ('layers = ["interface", "engine", "data model"]', "layers", ("interface", "engine", "data model")),
        ("layers = []", "layers", ()),
        ("transitive = true", "transitive", True),
        ('typing-imports = "count"', "typing_imports", "count"),
        ('dynamic-imports = "ignore"', "dynamic_imports", "ignore"),
        ("strict = true", "strict", True),
        ("strict = false", "strict", False),
        ('severity = {TRC101 = "off", INV405 = "warning"}', "severity", (("INV405", "warning"), ("TRC101", "off"))),
        ('severity.LED001 = "error"', "severity", (("LED001", "error"),)),
        ("severity = {}", "severity", ()),
    ],
)
def test_a_key_sets_its_field_in_both_files(line: str, field: str, value: object) -> None:
    expected = Config()._replace(**{field: value}, own_tests=field == "tests")
    assert parse_config(None, line.encode()) == expected
    assert parse_config(b"[tool.archhook]\n" + line.encode(), None) == expected


@pytest.mark.parametrize(
    ("pyproject", "own"),
    [
        (None, None),
        (b"", None),
        (None, b""),
        (b"[project]\nname = 'x'\n", None),
        (b"[tool]\nruff = 1\n", None),
        (b"tool = 3\n", None),
        (b"[tool.archhook]\n", None),
        (b"[tool.ruff]\nline-length = 9\n", b"# nothing\n"),
    ],
)
def test_nothing_configured_is_the_defaults(pyproject: bytes | None, own: bytes | None) -> None:
    assert parse_config(pyproject, own) == Config()


def test_every_field_of_the_record_has_a_key() -> None:
    told_otherwise = {"held_to", "uncounted", "own_tests", "pytest", "requires_python"}
    assert [key.replace("-", "_") for key in READERS] == [one for one in Config._fields if one not in told_otherwise]


OWN = "archhook.toml"


@pytest.mark.parametrize(
    ("source", "message", "line", "column", "fix"),
    [
        ("strict = true\nexlude = []\n", "unknown key `exlude`", 2, 1, "did you mean `exclude`?"),
        ("source_roots = []", "unknown key `source_roots`", 1, 1, "did you mean `source-roots`?"),
        ("frobnicate = 1", "unknown key `frobnicate`", 1, 1, "the keys are ledger, tests, exclude"),
        ('  "colour" = 1', "unknown key `colour`", 1, 3, "the keys are"),
        ('baseline = "."', "`baseline` names the project's folder itself", 1, 1, "name a file"),
        ("resources = 2", "`resources` must be a table, not an integer", 1, 1, "resources = {tolerance = 1.5}"),
        ("# x\n[resources]\ntolerence = 2", "unknown key `resources.tolerence`", 3, 1, "did you mean `tolerance`?"),
        ("[resources]\nmemory_m = 2", "unknown key `resources.memory_m`", 2, 1, "did you mean `memory_mb`?"),
        ("[resources]\nx = 2", "unknown key `resources.x`", 2, 1, "it holds tolerance, cpu_cores"),
        ("[resources]\niops = '2'", "`resources.iops` must be a number, not a string", 2, 1, "by what factor"),
        ("[resources]\niops = true", "`resources.iops` must be a number, not a boolean", 2, 1, "by what factor"),
        ("[resources]\niops = 0.99", "`resources.iops` must be a number of 1 or more, not 0.99", 2, 1, "1 tolerates"),
        ("[resources]\niops = nan", "`resources.iops` must be a number of 1 or more, not nan", 2, 1, "1 tolerates"),
        ("[resources]\niops = inf", "`resources.iops` must be a number of 1 or more, not inf", 2, 1, "1 tolerates"),
        ("ledger = 3", "`ledger` must be a string, not an integer", 1, 1, ""),
        ('ledger = " "', "`ledger` must not be empty", 1, 1, ""),
        ('ledger = "a\\u0000b"', "`ledger` must not hold a null", 1, 1, ""),
        ('ledger = "/etc/architecture.py"', "the absolute path '/etc/architecture.py'", 1, 1, "relative"),
        ('ledger = "C:/architecture.py"', "the absolute path", 1, 1, "relative"),
        ('ledger = "src/../../architecture.py"', "lies outside the project", 1, 1, "below the folder"),
        ('ledger = "./"', "`ledger` names the project's folder itself", 1, 1, "architecture.py"),
        ('exclude = "docs/"', "must be an array of strings, not a string", 1, 1, 'write exclude = ["docs/"]'),
        ("exclude = [1]", "`exclude` must hold strings only, its item 1 is an integer", 1, 1, ""),
        ('exclude = ["a", ""]', "`exclude` must not hold an empty string or a null: see its item 2", 1, 1, ""),
        ('exclude = ["../other"]', "'../other', which can never match", 1, 1, "below the project"),
        ('source-roots = ["../lib"]', "`source-roots` names '../lib', which lies outside", 1, 1, "below"),
        (f"exclude = ['{'a' * (1 << 18)}', 'b']", "`exclude` holds more than 262,144 characters", 1, 1, "name folders"),
        ("strict = 1", "`strict` must be a boolean, not an integer", 1, 1, "strict = true"),
        ("every-commit = 2020-01-01", "`every-commit` must be a boolean, not a date or time", 1, 1, ""),
        ("strict = 1.5", "not a float", 1, 1, ""),
        ('law = "main"', '`law` cannot be "main"', 1, 1, 'it is one of "own", "branch"'),
        ('symbols = "modul"', '`symbols` cannot be "modul"', 1, 1, 'did you mean "module"?'),
        ('symbols = "some"', '`symbols` cannot be "some"', 1, 1, 'it is one of "files", "public", "module", "all"'),
        ('layers = ["a", "b", "a"]', '`layers` names "a" twice', 1, 1, "name each layer once, the highest first"),
        ('layers = "model"', "`layers` must be an array of strings, not a string", 1, 1, 'write layers = ["model"]'),
        ('layers = ["a", ""]', "`layers` must not hold an empty string or a null: see its item 2", 1, 1, ""),
        ("layers = [1]", "`layers` must hold strings only, its item 1 is an integer", 1, 1, ""),
        ("transitive = 1", "`transitive` must be a boolean, not an integer", 1, 1, "transitive = true"),
        ('typing-imports = "counts"', '`typing-imports` cannot be "counts"', 1, 1, 'did you mean "count"?'),
        ('dynamic-imports = "off"', '`dynamic-imports` cannot be "off"', 1, 1, 'it is one of "ignore", "count"'),
        ("typing_imports = 1", "unknown key `typing_imports`", 1, 1, "did you mean `typing-imports`?"),
        ('layer = ["a"]', "unknown key `layer`", 1, 1, "did you mean `layers`?"),
        ('new-ids = "word"', '`new-ids` cannot be "word"', 1, 1, 'did you mean "words"?'),
        ('\n[severity]\nINV405 = "eror"', '`severity.INV405` cannot be "eror"', 3, 1, 'did you mean "error"?'),
        ("[severity]\nINV405 = false", "`severity.INV405` must be a string, not a boolean", 2, 1, ""),
        ('severity = {INV405 = "no"}', '`severity.INV405` cannot be "no"', 1, 1, '"error", "warning", "off"'),
        ('severity.inv405 = "off"', "`severity` names the unknown law inv405", 1, 1, "did you mean INV405?"),
        ('severity = "off"', "`severity` must be a table, not a string", 1, 1, "severity = {"),
        ('[severity]\nLED001 = "warning"', "LED001 cannot be lowered", 2, 1, "remove the line"),
        ("ledger = ", "not valid TOML: Invalid value", 1, 10, ""),
        ("strict = true\nstrict = true\n", "not valid TOML: Cannot overwrite a value", 2, 0, ""),
        ("a = " + "[" * 9999, "not valid TOML: nested too deeply", 0, 0, ""),
        ("a = " + "9" * 9999, "not valid TOML: Exceeds the limit", 0, 0, ""),
        ("\n" + "a." * 50_000 + "a = 1", "not read: a key of more than 32 parts", 2, 0, "a shorter key"),
        ("#" * (16 << 20) + "\n", "not read: more than 16,777,216 characters", 0, 0, "file of its own"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(
    source: str, message: str, line: int, column: int, fix: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(None, source.encode())
    error = caught.value
    assert message in error.message
    assert (error.path, error.line) == (OWN, line)
    assert column in (error.column, 0)
    assert fix in error.fix


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("[tool.archhook]\nexlude = 1\n", (2, 1)),
        ("exlude = 0\n[tool.other]\nexlude = 1\n[tool.archhook]\n# exlude = 2\n   exlude = 3\n", (6, 4)),
        ("[tool]\narchhook.exlude = 1\n", (2, 1)),
        ("[tool.archhook]\nstrict = true\n[tool.archhook.exlude]\n", (3, 1)),
        ("[tool]\narchhook = {exlude = 1}\n", (2, 1)),
        ("[ \"tool\" . archhook ]  # here\n'exlude' = 1\n", (2, 1)),
    ],
)
def test_the_place_of_a_key_is_found_in_every_form(source: str, place: tuple[int, int]) -> None:
    with pytest.raises(ConfigError, match="unknown key `exlude`") as caught:
        parse_config(source.encode(), None)
    assert (caught.value.path, caught.value.line, caught.value.column) == ("pyproject.toml", *place)


def test_bytes_that_are_no_utf_8_are_placed() -> None:
    with pytest.raises(ConfigError, match="not UTF-8, as TOML must be: byte 0xff") as caught:
        parse_config(None, "# ok\n# é".encode() + b"\xff\n")
    assert (caught.value.line, caught.value.column) == (2, 4)


def test_a_tool_table_of_the_wrong_type_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"`tool\.archhook` must be a table, not a string") as caught:
        parse_config(b"[tool]\narchhook = 'x'\n", None)
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("source", "key", "example"),
    [
        ('[tool.archhook.severity]\nTST505 = "off"\n', "tool", ": `[severity]`"),
        ('[[tool.archhook.measure]]\nfile = "x"\n', "tool", ": `[[measure]]`"),
        ("[tool.archhook]\nexclude = []\n", "tool", ": `exclude`"),
        ('[archhook.severity]\nTST505 = "off"\n', "archhook", ": `[severity]`"),
        ("[tool.ruff]\nx = 1\n", "tool", ""),
        ("tool = 1\n", "tool", ""),
    ],
)
def test_the_heads_of_pyproject_are_known_in_the_file_of_its_own(source: str, key: str, example: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(None, f"strict = true\n{source}".encode())
    assert (caught.value.message, caught.value.line) == (f"unknown key `{key}`", 2)
    assert caught.value.fix == f"the keys of archhook.toml stand without `tool.archhook`{example}"


def test_both_files_are_refused_and_both_are_named() -> None:
    with pytest.raises(ConfigError) as caught:
        parse_config(b"[project]\n[tool.archhook]\nstrict = true\n", b"strict = true\n", "sub/")
    assert "[tool.archhook], and in sub/archhook.toml" in caught.value.message
    assert (caught.value.path, caught.value.line) == ("sub/pyproject.toml", 2)
    assert "delete sub/archhook.toml" in caught.value.fix


@pytest.mark.parametrize(
    ("path", "source", "strict"),
    [
        ("sub/pyproject.toml", b"[tool.archhook]\nstrict = true\n", True),
        ("sub/pyproject.toml", b"strict = true\n", False),
        ("sub/strict.toml", b"strict = true\n", True),
    ],
)
def test_one_named_file_is_read_by_its_name(path: str, source: bytes, strict: bool) -> None:
    assert read_config(path, source) == Config(strict=strict)


@pytest.mark.parametrize(
    ("word", "proposal"),
    [
        ("inv403", "did you mean INV403?"),
        ("INV-403", "did you mean INV403?"),
        ("INV43", "did you mean INV403?"),
        ("missing-function", "did you mean INV403?"),
        ("mising-function", "did you mean INV403?"),
        ("DEP299", "the DEP laws are DEP201"),
        ("XYZ123", "`archhook rule` lists the laws"),
        ("", "`archhook rule` lists the laws"),
    ],
)
def test_a_law_is_proposed(word: str, proposal: str) -> None:
    assert proposal in propose_law(word)


@pytest.mark.parametrize(
    ("pyproject", "wanted"),
    [
        ('[project]\nrequires-python = ">=3.12"\n', ">=3.12"),
        ('[tool.poetry.dependencies]\npython = "^3.12"\n', "^3.12"),
        ("[project]\nrequires-python = 3\n", ""),
        ('project = "requires-python"\n', ""),
        ("[tool.archhook]\nstrict = true\n", ""),
    ],
)
def test_the_python_that_the_project_asks_for_is_known(pyproject: str, wanted: str) -> None:
    assert parse_config(pyproject.encode(), None).requires_python == wanted
    if "archhook" not in pyproject:
        assert parse_config(pyproject.encode(), b"strict = true") == Config(strict=True, requires_python=wanted)


def test_which_python_is_no_key() -> None:
    with pytest.raises(ConfigError, match="unknown key `requires-python`"):
        parse_config(None, b'requires-python = ">=3.12"\n')
