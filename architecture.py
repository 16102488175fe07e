"""archhook's own ledger: what archhook is for, what that demands, how it is built, and where each piece of it is.

This is the architecture document; there is no other. The docstrings say why a thing is as it is and what was
rejected; the Tasks name every class, function and global of the code; the Tests name the judges. archhook checks it at
every commit, so whatever is written here is so. It is one file, long as it is, because it is read from top to bottom;
a project with several teams splits its ledger into a package.
"""

from archhook import (
    Design,
    IntegrationTest,
    Intent,
    Requirement,
    ResourceConstraints,
    SystemTest,
    Task,
    UnitTest,
    UserAcceptanceTest,
)

# ---------------------------------------------------------------------------------------------------------------------
# Level 1: why
# ---------------------------------------------------------------------------------------------------------------------


class IntentTrue(Intent):
    """[I-1] An architecture that is written down stays true.

    Software architecture rots because it is written down and not enforced. archhook makes the architect a
    legislator: the ledger declares why, what, how, the work and the judges, and whatever does not add up does not
    get in.
    """


class IntentRight(Intent):
    """[I-2] The verdict is right, always.

    A gate that is wrong once is removed. There is no false green: what cannot be judged is refused, and that a
    verdict was computed incrementally must never show in it.
    """


class IntentFast(Intent):
    """[I-3] Nobody notices the hook until it is right to stop them.

    A commit costs what it changes, at any size of the repository. A hook that is slow is bypassed, and a bypassed
    hook keeps nothing true.
    """


class IntentSafe(Intent):
    """[I-4] Checking a repository is harmless.

    The hook runs on every branch that somebody checks out, including those of strangers. It executes nothing of the
    repository, unpickles nothing, and writes neither to the work tree nor to the index.
    """


class IntentBearable(Intent):
    """[I-5] A ledger is no burden to whoever has to keep it.

    A ledger that names every symbol is bearable only when a tool keeps it: nobody types 3,000 names, and what is a
    nuisance is switched off. People decide why and what; the rest is written down for them, as they would have.
    """


class IntentAnswers(Intent):
    """[I-6] The ledger answers better than documents do.

    It takes the place of the mind map and of all other documentation, so a person in a terminal, a reviewer and an
    agent must get from it, at once, what they would have looked for there: why this is here, what a change reaches,
    what is left to do.
    """


# ---------------------------------------------------------------------------------------------------------------------
# Level 2: what
# ---------------------------------------------------------------------------------------------------------------------


class RequirementAccounting(Requirement):
    """[R-1] Every file, symbol and test is accounted for, in both directions.

    "Every Python file, class, function, and global variable must be declared in a Task node", and every test in a Test
    node; and what is declared must exist. The counting rules are such that two people who implement them get the same
    list: root causes, not cascades.
    """

    derived_from = [IntentTrue]


class RequirementTraceability(Requirement):
    """[R-2] Every Task traces through Design and Requirement to an Intent, and every finding shows that chain.

    A finding names what it breaks, up to the goal, so that whoever is stopped can tell whether the code or the
    ledger is to be changed.
    """

    derived_from = [IntentTrue]


class RequirementReadable(Requirement):
    """[R-3] A ledger is real Python, in any of three forms, and reads the same run or unrun.

    The mission's listing with its metamodel pasted, the same classes imported, or declarative classes, freely
    mixed; `python architecture.py` judges the work tree in the mission's words.
    """

    derived_from = [IntentTrue]


class RequirementGates(Requirement):
    """[R-4] A commit, a merge and a push to a shared branch are let through or stopped for the right reason.

    What is judged is what will be committed (the index that git names) or pushed (the tree of the pushed commit),
    never what happens to lie in the work tree. Installing it takes one command and loses nothing that was there.
    """

    derived_from = [IntentTrue, IntentRight]


class RequirementPure(Requirement):
    """[R-5] The verdict is a function of the snapshot's content, and of nothing else.

    Not of history, environment, clock, warnings filters, order of commits, or of what the cache holds. The
    incremental verdict equals the full verdict to the byte.
    """

    derived_from = [IntentRight]


class RequirementNoFalseGreen(Requirement):
    """[R-6] What cannot be judged is exit 2, and says what to do.

    git failing is not "no changes"; a ledger that cannot be read is not an empty one; an unknown key of the
    configuration is not ignored. A bug in archhook is exit 3, one line, and where the traceback is.
    """

    derived_from = [IntentRight]


class RequirementIncremental(Requirement):
    """[R-7] A warm run reads, parses, computes and writes what the change concerns.

    What grows with the repository is git's own reading of its index, and nothing of ours. The budget is that of a warm
    commit: a tenth of a second is what a person does not notice.
    """

    derived_from = [IntentFast]
    budget = ResourceConstraints(latency_p99_ms=100, memory_peak_mb=20)


class RequirementLight(Requirement):
    """[R-8] A warm run imports next to nothing.

    `import typing` costs as much as the interpreter's own start, and networkx a dozen of them: on the warm path,
    what is imported is the performance.
    """

    derived_from = [IntentFast]


class RequirementHarmless(Requirement):
    """[R-9] Nothing of the repository is executed, unpickled or written.

    The ledger is read as source. git is called through plumbing, with everything switched off that a configuration
    could make it run. The cache lies in git's own folder, for its owner alone, and holds JSON behind checksums.
    Whatever a repository or its cache holds, the time that it takes grows with its size, and no faster.
    """

    derived_from = [IntentSafe]


class RequirementBudgets(Requirement):
    """[R-10] What Designs use is accounted for, from what was measured up to the goal that becomes infeasible.

    Estimates at the time of design, measurements from the tools that people already run, each field added up in its
    own way. A figure says where it comes from; an estimate never passes for a measurement, nor one machine's figure
    for another's.
    """

    derived_from = [IntentTrue]


class RequirementAdoption(Requirement):
    """[R-11] A repository is governed in a minute, and stays so without typing names.

    `init` writes a ledger that holds at once and says openly what it only assumed; `sync` follows the code with the
    edits that a reviewer would have made by hand, and leaves every other byte alone.
    """

    derived_from = [IntentBearable]


class RequirementExemptions(Requirement):
    """[R-12] An exemption is visible, reasoned, counted, and gone when it is no longer needed.

    A waiver at the node, a comment at the line, an entry in the baseline: each names the law and the reason, and each
    that exempts nothing is a finding.
    """

    derived_from = [IntentBearable, IntentTrue]


class RequirementQuestions(Requirement):
    """[R-13] Every question about the architecture is one command, for people and for programs.

    Why is this here, what does a change reach, what is left to do, what changed: in text, in JSON, as a picture,
    and over the protocol that agents speak; never from a stale copy.
    """

    derived_from = [IntentAnswers]


class RequirementSideBySide(Requirement):
    """[R-14] Several agents work side by side without treading on each other.

    Two claims that overlap in a file or a symbol are never held at once, and a claim that nobody renews ends by
    itself.
    """

    derived_from = [IntentAnswers]


# ---------------------------------------------------------------------------------------------------------------------
# Level 3: how
# ---------------------------------------------------------------------------------------------------------------------


class DesignModel(Design):
    """[D-1] The words that all parts share are frozen tuples.

    Nodes, breaches, findings and verdicts are data: compared, stored and sorted without code of their own. They are
    NamedTuples by a small metaclass of ours, because `typing` and `dataclasses` cost 13 to 19 ms and are paid at
    every commit; a type checker sees the real NamedTuple. A Node is equal to another when it means the same: the
    line of its class statement is no part of it, so that a node that moves is no change.
    """

    satisfies = [RequirementTraceability, RequirementLight]
    layer = "data"
    packages = []


class DesignCache(Design):
    """[D-2] What is remembered lies in one diskcache database as small objects under the digest of their content.

    A state of 50,000 files in one value would cost a second to read. Maps are split into buckets that are shared
    between states, as git shares trees: a change writes the buckets that it touches. Values are JSON, because
    reading a planted one must be harmless (marshal can crash, pickle executes), written and read by the
    interpreter's own C scanner without the import of `json`.

    diskcache owns the file: it makes the tables and keeps their totals. Its import alone costs more than a warm run
    may, so that reads and writes go to its table through the interpreter's sqlite module. Whatever goes wrong
    (locked, corrupt, full, read-only, planted) is a miss in bounded time. SQLite computes what a schema says and
    deletes what a journal names, so the schema is compared first, a journal never reaches it, and a new database is
    made aside and put in place.
    Rejected: mtimes as keys; a daemon; one file per inventory (20,000 gets are 0.2 s, and so is the directory).
    """

    satisfies = [RequirementIncremental, RequirementHarmless]
    layer = "data"
    exclusive_packages = ["diskcache"]


class DesignSnapshot(Design):
    """[D-3] A snapshot is told by git plumbing as what differs from a tree.

    `diff-index` and `diff-tree` with `-z`, object ids and every option pinned that a configuration could bend;
    started first, read last, with posix_spawn, because `subprocess` costs 15 ms. No call may start what a
    configuration names: transports, hooks, filters and monitors are switched off in one place. GitPython is not asked:
    its index ignores GIT_INDEX_FILE, and its `index.diff` has returned an empty list with a name staged that is not
    UTF-8. It starts git where history is walked (what is new in a push, what lies between two commits), on which no
    verdict rests. A folder outside git has the same face.

    A file of the work tree holds what `git add` would store, so that no time stamp has a say: what git calls dirty is
    hashed here, line endings, ident and encoding converted as git does, raw where git would run a filter. What was read
    is looked at once more in the end; where somebody wrote meanwhile, all is read again, three times at most.

    What a merge would make is asked of git itself, in a temporary repository that borrows the objects and has a
    configuration of its own: no driver, filter or hook that anybody has named can run there, and what it adds goes with
    it. Rejected: `git merge-tree` in the repository with single settings pinned, for there is no end of names that a
    driver may have; and a merge of our own, which would not be git's.
    """

    satisfies = [RequirementGates, RequirementHarmless, RequirementIncremental]
    requires = ["D-1"]
    layer = "facts"
    exclusive_packages = ["git"]


class DesignInventory(Design):
    """[D-4] A file's inventory is a pure function of its bytes and the interpreter's minor version.

    Every binding form that module-level code has is found by visiting statements; expressions are visited only
    where a walrus stands in the file. `compile` gives the tree without the import of `ast`. A file that is too deep
    for this stack is read again on a fresh one, so that the caller's depth never shows; what the machine lacks
    (memory above all) is no fact about a file, and ends the run. A file that is no Python is a value, too. Comments
    are read by a scanner of our own, because `tokenize` stops where `compile` goes on. Cold, the files are parsed
    by as many forked processes as the machine has processors for us, and streamed back: trees are never kept, and
    of many inventories only the last.

    Which functions are tests is no part of it: that depends on what pytest is told in the same snapshot, and is worked
    out from both when it is asked. pytest's files are read as pytest reads them and nothing is imported; what only a
    run would show is not guessed.
    """

    satisfies = [RequirementAccounting, RequirementPure]
    requires = ["D-1", "D-2"]
    layer = "facts"


class DesignLedger(Design):
    """[D-5] The ledger is read by an evaluator for the part of Python that ledgers are made of.

    Classes, constructor calls, constants, comprehensions and loops over constants, imports between the ledger's
    modules, assignments to a class after the fact. Everything else is an error with its place and what to write
    instead, never a guess; there is no option to run the file, because a file that runs can exit 0. Work is
    bounded: a bomb is an error, and so are fields that amount to more than 16 million characters that nobody wrote.

    An id ends in numbers or in words. Words are made from paths, because numbers collide wherever two branches add
    nodes; in prose a word counts only in brackets ("R-tree" is a word).

    A ledger grows with the project, and most commits that add a function edit it: parsing 6 MB takes a second. So in a
    plain ledger (imports and node classes, nothing computed) the changed class statements are read alone, in a small
    ledger made of them and of stand-ins for the nodes that they name, by the same reader. It is done only where
    nothing else can depend on more than their names, ids and kinds; in doubt the whole ledger is read.
    """

    satisfies = [RequirementReadable, RequirementHarmless, RequirementIncremental]
    requires = ["D-1", "D-4"]
    layer = "laws"
    packages = []


class DesignGraph(Design):
    """[D-6] Every declared node has a row: its links, who names it, and which Intents reach it.

    Small questions are walked on plain dicts. A change works out anew the rows near it and the reach of what lies
    below it. networkx, whose import costs a dozen interpreter starts, is asked where there really is a circle to
    take apart; one pass that peels off what is on none tells whether there is.
    """

    satisfies = [RequirementTraceability, RequirementIncremental]
    requires = ["D-1"]
    layer = "facts"
    exclusive_packages = ["networkx"]


class DesignLaws(Design):
    """[D-7] A law is one pure function, one row in its family, and one broken fixture.

    It reads facts by key and yields breaches that hold no line numbers: an anchor says where the mend is made, and
    the place is looked up when the breach is reported, so that an edit elsewhere moves findings without asking any
    law again. There is no registry by import side effect and no plug-in framework: the catalogue is a tuple.
    """

    satisfies = [RequirementAccounting, RequirementTraceability]
    requires = ["D-1", "D-4", "D-6", "D-13"]
    layer = "laws"
    forbids = ["D-3"]  # a law sees content, never where it came from
    packages = []


class DesignCheck(Design):
    """[D-8] A verdict comes from the state of the last judged snapshot and what changed, or from nothing.

    A state holds all facts of a snapshot and the breaches by unit: a file, a node, the graph. A law is asked again
    about a unit when a fact that it read changed; chains are how the work is told, never a reason to skip a fact.
    Doubt (a changed configuration, another ledger, a lost object, a pruned tree) leads to a full check, which runs
    the same laws over the same facts. Severities, waivers, places, chains and proposals are worked out at the end
    from the breaches that stand, because they depend on what lies far off. Rejected: findings by commit (amend,
    rebase and bisect make them wrong), and trusting that the parent commit was verified.

    The ledger comes first: where it is not sound, what its links, files and exemptions would mean is not known, and
    nothing else is said. That is decided where findings are made of breaches, so that warm and cold it is the same.
    What a state's files hold is looked up by content from the state itself: a caller that had to be told of the
    files first once forgot it. What is stored is stored for the code that found it, by a digest of that code's
    content, which is remembered under the status of its files: a version does not tell two builds apart.
    `--verify-cache` compares everything that may be read of a state, and not the verdict alone.

    By the law of another revision a snapshot is judged without the exemptions that this lacks. They are taken out of
    what was read, so that the laws and the order of exemptions stay as they are: of the configuration before the files
    are judged, in a state of its own, where it is looser; of nodes, ignores and baseline in a copy of the state, as a
    change of the ledger is taken in. So a check by another law starts from the states that every other check leaves. A
    node that the law does not know may be planned, for so work begins; the gates of shared branches let no plan
    through. Rejected: to take the law's configuration and ledger instead of the snapshot's, by which a branch that
    mends a debt, or adds a Design, could never be in order.

    A merge is judged as the tree of a commit is, from the state of either side. What is new in it is told by comparing
    with both, which are judged for that only where the merge has findings at all.

    The figures are of a warm `archhook hook pre-commit` in this repository, 100 runs on two cores; what grows with the
    number of files is told by tests/benchmarks. They stand here and not in `measured.toml`: stale at every commit, they
    would be a warning that everybody learns to overlook.
    """

    satisfies = [RequirementPure, RequirementIncremental]
    estimated = ResourceConstraints(latency_p99_ms=60, memory_peak_mb=16)
    measured = ResourceConstraints(latency_p99_ms=64.9, memory_peak_mb=12.2)
    requires = ["D-1", "D-2", "D-3", "D-4", "D-5", "D-6", "D-7", "D-13", "D-17", "D-exemptions", "D-project"]
    layer = "verdict"


class DesignReport(Design):
    """[D-9] Reports are functions from a verdict to a string; nobody prints there.

    Text says what, where, why (the chain) and what to do. JSON is one sorted document, the same bytes on every run.
    """

    satisfies = [RequirementTraceability, RequirementPure]
    requires = ["D-1", "D-2", "D-7"]
    layer = "verdict"


class DesignCommandLine(Design):
    """[D-10] The command line is a table of commands and options, read by hand.

    The one table serves the parser, the help and the proposals for a mistyped word; argparse would cost 12 ms at
    every commit. The edge is where streams, exit codes and the unexpected are dealt with: nothing that fails
    half-way ends in 0.

    The installed command is a script of ours: the one that installers write for an entry point imports `re`, from
    PYTHONPATH if it can, and costs 5 ms at every commit. A shell script starts Python isolated, by the interpreter in
    the first line of the Python script beside it, which every installer rewrites.
    """

    satisfies = [RequirementNoFalseGreen, RequirementLight]
    requires = [
        "D-1",
        "D-2",
        "D-3",
        "D-7",
        "D-8",
        "D-9",
        "D-11",
        "D-12",
        "D-14",
        "D-15",
        "D-16",
        "D-17",
        "D-18",
        "D-19",
        "D-agent-setup",
        "D-project",
        "D-refactor",
        "D-shell",
    ]
    layer = "commands"


class DesignHooks(Design):
    """[D-11] The gates decide which snapshots are judged; the decisions are pure.

    While git commits, the index that GIT_INDEX_FILE names; in `pre-commit run`, the work tree, as for every other
    hook. A push is judged ref by ref at its own commits, whatever is checked out. Commits from before a project had a
    ledger are passed over, and said to be.

    Whether a push is judged by the law of the branch says the branch as the remote has it: a commit that turns this
    off is judged by what it turns off. What pre-commit calls FROM_REF may be the point where a branch began, so there
    the remote-tracking branch is asked. Where nobody here asks for such a law a commit of the remote's that is not
    here stops nobody.
    """

    satisfies = [RequirementGates, RequirementNoFalseGreen]
    requires = ["D-1", "D-3", "D-8"]
    layer = "uses"


class DesignInstall(Design):
    """[D-12] `archhook install` adds the hooks to what is there, keeps every comment, and run twice changes nothing.

    pre-commit tells its pre-push hooks of the first ref alone, so a plain hook that reads git's standard input
    stands in front of pre-commit's own and hands on to it.
    """

    satisfies = [RequirementGates]
    requires = ["D-1", "D-3", "D-9", "D-exemptions", "D-shell"]
    layer = "uses"
    exclusive_packages = ["ruamel"]


class DesignResources(Design):
    """[D-13] Figures are added up as the decimals that were written, by one table of fourteen fields.

    Sums run over the distinct Designs of a closure, paths along `requires`, minima and maxima over it; a total keeps
    the figures that it is made of, so that a finding can print the path of its cause. Measured figures lie in
    `measured.toml` beside the ledger and not in it: they change with every run of a benchmark, and a ledger is
    written by people. Each holds the object ids of the files that it was taken from, so that it can be told to be
    stale by content and not by dates.
    """

    satisfies = [RequirementBudgets]
    requires = ["D-1", "D-6"]
    layer = "facts"


class DesignMeasure(Design):
    """[D-14] Measurements come from what people already run, by a mapping that they wrote.

    pytest-benchmark, hyperfine and Bencher's neutral form are read; which benchmark feeds which field is never
    guessed. A command of one's own is run several times and asked of the operating system. Nothing is measured but
    on command, and the file is replaced as a whole or not at all.
    """

    satisfies = [RequirementBudgets]
    requires = ["D-1", "D-9", "D-13", "D-18", "D-project"]
    layer = "uses"


class DesignAdopt(Design):
    """[D-15] A first ledger is derived from the tree: recovered groups are Designs, imports are `requires`.

    A plan is made as data and judged by the real check before a byte is written. What the project does not fulfil
    yet becomes configuration with a reason and a count beside it, and what only a person can know is marked as a
    placeholder. The imports that run against the order of the Designs are frozen in the baseline, each by itself, so
    that the next one fails. What the metadata ships, or a project's name tells, is the product, and every Design of it
    satisfies its Requirement itself; what stands around it is governed, too, and visible to none of it, so that nobody
    takes a benchmark for the reason of the core. Rejected: to exclude that, which hides what it imports.
    """

    satisfies = [RequirementAdoption]
    requires = [
        "D-recovery",
        "D-1",
        "D-2",
        "D-3",
        "D-4",
        "D-5",
        "D-6",
        "D-7",
        "D-8",
        "D-9",
        "D-17",
        "D-author",
        "D-project",
    ]
    layer = "uses"


class DesignRecovery(Design):
    """[D-recovery] The groups that code falls into are read off its folders, its imports and its names.

    Folders come first: people put code where it belongs, and what they draw as components are mostly folders. A folder
    is opened only where it is too large to say anything, and a small one stays as it is. What lies loose falls into
    groups by what it imports; files that begin with one word stay together, for that is how a flat package is divided
    by its authors; the ways into a package (its command line, its `__main__`, what helps to test it) come last and
    decide nothing, for they use everything. At the end single files move to where the fewest imports are debts.

    Groups that import each other in circles are never merged, for in most large projects that would leave one Design of
    nearly everything: they are ordered so that the fewest imports run against the order, and these are debts. The one
    exception is a folder that has to do with a single file beside it and with nothing else.

    The measure of each step is how near the groups come to the boundaries that maintainers have drawn themselves, on
    repositories that carry them (tests/trials/recovered_designs.py).
    """

    satisfies = [RequirementAdoption]
    requires = ["D-6"]
    layer = "verdict"


class DesignSync(Design):
    """[D-16] A ledger follows the code by itself, as far as there is one thing to do.

    It never invents an Intent or a Requirement and never takes out a
    node that others name; what it cannot decide it leaves to a person, and says so.

    Whose a new file is, and what a new test is about, is told by what lies beside it and by what it imports, followed
    to the file that defines the name. Where two are equally near it asks, with the lines to write: a wrong link is
    worse than none. The edited ledger is judged before it is written, so that what an edit leaves behind is named, too.

    A conflict is resolved from the versions that git's index keeps and not from the markers, which may show a text that
    neither side had; nodes, fields and lists are merged, and the result is compared with both sides.

    The hook that syncs changes the commit's own ledger and merges that into the work tree's; it stages nothing, as
    formatters do not.
    """

    satisfies = [RequirementAdoption]
    requires = ["D-1", "D-17", "D-2", "D-3", "D-4", "D-5", "D-6", "D-7", "D-8", "D-9", "D-author", "D-project"]
    layer = "uses"


class DesignExemptions(Design):
    """[D-17] A baseline is a sorted file of identities, without line numbers, that only shrinks by itself.

    An entry is a law, a node and a subject; so it merges, and survives edits elsewhere. It grows by a command with a
    reason, never in a hook.
    """

    satisfies = [RequirementExemptions]
    requires = ["D-1", "D-3"]
    layer = "laws"


class DesignExemptionList(Design):
    """[D-exemptions] Whatever takes something out of the law's reach is one record, whoever says it.

    A waiver, a key of the configuration, an entry of the baseline: each has what it is about, which tells the same one
    in another snapshot, and how far it reaches, so that what is new or wider is one comparison and not one for each
    kind. It is told here once, and by pure functions over what was read: the list that people read, the comparison of
    two branches, and a judgement by the law of another branch must not differ in what they take for an exemption.
    A pattern is held for another's by its folder, not by the files that it means today: what a loosened law will let
    pass are files that nobody has written yet.
    """

    satisfies = [RequirementExemptions]
    requires = ["D-1", "D-7"]
    layer = "laws"
    exclusive_packages = ["ruamel"]


class DesignWeaker(Design):
    """[D-weaker] What makes the law weaker is told by comparing what two ledgers promise, and what their files hold.

    Nodes are paired by id and class, so that a renamed one is not a deleted one; a new Design is held to the limits of
    the Design that its code was of, so that a split is silent and a back door is not. Tests are compared by what they
    check, not by what the ledger says of them, and only those files are read that differ. Whether something is a cheat
    or a decision is for a reviewer: what is told is what was promised, and no longer is. Rejected: to judge the new
    code by the old ledger, which says that the branch differs, and not what it gave up.
    """

    satisfies = [RequirementExemptions]
    requires = ["D-1", "D-2", "D-4", "D-7", "D-13", "D-exemptions"]
    layer = "laws"


class DesignQuery(Design):
    """[D-18] A question is a pure function of one snapshot, whose maps are the check's own remembered state.

    An answer costs what it looks at. There is no index beside the check that could be stale, and no second reading
    of the ledger. What would follow from an edit of it is what the incremental check says of a copy of the state, which
    nobody stores: no law is written twice.

    Which tests run a file is told by what Python would execute, every package and every place on the way, and not by
    what an import means to the laws: they look through an `__init__.py` that a run executes, and take the first place
    where a run may take another. Tests are in no map of the check: their imports are read when they are asked for.

    The report's page draws the architecture itself: cards in rows and columns, wires through the channels and gutters
    between them, so that none can run behind a card however many there are. Rejected: a layout library in the page
    (0.2 to 1.5 MB, and curves through cards) and Graphviz, which would have to be installed.
    """

    satisfies = [RequirementQuestions]
    requires = [
        "D-1",
        "D-2",
        "D-3",
        "D-4",
        "D-5",
        "D-6",
        "D-7",
        "D-8",
        "D-9",
        "D-13",
        "D-17",
        "D-exemptions",
        "D-project",
        "D-weaker",
    ]
    layer = "uses"


class DesignAgents(Design):
    """[D-19] Agents are served by the same answers, cut to what they can read; claims lie in git's common folder.

    All claims are one file, read, decided and replaced under one lock of the operating system: overlap is a question
    about all of them at once. No daemon, no commits; every work tree sees it. The MCP server holds nothing between two
    calls.
    """

    satisfies = [RequirementQuestions, RequirementSideBySide]
    requires = ["D-1", "D-2", "D-3", "D-4", "D-6", "D-7", "D-8", "D-9", "D-18", "D-exemptions", "D-shell"]
    layer = "uses"
    exclusive_packages = ["mcp"]


class DesignShell(Design):
    """[D-shell] What a shell command does is read from its text, by the grammar of bash, and nothing of it is run.

    Which programs run, in which folder, with which words and variables: through quotes, subshells, functions,
    `bash -c`, `xargs`, here-documents; and what git is told by its options, variables and aliases. What a shell alone
    can tell (substitutions, variables of the environment) is marked as unknown, never guessed; of what may run or not,
    each is told. Patterns, `find`, `ls` and `git ls-files` come to the names that are on disk, by the caller's word:
    claims could not be kept otherwise; where a program before may have changed these, more may come of them.
    Bash itself is the test: what it runs for scripts that are made up is what was told.
    Rejected: a regular expression over the text (`git log --grep "git commit "` commits nothing); `shlex`, which knows
    no operators, substitutions or here-documents; a parser of bash from elsewhere, which gives a tree and no folder.
    """

    satisfies = [RequirementSideBySide]
    requires = []
    layer = "data"


class DesignAgentSetup(Design):
    """[D-agent-setup] The files that coding agents read are edited as text, so that what others wrote stays.

    Hooks, the MCP server and a few words stand in files that people and other tools keep, with comments and in their
    own layout: a parser that writes the file anew would lose both. Our entries are found by what they start and by
    markers, not by a record of what was written: a record would be wrong after the first edit by hand. One table says
    what each agent reads; where a file cannot be edited safely, none is written.
    """

    satisfies = [RequirementQuestions, RequirementSideBySide]
    requires = [DesignModel]
    layer = "uses"


class DesignProject(Design):
    """[D-project] What stands beside the ledger is read from the snapshot, and whatever cannot be used is an error.

    The configuration, `measured.toml`, and what pytest is told of what a test is, from the file that pytest itself
    would take. TOML is read twice over, by the standard library for what it says and by us for where it says it, so
    that a wrong value has a line. A warm run remembers what was read and imports no parser.
    """

    satisfies = [RequirementNoFalseGreen, RequirementPure]
    requires = ["D-1", "D-4", "D-7"]
    layer = "laws"


class DesignAuthor(Design):
    """[D-author] The source of a ledger is edited statement by statement, and every other byte stays.

    Only the class statements concerned are parsed with LibCST, so a ledger of 6 MB costs what the change does, and
    everything between them is not even looked at. What is to change is data; the edited source is read again by the
    ledger's own reader and compared with what was wanted, before anybody keeps it. A first ledger, a sync and a
    resolved conflict are written by this one room, and one place each tells what a file is called by what it says of
    itself, and what files that belong together are called: `init` and `split` name Designs alike.
    Rejected: printing a whole ledger anew, which would take comments and the hand of its author from it.
    """

    satisfies = [RequirementAdoption]
    requires = ["D-1", "D-4", "D-5", "D-6", "D-7", "D-project", "D-recovery"]
    layer = "verdict"


class DesignRefactor(Design):
    """[D-refactor] The ledger is refactored by commands, each of which is judged before a byte of it is written.

    An edit is made in memory, and a copy of the state that the check remembers is brought up to date with it; what laws
    find by it is told, and is no reason to refuse, for a person who moves code wants to see what that asks for. Only a
    ledger that would not be sound is never written. All files are replaced, or none.

    What a Design requires is a decision, so a moved Task writes none: it is proposed, with the command. A split is
    asked for as a whole: who requires the Design comes to require those of its parts that it imports, and what was
    within one Design and no law may see between two is frozen with its reason. Rejected: to widen an interface or to
    leave a `requires` for it, for that would allow others more than before.

    Ids are renamed in the tokens of each module, not in a tree of it: strings and comments are what names them, and all
    else stays to the byte. What is written is borne out by reading it: every node says the same under its new id. Where
    it does not, because an id is put together, nothing is written; to follow values back would be a guess.

    Of a ledger that is to say less, a Task that says more than its file does is kept by its path: a folder's Task has
    one docstring. The root package is never one Task, so that a new package has to be placed. Tests of many Designs in
    one folder become one for each Design, of that folder: which of them a new test is about, its imports tell later.
    """

    satisfies = [RequirementAdoption]
    requires = [
        "D-1",
        "D-2",
        "D-3",
        "D-4",
        "D-5",
        "D-6",
        "D-7",
        "D-8",
        "D-9",
        "D-15",
        "D-16",
        "D-17",
        "D-18",
        "D-author",
        "D-project",
        "D-recovery",
    ]
    layer = "uses"


class DesignLive(Design):
    """[D-live] `python architecture.py` turns live classes into the nodes that the source gives, and judges by those.

    It is the one place where a ledger's code runs, because its owner runs it. A test holds both readings together on
    every ledger that both can read.
    """

    satisfies = [RequirementReadable]
    requires = ["D-1", "D-5", "D-8", "D-9"]
    layer = "uses"


# ---------------------------------------------------------------------------------------------------------------------
# The judges
# ---------------------------------------------------------------------------------------------------------------------


class AcceptanceEveryLawStopsACommit(UserAcceptanceTest):
    """[UAT-1] A commit that breaks a law is stopped, and passes once it is mended."""

    verifies = IntentTrue
    test_file = "tests/acceptance/test_every_law_stops_a_commit.py"
    test_functions = "*"


class AcceptanceManyAgents(UserAcceptanceTest):
    """[UAT-tests.acceptance.test_many_agents] Three agents in two work trees of one repository, from planned Tasks with
    planned Tests to merged branches.
    """

    verifies = IntentAnswers
    test_file = "tests/acceptance/test_many_agents.py"
    test_functions = "*"


class AcceptanceReadme(UserAcceptanceTest):
    """[UAT-2] What the README promises is so."""

    verifies = IntentTrue
    test_file = "tests/acceptance/test_readme.py"
    test_functions = "*"


class AcceptanceWeakened(UserAcceptanceTest):
    """[UAT-tests.acceptance.test_weakened] Ways to be green without the work: each is shown between two commits, and
    what is no such way is not.
    """

    verifies = IntentTrue
    test_file = "tests/acceptance/test_weakened.py"
    test_functions = "*"


class AcceptanceDifferentialGeneratedHistory(UserAcceptanceTest):
    """[UAT-3] At every step of a history that breaks things, warm equals cold."""

    verifies = IntentRight
    test_file = "tests/differential/test_generated_history.py"
    test_functions = "*"


class AcceptanceCheckWorkSet(UserAcceptanceTest):
    """[UAT-4] A commit is rechecked where it changed something, and imports next to nothing."""

    verifies = IntentFast
    test_file = "tests/check/test_work_set.py"
    test_functions = "*"


class AcceptanceSystemHarmless(UserAcceptanceTest):
    """[UAT-5] A repository that is a trap harms nobody."""

    verifies = IntentSafe
    test_file = "tests/system/test_harmless.py"
    test_functions = "*"


class SystemFixtures(SystemTest):
    """[ST-1] Each fixture project gets just the findings that stand beside it."""

    verifies = RequirementAccounting
    test_file = "tests/system/test_fixtures.py"
    test_functions = "*"


class SystemCliReports(SystemTest):
    """[ST-2] Findings are reported with their chains."""

    verifies = RequirementTraceability
    test_file = "tests/cli/test_reports.py"
    test_functions = "*"


class SystemLive(SystemTest):
    """[ST-3] Source and live classes read the same."""

    verifies = RequirementReadable
    test_file = "tests/test_live.py"
    test_functions = "*"


class SystemHooksEndToEnd(SystemTest):
    """[ST-4] Commits in all their forms, under pre-commit and plain hooks."""

    verifies = RequirementGates
    test_file = "tests/hooks/test_end_to_end.py"
    test_functions = "*"


class SystemHooksEndToEndPush(SystemTest):
    """[ST-5] Pushes of one ref, several, and ones not checked out."""

    verifies = RequirementGates
    test_file = "tests/hooks/test_end_to_end_push.py"
    test_functions = "*"


class SystemDifferentialDay(SystemTest):
    """[ST-21] The tests of tests/differential/test_day.py."""

    verifies = RequirementPure
    test_file = "tests/differential/test_day.py"
    test_functions = "*"


class SystemDifferentialFolders(SystemTest):
    """[ST-tests.differential.test_folders] Folders are named, and what lies below them changes, one at a time."""

    verifies = RequirementAccounting
    test_file = "tests/differential/test_folders.py"
    test_functions = "*"


class SystemDifferentialGeneratedHistory(SystemTest):
    """[ST-6] The order of commits and the cache never show."""

    verifies = RequirementPure
    test_file = "tests/differential/test_generated_history.py"
    test_functions = "*"


class SystemDifferentialImports(SystemTest):
    """[ST-tests.differential.test_imports] Imports change in every way, one at a time."""

    verifies = RequirementPure
    test_file = "tests/differential/test_imports.py"
    test_functions = "*"


class SystemDifferentialPlans(SystemTest):
    """[ST-tests.differential.test_plans] Plans change in every way, one at a time: is the warm verdict the cold one,
    and are all maps the same?
    """

    verifies = RequirementPure
    test_file = "tests/differential/test_plans.py"
    test_functions = "*"


class SystemDifferentialLawPairs(SystemTest):
    """[ST-tests.differential.test_law_pairs] By another law, what does not count is as if not written."""

    verifies = RequirementExemptions
    test_file = "tests/differential/test_law_pairs.py"
    test_functions = "*"


class SystemCliFailures(SystemTest):
    """[ST-7] Whatever fails ends in 2 or 3."""

    verifies = RequirementNoFalseGreen
    test_file = "tests/cli/test_failures.py"
    test_functions = "*"


class SystemCheckWorkSet(SystemTest):
    """[ST-8] What is redone for each kind of change."""

    verifies = RequirementIncremental
    test_file = "tests/check/test_work_set.py"
    test_functions = "*"


class SystemCheckWarmImports(SystemTest):
    """[ST-9] A warm commit imports nothing heavy."""

    verifies = RequirementLight
    test_file = "tests/check/test_warm_imports.py"
    test_functions = "*"


class SystemHarmless(SystemTest):
    """[ST-10] Nothing is executed, unpickled or written."""

    verifies = RequirementHarmless
    test_file = "tests/system/test_harmless.py"
    test_functions = "*"


class SystemHouse(SystemTest):
    """[ST-tests.system.test_house] The walls of the package: rooms, layers, sizes, and who requires whom."""

    verifies = RequirementTraceability
    test_file = "tests/system/test_house.py"
    test_functions = "*"


class SystemPathOfACommit(SystemTest):
    """[ST-tests.system.test_path_of_a_commit] How many files a commit runs through, and how deep the calls go."""

    verifies = RequirementLight
    test_file = "tests/system/test_path_of_a_commit.py"
    test_functions = "*"


class SystemInputAndOutput(SystemTest):
    """[ST-tests.system.test_input_and_output] The modules that are marked [I/O] are those that touch the outside."""

    verifies = RequirementPure
    test_file = "tests/system/test_input_and_output.py"
    test_functions = "*"


class SystemPrograms(SystemTest):
    """[ST-tests.system.test_programs] No program that a repository or its configuration names is started."""

    verifies = RequirementHarmless
    test_file = "tests/system/test_programs.py"
    test_functions = "*"


class SystemGitConfiguration(SystemTest):
    """[ST-tests.system.test_git_configuration] A configuration changes no verdict; a broken one is exit 2."""

    verifies = RequirementNoFalseGreen
    test_file = "tests/system/test_git_configuration.py"
    test_functions = "*"


class SystemLauncher(SystemTest):
    """[ST-tests.system.test_launcher] archhook is started, and no module from where the environment says."""

    verifies = RequirementHarmless
    test_file = "tests/system/test_launcher.py"
    test_functions = "*"


class SystemGrowth(SystemTest):
    """[ST-tests.system.test_growth] No kind of input takes time that grows faster than its size."""

    verifies = RequirementHarmless
    test_file = "tests/system/test_growth.py"
    test_functions = "*"


class SystemInterpreters(SystemTest):
    """[ST-tests.system.test_interpreters] What is promised is tested where it is there, and named where it is not."""

    verifies = RequirementPure
    test_file = "tests/system/test_interpreters.py"
    test_functions = "*"


class UnitModelNodes(UnitTest):
    """[UT-1] Ids sort, records are tuples."""

    verifies = DesignModel
    test_file = "tests/model/test_nodes.py"
    test_functions = "*"


class UnitSuggest(UnitTest):
    """[UT-2] Did you mean."""

    verifies = DesignModel
    test_file = "tests/test_suggest.py"
    test_functions = "*"


class UnitProjectPytestSettings(UnitTest):
    """[UT-96] Which of pytest's files counts, and what it says."""

    verifies = DesignProject
    test_file = "tests/project/test_pytest_settings.py"
    test_functions = "*"


class UnitGraphReach(UnitTest):
    """[UT-tests.test_reach] What is below nodes, against a walk from each."""

    verifies = DesignGraph
    test_file = "tests/graph/test_reach.py"
    test_functions = "*"


class IntegrationSnapshotGitNames(IntegrationTest):
    """[IT-45] Odd names and links: what they are, and what they are not taken for."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_git_names.py"
    test_functions = "*"


class IntegrationCheckPhases(IntegrationTest):
    """[IT-53] The ledger first: what is judged, and what every command says, while the ledger itself is not sound."""

    verifies = DesignCheck
    test_file = "tests/check/test_phases.py"
    test_functions = "*"


class IntegrationCheckState(IntegrationTest):
    """[IT-1] Every record survives the cache."""

    verifies = DesignModel
    test_file = "tests/check/test_state.py"
    test_functions = "*"


class IntegrationCheckTakenAway(IntegrationTest):
    """[IT-tests.check.test_taken_away] The imports that a merge leaves without a file, of the tree that it makes and
    the files that it lacks.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_taken_away.py"
    test_functions = "*"


class IntegrationCheckUncounted(IntegrationTest):
    """[IT-tests.check.test_uncounted] What it means for findings that exemptions do not count."""

    verifies = DesignCheck
    test_file = "tests/check/test_uncounted.py"
    test_functions = "*"


class IntegrationCheckPytestConfiguration(IntegrationTest):
    """[IT-52] The files that configure pytest are facts."""

    verifies = DesignProject
    test_file = "tests/check/test_pytest_configuration.py"
    test_functions = "*"


class IntegrationCheckReread(IntegrationTest):
    """[IT-tests.check.test_reread] Of a plain ledger the changed statements are read alone, and no other."""

    verifies = DesignCheck
    test_file = "tests/check/test_reread.py"
    test_functions = "*"


class IntegrationCheckSharedClassNames(IntegrationTest):
    """[IT-tests.check.test_shared_class_names] Two classes of one name in one module of a ledger: what comes of it,
    said where it comes from.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_shared_class_names.py"
    test_functions = "*"


class UnitCacheEncoding(UnitTest):
    """[UT-3] Values to bytes and back."""

    verifies = DesignCache
    test_file = "tests/cache/test_encoding.py"
    test_functions = "*"


class UnitCachePlanted(UnitTest):
    """[UT-tests.cache.test_planted] What somebody else has put into the folder of the cache: it is a miss, and nothing
    of it is obeyed.
    """

    verifies = DesignCache
    test_file = "tests/cache/test_planted.py"
    test_functions = "*"


class UnitCacheTreemap(UnitTest):
    """[UT-4] A map that is saved is the same map."""

    verifies = DesignCache
    test_file = "tests/cache/test_treemap.py"
    test_functions = "*"


class IntegrationCacheCache(IntegrationTest):
    """[IT-2] sqlite and diskcache speak one format, and nothing planted is believed."""

    verifies = DesignCache
    test_file = "tests/cache/test_cache.py"
    test_functions = "*"


class UnitSnapshotChangeset(UnitTest):
    """[UT-5] git's raw bytes are read, or refused."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_changeset.py"
    test_functions = "*"


class UnitSnapshotGitObjects(UnitTest):
    """[UT-6] Objects as git writes them."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_git_objects.py"
    test_functions = "*"


class UnitSnapshotCommand(UnitTest):
    """[UT-7] A process is started, fed, read and reaped."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_command.py"
    test_functions = "*"


class IntegrationSnapshotGit(IntegrationTest):
    """[IT-3] Real repositories: the index, commits, blobs."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_git.py"
    test_functions = "*"


class IntegrationSnapshotGitStates(IntegrationTest):
    """[IT-4] Repositories in every odd state."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_git_states.py"
    test_functions = "*"


class IntegrationSnapshotGitWorktree(IntegrationTest):
    """[IT-5] The work tree as it lies there."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_git_worktree.py"
    test_functions = "*"


class IntegrationSnapshotConversion(IntegrationTest):
    """[IT-tests.change.test_conversion] The id of a file is the one that `git add` gives it."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_conversion.py"
    test_functions = "*"


class IntegrationSnapshotConversionEncodings(IntegrationTest):
    """[IT-tests.snapshot.test_conversion_encodings] The id of a file that is written in another encoding is the one
    that `git add` gives it.
    """

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_conversion_encodings.py"
    test_functions = "*"


class IntegrationSnapshotFolder(IntegrationTest):
    """[IT-6] A folder outside git."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_folder.py"
    test_functions = "*"


class UnitInventorySymbolsOfAFile(UnitTest):
    """[UT-8] Every binding form."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_symbols_of_a_file.py"
    test_functions = "*"


class UnitInventoryUnparsable(UnitTest):
    """[UT-9] What is no Python is a value."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_unparsable.py"
    test_functions = "*"


class UnitInventoryWildcards(UnitTest):
    """[UT-99] Patterns mean what the standard library's fnmatch makes of them."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_wildcards.py"
    test_functions = "*"


class UnitInventoryDeclaredNames(UnitTest):
    """[UT-10] Declared names and what they cover."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_declared_names.py"
    test_functions = "*"


class UnitInventoryDynamicImports(UnitTest):
    """[UT-tests.inventory.test_dynamic_imports] Imports that are calls, and those of which nobody knows what they
    import before they run.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_dynamic_imports.py"
    test_functions = "*"


class UnitInventoryExecution(UnitTest):
    """[UT-tests.inventory.test_execution] What runs when a file is imported."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_execution.py"
    test_functions = "*"


class UnitInventoryGrowth(UnitTest):
    """[UT-tests.inventory.test_growth] How the time grows with what a repository holds of one kind: linear, or n
    log n.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_growth.py"
    test_functions = "*"


class UnitAdoptInitNotes(UnitTest):
    """[UT-126] What `init` says of what decides which tests pytest runs and cannot be told without running it."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_init_notes.py"
    test_functions = "*"


class UnitAdoptNamedPackages(UnitTest):
    """[UT-tests.adopt.test_named_packages] The tests of tests/adopt/test_named_packages.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_named_packages.py"
    test_functions = "*"


class UnitAdoptOddRepositories(UnitTest):
    """[UT-tests.adopt.test_odd_repositories] Repositories that are like no other."""

    verifies = "D-10"
    test_file = "tests/adopt/test_odd_repositories.py"
    test_functions = "*"


class UnitInventoryBodyChecks(UnitTest):
    """[UT-tests.inventory.test_body_checks] What functions of a test file check, call and may be skipped by."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_body_checks.py"
    test_functions = "*"


class UnitInventoryCheckCalls(UnitTest):
    """[UT-tests.inventory.test_check_calls] Which calls check something, what of an expression is evaluated, and what
    an except takes of failed checks.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_check_calls.py"
    test_functions = "*"


class UnitInventoryCollectCodec(UnitTest):
    """[UT-11] Inventories to plain lists and back."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_collect_codec.py"
    test_functions = "*"


class UnitInventoryPytestCollection(UnitTest):
    """[UT-97] Which tests pytest collects from a file, told without running it."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_pytest_collection.py"
    test_functions = "*"


class UnitInventoryReachedChecks(UnitTest):
    """[UT-tests.inventory.test_reached_checks] What is reached of a function's body and can fail it: what each
    statement and expression lets through.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_reached_checks.py"
    test_functions = "*"


class UnitInventoryCollectionAsPytest(UnitTest):
    """[UT-98] pytest itself is asked, in a process of its own, about files of every kind."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_collection_as_pytest.py"
    test_functions = "*"


class UnitInventoryComments(UnitTest):
    """[UT-tests.inventory.test_comments] The comments of a source, against what the interpreter says."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_comments.py"
    test_functions = "*"


class UnitInventoryConftestHooks(UnitTest):
    """[UT-tests.inventory.test_conftest_hooks] What a conftest.py does by which tests are left out."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_conftest_hooks.py"
    test_functions = "*"


class UnitInventoryConstantTruth(UnitTest):
    """[UT-tests.inventory.test_constant_truth] What is true or false whatever happens, as the interpreter has it."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_constant_truth.py"
    test_functions = "*"


class UnitInventoryPatterns(UnitTest):
    """[UT-12] gitignore patterns, against git itself."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_patterns.py"
    test_functions = "*"


class UnitInventoryHandedOnNames(UnitTest):
    """[UT-tests.inventory.test_reexports] Names that packages hand on are followed to the file that defines them."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_handed_on_names.py"
    test_functions = "*"


class UnitInventoryHollowAsPytest(UnitTest):
    """[UT-tests.inventory.test_hollow_as_pytest] Tests that are said not to fail, run by pytest: whatever they hang on
    fails, and they do not.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_hollow_as_pytest.py"
    test_functions = "*"


class UnitInventoryHollow(UnitTest):
    """[UT-tests.inventory.test_hollow_tests] Which tests of a file cannot fail: by their function, their class, one
    that has them by inheritance, the file.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_hollow_tests.py"
    test_functions = "*"


class UnitInventoryIdleFunctions(UnitTest):
    """[UT-tests.inventory.test_idle_functions] Which functions of a file could not fail as tests: a function of the
    bytes, and never said of one that could.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_idle_functions.py"
    test_functions = "*"


class UnitInventoryRoles(UnitTest):
    """[UT-13] Governed, test, ledger or none of them."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_roles.py"
    test_functions = "*"


class UnitInventoryModuleNames(UnitTest):
    """[UT-14] Module names to files."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_module_names.py"
    test_functions = "*"


class UnitInventoryInterpreter(UnitTest):
    """[UT-92] Which Python a project asks for, as its metadata says it."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_interpreter.py"
    test_functions = "*"


class UnitInventoryLongNames(UnitTest):
    """[UT-tests.inventory.test_long_names] Dotted names of imports that no module has are read as far as a module's
    could go.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_long_names.py"
    test_functions = "*"


class UnitInventoryLookedAtStems(UnitTest):
    """[UT-tests.inventory.test_looked_at_stems] What an import means is the same as long as none of the stems is hit
    that it was looked up by.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_looked_at_stems.py"
    test_functions = "*"


class UnitInventoryMarks(UnitTest):
    """[UT-130] What a file says itself of what is a test."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_marks.py"
    test_functions = "*"


class UnitInventoryMemory(UnitTest):
    """[UT-tests.inventory.test_memory] Lack of memory is no finding: what the machine lacks is told from what is wrong
    with the source.
    """

    verifies = DesignInventory
    test_file = "tests/inventory/test_memory.py"
    test_functions = "*"


class IntegrationInventoryIsolation(IntegrationTest):
    """[IT-7] The caller never shows."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_isolation.py"
    test_functions = "*"


class IntegrationInventorySymbolTable(IntegrationTest):
    """[IT-8] Against the interpreter's own symbol table."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_symbol_table.py"
    test_functions = "*"


class IntegrationInventoryCollect(IntegrationTest):
    """[IT-9] Parsed once, by any number of processes."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_collect.py"
    test_functions = "*"


class UnitLedgerExpressions(UnitTest):
    """[UT-15] The part of Python that is read."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_expressions.py"
    test_functions = "*"


class UnitLedgerFolderPaths(UnitTest):
    """[UT-tests.ledger.test_folder_paths] Folders in the place of files: how they are written, and what a node of one
    may say.
    """

    verifies = DesignLedger
    test_file = "tests/ledger/test_folder_paths.py"
    test_functions = "*"


class UnitModelIds(UnitTest):
    """[UT-16] Ids and docstrings."""

    verifies = DesignModel
    test_file = "tests/model/test_ids.py"
    test_functions = "*"


class UnitLedgerMalformed(UnitTest):
    """[UT-17] LED004 and its reasons."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_malformed.py"
    test_functions = "*"


class UnitLedgerPasted(UnitTest):
    """[UT-88] The metamodel pasted into a ledger, and imported in any way."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_pasted.py"
    test_functions = "*"


class UnitLedgerReferences(UnitTest):
    """[UT-18] Classes and ids as references."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_references.py"
    test_functions = "*"


class UnitLedgerPositions(UnitTest):
    """[UT-19] Positions of nodes and names."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_positions.py"
    test_functions = "*"


class UnitLedgerHostile(UnitTest):
    """[UT-20] Bombs and noise are errors in bounded time."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_hostile.py"
    test_functions = "*"


class UnitLedgerLimits(UnitTest):
    """[UT-tests.ledger.test_limits] What bounds the imports of a Design, in every form of a ledger: read, or said to be
    wrong.
    """

    verifies = DesignLedger
    test_file = "tests/ledger/test_limits.py"
    test_functions = "*"


class IntegrationLedgerSource(IntegrationTest):
    """[IT-10] Whole ledgers in the three forms."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_source.py"
    test_functions = "*"


class IntegrationLedgerPackages(IntegrationTest):
    """[IT-11] Ledgers of several modules."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_packages.py"
    test_functions = "*"


class IntegrationLedgerInForce(IntegrationTest):
    """[IT-12] What is handed to the validation."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_in_force.py"
    test_functions = "*"


class UnitLive(UnitTest):
    """[UT-tests.test_live] A live class is the node that its source is."""

    verifies = DesignLive
    test_file = "tests/test_live.py"
    test_functions = "*"


class IntegrationMetamodel(IntegrationTest):
    """[IT-13] A ledger that is run judges the work tree."""

    verifies = DesignLive
    test_file = "tests/test_metamodel.py"
    test_functions = "*"


class UnitGraphAcyclic(UnitTest):
    """[UT-tests.graph.test_acyclic] Links that close a circle, against a slow search for one."""

    verifies = DesignGraph
    test_file = "tests/graph/test_acyclic.py"
    test_functions = "*"


class UnitGraphGraph(UnitTest):
    """[UT-21] Rows, chains and circles against slow oracles."""

    verifies = DesignGraph
    test_file = "tests/graph/test_graph.py"
    test_functions = "*"


class UnitSystemGrowthOfTexts(UnitTest):
    """[UT-tests.test_growth] What a text of a repository is read and edited by, kind by kind of text."""

    verifies = DesignAdopt
    test_file = "tests/system/test_growth_of_texts.py"
    test_functions = "*"


class IntegrationGraphRows(IntegrationTest):
    """[IT-14] A graph brought up to date is the graph built anew."""

    verifies = DesignGraph
    test_file = "tests/graph/test_rows.py"
    test_functions = "*"


class UnitLawsTraceability(UnitTest):
    """[UT-22] TRC."""

    verifies = DesignLaws
    test_file = "tests/laws/test_traceability.py"
    test_functions = "*"


class UnitLawsDependencies(UnitTest):
    """[UT-23] DEP."""

    verifies = DesignLaws
    test_file = "tests/laws/test_dependencies.py"
    test_functions = "*"


class UnitLawsConflicts(UnitTest):
    """[UT-24] CON."""

    verifies = DesignLaws
    test_file = "tests/laws/test_conflicts.py"
    test_functions = "*"


class UnitLawsCode(UnitTest):
    """[UT-25] INV."""

    verifies = DesignLaws
    test_file = "tests/laws/test_code.py"
    test_functions = "*"


class UnitLawsTests(UnitTest):
    """[UT-26] TST."""

    verifies = DesignLaws
    test_file = "tests/laws/test_tests.py"
    test_functions = "*"


class UnitLawsLaw(UnitTest):
    """[UT-27] Declared names against real ones."""

    verifies = DesignLaws
    test_file = "tests/laws/test_law.py"
    test_functions = "*"


class UnitLawsLayers(UnitTest):
    """[UT-tests.laws.test_layers] DEP206, DEP208: what a Design may require."""

    verifies = DesignLaws
    test_file = "tests/laws/test_layers.py"
    test_functions = "*"


class UnitLawsLedger(UnitTest):
    """[UT-tests.laws.test_ledger] LED007: what people have not written yet."""

    verifies = DesignLaws
    test_file = "tests/laws/test_ledger.py"
    test_functions = "*"


class UnitLawsMends(UnitTest):
    """[UT-tests.laws.test_mends] What findings about imports say, and that what they say to do helps."""

    verifies = DesignLaws
    test_file = "tests/laws/test_mends.py"
    test_functions = "*"


class UnitLawsMovedNames(UnitTest):
    """[UT-tests.laws.test_moved_names] A declared name that is in exactly one other file, of which nobody declares
    it.
    """

    verifies = DesignCheck
    test_file = "tests/laws/test_moved_names.py"
    test_functions = "*"


class UnitLawsNewRequires(UnitTest):
    """[UT-tests.laws.test_new_requires] Whether a Design may require another, and what it would break."""

    verifies = DesignLaws
    test_file = "tests/laws/test_new_requires.py"
    test_functions = "*"


class UnitLawsProposals(UnitTest):
    """[UT-28] Which file may be meant."""

    verifies = DesignLaws
    test_file = "tests/laws/test_proposals.py"
    test_functions = "*"


class UnitLawsSettled(UnitTest):
    """[UT-89] A file and its one Task that say the same name by name: then no law of files has anything to say."""

    verifies = DesignLaws
    test_file = "tests/laws/test_settled.py"
    test_functions = "*"


class UnitLawsTaskMoves(UnitTest):
    """[UT-tests.laws.test_task_moves] To which Design a whole file may be given, and when to none."""

    verifies = DesignLaws
    test_file = "tests/laws/test_task_moves.py"
    test_functions = "*"


class IntegrationCheckManyFindings(IntegrationTest):
    """[IT-44] The time that thousands of findings of one file take grows as their number does."""

    verifies = DesignLaws
    test_file = "tests/check/test_many_findings.py"
    test_functions = "*"


class IntegrationCheckMergeVerdict(IntegrationTest):
    """[IT-tests.check.test_merge_verdict] A merge judged before it is made."""

    verifies = DesignCheck
    test_file = "tests/check/test_merge_verdict.py"
    test_functions = "*"


class IntegrationLawsCatalogue(IntegrationTest):
    """[IT-15] All laws together."""

    verifies = DesignLaws
    test_file = "tests/laws/test_catalogue.py"
    test_functions = "*"


class UnitCheckLastJudged(UnitTest):
    """[UT-30] Bases and what differs from them."""

    verifies = DesignCheck
    test_file = "tests/check/test_last_judged.py"
    test_functions = "*"


class IntegrationCheckExemptions(IntegrationTest):
    """[IT-16] Severities and waivers in their order."""

    verifies = DesignCheck
    test_file = "tests/check/test_exemptions.py"
    test_functions = "*"


class IntegrationCheckFolderCommits(IntegrationTest):
    """[IT-tests.check.test_folder_commits] A commit below a declared folder costs what it changes."""

    verifies = DesignCheck
    test_file = "tests/check/test_folder_commits.py"
    test_functions = "*"


class IntegrationCheckHeldBack(IntegrationTest):
    """[IT-tests.check.test_held_back] What exemptions hold back is told of its node, with what does so."""

    verifies = "D-10"
    test_file = "tests/check/test_held_back.py"
    test_functions = "*"


class IntegrationCheckIgnoredImports(IntegrationTest):
    """[IT-tests.check.test_ignored_imports] Inline ignores of findings that are about several import statements."""

    verifies = DesignCheck
    test_file = "tests/check/test_ignored_imports.py"
    test_functions = "*"


class IntegrationCheckImportFindings(IntegrationTest):
    """[IT-tests.check.test_import_findings] Findings about imports on real runs: place, exemptions, baseline, and what
    machines read of them.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_import_findings.py"
    test_functions = "*"


class IntegrationCheckImporters(IntegrationTest):
    """[IT-tests.check.test_importers] Who looks at a stem, in one list or in pieces: the same however it came about."""

    verifies = DesignCheck
    test_file = "tests/check/test_importers.py"
    test_functions = "*"


class IntegrationCheckLastJudgedCode(IntegrationTest):
    """[IT-tests.engine.test_installed] What is remembered belongs to the code that found it."""

    verifies = DesignCheck
    test_file = "tests/check/test_last_judged_code.py"
    test_functions = "*"


class IntegrationCheckWorkSet(IntegrationTest):
    """[IT-17] What one run takes over from another."""

    verifies = DesignCheck
    test_file = "tests/check/test_work_set.py"
    test_functions = "*"


class IntegrationCheckWorkSetFigures(IntegrationTest):
    """[IT-tests.check.test_work_set_figures] For each kind of change to figures, exactly the laws about them that it
    can have touched.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_work_set_figures.py"
    test_functions = "*"


class IntegrationCheckWorkSetPlans(IntegrationTest):
    """[IT-tests.check.test_work_set_plans] What a run redoes where something is planned: what lies above the plan that
    changed, and nothing beside it.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_work_set_plans.py"
    test_functions = "*"


class UnitReportText(UnitTest):
    """[UT-31] The text report."""

    verifies = DesignReport
    test_file = "tests/report/test_text.py"
    test_functions = "*"


class UnitReportJson(UnitTest):
    """[UT-32] The JSON document."""

    verifies = DesignReport
    test_file = "tests/report/test_json.py"
    test_functions = "*"


class UnitQueryRuleText(UnitTest):
    """[UT-33] Laws explained."""

    verifies = DesignQuery
    test_file = "tests/query/test_rule_text.py"
    test_functions = "*"


class UnitReportMission(UnitTest):
    """[UT-34] The mission's words."""

    verifies = DesignReport
    test_file = "tests/report/test_mission.py"
    test_functions = "*"


class IntegrationCliReports(IntegrationTest):
    """[IT-18] Reports through the command."""

    verifies = DesignReport
    test_file = "tests/cli/test_reports.py"
    test_functions = "*"


class UnitCliArguments(UnitTest):
    """[UT-35] The table of options."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_arguments.py"
    test_functions = "*"


class UnitCliConsole(UnitTest):
    """[UT-36] Streams, however they are."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_console.py"
    test_functions = "*"


class UnitRefactorClassNames(UnitTest):
    """[UT-tests.refactor.test_class_names] Classes of a ledger under other names, in all their modules."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_class_names.py"
    test_functions = "*"


class UnitRefactorIdMentions(UnitTest):
    """[UT-tests.refactor.test_id_mentions] Texts in which other ids stand in place of some: prose, strings, and the
    source of a module.
    """

    verifies = DesignRefactor
    test_file = "tests/refactor/test_id_mentions.py"
    test_functions = "*"


class UnitRefactorJoinedDesigns(UnitTest):
    """[UT-tests.refactor.test_joined_designs] Two Designs that become one, in real repositories."""

    verifies = "D-10"
    test_file = "tests/refactor/test_joined_designs.py"
    test_functions = "*"


class IntegrationShellBash(IntegrationTest):
    """[IT-tests.shell.test_bash] What a shell command runs is what bash runs: scripts that are made up, and a git that
    writes down its calls.
    """

    verifies = "D-shell"
    test_file = "tests/shell/test_bash.py"
    test_functions = "*"


class UnitShellCommandReader(UnitTest):
    """[UT-tests.shell.test_command_reader] The tests of tests/shell/test_command_reader.py."""

    verifies = "D-shell"
    test_file = "tests/shell/test_command_reader.py"
    test_functions = "*"


class UnitShellCommitSteps(UnitTest):
    """[UT-tests.shell.test_commit_steps] What the commits of a shell command record: what is staged before, or why
    nobody can tell.
    """

    verifies = "D-shell"
    test_file = "tests/shell/test_commit_steps.py"
    test_functions = "*"


class UnitShellDiskNames(UnitTest):
    """[UT-tests.shell.test_disk_names] Patterns and find come to what bash and find come to; what they list is told the
    same.
    """

    verifies = "D-shell"
    test_file = "tests/shell/test_disk_names.py"
    test_functions = "*"


class UnitShellGitCalls(UnitTest):
    """[UT-tests.shell.test_git_calls] The calls of git: folder, settings, variables, aliases."""

    verifies = "D-shell"
    test_file = "tests/shell/test_git_calls.py"
    test_functions = "*"


class UnitShellGitOptions(UnitTest):
    """[UT-tests.shell.test_git_options] The options of git's commands, as git reads them."""

    verifies = "D-shell"
    test_file = "tests/shell/test_git_options.py"
    test_functions = "*"


class UnitShellShellCommands(UnitTest):
    """[UT-tests.shell.test_shell_commands] What a shell command runs, case by case.?"""

    verifies = "D-shell"
    test_file = "tests/shell/test_shell_commands.py"
    test_functions = "*"


class IntegrationRefactorAnyMove(IntegrationTest):
    """[IT-tests.refactor.test_any_move] Whatever is moved in whatever project, nothing else of the ledger changes."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_any_move.py"
    test_functions = "*"


class UnitRefactorDetail(UnitTest):
    """[UT-tests.refactor.test_detail] From names to files, to folders, and back; what would be lost stays."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_detail.py"
    test_functions = "*"


class UnitRefactorAnySplit(UnitTest):
    """[UT-tests.refactor.test_any_split] Whatever Design is split in whatever project, the verdict is as it was."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_any_split.py"
    test_functions = "*"


class UnitRefactorJudgedEdit(UnitTest):
    """[UT-tests.refactor.test_judged_edit] An edit is judged before it is written."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_judged_edit.py"
    test_functions = "*"


class UnitRefactorRenamedFiles(UnitTest):
    """[UT-tests.refactor.test_renamed_files] The files beside a ledger with other ids: all else in them stays."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_renamed_files.py"
    test_functions = "*"


class UnitRefactorSplitDebts(UnitTest):
    """[UT-tests.refactor.test_split_debts] What a split leaves in the baseline: what it breaks, with the reason."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_split_debts.py"
    test_functions = "*"


class UnitRefactorSplitParts(UnitTest):
    """[UT-tests.refactor.test_split_parts] The parts that somebody names, and the patterns that stand for the files of
    a part.
    """

    verifies = DesignRefactor
    test_file = "tests/refactor/test_split_parts.py"
    test_functions = "*"


class IntegrationRefactorRenaming(IntegrationTest):
    """[IT-tests.refactor.test_renaming] Under other names the ledger, all beside it and the verdict say the same."""

    verifies = DesignRefactor
    test_file = "tests/refactor/test_renaming.py"
    test_functions = "*"


class UnitHooksHookSync(UnitTest):
    """[UT-120] The hook that mends: what it edits, what it leaves, what becomes of changes that are not staged."""

    verifies = DesignSync
    test_file = "tests/hooks/test_hook_sync.py"
    test_functions = "*"


class UnitHooksHookSyncCommits(UnitTest):
    """[UT-tests.hooks.test_hook_sync_commits] `archhook hook sync` in real commits of each form."""

    verifies = DesignSync
    test_file = "tests/hooks/test_hook_sync_commits.py"
    test_functions = "*"


class UnitHooksInstalledGates(UnitTest):
    """[UT-tests.hooks.test_installed_gates] Where the hooks of a repository lie, and whether a gate stands in them."""

    verifies = DesignInstall
    test_file = "tests/hooks/test_installed_gates.py"
    test_functions = "*"


class UnitSyncResolveMerges(UnitTest):
    """[UT-123] Ledgers in the middle of real merges, rebases, cherry-picks and stashes."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_merges.py"
    test_functions = "*"


class UnitSyncResolveModuleMerge(UnitTest):
    """[UT-tests.sync.resolve.test_module_merge] One module in a conflict: what is left keeps its markers, and every
    byte of both sides.
    """

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_module_merge.py"
    test_functions = "*"


class UnitSyncResolveOperations(UnitTest):
    """[UT-tests.sync.resolve.test_operations] Conflicts of merges, rebases, cherry-picks and stashes."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_operations.py"
    test_functions = "*"


class UnitSyncResolveStatementMerge(UnitTest):
    """[UT-tests.sync.resolve.test_statement_merge] Comments, line ends and layout of statements that are merged."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_statement_merge.py"
    test_functions = "*"


class UnitProjectConfiguration(UnitTest):
    """[UT-37] The configuration and its errors."""

    verifies = DesignProject
    test_file = "tests/project/test_configuration.py"
    test_functions = "*"


class UnitProjectToml(UnitTest):
    """[UT-80] TOML is read in time that grows as the file does: what could take longer is refused unread."""

    verifies = DesignProject
    test_file = "tests/project/test_toml.py"
    test_functions = "*"


class UnitProjectTomlKeys(UnitTest):
    """[UT-tests.project.test_toml_keys] One key of a configuration is set and taken out, and every other byte stays."""

    verifies = DesignProject
    test_file = "tests/project/test_toml_keys.py"
    test_functions = "*"


class IntegrationCliCommands(IntegrationTest):
    """[IT-19] install, rule and cache."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_commands.py"
    test_functions = "*"


class IntegrationCliSources(IntegrationTest):
    """[IT-20] What check judges."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_sources.py"
    test_functions = "*"


class IntegrationCliSplitKeeps(IntegrationTest):
    """[IT-tests.cli.test_split_keeps] Archhook split leaves alone what it is not about: debts stay debts, folders are
    no files, classes are named.
    """

    verifies = DesignCommandLine
    test_file = "tests/cli/test_split_keeps.py"
    test_functions = "*"


class IntegrationCliSyncFolders(IntegrationTest):
    """[IT-tests.cli.test_sync_folders] Archhook sync where the ledger names files and folders alone."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_sync_folders.py"
    test_functions = "*"


class IntegrationCliSyncOpen(IntegrationTest):
    """[IT-48] What `archhook sync` decides of new files, and what it leaves open."""

    verifies = DesignSync
    test_file = "tests/cli/test_sync_open.py"
    test_functions = "*"


class IntegrationCliSyncPackages(IntegrationTest):
    """[IT-tests.cli.test_sync_packages] Whose `archhook sync` takes the files of new packages and folders for."""

    verifies = DesignSync
    test_file = "tests/cli/test_sync_packages.py"
    test_functions = "*"


class IntegrationCliSyncPlacing(IntegrationTest):
    """[IT-56] Whose sync takes new files for, and how sure it says that it is."""

    verifies = DesignSync
    test_file = "tests/cli/test_sync_placing.py"
    test_functions = "*"


class IntegrationCliSyncPlans(IntegrationTest):
    """[IT-tests.cli.test_sync_plans] Planned Tests in the hands of the commands that edit a ledger, one after the other
    on one cache.
    """

    verifies = "D-10"
    test_file = "tests/cli/test_sync_plans.py"
    test_functions = "*"


class IntegrationCliSyncRequires(IntegrationTest):
    """[IT-tests.cli.test_sync_requires] What imports ask for is written into `requires`, where that breaks no law."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_sync_requires.py"
    test_functions = "*"


class IntegrationCliSyncTests(IntegrationTest):
    """[IT-tests.cli.test_sync_tests] Which Design `archhook sync` takes a new test to be about."""

    verifies = DesignSync
    test_file = "tests/cli/test_sync_tests.py"
    test_functions = "*"


class IntegrationCliSyncMoves(IntegrationTest):
    """[IT-47] `archhook sync` where files move: their nodes follow."""

    verifies = DesignSync
    test_file = "tests/cli/test_sync_moves.py"
    test_functions = "*"


class IntegrationCliWordIds(IntegrationTest):
    """[IT-54] Ids with words are ids everywhere."""

    verifies = DesignAuthor
    test_file = "tests/cli/test_word_ids.py"
    test_functions = "*"


class UnitHooksBeforeAdoption(UnitTest):
    """[UT-131] What lies in a range of commits from before the ledger, and what only looks so."""

    verifies = DesignHooks
    test_file = "tests/hooks/test_before_adoption.py"
    test_functions = "*"


class UnitHooksBranchLaw(UnitTest):
    """[UT-tests.hooks.test_branch_law] Whose law a push is judged by: that of the branch as the remote has it, where
    that says so itself.
    """

    verifies = DesignHooks
    test_file = "tests/hooks/test_branch_law.py"
    test_functions = "*"


class UnitHooksJudgedSnapshots(UnitTest):
    """[UT-38] Which snapshots a hook judges."""

    verifies = DesignHooks
    test_file = "tests/hooks/test_judged_snapshots.py"
    test_functions = "*"


class IntegrationCliHooks(IntegrationTest):
    """[IT-21] The hooks of commit and push through the command."""

    verifies = DesignHooks
    test_file = "tests/cli/test_hooks.py"
    test_functions = "*"


class IntegrationSnapshotHistory(IntegrationTest):
    """[IT-22] Ranges, new commits, and what commits hold."""

    verifies = DesignHooks
    test_file = "tests/snapshot/test_history.py"
    test_functions = "*"


class IntegrationSnapshotMergedTree(IntegrationTest):
    """[IT-tests.snapshot.test_merged_tree] The tests of tests/snapshot/test_merged_tree.py."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_merged_tree.py"
    test_functions = "*"


class IntegrationSnapshotReplayedIndex(IntegrationTest):
    """[IT-tests.snapshot.test_replayed_index] The index as git would leave it, in a copy: against what git itself
    records.
    """

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_replayed_index.py"
    test_functions = "*"


class IntegrationSnapshotPutAside(IntegrationTest):
    """[IT-tests.snapshot.test_put_aside] What pre-commit has put aside, as its patch says."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_staging.py"
    test_functions = "*"


class IntegrationSnapshotTemporaryFolder(IntegrationTest):
    """[IT-tests.snapshot.test_temporary_folder] The tests of tests/snapshot/test_temporary_folder.py."""

    verifies = DesignSnapshot
    test_file = "tests/snapshot/test_temporary_folder.py"
    test_functions = "*"


class UnitHooksPrecommitConfig(UnitTest):
    """[UT-39] pre-commit's configuration, with its comments."""

    verifies = DesignInstall
    test_file = "tests/hooks/test_precommit_config.py"
    test_functions = "*"


class IntegrationHooksInstall(IntegrationTest):
    """[IT-23] Hooks beside those that are there."""

    verifies = DesignInstall
    test_file = "tests/hooks/test_install.py"
    test_functions = "*"


class IntegrationCheckLastJudgedStates(IntegrationTest):
    """[IT-24] What went wrong once with remembered states."""

    verifies = DesignCheck
    test_file = "tests/check/test_last_judged_states.py"
    test_functions = "*"


class IntegrationCheckLawOfRev(IntegrationTest):
    """[IT-tests.check.test_law_of_rev] Check --law REV: what a branch exempts itself does not count, and what it mends
    is not held against it.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_law_of_rev.py"
    test_functions = "*"


class IntegrationCheckConfirm(IntegrationTest):
    """[IT-tests.engine.test_steady] Somebody writes while the work tree is judged: the verdict is that of one state, or
    there is none.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_confirm.py"
    test_functions = "*"


class IntegrationCheckCounted(IntegrationTest):
    """[IT-tests.check.test_counted] What of a configuration, a node, ignores and a baseline counts by the law of
    another revision.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_counted.py"
    test_functions = "*"


class IntegrationCheckCutOff(IntegrationTest):
    """[IT-tests.check.test_cut_off] An edit of the ledger whose process is killed: what is left says how the edit is
    finished, or goes with the next.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_cut_off.py"
    test_functions = "*"


class IntegrationCheckExcludedImports(IntegrationTest):
    """[IT-tests.check.test_excluded_imports] Imports of excluded files: one breach for each Design and pattern,
    whatever file they stand in.
    """

    verifies = DesignCheck
    test_file = "tests/check/test_excluded_imports.py"
    test_functions = "*"


class IntegrationCheckVerifyCache(IntegrationTest):
    """[IT-55] The tests of tests/check/test_verify_cache.py."""

    verifies = DesignCheck
    test_file = "tests/check/test_verify_cache.py"
    test_functions = "*"


class IntegrationCheckWarmImports(IntegrationTest):
    """[IT-tests.check.test_warm_imports] What a warm commit imports, in a process of its own: next to nothing."""

    verifies = DesignCheck
    test_file = "tests/check/test_warm_imports.py"
    test_functions = "*"


class UnitLedgerStatements(UnitTest):
    """[UT-40] What a ledger may not hold is refused where it stands."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_statements.py"
    test_functions = "*"


class UnitLedgerStatementsRead(UnitTest):
    """[UT-87] What a ledger may hold beside its nodes, and what it means."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_statements_read.py"
    test_functions = "*"


class UnitLedgerStatementsRefused(UnitTest):
    """[UT-tests.ledger.test_statements_refused] What is said of a statement that a ledger may not hold: its place, what
    it is, what to write.
    """

    verifies = DesignLedger
    test_file = "tests/ledger/test_statements_refused.py"
    test_functions = "*"


class UnitLedgerEveryFix(UnitTest):
    """[UT-124] Each form of fix that the reader gives for LED004 and LED001, carried out."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_every_fix.py"
    test_functions = "*"


class UnitLedgerSplice(UnitTest):
    """[UT-41] Changed statements that are read alone."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_splice.py"
    test_functions = "*"


class UnitLedgerSpliceNames(UnitTest):
    """[UT-tests.ledger.test_splice_names] What a name means where a changed statement stands."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_splice_names.py"
    test_functions = "*"


class AcceptanceDifferentialReplay(UserAcceptanceTest):
    """[UAT-6] Real histories, with a change at every step."""

    verifies = IntentRight
    test_file = "tests/differential/test_replay.py"
    test_functions = "*"


class SystemDifferentialStateMachine(SystemTest):
    """[ST-11] A work tree in use, with stashes, merges, damage and kills."""

    verifies = RequirementPure
    test_file = "tests/differential/test_state_machine.py"
    test_functions = "*"


class SystemDifferentialWhatif(SystemTest):
    """[ST-tests.differential.test_whatif] What is said to follow from a change follows once it is written."""

    verifies = "R-13"
    test_file = "tests/differential/test_whatif.py"
    test_functions = "*"


class SystemDifferentialRegressions(SystemTest):
    """[ST-12] What the bench found, made small."""

    verifies = RequirementPure
    test_file = "tests/differential/test_regressions.py"
    test_functions = "*"


class SystemDifferentialSplicing(SystemTest):
    """[ST-tests.differential.test_splicing] Random edits of ledgers in all forms: spliced is read."""

    verifies = RequirementPure
    test_file = "tests/differential/test_splicing.py"
    test_functions = "*"


class SystemDifferentialWrongStrategies(SystemTest):
    """[ST-13] Wrong strategies are caught, so the bench can see."""

    verifies = RequirementPure
    test_file = "tests/differential/test_wrong_strategies.py"
    test_functions = "*"


class AcceptanceBenchmarksBenchmarks(UserAcceptanceTest):
    """[UAT-7] The benchmarks run and print their tables."""

    verifies = IntentFast
    test_file = "tests/benchmarks/test_benchmarks.py"
    test_functions = "*"


class UnitAgentsClaims(UnitTest):
    """[UT-42] Claims are granted, refused, renewed, taken over and given up as the table says."""

    verifies = DesignAgents
    test_file = "tests/agents/test_claims.py"
    test_functions = "*"


class UnitAgentsReady(UnitTest):
    """[UT-43] What is ready, what waits for what, as a brute-force search finds it."""

    verifies = DesignAgents
    test_file = "tests/agents/test_ready.py"
    test_functions = "*"


class UnitAgentsSignatures(UnitTest):
    """[UT-tests.agents.test_signatures] How functions and classes are called, as it is read from their source."""

    verifies = DesignAgents
    test_file = "tests/agents/test_signatures.py"
    test_functions = "*"


class UnitAgentsUsableNames(UnitTest):
    """[UT-tests.agents.test_usable_names] What the code of a Design may use of those that it requires."""

    verifies = DesignAgents
    test_file = "tests/agents/test_usable_names.py"
    test_functions = "*"


class UnitAgentsSetupAgentFiles(UnitTest):
    """[UT-tests.agents.setup.test_agent_files] The files of agents, however they are written: edited, or refused with a
    place; never spoilt.
    """

    verifies = DesignAgentSetup
    test_file = "tests/agents/setup/test_agent_files.py"
    test_functions = "*"


class UnitAgentsSetupJsonText(UnitTest):
    """[UT-tests.agents.setup.test_json_text] JSON edited as text: what was put in is there, what stood there stays,
    byte for byte.
    """

    verifies = DesignAgentSetup
    test_file = "tests/agents/setup/test_json_text.py"
    test_functions = "*"


class UnitAgentsSetupMarkedText(UnitTest):
    """[UT-tests.agents.setup.test_marked_text] A section between markers: put in, replaced, taken out; markers that do
    not match are refused.
    """

    verifies = DesignAgentSetup
    test_file = "tests/agents/setup/test_marked_text.py"
    test_functions = "*"


class UnitAgentsSetupTomlText(UnitTest):
    """[UT-tests.agents.setup.test_toml_text] A table in TOML edited as text: what stood there stays, and what cannot be
    edited safely is refused.
    """

    verifies = DesignAgentSetup
    test_file = "tests/agents/setup/test_toml_text.py"
    test_functions = "*"


class UnitAgentsAgentEvent(UnitTest):
    """[UT-tests.agents.test_agent_event] What all agents' hooks have in common: the event, the answer, whose claims a
    session's are.
    """

    verifies = DesignAgents
    test_file = "tests/agents/test_agent_event.py"
    test_functions = "*"


class UnitAgentsAgentFindings(UnitTest):
    """[UT-tests.agents.test_agent_findings] What an agent is shown of a verdict."""

    verifies = DesignAgents
    test_file = "tests/agents/test_agent_findings.py"
    test_functions = "*"


class UnitAgentsBounded(UnitTest):
    """[UT-44] Answers within bounds: tokens on the safe side, pages that leave nothing out."""

    verifies = DesignAgents
    test_file = "tests/agents/test_bounded.py"
    test_functions = "*"


class UnitAgentsPrime(UnitTest):
    """[UT-45] What an agent is told first is short at any size, and true."""

    verifies = DesignAgents
    test_file = "tests/agents/test_prime.py"
    test_functions = "*"


class UnitAgentsBrief(UnitTest):
    """[UT-46] The brief of a node, in words and as a document, within its bound."""

    verifies = DesignAgents
    test_file = "tests/agents/test_brief.py"
    test_functions = "*"


class UnitAgentsBypasses(UnitTest):
    """[UT-tests.agents.test_bypasses] What goes past the gates, command by command: refused by name (!), said where it
    is not sure (?), or neither.
    """

    verifies = DesignInstall
    test_file = "tests/hooks/test_bypasses.py"
    test_functions = "*"


class UnitAgentsClaude(UnitTest):
    """[UT-47] Claude Code's hook events: what is understood, judged and told."""

    verifies = DesignAgents
    test_file = "tests/agents/test_claude.py"
    test_functions = "*"


class UnitAgentsHookedAgents(UnitTest):
    """[UT-tests.agents.test_hooked_agents] The payloads that agents document, read into one event, and one answer in
    the form that each documents.
    """

    verifies = DesignAgents
    test_file = "tests/agents/test_hooked_agents.py"
    test_functions = "*"


class UnitAgentsMcpInput(UnitTest):
    """[UT-tests.agents.test_mcp_input] Lines that the SDK would drop without an answer."""

    verifies = DesignAgents
    test_file = "tests/agents/test_mcp_input.py"
    test_functions = "*"


class UnitAgentsExemptHere(UnitTest):
    """[UT-tests.agents.test_exempt_here] What is exempt at some nodes and in their files."""

    verifies = DesignAgents
    test_file = "tests/agents/test_exempt_here.py"
    test_functions = "*"


class UnitAgentsOwed(UnitTest):
    """[UT-tests.agents.test_owed_tests] The tests that a node owes."""

    verifies = DesignAgents
    test_file = "tests/agents/test_owed_tests.py"
    test_functions = "*"


class IntegrationAgentsClaimStore(IntegrationTest):
    """[IT-25] The file of claims: what it survives, and processes that do not come between each other."""

    verifies = DesignAgents
    test_file = "tests/agents/test_claim_store.py"
    test_functions = "*"


class IntegrationCliCmdClaim(IntegrationTest):
    """[IT-26] claim, release, claims, ready, brief and prime in real repositories."""

    verifies = DesignAgents
    test_file = "tests/cli/test_cmd_claim.py"
    test_functions = "*"


class IntegrationCliCmdDiff(IntegrationTest):
    """[IT-tests.cli.test_cmd_diff] Archhook diff: what is loosened beneath the nodes that differ, and when that cannot
    be said.
    """

    verifies = "D-10"
    test_file = "tests/cli/test_cmd_diff.py"
    test_functions = "*"


class IntegrationCliCmdAgentHook(IntegrationTest):
    """[IT-27] agent-hook claude: findings stop, silence goes on, the end of a turn is stopped once."""

    verifies = DesignAgents
    test_file = "tests/cli/test_cmd_agent_hook.py"
    test_functions = "*"


class IntegrationCliCmdAgents(IntegrationTest):
    """[IT-tests.cli.test_cmd_agents] Archhook agents install: files that agents read, with our entries and without, and
    nothing else changed.
    """

    verifies = "D-agent-setup"
    test_file = "tests/cli/test_cmd_agents.py"
    test_functions = "*"


class SystemAgentsMcpServer(SystemTest):
    """[ST-14] archhook mcp asked by the SDK's own client: bounded, paged, never stale."""

    verifies = RequirementQuestions
    test_file = "tests/agents/test_mcp_server.py"
    test_functions = "*"


class SystemAgentsThreeAgents(SystemTest):
    """[ST-15] Three agents work through one ledger and are never on one file at once."""

    verifies = RequirementSideBySide
    test_file = "tests/agents/test_three_agents.py"
    test_functions = "*"


class UnitQueryWhy(UnitTest):
    """[UT-48] Why something is there, as a brute-force search of random ledgers finds it."""

    verifies = DesignQuery
    test_file = "tests/query/test_why.py"
    test_functions = "*"


class UnitRecoveryBesideFolders(UnitTest):
    """[UT-tests.recovery.test_beside_folders] The tests of tests/recovery/test_beside_folders.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_beside_folders.py"
    test_functions = "*"


class UnitRecoveryBetterGroups(UnitTest):
    """[UT-tests.recovery.test_better_groups] The tests of tests/recovery/test_better_groups.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_better_groups.py"
    test_functions = "*"


class UnitRecoveryFamilies(UnitTest):
    """[UT-tests.recovery.test_families] The tests of tests/recovery/test_families.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_families.py"
    test_functions = "*"


class UnitRecoveryGrowth(UnitTest):
    """[UT-tests.recovery.test_growth] How the time grows with files and imports: linear, or n log n."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_growth.py"
    test_functions = "*"


class UnitRecoveryJoining(UnitTest):
    """[UT-tests.recovery.test_joining] The tests of tests/recovery/test_joining.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_joining.py"
    test_functions = "*"


class UnitRecoveryOrdering(UnitTest):
    """[UT-tests.recovery.test_ordering] The tests of tests/recovery/test_ordering.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_ordering.py"
    test_functions = "*"


class UnitRecoveryRecover(UnitTest):
    """[UT-tests.recovery.test_recover] The tests of tests/recovery/test_recover.py."""

    verifies = "D-recovery"
    test_file = "tests/recovery/test_recover.py"
    test_functions = "*"


class UnitRecoveryWrongRecoveries(UnitTest):
    """[UT-tests.recovery.test_wrong_recoveries] Recoveries that are wrong on purpose: the tests of the right one catch
    each of them.
    """

    verifies = "D-recovery"
    test_file = "tests/recovery/test_wrong_recoveries.py"
    test_functions = "*"


class UnitQueryImpact(UnitTest):
    """[UT-49] What a change reaches and which tests it asks for, against the definition."""

    verifies = DesignQuery
    test_file = "tests/query/test_impact.py"
    test_functions = "*"


class UnitQueryImportPicture(UnitTest):
    """[UT-tests.query.test_import_picture] What is declared beside what is real: every import as data, and three styles
    of lines.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_import_picture.py"
    test_functions = "*"


class UnitQueryImportedBy(UnitTest):
    """[UT-tests.query.test_imported_by] Who imports a file, directly and through others."""

    verifies = DesignQuery
    test_file = "tests/query/test_imported_by.py"
    test_functions = "*"


class UnitQueryLoosened(UnitTest):
    """[UT-tests.query.test_loosened] What was loosened since a revision, as lines for an agent at the end of its
    turn.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_loosened.py"
    test_functions = "*"


class UnitQueryDiff(UnitTest):
    """[UT-50] What differs between two ledgers, renumbered ids included."""

    verifies = DesignQuery
    test_file = "tests/query/test_diff.py"
    test_functions = "*"


class UnitQueryExemptionAnswer(UnitTest):
    """[UT-tests.query.test_exemption_answer] The list of exemptions for people: readable at three entries, and at three
    hundred.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_exemption_answer.py"
    test_functions = "*"


class UnitQueryFolderQuestions(UnitTest):
    """[UT-tests.query.test_folder_questions] Questions about a project of which Tasks and Tests name folders."""

    verifies = DesignQuery
    test_file = "tests/query/test_folder_questions.py"
    test_functions = "*"


class UnitQueryHeldTogether(UnitTest):
    """[UT-tests.query.test_held_together] What only several exemptions hold back together, and how many files a pattern
    takes out of the law.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_held_together.py"
    test_functions = "*"


class UnitQueryHoldingBack(UnitTest):
    """[UT-tests.query.test_holding_back] How many findings each exemption holds back, where several of a kind share the
    findings.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_holding_back.py"
    test_functions = "*"


class UnitQueryShow(UnitTest):
    """[UT-51] A node, lists of nodes and neighbourhoods, against the definition."""

    verifies = DesignQuery
    test_file = "tests/query/test_show.py"
    test_functions = "*"


class UnitQuerySubject(UnitTest):
    """[UT-52] What a word on the command line means, and what is proposed where it means nothing."""

    verifies = DesignQuery
    test_file = "tests/query/test_subject.py"
    test_functions = "*"


class UnitQuerySymbolNames(UnitTest):
    """[UT-tests.query.test_symbol_names] What a name without a file means, and which class or function a line belongs
    to.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_symbol_names.py"
    test_functions = "*"


class UnitQueryWhatif(UnitTest):
    """[UT-tests.query.test_whatif] What is pulled in, by a slow search; what changes, and which findings come and go,
    by tables.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_whatif.py"
    test_functions = "*"


class UnitQueryPicture(UnitTest):
    """[UT-53] Mermaid and DOT with hostile names; Graphviz reads what is meant."""

    verifies = DesignQuery
    test_file = "tests/query/test_picture.py"
    test_functions = "*"


class UnitQueryPytestPlugins(UnitTest):
    """[UT-tests.query.test_pytest_plugins] The plug-ins that a project's settings name for pytest."""

    verifies = DesignQuery
    test_file = "tests/query/test_pytest_plugins.py"
    test_functions = "*"


class UnitQueryReachingIsSound(UnitTest):
    """[UT-tests.query.test_reaching_is_sound] Tests whose run loads a file are among those told."""

    verifies = DesignQuery
    test_file = "tests/query/test_reaching_is_sound.py"
    test_functions = "*"


class UnitQueryReaching(UnitTest):
    """[UT-tests.query.test_reaching_tests] Which tests run a file, by what they import; what the statements do not say
    is told.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_reaching_tests.py"
    test_functions = "*"


class IntegrationQueryHtmlInBrowser(IntegrationTest):
    """[IT-28] The report in a real browser: drawn, walked by keyboard, closed to hostile text, light at 5,000 nodes."""

    verifies = DesignQuery
    test_file = "tests/query/test_html_in_browser.py"
    test_functions = "*"


class SystemCliQuestion(SystemTest):
    """[ST-16] why, impact, show, list, diff, graph and report in real repositories."""

    verifies = RequirementQuestions
    test_file = "tests/cli/test_question.py"
    test_functions = "*"


class UnitSystemWheel(UnitTest):
    """[UT-54] The wheel holds the report's parts and every other file that the package reads."""

    verifies = DesignReport
    test_file = "tests/system/test_wheel.py"
    test_functions = "*"


class IntegrationCliProgress(IntegrationTest):
    """[IT-29] A long check shows on a terminal how far it is, and nowhere else anything."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_progress.py"
    test_functions = "*"


class UnitLedgerPieces(UnitTest):
    """[UT-55] A ledger that is parsed piece by piece reads as the whole."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_pieces.py"
    test_functions = "*"


class UnitInventoryIgnores(UnitTest):
    """[UT-56] What is an inline ignore, where it stands, and what only looks like one."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_ignores.py"
    test_functions = "*"


class UnitInventoryImportKinds(UnitTest):
    """[UT-tests.inventory.test_import_kinds] When the imports of a file take place, and which names they bind in it."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_import_kinds.py"
    test_functions = "*"


class UnitProjectBaseline(UnitTest):
    """[UT-57] The baseline's file is read, written, pruned and grown without losing a line of the user's."""

    verifies = DesignExemptions
    test_file = "tests/project/test_baseline.py"
    test_functions = "*"


class IntegrationCliCmdReady(IntegrationTest):
    """[IT-46] `ready`, `brief` and `prime` in real repositories."""

    verifies = DesignAgents
    test_file = "tests/cli/test_cmd_ready.py"
    test_functions = "*"


class IntegrationCliCmdSplit(IntegrationTest):
    """[IT-tests.cli.test_cmd_split] Archhook split in real repositories."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_cmd_split.py"
    test_functions = "*"


class IntegrationCliCmdBaseline(IntegrationTest):
    """[IT-30] `archhook baseline` freezes, prunes, grows for a reason, and refuses in hooks and CI."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_cmd_baseline.py"
    test_functions = "*"


class IntegrationCliAgentTool(IntegrationTest):
    """[IT-tests.cli.test_agent_tool] Before a tool: commits are judged as they would be made, ways past the gates
    refused, claimed files kept.
    """

    verifies = "D-10"
    test_file = "tests/cli/test_agent_tool.py"
    test_functions = "*"


class IntegrationCliAgentTurn(IntegrationTest):
    """[IT-tests.cli.test_agent_turn] What an agent is told at the beginning, after an edit, and at the end of its turn;
    sequences on one repository.
    """

    verifies = "D-10"
    test_file = "tests/cli/test_agent_turn.py"
    test_functions = "*"


class IntegrationCliAgentsEndToEnd(IntegrationTest):
    """[IT-tests.cli.test_agents_end_to_end] What archhook agents install writes, started as each agent starts it, with
    the payloads that each documents.
    """

    verifies = DesignAgentSetup
    test_file = "tests/cli/test_agents_end_to_end.py"
    test_functions = "*"


class IntegrationCliCheckPaths(IntegrationTest):
    """[IT-49] The tests of tests/cli/test_check_paths.py."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_check_paths.py"
    test_functions = "*"


class IntegrationCliClaimedCommit(IntegrationTest):
    """[IT-tests.cli.test_claimed_commit] Commits of what somebody else has claimed, by real git with real hooks; each
    test is a sequence on one repository.
    """

    verifies = DesignCommandLine
    test_file = "tests/cli/test_claimed_commit.py"
    test_functions = "*"


class IntegrationCliCmdImpact(IntegrationTest):
    """[IT-tests.cli.test_cmd_impact] `archhook impact` prints tests as pytest takes them."""

    verifies = DesignQuery
    test_file = "tests/cli/test_cmd_impact.py"
    test_functions = "*"


class IntegrationCliCmdInitNext(IntegrationTest):
    """[IT-tests.cli.test_cmd_init_next] The steps that archhook init prints as the next ones, typed as they stand, with
    git and pre-commit themselves.
    """

    verifies = "D-10"
    test_file = "tests/cli/test_cmd_init_next.py"
    test_functions = "*"


class UnitReportMachineFormats(UnitTest):
    """[UT-58] SARIF is valid, annotations cannot be forged, JUnit is XML, whatever names and messages hold."""

    verifies = DesignReport
    test_file = "tests/report/test_machine_formats.py"
    test_functions = "*"


class IntegrationCliMachineFormats(IntegrationTest):
    """[IT-31] The command writes the machine formats, and annotations by itself under GitHub Actions."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_machine_formats.py"
    test_functions = "*"


class UnitLawsExplained(UnitTest):
    """[UT-59] Every law's broken example breaks it alone, and the kept one keeps all."""

    verifies = DesignLaws
    test_file = "tests/laws/test_explained.py"
    test_functions = "*"


class UnitLawsFolders(UnitTest):
    """[UT-tests.laws.test_folders] What the laws say of Tasks and Tests that name folders."""

    verifies = DesignLaws
    test_file = "tests/laws/test_folders.py"
    test_functions = "*"


class UnitLawsHollow(UnitTest):
    """[UT-tests.laws.test_hollow] TST509: one for each declared test that cannot fail, at the first Test that declares
    it.
    """

    verifies = DesignLaws
    test_file = "tests/laws/test_hollow.py"
    test_functions = "*"


class UnitLawsImportLaws(UnitTest):
    """[UT-tests.laws.test_import_laws] The laws of imports on small projects: what is broken, and what is kept."""

    verifies = DesignLaws
    test_file = "tests/laws/test_import_laws.py"
    test_functions = "*"


class IntegrationCliExamples(IntegrationTest):
    """[IT-32] The examples of --help work as they are printed."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_examples.py"
    test_functions = "*"


class IntegrationCliFailureDocument(IntegrationTest):
    """[IT-50] What could not be judged is told in the format that was asked for: one document, whatever went wrong."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_failure_document.py"
    test_functions = "*"


class IntegrationCliIdentity(IntegrationTest):
    """[IT-43] Every answer about a snapshot says which one it is about, in the words of the verdict."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_identity.py"
    test_functions = "*"


class UnitAuthorNodeSource(UnitTest):
    """[UT-60] What is written is what the real ruff format leaves, at any line length and with either quote."""

    verifies = DesignAuthor
    test_file = "tests/author/test_node_source.py"
    test_functions = "*"


class UnitAdoptCoarseNodes(UnitTest):
    """[UT-tests.adopt.test_coarse_nodes] A first ledger of files, or of folders where they are one Design's."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_coarse_nodes.py"
    test_functions = "*"


class UnitAdoptDesignWords(UnitTest):
    """[UT-tests.adopt.test_design_words] The tests of tests/adopt/test_design_words.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_design_words.py"
    test_functions = "*"


class UnitAdoptFirstBaseline(UnitTest):
    """[UT-tests.adopt.test_first_baseline] What a first baseline holds, and why."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_first_baseline.py"
    test_functions = "*"


class UnitAdoptProjectMetadata(UnitTest):
    """[UT-62] What the metadata, a README and a docstring say of a project."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_project_metadata.py"
    test_functions = "*"


class UnitAdoptPurpose(UnitTest):
    """[UT-tests.adopt.test_purpose] The tests of tests/adopt/test_purpose.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_purpose.py"
    test_functions = "*"


class UnitAdoptReadmePromises(UnitTest):
    """[UT-tests.adopt.test_readme_promises] The list in which a README tells what the project offers."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_readme_promises.py"
    test_functions = "*"


class UnitAdoptRepository(UnitTest):
    """[UT-tests.adopt.test_repository] What a project is called."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_repository.py"
    test_functions = "*"


class UnitAdoptSetupCall(UnitTest):
    """[UT-tests.adopt.test_setup_call] The tests of tests/adopt/test_setup_call.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_setup_call.py"
    test_functions = "*"


class UnitAuthorStyle(UnitTest):
    """[UT-84] What ruff, black and pre-commit are told decides how a ledger is written."""

    verifies = DesignAuthor
    test_file = "tests/author/test_style.py"
    test_functions = "*"


class UnitAuthorVerifies(UnitTest):
    """[UT-128] Whom a test is about: the same rules where `init` plans and where `sync` writes a new Test."""

    verifies = DesignAuthor
    test_file = "tests/author/test_verifies.py"
    test_functions = "*"


class UnitAdoptFirstLedger(UnitTest):
    """[UT-63] Exclusions, test patterns, source roots, real imports, levels, and what a test verifies."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_first_ledger.py"
    test_functions = "*"


class UnitAdoptGoals(UnitTest):
    """[UT-tests.adopt.test_goals] The tests of tests/adopt/test_goals.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_goals.py"
    test_functions = "*"


class UnitAdoptGroupsAround(UnitTest):
    """[UT-tests.adopt.test_groups_around] The tests of tests/adopt/test_groups_around.py."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_groups_around.py"
    test_functions = "*"


class UnitAdoptHoldingTests(UnitTest):
    """[UT-133] Code of the product that is named like a test: governed, or at least named."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_holding_tests.py"
    test_functions = "*"


class IntegrationAdoptInitRun(IntegrationTest):
    """[IT-33] Projects of every shape, and random trees, are adopted and hold at once."""

    verifies = DesignAdopt
    test_file = "tests/adopt/test_init_run.py"
    test_functions = "*"


class IntegrationRecoveryAdoptedGroups(IntegrationTest):
    """[IT-tests.recovery.test_adopted_groups] What is recovered from real imports holds when it is judged."""

    verifies = DesignRecovery
    test_file = "tests/recovery/test_adopted_groups.py"
    test_functions = "*"


class SystemCliCmdInit(SystemTest):
    """[ST-17] archhook init from argv to exit code: what it says, what it refuses, what comes next."""

    verifies = RequirementAdoption
    test_file = "tests/cli/test_cmd_init.py"
    test_functions = "*"


class UnitModelUnits(UnitTest):
    """[UT-64] Each unit converts into that of its field, and no other does."""

    verifies = DesignModel
    test_file = "tests/model/test_units.py"
    test_functions = "*"


class UnitProjectMeasured(UnitTest):
    """[UT-65] measured.toml says where it is wrong, and is written as it is read."""

    verifies = DesignProject
    test_file = "tests/project/test_measured.py"
    test_functions = "*"


class UnitModelStatistics(UnitTest):
    """[UT-66] Percentiles are by nearest rank, by hand and by counting."""

    verifies = DesignModel
    test_file = "tests/model/test_statistics.py"
    test_functions = "*"


class UnitProjectMeasureMapping(UnitTest):
    """[UT-67] A row of the mapping is read, or refused with its place."""

    verifies = DesignProject
    test_file = "tests/project/test_measure_mapping.py"
    test_functions = "*"


class IntegrationMeasureToolFiles(IntegrationTest):
    """[IT-34] Figures come out of files that the tools themselves wrote."""

    verifies = DesignMeasure
    test_file = "tests/measure/test_tool_files.py"
    test_functions = "*"


class IntegrationMeasureTimedCommand(IntegrationTest):
    """[IT-35] A command is run, and what the system says of it is taken."""

    verifies = DesignMeasure
    test_file = "tests/measure/test_timed_command.py"
    test_functions = "*"


class IntegrationCliCmdMeasure(IntegrationTest):
    """[IT-36] archhook measure writes whole files or none."""

    verifies = DesignMeasure
    test_file = "tests/cli/test_cmd_measure.py"
    test_functions = "*"


class IntegrationCliCmdMove(IntegrationTest):
    """[IT-tests.cli.test_cmd_move] The tests of tests/cli/test_cmd_move.py."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_cmd_move.py"
    test_functions = "*"


class IntegrationCliCmdMoveFolders(IntegrationTest):
    """[IT-tests.cli.test_cmd_move_folders] Archhook move where Tasks and Tests declare folders."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_cmd_move_folders.py"
    test_functions = "*"


class IntegrationCliCmdBudget(IntegrationTest):
    """[IT-37] archhook budget as text, JSON and bars."""

    verifies = DesignMeasure
    test_file = "tests/cli/test_cmd_budget.py"
    test_functions = "*"


class SystemAcceptanceChat(SystemTest):
    """[ST-18] A project with real figures holds, and what breaks it is told."""

    verifies = RequirementBudgets
    test_file = "tests/acceptance/test_chat.py"
    test_functions = "*"


class UnitGraphRollUp(UnitTest):
    """[UT-68] The roll-up of figures is that of trying everything, on graphs of every shape."""

    verifies = DesignResources
    test_file = "tests/graph/test_roll_up.py"
    test_functions = "*"


class UnitGraphTotals(UnitTest):
    """[UT-69] Figures are added and multiplied as the decimals that were written."""

    verifies = DesignResources
    test_file = "tests/graph/test_totals.py"
    test_functions = "*"


class SystemLawsResources(SystemTest):
    """[ST-19] RES601 to RES605 against figures worked out by hand."""

    verifies = RequirementBudgets
    test_file = "tests/laws/test_resources.py"
    test_functions = "*"


class UnitAuthorChangedLines(UnitTest):
    """[UT-tests.author.test_changed_lines] Which lines differ between two versions: what is told makes one of the
    other, and costs no more than both have.
    """

    verifies = DesignAuthor
    test_file = "tests/author/test_changed_lines.py"
    test_functions = "*"


class UnitAuthorClassEdits(UnitTest):
    """[UT-70] Lists, constructors and class bodies after an edit, to the byte."""

    verifies = DesignAuthor
    test_file = "tests/author/test_class_edits.py"
    test_functions = "*"


class UnitAuthorEveryByte(UnitTest):
    """[UT-71] In generated ledgers of all three forms every byte that an edit does not concern stays."""

    verifies = DesignAuthor
    test_file = "tests/author/test_every_byte.py"
    test_functions = "*"


class UnitAuthorFileTitles(UnitTest):
    """[UT-tests.author.test_file_titles] The tests of tests/author/test_file_titles.py."""

    verifies = DesignAuthor
    test_file = "tests/author/test_file_titles.py"
    test_functions = "*"


class UnitAuthorFirstOfAKind(UnitTest):
    """[UT-129] The first Task and the first Test of each level."""

    verifies = DesignAuthor
    test_file = "tests/author/test_first_of_a_kind.py"
    test_functions = "*"


class UnitAuthorGroupNames(UnitTest):
    """[UT-tests.author.test_group_names] One noun for files that belong together."""

    verifies = DesignAuthor
    test_file = "tests/author/test_group_names.py"
    test_functions = "*"


class UnitAuthorLeafFolders(UnitTest):
    """[UT-tests.author.test_leaf_folders] Which folders one node can declare."""

    verifies = DesignAuthor
    test_file = "tests/author/test_leaf_folders.py"
    test_functions = "*"


class UnitAuthorImportOrder(UnitTest):
    """[UT-tests.author.test_import_order] New import statements, and new names in those that are there: ruff's isort
    finds nothing to sort.
    """

    verifies = DesignAuthor
    test_file = "tests/author/test_import_order.py"
    test_functions = "*"


class UnitAuthorLastStatements(UnitTest):
    """[UT-tests.author.test_last_statements] What stands last once the last statements of a module are taken out ends
    it.
    """

    verifies = DesignAuthor
    test_file = "tests/author/test_last_statements.py"
    test_functions = "*"


class UnitAuthorLinkEdits(UnitTest):
    """[UT-tests.author.test_link_edits] The tests of tests/author/test_link_edits.py."""

    verifies = DesignAuthor
    test_file = "tests/author/test_link_edits.py"
    test_functions = "*"


class UnitAuthorMentions(UnitTest):
    """[UT-72] Lists handed to the validation, imports and `__all__` go along."""

    verifies = DesignAuthor
    test_file = "tests/author/test_mentions.py"
    test_functions = "*"


class UnitAuthorNewDesignSource(UnitTest):
    """[UT-tests.author.test_new_design_source] A new Design is written in the form of the one beside it, with the
    limits that it is given.
    """

    verifies = DesignAuthor
    test_file = "tests/author/test_new_design_source.py"
    test_functions = "*"


class UnitAuthorNodeNames(UnitTest):
    """[UT-tests.author.test_node_names] What new nodes are called."""

    verifies = DesignAuthor
    test_file = "tests/author/test_node_names.py"
    test_functions = "*"


class UnitAuthorOwnBases(UnitTest):
    """[UT-135] Nodes below a ledger's own base classes, whose constructors hand on what they take."""

    verifies = DesignAuthor
    test_file = "tests/author/test_own_bases.py"
    test_functions = "*"


class UnitAuthorProse(UnitTest):
    """[UT-tests.author.test_prose] Titles and paragraphs in plain words, from docstrings and READMEs as they are
    written.
    """

    verifies = DesignAuthor
    test_file = "tests/author/test_prose.py"
    test_functions = "*"


class UnitAuthorReferences(UnitTest):
    """[UT-tests.author.test_references] What goes into `requires`: how it is written, and where."""

    verifies = DesignAuthor
    test_file = "tests/author/test_references.py"
    test_functions = "*"


class UnitSyncPatch(UnitTest):
    """[UT-tests.sync.test_patch] A patch of two versions of a file is one that git applies to the first, and gives the
    second.
    """

    verifies = DesignSync
    test_file = "tests/sync/test_patch.py"
    test_functions = "*"


class UnitSyncRenumber(UnitTest):
    """[UT-73] Of nodes that share an id the newer one moves, with all that means it."""

    verifies = DesignSync
    test_file = "tests/sync/test_renumber.py"
    test_functions = "*"


class UnitSyncSyncReport(UnitTest):
    """[UT-132] What sync says of what it leaves to a person."""

    verifies = DesignSync
    test_file = "tests/sync/test_sync_report.py"
    test_functions = "*"


class UnitSyncUnstaged(UnitTest):
    """[UT-tests.sync.test_unstaged] Whether the work tree's ledger would mend what is wrong in the index."""

    verifies = DesignSync
    test_file = "tests/sync/test_unstaged.py"
    test_functions = "*"


class IntegrationCliCmdSync(IntegrationTest):
    """[IT-38] The command in real repositories: what it writes, says and leaves."""

    verifies = DesignSync
    test_file = "tests/cli/test_cmd_sync.py"
    test_functions = "*"


class IntegrationCliCmdWhatif(IntegrationTest):
    """[IT-tests.cli.test_cmd_whatif] The cascade of a Design, and of an edited ledger, as it is printed."""

    verifies = DesignCommandLine
    test_file = "tests/cli/test_cmd_whatif.py"
    test_functions = "*"


class IntegrationCliSyncKept(IntegrationTest):
    """[IT-tests.cli.test_sync_kept] What `archhook sync` leaves as a person has written it, and what it leaves to
    one.
    """

    verifies = DesignSync
    test_file = "tests/cli/test_sync_kept.py"
    test_functions = "*"


class IntegrationTrialsEdgesOfGrimp(IntegrationTest):
    """[IT-tests.trials.test_edges_of_grimp] The edges between files are those that grimp finds, or there is a
    reason.
    """

    verifies = DesignInventory
    test_file = "tests/trials/test_edges_of_grimp.py"
    test_functions = "*"


class IntegrationTrialsMergedPairs(IntegrationTest):
    """[IT-tests.trials.test_merged_pairs] What is said of pairs of branches, made up or of a history, is what a check
    of their real merge says.
    """

    verifies = DesignCheck
    test_file = "tests/trials/test_merged_pairs.py"
    test_functions = "*"


class IntegrationTrialsRecoveredDesigns(IntegrationTest):
    """[IT-tests.trials.test_recovered_designs] The tests of tests/trials/test_recovered_designs.py."""

    verifies = "D-recovery"
    test_file = "tests/trials/test_recovered_designs.py"
    test_functions = "*"


class IntegrationTrialsTrials(IntegrationTest):
    """[IT-39] Histories with a sync after each commit stay in order, and synced branches merge."""

    verifies = DesignAdopt
    test_file = "tests/trials/test_trials.py"
    test_functions = "*"


class UnitCliCmdMeasureOdd(UnitTest):
    """[UT-74] What is measured stays whole where files are odd and others measure at the same time."""

    verifies = DesignMeasure
    test_file = "tests/cli/test_cmd_measure_odd.py"
    test_functions = "*"


class UnitQueryBudgetText(UnitTest):
    """[UT-75] At a narrow terminal no figure and no finding is cut off."""

    verifies = DesignQuery
    test_file = "tests/query/test_budget_text.py"
    test_functions = "*"


class UnitQueryDependence(UnitTest):
    """[UT-tests.query.test_dependence] Why one Design depends on another: by declared links and by imports, directly
    and through others.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_dependence.py"
    test_functions = "*"


class UnitQueryDesignImports(UnitTest):
    """[UT-tests.query.test_design_imports] What leads from each Design to each other one: declared, imported by kind,
    owed.
    """

    verifies = DesignQuery
    test_file = "tests/query/test_design_imports.py"
    test_functions = "*"


class UnitQueryDesignsInBrowser(UnitTest):
    """[UT-tests.query.test_designs_in_browser] The first view of the report in a real browser."""

    verifies = DesignLedger
    test_file = "tests/query/test_designs_in_browser.py"
    test_functions = "*"


class AcceptanceCliCmdSync(UserAcceptanceTest):
    """[UAT-8] The code goes on, and the ledger follows without a hand."""

    verifies = IntentBearable
    test_file = "tests/cli/test_cmd_sync.py"
    test_functions = "*"


class AcceptanceAgentsThreeAgents(UserAcceptanceTest):
    """[UAT-9] Three agents ask, claim and work through one ledger."""

    verifies = IntentAnswers
    test_file = "tests/agents/test_three_agents.py"
    test_functions = "*"


class SystemLoosened(SystemTest):
    """[ST-tests.acceptance.test_loosened] Each way to loosen the law is committed for real, and listed as new."""

    verifies = RequirementExemptions
    test_file = "tests/acceptance/test_loosened.py"
    test_functions = "*"


class SystemCliCmdBaseline(SystemTest):
    """[ST-20] What is frozen is counted, what is new fails, what is gone is found out."""

    verifies = RequirementExemptions
    test_file = "tests/cli/test_cmd_baseline.py"
    test_functions = "*"


class UnitProjectBaseline2(UnitTest):
    """[UT-76] The file is read, written, pruned and grown without losing a line of the user's."""

    verifies = DesignExemptions
    test_file = "tests/project/test_baseline.py"
    test_functions = "*"


class UnitExemptionsDisarmed(UnitTest):
    """[UT-tests.exemptions.test_disarmed_tests] Tests that stand where they stood, and cannot fail, are skipped, or
    check less: each way to disarm one is told.
    """

    verifies = DesignWeaker
    test_file = "tests/exemptions/test_disarmed_tests.py"
    test_functions = "*"


class UnitExemptionsEasedSettings(UnitTest):
    """[UT-tests.exemptions.test_eased_settings] Which settings are less strict than they were, and are no
    exemptions.
    """

    verifies = DesignWeaker
    test_file = "tests/exemptions/test_eased_settings.py"
    test_functions = "*"


class UnitExemptionsExemption(UnitTest):
    """[UT-tests.exemptions.test_exemption] Which exemptions are new or wider, kind by kind."""

    verifies = DesignExemptionList
    test_file = "tests/exemptions/test_exemption.py"
    test_functions = "*"


class UnitExemptionsGateExemptions(UnitTest):
    """[UT-tests.exemptions.test_gate_exemptions] What became of the gates that an older configuration of pre-commit
    runs.
    """

    verifies = DesignExemptionList
    test_file = "tests/exemptions/test_gate_exemptions.py"
    test_functions = "*"


class UnitExemptionsGateHooks(UnitTest):
    """[UT-tests.exemptions.test_gate_hooks] Which gates a configuration of pre-commit runs."""

    verifies = DesignExemptionList
    test_file = "tests/exemptions/test_gate_hooks.py"
    test_functions = "*"


class IntegrationExemptionsRefactoredAndWeaker(IntegrationTest):
    """[IT-tests.exemptions.test_refactored_and_weaker] The commands that refactor a ledger loosen nothing, or what they
    loosen is told: between real commits.
    """

    verifies = DesignWeaker
    test_file = "tests/exemptions/test_refactored_and_weaker.py"
    test_functions = "*"


class UnitExemptionsWeaker(UnitTest):
    """[UT-tests.exemptions.test_weaker] What makes the law weaker: the limits of Designs, links and settings, in
    ledgers that are read; against silence.
    """

    verifies = DesignWeaker
    test_file = "tests/exemptions/test_weaker.py"
    test_functions = "*"


class UnitExemptionsWeaker2(UnitTest):
    """[UT-tests.exemptions.test_weaker_tests] Which tests say less, no longer count, or count for more: between two
    versions of test files and of their Tests.
    """

    verifies = DesignWeaker
    test_file = "tests/exemptions/test_weaker_tests.py"
    test_functions = "*"


class IntegrationExemptionsExemptionList(IntegrationTest):
    """[IT-tests.exemptions.test_exemption_list] The exemptions of a ledger that is read, with places and reasons."""

    verifies = DesignExemptionList
    test_file = "tests/exemptions/test_exemption_list.py"
    test_functions = "*"


class UnitInventorySourceText(UnitTest):
    """[UT-tests.test_columns] Columns for people, of places that are given in bytes."""

    verifies = DesignInventory
    test_file = "tests/inventory/test_source_text.py"
    test_functions = "*"


class IntegrationCliCmdBaseline2(IntegrationTest):
    """[IT-40] The command freezes, prunes, grows for a reason, and refuses in hooks and CI."""

    verifies = DesignExemptions
    test_file = "tests/cli/test_cmd_baseline.py"
    test_functions = "*"


class IntegrationLawsResources(IntegrationTest):
    """[IT-41] The laws of resources on whole sets of facts."""

    verifies = DesignResources
    test_file = "tests/laws/test_resources.py"
    test_functions = "*"


class IntegrationCliQuestion(IntegrationTest):
    """[IT-42] The questions in real repositories."""

    verifies = DesignQuery
    test_file = "tests/cli/test_question.py"
    test_functions = "*"


class IntegrationCliQuestionSnapshots(IntegrationTest):
    """[IT-tests.cli.test_question_snapshots] Which snapshot a question is about, and how little of it is read."""

    verifies = DesignQuery
    test_file = "tests/cli/test_question_snapshots.py"
    test_functions = "*"


class UnitQueryHtmlPage(UnitTest):
    """[UT-78] The report: what it holds, that nothing in a ledger can leave the data."""

    verifies = DesignQuery
    test_file = "tests/query/test_html_page.py"
    test_functions = "*"


class UnitLawsBudgets(UnitTest):
    """[UT-86] RES603 to RES605 against figures that were worked out by hand: they stand beside each case."""

    verifies = DesignResources
    test_file = "tests/laws/test_budgets.py"
    test_functions = "*"


class UnitLedgerBounds(UnitTest):
    """[UT-tests.ledger.test_bounds] Expressions that could grow."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_bounds.py"
    test_functions = "*"


class UnitLedgerDigits(UnitTest):
    """[UT-85] How many digits the environment lets a number have changes nothing in a ledger or a configuration."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_digits.py"
    test_functions = "*"


class UnitLedgerChangedStatements(UnitTest):
    """[UT-90] A statement read by itself gives the node that the whole reader gives, or is left to that."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_changed_statements.py"
    test_functions = "*"


class UnitLedgerSyntax(UnitTest):
    """[UT-91] What replaces functions of `ast` does what they do."""

    verifies = DesignLedger
    test_file = "tests/ledger/test_syntax.py"
    test_functions = "*"


class UnitAuthorListsOfNodes(UnitTest):
    """[UT-136] New nodes in ledgers that say which nodes are in force."""

    verifies = DesignAuthor
    test_file = "tests/author/test_lists_of_nodes.py"
    test_functions = "*"


class UnitSyncResolveAnyTwoVersions(UnitTest):
    """[UT-121] Any two versions of any ledger, merged by git and resolved."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_any_two_versions.py"
    test_functions = "*"


class UnitSyncResolveUnconflicted(UnitTest):
    """[UT-134] Conflicts of one module beside modules that git has merged without one."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_unconflicted.py"
    test_functions = "*"


class UnitSyncResolveUnconflictedLeft(UnitTest):
    """[UT-tests.sync.resolve.test_unconflicted_left] What `--resolve` leaves in modules without a conflict is said."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_unconflicted_left.py"
    test_functions = "*"


class UnitSyncResolveConflictMarkers(UnitTest):
    """[UT-122] Conflict markers, and what each side has between them."""

    verifies = DesignSync
    test_file = "tests/sync/resolve/test_conflict_markers.py"
    test_functions = "*"


class UnitLawsEveryFix(UnitTest):
    """[UT-125] Every fix carried out: what a finding says to do makes it go away."""

    verifies = DesignLaws
    test_file = "tests/laws/test_every_fix.py"
    test_functions = "*"


class UnitLawsCollected(UnitTest):
    """[UT-127] TST502 to TST504 under pytest's settings, and where one function is run as several tests."""

    verifies = DesignLaws
    test_file = "tests/laws/test_collected.py"
    test_functions = "*"


class UnitAtomic(UnitTest):
    """[UT-77] A file is put in the place of another at once, or the old one stays."""

    verifies = DesignModel
    test_file = "tests/test_atomic.py"
    test_functions = "*"


class UnitModelDeclaring(UnitTest):
    """[UT-tests.model.test_declaring] The tests of tests/model/test_declaring.py."""

    verifies = DesignModel
    test_file = "tests/model/test_declaring.py"
    test_functions = "*"


class UnitModelFindings(UnitTest):
    """[UT-79] Exit codes and counts follow from findings."""

    verifies = DesignModel
    test_file = "tests/model/test_findings.py"
    test_functions = "*"


class UnitProjectIni(UnitTest):
    """[UT-95] Ini files are read as pytest's own parser reads them."""

    verifies = DesignProject
    test_file = "tests/project/test_ini.py"
    test_functions = "*"


class UnitProjectKeyPlaces(UnitTest):
    """[UT-tests.project.test_key_places] Where keys and items stand, and which comment is the reason."""

    verifies = DesignProject
    test_file = "tests/project/test_key_places.py"
    test_functions = "*"


# ---------------------------------------------------------------------------------------------------------------------
# The work: each file, and every class, function and global in it
# ---------------------------------------------------------------------------------------------------------------------


class TaskPackage(Task):
    """[T-1] archhook: executable architecture, checked at every commit."""

    implements = DesignLive
    file_path = "archhook/__init__.py"
    globals = ["TYPE_CHECKING"]


class TaskModelConfig(Task):
    """[T-2] `[tool.archhook]` and `archhook.toml`: what a project may set, and its defaults."""

    implements = DesignModel
    file_path = "archhook/model/config.py"
    classes = ["Config", "Pytest"]
    globals = [
        "CLAIMS",
        "COARSE",
        "CONFIG_FILES",
        "LAWS",
        "PYTEST_FILES",
        "REFUSE",
        "SYMBOLS",
        "TYPE_CHECKING",
        "WORDS",
    ]


class TaskArchhookModelDeclaring(Task):
    """[T-archhook.model.declaring] Who declares a path: the nodes that name it, else those that name the longest folder
    around it.
    """

    implements = DesignModel
    file_path = "archhook/model/declaring.py"
    functions = [
        "declarers_of",
        "detail_of",
        "finest",
        "folders_above",
        "own_detail",
        "paths_below",
    ]
    globals = ["Declarers", "NOBODY", "SIDES", "TYPE_CHECKING"]


class TaskErrors(Task):
    """[T-3] The ways in which archhook gives up: what happened, where, and what to do."""

    implements = DesignModel
    file_path = "archhook/errors.py"
    classes = [
        "ArchhookError",
        "ConfigError",
        "GitError",
        "NoLedgerError",
        "UsageError",
    ]


class TaskAtomic(Task):
    """[T-4] A file put in the place of another at once."""

    implements = DesignModel
    file_path = "archhook/atomic.py"
    functions = [
        "_runs",
        "first_link",
        "left_beside",
        "open_regular",
        "refuse_beyond_link",
        "replace_file",
        "written_beside",
    ]
    globals = ["TEMPORARY", "TYPE_CHECKING"]


class TaskModelFindings(Task):
    """[T-228] What is found: breaches, the findings that report them, what is frozen of them, and the verdict."""

    implements = DesignModel
    file_path = "archhook/model/findings.py"
    classes = ["Baseline", "Breach", "Finding", "Frozen", "Verdict", "Work"]
    functions = ["causes", "import_anchor", "key_of", "statements"]
    globals = ["BETWEEN_FILES", "Key", "LEDGER_FIRST", "NEVER", "PLACEHOLDERS", "TYPE_CHECKING"]


class TaskProjectIni(Task):
    """[T-244] The ini files of Python tools (pytest, tox) as they are read there, with the line of each value."""

    implements = DesignProject
    file_path = "archhook/project/ini.py"
    classes = ["Value"]
    functions = ["_header", "_pair", "_text", "parse"]
    globals = ["COMMENTS", "TYPE_CHECKING"]


class TaskArchhookProjectKeyPlaces(Task):
    """[T-archhook.project.key_places] Where the keys of a configuration stand, and the items of their lists, each with
    the comment that gives a reason.
    """

    implements = DesignProject
    file_path = "archhook/project/key_places.py"
    classes = ["KeyPlaces"]
    functions = ["_comment", "_depth", "_strings"]
    globals = ["TYPE_CHECKING", "_CLOSING", "_OPENING"]


class TaskModelNodes(Task):
    """[T-5] The nodes of an architecture as frozen data, and the words that every part of archhook shares."""

    implements = DesignModel
    file_path = "archhook/model/nodes.py"
    classes = [
        "Declared",
        "FileFact",
        "FileInventory",
        "Ignore",
        "Import",
        "Link",
        "Mark",
        "Measurement",
        "Node",
        "ParseError",
        "Place",
        "Row",
        "Spot",
        "Symbol",
        "Waiver",
    ]
    functions = ["_within", "in_order", "is_folder", "kind_of", "parts", "sort_key"]
    globals = [
        "IMPORT_KINDS",
        "KINDS",
        "LEVELS",
        "LINKS",
        "PREFIXES",
        "RESOURCE_FIELDS",
        "TEST_CLASS",
        "TYPE_CHECKING",
        "VISIBLE_TO",
        "_RANKS",
    ]


class TaskArchhookModelPairing(Task):
    """[T-archhook.model.pairing] Which nodes of two ledgers are the same, whatever became of their ids."""

    implements = DesignModel
    file_path = "archhook/model/pairing.py"
    functions = ["_by_name", "_name", "paired"]
    globals = ["TYPE_CHECKING"]


class TaskSuggest(Task):
    """[T-6] The known name that somebody most likely meant: for "did you mean"."""

    implements = DesignModel
    file_path = "archhook/suggest.py"
    classes = ["Names", "_Near"]
    functions = ["_akin", "_bits", "_fold", "nearest", "nearest_field", "nearest_id", "propose"]
    globals = ["ENDING", "LAST", "LEAST", "LONGEST", "MOST", "Row", "SHARED", "STEM", "STEPS", "TYPE_CHECKING"]


class TaskGraphReach(Task):
    """[T-archhook.reach] What lies below each of many nodes, as sets of bits that are worked out from the bottom up."""

    implements = DesignGraph
    file_path = "archhook/graph/reach.py"
    classes = ["Reach", "TasksBelow", "Unreached"]
    functions = ["components", "downward", "peel", "shortest_circle"]
    globals = ["Key", "TYPE_CHECKING", "_TRUTH"]


class TaskProjectPytestSettings(Task):
    """[T-247] Reads what pytest is told of what a test is, from the file that pytest 9 itself would take."""

    implements = DesignProject
    file_path = "archhook/project/pytest_settings.py"
    classes = ["Settings"]
    functions = ["_ini", "_inner", "_settings", "_split", "_toml", "pytest_of", "settings"]
    globals = ["ALWAYS", "FIELDS", "LONGEST", "TYPE_CHECKING", "_PIECE"]


class TaskRecords(Task):
    """[T-7] `NamedTuple` without the import of `typing`."""

    implements = DesignModel
    file_path = "archhook/records.py"
    classes = ["NamedTuple", "_RecordType"]
    functions = ["_constructor"]
    globals = ["TYPE_CHECKING", "_new"]


class TaskGraphTotals(Task):
    """[T-archhook.totals] The fields of ResourceConstraints, and totals of figures in them."""

    implements = DesignResources
    file_path = "archhook/graph/totals.py"
    classes = ["Field", "Part", "Total"]
    functions = ["_digits", "made_of", "nearest_float", "number", "scaled", "times", "total"]
    globals = [
        "ESTIMATED",
        "FIELDS",
        "LARGEST",
        "LEAST",
        "MEASURED",
        "MOST",
        "PARTS_SHOWN",
        "PATH",
        "PATH_FIELDS",
        "PROMISES",
        "PROMISE_FIELDS",
        "SCALE",
        "SUM",
        "TYPE_CHECKING",
        "VALUE",
        "_OTHERS",
    ]


class TaskCacheCache(Task):
    """[T-8] The store: bytes under keys between runs. Whatever goes wrong with it is a miss, in bounded time."""

    implements = DesignCache
    file_path = "archhook/cache/cache.py"
    classes = ["Store"]
    functions = ["_status", "seal", "unseal", "usable"]
    globals = [
        "BESIDE",
        "DATABASE",
        "LARGEST",
        "LARGEST_FILE",
        "LONGEST",
        "MAKING",
        "PATIENCE",
        "SCHEMA",
        "SCHEMA_ROW",
        "SIZE_LIMIT",
        "SPILL",
        "TYPE_CHECKING",
        "_AT_ONCE",
        "_INSERT",
        "_LENGTH",
        "_RAW",
    ]


class TaskCacheDisk(Task):
    """[T-9] diskcache, opened so that it can only ever hold strings as keys and bytes as values."""

    implements = DesignCache
    file_path = "archhook/cache/disk.py"
    classes = ["BytesDisk"]
    functions = ["make_cache", "open_cache"]
    globals = ["MINIMUM_FILE_SIZE"]


class TaskCacheEncoding(Task):
    """[T-10] Values to bytes and back, and their digests: JSON, because reading a planted or damaged value must
    be harmless.
    """

    implements = DesignCache
    file_path = "archhook/cache/encoding.py"
    classes = ["_Scanner"]
    functions = ["_refuse", "digest", "dumps", "loads", "spread", "written"]
    globals = ["OBJECT", "TYPE_CHECKING", "_encode", "_make_encoder", "_make_scanner", "_scan", "_write"]


class TaskCacheSqlite(Task):
    """[T-11] The interpreter's sqlite module, at half the cost."""

    implements = DesignCache
    file_path = "archhook/cache/sqlite.py"
    functions = ["_stand_in", "sqlite"]
    globals = ["TYPE_CHECKING"]


class TaskCacheTreemap(Task):
    """[T-12] An immutable map kept in a store as small objects, so that a change costs what it changes."""

    implements = DesignCache
    file_path = "archhook/cache/treemap.py"
    classes = ["ObjectLost", "Objects", "TreeMap"]
    functions = ["_entries", "_put_bytes", "_sound", "differing", "expect", "get_object", "put_object"]
    globals = ["Bucket", "EMPTY", "PER_BUCKET", "TYPE_CHECKING"]


class TaskSnapshotBeneath(Task):
    """[T-archhook.change.beneath] Calls about paths below a folder that follow no link."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/beneath.py"
    classes = ["Beneath"]
    functions = ["_open_folder", "_walk"]
    globals = ["Found", "TYPE_CHECKING", "_FOLDER"]


class TaskSnapshotChangeset(Task):
    """[T-13] What differs between a tree and a snapshot: git's raw bytes -> changes, as data."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/changeset.py"
    classes = ["BaseError", "Change", "Entry", "RawChange"]
    functions = [
        "_record",
        "before",
        "decode",
        "encode",
        "is_id",
        "is_null",
        "listed",
        "parse_raw",
        "records",
        "resolved",
        "short_id",
        "short_name",
        "unmerged_error",
    ]
    globals = ["SUBMODULE", "SYMLINK", "TYPE_CHECKING", "_OF_THE_LEDGER", "_SHOWN"]


class TaskSnapshotCommand(Task):
    """[T-14] How git is run: with which environment and options, as a process, and what counts as a failure."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/command.py"
    classes = ["Process"]
    functions = [
        "_quoted",
        "_widen",
        "_write",
        "answer",
        "environment",
        "failure",
        "is_on",
        "overlay",
        "quoted_path",
        "settings",
        "start",
        "with_config",
        "with_objects",
        "without_filters",
    ]
    globals = [
        "OPTIONS",
        "TYPE_CHECKING",
        "_ADDED",
        "_CHUNK",
        "_CONVERSION",
        "_DROPPED",
        "_KEPT_FROM_FETCHING",
        "_NOT_FETCHED",
        "_OFF",
        "_OLD_GIT",
        "_PIPE_BYTES",
        "_SETTINGS",
    ]


class TaskSnapshotConversion(Task):
    """[T-archhook.change.conversion] What `git add` would store of files of the work tree, as far as no filter runs."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/conversion.py"
    classes = ["Cleaning", "Rule"]
    functions = [
        "_ends",
        "_is_doubtful",
        "_stored",
        "_utf",
        "_without_idents",
        "_write",
        "converted",
        "has_text_crlf",
        "recoded",
        "recoded_by_git",
        "rule_of",
    ]
    globals = [
        "ATTRIBUTES",
        "AUTO",
        "Blobs",
        "NOTHING",
        "TEXT",
        "TYPE_CHECKING",
        "_ALIKE",
        "_ATTRIBUTES",
        "_BOMS",
        "_FILE",
        "_HASH",
        "_NEITHER_PRINTED_NOR_SPACE",
        "_OF_A_REPOSITORY",
        "_READ",
    ]


class TaskSnapshotFolder(Task):
    """[T-15] A folder outside git, with the face of a repository: every file below it, as it lies there."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/folder.py"
    classes = ["Folder"]
    globals = ["TYPE_CHECKING", "_SKIPPED"]


class TaskSnapshotGit(Task):
    """[T-16] The repository: what differs from a tree in the index, in the work tree or in a commit, and the
    bytes of blobs.
    """

    implements = DesignSnapshot
    file_path = "archhook/snapshot/git.py"
    classes = ["Opening", "Repo"]
    globals = ["NAME_A_COMMIT", "TYPE_CHECKING", "_CHECKSUM", "_LOOSE", "_NO_REPOSITORY", "_NO_WORK_TREE", "_OPEN"]


class TaskSnapshotGitObjects(Task):
    """[T-18] git's object format, as far as archhook reads it: the ids of blobs, loose objects, the answer of
    `cat-file`.
    """

    implements = DesignSnapshot
    file_path = "archhook/snapshot/git_objects.py"
    functions = [
        "_digest",
        "_known",
        "blob_id",
        "empty_tree",
        "hasher",
        "inflate_blob",
        "missing_object",
        "parse_batch",
    ]
    globals = ["TYPE_CHECKING", "_EMPTY_TREES"]


class TaskSnapshotPending(Task):
    """[T-19] Differences that git is already working on: started first, read last."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/pending.py"
    classes = ["Pending"]
    functions = [
        "_compared",
        "_hashed",
        "_mode",
        "_rehashed",
        "_suspects",
        "index_changes",
        "tree_changes",
        "worktree_changes",
    ]
    globals = ["TYPE_CHECKING", "_CONVERTED", "_INDEX", "_RAW", "_TREE", "_WORKTREE"]


class TaskArchhookSnapshotReplayedIndex(Task):
    """[T-archhook.snapshot.replayed_index] The code of archhook/snapshot/replayed_index.py."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/replayed_index.py"
    functions = ["_git", "_quoted", "_step", "replayed"]
    globals = ["Step"]


class TaskSnapshotWorktree(Task):
    """[T-21] Files as they lie on disk: read once, hashed as git hashes a blob, remembered for whoever asks for
    the bytes.
    """

    implements = DesignSnapshot
    file_path = "archhook/snapshot/worktree.py"
    classes = ["WorkTree"]
    functions = ["_state", "_unreadable"]
    globals = ["TYPE_CHECKING", "_CHUNK", "_FILE", "_GONE", "_KEPT_ALL", "_KEPT_FILE", "_TICK"]


class TaskArchhookInventoryBodyChecks(Task):
    """[T-archhook.inventory.body_checks] What the functions of a test file check and what may skip them, so that two
    versions of a test can be compared.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/body_checks.py"
    classes = ["Body"]
    functions = [
        "_body",
        "_definitions",
        "_marked",
        "_marks_by_name",
        "_scope",
        "_targets",
        "_text",
        "_undone",
        "_words",
        "bodies_of",
    ]
    globals = ["EMPTY", "TYPE_CHECKING", "UNDONE", "_FUNCTIONS"]


class TaskArchhookInventoryCheckCalls(Task):
    """[T-archhook.inventory.check_calls] Which calls and expressions check something, so that they can fail a test."""

    implements = DesignInventory
    file_path = "archhook/inventory/check_calls.py"
    functions = [
        "_items",
        "below",
        "can_fail",
        "checks_in",
        "compared_in",
        "evaluated",
        "is_check",
        "items_of",
        "last_name",
        "looks_at",
        "values_in",
        "values_of_call",
        "width_of",
    ]
    globals = ["CHECKING", "COMPARING", "IDLE", "SKIPPING", "TYPE_CHECKING", "WIDE"]


class TaskInventoryCollect(Task):
    """[T-23] Inventories by object id: remembered ones are re-used, the others are parsed and remembered."""

    implements = DesignInventory
    file_path = "archhook/inventory/collect.py"
    classes = ["Inventories", "_NoStore"]
    functions = ["_counted", "_error", "_ignore", "_import", "_row", "_symbol", "inventory_from"]
    globals = ["Ask", "Blobs", "TYPE_CHECKING", "_KINDS", "_OF_IMPORT"]


class TaskInventoryPytestCollection(Task):
    """[T-246] Which tests pytest collects from a file, as far as the file and pytest's configuration say it."""

    implements = DesignInventory
    file_path = "archhook/inventory/pytest_collection.py"
    classes = ["FoundTest", "_Collector"]
    functions = [
        "_meant",
        "_split",
        "_named",
        "_reached",
        "each_function",
        "named_for_tests",
        "takes_file",
        "setting_against",
        "test_names",
        "names_meant",
        "cases_among",
    ]
    globals = ["TYPE_CHECKING", "_BUILT", "_splits"]


class TaskInventoryComments(Task):
    """[T-archhook.inventory.comments] The comments of Python source, told from strings as the interpreter tells
    them.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/comments.py"
    classes = ["_Interpolated"]
    functions = ["_goes_on", "_prefix", "_text_end", "comments"]
    globals = ["FIELDS_ARE_CODE", "TYPE_CHECKING", "_FIELD_ENDS_SPEC", "_REST", "_WITH_FIELDS"]


class TaskArchhookInventoryConftestHooks(Task):
    """[T-archhook.inventory.conftest_hooks] What a conftest.py, or a module of tests, does by which tests are left out,
    skipped or made to pass.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/conftest_hooks.py"
    functions = ["_found", "_names", "_sets", "deselecting_in", "prepares", "skips_in"]
    globals = ["DESELECTING", "PLUGINS", "TYPE_CHECKING", "_FUNCTIONS", "_PREPARING"]


class TaskArchhookInventoryConstantTruth(Task):
    """[T-archhook.inventory.constant_truth] Whether an expression is true, or false, whatever the code around it
    does.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/constant_truth.py"
    functions = ["_called", "_combined", "_compared", "_display", "truth"]
    globals = ["DEPTH", "TYPE_CHECKING", "_CONVERTED", "_EMPTY"]


class TaskArchhookInventoryDynamicImports(Task):
    """[T-archhook.inventory.dynamic_imports] Imports that are calls: `importlib.import_module('a.b')`,
    `__import__('a.b')`.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/dynamic_imports.py"
    functions = [
        "_absolute",
        "_covering",
        "_function",
        "_is_module",
        "_literal",
        "_names",
        "_numbers",
        "_target",
        "dynamic_imports",
        "unknown_imports",
    ]
    globals = ["Found", "TYPE_CHECKING", "_BUILT_IN", "_FUNCTION", "_PACKAGE"]


class TaskArchhookInventoryExecution(Task):
    """[T-archhook.inventory.execution] Which files of a project run when one of its files is imported."""

    implements = DesignInventory
    file_path = "archhook/inventory/execution.py"
    classes = ["Execution"]
    globals = ["MODULE", "OPEN", "TYPE_CHECKING"]


class TaskArchhookInventoryHandedOnNames(Task):
    """[T-archhook.inventory.handed_on_names] Where a package has the names from that it hands on: `from ._cart import
    Cart` in `shop/__init__.py`.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/handed_on_names.py"
    functions = [
        "_binding",
        "_bindings",
        "_defines",
        "_hands_on",
        "_is_star",
        "_leads",
        "_read",
        "changed_names",
        "followed",
    ]
    globals = ["FARTHEST", "Named", "STAR", "TYPE_CHECKING", "_DEFINED"]


class TaskArchhookInventoryHollowTests(Task):
    """[T-archhook.inventory.hollow_tests] Which tests of a file cannot fail, and why."""

    implements = DesignInventory
    file_path = "archhook/inventory/hollow_tests.py"
    classes = ["HollowTest"]
    functions = ["_places", "hollow_tests"]
    globals = ["TYPE_CHECKING", "_OF_CASES"]


class TaskArchhookInventoryIdleFunctions(Task):
    """[T-archhook.inventory.idle_functions] Which functions of a file could not fail as tests: those that hold nothing,
    those that are skipped whatever happens.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/idle_functions.py"
    classes = ["_Block", "_Reader"]
    functions = [
        "_bound_by",
        "_parameters",
        "_pytestmarks",
        "_within",
        "idle_of",
    ]
    globals = ["TYPE_CHECKING", "_FUNCTIONS", "_MARKS", "_OWN"]


class TaskInventoryModuleNames(Task):
    """[T-25] Module names and the files that they mean, for a list of source roots. Pure: who asks says which
    files exist.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/module_names.py"
    classes = ["Found", "Meaning", "Resolver", "Snapshot", "_Place"]
    functions = ["_folder", "below_root", "folder_of", "folders_of", "root_folders"]
    globals = ["DEEP", "INIT", "TYPE_CHECKING", "_Walked", "_make"]


class TaskInventoryInterpreter(Task):
    """[T-241] Which Python a project asks for, beside the one that runs here."""

    implements = DesignInventory
    file_path = "archhook/inventory/interpreter.py"
    functions = ["_least", "_number", "newer_python", "python_of"]
    globals = ["NUMBERS", "TYPE_CHECKING"]


class TaskInventoryLineage(Task):
    """[T-archhook.inventory.lineage] What the classes of a test file have from the classes of the same file that they
    derive from.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/lineage.py"
    classes = ["Lineage", "TooManyError", "Traits"]
    globals = ["MOST", "TYPE_CHECKING", "_CASE"]


class TaskInventoryParse(Task):
    """[T-26] Source to a syntax tree, or to what is wrong with it, with nothing of the caller reaching the result."""

    implements = DesignInventory
    file_path = "archhook/inventory/parse.py"
    classes = ["Limits"]
    functions = [
        "_at",
        "_bounded",
        "_compile",
        "_is_name",
        "_marked",
        "_parsed",
        "_see_that_codec_loads",
        "_see_that_memory_is_there",
        "compiled",
        "explain",
        "iter_child_nodes",
        "parse",
        "shortened",
    ]
    globals = [
        "DIGITS",
        "LONGEST_NAME",
        "PYTHON",
        "TOO_DEEP",
        "TYPE_CHECKING",
        "_BLANKS",
        "_GAP",
        "_IMPORT",
        "_LETTERS",
        "_NAME",
        "_NEEDED",
        "_ONLY_AST",
        "_PIECE",
        "_POINTERS",
        "_SAID",
        "_SPACE",
        "_WINDOWS",
    ]


class TaskInventoryPatterns(Task):
    """[T-27] gitignore patterns as a predicate on paths, without git and without a regular expression."""

    implements = DesignInventory
    file_path = "archhook/inventory/patterns.py"
    classes = ["Automaton", "Rule"]
    functions = [
        "_bracket",
        "_forked",
        "_rules",
        "_stars",
        "_tokens",
        "_trimmed",
        "automaton",
        "compile_patterns",
        "decided",
        "into_folder",
        "path_pattern",
        "within",
    ]
    globals = ["ANY", "EVERYTHING", "FOLDERS", "RUN", "SLASH", "TYPE_CHECKING", "Token", "_CLASSES", "_SPECIAL"]


class TaskInventoryPythonFile(Task):
    """[T-28] What one Python file holds, and which part of that a ledger has to declare (contract, section 4)."""

    implements = DesignInventory
    file_path = "archhook/inventory/python_file.py"
    functions = [
        "_ignores_in",
        "_read",
        "_read_alone",
        "declared_symbols",
        "declarers",
        "defined",
        "exempt",
        "governed_symbols",
        "ignores_of",
        "inventory",
        "is_dunder",
        "last_part",
        "stem_of",
    ]
    globals = [
        "LONGEST_REASON",
        "MARK",
        "TYPE_CHECKING",
        "_AROUND",
        "_BY",
        "_MARK",
        "_RECURSION_LIMIT",
        "_SKIPPED",
        "_STACK_BYTES",
    ]


class TaskArchhookInventoryReachedChecks(Task):
    """[T-archhook.inventory.reached_checks] What of a function can fail it as a test: checks and calls that are
    reached, and whose failure nothing swallows.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/reached_checks.py"
    classes = ["Reached"]
    functions = ["_all"]
    globals = [
        "TYPE_CHECKING",
        "_ENDING",
        "_FUNCTIONS",
        "_LATER",
        "_LEAVES",
        "_LEAVING",
        "_LOOPS",
        "_RAISES",
        "_TRIES",
        "_WITHS",
    ]


class TaskInventoryRoles(Task):
    """[T-29] What a path of the snapshot is to the laws: governed code, a test file, part of the ledger, or
    none of these.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/roles.py"
    classes = ["Roles"]
    functions = ["role_of"]
    globals = ["FREE", "TYPE_CHECKING"]


class TaskArchhookInventorySkippingMarks(Task):
    """[T-archhook.inventory.skipping_marks] What marks and decorators say of the tests that they stand on, as pytest
    and unittest read them.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/skipping_marks.py"
    classes = ["Marks"]
    functions = ["_is_constant", "_is_text", "_keywords", "meanings_of"]
    globals = ["TYPE_CHECKING", "_LIBRARIES", "_MARK"]


class TaskInventoryTestpaths(Task):
    """[T-245] What lies in pytest's `testpaths`, read as `glob` reads them, on the paths of a snapshot."""

    implements = DesignInventory
    file_path = "archhook/inventory/testpaths.py"
    functions = [
        "_onward",
        "_parts",
        "_reach",
        "_read",
        "_step",
        "looks_as_before",
        "looks_everywhere",
        "reach",
    ]
    globals = ["NAMED", "OUTSIDE", "TYPE_CHECKING", "WITHIN", "_known"]


class TaskInventorySourceText(Task):
    """[T-30] The text of a source file: its encoding, its lines, and the positions in them."""

    implements = DesignInventory
    file_path = "archhook/inventory/source_text.py"
    classes = ["Columns", "Text"]
    functions = ["_begins", "_lines", "_points", "_steps", "coding", "conflict_line", "decode", "text_of"]
    globals = [
        "STEP",
        "TYPE_CHECKING",
        "UTF8_MARK",
        "_BEFORE_NAME",
        "_BLANK",
        "_CODING",
        "_CONTINUATION",
        "_LINE_END",
        "_NO_NAME",
    ]


class TaskInventorySyntaxTree(Task):
    """[T-31] What the nodes of a syntax tree say. Nothing here recurses: a tree may be deeper than
    the stack.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/syntax_tree.py"
    functions = [
        "_assigned",
        "_is_no_test",
        "_within",
        "assigned_within",
        "blocks",
        "captures",
        "dotted",
        "flags_of",
        "is_idle",
        "is_main_guard",
        "is_type_checking",
        "marks_of",
        "names_declared_global",
        "renames",
        "statements",
        "target_names",
    ]
    globals = ["NO_NAMES", "TYPE_CHECKING", "TYPING_FLAGS", "_BLOCKS", "_FUNCTIONS", "_HOLDING", "_LOOP", "_NO_TESTS"]


class TaskInventorySymbols(Task):
    """[T-32] One walk over the statements of a syntax tree: which symbols it defines, which modules it imports."""

    implements = DesignInventory
    file_path = "archhook/inventory/symbols.py"
    classes = ["Scope", "Walk"]
    functions = [
        "_alias",
        "_annotated",
        "_assign",
        "_async_function",
        "_augmented",
        "_body",
        "_body_and_else",
        "_class",
        "_for",
        "_function",
        "_if",
        "_import",
        "_import_from",
        "_match",
        "_try",
        "_when",
        "_with",
        "mangled",
    ]
    globals = ["BINDERS", "LAZY_STATEMENTS", "MODULE_LEVEL", "TYPE_CHECKING", "VISITS", "VISITS_WITHIN", "_make"]


class TaskInventoryWildcards(Task):
    """[T-243] Patterns as `fnmatch` reads them, without the regular expressions that it makes of them."""

    implements = DesignInventory
    file_path = "archhook/inventory/wildcards.py"
    classes = ["Wildcards"]
    functions = ["_closed", "_is_one", "_members", "_tokens", "any_matches", "bits", "magic", "matches"]
    globals = ["TYPE_CHECKING", "Token", "_ANY", "_RUN", "_made"]


class TaskInventoryWorkers(Task):
    """[T-33] Work that is shared out to forked processes, as many as may run at once; what they find is
    streamed back.
    """

    implements = DesignInventory
    file_path = "archhook/inventory/workers.py"
    classes = ["Parsing", "_Worker"]
    functions = ["batches", "processors"]
    globals = ["BATCH", "Read", "Records", "TYPE_CHECKING", "WORTHWHILE", "_BATCHES", "_CHUNK", "_NUMBER", "_PIPE"]


class TaskLedgerCalls(Task):
    """[T-35] Calls that the reader knows: methods of strings and dicts, and a few built-ins, over constants."""

    implements = DesignLedger
    file_path = "archhook/ledger/calls.py"
    functions = [
        "_collection",
        "_dict",
        "_enumerate",
        "_items",
        "_join",
        "_len",
        "_range",
        "_reversed",
        "_rows",
        "_scalar",
        "_sorted",
        "_zip",
        "builtin",
        "format_text",
        "map_method",
        "resources",
        "text_method",
        "width",
    ]
    globals = ["BUILTINS", "KNOWN", "STRING_METHODS", "TYPE_CHECKING", "WIDEST"]


class TaskLedgerChangedStatements(Task):
    """[T-archhook.ledger.changed_statements] Changed class statements of a plain ledger to their nodes, by the reader
    of whole ledgers.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/changed_statements.py"
    classes = ["Nodes"]
    functions = ["_ids", "declared", "read_statements"]
    globals = ["TYPE_CHECKING"]


class TaskLedgerClasses(Task):
    """[T-36] Class statements: what they are derived from, what their bodies bind, which belong to a pasted
    metamodel.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/classes.py"
    functions = [
        "_bases",
        "_decorated",
        "_docstring",
        "_figures",
        "_helper",
        "_is_abstract",
        "_no_magic",
        "_node_class",
        "_parameters",
        "_pasted",
        "_refuse_lost",
        "_refuse_stranger",
        "define",
        "note_strange",
    ]
    globals = ["CALLED", "HARMLESS", "MAGIC", "PASTED", "Run", "TYPE_CHECKING"]


class TaskLedgerComprehensions(Task):
    """[T-37] Comprehensions and loop targets over constant sequences, in bounded work."""

    implements = DesignLedger
    file_path = "archhook/ledger/comprehensions.py"
    functions = ["_rounds", "bind", "listed", "mapped"]
    globals = ["Evaluate", "KINDS", "Listed", "TYPE_CHECKING"]


class TaskLedgerConstruct(Task):
    """[T-38] From a node class to its fields: class attributes along the bases, and constructors that forward
    literally.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/construct.py"
    classes = ["Constructor", "Raw"]
    functions = ["attributes", "empty", "figure_is_set", "raw"]
    globals = ["TYPE_CHECKING"]


class TaskLedgerDefinitions(Task):
    """[T-archhook.ledger.definitions] What runs when a function or a class is defined: decorators, annotations, the
    defaults of parameters.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/definitions.py"
    functions = ["_named", "decorate", "function", "names_type", "refuse_hidden"]
    globals = ["ACCESSORS", "BUILT_IN", "DECORATORS", "TYPE_CHECKING", "TYPING"]


class TaskLedgerExpressions(Task):
    """[T-40] Expressions to values, by the type of their syntax node; nothing is executed."""

    implements = DesignLedger
    file_path = "archhook/ledger/expressions.py"
    functions = [
        "_attribute",
        "_binary",
        "_boolean",
        "_call",
        "_compare",
        "_conditional",
        "_constant",
        "_dict",
        "_formatted",
        "_instance",
        "_joined",
        "_list",
        "_listed",
        "_literal",
        "_mapped",
        "_name",
        "_set",
        "_subscript",
        "_tuple",
        "_unary",
        "_walrus",
        "arguments",
        "elements",
        "evaluate",
    ]
    globals = ["CALL", "CONVERSIONS", "HANDLERS", "NAMES", "TYPE_CHECKING"]


class TaskLedgerFields(Task):
    """[T-41] Values to the fields of a node, with a breach of LED004 where a value is none that the field takes."""

    implements = DesignLedger
    file_path = "archhook/ledger/fields.py"
    classes = ["Fields"]
    functions = ["_normal", "is_list", "is_none", "spot"]
    globals = ["DISPLAYS", "INFINITE", "SURROGATE", "TYPE_CHECKING"]


class TaskModelIds(Task):
    """[T-42] Ids and docstrings: the grammar of `[R-1]`, the name in the first sentence, the dedented text."""

    implements = DesignModel
    file_path = "archhook/model/ids.py"
    functions = [
        "_goes_on",
        "_id",
        "_is_name",
        "_is_number",
        "_without_zeros",
        "_word_id",
        "bracket",
        "canonical",
        "clean",
        "grouped",
        "is_code",
        "is_placeholder",
        "is_word",
        "kind_of_id",
        "prefix_of",
        "sentence",
        "split_docstring",
        "split_id",
        "storable",
        "why_none",
    ]
    globals = ["PLACEHOLDER", "TYPE_CHECKING", "_BRACKETED", "_DIGITS"]


class TaskLedgerImports(Task):
    """[T-43] Imports between the ledger's modules; whatever lies outside is known by its name alone."""

    implements = DesignLedger
    file_path = "archhook/ledger/imports.py"
    functions = [
        "_base",
        "_bind_root",
        "_foreign_star",
        "_from_outside",
        "_imported",
        "_load",
        "_may_rebind",
        "_refuse_slip",
        "_require",
        "_star",
        "bound",
        "fallback",
        "relative",
        "run_from",
        "run_import",
    ]
    globals = ["Load", "TYPE_CHECKING"]


class TaskLedgerJudging(Task):
    """[T-44] The calls of `validate_architecture`, which decide what is in force, and the main guard."""

    implements = DesignLedger
    file_path = "archhook/ledger/judging.py"
    functions = [
        "_bind",
        "_calls",
        "_copy",
        "_grown",
        "_guarded",
        "_handed",
        "_is_door",
        "_node_class",
        "_place",
        "_suspect",
        "_unread",
        "calls_of",
        "guard",
        "is_guard",
        "judge",
        "listed",
        "refusal",
        "refuse",
        "refuse_named",
    ]
    globals = [
        "BELOW",
        "DOORS",
        "ELSEWHERE",
        "GROWN",
        "HIDDEN",
        "INSTANCES",
        "LEADING",
        "Run",
        "TYPE_CHECKING",
    ]


class TaskArchhookLedgerLimits(Task):
    """[T-archhook.ledger.limits] The fields of a Design that bound what its code imports, and what is imported of
    it.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/limits.py"
    functions = ["_entry", "_importable", "_strings", "interface", "is_dotted", "layer", "packages", "symbols"]
    globals = ["IMPORTED", "READERS", "Stated", "TYPE_CHECKING"]


class TaskLedgerLines(Task):
    """[T-236] Where the classes of a ledger's modules stand, in a form from which a few lines are soon read."""

    implements = DesignModel
    file_path = "archhook/model/ledger_places.py"
    classes = ["ModuleLines", "Places"]
    functions = ["entry_named", "entry_of"]
    globals = ["FILE", "PACKAGE", "TYPE_CHECKING"]


class TaskLedgerLink(Task):
    """[T-46] Resolves ids, references and what is in force: from the drafts of all classes to the nodes of the
    ledger.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/link.py"
    classes = ["Linker"]
    functions = ["_bound", "_in_force", "_otherwise", "_symbol", "drafts_of", "link", "linked", "place"]
    globals = ["OPTIONAL", "PROPOSALS", "TYPE_CHECKING", "_AT"]


class TaskLedgerLookup(Task):
    """[T-47] Names and attributes to values: scopes, ledger modules, classes, and what lies outside the ledger."""

    implements = DesignLedger
    file_path = "archhook/ledger/lookup.py"
    functions = [
        "attribute",
        "binding",
        "foreign",
        "linearize",
        "member",
        "mention",
        "misspelt",
        "name_value",
    ]
    globals = ["BUILTIN_NAMES", "HOME", "TYPE_CHECKING"]


class TaskLedgerModule(Task):
    """[T-48] One module of the ledger: bytes to syntax tree, and positions in code points."""

    implements = DesignLedger
    file_path = "archhook/ledger/module.py"
    classes = ["Module"]
    functions = ["_consumed", "pieces"]
    globals = ["HEADROOM", "JUDGE", "LFS", "MARKER", "PIECE", "TYPE_CHECKING", "UNDIVIDED"]


class TaskLedgerDrafts(Task):
    """[T-50] From the fields of a class to a node whose references are not resolved yet."""

    implements = DesignLedger
    file_path = "archhook/ledger/drafts.py"
    classes = ["Draft"]
    functions = [
        "_are",
        "_id_fix",
        "_identity",
        "_node",
        "_of_folder",
        "_of_item",
        "_references",
        "_strange",
        "_weight",
        "_written_out",
        "_wrong_kind",
        "article",
        "draft",
        "take",
    ]
    globals = ["BY_KIND", "DISPLAYS", "EACH", "Named", "SHORT", "TYPE_CHECKING", "WRITTEN"]


class TaskLedgerOperators(Task):
    """[T-51] Operators over constants: `+`, `*`, comparisons, subscripts, all bounded."""

    implements = DesignLedger
    file_path = "archhook/ledger/operators.py"
    classes = ["Arguments"]
    functions = [
        "_bound",
        "_constants",
        "_member",
        "_repeat",
        "_sequences",
        "combine",
        "compare",
        "items_of",
        "key_of",
        "plain",
        "search",
        "subscript",
        "truth",
        "unreadable",
    ]
    globals = ["ARITHMETIC", "BITS", "COMPARISONS", "TYPE_CHECKING", "WORD"]


class TaskLedgerPlain(Task):
    """[T-52] Which ledgers are plain: imports and node classes whose bodies only name and list things, and
    nothing else.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/plain.py"
    classes = ["Plainness"]
    functions = ["_is_plain", "_is_plain_field", "is_plain_class", "plain_classes"]
    globals = ["TYPE_CHECKING", "_SCALARS"]


class TaskLive(Task):
    """[T-56] `python architecture.py`: the ledger's live classes and instances read to the same nodes that its source
    gives, and judged.
    """

    implements = DesignLive
    file_path = "archhook/live.py"
    classes = ["Reader"]
    functions = ["_import_all", "ledger_of", "read_live", "validate_architecture"]
    globals = ["DEEPEST", "DESCRIPTORS", "TYPE_CHECKING"]


class TaskLedgerSession(Task):
    """[T-57] One reading of a ledger: its modules, what they declare, and the bound on the work."""

    implements = DesignLedger
    file_path = "archhook/ledger/session.py"
    classes = ["Call", "Scope", "Session"]
    functions = ["_dotted", "_package_names", "imported_metamodel"]
    globals = ["TYPE_CHECKING"]


class TaskLedgerSource(Task):
    """[T-58] Reads a ledger from its source, without executing it: the only way in which the gates read."""

    implements = DesignLedger
    file_path = "archhook/ledger/source.py"
    classes = ["Bound", "Reading"]
    functions = [
        "_read",
        "breaches_of",
        "ledger_modules",
        "lines_of",
        "names_of",
        "not_entered",
        "read_ledger",
        "shown",
        "unreadable",
    ]
    globals = ["FRAMES", "TYPE_CHECKING"]


class TaskLedgerSplice(Task):
    """[T-59] Reads the changed class statements of a ledger alone, where nothing else in it can depend on what
    they say.
    """

    implements = DesignLedger
    file_path = "archhook/ledger/splice.py"
    classes = ["Region", "Splice"]
    functions = [
        "_common",
        "_ignores",
        "_keeps",
        "_known_at",
        "_line_two",
        "_moved",
        "_offset",
        "changed_region",
        "imported_leaves",
        "module_lines",
        "splice",
    ]
    globals = ["AWAY", "LEAVES", "TWO", "TYPE_CHECKING"]


class TaskLedgerStatements(Task):
    """[T-60] Statements in their order: they bind names to values, and nothing is executed."""

    implements = DesignLedger
    file_path = "archhook/ledger/statements.py"
    functions = [
        "_annotated",
        "_assign",
        "_augmented",
        "_class",
        "_delete",
        "_expression",
        "_field",
        "_for",
        "_from",
        "_function",
        "_if",
        "_import",
        "_is_judged",
        "_refused",
        "_return",
        "_target",
        "_try",
        "_value",
        "in_place",
        "load",
        "run",
    ]
    globals = ["HANDLERS", "TYPE_CHECKING"]


class TaskLedgerSyntax(Task):
    """[T-234] The source of a module: its syntax tree, the places in it, bounds on the work, what cannot be read."""

    implements = DesignLedger
    file_path = "archhook/ledger/syntax.py"
    classes = ["Bounds", "Exact", "Note", "Source", "Unreadable"]
    functions = ["annotate", "copy_location", "parse", "walk"]
    globals = ["AMOUNT", "ANNOTATION", "LARGEST", "Node", "PROPOSALS", "RUNS_NOT", "SNIPPET", "TYPE_CHECKING", "WORK"]


class TaskLedgerValues(Task):
    """[T-61] The values that the reader knows, each with the place where it was written."""

    implements = DesignLedger
    file_path = "archhook/ledger/values.py"
    classes = [
        "Builtin",
        "Const",
        "Foreign",
        "Function",
        "Instance",
        "Klass",
        "Map",
        "Opaque",
        "Package",
        "Poison",
        "Ref",
        "Resources",
        "Seq",
        "Unbound",
        "Value",
    ]
    functions = ["describe", "subject"]
    globals = ["NAMES", "Scalar", "TYPE_CHECKING"]


class TaskModelVocabulary(Task):
    """[T-62] The metamodel's words: its classes, their constructors' parameters, and the fields of each kind of
    node.
    """

    implements = DesignModel
    file_path = "archhook/model/vocabulary.py"
    functions = ["keywords"]
    globals = [
        "BY_LEVEL",
        "CLASSES",
        "DETAILS",
        "EXTRAS",
        "FIELDS",
        "FILES",
        "FOLDERS",
        "LIMITS",
        "LISTS",
        "PARAMETERS",
        "PARENTS",
        "SYMBOLS",
        "VERIFIED_KIND",
        "_COMMON",
        "_NODE",
        "_TEST",
    ]


class TaskMetamodel(Task):
    """[T-64] The classes that a ledger imports."""

    implements = DesignModel
    file_path = "archhook/metamodel.py"
    classes = [
        "Design",
        "IntegrationTest",
        "Intent",
        "Node",
        "Requirement",
        "ResourceConstraints",
        "SystemTest",
        "Task",
        "Test",
        "UnitTest",
        "UserAcceptanceTest",
        "_Level",
    ]
    globals = ["Reference", "TYPE_CHECKING"]


class TaskArchhookGraphAcyclic(Task):
    """[T-archhook.graph.acyclic] A graph that never has a circle: a link that would close one is refused."""

    implements = DesignGraph
    file_path = "archhook/graph/acyclic.py"
    classes = ["Acyclic"]


class TaskGraphGraph(Task):
    """[T-65] Questions about the graph of nodes: rows, chains, circles. The only importer of networkx, inside
    functions.
    """

    implements = DesignGraph
    file_path = "archhook/graph/graph.py"
    functions = [
        "above",
        "below",
        "chains",
        "children",
        "intents_above",
        "parents",
        "plan_above",
        "reachable",
        "row_of",
        "way",
        "ways",
    ]
    globals = ["PLAN_KINDS", "TYPE_CHECKING"]


class TaskLawsCatalogue(Task):
    """[T-66] All laws, in the order of the contract: the one source of the codes, the README's table and
    `archhook rule`.
    """

    implements = DesignLaws
    file_path = "archhook/laws/catalogue.py"
    functions = ["exempts"]
    globals = ["BY_CODE", "LAWS", "TYPE_CHECKING"]


class TaskLawsCode(Task):
    """[T-67] INV: the code holds what the ledger declares, and nothing that it does not."""

    implements = DesignLaws
    file_path = "archhook/laws/code.py"
    functions = [
        "_missing_interface",
        "_newer",
        "missing_file",
        "planned_node",
        "undeclared_by_right",
        "undeclared_file",
        "unparsable_file",
    ]
    globals = ["LAWS", "TYPE_CHECKING"]


class TaskLawsCodeSymbols(Task):
    """[T-68] INV402 to INV409 but INV405: the names that Tasks declare against the symbols of one file."""

    implements = DesignLaws
    file_path = "archhook/laws/code_symbols.py"
    functions = [
        "_meant",
        "_renamed",
        "_unparsable",
        "doubly_declared",
        "missing_symbols",
        "owners_of_new",
        "settled",
        "undeclared_symbols",
    ]
    globals = ["Check", "PROPOSALS", "TYPE_CHECKING"]


class TaskLawsConflicts(Task):
    """[T-69] CON: Designs that exclude each other, or promise what those below them cannot give, are not both
    in force.
    """

    implements = DesignLaws
    file_path = "archhook/laws/conflicts.py"
    functions = [
        "_last_common",
        "_mend",
        "_side",
        "_then",
        "conflicting_designs",
        "divergence",
        "incompatible_constraints",
    ]
    globals = ["CHAINS_SHOWN", "LAWS", "TYPE_CHECKING"]


class TaskArchhookLawsDeclaredTests(Task):
    """[T-archhook.laws.declared_tests] Which tests of a file a Test declares, of those that are there."""

    implements = DesignLaws
    file_path = "archhook/laws/declared_tests.py"
    functions = ["declared_tests"]
    globals = ["TYPE_CHECKING"]


class TaskLawsDependencies(Task):
    """[T-70] DEP: what a Design requires is there, and no Design waits for itself."""

    implements = DesignLaws
    file_path = "archhook/laws/dependencies.py"
    functions = [
        "_excluded_import",
        "_import_circles",
        "_private_import",
        "_test_import",
        "_undeclared_dependency",
        "_undeclared_package",
        "_unused_dependency",
        "dependency_circles",
        "missing_dependency",
    ]
    globals = ["LAWS", "TYPE_CHECKING"]


class TaskArchhookLawsEdges(Task):
    """[T-archhook.laws.edges] The imports of the code as edges between files, and the Designs on both sides of them."""

    implements = DesignLaws
    file_path = "archhook/laws/edges.py"
    classes = ["Edge", "Relation", "Survey"]
    functions = [
        "_bounded",
        "_designs",
        "_named",
        "_related",
        "counted",
        "covered",
        "declares",
        "designs_of",
        "edges_of",
        "importing_designs",
        "is_governed",
        "own_designs",
        "relation",
        "required",
        "seen_through",
        "survey",
    ]
    globals = ["CONFTEST", "INIT", "TYPE_CHECKING"]


class TaskArchhookLawsFolders(Task):
    """[T-archhook.laws.folders] LED004 of a Task or Test that names a folder where symbols or tests have to be named
    one by one.
    """

    implements = DesignLaws
    file_path = "archhook/laws/folders.py"
    functions = ["_coarse", "coarse_folders"]
    globals = ["FIELD", "TYPE_CHECKING"]


class TaskArchhookLawsHandedOn(Task):
    """[T-archhook.laws.handed_on] Where else what an import means can be had from."""

    implements = DesignLaws
    file_path = "archhook/laws/handed_on.py"
    classes = ["Handed", "HandedOn", "Move"]
    functions = ["import_of", "majority", "module_of", "statement"]
    globals = ["CROWD", "PLACES", "TYPE_CHECKING"]


class TaskArchhookLawsHollow(Task):
    """[T-archhook.laws.hollow] TST509 of a file that holds tests which cannot fail."""

    implements = DesignLaws
    file_path = "archhook/laws/hollow.py"
    functions = ["_owner", "_said", "hollow"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookLawsImportCircles(Task):
    """[T-archhook.laws.import_circles] DEP204 and DEP209: what is required is used, and no file waits for itself while
    it is imported.
    """

    implements = DesignLaws
    file_path = "archhook/laws/import_circles.py"
    functions = ["has_code", "import_circles", "run_targets", "unused_dependency"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookLawsImportLaws(Task):
    """[T-archhook.laws.import_laws] DEP203, DEP210, DEP211."""

    implements = DesignLaws
    file_path = "archhook/laws/import_laws.py"
    functions = [
        "_pattern",
        "_smallest",
        "_written",
        "by_file",
        "excluded_import",
        "test_import",
        "undeclared_dependency",
    ]
    globals = ["TYPE_CHECKING"]


class TaskArchhookLawsInterfaces(Task):
    """[T-archhook.laws.interfaces] DEP205 and INV412: what others may import of a Design, and whether there is what it
    names.
    """

    implements = DesignLaws
    file_path = "archhook/laws/interfaces.py"
    classes = ["Interface"]
    functions = [
        "_interface",
        "_is_path",
        "_meant",
        "interface_of",
        "missing_interface",
        "permits",
        "private_import",
    ]
    globals = ["INTERFACE", "TYPE_CHECKING"]


class TaskLawsExplained(Task):
    """[T-71] Every law by example, for `archhook rule`: no other command reads these texts."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/__init__.py"
    globals = ["EXPLAINED"]


class TaskLawsExplainedInv(Task):
    """[T-72] INV by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/inv.py"
    functions = ["_missing", "_undeclared"]
    globals = ["AGAIN", "EXPLAINED", "FIELDS", "LIMIT", "PLANNED", "RECEIPT", "REFUND", "SIGN", "TASK", "WRITE"]


class TaskLawsExplainedDep(Task):
    """[T-73] DEP and CON by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/dep.py"
    functions = ["_imports", "_set"]
    globals = [
        "BACK",
        "BASKET_CLASS",
        "DEPENDS",
        "EXPLAINED",
        "IN_FRONT",
        "LATE",
        "LAYERS",
        "MONEY",
        "OFFERS",
        "OTHER",
        "RECEIPT",
        "RECEIPT_TASK",
        "REQUIRES",
        "SATISFIES",
        "SCANNER_CLASS",
        "SETTINGS",
        "SUM",
        "TOTALS",
    ]


class TaskLawsExplainedExample(Task):
    """[T-74] What an example of a law is made of."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/example.py"
    classes = ["Explained", "Piece"]
    functions = ["field", "written"]
    globals = ["BASKET", "LEDGER", "SCANNER"]


class TaskLawsExplainedLed(Task):
    """[T-75] LED by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/led.py"
    globals = ["EXPLAINED", "OTHER", "REFUND", "SAYS"]


class TaskLawsExplainedRes(Task):
    """[T-76] RES and CON302 by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/res.py"
    functions = ["_figure", "_figures"]
    globals = ["BASKET", "ESTIMATE", "EXPLAINED", "FRESH", "IMPORT", "MEASURED", "SCAN", "SCANNER", "STALE"]


class TaskLawsExplainedTst(Task):
    """[T-77] TST by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/tst.py"
    functions = ["_level"]
    globals = [
        "ALONE",
        "EXPLAINED",
        "FUNCTIONS",
        "HOLLOW",
        "MORE",
        "NODE",
        "PLANNED",
        "SIGN",
        "TEST",
        "TOGETHER",
        "UNIT",
        "UNIT_FILE",
        "UNKNOWN",
    ]


class TaskLawsExplainedTrc(Task):
    """[T-78] TRC by example."""

    implements = DesignLaws
    file_path = "archhook/laws/explained/trc.py"
    globals = [
        "BASKET_CLASS",
        "BASKET_LINKS",
        "BOTH",
        "EXPLAINED",
        "SCAN",
        "SCANNER_CLASS",
        "SCANNER_LINK",
        "SCAN_FROM",
        "SIGN",
        "TAX",
        "TAX_FROM",
        "TAX_FROM_BOTH",
    ]


class TaskLawsLaw(Task):
    """[T-79] What a law is, and what it may look at."""

    implements = DesignLaws
    file_path = "archhook/laws/law.py"
    classes = ["Facts", "Law"]
    functions = [
        "chain",
        "declared_names",
        "defines_nothing",
        "dotted",
        "each_once",
        "file_name",
        "held",
        "is_off",
        "listed",
        "python",
        "shown",
        "slashes",
        "why_missing",
    ]
    globals = [
        "ALL_TESTS",
        "BY_SYNC",
        "BY_SYNC_OR_TOLD",
        "BY_SYNC_REQUIRES",
        "FIELD_OF",
        "KIND_OF",
        "NO_LINK",
        "SHOWN",
        "SYNC_FOLLOWS",
        "TYPE_CHECKING",
    ]


class TaskArchhookLawsLayers(Task):
    """[T-archhook.laws.layers] DEP206, DEP208: which Design may require which, by layers, bans and visibility."""

    implements = DesignLaws
    file_path = "archhook/laws/layers.py"
    functions = [
        "_forbidden",
        "_path",
        "_reached",
        "_required",
        "_seers",
        "_unknown",
        "_walk",
        "_ways_to",
        "_written",
        "ban",
        "ban_reason",
        "forbidden_dependencies",
        "is_visible",
        "layer_breach",
        "layer_breaches",
        "layer_of",
        "unknown_layers",
    ]
    globals = ["LAWS", "LONGEST_LINE", "MOST", "TYPE_CHECKING"]


class TaskLawsLedger(Task):
    """[T-80] LED: the ledger itself is sound. Rows alone: the reader finds these breaches, exempt.py the last two."""

    implements = DesignLaws
    file_path = "archhook/laws/ledger.py"
    functions = ["placeholder"]
    globals = ["LAWS", "TYPE_CHECKING"]


class TaskArchhookLawsMends(Task):
    """[T-archhook.laws.mends] What a finding about imports says, and what to do about it: worked out for findings that
    are shown.
    """

    implements = DesignLaws
    file_path = "archhook/laws/mends.py"
    classes = ["Mends"]
    functions = ["_forced", "_instead", "_whose"]
    globals = ["LONGEST", "NEITHER", "Said", "TYPE_CHECKING", "WORDS"]


class TaskArchhookLawsMissingTests(Task):
    """[T-archhook.laws.missing_tests] TST502 in words: why a file holds no tests, and what to do about a declared test
    that is not there.
    """

    implements = DesignLaws
    file_path = "archhook/laws/missing_tests.py"
    functions = ["what_to_do", "why_none"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookLawsMovedNames(Task):
    """[T-archhook.laws.moved_names] Which other file a declared name may have moved to."""

    implements = DesignLaws
    file_path = "archhook/laws/moved_names.py"
    classes = ["MovedNames"]
    globals = ["CROWD", "KIND_FOUND", "KIND_LOST", "TYPE_CHECKING", "WHOLE"]


class TaskArchhookLawsNewRequires(Task):
    """[T-archhook.laws.new_requires] Whether a Design may require another."""

    implements = DesignLaws
    file_path = "archhook/laws/new_requires.py"
    classes = ["MoreRequires", "NewRequires"]
    functions = ["_with"]
    globals = ["FEW", "TYPE_CHECKING"]


class TaskArchhookLawsPackageLaws(Task):
    """[T-archhook.laws.package_laws] DEP207: third-party packages are imported by those Designs that may."""

    implements = DesignLaws
    file_path = "archhook/laws/package_laws.py"
    functions = ["claimants", "claimed", "covers", "forbidden", "package_name", "undeclared_package"]
    globals = ["MAIN", "TYPE_CHECKING"]


class TaskArchhookLawsPlans(Task):
    """[T-archhook.laws.plans] What is planned: whether it is there by now (TST510), and how long planned Tests count
    for TST505 to TST508.
    """

    implements = DesignLaws
    file_path = "archhook/laws/plans.py"
    functions = [
        "_but_planned",
        "_owed",
        "finished_plans",
        "is_finished",
        "missing_names",
        "unverified_node",
        "written_task",
    ]
    globals = ["BELOW", "TYPE_CHECKING"]


class TaskLawsProposals(Task):
    """[T-82] Which undeclared file may be the one that a node with a missing file means."""

    implements = DesignLaws
    file_path = "archhook/laws/proposals.py"
    classes = ["Proposals"]
    functions = ["_declared_names", "_pairs", "matched"]
    globals = ["CROWD", "ENOUGH", "SOUGHT", "TELLING", "TYPE_CHECKING"]


class TaskLawsResources(Task):
    """[T-83] RES: what Designs take is what was estimated, and what the Requirements above them allow."""

    implements = DesignLaws
    file_path = "archhook/laws/resources.py"
    functions = [
        "_ask",
        "_comes_to",
        "_exceeded",
        "_first",
        "_less",
        "_measured_again",
        "_over",
        "infeasible_intent",
        "over_budget",
        "over_estimate",
        "requirement_over_budget",
        "stale_measurement",
        "tolerance",
    ]
    globals = ["LAWS", "TOLERANCE", "TYPE_CHECKING"]


class TaskArchhookLawsTaskMoves(Task):
    """[T-archhook.laws.task_moves] To which Design the whole of a file could be given, as it is: by its Task's
    `implements`.
    """

    implements = DesignLaws
    file_path = "archhook/laws/task_moves.py"
    classes = ["TaskMove", "TaskMoves"]
    globals = ["TYPE_CHECKING"]


class TaskLawsTests(Task):
    """[T-84] TST: the tests that the ledger declares are there, no others are, and every level is verified."""

    implements = DesignLaws
    file_path = "archhook/laws/tests.py"
    functions = [
        "_near",
        "_undeclared",
        "_written",
        "finished_plan",
        "hollow_test",
        "missing_test_file",
        "missing_test_function",
        "undeclared_test_file",
        "undeclared_test_function",
        "unverified",
    ]
    globals = ["Check", "LAWS", "TYPE_CHECKING"]


class TaskLawsTraceability(Task):
    """[T-85] TRC: every Task leads up to an Intent, and every Intent, Requirement and Design down to work."""

    implements = DesignLaws
    file_path = "archhook/laws/traceability.py"
    functions = [
        "_cut_off",
        "_in_force",
        "_none_of",
        "orphan_designs",
        "orphan_requirement",
        "orphan_task",
        "unimplemented_design",
        "unimplemented_requirement",
        "unserved_intent",
    ]
    globals = ["LAWS", "TYPE_CHECKING"]


class TaskCheckApi(Task):
    """[T-87] A check from outside: a request -> a judgement, or a state to ask questions of."""

    implements = DesignCheck
    file_path = "archhook/check/api.py"
    classes = ["OpenState", "_Reading"]
    functions = [
        "_loose_baseline",
        "_opened",
        "_restless",
        "_shared_names",
        "_state",
        "_untracked_notes",
        "default_cache",
        "judge",
        "judge_live",
        "judged",
        "open_repo",
        "open_state",
        "open_store",
        "project_folder",
        "untracked_note",
    ]
    globals = ["PROJECT_MARKS", "READINGS", "Source", "TYPE_CHECKING", "UNTRACKED_SHOWN"]


class TaskArchhookCheckCommittedConfig(Task):
    """[T-archhook.check.committed_config] The configuration that a commit holds, without the rest of it being read."""

    implements = DesignCheck
    file_path = "archhook/check/committed_config.py"
    classes = ["ConfigAt"]
    functions = ["config_at"]
    globals = ["TYPE_CHECKING"]


class TaskCheckExemptions(Task):
    """[T-88] Which breaches do not stand: waived, ignored inline, or frozen in the baseline (contract,
    "Exemptions in order").
    """

    implements = DesignCheck
    file_path = "archhook/check/exemptions.py"
    classes = ["_Exemptions"]
    functions = ["_idle_ignore", "_idle_waiver", "_meant", "_stale", "exempt", "freeze", "named_exemptions"]
    globals = ["Key", "Placing", "TYPE_CHECKING"]


class TaskCheckFacts(Task):
    """[T-89] The facts of one snapshot, over mappings that may be held in memory or read from the cache on demand."""

    implements = DesignCheck
    file_path = "archhook/check/facts.py"
    classes = ["Rows", "SnapshotFacts"]
    functions = ["concerns", "counts", "has_inventory"]
    globals = ["Recorded", "TYPE_CHECKING"]


class TaskCheckFull(Task):
    """[T-90] A snapshot judged from nothing: every file, every node, the whole graph."""

    implements = DesignCheck
    file_path = "archhook/check/full.py"
    classes = ["Source"]
    functions = [
        "_judge",
        "_judged",
        "_no_ledger",
        "_take",
        "files_of",
        "full_state",
        "ledger_ignores",
        "ledger_of",
        "read_config",
        "read_nodes",
        "read_pytest",
        "reread_config",
    ]
    globals = ["TOLD_EACH", "TYPE_CHECKING"]


class TaskArchhookCheckHeldBack(Task):
    """[T-archhook.check.held_back] What exemptions hold back."""

    implements = DesignCheck
    file_path = "archhook/check/held_back.py"
    functions = ["_by", "held_back", "more"]
    globals = ["BASELINE", "IGNORE", "OF_EXEMPTIONS", "TYPE_CHECKING", "WAIVER"]


class TaskArchhookCheckImportDelta(Task):
    """[T-archhook.check.import_delta] What a change touches of the imports."""

    implements = DesignCheck
    file_path = "archhook/check/import_delta.py"
    classes = ["_Taking"]
    functions = ["_claims", "_evaluated", "_said", "take_in"]
    globals = ["NOTHING", "TYPE_CHECKING"]


class TaskArchhookCheckImportMaps(Task):
    """[T-archhook.check.import_maps] What is known of the imports of all files of a snapshot, computed from nothing."""

    implements = DesignCheck
    file_path = "archhook/check/import_maps.py"
    classes = ["ImportMaps", "SnapshotFacts", "_Lazy"]
    functions = [
        "above",
        "add",
        "all_outgoing",
        "claims_of",
        "counted",
        "folders_of",
        "importing_of",
        "imports_unit",
        "is_kept",
        "is_standard",
        "looked_at",
        "of_packages",
        "outgoing_of",
        "stems_of",
        "sum_of",
        "unknown_of",
    ]
    globals = ["BETWEEN", "CIRCLES", "Folder", "NO_FOLDER", "Outgoing", "STANDARD", "TYPE_CHECKING"]


class TaskArchhookCheckImporters(Task):
    """[T-archhook.check.importers] Which files have an import whose meaning depends on a stem: the reverse of what each
    file looked at.
    """

    implements = DesignCheck
    file_path = "archhook/check/importers.py"
    functions = ["change", "importers_of", "piece_key", "pieces", "split"]
    globals = ["TYPE_CHECKING", "WHOLE"]


class TaskCheckIncremental(Task):
    """[T-91] A snapshot judged from the state of another: only what the change can have touched is asked again."""

    implements = DesignCheck
    file_path = "archhook/check/incremental.py"
    classes = ["ImportChange", "Rechecking"]
    functions = ["imported", "role_of", "shape"]
    globals = ["STAR", "TYPE_CHECKING"]


class TaskArchhookCheckJudgedOtherwise(Task):
    """[T-archhook.check.judged_otherwise] A judged snapshot under another configuration, or with other nodes: what its
    verdict would be, nothing stored.
    """

    implements = DesignCheck
    file_path = "archhook/check/judged_otherwise.py"
    functions = ["judged_otherwise"]
    globals = ["TYPE_CHECKING"]


class TaskCheckLedgerDelta(Task):
    """[T-92] What a change of the ledger touches: nodes, rows, declarations, and the units that read something
    of them.
    """

    implements = DesignCheck
    file_path = "archhook/check/ledger_delta.py"
    classes = ["_Change"]
    functions = ["_reached_anew", "take_in"]
    globals = ["FOLDER_READS", "Fields", "PLAN_READS", "TYPE_CHECKING", "Versions"]


class TaskArchhookCheckLedgerOnDisk(Task):
    """[T-archhook.check.ledger_on_disk] The code of archhook/check/ledger_on_disk.py."""

    implements = DesignCheck
    file_path = "archhook/check/ledger_on_disk.py"
    functions = ["found_on_disk"]
    globals = ["TYPE_CHECKING"]


class TaskCheckMeasurements(Task):
    """[T-93] `measured.toml` of a snapshot: read where it changed, remembered in the state otherwise."""

    implements = DesignCheck
    file_path = "archhook/check/measurements.py"
    functions = ["measured_of", "read_measured", "remeasure"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookCheckMergeVerdict(Task):
    """[T-archhook.check.merge_verdict] What git would make by merging a commit into another, judged as the tree of a
    commit is; and what is new in it.
    """

    implements = DesignCheck
    file_path = "archhook/check/merge_verdict.py"
    functions = [
        "_commit",
        "_is_gone",
        "_judged_less",
        "_marked",
        "_of_sides",
        "_taken_away",
        "_to_be_settled",
        "judge_merge",
    ]
    globals = ["NAMED", "TYPE_CHECKING"]


class TaskCheckRequest(Task):
    """[T-archhook.check.request] What is asked of a check, and what it answers."""

    implements = DesignCheck
    file_path = "archhook/check/request.py"
    classes = ["CacheMismatch", "Judgement", "Request", "UnreadableLedger", "UnsoundLedger"]
    functions = ["no_progress"]
    globals = ["Progress", "TYPE_CHECKING"]


class TaskCheckEvaluate(Task):
    """[T-95] Runs laws on units. A unit is what is rechecked as one: a file, a node in force, or the graph as a
    whole.
    """

    implements = DesignCheck
    file_path = "archhook/check/evaluate.py"
    functions = [
        "_breaches",
        "circles_evaluated",
        "docstring_unit",
        "docstrings_evaluated",
        "evaluated",
        "figures_unit",
        "file_unit",
        "imports_evaluated",
        "node_unit",
        "reads",
        "wide_units",
    ]
    globals = [
        "CIRCLE_LAWS",
        "DOCSTRING_LAWS",
        "DOCSTRING_READS",
        "FIGURE_LAWS",
        "FIGURE_OWN_READS",
        "FIGURE_READS",
        "FILE_LAWS",
        "FILE_READS",
        "GRAPH",
        "GRAPH_LAWS",
        "GRAPH_READS",
        "IMPORT_LAWS",
        "LAWS_OF_KIND",
        "NODE_LAWS",
        "NODE_READS",
        "TYPE_CHECKING",
        "WIDE_CODES",
    ]


class TaskArchhookCheckExcludedImports(Task):
    """[T-archhook.check.excluded_imports] Imports of excluded files (DEP211)."""

    implements = DesignCheck
    file_path = "archhook/check/excluded_imports.py"
    functions = ["joined"]
    globals = ["CODE", "TYPE_CHECKING"]


class TaskGraphRows(Task):
    """[T-96] The graph brought up to date after some nodes changed: only the rows near them are worked out anew."""

    implements = DesignGraph
    file_path = "archhook/graph/rows.py"
    classes = ["Relinking"]
    functions = ["_shape", "back_of", "chains_through", "intents_of", "intents_of_all", "rows_of"]
    globals = ["LOCAL", "TYPE_CHECKING"]


class TaskCheckLastJudged(Task):
    """[T-97] What the cache remembers of earlier runs: which snapshot was judged last, and what differs from it now."""

    implements = DesignCheck
    file_path = "archhook/check/last_judged.py"
    classes = ["Base"]
    functions = [
        "_entry",
        "_read",
        "_remembered_code",
        "_stamp",
        "archive_digest",
        "code_digest",
        "code_files",
        "code_of",
        "delta",
        "in_project",
        "interpretation",
        "is_settled",
        "last_key",
        "may_be_ledger",
        "recall",
        "remember",
        "store_and_salt",
        "tree_key",
    ]
    globals = ["CODE", "FAR", "JUDGING", "MEASURED", "PACKAGE", "SECOND", "SETTLED", "TYPE_CHECKING", "_seen"]


class TaskArchhookCheckLawOfRev(Task):
    """[T-archhook.check.law_of_rev] A snapshot judged by the law of another revision: its own ledger and configuration,
    and of its exemptions those that the tree of that revision has, too.
    """

    implements = DesignCheck
    file_path = "archhook/check/law_of_rev.py"
    classes = ["_Law"]
    functions = ["_coarse", "_supposed", "judged_by_law"]
    globals = ["Found", "TYPE_CHECKING"]


class TaskCheckReread(Task):
    """[T-98] The ledger of a state brought up to date after some of its modules changed."""

    implements = DesignCheck
    file_path = "archhook/check/reread.py"
    functions = [
        "_detail",
        "_meaning",
        "_names_coarse_folder",
        "_names_unknown_layer",
        "_spliced",
        "_take",
        "_take_in",
        "changed_fields",
        "changed_nodes",
        "reread",
    ]
    globals = ["NO_MEANING", "TYPE_CHECKING"]


class TaskCheckRun(Task):
    """[T-99] One judgement of one snapshot: from what is remembered and what changed, or from nothing."""

    implements = DesignCheck
    file_path = "archhook/check/run.py"
    classes = ["Run"]
    globals = ["TYPE_CHECKING", "_SETTINGS"]


class TaskArchhookCheckSharedClassNames(Task):
    """[T-archhook.check.shared_class_names] Nodes whose classes have one name in one module of the ledger: no error,
    but what refers to that name means one.
    """

    implements = DesignCheck
    file_path = "archhook/check/shared_class_names.py"
    functions = ["_note", "_of_nodes", "_shared", "shared_class_names"]
    globals = ["TYPE_CHECKING", "_AGAIN", "_ID"]


class TaskCheckState(Task):
    """[T-100] What is remembered of a judged snapshot: its facts and its breaches, as maps that a small change
    is laid upon.
    """

    implements = DesignCheck
    file_path = "archhook/check/state.py"
    classes = ["ByContent", "State"]
    functions = [
        "_by_field",
        "_declarers_from",
        "_tuples",
        "_unchanged",
        "baseline_from",
        "breaches_from",
        "config_from",
        "file_from",
        "folder_from",
        "head_from",
        "ignores_from",
        "lines_from",
        "measurements_from",
        "node_from",
        "outgoing_from",
        "row_from",
    ]
    globals = ["LEDGER", "TYPE_CHECKING"]


class TaskArchhookCheckSupposed(Task):
    """[T-archhook.check.supposed] A judged snapshot with other nodes in its ledger."""

    implements = DesignCheck
    file_path = "archhook/check/supposed.py"
    functions = ["_place", "copied", "supposed"]
    globals = ["NOT_WRITTEN", "TYPE_CHECKING"]


class TaskArchhookCheckTakenAway(Task):
    """[T-archhook.check.taken_away] The imports that a merge leaves without a file: one side took the file away that
    they mean on the other.
    """

    implements = DesignCheck
    file_path = "archhook/check/taken_away.py"
    classes = ["_Side"]
    functions = ["_importing", "_is_namespace", "_unbound", "lost_imports"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookCheckUncounted(Task):
    """[T-archhook.check.uncounted] What it means for findings that exemptions do not count: those that stand for that
    reason alone say so in their fix.
    """

    implements = DesignCheck
    file_path = "archhook/check/uncounted.py"
    classes = ["Uncounted"]
    functions = ["_explained", "few_called", "key_place", "never_looser", "of_key"]
    globals = ["ABSENT", "BY_DETAIL", "OfKey", "SHOWN", "TYPE_CHECKING", "_BY_IMPORTS", "_BY_KEY"]


class TaskCheckConfirm(Task):
    """[T-archhook.engine.steady] What a run does at its end: is the snapshot still the one that it read?"""

    implements = DesignCheck
    file_path = "archhook/check/confirm.py"
    functions = ["_is_same", "is_steady", "restless"]
    globals = ["Stamp", "TYPE_CHECKING"]


class TaskArchhookCheckCounted(Task):
    """[T-archhook.check.counted] What of a snapshot's exemptions counts where it is judged by the law of another: what
    that has at least as wide.
    """

    implements = DesignCheck
    file_path = "archhook/check/counted.py"
    functions = [
        "_collected",
        "_detailed",
        "_hides",
        "_keys",
        "_let_in",
        "_of_law",
        "_roles",
        "_severity",
        "_tolerances",
        "_within",
        "counted_baseline",
        "counted_config",
        "counted_ignores",
        "counted_keys",
        "counted_node",
        "wider",
    ]
    globals = ["ADOPTED", "FIELD", "FOR_ALL", "PLANNED", "PYTEST", "SEVERITIES", "TYPE_CHECKING"]


class TaskArchhookCheckCutOff(Task):
    """[T-archhook.check.cut_off] The code of archhook/check/cut_off.py."""

    implements = DesignCheck
    file_path = "archhook/check/cut_off.py"
    functions = ["cut_off"]
    globals = ["TYPE_CHECKING"]


class TaskCheckDerived(Task):
    """[T-archhook.check.derived] What follows from all nodes."""

    implements = DesignCheck
    file_path = "archhook/check/derived.py"
    functions = [
        "_by_id",
        "_is_lenient",
        "_loose",
        "_names",
        "_reclaim",
        "_recount",
        "count_nodes",
        "declared_of",
        "recount_nodes",
        "redeclare",
        "redeclare_below",
        "redeclared",
    ]
    globals = ["COUNTED", "TYPE_CHECKING"]


class TaskCheckVerdict(Task):
    """[T-102] From breaches to a verdict: severities, exemptions, places and chains."""

    implements = DesignCheck
    file_path = "archhook/check/verdict.py"
    classes = ["_Reporter"]
    functions = ["_limited", "in_folder", "order", "undeclared", "unreadable", "verdict_of"]
    globals = ["CHAINS_SHOWN", "MOVING", "PROPOSED", "TYPE_CHECKING"]


class TaskCheckVerifyCache(Task):
    """[T-283] What `--verify-cache` asks."""

    implements = DesignCheck
    file_path = "archhook/check/verify_cache.py"
    functions = ["_differences", "_is_read", "_outcome", "_told", "verified"]
    globals = ["ATTRIBUTES", "Found", "SHOWN", "TYPE_CHECKING"]


class TaskQueryBudgetText(Task):
    """[T-104] Budget -> a table for a terminal, the same as plain text, and JSON."""

    implements = DesignQuery
    file_path = "archhook/query/budget_text.py"
    functions = [
        "_aligned",
        "_cells",
        "_details",
        "_entry",
        "_guessed",
        "_line",
        "_machines",
        "_marks",
        "_measured",
        "_rolled",
        "_shown",
        "_table",
        "_title",
        "_widths",
        "bar",
        "document",
        "render",
        "render_terminal",
        "shown",
    ]
    globals = ["BAR", "HEADS", "NOTES", "NOTHING", "TYPE_CHECKING"]


class TaskReportGithub(Task):
    """[T-106] Verdict -> workflow commands of GitHub Actions: an annotation at the line of each finding."""

    implements = DesignReport
    file_path = "archhook/report/github.py"
    functions = [
        "_acts",
        "_annotation",
        "_command",
        "_data",
        "_encoded",
        "_property",
        "render",
        "render_failure",
        "render_many",
    ]
    globals = ["TYPE_CHECKING"]


class TaskReportJson(Task):
    """[T-107] Verdict -> JSON: one document on one line, the same bytes for the same verdict."""

    implements = DesignReport
    file_path = "archhook/report/json.py"
    classes = ["Claimed"]
    functions = [
        "_document",
        "_subject",
        "_work",
        "as_line",
        "finding_document",
        "render",
        "render_failure",
        "render_many",
        "snapshot_document",
    ]
    globals = ["SCHEMA_VERSION", "TYPE_CHECKING"]


class TaskReportJunit(Task):
    """[T-108] Verdict -> JUnit XML as CI viewers read it: a suite for each law that is broken, a test case for
    each finding.
    """

    implements = DesignReport
    file_path = "archhook/report/junit.py"
    functions = [
        "_case",
        "_document",
        "_kind",
        "_numbers",
        "_suite",
        "_suites",
        "render",
        "render_failure",
        "render_many",
    ]
    globals = ["COUNTED", "TOTALS", "TYPE_CHECKING"]


class TaskMeasureMeasuredText(Task):
    """[T-109] What was measured -> text and JSON: each figure beside what was there before and what the ledger says."""

    implements = DesignMeasure
    file_path = "archhook/measure/measured_text.py"
    classes = ["Compared"]
    functions = ["_compared", "compared", "document", "render"]
    globals = ["TYPE_CHECKING"]


class TaskReportMission(Task):
    """[T-110] The report of `python architecture.py`, in the words of the mission."""

    implements = DesignReport
    file_path = "archhook/report/mission.py"
    functions = ["_encodable", "_finding", "render"]
    globals = ["FAILED", "HOLDS", "LINE", "STARTED", "TYPE_CHECKING", "VALIDATED", "WARNINGS"]


class TaskQueryHtmlPage(Task):
    """[T-111] All of an architecture as one HTML page that needs nothing else: no network, no fonts, no scripts of
    others.
    """

    implements = DesignQuery
    file_path = "archhook/query/html_page.py"
    functions = ["_digest", "_node", "_since", "_total", "_totals", "embedded", "render_page", "report_document"]
    globals = ["PARTS", "SCRIPTS", "TYPE_CHECKING"]


class TaskQueryPicture(Task):
    """[T-112] The graph of nodes, or the part of it around one, as the text of a picture: Mermaid, or DOT for
    Graphviz.
    """

    implements = DesignQuery
    file_path = "archhook/query/picture.py"
    classes = ["Edge", "Part"]
    functions = [
        "_direction",
        "_down",
        "_names",
        "_near",
        "_up",
        "_words",
        "box_label",
        "document",
        "dot",
        "dot_node",
        "dot_text",
        "edges",
        "mermaid",
        "mermaid_text",
        "part",
    ]
    globals = [
        "ALONE",
        "DASHED",
        "DOT_NEWLINE",
        "DOT_SHAPES",
        "FILLS",
        "SHAPES",
        "TYPE_CHECKING",
        "UPWARD",
        "WIDTH",
        "WORDS",
    ]


class TaskArchhookQueryPytestPlugins(Task):
    """[T-archhook.query.pytest_plugins] The modules that pytest imports for every test, because a project's settings
    name them.
    """

    implements = DesignQuery
    file_path = "archhook/query/pytest_plugins.py"
    functions = ["_value", "plugins", "plugins_in"]
    globals = ["AROUND", "ENTRY_POINTS", "SETTINGS", "TYPE_CHECKING"]


class TaskArchhookQueryReachingTests(Task):
    """[T-archhook.query.reaching_tests] Which tests run a file, by what they import, and what no import says."""

    implements = DesignQuery
    file_path = "archhook/query/reaching_tests.py"
    classes = ["Reaching"]
    functions = [
        "_beginnings",
        "_conftests",
        "_held",
        "_holds_tests",
        "_imports_by_name",
        "_is_pytester",
        "_joined",
        "_runs",
        "_starting",
        "_starts",
        "_test_files",
        "_untold",
        "reaching_tests",
        "strings_of",
    ]
    globals = ["CONFTEST", "LAZY", "LONGEST_NAME", "OWN_NAMES", "PLUGINS", "PYTESTER", "STARTERS", "TYPE_CHECKING"]


class TaskQueryRuleText(Task):
    """[T-113] Laws -> what `archhook rule` says: the list of all and the page of one as text, and both for JSON."""

    implements = DesignQuery
    file_path = "archhook/query/rule_text.py"
    functions = [
        "_example",
        "_exemptions",
        "_piece",
        "_section",
        "_wrapped",
        "render_law",
        "render_list",
        "rule_document",
    ]
    globals = ["BOLD", "NODELESS", "RESET", "TYPE_CHECKING", "WIDTH", "_SEVERITY"]


class TaskReportSarif(Task):
    """[T-114] Verdict -> SARIF 2.1.0, the static analysis results format of OASIS: one log, a run for each verdict."""

    implements = DesignReport
    file_path = "archhook/report/sarif.py"
    functions = [
        "_about_run",
        "_fingerprint",
        "_invocation",
        "_log",
        "_result",
        "_rule",
        "_run",
        "_subject",
        "_uri",
        "render",
        "render_failure",
        "render_many",
    ]
    globals = ["FINGERPRINT", "ROOT", "SCHEMA", "TYPE_CHECKING", "_INDEX"]


class TaskReportText(Task):
    """[T-116] Verdict -> the text that people read: findings for standard output, the summary line for standard
    error.
    """

    implements = DesignReport
    file_path = "archhook/report/text.py"
    functions = [
        "_chain",
        "_change",
        "_reasons",
        "_source",
        "_state",
        "count",
        "failure_text",
        "few",
        "finding_text",
        "in_brief",
        "kind_of",
        "mended_line",
        "name_bytes",
        "paint",
        "printable",
        "render",
        "render_many",
        "summary_line",
        "unstaged_line",
        "work_lines",
    ]
    globals = [
        "BOLD",
        "CHAINS_SHOWN",
        "CYAN",
        "DIM",
        "FILES_SHOWN",
        "GREEN",
        "PLACEHOLDERS_SHOWN",
        "REASONS_SHOWN",
        "RED",
        "RESET",
        "TYPE_CHECKING",
        "YELLOW",
    ]


class TaskCliCmdAgentHook(Task):
    """[T-117] `archhook agent-hook claude`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_agent_hook.py"
    functions = [
        "_answer",
        "_failed",
        "run",
    ]
    globals = ["COMMANDS", "DETAIL", "HOW", "STOPPABLE"]


class TaskArchhookCliCmdAgents(Task):
    """[T-archhook.cli.cmd_agents] `archhook agents install`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_agents.py"
    functions = ["_branch", "_committed", "_listed", "_named", "_notes", "_start", "_way", "run"]
    globals = ["COMMANDS", "OWN", "PROGRAM", "USUAL"]


class TaskCliArguments(Task):
    """[T-118] From `argv`, read by the tables of the commands (commands.py), to what is to be judged."""

    implements = DesignCommandLine
    file_path = "archhook/cli/arguments.py"
    classes = ["Invocation"]
    functions = [
        "_bare",
        "_nearest",
        "_read",
        "_refuse",
        "_unknown_command",
        "_unknown_option",
        "_value",
        "commit_source",
        "in_snapshot",
        "read_arguments",
        "request_of",
    ]
    globals = ["HANDED_ON", "TYPE_CHECKING"]


class TaskCliQuestion(Task):
    """[T-119] What the commands that ask a snapshot share: options, which snapshot, how the answer is written."""

    implements = DesignCommandLine
    file_path = "archhook/cli/question.py"
    functions = [
        "answer",
        "ask_revision",
        "ask_snapshot",
        "colors",
        "here",
        "node_named",
        "note_unsound",
        "subject_named",
        "tell",
        "typed",
        "wants_json",
        "whole_number",
    ]
    globals = [
        "ALONE",
        "ASKING",
        "Answer",
        "COMMON",
        "FORMAT",
        "OUTPUT",
        "PLAIN",
        "SNAPSHOT",
        "SUBJECT",
        "TYPE_CHECKING",
    ]


class TaskArchhookShellChangedFiles(Task):
    """[T-archhook.shell.changed_files] The files that a program changes, as far as its words name them."""

    implements = DesignShell
    file_path = "archhook/shell/changed_files.py"
    functions = [
        "_absolute",
        "_before",
        "_by_formatter",
        "_by_git",
        "_by_program",
        "_clustered",
        "_pathspec",
        "_split",
        "changed_files",
        "operands_of",
        "takes_back",
    ]
    globals = ["FORMATTERS", "WHOLE", "_ALL", "_LAST", "_REMOVING", "_RUNNERS", "_SHOWS", "_VALUES", "_WRITING"]


class TaskArchhookShellChangingPrograms(Task):
    """[T-archhook.shell.changing_programs] Which programs may change files, or what a commit records."""

    implements = DesignShell
    file_path = "archhook/shell/changing_programs.py"
    functions = ["changing"]
    globals = ["GIT_READS", "_COMMANDS", "_PROGRAMS", "_READ", "_WRITES"]


class TaskArchhookShellCommandReader(Task):
    """[T-archhook.shell.command_reader] Reads commands, by the grammar of bash, as far as commands that people write
    need it.
    """

    implements = DesignShell
    file_path = "archhook/shell/command_reader.py"
    classes = ["CommandReader"]
    functions = ["read_commands"]
    globals = ["_BEFORE", "_ENDS", "_NAMED"]


class TaskArchhookShellCommitSteps(Task):
    """[T-archhook.shell.commit_steps] What each git commit of a shell command records: the index, and what is staged
    before; or why nobody can tell.
    """

    implements = DesignShell
    file_path = "archhook/shell/commit_steps.py"
    classes = ["Commit"]
    functions = ["_own_steps", "_staging", "commits_in"]


class TaskArchhookShellCompoundReader(Task):
    """[T-archhook.shell.compound_reader] Takes commands that hold others."""

    implements = DesignShell
    file_path = "archhook/shell/compound_reader.py"
    classes = ["CompoundReader"]
    globals = ["WORDS", "_BARE"]


class TaskArchhookShellDiskNames(Task):
    """[T-archhook.shell.disk_names] The names on disk that patterns of a shell, and find, come to, as far as the
    surroundings tell them.
    """

    implements = DesignShell
    file_path = "archhook/shell/disk_names.py"
    classes = ["Found", "_Expression"]
    functions = ["_always", "_below", "_components", "_pattern", "_start", "found_by", "listed_by", "matching"]
    globals = ["MOST", "Test", "_NAMES", "_PATHS", "_PRINTS", "_STARTS"]


class TaskArchhookShellExpansion(Task):
    """[T-archhook.shell.expansion] The words of a command as a shell would hand them on: variables, substitutions,
    splitting; and its redirections.
    """

    implements = DesignShell
    file_path = "archhook/shell/expansion.py"
    functions = ["_matching", "_output", "_texts", "fields_of", "path_from", "redirected", "said_by", "value_of"]
    globals = ["PATTERNS", "_GIT_FOLDER", "_OUTPUT"]


class TaskArchhookShellGitCalls(Task):
    """[T-archhook.shell.git_calls] The calls of git that a shell command makes: where git works, with which settings,
    and which command it is given.
    """

    implements = DesignShell
    file_path = "archhook/shell/git_calls.py"
    classes = ["GitCall"]
    functions = ["_call", "_calls", "_inherited", "_key", "_named", "_scripts", "_top", "git_calls"]
    globals = ["Aliases", "DEEPEST", "_BUILTIN", "_OWN", "_PARAMETER", "_VALUES"]


class TaskArchhookShellGitOptions(Task):
    """[T-archhook.shell.git_options] The options of git's commands, as git reads them: combined letters, values,
    abbreviations.
    """

    implements = DesignShell
    file_path = "archhook/shell/git_options.py"
    classes = ["Given", "Syntax"]
    functions = ["_letters", "_syntax", "_whole", "given"]
    globals = ["SYNTAX", "_NONE"]


class TaskArchhookShellShellBuiltins(Task):
    """[T-archhook.shell.shell_builtins] What the builtins of a shell change: the folder, variables, arguments."""

    implements = DesignShell
    file_path = "archhook/shell/shell_builtins.py"
    functions = ["_cd", "_declare", "_pushd", "_set", "run_builtin"]
    globals = ["_DECLARES", "_MAKERS", "_SUCCEED"]


class TaskArchhookShellShellCommands(Task):
    """[T-archhook.shell.shell_commands] The code of archhook/shell/shell_commands.py."""

    implements = DesignShell
    file_path = "archhook/shell/shell_commands.py"
    functions = [
        "_choice",
        "_either",
        "_function",
        "_inner",
        "_inner_script",
        "_joined",
        "_loop",
        "_next",
        "_note_writes",
        "_pipeline",
        "_program",
        "_run",
        "_script",
        "_simple",
        "commands_of",
    ]


class TaskArchhookShellShellState(Task):
    """[T-archhook.shell.shell_state] What a shell knows while it runs a script: folder, variables, functions; and what
    has been run until then.
    """

    implements = DesignShell
    file_path = "archhook/shell/shell_state.py"
    classes = ["State", "Trace"]
    globals = ["DEEPEST", "LONGEST", "STEPS"]


class TaskArchhookShellSimpleReader(Task):
    """[T-archhook.shell.simple_reader] A command of a shell that is a program with its words: assignments, lists,
    redirections.
    """

    implements = DesignShell
    file_path = "archhook/shell/simple_reader.py"
    classes = ["SimpleReader"]
    globals = ["_ASSIGNED", "_REDIRECTED"]


class TaskArchhookShellSurroundings(Task):
    """[T-archhook.shell.surroundings] What a shell command is read against, and what comes of it."""

    implements = DesignShell
    file_path = "archhook/shell/surroundings.py"
    classes = ["Ran", "Reading", "Surroundings"]
    functions = ["is_known", "program"]
    globals = ["MANY", "UNKNOWN"]


class TaskArchhookShellSyntaxNodes(Task):
    """[T-archhook.shell.syntax_nodes] As data: words with what stands in them, commands, and how commands are
    joined.
    """

    implements = DesignShell
    file_path = "archhook/shell/syntax_nodes.py"
    classes = ["Choice", "Document", "Function", "Group", "Joined", "Loop", "Part", "Pipeline", "Redirection", "Simple"]
    functions = ["leaves"]
    globals = ["ENDS", "NOTHING", "Node", "Word", "_LEAVES"]


class TaskArchhookShellWordReader(Task):
    """[T-archhook.shell.word_reader] The words of a shell script: quotes, escapes, variables, substitutions,
    here-documents.
    """

    implements = DesignShell
    file_path = "archhook/shell/word_reader.py"
    classes = ["NotShellError", "WordReader"]
    functions = ["_settled", "_unescaped", "literal"]
    globals = ["BREAKS", "DEEPEST", "_BARE", "_BRACES", "_ESCAPE", "_ESCAPED", "_NAME", "_PLAIN", "_TILDE"]


class TaskArchhookShellWrappers(Task):
    """[T-archhook.shell.wrappers] Programs that run another: env, sudo, xargs, bash -c: which one, with which words, or
    which script.
    """

    implements = DesignShell
    file_path = "archhook/shell/wrappers.py"
    classes = ["Inner", "Wrapper"]
    functions = ["_find", "_known", "_shell", "_wrapped", "handed_on", "inner_of", "with_names"]
    globals = ["RUNNERS", "SHELLS", "WRAPPERS", "_SHELL_VALUES"]


class TaskArchhookRefactorClassNames(Task):
    """[T-archhook.refactor.class_names] Classes of a ledger under other names: their statements, imports, and wherever
    they are named.
    """

    implements = DesignRefactor
    file_path = "archhook/refactor/class_names.py"
    classes = ["_Lookup", "_Spot"]
    functions = ["_dotted", "_in_prose", "_put", "_refuse_taken", "_replaced", "refuse_name", "renamed_classes"]
    globals = ["Classes", "_CLASS", "_QUOTES"]


class TaskArchhookRefactorIdMentions(Task):
    """[T-archhook.refactor.id_mentions] Texts in which nodes are named, with other ids in place of some."""

    implements = DesignRefactor
    file_path = "archhook/refactor/id_mentions.py"
    functions = ["_literal", "_pieces", "is_worded", "mentions", "renamed_prose", "renamed_string", "rewritten"]
    globals = ["Change", "_BOM", "_CLOSE", "_ITEM", "_MENTION", "_OPEN", "_STRING"]


class TaskArchhookRefactorJoinedDesigns(Task):
    """[T-archhook.refactor.joined_designs] Two Designs that become one."""

    implements = DesignRefactor
    file_path = "archhook/refactor/joined_designs.py"
    classes = ["Joining"]
    functions = ["_follow", "_lost", "_requires", "_said", "belonging", "joined"]
    globals = ["Fields", "SHOWN", "TAKEN"]


class TaskArchhookRecoveryBesideFolders(Task):
    """[T-archhook.recovery.beside_folders] Loose files that go with a folder beside them."""

    implements = DesignRecovery
    file_path = "archhook/recovery/beside_folders.py"
    functions = ["circles", "of_its_name"]
    globals = ["Pieces"]


class TaskArchhookRecoveryBetterGroups(Task):
    """[T-archhook.recovery.better_groups] The code of archhook/recovery/better_groups.py."""

    implements = DesignRecovery
    file_path = "archhook/recovery/better_groups.py"
    classes = ["_Groups"]
    functions = ["moved"]
    globals = ["Links", "TOGETHER", "Weights"]


class TaskArchhookRecoveryClusters(Task):
    """[T-archhook.recovery.clusters] The code of archhook/recovery/clusters.py."""

    implements = DesignRecovery
    file_path = "archhook/recovery/clusters.py"
    classes = ["Piece", "_Clusters"]
    functions = ["_kinship", "_order", "_runs", "clustered"]
    globals = ["LIMIT", "MORE", "PASSES", "WORTH", "Weights"]


class TaskArchhookRecoveryFamilies(Task):
    """[T-archhook.recovery.families] What the names of the files of an opened folder tell."""

    implements = DesignRecovery
    file_path = "archhook/recovery/families.py"
    functions = ["_stem", "families", "is_entry"]
    globals = ["ENTRIES", "KIN", "Paths"]


class TaskArchhookRecoveryGroupOrder(Task):
    """[T-archhook.recovery.group_order] The code of archhook/recovery/group_order.py."""

    implements = DesignRecovery
    file_path = "archhook/recovery/group_order.py"
    classes = ["Part"]
    functions = ["_beside", "_beside_init", "_between", "_handed_on", "_home", "_hubs", "debts", "placed"]
    globals = ["Between", "HUBS", "INIT", "Links"]


class TaskArchhookRecoveryGroups(Task):
    """[T-archhook.recovery.groups] What recovery is given and gives back."""

    implements = DesignRecovery
    file_path = "archhook/recovery/groups.py"
    classes = ["Group", "Link"]
    functions = ["common_folder"]
    globals = ["LAZY"]


class TaskArchhookRecoveryJoining(Task):
    """[T-archhook.recovery.joining] What it costs to make one of two clusters that stand in an order."""

    implements = DesignRecovery
    file_path = "archhook/recovery/joining.py"
    classes = ["JoinedOrder"]


class TaskArchhookRecoveryOpenedFolders(Task):
    """[T-archhook.recovery.opened_folders] Which folders stay whole and which are opened: where code was put tells best
    what belongs together.
    """

    implements = DesignRecovery
    file_path = "archhook/recovery/opened_folders.py"
    classes = ["Opened", "Parts", "_Tree"]
    functions = ["_open", "_pieces", "_tied", "_too_large", "_upwards", "large_of", "parts_of"]
    globals = ["FEW", "FEW_IN_FOLDER", "LARGE", "MOST", "SMALL", "SPREAD", "TIED", "WHOLE"]


class TaskArchhookRecoveryOrdering(Task):
    """[T-archhook.recovery.ordering] An order of the nodes of a weighted graph against which the least weight runs."""

    implements = DesignRecovery
    file_path = "archhook/recovery/ordering.py"
    functions = ["_better_place", "_first_order", "_inserted", "ordered"]
    globals = ["Node", "PASSES", "TOO_LITTLE"]


class TaskArchhookRecoveryRecover(Task):
    """[T-archhook.recovery.recover] Files and their imports -> the groups that they fall into, each behind all that it
    requires.
    """

    implements = DesignRecovery
    file_path = "archhook/recovery/recover.py"
    functions = [
        "_fixed",
        "_grouped",
        "_wanted",
        "recover",
    ]
    globals = ["EACH", "Links", "OPENED", "TOO_MANY"]


class TaskArchhookRefactorConsequences(Task):
    """[T-archhook.refactor.consequences] What an edit of the ledger asks for."""

    implements = DesignRefactor
    file_path = "archhook/refactor/consequences.py"
    functions = ["_emptied", "_idle", "_mended", "_required", "_unused", "consequences"]
    globals = ["SHOWN", "TOLD"]


class TaskArchhookRefactorDetailDraft(Task):
    """[T-archhook.refactor.detail_draft] What changes of a ledger while its detail does."""

    implements = DesignRefactor
    file_path = "archhook/refactor/detail_draft.py"
    classes = ["Draft", "Folder"]
    functions = ["without_names"]
    globals = ["MANY", "SHOWN"]


class TaskArchhookRefactorDetailEdit(Task):
    """[T-archhook.refactor.detail_edit] Archhook detail: the edit of the ledger."""

    implements = DesignRefactor
    file_path = "archhook/refactor/detail_edit.py"
    functions = ["_baseline", "_configuration", "_design", "detailed"]
    globals = ["DEFAULT", "OWN_FILE", "PYPROJECT"]


class TaskArchhookRefactorDetailPlan(Task):
    """[T-archhook.refactor.detail_plan] From the detail that a ledger has to another one."""

    implements = DesignRefactor
    file_path = "archhook/refactor/detail_plan.py"
    classes = ["DetailPlan"]
    functions = ["_lost", "_named", "_put_in", "_take_out", "plan"]


class TaskArchhookRefactorDetailScope(Task):
    """[T-archhook.refactor.detail_scope] What a change of detail is about."""

    implements = DesignRefactor
    file_path = "archhook/refactor/detail_scope.py"
    classes = ["Scope"]
    functions = ["_same", "_says_more", "wanted_symbols", "with_symbols"]
    globals = ["NOWHERE", "_READ"]


class TaskArchhookRefactorFolderFiles(Task):
    """[T-archhook.refactor.folder_files] From Tasks and Tests of folders to those of the files that lie in them."""

    implements = DesignRefactor
    file_path = "archhook/refactor/folder_files.py"
    functions = [
        "_chosen",
        "_names",
        "_open_tasks",
        "_open_test",
        "_open_tests",
        "_told",
        "holds_tests",
        "open_folders",
    ]


class TaskArchhookRefactorFolderJoins(Task):
    """[T-archhook.refactor.folder_joins] From Tasks and Tests of files to those of folders."""

    implements = DesignRefactor
    file_path = "archhook/refactor/folder_joins.py"
    functions = [
        "_back_to_shared",
        "_is_one_of_several",
        "_join_tasks",
        "_join_tests",
        "_joinable",
        "_named",
        "_owner",
        "_task_groups",
        "_tell",
        "_told_tests",
        "join",
    ]


class TaskArchhookRefactorJudgedEdit(Task):
    """[T-archhook.refactor.judged_edit] An edit of the ledger, and of the files beside it, that is judged in memory
    before anybody writes it.
    """

    implements = DesignRefactor
    file_path = "archhook/refactor/judged_edit.py"
    classes = ["Judged", "Wanted", "Whole"]
    functions = [
        "_along",
        "_compared",
        "_judged_edit",
        "_renamed",
        "_state_after",
        "_unfrozen",
        "applied",
        "judged_edit",
        "sound",
    ]
    globals = ["REGULAR"]


class TaskArchhookRefactorRenamedFiles(Task):
    """[T-archhook.refactor.renamed_files] The files beside a ledger that name its nodes, with other ids."""

    implements = DesignRefactor
    file_path = "archhook/refactor/renamed_files.py"
    functions = [
        "_by_hand",
        "_key",
        "_loaded",
        "_rows",
        "_value",
        "renamed_baseline",
        "renamed_configuration",
        "renamed_measured",
    ]
    globals = ["_DESIGN", "_HEAD"]


class TaskArchhookRefactorRenaming(Task):
    """[T-archhook.refactor.renaming] The code of archhook/refactor/renaming.py."""

    implements = DesignRefactor
    file_path = "archhook/refactor/renaming.py"
    classes = ["Renaming"]
    functions = [
        "_bear_out",
        "_beside",
        "_class",
        "_differing",
        "_elsewhere",
        "_line",
        "_meaning",
        "_new_id",
        "_node",
        "_refuse_taken",
        "_said",
        "_sources",
        "renamed",
        "renaming_of",
    ]
    globals = ["FIX", "READ", "SHOWN"]


class TaskArchhookRefactorMoveEdit(Task):
    """[T-archhook.refactor.move_edit] The code of archhook/refactor/move_edit.py."""

    implements = DesignRefactor
    file_path = "archhook/refactor/move_edit.py"
    functions = ["_after", "_dropped", "_moved", "_names", "_new", "_tests", "_to_read", "move", "parted", "tests_in"]
    globals = ["MANY", "NOWHERE", "SHOWN"]


class TaskArchhookRefactorMovedNodes(Task):
    """[T-archhook.refactor.moved_nodes] The code of archhook/refactor/moved_nodes.py."""

    implements = DesignRefactor
    file_path = "archhook/refactor/moved_nodes.py"
    classes = ["Meant", "Part"]
    functions = [
        "_article",
        "_below",
        "_declaring",
        "_folder",
        "_named",
        "_node",
        "_shared",
        "_unfit",
        "designs_in",
        "fits",
        "is_of",
        "meant",
        "target_of",
    ]
    globals = ["LISTED", "TAKES"]


class TaskArchhookRefactorNeedlessNodes(Task):
    """[T-archhook.refactor.needless_nodes] Tasks and Tests that need not stay once they belong to another node."""

    implements = DesignRefactor
    file_path = "archhook/refactor/needless_nodes.py"
    functions = ["_all_of", "needless"]
    globals = ["ROLES"]


class TaskArchhookRefactorSplitDebts(Task):
    """[T-archhook.refactor.split_debts] What a split leaves in the baseline."""

    implements = DesignRefactor
    file_path = "archhook/refactor/split_debts.py"
    classes = ["Debts"]
    functions = ["_anywhere", "_counted", "_may_be", "debts"]


class TaskArchhookRefactorSplitEdit(Task):
    """[T-archhook.refactor.split_edit] Archhook split: a Design falls into several."""

    implements = DesignRefactor
    file_path = "archhook/refactor/split_edit.py"
    classes = ["Split", "Splitting"]
    functions = ["_reread"]
    globals = ["Pair"]


class TaskArchhookRefactorSplitLimits(Task):
    """[T-archhook.refactor.split_limits] What bounds a Design, and what of that bounds each of its parts."""

    implements = DesignRefactor
    file_path = "archhook/refactor/split_limits.py"
    classes = ["Limits"]
    globals = ["COPIED", "HUBS"]


class TaskArchhookRefactorSplitParts(Task):
    """[T-archhook.refactor.split_parts] Into which parts a Design falls: as its files and imports tell, or as somebody
    names them.
    """

    implements = DesignRefactor
    file_path = "archhook/refactor/split_parts.py"
    classes = ["New", "Part", "Parts"]
    functions = [
        "_above",
        "_is_met",
        "_names",
        "_patterns",
        "_word",
        "_words",
        "class_of",
        "files_of",
        "links_of",
        "named",
        "new_designs",
        "patterns_for",
        "places_of",
        "recovered",
        "tasks_of",
    ]
    globals = ["FORM", "HOW", "SHOWN"]


class TaskArchhookRefactorSplitRun(Task):
    """[T-archhook.refactor.split_run] Archhook split from the words that name a Design and its parts to an edit."""

    implements = DesignRefactor
    file_path = "archhook/refactor/split_run.py"
    classes = ["Proposal"]
    functions = ["_requiring", "_said", "_table", "split"]
    globals = ["SHOWN"]


class TaskCliCmdBaseline(Task):
    """[T-120] `archhook baseline`: freezes what stands today, drops what is mended, grows for a reason only."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_baseline.py"
    classes = ["_File"]
    functions = [
        "_accept",
        "_counted",
        "_create",
        "_file",
        "_found",
        "_kept_for",
        "_prune",
        "_refuse",
        "_subject",
        "_subjects",
        "refuse_unattended",
        "run",
    ]
    globals = ["COMMANDS", "OF_THE_LEDGER", "TYPE_CHECKING", "_AUTOMATIC"]


class TaskCliCmdBrief(Task):
    """[T-121] `archhook brief`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_brief.py"
    functions = ["run"]
    globals = ["COMMANDS"]


class TaskCliCmdBudget(Task):
    """[T-122] `archhook budget`: estimate, measured, roll-up, budget and head-room of Requirements and Designs."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_budget.py"
    functions = ["run", "shows_bars"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdCache(Task):
    """[T-123] `archhook cache info` and `archhook cache clear`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_cache.py"
    functions = ["_cache_clear", "_cache_info", "_default_cache", "_open", "_readable", "run"]
    globals = ["COMMANDS", "NO_CACHE", "TYPE_CHECKING"]


class TaskCliCommands(Task):
    """[T-124] The commands: what one is made of, those that judge, and where each of the others is."""

    implements = DesignCommandLine
    file_path = "archhook/cli/commands.py"
    classes = ["Command", "Option"]
    functions = ["find", "module_of"]
    globals = [
        "CACHE_DIR",
        "CACHING",
        "COLOR",
        "COMMON",
        "CONFIG",
        "GROUPS",
        "HELP",
        "JUDGES",
        "JUDGING",
        "LAW",
        "NAMES",
        "NO_CACHE",
        "OTHERS",
        "QUIET",
        "REPORTS",
        "SOURCES",
        "TYPE_CHECKING",
        "VERIFY_CACHE",
        "VERSION",
    ]


class TaskArchhookCliComparedRevisions(Task):
    """[T-archhook.cli.compared_revisions] The code of archhook/cli/compared_revisions.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/compared_revisions.py"
    classes = ["Compared"]
    functions = ["compared", "since_parted"]
    globals = ["TYPE_CHECKING"]


class TaskCliCmdClaim(Task):
    """[T-125] `archhook claim`, `archhook release` and `archhook claims`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_claim.py"
    functions = ["_asked", "_claim", "_keeping", "_list", "_report", "_wanted", "run"]
    globals = ["CLAIMABLE", "COMMANDS", "REFUSALS_SHOWN", "_SHARED"]


class TaskArchhookCliCmdDetail(Task):
    """[T-archhook.cli.cmd_detail] Archhook detail."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_detail.py"
    functions = ["run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliConsole(Task):
    """[T-126] The streams of the command line: what reaches them or a file, however they are."""

    implements = DesignCommandLine
    file_path = "archhook/cli/console.py"
    classes = ["Bar"]
    functions = [
        "_abandon",
        "_keep_traceback",
        "_started",
        "_write_file",
        "_write_stdout",
        "cache_dir",
        "complain",
        "confess",
        "current_folder",
        "deliver",
        "has_delivered",
        "prepare_streams",
        "refuse",
        "say",
        "wants_color",
    ]
    globals = ["PATIENCE", "TYPE_CHECKING", "_delivered"]


class TaskArchhookCliEditOutcome(Task):
    """[T-archhook.cli.edit_outcome] What a command that edits the ledger tells."""

    implements = DesignCommandLine
    file_path = "archhook/cli/edit_outcome.py"
    functions = ["edited", "findings_lines", "print_patch", "stage_new", "tell", "tell_judged"]
    globals = ["SHOWN", "TYPE_CHECKING"]


class TaskCliCmdDiff(Task):
    """[T-127] `archhook diff`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_diff.py"
    functions = ["_sides", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskArchhookCliCmdExemptions(Task):
    """[T-archhook.cli.cmd_exemptions] `archhook exemptions`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_exemptions.py"
    functions = ["_failing", "_parted", "_sides", "run"]
    globals = ["COMMANDS", "FAILING", "TYPE_CHECKING"]


class TaskCliFailureDocument(Task):
    """[T-240] What a command that could not do its work writes where it is asked for a document."""

    implements = DesignCommandLine
    file_path = "archhook/cli/failure_document.py"
    functions = ["_recognised", "_values", "report_failure"]
    globals = ["JUDGING", "OPTIONS", "TYPE_CHECKING"]


class TaskCliCmdGraph(Task):
    """[T-129] `archhook graph`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_graph.py"
    functions = ["_imports", "_kinds", "run"]
    globals = ["COMMANDS", "EVERY", "TYPE_CHECKING"]


class TaskCliHelp(Task):
    """[T-130] Renders the help of archhook and of its commands from the table of arguments.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/help.py"
    functions = ["_columns", "_option_row", "_overview", "_sentence", "_wrapped", "render_help"]
    globals = ["EXIT_CODES", "LEFT", "TYPE_CHECKING", "WIDTH"]


class TaskCliCmdHookSync(Task):
    """[T-270] `archhook hook sync`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_hook_sync.py"
    functions = ["_tell", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdImpact(Task):
    """[T-131] `archhook impact`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_impact.py"
    functions = ["_from_here", "_named", "_need_sound", "_notes", "_print_tests", "_since", "_unknown", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdInit(Task):
    """[T-132] `archhook init`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_init.py"
    functions = [
        "_beside",
        "_exempted",
        "_next",
        "_nothing_there",
        "_of_folder",
        "_one_by_one",
        "_told_git",
        "_verify",
        "_whole_folders",
        "report",
        "run",
    ]
    globals = ["COMMANDS", "FLAT", "KINDS", "SHOWN"]


class TaskCliCmdInstall(Task):
    """[T-133] `archhook install`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_install.py"
    functions = ["run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdCheck(Task):
    """[T-134] The commands that judge: `check` and the gates. Asks for the verdicts, and reports them."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_check.py"
    classes = ["Asked", "Judged"]
    functions = [
        "_about",
        "_asked",
        "_claimed",
        "_judging",
        "_rendered",
        "_shortened",
        "_tell",
        "_tell_cut_off",
        "chosen_format",
        "run",
    ]
    globals = ["TYPE_CHECKING"]


class TaskCliCmdList(Task):
    """[T-135] `archhook list`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_list.py"
    functions = ["_fields", "run"]
    globals = ["COMMANDS"]


class TaskCliLauncherBuild(Task):
    """[T-archhook.launcher.build] How archhook is started once it is installed: by scripts, or an entry point."""

    implements = DesignCommandLine
    file_path = "archhook/cli/launcher/build.py"
    classes = ["EntryPoint", "Scripts"]
    globals = ["WINDOWS"]


class TaskCliMain(Task):
    """[T-136] The command line: from argv to an exit code. Nothing fails here without a line that says why."""

    implements = DesignCommandLine
    file_path = "archhook/cli/main.py"
    functions = [
        "_is_lack_of_memory",
        "_print_help",
        "_print_version",
        "_report_failure",
        "_short_of_memory",
        "_trust_own_modules",
        "_whole",
        "entry",
        "main",
    ]
    globals = ["BUG", "FINE", "INTERRUPTED", "USAGE"]


class TaskCliCmdMcp(Task):
    """[T-137] `archhook mcp`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_mcp.py"
    functions = ["run"]
    globals = ["COMMANDS", "LEAST", "MOST"]


class TaskCliCmdMeasure(Task):
    """[T-138] `archhook measure`: brings measured figures into `measured.toml`, on command only."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_measure.py"
    functions = ["_design", "_fields", "_import", "_measure", "_report", "_run_command", "_runs", "run"]
    globals = ["COMMANDS", "RUNS", "SHOWN", "TYPE_CHECKING"]


class TaskArchhookCliCmdMove(Task):
    """[T-archhook.cli.cmd_move] The code of archhook/cli/cmd_move.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_move.py"
    functions = ["run"]
    globals = ["COMMANDS", "DIFF", "TYPE_CHECKING"]


class TaskCliCheckPaths(Task):
    """[T-238] `archhook check PATH ...`: the findings about some paths."""

    implements = DesignCommandLine
    file_path = "archhook/cli/check_paths.py"
    functions = ["_about", "_holds", "_known", "_path", "_paths", "_unknown", "narrowed", "verdicts_about"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookCliClaimedCommit(Task):
    """[T-archhook.cli.claimed_commit] The claims of others on a commit that is being made, as the gate tells them:
    beside the verdict, no part of it.
    """

    implements = DesignCommandLine
    file_path = "archhook/cli/claimed_commit.py"
    classes = ["ClaimedCommit"]
    functions = ["_held", "_plain", "_refuses", "claimed_commit"]
    globals = ["DAY", "_WAY"]


class TaskCliCmdPrime(Task):
    """[T-139] `archhook prime`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_prime.py"
    functions = ["run"]
    globals = ["COMMANDS"]


class TaskCliCmdReady(Task):
    """[T-141] `archhook ready`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_ready.py"
    functions = ["_summary", "run"]
    globals = ["COMMANDS", "LIMIT"]


class TaskArchhookCliCmdRename(Task):
    """[T-archhook.cli.cmd_rename] The code of archhook/cli/cmd_rename.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_rename.py"
    functions = ["_claims_renamed", "run"]
    globals = ["COMMANDS"]


class TaskCliCmdReport(Task):
    """[T-142] `archhook report`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_report.py"
    functions = ["_title", "run"]
    globals = ["COMMANDS", "DEFAULT"]


class TaskCliCmdRule(Task):
    """[T-143] `archhook rule`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_rule.py"
    functions = ["_law", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdShow(Task):
    """[T-144] `archhook show`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_show.py"
    functions = ["run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskArchhookCliCmdSplit(Task):
    """[T-archhook.cli.cmd_split] Archhook split."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_split.py"
    functions = ["run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdSync(Task):
    """[T-145] `archhook sync`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_sync.py"
    functions = ["_outcome", "_tell", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskArchhookCliCmdWhatif(Task):
    """[T-archhook.cli.cmd_whatif] `archhook whatif`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_whatif.py"
    functions = ["run"]
    globals = ["Answer", "COMMANDS", "TYPE_CHECKING"]


class TaskCliCmdWhy(Task):
    """[T-146] `archhook why`."""

    implements = DesignCommandLine
    file_path = "archhook/cli/cmd_why.py"
    functions = ["_dependence", "run"]
    globals = ["COMMANDS", "TYPE_CHECKING"]


class TaskExemptionsExemption(Task):
    """[T-archhook.exemptions.exemption] One exemption as data, and which of some are new or wider."""

    implements = DesignExemptionList
    file_path = "archhook/exemptions/exemption.py"
    classes = ["Exemption", "_Held"]
    functions = ["_added", "_folders", "_held_by_another", "had_of", "identity", "newer"]
    globals = [
        "ADOPTED",
        "BASELINE",
        "DYNAMIC",
        "EXCLUDE",
        "FOR_ALL",
        "HOOK",
        "IGNORE",
        "Identity",
        "KINDS",
        "NEW",
        "OF_NEW_NODES",
        "PLANNED",
        "PYTEST",
        "SEVERITY",
        "SHARED",
        "SYMBOLS",
        "TESTS",
        "TOLERANCE",
        "TRANSITIVE",
        "TYPE_CHECKING",
        "TYPING",
        "WAIVER",
        "WHOLE",
        "WIDER",
    ]


class TaskExemptionsExemptionList(Task):
    """[T-archhook.exemptions.exemption_list] All exemptions of one snapshot, from what was read of it."""

    implements = DesignExemptionList
    file_path = "archhook/exemptions/exemption_list.py"
    classes = ["Said", "Source"]
    functions = [
        "_coarse",
        "_of_key",
        "_of_node",
        "_of_pytest",
        "_patterns",
        "_severities",
        "_tolerances",
        "_within",
        "exemptions_of",
        "of_baseline",
        "of_configuration",
        "of_ignores",
        "of_nodes",
        "order",
    ]
    globals = ["NOWHERE", "OfKey", "OfNode", "SEVERITIES", "TYPE_CHECKING"]


class TaskArchhookExemptionsGateHooks(Task):
    """[T-archhook.exemptions.gate_hooks] archhook's gates in .pre-commit-config.yaml: which of them run, and what keeps
    the others from it.
    """

    implements = DesignExemptionList
    file_path = "archhook/exemptions/gate_hooks.py"
    classes = ["Gap", "Gate"]
    functions = [
        "_always",
        "_gaps",
        "_is_archhook",
        "_judging",
        "_key_line",
        "_line",
        "_odd_option",
        "_of_repo",
        "_stages",
        "_why_not",
        "_words",
        "_written",
        "gates_of",
        "value_of",
    ]
    globals = [
        "FILE",
        "NEEDED",
        "SWITCHES",
        "TYPE_CHECKING",
        "VALUED",
        "_ENTRIES",
        "_LANGUAGES",
        "_NARROWING",
        "_OLD_STAGES",
        "_TRUE",
    ]


class TaskArchhookExemptionsComparedTests(Task):
    """[T-archhook.exemptions.compared_tests] The tests of one side of a comparison, and what their functions hold."""

    implements = DesignWeaker
    file_path = "archhook/exemptions/compared_tests.py"
    classes = ["SeenTest", "TestsOfSide"]
    globals = ["Name", "TYPE_CHECKING"]


class TaskArchhookExemptionsDisarmedTests(Task):
    """[T-archhook.exemptions.disarmed_tests] Which tests cannot fail any more, may be skipped now, or check less of
    what they checked.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/disarmed_tests.py"
    classes = ["_Loss"]
    functions = ["_losses", "_what", "_who", "disarmed_tests"]
    globals = ["TYPE_CHECKING", "_MARK"]


class TaskArchhookExemptionsEasedSettings(Task):
    """[T-archhook.exemptions.eased_settings] Which settings that were stricter than their defaults are so no longer."""

    implements = DesignWeaker
    file_path = "archhook/exemptions/eased_settings.py"
    functions = ["_detail", "_gone", "_lists", "_severities", "_tolerances", "_words", "eased_settings"]
    globals = ["TYPE_CHECKING", "WORDS"]


class TaskArchhookExemptionsGateExemptions(Task):
    """[T-archhook.exemptions.gate_exemptions] The exemptions that a configuration of pre-commit makes: by gates that
    let something through, and by what became of those that an older one has.
    """

    implements = DesignExemptionList
    file_path = "archhook/exemptions/gate_exemptions.py"
    functions = ["_address", "_other_program", "of_gates", "taken_out"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookExemptionsSides(Task):
    """[T-archhook.exemptions.sides] Two snapshots side by side: what of them differs, which nodes are the same, and
    where code went.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/sides.py"
    classes = ["Side", "Sides", "Weakening"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookExemptionsWeaker(Task):
    """[T-archhook.exemptions.weaker] What makes the law of one snapshot weaker than that of an older one, beyond
    exemptions.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker.py"
    functions = ["weakenings"]
    globals = ["CHECKS"]


class TaskArchhookExemptionsWeakerCode(Task):
    """[T-archhook.exemptions.weaker_code] Code that the laws do not look at any more, or that they cannot see
    through.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker_code.py"
    classes = ["_Bodies"]
    functions = [
        "_defined",
        "_deselecting",
        "_dropped",
        "_folders",
        "_leads_to",
        "_links",
        "_may_be_code",
        "_module",
        "_named",
        "_of_ledger",
        "_out",
        "_put_elsewhere",
        "_ungoverned",
        "_unknown_imports",
        "unseen_code",
    ]
    globals = ["ALIKE", "LINKS", "LONGEST", "MOST", "OTHERS", "OUT", "TYPE_CHECKING"]


class TaskArchhookExemptionsWeakerLimits(Task):
    """[T-archhook.exemptions.weaker_limits] What a Design may do that it, or the Design that its code was of, might
    not: each limit that is wider or gone.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker_limits.py"
    classes = ["_Offer"]
    functions = [
        "_above",
        "_bans",
        "_called",
        "_exclusive",
        "_figures",
        "_interface",
        "_layer",
        "_packages",
        "_requires",
        "_says",
        "_visible",
        "bounds",
        "layers_called",
        "wider_limits",
    ]
    globals = ["BANS", "TYPE_CHECKING", "Told"]


class TaskArchhookExemptionsWeakerNodes(Task):
    """[T-archhook.exemptions.weaker_nodes] What is no longer in force, and what was turned to another node."""

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker_nodes.py"
    classes = ["_Taken"]
    functions = [
        "_joined",
        "_names",
        "_only_called_otherwise",
        "_still_there",
        "_text",
        "_turned_files",
        "_turned_names",
        "_with_it",
        "gone",
        "lost_nodes",
        "planned_again",
        "turned_links",
    ]
    globals = ["TYPE_CHECKING", "UPWARD", "_SINGLE"]


class TaskArchhookExemptionsWeakerSettings(Task):
    """[T-archhook.exemptions.weaker_settings] Which settings that are no exemptions make the law weaker."""

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker_settings.py"
    functions = [
        "_attributes",
        "_filters",
        "_gates",
        "_is_other",
        "_layers",
        "_left_out",
        "_options",
        "_paths",
        "_setting",
        "_strict",
        "_version",
        "weaker_settings",
    ]
    globals = [
        "ATTRIBUTES",
        "CONVERTING",
        "DESELECTING",
        "ELSEWHERE",
        "FLAGS",
        "JUDGED_ENDINGS",
        "MERGED_WHOLE",
        "TYPE_CHECKING",
        "VALUED",
    ]


class TaskArchhookExemptionsWeakerTests(Task):
    """[T-archhook.exemptions.weaker_tests] Which tests say less than they did, no longer count, or count for more than
    they did.
    """

    implements = DesignWeaker
    file_path = "archhook/exemptions/weaker_tests.py"
    functions = ["_counted", "_differs", "_gone", "_paths", "_same", "weaker_tests"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookCliAgentAsked(Task):
    """[T-archhook.cli.agent_asked] One event of an agent's hook, with what it was called with."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_asked.py"
    classes = ["Asked"]


class TaskArchhookCliAgentChanges(Task):
    """[T-archhook.cli.agent_changes] The code of archhook/cli/agent_changes.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_changes.py"
    classes = ["Met"]
    functions = [
        "_claimed_below",
        "_folder_of",
        "_meant",
        "_named",
        "_released",
        "_taken_back",
        "_with_git",
        "changed_by_command",
        "claims_met",
        "releases_met",
        "untold_changes",
    ]
    globals = ["_BELOW", "_WAY"]


class TaskArchhookCliAgentClaims(Task):
    """[T-archhook.cli.agent_claims] The code of archhook/cli/agent_claims.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_claims.py"
    functions = [
        "_configures",
        "_is_named",
        "claims_of_others",
        "claims_of_people_here",
        "held_against",
        "loose_settings",
        "own_name",
        "release_session",
        "with_those_below",
        "within",
    ]
    globals = ["_SESSION"]


class TaskCliAgentQuestion(Task):
    """[T-147] What the commands for agents share: the repository, the claims that stand in it, their owner."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_question.py"
    functions = ["_own_name", "claims_now", "owner", "repository", "work_tree"]
    globals = ["MAIN", "OWNER"]


class TaskArchhookCliAgentSurroundings(Task):
    """[T-archhook.cli.agent_surroundings] The code of archhook/cli/agent_surroundings.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_surroundings.py"
    functions = ["_listed", "_script_text", "_tracked", "surroundings"]
    globals = ["_SCRIPT"]


class TaskArchhookCliAgentTool(Task):
    """[T-archhook.cli.agent_tool] The code of archhook/cli/agent_tool.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_tool.py"
    functions = [
        "_as_in",
        "_before_command",
        "_committed",
        "_hooks_refused",
        "_is_governed",
        "_judged",
        "_names_git",
        "_refusal",
        "_told",
        "_untold",
        "before_tool",
        "changed_by",
        "had_ledger",
    ]
    globals = ["NOTED", "STAGED"]


class TaskArchhookCliAgentTurn(Task):
    """[T-archhook.cli.agent_turn] The code of archhook/cli/agent_turn.py."""

    implements = DesignCommandLine
    file_path = "archhook/cli/agent_turn.py"
    functions = [
        "_folder_of",
        "_is_ledger",
        "_loosened",
        "_remember_turn",
        "_repository",
        "_since_begun",
        "_summary",
        "_top",
        "_work_tree",
        "after_tool",
        "begun",
        "ended",
        "gave_up",
        "turn_begins",
        "turn_ends",
    ]


class TaskArchhookProjectBaselineEdits(Task):
    """[T-archhook.project.baseline_edits] The text of a baseline with entries taken out, added, or about another node
    or file.
    """

    implements = DesignExemptions
    file_path = "archhook/project/baseline_edits.py"
    functions = [
        "_counted",
        "_with_ids",
        "_with_lines",
        "_written",
        "extended",
        "following",
        "is_empty",
        "pruned",
        "reason_of",
        "rekeyed",
        "restarted",
        "with_ids",
    ]
    globals = ["TYPE_CHECKING"]


class TaskProjectConfiguration(Task):
    """[T-148] Reads `[tool.archhook]` of `pyproject.toml`, or `archhook.toml`, into a Config; what it cannot use
    is an error.
    """

    implements = DesignProject
    file_path = "archhook/project/configuration.py"
    functions = [
        "_bare",
        "_config",
        "_file",
        "_layers",
        "_measure",
        "_normal",
        "_of_files",
        "_one_of",
        "_patterns",
        "_roots",
        "_severity",
        "_string",
        "_strings",
        "_switch",
        "_tolerances",
        "_unknown_key",
        "parse_config",
        "propose_law",
        "read_config",
        "requires_python",
    ]
    globals = [
        "COUNTED",
        "LONGEST_PATTERNS",
        "NEW_IDS",
        "OF_CLAIMS",
        "OWN_FILE",
        "PYPROJECT",
        "READERS",
        "Reader",
        "SEVERITIES",
        "TYPE_CHECKING",
    ]


class TaskProjectToml(Task):
    """[T-149] A TOML file with places: tomllib says what a file holds, and this where, for the messages."""

    implements = DesignProject
    file_path = "archhook/project/toml.py"
    classes = ["OverLimitError", "Table"]
    functions = ["_decode", "_find", "_load", "_toml_error", "dotted", "loads", "quoted", "type_name"]
    globals = ["DEEPEST", "FRAMES", "LARGEST", "NESTED", "TYPE_CHECKING", "TYPE_NAMES", "_DEEP", "_PART"]


class TaskArchhookProjectTomlKeys(Task):
    """[T-archhook.project.toml_keys] One key of a configuration, set or taken out: every other byte of the file
    stays.
    """

    implements = DesignProject
    file_path = "archhook/project/toml_keys.py"
    functions = ["_at", "_changed", "_put_in", "_says", "_with", "_without", "with_key"]
    globals = ["MOST", "_HEADER"]


class TaskHooksJudgedSnapshots(Task):
    """[T-150] The gates: which snapshots a hook judges."""

    implements = DesignHooks
    file_path = "archhook/hooks/judged_snapshots.py"
    classes = ["Gated", "Plan", "Push", "PushedRef", "Selection"]
    functions = [
        "_passed",
        "_pushed_ref",
        "_repository",
        "plan",
        "plan_push",
        "read_push",
        "requests_of_push",
        "requests_of_range",
        "select",
        "standard_input",
    ]
    globals = ["OVERRIDES", "TYPE_CHECKING", "_FIRST_ONLY", "_NAMED", "_NO_INPUT"]


class TaskSnapshotHistory(Task):
    """[T-151] Walks history: the commits of a range or of a push, and what they hold."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/history.py"
    functions = [
        "_address",
        "_failed",
        "_git",
        "_rev_list",
        "alike",
        "branches_below",
        "commits_of_range",
        "mentions",
        "merge_base",
        "new_commits",
        "parents_of",
        "peel",
        "remotes",
        "remotes_at",
    ]
    globals = ["TYPE_CHECKING", "_AT_ONCE", "_SHALLOW", "_UNREADABLE"]


class TaskArchhookSnapshotMergedTree(Task):
    """[T-archhook.snapshot.merged_tree] The tree that git would make of two commits, without a program of anybody's."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/merged_tree.py"
    classes = ["Conflicts", "Merging", "Outcome"]
    functions = [
        "_driver_attributes",
        "_failed",
        "_followed",
        "_lay_out",
        "_lay_out_repository",
        "_messages",
        "_read",
        "_read_outcome",
        "_submodules",
    ]
    globals = [
        "NEEDED",
        "TYPE_CHECKING",
        "_AT_ONCE",
        "_CONFLICT",
        "_CONTENT",
        "_DRIVERS",
        "_KEPT",
        "_MERGE",
        "_NOBODYS",
        "_OLD",
        "_SETTINGS",
        "_UNRELATED",
    ]


class TaskHooksBeforeAdoption(Task):
    """[T-292] The commits of a range that were made before there was a ledger."""

    implements = DesignHooks
    file_path = "archhook/hooks/before_adoption.py"
    functions = ["_asking", "passed_over", "since_adoption"]
    globals = ["TYPE_CHECKING", "WORDS"]


class TaskHooksPrecommitConfig(Task):
    """[T-152] Adds archhook's hooks to the text of a `.pre-commit-config.yaml`, and leaves every other byte as
    it is.
    """

    implements = DesignInstall
    file_path = "archhook/hooks/precommit_config.py"
    functions = [
        "_added_before",
        "_added_beside",
        "_hooks",
        "_ids",
        "_inserted",
        "_is_block_list",
        "_item",
        "_last_line",
        "_lines",
        "_load",
        "_put",
        "_repos",
        "_scalar",
        "_value",
        "_written",
        "_yaml",
        "add_hooks",
    ]
    globals = ["GATE", "IDS", "LOCAL", "PUSH", "SYNC", "_ENTRIES", "_STAGES"]


class TaskArchhookHooksBranchLaw(Task):
    """[T-archhook.hooks.branch_law] By whose law a push to a branch is judged: that of the branch as the remote has it,
    where that says so itself.
    """

    implements = DesignHooks
    file_path = "archhook/hooks/branch_law.py"
    classes = ["BranchLaw", "Target", "_Known"]
    functions = ["_branch_of", "_holds", "_not_here", "_undecided", "branch_law", "is_shared"]
    globals = ["BRANCH", "HEADS", "REMOTES", "TYPE_CHECKING", "USUAL", "_EVERYWHERE"]


class TaskHooksHookScripts(Task):
    """[T-153] The plain git hooks that `archhook install` writes, as text."""

    implements = DesignInstall
    file_path = "archhook/hooks/hook_scripts.py"
    functions = ["config_in", "is_of_pre_commit", "is_ours", "script", "syncs"]
    globals = ["CHAINED", "MARK", "PRE_COMMIT_MARK", "_COMMIT", "_HEAD", "_NEXT", "_PUSH", "_SYNC"]


class TaskHooksInstall(Task):
    """[T-154] `archhook install`: puts the gates into a repository, and takes away nothing that somebody else
    put there.
    """

    implements = DesignInstall
    file_path = "archhook/hooks/install.py"
    classes = ["Way"]
    functions = [
        "_beside",
        "_configure",
        "_git",
        "_hooks_folder",
        "_hooks_setting",
        "_is_committed",
        "_put",
        "_read",
        "_remove_ours",
        "_run",
        "_run_pre_commit",
        "_write",
        "install",
        "way_in",
    ]
    globals = ["COMMIT_HOOKS", "CONFIG", "FOREIGN", "OWN_FOLDER", "PUSH_HOOK"]


class TaskArchhookHooksInstalledGates(Task):
    """[T-archhook.hooks.installed_gates] The code of archhook/hooks/installed_gates.py."""

    implements = DesignInstall
    file_path = "archhook/hooks/installed_gates.py"
    classes = ["Gates"]
    functions = ["_read", "gates_at", "has_gate"]
    globals = ["HOOKS", "_OURS", "_SETTINGS"]


class TaskSnapshotStaging(Task):
    """[T-295] How a file of the work tree gets into a commit that is being made."""

    implements = DesignSnapshot
    file_path = "archhook/snapshot/staging.py"
    functions = ["_named", "is_partial", "put_aside", "takes_along", "way_in"]
    globals = ["SAME_OPTIONS", "TYPE_CHECKING", "_LEAD"]


class TaskArchhookSnapshotTemporaryFolder(Task):
    """[T-archhook.snapshot.temporary_folder] A temporary folder that is gone with this process: at the end, when it is
    told to stop, or, where it is killed, when the next one is made.
    """

    implements = DesignSnapshot
    file_path = "archhook/snapshot/temporary_folder.py"
    classes = ["TemporaryFolder"]
    functions = ["_remove", "_sweep"]
    globals = ["GRACE", "PREFIX", "TYPE_CHECKING"]


class TaskProjectMeasured(Task):
    """[T-157] `measured.toml`, the measured figures of the Designs: what it may hold, read from bytes and
    written to text.
    """

    implements = DesignProject
    file_path = "archhook/project/measured.py"
    classes = ["Figure", "Measured"]
    functions = [
        "_check_version",
        "_date",
        "_design",
        "_figure",
        "_files",
        "_key",
        "_number",
        "_order",
        "_quoted",
        "_samples",
        "_text",
        "_value",
        "beside",
        "digests",
        "machines_of",
        "parse",
        "problem",
        "render",
        "written_date",
    ]
    globals = ["HEADER", "KEYS", "Keys", "LARGEST", "NAME", "TYPE_CHECKING", "VERSION"]


class TaskGraphRollUp(Task):
    """[T-158] Resources: how the figures of Designs add up along `requires`, and what a total is made of."""

    implements = DesignResources
    file_path = "archhook/graph/roll_up.py"
    classes = ["Figures", "_Path"]
    functions = ["_worse"]
    globals = [
        "TYPE_CHECKING",
    ]


class TaskModelUnits(Task):
    """[T-159] Units: what each figure of a Design is counted in, and what converts into it."""

    implements = DesignModel
    file_path = "archhook/model/units.py"
    functions = ["convert", "convertible", "propose_unit"]
    globals = ["KNOWN", "UNIT_OF", "_COMPUTE", "_COUNT", "_DATA", "_FIELDS", "_FLOW", "_RATE", "_TIME"]


class TaskModelVersion(Task):
    """[T-archhook.model.version] The version of archhook: the one place that says it, to the build, too."""

    implements = DesignModel
    file_path = "archhook/model/version.py"


class TaskMeasureFigures(Task):
    """[T-160] Makes figures of what was measured: of the files that the mapping names, or of the runs of a command."""

    implements = DesignMeasure
    file_path = "archhook/measure/figures.py"
    classes = ["Collected"]
    functions = ["_check_design", "_date", "_read", "_rounded", "_younger", "files_of", "from_files", "from_runs"]
    globals = ["DIGITS", "SHOWN", "TYPE_CHECKING"]


class TaskMeasureTimedCommand(Task):
    """[T-161] Measures a command by running it: wall clock, CPU and memory, as the operating system accounts for
    them.
    """

    implements = DesignMeasure
    file_path = "archhook/measure/timed_command.py"
    classes = ["Run", "Runs"]
    functions = ["_read", "figure", "is_floor", "measure"]
    globals = ["FIELDS", "RSS_UNIT", "TYPE_CHECKING"]


class TaskMeasureCommandRunner(Task):
    """[T-162] Starts a command several times and reports what each run took; a program of its own, which imports
    nothing.
    """

    implements = DesignMeasure
    file_path = "archhook/measure/command_runner.py"
    functions = ["main", "own_peak"]


class TaskMeasureMachine(Task):
    """[T-163] Says on what kind of machine something was measured: processor, cores, memory, system; never its name."""

    implements = DesignMeasure
    file_path = "archhook/measure/machine.py"
    classes = ["Machine"]
    functions = ["_line", "_memory", "machine_of", "this_machine"]
    globals = ["TYPE_CHECKING"]


class TaskProjectMeasureMapping(Task):
    """[T-164] `[[tool.archhook.measure]]`: which figure of which file feeds which field of which Design."""

    implements = DesignProject
    file_path = "archhook/project/measure_mapping.py"
    classes = ["FigureMapping"]
    functions = [
        "_bmf",
        "_hyperfine",
        "_mapping",
        "_one_of",
        "_pytest_benchmark",
        "_statistic",
        "_unit",
        "read_mappings",
    ]
    globals = ["BMF_STATISTICS", "FORMATS", "Keys", "METRICS", "NEEDED", "TYPE_CHECKING", "_CHECKS"]


class TaskMeasureToolFiles(Task):
    """[T-165] Reads one figure out of a benchmark tool's file: pytest-benchmark, hyperfine 1 and 2, Bencher
    Metric Format.
    """

    implements = DesignMeasure
    file_path = "archhook/measure/tool_files.py"
    classes = ["Made", "Picked", "ResultsError"]
    functions = [
        "_ambiguous",
        "_bmf",
        "_count",
        "_extra",
        "_foreign",
        "_hyperfine",
        "_made_by_hyperfine",
        "_made_by_pytest",
        "_missing",
        "_number",
        "_numbers",
        "_object",
        "_pick_of_1",
        "_pytest_benchmark",
        "_samples_of_2",
        "pick",
    ]
    globals = ["TYPE_CHECKING", "_MADE_BY", "_PICKERS"]


class TaskModelStatistics(Task):
    """[T-166] One number for many samples: what the statistics are called and how they are worked out."""

    implements = DesignModel
    file_path = "archhook/model/statistics.py"
    functions = ["percentile", "percentile_of", "summarise"]
    globals = ["SUMMARIES", "TYPE_CHECKING", "_PERCENTILE"]


class TaskMeasureMeasuredFile(Task):
    """[T-167] Reads and replaces `measured.toml`: it is whole, old or new, at every moment."""

    implements = DesignMeasure
    file_path = "archhook/measure/measured_file.py"
    functions = ["alone", "read", "replace"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookAdoptCoarseNodes(Task):
    """[T-archhook.adopt.coarse_nodes] A planned ledger in less detail."""

    implements = DesignAdopt
    file_path = "archhook/adopt/coarse_nodes.py"
    classes = ["_Leaves"]
    functions = ["_numbered", "in_detail"]


class TaskArchhookAdoptDesignWords(Task):
    """[T-archhook.adopt.design_words] What the Designs of a first ledger are called, and what their docstrings say."""

    implements = DesignAdopt
    file_path = "archhook/adopt/design_words.py"
    classes = ["DesignWords"]
    functions = [
        "_bare",
        "_beside",
        "_short",
        "top_package",
    ]
    globals = ["HUBS", "LETTERS", "TOP", "_LOOSE", "_WHOLE"]


class TaskAdoptExclusions(Task):
    """[T-169] Which files of a repository are no part of its product, and why: the patterns that a configuration
    excludes.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/exclusions.py"
    classes = ["Pattern"]
    functions = [
        "_certain",
        "_likely",
        "_likely_ones",
        "_one_of",
        "_shortened",
        "_take",
        "exclusions",
        "last_part_of",
    ]
    globals = [
        "BUILD",
        "DATA",
        "DOCS",
        "GENERATED",
        "HUGE",
        "SEVERAL",
        "TEMPLATE",
        "UNREAD",
        "VENDORED",
    ]


class TaskAdoptRepositoryFacts(Task):
    """[T-170] What `archhook init` knows of a repository before it plans: paths, what each file holds, what the
    project says.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/repository_facts.py"
    classes = ["Facts", "Held"]
    functions = ["_counts", "guarded_lines", "held"]
    globals = ["METAMODEL", "_BACK", "_GUARD"]


class TaskArchhookAdoptSetupCall(Task):
    """[T-archhook.adopt.setup_call] What a setup.py hands over to setup(...), as far as it is written out."""

    implements = DesignAdopt
    file_path = "archhook/adopt/setup_call.py"
    functions = ["_called", "_value", "setup_call"]
    globals = ["FINDERS", "_CHAIN"]


class TaskAdoptFileImports(Task):
    """[T-171] Which files of a project import which: real imports, resolved below the project's source roots."""

    implements = DesignAdopt
    file_path = "archhook/adopt/file_imports.py"
    classes = ["Graph", "_Files"]
    functions = ["_handing_on", "_kind", "_prefixes", "_statements", "_top", "source_roots"]


class TaskArchhookAdoptFirstBaseline(Task):
    """[T-archhook.adopt.first_baseline] The baseline of a first ledger."""

    implements = DesignAdopt
    file_path = "archhook/adopt/first_baseline.py"
    functions = ["baseline_of", "frozen_lines", "is_frozen"]
    globals = ["FROZEN"]


class TaskAdoptLedgerLayout(Task):
    """[T-172] A plan as the modules of a ledger: one file, or a package with a module for each sub-system where
    that is long.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/ledger_layout.py"
    functions = ["_imports", "_module_name", "_node_text", "_split", "modules_of"]
    globals = ["GUARD", "LONG", "PLAN", "_ABOUT"]


class TaskArchhookAdoptNamedPackages(Task):
    """[T-archhook.adopt.named_packages] Which folders and files of a project its own metadata names as what it
    ships.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/named_packages.py"
    classes = ["Shipped"]
    functions = [
        "_above",
        "_by_name",
        "_flit",
        "_folder",
        "_found",
        "_hatch",
        "_modules",
        "_of_pyproject",
        "_of_setup_cfg",
        "_of_setup_py",
        "_packages",
        "_poetry",
        "_setuptools",
        "_table",
        "_text",
        "_texts",
        "_uv",
        "_words",
        "shipped",
    ]
    globals = ["BY_NAME", "FINDERS"]


class TaskAdoptFirstLedger(Task):
    """[T-173] From the facts of a repository to the nodes of its first ledger. Pure: the same facts give the
    same plan.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/first_ledger.py"
    classes = ["_Designed"]
    functions = [
        "_doubt",
        "_task",
        "_tests",
        "_untested",
        "code_of",
        "plan_of",
    ]
    globals = ["UNASKED", "UNTESTED"]


class TaskArchhookAdoptGoals(Task):
    """[T-archhook.adopt.goals] What a first ledger says a project is for."""

    implements = DesignAdopt
    file_path = "archhook/adopt/goals.py"
    functions = ["_named", "_promised", "_whole", "beside", "goals", "to_come"]
    globals = ["_BESIDE", "_WHAT", "_WHY"]


class TaskArchhookAdoptGroupsAround(Task):
    """[T-archhook.adopt.groups_around] Code around a product as groups, one a folder."""

    implements = DesignAdopt
    file_path = "archhook/adopt/groups_around.py"
    functions = ["around_groups"]


class TaskAdoptHoldingTests(Task):
    """[T-293] Patterns of `tests`: what holds tests in a repository beside the default, and code that is but named like
    a test.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/holding_tests.py"
    functions = [
        "_all_of_tests",
        "_is_tool",
        "for_tests",
        "named_only",
        "product_code",
        "test_patterns",
        "told_by_pytest",
    ]
    globals = ["TEST_FOLDERS", "_WORDS"]


class TaskAdoptProjectMetadata(Task):
    """[T-174] What a project says of itself: its name, its description, the first paragraph of its README. Text
    in, text out.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/project_metadata.py"
    functions = [
        "_is_about",
        "_pair",
        "_pyproject",
        "_setup",
        "_uncommented",
        "first_heading",
        "first_paragraph",
        "name_and_description",
        "python_wanted",
        "readme_text",
        "shipped_by",
        "shortened",
    ]
    globals = [
        "LONGEST",
        "METADATA",
        "READMES",
        "_ABOUT",
        "_ASIDE",
        "_SAYS",
        "_SPOKEN",
        "_WORD",
    ]


class TaskArchhookAdoptPurpose(Task):
    """[T-archhook.adopt.purpose] What each governed file is there for: the product, or what its developers need beside
    it.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/purpose.py"
    classes = ["Purpose"]
    functions = [
        "_bare",
        "_named",
        "_place",
        "_take_imported",
        "_top_name",
        "beside",
        "kind_of",
        "purpose_of",
        "stands_apart",
    ]
    globals = ["KINDS", "SURE", "WEAK", "_KIND_OF", "_PARTS"]


class TaskArchhookAdoptReadmePromises(Task):
    """[T-archhook.adopt.readme_promises] What a README promises: the points of the list in which it tells what the
    project offers.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/readme_promises.py"
    functions = ["_is_heading", "_points", "_short", "promises"]
    globals = ["FAR", "LONGEST", "MOST", "_FEATURES", "_FENCE", "_MORE", "_OFFERS", "_POINT"]


class TaskAdoptRepository(Task):
    """[T-175] A repository as `archhook init` finds it: entries, configuration, what the files hold. Nothing is run."""

    implements = DesignAdopt
    file_path = "archhook/adopt/repository.py"
    classes = ["Place"]
    functions = [
        "_built",
        "_configured",
        "_folder_name",
        "_missing",
        "_projects",
        "_read",
        "_taken",
        "_text",
        "conftests",
        "facts_of",
        "open_place",
        "pytest_settings",
    ]
    globals = ["BATCH", "BUILT_BY"]


class TaskAdoptNewConfiguration(Task):
    """[T-176] The configuration that `archhook init` writes: every exemption with its reason and its number,
    none silent.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/new_configuration.py"
    classes = ["Settings"]
    functions = ["_row", "toml"]
    globals = ["NEW_IDS", "ONLY_FILES", "_HEAD"]


class TaskAdoptNewLedgerPlace(Task):
    """[T-archhook.adopt.new_ledger_place] Where the first ledger goes, and what there may be in its place."""

    implements = DesignAdopt
    file_path = "archhook/adopt/new_ledger_place.py"
    functions = ["_exists", "_refuse_linked", "_refuse_other", "_removed", "place_of_ledger"]
    globals = ["OTHER_PLACE"]


class TaskArchhookAdoptPlannedNodes(Task):
    """[T-archhook.adopt.planned_nodes] The nodes of a first ledger as they are planned, and the names and ids that they
    get.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/planned_nodes.py"
    classes = ["Names", "Plan", "Planned"]
    functions = ["docstring", "said"]
    globals = ["MARK"]


class TaskAdoptInitRun(Task):
    """[T-177] `archhook init`: reads a repository, plans its first ledger, judges it before it is written, and
    writes it.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/init_run.py"
    classes = ["Adopted"]
    functions = [
        "_config_file",
        "_is_there",
        "_judged",
        "_missing",
        "_mistaken",
        "_roles",
        "_state",
        "_to_declare",
        "_verdict",
        "_without",
        "adopt",
        "write",
    ]
    globals = ["DEBTS"]


class TaskAuthorStyle(Task):
    """[T-231] What a project has told its formatter and its linter, as a style to write in."""

    implements = DesignAuthor
    file_path = "archhook/author/style.py"
    functions = ["_longest", "_table", "_toml", "selected", "style_files", "style_of"]
    globals = ["FILES", "MUTABLE_DEFAULT", "NARROWEST", "WIDEST"]


class TaskAdoptInitNotes(Task):
    """[T-282] What `archhook init` says of what it cannot tell: files that are not read, and what lets pytest run other
    tests.
    """

    implements = DesignAdopt
    file_path = "archhook/adopt/init_notes.py"
    functions = [
        "_hooks",
        "_imported",
        "_is_meant",
        "_named",
        "_options",
        "_way_on",
        "pytest_doubts",
        "_outside",
        "named_only_notes",
        "unreadable",
    ]
    globals = ["FEW", "OPTION", "SELECTING", "SHOWN", "_HOOK"]


class TaskAuthorVerifies(Task):
    """[T-178] What a test file verifies: its level by its folder, its Design by what it imports."""

    implements = DesignAuthor
    file_path = "archhook/author/verifies.py"
    classes = ["About", "Code", "Meant", "_Piece"]
    functions = [
        "_best",
        "_by_name",
        "_called",
        "_helping",
        "_most_specific",
        "_nearest",
        "_owners",
        "_pieces",
        "_pieces_called",
        "_shown",
        "_told",
        "_tree",
        "about",
        "by_stem",
        "integrating",
        "meant",
    ]
    globals = ["ENOUGH", "IMPORTS", "_ASKED", "_PREFIX"]


class TaskAuthorNodeSource(Task):
    """[T-179] How a node is written in the declarative form: the text that `ruff format` would leave as it is."""

    implements = DesignAuthor
    file_path = "archhook/author/node_source.py"
    classes = ["Style"]
    functions = [
        "_end",
        "_fits",
        "_harmless",
        "_next",
        "_set",
        "_sorted_by",
        "by_type",
        "class_text",
        "columns",
        "dict_field",
        "docstring",
        "field",
        "file_fields",
        "import_text",
        "list_field",
        "list_text",
        "literal",
        "module_text",
        "natural",
        "position",
        "positions",
        "sorted_place",
    ]
    globals = ["DOC_WIDTH", "FILE", "INDENT", "SHIELD", "TARGET", "WIDTH", "_LIST"]


class TaskArchhookAuthorProse(Task):
    """[T-archhook.author.prose] Plain prose from docstrings and READMEs."""

    implements = DesignAuthor
    file_path = "archhook/author/prose.py"
    functions = [
        "_bare",
        "_before_marks",
        "_begun",
        "_head",
        "_is_own",
        "_is_title",
        "_without_own",
        "doc_title",
        "headline",
        "is_noise",
        "is_rule",
        "own_names",
        "paragraphs",
        "plain",
        "title_from",
    ]
    globals = [
        "BLOCKS",
        "LONGEST",
        "SHORTEST",
        "_AROUND",
        "_BREAKS",
        "_CHAPTER",
        "_CLAUSES",
        "_CODE",
        "_FENCE",
        "_FIELD",
        "_GAP",
        "_GIVES",
        "_HELD",
        "_HOLDS",
        "_IMAGE",
        "_LEFT",
        "_LICENCE",
        "_LINK",
        "_MARKER",
        "_MARKS",
        "_NAMED",
        "_NOISE",
        "_OF_THIS",
        "_OTHER",
        "_OWN_HOLDS",
        "_PARTS",
        "_POINTS",
        "_ROLE",
        "_RST_LINK",
        "_SHORT",
        "_TAG",
        "_TERMS",
        "_URL",
        "_VERBS",
        "_WORD",
    ]


class TaskArchhookAuthorReferences(Task):
    """[T-archhook.author.references] How one more reference is written into a list of references, and where: as the
    others are.
    """

    implements = DesignAuthor
    file_path = "archhook/author/references.py"
    functions = ["_by_id", "_position", "reference", "spelled"]


class TaskAuthorLedgerBindings(Task):
    """[T-239] What the names of a ledger's modules mean."""

    implements = DesignAuthor
    file_path = "archhook/author/ledger_bindings.py"
    classes = ["Bound", "Modules"]
    functions = ["statements"]
    globals = ["ARCHHOOK"]


class TaskAuthorNewNodeSource(Task):
    """[T-180] The source of a new node, in the form in which the node beside it is written."""

    implements = DesignAuthor
    file_path = "archhook/author/new_node_source.py"
    functions = [
        "_attributes",
        "_bracketed",
        "_constructor",
        "_doc",
        "_indented",
        "_is_quoted",
        "_named",
        "_parsed",
        "_target",
        "base_of",
        "class_text",
        "in_unit",
        "kind_name",
        "plain_text",
    ]


class TaskAuthorLedgerChanges(Task):
    """[T-181] A ledger's sources and what is to change in them, as data: names, files, nodes added, removed and
    renumbered.
    """

    implements = DesignAuthor
    file_path = "archhook/author/ledger_changes.py"
    classes = ["Added", "CannotEdit", "Changes", "Edit", "Ledger", "Links", "Names"]


class TaskArchhookAuthorLevelsOfTests(Task):
    """[T-archhook.author.levels_of_tests] The level of a test, by the folder that it lies in."""

    implements = DesignAuthor
    file_path = "archhook/author/paths_of_tests.py"
    functions = ["bare_stem", "folder_words", "is_of_level", "level_of", "subject_of"]
    globals = ["LEVELS", "ROOTS", "_LEVEL_OF", "_MEASURES", "_WRITTEN_TOGETHER"]


class TaskArchhookAuthorLinkEdits(Task):
    """[T-archhook.author.link_edits] Edits of the links of one class statement."""

    implements = DesignAuthor
    file_path = "archhook/author/link_edits.py"
    classes = ["ClassLinks"]


class TaskAuthorExpectedNodes(Task):
    """[T-182] What a ledger declares once changes are made: the nodes to compare a new reading with."""

    implements = DesignAuthor
    file_path = "archhook/author/expected_nodes.py"
    functions = ["_in_any_order", "_linked", "_links_of", "edited", "expected", "meaning", "new_node"]
    globals = ["NOWHERE"]


class TaskAuthorFieldPlaces(Task):
    """[T-183] Where a class statement writes a field: as a class attribute, as an argument of its constructor,
    or on `self`.
    """

    implements = DesignAuthor
    file_path = "archhook/author/field_places.py"
    classes = ["Written"]
    functions = [
        "_assigned",
        "_attributes",
        "_constructor",
        "_given",
        "class_in",
        "class_of",
        "constructor_call",
        "field_at",
        "find",
        "is_empty",
        "lines_of",
    ]


class TaskArchhookAuthorFileTitles(Task):
    """[T-archhook.author.file_titles] What a file is called by what it says of itself."""

    implements = DesignAuthor
    file_path = "archhook/author/file_titles.py"
    functions = ["_text", "class_doc", "doc_of", "file_title"]
    globals = ["_BACK", "_BASE", "_CLASS", "_DOC", "_READ"]


class TaskArchhookAuthorGroupNames(Task):
    """[T-archhook.author.group_names] What files that belong together are called: one noun, from their folder or from
    their own names.
    """

    implements = DesignAuthor
    file_path = "archhook/author/group_names.py"
    functions = [
        "_rank",
        "_shared",
        "_stems",
        "_words_of",
        "hubs_of",
        "is_unrelated",
        "is_weak",
        "names_of",
        "phrase",
        "stem_of",
    ]
    globals = ["ACRONYMS", "FOUNDATION", "MOST", "PHRASES", "PLATFORMS", "SEVERAL", "WEAK", "WEAK_BEFORE"]


class TaskAuthorImportOrder(Task):
    """[T-archhook.author.import_order] Where a new import statement goes among those that are there."""

    implements = DesignAuthor
    file_path = "archhook/author/import_order.py"
    functions = ["insertion", "joined", "key_of_import"]
    globals = ["FUTURE", "Key", "OWN", "RELATIVE", "STANDARD", "THIRD", "_HEAD"]


class TaskArchhookAuthorLeafFolders(Task):
    """[T-archhook.author.leaf_folders] Folders that one Task, or a few Tests, can declare: whose all is that lies in
    them.
    """

    implements = DesignAuthor
    file_path = "archhook/author/leaf_folders.py"
    functions = [
        "_common",
        "_of_levels",
        "_places",
        "is_plain",
        "name_within",
        "open_folders",
        "task_places",
        "test_places",
        "tests_title",
    ]
    globals = ["MIXED", "Owner"]


class TaskAuthorBaseConstructors(Task):
    """[T-303] What the constructors of own base classes take, and as which fields they hand it on."""

    implements = DesignAuthor
    file_path = "archhook/author/base_constructors.py"
    classes = ["Bases", "Signature"]
    functions = ["_arguments", "_calls_constructor", "_handed_on", "of_metamodel"]
    globals = ["_HEADER"]


class TaskArchhookAuthorBesideComments(Task):
    """[T-archhook.author.beside_comments] Comments that stand beside strings, on the same line: they go where the
    strings go.
    """

    implements = DesignAuthor
    file_path = "archhook/author/beside_comments.py"
    functions = ["_said", "beside_comments"]


class TaskArchhookAuthorChangedLines(Task):
    """[T-archhook.author.changed_lines] Which lines differ between two versions of a text, in time linear in both."""

    implements = DesignAuthor
    file_path = "archhook/author/changed_lines.py"
    classes = ["Changed"]
    functions = ["_compared", "_gaps", "_in_order", "_trimmed", "changed_lines", "common"]
    globals = ["DEPTH", "SMALL"]


class TaskAuthorValidatedLists(Task):
    """[T-286] Hands the first node of a kind over to `validate_architecture`."""

    implements = DesignAuthor
    file_path = "archhook/author/validated_lists.py"
    functions = [
        "_append",
        "_argument",
        "_bound",
        "_calls",
        "binds_list",
        "calls",
        "list_name",
        "with_argument",
        "with_item",
    ]


class TaskAuthorNeededImports(Task):
    """[T-287] Names that a module of a ledger has to import for a new class."""

    implements = DesignAuthor
    file_path = "archhook/author/needed_imports.py"
    functions = [
        "_extended",
        "_first_place",
        "_named",
        "_used",
        "import_name",
        "importable",
        "without_import",
    ]
    globals = ["Edited"]


class TaskArchhookAuthorNewDesignSource(Task):
    """[T-archhook.author.new_design_source] The source of a new Design, in the form in which the Design beside it is
    written.
    """

    implements = DesignAuthor
    file_path = "archhook/author/new_design_source.py"
    classes = ["DesignSource"]
    globals = ["ONE", "TAKEN"]


class TaskAuthorApplyChanges(Task):
    """[T-184] Changes made to the sources of a ledger, as far as reading them again shows that they say what was
    wanted.
    """

    implements = DesignAuthor
    file_path = "archhook/author/apply_changes.py"
    classes = ["Applied"]
    functions = [
        "_alone",
        "_edited",
        "_ids",
        "_least_certain",
        "_not_even_alone",
        "_said",
        "_spliced",
        "_unsure",
        "apply",
        "with_sources",
    ]
    globals = ["SHOWN", "UNSURE"]


class TaskAuthorSyntaxTrees(Task):
    """[T-185] LibCST trees of some statements of a ledger: parsed, searched, edited, and what their strings and lists
    say.
    """

    implements = DesignAuthor
    file_path = "archhook/author/syntax_trees.py"
    classes = ["Statements", "_Replacement", "_Search"]
    functions = [
        "_indent",
        "displays",
        "nodes_in",
        "parsed",
        "replaced",
        "string_of",
        "unparsable",
    ]
    globals = ["COPIES", "DISPLAYS", "N"]


class TaskAuthorMentions(Task):
    """[T-186] Where classes are mentioned outside class statements: lists handed to the validation, imports,
    `__all__`.
    """

    implements = DesignAuthor
    file_path = "archhook/author/mentions.py"
    classes = ["Placement"]
    functions = [
        "_drop",
        "_fit",
        "_holders",
        "_insert",
        "_is_string",
        "_items",
        "_mentioned",
        "_mentioning",
        "_places",
        "_renamed",
        "_take_out",
        "edit_mentions",
        "insert_import",
        "listed_names",
    ]


class TaskSyncMovedFiles(Task):
    """[T-187] Where files went that the ledger declares and the snapshot no longer holds: as git says, else by
    what they hold.
    """

    implements = DesignSync
    file_path = "archhook/sync/moved_files.py"
    functions = ["_followed", "_of_others", "_targets", "by_file", "doubts", "follow", "moves", "taken_in"]
    globals = ["LOST"]


class TaskSyncMovedTests(Task):
    """[T-archhook.sync.moved_tests] Folders of tests that moved to where the configuration has code."""

    implements = DesignSync
    file_path = "archhook/sync/moved_tests.py"
    functions = ["_roots", "outside_tests"]
    globals = ["PROBE"]


class TaskSyncNearness(Task):
    """[T-archhook.sync.nearness] What is counted where it is asked whose a new file is."""

    implements = DesignSync
    file_path = "archhook/sync/nearness.py"
    functions = ["commonest", "folders_up", "most_of", "of_levels"]
    globals = ["_TIES"]


class TaskArchhookSyncNewFolders(Task):
    """[T-archhook.sync.new_folders] New files of one owner that are all of a folder."""

    implements = DesignSync
    file_path = "archhook/sync/new_folders.py"
    functions = ["_is_coarse", "_of_folder", "_owners", "_with_folders", "in_folders"]
    globals = ["FIELD", "OLD"]


class TaskSyncBaseLedger(Task):
    """[T-archhook.sync.base_ledger] A ledger that is ahead of the code that is staged is never taken back."""

    implements = DesignSync
    file_path = "archhook/sync/base_ledger.py"
    functions = ["_is_ahead", "_line", "nodes_at", "without_ahead"]


class TaskSyncDeclaredNames(Task):
    """[T-188] What goes into the lists of the Tasks and Tests of a file, and out of them."""

    implements = DesignSync
    file_path = "archhook/sync/declared_names.py"
    functions = [
        "_found",
        "_judged",
        "_order",
        "_rank",
        "differences",
        "lacking",
        "plans_begun",
    ]
    globals = ["CHECKS", "FEW", "LEVEL_LAWS", "MISSING", "UNDECLARED"]


class TaskSyncDuplicateNames(Task):
    """[T-297] Nodes of one id or of one class name."""

    implements = DesignSync
    file_path = "archhook/sync/duplicate_names.py"
    functions = [
        "_free",
        "_likeness",
        "_named",
        "_names",
        "_newer",
        "_renamed",
        "_same",
        "_without",
        "plain_name",
        "second_is",
        "told_apart",
    ]
    globals = ["_CLASS", "_COUNT"]


class TaskSyncGoneNodes(Task):
    """[T-archhook.sync.gone_nodes] The Tasks and Tests whose file is gone: which of them go, and which a person has to
    decide about.
    """

    implements = DesignSync
    file_path = "archhook/sync/gone_nodes.py"
    functions = [
        "_left",
        "_loses_all",
        "_mentioned",
        "_needs",
        "_untracked_folders",
        "how_gone",
        "kept",
        "lost_nodes",
        "removable",
        "spoken_of",
        "why_gone",
    ]
    globals = ["FEW", "_ID", "_TOKEN"]


class TaskSyncIndexLedger(Task):
    """[T-271] What a sync changes in the ledger of a commit, made in the work tree's."""

    implements = DesignSync
    file_path = "archhook/sync/index_ledger.py"
    functions = ["_merged", "_read", "merged_into_work_tree"]
    globals = ["CLASH", "LOST"]


class TaskSyncManualEdits(Task):
    """[T-288] What a person is told about a new file that no edit declares: why, and the exact lines to write."""

    implements = DesignSync
    file_path = "archhook/sync/manual_edits.py"
    functions = [
        "_calls",
        "_changed",
        "_elsewhere",
        "_first_id",
        "_imported",
        "_listing",
        "_new_tokens",
        "_stands",
        "_told",
        "choice_text",
        "failed_text",
        "idle_text",
        "missing_text",
        "written_by_hand",
    ]
    globals = ["SHOWN", "WIDE", "_ABOUT", "_FROM", "_LINKS", "_TOKEN"]


class TaskSyncMovedEntries(Task):
    """[T-archhook.sync.moved_entries] The baseline's entries about files that moved follow them."""

    implements = DesignSync
    file_path = "archhook/sync/moved_entries.py"
    classes = ["Followed"]
    functions = ["followed"]


class TaskSyncOwningDesign(Task):
    """[T-189] Which Design a new file belongs to, and what a new test verifies: by its folder, its imports, its
    neighbours.
    """

    implements = DesignSync
    file_path = "archhook/sync/owning_design.py"
    classes = ["Open", "Owner", "Owners"]
    functions = ["_follow", "_tie"]
    globals = ["IMPORTED"]


class TaskSyncPatch(Task):
    """[T-190] What changed in a file as a patch that `git apply` and `patch` take."""

    implements = DesignSync
    file_path = "archhook/sync/patch.py"
    functions = ["_ended", "_hunk", "_hunks", "_lines", "_range", "patch"]
    globals = ["CONTEXT", "NOWHERE"]


class TaskArchhookSyncRealRequires(Task):
    """[T-archhook.sync.real_requires] Which Designs have to require which for the imports of their code, and which of
    that may be written.
    """

    implements = DesignSync
    file_path = "archhook/sync/real_requires.py"
    classes = ["Decided", "Wanted"]
    functions = [
        "_covers",
        "_imports",
        "_named",
        "_order",
        "decide",
        "refused_line",
        "wanted_of",
        "written_line",
    ]
    globals = ["Pair", "SHOWN"]


class TaskSyncSyncPlan(Task):
    """[T-191] From the findings of a snapshot to what is to change in the ledger, and to what is left to a person."""

    implements = DesignSync
    file_path = "archhook/sync/sync_plan.py"
    classes = ["Plan", "_Planner"]
    functions = ["_is_within", "plan"]
    globals = ["MENDED", "RENUMBER"]


class TaskSyncSyncedProject(Task):
    """[T-192] A project whose ledger is to be brought in line: what it holds, read through the check and its
    memory.
    """

    implements = DesignSync
    file_path = "archhook/sync/synced_project.py"
    classes = ["Opened", "Project", "_Sources"]
    functions = [
        "_below",
        "_folder",
        "_ledger",
        "_lost",
        "_or_cut_off",
        "_untracked",
        "class_lines",
        "failing_after",
        "is_same",
        "load",
        "opened",
        "sources_of",
        "unreadable",
        "with_ledger",
        "words_in",
    ]
    globals = ["BATCH", "MOVED", "_WORD"]


class TaskSyncRenumber(Task):
    """[T-193] `archhook sync --renumber`: of nodes that share an id, the newer ones get a free one, references
    included.
    """

    implements = DesignSync
    file_path = "archhook/sync/renumber.py"
    classes = ["Move"]
    functions = [
        "_bear_out",
        "_edited",
        "_is",
        "_moves",
        "_references",
        "_rewritten",
        "prepare",
        "renumbered",
        "strings",
        "swapped",
    ]
    globals = ["ROUNDS"]


class TaskArchhookSyncRequiresRun(Task):
    """[T-archhook.sync.requires_run] The code of archhook/sync/requires_run.py."""

    implements = DesignSync
    file_path = "archhook/sync/requires_run.py"
    functions = ["_frozen", "_outcome", "_subject", "_written_plans", "prepare"]
    globals = ["FEW", "HOW", "OFF", "UNFROZEN"]


class TaskSyncSyncReport(Task):
    """[T-194] What a sync changes, in lines for a person."""

    implements = DesignSync
    file_path = "archhook/sync/sync_report.py"
    functions = [
        "_added",
        "_edited",
        "_is_named",
        "change_lines",
        "edit_parts",
        "finding_line",
        "mend_of_last",
        "unnamed",
    ]
    globals = ["SHOWN"]


class TaskAuthorListItems(Task):
    """[T-195] The items of a list, a call or an import, and the white space between them: items go in and out,
    comments stay.
    """

    implements = DesignAuthor
    file_path = "archhook/author/list_items.py"
    classes = ["Row"]
    functions = [
        "_bare",
        "_beside",
        "_closing",
        "_comma",
        "_comments",
        "_filled",
        "_inner",
        "_joined",
        "_rest",
        "_stem",
        "is_break",
        "keyword_argument",
        "line_break",
        "row_of",
    ]
    globals = ["Gap", "Holder", "Item", "NOTHING", "SPACE"]


class TaskSyncSyncRun(Task):
    """[T-196] `archhook sync`: plans, edits, and replaces the ledger's files whole or not at all."""

    implements = DesignSync
    file_path = "archhook/sync/sync_run.py"
    classes = ["Outcome"]
    functions = [
        "_as_given",
        "_asking",
        "_clear",
        "_failed",
        "_of_commit",
        "_open",
        "_put_back",
        "_read",
        "_standing",
        "nothing",
        "prepare",
        "write",
    ]


class TaskAuthorClassEdits(Task):
    """[T-197] Edits of one class statement: names into its lists and out of them, another file, `planned` cleared."""

    implements = DesignAuthor
    file_path = "archhook/author/class_edits.py"
    classes = ["ClassStatement"]
    functions = [
        "edit_class",
    ]


class TaskArchhookAuthorClassFields(Task):
    """[T-archhook.author.class_fields] One class statement while its fields are edited."""

    implements = DesignAuthor
    file_path = "archhook/author/class_fields.py"
    classes = ["ClassFields"]
    functions = ["_behind_doc", "_binds", "_commented", "_joined_above", "_without_blanks"]


class TaskSyncSyncInput(Task):
    """[T-198] What a sync works from: the facts of a snapshot, findings that stand, renames, what imports mean."""

    implements = DesignSync
    file_path = "archhook/sync/sync_input.py"
    classes = ["Imports", "SyncInput"]
    functions = ["_files_of", "severities_of", "with_files"]


class TaskAuthorSourceLines(Task):
    """[T-199] A module of the ledger as lines, which are replaced and never re-written: bytes in, bytes out."""

    implements = DesignAuthor
    file_path = "archhook/author/source_lines.py"
    classes = ["Span", "Text"]
    functions = ["_first_class", "_parse", "span_of", "split_lines"]
    globals = ["_BOM", "_LINE"]


class TaskSyncUnstaged(Task):
    """[T-296] What the ledger of the work tree mends of what was found with the index's own."""

    implements = DesignSync
    file_path = "archhook/sync/unstaged.py"
    classes = ["Mended", "Unstaged"]
    functions = ["_changed", "_differs", "_key", "_mended", "_other_baseline", "unstaged"]
    globals = ["TYPE_CHECKING"]


class TaskAuthorStatementPieces(Task):
    """[T-289] The pieces of a ledger's modules that changes replace."""

    implements = DesignAuthor
    file_path = "archhook/author/statement_pieces.py"
    classes = ["ModuleEdits"]
    globals = ["T"]


class TaskSyncNewNodes(Task):
    """[T-235] New Tasks and Tests for files that nobody declares."""

    implements = DesignSync
    file_path = "archhook/sync/new_nodes.py"
    classes = ["Choice", "Missing", "NewNodes", "NodeMaker", "OrderedNodes"]
    functions = ["_first_doubt", "_ordered", "_package"]
    globals = ["CHECK"]


class TaskAuthorNodeNames(Task):
    """[T-200] What new Tasks and Tests are called: their ids, their class names, and the titles that stand in their
    docstrings.
    """

    implements = DesignAuthor
    file_path = "archhook/author/node_names.py"
    classes = ["Ids"]
    functions = [
        "_plain",
        "_word",
        "_words",
        "class_name",
        "plain_title",
        "prefix_for",
        "retitled",
        "stopped",
        "title",
        "title_of",
        "word_of",
    ]
    globals = ["PENDING", "_COUNTED", "_HELD", "_NO_WORD"]


class TaskSyncResolveUnconflicted(Task):
    """[T-299] What lies beside the modules in a conflict, and names nodes."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/unconflicted.py"
    classes = ["BothCommits", "Record", "Whose"]
    functions = [
        "_lines",
        "_reason",
        "_written",
        "followed",
        "given_once",
        "keeping",
        "shadowed",
        "side_of",
        "unclear",
        "whose",
    ]


class TaskSyncResolveResolution(Task):
    """[T-298] What comes of resolving a ledger."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/resolution.py"
    classes = ["Resolution", "Sides"]
    functions = ["_class_line", "_left_line", "given_up", "resolved"]
    globals = ["AGAIN", "APART"]


class TaskSyncResolveKeyedMerge(Task):
    """[T-272] Merging of two versions of a sequence whose items have keys: statements, arguments."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/keyed_merge.py"
    classes = ["Undecided"]
    functions = ["merge_keyed", "numbered", "three_way"]
    globals = ["K", "R", "T"]


class TaskSyncResolveResolvedLedger(Task):
    """[T-273] A whole ledger in a conflict: its modules resolved, and compared with both sides."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/resolved_ledger.py"
    classes = ["Readings"]
    functions = [
        "_base_source",
        "_each_id_once",
        "_hidden",
        "_is_there",
        "_lost",
        "_read_side",
        "_read_sides",
        "_renamed",
        "_resolved",
        "_shown_line",
        "_side",
        "_twice",
        "_with",
        "_wrong",
        "_wrong_beside_left",
        "resolve_ledger",
    ]
    globals = ["PROSE"]


class TaskSyncResolveConflictMarkers(Task):
    """[T-274] The conflict markers that git writes into a file."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/conflict_markers.py"
    classes = ["Broken", "Conflict", "Hunk"]
    functions = ["_counted", "_is_marker", "as_merged", "ended", "find_conflict", "whole"]
    globals = ["BASE", "OURS", "SIZE", "THEIRS"]


class TaskSyncResolveConflictedTree(Task):
    """[T-archhook.sync.resolve.conflicted_tree] A project in a conflict: its work tree, what the index keeps of both
    sides, and the commits that are merged.
    """

    implements = DesignSync
    file_path = "archhook/sync/resolve/conflicted_tree.py"
    classes = ["Tree"]
    functions = ["_held", "_text", "base_version", "both_commits", "conflict_in", "open_tree", "whole_versions"]
    globals = ["COMING", "STASH"]


class TaskSyncResolveModuleMerge(Task):
    """[T-275] One module with conflict markers: what both sides say is put together."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/module_merge.py"
    classes = ["Classes", "Cluster", "Left", "Piece", "Resolved", "_Out"]
    functions = [
        "_above",
        "_at_end",
        "_marked",
        "_named",
        "_spoken_of",
        "_without",
        "base_of",
        "clusters_of",
        "merge_cluster",
        "resolve_module",
    ]
    globals = ["NOBODY", "NOTHING"]


class TaskSyncResolveMergedNames(Task):
    """[T-276] The names that a resolved ledger declares, as the code has them."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/merged_names.py"
    functions = ["_state", "as_code_has"]
    globals = ["Named"]


class TaskSyncResolveMergedNodes(Task):
    """[T-277] What the nodes of a merged ledger are to say, from what they say on both sides."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/merged_nodes.py"
    functions = ["_agrees", "_all", "_said", "by_place", "unreadable", "wrong_nodes"]
    globals = ["Place", "_PLACES"]


class TaskSyncResolveResolveRun(Task):
    """[T-278] `archhook sync --resolve`."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/resolve_run.py"
    functions = [
        "_config",
        "_one_sided",
        "_records",
        "_to_add",
        "prepare",
    ]
    globals = ["STAGES"]


class TaskSyncResolveSegments(Task):
    """[T-279] A module of the ledger cut into its top-level statements."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/segments.py"
    classes = ["Segment"]
    functions = ["segments_of"]
    globals = ["END", "_CLASS"]


class TaskSyncResolveStatementMerge(Task):
    """[T-280] One statement that both sides changed, merged field by field; lists item by item."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/statement_merge.py"
    functions = [
        "_block",
        "_comments",
        "_displays",
        "_fitted",
        "_head",
        "_keep_comments",
        "_line",
        "_part",
        "_small",
        "_small_key",
        "_statement",
        "key_of",
        "merge_statement",
    ]
    globals = ["BLOCKS", "Key", "N"]


class TaskSyncResolveValueMerge(Task):
    """[T-281] A value that both sides changed."""

    implements = DesignSync
    file_path = "archhook/sync/resolve/value_merge.py"
    functions = ["_arguments", "_call", "_items", "_place", "_stars", "code", "item_key", "merge_value", "said"]
    globals = ["SHOWN", "_BLANK"]


class TaskProjectBaseline(Task):
    """[T-201] The baseline: what its file says, and the same file with entries taken out or added."""

    implements = DesignExemptions
    file_path = "archhook/project/baseline.py"
    functions = [
        "_entry",
        "_times",
        "entry_line",
        "hidden_files",
        "is_hidden",
        "new_baseline",
        "not_among",
        "parse",
        "read_baseline",
        "stale",
        "tokens_of",
        "unquoted",
        "written_word",
    ]
    globals = [
        "HEADER",
        "HIDING",
        "MOST_DIGITS",
        "MOST_WORDS",
        "TYPE_CHECKING",
        "WRITTEN",
        "_CONFLICT",
        "_FIX",
        "_TOKEN",
    ]


class TaskQueryOwners(Task):
    """[T-archhook.ask.answering] Which nodes answer for a file or a symbol; why none does, and what to do about it."""

    implements = DesignQuery
    file_path = "archhook/query/owners.py"
    functions = [
        "_governing",
        "_looked_through",
        "_naming",
        "_pattern_of",
        "_testing",
        "_undeclared_symbol",
        "_undeclared_test_file",
        "answering",
        "gap_of",
        "owner_of",
        "owners_of",
    ]
    globals = ["OWNERS_SHOWN", "TYPE_CHECKING"]


class TaskQueryArchitecture(Task):
    """[T-202] One snapshot to ask questions of: its nodes, graph, places, files and verdict."""

    implements = DesignQuery
    file_path = "archhook/query/architecture.py"
    classes = ["Architecture", "Exempting", "Snapshot"]
    functions = ["architecture_of", "ask", "load"]
    globals = ["Answer", "TYPE_CHECKING"]


class TaskQueryBudget(Task):
    """[T-203] What Designs and Requirements may take, what they take, and what is left, by field."""

    implements = DesignQuery
    file_path = "archhook/query/budget.py"
    classes = ["Budget", "Entry", "Line"]
    functions = [
        "_contents",
        "_design",
        "_entry",
        "_id",
        "_line",
        "_measured",
        "_requirement",
        "_scope",
        "budget_of",
        "figures_of",
    ]
    globals = ["TYPE_CHECKING"]


class TaskQueryCard(Task):
    """[T-204] A node in short, as every answer shows it: name, state, place and findings, and the line of text made
    of them.
    """

    implements = DesignQuery
    file_path = "archhook/query/card.py"
    classes = ["Card"]
    functions = [
        "_card",
        "_is_one_sentence",
        "_state",
        "_summary",
        "card",
        "cards",
        "headline",
        "state_of",
    ]
    globals = ["MARKS", "SHOWN", "STATES", "TYPE_CHECKING"]


class TaskQueryChanged(Task):
    """[T-205] Where a change starts: the nodes that answer for what was named, or for what differs since a revision."""

    implements = DesignQuery
    file_path = "archhook/query/changed.py"
    functions = [
        "_declared",
        "_is_known",
        "_may_break",
        "_near",
        "_paths_of",
        "_tests_in",
        "change_of",
        "change_since",
        "changed_paths",
        "whole_files",
    ]
    globals = ["TYPE_CHECKING", "UPWARD"]


class TaskArchhookQueryDependence(Task):
    """[T-archhook.query.dependence] Why one Design depends on another."""

    implements = DesignQuery
    file_path = "archhook/query/dependence.py"
    classes = ["Dependence", "Dependences"]
    functions = ["_dependence", "_document", "_shortest", "_told", "dependences", "design_of", "document", "render"]
    globals = ["LINES_SHOWN", "TYPE_CHECKING"]


class TaskArchhookQueryDesignImports(Task):
    """[T-archhook.query.design_imports] The code of archhook/query/design_imports.py."""

    implements = DesignQuery
    file_path = "archhook/query/design_imports.py"
    functions = ["_debt", "_pair", "_states", "dependency_documents", "file_counts", "package_documents"]
    globals = ["TYPE_CHECKING", "UNDECLARED"]


class TaskArchhookQueryComparedFindings(Task):
    """[T-archhook.query.compared_findings] The findings of one snapshot beside those of another."""

    implements = DesignQuery
    file_path = "archhook/query/compared_findings.py"
    functions = ["_alike", "_of_links", "_order", "compared"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookQueryComparedSides(Task):
    """[T-archhook.query.compared_sides] What a comparison of two snapshots, for what makes the law weaker, reads of one
    of them.
    """

    implements = DesignQuery
    file_path = "archhook/query/compared_sides.py"
    functions = ["side_of"]
    globals = ["TYPE_CHECKING"]


class TaskQueryDiff(Task):
    """[T-206] What differs between two architectures: nodes added, removed, renamed and changed, field by field."""

    implements = DesignQuery
    file_path = "archhook/query/diff.py"
    classes = ["Changed", "Difference", "Field"]
    functions = [
        "_changed",
        "_field",
        "_fields",
        "_flat",
        "_is_set_or_unset",
        "_label",
        "_text",
        "_title",
        "_value",
        "changed_values",
        "difference",
        "difference_document",
        "render",
    ]
    globals = ["PLACES", "TYPE_CHECKING"]


class TaskQueryDocuments(Task):
    """[T-archhook.query.documents] Answers and nodes as JSON: the envelope of an answer, a node in short, and all
    that the ledger says of a node.
    """

    implements = DesignQuery
    file_path = "archhook/query/documents.py"
    functions = ["_targets", "answer_document", "card_document", "fields_of", "limit_of"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookQueryExemptionAnswer(Task):
    """[T-archhook.query.exemption_answer] The list of exemptions as an answer: those that stand, or those that are new
    or wider; as JSON and for people.
    """

    implements = DesignQuery
    file_path = "archhook/query/exemption_answer.py"
    classes = ["Answer", "Listed"]
    functions = [
        "_answer",
        "_each",
        "_folded",
        "_held",
        "_newer",
        "_refuse_unsound",
        "_renamed",
        "_together",
        "_total",
        "_weaker",
        "exemption_plain",
        "exemptions_document",
        "loosened_answer",
        "loosened_document",
        "newer_answer",
        "newer_exemptions",
        "place_of",
        "render",
        "standing_answer",
        "weakening_plain",
    ]
    globals = ["MOST", "NAMED", "TYPE_CHECKING"]


class TaskArchhookQueryHeldTogether(Task):
    """[T-archhook.query.held_together] What several exemptions hold back together and none of them alone; and which
    files patterns take out of the law.
    """

    implements = DesignQuery
    file_path = "archhook/query/held_together.py"
    functions = ["_baseline", "_changes", "_configured", "_ignores", "_nodes", "files_taken_out", "held_together"]
    globals = ["GATES", "TYPE_CHECKING"]


class TaskArchhookQueryHoldingBack(Task):
    """[T-archhook.query.holding_back] How many findings each exemption holds back: what would be found without it,
    judged once for each key.
    """

    implements = DesignQuery
    file_path = "archhook/query/holding_back.py"
    functions = [
        "_by_name",
        "_by_node",
        "_found",
        "_held",
        "_key",
        "_of_patterns",
        "_shared",
        "_taker",
        "by_pattern",
        "holding_back",
        "without",
    ]
    globals = ["CONFIGURED", "Held", "Taker", "WILD"]


class TaskQueryImpact(Task):
    """[T-207] Everything that a change reaches: the nodes up and down from it, and the tests to run."""

    implements = DesignQuery
    file_path = "archhook/query/impact.py"
    classes = ["Impact", "Reached"]
    functions = [
        "_way",
        "document",
        "impact",
        "render",
        "way_of",
    ]
    globals = ["TYPE_CHECKING", "UPWARD"]


class TaskArchhookQueryImportLines(Task):
    """[T-archhook.query.import_lines] Imports of the code as lines that are shown: which file imports which, where, by
    what name.
    """

    implements = DesignQuery
    file_path = "archhook/query/import_lines.py"
    classes = ["ImportLine"]
    functions = ["files_of", "imports_of", "line_document", "line_text", "outgoing", "python_files"]
    globals = ["PYTHON", "SURE", "TYPE_CHECKING"]


class TaskArchhookQueryImportPicture(Task):
    """[T-archhook.query.import_picture] What Designs declare and what their code does."""

    implements = DesignQuery
    file_path = "archhook/query/import_picture.py"
    classes = ["CodeImport", "ImportPicture", "Pair"]
    functions = ["code_imports", "declared_pairs", "document", "dot", "import_picture", "mermaid", "pairs_of"]
    globals = ["ARROWS", "BOTH", "DECLARED", "DOT_STYLES", "LEGEND", "MARKED", "REAL", "TYPE_CHECKING"]


class TaskArchhookQueryImportedBy(Task):
    """[T-archhook.query.imported_by] Which files import a file, or one symbol of it: directly, and through others; the
    nearest first.
    """

    implements = DesignQuery
    file_path = "archhook/query/imported_by.py"
    classes = ["Importer"]
    functions = [
        "_beside",
        "_counts",
        "_hold",
        "_of_tests",
        "_rank",
        "importers",
        "importers_document",
        "importers_text",
    ]
    globals = ["ENOUGH", "FOR_CHECKERS", "Held", "MODULE", "TYPE_CHECKING"]


class TaskArchhookQueryLoosened(Task):
    """[T-archhook.query.loosened] What was loosened since a revision: the exemptions that are new or wider, and what
    else makes the law weaker.
    """

    implements = DesignQuery
    file_path = "archhook/query/loosened.py"
    functions = ["_said", "loosened", "loosened_since", "parted", "turn_lines"]
    globals = ["SHOWN", "TYPE_CHECKING"]


class TaskQueryNodeList(Task):
    """[T-209] The nodes of a ledger with the fields that are asked for: as JSON, a table, or lines with tabs."""

    implements = DesignQuery
    file_path = "archhook/query/node_list.py"
    functions = ["_row", "cell", "document", "listing", "render_plain", "render_table"]
    globals = ["CARD", "DEFAULT", "FIELDS", "FIGURES", "LINK_FIELDS", "NAME_FIELDS", "OWN", "STYLES", "TYPE_CHECKING"]


class TaskQuerySymbolNames(Task):
    """[T-290] What a name without a file means (a class of the ledger, a module, a symbol), and which symbol a line
    belongs to.
    """

    implements = DesignQuery
    file_path = "archhook/query/symbol_names.py"
    classes = ["Meaning", "_Files"]
    functions = [
        "_all_symbols",
        "_blocks",
        "_bound",
        "_first",
        "_imported",
        "_in_module",
        "_module",
        "_modules",
        "_nodes",
        "_symbols",
        "meanings_of",
        "statement_at",
        "symbol_names",
    ]
    globals = ["HANDED_ON", "NAMED", "TYPE_CHECKING"]


class TaskArchhookQueryTestsToRun(Task):
    """[T-archhook.query.tests_to_run] The tests that a change can break, as pytest takes them."""

    implements = DesignQuery
    file_path = "archhook/query/tests_to_run.py"
    classes = ["Change", "SelectedTests"]
    functions = ["_declares_all", "_each_once", "_tests", "run_document", "tests_to_run"]
    globals = ["TYPE_CHECKING"]


class TaskArchhookQueryWhatif(Task):
    """[T-archhook.query.whatif] The cascade of a change of the ledger: all that follows from it."""

    implements = DesignQuery
    file_path = "archhook/query/whatif.py"
    classes = ["Cascade", "Conflict", "Due", "Moved", "Pulled", "Turn"]
    functions = [
        "_added",
        "_conflict",
        "_in_force",
        "_known",
        "_moved",
        "_owed",
        "_planned",
        "_pulled",
        "_told",
        "_tops",
        "_turn",
        "_ways",
        "cascade",
        "turns_of",
    ]
    globals = ["OWED", "TOLD_AT_FIGURES", "TYPE_CHECKING"]


class TaskArchhookQueryWhatifDocument(Task):
    """[T-archhook.query.whatif_document] Cascade -> what it says as JSON."""

    implements = DesignQuery
    file_path = "archhook/query/whatif_document.py"
    functions = ["_finding_document", "_line_document", "_moved_document", "_turn_document", "document"]
    globals = ["TYPE_CHECKING", "WHERE"]


class TaskArchhookQueryWhatifText(Task):
    """[T-archhook.query.whatif_text] Cascade -> text, a section for each kind of what follows, and JSON."""

    implements = DesignQuery
    file_path = "archhook/query/whatif_text.py"
    functions = [
        "_aligned",
        "_cells",
        "_codes",
        "_conflict",
        "_due",
        "_figures",
        "_finding",
        "_findings",
        "_is_told",
        "_name",
        "_pulled",
        "_taken",
        "_turn",
        "_turns",
        "_words",
        "render",
    ]
    globals = ["HEADS", "IMPORTS", "NOTHING", "SECTIONS", "STATES", "THINGS", "TYPE_CHECKING", "UNKNOWN"]


class TaskQueryShow(Task):
    """[T-211] All that the ledger says of one node, and all that is found about it."""

    implements = DesignQuery
    file_path = "archhook/query/show.py"
    classes = ["Shown"]
    functions = ["_linked", "_standing", "_tidy", "document", "render", "show"]
    globals = ["NAMED_BY", "TYPE_CHECKING"]


class TaskArchhookQuerySpread(Task):
    """[T-archhook.query.spread] The nodes that a change of some nodes reaches, along the links of the ledger."""

    implements = DesignQuery
    file_path = "archhook/query/spread.py"
    functions = ["_of", "_to_sources", "_to_targets", "_walk", "spread"]
    globals = ["NOWHERE", "TYPE_CHECKING", "Ways"]


class TaskArchhookQueryStandingExemptions(Task):
    """[T-archhook.query.standing_exemptions] The exemptions that stand in one snapshot, each at its place and with the
    reason that is given for it.
    """

    implements = DesignQuery
    file_path = "archhook/query/standing_exemptions.py"
    functions = [
        "_configured_in",
        "_of_toml",
        "_source",
        "_text",
        "gates",
        "key_places",
        "pytest_places",
        "standing",
    ]
    globals = ["TYPE_CHECKING"]


class TaskQuerySubject(Task):
    """[T-212] What a word on the command line means in a snapshot: a node, a file, a symbol or a line of one."""

    implements = DesignQuery
    file_path = "archhook/query/subject.py"
    classes = ["Subject"]
    functions = [
        "_at_line",
        "_by_name",
        "_folder",
        "_id_in",
        "_inside",
        "_inventory",
        "_meant",
        "_near_name",
        "_near_node",
        "_node_of_class",
        "_paths_meant",
        "_splits",
        "_unknown",
        "_unknown_symbol",
        "joined",
        "node_of",
        "subject_of",
        "symbols_named",
    ]
    globals = ["LISTED", "MEANINGS_SHOWN", "NAMES_SHOWN", "NO_HYPHEN", "TYPE_CHECKING"]


class TaskArchhookQuerySupposition(Task):
    """[T-archhook.query.supposition] What somebody thinks of adding to a Design -> the nodes as they would stand in the
    ledger.
    """

    implements = DesignQuery
    file_path = "archhook/query/supposition.py"
    classes = ["Supposed"]
    functions = ["_adopted", "_design", "_named", "_new", "_with", "nodes_of", "supposed_of"]
    globals = ["NOWHERE", "TYPE_CHECKING"]


class TaskQueryWhy(Task):
    """[T-214] Why something is there: from a node, a file or a symbol up to its Intents, and down to the Tasks
    and Tests.
    """

    implements = DesignQuery
    file_path = "archhook/query/why.py"
    classes = ["Why"]
    functions = [
        "_chain",
        "_chains",
        "_concerns",
        "_ends",
        "_exempt",
        "_first",
        "_section",
        "_unknown",
        "_verifying",
        "document",
        "render",
        "why",
    ]
    globals = ["CHAINS_LISTED", "HELD_BY", "LINKS_SHOWN", "TYPE_CHECKING"]


class TaskAgentsBrief(Task):
    """[T-215] Everything that somebody needs to know who works on one node, within a bound."""

    implements = DesignAgents
    file_path = "archhook/agents/brief.py"
    functions = [
        "_design",
        "_designs",
        "_figures",
        "_finding",
        "_limits",
        "_listed",
        "_owed",
        "_paths",
        "_reason",
        "_required",
        "_short",
        "_subject",
        "_test",
        "_tests",
        "_usable",
        "_usable_names",
        "_work",
        "_works",
        "brief_of",
        "reasons",
    ]
    globals = ["LIMIT", "SIGNATURES", "_SYMBOLS"]


class TaskAgentsBriefText(Task):
    """[T-216] A brief's document in words."""

    implements = DesignAgents
    file_path = "archhook/agents/brief_text.py"
    functions = [
        "_design",
        "_doc",
        "_entries",
        "_exempt",
        "_figures",
        "_findings",
        "_head",
        "_lines",
        "_owed",
        "_place",
        "_section",
        "_tests",
        "_then",
        "_usable",
        "_where",
        "_why",
        "brief_text",
    ]


class TaskArchhookAgentsBypasses(Task):
    """[T-archhook.agents.bypasses] What of a shell command goes past archhook's gates, or takes them away: by name
    where that is sure, else in words.
    """

    implements = DesignInstall
    file_path = "archhook/hooks/bypasses.py"
    classes = ["Bypass"]
    functions = [
        "_calls_git",
        "_changed",
        "_configured",
        "_doubt",
        "_moves_branch",
        "_of_git",
        "_of_program",
        "_variables",
        "_verified",
        "_verify",
        "bypasses",
        "hook_files",
    ]
    globals = ["SKIPPED", "_GIT", "_HOOKED", "_HOOK_FILES", "_INTERPRETERS", "_PAST", "_PAST_HOOKS"]


class TaskAgentsClaimText(Task):
    """[T-217] Claims, and what a request makes of them, as text and as JSON."""

    implements = DesignAgents
    file_path = "archhook/agents/claim_text.py"
    functions = [
        "claim_plain",
        "claims_document",
        "claims_text",
        "end",
        "line",
        "outcome_document",
        "outcome_lines",
        "refusal_text",
        "span",
        "stamp",
        "subject",
    ]
    globals = ["NAMES_SHOWN"]


class TaskArchhookAgentsClaimedFiles(Task):
    """[T-archhook.agents.claimed_files] The code of archhook/agents/claimed_files.py."""

    implements = DesignAgents
    file_path = "archhook/agents/claimed_files.py"
    classes = ["Held", "HeldFile"]
    functions = ["_below", "_merged", "claimed_by_others", "files_of_commit", "held_lines"]
    globals = ["NAMED", "_MERGED", "_REPLAYING"]


class TaskAgentsClaimStore(Task):
    """[T-218] Where claims are kept: one file in git's common folder, which all work trees of a repository share."""

    implements = DesignAgents
    file_path = "archhook/agents/claim_store.py"
    functions = [
        "_acquired",
        "_locked",
        "_of_our_time",
        "_open_lock",
        "_write",
        "change_claims",
        "folder_of",
        "forget_ended",
        "now",
        "read_claims",
        "worktree_of",
    ]
    globals = ["Answer", "FILE", "FOLDER", "LOCK", "PATIENCE", "SCHEMA_VERSION", "SIZE_LIMIT"]


class TaskAgentsClaims(Task):
    """[T-219] Claims: who works on which nodes until when, what two of them overlap in, and what a request makes
    of them.
    """

    implements = DesignAgents
    file_path = "archhook/agents/claims.py"
    classes = ["Claim", "Outcome", "Part", "Refusal"]
    functions = [
        "_claim",
        "_part",
        "_sorted",
        "_subject",
        "claim_of",
        "drop",
        "from_plain",
        "in_the_way",
        "overlap",
        "seconds",
        "standing",
        "take",
        "to_plain",
        "valid_owner",
    ]
    globals = ["DEFAULT", "LONGEST", "OWNER_LENGTH", "SLACK", "_DURATION", "_FIELDS", "_UNITS"]


class TaskAgentsClaude(Task):
    """[T-220] Claude Code's hooks: what an event asks of archhook, and what archhook answers."""

    implements = DesignAgents
    file_path = "archhook/agents/claude.py"
    functions = ["_files", "read_event", "written"]
    globals = [
        "AGENT",
        "EDITING",
        "FIX",
        "LET",
        "NAME",
        "PATCH",
        "SHELL",
        "STOP",
        "_CAMEL",
        "_CHANGES",
        "_NAMING",
        "_PATHS",
        "_SERVER",
    ]


class TaskArchhookAgentsCodex(Task):
    """[T-archhook.agents.codex] Codex CLI's hooks: its events are Claude Code's, its files are changed by patches."""

    implements = DesignAgents
    file_path = "archhook/agents/codex.py"
    functions = ["read_event", "written"]
    globals = ["AGENT", "FIX", "NAME", "PATCH", "SHELL"]


class TaskArchhookAgentsCopilot(Task):
    """[T-archhook.agents.copilot] GitHub Copilot's hooks (CLI, cloud agent, VS Code): one payload in two spellings,
    answers as JSON on standard output.
    """

    implements = DesignAgents
    file_path = "archhook/agents/copilot.py"
    functions = ["_arguments", "_files", "read_event", "written"]
    globals = ["AGENT", "EDITING", "FIX", "NAME", "SHELLS", "TOLD_BY", "_CONTEXT", "_PATCHES", "_PATHS"]


class TaskArchhookAgentsCursor(Task):
    """[T-archhook.agents.cursor] Cursor's hooks: events in camel case, answers as JSON on standard output."""

    implements = DesignAgents
    file_path = "archhook/agents/cursor.py"
    functions = ["_object", "_root", "read_event", "written"]
    globals = ["AGENT", "EDIT", "EDITING", "EVENTS", "FIX", "NAME", "SHELL", "_DONE", "_PATHS"]


class TaskArchhookAgentsGemini(Task):
    """[T-archhook.agents.gemini] Gemini CLI's hooks: events with names of their own, answers as JSON on standard output
    and nothing beside.
    """

    implements = DesignAgents
    file_path = "archhook/agents/gemini.py"
    functions = ["read_event", "written"]
    globals = ["AGENT", "CONTEXT", "EDITING", "EVENTS", "FIX", "NAME", "SHELL"]


class TaskArchhookAgentsHollowProofs(Task):
    """[T-archhook.agents.hollow_proofs] The Tests that prove nothing: whatever they declare and pytest collects cannot
    fail (TST509).
    """

    implements = DesignAgents
    file_path = "archhook/agents/hollow_proofs.py"
    functions = ["_collected", "_declared", "_symbols", "hollow_proofs"]
    globals = ["HOLLOW"]


class TaskArchhookAgentsHookedAgents(Task):
    """[T-archhook.agents.hooked_agents] The coding agents whose hooks archhook understands: what each calls itself, how
    it is read and answered.
    """

    implements = DesignAgents
    file_path = "archhook/agents/hooked_agents.py"
    classes = ["HookedAgent"]
    globals = ["HOOKED_AGENTS"]


class TaskArchhookAgentsMcpInput(Task):
    """[T-archhook.agents.mcp_input] What the MCP server reads, such that each request in it is answered."""

    implements = DesignAgents
    file_path = "archhook/agents/mcp_input.py"
    classes = ["_Answerable"]
    functions = ["_encoded", "_request", "_taken", "answerable", "standard_input"]


class TaskArchhookAgentsExemptHere(Task):
    """[T-archhook.agents.exempt_here] What is exempt at some nodes and in their files, and why: what is found there and
    told by no verdict.
    """

    implements = DesignAgents
    file_path = "archhook/agents/exempt_here.py"
    classes = ["ExemptHere"]
    functions = ["exemption_plain"]


class TaskArchhookAgentsAgentEvent(Task):
    """[T-archhook.agents.agent_event] What a coding agent's hook reports, and what it is answered: the same record
    whichever agent it is.
    """

    implements = DesignAgents
    file_path = "archhook/agents/agent_event.py"
    classes = ["Answer", "Event", "Written"]
    functions = ["command_text", "event_name", "no_event", "payload", "session_owner", "text"]
    globals = ["SHORT"]


class TaskArchhookAgentsAgentFindings(Task):
    """[T-archhook.agents.agent_findings] What agents are told of a verdict: all that is broken, or what an edit has to
    do with; no more than they can read.
    """

    implements = DesignAgents
    file_path = "archhook/agents/agent_findings.py"
    functions = [
        "beside",
        "counted",
        "counted_stopping",
        "findings_text",
        "is_about",
        "of_this_edit",
        "stopping",
        "subject_of",
    ]
    globals = ["ALL", "LIMIT"]


class TaskAgentsBounded(Task):
    """[T-221] Texts of a bounded size: how many tokens one takes, and answers that are cut, or given page by page,
    to fit.
    """

    implements = DesignAgents
    file_path = "archhook/agents/bounded.py"
    classes = ["Room"]
    functions = ["_fitting", "_is_whole", "_page", "clip", "fitting", "lean", "paged", "shrunk", "tokens"]
    globals = ["ENOUGH", "MOST", "ROOMS", "TOTAL", "_SPARE"]


class TaskAgentsPrime(Task):
    """[T-222] What an agent must know before it works in a repository: rules, how to declare code, what to ask,
    how it stands.
    """

    implements = DesignAgents
    file_path = "archhook/agents/prime.py"
    functions = ["_governed", "_next_ids", "_standing", "prime_in_short", "prime_of", "prime_text"]
    globals = ["ALSO", "COMMANDS", "COMMIT", "DECLARE", "LIMIT", "LISTED", "RULES", "SYMBOLS", "_TITLES"]


class TaskAgentsReady(Task):
    """[T-223] What there is to do: the Tasks that are planned or broken, those first on whose Designs others build."""

    implements = DesignAgents
    file_path = "archhook/agents/ready.py"
    classes = ["OpenTask", "Ready", "_Plan"]
    functions = [
        "_is_task",
        "_ordered",
        "_remarks",
        "_untested",
        "_verified",
        "open_tasks",
        "ready",
        "ready_text",
        "task_plain",
        "unowed",
    ]
    globals = ["BROKEN", "EXEMPT_SHOWN", "FINDINGS_SHOWN", "FINISHED", "PLANNED", "UNTESTED"]


class TaskArchhookAgentsSessionStore(Task):
    """[T-archhook.agents.session_store] The code of archhook/agents/session_store.py."""

    implements = DesignAgents
    file_path = "archhook/agents/session_store.py"
    classes = ["Memory"]
    functions = ["_few", "_path", "forget", "marks", "recall", "remember"]
    globals = ["FOLDER", "KEPT", "MOST", "_NAME", "_SIZE"]


class TaskArchhookAgentsSignatures(Task):
    """[T-archhook.agents.signatures] How the functions and classes of a file are called, read from its source, which is
    not executed.
    """

    implements = DesignAgents
    file_path = "archhook/agents/signatures.py"
    functions = ["_called", "_class", "_found", "_statements", "signatures"]
    globals = ["ATTRIBUTES", "FUNCTIONS", "Function"]


class TaskArchhookAgentsUsableNames(Task):
    """[T-archhook.agents.usable_names] What the code of a Design may use of those that it requires: signatures, what
    its work speaks of first.
    """

    implements = DesignAgents
    file_path = "archhook/agents/usable_names.py"
    classes = ["Usable"]
    functions = ["_imported", "_is_read", "_offered", "_parts", "in_lines", "usable"]
    globals = ["IMPORTERS", "NAMES", "SHORT"]


class TaskArchhookAgentsSetupAgentFiles(Task):
    """[T-archhook.agents.setup.agent_files] The files that coding agents read: how each gets our hooks, our MCP server
    and our words, and how they come out.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/agent_files.py"
    functions = [
        "_entries",
        "_entry",
        "_events",
        "_handlers",
        "_is_server",
        "_is_whole",
        "_line_there",
        "_ours",
        "_paste",
        "_program",
        "_pruned",
        "_refused",
        "_rest",
        "_server",
        "_with_hooks",
        "_with_server",
        "_without_event",
        "_without_hooks",
        "_without_server",
        "files_of",
        "has_hooks",
        "shell_line",
        "text_with",
        "text_without",
    ]


class TaskArchhookAgentsSetupAgentSetup(Task):
    """[T-archhook.agents.setup.agent_setup] Coding agents put into a project and taken out: all files, or none."""

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/agent_setup.py"
    classes = ["Change", "Seen"]
    functions = [
        "_all_of",
        "_changes",
        "_read",
        "_reading",
        "_remove_empty",
        "_round_trip",
        "_target",
        "_write",
        "agents_seen",
        "difference",
        "put_in",
        "taken_out",
        "write",
    ]


class TaskArchhookAgentsSetupAgentTable(Task):
    """[T-archhook.agents.setup.agent_table] The coding agents that archhook can be put in for, and what each of them
    reads in a project.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/agent_table.py"
    classes = ["Agent", "Hook", "Start"]
    globals = ["AGENTS", "NAMES", "SECTION_FILE", "SERVER", "SKILL_FILE"]


class TaskArchhookAgentsSetupAgentTexts(Task):
    """[T-archhook.agents.setup.agent_texts] What agents are told of archhook in the files of a project: a skill, and a
    section of AGENTS.md or GEMINI.md.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/agent_texts.py"
    functions = ["is_skill", "section", "skill"]
    globals = ["BRANCH", "_BODY", "_SKILL"]


class TaskArchhookAgentsSetupJsonText(Task):
    """[T-archhook.agents.setup.json_text] JSON that people keep, edited so that every other byte stays: comments and
    trailing commas, too.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/json_text.py"
    classes = ["JsonTextError", "Part"]
    functions = [
        "_after",
        "_changed",
        "_container",
        "_demand",
        "_first",
        "_gap",
        "_indent_at",
        "_inserted",
        "_line_start",
        "_made_sure",
        "_newline",
        "_part",
        "_starts",
        "_step",
        "_taken_out",
        "_written",
        "parsed",
        "under",
        "with_entry",
        "with_member",
        "without",
    ]
    globals = ["DEEPEST", "Path", "_BESIDE", "_GAP", "_INDENT", "_SCALAR"]


class TaskArchhookAgentsSetupMarkedText(Task):
    """[T-archhook.agents.setup.marked_text] A section between two markers in a text that people keep: put in, replaced
    and taken out.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/marked_text.py"
    classes = ["MarkerError"]
    functions = ["_place", "with_section", "without_section"]
    globals = ["BEGIN", "END"]


class TaskArchhookAgentsSetupTomlText(Task):
    """[T-archhook.agents.setup.toml_text] One table of strings in TOML that people keep: put in and taken out so that
    every other byte stays.
    """

    implements = DesignAgentSetup
    file_path = "archhook/agents/setup/toml_text.py"
    classes = ["TomlTextError"]
    functions = ["_data", "_key", "_made_sure", "_replaced", "table_at", "table_text", "with_table", "without_table"]


class TaskAgentsMcpServer(Task):
    """[T-225] The MCP server: tools that read, over standard input and output. Needs the extra `archhook[mcp]`."""

    implements = DesignAgents
    file_path = "archhook/agents/mcp_server.py"
    classes = ["Tools", "_Server"]
    functions = ["_error_text", "_wrong_arguments", "server"]
    globals = ["ALL", "Answer", "ERROR_LENGTH", "INSTRUCTIONS", "Kind", "Limit", "Offset", "READ_ONLY", "Subject"]


class TaskAgentsMcpTools(Task):
    """[T-227] What the tools of `archhook mcp` answer: each a function of one snapshot and the claims to a text
    of bounded size.
    """

    implements = DesignAgents
    file_path = "archhook/agents/mcp_tools.py"
    classes = ["Page"]
    functions = [
        "_answer",
        "_card",
        "_finding",
        "_importer",
        "_searched",
        "brief",
        "change_of_words",
        "check",
        "find",
        "impact_of",
        "ready_tasks",
        "why_is",
    ]
    globals = ["EXEMPT", "KEPT", "LIMIT", "NAME_LENGTH"]


class TaskArchhookAgentsPatches(Task):
    """[T-archhook.agents.patches] The files that a patch in the form of apply_patch changes; several agents edit by
    it.
    """

    implements = DesignShell
    file_path = "archhook/shell/patches.py"
    functions = ["patched_files"]
    globals = ["_HEADER"]


class TaskArchhookAgentsOwedTests(Task):
    """[T-archhook.agents.owed_tests] The tests that a node still owes: those that are planned, and the levels at which
    no Test is even planned.
    """

    implements = DesignAgents
    file_path = "archhook/agents/owed_tests.py"
    classes = ["Owed"]
    functions = ["hollow_of", "in_force_above", "owed_at", "owed_tests", "planned_of", "unplanned"]
    globals = ["CODES"]
