"""What differs between the last judged snapshot and this one: files from git, nodes from the ledger."""
