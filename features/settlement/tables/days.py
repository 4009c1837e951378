"""The days that a row of our time can have."""

from features.settlement.contract import Check


def of_this_century(column: str, zh: str, en: str) -> Check:
    """A check that refuses a row whose month cannot be meant, since the lake files it by month."""
    return Check(
        f"{column}_in_this_century",
        f"{column} >= timestamp '2000-01-01' and {column} < timestamp '2100-01-01'",
        f"{zh}应在2000年至2099年之间",
        f"{en} is of the years 2000 to 2099",
        grade="reject",
    )


def age_agrees(day: str) -> Check:
    """A check of the stated age against the date of birth on that day, to one year."""
    return Check(
        "age_agrees_with_birth",
        f"abs(age - datesub('year', brdy, {day})) <= 1",
        "年龄应与出生日期相符(误差不超过1岁)",
        "The age agrees with the date of birth, to one year",
    )
