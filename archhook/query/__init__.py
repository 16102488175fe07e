"""Questions to the ledger: each a pure function of one snapshot, answered by look-ups."""
