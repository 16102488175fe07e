"""The files beside the ledger: configuration, baseline, measured figures, what pytest is told."""
