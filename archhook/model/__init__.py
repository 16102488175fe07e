"""The data that all stages share."""
