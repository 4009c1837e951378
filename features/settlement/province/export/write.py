"""Writing a province: a Parquet file a table, for the two big ones a file a month."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from features.settlement.province.columns import Table
from features.settlement.province.export.lines import line_rows, line_table
from features.settlement.province.export.listing import listing
from features.settlement.province.export.lists import (
    case_table,
    diagnosis_table,
    encounter_table,
    list_table,
    operation_table,
)
from features.settlement.province.export.registers import institution_table, person_table
from features.settlement.province.export.settlements import settlement_table
from features.settlement.province.export.truth import claim_truth, institution_truth, person_truth
from features.settlement.province.export.verdicts import verdict_table
from features.settlement.province.order import DAY
from features.settlement.province.province import Progress, Province
from features.settlement.province.truth import planted


@dataclass(frozen=True)
class Written:
    """A table that was written: its name, rows, and files."""

    table: str
    rows: int
    files: int


def save(made: Table, path: Path) -> None:
    """One Parquet file, the same bytes for the same table."""
    pq.write_table(
        made, path, compression="zstd", compression_level=1, store_schema=False,
        coerce_timestamps="ms", version="2.6",
    )  # fmt: skip


def write_data(province: Province, folder: Path, step: Progress) -> list[Written]:
    """The files of all tables in the folder, which is made and must hold no other export."""
    folder.mkdir(parents=True, exist_ok=True)
    settled = province.settlements.settled
    edges = np.searchsorted(settled, province.world.order.month_starts * DAY)
    edges[-1] = len(settled)
    rows = line_rows(province)
    months = province.world.order.month_names()
    counts = {"setl_d": 0, "fee_list_d": 0}
    for n, month in enumerate(months):
        step(f"write {month}")
        head = settlement_table(province, slice(int(edges[n]), int(edges[n + 1])))
        part = slice(int(rows.first[edges[n]]), int(rows.first[edges[n + 1]]))
        body = line_table(province, rows, part)
        save(head, folder / f"setl_d-{month}.parquet")
        save(body, folder / f"fee_list_d-{month}.parquet")
        counts["setl_d"] += head.num_rows
        counts["fee_list_d"] += body.num_rows
    written = [Written(name, count, len(months)) for name, count in counts.items()]
    step("write lists")
    lists = listing(province)
    others = {
        "mdtrt_d": encounter_table(province, lists, slice(None)),
        "setl_list": list_table(province, lists),
        "setl_diag": diagnosis_table(province, lists),
        "setl_oprn": operation_table(province, lists),
        "drg_case_d": case_table(province),
        "fixmedins_b": institution_table(province),
        "psn_info_b": person_table(province),
        "verdict_d": verdict_table(
            province.world, province.visits, province.settlements, province.verdicts
        ),
    }
    for name, made in others.items():
        save(made, folder / f"{name}.parquet")
        written.append(Written(name, made.num_rows, 1))
    return written


def write_truth(province: Province, folder: Path) -> list[dict[str, str | int | float | bool]]:
    """The truth of a province in a folder of its own; gives the summary of the schemes."""
    folder.mkdir(parents=True, exist_ok=True)
    world, visits, truth = province.world, province.visits, province.truth
    save(claim_truth(province.settlements, truth), folder / "claims.parquet")
    save(institution_truth(world, visits, truth), folder / "institutions.parquet")
    save(person_truth(world, visits, truth), folder / "persons.parquet")
    summary = planted(truth, visits)
    text = json.dumps({"seed": world.order.seed, "schemes": summary}, ensure_ascii=False, indent=2)
    (folder / "schemes.json").write_text(text + "\n", encoding="utf-8")
    return summary
