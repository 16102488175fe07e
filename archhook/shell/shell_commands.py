"""The text of a shell command -> the programs that it runs, each with its words, its variables and its folder.

Nothing is run. What only a shell can tell is marked as unknown (`$(...)`, variables of the environment), patterns come
to the names that are there, and of commands that may run or not each is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from archhook.shell.command_reader import read_commands
from archhook.shell.disk_names import found_by
from archhook.shell.expansion import fields_of, path_from, redirected, said_by, value_of
from archhook.shell.shell_builtins import run_builtin
from archhook.shell.shell_state import State, Trace
from archhook.shell.surroundings import MANY, UNKNOWN, Ran, Reading, is_known, program
from archhook.shell.syntax_nodes import ENDS, Choice, Function, Group, Joined, Loop, Pipeline, Simple, leaves
from archhook.shell.wrappers import Inner, handed_on, inner_of, with_names

if TYPE_CHECKING:
    from archhook.shell.surroundings import Surroundings
    from archhook.shell.syntax_nodes import Node


def commands_of(text: str, around: Surroundings) -> Reading:
    """The programs that a command runs; where it cannot be read as one of a shell, that is said."""
    trace = Trace(around, _run)
    state = State(around.cwd)
    _script(text, state, trace, "the command")
    return Reading(tuple(trace.ran), tuple(dict.fromkeys(trace.unseen)))


def _script(text: str, state: State, trace: Trace, what: str) -> bool | None:
    """Runs a text; `what` it is called where it cannot be read."""
    node, whole = read_commands(text)
    status = _run(node, state, trace)
    if not whole:
        trace.unseen.append(f"{what} cannot be read as a shell's")
    return status


def _run(node: Node, state: State, trace: Trace) -> bool | None:
    """Has a command change the state. Whether it succeeds; None where that cannot be told."""
    if not trace.go_on():
        return None
    with trace.deeper() as allowed:
        if not allowed:
            return None
        match node:
            case Simple():
                return _simple(node, state, trace)
            case Joined():
                return _joined(node, state, trace)
            case Pipeline():
                return _pipeline(node, state, trace)
            case Group():
                inner = state.copy() if node.apart else state
                writes, handed = redirected(node.redirections, state, trace)
                _note_writes(writes, state, trace)
                inner.handed = handed if handed is not None else inner.handed
                found = _run(node.body, inner, trace)
                inner.handed = None
                return found
            case Choice():
                return _choice(node, state, trace)
            case Loop():
                return _loop(node, state, trace)
            case Function():
                state.functions[node.name] = (node.body, state.sure)
                return True


def _joined(node: Joined, state: State, trace: Trace) -> bool | None:
    status: bool | None = True
    failed: list[State] = []  # in which a command before `&&` has failed
    sure = state.sure
    for before, command in node.items:
        if before in ("&&", "||"):
            status = _next(before, command, status, failed, state, trace)
            continue
        state.sure = sure
        _either(state, failed)
        state.settle(assumed=False)
        status = _run(command, state, trace)
    state.sure = sure
    _either(state, failed)
    return status


def _next(
    joint: str, command: Node, status: bool | None, failed: list[State], state: State, trace: Trace
) -> bool | None:
    """Runs what stands behind `&&` or `||`; `status` of what stands before it."""
    if joint == "&&":
        if status is False:
            return False
        if status is None:
            failed.append(state.copy())
            failed[-1].settle(assumed=False)
            state.sure = False
        state.settle(assumed=True)
        found = _run(command, state, trace)
        return None if failed else found
    if status is True and not failed:
        return True
    if status is None or failed:
        other = state.copy()
        _either(other, failed)
        other.settle(assumed=False)
        other.sure = False
        state.settle(assumed=True)
        found = _run(command, other, trace)
        if not leaves(command):
            state.merge(other)
            state.sure = False
            return True if found is True else None
        return True
    return _run(command, state, trace)


def _either(state: State, others: list[State]) -> None:
    """Merges the states that may be the one."""
    for other in others:
        state.merge(other)
    others.clear()


def _pipeline(node: Pipeline, state: State, trace: Trace) -> bool | None:
    handed, piped = state.handed, state.piped
    for command in node.commands:
        inner = state.copy()
        inner.handed, inner.piped = handed, piped
        start = len(trace.ran)
        _run(command, inner, trace)
        handed, piped = said_by(trace.ran[start:], trace), True
    return None


def _choice(node: Choice, state: State, trace: Trace) -> bool | None:
    writes, handed = redirected(node.redirections, state, trace)
    _note_writes(writes, state, trace)
    for word in node.words:
        fields_of(word, state, trace)
    sure = state.sure
    for number, test in enumerate(node.tests):
        state.sure = sure and not number
        _run(test, state, trace)
    state.settle(assumed=True)
    before = state.copy()
    for body in node.bodies:
        inner = before.copy()
        inner.sure, inner.handed = False, handed
        _run(body, inner, trace)
        inner.settle(assumed=True)
        if not leaves(body, ENDS):
            state.merge(inner)
    state.sure = sure
    return None


def _loop(node: Loop, state: State, trace: Trace) -> bool | None:
    writes, handed = redirected(node.redirections, state, trace)
    _note_writes(writes, state, trace)
    if node.words is None:
        words = state.arguments if state.arguments is not None else [MANY]
    else:
        words = [field for word in node.words for field in fields_of(word, state, trace)]
    sure = state.sure
    before = state.copy()
    for word in words:
        state.sure = sure and MANY not in word
        state.handed = handed
        state.variables[node.variable] = word if is_known(word) else UNKNOWN
        _run(node.body, state, trace)
        state.settle(assumed=False)
    if any(MANY in word for word in words):
        state.merge(before)
    state.sure, state.handed = sure, None
    return None


def _simple(node: Simple, state: State, trace: Trace) -> bool | None:
    argv = tuple(field for word in node.words for field in fields_of(word, state, trace))
    values = [(name, value_of(word, state, trace)) for name, word in node.assignments]
    writes, handed = redirected(node.redirections, state, trace)
    if not argv:
        for name, value in values:
            state.assign(name, value)
        _note_writes(writes, state, trace)
        return True
    given = state.handed if handed is None else handed
    env = tuple(sorted({**state.exported(), **dict(values)}.items()))
    return _program(Ran(state.cwd, argv, env, writes, given, state.sure), state, trace)


def _program(ran: Ran, state: State, trace: Trace) -> bool | None:
    """Runs a program, a function or a builtin, and what it runs in its turn."""
    if not trace.go_on():
        return None
    name = program(ran.argv)
    if ran.argv[0] in state.functions:
        return _function(ran, state, trace)
    listed: tuple[str, ...] | None = None
    if name == "find" and (found := found_by(ran.argv, ran.cwd, trace.around)) is not None:
        ran = ran._replace(found=found.names)
        listed = found.names if not trace.disk_is_old() else None
    elif name == "xargs":
        listed = handed_on(ran.argv, ran.handed)
    trace.ran.append(ran)
    status = run_builtin(ran, state, trace)
    inner = inner_of(ran.argv)
    if inner is not None and listed:
        for argv in with_names(inner.argv, ran.argv, listed):
            status = _inner(inner._replace(argv=argv), ran, state, trace)
        return None
    if inner is None and ran.argv[0] != name and name.endswith(".sh"):
        text = trace.around.read(path_from(ran.cwd, ran.argv[0]))
        inner = Inner(script=True, file=ran.argv[0], arguments=ran.argv[1:]) if text else None
    if inner is not None:
        return _inner(inner, ran, state, trace)
    return status


def _function(ran: Ran, state: State, trace: Trace) -> bool | None:
    """Runs a function: with arguments of its own, and with the variables that stand before its name."""
    body, defined = state.functions[ran.argv[0]]
    sure, state.sure = state.sure, state.sure and defined
    kept = state.arguments, state.variables, state.names
    state.arguments, state.variables = list(ran.argv[1:]), {**state.variables}
    exported = state.exported()
    before = {name for name, value in ran.env if exported.get(name) != value}
    for name, value in ran.env:
        state.assign(name, value, export=True)
    found = _run(body, state, trace)
    state.arguments, old, names = kept
    state.sure = sure
    for name in before:
        state.variables.pop(name, None)
        state.variables |= {name: old[name]} if name in old else {}
        state.names = names if name not in names else state.names
    return found


def _inner(inner: Inner, ran: Ran, state: State, trace: Trace) -> bool | None:
    """Runs what a wrapper runs."""
    if inner.script:
        return _inner_script(inner, ran, state, trace)
    own = program(ran.argv) in ("command", "builtin", "exec")
    env = {} if inner.emptied else {name: value for name, value in ran.env if name not in inner.dropped}
    env = {**env, **dict(inner.env)}
    cwd = path_from(ran.cwd, inner.folder) if inner.folder else ran.cwd
    apart = state if own else state.copy()
    functions, apart.functions = apart.functions, {}
    with trace.deeper() as allowed:
        status = None
        if allowed and inner.argv:
            program_of_it = ran._replace(cwd=cwd, argv=inner.argv, env=tuple(sorted(env.items())), writes=())
            status = _program(program_of_it, apart, trace)
    apart.functions = functions
    return status if own else None


def _inner_script(inner: Inner, ran: Ran, state: State, trace: Trace) -> bool | None:
    """Runs the script that a shell is given, or says that it cannot be seen."""
    name = program(ran.argv)
    what, text = f"the script of `{name}`", inner.text
    if inner.file:
        what = inner.file.replace(UNKNOWN, "...")
        text = (is_known(inner.file + ran.cwd) and trace.around.read(path_from(ran.cwd, inner.file))) or None
    elif inner.piped:
        what, text = f"what `{name}` reads", ran.handed
        if text is None and not state.piped:
            return None
    if text is None:
        trace.unseen.append(f"{what} cannot be seen")
        return None
    with trace.deeper() as allowed:
        if not allowed:
            return None
        if name in ("eval", ".", "source"):
            outer, state.arguments = state.arguments, list(inner.arguments) or state.arguments
            status = _script(text, state, trace, what)
            state.arguments = outer
            return status
        shell = State(ran.cwd)
        shell.made, shell.sure, shell.arguments = state.made, state.sure, list(inner.arguments)
        for variable, value in ran.env:
            shell.assign(variable, value, export=True)
        return _script(text, shell, trace, what)


def _note_writes(writes: tuple[str, ...], state: State, trace: Trace) -> None:
    """Keeps the files that a bracket, or no program at all, writes."""
    if writes:
        trace.ran.append(Ran(state.cwd, (), (), writes, None, state.sure))
