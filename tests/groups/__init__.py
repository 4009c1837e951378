"""Risk groups: worked examples, determinism, no future, blocking, and how well they find schemes."""
