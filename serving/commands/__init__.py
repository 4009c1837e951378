"""The commands of `fundwatch`, one module for each group."""
