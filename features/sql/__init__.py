"""The SQL reader: signals and indicators as programs of plain queries."""
