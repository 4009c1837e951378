"""The transactions that a province would have sent, each as one query over its export.

A query gives `institution`, `sent_at` (when it was sent), `infno`, `insured` (the person's area), and
`input` and `output` as JSON. Lines are uploaded day by day, and settled later; a settlement list
follows its settlement by days; registers are asked for on the first day.
"""

from collections.abc import Iterable

from features.settlement.province.messages.dialect import Dialect
from features.settlement.province.messages.export import Export

ANSWERED = (
    *("det_item_fee_sumamt", "cnt", "pric", "pric_uplmt_amt", "selfpay_prop", "fulamt_ownpay_amt"),
    *("overlmt_amt", "preselfpay_amt", "inscp_scp_amt", "chrgitm_lv", "med_chrgitm_type"),
    *("bas_medn_flag", "hi_nego_drug_flag", "chld_medc_flag", "list_sp_item_flag", "lmt_used_flag"),
)
"""Fields of a fee line that come with the answer."""
ASKED = ("psn_setlway", "mid_setl_flag", "dise_codg")
"""Fields of a settlement that only the request has."""
NOT_SAID = frozenset(
    {
        *("init_setl_id", "sp_psn_type", "insu_admdvs", "emp_no", "fixmedins_code", "hosp_lv"),
        *("fix_blng_admdvs", "pay_loc", "begndate", "enddate", "setl_type", "dise_name", "certno"),
        *("bydise_setl_payamt", "exct_item_fund_payamt", "refd_setl_flag", "vali_flag"),
    }
)
"""Columns of a settlement that the core database has and its message has not."""
REPEATED = frozenset(
    {"psn_no", "psn_cert_type", "certno_hash", "gend", "brdy", "age", "insutype"}
) | {
    *(
        "psn_type",
        "cvlserv_flag",
        "mdtrt_cert_type",
        "med_type",
        "clr_type",
        "clr_way",
        "psn_setlway",
    ),
    *("mid_setl_flag", "dise_codg"),
}
"""Fields that a reversal leaves to the settlement that it takes back."""

_SOLD = {"mdtrt_id": "mdtrt_sn", "feedetl_sn": "bkkp_sn"}
_BOUGHT = {"sel_retn_cnt": "purc_retn_cnt", "sel_retn_time": "purc_retn_stoin_time"}
SCANS: dict[str, tuple[str, str, dict[str, str]]] = {
    "stock": ("3501", "invinfo", {"sel_retn_cnt": "inv_cnt", "sel_retn_time": "invdate"}),
    "change": ("3502", "invinfo", {"sel_retn_cnt": "cnt", "sel_retn_time": "inv_chg_time"}),
    "purchase": ("3503", "purcinfo", _BOUGHT),
    "purchase_return": ("3504", "purcinfo", _BOUGHT),
    "sale": ("3505", "selinfo", _SOLD),
    "sale_return": ("3506", "selinfo", _SOLD),
}
"""The transaction of each event of a package, its node, and what it calls quantity and moment."""


def transactions(export: Export, dialect: Dialect) -> Iterable[str]:
    """The queries of everything that this dialect's institutions sent."""
    yield from _settlements(export, dialect)
    yield from _lines(export, dialect)
    yield from _encounters(export, dialect)
    yield from _lists(export, dialect)
    yield from _scans(export, dialect)
    yield from _registers(export, dialect)


def _settlements(export: Export, dialect: Dialect) -> Iterable[str]:
    setl = export.table("setl_d")
    said = [name for name in setl.names if name not in NOT_SAID and name not in ASKED]
    head = setl.struct(said, dialect, {"certno_hash": "certno"})
    asked = setl.struct(["psn_no", "mdtrt_id", *ASKED], dialect)
    funds = (
        ("310100", "hifp_pay"), ("320100", "cvlserv_pay"), ("330100", "hifob_pay"),
        ("390200", "hifmi_pay"), ("610100", "maf_pay"), ("999996", "oth_pay"),
    )  # fmt: skip
    parts = ", ".join(f"{{t: '{code}', a: {setl.own(name)}}}" for code, name in funds)
    element = dialect_struct(
        {"fund_pay_type": "f.t", "fund_payamt": dialect.value("f.a", "DECIMAL", "")}, dialect
    )
    details = f"list_transform(list_filter([{parts}], lambda f: f.a <> 0), lambda f: {element})"
    stay = f"{setl.own('med_type')} LIKE '2%'"
    yield (
        f"SELECT {setl.sent('setl_time')}, CASE WHEN {stay} THEN '2304' ELSE '2207' END AS infno, "
        f"insu_admdvs AS insured, to_json({dialect_struct({'data': asked}, dialect)}) AS input, "
        f"to_json({dialect_struct({'setlinfo': head, 'setldetail': dialect.node(details)}, dialect)}) "
        f"AS output FROM {setl.of(dialect)} WHERE refd_setl_flag <> '1'"
    )
    back = setl.struct([name for name in said if name not in REPEATED], dialect)
    original = dialect_struct(
        {"mdtrt_id": "mdtrt_id", "setl_id": "init_setl_id", "psn_no": "psn_no"}, dialect
    )
    yield (
        f"SELECT {setl.sent('setl_time')}, CASE WHEN {stay} THEN '2305' ELSE '2208' END AS infno, "
        f"insu_admdvs AS insured, to_json({dialect_struct({'data': original}, dialect)}) AS input, "
        f"to_json({dialect_struct({'setlinfo': back}, dialect)}) AS output "
        f"FROM {setl.of(dialect)} WHERE refd_setl_flag = '1'"
    )


