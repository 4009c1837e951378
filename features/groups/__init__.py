"""Risk groups (风险组): who moves together, by the eleven models of the national subsystem.

A model (`models/`) finds candidates in a month's window of the lake, scores them, and stores groups with
their members, so that an inspector can open all visits of a group (`read.py`). A group accuses nobody:
it is a suspicion (疑点) to be looked at.
"""
