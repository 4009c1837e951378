"""Reasons: contributions summed by family and told in words, the heaviest first.

At most 500 characters, in characters that GBK holds, because findings travel on the platform's
messages. What a model alone finds is a suspicion (疑点), never a violation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from features.catalog import SIGNALS
from features.catalog.families import FAMILIES
from features.nodes import Value
from features.signal import Described
from models.head import Head, Scored
from models.oddity import DERIVED as ODD
from models.peers import peer_key
from models.support import DERIVED
from models.telling import Asks, Words, is_told, told

LONGEST = 500
MOST_FAMILIES = 4
MOST_OF_A_FAMILY = 2
# told by the first sentence, or a figure without a unit that people know
IN_THE_OPENING = frozenset({"support_ratio", "excess_if_unsupported", "oddity", "claims"})
DESCRIBED: dict[str, "Described | Asks"] = {**SIGNALS, **DERIVED, **ODD}


@dataclass(frozen=True)
class FamilyPart:
    """What the signals of one family add to a score together."""

    family: str
    zh: str
    en: str
    contribution: float


@dataclass(frozen=True)
class Reasons:
    """A finding in words, the families behind it, and the signals that were told."""

    zh: str
    en: str
    families: tuple[FamilyPart, ...]
    signals: tuple[str, ...]


def reasons(
    contributions: Mapping[str, float],
    values: Mapping[str, Value],
    medians: Mapping[str, Mapping[str, float]],
    peer: str,
    opening: Words,
    described: Mapping[str, "Described | Asks"] = DESCRIBED,
) -> Reasons:
    """The reasons that these contributions make; `peer` chooses among the medians."""
    families: dict[str, float] = {}
    for name, added in contributions.items():
        family = str(getattr(described.get(name), "family", "other"))
        families[family] = families.get(family, 0.0) + added
    ordered = sorted(families.items(), key=lambda item: (-item[1], item[0]))
    parts = tuple(FamilyPart(name, *_family(name), added) for name, added in ordered)
    raising = [part for part in parts if part.contribution > 0]
    zh, en, named = [opening[0]], [opening[1]], []
    for part in raising:
        if len(zh) > MOST_FAMILIES:
            break
        chosen = _speaking(part.family, contributions, values, medians, peer, described)
        if not chosen:
            continue
        said = [
            told(described[name], values[name], _middle(medians, name, peer)) for name in chosen
        ]
        zh.append(f"【{part.zh}】{'；'.join(one for one, _ in said)}。")
        en.append(f"[{part.en}] {'; '.join(one for _, one in said)}.")
        named += chosen
    return Reasons(_cut(zh, ""), _cut(en, " "), parts, tuple(named))


def claim_reasons(head: Head, scored: Scored, level: Value, care: Value) -> Reasons:
    """The reasons of one claim's score, beside the peers of its level and kind of care."""
    return reasons(
        scored.contributions, scored.values, head.meta.get("medians", {}), peer_key(level, care),
        opening(head, scored),
    )  # fmt: skip


def opening(head: Head, scored: Scored) -> Words:
    """The first sentence: what is suspected, how likely, and what it is worth."""
    percent, yuan = f"{100 * scored.probability:.0f}%", f"{scored.expected_fen / 100:,.2f}"
    if head.name == "upcoding":
        ratio = scored.values.get("support_ratio")
        excess = scored.values.get("excess_if_unsupported")
        if isinstance(ratio, float) and isinstance(excess, int | float):
            whole = f"{excess / 100:,.2f}"
            return (
                f"高套编码疑点, 可能性{percent}: 计费权重为诊疗证据所支持的{ratio:.2f}倍, "
                f"若不成立约多支付{whole}元。",
                f"Suspected upcoding, {percent} likely: billed at {ratio:.2f} times the weight that "
                f"the evidence supports; about {whole} yuan overpaid if it does not hold.",
            )
    return (
        f"疑点, 经检查查实的可能性{percent}, 预期追回{yuan}元。",
        f"Suspicion, {percent} likely to be confirmed, expected recovery {yuan} yuan.",
    )


def _speaking(
    family: str,
    contributions: Mapping[str, float],
    values: Mapping[str, Value],
    medians: Mapping[str, Mapping[str, float]],
    peer: str,
    described: Mapping[str, "Described | Asks"],
) -> list[str]:
    """The signals of a family that raise the score most and have something to say."""
    raising = [
        (added, name)
        for name, added in contributions.items()
        if added > 0
        and name in described
        and str(getattr(described[name], "family", "other")) == family
        and name not in IN_THE_OPENING
        and is_told(described[name], values.get(name), _middle(medians, name, peer))
    ]
    raising.sort(key=lambda one: (-one[0], one[1]))
    return [name for _, name in raising[:MOST_OF_A_FAMILY]]


def _middle(medians: Mapping[str, Mapping[str, float]], name: str, peer: str) -> float | None:
    table = medians.get(name, {})
    return table.get(peer, table.get(""))


def _family(name: str) -> Words:
    zh, _, en = FAMILIES.get(name, f"{name} | {name}").partition(" | ")
    return zh, en


def _cut(sentences: list[str], between: str) -> str:
    """Whole sentences as far as they fit; the first one is cut if it alone is too long."""
    text = sentences[0]
    for sentence in sentences[1:]:
        if len(text) + len(between) + len(sentence) <= LONGEST:
            text += between + sentence
    return text[:LONGEST].encode("gbk", errors="replace").decode("gbk")
