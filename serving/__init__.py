"""Claims to verdicts: the service, its ledger and queue, and the command line."""
