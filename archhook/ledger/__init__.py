"""The ledger: from its source, or from live classes, to nodes."""
