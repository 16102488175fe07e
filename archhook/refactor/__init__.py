"""The ledger refactored by commands, each judged before a byte of it is written."""
