"""What the files of a snapshot really hold."""
