"""One group as text on the screen: what it is, its sub-scores, all its visits."""

from rich.table import Table

from features.groups.model import ROLES
from features.groups.plot import KINDS, told, yuan
from features.groups.read import OpenGroup
from serving.commands.console import out


def tell(group: OpenGroup) -> None:
    """Print a group."""
    row = group.row
    out.print(
        f"[bold]{group.model.zh}[/] {row['group_id']}  {row['month']}  得分 | score"
        f" [red]{row['score']:.1f}[/]",
        highlight=False,
    )
    out.print(
        f"{group.model.en}: {row['suspected']} 笔涉嫌 suspected / {row['settlements']} 笔 visits, "
        f"{row['people']} 人 persons, {row['places']} 家机构 institutions, 基金与账户 fund and account "
        f"{yuan(row['risk_fund'])} 元; 自 since {row['since_month']}",
        highlight=False,
    )
    scores = Table("分项 sub-score", "数值 measure", "得分 0-100")
    for zh, en, measure, score in group.sub_scores():
        scores.add_row(f"{zh} | {en}", told(measure), "—" if score is None else f"{score:.0f}")
    out.print(scores)
    facts = "; ".join(f"{zh} {told(value, unit)}" for zh, _, value, unit in group.facts())
    out.print(facts, highlight=False)
    visits = Table("结算 settled", "类别 kind", "机构 place", "人 person", "诊断")
    for heading in ("总费用(元)", "基金(元)"):
        visits.add_column(heading, justify="right")
    visits.add_column("角色 role")
    visits.add_column("说明 note")
    for visit in group.visits:
        visits.add_row(
            f"{visit['settled']:%Y-%m-%d %H:%M}",
            KINDS.get(str(visit["kind"]), ""),
            str(visit["fixmedins_name"] or visit["fixmedins_code"]),
            str(visit["psn_no"])[:8],
            str(visit["diag"] or ""),
            yuan(visit["fee"]),
            yuan(visit["fund"]),
            ROLES[str(visit["role"])].split(" | ")[0],
            str(visit["note"] or ""),
        )
    out.print(visits)
