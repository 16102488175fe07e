"""The gates: what a git hook judges, and how the hooks come into a repository."""
