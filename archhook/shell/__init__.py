"""What a shell command does, told from its text alone: which programs run where, with which words and variables."""
