"""A deliberately dirty export: a small province with one fault of each kind, declared one by one."""
