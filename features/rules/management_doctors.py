"""管理类: whether the doctor may do this, here, and what an item of a hospital's own stands for."""

from features.catalog.subjects import inpatient, outpatient
from features.language import claim, fee, lines
from features.rules.classes import CERTAIN, MANAGEMENT, ONE_VISIT, SUSPECT
from features.rules.rule import Rule
from features.rules.subjects import is_billed, whole_fee

doctor_after_contract = Rule(
    claim.begndate > claim.cntr_endtime,
    id="GL-121",
    title="医师协议到期后开单 | A doctor whose contract has ended",
    asks="医师的医保协议是否已到期? | Had the doctor's contract ended?",
    sentence="医师的医保服务协议已到期, 费用{amount} | The doctor's contract had ended; fee {amount}",
    family=MANAGEMENT,
    subtype="资质不符 | qualification",
    law=("R38(7)", "R15"),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O12",),
    amount=whole_fee,
)
doctor_suspended = Rule(
    claim.qual_stas.isin("suspended", "terminated"),
    id="GL-122",
    title="医师支付资格已暂停或终止 | A doctor who may not be paid for",
    asks="医师的支付资格是否已暂停或终止? | Is the doctor suspended from payment?",
    sentence="医师支付资格现为暂停或终止(登记现状, 就诊当日状态待核), 费用{amount}"
    " | The register has the doctor as suspended now, the day of the visit is to be checked;"
    " fee {amount}",
    family=MANAGEMENT,
    subtype="资质不符 | qualification",
    law=("R38(7)", "R38(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O12",),
    amount=whole_fee,
)
doctor_practises_elsewhere = Rule(
    (claim.main_pracins_no != claim.fixmedins_code) & (claim.mul_prac_flag == "0"),
    id="GL-123",
    title="医师不在本机构执业 | A doctor registered elsewhere",
    asks="医师是否不在本机构注册执业? | Is the doctor registered at another institution?",
    sentence="医师的主要执业机构不是本机构, 且无多点执业, 费用{amount}"
    " | The doctor is registered elsewhere and at one place only; fee {amount}",
    family=MANAGEMENT,
    subtype="资质不符 | qualification",
    law=("R38(7)", "R40(2)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O12", "F16"),
    amount=whole_fee,
)
doctor_of_another_department = Rule(
    (claim.dept_codg.prefix(3) != claim.dr_prac_scp_code.prefix(3))
    & (claim.main_pracins_no == claim.fixmedins_code),
    id="GL-124",
    title="科室超出医师执业范围 | Outside the doctor's scope",
    asks="就诊科室是否超出医师执业范围? | Is the department outside the doctor's scope?",
    sentence="就诊科室不在医师执业范围内, 费用{amount}"
    " | The department is outside the doctor's scope; fee {amount}",
    family=MANAGEMENT,
    subtype="资质不符 | qualification",
    law=("R38(7)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O12",),
    amount=whole_fee,
)
_own = lines.fee.where(
    (fee.list_type == "201")
    & is_billed
    & ~fee.medins_list_name.contains(fee.hilist_name)
    & ~fee.hilist_name.contains(fee.medins_list_name)
)
own_item_under_another_name = Rule(
    _own.count() > 0,
    id="GL-125",
    title="自立项目或串换项目 | An item of its own under another name",
    asks="医院项目名称是否与目录名称不符? | Does the hospital's name differ from the catalogue's?",
    sentence="医院项目名称与对应的目录名称不符, 涉及{amount}"
    " | The hospital's own names are not those of the items billed, {amount}",
    family=MANAGEMENT,
    subtype="串换、自立项目 | swapped or own items",
    law=("R38(4)", "R38(6)"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O10", "F07"),
    evidence=_own,
)
signed_by_nobody = Rule(
    claim.atddr_no.is_null(),
    id="GL-126",
    title="就诊未记录医师 | No doctor on record",
    asks="就诊是否没有记录医师? | Is there no doctor on record?",
    sentence="就诊没有记录医保医师, 费用{amount} | No doctor on record; fee {amount}",
    family=MANAGEMENT,
    subtype="数据上传 | data sent",
    law=("R39(3)", "R16"),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O12",),
    applies=outpatient | inpatient,
    amount=whole_fee,
)
