"""The negative list (负面清单): what no institution may do, by class of institution (`negative_list.toml`).

Xinyi told its institutions to check themselves against 30 items drawn up by class, and to mend them
by a day; the items themselves were not published. These thirty are our own, after the taxonomy of
violations and the law. Where data can tell, an item names the rules and signals that tell; where
they cannot, it asks the institution a question to answer in its self-check.
"""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Item:
    """One item: what may not be done, by whom, and how it is seen.

    Attributes:
        text: the item, Chinese and English.
        classes: the classes of institution it is put to.
        rules: ids of rules that show it; `signals` names of signals and indicators that hint at it.
        asks: the question of the self-check, where data alone cannot tell.
    """

    id: str
    text: str
    classes: tuple[str, ...]
    law: tuple[str, ...]
    violations: tuple[str, ...]
    rules: tuple[str, ...]
    signals: tuple[str, ...]
    asks: str

    @property
    def words(self) -> tuple[str, str]:
        """The item in Chinese and in English."""
        zh, _, en = self.text.partition(" | ")
        return zh, en


def _item(told: dict[str, Any]) -> Item:
    return Item(
        told["id"],
        told["text"],
        tuple(told["classes"]),
        tuple(told["law"]),
        tuple(told["violations"]),
        tuple(told.get("rules", ())),
        tuple(told.get("signals", ())),
        told.get("asks", ""),
    )


_READ: dict[str, Any] = tomllib.loads(
    files("features.rules").joinpath("negative_list.toml").read_text("utf-8")
)

CLASSES_OF_INSTITUTIONS: dict[str, str] = _READ["classes"]
ITEMS: tuple[Item, ...] = tuple(map(_item, _READ["item"]))


def items_for(institution_class: str) -> tuple[Item, ...]:
    """The items that are put to a class of institution."""
    return tuple(item for item in ITEMS if institution_class in item.classes)
