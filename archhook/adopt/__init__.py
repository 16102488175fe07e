"""A ledger from a repository, and a ledger kept true: what `archhook init` and `archhook sync` write."""
