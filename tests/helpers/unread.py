"""A ledger that code below it may try to change."""

from __future__ import annotations

NODES = """
import atexit, builtins, functools, gc, helper, importlib, inspect, logging, os, random, sys, types, typing
NAMES = ["n"]
class D1(Design): '''[D-1] One.'''
class D2(Design): '''[D-2] Two.'''
class T1(Task):
    '''[T-1] Write it.'''
    implements = D1
    file_path = "a.py"
    functions = ["f"]
    globals = {"G"}
class T9(Task):
    def __init__(self):
        super().__init__("T-9", "Nine", implements=D2, file_path="b.py", functions=["g"], classes=NAMES)
class Pair:
    FIRST = T1
"""
LAST = NODES.count("\n") + 1
