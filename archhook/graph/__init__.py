"""The links between nodes: who is linked to whom, what lies below, what figures add up to."""
