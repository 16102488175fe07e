"""Exemptions of a snapshot, and what else makes the law weaker between two."""
