"""Hits: rules on claims, in batch, live and in replay, with the limits of each area and day.

`library` reads which rules count and their limits; `variants` binds a rule once for each set of
limits that differs for it; `program` runs them all on an engine, `judge` on one claim; `replay`
shows what a rule would have found, and what a changed limit would change.
"""
