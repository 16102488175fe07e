"""The values that the reader knows, each with the place where it was written."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import _ast as ast
    from collections.abc import Mapping, Sequence

    from archhook.ledger.syntax import Source, Unreadable

    Scalar = str | bytes | int | float | complex | bool | None


class Value:
    """Something that a name can be bound to. `node` is None for values of live Python."""

    __slots__ = ("module", "node")

    def __init__(self, module: Source | None, node: ast.AST | None) -> None:
        self.module = module
        self.node = node


class Const(Value):
    """A string, a number, True, False, None, bytes or `...`."""

    __slots__ = ("value",)

    def __init__(self, value: Scalar, module: Source | None, node: ast.AST | None) -> None:
        self.value = value
        self.module = module
        self.node = node


class Seq(Value):
    """A list, tuple, set, range, view of a dict, or iterator. `used`: the iterator has been."""

    __slots__ = ("items", "kind", "used")

    def __init__(self, kind: str, items: list[Value], module: Source | None, node: ast.AST | None) -> None:
        self.kind = kind
        self.items = items
        self.used = False
        self.module = module
        self.node = node


class Map(Value):
    """A dict with constant keys: the key's plain value -> (key, value)."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: dict[object, tuple[Const, Value]], module: Source | None, node: ast.AST | None) -> None:
        self.pairs = pairs
        self.module = module
        self.node = node


class Klass(Value):
    """A class of the ledger or of the metamodel; what names are bound to.

    `meta`: its name if it belongs to the metamodel itself, pasted or imported. `kind` and `level`: of a node class.
    `attrs`: the class body's names. `children`: how many classes are derived from it directly.
    """

    __slots__ = (
        "attrs", "bases", "children", "doc", "imported", "kind", "level", "meta", "mro", "name", "params", "strange",
        "unread",
    )  # fmt: skip

    def __init__(self, name: str, bases: Sequence[Klass], module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.name = name
        self.bases = tuple(bases)
        self.meta = ""
        self.kind = ""
        self.level = ""
        self.doc = ""
        self.attrs: dict[str, Value] = {}
        self.children = 0
        self.imported = False
        self.params: tuple[str, ...] | None = None  # of a pasted metamodel class: its own constructor's
        self.strange: frozenset[str] = frozenset()  # parameters that the metamodel does not have
        self.unread: Unreadable | None = None  # of a class that may have more than is written in it: why
        self.mro: tuple[Klass, ...] = (self,)


class Ref(Value):
    """A mention of a class, at the place where it is mentioned."""

    __slots__ = ("klass",)

    def __init__(self, klass: Klass, module: Source | None, node: ast.AST | None) -> None:
        self.klass = klass
        self.module = module
        self.node = node


class Instance(Value):
    """A node class called without arguments; `fields` only of the `self` of a constructor that is read."""

    __slots__ = ("fields", "klass")

    def __init__(self, klass: Klass, module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.klass = klass
        self.fields: dict[str, Value] | None = None


class Resources(Value):
    """A call of ResourceConstraints. `pasted`: its metamodel is the mission's, where 0 is unset."""

    __slots__ = ("fields", "pasted")

    def __init__(self, fields: dict[str, Value], pasted: bool, module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.fields = fields
        self.pasted = pasted


class Unbound(Value):
    """A name that is bound to nothing. `known`: those that its module binds."""

    __slots__ = ("known", "name")

    def __init__(self, name: str, known: Mapping[str, Value], module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.name = name
        self.known = known


class Foreign(Value):
    """Something imported from outside the ledger, known by its dotted name alone."""

    __slots__ = ("dotted",)

    def __init__(self, dotted: str, module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.dotted = dotted


class Builtin(Value):
    """A built-in function that the reader knows."""

    __slots__ = ("name",)

    def __init__(self, name: str, module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.name = name


class Function(Value):
    """A function that the ledger defines: never called. `defaults`: of its parameters, by name."""

    __slots__ = ("defaults", "definition")

    def __init__(
        self, definition: ast.FunctionDef | ast.AsyncFunctionDef, defaults: dict[str, Value], module: Source | None
    ) -> None:
        super().__init__(module, definition)
        self.definition = definition
        self.defaults = defaults


class Package(Value):
    """A module of the ledger, or a folder of modules (`module` None)."""

    __slots__ = ("dotted",)

    def __init__(self, dotted: str, module: Source | None, node: ast.AST | None) -> None:
        super().__init__(module, node)
        self.dotted = dotted  # relative to the ledger's package; "" is the package itself


class Poison(Value):
    """A name of the main guard whose value is not read."""

    __slots__ = ("problem",)

    def __init__(self, problem: Unreadable) -> None:
        super().__init__(problem.module, problem.node)
        self.problem = problem


class Opaque(Value):
    """A live object of a type that no field takes. `type_name` for messages."""

    __slots__ = ("type_name",)

    def __init__(self, type_name: str) -> None:
        super().__init__(None, None)
        self.type_name = type_name


NAMES = {str: "a string", bytes: "bytes", bool: "a bool", int: "a number", float: "a number", complex: "a number"}


def describe(value: Value) -> str:
    """What a value is, in a few words for messages."""
    match value:
        case Const():
            return "None" if value.value is None else NAMES.get(type(value.value), "`...`")
        case Seq():
            return f"an {value.kind}" if value.kind == "iterator" else f"a {value.kind}"
        case Map():
            return "a dict"
        case Ref() | Klass():
            return f"the class {(value.klass if isinstance(value, Ref) else value).name}"
        case Instance():
            return f"an instance of {value.klass.name}"
        case Resources():
            return "ResourceConstraints"
        case Foreign():
            return f"{value.dotted}, which comes from outside the ledger"
        case Builtin():
            return f"the built-in {value.name}"
        case Function():
            return f"the function {value.definition.name}"
        case Unbound():
            return f"the name {value.name}, which is bound to nothing"
        case Package():
            return "a module"
        case Opaque():
            return f"an object of type {value.type_name}"
    return "something that cannot be read"


def subject(value: Value) -> str:
    """The same as what a sentence goes on from: a clause that began with a comma ends with one."""
    words = describe(value)
    return f"{words}," if ", which " in words else words
