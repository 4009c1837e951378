"""What the field calls things: the conditions and sums that many signals and indicators share.

Kinds of care go by the first digits of 医疗类别, because provinces add children to national codes.
Kinds of fees go by the charge class 医疗收费项目类别, which every hospital must send.
"""

from features.language import claim, diag, fee, greatest, lines, norm, past, when, yuan

# kinds of care
inpatient = claim.med_type.starts_with("2", "52")
outpatient = claim.med_type.starts_with("1", "51")
pharmacy = claim.med_type.starts_with("4")
emergency = claim.med_type.starts_with("13")
chronic = claim.med_type.starts_with("14")
walk_in = claim.med_type.starts_with("1", "51", "4")

# what the registers say, as far as it was known when the claim was settled: they are joined as they
# are today, and a day after the settlement belongs to the future
died = claim.death_date.only_if(claim.setl_time.days_since(claim.death_date) >= 0)
signed_from = claim.sign_begndate.only_if(claim.setl_time.days_since(claim.sign_begndate) >= 0)
signed_with = claim.sign_fixmedins_code.only_if(
    claim.sign_begndate.is_null() | (claim.setl_time.days_since(claim.sign_begndate) >= 0)
)

# the stay
stay_days = claim.act_ipt_days.otherwise(claim.enddate.days_since(claim.begndate))
charged_days = greatest(stay_days, 1)

# the person's stays that were settled before
stays = past.same(claim.psn_no).where(inpatient)
stays_here = past.same(claim.psn_no, claim.fixmedins_code).where(inpatient)
stays_alike = past.same(claim.psn_no, claim.dscg_maindiag_code).where(inpatient)

# what the claim is compared with; where peers are few the last key is dropped first
care_class = claim.med_type.prefix(2)
diagnosis_category = claim.dscg_maindiag_code.prefix(3)
like_care = (care_class, claim.hosp_lv)
like_case = (care_class, diagnosis_category, claim.hosp_lv)
like_diagnosis = (diagnosis_category, claim.hosp_lv)
like_group = (claim.drg_code, claim.hosp_lv)
like_adrg = (claim.adrg, claim.hosp_lv)
cost_level = claim.medfee_sumamt / claim.std_mean_fee  # against the mean of its payment group
grouped = ~claim.drg_code.is_null()
has_mcc = ~claim.mcc_code.is_null()
has_cc = ~claim.cc_code.is_null()
is_complicated = has_mcc | has_cc

# fee lines by charge class
fees = lines.fee.sum(fee.det_item_fee_sumamt)
exams = lines.fee.where(fee.med_chrgitm_type == "03")
tests = lines.fee.where(fee.med_chrgitm_type == "04")
diagnostics = lines.fee.where(fee.med_chrgitm_type.isin("03", "04"))
treatments = lines.fee.where(fee.med_chrgitm_type == "05")
beds = lines.fee.where(fee.med_chrgitm_type == "01")
rounds = lines.fee.where(fee.med_chrgitm_type == "02")
surgery = lines.fee.where(fee.med_chrgitm_type == "06")
nursing = lines.fee.where(fee.med_chrgitm_type == "07")
consumables = lines.fee.where(fee.med_chrgitm_type == "08")
herbs = lines.fee.where(fee.med_chrgitm_type == "10")
drugs = lines.fee.where(fee.med_chrgitm_type.isin("09", "10", "11"))
western_drugs = drugs.where(fee.med_chrgitm_type == "09")
hands_on = lines.fee.where(~fee.med_chrgitm_type.isin("01", "02", "07", "12", "13"))
services = lines.fee.where(fee.med_chrgitm_type.isin("02", "05", "06", "07", "12"))

exam_fees = exams.sum(fee.det_item_fee_sumamt)
test_fees = tests.sum(fee.det_item_fee_sumamt)
diagnostic_fees = diagnostics.sum(fee.det_item_fee_sumamt)
treatment_fees = treatments.sum(fee.det_item_fee_sumamt)
surgery_fees = surgery.sum(fee.det_item_fee_sumamt)
nursing_fees = nursing.sum(fee.det_item_fee_sumamt)
consumable_fees = consumables.sum(fee.det_item_fee_sumamt)
herb_fees = herbs.sum(fee.det_item_fee_sumamt)
drug_fees = drugs.sum(fee.det_item_fee_sumamt)
service_fees = services.sum(fee.det_item_fee_sumamt)

# drugs by the ATC class inside the national drug code (X, then ATC)
antibiotics = lines.fee.where(fee.med_list_codg.starts_with("XJ01"))
diabetes_drugs = lines.fee.where(fee.med_list_codg.starts_with("XA10"))
diuretics = lines.fee.where(fee.med_list_codg.starts_with("XC03"))
cardiac_drugs = lines.fee.where(fee.med_list_codg.starts_with("XC01"))
rhythm_drugs = lines.fee.where(fee.med_list_codg.starts_with("XC01", "XC07", "XC08", "XB01"))
antithrombotics = lines.fee.where(fee.med_list_codg.starts_with("XB01"))
acid_drugs = lines.fee.where(fee.med_list_codg.starts_with("XA02"))
minerals = lines.fee.where(fee.med_list_codg.starts_with("XA12"))
iron = lines.fee.where(fee.med_list_codg.starts_with("XB03"))
airway_drugs = lines.fee.where(fee.med_list_codg.starts_with("XR03", "XR05", "XH02"))
psychiatric_drugs = lines.fee.where(fee.med_list_codg.starts_with("XN05"))
infusions = lines.fee.where(fee.med_list_codg.starts_with("XB05"))

# diagnoses beside the main one: what coding can add to a case
secondary = lines.diag.where(diag.maindiag_flag.otherwise("0") != "1")

# settlements whose amount is a multiple of ten yuan
round_amount = (claim.medfee_sumamt / yuan(10)).whole() * yuan(10) == claim.medfee_sumamt
is_night = (claim.setl_time.hour() >= 22) | (claim.setl_time.hour() < 5)
severity = when(has_mcc, 2, when(has_cc, 1, 0))

# peer figures that several signals read; an ungrouped case has no group to be compared with
peer_fee = norm.median(claim.medfee_sumamt).of(*like_case)
group_fee = when(grouped, norm.median(claim.medfee_sumamt).of(*like_group), yuan(0))

# patterns of a stay that signals and indicators both ask about
is_low_standard = (
    inpatient
    & (stay_days <= 5)
    & (surgery.count() == 0)
    & (treatments.count() + infusions.count() <= 2)
    & (claim.adm_way.otherwise("9") != "1")
)
is_check_up = inpatient & (stay_days <= 7) & (surgery.count() == 0) & (diagnostic_fees / fees > 0.6)
