"""Dated sign-ups: with whom, ended when, and who is put on or taken off the list of heads."""

from features.catalog.families import HEADS
from features.catalog.subjects import chronic, outpatient
from features.language import NEITHER, UP, Signal, claim, lines, past, sign

known = lines.sign
current = known.where(
    (sign.begndate <= claim.begndate) & (sign.enddate.is_null() | (sign.enddate >= claim.begndate))
)
ended = known.where(
    (sign.enddate < claim.begndate) & (claim.begndate.days_since(sign.enddate) <= 365)
)

is_signed_now = Signal(
    current.count() > 0,
    asks="就诊时是否签约? | Was the person signed at the visit?",
    risk=NEITHER,
    family=HEADS,
)
signed_with_another_now = Signal(
    outpatient & (current.where(sign.fixmedins_code != claim.fixmedins_code).count() > 0),
    asks="就诊时是否签约在别处? | Was the person signed with another at the visit?",
    risk=UP,
    family=HEADS,
)
signups_in_force = Signal(
    current.count(),
    asks="同时有几个签约在效? | How many sign-ups are in force at once?",
    risk=UP,
    family=HEADS,
)
signups_365d = Signal(
    known.where(claim.begndate.days_since(sign.begndate) <= 365).count(),
    asks="过去一年签约几次? | How many sign-ups within a year?",
    risk=UP,
    family=HEADS,
)
signup_ended_365d = Signal(
    ended.count(),
    asks="过去一年有几个签约终止? | How many sign-ups ended within a year?",
    risk=UP,
    family=HEADS,
)
chronic_taken_off_the_list = Signal(
    chronic & (ended.count() > 0) & (current.count() == 0),
    asks="慢特病人是否一年内被解约且未再签? | A programme patient taken off within the year?",
    risk=UP,
    family=HEADS,
)
taken_off_here = Signal(
    ended.where(sign.fixmedins_code == claim.fixmedins_code).count(),
    asks="本机构一年内与其解约几次? | How often did this institution end the sign-up in a year?",
    risk=UP,
    family=HEADS,
)
put_on_without_a_visit = Signal(
    outpatient
    & (known.where(claim.begndate.days_since(sign.begndate) <= 180).count() > 0)
    & (past.same(claim.psn_no).within(days=365).count() == 0),
    asks="是否新签约而一年内从未就诊(挑选健康人)? | Newly signed, and never ill in a year?",
    risk=UP,
    family=HEADS,
)
