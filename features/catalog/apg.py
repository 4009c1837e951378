"""Outpatient groups (APG): the class, its points and cost against peers, and procedures that appear."""

from features.catalog.families import HEADS
from features.catalog.subjects import like_case, signed_with, surgery
from features.language import DOWN, NEITHER, UP, Signal, claim, norm, past

is_procedure = claim.apg_class == "procedure"
like_apg = (claim.apg_code, claim.hosp_lv)
ours = past.same(claim.fixmedins_code).where(~claim.apg_code.is_null())
theirs = past.same(claim.atddr_no).where(~claim.apg_code.is_null())
fee_per_point = claim.medfee_sumamt / claim.points

apg_points = Signal(
    claim.points,
    asks="门诊病组多少点? | How many points has the outpatient group?",
    risk=NEITHER,
    family=HEADS,
)
apg_points_vs_diagnosis = Signal(
    claim.points / norm.median(claim.points).of(*like_case),
    asks="点数是同类诊断的几倍? | Points against its diagnosis?",
    risk=UP,
    family=HEADS,
)
apg_points_above_diagnosis_p90 = Signal(
    claim.points > norm.quantile(claim.points, 0.9).of(*like_case),
    asks="点数是否高于九成的同诊断病例? | More points than nine in ten of its diagnosis?",
    risk=UP,
    family=HEADS,
)
is_grouped_as_procedure = Signal(
    is_procedure,
    asks="是否入手术操作类? | Was the visit grouped as a procedure?",
    risk=UP,
    family=HEADS,
)
procedure_rare_for_diagnosis = Signal(
    is_procedure & (norm.rate(is_procedure).of(*like_case) < 0.1),
    asks="该诊断是否很少入手术操作类? | Grouped as a procedure where its like rarely is?",
    risk=UP,
    family=HEADS,
)
procedure_group_without_surgery = Signal(
    is_procedure & (surgery.count() == 0),
    asks="入手术操作类却无手术收费? | Grouped as a procedure, no surgery charged?",
    risk=UP,
    family=HEADS,
)
apg_fee_per_point_vs_group = Signal(
    fee_per_point / norm.median(fee_per_point).of(*like_apg),
    asks="每点费用是同组的几倍? | Cost of a point against its group?",
    risk=DOWN,
    family=HEADS,
)
apg_cheap_for_its_group = Signal(
    claim.medfee_sumamt < norm.quantile(claim.medfee_sumamt, 0.1).of(*like_apg),
    asks="费用是否低于九成的同组病例(应付而未做)? | Cheaper than nine in ten of its group?",
    risk=UP,
    family=HEADS,
)
institution_procedure_growth = Signal(
    ours.within(days=30).share(is_procedure) / ours.within(days=365).share(is_procedure),
    asks="本机构手术操作类占比是全年的几倍? | Procedure share of 30 days against the year?",
    risk=UP,
    family=HEADS,
)
doctor_procedure_share_90d = Signal(
    theirs.within(days=90).share(is_procedure),
    asks="接诊医师手术操作类占比? | What share of the doctor's visits are procedures?",
    risk=UP,
    family=HEADS,
)
apg_signed_flag_wrong = Signal(
    (claim.signed_flag == "1") & (signed_with != claim.fixmedins_code),
    asks="病组记为签约而签约在别处? | Grouped as signed here, yet signed elsewhere?",
    risk=UP,
    family=HEADS,
)
head_amount_share = Signal(
    claim.head_amt / claim.medfee_sumamt,
    asks="人头包干金额占费用的比例? | What share of the fee came from the head budget?",
    risk=NEITHER,
    family=HEADS,
)
