"""A reference: a column whose values are those of another table's column."""

from dataclasses import dataclass

from features.settlement.quality.cross_check import CrossCheck


@dataclass(frozen=True)
class Reference:
    """A column whose values are those of another table's column."""

    name: str
    table: str
    column: str
    to: str
    zh: str
    en: str
    grade: str = "flag"

    @property
    def check(self) -> CrossCheck:
        """The reference as a check; nothing can be said before the other table is loaded."""
        table, column = self.to.split(".")
        return CrossCheck(
            self.name,
            self.table,
            f"r.{self.column} IN (SELECT {column} FROM {table})",
            self.zh,
            self.en,
            self.grade,
            (table,),
        )


SETTLEMENT, ENCOUNTER, LIST = "setl_d.setl_id", "mdtrt_d.mdtrt_id", "setl_list.setl_id"
INSTITUTION, DOCTOR = "fixmedins_b.fixmedins_code", "dr_info_b.dr_code"
PERSON = "psn_info_b.psn_no"
