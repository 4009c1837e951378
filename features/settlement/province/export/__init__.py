"""The export of a province: the files a bureau would hand over, in core-database form."""
