"""What people are treated for, as records: stays, visits, programmes, purchases."""

from dataclasses import dataclass
from functools import cache

from features.settlement.province.ambulatory import CHRONIC, OUTPATIENT, PHARMACY
from features.settlement.province.complications import COMORBIDITIES, COMPLICATIONS, HABITS
from features.settlement.province.stays import STAYS


@dataclass(frozen=True)
class Stay:
    """An inpatient condition: one ADRG with its diagnoses and its operation."""

    adrg: str
    name: str
    kind: str
    weight: float
    days: float
    split: str
    system: str
    department: str
    sex: str
    ages: str
    frequency: float
    diagnoses: tuple[tuple[str, str], ...]
    operation_code: str
    operation_name: str
    base_group: bool

    @property
    def mdc(self) -> str:
        """The major category, the first letter of the ADRG."""
        return self.adrg[0]


@dataclass(frozen=True)
class Visit:
    """An outpatient condition."""

    code: str
    name: str
    system: str
    department: str
    sex: str
    ages: str
    frequency: float
    cost: float
    emergency: float


@dataclass(frozen=True)
class Programme:
    """A chronic outpatient programme (门诊慢特病): who has it, how often, with which drugs."""

    key: str
    code: str
    name: str
    med_type: str
    system: str
    department: str
    shares: tuple[float, ...]
    visits_a_year: float
    cost: float
    supply: int
    year_limit: float
    drugs: tuple[str, ...]


@dataclass(frozen=True)
class Purchase:
    """A reason to go to a pharmacy."""

    name: str
    system: str
    frequency: float
    cost: float


@dataclass(frozen=True)
class Complication:
    """A complication that moves the group, and the lines that a treated one leaves."""

    code: str
    name: str
    major: bool
    frequency: float
    age_slope: float
    excluded_by: str
    evidence: tuple[str, ...]


def _split(text: str) -> tuple[str, str]:
    code, _, name = text.partition(" ")
    return code, name


@cache
def stays() -> tuple[Stay, ...]:
    """The inpatient conditions, in the order of their lines."""
    made: list[Stay] = []
    for line in STAYS.strip().splitlines():
        f = line.split("|")
        operation = ("", "") if f[12] == "-" else _split(f[12])
        made.append(
            Stay(
                adrg=f[0],
                name=f[1],
                kind=f[2],
                weight=float(f[3]),
                days=float(f[4]),
                split=f[5],
                system=f[6],
                department=f[7],
                sex=f[8],
                ages=f[9],
                frequency=float(f[10]),
                diagnoses=tuple(_split(words) for words in f[11].split(";")),
                operation_code=operation[0],
                operation_name=operation[1],
                base_group=f[13] == "1",
            )
        )
    return tuple(made)


@cache
def visits() -> tuple[Visit, ...]:
    """The outpatient conditions, in the order of their lines."""
    made: list[Visit] = []
    for line in OUTPATIENT.strip().splitlines():
        f = line.split("|")
        code, name = _split(f[0])
        made.append(
            Visit(code, name, f[1], f[2], f[3], f[4], float(f[5]), float(f[6]), float(f[7]))
        )
    return tuple(made)


@cache
def programmes() -> tuple[Programme, ...]:
    """The chronic programmes, in the order of their lines."""
    made: list[Programme] = []
    for line in CHRONIC.strip().splitlines():
        f = line.split("|")
        code, name = _split(f[1])
        shares = tuple(float(share) / 1000 for share in f[6].split(","))
        drugs = tuple(f[11].split(";"))
        made.append(
            Programme(f[0], code, name, f[2], f[3], f[4], shares, float(f[7]), float(f[8]),
                      int(f[9]), float(f[10]), drugs)
        )  # fmt: skip
    return tuple(made)


@cache
def purchases() -> tuple[Purchase, ...]:
    """What people go to a pharmacy for, in the order of the lines."""
    rows = [line.split("|") for line in PHARMACY.strip().splitlines()]
    return tuple(Purchase(f[0], f[1], float(f[2]), float(f[3])) for f in rows)


@cache
def complications() -> tuple[Complication, ...]:
    """The complications and comorbidities that move a group, in the order of their lines."""
    made: list[Complication] = []
    for line in COMPLICATIONS.strip().splitlines():
        f = line.split("|")
        code, name = _split(f[0])
        major = f[1] == "MCC"
        made.append(
            Complication(code, name, major, float(f[2]), float(f[3]), f[4], tuple(f[5].split(";")))
        )
    return tuple(made)


@cache
def comorbidities() -> tuple[tuple[str, str, str], ...]:
    """Long-term conditions as secondary diagnoses: code, name, key of the chronic programme."""
    rows = [line.split("|") for line in COMORBIDITIES.strip().splitlines()]
    return tuple((*_split(f[0]), f[1]) for f in rows)


@cache
def habits() -> tuple[tuple[str, str], ...]:
    """Secondary diagnoses that coders add out of habit: code and name."""
    return tuple(_split(line) for line in HABITS.strip().splitlines())
