"""The version of archhook: the one place that says it, to the build, too."""

__version__ = "0.1.0"
