"""One judgement: from a snapshot, or from another and what changed, to a verdict."""
