"""The review of a written province: its figures beside the published ones, and plots of its shape.

It reads the files with DuckDB, never a province in memory, so that a province of any size can be
reviewed.
"""
