"""药店串换: items that one pharmacy sells together as nobody else does (T06), and goods in their place (T07).

Association of items in baskets: the support of a pair is its share of a pharmacy's baskets, its
confidence the share of baskets with one item that hold the other. How far both lie above the other
pharmacies' makes a pair a candidate; pairs that share an item make a bundle. A basket of
one item alone that other pharmacies hardly ever sell alone stands for goods that are not covered.
Source of support and confidence: Agrawal, Imieliński, Swami, SIGMOD 1993.
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore


def find(bench: Bench) -> None:
    """Find bundles and goods of each pharmacy."""
    _baskets(bench)
    _bundles(bench)
    _goods(bench)
    bench.table("member", "SELECT * FROM of_bundles UNION ALL SELECT * FROM of_goods")
    bench.table(
        "measure", "SELECT * FROM bundle_measure UNION ALL BY NAME SELECT * FROM goods_measure"
    )


def _baskets(bench: Bench) -> None:
    most = bench.parameters.number("most_items")
    bench.table(
        "in_basket",
        f"""SELECT v.setl_id, any_value(v.fixmedins_code) AS fixmedins_code,
          l.med_list_codg AS item, sum(l.det_item_fee_sumamt) AS fen, sum(l.cnt) AS cnt
        FROM visit AS v JOIN fee_list_d AS l USING (setl_id)
        WHERE v.kind = 'shop' AND v.settled >= {bench.since()}
        GROUP BY v.setl_id, l.med_list_codg""",
    )
    bench.table(
        "basket",
        """SELECT setl_id, any_value(fixmedins_code) AS fixmedins_code, count(*) AS items,
          sum(fen) AS fen FROM in_basket GROUP BY setl_id""",
    )
    rows = bench.count(f"SELECT count(*) FROM basket WHERE items > {most}")
    bench.capped.rows += rows
    bench.capped.blocks += rows
    bench.table(
        "bought",
        f"""SELECT i.* FROM in_basket AS i JOIN basket AS b USING (setl_id)
        WHERE b.items <= {most}""",
    )
    bench.table(
        "shop",
        """SELECT fixmedins_code, count(*) AS baskets, sum(fen) AS fen,
          sum(count(*)) OVER () AS all_baskets FROM basket GROUP BY fixmedins_code""",
    )


def _bundles(bench: Bench) -> None:
    number = bench.parameters.number
    bench.table(
        "pair",
        """SELECT a.fixmedins_code, a.item AS i, b.item AS j, count(*) AS many
        FROM bought AS a JOIN bought AS b ON b.setl_id = a.setl_id AND a.item < b.item
        GROUP BY ALL""",
    )
    bench.capped.pairs += bench.count("SELECT sum(many) FROM pair")
    bench.table(
        "sold",
        """SELECT fixmedins_code, item, count(*) AS many,
          sum(count(*)) OVER (PARTITION BY item) AS everywhere FROM bought
        GROUP BY fixmedins_code, item""",
    )
    bench.table(
        "deviation",
        f"""
SELECT *, own_support - peer_support AS support_dev, own_confidence - peer_confidence AS confidence_dev
FROM (
  SELECT p.fixmedins_code, p.i, p.j, p.many, p.many / s.baskets AS own_support,
    (p.everywhere - p.many + 0.5) / (s.all_baskets - s.baskets + 1) AS peer_support,
    p.many / least(a.many, b.many) AS own_confidence,
    (p.everywhere - p.many) / greatest(1, least(a.everywhere - a.many, b.everywhere - b.many))
      AS peer_confidence
  FROM (SELECT *, sum(many) OVER (PARTITION BY i, j) AS everywhere FROM pair) AS p
  JOIN shop AS s USING (fixmedins_code)
  JOIN sold AS a ON a.fixmedins_code = p.fixmedins_code AND a.item = p.i
  JOIN sold AS b ON b.fixmedins_code = p.fixmedins_code AND b.item = p.j)
WHERE many >= {number("least_baskets")} AND own_support >= {number("times_peers")} * peer_support""",
    )
    bench.groups(
        "bundle_item",
        "SELECT fixmedins_code || ' ' || i AS a, fixmedins_code || ' ' || j AS b FROM deviation",
    )
    bench.table(
        "bundle",
        """SELECT grp, split_part(node, ' ', 1) AS fixmedins_code, split_part(node, ' ', 2) AS item,
          count(*) OVER (PARTITION BY grp) AS items FROM bundle_item""",
    )
    bench.table(
        "with_bundle",
        """SELECT grp, setl_id, count(*) AS held, any_value(items) AS items, sum(b.fen) AS fen
        FROM bought AS b JOIN bundle USING (fixmedins_code, item) GROUP BY grp, setl_id
        HAVING held >= greatest(2, ceil(any_value(items) * 0.6))""",
    )
    bench.table(
        "of_bundles",
        f"""SELECT grp, setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
          held || '/' || items || ' 项 | items of the bundle' AS note FROM with_bundle""",
    )
    bench.table(
        "bundle_measure",
        """
