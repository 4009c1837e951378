"""`mdtrt_diag`: the diagnoses of each encounter, as the doctor wrote them."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.coding_version import as_written, diagnosis_words, renewed
from features.settlement.province.columns import Table, constant, flag, moment, table, whole, words
from features.settlement.province.conditions import comorbidities, programmes, visits
from features.settlement.province.departments import departments
from features.settlement.province.export.listing import Listing
from features.settlement.province.export.names import encounter_number
from features.settlement.province.province import Province
from features.settlement.province.season import Kind

_BESIDE = 0.3  # of outpatients with a chronic disease have it written beside the reason
_CONDITIONS = ["有", "临床未确定", "情况不明", "无"]


def encounter_diagnosis_table(province: Province, listing: Listing) -> Table:
    """`mdtrt_diag`: those of stays as on the list, of other visits the reason and what is beside."""
    seen, reason, beside = _outpatient(province)
    visit = np.concatenate([listing.diagnosed_stay, seen, beside[0]])
    every, count = diagnosis_words()[0], len(codes().code)
    new = renewed(province.visits)[listing.diagnosed_stay]
    shift = len(every)
    diagnosis = np.concatenate(
        [
            as_written(listing.named, new, count),
            reason + shift,
            beside[1],
        ]
    )
    place = np.concatenate(
        [listing.sequence, np.ones(len(seen), dtype=np.int64), np.full(len(beside[0]), 2)]
    )
    main = np.concatenate([listing.main, np.ones(len(seen), bool), np.zeros(len(beside[0]), bool)])
    condition = np.concatenate(
        [listing.condition - 1, np.zeros(len(seen) + len(beside[0]), dtype=np.int64)]
    )
    order = np.lexsort((place, visit))
    visit, diagnosis, place, main = visit[order], diagnosis[order], place[order], main[order]
    visited = province.visits
    later = (visit * 37 % 25 + 3) * 60
    when = np.minimum(visited.begin[visit] + later, visited.end[visit])
    named = _reasons()
    all_codes = [*every, *(code for code, _ in named)]
    all_names = [*diagnosis_words()[1], *(name for _, name in named)]
    return table(
        {
            "mdtrt_id": encounter_number(province.world.order, visit),
            "diag_type": constant("1", len(visit)),
            "diag_srt_no": whole(place),
            "maindiag_flag": flag(main),
            "diag_code": words(diagnosis, all_codes),
            "diag_name": words(diagnosis, all_names),
            "adm_cond": words(
                condition[order], _CONDITIONS, absent=visited.kind[visit] != Kind.INPATIENT
            ),
            "diag_dept": words(province.entries.department[visit], departments()),
            "dise_dor_no": words(visited.doctor[visit], province.world.doctors.code),
            "diag_time": moment(when),
            "vali_flag": constant("1", len(visit)),
        }
    )


def _reasons() -> list[tuple[str, str]]:
    """Code and name of the outpatient reasons and the programmes, in order of their pathways."""
    return [*((v.code, v.name) for v in visits()), *((p.code, p.name) for p in programmes())]


def _outpatient(province: Province) -> tuple[Whole, Whole, tuple[Whole, Whole]]:
    """Outpatient visits with their reasons, and chronic diseases beside some of them."""
    visited, starts = province.visits, province.world.pathways.of_kind
    seen = np.flatnonzero(visited.of_kind(Kind.OUTPATIENT, Kind.CHRONIC)).astype(np.int64)
    reason = visited.pathway[seen] - starts[Kind.OUTPATIENT]
    code = [p.key for p in programmes()]
    place = codes().place
    own = {key: place[c] for c, _, key in comorbidities()}
    diseases = np.array([own[key] for key in code], dtype=np.int64)
    conditions = province.world.persons.conditions[visited.person[seen]]
    first = np.argmax(conditions, axis=1)
    written = conditions.any(axis=1) & (seen * 2_654_435_761 % 1_000 < _BESIDE * 1_000)
    same = (
        np.array([codes().code[d] for d in diseases])[first]
        == np.array([c for c, _ in _reasons()])[reason]
    )
    some = np.flatnonzero(written & ~same)
    return seen, reason, (seen[some], diseases[first[some]])
