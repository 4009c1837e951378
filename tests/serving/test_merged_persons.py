"""A person who was merged into another is, in a message under the old number, that other person."""

from features.database import engine
from features.settings import Settings
from features.settlement.intake.load import load
from serving.conversation import Conversation
from serving.hiding import Hiding
from tests.settlement.export import settlement, write


def test_the_old_number_leads_to_the_history_of_the_one_that_lasts(
    database: Settings, tmp_path
) -> None:
    write(tmp_path, "setl_d.csv", [settlement(n) for n in range(3)])
    merges = [("P1", "P2"), ("P2", "P0")]
    write(
        tmp_path,
        "psn_merge_d.csv",
        [{"psn_no_old": old, "psn_no": new, "merged_date": "2025-02-01"} for old, new in merges],
    )
    load(tmp_path, "core", database)
    hiding = Hiding(database, Conversation(engine(database)))
    lasting = hiding.pseudonyms().of("person", "P0")
    for number in ("P0", "P1", "P2"):
        facts, lines = hiding.claim({"psn_no": number}, {"fee": [{"psn_no": number}]})
        assert facts["psn_no"] == lines["fee"][0]["psn_no"] == lasting
    stranger, _ = hiding.claim({"psn_no": "P7"}, {})
    assert stranger["psn_no"] == hiding.pseudonyms().of("person", "P7")