SELECT w.grp, 'bundle' AS kind, b.items, w.visits, w.visits / s.baskets AS support,
  d.support_dev, d.confidence_dev, w.fen / w.visits AS bundle_fen,
  w.fen / s.fen AS sales_share, s.baskets / s.all_baskets AS scale,
  d.times AS times_peers
FROM (SELECT grp, count(*) AS visits, sum(fen) AS fen FROM with_bundle GROUP BY grp) AS w
JOIN (SELECT grp, any_value(fixmedins_code) AS fixmedins_code, count(*) AS items FROM bundle
      GROUP BY grp) AS b USING (grp)
JOIN shop AS s USING (fixmedins_code)
JOIN (SELECT n.grp, max(support_dev) AS support_dev, max(confidence_dev) AS confidence_dev,
        log10(max(own_support / peer_support)) AS times
      FROM deviation AS d JOIN bundle AS n
        ON n.fixmedins_code = d.fixmedins_code AND n.item = d.i GROUP BY n.grp) AS d USING (grp)""",
    )


def _goods(bench: Bench) -> None:
    number = bench.parameters.number
    bench.table(
        "alone",
        f"""
SELECT * FROM (
  SELECT o.fixmedins_code, o.item, o.many, s.baskets, o.many / s.baskets AS own_support,
    (o.everywhere - o.many + 0.5) / (s.all_baskets - s.baskets + 1) AS peer_support
  FROM (SELECT b.fixmedins_code, i.item, count(*) AS many,
          sum(count(*)) OVER (PARTITION BY i.item) AS everywhere
        FROM basket AS b JOIN bought AS i USING (setl_id) WHERE b.items = 1
        GROUP BY b.fixmedins_code, i.item) AS o
  JOIN shop AS s USING (fixmedins_code))
WHERE many >= {number("least_single")} AND own_support >= {number("times_peers")} * peer_support""",
    )
    bench.table(
        "goods",
        """SELECT b.setl_id, b.fixmedins_code, i.item, i.fen,
          dense_rank() OVER (ORDER BY b.fixmedins_code)
          + coalesce((SELECT max(grp) FROM bundle), -1) AS grp
        FROM alone AS a JOIN bought AS i USING (fixmedins_code, item)
        JOIN basket AS b ON b.setl_id = i.setl_id WHERE b.items = 1""",
    )
    bench.table(
        "of_goods",
        f"""SELECT grp, setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
          '单独购买 | bought alone' AS note FROM goods""",
    )
    bench.table(
        "goods_measure",
        """
SELECT g.grp, 'goods' AS kind, g.items, g.visits, g.visits / s.baskets AS support,
  a.own_support - a.peer_support AS support_dev, CAST(NULL AS DOUBLE) AS confidence_dev,
  g.fen / g.visits AS bundle_fen, g.fen / s.fen AS sales_share,
  s.baskets / s.all_baskets AS scale, log10(a.times) AS times_peers
FROM (SELECT grp, fixmedins_code, count(DISTINCT item) AS items, count(*) AS visits,
        sum(fen) AS fen FROM goods GROUP BY ALL) AS g
JOIN shop AS s USING (fixmedins_code)
JOIN (SELECT fixmedins_code, max(own_support) AS own_support, max(peer_support) AS peer_support,
        max(own_support / peer_support) AS times FROM alone GROUP BY ALL) AS a
  USING (fixmedins_code)""",
    )


RSK_PMC_SWP = Model(
    name="rsk_pmc_swp",
    zh="药店串换",
    en="pharmacy swaps and bundles",
    violations=("T06", "T07"),
    blocks="同药店同一购物篮 | one pharmacy and basket",
    needs=frozenset({"setl_d", "fee_list_d"}),
    scores=(
        SubScore("visits", "套餐购药次数", "purchases of the bundle"),
        SubScore("support_dev", "支持度偏差", "support above that of other pharmacies"),
        SubScore("confidence_dev", "置信度偏差", "confidence above that of other pharmacies"),
        SubScore(
            "times_peers", "支持度为同行的倍数(10的幂)", "support against peers, powers of ten"
        ),
        SubScore("sales_share", "套餐销售占比", "share of the pharmacy's sales"),
    ),
    facts=(
        Fact("items", "套餐项目数", "items of the bundle"),
        Fact("support", "支持度", "support", "%"),
        Fact("bundle_fen", "套餐均价", "mean price of the bundle", "fen"),
        Fact("scale", "药店规模系数", "share of all baskets", "%"),
    ),
    find=find,
)
