"""门诊异常: outpatient visits of a place that come in groups or in pieces (O11, P01).

    同单位 employer   the staff of one employer within some days, more than chance gives
    同金额 amount     different persons with one amount on one day
    拆分   split      one person settled again by the same doctor for the same disease within hours

How far each is beyond chance: `surprise.py`. Source of what is stored: domain brief C.7 (same amounts,
swipes of a group and its persons, share of the institution's swipes, small amounts).
"""

from features.groups.bench import Bench
from features.groups.model import CONTEXT, CORE, Fact, Model, SubScore
from features.groups.surprise import beyond_chance

KINDS = ("同单位", "同金额", "拆分")


def find(bench: Bench) -> None:
    """Find the three kinds of groups."""
    bench.table(
        "seen",
        f"""SELECT setl_id, psn_no, fixmedins_code, doctor, settled, CAST(settled AS DATE) AS day,
          employer, diag[1:3] AS dise, fee FROM visit
        WHERE kind = 'clinic' AND settled >= {bench.since()}""",
    )
    _of_employers(bench)
    _of_amounts(bench)
    _split(bench)
    bench.table(
        "gathered",
        """SELECT *, dense_rank() OVER (ORDER BY kind, key) - 1 AS grp FROM (
          SELECT *, '同单位' AS kind FROM staff UNION ALL BY NAME
          SELECT *, '同金额' AS kind FROM same_amount UNION ALL BY NAME
          SELECT *, '拆分' AS kind FROM split)""",
    )
    bench.table(
        "member",
        "SELECT grp, setl_id, role, CAST(NULL AS DOUBLE) AS score, note FROM gathered",
    )
    _measure(bench)


def _of_employers(bench: Bench) -> None:
    number = bench.parameters.number
    days = int(number("staff_days"))
    bench.table(
        "employed",
        f"""
SELECT *, count(DISTINCT psn_no) OVER (PARTITION BY fixmedins_code, employer) AS people,
  count(*) OVER (PARTITION BY fixmedins_code, employer ORDER BY day
    RANGE BETWEEN INTERVAL {days} DAY PRECEDING AND INTERVAL {days} DAY FOLLOWING) AS near,
  count(*) OVER (PARTITION BY fixmedins_code, employer) AS everybody
FROM seen WHERE employer IS NOT NULL""",
    )
    chance = f"greatest(0.1, (everybody - near) * {2 * days + 1} / {number('window_days')})"
    bench.table(
        "busy",
        f"""SELECT * FROM (SELECT *, {beyond_chance("near", chance)} AS burst FROM employed
          WHERE near >= {number("least_staff")} AND people >= {number("least_staff")})
        WHERE burst >= {number("least_burst")}""",
    )
    bench.pairs(
        "met",
        "busy",
        "fixmedins_code, employer",
        "day",
        f"b.day - a.day <= {days} AND a.psn_no <> b.psn_no",
    )
    bench.groups("of_staff", "SELECT a, b FROM met")
    bench.table(
        "staff",
        f"""SELECT lpad(grp::VARCHAR, 9, '0') AS key, b.setl_id, '{CORE}' AS role, b.burst,
          '同单位集中就诊 | staff of one employer' AS note
        FROM of_staff AS s JOIN busy AS b ON b.setl_id = s.node""",
    )


def _of_amounts(bench: Bench) -> None:
    number = bench.parameters.number
    bench.table(
        "amount",
        f"""SELECT s.*, count(DISTINCT psn_no) OVER (PARTITION BY fixmedins_code, day, fee) AS people,
          count(*) OVER (PARTITION BY fixmedins_code, fee) AS everywhen,
          count(*) OVER (PARTITION BY fixmedins_code, day, fee) AS that_day
        FROM seen AS s WHERE fee >= {number("least_amount")}""",
    )
    chance = f"greatest(0.05, (everywhen - that_day) / {number('window_days')})"
    bench.table(
        "same_amount",
        f"""SELECT fixmedins_code || ' ' || day || ' ' || fee AS key, setl_id, '{CORE}' AS role,
          {beyond_chance("that_day", chance)} AS burst, '同额 | the same amount' AS note
        FROM amount WHERE people >= {number("least_same")}""",
    )


