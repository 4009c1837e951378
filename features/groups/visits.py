"""The table `visit`: every settlement of the window that still counts, as the models ask about it.

    setl_id, psn_no, fixmedins_code, dept, doctor     who, where
    kind                                              stay, clinic, chronic or shop
    began, ended, settled                             when (moments)
    diag, programme                                   main diagnosis, chronic programme
    fee, fund, account                                fen
    employer, phone, home, insured_in, age, insutype  what persons share
    mid_settled                                       whether it was settled in the middle of a stay

A settlement that was refunded by the end of the month is left out with its refund; what was refunded
later counts, because nobody knew then.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from features.month import month_days, month_number, month_text
from features.settlement.codes import (
    INPATIENT_PREFIXES,
    OUTPATIENT_PREFIXES,
    PHARMACY_PREFIXES,
)

CHRONIC = "14"  # 门诊慢特病, among the outpatient families


@dataclass(frozen=True)
class Span:
    """The time that a run sees: from `first` up to, and without, `end`, the day after its month."""

    month: str
    first: date
    end: date

    @classmethod
    def of(cls, month: str, days: int) -> "Span":
        """So many days up to the end of a month such as 2025-03. Raises BadInput for no month."""
        end = month_days(month)[1] + timedelta(days=1)
        return cls(month, end - timedelta(days=days), end)

    def months(self, before: int = 0) -> list[str]:
        """The months that it touches, and so many before them."""
        first = self.first.year * 12 + self.first.month - 1 - before
        return [month_text(n) for n in range(first, month_number(self.month) + 1)]


def visits(span: Span, area: str = "") -> str:
    """The query of the table `visit`, of institutions of an area (its code or the start of it)."""
    return f"""
WITH taken_back AS (
  SELECT DISTINCT init_setl_id FROM setl_d
  WHERE refd_setl_flag = '1' AND setl_time < DATE '{span.end}' AND init_setl_id IS NOT NULL)
SELECT s.setl_id, s.psn_no, s.fixmedins_code,
  coalesce(l.dscg_caty, m.dscg_dept_codg, m.dept_codg) AS dept,
  coalesce(l.chfpdr_code, m.atddr_no) AS doctor,
  CASE WHEN {_prefixed("s.med_type", INPATIENT_PREFIXES)} THEN 'stay'
       WHEN {_prefixed("s.med_type", PHARMACY_PREFIXES)} THEN 'shop'
       WHEN starts_with(s.med_type, '{CHRONIC}') THEN 'chronic'
       WHEN {_prefixed("s.med_type", OUTPATIENT_PREFIXES)} THEN 'clinic' END AS kind,
  coalesce(l.adm_time, m.begntime, CAST(s.begndate AS TIMESTAMP), s.setl_time) AS began,
  coalesce(l.dscg_time, m.endtime, CAST(s.enddate AS TIMESTAMP), s.setl_time) AS ended,
  s.setl_time AS settled,
  coalesce(m.dscg_maindiag_code, l.wm_dise_code, m.dise_codg) AS diag,
  coalesce(s.dise_codg, m.dise_codg) AS programme,
  s.medfee_sumamt AS fee, s.fund_pay_sumamt AS fund, s.acct_pay AS account,
  coalesce(s.emp_no, p.emp_no) AS employer, p.tel_hash AS phone, p.resd_admdvs AS home,
  s.insu_admdvs AS insured_in, s.age AS age, s.insutype AS insutype,
  s.mid_setl_flag = '1' AS mid_settled
FROM setl_d AS s
LEFT JOIN mdtrt_d AS m ON m.mdtrt_id = s.mdtrt_id
LEFT JOIN setl_list AS l ON l.setl_id = s.setl_id
LEFT JOIN psn_info_b AS p ON p.psn_no = s.psn_no
ANTI JOIN taken_back AS t ON t.init_setl_id = s.setl_id
WHERE coalesce(s.refd_setl_flag, '0') <> '1' AND coalesce(s.vali_flag, '1') = '1'
  AND s.setl_time >= DATE '{span.first}' AND s.setl_time < DATE '{span.end}'
  AND starts_with(coalesce(s.fix_blng_admdvs, ''), '{area}')"""


def _prefixed(column: str, prefixes: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"starts_with({column}, '{prefix}')" for prefix in prefixes) + ")"
