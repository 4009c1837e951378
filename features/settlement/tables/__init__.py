"""Every table of the settlement contract, by name.

The stage of a column says who may use it: PRE is known at registration and ordering (message 3101),
IN comes with settlement (3102), POST with what follows it: the uploaded settlement list, grouping
and payment, inspections. Settlements come first, because what belongs to one is filed by its month.
"""

from features.settlement.contract import Table
from features.settlement.tables.budgets import BGT_MON_D, INSU_MON, SIGN_MON
from features.settlement.tables.discharge import SETL_LIST
from features.settlement.tables.encounter import MDTRT_D, MDTRT_DIAG
from features.settlement.tables.feedback import COMPLAINT_D, WARN_FDBK_D
from features.settlement.tables.fees import FEE_LIST_D
from features.settlement.tables.grouping import APG_CASE_D, DRG_CASE_D
from features.settlement.tables.knowledge import ITEM_LIMIT_B, ITEM_PAIR_B, ITEM_POINT_B
from features.settlement.tables.list_money import SETL_ITEM, SETL_PAY
from features.settlement.tables.list_parts import (
    SETL_BLD,
    SETL_DIAG,
    SETL_ICU,
    SETL_OPRN,
    SETL_OPSP,
)
from features.settlement.tables.payment import DRG_WHATIF_D
from features.settlement.tables.persons import PSN_INFO_B, PSN_MERGE_D, PSN_OPSP_D, PSN_SIGN_D
from features.settlement.tables.registers import DR_INFO_B, FIXMEDINS_B
from features.settlement.tables.settlement import SETL_D
from features.settlement.tables.traces import DRUG_TRAC_D, IDET_CHK_D
from features.settlement.tables.verdicts import VERDICT_D, VERDICT_ITEM_D

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SETL_D,
        FEE_LIST_D,
        SETL_LIST,
        SETL_DIAG,
        SETL_OPSP,
        SETL_OPRN,
        SETL_ITEM,
        SETL_PAY,
        SETL_ICU,
        SETL_BLD,
        MDTRT_D,
        MDTRT_DIAG,
        DRG_CASE_D,
        APG_CASE_D,
        DRG_WHATIF_D,
        FIXMEDINS_B,
        DR_INFO_B,
        PSN_INFO_B,
        PSN_OPSP_D,
        PSN_SIGN_D,
        PSN_MERGE_D,
        DRUG_TRAC_D,
        IDET_CHK_D,
        BGT_MON_D,
        INSU_MON,
        SIGN_MON,
        ITEM_POINT_B,
        ITEM_LIMIT_B,
        ITEM_PAIR_B,
        COMPLAINT_D,
        VERDICT_D,
        VERDICT_ITEM_D,
        WARN_FDBK_D,
    )
}

__all__ = ["TABLES"]
