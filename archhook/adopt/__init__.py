"""The first ledger of a repository: what `archhook init` reads, plans and writes."""
