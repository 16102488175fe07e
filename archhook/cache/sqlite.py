"""[I/O] The interpreter's sqlite module, at half the cost.

Of `functools` it wants `lru_cache` alone, but `functools` brings `collections` with it, and that is a tenth of all that
a warm run imports. So while it is imported, a stand-in answers for `functools`, made of the same C function; whoever
imports `functools` later gets the real one.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def sqlite() -> Any:
    """The module `_sqlite3`, or `sqlite3` where the interpreter has no such thing."""
    try:
        if "functools" in sys.modules or "_sqlite3" in sys.modules:
            import _sqlite3
        else:
            sys.modules["functools"] = _stand_in()
            try:
                import _sqlite3
            finally:
                del sys.modules["functools"]
        return _sqlite3
    except (ImportError, AttributeError):  # of the stand-in, or of an interpreter that asks it for more
        import sqlite3

        return sqlite3


def _stand_in() -> Any:
    from _functools import _lru_cache_wrapper  # type: ignore[import-not-found]  # what functools.lru_cache is made of

    def lru_cache(size: int) -> Callable[[Any], Any]:
        return lambda function: _lru_cache_wrapper(function, size, False, tuple)

    module: Any = type(sys)("functools")
    module.lru_cache = lru_cache
    return module
