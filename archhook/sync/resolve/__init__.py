"""A ledger with conflict markers -> one without, as far as both sides can be read and do not contradict each other."""
