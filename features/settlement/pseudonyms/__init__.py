"""Pseudonyms of persons: the secret keys, what they make of a number, and their turning."""
