"""The lake: Parquet by settlement month, the ledger that says which rows count, and its books."""
