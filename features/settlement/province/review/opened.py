"""A written province opened in DuckDB: its tables as views, and the tables that all figures share."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from features.errors import BadInput

_TABLES = ("setl_d", "fee_list_d", "setl_list", "setl_diag", "setl_oprn", "drg_case_d", "mdtrt_d",
           "fixmedins_b", "psn_info_b", "verdict_d")  # fmt: skip
_TRUTH = ("claims", "institutions", "slips", "outliers")
_MEMORY = "4GB"

# Settlements that stand: neither refunds nor refunded. Level groups are those of the brief (lv_grp):
# 3 tertiary, 2 secondary, 1 primary, 0 clinic or pharmacy.
_SHARED = """
create table spot as
select fixmedins_code, fixmedins_name, hosp_lv, bed_cnt, fixmedins_type = '2' as pharmacy,
    case when fixmedins_type = '2' then 0 when hosp_lv <= '04' then 3 when hosp_lv <= '07' then 2
        when coalesce(bed_cnt, 0) > 0 then 1 else 0 end as lv,
    hosp_lv in ('01', '02', '05') as grade_a, medins_natu = '1' as public,
    substr(fix_blng_admdvs, 5, 2) >= '21' as county, bloc_fixmedins_code is not null as in_bloc,
    fix_blng_admdvs as area
from fixmedins_b;

create view care as
select s.*, strftime(setl_time, '%Y-%m') as month,
    case when med_type like '2%' or med_type like '52%' then 'inpatient'
        when med_type like '41%' then 'pharmacy' when med_type like '14%' then 'chronic'
        else 'outpatient' end as kind
from setl_d s
where refd_setl_flag = '0'
    and setl_id not in (select init_setl_id from setl_d where refd_setl_flag = '1');

create table stay as
select c.setl_id, c.psn_no, c.fixmedins_code, c.month, c.begndate, c.enddate, c.insutype,
    c.sp_psn_type is not null as aided, p.lv, p.hosp_lv, p.grade_a, p.public, p.county,
    c.medfee_sumamt::double as fee, c.fund_pay_sumamt::double as fund, c.hifp_pay::double as hifp,
    (c.hifp_pay + c.hifmi_pay + c.hifob_pay + c.maf_pay)::double as pooled,
    (c.hifp_pay + c.hifmi_pay + c.hifob_pay)::double as insured, c.inscp_amt::double as in_scope,
    c.psn_pay::double as own, c.pool_prop_selfpay::double as ratio, l.act_ipt_days as days,
    l.setl_id is not null as listed, l.dscg_way, l.days_rinp_flag_31 = '2' as planned,
    g.adrg, g.drg_code, g.rw::double as rw, g.inst_coef, g.pay_std::double as pay_std, g.case_type,
    case when g.mcc_code is not null then 2 when g.cc_code is not null then 1 else 0 end as severity
from care c join spot p using (fixmedins_code)
left join setl_list l using (setl_id) left join drg_case_d g using (setl_id)
where kind = 'inpatient';

create table base as
select adrg from stay where adrg is not null and adrg != '0000'
group by 1 having min(inst_coef) = 1 and max(inst_coef) = 1
    and count(distinct fixmedins_code) >= least(3, (select count(distinct fixmedins_code) from stay));

create table line_sums as
select fixmedins_code, list_type, med_chrgitm_type, bas_medn_flag,
    sum(det_item_fee_sumamt)::double as fee
from fee_list_d group by all;

create table price_of_month as
select med_list_codg, any_value(hilist_name) as name, any_value(list_type) as list_type,
    any_value(med_chrgitm_type) as charge, strftime(fee_ocur_time, '%Y-%m') as month,
    median(pric)::double as price, sum(cnt)::double as units, count(*) as lines
from fee_list_d
where cnt > 0 and strftime(fee_ocur_time, '%Y-%m')
    between (select min(month) from stay) and (select max(month) from stay)
group by 1, 5;
"""


@contextmanager
def opened(folder: Path) -> Generator[duckdb.DuckDBPyConnection, None, None]:
    """A connection with the province's tables as views, its truth as `truth_…`, and shared tables.

    Raises:
        BadInput: the folder holds no province.
    """
    files = {name: _files(folder / "data", name) for name in _TABLES}
    if not all(files.values()):
        missing = ", ".join(name for name, found in files.items() if not found)
        raise BadInput(
            f"The folder {folder.name} holds no province: {missing} is missing",
            "The folder that `fundwatch province --out DIR` wrote, with data/ and truth/",
            "Make one, for example fundwatch province --claims 20000 --out DIR",
        )
    with tempfile.TemporaryDirectory(prefix="fundwatch-review-") as spill:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "temp_directory": spill,
        }
        with duckdb.connect(config=settings) as con:
            con.execute("set preserve_insertion_order = false")
            con.execute("set enable_progress_bar = false")
            for name, found in files.items():
                con.execute(f"create view {name} as from read_parquet({found})")
            for name in _TRUTH:
                con.execute(f"create view truth_{name} as from '{folder / 'truth' / name}.parquet'")
            con.execute(_SHARED)
            yield con


def _files(folder: Path, table: str) -> list[str]:
    """The files of a table: one, or one a month, or one a block and month."""
    return [str(path) for path in sorted(folder.glob(f"{table}[.-]*parquet"))]
