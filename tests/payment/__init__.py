"""Tests of payment: the grouper beside a plain one, prices beside worked examples, schemes, months."""
