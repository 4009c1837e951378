"""Extracts for hospitals in which nobody can be told from at least k − 1 others.

Every settlement keeps its rounded amounts, and of what could point at its person (quasi-identifiers)
only as much as at least k persons share: coarser step by step (`coarsening`, `search`), and hidden
where that is not enough (`extract`). L. Sweeney, "Achieving k-anonymity privacy protection using
generalization and suppression" (2002) calls this full-domain generalisation with suppression.
"""
