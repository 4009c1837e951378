"""Rules judged in batch and live over the same small tables, without a lake or a database."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from features.hits.judge import Judge, Ruled
from features.hits.library import Library
from features.hits.program import HITS, Judged
from features.hits.variants import regions_between, variants
from features.live import ClaimRecord
from features.month import month_number
from features.norms import NormBook
from features.tiles import Asked, Given, shown
from tests.readers import complete, duck_engine, happened
from tests.reference_rows import Rows, claims_of

Hits = set[tuple[str, str, int | None, str]]
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


def batch(
    library: Library,
    tables: Mapping[str, Rows],
    names: Sequence[str] = (),
    steps: Path | None = None,
) -> Hits:
    """The hits of all claims of the tables, as the batch finds them; with a file for steps, in pieces."""
    engine = duck_engine(complete(tables), steps)
    regions = regions_between(library, FIRST, LAST)
    chosen = list(names) or list(library.evaluated)
    Judged(variants(library, regions, chosen), regions, month_number("2020-01")).run(engine)
    rows = engine.rows(f"SELECT setl_id, rule_id, amount, version FROM {HITS}").to_pylist()
    return {(r["setl_id"], r["rule_id"], r["amount"], r["version"]) for r in rows}


def live(library: Library, tables: Mapping[str, Rows]) -> dict[str, Ruled]:
    """What the service says of each claim in the order of settlement, over what came before."""
    return live_of(library, complete(tables))


def live_of(library: Library, full: dict[str, Rows]) -> dict[str, Ruled]:
    """The same over tables that are complete already."""
    judge = Judge(library, {})
    shelf: dict[tuple[int, str], list[Given]] = {}
    told: dict[str, Ruled] = {}
    keeper = judge.bench(None, FIRST).together
    for given in happened(keeper, full):
        shelf.setdefault((given.keyset, given.key), []).append(given)
    for claim in sorted(claims_of(full), key=lambda known: known.order):
        facts: dict[str, Any] = claim.facts | {"setl_id": claim.setl_id, "setl_time": claim.moment}
        record = ClaimRecord(facts, claim.lines)
        if claim.sign == 1:
            area = facts.get("fix_blng_admdvs")
            reader = judge.bench(area, claim.moment.date()).together
            tiles = {
                slot: shown(
                    given.tile
                    for given in shelf.get((ask.keyset, ask.key), [])
                    if (given.moment, given.own) < (ask.moment, ask.own)
                )
                for slot, ask in reader.asks(record).items()
            }
            told[claim.setl_id] = judge.ruled(record, tiles, NormBook())
        original = Asked.of({"setl_time": claim.facts_moment})
        for given in keeper.contributions(record, NormBook(), claim.sign, original):
            shelf.setdefault((given.keyset, given.key), []).append(given)
    return told


def live_hits(told: Mapping[str, Ruled]) -> Hits:
    """The hits in the form of the batch's."""
    return {
        (setl_id, hit.rule.id, hit.amount, hit.version)
        for setl_id, ruled in told.items()
        for hit in ruled.hits
    }
