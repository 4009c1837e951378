"""The parts of a settlement list that tell of money: charges by class, payments by fund."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by
from features.settlement.tables.list_parts import SETL_ID

TEXT, CODE, FEN, IN = Kind.TEXT, Kind.CODE, Kind.FEN, Stage.IN

SETL_ITEM = Table(
    "setl_item",
    "结算清单收费项目",
    "Charges by class",
    ("setl_id", "med_chrgitm"),
    brought_by(
        "4101 iteminfo",
        SETL_ID,
        Column(
            "med_chrgitm",
            CODE,
            "医疗收费项目",
            "charge class",
            IN,
            null=False,
            codes=codes.CHARGE_ITEM,
        ),
        Column("amt", FEN, "金额", "fee of the class", IN, null=False),
        Column("claa_sumfee", FEN, "甲类费用合计", "class A", IN, due=True),
        Column("clab_amt", FEN, "乙类金额", "class B", IN, due=True),
        Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN, due=True),
        Column("oth_amt", FEN, "其他金额", "other", IN, due=True),
    ),
    month_of="setl_id",
    checks=(
        Check(
            "amount_is_sum_of_four",
            "abs(amt - (coalesce(claa_sumfee, 0) + coalesce(clab_amt, 0)"
            " + coalesce(fulamt_ownpay_amt, 0) + coalesce(oth_amt, 0))) <= 1",
            "金额应等于甲类、乙类、自费、其他之和",
            "A class's fee is the sum of class A, class B, self-paid and other, to 0.01 yuan",
        ),
    ),
)

SETL_PAY = Table(
    "setl_pay",
    "结算基金分项",
    "Payments by fund",
    ("setl_id", "fund_pay_type"),
    brought_by(
        "4101 payinfo",
        SETL_ID,
        Column("fund_pay_type", CODE, "基金支付类型", "fund", IN, null=False),
        Column(
            "fund_pay_type_name",
            TEXT,
            "基金支付类型名称",
            "its name",
            IN,
            source="2304 setldetail.fund_pay_type_name",
        ),
        Column(
            "inscp_scp_amt",
            FEN,
            "符合政策范围金额",
            "within policy",
            IN,
            source="2304 setldetail.inscp_scp_amt",
        ),
        Column(
            "crt_payb_lmt_amt",
            FEN,
            "本次可支付限额金额",
            "limit that was left this time",
            IN,
            source="2304 setldetail.crt_payb_lmt_amt",
        ),
        Column("fund_payamt", FEN, "基金支付金额", "paid by the fund", IN, null=False),
        Column(
            "setl_proc_info",
            TEXT,
            "结算过程信息",
            "how it was worked out",
            IN,
            source="2304 setldetail.setl_proc_info",
        ),
    ),
    month_of="setl_id",
    checks=(
        Check(
            "payment_within_what_was_left",
            "crt_payb_lmt_amt <= 0 or fund_payamt <= crt_payb_lmt_amt + 1",
            "基金支付不应超过本次可支付限额",
            "A fund pays no more than the limit that was left",
            grade="note",
        ),
    ),
)
