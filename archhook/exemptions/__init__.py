"""What takes something out of the law's reach: one list of it, and what is looser in one list than in another."""
