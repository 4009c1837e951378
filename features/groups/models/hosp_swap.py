"""医院项目串换: what a hospital calls an item is not what it bills (F07, O10).

One row is an institution's own name under a national code. Its name is held beside that of the
list, and beside what most institutions call the code; its price and self-paid share
beside theirs. Names that say the same in other words are alike (`names.py`).
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore
from features.groups.names import likeness, plain_name


def find(bench: Bench) -> None:
    """Find own names that say something else than the code."""
    number = bench.parameters.number
    kinds = " OR ".join(
        f"starts_with(l.list_type, '{kind}')" for kind in bench.parameters.words("list_types")
    )
    bench.table(
        "named",
        f"""
SELECT v.fixmedins_code, l.med_list_codg AS item, l.medins_list_name AS own_name,
  min(l.hilist_name) AS list_name, count(*) AS many, count(DISTINCT v.psn_no) AS persons,
  sum(l.det_item_fee_sumamt) AS fen, sum(l.cnt) AS cnt, min(l.pric_uplmt_amt) AS limit_price,
  sum(l.inscp_scp_amt) AS in_scope, sum(round(l.selfpay_prop * 10000)::BIGINT) AS selfpay
FROM fee_list_d AS l JOIN visit AS v USING (setl_id)
WHERE v.settled >= {bench.since()} AND v.kind <> 'shop' AND ({kinds})
  AND l.medins_list_name IS NOT NULL AND l.med_list_codg IS NOT NULL
GROUP BY v.fixmedins_code, l.med_list_codg, l.medins_list_name""",
    )
    bench.table(
        "elsewhere",
        """SELECT item, own_name AS usual_name, everywhere_fen, everywhere_cnt, everywhere_scope,
          everywhere_selfpay, everywhere_many FROM (
          SELECT *, row_number() OVER (PARTITION BY item ORDER BY houses DESC, many DESC, own_name) AS nth,
            sum(fen) OVER one AS everywhere_fen, sum(cnt) OVER one AS everywhere_cnt,
            sum(in_scope) OVER one AS everywhere_scope, sum(selfpay) OVER one AS everywhere_selfpay,
            sum(many) OVER one AS everywhere_many
          FROM (SELECT item, own_name, count(*) AS houses, sum(many) AS many, sum(fen) AS fen,
                  sum(cnt) AS cnt,
                  sum(in_scope) AS in_scope, sum(selfpay) AS selfpay
                FROM named GROUP BY item, own_name) WINDOW one AS (PARTITION BY item))
        WHERE nth = 1""",
    )
    bench.table(
        "plain",
        f"""SELECT n.*, e.* EXCLUDE (item), {plain_name("own_name")} AS own,
          {plain_name("list_name")} AS listed, {plain_name("usual_name")} AS usual
        FROM named AS n JOIN elsewhere AS e USING (item)""",
    )
    bench.table(
        "compared",
        f"""SELECT *, 1 - coalesce(to_list, to_usual) AS list_gap, 1 - to_usual AS usual_gap
        FROM (SELECT *, {likeness("own", "listed")} AS to_list,
                {likeness("own", "usual")} AS to_usual FROM plain)""",
    )
    bench.table(
        "swapped",
        f"""SELECT *, dense_rank() OVER (ORDER BY fixmedins_code, item, own_name) - 1 AS grp
        FROM compared WHERE list_gap >= {number("least_gap")} AND usual_gap >= {number("least_gap")}""",
    )
    bench.table(
        "member",
        f"""SELECT DISTINCT s.grp, l.setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
          s.own_name || ' ≠ ' || coalesce(s.list_name, s.usual_name) AS note
        FROM swapped AS s JOIN fee_list_d AS l
          ON l.med_list_codg = s.item AND l.medins_list_name = s.own_name
        JOIN visit AS v ON v.setl_id = l.setl_id AND v.fixmedins_code = s.fixmedins_code
        WHERE v.settled >= {bench.since()} AND v.kind <> 'shop'""",
    )
    bench.table(
        "measure",
        """
SELECT grp, own_name || ' → ' || coalesce(list_name, usual_name) AS kind, list_gap, usual_gap,
  abs(fen * 10000 / nullif(cnt, 0) / nullif((everywhere_fen - fen) * 10000
    / nullif(everywhere_cnt - cnt, 0), 0) - 1) AS price_gap,
  abs(in_scope / nullif(fen, 0) - (everywhere_scope - in_scope)
    / nullif(everywhere_fen - fen, 0)) AS ratio_gap,
  persons, fen AS amount, fen * 10000 / nullif(cnt, 0) AS own_price,
  (everywhere_fen - fen) * 10000 / nullif(everywhere_cnt - cnt, 0) AS peer_price,
  limit_price / 10000 AS limit_price, in_scope / nullif(fen, 0) AS own_ratio,
  (everywhere_scope - in_scope) / nullif(everywhere_fen - fen, 0) AS peer_ratio,
  selfpay / many / 10000 AS own_selfpay, many AS lines
FROM swapped""",
    )


HOSP_SWAP = Model(
    name="hosp_swap",
    zh="医院项目串换",
    en="hospital item swaps",
    violations=("F07", "O10"),
    blocks="同机构同国家编码 | one institution and national code",
    needs=frozenset({"setl_d", "fee_list_d"}),
    scores=(
        SubScore("list_gap", "与目录名称不符的程度", "own name against the list's"),
        SubScore("usual_gap", "与他院常用名称不符的程度", "own name against the others' usual one"),
        SubScore("price_gap", "与他院均价之差", "own price against the others' mean"),
        SubScore("ratio_gap", "与他院报销比例之差", "own reimbursed share against the others'"),
        SubScore("persons", "涉及人数", "persons"),
        SubScore("amount", "涉及金额(分)", "amount in fen"),
    ),
    facts=(
        Fact("own_price", "本院均价", "own mean price", "fen"),
        Fact("peer_price", "他院均价", "others' mean price", "fen"),
        Fact("limit_price", "限价", "price limit", "fen"),
        Fact("own_ratio", "本院政策内占比", "own share in scope", "%"),
        Fact("peer_ratio", "他院政策内占比", "others' share in scope", "%"),
        Fact("own_selfpay", "先行自付比例", "share paid first by the person", "%"),
        Fact("lines", "明细行数", "lines"),
    ),
    find=find,
)
