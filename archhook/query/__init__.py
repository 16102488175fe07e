"""Questions about one snapshot: each a pure function, answered by look-ups, with its text and its JSON beside it."""