def _lines(export: Export, dialect: Dialect) -> Iterable[str]:
    fee = export.table("fee_list_d")
    said = [name for name in fee.names if name not in ("setl_id", "fixmedins_code")]
    asked = [name for name in said if name not in ANSWERED] + ["cnt", "pric", "det_item_fee_sumamt"]
    answered = ["feedetl_sn", *(name for name in said if name in ANSWERED)]
    line = fee.struct(asked, dialect)
    answer = fee.struct(answered, dialect)
    stay = f"any_value({fee.own('med_type')}) LIKE '2%'"
    lines, answers = (
        dialect.node(f"list({sql} ORDER BY {fee.own('feedetl_sn')})") for sql in (line, answer)
    )
    at, settled = fee.own("fee_ocur_time"), export.table("setl_d")
    when = f"SELECT setl_id, {settled.own('setl_time')} AS settled_at FROM {settled.everything}"
    yield (
        f"SELECT fixmedins_code AS institution, least(max({at}), any_value(settled_at)) AS sent_at, "
        f"CASE WHEN {stay} THEN '2301' ELSE '2204' END AS infno, NULL AS insured, "
        f"to_json({dialect_struct({'feedetail': lines}, dialect)}) AS input, "
        f"to_json({dialect_struct({'result': answers}, dialect)}) AS output "
        f"FROM {fee.of(dialect)} JOIN ({when}) USING (setl_id) "
        f"GROUP BY fixmedins_code, setl_id, {at}::DATE"
    )


def _encounters(export: Export, dialect: Dialect) -> Iterable[str]:
    met = export.table("mdtrt_d")
    leaving = [
        name for name in ("mdtrt_id", "psn_no", "endtime", "dscg_dept_codg") if name in met.names
    ]
    coming = [name for name in met.names if name not in ("fixmedins_code", "vali_flag", *leaving)]
    number = dialect_struct({"mdtrt_id": "mdtrt_id"}, dialect)
    stay = f"{met.own('med_type')} LIKE '2%'"
    admitted = met.struct(["psn_no", *coming], dialect, {"ipt_otp_no": "ipt_no"})
    yield (
        f"SELECT {met.sent('begntime')}, '2401' AS infno, NULL AS insured, "
        f"to_json({dialect_struct({'mdtrtinfo': admitted}, dialect)}) AS input, "
        f"to_json({dialect_struct({'result': number}, dialect)}) AS output "
        f"FROM {met.of(dialect)} WHERE {stay}"
    )
    left = met.struct(leaving, dialect)
    yield (
        f"SELECT fixmedins_code AS institution, {met.own('endtime')} AS sent_at, '2402' AS infno, "
        f"NULL AS insured, to_json({dialect_struct({'dscginfo': left}, dialect)}) AS input, NULL AS output "
        f"FROM {met.of(dialect)} WHERE {stay} AND endtime IS NOT NULL"
    )
    first = [
        name
        for name in ("psn_no", "insutype", "begntime", "ipt_otp_no", "atddr_no")
        if name in met.names
    ]
    registered = met.struct(first, dialect)
    yield (
        f"SELECT {met.sent('begntime')}, '2201' AS infno, NULL AS insured, "
        f"to_json({dialect_struct({'data': registered}, dialect)}) AS input, "
        f"to_json({dialect_struct({'data': number}, dialect)}) AS output "
        f"FROM {met.of(dialect)} WHERE NOT ({stay})"
    )
    seen = met.struct(["mdtrt_id", "psn_no", *coming, "endtime"], dialect)
    yield (
        f"SELECT {met.sent('begntime')} + INTERVAL 1 SECOND AS sent_at, '2203' AS infno, NULL AS insured, "
        f"to_json({dialect_struct({'mdtrtinfo': seen}, dialect)}) AS input, NULL AS output "
        f"FROM {met.of(dialect)} WHERE NOT ({stay})"
    ).replace(" AS sent_at + INTERVAL 1 SECOND AS sent_at", " + INTERVAL 1 SECOND AS sent_at")


