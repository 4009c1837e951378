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
VOLUME = "volume"
GROWTH = "growth"
STRUCTURE = "structure"
CASEMIX = "casemix"
QUALITY = "quality"
POLICY = "policy"

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
    VOLUME: "人次 | volume",
    GROWTH: "增长 | growth",
    STRUCTURE: "费用结构 | cost structure",
    CASEMIX: "病组结构 | case mix",
    QUALITY: "行为与质量 | behaviour and quality",
    POLICY: "待遇与分级诊疗 | benefit and grass-roots care",
}
