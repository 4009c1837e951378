"""The signal matrix as models and pages read it: built months of claims and of institutions."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd
import pyarrow.parquet as parquet

from features.build import BuildReport
from features.errors import BadInput
from features.settings import Settings


class Matrix:
    """Read access to one build; columns come with Arrow types, so null stays null."""

    def __init__(self, folder: Path, report: BuildReport) -> None:
        """Keep the folder of the signals and the report of their build."""
        self.folder, self.report = folder, report

    @classmethod
    def open(cls, settings: Settings) -> "Matrix":
        """The last build. Raises NotReady when there is none."""
        return cls(settings.path("signals"), BuildReport.read(settings))

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the signals that were built."""
        return self.report.fingerprint

    @property
    def months(self) -> list[str]:
        """The months that were built, in order."""
        return self.report.months

    def claims(self, months: Iterable[str], columns: Sequence[str] | None = None) -> pd.DataFrame:
        """One row a claim of these months; all columns, or setl_id and the named ones."""
        return self._read("claims", months, None if columns is None else ["setl_id", *columns])

    def institutions(
        self, months: Iterable[str], columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """One row an institution and month; all columns, or the code, the month and the named ones."""
        named = None if columns is None else ["fixmedins_code", "month", *columns]
        return self._read("institutions", months, named)

    def _read(self, kind: str, months: Iterable[str], columns: list[str] | None) -> pd.DataFrame:
        asked = list(months)
        missing = sorted(set(asked) - set(self.months))
        if missing or not asked:
            raise BadInput(
                f"Signals of {', '.join(missing) or 'no month'} were asked for.",
                f"Built are {', '.join(self.months)}.",
                "Load that month and run `fundwatch signals build`, or choose a built one.",
            )
        chosen = list(dict.fromkeys(columns)) if columns is not None else None
        frames = [
            parquet.read_table(
                self.folder / kind / f"month={month}.parquet", columns=chosen
            ).to_pandas(types_mapper=pd.ArrowDtype)
            for month in asked
        ]
        return pd.concat(frames, ignore_index=True)
