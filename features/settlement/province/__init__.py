"""The synthetic province (模拟省): settlement data with schemes in it, and the truth apart from it.

A whole pooling area is made from one seed: institutions, doctors, persons, visits, bills, payment,
DRG cases, schemes, inspections. It is written as a bureau's core-database export, so it goes
through the same intake as real data.
"""