def _split(bench: Bench) -> None:
    number = bench.parameters.number
    bench.table(
        "again",
        f"""
SELECT *, lag(setl_id) OVER one AS before_id,
  date_diff('minute', lag(settled) OVER one, settled) <= {number("split_hours")} * 60 AS second
FROM seen WHERE doctor IS NOT NULL AND dise IS NOT NULL
WINDOW one AS (PARTITION BY psn_no, fixmedins_code, doctor, dise ORDER BY settled, setl_id)""",
    )
    rate = "(SELECT count(*) FILTER (WHERE second) / count(*) FROM again)"
    bench.table(
        "of_doctor",
        f"""SELECT * FROM (SELECT *, {beyond_chance("seconds", "chance")} AS burst FROM (
          SELECT fixmedins_code, doctor, count(*) FILTER (WHERE second) AS seconds,
            greatest(0.05, count(*) * {rate}) AS chance FROM again GROUP BY ALL)
        WHERE seconds >= {number("least_splits")}) WHERE burst >= {number("least_split_burst")}""",
    )
    bench.table(
        "split",
        f"""
SELECT a.fixmedins_code || ' ' || a.doctor AS key, a.setl_id, d.burst, '{CORE}' AS role,
  '再次结算 | settled again' AS note
FROM again AS a JOIN of_doctor AS d USING (fixmedins_code, doctor) WHERE a.second
UNION ALL BY NAME
SELECT DISTINCT a.fixmedins_code || ' ' || a.doctor AS key, f.setl_id, d.burst,
  '{CONTEXT}' AS role, '首次结算 | settled first' AS note
FROM again AS a JOIN of_doctor AS d USING (fixmedins_code, doctor)
JOIN again AS f ON f.setl_id = a.before_id WHERE a.second AND NOT coalesce(f.second, false)""",
    )


def _measure(bench: Bench) -> None:
    small = bench.parameters.number("small_amount")
    bench.table(
        "rows_of",
        "SELECT g.grp, g.kind, g.burst, s.* FROM gathered AS g JOIN seen AS s USING (setl_id)",
    )
    bench.table(
        "measure",
        f"""
WITH alike AS (
  SELECT grp, sum(many) FILTER (WHERE many > 1) AS many FROM (
    SELECT grp, fee, count(*) AS many FROM rows_of GROUP BY ALL) GROUP BY grp),
days AS (SELECT DISTINCT grp, fixmedins_code, day FROM rows_of),
whole AS (SELECT d.grp, count(*) AS many FROM days AS d JOIN seen AS s USING (fixmedins_code, day)
          GROUP BY d.grp)
SELECT r.grp, any_value(r.kind) AS kind, max(r.burst) AS burst,
  coalesce(any_value(a.many), 0) / count(*) AS same_amount,
  count(DISTINCT r.psn_no) AS persons, count(*) / count(DISTINCT r.psn_no) AS swipes_per_person,
  count(*) / any_value(w.many) AS share_of_swipes,
  count(*) FILTER (WHERE r.fee <= {small}) / count(*) AS small_share,
  count(*) AS swipes, count(DISTINCT r.day) AS days, count(DISTINCT r.doctor) AS doctors_in,
  sum(r.fee) AS fen
FROM rows_of AS r LEFT JOIN alike AS a USING (grp) JOIN whole AS w USING (grp) GROUP BY r.grp""",
    )


OTP_ABN = Model(
    name="otp_abn",
    zh="门诊异常",
    en="unusual outpatient visits",
    violations=("O11", "P01"),
    blocks="同机构同单位、同日同额或同人同医师 | institution with employer, amount or person",
    needs=frozenset({"setl_d"}),
    scores=(
        SubScore("burst", "超出偶然的程度(10的幂)", "beyond chance, powers of ten"),
        SubScore("same_amount", "同额占比", "share of equal amounts"),
        SubScore("persons", "人数", "persons"),
        SubScore("swipes_per_person", "人均次数", "visits a person"),
        SubScore(
            "share_of_swipes", "占机构当日就诊", "share of the institution's visits of those days"
        ),
        SubScore("small_share", "小额占比", "share of small amounts"),
    ),
    facts=(
        Fact("swipes", "就诊次数", "visits"),
        Fact("days", "天数", "days"),
        Fact("doctors_in", "医师数", "doctors"),
        Fact("fen", "总费用", "fees", "fen"),
    ),
    find=find,
)