def _lists(export: Export, dialect: Dialect) -> Iterable[str]:
    head = export.table("setl_list")
    nodes = {
        "setl_diag": "diseinfo", "setl_opsp": "opspdiseinfo", "setl_oprn": "oprninfo",
        "setl_item": "iteminfo", "setl_pay": "payinfo", "setl_icu": "icuinfo", "setl_bld": "bldinfo",
    }  # fmt: skip
    joins: list[str] = []
    parts: dict[str, str] = {}
    for table, node in nodes.items():
        if not export.has(table):
            continue
        child = export.table(table)
        names = [name for name in child.names if name not in ("setl_id", "seq")]
        if dialect.old_places and table == "setl_diag":
            names.remove("maindiag_flag")
        order = "seq" if "seq" in child.names else child.names[1]
        joins.append(
            f"LEFT JOIN (SELECT setl_id AS _{node}, list({child.struct(names, dialect)} "
            f"ORDER BY {order}) AS {node} FROM {child.everything} GROUP BY setl_id) "
            f"ON _{node} = setl_id"
        )
        parts[node] = dialect.node(node)
    extra = {"maindiag_flag": "'1'"} if dialect.old_places else {}
    said = (
        [name for name in head.names if name != "fixmedins_code"]
        if dialect.old_places
        else head.names
    )
    top = head.struct(said, dialect, extra=extra)
    document = dialect_struct({"setlinfo": top, **parts}, dialect)
    at = f"coalesce({head.own('dcla_time')}, dscg_time + INTERVAL 1 DAY)"
    yield (
        f"SELECT fixmedins_code AS institution, {at} AS sent_at, '4101' AS infno, NULL AS insured, "
        f"to_json({document}) AS input, NULL AS output FROM {head.of(dialect)} {' '.join(joins)}"
    )


def _scans(export: Export, dialect: Dialect) -> Iterable[str]:
    if not export.has("drug_trac_d"):
        return
    scan = export.table("drug_trac_d")
    away = ("trac_id", "evt_type", "fixmedins_code", "drug_trac_codg")
    names = {"medins_list_codg": "fixmedins_hilist_id", "medins_list_name": "fixmedins_hilist_name"}
    code = scan.own("drug_trac_codg")
    extra = (
        {"drug_trac_code": code}
        if dialect.old_places
        else {
            "drugtracinfo": dialect.node(f"[{dialect_struct({'drug_trac_codg': code}, dialect)}]")
        }
    )
    for event, (infno, node, own) in SCANS.items():
        said = scan.struct([n for n in scan.names if n not in away], dialect, names | own, extra)
        yield (
            f"SELECT {scan.sent('sel_retn_time')}, '{infno}' AS infno, NULL AS insured, "
            f"to_json({dialect_struct({node: said}, dialect)}) AS input, NULL AS output "
            f"FROM {scan.of(dialect)} WHERE evt_type = '{event}'"
        )


def _registers(export: Export, dialect: Dialect) -> Iterable[str]:
    house = export.table("fixmedins_b")
    known = ["fixmedins_code", "fixmedins_name", "uscc", "fixmedins_type", "hosp_lv"]
    register = f"[{house.struct(known, dialect)}]"
    yield (
        f"SELECT fixmedins_code AS institution, {export.first_day} AS sent_at, '1201' AS infno, "
        "NULL AS insured, '{\"medinsinfo\": {}}'::JSON AS input, "
        f"to_json({dialect_struct({'medinsinfo': dialect.node(register)}, dialect)}) AS output "
        f"FROM {house.of(dialect)}"
    )


def dialect_struct(fields: dict[str, str], dialect: Dialect) -> str:
    """A struct in SQL with these fields under the dialect's names."""
    inside = ", ".join(f"'{dialect.key(name)}': {sql}" for name, sql in fields.items())
    return f"{{{inside}}}"
