"""Benefit, identity and grass-roots care 待遇与分级诊疗 (domain E.7 and E.8)."""

from features.catalog.families import POLICY
from features.indicators.subjects import all_1m, stays_1m, visits_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim

evoucher_rate = Indicator(
    all_1m.share(claim.mdtrt_cert_type == "01"),
    asks="电子凭证结算率? | What share was settled by e-voucher?",
    family=POLICY,
    risk=NEITHER,
    source="E.7 #146",
)
reim_ratio = Indicator(
    all_1m.sum(claim.hifp_pay) / all_1m.sum(claim.inscp_scp_amt),
    asks="政策范围内统筹报销比例? | What share within policy does the pool pay?",
    family=POLICY,
    risk=NEITHER,
    source="E.8 #151",
)
reim_total = Indicator(
    all_1m.sum(claim.fund_pay_sumamt) / all_1m.sum(claim.medfee_sumamt),
    asks="实际报销比例? | What share of all cost do the funds pay?",
    family=POLICY,
    risk=NEITHER,
    source="E.8 #152",
)
pers_burden = Indicator(
    all_1m.sum(claim.psn_part_amt) / all_1m.sum(claim.medfee_sumamt),
    asks="个人负担占比? | What share do persons bear?",
    family=POLICY,
    risk=UP,
    source="E.8 #153",
)
ip_out_refer = Indicator(
    stays_1m.share(claim.insu_admdvs != claim.fix_blng_admdvs),
    asks="住院患者异地参保占比? | What share of stays is of persons insured elsewhere?",
    family=POLICY,
    risk=NEITHER,
    source="E.8 #157",
)
signed_here = Indicator(
    visits_1m.share(claim.sign_fixmedins_code == claim.fixmedins_code),
    asks="本机构签约者就诊占比? | What share of visits is of persons signed here?",
    family=POLICY,
    risk=DOWN,
    source="E.8 #159",
)
aid_share = Indicator(
    all_1m.share(~claim.sp_psn_type.is_null()),
    asks="救助对象就诊占比? | What share is of aided persons?",
    family=POLICY,
    risk=NEITHER,
    source="E.8 #163",
)
