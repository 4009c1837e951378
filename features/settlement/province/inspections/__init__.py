"""Inspections of a province: who is visited when, what is found, what becomes of it."""
