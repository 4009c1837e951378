"""What the monthly indicators share: the institution's claims by kind of care, and growth.

An institution is asked at a month's end about the whole settlement months that end with it.
`growth` sets a month against the three before it, `yearly` against the same month last year.
"""

from features.catalog.subjects import cost_level, grouped, inpatient, outpatient, pharmacy
from features.indicators.lists import LOW_MULTIPLE, NEAR_LOW
from features.language import institution, past
from features.terms import Term

WEIGHT = 10000  # points in one unit of weight

ours = past.same(institution.fixmedins_code)

stays = ours.where(inpatient)
visits = ours.where(outpatient)
purchases = ours.where(pharmacy)
cases = ours.where(grouped)

all_1m = ours.within(months=1)
stays_1m = stays.within(months=1)
visits_1m = visits.within(months=1)
purchases_1m = purchases.within(months=1)
cases_1m = cases.within(months=1)

near_low_limit = (cost_level >= LOW_MULTIPLE) & (cost_level < NEAR_LOW)


def growth(one: Term, four: Term) -> Term:
    """The month against the mean of the three before it, less one.

    `one` is a total over one month, `four` the same over four.
    """
    return (one * 3) / (four - one) - 1.0


def yearly(one: Term, twelve: Term, thirteen: Term) -> Term:
    """The month against the same month last year, less one, from totals over 1, 12, 13 months."""
    return one / (thirteen - twelve) - 1.0
