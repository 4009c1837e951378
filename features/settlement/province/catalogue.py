"""The catalogue: every item that may be billed, with national code, price, limit and grade.

Codes follow the patterns of domain brief B.11 and are synthetic: the class parts are real, the
serial parts are not. Prices are in millionths of a yuan, as in `pric`.
"""

from dataclasses import dataclass
from zlib import crc32

import numpy as np

from features.settlement.province import consumables, drugs, services
from features.settlement.province.chance import Real, Truth, Whole
from features.settlement.province.conditions import stays

MILLIONTH = 1_000_000


@dataclass(frozen=True)
class Item:
    """One billable item as the national catalogue has it."""

    code: str
    name: str
    spec: str
    unit: str
    list_type: str
    charge: str
    grade: str
    price: float
    first_share: int
    systems: str
    use: str
    a_day: float
    essential: bool = False
    negotiated: bool = False
    limited: bool = False
    hospital_only: bool = False
    herbal: bool = False

    def serves(self, system: str) -> bool:
        """Whether the item is used for a body system."""
        return self.systems == "*" or system in self.systems


@dataclass(frozen=True)
class Catalogue:
    """All items as columns; `place` finds an item by its name."""

    items: list[Item]
    place: dict[str, int]
    price: Whole
    limit: Whole
    first_share: Whole
    outside: Truth
    drug: Truth
    service: Truth
    least_group: Whole
    a_day: Real

    def of(self, charge: tuple[str, ...], use: str, system: str) -> list[int]:
        """The items of those charge classes, for a use (i, o, s) and a body system."""
        fits = {"i": "ai", "o": "ao", "s": "s"}[use]
        return [
            n
            for n, item in enumerate(self.items)
            if item.charge in charge and item.use in fits and item.serves(system)
        ]

    def named(self, *names: str) -> Whole:
        """The places of items by name. Raises KeyError for a name that is not there."""
        return np.array([self.place[name] for name in names], dtype=np.int64)


_GRADE = {"甲": "01", "乙": "02", "丙": "03"}
_SERVICE_CLASSES = (
    ("01", "110900001", services.BEDS),
    ("02", "110200001", services.CONSULTATIONS),
    ("07", "120100001", services.NURSING),
    ("12", "111000001", services.GENERAL),
    ("03", "210100001", services.EXAMS),
    ("04", "250100001", services.TESTS),
    ("05", "310100001", services.TREATMENTS),
    ("06", "330100001", services.THEATRE),
)


def catalogue() -> Catalogue:
    """The catalogue of the province; the same in every province, whatever the seed."""
    items = [
        *_western(),
        *_proprietary(),
        *_pieces(),
        *_services(),
        *_operations(),
        *_consumables(),
    ]
    place: dict[str, int] = {}
    for n, item in enumerate(items):
        place.setdefault(item.name, n)
    price = np.array([round(item.price * MILLIONTH) for item in items], dtype=np.int64)
    service = np.array([item.list_type == "201" for item in items])
    drug = np.array([item.list_type in {"101", "102"} for item in items])
    headroom = np.where(service, 1.0, np.where(drug, 1.12, 1.25))
    limit = np.rint(price * headroom / 100).astype(np.int64) * 100
    limit[np.array([item.charge == "10" for item in items])] = 0  # pieces carry no limit
    costly = [item.charge in {"03", "06"} and item.price > 150 for item in items]
    return Catalogue(
        items=items,
        place=place,
        price=price,
        limit=limit,
        first_share=np.array([item.first_share for item in items], dtype=np.int64),
        outside=np.array([item.grade == "03" for item in items]),
        drug=drug,
        service=service,
        least_group=np.where(costly, 2, 0).astype(np.int64),
        a_day=np.array([item.a_day for item in items]),
    )


def _letters(text: str) -> str:
    value = crc32(text.encode())
    return "".join(chr(65 + value // 26**k % 26) for k in range(3))


def _rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _drug(kind: str, serial: int, fields: list[str], charge: str) -> list[Item]:
    """The generic and the brand of a drug: two makers, two prices, one name."""
    group, name, spec, price, grade, a_day, systems, flags = fields
    made: list[Item] = []
    for maker, ratio in ((4642, 1.0), (863, 1.0 + crc32(name.encode()) % 90 / 100)):
        code = (
            f"{kind}{group}{_letters(name)}{serial:03d}A001{serial % 97:03d}{maker % 10}{maker:05d}"
        )
        share = {"甲": 0, "乙": 300 if "n" in flags else 100, "丙": 0}[grade]
        made.append(
            Item(
                code=code,
                name=name,
                spec=spec,
                unit=spec[-1] if spec[-1] in "片粒丸袋支吸喷" else "支",
                list_type="101",
                charge=charge,
                grade=_GRADE[grade],
                price=float(price) * ratio,
                first_share=share,
                systems=systems,
                use="a",
                a_day=float(a_day),
                essential="b" in flags,
                negotiated="n" in flags,
                limited="l" in flags,
                hospital_only="p" in flags,
            )
        )
    return made


def _western() -> list[Item]:
    return [i for n, f in enumerate(_rows(drugs.WESTERN)) for i in _drug("X", n + 1, f, "09")]


def _proprietary() -> list[Item]:
    return [i for n, f in enumerate(_rows(drugs.PROPRIETARY)) for i in _drug("Z", n + 1, f, "11")]


def _pieces() -> list[Item]:
    return [
        Item(f"T{1_500_031 + 40 * n:09d}", name, "统货", "g", "102", "10", "01", float(price), 0,
             "*", "o", 12.0, herbal=True)
        for n, (name, price) in enumerate(_rows(drugs.PIECES))
    ]  # fmt: skip


def _services() -> list[Item]:
    made: list[Item] = []
    for charge, first, text in _SERVICE_CLASSES:
        for n, (name, price, systems, use) in enumerate(_rows(text)):
            local = int(first) + n
            made.append(
                Item(
                    code=f"00{local:09d}0000-{local:09d}",
                    name=name,
                    spec="",
                    unit="日" if charge in {"01", "07"} else "次",
                    list_type="201",
                    charge=charge,
                    grade="01" if float(price) < 150 else "02",
                    price=float(price),
                    first_share=0 if float(price) < 150 else 100,
                    systems=systems,
                    use=use,
                    a_day=1.0 if charge in {"01", "02", "07"} else 0.25 if charge == "04" else 0.6,
                )
            )
    return made


def _operations() -> list[Item]:
    """The operation charge of each surgical condition, priced by the weight of its group."""
    made: dict[str, Item] = {}
    for n, stay in enumerate(stays()):
        if stay.operation_code and stay.operation_name not in made:
            local = 331_000_001 + n
            made[stay.operation_name] = Item(
                f"00{local:09d}0000-{local:09d}", stay.operation_name, "", "次", "201", "06", "02",
                round(420 + 2_300 * stay.weight**0.85), 100, "-", "e", 0.0,
            )  # fmt: skip
    return list(made.values())


def _consumables() -> list[Item]:
    shares = {"甲": 0, "乙": 200, "丙": 0}
    made: list[Item] = []
    for n, (name, price, grade, systems, use) in enumerate(_rows(consumables.CONSUMABLES)):
        code = f"C{n % 17 + 1:02d}{(n * 7919) % 10**10:010d}{n + 1:07d}{1400 + n:07d}"
        made.append(
            Item(code, name, "1个/包", "个", "301", "08", _GRADE[grade], float(price),
                 shares[grade], systems, use, 0.5)
        )  # fmt: skip
    return made
