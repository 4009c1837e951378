"""Papers: receipts, certificates and record numbers that belong to one person each."""

from features.catalog.families import IDENTITY
from features.catalog.subjects import died
from features.language import UP, Signal, claim, fee, lines, past

receipt = past.same(claim.bill_code, claim.bill_no)
certificate = past.same(claim.certno_hash)
record = past.same(claim.fixmedins_code, claim.medcasno)
mine = past.same(claim.psn_no)

receipt_seen_before_365d = Signal(
    receipt.within(days=365).count(),
    asks="该票据一年内已用于几笔结算? | In how many claims of a year has this receipt been seen?",
    risk=UP,
    family=IDENTITY,
)
receipt_of_another_person = Signal(
    (receipt.within(days=365).latest(claim.psn_no) != claim.psn_no).otherwise(False),
    asks="该票据是否曾用于他人? | Has this receipt been another person's?",
    risk=UP,
    family=IDENTITY,
)
certificate_of_another_number = Signal(
    (certificate.within(days=365).latest(claim.psn_no) != claim.psn_no).otherwise(False),
    asks="同一证件是否曾用另一人员编号? | Has this certificate had another person's number?",
    risk=UP,
    family=IDENTITY,
)
certificate_persons_365d = Signal(
    certificate.within(days=365).distinct(claim.psn_no),
    asks="同一证件一年内有几个人员编号? | How many person numbers had this certificate in a year?",
    risk=UP,
    family=IDENTITY,
)
record_number_of_another = Signal(
    (record.within(days=365).latest(claim.psn_no) != claim.psn_no).otherwise(False),
    asks="该病案号是否曾属于他人? | Has this record number been another person's?",
    risk=UP,
    family=IDENTITY,
)
sex_differs_from_last = Signal(
    (mine.within(days=365).latest(claim.gend) != claim.gend).otherwise(False),
    asks="性别是否与上次结算不同? | Is the sex not that of the last claim?",
    risk=UP,
    family=IDENTITY,
)
birth_differs_from_last = Signal(
    (mine.within(days=365).max(claim.brdy) != claim.brdy).otherwise(False),
    asks="出生日期是否与以往结算不同? | Is the date of birth not that of earlier claims?",
    risk=UP,
    family=IDENTITY,
)
paid_after_death = Signal(
    lines.fee.where(fee.fee_ocur_time.day() > died).count(),
    asks="死亡之后发生的明细有几条? | How many lines fall after the person's death?",
    risk=UP,
    family=IDENTITY,
)
settled_days_after_death = Signal(
    claim.setl_time.days_since(died),
    asks="结算距死亡几天? | How many days after death was it settled?",
    risk=UP,
    family=IDENTITY,
)
