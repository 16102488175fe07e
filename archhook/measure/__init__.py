"""Brings measured figures in: from files of benchmark tools, and by running a command."""
