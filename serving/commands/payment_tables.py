"""The tables of `fundwatch payment`: prices with their steps, alternatives, a month's accounts."""

from collections.abc import Mapping, Sequence

from rich.table import Table

from features.payment.accounts import Pool
from features.payment.book import Book, Gap
from features.payment.claim import Alternative, Claim, Priced
from features.payment.clearing import Cleared
from features.payment.method import CLOSED, WORDS, Method
from features.payment.rounding import VALUE
from features.payment.steps import parts, yuan
from features.payment.visits import Visit
from features.settlement.codes import CASE_TYPE
from serving.commands.console import out

SHOWN = 20
QUESTIONS = {
    "without": "去除次要编码 without code {0}",
    "severity": "按支持的严重程度 severity {0}",
    "operations": "去除手术操作 without operation {0}",
    "merged": "与前次住院合并 merged with {0}",
    "outside": "院外费用{0}笔计入住院 {0} visits outside",
    "outpatient": "改在门诊 as outpatient care",
}
SOURCES = {
    "months": "方案所列 from the scheme's months",
    "bgt_mon_d": "由预算算出 from the budget",
    "scheme": "暂用方案点值 the scheme's own",
}
SEVERITIES = {
    "given": "严重程度由命令给出 | severity as given",
    "model": "严重程度由严重程度支持模型回答 | severity as the severity support answers",
    "unknown": "未给严重程度(--severity),也无模型回答 | no severity given, no model to ask",
}


def show_prices(claim: Claim, prices: Sequence[Priced]) -> None:
    """Print the prices side by side, then each step by step."""
    whole = Table(title=f"{_head(claim)}\n支付价格 | Prices")
    for heading in ("支付方式 way", "分组 group", "病例 kind"):
        whole.add_column(heading)
    for heading in ("点数\npoints", "应付(元)\nprice", "基金(元)\nfund"):
        whole.add_column(heading, justify="right")
    for one in prices:
        whole.add_row(
            WORDS[one.method], f"{one.group} {one.name}".strip() or "—", CASE_TYPE[one.kind],
            parts(one.points) if one.points else "—", yuan(one.price), yuan(one.fund),
        )  # fmt: skip
    out.print(whole)
    for one in prices:
        table = Table(title=_title(claim, one))
        table.add_column("步骤 step")
        table.add_column("算式 reckoning", overflow="fold")
        table.add_column("结果 result", justify="right")
        for step in one.steps:
            table.add_row(f"{step.zh}\n{step.en}", step.reckoning, step.result)
        out.print(table)


def show_alternatives(
    claim: Claim, found: Mapping[Method, tuple[Priced, list[Alternative]]], source: str
) -> None:
    """Print the price and the alternatives under each way of paying."""
    out.print(_head(claim), markup=False)
    out.print(SEVERITIES[source])
    for one, alternatives in found.values():
        table = Table(title=_title(claim, one))
        table.add_column("如果 what if", overflow="fold")
        table.add_column("分组 group")
        for heading in ("应付(元)\nprice", "差额(元)\ndifference", "基金损失\nfund loss",
                        "再分配损害\nredistribution"):  # fmt: skip
            table.add_column(heading, justify="right")
        table.add_row("现状 as billed", one.group or "—", yuan(one.price), "", "", "")
        for other in alternatives:
            table.add_row(
                QUESTIONS[other.key].format(other.detail), other.group or "—", yuan(other.price),
                yuan(other.difference), yuan(other.fund_loss), yuan(other.redistribution),
            )  # fmt: skip
        out.print(table)
    out.print(
        "基金损失:预算开放,由基金承担;再分配损害:预算封闭,由其他医院承担 |"
        " fund loss: the budget is open; redistribution: it is closed, other hospitals bear it"
    )


def show_as_visit(visit: Visit) -> None:
    """Print what a stay would be worth as an outpatient visit by APG."""
    group = "—" if visit.group is None else f"{visit.group.code} {visit.group.zh}"
    price = yuan(visit.price(visit.value))
    out.print(
        f"{WORDS[Method.APG]}: 住院不按APG付费;若为门诊,入 {group},应付 {price} 元 |"
        f" a stay is not paid by APG; as a visit it would be {price} yuan",
        markup=False,
    )


def show_visit(visit: Visit) -> None:
    """Print an outpatient visit's price by APG."""
    value = visit.value
    table = Table(title=f"{visit.setl_id}  {visit.scheme.zh} | {WORDS[Method.APG]}")
    table.add_column("步骤 step")
    table.add_column("算式 reckoning", overflow="fold")
    table.add_column("结果 result", justify="right")
    group = "未入组 no group" if visit.group is None else f"{visit.group.code} {visit.group.zh}"
    table.add_row(
        "类别与诊断\nclass and diagnosis", f"{visit.apg_class} · {visit.diagnosis}", group
    )
    if visit.signed:
        table.add_row("签约,人头包干支付\nsigned: paid from the head budget", "", yuan(visit.head))
    else:
        price = visit.price(value)
        how = f"{parts(visit.points)} × {value / VALUE:.6f}"
        table.add_row("应付 = 点数 × 点值\nprice = points × value", how, yuan(price))
        borne = visit.fee - visit.pooled
        table.add_row(
            "基金应付\nfund pays", f"{yuan(price)} − {yuan(borne)}", yuan(max(0, price - borne))
        )
    if visit.billed_code:
        points = "—" if visit.billed_points is None else parts(visit.billed_points)
        table.add_row("数据所载分组\nas the data has it", visit.billed_code, points)
    out.print(table)


