"""Fixes carried out: for each form of fix that a finding may give, what somebody does who does what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from helpers import mending as do
from helpers.mending import kept
from helpers.mending_figures import budget, figure, measure, measure_mapped
from helpers.mending_folders import around, file_by_file, files_suffice, files_suffice_of_design, write_there
from helpers.mending_imports import FORM, governed, late, offered_no_longer, synced, way, without
from helpers.mending_tests import proved, removed, run_again, skipped_where

if TYPE_CHECKING:
    from helpers.mended_project import Mend


class Row(NamedTuple):
    """A form of fix, and each way to carry it out. `codes`: beginnings of the codes of the laws that give it."""

    codes: tuple[str, ...]
    form: str
    mends: tuple[Mend, ...]


INV, TST, TRC, LED = "INV", "TST", "TRC", "LED"
SYNCED = r"\(`archhook sync` does\)"
WRITTEN = r"\(`archhook sync` does, or says what to write\)"
NAME = r"'(?P<name>[^']+)'"
NODE = r"(?P<node>[A-Z]+-[\d.]+)"

MENDS: tuple[Row, ...] = (
    Row(("LED", "INV", "TST"), r"(?:name an? \w+: )?did you mean ['\"]?(?P<near>[^'\"?]+)['\"]?\?.*", (do.meant,)),
    Row(("LED002",), r"give one of the two another id \(`archhook sync --renumber --base REV` .*\)",
        (do.other_id, do.renumber)),
    Row(("LED003",), r"declare that (?P<kind>\w+), or remove the reference", (do.declare, do.unreferred)),
    Row(("LED003",), r"declare that (?P<kind>\w+), or name another", (do.declare, do.other_reference)),
    Row(("LED003",), r"name an? (?P<kind>\w+) that there is, or remove the reference",
        (do.other_reference, do.unreferred)),
    Row(("LED003",), r"name an? (?P<kind>\w+)(?: that there is)?", (do.other_reference,)),
    Row(("LED003",), r"write its id, \"(?P<near>.+)\"",
        (lambda project, finding, found: do.id_for_name(project, finding, found),)),
    Row(("LED006",), r"`archhook baseline --prune` drops what is mended", (do.prune,)),
    Row(("LED007",), rf"write what {NODE} is for, and take the word PLACEHOLDER out", (do.told_why,)),
    Row(("LED005",), r"remove (?P<code>\w+) from its `waives`", (do.unwaive,)),
    Row(("LED005",), r"remove (?P<code>\w+) from it|remove it", (do.comment(""),)),
    Row(("LED005",), r"name one: `# archhook: ignore\[CODE\] reason`; or remove it", (do.comment(""),)),
    Row(("LED005",), r"write the reason behind it: `(?P<comment># archhook: ignore\[\w+\]) reason`",
        (lambda project, finding, found: do.comment(f"{found['comment']} it goes in May")(project, finding, found),)),
    Row(("TRC101",), r"set `implements` of [\w.-]+ to the Design that it is work for",
        (do.set_to("implements", kept("D-1")),)),
    Row(("TRC101",), r"let [\w.-]+ implement a Design that is in force, or bring (?P<designs>.+) into force",
        (do.set_to("implements", kept("D-1")), do.force)),
    Row(("TRC102",), r"name the Requirement that it serves in `satisfies`, or let a Design that serves one require it",
        (do.set_to("satisfies", '["R-1"]'),
         lambda project, finding, _: project.add("D-1", "requires", kept(finding.node)))),
    Row(("TRC103",), r"name the Intent that it serves in `derived_from`; .* drop it, with what is there for it alone",
        (do.set_to("derived_from", '["I-1"]'), do.drop_with_its_own)),
    Row(("TRC104",), rf"name {NODE} in the `satisfies` of the Design that keeps it, or write that Design",
        (lambda project, finding, _: project.add("D-1", "satisfies", kept(finding.node)),)),
    Row(("TRC105",), rf"write a Task that implements {NODE}, with `planned = True` while its code does not exist yet",
        (do.plan_a_task,)),
    Row(("TRC106",), rf"name {NODE} in the `derived_from` of the Requirement that serves it, or write that Requirement",
        (lambda project, finding, _: project.add("R-1", "derived_from", kept(finding.node)),)),
    Row(("DEP201",), r"bring (?P<designs>[\w.-]+) into force \(.*\), or take it out of `requires`",
        (do.force, lambda project, finding, _: project.remove(
            finding.node, "requires", do.written(project, finding.node, finding.symbol)))),
    Row(("DEP202",), r"take one step out of the circle: .*",
        (lambda project, finding, _: project.remove(
            *do.first_step(project, finding)),)),
    Row(("DEP202",), r"take (?P<node>[\w.-]+) out of its own `requires`",
        (lambda project, finding, _: project.remove(
            finding.node, "requires", do.written(project, finding.node, finding.node)),)),
    Row(("DEP203", "DEP205", "DEP207"), FORM, (way(0), way(1), way(2), synced)),
    Row(("DEP204",), r"take (?P<other>[\w.-]+) out of the `requires` of [\w.-]+; or waive it where the use is none by "
        r"import", (do.unrequired, lambda project, finding, _: project.field(
            finding.node, "waives", '{"DEP204": "it reads the queue"}'))),
    Row(("DEP209",), r"take one step out of the circle: import within the function that needs it, or move what both "
        r"sides need into a file of its own", (late, without)),
    Row(("DEP210",), r"move what both need out of the tests; code that runs without them must not need them",
        (without,)),
    Row(("DEP211",), r"govern what is imported: narrow the pattern; if the code is another's \(vendored\), say so with "
        r"a waiver or the severity of DEP211", (governed, lambda project, finding, _: project.field(
            finding.node, "waives", '{"DEP211": "it is vendored"}'))),
    Row(("INV412",), r"define it, or take it out of the `interface` of [\w.-]+", (
        lambda project, finding, _: project.append(f"def {finding.symbol}():\n    pass\n", "src/till/scanner.py"),
        offered_no_longer)),
    Row(("DEP206",), r"take (?P<other>[\w.-]+) out of `requires`, and have what .* needs of it handed in or moved to a "
        r"Design of a lower layer; or give one of the two another `layer`",
        (do.unrequired, do.set_to("layer", '"till"'))),
    Row(("DEP208",), r"take (?P<other>[\w.-]+) out of `requires` of (?P<node>[\w.-]+); or (?P<allow>.*)",
        (do.unrequired, do.allow)),
    Row(("DEP208",), r"take one step out of that path, in `requires`; or (?P<allow>.*)",
        (lambda project, finding, _: project.remove(*do.first_step(project, finding)), do.allow)),
    Row(("CON301",), r"set `adopted = False` on (?P<left>[\w.-]+)(?: \(.*?\))? or (?P<right>[\w.-]+)(?: \(.*?\))?; "
        r"or part them so that they no longer conflict, and drop the entry in `conflicts_with`",
        (do.let_go("left"), do.let_go("right"), do.part)),
    Row(("CON302",), rf"promise (?P<given>[\d.]+) in [\w.-]+, and see what still holds above it; or make {NODE} "
        r"(?:do with|give) (?P<promised>[\d.]+)", (figure("own", "given"), figure("node", "promised"))),
    Row(("RES601",), r"estimate what [\w.-]+ really (?:takes|carries), and see what still holds above it; or make it "
        r"(?P<verb>take less|carry more)", (figure("own", "measured"),)),
    Row(("RES602",), r"(?:estimate at least|promise no more than) that in [\w.-]+, and see what still holds above it; "
        rf"or make {NODE} (?P<verb>take less|carry more)", (figure("own", "rolled"), figure("named", "less"))),
    Row(("RES603",), rf"make {NODE} (?P<verb>take less|carry more)(?:; whether .* is for .* to say)?",
        (figure("named", "less"),)),
    Row(("RES604",), r"bring (?P<requirements>.+) within budget; if that cannot be, [\w.-]+ has to settle for less",
        (budget,)),
    Row(("RES605",), r"measure again: `archhook measure --design [\w.-]+ -- COMMAND`, with the command that `source` "
        r"in measured.toml names", (measure,)),
    Row(("RES605",), r"measure again: write (?P<file>\S+) anew, then `archhook measure --design [\w.-]+`",
        (measure_mapped,)),
    Row(("INV401", "TST501"), r"declare a regular file that this repository holds itself", (do.correct_path,)),
    Row(("INV401",), r"write the file \(and `git add` it\), correct the path, or set `planned = True` on [\w.-]+ until "
        r"it is written \(`archhook sync` follows what was moved or removed\)", (do.write_file, do.planned)),
    Row(("INV401",), r"write a file there \(and `git add` it\), correct the path, or set `planned = True` on [\w.-]+ "
        r"until it is written \(`archhook sync` follows what was moved or removed\)", (write_there, do.planned)),
    Row(("TST501",), r"write a test file there \(and `git add` it\), or correct `test_file` \(`archhook sync` follows "
        r"what was moved or removed\)", (write_there,)),
    Row(("INV405",), rf"write a Task with file_path = '[^']+', or one with a folder around it(?P<sync> {WRITTEN})?",
        (do.task, around, do.sync)),
    Row(("LED004",), r'write a Task for each file; or set `symbols = "files"`, in the configuration or on its Design',
        (file_by_file, files_suffice, files_suffice_of_design)),
    Row(("LED004",), r'write a Test for each file; or set `symbols = "files"` in the configuration', (files_suffice,)),
    Row((INV,), rf"write it, or take it out of the `(?P<field>\w+)` of {NODE} {SYNCED}",
        (do.write_name, do.take_out, do.sync)),
    Row((INV,), rf"'[^']+' is a \w+ there: move it to `(?P<field>\w+)` {SYNCED}", (do.move_field, do.sync)),
    Row((INV, TST), rf"it is in (?P<file>\S+) now: have a (?:Task|Test) of that file declare it {WRITTEN}", (do.sync,)),
    Row(("INV405",), rf"write a Task with file_path = '[^']+' and the names that it defines(?P<sync> {WRITTEN})?",
        (do.task, do.sync)),
    Row(("INV406", "INV407", "INV408"),
        rf"add {NAME} to the `(?P<field>\w+)` of {NODE} {SYNCED}, or declare it with another Task",
        (do.add_to, do.sync, do.another_task)),
    Row(("INV406", "INV407", "INV408"), r"write a Task with file_path = '[^']+' that declares it", (do.task,)),
    Row(("INV409",), r"leave it to one of the two: take it out of (?P<one>[\w.-]+) or of (?P<two>[\w.-]+)",
        (lambda project, finding, found: do.leave(project, finding, found["one"]),
         lambda project, finding, found: do.leave(project, finding, found["two"]))),
    Row(("INV410",), r"mend the file; if a newer Python reads it, have archhook run on that one", (do.mend_file,)),
    Row(("INV410",), r"mend the file; if it is not meant to be Python, declare no names of it: take them out of "
        r"(?P<nodes>.+)", (lambda project, finding, found: project.field(found["nodes"], "functions", ""),)),
    Row(("INV411",), r"write what it declares and drop `planned = True`, or keep it off this branch",
        (do.write_planned,)),
    Row(("TST501",), r"write the test file \(and `git add` it\), or correct `test_file` \(`archhook sync` follows what "
        r"was moved or removed\)", (do.write_file,)),
    Row(("TST502",), rf"write it, or take it out of the `(?P<field>test_functions)` of {NODE} {SYNCED}",
        (do.write_test, do.take_out, do.sync)),
    Row(("TST502",), r"write it, or correct its name", (do.write_test,)),
    Row(("TST502",), r"write one, or correct `test_file`", (do.write_test,)),
    Row(("TST503",), rf"write a Test with test_file = '[^']+', its tests and what they verify(?P<sync> {WRITTEN})?",
        (do.write_a_test, do.sync)),
    Row(("TST504",),
        rf"add {NAME} to the `(?P<field>test_functions)` of {NODE} {SYNCED}, or declare it with another Test",
        (do.add_to, do.sync, do.another_task)),
    Row(("TST509",), r"write what it is to prove, or remove it from the file and the ledger \(`archhook sync` does the "
        r"latter\)", (proved, removed)),
    Row(("TST509",), r"let it run, say with `pytest.mark.skipif` where it cannot, or remove it from the file and the "
        r"ledger \(`archhook sync` does the latter\)", (run_again, skipped_where, removed)),
    Row(("TST505", "TST506", "TST507", "TST508"),
        rf"write what {NODE} declares(?:, in (?P<path>\S+))?, and take `planned = True` out of it {SYNCED}",
        (lambda project, finding, found: (do.write_planned_tests(project, finding, found),
                                          do.unplan(project, finding, found))[-1],
         lambda project, finding, found: (do.write_planned_tests(project, finding, found),
                                          do.sync(project, finding, found))[-1])),
    Row(("TST510",), rf"take `planned = True` out of {NODE} {SYNCED}", (do.unplan, do.sync)),
    *(Row((code,), rf'write an? {level} with verifies = "[\w.-]+", and the test that it stands for'
        "(?P<later>; until its first Task is written, one with `planned = True` does)?",
        (do.tested(level),
         lambda project, finding, found, level=level: do.tested(level, later=bool(found["later"]))(
             project, finding, found)))
      for code, level in (("TST505", "UnitTest"), ("TST506", "IntegrationTest"), ("TST507", "SystemTest"),
                          ("TST508", "UserAcceptanceTest"))),
)  # fmt: skip


def row_of(code: str, fix: str) -> tuple[Row, re.Match[str]]:
    """The row of a fix. `LookupError` where no row knows how to carry it out."""
    for row in MENDS:
        found = re.fullmatch(row.form, fix, re.DOTALL) if code.startswith(row.codes) else None
        if found:
            return row, found
    raise LookupError(f"nobody knows how to carry out the fix of {code}: {fix}")
