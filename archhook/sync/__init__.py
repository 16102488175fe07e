"""Brings a ledger in line with the code: what is to change, and edits that leave every other byte as it is."""
