"""The source of a ledger, edited so that every other byte stays."""