def show_pool(pool: Pool) -> None:
    """Print one pooling area's month."""
    words = WORDS[pool.method]
    table = Table(title=f"{pool.month}  统筹区 area {pool.area}  {pool.scheme}  {words}")
    table.add_column("机构 institution", no_wrap=True)
    headings = ["病例\ncases", "点数\npoints", "应付(元)\nprice", "他付(元)\nborne",
                "基金应付\nfund due", "月预付\nprepaid", "数据所载\nas billed"]  # fmt: skip
    for heading in headings:
        table.add_column(heading, justify="right")
    for one in pool.accounts[:SHOWN]:
        table.add_row(
            one.institution, f"{one.cases:,}", parts(one.points) if one.points else "—",
            yuan(one.price), yuan(one.borne), yuan(one.due), yuan(one.prepaid), yuan(one.billed),
        )  # fmt: skip
    kinds = ", ".join(f"{CASE_TYPE[kind]} {many:,}" for kind, many in pool.kinds.items())
    told = [f"病例 cases: {kinds}"]
    if pool.value is not None and pool.method in CLOSED:
        budget = "—" if pool.budget is None else yuan(pool.budget)
        told.append(
            f"总点数 points {parts(pool.points)} · 预算 budget {budget} ·"
            f" 点值 value {pool.value / VALUE:.6f} ({SOURCES[pool.source]})"
        )
        if pool.left_over is not None:
            told.append(f"取整余额 left over by rounding {yuan(pool.left_over)} 元 yuan")
    told.append(f"机构 institutions {len(pool.accounts)}" + _cut(len(pool.accounts)))
    table.caption = "\n".join(told)
    out.print(table)


def show_cleared(area: str, value: int, accounts: Sequence[Cleared]) -> None:
    """Print the clearing of the year so far."""
    table = Table(title=f"清算 clearing  统筹区 area {area}  年点值 value {value / VALUE:.6f}")
    table.add_column("机构 institution", no_wrap=True)
    for heading in ("点数\npoints", "应付(元)\nprice", "他付(元)\nborne", "已预付\nprepaid",
                    "清算应付\nstill due"):  # fmt: skip
        table.add_column(heading, justify="right")
    for one in accounts[:SHOWN]:
        table.add_row(
            one.institution, parts(one.points), yuan(one.price), yuan(one.borne),
            yuan(one.prepaid), yuan(one.clearing),
        )  # fmt: skip
    table.caption = f"机构 institutions {len(accounts)}" + _cut(len(accounts))
    out.print(table)


def show_uncovered(cases: int) -> None:
    """Print how many cases no scheme prices, when there are any."""
    if cases:
        out.print(
            f"[yellow]未计[/] {cases:,} 例所在地区或结算日无方案 |"
            f" left out: no scheme prices the area and day of {cases:,} cases"
        )


def show_schemes(book: Book, gaps: Sequence[Gap]) -> None:
    """Print the schemes, and the days that none of them covers."""
    table = Table(title="支付方案 | Payment schemes")
    for heading in ("方案 scheme", "版本 version", "地区 areas", "起止 days", "支付方式 ways",
                    "分组 groups"):  # fmt: skip
        table.add_column(heading)
    for one in book.schemes:
        table.add_row(
            f"{one.name}\n{one.zh}", one.version, ", ".join(one.areas),
            f"{one.since} — {one.until or '…'}", ", ".join(one.methods),
            f"{len(one.tables.groups):,} / {len(one.tables.adjacents):,} ADRG",
        )  # fmt: skip
    out.print(table)
    for gap in gaps:
        out.print(
            f"[red]缺口[/] 地区{gap.area}自{gap.since}至{gap.until}无方案 |"
            f" no scheme prices area {gap.area} from {gap.since} to {gap.until}"
        )
    if not gaps:
        out.print("日期连续,无重叠 | No gaps and no overlaps")


def _head(claim: Claim) -> str:
    facts, scheme = claim.stay.facts, claim.stay.scheme
    return (
        f"{facts['setl_id'][0]}  {scheme.zh} {scheme.version}  费用 fee"
        f" {yuan(int(claim.stay.bills.fee[0]))}  住院 {int(claim.stay.bills.days[0])} 天 days"
    )


def _title(claim: Claim, one: Priced) -> str:
    title = f"{WORDS[one.method]}  {one.group} {one.name}".rstrip()
    if one.method in CLOSED:
        valued = claim.value_of(one.method)
        title += (
            f"\n点值 value {valued.value / VALUE:.6f} ({SOURCES[valued.source]}),"
            f" 机构点数占比 share {parts(valued.share)}"
        )
    return title


def _cut(count: int) -> str:
    return f", 列出前{SHOWN}家 | the first {SHOWN} are shown" if count > SHOWN else ""
