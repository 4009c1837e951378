"""What rules share: kinds of lines by name, and whole days as counts."""

from features.catalog.subjects import charged_days
from features.language import OwnLines, claim, fee, lines, yuan
from features.nodes import Literal
from features.rules.parameters import code_list
from features.settlement.contract import Kind
from features.terms import Term

fund_paid = claim.fund_pay_sumamt
whole_fee = claim.medfee_sumamt

one_day = Term(Literal(1, Kind.DAYS))
days_charged = (charged_days / one_day).whole()  # as a count, so that quantities can meet it
paid_by_fund = fund_paid > yuan(0)
is_billed = fee.det_item_fee_sumamt > yuan(0)  # not taken back


def named(list_name: str) -> OwnLines:
    """The fee lines whose catalogue name begins with one of a list's names."""
    return lines.fee.where(fee.hilist_name.starts_with(*code_list(list_name)))


def main_diagnosis(list_name: str) -> Term:
    """Whether the main diagnosis begins with one of a list's codes."""
    return claim.dscg_maindiag_code.starts_with(*code_list(list_name))
