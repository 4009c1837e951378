"""The records of the month that indicators look at beside claims, and each institution's own rows."""

from features.language import past, when
from features.terms import Record

verdict = Record("verdict")
appeal = Record("appeal")
recovery = Record("recovery")
complaint = Record("complaint")
warning = Record("warning")
budget = Record("budget")
signup = Record("signup")
insured = Record("insured")
trace = Record("trace")
identity = Record("identity")
item = Record("item")

verdicts = past.same(verdict.fixmedins_code)
appeals = past.same(appeal.fixmedins_code)
recoveries = past.same(recovery.fixmedins_code)
complaints_here = past.same(complaint.fixmedins_code)
warnings = past.same(warning.fixmedins_code)
budgets = past.same(budget.bgt_obj_code)
signups = past.same(signup.fixmedins_code)
traces = past.same(trace.fixmedins_code)
checks = past.same(identity.fixmedins_code)
items = past.same(item.fixmedins_code)

# scans of packages: a box sold in parts is rightly sold more than once, a returned one was not sold
sales = traces.where(trace.evt_type == "sale")
whole_boxes = traces.where(
    trace.evt_type.isin("sale", "sale_return") & (trace.trdn_flag.otherwise("0") != "1")
)
sold = sales.within(months=12).sum(trace.sel_retn_cnt)
bought = traces.where(trace.evt_type == "purchase").within(months=12).sum(trace.sel_retn_cnt)
net = when(trace.evt_type == "sale", 1, -1)
codes_sold_again = whole_boxes.within(months=12).by(trace.drug_trac_codg).reaching(2, net)
