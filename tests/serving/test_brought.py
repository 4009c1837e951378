"""What nobody brought is null: a flag that a message cannot carry is not a flag that is down."""

from features.catalog import SIGNALS
from features.language import claim, diag, fee, lines, norm, past
from serving.brought import given, of_message, own_columns, unanswerable


def test_the_past_and_the_peers_bring_their_own_columns() -> None:
    looked = past.same(claim.psn_no).where(claim.med_type == "21").within(days=90)
    node = (looked.sum(claim.medfee_sumamt) + norm.median(claim.hifp_pay).of(claim.hosp_lv)).node
    assert own_columns(node) == {("claim", "psn_no"), ("claim", "hosp_lv")}


def test_lines_need_their_kind_and_their_columns() -> None:
    node = lines.fee.where(fee.lmt_used_flag == "1").sum(fee.det_item_fee_sumamt).node
    assert own_columns(node) == {
        ("fee", ""),
        ("fee", "lmt_used_flag"),
        ("fee", "det_item_fee_sumamt"),
    }
    assert own_columns(lines.diag.count().node) == {("diag", "")}
    assert own_columns(lines.diag.distinct(diag.diag_code).node) >= {("diag", "diag_code")}


def test_a_column_that_stands_in_is_enough_and_a_constant_is_not() -> None:
    stay = claim.act_ipt_days.otherwise(claim.enddate.days_since(claim.begndate))
    assert own_columns(stay.node) == {("claim", "enddate"), ("claim", "begndate")}
    assert own_columns(claim.adm_way.otherwise("9").node) == {("claim", "adm_way")}


def test_left_out_is_unknown_and_empty_is_none() -> None:
    assert ("fee", "") not in given({}, {})
    assert ("fee", "det_item_fee_sumamt") in given({}, {"fee": []})
    brought = given({"psn_no": None}, {"fee": [{"cnt": 1}, {"pric": None}]})
    assert {("claim", "psn_no"), ("fee", "cnt"), ("fee", "pric")} <= brought
    assert ("fee", "spec") not in brought


def test_a_message_answers_most_signals_and_admits_the_others() -> None:
    silent = unanswerable(of_message())
    assert "limited_drug_share" in silent
    assert 0 < len(silent) < len(SIGNALS) / 2
