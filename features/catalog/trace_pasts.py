"""The past of a box: a code that was sold before, bought by another, of another product, never bought.

A code is sold once (a returned one once more); boxes sold in parts may repeat it and are left out.
The past of a scan is that of its code anywhere, claims or none: purchases and stock count too.
How many digits of a code name the product a bureau says (`lists.toml`).
"""

from features.catalog.families import TRACE
from features.catalog.lists import TRACE_PRODUCT_DIGITS
from features.language import UP, Signal, lines, past, scan

whole = lines.scan.where((scan.evt_type == "sale") & (scan.trdn_flag.otherwise("0") != "1"))
box = past.same(scan.drug_trac_codg)
sold = box.where(scan.evt_type == "sale").within(days=365)
returned = box.where(scan.evt_type.isin("sale_return", "delete")).within(days=365)
still_sold = sold.count() - returned.count() > 0
arrived = box.where(scan.evt_type.isin("purchase", "stock")).within(days=730)
product = (
    past.same(scan.med_list_codg).where(scan.evt_type.isin("purchase", "stock")).within(days=365)
)
lot = past.same(scan.fixmedins_code, scan.med_list_codg)
came = lot.where(scan.evt_type.isin("purchase", "stock")).within(days=365)
left = lot.where((scan.evt_type == "sale") & (scan.trdn_flag.otherwise("0") != "1")).within(
    days=365
)

codes_sold_before_365d = Signal(
    whole.where(still_sold).count(),
    asks="有几盒的追溯码一年内已售出过? | How many boxes bear a code sold before?",
    risk=UP,
    family=TRACE,
)
codes_sold_to_others_365d = Signal(
    whole.where(still_sold & (sold.latest(scan.psn_no) != scan.psn_no)).count(),
    asks="有几盒的追溯码上次售给他人? | How many boxes were last sold to another person?",
    risk=UP,
    family=TRACE,
)
codes_sold_at_others_365d = Signal(
    whole.where(still_sold & (sold.latest(scan.fixmedins_code) != scan.fixmedins_code)).count(),
    asks="有几盒的追溯码上次在别处售出? | How many boxes were last sold by another institution?",
    risk=UP,
    family=TRACE,
)
codes_bought_by_another = Signal(
    whole.where(arrived.latest(scan.fixmedins_code) != scan.fixmedins_code).count(),
    asks="有几盒由别的机构采购? | How many boxes had another institution bought?",
    risk=UP,
    family=TRACE,
)
codes_never_bought = Signal(
    whole.where((arrived.count() == 0) & (came.count() > 0)).count(),
    asks="有几盒在有采购记录的品种中从无采购? | How many boxes were never bought, where others were?",
    risk=UP,
    family=TRACE,
)
codes_of_another_product = Signal(
    whole.where(
        (arrived.latest(scan.med_list_codg) != scan.med_list_codg)
        | (
            product.latest(scan.drug_trac_codg).prefix(TRACE_PRODUCT_DIGITS)
            != scan.drug_trac_codg.prefix(TRACE_PRODUCT_DIGITS)
        )
    ).count(),
    asks="有几盒的追溯码属于另一药品? | How many codes belong to another product?",
    risk=UP,
    family=TRACE,
)
sold_beyond_stock = Signal(
    whole.where((left.count() - came.count() >= 0) & (came.count() > 0)).count(),
    asks="有几盒的销量已超过该药采购量? | How many boxes were sold beyond what came in?",
    risk=UP,
    family=TRACE,
)
codes_returned_before = Signal(
    whole.where(returned.count() > 0).count(),
    asks="有几盒退货后再次售出? | How many boxes were sold again after a return?",
    risk=UP,
    family=TRACE,
)
