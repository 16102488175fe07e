"""What several agents need beside the verdict: what to do, who does what, and how to ask."""
