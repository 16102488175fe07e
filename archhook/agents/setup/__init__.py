"""What coding agents read in a project, put in and taken out."""
