"""Operations on the list against theatre, anaesthesia and consumables on the bill."""

from features.catalog.families import CODING
from features.catalog.proofs import named
from features.catalog.subjects import (
    consumable_fees,
    consumables,
    grouped,
    inpatient,
    like_adrg,
    surgery,
    surgery_fees,
)
from features.language import DOWN, UP, Signal, lines, norm, oprn

anaesthesia = named("全身麻醉", "椎管内麻醉", "局部麻醉", "麻醉", "神经阻滞")
operated = lines.oprn.where(~oprn.anst_way.is_null())
surgery_per_operation = surgery_fees / lines.oprn.count()

operation_without_anaesthesia_charged = Signal(
    (operated.count() > 0) & (anaesthesia.count() == 0),
    asks="手术记有麻醉却无麻醉收费? | An operation under anaesthesia, none charged?",
    risk=UP,
    family=CODING,
)
anaesthesia_without_operation = Signal(
    (lines.oprn.count() == 0) & (anaesthesia.count() > 0),
    asks="有麻醉收费却无手术操作编码? | Anaesthesia charged, no operation coded?",
    risk=UP,
    family=CODING,
)
operation_without_consumables = Signal(
    (operated.count() > 0) & (consumables.count() == 0),
    asks="有麻醉手术却无任何耗材? | An operation under anaesthesia, no consumable charged?",
    risk=UP,
    family=CODING,
)
operation_without_surgery_charged = Signal(
    inpatient & (lines.oprn.count() > 0) & (surgery.count() == 0),
    asks="住院有手术操作编码却无手术费? | An operation coded in a stay, no surgery charged?",
    risk=UP,
    family=CODING,
)
operations_beyond_surgery_lines = Signal(
    lines.oprn.count() - surgery.count(),
    asks="手术操作数比手术收费条数多几个? | How many more operations than lines of surgery?",
    risk=UP,
    family=CODING,
)
surgery_fee_per_operation_vs_adrg = Signal(
    surgery_per_operation / norm.median(surgery_per_operation).of(*like_adrg),
    asks="每项手术操作的手术费是同ADRG的几倍? | Surgery fee an operation against its ADRG?",
    risk=DOWN,
    family=CODING,
)
consumables_below_adrg = Signal(
    (
        grouped
        & (operated.count() > 0)
        & (consumable_fees < norm.quantile(consumable_fees, 0.1).of(*like_adrg))
    ).otherwise(False),
    asks="手术耗材是否低于九成的同ADRG病例? | Fewer consumables than nine in ten of its ADRG?",
    risk=UP,
    family=CODING,
)
operations_above_adrg_p90 = Signal(
    (
        grouped & (lines.oprn.count() > norm.quantile(lines.oprn.count(), 0.9).of(*like_adrg))
    ).otherwise(False),
    asks="手术操作数是否多于九成的同ADRG病例? | More operations than nine in ten of its ADRG?",
    risk=UP,
    family=CODING,
)
main_operations = Signal(
    lines.oprn.where(oprn.main_oprn_flag == "1").count(),
    asks="有几项主手术? | How many main operations?",
    risk=UP,
    family=CODING,
)
