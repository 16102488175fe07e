"""Which content a snapshot has, and what differs between two: from git, or from a folder outside git."""
