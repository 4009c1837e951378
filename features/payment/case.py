"""A case as a grouper and a price see it: one stay with its codes, its days and its money."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Case:
    """One stay. Codes as on the settlement list, the main one first; money in fen.

    Attributes:
        principal: the main diagnosis; `secondary` the others in their order.
        operations: operations and procedures, the main one first.
        gend: "1" male, "2" female.
        age: whole years; grams and ventilation hours where the list tells them.
        fee: the whole bill; `pooled` what the pooled fund has paid of it.
        institution, level: of the hospital; `billed_coefficient` what its cases were billed with.
        special: reviewed singly (特例单议).
    """

    principal: str
    secondary: tuple[str, ...] = ()
    operations: tuple[str, ...] = ()
    gend: str = ""
    age: int = 40
    grams: int = 0
    ventilated: int = 0
    fee: int = 0
    pooled: int = 0
    days: int = 1
    insutype: str = ""
    institution: str = ""
    level: str = ""
    department: str = ""
    special: bool = False
    billed_coefficient: int | None = None
    on: date = field(default=date(2025, 1, 1))
    setl_id: str = ""
