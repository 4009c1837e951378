"""Settlement data: the contract, the intake that fills it, and the lake that keeps it."""
