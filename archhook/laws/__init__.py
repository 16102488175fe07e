"""The rules: each a pure function over facts, with a stable code."""
