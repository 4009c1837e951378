"""药店购药异常: an hour at a pharmacy with far more swipes than it usually has at that time of day.

The usual number is that of the same pharmacy and hour of day on its other days of the window; how far
an hour is beyond it: `surprise.py`. Hours before and after, days before and after, the night and
equal amounts are what the national subsystem stores (domain brief C.7; T05, F05, F12, T08).
"""

from features.groups.bench import Bench
from features.groups.model import CORE, Fact, Model, SubScore
from features.groups.surprise import beyond_chance

HOUR = "INTERVAL 1 HOUR"


def find(bench: Bench) -> None:
    """Find clusters of swipes, hour by hour, at each pharmacy."""
    number = bench.parameters.number
    bench.table(
        "swipe",
        f"""SELECT v.setl_id, v.psn_no, v.fixmedins_code, v.settled, CAST(v.settled AS DATE) AS day,
          hour(v.settled) AS hour, v.fee, v.home,
          coalesce(v.home, v.insured_in) <> f.fix_blng_admdvs AS afar
        FROM visit AS v LEFT JOIN fixmedins_b AS f USING (fixmedins_code)
        WHERE v.kind = 'shop' AND v.settled >= {bench.since()}""",
    )
    bench.table(
        "usual",
        """SELECT fixmedins_code, hour, count(*) AS many, max(d.days) AS days
        FROM swipe JOIN (SELECT fixmedins_code, count(DISTINCT day) AS days FROM swipe
                         GROUP BY fixmedins_code) AS d USING (fixmedins_code) GROUP BY ALL""",
    )
    bench.table(
        "in_hour",
        f"""
SELECT s.*, count(*) OVER same_hour AS many, count(*) OVER before AS before,
  count(*) OVER (PARTITION BY s.fixmedins_code, s.day, s.hour) AS own
FROM swipe AS s
WINDOW same_hour AS (PARTITION BY s.fixmedins_code ORDER BY s.settled
                     RANGE BETWEEN {HOUR} PRECEDING AND CURRENT ROW),
  before AS (PARTITION BY s.fixmedins_code ORDER BY s.settled
             RANGE BETWEEN INTERVAL 2 HOUR PRECEDING AND {HOUR} PRECEDING)""",
    )
    bench.table(
        "risky",
        f"""SELECT * FROM (SELECT *, {beyond_chance("many", "usual")} AS burst FROM (
          SELECT i.*, greatest(0.05, (u.many - i.own) / greatest(1, u.days - 1)) AS usual
          FROM in_hour AS i JOIN usual AS u USING (fixmedins_code, hour)))
        WHERE many >= {number("least_swipes")} AND burst >= {number("least_burst")}""",
    )
    bench.table(
        "flagged",
        f"""
SELECT *, sum(starts) OVER (PARTITION BY fixmedins_code ORDER BY settled, setl_id) AS nth FROM (
  SELECT *, (coalesce(settled - lag(settled) OVER one > {HOUR}, true))::INTEGER AS starts FROM (
    SELECT s.*, r.setl_id IS NOT NULL AS ends, r.burst, r.usual,
      max((r.setl_id IS NOT NULL)::INTEGER) OVER (PARTITION BY s.fixmedins_code ORDER BY s.settled
        RANGE BETWEEN CURRENT ROW AND {HOUR} FOLLOWING) AS inside
    FROM swipe AS s LEFT JOIN risky AS r USING (setl_id))
  WHERE inside = 1
  WINDOW one AS (PARTITION BY fixmedins_code ORDER BY settled, setl_id))""",
    )
    bench.table(
        "cluster",
        """SELECT *, dense_rank() OVER (ORDER BY fixmedins_code, nth) - 1 AS grp FROM flagged""",
    )
    bench.table(
        "member",
        f"""SELECT grp, setl_id, '{CORE}' AS role, CAST(NULL AS DOUBLE) AS score,
        CAST(hour AS VARCHAR) || ' 时 | o''clock' AS note FROM cluster""",
    )
    bench.table(
        "measure",
        f"""
WITH hours AS (
  SELECT grp, any_value(fixmedins_code) AS fixmedins_code, min(settled) AS first,
    max(settled) AS last, count(*) AS swipes, count(DISTINCT psn_no) AS persons,
    max(burst) AS burst, max(usual) AS usual, sum(fee) AS fen,
    count(*) FILTER (WHERE hour >= {number("night_from")} OR hour < {number("night_to")}) AS night,
    count(*) FILTER (WHERE afar) AS afar
  FROM cluster GROUP BY grp),
around AS (
  SELECT h.grp,
    count(*) FILTER (WHERE s.settled >= h.first - {HOUR} AND s.settled < h.first) AS before_hour,
    count(*) FILTER (WHERE s.settled > h.last AND s.settled <= h.last + {HOUR}) AS after_hour,
    count(*) FILTER (WHERE s.day = CAST(h.first AS DATE) - 1) AS before_day,
    count(*) FILTER (WHERE s.day = CAST(h.first AS DATE) + 1) AS after_day
  FROM hours AS h JOIN swipe AS s ON s.fixmedins_code = h.fixmedins_code
    AND s.day BETWEEN CAST(h.first AS DATE) - 1 AND CAST(h.first AS DATE) + 1
    AND (s.hour BETWEEN hour(h.first) - 1 AND hour(h.last) + 1 OR hour(h.first) = 23)
  GROUP BY h.grp),
alike AS (
  SELECT grp, max(many) AS many FROM (
    SELECT grp, fee, count(*) AS many FROM cluster GROUP BY ALL) GROUP BY grp)
SELECT h.grp, 'hour' AS kind, h.burst, h.persons,
  h.swipes / (h.swipes + coalesce(a.before_hour + a.after_hour, 0)
    + coalesce(a.before_day + a.after_day, 0) / 2) AS alone,
  h.night / h.swipes AS night_share, l.many / h.swipes AS same_amount,
  h.afar / h.swipes AS afar_share,
  hour(h.first) AS from_hour, h.swipes, h.usual, a.before_hour, a.after_hour, a.before_day,
  a.after_day, h.night AS night_swipes, h.fen
FROM hours AS h LEFT JOIN around AS a USING (grp) JOIN alike AS l USING (grp)""",
    )


PURC_DRUG_ABN = Model(
    name="purc_drug_abn",
    zh="药店购药异常",
    en="unusual pharmacy purchases",
    violations=("T05", "F05", "F12", "T08"),
    blocks="同药店一小时 | one pharmacy, within an hour",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("burst", "超出平常同时段的程度(10的幂)", "beyond the usual hour, powers of ten"),
        SubScore("persons", "人数", "persons"),
        SubScore("alone", "与前后时段、前后日之比", "against the hours and days beside it"),
        SubScore("night_share", "夜间占比", "share at night"),
        SubScore("same_amount", "同额占比", "share of the commonest amount"),
        SubScore("afar_share", "外区县参保人占比", "share of persons of other counties"),
    ),
    facts=(
        Fact("from_hour", "起始时刻(时)", "from what o'clock"),
        Fact("swipes", "刷卡次数", "swipes"),
        Fact("usual", "平常同时段次数", "swipes of that hour on other days"),
        Fact("before_hour", "前一小时次数", "swipes of the hour before"),
        Fact("after_hour", "后一小时次数", "swipes of the hour after"),
        Fact("before_day", "前一日同时段次数", "the same hours of the day before"),
        Fact("after_day", "后一日同时段次数", "the same hours of the day after"),
        Fact("night_swipes", "夜间次数", "swipes at night"),
        Fact("fen", "金额", "amount", "fen"),
    ),
    find=find,
)
