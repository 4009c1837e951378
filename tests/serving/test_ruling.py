"""What the service tells of rules: certain ones as violations with their law, shadows never."""

from features.hits.judge import Hit, Ruled
from features.rules import RULES
from features.rules.classes import LIVE, SHADOW
from serving.brought import of_message
from serving.ruling import ruling, unasked
from serving.score import gravest_first
from serving.wire.codes import Telling

TELLING = Telling(
    **{"pre": 0.5, "in": 0.3, "post": 0.2, "high_probability": 0.6, "high_expected_yuan": 5000}
)


def hit(name: str, amount: int | None, state: str = LIVE) -> Hit:
    return Hit(RULES[name], state, amount, "12345678", ("句子", "a sentence"), ["F1"])


def test_a_certain_rule_is_a_violation_with_its_law() -> None:
    (told,) = ruling(Ruled([hit("price_above_limit", 12_345)], {}), TELLING).findings
    assert (told.rule_id, told.severity, told.score) == ("GL-009", "certain", None)
    assert told.expected_fen == 12_345
    assert told.basis_zh.startswith("违规依据:")
    assert "第三十八条第(三)项" in told.basis_zh
    assert told.lines == ["F1"]


def test_a_suspect_rule_says_that_somebody_has_to_look() -> None:
    dear, cheap = ruling(
        Ruled([hit("check_up_stay", 1_000), hit("low_standard_admission", 900_000)], {}), TELLING
    ).findings
    assert (dear.rule_id, dear.severity) == ("GL-036", "high")
    assert (cheap.rule_id, cheap.severity) == ("GL-035", "low")
    assert dear.basis_zh.startswith("疑点,须经核查")


def test_shadows_are_counted_and_never_told() -> None:
    told = ruling(
        Ruled([hit("many_lines_exempted", None, SHADOW)], {"GL-001": "TypeError"}), TELLING
    )
    assert told.findings == []
    assert told.hits == [("GL-014", SHADOW)]
    assert told.failed == ["GL-001"]


def test_certain_comes_before_suspect() -> None:
    both = [hit("check_up_stay", 900_000), hit("price_above_limit", 1)]
    told = ruling(Ruled(both, {}), TELLING).findings
    assert [one.rule_id for one in told] == ["GL-009", "GL-035"]


def test_what_is_proven_comes_before_what_a_model_suspects() -> None:
    """A sender whose answers hold one finding gets the first of them."""
    both = [hit("check_up_stay", 900_000), hit("price_above_limit", 1)]
    ruled = ruling(Ruled(both, {}), TELLING).findings
    likely, unlikely = (
        ruled[1].model_copy(update={"rule_id": f"M-{score}", "score": score})
        for score in (0.9, 0.4)
    )
    told = gravest_first([unlikely, likely], ruled)
    assert [one.rule_id for one in told] == ["GL-009", "M-0.9", "M-0.4", "GL-035"]


def test_a_stage_asks_only_what_it_knows() -> None:
    pre, settled = unasked(of_message(), "pre"), unasked(of_message(), "in")
    assert "fund_pays_more_than_fee" in pre
    assert "padded_above_the_low_limit" in pre & settled
    assert settled < pre
    assert "charged_twice_at_one_moment" not in pre
    assert "limited_use_unapproved" in settled  # no message brings the flag
