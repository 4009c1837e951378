"""How good the data in the lake is: checks across tables, and figures by institution and month."""
