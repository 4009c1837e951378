"""What the rules of knowledge points share: which lines a limit speaks of, and from when.

A limit out of the two libraries comes with the item of a line (`fee.lmt_…`, by its national code)
and holds from its own day: a claim settled before it is not judged by it.
"""

from features.language import OwnLines, claim, fee, lines, yuan
from features.terms import Term

is_paid = (fee.det_item_fee_sumamt > yuan(0)) & (
    fee.inscp_scp_amt.otherwise(fee.det_item_fee_sumamt) > yuan(0)
)  # charged, not taken back, and counted within policy as far as is known
settled_on = claim.setl_time.day()


def limited(stem: str, against: Term) -> OwnLines:
    """The paid lines that go against a limit in force; `stem` is that of its day (gend, age …)."""
    return lines.fee.where((settled_on >= getattr(fee, f"{stem}_begn")) & is_paid & against)
