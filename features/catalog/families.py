"""The families of signals and indicators: the sections of a reason that an inspector reads.

A family answers one kind of question, so that ten signals of one oddity weigh as one reason.
"""

COST = "cost"
CHARGES = "charges"
DRUGS = "drugs"
STAY = "stay"
SHOPPING = "shopping"
DOCTOR = "doctor"
HABIT = "habit"
PEERS = "peers"
CODING = "coding"
READMISSION = "readmission"
OVERLAP = "overlap"
PERSON = "person"
TIMING = "timing"
CLUSTER = "cluster"
EVIDENCE = "evidence"
TRACE = "trace"
IDENTITY = "identity"
CHRONIC = "chronic"
HEADS = "heads"
LICENCE = "licence"
PHARMACY = "pharmacy"
VOLUME = "volume"
GROWTH = "growth"
STRUCTURE = "structure"
CASEMIX = "casemix"
QUALITY = "quality"
POLICY = "policy"
BUDGET = "budget"
HONESTY = "honesty"

FAMILIES: dict[str, str] = {
    COST: "费用 | cost",
    CHARGES: "收费项目 | charges",
    DRUGS: "药品 | drugs",
    STAY: "住院 | stay",
    SHOPPING: "就诊轨迹 | visits of the patient",
    DOCTOR: "医师 | doctor",
    HABIT: "机构习惯 | habit of the institution",
    PEERS: "病组比较 | group against peers",
    CODING: "编码 | coding",
    READMISSION: "再住院 | readmission",
    OVERLAP: "时空冲突 | overlap in time and place",
    PERSON: "参保人 | insured person",
    TIMING: "时间规律 | timing",
    CLUSTER: "聚集 | clusters",
    EVIDENCE: "诊疗依据 | evidence of care",
    TRACE: "药品追溯 | traceability of drugs",
    IDENTITY: "实名与票证 | identity and papers",
    CHRONIC: "门诊慢特病 | chronic-disease programme",
    HEADS: "签约与门诊病组 | sign-ups and outpatient groups",
    LICENCE: "医师资质 | licence of the doctor",
    PHARMACY: "零售药店 | retail pharmacy",
    VOLUME: "人次 | volume",
    GROWTH: "增长 | growth",
    STRUCTURE: "费用结构 | cost structure",
    CASEMIX: "病组结构 | case mix",
    QUALITY: "行为与质量 | behaviour and quality",
    POLICY: "待遇与分级诊疗 | benefit and grass-roots care",
    BUDGET: "预算执行 | budget",
    HONESTY: "监管与诚信 | supervision and honesty",
}

# who answers for the signals of a family, and the day by which they look at them again
STEWARDS: dict[str, tuple[str, str]] = {
    COST: ("money-review", "2027-03-31"),
    CHARGES: ("charges-review", "2027-01-31"),
    DRUGS: ("drugs-review", "2027-02-28"),
    STAY: ("admission-review", "2027-04-30"),
    SHOPPING: ("person-review", "2027-05-31"),
    DOCTOR: ("doctor-review", "2027-03-31"),
    HABIT: ("institution-review", "2027-06-30"),
    PEERS: ("case-payment-review", "2027-04-30"),
    CODING: ("coding-review", "2027-01-31"),
    READMISSION: ("admission-review", "2027-04-30"),
    OVERLAP: ("identity-review", "2027-02-28"),
    PERSON: ("person-review", "2027-05-31"),
    TIMING: ("institution-review", "2027-06-30"),
    CLUSTER: ("fraud-review", "2026-12-31"),
    EVIDENCE: ("coding-review", "2027-01-31"),
    TRACE: ("traceability-review", "2026-12-31"),
    IDENTITY: ("identity-review", "2027-02-28"),
    CHRONIC: ("chronic-review", "2027-01-31"),
    HEADS: ("primary-care-review", "2027-05-31"),
    LICENCE: ("doctor-review", "2027-03-31"),
    PHARMACY: ("pharmacy-review", "2026-12-31"),
    VOLUME: ("institution-review", "2027-06-30"),
    GROWTH: ("institution-review", "2027-06-30"),
    STRUCTURE: ("institution-review", "2027-06-30"),
    CASEMIX: ("case-payment-review", "2027-04-30"),
    QUALITY: ("quality-review", "2027-07-31"),
    POLICY: ("primary-care-review", "2027-05-31"),
    BUDGET: ("budget-review", "2027-03-31"),
    HONESTY: ("fund-supervision", "2027-06-30"),
}
