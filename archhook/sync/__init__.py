"""A ledger brought in line with the code: what is to change in it, and what is left to a person."""
