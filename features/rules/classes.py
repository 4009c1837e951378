"""What kinds of rules there are: national class, severity, dimension, and the states a rule is in."""

# the three classes of the national rule library (domain brief C.8); a rule's family is its class
POLICY, MANAGEMENT, MEDICAL = "policy", "management", "medical"
CLASSES = {
    POLICY: "政策类 | policy",
    MANAGEMENT: "管理类 | management",
    MEDICAL: "医疗类 | medical",
}

# two levels of judgement: what a rule proves, and what somebody has to look at
CERTAIN, SUSPECT = "certain", "suspect"
SEVERITIES = {CERTAIN: "明确违规 | certain", SUSPECT: "可疑 | suspect"}

# how much of a person's care a rule looks at
ONE_VISIT, BATCH, MANY_VISITS = "one_visit", "batch", "many_visits"
DIMENSIONS = {
    ONE_VISIT: "单次就诊 | one visit",
    BATCH: "同批结算 | one batch",
    MANY_VISITS: "多次就诊 | many visits",
}

# a draft is only replayed; a shadow is counted and never shown to a hospital
DRAFT, SHADOW, LIVE, RETIRED = "draft", "shadow", "live", "retired"
STATES = {
    DRAFT: "草稿 | draft",
    SHADOW: "试运行 | shadow",
    LIVE: "启用 | live",
    RETIRED: "停用 | retired",
}
EVALUATED = frozenset({SHADOW, LIVE})
