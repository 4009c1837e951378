"""Every table of the settlement contract, by name.

The stage of a column says who may use it: PRE is known at registration and ordering (message 3101),
IN comes with settlement (3102), POST with what follows it: the uploaded settlement list, grouping
and payment, inspections.
"""

from features.settlement.contract import Table
from features.settlement.tables.discharge import SETL_DIAG, SETL_LIST, SETL_OPRN
from features.settlement.tables.encounter import MDTRT_D
from features.settlement.tables.fees import FEE_LIST_D
from features.settlement.tables.grouping import DRG_CASE_D
from features.settlement.tables.registers import FIXMEDINS_B, PSN_INFO_B
from features.settlement.tables.settlement import SETL_D
from features.settlement.tables.verdicts import VERDICT_D

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SETL_D,
        FEE_LIST_D,
        SETL_LIST,
        SETL_DIAG,
        SETL_OPRN,
        MDTRT_D,
        DRG_CASE_D,
        FIXMEDINS_B,
        PSN_INFO_B,
        VERDICT_D,
    )
}

__all__ = ["TABLES"]
