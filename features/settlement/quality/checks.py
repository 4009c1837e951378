"""Every check across tables, by name."""

from features.settlement.quality.claims import CLAIMS
from features.settlement.quality.cross_check import CrossCheck
from features.settlement.quality.lists import LISTS
from features.settlement.quality.references import REFERENCES

CHECKS: dict[str, CrossCheck] = {
    check.name: check for check in (*(reference.check for reference in REFERENCES), *CLAIMS, *LISTS)
}
