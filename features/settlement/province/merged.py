"""The reports of all blocks of a province as one: rows added up, figures averaged."""

from dataclasses import replace

from features.settlement.province.block import BlockReport, Summary
from features.settlement.province.export.write import Written
from features.settlement.province.report import Figure


def tables_of(made: list[BlockReport]) -> list[Written]:
    """Rows and files of each table, over all blocks."""
    return [
        Written(same[0].table, sum(one.rows for one in same), sum(one.files for one in same))
        for same in zip(*(block.tables for block in made), strict=True)
    ]


def figures_of(made: list[BlockReport]) -> list[Figure]:
    """The mean of each figure over the blocks, which are of about the same size."""
    return [
        replace(same[0], made=sum(one.made for one in same) / len(same))
        for same in zip(*(block.figures for block in made), strict=True)
    ]


def schemes_of(made: list[BlockReport]) -> Summary:
    """The summary of each scheme: counts and losses are added up, words stay."""
    return [
        {key: _sum([row[key] for row in same]) for key in same[0]}
        for same in zip(*(block.schemes for block in made), strict=True)
    ]


def _sum(values: list[str | int | float | bool]) -> str | int | float | bool:
    """The sum of numbers, rounded to the fen where they are yuan; words and marks stay."""
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) < len(values):
        return values[0]
    added = sum(numbers)
    return added if isinstance(added, int) else round(added, 2)
