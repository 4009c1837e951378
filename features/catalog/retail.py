"""Retail pharmacies: bulk of one drug, goods, vouchers used from afar, prescriptions in batches."""

from features.catalog.families import PHARMACY
from features.catalog.subjects import care_class, drug_fees, fees, pharmacy
from features.language import NEITHER, UP, Signal, claim, fee, lines, norm, past, yuan

ours = past.same(claim.fixmedins_code).where(pharmacy)
theirs = past.same(claim.atddr_no).where(pharmacy)
mine = past.same(claim.psn_no).where(pharmacy)
alike = past.same(claim.fixmedins_code, claim.medfee_sumamt).where(pharmacy)
lives_elsewhere = claim.resd_admdvs != claim.fix_blng_admdvs
e_voucher = claim.mdtrt_cert_type == "01"
largest = lines.fee.max(fee.cnt)
like_purchase = (care_class, claim.hosp_lv)

bulk_of_one_drug = Signal(
    largest.only_if(pharmacy & (lines.fee.distinct(fee.med_list_codg) == 1)),
    asks="只买一种药时买了多少? | How much of it, when one drug alone was bought?",
    risk=UP,
    family=PHARMACY,
)
quantity_above_purchases_p90 = Signal(
    (pharmacy & (largest > norm.quantile(largest, 0.9).of(*like_purchase))).otherwise(False),
    asks="购药数量是否多于九成的购药? | A larger quantity than nine in ten purchases?",
    risk=UP,
    family=PHARMACY,
)
purchase_fee_above_p90 = Signal(
    (
        pharmacy
        & (claim.medfee_sumamt > norm.quantile(claim.medfee_sumamt, 0.9).of(*like_purchase))
    ).otherwise(False),
    asks="购药金额是否高于九成的购药? | A dearer purchase than nine in ten?",
    risk=UP,
    family=PHARMACY,
)
purchase_is_whole_yuan = Signal(
    pharmacy & ((claim.medfee_sumamt / yuan(1)).whole() * yuan(1) == claim.medfee_sumamt),
    asks="购药金额是否为整元(像商品价签)? | Is a purchase in whole yuan, like a price tag?",
    risk=UP,
    family=PHARMACY,
)
non_drug_share_of_purchase = Signal(
    ((fees - drug_fees) / fees).only_if(pharmacy),
    asks="购药中非药品的费用占比? | What share of a purchase is no drug?",
    risk=UP,
    family=PHARMACY,
)
buyer_lives_elsewhere = Signal(
    pharmacy & lives_elsewhere,
    asks="购药者是否住在外区? | Does the buyer live in another area?",
    risk=UP,
    family=PHARMACY,
)
voucher_used_from_elsewhere = Signal(
    pharmacy & lives_elsewhere & e_voucher,
    asks="外区购药者是否用电子凭证? | An electronic voucher of somebody who lives elsewhere?",
    risk=UP,
    family=PHARMACY,
)
voucher_same_amount_1d = Signal(
    alike.where(e_voucher).within(days=1).count().only_if(pharmacy & e_voucher),
    asks="昨日至今同金额的电子凭证购药几笔? | How many voucher purchases of this amount since yesterday?",
    risk=UP,
    family=PHARMACY,
)
voucher_share_here_30d = Signal(
    ours.within(days=30).share(e_voucher),
    asks="本药店过去30天电子凭证的比例? | What share of purchases here used the voucher?",
    risk=NEITHER,
    family=PHARMACY,
)
far_buyers_share_here_30d = Signal(
    ours.within(days=30).share(lives_elsewhere),
    asks="本药店过去30天外区购药者的比例? | What share of buyers here lives elsewhere?",
    risk=NEITHER,
    family=PHARMACY,
)
prescriber_purchases_1d = Signal(
    theirs.within(days=1).count(),
    asks="开方医师昨日至今的药店处方几张? | Pharmacy prescriptions of the doctor since yesterday?",
    risk=UP,
    family=PHARMACY,
)
prescriber_purchase_share_90d = Signal(
    theirs.within(days=90).count() / past.same(claim.atddr_no).within(days=90).count(),
    asks="开方医师过去90天药店处方的比例? | What share of the doctor's claims is at pharmacies?",
    risk=NEITHER,
    family=PHARMACY,
)
prescriber_share_here_90d = Signal(
    past.same(claim.atddr_no, claim.fixmedins_code).within(days=90).count()
    / ours.within(days=90).count(),
    asks="本药店处方有多大比例出自该医师? | What share of purchases here is this doctor's?",
    risk=NEITHER,
    family=PHARMACY,
)
prescriber_mean_fee_vs_here_90d = Signal(
    theirs.within(days=90).mean(claim.medfee_sumamt).whole()
    / ours.within(days=90).mean(claim.medfee_sumamt).whole(),
    asks="该医师的处方是本药店次均的几倍? | The doctor's prescriptions against purchases here?",
    risk=UP,
    family=PHARMACY,
)
